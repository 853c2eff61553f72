"""gzip and zip archives: detected by their first bytes and unpacked while they are read, never as a whole in memory.

Damage is found in the middle of reading. It becomes an OSError that says so, whatever the library raised; what was read
before is kept.
"""

from __future__ import annotations

import gzip
import io
import shutil
import tempfile
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typing_extensions import Buffer

ArchiveKind = Literal["gzip", "zip"]

_DAMAGE = (EOFError, OSError, RuntimeError, NotImplementedError, ValueError, zlib.error, zipfile.BadZipFile)
_IN_MEMORY = 1 << 24


class DamagedError(OSError):
    """An archive that cannot be unpacked, or not completely."""


class Member(NamedTuple):
    """One packed input: its path in a zip ('' in gzip), and its unpacked content."""

    path: str
    stream: BinaryIO


class DamagedMember(NamedTuple):
    """One packed input that cannot be opened."""

    path: str
    error: DamagedError


class _Unpacking(io.RawIOBase):
    """A stream of unpacked bytes that raises DamagedError for any damage."""

    def __init__(self, packed: gzip.GzipFile | zipfile.ZipExtFile) -> None:
        self._packed = packed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer)
        try:
            piece = self._packed.read1(len(view))
        except _DAMAGE as error:
            raise _damaged(error) from None
        view[: len(piece)] = piece
        return len(piece)


def _damaged(error: Exception) -> DamagedError:
    if isinstance(error, RuntimeError) and "password" in str(error):
        return DamagedError("it is encrypted; unpack it first")
    return DamagedError(f"the archive is damaged ({str(error).rstrip('.') or type(error).__name__})")


def archive_kind(head: bytes) -> ArchiveKind | None:
    """Return the kind of an archive that begins with these bytes; None if it is not an archive."""
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    return "zip" if head.startswith((b"PK\x03\x04", b"PK\x05\x06")) else None


def members(kind: ArchiveKind, stream: BinaryIO) -> Iterator[Member | DamagedMember]:
    """Yield the members of an archive in order: all files of a zip except hidden ones and those added by macOS.

    Raises:
        DamagedError: the archive itself cannot be read.
    """
    if kind == "gzip":
        yield Member("", io.BufferedReader(_Unpacking(gzip.GzipFile(fileobj=stream, mode="rb"))))
        return
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        seekable: BinaryIO = stream
        if not stream.seekable():  # a zip has its directory at the end
            shutil.copyfileobj(stream, spool)
            seekable = spool  # type: ignore[assignment]
        try:
            archive = zipfile.ZipFile(seekable)
        except _DAMAGE as error:
            raise _damaged(error) from None
        with archive:
            for entry in archive.infolist():
                if not _is_hidden(entry):
                    yield _opened(archive, entry)


def _opened(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Member | DamagedMember:
    try:
        packed = archive.open(entry)
    except _DAMAGE as error:
        return DamagedMember(entry.filename, _damaged(error))
    return Member(entry.filename, io.BufferedReader(_Unpacking(packed)))  # type: ignore[arg-type]


def _is_hidden(entry: zipfile.ZipInfo) -> bool:
    parts = entry.filename.replace("\\", "/").split("/")
    return entry.filename.endswith("/") or parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts)
