"""Opening the database: read-only through the standard library, for writing through sqlite-utils.

Reading must never create or change a file, and must start fast: importing sqlite-utils costs more than answering most
questions, so it is loaded only for writing. Every error of SQLite becomes one that says what to do (`faults`), and a
database that another program has locked is waited for (`locks`).
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from relcli.errors import DatabaseError
from relcli.query.words import has_words
from relcli.store.database_files import address_of, checked_name, is_whole, mode_of, real, tidy_up
from relcli.store.faults import NOTHING_CHANGED, Use, explained, explanation
from relcli.store.interrupts import swallowed_by
from relcli.store.locks import (
    BUSY_TIMEOUT_MS,
    Patience,
    ReadingConnection,
    StoreConnection,
    is_busy,
    wait_inside,
    waiting,
)
from relcli.store.migrations import SCHEMA_VERSION, check_schema, migrate, version_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlite_utils import Database


A_MOMENT = 0.5
"""Seconds that SQLite itself waits inside a statement that reads; Ctrl-C has no effect meanwhile."""

_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
"""The errors that a damaged value can cause later in the program."""


@contextmanager
def reading(path: str | Path, patience: Patience | None = None) -> Iterator[sqlite3.Connection]:
    """Open the database for reading in a `with` block; errors of SQLite become RelcliError."""
    connection = open_readonly(path, patience)
    try:
        with explained(path):
            yield connection
    except _FAULTS as error:
        if (damage := _damage(path, connection)) is not None:
            raise damage from error
        raise
    finally:
        connection.close()
        tidy_up(path)


@contextmanager
def writing(
    path: str | Path,
    patience: Patience | None = None,
    *,
    dry_run: bool = False,
    create: bool = True,
    kept: str = "the change is kept",
    on_upgrade: Callable[[int, Path], None] | None = None,
) -> Iterator[Database]:
    """Open the database for writing in a `with` block; errors of SQLite become RelcliError.

    With `dry_run` everything happens to a copy that is thrown away: the file is neither created nor changed. Without
    `create` a missing database is an error. Where the block is left by a fault or an interrupt after a transaction was
    written, `kept` says so; an interrupt has it as its note. `on_upgrade` is called with the schema that an older
    database had and the copy of it, once it is upgraded.
    """
    if not create and mode_of(checked_name(path)) is None:
        raise _missing(path)
    if not create and not schema_version(path, patience):
        raise _empty(path)
    database = open_copy(path, patience) if dry_run else open_for_writing(path, patience, on_upgrade)
    connection = database.conn
    try:
        yield database
    except sqlite3.Error as error:
        done = _kept(connection, kept)
        if (interrupt := swallowed_by(error)) is not None:
            interrupt.add_note(NOTHING_CHANGED if dry_run else done)
            raise interrupt from None
        raise explanation(error, path, Use(writes=True, copy=dry_run, kept=done)) from error
    except KeyboardInterrupt as interrupt:
        interrupt.add_note(NOTHING_CHANGED if dry_run else _kept(connection, kept))
        raise
    except _FAULTS as error:
        if (damage := _damage(path, connection)) is not None:
            raise damage from error
        raise
    finally:
        connection.close()


def _kept(connection: sqlite3.Connection, kept: str) -> str:
    """Return what to say of what was done so far."""
    return kept if isinstance(connection, StoreConnection) and connection.written else NOTHING_CHANGED


def open_readonly(path: str | Path, patience: Patience | None = None) -> sqlite3.Connection:
    """Return a connection that cannot write; DatabaseError if there is no readable, whole, known database."""
    connection = _open_any_version(path, patience)
    version = version_of(connection)
    if version < SCHEMA_VERSION:
        connection.close()
        tidy_up(path)
        if not version:
            raise _empty(path)
        what, hint = f"made by an earlier relcli (schema {version})", "run `relcli database upgrade`"
        raise DatabaseError(what, where=str(path), hint=hint)
    connection.create_function("has_words", 2, has_words, deterministic=True)
    return connection


def schema_version(path: str | Path, patience: Patience | None = None) -> int:
    """Return the schema version of a database of any version this program knows."""
    connection = _open_any_version(path, patience)
    try:
        return version_of(connection)
    finally:
        connection.close()
        tidy_up(path)


def _open_any_version(path: str | Path, patience: Patience | None) -> sqlite3.Connection:
    """Return a read-only connection to a database of any version this program knows."""
    if mode_of(checked_name(path)) is None:
        raise _missing(path)
    with explained(path):
        try:
            return waiting(lambda: _connect(path, "mode=ro"), patience or _usual_patience(), str(path))
        except sqlite3.OperationalError as error:
            if is_busy(error) or not is_whole(path):
                raise
            return _connect(path, "mode=ro&immutable=1")


def _missing(path: str | Path) -> DatabaseError:
    """Return the error for a missing database."""
    return DatabaseError(f"no database at {path}", hint="run `relcli import PATH` first")


def _damage(path: str | Path, connection: sqlite3.Connection) -> DatabaseError | None:
    """Return the error to report if the database has a damaged value; None if it has none."""
    from relcli.store.check.damage import explained

    return explained(path, connection)


def _empty(path: str | Path) -> DatabaseError:
    """Return the error for an empty file. Only `import`, which may fill it, takes it for a database."""
    return DatabaseError("holds nothing yet", where=str(path), hint="run `relcli import PATH` first")


def open_for_writing(
    path: str | Path, patience: Patience | None = None, on_upgrade: Callable[[int, Path], None] | None = None
) -> Database:
    """Return the database at `path`, created or upgraded to today's schema; an error if that is impossible.

    The folder must exist: a mistyped path creates none.
    """
    from sqlite_utils import Database

    check_folder(path)
    patience = patience or _usual_patience()
    with explained(path, Use(writes=True)):
        connection = waiting(lambda: _connect_for_writing(path, patience), patience, str(path))
        try:
            before = version_of(connection)
            backup = migrate(connection, Path(path))
        except BaseException:
            connection.close()
            raise
        connection.written = 0  # tables without content are nothing to speak of
    if backup and on_upgrade:
        on_upgrade(before, backup)
    return Database(connection)


def check_folder(path: str | Path) -> None:
    """Raise DatabaseError if the folder of a database does not exist."""
    folder = real(checked_name(path)).parent
    if mode_of(folder) is None:
        hint = f"create it with `mkdir -p {folder}`, or correct the path"
        raise DatabaseError(f"its folder {folder} does not exist", where=str(path), hint=hint)


def _connect_for_writing(path: str | Path, patience: Patience) -> StoreConnection:
    connection = sqlite3.connect(path, timeout=0, isolation_level=None, factory=StoreConnection)
    try:
        connection.patience, connection.path = patience, str(path)
        check_schema(connection, str(path))
        connection.execute("PRAGMA journal_mode = WAL")
        _set_up(connection)
        wait_inside(connection, min(BUSY_TIMEOUT_MS, int(patience.seconds * 1000)))
    except BaseException:
        connection.close()
        raise
    return connection


def open_copy(path: str | Path, patience: Patience | None = None) -> Database:
    """Return a private copy of the database (an empty one if there is none), which is gone when it is closed."""
    from sqlite_utils import Database

    from relcli.store.copies import copy_pages  # reading has no use for it

    original = _open_any_version(path, patience) if path and mode_of(checked_name(path)) is not None else None
    # '' = a temporary file that SQLite itself removes
    connection = sqlite3.connect("", isolation_level=None, factory=StoreConnection)
    try:
        with explained(path, Use(writes=True, copy=True)):
            if original is not None:
                copy_pages(original, connection)
            _set_up(connection)
            migrate(connection, None)
    except BaseException:
        connection.close()
        raise
    finally:
        if original is not None:
            original.close()
            tidy_up(path)
    return Database(connection)


def _connect(path: str | Path, options: str) -> sqlite3.Connection:
    """Open by URI and read one page, so that a fault of the file shows here and not later."""
    address = address_of(path, options)
    connection = sqlite3.connect(address, uri=True, timeout=A_MOMENT, isolation_level=None, factory=ReadingConnection)
    try:
        check_schema(connection, str(path))
    except BaseException:
        connection.close()
        raise
    return connection


def _usual_patience() -> Patience:
    return Patience(BUSY_TIMEOUT_MS / 1000)


def _set_up(connection: sqlite3.Connection) -> None:
    """Set what is not stored in the file. Up to 64 MB of tables are kept in memory, and the write-ahead log goes into
    the file every 40 MB: by SQLite's defaults that happens after every transaction of an import.
    """
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA wal_autocheckpoint = 10000")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = OFF")
    connection.create_function("has_words", 2, has_words, deterministic=True)
