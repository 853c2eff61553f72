"""Calendar arithmetic for date phrases: periods, and what they are relative to. Pure; no clock is read.

A period is (first day, last day, precision). Precision says what is known, not how long the period is: `day`
means that it lasted from the first to the last day; `week`, `month`, `year` mean some day within. Where a
phrase names a part of a period ("mid-March"), the bounds are narrowed and the precision is the smallest unit
that covers what is left. Weeks run from Monday to Sunday. Seasons are northern, three whole months each;
winter 2022 begins in December 2022.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from relcli.coder.dates.units import Fraction, Part, Precision, Unit, Which

ONE_DAY = timedelta(days=1)
LONGEST_LOOK_BACK = timedelta(days=270)
"""A day of the month without a year that lies further back than this is taken to be the coming one."""

LONGEST_LOOK_AHEAD = timedelta(days=330)
"""The same the other way, where the verb is in the future."""


class Period(NamedTuple):
    """A stretch of days and how precisely it dates something."""

    first: date
    last: date
    precision: Precision


class Publication(NamedTuple):
    """When a text was published: its day, or the first day of its month or year."""

    day: date
    precision: Precision = Precision.DAY


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a phrase is relative to: the publication, the tense of the verb, the period named before."""

    first: date
    last: date
    precision: Precision
    future: bool
    previous: tuple[date, date] | None
    start: int  # where the text begins that may be looked at

    @property
    def publication(self) -> Period:
        """The time of publication as a period."""
        return Period(self.first, self.last, self.precision)

    def too_coarse_for(self, precision: Precision) -> bool:
        """Is the time of publication known less exactly than this?"""
        return self.precision.rank > precision.rank


def make_anchor(publication: Publication, future: bool, previous: tuple[date, date] | None, start: int) -> Anchor:
    """Return the anchor for a text published on this day, or in its month or year (by its precision)."""
    first, last, precision = _containing(publication.day, publication.precision)
    return Anchor(first, last, precision, future, previous, start)


def _containing(when: date, precision: Precision) -> Period:
    """Return the day, calendar week, month or year that holds a day."""
    if precision is Precision.DAY:
        return day(when)
    if precision is Precision.WEEK:
        return week_of(when)
    return month_of(when) if precision is Precision.MONTH else year_of(when)


def day(when: date) -> Period:
    """One day."""
    return Period(when, when, Precision.DAY)


def week_of(when: date) -> Period:
    """The week, Monday to Sunday, that holds this day."""
    first = when - ONE_DAY * when.weekday()
    return Period(first, first + min(ONE_DAY * 6, date.max - first), Precision.WEEK)


def month_of(when: date) -> Period:
    """The calendar month that holds this day."""
    return months(when.year, when.month, when.month)


def year_of(when: date) -> Period:
    """The calendar year that holds this day."""
    return months(when.year, 1, 12)


def months(year: int, first: int, last: int) -> Period:
    """The months `first` to `last` of a year; months beyond 12 lie in the next year."""
    return Period(month_start(year, first), last_day(year, last), Precision.MONTH if first == last else Precision.YEAR)


def years(first: int, last: int) -> Period:
    """The calendar years `first` to `last`."""
    return Period(date(first, 1, 1), date(last, 12, 31), Precision.YEAR)


