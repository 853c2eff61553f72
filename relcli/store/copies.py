"""Copying the database file: a backup under a new name, and the copy that a migration makes before it begins.

A copy gets its name only when it is whole, on the disk and read again. Until then it has a random name in the same
folder, made so that nothing that is there can be met: neither overwritten, nor followed if it is a link. What already
has the name stays, even if it appears in the meantime.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from relcli.disk_full import disk_full, is_disk_full, no_room
from relcli.errors import DatabaseError, RelcliError
from relcli.store.database_files import address_of, database_beside
from relcli.store.faults import is_full
from relcli.store.file_names import rename_to_new, synchronize

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGES_AT_A_TIME = 1000
"""Pages copied before an interrupt is noticed: 4 MB."""
RANDOM = 6
"""Bytes of the random name of a copy that is not whole yet."""
PART = ".part"
"""The ending of a copy that is not whole yet."""


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the whole database into a new file, also while others write.

    RelcliError, with the target's name, if the file is there or cannot be written.
    """
    if (database := database_beside(target)) is not None:
        what = f"belongs to the database {database.name}"
        raise RelcliError(what, where=str(target), hint="name another file")
    if os.path.lexists(target):
        raise RelcliError("already exists", where=str(target), hint="name a new file")
    with _part_of(target) as part:
        _copy(connection, part, target)
        if not _given_name(part, target):
            raise RelcliError("already exists", where=str(target), hint="name a new file")


def copy_of_before(path: Path, version: int) -> Path:
    """Copy the database beside itself as NAME.schemaN.backup and return the copy's path; an equal copy that an earlier
    attempt left is used again, and what it left unfinished is removed.

    To be called while nobody else writes.
    """
    name = f"{path.name}.schema{version}.backup"
    with closing(sqlite3.connect(address_of(path, "mode=ro"), uri=True, isolation_level=None)) as source:
        unfinished = re.compile(rf"{re.escape(name)}\.[0-9a-f]{{{2 * RANDOM}}}{re.escape(PART)}")
        for each in path.parent.iterdir():
            if unfinished.fullmatch(each.name):
                each.unlink(missing_ok=True)
        first = path.with_name(name)
        with _part_of(first) as part:
            _copy(source, part, first)
            number, copy = 1, first
            while not _given_name(part, copy):
                if _equal(part, copy):
                    return copy
                number += 1
                copy = path.with_name(f"{name}{number}")
            return copy


def copy_pages(
    source: sqlite3.Connection, target: sqlite3.Connection, after_step: Callable[[], None] = lambda: None
) -> None:
    """Copy all pages as they are at this moment, in steps between which an interrupt is noticed.

    Without a transaction of the source every change by others would make SQLite begin again.
    """
    own = not source.in_transaction
    if own:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    try:
        source.backup(target, pages=PAGES_AT_A_TIME, progress=lambda status, remaining, total: after_step())
    finally:
        if own and source.in_transaction:
            source.execute("ROLLBACK")


@contextmanager
def _part_of(target: Path) -> Iterator[Path]:
    """Make an empty file under a random name in the folder of the target, which is gone at the end."""
    part = target.with_name(f"{target.name[:150]}.{os.urandom(RANDOM).hex()}{PART}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    ours = True
    try:
        try:
            os.close(os.open(part, flags, 0o600))
        except OSError as error:
            ours = False
            raise _not_written(error, target) from error
        yield part
    finally:
        if ours:
            for path in (part, Path(f"{part}-journal")):
                path.unlink(missing_ok=True)


def _copy(source: sqlite3.Connection, part: Path, target: Path) -> None:
    """Fill the file with a copy, have it on the disk, and read it again; errors of writing name the target."""
    try:
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode = OFF")  # half a copy is thrown away as a whole
            copy.execute("PRAGMA synchronous = OFF")
            copy_pages(source, copy)
    except sqlite3.Error as error:
        if is_full(error):
            reason = "" if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL else str(error)
            raise no_room(str(target), reason, "no copy was made") from error
        raise
    try:
        synchronize(part)
        os.chmod(part, _mode_of_source(source))
    except OSError as error:
        raise _not_written(error, target) from error
    if fault := fault_of(part):  # page by page it is what the database is
        raise DatabaseError(
            f"damaged ({fault}), no copy was made", where=_path_of(source), hint="run `relcli database check`"
        )


def fault_of(copy: Path) -> str:
    """Return what is wrong with a copy, '' if it is sound. SQLite makes no files beside one that is declared
    immutable."""
    address = address_of(copy, "mode=ro&immutable=1")
    try:
        with closing(sqlite3.connect(address, uri=True)) as opened:
            (line,) = opened.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        return str(error)
    return "" if line == "ok" else " ".join(str(line).removeprefix("*** in database main ***").split())


def _given_name(part: Path, target: Path) -> bool:
    """Give a whole copy its name and return true; false if something else has that name."""
    try:
        rename_to_new(part, target)
        synchronize(target.parent)
    except FileExistsError:
        return False
    except OSError as error:
        raise _not_written(error, target) from error
    return True


def _mode_of_source(source: sqlite3.Connection) -> int:
    """Return the rights of a copy: those of the database, as far as new files get them."""
    allowed = 0o666 & ~_umask()
    try:
        return os.stat(_path_of(source)).st_mode & allowed
    except OSError:
        return allowed


def _path_of(connection: sqlite3.Connection) -> str:
    return str(connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0])


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _equal(first: Path, second: Path) -> bool:
    """Do two files hold the same bytes?"""
    if not second.is_file() or first.stat().st_size != second.stat().st_size:
        return False
    with first.open("rb") as one, second.open("rb") as other:
        while True:
            block = one.read(1 << 20)
            if block != other.read(1 << 20):
                return False
            if not block:
                return True


def _not_written(error: OSError, target: Path) -> RelcliError:
    """Return the error for a copy that cannot be written."""
    if is_disk_full(error):
        return disk_full(error, str(target), "no copy was made")
    what = f"cannot be written ({error.strerror or error}), no copy was made"
    return RelcliError(what, where=str(target), hint="name a file in an existing folder that you can write to")
