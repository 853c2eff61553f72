"""Forms of date phrases that name a day of the calendar or a stretch of such days.

Numbers alone are day first: 10.03.2024 is 10 March, unless the second number can be no month (03/25/2024);
the big-endian 2024-03-10 is what it looks like. Where the year is left out, it is the nearest one: see
`nearest_year`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from relcli.coder.dates import periods
from relcli.coder.dates.forms import DateRule, Form, FormReader
from relcli.coder.dates.units import Precision
from relcli.coder.dates.words import DASH, MONTH_KIND, NOT_IN_NUMBER, NUMBER_KIND, YEAR

if TYPE_CHECKING:
    from relcli.coder.dates.periods import Anchor, Period

_DIGITS = re.compile(r"\d+")
_NUMERIC = (
    r"(?<![\w.,/-])(?:(?P<iso>[12]\d{3})[-/](?P<isom>\d\d)[-/](?P<isod>\d\d)(?!\d)|"
    r"(?P<a>\d{1,2})(?P<s>[./-])(?P<b>\d{1,2})(?P=s)(?P<c>[12]\d{3}|(?<=/)\d\d)(?![\w/-]|[.]\d))"
)


class _Written(NamedTuple):
    """A day as it is written; the year may be left out."""

    day: int
    month: int
    year: int | None


class CalendarReader(FormReader):
    """Reads full dates."""

    def forms(self) -> tuple[Form, ...]:
        """Return the forms, the more telling ones first: what one has taken, later ones leave alone."""
        words = self.words
        day, month, that_year = words.day, words.month, words.that_year
        # "and" joins two dates only where no counted noun follows: "on March 22 and 3 people" is one date.
        listed = (
            rf"and\s+(?={day}(?:,?\s+{YEAR})?(?:\s*[,.;:)\u2013-]|\s*$|"
            rf"\s+{words.pattern('date-after-list')}\b))"
        )
        to_day = rf"(?:{DASH}|\s+{words.pattern('date-to')}\s+(?:the\s+)?|\s+{listed})"
        day_first = (
            rf"(?:\bthe\s+)?{NOT_IN_NUMBER}"
            rf"(?:(?P<d1>{day})(?:\s+(?:of\s+)?(?P<m1>{month})(?:,?\s+(?P<y1>{YEAR}))?)?{words.to})?"
            rf"(?P<d2>{day})(?:\s+of\s+|\s*-\s*|\s*)(?P<m2>{month})(?:(?:,?\s*|-)(?P<y2>{that_year}))?(?!\w)"
        )
        month_first = (
            rf"\b(?P<m1>{month})\s*(?:the\s+)?(?P<d1>{day})(?:,?\s*(?P<y1>{that_year}))?"
            rf"(?:{to_day}(?:(?P<m2>{month})\s*)?(?P<d2>{day})(?:,?\s*(?P<y2>{that_year}))?)?(?!\w)"
        )
        return (
            Form(DateRule.NUMERIC_DATE, NUMBER_KIND, _NUMERIC, self._read_numeric),
            Form(DateRule.DAY_AND_MONTH, NUMBER_KIND | MONTH_KIND, day_first, self._read_day_first),
            Form(DateRule.MONTH_AND_DAY, NUMBER_KIND | MONTH_KIND, month_first, self._read_month_first),
        )

    def _read_numeric(self, match: re.Match[str], anchor: Anchor) -> Period:
        if match["iso"]:
            return periods.day(date(int(match["iso"]), int(match["isom"]), int(match["isod"])))
        number, month, year = int(match["a"]), int(match["b"]), int(match["c"])
        if month > 12 >= number:
            number, month = month, number
        if year < 100:
            year += 2000 if year <= anchor.last.year % 100 + 10 else 1900
        return periods.day(date(year, month, number))

    def _read_day_first(self, match: re.Match[str], anchor: Anchor) -> Period:
        future = self.says_future(match, anchor)
        month = self.month_number(match["m2"])
        high = _Written(_number(match["d2"]), month, self.year_number(match["y2"], anchor))
        if not match["d1"]:
            return periods.day(_one_day(anchor, high, future))
        if match["m1"]:
            month = self.month_number(match["m1"])
        low = _Written(_number(match["d1"]), month, self.year_number(match["y1"], anchor))
        return _two_days(anchor, low, high, future)

    def _read_month_first(self, match: re.Match[str], anchor: Anchor) -> Period:
        future = self.says_future(match, anchor)
        month = self.month_number(match["m1"])
        low = _Written(_number(match["d1"]), month, self.year_number(match["y1"], anchor))
        if not match["d2"]:
            return periods.day(_one_day(anchor, low, future))
        if match["m2"]:
            month = self.month_number(match["m2"])
        high = _Written(_number(match["d2"]), month, self.year_number(match["y2"], anchor))
        return _two_days(anchor, low, high, future)


def _number(text: str) -> int:
    return int(_DIGITS.findall(text)[0])


def _two_days(anchor: Anchor, low: _Written, high: _Written, future: bool) -> Period:
    """Return the days from one to the other, where either year may be left out."""
    turns = (low.month, low.day) > (high.month, high.day)  # the turn of the year is between them
    if high.year or not low.year:
        last = _one_day(anchor, high, future)
        first = date(low.year or last.year - turns, low.month, low.day)
    else:
        first = _one_day(anchor, low, future)
        last = date(first.year + turns, high.month, high.day)
    if last < first:
        raise ValueError(last)
    return periods.Period(first, last, Precision.DAY)


def _one_day(anchor: Anchor, when: _Written, future: bool) -> date:
    if when.year:
        return date(when.year, when.month, when.day)
    return periods.nearest_year(anchor, when.month, when.day, future=future)
