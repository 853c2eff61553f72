"""The lines of an export -> a new database, the same as the one they came from.

Everything is loaded into a file that nobody else knows; each line is checked before it is stored and by the database
when it is, and the first wrong one ends it. An export of an earlier schema is loaded into the tables of that schema,
which are then migrated like any other database.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from relcli.disk_full import no_room
from relcli.errors import InputError, RelcliError
from relcli.model import FULL_EXPORT
from relcli.store.faults import is_full
from relcli.store.migrations import FIRST_VERSION, MIGRATIONS, migrate
from relcli.store.transaction import transaction
from relcli.store.transfer.deriving import derive
from relcli.store.transfer.exporting import AT_ONCE, OwnFile
from relcli.store.transfer.files import cut_off
from relcli.store.transfer.lines import Header, footer_of, from_base64, header_of, parsed, row_reader
from relcli.store.transfer.tables import CARRIED, SEQUENCE, carried, lacking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from relcli.store.transfer.tables import Table

    Migrations = Sequence[Callable[[sqlite3.Connection], None]]

FIRST_EXPORTED = 3
"""The schema of the first exports."""
NOTHING = "nothing was restored"
_FILE_NAME = re.compile(r"config\.toml|lexicon/[^./\\:\0][^/\\:\0]*\.tsv")
"""The names that a file of the user's may have: nothing else is ever written by their names."""


class Restored:
    """What an export holds, as it is read line by line: `header`, then `rows` of each table in their order, then
    `files`, then `finish`."""

    def __init__(self, lines: Iterable[bytes], where: str, newest: int) -> None:
        self._where = where
        self._number = 0
        self._digest = hashlib.sha256()
        self._lines = iter(lines)
        self.header = self._header(newest)
        self.loaded = 0

    @property
    def place(self) -> str:
        """The file and the line that was read last."""
        return f"{self._where}:{self._number}"

    def _next(self) -> dict[str, Any]:
        """Return the object of the next line; the footer is not part of the digest."""
        line = next(self._lines, None)
        if line is None or not line.endswith(b"\n"):
            raise cut_off(self.place)
        self._number += 1
        found = parsed(line, self.place)
        if "end" not in found:
            self._digest.update(line)
        return found

    def _header(self, newest: int) -> Header:
        line = next(self._lines, b"")
        self._number = 1
        if not line.startswith(FULL_EXPORT):
            header_of({}, self._where)
        if not line.endswith(b"\n"):
            raise cut_off(self.place)
        header = header_of(parsed(line, self.place), self._where)
        if header.schema > newest:
            what = f"is from a newer relcli (schema {header.schema}, this program knows {newest})"
            raise InputError(what, where=self._where, hint="update relcli")
        if header.schema < FIRST_EXPORTED:
            raise InputError(f"there are no exports of schema {header.schema}", where=self.place)
        self._digest.update(line)
        return header

    def check_tables(self, tables: Sequence[Table]) -> None:
        """Raise InputError if the header does not name exactly these tables."""
        names = [table.name for table in tables]
        for name in self.header.tables:
            if name not in names:
                raise InputError(f"schema {self.header.schema} has no table '{name}' to restore", where=self.place)
        if missing := [name for name in names if name not in self.header.tables]:
            raise InputError(f"the header does not name {', '.join(missing)}", where=self.place)

    def rows(self, table: Table, on_rows: Callable[[], None]) -> Iterator[list[Any]]:
        """Yield the rows of a table; they must be as many as the header says, and in the order of their key."""
        read, key = row_reader(table, lacking(table.name, self.header.schema)), table.key
        last: list[Any] = []
        for done in range(1, self.header.tables[table.name] + 1):
            values = self._next()
            if values.get("table") != table.name:
                raise self._unexpected(values, f"row {done} of table {table.name}")
            row = read(values, self.place)
            identity = [row[place] for place in key]
            if identity <= last:
                raise InputError(f"{table.name}: {_named(table, row)} is out of order or repeated", where=self.place)
            last = identity
            yield row
            self.loaded += 1
            if done % AT_ONCE == 0:
                on_rows()
        if self.header.tables[table.name] % AT_ONCE:
            on_rows()

    def files(self) -> Iterator[OwnFile]:
        """Yield the files of the user's."""
        for number in range(1, self.header.files + 1):
            values = self._next()
            if "file" not in values:
                raise self._unexpected(values, f"file {number}")
            yield self._file(values)

    def _file(self, values: dict[str, Any]) -> OwnFile:
        name, text, coded = values["file"], values.get("text"), values.get("base64")
        if not isinstance(name, str) or not _FILE_NAME.fullmatch(name):
            raise InputError(f"an export has no file named {name!r}", where=self.place)
        try:
            if values.keys() == {"file", "text"} and isinstance(text, str):
                return OwnFile(name, text.encode())
            if values.keys() == {"file", "base64"} and isinstance(coded, str):
                return OwnFile(name, from_base64(coded))
        except ValueError as error:
            raise InputError(f"the content of {name} cannot be read ({error})", where=self.place) from error
        raise InputError(f"{name} needs a text", where=self.place)

    def finish(self) -> None:
        """Read the last line, which must fit everything before it; InputError if not."""
        values = self._next()
        if "end" not in values:
            raise self._unexpected(values, "the last line")
        footer = footer_of(values, self.place)
        if (footer.rows, footer.files) != (self.loaded, self.header.files):
            raise InputError("the row counts in the last line and the header differ", where=self.place)
        if footer.sha256 != self._digest.hexdigest():
            what = "the export was changed or damaged: its SHA-256 is not the one in its last line"
            raise InputError(what, where=self.place, hint="copy the file again")
        if next(self._lines, None) is not None:
            raise InputError("the export continues after its last line", where=self.place)

    def _unexpected(self, values: dict[str, Any], wanted: str) -> InputError:
        """Return the error for a line other than the one the header announced."""
        found = next(
            (f"{name} {values[name]!r}" for name in ("table", "file", "end") if name in values), "another line"
        )
        return InputError(f"{found} where {wanted} was expected", where=self.place)


