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

ONE_DAY = timedelta(days=1)
RANKS = {"day": 0, "week": 1, "month": 2, "year": 3}

LONGEST_LOOK_BACK = timedelta(days=270)
"""A day of the month without a year that lies further back than this is taken to be the coming one."""

LONGEST_LOOK_AHEAD = timedelta(days=330)
"""The same the other way, where the verb is in the future."""


class Period(NamedTuple):
    """A stretch of days and how precisely it dates something."""

    first: date
    last: date
    precision: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a phrase is relative to: the publication, the tense of the verb, the period named before."""

    first: date
    last: date
    precision: str
    future: bool
    previous: tuple[date, date] | None
    start: int  # where the text begins that may be looked at

    @property
    def publication(self) -> Period:
        """The time of publication as a period."""
        return Period(self.first, self.last, self.precision)

    def too_coarse_for(self, unit: str) -> bool:
        """Is the time of publication known less precisely than this unit?"""
        return RANKS[self.precision] > RANKS[unit]


def make_anchor(
    published: date, precision: str, future: bool, previous: tuple[date, date] | None, start: int
) -> Anchor:
    """Return the anchor for a text published on this day, or in its month or year (by `precision`)."""
    period = {"day": day, "week": week_of, "month": month_of, "year": year_of}[precision](published)
    return Anchor(period.first, period.last, precision, future, previous, start)


def day(when: date) -> Period:
    """One day."""
    return Period(when, when, "day")


def week_of(when: date) -> Period:
    """The week, Monday to Sunday, that holds this day."""
    first = when - ONE_DAY * when.weekday()
    return Period(first, first + ONE_DAY * 6, "week")


def month_of(when: date) -> Period:
    """The calendar month that holds this day."""
    return months(when.year, when.month, when.month)


def year_of(when: date) -> Period:
    """The calendar year that holds this day."""
    return months(when.year, 1, 12)


def months(year: int, first: int, last: int) -> Period:
    """The months `first` to `last` of a year; months beyond 12 lie in the next year."""
    return Period(month_start(year, first), last_day(year, last), "month" if first == last else "year")


def years(first: int, last: int) -> Period:
    """The calendar years `first` to `last`."""
    return Period(date(first, 1, 1), date(last, 12, 31), "year")


def month_start(year: int, month: int) -> date:
    """The first day of a month counted from January of `year`: 13 is the next January."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def last_day(year: int, month: int) -> date:
    """The last day of a month, counted as in `month_start`."""
    start = month_start(year, month)
    if (start.year, start.month) == (9999, 12):  # there is no next month
        return date.max
    return (start.replace(day=28) + ONE_DAY * 4).replace(day=1) - ONE_DAY


def shift(when: date, unit: str, count: int) -> date:
    """Move a day by whole units; the 31st becomes the last day of a shorter month."""
    if unit in ("day", "week", "fortnight"):
        return when + ONE_DAY * {"day": 1, "week": 7, "fortnight": 14}[unit] * count
    if unit == "hour":
        return when + ONE_DAY * (count // 24 if count > 0 else -(-count // 24))
    step = {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit] * count
    start = month_start(when.year, when.month + step)
    return start.replace(day=min(when.day, last_day(start.year, start.month).day))


def around(when: date, unit: str) -> Period:
    """The calendar unit that holds this day."""
    if unit in ("hour", "day"):
        return day(when)
    if unit in ("week", "fortnight"):
        return week_of(when)
    return month_of(when) if unit == "month" else year_of(when)


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


def nearest_month(anchor: Anchor, month: int, mode: str) -> Period:
    """The month meant; `mode` is `past`, `future` (both count the current month), `last`, `next`, `this`."""
    year, current = anchor.last.year, anchor.last.month
    if anchor.precision == "year":
        current = 12
    if mode == "last":
        year -= month >= current
    elif mode == "past":
        year -= month > current
    elif mode == "next":
        year += month <= current
    elif mode == "future":
        year += month < current
    return months(year, month, month)


def day_of_month(anchor: Anchor, number: int, *, future: bool, slack: int = 0) -> date:
    """The nearest day with this number up to publication and `slack` days more; after it if `future`."""
    if not 1 <= number <= 31:
        raise ValueError(number)
    limit = anchor.last + ONE_DAY * slack
    for step in range(3) if future else range(1 if slack else 0, -3, -1):
        start = month_start(anchor.last.year, anchor.last.month + step)
        if number > last_day(start.year, start.month).day:
            continue
        candidate = start.replace(day=number)
        if (candidate >= anchor.first) if future else (candidate <= limit):
            return candidate
    raise ValueError(number)


def season(anchor: Anchor, first_month: int, mode: str) -> Period:
    """The season that is meant by `last`, `this` or `next` and a season that begins in this month."""
    year = anchor.last.year
    options = [months(each, first_month, first_month + 2) for each in (year - 2, year - 1, year, year + 1)]
    if mode == "last":
        return [option for option in options if option.last < anchor.first][-1]
    if mode == "next":
        return next(option for option in options if option.first > anchor.last)
    return next((option for option in options if option.first <= anchor.first <= option.last), options[2])


_MONTH_PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
_YEAR_PARTS = {
    "early": (1, 4),
    "mid": (5, 8),
    "late": (9, 12),
    "beginning": (1, 1),
    "middle": (6, 7),
    "end": (12, 12),
}
_WEEK_PARTS = {
    "early": (0, 1),
    "mid": (1, 3),
    "late": (3, 6),
    "beginning": (0, 1),
    "middle": (1, 3),
    "end": (4, 6),
}
_ALIASES = {"start": "beginning", "earlier": "early", "later": "late"}
_PLAIN = {"beginning": "early", "middle": "mid", "end": "late"}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}


def narrow(period: Period, part: str | None) -> Period:
    """The part of a period that words such as "mid", "the end of", "third quarter of" name."""
    if not part:
        return period
    words = part.lower().replace("-", " ").split()
    words = [word for word in words if word not in ("the", "of", "in")]
    name = _ALIASES.get(words[0], words[0])
    if words[-1] in ("half", "quarter"):
        return _fraction(period, _ORDINALS[name], 2 if words[-1] == "half" else 4)
    if (period.last - period.first).days > 366:
        return _third(period, _PLAIN.get(name, name))
    if period.precision == "week":
        low, high = _WEEK_PARTS[name]
        return Period(period.first + ONE_DAY * low, period.first + ONE_DAY * high, "week")
    if period.precision == "month":
        low, high = _MONTH_PARTS[_PLAIN.get(name, name)]
        high = min(high, period.last.day)
        return Period(period.first.replace(day=low), period.first.replace(day=high), "month")
    low, high = _YEAR_PARTS[name]
    return months(period.first.year, low, high)


def _fraction(period: Period, number: int, of: int) -> Period:
    if period.precision == "month":
        if of == 2 and number == 1:
            return period._replace(last=period.first.replace(day=15))
        return period._replace(first=period.first.replace(day=16)) if of == 2 else period
    size = 12 // of
    number = min(number, of)
    return months(period.first.year, size * (number - 1) + 1, size * number)


def _third(period: Period, name: str) -> Period:
    length = period.last.year - period.first.year + 1
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[name]
    return years(period.first.year + low * length // 10, period.first.year + (high + 1) * length // 10 - 1)


def until(first: date, last: date) -> Period:
    """From the first to the last day, some day within: the precision is the smallest unit that covers it."""
    length = (last - first).days + 1
    return Period(first, last, "day" if length == 1 else "week" if length <= 7 else "month" if length <= 31 else "year")
