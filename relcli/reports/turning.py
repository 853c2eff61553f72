"""Silences and turning points of a chronology: what a reader looks for between its lines.

A *silence* is shown between two neighbouring entries if a year or more lies between them, or at least 90 days that are
more than five times the median distance (of entries on different days). Days count from the last day of whatever went
before. Beside what is historical, mere background, there is none: nobody expects a report of every year since.

*Turning points* are those of a dyad, so each event is looked at once for every pair of parties that it is between: for
each two of them if they do it together, else for each who acts with each who is acted upon. Only what occurred or was
agreed counts, and only what is known at least to the month. There are two kinds:

- *first conflict after cooperation*: an intensity below -1, after cooperation (above +1) on at least three different
  days since the last conflict of the two, or since the list begins;
- *first contact after a silence*: anything but a conflict, when the last event of the two was a year or more before,
  and there had been events of the two on at least three different days, or all the list is about these two.

Both depend on what is listed: with other filters there may be other events between two. A list that was asked for by
parties has all events of some dyads and a few of others; then only the former have turning points.
"""

from __future__ import annotations

from datetime import date
from itertools import combinations, product
from typing import TYPE_CHECKING, Literal, NamedTuple

from relcli.english import count_noun
from relcli.model import FACTUAL_MODALITIES
from relcli.reports.wording import NEUTRAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from relcli.model import Event

    Pairs = Sequence[tuple[str, str]]
    DyadTest = Callable[[tuple[str, str]], bool]

YEAR = 365
"""Days that always are a silence."""
SHORTEST_SILENCE, USUAL = 90, 5
"""The fewest days that may be one, if they are more than so many times the median."""
ENOUGH = 3
"""Days of cooperation before a conflict is a turning point; days of events, among many dyads, before a silence is."""
DAYS_OF_MONTH = 365.25 / 12
MOST_MONTHS = 24
"""A span of so many months is written in years."""


class Turn(NamedTuple):
    """What makes an event a turning point in a dyad; `days` is how long the silence lasted, 0 for a conflict."""

    kind: Literal["conflict", "contact"]
    pair: tuple[str, str]
    days: int = 0


def silences(tops: Sequence[Event], acts: Mapping[int, Sequence[Event]]) -> dict[int, int]:
    """Return the silences before entries, which are in order of date, as days by the number of the event."""
    distances: dict[int, int] = {}
    last = ""
    for event in tops:
        if not event.date:
            continue
        if event.modality == "historical":
            last = ""
            continue
        if last:
            distances[event.id] = max(days_between(last, event.date), 0)
        last = max(last, *(last_day(each) for each in (event, *acts.get(event.id, ()))))
    if not distances:
        return {}
    apart = sorted(filter(None, distances.values()))
    usual = apart[len(apart) // 2] if apart else 0  # the median, the greater one of two
    least = min(max(SHORTEST_SILENCE, USUAL * usual + 1), YEAR)
    return {number: days for number, days in distances.items() if days >= least}


class _Dyad:
    """What happened between two so far: the days of cooperation since the last conflict, those of all events, the last
    day of any. After events on `known` days a silence is one."""

    __slots__ = ("cooperative", "days", "known", "last")

    def __init__(self, known: int) -> None:
        self.known = known
        self.cooperative: set[str] = set()
        self.days: set[str] = set()
        self.last = ""

    def turns(self, event: Event) -> Iterator[tuple[Literal["conflict", "contact"], int]]:
        """Yield which turning points the next event is, with the days of silence."""
        intensity = event.intensity or 0.0
        conflict = intensity < -NEUTRAL
        if conflict and len(self.cooperative) >= ENOUGH:
            yield "conflict", 0
        silence = days_between(self.last, event.date) if self.last else 0
        if not conflict and silence >= YEAR and len(self.days) >= self.known:
            yield "contact", silence
        if conflict:
            self.cooperative.clear()
        elif intensity > NEUTRAL:
            self.cooperative.add(event.date)
        self.days.add(event.date)


def turning_points(events: Sequence[Event], pairs: Mapping[int, Pairs]) -> dict[int, tuple[Turn, ...]]:
    """Return the turning points among events, by number, in the dyads that each has in `pairs`.

    Of events of one day an occasion is before its acts.
    """
    several = {pair for each in pairs.values() for pair in each}
    dyads = {pair: _Dyad(1 if len(several) == 1 else ENOUGH) for pair in several}
    found: dict[int, tuple[Turn, ...]] = {}
    for event in sorted(events, key=lambda event: (event.date, event.part_of is not None, event.id)):
        if not event.date or event.modality not in FACTUAL_MODALITIES:
            continue
        turns: list[Turn] = []
        for pair in pairs.get(event.id, ()):
            dyad = dyads[pair]
            if event.date_precision != "year":
                turns += [Turn(kind, pair, days) for kind, days in dyad.turns(event)]
            dyad.last = max(dyad.last, last_day(event))
        if turns:
            found[event.id] = tuple(turns)
    return found


def dyads_of(events: Iterable[Event], wanted: DyadTest | None = None) -> dict[int, Pairs]:
    """Return the dyads of events that are `wanted`, else all, by the number of the event."""
    return {event.id: [pair for pair in pairs_of(event) if wanted is None or wanted(pair)] for event in events}


def pairs_of(event: Event) -> list[tuple[str, str]]:
    """Return the dyads of an event, each in the order of the alphabet."""
    if event.mutual:
        return list(combinations(sorted({*event.source, *event.target}), 2))
    found = {(min(pair), max(pair)) for pair in product(event.source, event.target) if pair[0] != pair[1]}
    return sorted(found)


def last_day(event: Event) -> str:
    """Return the last day of an event that has a date."""
    return max(event.date_end, event.date)


def days_between(first: str, last: str) -> int:
    """Return how many days the second of two days is after the first."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def turn_words(turn: Turn, *, one_dyad: bool) -> str:
    """Return what a turning point is in words: "first conflict after cooperation", "first contact in 14 months"; with
    the two parties before it, unless all is about `one_dyad`."""
    words = (
        f"first contact in {span_words(turn.days)}" if turn.kind == "contact" else "first conflict after cooperation"
    )
    return words if one_dyad else f"{' – '.join(turn.pair)}: {words}"


def silence_words(days: int) -> str:
    """Return "14 months without events" for a silence of so many days."""
    return f"{span_words(days)} without events"


def span_words(days: int) -> str:
    """Return a span of at least two months in words, rounded to months, from two years on in years and months."""
    months = round(days / DAYS_OF_MONTH)
    if months < MOST_MONTHS:
        return f"{months} months"
    years, rest = divmod(months, 12)
    more = f" and {count_noun(rest, 'month')}" if rest else ""
    return f"{years} years{more}"
