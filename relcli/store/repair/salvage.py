"""Rows out of a damaged file: those whose values are possible and that agree with their checksums.

A row that differs from its checksum is left out, because nobody can say what it was. One exception: if the two
checksums differ in a single bit, the stored one is damaged and not the row; a change of the row would change half of
the bits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from relcli.coding import Document
from relcli.store.check.rows import Table, checksum_of, impossible, places_of, wrong_texts
from relcli.store.check.texts import hash_of
from relcli.store.checksums import COVERED, covered
from relcli.store.migrations import ADDED_COLUMNS
from relcli.store.rows import DOCUMENT_COLUMNS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from relcli.store.repair.report import Report
    from relcli.store.repair.trees import Row, Trees

WITHOUT_NUMBERS = frozenset({"decision_pin", "moved"})
"""Covered tables that are WITHOUT ROWID: SQLite keeps them as indexes do."""


class Sum(NamedTuple):
    """What the stored checksums say of a row."""

    is_there: bool
    agrees: bool


class Salvage:
    """Reads the covered tables of a damaged file into a new, empty database."""

    def __init__(self, trees: Trees, connection: sqlite3.Connection, report: Report) -> None:
        self._trees = trees
        self._connection = connection
        self._report = report
        connection.execute(
            """CREATE TEMP TABLE stored_sum (
                table_name TEXT, key ANY, digest INTEGER, found INTEGER DEFAULT 0, PRIMARY KEY (table_name, key)
            ) WITHOUT ROWID"""
        )

    def read(self) -> None:
        """Read all covered tables, those of pages that no root leads to last."""
        self._read_checksums()
        for table in COVERED:
            _Reader(self._connection, table, self._report).take(self._trees.rows(table))
        self._take_strays()
        self._count_missing()

    def _read_checksums(self) -> None:
        """Read the stored checksums, also from stray pages."""
        for rows in (self._trees.rows("checksum"), self._trees.stray_rows(of_table=False)):
            for row in rows:
                if len(row.values) == 3 and _is_checksum(row.values):
                    table, key, digest = row.values
                    assert isinstance(table, bytes)
                    stored = (table.decode(), _text(key), digest)
                    self._connection.execute("INSERT OR IGNORE INTO stored_sum VALUES (?, ?, ?, 0)", stored)

    def _take_strays(self) -> None:
        """Give the records of stray pages to the tables whose checksums they agree with."""
        for of_table in (True, False):
            readers = [
                _Reader(self._connection, table, self._report)
                for table in COVERED
                if (table in WITHOUT_NUMBERS) != of_table
            ]
            for row in self._trees.stray_rows(of_table=of_table):
                for reader in readers:
                    if reader.take_stray(row):
                        break

    def _count_missing(self) -> None:
        """Note the rows of which only the checksum is left."""
        query = "SELECT table_name, key FROM stored_sum WHERE found = 0 ORDER BY table_name, key"
        for table, key in self._connection.execute(query).fetchall():
            self._report.lose(table, _shown(key), "cannot be read")


class _Reader:
    """Takes records of one table."""

    def __init__(self, connection: sqlite3.Connection, table: str, report: Report) -> None:
        self._connection = connection
        self._report = report
        self._table = Table(connection, table)
        self._places = places_of(covered(connection, table))
        columns = self._table.columns
        self._insert = f"INSERT OR IGNORE INTO main.{table} VALUES ({', '.join('?' * len(columns))})"
        info = connection.execute(f"PRAGMA main.table_info({table})").fetchall()
        keys = [number for number, *_, key in info if key]
        self._key = sorted(keys, key=lambda number: info[number][5])
        numbered = len(keys) == 1 and info[keys[0]][2] == "INTEGER" and table not in WITHOUT_NUMBERS
        self._number = keys[0] if numbered else None
        self._real = [number for number, column in enumerate(columns) if column.type is float]

    def take(self, rows: Iterator[Row]) -> None:
        """Insert the rows that are intact; note the others as lost."""
        name = self._table.name
        lost: dict[int | str, tuple[str, str]] = {}
        for row in rows:
            values = self._arranged(row)
            if values is None:
                continue  # only its checksum, if still there, says what it was
            key = self._key_of(row, values)
            wrong = self._table.wrong_types(values) or wrong_texts(self._table, values, may_have_nul=True)
            stored = self._sum(key, values) if not wrong else Sum(is_there=False, agrees=False)
            if not wrong and not stored.agrees and (number := self._right_number(key, values)):
                key, stored = number, Sum(is_there=True, agrees=True)
            if not wrong and stored.is_there and not stored.agrees:
                wrong = "differs from its checksum"
            if not wrong and not stored.is_there:  # only its values can say whether it is whole
                wrong = next(impossible(self._table, values), "")
            if not wrong and not self._has_its_text(values):
                wrong = "its text is not the one it was imported with"
            if wrong:
                lost[key] = (self._name(key, values), wrong)
            else:
                self._add(key, values)
                self._report.unverified[name] += not stored.is_there
        for key, (shown, wrong) in lost.items():
            if not self._is_found(key):
                self._connection.execute(_FOUND, (name, key))
                self._report.lose(name, shown, wrong)

    def _right_number(self, key: int | str, values: list[Any]) -> int | None:
        """Return the number that a row had before a bit of it flipped, and put it in; else None."""
        if self._number is None or not isinstance(key, int):
            return None
        for bit in range(_BITS):
            number = key ^ 1 << bit
            values[self._number] = number
            if self._sum(number, values).agrees and not self._is_found(number):
                return number
        values[self._number] = key
        return None

    def _is_found(self, key: int | str) -> bool:
        row = self._connection.execute(_IS_FOUND, (self._table.name, key)).fetchone()
        return row is not None and bool(row[0])

    def take_stray(self, row: Row) -> bool:
        """Insert a row of a page that no root leads to if it agrees with the checksum of a row that is missing."""
        values = self._arranged(row)
        if values is None or self._table.wrong_types(values):
            return False
        key = self._key_of(row, values)
        found = self._connection.execute(_IS_FOUND, (self._table.name, key)).fetchone()
        if found is None or found[0] or not self._sum(key, values).agrees or wrong_texts(self._table, values):
            return False
        if not self._has_its_text(values):
            return False
        self._add(key, values)
        return True

    def _arranged(self, row: Row) -> list[Any] | None:
        """Return the values in the order of the table's columns, None if there are more or fewer. A row from before a
        column was added may lack it.

        SQLite leaves the number of a row out of its record, keeps whole REAL numbers as integers, and puts the key of
        a table without numbers first, where all of ours have it anyway.
        """
        values: list[Any] = [*row.values, *self._lacking(len(row.values))]
        if len(values) != len(self._table.columns):
            return None
        if self._number is not None:
            if values[self._number] is not None:
                return None
            values[self._number] = row.rowid
        for number in self._real:
            if isinstance(values[number], int):
                values[number] = float(values[number])
        return values

    def _lacking(self, there: int) -> Iterator[bytes | None]:
        """Yield what a row with so many values says in the columns that were added at the end since."""
        added = ADDED_COLUMNS.get(self._table.name, {})
        for column in self._table.columns[there:]:
            if column.name in added:
                _, said = added[column.name]
                yield None if said is None else said.encode()

    def _key_of(self, row: Row, values: Sequence[Any]) -> int | str:
        """Return the key by which the checksum of a row is stored."""
        if not self._key:
            return row.rowid
        keys = [values[number] for number in self._key]
        return keys[0] if len(keys) == 1 and isinstance(keys[0], int) else "\x1f".join(map(_shown, keys))

    def _sum(self, key: int | str, values: Sequence[Any]) -> Sum:
        stored = self._connection.execute(_DIGEST, (self._table.name, key)).fetchone()
        if stored is None:
            return Sum(is_there=False, agrees=False)
        return Sum(is_there=True, agrees=(stored[0] ^ checksum_of(self._places, values)).bit_count() <= 1)

    def _has_its_text(self, values: Sequence[Any]) -> bool:
        """Return whether the text of a document, which its checksum leaves out, is the one that its hash is of."""
        if self._table.name != "document":
            return True
        held = dict(zip([column.name for column in self._table.columns], values, strict=True))
        return bool(_hash(held) == _text(held["content_hash"]))

    def _add(self, key: int | str, values: Sequence[Any]) -> None:
        """Insert a row whose texts are known to be UTF-8.

        A NUL, which ends a text for many programs and SQLite's own functions, becomes U+FFFD: as many characters, so
        that sentences stay where they are.
        """
        columns = self._table.columns
        row = [value.decode() if column.is_text else value for column, value in zip(columns, values, strict=True)]
        if any(column.is_text and b"\0" in value for column, value in zip(columns, values, strict=True)):
            row = [
                value.replace("\0", "\N{REPLACEMENT CHARACTER}") if isinstance(value, str) else value for value in row
            ]
            self._report.changes.append(f"{self._table.name} {self._name(key, values)}: NULs became U+FFFD")
            if self._table.name == "document":
                names = [column.name for column in columns]
                row[names.index("content_hash")] = _hash(dict(zip(names, row, strict=True)))
        self._report.kept[self._table.name] += self._connection.execute(self._insert, row).rowcount
        self._connection.execute(_FOUND, (self._table.name, key))

    def _name(self, key: int | str, values: Sequence[Any]) -> str:
        """Return how the report names a row: a document with its name."""
        shown = _shown(key)
        return f"{shown} ({_shown(values[3])})" if self._table.name == "document" else shown


_BITS = 48
"""Numbers of rows are shorter."""

_DIGEST = "SELECT digest FROM stored_sum WHERE table_name = ? AND key = ?"
_IS_FOUND = "SELECT found FROM stored_sum WHERE table_name = ? AND key = ?"
_FOUND = "UPDATE stored_sum SET found = 1 WHERE table_name = ? AND key = ?"


def _hash(held: dict[str, Any]) -> str:
    """Return the content hash of a document from the columns of its row."""
    document = Document(*[_text(held.get(name, "")) for name in DOCUMENT_COLUMNS])
    return hash_of(document, _text(held["producer"]))


def _is_checksum(values: Sequence[Any]) -> bool:
    table, key, digest = values
    known = isinstance(table, bytes) and table.decode(errors="replace") in COVERED
    return known and isinstance(key, int | bytes) and isinstance(digest, int)


def _text(value: Any) -> Any:
    return value.decode(errors="replace") if isinstance(value, bytes) else value


def _shown(value: Any) -> str:
    return str(_text(value)).replace("\x1f", " ")
