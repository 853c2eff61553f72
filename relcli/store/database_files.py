"""The file that holds a database, and what SQLite keeps beside it.

SQLite takes a name as it comes: `:memory:` and an empty name mean a database that is gone at the end, a folder or a
device is an error without a reason, and a file called like the database with `-wal` after it is taken for a part of
the database. All of that is looked at here before SQLite sees the name.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import suppress
from pathlib import Path

from relcli.errors import DatabaseError, UsageError

SIDE_FILES = ("-wal", "-shm", "-journal")
"""The endings of the files that SQLite keeps beside a database."""
_FIRST_BYTES = b"SQLite format 3\0"


def checked_name(path: str | Path) -> Path:
    """Return the path of a database; UsageError for a name that SQLite does not take for a file, DatabaseError for a
    folder, a device or a pipe."""
    name = str(path)
    if name == ":memory:":
        raise UsageError("':memory:' is not a file: its contents are lost when the command ends", hint="name a file")
    if name.startswith("file:"):
        raise UsageError(f"'{name}' is an address, not the name of a file", hint="give the path without 'file:'")
    path = Path(path)
    mode = mode_of(path)
    if mode is not None and stat.S_ISDIR(mode):
        raise DatabaseError("is a folder", where=name, hint=f"name a file in it, such as {path / 'relcli.db'}")
    if mode is not None and not stat.S_ISREG(mode):
        raise DatabaseError("is a device or a pipe, not a file", where=name, hint="name a file with --db")
    return path


def mode_of(path: str | Path) -> int | None:
    """Return the mode of what a path leads to, None if there is nothing; DatabaseError where it cannot be accessed."""
    try:
        return os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise DatabaseError(f"cannot be accessed ({reason})", where=str(path), hint="check the path") from error


def real(path: str | Path) -> Path:
    """Return the path without symbolic links: SQLite looks for its files beside the file itself, not beside a link."""
    return Path(os.path.realpath(path))


def is_whole(path: str | Path) -> bool:
    """Does the file alone hold the whole database, with no changes waiting in the files beside it?"""
    return not any(_size(f"{real(path)}{ending}") for ending in ("-wal", "-journal"))


def log_of(path: str | Path) -> Path:
    """Return the path of the write-ahead log."""
    return Path(f"{real(path)}-wal")


def address_of(path: str | Path, options: str) -> str:
    """Return the URI of a database, whatever characters are in its path."""
    return f"{Path(path).absolute().as_uri()}?{options}"


def tidy_up(path: str | Path) -> None:
    """Have SQLite remove an empty log that reading has left: a connection that may write does so when it closes, unless
    another program still uses the database."""
    log = log_of(path)
    if not log.exists() or _size(str(log)):
        return
    with suppress(sqlite3.Error):
        connection = sqlite3.connect(address_of(path, "mode=rw"), uri=True, timeout=0, isolation_level=None)
        try:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("PRAGMA user_version").fetchone()  # SQLite opens the log only when it needs it
        finally:
            connection.close()


def is_database(path: str | Path) -> bool:
    """Is there a file at this path that holds an SQLite database of whatever program?"""
    try:
        with open(path, "rb") as file:
            return file.read(len(_FIRST_BYTES)) == _FIRST_BYTES
    except OSError:
        return False


def database_beside(path: str | Path) -> Path | None:
    """Return the database that a file of this name would be taken for a part of; None if there is none."""
    name = os.path.realpath(path)
    for ending in SIDE_FILES:
        if name.endswith(ending) and is_database(name.removesuffix(ending)):
            return Path(name.removesuffix(ending))
    return None


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
