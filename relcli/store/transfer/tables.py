"""Which tables an export carries, and what their columns hold.

Each table of the schema is either carried or derived; a test fails for one that is in neither list. Events are
carried although most of what they say follows from mentions and decisions: their numbers follow from the order in
which everything happened, and a reader without relcli looks for events first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcli.store.migrations import ADDED_COLUMNS
from relcli.store.write.events import COVERING_KEYS

if TYPE_CHECKING:
    import sqlite3

SEQUENCE = "sqlite_sequence"
"""SQLite's own table of the highest number that each table has ever used."""

CARRIED = (
    "database_identity", "batch", "document", "mention", "mention_source", "mention_export", "decision",
    "decision_pin", "saved_view", "event", "event_key", "event_mention", "event_redirect", "moved", "undone_change",
    SEQUENCE,
)  # fmt: skip
"""The tables of an export, in its order: each comes after those that its rows refer to."""

COVERING = tuple(COVERING_KEYS)
FULL_TEXT = ("document_search", "mention_search")
DERIVED = (*COVERING, "rollup", "checksum", *FULL_TEXT)
"""The tables that are made from those carried."""

_LISTS = {
    table: frozenset({"source", "target", "sectors", "people", "people_countries"}) for table in ("mention", "event")
}
"""The columns that hold lists, as texts joined by ';'."""
_TRUTHS = {"mention": frozenset({"mutual"}), "event": frozenset({"mutual", "rejected"})}
"""The columns that hold 1 for true and 0 for false."""
_SEQUENCE_TYPES = {"name": "TEXT", "seq": "INTEGER"}
"""SQLite declares no types for its own table."""


class Column(NamedTuple):
    """A column: its name and type in the schema, whether it may be empty (NULL), and whether it is a list, a truth
    value or, for bytes, a text in base64 in an export."""

    name: str
    type: str
    optional: bool
    is_list: bool = False
    is_truth: bool = False

    @property
    def is_bytes(self) -> bool:
        """Does the column hold bytes?"""
        return self.type == "BLOB"


class Table(NamedTuple):
    """A table: its name, its columns in their order, and the places of those that are its key."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[int, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    @property
    def in_order(self) -> str:
        """The query for all rows in the order of their key."""
        key = ", ".join(self.columns[place].name for place in self.key)
        return f"SELECT {', '.join(self.names)} FROM {self.name} ORDER BY {key}"

    @property
    def insert(self) -> str:
        """The statement that inserts a row."""
        return f"INSERT INTO {self.name} ({', '.join(self.names)}) VALUES ({', '.join('?' * len(self.columns))})"


def described(connection: sqlite3.Connection, name: str) -> Table:
    """Return a table as the schema of the database has it."""
    rows = connection.execute(f"PRAGMA table_info({name})").fetchall()
    lists, truths = _LISTS.get(name, frozenset()), _TRUTHS.get(name, frozenset())
    columns = tuple(
        Column(column, kind or _SEQUENCE_TYPES[column], not (filled or key), column in lists, column in truths)
        for _, column, kind, filled, _, key in rows
    )
    places = tuple(place for key, place in sorted((row[5], row[0]) for row in rows) if key)
    return Table(name, columns, places or (0,))


def lacking(name: str, schema: int) -> dict[str, str | None]:
    """Return the columns that a table did not have yet in an earlier schema, with what its rows say there."""
    return {column: value for column, (since, value) in ADDED_COLUMNS.get(name, {}).items() if schema < since}


def carried(connection: sqlite3.Connection) -> tuple[Table, ...]:
    """Return the tables to carry that the database has; one of an earlier schema may have fewer."""
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return tuple(described(connection, name) for name in CARRIED if name in there)
