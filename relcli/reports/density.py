"""How dense a chronology is over its whole period: counts in columns of equal length, to be drawn as a strip."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from relcli.model import Event

ENOUGH, FULL = 10, 4
"""With fewer events, or all of them in fewer columns, a strip says nothing that the entries below it do not."""

_UNITS: dict[str, Callable[[str], int]] = {
    "day": lambda day: date.fromisoformat(day).toordinal(),
    "week": lambda day: (date.fromisoformat(day).toordinal() - 1) // 7,  # 0001-01-01 was a Monday
    "month": lambda day: int(day[:4]) * 12 + int(day[5:7]) - 1,
    "quarter": lambda day: int(day[:4]) * 4 + (int(day[5:7]) - 1) // 3,
    "year": lambda day: int(day[:4]),
}
"""The number of the day, week ... that a day is in, counted on without a gap."""

_TOO_VAGUE = {
    "year": frozenset({"day", "week", "month", "quarter"}),
    "month": frozenset({"day", "week"}),
    "week": frozenset({"day"}),
}
"""Precision -> the units in which such an event has no place: it may have been in any of several."""


class Density(NamedTuple):
    """How many events each stretch of a period has.

    A column is `step` times a `unit` (day, week, month, quarter, year) long; `first` and `last` are the days of the
    first and the last event. What is historical, mere background, and what is known less exactly than to the unit is in
    no column; `left_out` counts it. Undated events are in no period.
    """

    counts: tuple[int, ...]
    unit: str
    step: int
    first: str
    last: str
    left_out: int

    def of(self, events: Iterable[Event]) -> tuple[int, ...]:
        """Return the counts of some of these events in the same columns."""
        return _counted(events, self.unit, self.step, self.first, len(self.counts))


def density(events: Sequence[Event], most: int) -> Density | None:
    """Return how dense events are, in at most `most` columns of the shortest unit that they suffice for.

    None if there is nothing to see: too few events, or all in a few columns.
    """
    days = sorted(event.date for event in events if event.date and event.modality != "historical")
    if len(days) < ENOUGH or most < 1:
        return None
    first, last = days[0], days[-1]
    for unit, number in _UNITS.items():
        columns = number(last) - number(first) + 1
        if columns <= most:
            break
    step = -(-columns // most)  # more years than columns
    columns = -(-columns // step)
    counts = _counted(events, unit, step, first, columns)
    if sum(count > 0 for count in counts) < FULL:
        return None
    dated = sum(bool(event.date) for event in events)
    return Density(counts, unit, step, first, last, dated - sum(counts))


def _counted(events: Iterable[Event], unit: str, step: int, first: str, columns: int) -> tuple[int, ...]:
    """Return how many of the events begin in each column."""
    counts = [0] * columns
    number = _UNITS[unit]
    start = number(first)
    for event in events:
        if event.date and event.modality != "historical" and unit not in _TOO_VAGUE.get(event.date_precision, ()):
            counts[(number(event.date) - start) // step] += 1
    return tuple(counts)