def load(
    connection: sqlite3.Connection,
    source: Restored,
    on_rows: Callable[[], None] = lambda: None,
    migrations: Migrations = MIGRATIONS,
) -> list[OwnFile]:
    """Fill an empty database from an export that is read to its end; return the user's files in it.

    InputError with file and line for anything that is wrong; the database is then of no use. The connection must be
    in autocommit mode. `migrations` are those of today, unless a test says otherwise.
    """
    migrate(connection, None, migrations[: source.header.schema - FIRST_VERSION + 1])
    connection.execute("PRAGMA foreign_keys = ON")
    with transaction(connection):
        tables = carried(connection)
        source.check_tables(tables)
        _clear(connection, tables)
        lines: dict[str, int] = {}
        for table in tables:
            lines[table.name] = int(source.place.rpartition(":")[2])
            _load_table(connection, table, source, on_rows)
        files = list(source.files())
        source.finish()
        _refuse_broken(connection, source, lines)
    migrate(connection, None, migrations)
    with transaction(connection):
        derive(connection, on_rows)
    return files


def _clear(connection: sqlite3.Connection, tables: Sequence[Table]) -> None:
    """Empty the tables: a new database may have rows of its own, such as its identity."""
    for table in reversed(tables):
        connection.execute(f"DELETE FROM {table.name}")


def _load_table(connection: sqlite3.Connection, table: Table, source: Restored, on_rows: Callable[[], None]) -> None:
    """Insert the rows of a table; InputError for one that the database refuses. SQLite takes them one by one, so the
    one it refuses is the one that was read last."""
    rows = source.rows(table, on_rows)
    if table.name == SEQUENCE:
        connection.execute(f"DELETE FROM {SEQUENCE}")
        rows = _known_sequences(rows, source)
    try:
        connection.executemany(table.insert, rows)
    except sqlite3.IntegrityError as error:
        what = str(error)
        if "FOREIGN KEY" in what:
            what = "refers to a missing row"
        raise InputError(f"{table.name}: {what}", where=source.place) from error
    except UnicodeEncodeError as error:
        raise InputError(f"{table.name}: half a character (a lone surrogate)", where=source.place) from error
    except OverflowError as error:
        raise InputError(f"{table.name}: a number is too large", where=source.place) from error


def _known_sequences(rows: Iterator[list[Any]], source: Restored) -> Iterator[list[Any]]:
    for row in rows:
        if row[0] not in CARRIED:
            raise InputError(f"{SEQUENCE}: there is no table {row[0]!r}", where=source.place)
        yield row


def _refuse_broken(connection: sqlite3.Connection, source: Restored, lines: dict[str, int]) -> None:
    """Raise InputError for a row that refers to nothing where the database looks only at the end. Rows are in order, so
    the place of one in its table says its line."""
    row = connection.execute("PRAGMA foreign_key_check").fetchone()
    if row is None:
        return
    name, rowid, parent, _ = row
    before = connection.execute(f"SELECT count(*) FROM {name} WHERE rowid <= ?", (rowid,)).fetchone()[0]
    where = f"{source.place.rpartition(':')[0]}:{lines[name] + before}"
    raise InputError(f"{name}: refers to a missing row of {parent}", where=where)


def _named(table: Table, row: Sequence[Any]) -> str:
    return ", ".join(f"{table.columns[place].name} {row[place]}" for place in table.key)


@contextmanager
def new_database(path: Path | None, name: str = "") -> Iterator[sqlite3.Connection]:
    """Open an empty database in a `with` block, to be filled as fast as possible: an interrupted one is thrown away.
    None is a database that vanishes when it is closed. At the end the file is like any other database of relcli's.

    Errors call it by `name`, since nobody knows its temporary name.
    """
    with closing(sqlite3.connect(path or "", isolation_level=None)) as connection:
        for pragma in ("journal_mode = MEMORY", "synchronous = OFF", "cache_size = -65536", "locking_mode = EXCLUSIVE"):
            connection.execute(f"PRAGMA {pragma}")
        try:
            yield connection
            if path is not None:
                connection.execute("PRAGMA locking_mode = NORMAL")
                connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            where = name or str(path or "temporary file (TMPDIR)")
            if is_full(error):
                reason = "" if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL else str(error)
                raise no_room(where, reason, NOTHING) from error
            raise RelcliError(f"cannot be written ({error}), {NOTHING}", where=where) from error
