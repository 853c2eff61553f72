"""gzip and zip, told by their first bytes and unfolded as they are read, so that nothing is ever whole in memory.

Damage turns up in the middle of reading. It comes out as an OSError that says so, whatever the library called it; what
was read before stays.
"""

from __future__ import annotations

import gzip
import io
import shutil
import tempfile
import zipfile
import zlib
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typing_extensions import Buffer

    from relcli.readers.inputs import Archive

_DAMAGE = (EOFError, OSError, RuntimeError, NotImplementedError, ValueError, zlib.error, zipfile.BadZipFile)
_IN_MEMORY = 1 << 24


class DamagedError(OSError):
    """An archive that cannot be unfolded, or not to its end."""


class Member(NamedTuple):
    """One packed input: its path in a zip ('' in gzip) and what it unfolds to."""

    path: str
    stream: BinaryIO


class _Unfolding(io.RawIOBase):
    """A stream that names damage as such."""

    def __init__(self, packed: gzip.GzipFile | zipfile.ZipExtFile) -> None:
        self._packed = packed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer)
        try:
            piece = self._packed.read1(len(view))
        except _DAMAGE as error:
            raise _named(error) from None
        view[: len(piece)] = piece
        return len(piece)


def _named(error: Exception) -> DamagedError:
    if isinstance(error, RuntimeError) and "password" in str(error):
        return DamagedError("it is encrypted; unpack it first")
    return DamagedError(f"the archive is damaged ({str(error).rstrip('.') or type(error).__name__})")


def members(kind: Archive, stream: BinaryIO) -> Iterator[Member | tuple[str, DamagedError]]:
    """Yield what an archive holds, in its order: of zip every file but hidden ones and those of macOS's own.

    A member that cannot be opened comes as its path with the reason.

    Raises:
        DamagedError: the archive itself cannot be read.
    """
    if kind == "gzip":
        yield Member("", io.BufferedReader(_Unfolding(gzip.GzipFile(fileobj=stream, mode="rb"))))
        return
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        seekable: BinaryIO = stream
        if not stream.seekable():  # a zip has its list at the end
            shutil.copyfileobj(stream, spool)
            seekable = spool  # type: ignore[assignment]
        try:
            archive = zipfile.ZipFile(seekable)
        except _DAMAGE as error:
            raise _named(error) from None
        with archive:
            for entry in archive.infolist():
                if not _is_hidden(entry):
                    yield _opened(archive, entry)


def _opened(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Member | tuple[str, DamagedError]:
    try:
        packed = archive.open(entry)
    except _DAMAGE as error:
        return entry.filename, _named(error)
    return Member(entry.filename, io.BufferedReader(_Unfolding(packed)))  # type: ignore[arg-type]


def _is_hidden(entry: zipfile.ZipInfo) -> bool:
    parts = entry.filename.replace("\\", "/").split("/")
    return entry.filename.endswith("/") or parts[0] == "__MACOSX" or any(part.startswith(".") for part in parts)
