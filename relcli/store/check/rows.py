"""Every row by itself: the types of its columns, texts that are UTF-8, values that are possible, and its checksum.

All columns are read as bytes, because a damaged text cannot be read in any other way, and each row once.
"""

from __future__ import annotations

import sqlite3
import struct
from typing import TYPE_CHECKING, Any, NamedTuple

from relcli.store.check.rules import CODED, RULES, coding
from relcli.store.checksums import COVERED, Covered, covered, row_checksum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PYTHON = {"TEXT": bytes, "INTEGER": int, "REAL": float, "BLOB": bytes}
_TABLES = (*COVERED, "event", "event_mention")
"""The other tables are compared with these."""

SEPARATOR = b"\x1f"
LONGEST_SHOWN = 60
"""Characters shown of a value that cannot be."""


class Column(NamedTuple):
    """One column of a table as it was declared."""

    name: str
    type: type
    is_text: bool
    may_be_null: bool


class Table:
    """A table with its columns and how its rows are named."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self.name = name
        self.columns: list[Column] = []
        for _, column, kind, not_null, _, key in connection.execute(f"PRAGMA main.table_info({name})"):
            self.columns.append(Column(column, _PYTHON[kind], kind == "TEXT", not not_null and not key))
        self.key = covered(connection, name).key.format(row=name)
        self.numbers = [number for number, column in enumerate(self.columns) if column.type is float]
        self._texts = [number for number, column in enumerate(self.columns) if column.is_text]
        self._seen: set[tuple[type, ...]] = set()

    def wrong_types(self, row: Sequence[Any]) -> str:
        """Say which column has a value of another type than declared, '' if none."""
        signature = tuple(map(type, row))
        if signature in self._seen:
            return ""
        for column, kind in zip(self.columns, signature, strict=True):
            if kind is not column.type and not (column.may_be_null and kind is type(None)):
                return f"{column.name} is {_NAMES.get(kind, kind.__name__)}, not {_NAMES[column.type]}"
        self._seen.add(signature)
        return ""

    def texts(self, row: Sequence[Any]) -> list[bytes]:
        """Return the texts of a row whose types are right."""
        return [row[number] for number in self._texts]

    def name_of(self, key: int | bytes) -> str:
        """Return how a problem names a row: "mention 12", "saved_view gas"."""
        return f"{self.name} {_shown(key)}"


_NAMES = {bytes: "text", int: "a whole number", float: "a number", type(None): "empty", str: "text"}


def values(connection: sqlite3.Connection) -> Iterator[str]:
    """Look at every row of the tables that others are made from, and of events."""
    for name in _TABLES:
        yield from _rows_of(connection, name)


def _rows_of(connection: sqlite3.Connection, name: str) -> Iterator[str]:
    """Look at every row of one table; yield what is wrong with any."""
    connection.text_factory = str
    table = Table(connection, name)
    sums = Checksums(connection, name) if name in COVERED else None
    columns = ", ".join(column.name for column in table.columns)
    connection.text_factory = bytes
    try:
        query = f"SELECT {table.key}, {columns} FROM main.{name} ORDER BY 1"  # as the checksums are sorted
        for key, *row in connection.execute(query):
            for what in problems_of_row(table, key, row, sums):
                yield f"{table.name_of(key)}: {what}"
        if sums is not None:
            yield from sums.left_over()
    except sqlite3.Error as error:
        yield f"{name} cannot be read to the end ({error})"


def problems_of_row(table: Table, key: int | bytes, row: Sequence[Any], sums: Checksums | None) -> Iterator[str]:
    """Yield what is wrong with one row."""
    differs = sums.wrong(key, row) if sums is not None else ""
    if wrong := table.wrong_types(row) or wrong_texts(table, row):
        yield wrong
        return
    if differs:
        yield differs
    yield from impossible(table, row)


def wrong_texts(table: Table, row: Sequence[Any], *, may_have_nul: bool = False) -> str:
    """Say which text of a row is not UTF-8 or has a NUL, '' if none."""
    texts = b"\n".join(table.texts(row))
    if may_have_nul or b"\0" not in texts:
        try:
            texts.decode()
        except UnicodeDecodeError:
            pass
        else:
            return ""
    for column, value in zip(table.columns, row, strict=True):
        if not column.is_text:
            continue
        try:
            value.decode()
        except UnicodeDecodeError as error:
            return f"{column.name} is not UTF-8 at byte {error.start + 1}"
        if b"\0" in value and not may_have_nul:
            return f"{column.name} has a NUL at byte {value.index(0) + 1}"
    return ""


def impossible(table: Table, row: Sequence[Any]) -> Iterator[str]:
    """Yield what a row whose types are right has that no program of ours writes."""
    rules = RULES.get(table.name)
    if rules is None:
        return
    held = {column.name: _shown(value) for column, value in zip(table.columns, row, strict=True)}
    if table.name == "event" and not held["type"]:
        return  # an event without mentions; `derived.events` says so
    for name, rule in rules.items():
        if wrong := rule(held[name]):
            yield f"{name} {_quoted(held[name])} {wrong}"
            return
    if table.name in CODED and (wrong := coding(held, *(row[place] for place in table.numbers))):
        yield wrong


def _quoted(text: str) -> str:
    return repr(text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}...")


class Checksums:
    """The stored checksums of one table, walked beside its rows. Both are in the order of their keys."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._table = table
        self._places = places_of(covered(connection, table))
        self._cursor = connection.cursor()
        self._cursor.execute("SELECT key, digest FROM main.checksum WHERE table_name = ? ORDER BY key", (table,))
        self._ahead: tuple[Any, int] | None = None
        self._stray: list[str] = []

    def wrong(self, key: int | bytes, row: Sequence[Any]) -> str:
        """Say what is wrong with the checksum of a row, '' if nothing is."""
        while (stored := self._next()) is not None and _before(stored[0], key):
            self._stray.append(f"{self._table} {_shown(stored[0])}: the row is missing, only its checksum is left")
            self._ahead = None
        if stored is None or stored[0] != key:
            return "has no checksum: another program wrote it, or the checksum is lost"
        self._ahead = None
        try:
            summed = checksum_of(self._places, row)
        except struct.error:  # a number that is none
            summed = None
        if stored[1] != summed:
            return "differs from its checksum: it is damaged, or another program changed it"
        return ""

    def left_over(self) -> Iterator[str]:
        """Yield the checksums of rows that are not there."""
        yield from self._stray
        while (stored := self._next()) is not None:
            self._ahead = None
            yield f"{self._table} {_shown(stored[0])}: the row is missing, only its checksum is left"

    def _next(self) -> tuple[Any, int] | None:
        if self._ahead is None:
            self._ahead = self._cursor.fetchone()
        return self._ahead


def places_of(how: Covered) -> tuple[list[int], list[int]]:
    """Return where in a row the summed texts and whole numbers are, and where the others."""
    return [how.columns.index(name) for name in how.texts], [how.columns.index(name) for name in how.others]


def checksum_of(places: tuple[list[int], list[int]], row: Sequence[Any]) -> int:
    """Return the checksum of a row that was read as bytes, as `checksums.row_checksum` makes it of its SQL."""
    texts, numbers = places
    joined = b"".join([SEPARATOR + _as_bytes(row[place]) for place in texts])
    return row_checksum(joined, *[row[place] for place in numbers])


def _before(stored: int | bytes, key: int | bytes) -> bool:
    """Return whether a stored key sorts before the key of a row; one of another type is no key of this table."""
    if isinstance(stored, int) and isinstance(key, int):
        return stored < key
    return not isinstance(key, bytes) or not isinstance(stored, bytes) or stored < key


def _as_bytes(value: Any) -> bytes:
    if value is None:
        return b""
    return value if isinstance(value, bytes) else str(value).encode()


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return value.decode(errors="replace").replace("\x1f", " ") if isinstance(value, bytes) else str(value)