def month_start(year: int, month: int) -> date:
    """The first day of a month counted from January of `year`: 13 is the next January."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def last_day(year: int, month: int) -> date:
    """The last day of a month, counted as in `month_start`."""
    start = month_start(year, month)
    if (start.year, start.month) == (9999, 12):  # there is no next month
        return date.max
    return (start.replace(day=28) + ONE_DAY * 4).replace(day=1) - ONE_DAY


_DAYS = {Unit.DAY: 1, Unit.WEEK: 7, Unit.FORTNIGHT: 14}
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12, Unit.DECADE: 120, Unit.CENTURY: 1200}


def shift(when: date, unit: Unit, count: int) -> date:
    """Move a day by whole units; the 31st becomes the last day of a shorter month."""
    if unit in _DAYS:
        return when + ONE_DAY * _DAYS[unit] * count
    if unit is Unit.HOUR:
        return when + ONE_DAY * (count // 24 if count > 0 else -(-count // 24))
    start = month_start(when.year, when.month + _MONTHS[unit] * count)
    return start.replace(day=min(when.day, last_day(start.year, start.month).day))


def around(when: date, unit: Unit) -> Period:
    """The calendar unit that holds this day."""
    return _containing(when, unit.precision)


def weekday(anchor: Anchor, number: int, *, future: bool, other: bool = False) -> date:
    """The nearest such weekday up to publication, or from it on if `future`; another day if `other`."""
    ahead = (number - anchor.first.weekday()) % 7
    if future:
        return anchor.first + ONE_DAY * (ahead or (7 if other else 0))
    return anchor.first - ONE_DAY * ((7 - ahead) % 7 or (7 if other else 0))


def nearest_year(anchor: Anchor, month: int, number: int, *, future: bool) -> date:
    """The day `number`.`month` of the year that is meant where the text leaves the year out."""
    past: date | None = None
    ahead: date | None = None
    for year in range(max(1, anchor.first.year - 8), min(9999, anchor.first.year + 8) + 1):
        if number == 29 and month == 2 and not _is_leap(year):
            continue
        candidate = date(year, month, number)
        if candidate < anchor.first or (candidate <= anchor.last and not future):
            past = candidate
        elif ahead is None:
            ahead = candidate
    if past is None or ahead is None:
        return ahead or past or date(anchor.first.year, month, number)
    if future:
        return ahead if ahead - anchor.last <= LONGEST_LOOK_AHEAD else past
    return past if anchor.last - past <= LONGEST_LOOK_BACK else ahead


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def nearest_month(anchor: Anchor, month: int, which: Which) -> Period:
    """The month of this number that is meant."""
    year, current = anchor.last.year, anchor.last.month
    if anchor.precision is Precision.YEAR:
        current = 12
    if which is Which.LAST:
        year -= month >= current
    elif which is Which.PAST:
        year -= month > current
    elif which is Which.NEXT:
        year += month <= current
    elif which is Which.FUTURE:
        year += month < current
    return months(year, month, month)


def day_of_month(anchor: Anchor, number: int, *, future: bool, slack: int = 0) -> date:
    """The nearest day with this number up to publication and `slack` days more; after it if `future`."""
    if not 1 <= number <= 31:
        raise ValueError(number)
    for step in range(3) if future else range(1 if slack else 0, -3, -1):
        if (anchor.last.year, anchor.last.month + step) > (date.max.year, 12):  # the calendar ends
            continue
        start = month_start(anchor.last.year, anchor.last.month + step)
        if number > last_day(start.year, start.month).day:
            continue
        candidate = start.replace(day=number)
        if (candidate >= anchor.first) if future else ((candidate - anchor.last).days <= slack):
            return candidate
    raise ValueError(number)


def season(anchor: Anchor, first_month: int, which: Which) -> Period:
    """The last, the current or the next season that begins in this month."""
    year = anchor.last.year
    latest = date.max.year - (first_month + 1) // 12  # a winter ends in the next year
    near = range(max(date.min.year, year - 2), min(latest, year + 1) + 1)
    options = [months(each, first_month, first_month + 2) for each in near]
    if which is Which.THIS:
        this = months(year, first_month, first_month + 2)
        return next((option for option in options if option.first <= anchor.first <= option.last), this)
    if which is Which.LAST:
        options = [option for option in options[::-1] if option.last < anchor.first]
    else:
        options = [option for option in options if option.first > anchor.last]
    if not options:
        raise ValueError(which)
    return options[0]


_MONTH_PARTS = {Part.EARLY: (1, 10), Part.MID: (11, 20), Part.LATE: (21, 31)}
_YEAR_PARTS = {
    Part.EARLY: (1, 4),
    Part.MID: (5, 8),
    Part.LATE: (9, 12),
    Part.BEGINNING: (1, 1),
    Part.MIDDLE: (6, 7),
    Part.END: (12, 12),
}
_WEEK_PARTS = {
    Part.EARLY: (0, 1),
    Part.MID: (1, 3),
    Part.LATE: (3, 6),
    Part.BEGINNING: (0, 1),
    Part.MIDDLE: (1, 3),
    Part.END: (4, 6),
}
_THIRDS = {Part.EARLY: (0, 3), Part.MID: (4, 6), Part.LATE: (7, 9)}
_COARSER = {Part.BEGINNING: Part.EARLY, Part.MIDDLE: Part.MID, Part.END: Part.LATE}
"""In a month and in several years, "the end of" is as much as "late"."""
_LONGEST_YEAR = 366


def narrow(period: Period, part: Part | Fraction | None) -> Period:
    """The part of a period that words such as "mid", "the end of", "third quarter of" name."""
    if part is None:
        return period
    if isinstance(part, Fraction):
        return _fraction(period, part)
    if (period.last - period.first).days > _LONGEST_YEAR:
        return _third(period, _COARSER.get(part, part))
    if period.precision is Precision.WEEK:
        low, high = _WEEK_PARTS[part]
        return Period(period.first + ONE_DAY * low, period.first + ONE_DAY * high, Precision.WEEK)
    if period.precision is Precision.MONTH:
        low, high = _MONTH_PARTS[_COARSER.get(part, part)]
        high = min(high, period.last.day)
        return Period(period.first.replace(day=low), period.first.replace(day=high), Precision.MONTH)
    low, high = _YEAR_PARTS[part]
    return months(period.first.year, low, high)


def _fraction(period: Period, part: Fraction) -> Period:
    if period.precision is Precision.MONTH:
        if part == (1, 2):
            return period._replace(last=period.first.replace(day=15))
        return period._replace(first=period.first.replace(day=16)) if part.of == 2 else period
    size = 12 // part.of
    number = min(part.number, part.of)
    return months(period.first.year, size * (number - 1) + 1, size * number)


def _third(period: Period, part: Part) -> Period:
    length = period.last.year - period.first.year + 1
    low, high = _THIRDS[part]
    return years(period.first.year + low * length // 10, period.first.year + (high + 1) * length // 10 - 1)


def until(first: date, last: date) -> Period:
    """From the first to the last day, some day within: the precision is the smallest unit that covers it."""
    length = (last - first).days + 1
    limits = ((1, Precision.DAY), (7, Precision.WEEK), (31, Precision.MONTH))
    return Period(first, last, next((precision for limit, precision in limits if length <= limit), Precision.YEAR))
