"""A checksum of every row that cannot be derived from others, so that damage to its content is detected.

Texts, mentions and decisions are written once; should a bit of a title, a sentence's place or a reason flip on the
disk, neither SQLite nor the sums of the other rows would know. So the table `checksum` has the CRC-32 of each row of
COVERED, by table and key. A connection that writes keeps them by temporary triggers (`keep`): no writer has to think
of it, and other programs can still write to the file. What they write has no checksum, or a wrong one, and `database
check` names it.

The checksum of a row is the CRC-32 of its columns, in the order of the table, as texts ('' for NULL) with the
character 31 before each, followed by its REAL columns as eight bytes each, most significant byte first (nothing for
NULL), and its BLOB columns as they are. The body of a document is left out: `content_hash` has it. So is the path of
its file, which earlier versions did not keep and which is no evidence.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

if TYPE_CHECKING:
    import sqlite3

COVERED = (
    "batch", "document", "mention", "mention_source", "mention_export", "decision", "decision_pin", "saved_view",
    "event_key", "event_redirect", "moved", "undone_change", "database_identity",
)  # fmt: skip
"""The tables whose rows have checksums: all sources, the keys of events, and where merged events lead, which nothing
else says."""

NUMBERED = ("batch", "document", "mention", "mention_source", "mention_export", "decision", "event_key")
"""Those of them whose new rows always have higher numbers than all before."""

_LEFT_OUT = {("document", "body"), ("document", "path")}
"""Columns without a checksum: one that another hash of the same row covers, and one that is only a link."""

SEPARATOR = 31
_NUMBERS = struct.Struct(">d")


class Covered(NamedTuple):
    """How the rows of a table are known and summed: SQL over the table's columns, with `{row}` before each."""

    table: str
    key: str
    values: str
    others: tuple[str, ...]  # REAL and BLOB columns
    texts: tuple[str, ...]  # the other ones that are summed
    columns: tuple[str, ...]  # all

    def of(self, row: str) -> tuple[str, str]:
        """Return SQL for the key and the checksum of a row ("new", "old", or the table's name)."""
        others = "".join(f", {row}.{name}" for name in self.others)
        return self.key.format(row=row), f"row_checksum(CAST({self.values.format(row=row)} AS BLOB){others})"


def row_checksum(values: str | bytes, *others: float | bytes | None) -> int:
    """Return the checksum of a row from its values as one text, and its REAL and BLOB columns."""
    data = values.encode() if isinstance(values, str) else values
    for other in others:
        if other is not None:
            data += other if isinstance(other, bytes) else _NUMBERS.pack(other)
    return crc32(data)


def covered(connection: sqlite3.Connection, table: str) -> Covered:
    """Return how the rows of a table are summed."""
    columns, keys, others, texts = [], [], [], []
    values: list[str] = []
    for _, name, kind, not_null, _, key in connection.execute(f"PRAGMA main.table_info({table})"):
        columns.append(name)
        if key:
            keys.append((key, f"{{row}}.{name}"))
        if kind in {"REAL", "BLOB"}:
            others.append(name)
        elif (table, name) not in _LEFT_OUT:
            texts.append(name)
            values.append(f"{{row}}.{name}" if not_null or key else f"ifnull({{row}}.{name}, '')")
    separator = f" || char({SEPARATOR}) || "
    key_sql = separator.join(name for _, name in sorted(keys)) or "{row}.rowid"
    return Covered(table, key_sql, separator.join(["''", *values]), tuple(others), tuple(texts), tuple(columns))


def keep(connection: sqlite3.Connection) -> None:
    """Keep the checksums of whatever this connection writes from now on.

    Rows of numbered tables are only ever added at the end, so that new ones are summed together when the transaction
    ends (`sum_new`): a trigger for each would make an import of event files a third slower. Nothing happens in a
    database without checksums, or where they are kept already.
    """
    has_table = connection.execute("SELECT 1 FROM main.sqlite_schema WHERE name = 'checksum'").fetchone()
    if not has_table or connection.execute(_KEEPS).fetchone():
        return
    _define(connection)
    for table in COVERED:
        how = covered(connection, table)
        key, summed = how.of("new")
        old_key, _ = how.of("old")
        gone = f"DELETE FROM checksum WHERE table_name = '{table}' AND key = {old_key}"
        written = f"INSERT OR REPLACE INTO checksum VALUES ('{table}', {key}, {summed})"
        actions = {"UPDATE": f"{gone}; {written}", "DELETE": gone}
        if table not in NUMBERED:
            actions["INSERT"] = written
        for event, action in actions.items():
            name = f"checksum_{table}_{event.lower()}"
            connection.execute(f"CREATE TEMP TRIGGER {name} AFTER {event} ON main.{table} BEGIN {action}; END")


def last_summed(connection: sqlite3.Connection) -> dict[str, int]:
    """Return the highest number of each numbered table that has a checksum; nothing for a connection that does not
    `keep` them. To be called when a transaction begins.
    """
    if not connection.execute(_KEEPS).fetchone():
        return {}
    query = "SELECT ifnull(max(key), 0) FROM checksum WHERE table_name = ?"
    return {table: int(connection.execute(query, (table,)).fetchone()[0]) for table in NUMBERED}


def sum_new(connection: sqlite3.Connection, after: dict[str, int]) -> None:
    """Sum the rows that came after those that `last_summed` returned. To be called before a transaction ends."""
    for table, last in after.items():
        key, summed = covered(connection, table).of(table)
        connection.execute(
            f"INSERT OR REPLACE INTO checksum SELECT '{table}', {key}, {summed} FROM main.{table} WHERE {key} > ?",
            (last,),
        )


def sum_missing(connection: sqlite3.Connection) -> None:
    """Sum the rows that have no checksum. For whoever writes rows under numbers that were given out before, as redoing
    does, before the transaction ends.
    """
    for table in COVERED:
        key, summed = covered(connection, table).of(table)
        connection.execute(
            f"""INSERT INTO checksum SELECT '{table}', {key}, {summed} FROM main.{table} WHERE NOT EXISTS
            (SELECT 1 FROM main.checksum WHERE table_name = '{table}' AND checksum.key = {key})"""
        )


def fill(connection: sqlite3.Connection) -> None:
    """Sum all rows as they are: for a database that had no checksums, and for one built again."""
    _define(connection)
    connection.execute("DELETE FROM checksum")
    for table in COVERED:
        key, summed = covered(connection, table).of(table)
        connection.execute(f"INSERT INTO checksum SELECT '{table}', {key}, {summed} FROM main.{table}")


_KEEPS = "SELECT 1 FROM temp.sqlite_schema WHERE name = 'checksum_batch_update'"


def _define(connection: sqlite3.Connection) -> None:
    connection.create_function("row_checksum", -1, row_checksum, deterministic=True)
