"""Which day, week, month, quarter or year an event is counted in.

What is not known is not made up: an event of which only the year is known is counted under "2024", not under January,
and one of which only the month is known under "2024-03", not under its first day. Otherwise an event is counted once,
where it begins; one that begins before the period asked for and lasts into it, where the period begins, so that
nothing outside of the period appears. Of the days on which an event may have been, that of `before` is the last one
possible, the day of a week its first. Weeks are those of ISO 8601, whose year is not always that of the day.

Each rule is there twice: in SQL, for events that are counted from the table, and in Python, for the rollup.
"""

from __future__ import annotations

from datetime import date as calendar_day

KNOWN = {"year": 4, "month": 7}
"""How many characters of an ISO date are known at these precisions; of all others, the day."""
DAY = 10

LENGTHS = {"year": 4, "month": 7, "day": DAY}
"""The keys that are the beginning of an ISO date, with its length."""

FIRST_DAY = "{first}"
"""What `SQL` has in place of the first day that counts, see `first_day`."""

_KNOWN_SQL = f"CASE event.date_precision WHEN 'year' THEN 4 WHEN 'month' THEN 7 ELSE {DAY} END"
_THURSDAY = f"date({FIRST_DAY}, '-3 days', 'weekday 4')"
"""The week of a day is that of its Thursday, which has its number and year."""

SQL = {
    "year": f"substr({FIRST_DAY}, 1, 4)",
    "quarter": f"""CASE WHEN event.date = '' THEN ''
        WHEN event.date_precision = 'year' THEN substr({FIRST_DAY}, 1, 4)
        ELSE substr({FIRST_DAY}, 1, 4) || 'Q' || ((CAST(substr({FIRST_DAY}, 6, 2) AS INTEGER) + 2) / 3) END""",
    "month": f"substr({FIRST_DAY}, 1, CASE event.date_precision WHEN 'year' THEN 4 ELSE 7 END)",
    "week": f"""CASE WHEN event.date = '' THEN ''
        WHEN event.date_precision IN ('year', 'month') THEN substr({FIRST_DAY}, 1, {_KNOWN_SQL})
        ELSE printf('%s-W%02d', strftime('%Y', {_THURSDAY}), (strftime('%j', {_THURSDAY}) + 6) / 7) END""",
    "day": f"substr({FIRST_DAY}, 1, {_KNOWN_SQL})",
}
"""The values of the time keys as expressions over `event`."""

TIME_KEYS = frozenset(SQL)
"""The keys whose values are times, in their order where they are sorted as texts."""


def first_day(expression: str, since: str) -> tuple[str, tuple[str, ...]]:
    """Return an expression of `SQL` for a period that begins on a day ('' = none), and its parameters."""
    if not since:
        return expression.replace(FIRST_DAY, "event.date"), ()
    return expression.replace(FIRST_DAY, "max(event.date, ?)"), (since,) * expression.count(FIRST_DAY)


def bucket(key: str, date: str, precision: str, since: str = "") -> str:
    """Return the value of a time key for an event that begins on `date`, '' for an undated one."""
    if not date:
        return ""
    first = max(date, since)
    known = KNOWN.get(precision, DAY)
    if key == "quarter" and known > LENGTHS["year"]:
        return f"{first[:4]}Q{(int(first[5:7]) + 2) // 3}"
    if key == "week" and known == DAY:
        year, week, _ = calendar_day.fromisoformat(first).isocalendar()
        return f"{year:04}-W{week:02}"
    return first[: min(LENGTHS.get(key, LENGTHS["year"] if key == "quarter" else DAY), known)]
