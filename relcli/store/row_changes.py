"""What a transaction does to the rows that nothing can be derived from, kept so that it can be taken back exactly.

Undoing a batch deletes and moves rows. While it does, triggers hand every row as it was before to Python, which keeps
them as compressed JSON lines [table, operation, row]. `redo` puts them back; events are then derived again.
"""

from __future__ import annotations

import json
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from relcli.errors import RelcliError
from relcli.store.checksums import sum_missing

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

CAPTURED = (
    "batch", "document", "mention", "mention_source", "mention_export", "decision", "decision_pin", "moved",
    "event_mention", "event_redirect",
)  # fmt: skip
"""The tables whose rows are kept, each after those that it refers to."""

_LONGEST_PART = 50_000_000
"""Bytes; SQLite takes a thousand million in one value."""
_AT_ONCE = 1 << 20
_COLLECT = "collect_row"


class _Rows:
    """Rows as they were, compressed as they come."""

    def __init__(self) -> None:
        self._compress = zlib.compressobj(6)
        self._parts: list[bytes] = []

    def add(self, table: str, operation: str, *values: Any) -> None:
        """Keep a row: `values` are the row before, for an insertion the row after."""
        line = json.dumps([table, operation, values], ensure_ascii=False) + "\n"
        self._parts.append(self._compress.compress(line.encode("utf-8", "surrogatepass")))

    def finished(self) -> bytes:
        """Return everything kept."""
        return b"".join([*self._parts, self._compress.flush()])


@contextmanager
def kept_rows(connection: sqlite3.Connection, batch_id: int) -> Iterator[None]:
    """Keep the rows that the block changes, as those which undoing a batch took away; inside a transaction."""
    rows = _Rows()
    connection.create_function(_COLLECT, -1, rows.add)
    names = [name for table in CAPTURED for name in _make_triggers(connection, table)]
    connection.execute("PRAGMA recursive_triggers = ON")  # a REPLACE then fires the triggers of a deletion
    try:
        yield
    finally:
        connection.execute("PRAGMA recursive_triggers = OFF")
        for name in names:
            connection.execute(f"DROP TRIGGER {name}")
    query = "SELECT ifnull(max(made), 0) + 1 FROM undone_change"
    made, data = connection.execute(query).fetchone()[0], rows.finished()
    for part, start in enumerate(range(0, len(data), _LONGEST_PART)):
        values = (made, part, batch_id, data[start : start + _LONGEST_PART])
        connection.execute("INSERT INTO undone_change VALUES (?, ?, ?, ?)", values)


def newest_kept(connection: sqlite3.Connection) -> int:
    """Return the batch that was undone last and can be made again; RelcliError if there is none."""
    row = connection.execute("SELECT batch_id FROM undone_change ORDER BY made DESC LIMIT 1").fetchone()
    if row is None:
        hint = "a change can be redone only until the next change is made"
        raise RelcliError("there is nothing to redo", hint=hint)
    return int(row[0])


def forget_kept(connection: sqlite3.Connection) -> None:
    """Forget what could have been made again: the database is about to change in another way."""
    connection.execute("DELETE FROM undone_change")


def put_back(connection: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Put the rows kept last back as they were; return the rows of `event_mention` before and after, and of the other
    tables the rows that are there again or have changed.

    Only the first change of a row counts: it has the row as it was at the beginning.
    """
    made = connection.execute("SELECT max(made) FROM undone_change").fetchone()[0]
    keys = {table: _key_of(connection, table) for table in CAPTURED}
    changed: dict[str, list[tuple[Any, ...]]] = {table: [] for table in CAPTURED}
    added: dict[str, list[int]] = {"document": [], "mention": []}
    seen: set[tuple[Any, ...]] = set()
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for table, operation, values in _kept(connection, made):
        key = tuple(values[place] for place, _ in keys[table])
        if (table, *key) in seen:
            continue
        seen.add((table, *key))
        where = " AND ".join(f"{name} = ?" for _, name in keys[table])
        if table == "event_mention":
            changed[table] += connection.execute(f"SELECT * FROM {table} WHERE {where}", key).fetchall()
        was_there = connection.execute(f"DELETE FROM {table} WHERE {where}", key).rowcount
        if operation != "insert":
            connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)
            changed[table].append(tuple(values))
            if table in added and not was_there:
                added[table].append(values[0])
    _add_full_text(connection, added)
    connection.execute("DELETE FROM undone_change WHERE made = ?", (made,))
    sum_missing(connection)
    return changed


def _add_full_text(connection: sqlite3.Connection, added: dict[str, list[int]]) -> None:
    """Add the full text of documents and mentions that are there again."""
    connection.executemany(
        """INSERT INTO document_search (rowid, title, body) SELECT id, title, body FROM document_text WHERE id = ?""",
        [(document_id,) for document_id in added["document"]],
    )
    connection.executemany(
        "INSERT INTO mention_search (rowid, evidence) SELECT id, evidence FROM mention_evidence WHERE id = ?",
        [(mention_id,) for mention_id in added["mention"]],
    )


def _make_triggers(connection: sqlite3.Connection, table: str) -> list[str]:
    """Make the triggers that keep the rows of a table; return their names."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    made = []
    for operation, row in (("insert", "NEW"), ("update", "OLD"), ("delete", "OLD")):
        name = f"keep_{operation}_{table}"
        values = ", ".join(f"{row}.{column}" for column in columns)
        connection.execute(
            f"""CREATE TEMP TRIGGER {name} AFTER {operation} ON main.{table}
            BEGIN SELECT {_COLLECT}('{table}', '{operation}', {values}); END"""
        )
        made.append(name)
    return made


def _key_of(connection: sqlite3.Connection, table: str) -> list[tuple[int, str]]:
    """Return place and name of the columns of a table's key."""
    return [(row[0], row[1]) for row in connection.execute(f"PRAGMA table_info({table})") if row[5]]


def _kept(connection: sqlite3.Connection, made: int) -> Iterator[tuple[str, str, list[Any]]]:
    """Yield table, operation and values of the rows kept at one undoing, in the order of the changes."""
    decompress = zlib.decompressobj()
    rest = b""
    parts = connection.execute("SELECT changes FROM undone_change WHERE made = ? ORDER BY part", (made,)).fetchall()
    for (part,) in parts:
        data = decompress.decompress(part, _AT_ONCE)
        while data:
            *lines, rest = (rest + data).split(b"\n")
            yield from map(json.loads, lines)
            data = decompress.decompress(decompress.unconsumed_tail, _AT_ONCE)
