"""Reading inputs: bytes become documents or events. One reader per format, which is detected by the content.

`read` never raises for a bad input: it yields a `Rejected` that says what is wrong and where, and continues with the
rest.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from relcli.errors import InputError, fault, trace_of
from relcli.escaping import written_out
from relcli.model import FULL_EXPORT
from relcli.readers.archives import Member, archive_kind, members
from relcli.readers.encoding import OTHER, decode, extends_ascii, has_mark
from relcli.readers.events import HEAD, EventFile, EventFormat, OwnRecord, Tally, detect, open_events
from relcli.readers.inputs import TABLE_SUFFIXES, find_inputs
from relcli.readers.jsonl import TOO_LARGE, read_lines
from relcli.readers.lines import MEGABYTE, UTF8_MARK, Lines, WrongEncodingError, in_lines, in_utf8, peek
from relcli.readers.seed import read_seed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from relcli.coding import Document
    from relcli.readers.archives import ArchiveKind

__all__ = ["EventFile", "OwnRecord", "Rejected", "Tally", "find_inputs", "read"]

_JSONL_SUFFIXES = frozenset({".jsonl", ".ndjson"})
_OBJECT = re.compile(rb"\s*\{\s*[\"}]")
_SEED = re.compile(rb"\s*date\s", re.IGNORECASE)
_ZSTANDARD = b"\x28\xb5\x2f\xfd"
_ARRAY = re.compile(rb"\s*\[\s*[\{\]]")
_ONE_PER_LINE = "write one object per line (for instance with: jq -c '.[]')"
_UNKNOWN_TABLE = (
    "is a table, but not of GDELT, ICEWS, POLECAT or Phoenix, nor an export of relcli"
    " (which has the columns date, source, target, type); see docs/formats.md"
)
_LARGEST_DOCUMENT = 64 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that cannot be read: `where` (a file, or file:line) and `why`, often with what to do about it. There is
    a `traceback` where relcli itself is at fault."""

    where: str
    why: str
    traceback: str = ""


def read(
    path: Path | None,
    stream: bytes | BinaryIO | None = None,
    *,
    default_date: str | None = None,
    encoding: str = "",
    opened: Callable[[BinaryIO], None] | None = None,
) -> Iterator[Document | Rejected | EventFile]:
    """Yield the documents and event files of one input, in order, and what is rejected.

    The rows of an EventFile are read from the input as they are asked for, so all of them have to be read before the
    next item is. The members of an archive are read as if they were files.

    Args:
        path: the file; None for standard input. It is opened unless `stream` is given.
        stream: the bytes, or a binary stream. Event files and JSONL are read from it line by line.
        default_date: the date of publication of documents without one (day, month or year).
        encoding: the encoding of texts and tables that have no byte order mark; '' to have it detected.
        opened: called with the stream of the input before it is read, to see how far that has come.
    """
    where = "standard input" if path is None else written_out(str(path))
    name = "-" if path is None else written_out(path.name)
    try:
        if stream is not None:
            source: BinaryIO = io.BytesIO(stream) if isinstance(stream, bytes) else stream
            if opened:
                opened(source)
            yield from _read_stream(source, name, where, default_date, encoding)
        elif path is not None:
            with path.open("rb") as file:
                if opened:
                    opened(file)
                yield from _read_stream(file, name, where, default_date, encoding)
    except WrongEncodingError as error:
        yield Rejected(where, f"{error}; {OTHER}")
    except OSError as error:
        yield Rejected(where, f"cannot be read: {error.strerror or error}")
    except Exception as error:  # whatever the error, the other inputs are read
        yield Rejected(where, fault(error), trace_of(error))


def _read_stream(
    stream: BinaryIO, name: str, where: str, default_date: str | None, encoding: str
) -> Iterator[Document | Rejected | EventFile]:
    head, stream = peek(stream, HEAD)
    if kind := archive_kind(head):
        yield from _read_archive(kind, stream, name, where, default_date, encoding)
    else:
        yield from _read_plain(stream, name, where, default_date, encoding)


def _read_archive(
    kind: ArchiveKind, stream: BinaryIO, name: str, where: str, default_date: str | None, encoding: str
) -> Iterator[Document | Rejected | EventFile]:
    """Read every member of an archive; damage to a member costs only the rest of that member."""
    for member in members(kind, stream):
        if not isinstance(member, Member):
            yield Rejected(f"{where}/{member.path}", f"cannot be read: {member.error}")
            continue
        inside = f"{where}/{member.path}" if member.path else where
        own_name = PurePosixPath(member.path).name if member.path else name.removesuffix(".gz")
        try:
            yield from _read_plain(member.stream, own_name, inside, default_date, encoding)
        except WrongEncodingError as error:
            yield Rejected(inside, f"{error}; {OTHER}")
        except OSError as error:
            yield Rejected(inside, f"cannot be read: {error}")
        except Exception as error:
            yield Rejected(inside, fault(error), trace_of(error))


