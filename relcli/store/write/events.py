"""Writing events, the covering tables that answer filters, and the rollup that answers summaries; all of it can be
built again from the mentions.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from relcli.store.identity import add_keys
from relcli.store.parties import acted_upon, acting, all_parties, dyads
from relcli.store.rows import EVENT_COLUMNS, event_to_row, split
from relcli.store.summary.facts import COUNTED, Facts
from relcli.store.summary.rollup import Rollup

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from relcli.model import Event

COVERING_KEYS = {
    "event_country": ("country", "date", "event_id"),
    "event_actor": ("role", "actor", "date", "event_id"),
    "event_sector": ("sector", "date", "event_id"),
    "event_country_sector": ("country", "sector", "date", "event_id"),
    "event_type": ("type", "date", "event_id"),
    "event_dyad": ("first", "second", "date", "event_id"),
    "event_person": ("person", "date", "event_id"),
}
"""The covering tables and their columns; all columns are the key."""

_INSERT = {name: f"INSERT INTO {name} VALUES ({', '.join('?' * len(key))})" for name, key in COVERING_KEYS.items()}
_DELETE = {
    name: f"DELETE FROM {name} WHERE {' AND '.join(f'{part} = ?' for part in key)}"
    for name, key in COVERING_KEYS.items()
}

_WRITTEN = (*(column for column in EVENT_COLUMNS if column != "id"), "best_mention_id", "producer", "rejected")
_INSERT_EVENT = f"""
INSERT INTO event ({", ".join(EVENT_COLUMNS)}, best_mention_id, producer)
VALUES ({", ".join("?" * (len(EVENT_COLUMNS) + 2))})
"""
_UPDATE = f"UPDATE event SET {', '.join(f'{column} = :{column}' for column in _WRITTEN)} WHERE id = :id"


_facts_of = itemgetter(*(EVENT_COLUMNS.index(name) for name in Facts._fields))
"""What the rollup looks at in a row of EVENT_COLUMNS."""


FACETS = f"SELECT id, date, source, target, mutual, type, sectors, people FROM event WHERE {COUNTED}"
"""What the covering tables know of events."""
AT_ONCE = 20_000
"""Events whose rows are written together when the covering tables are made again."""


class Facets(NamedTuple):
    """What the covering tables know of an event."""

    event_id: int
    date: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    mutual: bool
    type: str
    sectors: tuple[str, ...]
    people: tuple[str, ...]


class _Shares(NamedTuple):
    """Who has which part in an event; a few different ones make up most of a large file."""

    parties: tuple[str, ...]
    roles: tuple[tuple[str, str], ...]
    dyads: tuple[tuple[str, str], ...]


@lru_cache(maxsize=8192)
def _shares(source: tuple[str, ...], target: tuple[str, ...], mutual: bool) -> _Shares:
    roles = [("source", actor) for actor in dict.fromkeys(acting(source, target, mutual))]
    roles += [("target", actor) for actor in dict.fromkeys(acted_upon(source, target, mutual))]
    return _Shares(all_parties(source, target), tuple(roles), tuple(dyads(source, target, mutual)))


def covering_rows(facets: Facets) -> dict[str, list[tuple[str | int, ...]]]:
    """Return the rows of each covering table for one event, no row twice."""
    event_id, date, source, target, mutual, kind, sectors, people = facets
    parties, roles, pairs = _shares(source, target, mutual)
    rows: dict[str, list[tuple[str | int, ...]]] = {
        "event_country": [(party, date, event_id) for party in parties],
        "event_actor": [(role, actor, date, event_id) for role, actor in roles],
        "event_type": [(kind, date, event_id)],
        "event_dyad": [(first, second, date, event_id) for first, second in pairs],
    }
    if sectors:
        sectors = tuple(dict.fromkeys(sectors))
        rows["event_sector"] = [(sector, date, event_id) for sector in sectors]
        rows["event_country_sector"] = [(party, sector, date, event_id) for party in parties for sector in sectors]
    if people:
        rows["event_person"] = [(person, date, event_id) for person in dict.fromkeys(people)]
    return rows


def all_facets(connection: sqlite3.Connection) -> Iterator[Facets]:
    """Yield what the covering tables hold for each event that counts."""
    return map(facets_of_row, connection.execute(f"{FACETS} ORDER BY id"))


def facets_of_row(row: Sequence[Any]) -> Facets:
    """Return what the covering tables know of an event from a row of FACETS."""
    event_id, date, source, target, mutual, kind, sectors, people = row
    return Facets(event_id, date, split(source), split(target), bool(mutual), kind, split(sectors), split(people))


def rebuild_covering_tables(connection: sqlite3.Connection) -> None:
    """Make the covering tables from the events, inside the caller's transaction."""
    for table in COVERING_KEYS:
        connection.execute(f"DELETE FROM {table}")
    events = all_facets(connection)
    while some := list(islice(events, AT_ONCE)):
        rows: dict[str, list[tuple[str | int, ...]]] = {table: [] for table in COVERING_KEYS}
        for facets in some:
            for table, keys in covering_rows(facets).items():
                rows[table] += keys
        for table, keys in rows.items():
            connection.executemany(_INSERT[table], sorted(keys))


