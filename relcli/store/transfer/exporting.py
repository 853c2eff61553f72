"""A database -> the lines of an export, in one read transaction: what others write meanwhile is not in it."""

from __future__ import annotations

import hashlib
import sqlite3
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from relcli import __version__
from relcli.errors import DatabaseError
from relcli.store.identity import identity_of
from relcli.store.migrations import version_of
from relcli.store.transfer.lines import FORMAT, Footer, Header, as_line, base64_of, footer_line, header_line, row_writer
from relcli.store.transfer.tables import carried

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from relcli.store.transfer.tables import Table

AT_ONCE = 1_000
"""Rows after which progress is reported."""


class OwnFile(NamedTuple):
    """A file of the user's: its name in an export (config.toml, lexicon/actors.tsv) and its bytes."""

    name: str
    content: bytes


class Export:
    """An export of a database as it is at this moment: its header, and its lines, which can be taken once.

    `connection` must be in autocommit mode; a read transaction lasts from here until `close`.
    """

    def __init__(self, connection: sqlite3.Connection, files: Sequence[OwnFile] = ()) -> None:
        self._connection = connection
        self._files = files
        connection.execute("BEGIN")
        try:
            _refuse_broken(connection)
            self._tables = carried(connection)
            self.header = _header(connection, self._tables, len(files))
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the read transaction."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def lines(self, on_rows: Callable[[], None] = lambda: None) -> Iterator[bytes]:
        """Yield all lines; `on_rows` is called after each thousand rows."""
        digest = hashlib.sha256()
        for line in self._before_footer(on_rows):
            digest.update(line)
            yield line
        yield footer_line(Footer(self.header.rows, len(self._files), digest.hexdigest()))

    def _before_footer(self, on_rows: Callable[[], None]) -> Iterator[bytes]:
        yield header_line(self.header)
        for table in self._tables:
            rows = self._connection.execute(table.in_order)
            written = row_writer(table)
            while some := self._some(table, rows):
                yield from map(written, some)
                on_rows()
        for file in self._files:
            yield as_line(_of_file(file))

    def _some(self, table: Table, rows: Iterator[Any]) -> list[Any]:
        """Return the next rows of a table; DatabaseError for a text that is damaged."""
        try:
            return list(islice(rows, AT_ONCE))
        except sqlite3.OperationalError as error:
            if "UTF-8" not in str(error):
                raise
            hint = "'relcli database check' lists what is wrong"
            raise DatabaseError(f"damaged: {self._undecodable(table)} is not UTF-8", hint=hint) from error

    def _undecodable(self, table: Table) -> str:
        """Return in words where the first text is that is not UTF-8."""
        before, self._connection.text_factory = self._connection.text_factory, bytes
        try:
            for row in self._connection.execute(table.in_order):
                for column, value in zip(table.columns, row, strict=True):
                    if column.type == "TEXT" and value is not None and not _is_utf8(value):
                        return f"{column.name} of {table.name} {row[table.key[0]]}"
        finally:
            self._connection.text_factory = before
        return f"a text of {table.name}"


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _of_file(file: OwnFile) -> dict[str, str]:
    """Return the object for a file: its text, or its bytes in base64 where they are no UTF-8."""
    try:
        return {"file": file.name, "text": file.content.decode()}
    except UnicodeDecodeError:
        return {"file": file.name, "base64": base64_of(file.content)}


def _header(connection: sqlite3.Connection, tables: Sequence[Table], files: int) -> Header:
    """Return the header. It has the time of the newest change and not today's, so that the same database gives the
    same export at any time."""
    counts = {
        table.name: int(connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]) for table in tables
    }
    query = "SELECT ifnull(max(max(started, undone)), '') FROM batch"
    changed = str(connection.execute(query).fetchone()[0])
    return Header(__version__, FORMAT, version_of(connection), identity_of(connection), changed, counts, files)


def _refuse_broken(connection: sqlite3.Connection) -> None:
    """Raise DatabaseError for rows that refer to nothing: an export of them could not be restored."""
    row = connection.execute("PRAGMA foreign_key_check").fetchone()
    if row:
        what = f"a row of {row[0]} refers to a missing row of {row[2]}"
        raise DatabaseError(what, hint="'relcli database check' lists what is wrong")
