"""How a date with its precision is written for people.

`≤2024-03-30` is "on that day or before it", `2024-03` a month, `~2024-03-25` the week that begins then.
What is not known is not shown: a year is only a year, never its first of January.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from relcli.output import Value

UNDATED = "undated"
SHOWN = {"year": 5, "quarter": 5, "month": 8, "week": 5, "day": 10}
"""What headings can be by, and how many leading characters of an ISO date such a heading shows already."""

LENGTHS = {"year": 4, "month": 7}
"""How many characters of an ISO date are known at these precisions."""


class Dated(Protocol):
    """What has a date as an event has it."""

    @property
    def date(self) -> str:
        """First day, ISO, '' if none."""

    @property
    def date_end(self) -> str:
        """Last day."""

    @property
    def date_precision(self) -> str:
        """day, week, month, year or before."""


def when(record: Dated, shown: int = 0) -> Value:
    """Return the date of an event for reading, without the leading characters that a heading has `shown` already."""
    first, last, precision = record.date, record.date_end or record.date, record.date_precision
    if not first:
        return ""
    if precision in LENGTHS:
        length = LENGTHS[precision]
        more = f"..{last[:length]}" if last[:length] > first[:length] else ""
        return first[shown:length] + more
    sign = {"before": "≤", "week": "~"}.get(precision, "")
    if precision == "day" and last > first:
        return f"{first[shown:]}..{_rest(first, last)}"
    return sign + first[shown:]


def days_of(heading: str) -> str:
    """Return the days of a week that is a heading, as `01-29..02-04`; '' for other headings, which say theirs."""
    if "-W" not in heading:
        return ""
    from datetime import date

    monday = date.fromisocalendar(int(heading[:4]), int(heading[6:]), 1)
    sunday = date.fromordinal(min(monday.toordinal() + 6, date.max.toordinal()))
    return f"{monday.isoformat()[5:]}..{_rest(monday.isoformat(), sunday.isoformat())}"


def _rest(first: str, last: str) -> str:
    """Return the last day without the year and month it shares with the first."""
    if first[:7] == last[:7]:
        return last[8:]
    return last[5:] if first[:4] == last[:4] else last


def minute(moment: str) -> str:
    """Return an ISO timestamp as people read it, to the minute."""
    return moment[: len("2024-03-31T10:00")].replace("T", " ")
