"""The files of exports and restored databases: compressed by their ending, read by their content, and under their name
only when they are whole.
"""

from __future__ import annotations

import gzip
import io
import os
import secrets
import sys
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from relcli.errors import InputError, RelcliError, UsageError
from relcli.store.file_names import rename_to_new, synchronize

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENDINGS = (".jsonl", ".gz", ".zst")
_GZIP, _ZSTD, _SQLITE = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"SQLite format 3\x00"
_LEVEL = 6
_AT_ONCE = 1 << 18
"""Bytes that are compressed or read at once."""
LONGEST_LINE = 1 << 29
"""Bytes of a line: a document of the largest size that is read, with each character escaped, is shorter."""


def checked_ending(path: Path) -> str:
    """Return the ending of the name of an export; UsageError for an unknown one, or one that cannot be
    written here."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        hint = f"end it in .jsonl, .jsonl.gz or .jsonl.zst; 'relcli list -o {path.name}' writes only the events"
        raise UsageError("export writes no format with this ending", where=str(path), hint=hint)
    if ending == ".zst":
        _zstd(str(path))
    return ending


def _zstd(where: str) -> Any:
    """Return the module that reads and writes zstd: Python's own from 3.14, before that its backport."""
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError as error:
        hint = "install backports.zstd, or use .jsonl.gz ('zstd -d' unpacks a .zst)"
        raise RelcliError("this Python has no zstd", where=where, hint=hint) from error
    return zstd


@contextmanager
def compressed(raw: IO[bytes], ending: str, where: str) -> Iterator[IO[bytes]]:
    """Write to `raw` as an ending says. The same bytes are compressed to the same bytes: no name and no time is in
    them."""
    inner: Any
    if ending == ".gz":
        inner = gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0)
    elif ending == ".zst":
        zstd = _zstd(where)
        inner = zstd.ZstdFile(raw, "w", options={zstd.CompressionParameter.checksum_flag: 1})
    else:
        yield raw
        return
    with inner, io.BufferedWriter(inner, _AT_ONCE) as stream:
        yield stream


def unpacked(raw: IO[bytes], where: str) -> IO[bytes]:
    """Return a stream of the bytes that a stream holds, compressed or not; InputError for a database."""
    buffered: Any = raw
    if not hasattr(raw, "peek"):
        buffered = io.BufferedReader(buffered, _AT_ONCE)
    first = buffered.peek(len(_SQLITE))[: len(_SQLITE)]
    if first.startswith(_SQLITE):
        hint = "copy it to its place, or name it with --db"
        raise InputError("is a database, not an export", where=where, hint=hint)
    if first.startswith(_GZIP):
        return io.BufferedReader(gzip.GzipFile(fileobj=buffered), _AT_ONCE)
    if first.startswith(_ZSTD):
        return io.BufferedReader(_zstd(where).ZstdFile(buffered), _AT_ONCE)
    stream: IO[bytes] = buffered
    return stream


def lines_of(stream: IO[bytes], where: str) -> Iterator[bytes]:
    """Yield the lines of an unpacked stream; InputError where it is cut or damaged."""
    number = 0
    while True:
        number += 1
        place = f"{where}:{number}"
        try:
            line = stream.readline(LONGEST_LINE + 1)
        except EOFError as error:
            raise cut_off(place) from error
        except OSError as error:
            if error.errno is not None:
                raise
            raise InputError(f"is damaged ({error})", where=place) from error
        except _damage() as error:
            raise InputError(f"is damaged ({error})", where=place) from error
        if not line:
            return
        if len(line) > LONGEST_LINE:
            raise InputError("the line is too long for an export", where=place)
        yield line


def _damage() -> tuple[type[Exception], ...]:
    """Return the errors that the compressions in use raise for invalid bytes."""
    modules = (sys.modules.get(name) for name in ("compression.zstd", "backports.zstd"))
    return (zlib.error, *(module.ZstdError for module in modules if module))


def cut_off(where: str) -> InputError:
    """Return the error for an export whose end is missing."""
    return InputError("the export is cut off: its last line is missing", where=where, hint="copy the file again")


@contextmanager
def new_file(target: Path, *, replace: bool = False) -> Iterator[Path]:
    """Make an empty file beside `target` under an unpredictable name, and give it the name of `target` at the
    end of the `with` block; after an error nothing is left of it.

    Another file of that name is replaced only with `replace`; otherwise FileExistsError, at whatever moment it appears.
    """
    part = target.with_name(f".{target.name[:100]}.{secrets.token_hex(8)}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
    try:
        yield part
        synchronize(part)
        if replace:
            if target.exists():
                os.chmod(part, target.stat().st_mode & 0o7777)
            os.replace(part, target)
        else:
            rename_to_new(part, target)
        synchronize(target.parent)
    finally:
        part.unlink(missing_ok=True)
