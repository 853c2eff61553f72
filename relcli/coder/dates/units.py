"""Units of time, parts of them, and how exactly a day is known: the kinds that all forms of date phrases share."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Precision(StrEnum):
    """How exactly a day is known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"

    @property
    def rank(self) -> int:
        """The higher the less exact."""
        return _RANKS[self]


class Unit(StrEnum):
    """A unit of time that a text counts or names."""

    HOUR = "hour"
    DAY = "day"
    WEEKEND = "weekend"
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"

    @property
    def precision(self) -> Precision:
        """How exactly "two of them ago" dates something: a decade to the year, a fortnight to the week."""
        return _PRECISIONS[self]


class Which(StrEnum):
    """Which of the periods of one name is meant, seen from publication."""

    LAST = "last"
    THIS = "this"
    NEXT = "next"
    PAST = "past"  # this one or the last
    FUTURE = "future"  # this one or the next


class Part(StrEnum):
    """A part of a period."""

    EARLY = "early"
    MID = "mid"
    LATE = "late"
    BEGINNING = "beginning"
    MIDDLE = "middle"
    END = "end"


class Fraction(NamedTuple):
    """The second half (2 of 2), the third quarter (3 of 4) of a period."""

    number: int
    of: int


_PRECISIONS = {
    Unit.HOUR: Precision.DAY,
    Unit.DAY: Precision.DAY,
    Unit.WEEKEND: Precision.WEEK,
    Unit.WEEK: Precision.WEEK,
    Unit.FORTNIGHT: Precision.WEEK,
    Unit.MONTH: Precision.MONTH,
    Unit.YEAR: Precision.YEAR,
    Unit.DECADE: Precision.YEAR,
    Unit.CENTURY: Precision.YEAR,
}
_RANKS = {precision: rank for rank, precision in enumerate(Precision)}
STEPS = {Which.LAST: -1, Which.THIS: 0, Which.NEXT: 1}
"""By how many periods each lies from the current one."""
