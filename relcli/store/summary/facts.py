"""What summaries look at in an event, and under which values of a key an event is counted.

The rollup (written when events change) and the scan (read when a question is too special for the rollup)
both count by these functions, so that they cannot disagree about what belongs where.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from relcli.model import FACTUAL_MODALITIES, OCCASION_TYPE
from relcli.store.buckets import bucket
from relcli.store.parties import all_parties, dyads
from relcli.store.rows import split

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    Cell = tuple[str, str, str]  # country, key, value

NO_VALUE = ("",)

ALL_YEARS = ("", "~")
"""`year` and `until` of the rows of the rollup over all years: no range of years contains them."""


class Facts(NamedTuple):
    """The columns of one event that summaries look at, as they are stored: lists are texts joined by ';'."""

    id: int
    date: str
    date_end: str
    date_precision: str
    source: str
    target: str
    mutual: int
    type: str
    sectors: str
    modality: str
    part_of: int | None
    mentions: int
    documents: int
    intensity: float | None

    @property
    def month(self) -> str:
        """The month in which the event begins, or its year where no month is known."""
        return bucket("month", self.date, self.date_precision)

    @property
    def occasion(self) -> int | None:
        """The meeting, visit or call that the event is or was part of; talks that were only denied or planned do not
        count.
        """
        if self.part_of is not None:
            return self.part_of
        return self.id if self.type == OCCASION_TYPE and self.modality in _TOOK_PLACE else None

    @property
    def rated(self) -> bool:
        """Whether the event counts in means of intensity."""
        return self.intensity is not None and self.modality in FACTUAL_MODALITIES


COUNTS_FROM = Facts._fields.index("mentions")
"""From here on the columns are added up; those before say where."""

FACT_COLUMNS = ", ".join(f"event.{name}" for name in Facts._fields)
"""The columns of `event` that make Facts."""

COUNTED = "event.type <> '' AND event.rejected = 0"
"""Which rows of `event` count: an event that is still empty, or was rejected, counts nowhere."""

_TOOK_PLACE = (*sorted(FACTUAL_MODALITIES), "historical")


def _sql_list(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


OCCASION_SQL = f"""CASE WHEN event.part_of IS NOT NULL THEN event.part_of
    WHEN event.type = '{OCCASION_TYPE}' AND event.modality IN ({_sql_list(_TOOK_PLACE)}) THEN event.id END"""
"""`Facts.occasion` in SQL."""

RATED_SQL = f"CASE WHEN event.modality IN ({_sql_list(tuple(sorted(FACTUAL_MODALITIES)))}) THEN event.intensity END"
"""The intensity of an event that is `Facts.rated`, else NULL, in SQL."""

INTENSITY_DECIMALS = 6
"""Sums of intensities are rounded to this, so that they do not depend on the order of adding."""


class Tally:
    """What is counted in one row of the rollup or of a summary; a day is '' if there is none."""

    __slots__ = ("documents", "events", "first", "intensity", "last", "mentions", "occasions", "rated")

    def __init__(self) -> None:
        self.events = 0
        self.occasions = 0
        self.mentions = 0
        self.rated = 0  # events with an intensity that was occurred or agreed
        self.intensity = 0.0  # the sum of theirs
        self.first = ""
        self.last = ""
        self.documents = 0  # reports: an event in two documents counts twice

    @classmethod
    def of(cls, columns: Sequence[Any]) -> Tally:
        """Return the tally of some `columns`."""
        tally = cls()
        tally.events, tally.occasions, tally.mentions, tally.rated, tally.intensity, *rest = columns
        tally.first, tally.last, tally.documents = rest
        return tally

    def add(self, other: Tally) -> None:
        """Add what another tally counted."""
        self.events += other.events
        self.occasions += other.occasions
        self.mentions += other.mentions
        self.documents += other.documents
        self.rated += other.rated
        self.intensity += other.intensity
        if other.first and (not self.first or other.first < self.first):
            self.first = other.first
        if other.last > self.last:
            self.last = other.last

    def count(self, facts: Facts) -> None:
        """Count one event, without the occasion it belongs to."""
        self.events += 1
        self.mentions += facts.mentions
        self.documents += facts.documents
        if facts.date:
            self.first = min(self.first or facts.date, facts.date)
            self.last = max(self.last, facts.date_end)
        if facts.intensity is not None and facts.rated:
            self.rated += 1
            self.intensity += facts.intensity

    def columns(self) -> tuple[int, int, int, int, float, str, str, int]:
        """Return the columns of `rollup` after its key."""
        intensity = round(self.intensity, INTENSITY_DECIMALS)
        return self.events, self.occasions, self.mentions, self.rated, intensity, self.first, self.last, self.documents

    def summary(self) -> tuple[object, ...]:
        """Return (events, occasions, mentions, first, last, mean intensity or None, documents)."""
        mean = round(round(self.intensity, INTENSITY_DECIMALS) / self.rated, 4) if self.rated else None
        return self.events, self.occasions, self.mentions, self.first, self.last, mean, self.documents


def facts_where(connection: sqlite3.Connection, where: str, parameters: tuple[object, ...] = ()) -> Iterator[Facts]:
    """Yield the facts of the events that count and fulfil a condition (which may end in ORDER BY ...)."""
    query = f"SELECT {FACT_COLUMNS} FROM event WHERE {COUNTED} AND {where}"
    return map(Facts._make, connection.execute(query, parameters))


def members(connection: sqlite3.Connection, occasion: int) -> list[Facts]:
    """Return the events of an occasion as they are: itself, if it took place, and its acts."""
    either = ("event.id = ?", "event.part_of = ?")
    found = {facts for where in either for facts in facts_where(connection, where, (occasion,))}
    return [facts for facts in found if facts.occasion == occasion]


@lru_cache(maxsize=4096)
def countries(source: str, target: str) -> tuple[str, ...]:
    """Return all parties."""
    return all_parties(split(source), split(target))


@lru_cache(maxsize=4096)
def pairs(source: str, target: str, mutual: int) -> tuple[str, ...]:
    """Return the unordered pairs, "PAK-RUS"."""
    return tuple(f"{first}-{second}" for first, second in dyads(split(source), split(target), bool(mutual)))


def directed_pairs(source: str, target: str, mutual: int) -> tuple[str, ...]:
    """Return the directed pairs, "PAK>RUS", or "PAK=RUS" where both sides do it."""
    sides = split(source), split(target)
    if mutual:
        return tuple(f"{first}={second}" for first, second in dyads(*sides, mutual=True))
    return tuple(f"{actor}>{other}" for actor, other in dict.fromkeys(product(*sides)) if actor != other)


@lru_cache(maxsize=4096)
def items(text: str) -> tuple[str, ...]:
    """Return the items of a list, each once."""
    return tuple(dict.fromkeys(split(text)))


@lru_cache(maxsize=4096)
def plain_pair(source: str, target: str, mutual: int) -> tuple[str, str] | None:
    """Return the pair of an event that is between two parties and nobody else, as most are; else None."""
    found = dyads(split(source), split(target), bool(mutual))
    return found[0] if len(found) == 1 and len(countries(source, target)) == 2 else None


def cells(facts: Facts) -> Iterator[Cell]:
    """Yield (country, key, value) of all that an event is counted under."""
    parties = countries(facts.source, facts.target)
    counted = [("", "")]
    counted += [("type", facts.type), ("modality", facts.modality), ("month", facts.month)]
    counted += [("sector", sector) for sector in items(facts.sectors) or NO_VALUE]
    counted += [("dyad", pair) for pair in pairs(facts.source, facts.target, facts.mutual) or NO_VALUE]
    counted += [("country", party) for party in parties or NO_VALUE]
    for country in ("", *parties):
        for key, value in counted:
            yield country, key, value
