"""Opening the database: read-only through the standard library, for writing through sqlite-utils.

Reading must never create or change a file, and must start fast: importing sqlite-utils costs more than answering most
questions, so it is loaded only for writing. Every error of SQLite becomes a DatabaseError that says what to do.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from relcli.errors import DatabaseError
from relcli.query.words import has_words
from relcli.store.migrations import SCHEMA_VERSION, check_schema, migrate, version_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

BUSY_TIMEOUT_MS = 5000
"""How long to wait for another process that writes."""

_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError)
"""What a value that nobody wrote can lead to, further on in the program."""


@contextmanager
def reading(path: str | Path) -> Iterator[sqlite3.Connection]:
    """Open the database for reading in a `with` block; errors of SQLite become DatabaseError."""
    connection = open_readonly(path)
    try:
        with _explained(path):
            yield connection
    except _FAULTS as error:
        if (damage := _damage(error, path, connection)) is not None:
            raise damage from error
        raise
    finally:
        connection.close()


@contextmanager
def writing(path: str | Path, *, dry_run: bool = False, create: bool = True) -> Iterator[Database]:
    """Open the database for writing in a `with` block; errors of SQLite become DatabaseError.

    With `dry_run` everything happens to a copy that is thrown away: the file is neither created nor changed. Without
    `create` a missing database is an error.
    """
    if not create:
        if not Path(path).is_file():
            raise _missing(path)
        if not schema_version(path):
            raise _empty(path)
    database = open_copy(path) if dry_run else open_for_writing(path)
    try:
        with _explained(path):
            yield database
    except _FAULTS as error:
        if (damage := _damage(error, path, database.conn)) is not None:
            raise damage from error
        raise
    finally:
        database.conn.close()


def open_readonly(path: str | Path) -> sqlite3.Connection:
    """Return a connection that cannot write; DatabaseError if there is no readable, whole, known database."""
    connection = _open_any_version(path)
    version = version_of(connection)
    if version < SCHEMA_VERSION:
        connection.close()
        if not version:
            raise _empty(path)
        what, hint = f"made by an earlier relcli (schema {version})", "run `relcli database upgrade`"
        raise DatabaseError(what, where=str(path), hint=hint)
    connection.create_function("has_words", 2, has_words, deterministic=True)
    return connection


def schema_version(path: str | Path) -> int:
    """Return the schema version of a database of any version this program knows."""
    connection = _open_any_version(path)
    try:
        return version_of(connection)
    finally:
        connection.close()


def _open_any_version(path: str | Path) -> sqlite3.Connection:
    """Return a read-only connection to a database of any version this program knows."""
    if not Path(path).is_file():
        raise _missing(path)
    with _explained(path):
        try:
            return _connect(path, "mode=ro")
        except sqlite3.OperationalError as error:
            if _is_busy(error) or not _may_be_immutable(Path(path)):
                raise
            return _connect(path, "mode=ro&immutable=1")


def _missing(path: str | Path) -> DatabaseError:
    """Return the error for a missing database."""
    return DatabaseError(f"no database at {path}", hint="run `relcli import PATH` first")


def _damage(error: Exception, path: str | Path, connection: sqlite3.Connection) -> DatabaseError | None:
    """Return what to say of an error for which a damaged value is to blame; None if none is."""
    from relcli.store.check.damage import explained

    return explained(error, path, connection)


def _empty(path: str | Path) -> DatabaseError:
    """Return the error for an empty file. Only `import`, which may fill it, takes it for a database."""
    return DatabaseError("holds nothing yet", where=str(path), hint="run `relcli import PATH` first")


def open_for_writing(path: str | Path) -> Database:
    """Return the database at `path`, created or brought to today's schema; DatabaseError if that is impossible."""
    from sqlite_utils import Database

    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseError(f"cannot be created ({error.strerror or error})", where=str(path)) from error
    with _explained(path):
        connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None)
        try:
            check_schema(connection, str(path))
            connection.execute("PRAGMA journal_mode = WAL")
            _set_up(connection)
            migrate(connection, Path(path))
        except BaseException:
            connection.close()
            raise
    return Database(connection)


def open_copy(path: str | Path) -> Database:
    """Return a private copy of the database (an empty one if there is none), which is gone when it is closed."""
    from sqlite_utils import Database

    connection = sqlite3.connect("", isolation_level=None)  # '' = a temporary file that SQLite itself removes
    if Path(path).is_file():
        with _explained(path):
            original = _open_any_version(path)
            original.backup(connection)
            original.close()
    _set_up(connection)
    migrate(connection, None)
    return Database(connection)


def _connect(path: str | Path, options: str) -> sqlite3.Connection:
    """Open by URI and read one page, so that a fault of the file shows here and not later."""
    uri = f"{Path(path).absolute().as_uri()}?{options}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None)
    try:
        check_schema(connection, str(path))
    except BaseException:
        connection.close()
        raise
    return connection


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


def _may_be_immutable(path: Path) -> bool:
    """Return whether the write-ahead log is empty, so that the file alone is the whole database."""
    log = path.with_name(path.name + "-wal")
    return not log.exists() or log.stat().st_size == 0


def _is_busy(error: sqlite3.Error) -> bool:
    """Return whether another process has locked the database."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


@contextmanager
def _explained(path: str | Path) -> Iterator[None]:
    """Turn errors of SQLite into DatabaseError; others, such as a closed pipe, have nothing to do with it."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explanation(error, Path(path)) from error
    except UnicodeDecodeError as error:  # raised by Python for what SQLite says of a damaged table
        what, hint = "damaged or not a database", "restore a copy, or save what is whole with `relcli database repair`"
        raise DatabaseError(f"{what} ({error})", where=str(path), hint=hint) from error


def _explanation(error: sqlite3.Error, path: Path) -> DatabaseError:
    """Return what an error of SQLite means for the person at the keyboard."""
    where = str(path)
    if isinstance(error, sqlite3.OperationalError) and _is_busy(error):
        return DatabaseError("locked by another program", where=where, hint="try again when it is done")
    if path.exists() and not _may_be_immutable(path) and "open" in str(error):
        reason = f"its folder is read-only and {path.name}-wal holds changes that are not in the file yet"
        return DatabaseError(reason, where=where, hint="open it once where it can be written")
    if "decode" in str(error) and not hasattr(error, "sqlite_errorcode"):  # raised by Python, not by SQLite
        what, hint = "holds a text that is not UTF-8", "`relcli database check` says where"
        return DatabaseError(what, where=where, hint=hint)
    if type(error) is sqlite3.DatabaseError:
        hint = "restore a copy, or save what is whole with `relcli database repair NEW_FILE`"
        return DatabaseError(f"damaged or not a database ({error})", where=where, hint=hint)
    return DatabaseError(str(error), where=where)
