"""Bytes to documents and events: one reader a format, told apart by content.

`read` never raises for a bad input: it yields a `Rejected` that says what and where, and goes on with the
rest.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from relcli.errors import InputError
from relcli.readers.encoding import decode
from relcli.readers.events import HEAD, EventFile, OwnRecord, Tally, open_events, recognise
from relcli.readers.inputs import TABLES, archive_kind, find_inputs
from relcli.readers.jsonl import TOO_LARGE, read_lines
from relcli.readers.lines import MEGABYTE, UTF8_MARK, Lines, peek
from relcli.readers.seed import read_seed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcli.coding import Document
    from relcli.readers.inputs import Archive

__all__ = ["EventFile", "OwnRecord", "Rejected", "Tally", "find_inputs", "read"]

_JSONL_EXTENSIONS = frozenset({".jsonl", ".ndjson"})
_OBJECT = re.compile(rb"\s*\{\s*[\"}]")
_SEED = re.compile(rb"\s*date\s", re.IGNORECASE)
_ARRAY = re.compile(rb"\s*\[\s*[\{\]]")
_ONE_A_LINE = "write one object a line (for instance with: jq -c '.[]')"
_NO_TABLE = (
    "is a table, but none of GDELT, ICEWS, POLECAT or Phoenix, and no export of relcli's"
    " (which has the columns date, source, target, type); see docs/formats.md"
)
_LARGEST_DOCUMENT = 64 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that could not be read: `where` (a file, or file:line) and `why`, often with what to do."""

    where: str
    why: str


def read(
    path: Path | None, stream: bytes | BinaryIO | None = None, *, default_date: str | None = None
) -> Iterator[Document | Rejected | EventFile]:
    """Yield the documents and the files of events of one input, in order, and what had to be rejected.

    The rows of an EventFile are read from the input as they are asked for: they have to be consumed before the next
    thing is asked for. What an archive holds comes as if it lay unpacked beside the others.

    Args:
        path: the file; None for standard input. It is opened unless `stream` is given.
        stream: the bytes, or a binary stream. Events and JSONL are read from it line by line.
        default_date: the date of publication of documents that have none (day, month or year).
    """
    where = "standard input" if path is None else str(path)
    name = "-" if path is None else path.name
    try:
        if stream is not None:
            opened: BinaryIO = io.BytesIO(stream) if isinstance(stream, bytes) else stream
            yield from _read_stream(opened, name, where, default_date)
        elif path is not None:
            with path.open("rb") as file:
                yield from _read_stream(file, name, where, default_date)
    except OSError as error:
        yield Rejected(where, f"cannot be read: {error.strerror or error}")


def _read_stream(
    stream: BinaryIO, name: str, where: str, default_date: str | None
) -> Iterator[Document | Rejected | EventFile]:
    head, stream = peek(stream, HEAD)
    if kind := archive_kind(head):
        yield from _read_archive(kind, stream, name, where, default_date)
    else:
        yield from _read_plain(stream, name, where, default_date)


def _read_archive(
    kind: Archive, stream: BinaryIO, name: str, where: str, default_date: str | None
) -> Iterator[Document | Rejected | EventFile]:
    """Read every member of an archive; damage to one costs only what lies behind it in this member."""
    from relcli.readers.archives import Member, members

    for member in members(kind, stream):
        if not isinstance(member, Member):
            yield Rejected(f"{where}/{member[0]}", f"cannot be read: {member[1]}")
            continue
        inside = f"{where}/{member.path}" if member.path else where
        own_name = PurePosixPath(member.path).name if member.path else name.removesuffix(".gz")
        try:
            yield from _read_plain(member.stream, own_name, inside, default_date)
        except OSError as error:
            yield Rejected(inside, f"cannot be read: {error}")


def _read_plain(
    stream: BinaryIO, name: str, where: str, default_date: str | None
) -> Iterator[Document | Rejected | EventFile]:
    start, stream = peek(stream, HEAD)
    head = start.removeprefix(UTF8_MARK)
    suffix = PurePosixPath(name).suffix.lower()
    if archive_kind(start):
        yield Rejected(where, "is an archive inside an archive; unpack it first")
    elif events := recognise(start):
        yield from _read_events(events, start, stream, where)
    elif _ARRAY.match(head):
        yield Rejected(where, f"is a JSON array; {_ONE_A_LINE}")
    elif _is_spread(head):
        yield Rejected(where, f"is a JSON object over several lines; {_ONE_A_LINE}")
    elif _is_jsonl(head, suffix in _JSONL_EXTENSIONS):
        yield from _read_jsonl(stream, name, where, default_date)
    elif suffix in TABLES and head.strip() and not _SEED.match(head):
        yield Rejected(where, _NO_TABLE)
    else:
        yield from _read_whole(stream.read(_LARGEST_DOCUMENT + 1), name, where, default_date)


def _read_events(name: str, head: bytes, stream: BinaryIO, where: str) -> Iterator[Rejected | EventFile]:
    """Yield the file of events and, if its end could not be read, why."""
    try:
        events, lines = open_events(name, head, stream, where)
    except InputError as error:
        yield Rejected(where, str(error))
        return
    yield events
    if lines.damage:
        yield Rejected(where, lines.damage)


def _read_jsonl(stream: BinaryIO, name: str, where: str, default_date: str | None) -> Iterator[Document | Rejected]:
    lines = Lines(stream, _LARGEST_DOCUMENT)
    for result in read_lines(lines, name, default_date):
        yield _named(result, where) if isinstance(result, tuple) else result
    if lines.damage:
        yield Rejected(where, lines.damage)


def _is_jsonl(head: bytes, named_jsonl: bool) -> bool:
    """Tell by content whether this is JSONL; a file called so is believed unless it begins as a seed."""
    if not head.strip() or b"\0" in head:
        return False
    return _OBJECT.match(head) is not None or (named_jsonl and not _SEED.match(head))


def _read_whole(data: bytes, name: str, where: str, default_date: str | None) -> Iterator[Document | Rejected]:
    """Read an input that is no JSONL in UTF-8: the seed format, or JSONL in UTF-16."""
    try:
        if len(data) > _LARGEST_DOCUMENT:
            raise InputError(TOO_LARGE)
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) and (text := decode(data)).lstrip().startswith('{"'):
            for result in read_lines(enumerate(text.encode().split(b"\n"), 1), name, default_date):
                yield _named(result, where) if isinstance(result, tuple) else result
        else:
            yield read_seed(data, name, default_date)
    except InputError as error:
        yield Rejected(where, str(error))


def _named(result: tuple[int, InputError], where: str) -> Rejected:
    number, error = result
    return Rejected(f"{where}:{number}", str(error))


def _is_spread(head: bytes) -> bool:
    """Tell whether the first line is the beginning of a JSON object that goes on below."""
    first = head.lstrip().split(b"\n", 1)
    return first[0].strip() == b"{" and len(first) > 1
