"""Bytes to documents: one reader a format, told apart by content.

`read` never raises for a bad input: it yields a `Rejected` that says what and where, and goes on with the
rest.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from relcli.errors import InputError
from relcli.readers.encoding import decode
from relcli.readers.inputs import find_inputs
from relcli.readers.jsonl import read_lines
from relcli.readers.seed import read_seed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relcli.model import Document

__all__ = ["Rejected", "find_inputs", "read"]

_JSONL_EXTENSIONS = frozenset({".jsonl", ".ndjson"})
_UTF8_MARK = b"\xef\xbb\xbf"
_OBJECT = re.compile(rb"\s*\{\s*[\"}]")
_SEED = re.compile(rb"\s*date\s", re.IGNORECASE)
_ARRAY = re.compile(rb"\s*\[\s*[\{\]]")
_ONE_A_LINE = "write one object a line (for instance with: jq -c '.[]')"
_PEEK = 4096


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that could not be read: `where` (a file, or file:line) and `why`, often with what to do."""

    where: str
    why: str


def read(
    path: Path | None, stream: bytes | BinaryIO | None = None, *, default_date: str | None = None
) -> Iterator[Document | Rejected]:
    """Yield the documents of one input, in order, and what had to be rejected.

    Args:
        path: the file; None for standard input. It is opened unless `stream` is given.
        stream: the bytes, or a binary stream. JSONL is read from it line by line.
        default_date: the date of publication of documents that have none (day, month or year).
    """
    where = "standard input" if path is None else str(path)
    try:
        if stream is not None:
            opened: BinaryIO = io.BytesIO(stream) if isinstance(stream, bytes) else stream
            yield from _read_stream(opened, path, where, default_date)
        elif path is not None:
            with path.open("rb") as file:
                yield from _read_stream(file, path, where, default_date)
    except OSError as error:
        yield Rejected(where, f"cannot be read: {error.strerror or error}")


def _read_stream(
    stream: BinaryIO, path: Path | None, where: str, default_date: str | None
) -> Iterator[Document | Rejected]:
    start = stream.read(_PEEK)
    head = start.removeprefix(_UTF8_MARK)
    named_jsonl = path is not None and path.suffix.lower() in _JSONL_EXTENSIONS
    name = "-" if path is None else path.name
    if _ARRAY.match(head):
        yield Rejected(where, f"is a JSON array; {_ONE_A_LINE}")
    elif _is_spread(head):
        yield Rejected(where, f"is a JSON object over several lines; {_ONE_A_LINE}")
    elif _is_jsonl(head, named_jsonl):
        for result in read_lines(_byte_lines(head, stream), name, default_date):
            yield _named(result, where) if isinstance(result, tuple) else result
    else:
        yield from _read_whole(start + stream.read(), name, where, default_date)


def _is_jsonl(head: bytes, named_jsonl: bool) -> bool:
    """Tell by content whether this is JSONL; a file called so is believed unless it begins as a seed."""
    if not head.strip() or b"\0" in head:
        return False
    return _OBJECT.match(head) is not None or (named_jsonl and not _SEED.match(head))


def _read_whole(data: bytes, name: str, where: str, default_date: str | None) -> Iterator[Document | Rejected]:
    """Read an input that is no JSONL in UTF-8: the seed format, or JSONL in UTF-16."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) and (text := decode(data)).lstrip().startswith('{"'):
            for result in read_lines(text.encode().split(b"\n"), name, default_date):
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


def _byte_lines(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a stream whose beginning was read already."""
    *complete, rest = head.split(b"\n")
    yield from complete
    rest += stream.readline()
    if rest:
        yield rest
    yield from stream
