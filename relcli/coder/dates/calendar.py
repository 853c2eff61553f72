"""Forms of date phrases that name a day of the calendar or a stretch of such days.

Numbers alone are day first: 10.03.2024 is 10 March, unless the second number can be no month (03/25/2024);
the big-endian 2024-03-10 is what it looks like. Where the year is left out, it is the nearest one: see
`nearest_year`.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from relcli.coder.dates import periods
from relcli.coder.dates.forms import (
    DASH,
    DAY,
    MONTH,
    NOT_IN_NUMBER,
    THAT_YEAR,
    TO,
    YEAR,
    Form,
    month_number,
    says_future,
    year_number,
)
from relcli.coder.dates.words import MONTH_KIND, NUMBER_KIND

if TYPE_CHECKING:
    import re

    from relcli.coder.dates.periods import Anchor, Period

# "and" joins two dates only where no counted noun follows: "on March 22 and 3 people" is one date.
_LISTED = (
    rf"and\s+(?={DAY}(?:,?\s+{YEAR})?(?:\s*[,.;:)\u2013-]|\s*$|"
    r"\s+(?:in|at|to|for|with|of|by|as|when|where|which|the|a|his|her)\b))"
)
_TO_DAY = rf"(?:{DASH}|\s+(?:to|until|till|through|&)\s+(?:the\s+)?|\s+{_LISTED})"


def _number(text: str) -> int:
    return int(text.rstrip("stndrhSTNDRH"))


def _two_days(
    anchor: Anchor, low: tuple[int, int, int | None], high: tuple[int, int, int | None], future: bool
) -> Period:
    """Return the days from (day, month, year) to (day, month, year), where years may be left out."""
    if high[2] or not low[2]:
        last = _one_day(anchor, high, future)
        year = low[2] if low[2] else last.year - ((low[1], low[0]) > (high[1], high[0]))
        first = date(year, low[1], low[0])
    else:
        first = _one_day(anchor, low, future)
        last = date(first.year + ((low[1], low[0]) > (high[1], high[0])), high[1], high[0])
    if last < first:
        raise ValueError(last)
    return periods.Period(first, last, "day")


def _one_day(anchor: Anchor, when: tuple[int, int, int | None], future: bool) -> date:
    number, month, year = when
    if year:
        return date(year, month, number)
    return periods.nearest_year(anchor, month, number, future=future)


def _read_numeric(match: re.Match[str], anchor: Anchor) -> Period:
    if match["iso"]:
        return periods.day(date(int(match["iso"]), int(match["isom"]), int(match["isod"])))
    number, month, year = int(match["a"]), int(match["b"]), int(match["c"])
    if month > 12 >= number:
        number, month = month, number
    if year < 100:
        year += 2000 if year <= anchor.last.year % 100 + 10 else 1900
    return periods.day(date(year, month, number))


def _read_day_first(match: re.Match[str], anchor: Anchor) -> Period:
    future = says_future(match, anchor)
    month = month_number(match["m2"])
    high = (_number(match["d2"]), month, year_number(match["y2"], anchor))
    if not match["d1"]:
        return periods.day(_one_day(anchor, high, future))
    low = (
        _number(match["d1"]),
        month_number(match["m1"]) if match["m1"] else month,
        year_number(match["y1"], anchor),
    )
    return _two_days(anchor, low, high, future)


def _read_month_first(match: re.Match[str], anchor: Anchor) -> Period:
    future = says_future(match, anchor)
    month = month_number(match["m1"])
    low = (_number(match["d1"]), month, year_number(match["y1"], anchor))
    if not match["d2"]:
        return periods.day(_one_day(anchor, low, future))
    high = (
        _number(match["d2"]),
        month_number(match["m2"]) if match["m2"] else month,
        year_number(match["y2"], anchor),
    )
    return _two_days(anchor, low, high, future)


CALENDAR_FORMS = (
    Form(
        "numeric date",
        NUMBER_KIND,
        r"(?<![\w.,/-])(?:(?P<iso>[12]\d{3})[-/](?P<isom>\d\d)[-/](?P<isod>\d\d)(?!\d)|"
        r"(?P<a>\d{1,2})(?P<s>[./-])(?P<b>\d{1,2})(?P=s)(?P<c>[12]\d{3}|(?<=/)\d\d)(?![\w/-]|[.]\d))",
        _read_numeric,
    ),
    Form(
        "day and month",
        NUMBER_KIND | MONTH_KIND,
        rf"(?:\bthe\s+)?{NOT_IN_NUMBER}(?:(?P<d1>{DAY})(?:\s+(?:of\s+)?(?P<m1>{MONTH})(?:,?\s+(?P<y1>{YEAR}))?)?{TO})?"
        rf"(?P<d2>{DAY})(?:\s+of\s+|\s*-\s*|\s*)(?P<m2>{MONTH})(?:(?:,?\s*|-)(?P<y2>{THAT_YEAR}))?(?!\w)",
        _read_day_first,
    ),
    Form(
        "month and day",
        NUMBER_KIND | MONTH_KIND,
        rf"\b(?P<m1>{MONTH})\s*(?:the\s+)?(?P<d1>{DAY})(?:,?\s*(?P<y1>{THAT_YEAR}))?"
        rf"(?:{_TO_DAY}(?:(?P<m2>{MONTH})\s*)?(?P<d2>{DAY})(?:,?\s*(?P<y2>{THAT_YEAR}))?)?(?!\w)",
        _read_month_first,
    ),
)
"""The forms of full dates, the more telling ones first: what one has taken, later ones leave alone."""
