"""Events, occasions and mentions counted by country, sector, month ...: long rows, one a combination.

An event is counted under every key it has (all its countries, all its sectors), so sums over keys can
exceed the number of events. Events without any key (no sector, no person) are counted under ''.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

from relcli.errors import UsageError
from relcli.model import FACTUAL_MODALITIES
from relcli.store.parties import all_parties, dyads
from relcli.store.rows import split
from relcli.store.selection import select

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    from relcli.query.filters import Filters

SUMMARY_FIELDS = ("events", "occasions", "mentions", "first", "last", "mean_intensity")
"""The columns behind the keys; days are '' where undated, the mean (occurred, agreed) may be None."""

_COLUMNS = (
    "id", "date", "date_end", "source", "target", "mutual", "type", "sectors", "modality", "people",
    "part_of", "mentions", "intensity",
)  # fmt: skip


@dataclass(slots=True)
class _Facts:
    """The columns of one event that summaries look at."""

    id: int
    date: str
    date_end: str
    source: str
    target: str
    mutual: int
    type: str
    sectors: str
    modality: str
    people: str
    part_of: int | None
    mentions: int
    intensity: float | None


@dataclass(slots=True)
class _Tally:
    """What was counted under one combination of keys."""

    events: int = 0
    occasions: set[int] = field(default_factory=set)
    mentions: int = 0
    first: str = ""
    last: str = ""
    rated: int = 0
    intensity: float = 0.0

    def add(self, facts: _Facts) -> None:
        """Count one event."""
        self.events += 1
        self.mentions += facts.mentions
        occasion = _occasion(facts)
        if occasion is not None:
            self.occasions.add(occasion)
        if facts.date:
            self.first = min(self.first or facts.date, facts.date)
            self.last = max(self.last, facts.date_end)
        if facts.intensity is not None and facts.modality in FACTUAL_MODALITIES:
            self.rated += 1
            self.intensity += facts.intensity

    def row(self) -> tuple[object, ...]:
        """Return the columns SUMMARY_FIELDS."""
        mean = round(self.intensity / self.rated, 4) if self.rated else None
        return self.events, len(self.occasions), self.mentions, self.first, self.last, mean


def summarise(connection: sqlite3.Connection, filters: Filters, by: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """Yield (key ..., events, occasions, mentions, first, last, mean_intensity) for each combination of
    `by`, sorted by key.

    `by` are one or more of SUMMARY_KEYS; without any there is one row for everything. UsageError for an
    unknown key.
    """
    for key in by:
        if key not in SUMMARY_KEYS:
            raise UsageError(f"cannot summarise by {key!r}", do=f"one of {', '.join(SUMMARY_KEYS)}")
    if len(set(by)) < len(by):
        raise UsageError("a summary needs different keys", do="give each --by once")
    chosen = select(filters)
    columns = ", ".join(f"event.{column}" for column in _COLUMNS)
    query = f"SELECT {columns} FROM {chosen.source} WHERE {chosen.where}"
    tallies: dict[tuple[str, ...], _Tally] = {}
    keys = [SUMMARY_KEYS[key] for key in by]
    for row in connection.execute(query, chosen.parameters):
        facts = _Facts(*row)
        for combination in product(*(key(facts) or ("",) for key in keys)):
            tallies.setdefault(combination, _Tally()).add(facts)
    return (combination + tallies[combination].row() for combination in sorted(tallies))


def _occasion(facts: _Facts) -> int | None:
    """Return the meeting, visit or call that an event is or was part of; talks that were only denied or
    planned are none.
    """
    if facts.part_of is not None:
        return facts.part_of
    took_place = facts.modality in FACTUAL_MODALITIES or facts.modality == "historical"
    return facts.id if facts.type == "CONSULT" and took_place else None


def _countries(facts: _Facts) -> Sequence[str]:
    """Return all parties."""
    return all_parties(split(facts.source), split(facts.target))


def _dyads(facts: _Facts) -> Sequence[str]:
    """Return the unordered pairs, "PAK-RUS"."""
    return [
        f"{first}-{second}" for first, second in dyads(split(facts.source), split(facts.target), bool(facts.mutual))
    ]


def _directed_dyads(facts: _Facts) -> Sequence[str]:
    """Return the directed pairs, "PAK>RUS", or "PAK=RUS" where both sides do it."""
    source, target = split(facts.source), split(facts.target)
    if facts.mutual:
        return [f"{first}={second}" for first, second in dyads(source, target, mutual=True)]
    return [f"{actor}>{other}" for actor, other in dict.fromkeys(product(source, target)) if actor != other]


SUMMARY_KEYS: dict[str, Callable[[_Facts], Sequence[str]]] = {
    "country": _countries,
    "sector": lambda facts: split(facts.sectors),
    "type": lambda facts: (facts.type,),
    "dyad": _dyads,
    "directed-dyad": _directed_dyads,
    "year": lambda facts: (facts.date[:4],),
    "month": lambda facts: (facts.date[:7],),
    "day": lambda facts: (facts.date,),
    "modality": lambda facts: (facts.modality,),
    "person": lambda facts: split(facts.people),
}
"""What a summary can be made by; an event belongs to the day, month and year in which it begins."""