def _read_plain(
    stream: BinaryIO, name: str, where: str, default_date: str | None, encoding: str
) -> Iterator[Document | Rejected | EventFile]:
    start, stream = peek(stream, HEAD)
    encoding = "" if has_mark(start) else encoding
    if encoding and not extends_ascii(encoding) and not archive_kind(start):
        start, stream = peek(in_utf8(stream, encoding), HEAD)
        encoding = ""
    head = start.removeprefix(UTF8_MARK)
    suffix = PurePosixPath(name).suffix.lower()
    if head.startswith(FULL_EXPORT):
        yield Rejected(where, "is an export of everything; 'relcli restore' reads it")
    elif start.startswith(_ZSTANDARD):
        yield Rejected(where, "is compressed with zstd; unpack it first ('relcli restore' reads exports as they are)")
    elif archive_kind(start):
        yield Rejected(where, "is an archive inside an archive; unpack it first")
    elif event_format := detect(start):
        yield from _read_events(event_format, start, in_lines(start, stream, encoding), where)
    elif _ARRAY.match(head):
        yield Rejected(where, f"is a JSON array; {_ONE_PER_LINE}")
    elif _is_object_over_lines(head):
        yield Rejected(where, f"is a JSON object over several lines; {_ONE_PER_LINE}")
    elif _is_jsonl(head, suffix in _JSONL_SUFFIXES):
        yield from _read_jsonl(stream, name, where, default_date, encoding)
    elif suffix in TABLE_SUFFIXES and head.strip() and not _SEED.match(head):
        yield Rejected(where, _UNKNOWN_TABLE)
    else:
        yield from _read_whole(stream.read(_LARGEST_DOCUMENT + 1), name, where, default_date, encoding)


def _read_events(
    event_format: EventFormat, head: bytes, stream: BinaryIO, where: str
) -> Iterator[Rejected | EventFile]:
    """Yield the event file and, if its end could not be read, the reason."""
    try:
        events, lines = open_events(event_format, head, stream, where)
    except InputError as error:
        yield Rejected(where, str(error))
        return
    yield events
    if lines.damage:
        yield Rejected(where, lines.damage)


def _read_jsonl(
    stream: BinaryIO, name: str, where: str, default_date: str | None, encoding: str
) -> Iterator[Document | Rejected]:
    lines = Lines(stream, _LARGEST_DOCUMENT)
    for result in read_lines(lines, name, default_date, encoding):
        yield _rejected(result, where) if isinstance(result, tuple) else result
    if lines.damage:
        yield Rejected(where, lines.damage)


def _is_jsonl(head: bytes, has_jsonl_suffix: bool) -> bool:
    """Is this JSONL? A file with a suffix of JSONL is, unless it begins with a date as texts do."""
    if not head.strip() or b"\0" in head:
        return False
    return _OBJECT.match(head) is not None or (has_jsonl_suffix and not _SEED.match(head))


def _read_whole(
    data: bytes, name: str, where: str, default_date: str | None, encoding: str
) -> Iterator[Document | Rejected]:
    """Read an input that is small enough for memory: a text, or JSONL in UTF-16."""
    try:
        if len(data) > _LARGEST_DOCUMENT:
            raise InputError(TOO_LARGE)
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) and (text := decode(data)).lstrip().startswith('{"'):
            for result in read_lines(enumerate(text.encode().split(b"\n"), 1), name, default_date):
                yield _rejected(result, where) if isinstance(result, tuple) else result
        else:
            yield read_seed(data, name, default_date, encoding)
    except InputError as error:
        yield Rejected(where, str(error))


def _rejected(result: tuple[int, Exception], where: str) -> Rejected:
    number, error = result
    if isinstance(error, InputError):
        return Rejected(f"{where}:{number}", str(error))
    return Rejected(f"{where}:{number}", fault(error), trace_of(error))


def _is_object_over_lines(head: bytes) -> bool:
    """Is the first line only the beginning of a JSON object?"""
    first = head.lstrip().split(b"\n", 1)
    return first[0].strip() == b"{" and len(first) > 1
