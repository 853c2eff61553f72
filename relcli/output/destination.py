"""Where output goes: standard output, or a file that appears only when it is complete.

A file that is replaced is never one that holds something else: a database (of whatever program) with the files SQLite
keeps beside it, or an input of the same command, under whatever name or link. What is written first goes to a file of
a random name in the same folder, made so that nothing that is there can be met.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from relcli.disk_full import disk_full, is_disk_full
from relcli.errors import RelcliError, UsageError
from relcli.model import FULL_EXPORT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import TextIO

NOTHING = "nothing was written"
_STREAMS = {"/dev/stdin": 0, "/dev/stdout": 1, "/dev/stderr": 2}
_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/(\d+)")
_SINKS = ("/dev/null", "/dev/zero", "/dev/full")
"""Devices to which writing does no harm."""
_TERMINALS = ("/dev/tty", "/dev/pts/", "/dev/console")
ELSEWHERE = "name another file"


def refuse_harm(path: Path, inputs: Iterable[Path | int | None] = ()) -> None:
    """Raise UsageError if writing to `path` would destroy a database, one of the `inputs` of the command (files, or
    descriptors such as that of standard input), or what is on a device; or if it is a folder."""
    if _descriptor(path) is not None:
        return
    where = str(path)
    try:
        found = os.stat(path)
    except OSError:
        _refuse_part_of_database(path)
        return
    if stat.S_ISDIR(found.st_mode):
        raise UsageError("is a folder", where=where, hint="name a file in it")
    if stat.S_ISBLK(found.st_mode) or (stat.S_ISCHR(found.st_mode) and not _is_harmless(path, found)):
        raise UsageError("is a device", where=where, hint="name a file, /dev/stdout or /dev/null")
    if stat.S_ISREG(found.st_mode):
        _refuse_part_of_database(path)
        for each in inputs:
            if each is not None and _is_same(each, found):
                raise UsageError("is an input of this command", where=where, hint=ELSEWHERE)


def _refuse_part_of_database(path: Path) -> None:
    """Raise UsageError for a database, and for a file that SQLite takes, or would take, for a part of one."""
    from relcli.store.database_files import database_beside, is_database

    if is_database(path):
        raise UsageError("is a database", where=str(path), hint=ELSEWHERE)
    if _is_export(path):
        raise UsageError("is an export of everything", where=str(path), hint=ELSEWHERE)
    if (database := database_beside(path)) is not None:
        raise UsageError(f"belongs to the database {database.name}", where=str(path), hint=ELSEWHERE)


def _is_export(path: Path) -> bool:
    """Is this an export of everything, which may be all that is left of a database?"""
    with suppress(OSError), path.open("rb") as stream:
        return stream.read(len(FULL_EXPORT)) == FULL_EXPORT
    return False


def _is_same(each: Path | int, found: os.stat_result) -> bool:
    """Is an input the file that was found? Standard input counts where a file was redirected to it."""
    try:
        return os.path.samestat(os.stat(each), found)
    except (OSError, ValueError):
        return False


def _is_harmless(path: Path, found: os.stat_result) -> bool:
    """Is a device one to write to: a terminal, or one that keeps nothing?"""
    for sink in _SINKS:
        with suppress(OSError):
            if os.stat(sink).st_rdev == found.st_rdev:
                return True
    return os.path.realpath(path).startswith(_TERMINALS)  # opening a device to ask it can do harm already


def _descriptor(path: Path) -> int | None:
    """Return the open descriptor that a path such as /dev/stdout means, None for other paths."""
    name = os.path.abspath(path)
    if name in _STREAMS:
        return _STREAMS[name]
    match = _DESCRIPTOR.fullmatch(name)
    return int(match[1]) if match else None


@contextmanager
def replaced_file(path: Path, inputs: Iterable[Path | int | None] = ()) -> Iterator[TextIO]:
    """Open a file beside `path` that replaces it at the end; after an error or an interrupt `path` is as it was.

    A harmless device, a named pipe or a descriptor such as /dev/stdout is written to directly. UsageError for what
    `refuse_harm` refuses; RelcliError, with the name of `path`, for a full disk.
    """
    refuse_harm(path, inputs)
    try:
        if (stream := _direct(path)) is not None:
            with stream:
                yield stream
        else:
            with _replaced(os.path.realpath(path), str(path)) as stream:
                yield stream
    except OSError as error:
        if is_disk_full(error) and error.filename is None:
            raise disk_full(error, str(path), NOTHING) from error
        raise


def _unwritable(error: OSError, path: str) -> RelcliError:
    """Return the error for a file that cannot even be made; the name is that of the target, the only one known to the
    user."""
    hint = "name a file in an existing folder that you can write to"
    return RelcliError(f"cannot be written ({error.strerror or error})", where=path, hint=hint)


def _direct(path: Path) -> TextIO | None:
    """Return what writes to something that cannot be replaced; None for a regular file and a name that is free."""
    descriptor = _descriptor(path)
    if descriptor is not None:
        return _text(os.dup(descriptor))
    if os.path.exists(path) and not os.path.isfile(path):
        try:
            return _text(os.open(path, os.O_WRONLY))
        except OSError as error:
            raise _unwritable(error, str(path)) from error
    return None


def _text(descriptor: int) -> TextIO:
    return open(descriptor, "w", encoding="utf-8", newline="", errors="backslashreplace")


@contextmanager
def _replaced(target: str, name: str) -> Iterator[TextIO]:
    """Open a file that replaces the target when it is complete and on the disk; errors have the name given."""
    beside, ours = _name_beside(target), True
    try:
        try:
            descriptor = _made(beside)
        except OSError as error:
            ours = False
            raise disk_full(error, name, NOTHING) if is_disk_full(error) else _unwritable(error, name) from error
        with _text(descriptor) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
            _take_after(target, stream.fileno())
        os.replace(beside, target)
    except BaseException:
        if ours:
            with suppress(OSError):  # the error to report is the first one
                os.unlink(beside)
        raise


def _name_beside(target: str) -> str:
    """Return a name in the folder of the target that nobody can guess."""
    folder, name = os.path.split(target)
    return os.path.join(folder, f"{name[:100]}.{os.urandom(8).hex()}.tmp")


def _made(beside: str) -> int:
    """Make the file that is to replace the target, and nothing else: no existing file, and nothing that a
    link points to."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    for flag in ("O_NOFOLLOW", "O_CLOEXEC"):
        flags |= getattr(os, flag, 0)
    return os.open(beside, flags, 0o600)


def _take_after(target: str, descriptor: int) -> None:
    """Give the new file the permissions and the owner of the one it replaces, else those of any new file."""
    if not hasattr(os, "fchmod"):
        return
    try:
        before = os.stat(target)
    except OSError:
        mask = os.umask(0o077)
        os.umask(mask)
        os.fchmod(descriptor, 0o666 & ~mask)
        return
    made = os.fstat(descriptor)
    if (made.st_uid, made.st_gid) != (before.st_uid, before.st_gid):
        with suppress(OSError):  # only the superuser may give files away
            os.fchown(descriptor, before.st_uid, before.st_gid)
    os.fchmod(descriptor, before.st_mode & 0o777)
