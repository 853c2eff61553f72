"""Days, months and years in words, for pages and for what is published."""

from __future__ import annotations

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def in_words(day: str, year: str = "") -> str:
    """Return an ISO day, month or year in words, `30 March 2024`, `March 2024`, `2024`, without the year if it is
    `year`; '' for ''."""
    parts = [str(int(day[8:]))] if day[8:] else []
    if day[5:7]:
        parts.append(MONTHS[int(day[5:7]) - 1])
    if not parts or day[:4] != year:
        parts.append(day[:4])
    return " ".join(parts)
