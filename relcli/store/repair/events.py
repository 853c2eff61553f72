"""The events of a repaired database, derived from its mentions and decisions under the numbers they had."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from relcli.resolve.mention import NO_EVENT
from relcli.store.check.derived import AT_ONCE, STORED, codings, derived_row, stretch_of
from relcli.store.decision_log import renew_pins
from relcli.store.identity import add_keys
from relcli.store.summary.rollup import rebuild
from relcli.store.write.events import rebuild_covering_tables
from relcli.store.write.resolution import load_mentions, resolve_mentions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from relcli.store.repair.trees import Trees

_HIGHEST = 1 << 40


def gather_memberships(connection: sqlite3.Connection, trees: Trees) -> None:
    """Note which event each mention was in, by the old table and by its index, and how many mentions events had."""
    connection.execute("CREATE TEMP TABLE was_in (mention_id INTEGER PRIMARY KEY, event_id INTEGER, other INTEGER)")
    connection.execute("CREATE TEMP TABLE had (event_id INTEGER PRIMARY KEY, mentions INTEGER)")
    for row in trees.rows("event_mention"):
        if len(row.values) == 6 and _is_number(row.values[1]):
            connection.execute("INSERT OR IGNORE INTO was_in VALUES (?, ?, NULL)", (row.rowid, row.values[1]))
    for row in trees.rows("event_mention_event"):
        if len(row.values) == 2 and _is_number(row.values[0]) and _is_number(row.values[1]):
            connection.execute(
                "INSERT INTO was_in VALUES (?2, NULL, ?1) ON CONFLICT DO UPDATE SET other = excluded.other", row.values
            )
    connection.executemany("INSERT OR IGNORE INTO had VALUES (?, ?)", _counts(connection, trees))


def _counts(connection: sqlite3.Connection, trees: Trees) -> Iterator[tuple[int, int]]:
    """Yield event and number of mentions from the old rows of events."""
    columns = [row[1] for row in connection.execute("PRAGMA main.table_info(event)")]
    place = columns.index("mentions")
    for row in trees.rows("event"):
        mentions = row.values[place] if len(row.values) == len(columns) else None
        if isinstance(mentions, int):
            yield row.rowid, mentions


def _is_number(value: object) -> bool:
    return isinstance(value, int) and 0 < value < _HIGHEST


def derive_events(connection: sqlite3.Connection) -> None:
    """Put the mentions into their events, and derive the events with all that answers questions about them."""
    _decide_memberships(connection)
    _write_memberships(connection)
    connection.execute("INSERT INTO event (id) SELECT DISTINCT event_id FROM event_mention")
    _reject(connection)
    (last,) = connection.execute("SELECT ifnull(max(id), 0) FROM event").fetchone()
    for first in range(1, last + 1, AT_ONCE):
        _derive_between(connection, first, first + AT_ONCE - 1)
    rebuild_covering_tables(connection)
    rebuild(connection)
    _keys_and_redirects(connection)


def _decide_memberships(connection: sqlite3.Connection) -> None:
    """Where the old table and its index differ, take the event that lacks a mention of those it counted."""
    connection.execute("UPDATE was_in SET event_id = other WHERE event_id IS NULL")
    query = "SELECT mention_id, event_id, other FROM was_in WHERE event_id <> other"
    differing = connection.execute(query).fetchall()
    held = Counter(row[0] for row in connection.execute("SELECT event_id FROM was_in WHERE event_id IS other"))
    for mention_id, event_id, other in differing:
        lacking = []
        for candidate in (event_id, other):
            row = connection.execute("SELECT mentions FROM had WHERE event_id = ?", (candidate,)).fetchone()
            if row is not None and held[candidate] < row[0]:
                lacking.append(candidate)
        chosen = lacking[0] if len(lacking) == 1 else event_id
        held[chosen] += 1
        connection.execute("UPDATE was_in SET event_id = ? WHERE mention_id = ?", (chosen, mention_id))


def _write_memberships(connection: sqlite3.Connection) -> None:
    """Write the rows of `event_mention` for the mentions whose event is known, and their pins; note those of the others
    in the temporary table `homeless`.
    """
    columns = "(mention_id INTEGER PRIMARY KEY, block TEXT, first_day TEXT, last_day TEXT)"
    connection.execute(f"CREATE TEMP TABLE homeless {columns}")
    rows = ((row[3], *stretch) for stretch, group in _stretches(connection) for row in group)
    connection.executemany("INSERT INTO homeless VALUES (?, ?, ?, ?)", rows)
    connection.execute(
        """INSERT INTO event_mention SELECT homeless.mention_id, event_id, block, first_day, last_day, NULL
        FROM homeless JOIN was_in ON was_in.mention_id = homeless.mention_id WHERE event_id IS NOT NULL"""
    )
    connection.execute("DELETE FROM homeless WHERE mention_id IN (SELECT mention_id FROM event_mention)")
    pinned = [row[0] for row in connection.execute("SELECT DISTINCT mention_id FROM decision_pin")]
    renew_pins(connection, pinned)


def _stretches(connection: sqlite3.Connection) -> Iterator[tuple[tuple[str, str, str], list[tuple[Any, ...]]]]:
    """Yield block and days of each coded event that was not retired, and the rows of its mentions."""
    for rows in codings(connection, homeless=True):
        yield stretch_of(rows), rows


def _reject(connection: sqlite3.Connection) -> None:
    """Mark the events that people rejected; deriving other events depends on the mark."""
    connection.execute(
        """UPDATE event SET rejected = 1 WHERE 'reject' = (
            SELECT decision.kind FROM decision JOIN batch ON batch.id = decision.batch_id AND batch.undone = ''
            WHERE decision.event_id = event.id AND decision.kind IN ('reject', 'restore')
            ORDER BY decision.id DESC LIMIT 1)"""
    )


def _derive_between(connection: sqlite3.Connection, first: int, last: int) -> None:
    """Fill the rows of the events with the numbers from `first` to `last`."""
    where = "event_mention.event_id BETWEEN ? AND ? ORDER BY event_mention.event_id, event_mention.mention_id"
    update = f"UPDATE event SET {', '.join(f'{name} = ?' for name in STORED)} WHERE id = ?"
    rows = []
    for event_id, group in groupby(load_mentions(connection, where, (first, last)), key=attrgetter("event_id")):
        row = derived_row(connection, event_id, list(group), decided_about=True)
        rows.append((*row, event_id))
    connection.executemany(update, rows)


def _keys_and_redirects(connection: sqlite3.Connection) -> None:
    """Give events without a key a new one, and drop redirects that lead to no event there ever was."""
    query = "SELECT id FROM event WHERE id NOT IN (SELECT event_id FROM event_key) ORDER BY id"
    add_keys(connection, [row[0] for row in connection.execute(query).fetchall()])
    connection.execute(
        """DELETE FROM event_redirect
        WHERE old_id IN (SELECT id FROM event) OR event_id NOT IN (SELECT event_id FROM event_key)"""
    )


_PINNED_EVENTS = """INSERT OR IGNORE INTO event (id)
SELECT DISTINCT pin FROM event_mention JOIN homeless USING (mention_id) WHERE pin IS NOT NULL"""
"""Makes the rows of events that only decisions know; resolving fills them."""


def resolve_homeless(connection: sqlite3.Connection) -> list[tuple[int, int]]:
    """Resolve the mentions whose event is not known, as an import does; return (mention, event)."""
    homeless = [row[0] for row in connection.execute("SELECT mention_id FROM homeless ORDER BY mention_id")]
    query = f"SELECT mention_id, {NO_EVENT}, block, first_day, last_day, NULL FROM homeless"
    connection.execute(f"INSERT INTO event_mention {query}")
    renew_pins(connection, homeless)
    connection.execute(_PINNED_EVENTS)
    resolve_mentions(connection, homeless)
    query = "SELECT event_id FROM event_mention WHERE mention_id = ?"
    return [(mention_id, connection.execute(query, (mention_id,)).fetchone()[0]) for mention_id in homeless]
