"""What an error of SQLite means for the person at the keyboard: what is wrong, with which file, and what to do.

SQLite says "disk I/O error" or "unable to open database file" for a dozen causes. Its error codes, and a look at the
file, its folder and the space left, tell them apart. What cannot be read is a fault of the database (exit code 4),
what cannot be written one of the disk or its permissions (exit code 1).
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from relcli.disk_full import no_room
from relcli.errors import DatabaseError, RelcliError
from relcli.store.database_files import address_of, is_whole, log_of, real
from relcli.store.interrupts import swallowed_by
from relcli.store.locks import is_busy

if TYPE_CHECKING:
    from collections.abc import Iterator

LITTLE = 1 << 20
"""Bytes; with fewer left a disk counts as full."""
NOTHING_CHANGED = "nothing was changed"
_WRITE_ERRORS = frozenset(
    {
        sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_DIR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP,
        sqlite3.SQLITE_IOERR_DELETE, sqlite3.SQLITE_IOERR_GETTEMPPATH,
    }
)  # fmt: skip
"""The errors of input and output that have to do with writing."""
_TEMPORARY = ("SQLITE_TMPDIR", "TMPDIR")
_TEMPORARY_FOLDERS = ("/var/tmp", "/usr/tmp", "/tmp")


class Use(NamedTuple):
    """How a database is used when an error occurs: only read, written, or as a temporary copy, and what is to be said
    of what was done before."""

    writes: bool = False
    copy: bool = False
    kept: str = ""


@contextmanager
def explained(path: str | Path, use: Use | None = None) -> Iterator[None]:
    """Turn errors of SQLite into a RelcliError; others, such as a closed pipe, have nothing to do with it."""
    try:
        yield
    except sqlite3.Error as error:
        if (interrupt := swallowed_by(error)) is not None:
            raise interrupt from None
        raise explanation(error, path, use or Use()) from error
    except UnicodeDecodeError as error:  # raised by Python for what SQLite says of a damaged table
        hint = "restore a copy, or save what is intact with `relcli database repair NEW_FILE`"
        raise DatabaseError(f"damaged or not a database ({error})", where=str(path), hint=hint) from error


def explanation(error: sqlite3.Error, path: str | Path, use: Use) -> RelcliError:
    """Return what an error of SQLite means."""
    where, code = str(path), getattr(error, "sqlite_errorcode", 0)
    if is_busy(error):
        done = f"{use.kept}; " if use.kept else ""
        hint = f"{done}try again when it is done, or wait longer with --lock-timeout"
        return DatabaseError("locked by another program", where=where, hint=hint)
    if is_full(error):
        return _without_numbers(error, path, use) or _full(error, where, use)
    kind = code & 0xFF
    if kind == sqlite3.SQLITE_IOERR:
        hint = "check the disk, then run `relcli database check`"
        return DatabaseError(f"cannot be read ({error})", where=where, hint=hint)
    if kind == sqlite3.SQLITE_READONLY and (refused := _unwritable(path, use)):
        return refused
    if kind in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}:
        return _unopened(error, Path(path), use)
    if "decode" in str(error) and not code:  # raised by Python, not by SQLite
        what, hint = "holds a text that is not UTF-8", "`relcli database check` says where"
        return DatabaseError(what, where=where, hint=hint)
    if type(error) is sqlite3.DatabaseError:
        hint = "restore a copy, or save what is intact with `relcli database repair NEW_FILE`"
        return DatabaseError(f"damaged or not a database ({error})", where=where, hint=hint)
    return DatabaseError(str(error), where=where)


def is_full(error: sqlite3.Error) -> bool:
    """Is there no room to write something: on the disk, in a quota, in the size a file may have?"""
    code = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_FULL or code in _WRITE_ERRORS


def _full(error: sqlite3.Error, where: str, use: Use) -> RelcliError:
    """Return the error for a full disk: that of the database, or that of temporary files, which copies and large
    sorts need."""
    kept = use.kept or NOTHING_CHANGED
    temporary = temporary_folder()
    whole_disk = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_FULL
    if use.copy or not use.writes or (free_space(real(where).parent) >= LITTLE > free_space(Path(temporary))):
        done = NOTHING_CHANGED if use.copy or not use.writes else kept
        what = f"no room for temporary files, {done}"
        hint = "make room there, or set TMPDIR to a folder with more room"
        return RelcliError(what, where=temporary, hint=hint)
    return no_room(where, "" if whole_disk else str(error), kept)


def _without_numbers(error: sqlite3.Error, path: str | Path, use: Use) -> DatabaseError | None:
    """Return the error for a database in which the number of a row is the highest there can be, so that SQLite has none
    for a new row, which it also calls full; None if there is no such number."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_FULL:
        return None
    try:
        with closing(sqlite3.connect(address_of(path, "mode=ro"), uri=True, timeout=0)) as connection:
            names = [row[0] for row in connection.execute(_NUMBERED)]
            query = " UNION ALL ".join(f"SELECT '{name}', max(rowid) FROM \"{name}\"" for name in names)
            highest = [*connection.execute(query), *connection.execute("SELECT name, seq FROM sqlite_sequence")]
    except sqlite3.Error:
        return None
    for table, number in highest:
        if number == _HIGHEST:
            what = f"damaged (a number in table {table} is as large as numbers can be), {use.kept or NOTHING_CHANGED}"
            hint = "restore a copy, or save what is intact with `relcli database repair NEW_FILE`"
            return DatabaseError(what, where=str(path), hint=hint)
    return None


_HIGHEST = (1 << 63) - 1
_NUMBERED = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%'"


def _unwritable(path: str | Path, use: Use) -> RelcliError | None:
    """Return the error for a file without write permission; None if it has it, so that the cause is another."""
    if os.access(path, os.W_OK):
        return None
    what = f"no permission to write, {use.kept or NOTHING_CHANGED}"
    return RelcliError(what, where=str(path), hint="change its permissions, or work on a copy of it")


def _unopened(error: sqlite3.Error, path: Path, use: Use) -> RelcliError:
    """Return why a file, or one of those beside it, cannot be opened."""
    where, folder = str(path), real(path).parent
    if path.exists() and not os.access(path, os.R_OK):
        return DatabaseError(
            "no permission to read", where=where, hint="change its permissions, or name another with --db"
        )
    if path.exists() and not is_whole(path):
        log = log_of(path)
        beside = log.name if log.exists() else f"{real(path).name}-journal"
        reason = f"its folder is read-only and {beside} holds changes that are not in the file yet"
        return DatabaseError(reason, where=where, hint="open it once where it can be written")
    if use.writes and not os.access(folder, os.W_OK | os.X_OK):
        return RelcliError("cannot be written, its folder is read-only", where=where, hint="name a file elsewhere")
    return DatabaseError(
        f"cannot be opened ({error})", where=where, hint="check the file and the permissions of its folder"
    )


def temporary_folder() -> str:
    """Return the folder in which SQLite keeps temporary files."""
    named = [os.environ.get(name, "") for name in _TEMPORARY]
    usable = (folder for folder in (*named, *_TEMPORARY_FOLDERS) if folder and os.access(folder, os.W_OK | os.X_OK))
    return next(usable, ".")


def free_space(folder: Path) -> int:
    """Return how many bytes can still be written in a folder; a large number where that is unknown."""
    if not hasattr(os, "statvfs"):
        return 1 << 62
    try:
        found = os.statvfs(folder)
    except OSError:
        return 1 << 62
    return found.f_bavail * found.f_frsize