def new_event_id(connection: sqlite3.Connection) -> int:
    """Return the id of a new event, still empty; ids are never used twice."""
    identity = connection.execute("INSERT INTO event DEFAULT VALUES").lastrowid
    assert identity is not None
    add_keys(connection, [identity])
    return identity


class EventWriter:
    """Writes, renews and removes events in one transaction, and keeps the covering tables and the rollup in step;
    `finish` ends it.

    A transaction may have several writers, one after the other: each is finished before the next one begins.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._rollup = Rollup(connection)

    def insert(self, events: Iterable[tuple[Event, int, str]]) -> None:
        """Write many new events at once, each with its best mention and producer; their ids are new."""
        rows = []
        covering: dict[str, list[tuple[str | int, ...]]] = {table: [] for table in COVERING_KEYS}
        for event, best_mention_id, producer in events:
            row = event_to_row(event)
            rows.append((*row, best_mention_id, producer))
            self._rollup.count_new(Facts._make(_facts_of(row)))
            for table, keys in covering_rows(_facets_of(event)).items():
                covering[table] += keys
        self.connection.executemany(_INSERT_EVENT, rows)
        add_keys(self.connection, [row[0] for row in rows])
        for table, keys in covering.items():
            self.connection.executemany(_INSERT[table], keys)

    def write(self, event: Event, best_mention_id: int, producer: str = "", *, rejected: bool = False) -> None:
        """Fill the row of an event and renew its rows in the covering tables: none, if it is rejected.

        `producer` is that of the best mention's document ('' = coded here).
        """
        self.clear(event.id)
        beside = {"best_mention_id": best_mention_id, "producer": producer, "rejected": int(rejected)}
        self.connection.execute(_UPDATE, {**dict(zip(EVENT_COLUMNS, event_to_row(event), strict=True)), **beside})
        if rejected:
            return
        for table, keys in covering_rows(_facets_of(event)).items():
            self.connection.executemany(_INSERT[table], keys)

    def remove(self, event_id: int, successor: int | None) -> None:
        """Delete an event that has no mention any more; its id leads to `successor` from now on."""
        self.clear(event_id)
        self.connection.execute("DELETE FROM event WHERE id = ?", (event_id,))
        if successor is not None:
            self.connection.execute("UPDATE event_redirect SET event_id = ? WHERE event_id = ?", (successor, event_id))
            self.connection.execute("INSERT OR REPLACE INTO event_redirect VALUES (?, ?)", (event_id, successor))

    def clear(self, event_id: int) -> None:
        """Take an event out of the covering tables, and note for the rollup how it was; its row stays."""
        self._rollup.changing(event_id)
        row = self.connection.execute(f"{FACETS} AND id = ?", (event_id,)).fetchone()
        if row is None:
            return
        for table, keys in covering_rows(facets_of_row(row)).items():
            self.connection.executemany(_DELETE[table], keys)

    def finish(self) -> None:
        """Bring the rollup up to date with everything written; call it before the transaction ends."""
        self._rollup.apply()


def _facets_of(event: Event) -> Facets:
    """Return what the covering tables know of an event."""
    return Facets(
        event.id, event.date, event.source, event.target, event.mutual, event.type, event.sectors, event.people
    )
