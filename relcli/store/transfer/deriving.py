"""The tables that are derived, made from those that are carried: covering tables, rollup and full text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.store.rows import split
from relcli.store.summary.facts import COUNTED
from relcli.store.summary.rollup import rebuild
from relcli.store.transfer.tables import COVERING, FULL_TEXT
from relcli.store.write.events import Facets, covering_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

AT_ONCE = 20_000
"""Events whose rows are written together."""


def derive(connection: sqlite3.Connection, on_step: Callable[[], None] = lambda: None) -> None:
    """Make all derived tables again, inside the caller's transaction; `on_step` is called after each of some steps."""
    _cover(connection)
    on_step()
    rebuild(connection)
    on_step()
    for table in FULL_TEXT:
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
        on_step()


STEPS = 2 + len(FULL_TEXT)
"""How often `derive` calls `on_step`."""


def _cover(connection: sqlite3.Connection) -> None:
    """Make the covering tables from the events."""
    for table in COVERING:
        connection.execute(f"DELETE FROM {table}")
    query = f"SELECT id, date, source, target, mutual, type, sectors, people FROM event WHERE {COUNTED} ORDER BY id"
    events = connection.execute(query)
    while some := events.fetchmany(AT_ONCE):
        rows: dict[str, list[tuple[str | int, ...]]] = {table: [] for table in COVERING}
        for event_id, date, source, target, mutual, kind, sectors, people in some:
            parties = split(source), split(target), bool(mutual)
            facets = Facets(event_id, date, *parties, kind, split(sectors), split(people))
            for table, keys in covering_rows(facets).items():
                rows[table] += keys
        for table, keys in rows.items():
            if keys:
                keys.sort()
                connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(keys[0]))})", keys)
