"""Events, occasions and mentions counted by country, sector, month ...: long rows, one for each combination.

An event is counted under every value of a key that it has (all its countries, all its sectors), so sums over a key
can exceed the number of events. Events without any value (no sector, no person) are counted under ''. Of a key that
is a time each dated event has exactly one value, see `buckets`.

The most frequent questions (all events or those of one country, in whole years, by one key) are answered from the
rollup. Any other question goes through the events.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from relcli.errors import UsageError
from relcli.store import buckets
from relcli.store.query.conditions import Sql
from relcli.store.query.plan import select
from relcli.store.summary import facts
from relcli.store.summary.facts import NO_VALUE, OCCASION_SQL, RATED_SQL, Tally
from relcli.store.summary.rollup_reader import covers, tallies_from_rollup

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    from relcli.query.filters import Filters

    Combination = tuple[str, ...]

SUMMARY_FIELDS = ("events", "occasions", "mentions", "first", "last", "mean_intensity", "documents")
"""The columns after the keys; days are '' if undated, the mean (of occurred and agreed events) may be None. `documents`
are reports: an event that is in two documents counts twice."""

_COUNTED = ("event.date", "event.date_end", "event.mentions", "event.documents", RATED_SQL, OCCASION_SQL)

_SUMS = f"""count(*), count(DISTINCT {OCCASION_SQL}), sum(event.mentions), count({RATED_SQL}),
    ifnull(sum({RATED_SQL}), 0), ifnull(min(nullif(event.date, '')), ''),
    max(CASE WHEN event.date <> '' THEN event.date_end ELSE '' END), sum(event.documents)"""
"""The columns of a Tally, counted by SQLite."""


class SummaryKey:
    """Something to count by: some columns of `event`, in SQL, and the values made of them; without `values` it is a
    single column, unchanged.
    """

    def __init__(self, *columns: str, values: Callable[..., Sequence[str]] | None = None) -> None:
        self.columns = tuple(column if "(" in column else f"event.{column}" for column in columns)
        self.plain = values is None
        self.values = values or (lambda value: (value,))


def _columns(keys: Sequence[SummaryKey], since: str) -> Sql:
    """Return the columns of all keys, for a period that begins on a day, and their parameters."""
    columns = [buckets.first_day(column, since) for key in keys for column in key.columns]
    parameters = tuple(parameter for _, some in columns for parameter in some)
    return Sql("".join([f"{column}, " for column, _ in columns]), parameters)


SUMMARY_KEYS = {
    "country": SummaryKey("source", "target", values=facts.countries),
    "sector": SummaryKey("sectors", values=facts.items),
    "type": SummaryKey("type"),
    "dyad": SummaryKey("source", "target", "mutual", values=facts.pairs),
    "directed-dyad": SummaryKey("source", "target", "mutual", values=facts.directed_pairs),
    "year": SummaryKey(buckets.SQL["year"]),
    "month": SummaryKey(buckets.SQL["month"]),
    "quarter": SummaryKey(buckets.SQL["quarter"]),
    "week": SummaryKey(buckets.SQL["week"]),
    "day": SummaryKey(buckets.SQL["day"]),
    "modality": SummaryKey("modality"),
    "mode": SummaryKey("mode"),
    "quad-class": SummaryKey("quad_class"),
    "person": SummaryKey("people", values=facts.items),
    "producer": SummaryKey("ifnull(nullif(event.producer, ''), 'relcli')"),
}
"""What a summary can be made by."""

CODED_KEYS = frozenset({"country", "dyad", "directed-dyad"})
"""The keys whose values are codes of actors, or made of them."""


def summarise(connection: sqlite3.Connection, filters: Filters, by: Sequence[str]) -> Iterator[tuple[object, ...]]:
    """Yield (key ..., events, occasions, mentions, first, last, mean_intensity, documents) for each combination of
    `by`, sorted by key.

    `by` are one or more of SUMMARY_KEYS; without any there is one row for everything. UsageError for an
    unknown key.
    """
    for key in by:
        if key not in SUMMARY_KEYS:
            raise UsageError(f"cannot summarise by {key!r}", hint=f"one of {', '.join(SUMMARY_KEYS)}")
    if len(set(by)) < len(by):
        raise UsageError("a summary needs different keys", hint="give each --by once")
    tally = tallies_from_rollup if covers(filters, by) else tallies_from_events
    tallies = tally(connection, filters, by)
    return (combination + tallies[combination].summary() for combination in sorted(tallies))


def tallies_from_events(
    connection: sqlite3.Connection, filters: Filters, by: Sequence[str]
) -> dict[Combination, Tally]:
    """Return what is counted under each combination of `by`, from the events themselves."""
    keys = [SUMMARY_KEYS[key] for key in by]
    return (grouped if all(key.plain for key in keys) else one_by_one)(connection, filters, keys)


def grouped(connection: sqlite3.Connection, filters: Filters, keys: Sequence[SummaryKey]) -> dict[Combination, Tally]:
    """Have SQLite count by keys that are columns as they stand."""
    width = sum(len(key.columns) for key in keys)
    columns = _columns(keys, filters.since)
    chosen = select(filters)
    query = f"SELECT {columns.text}{_SUMS} FROM {chosen.source} WHERE {chosen.where}"
    if width:
        query += f" GROUP BY {', '.join(str(place + 1) for place in range(width))}"
    rows = connection.execute(query, (*columns.parameters, *chosen.parameters))
    return {row[:width]: Tally.of(row[width:]) for row in rows if row[width]}


def one_by_one(
    connection: sqlite3.Connection, filters: Filters, keys: Sequence[SummaryKey]
) -> dict[Combination, Tally]:
    """Go through the events and count each under all its values.

    The rows are plain tuples, and events with the same columns find their combinations at once: there may
    be millions.
    """
    width = sum(len(key.columns) for key in keys)
    columns = _columns(keys, filters.since)
    chosen = select(filters)
    query = f"SELECT {columns.text}{', '.join(_COUNTED)} FROM {chosen.source} WHERE {chosen.where}"
    tallies: dict[Combination, Tally] = {}
    occasions: dict[Combination, set[int]] = {}
    known: dict[tuple[str | int, ...], list[tuple[Tally, set[int]]]] = {}
    for row in connection.execute(query, (*columns.parameters, *chosen.parameters)):
        combined = known.get(row[:width])
        if combined is None:
            combinations = list(dict.fromkeys(product(*_values(keys, row))))
            combined = [(tallies.setdefault(each, Tally()), occasions.setdefault(each, set())) for each in combinations]
            known[row[:width]] = combined
        date, last, mentions, documents, intensity, occasion = row[width:]
        for tally, held in combined:
            tally.events += 1
            tally.mentions += mentions
            tally.documents += documents
            if date:
                if date < tally.first or not tally.first:
                    tally.first = date
                if last > tally.last:
                    tally.last = last
            if intensity is not None:
                tally.rated += 1
                tally.intensity += intensity
            if occasion is not None:
                held.add(occasion)
    for combination, held in occasions.items():
        tallies[combination].occasions = len(held)
    return tallies


def _values(keys: Sequence[SummaryKey], row: Sequence[str | int]) -> Iterator[Sequence[str]]:
    """Yield the values of each key from the columns at the beginning of a row."""
    begin = 0
    for key in keys:
        end = begin + len(key.columns)
        yield key.values(*row[begin:end]) or NO_VALUE
        begin = end
