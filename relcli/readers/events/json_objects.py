"""JSON objects in a stream, one per line or in an array, each with the line on which it begins."""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, Any

from relcli.readers.events.event_file import RowError
from relcli.readers.lines import BYTE_ORDER_MARK, MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcli.readers.events.event_file import Tally
    from relcli.readers.lines import Lines

_BLANKS = " \t\r\n"
_LARGEST_OBJECT = MEGABYTE
_PIECE = 1 << 16
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""A NUL as JSON writes it; behind a backslash of the text itself the same signs are no NUL."""


def loads(text: str) -> dict[str, Any]:
    """Return the JSON object in a line.

    Raises:
        RowError: it cannot be read, is not an object, or contains characters that cannot be stored.
    """
    try:
        value = json.loads(text.removeprefix(BYTE_ORDER_MARK))  # of a file that was joined to another
    except json.JSONDecodeError as error:
        raise RowError(f"is not JSON: {error.msg} at column {error.colno}") from None
    except (ValueError, RecursionError):
        raise RowError("cannot be read as JSON: a number is too long, or it is nested too deeply") from None
    return _checked(value, text)


def _checked(value: object, text: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RowError("is not a JSON object")
    if "\\u" in text:
        try:
            written = json.dumps(value, ensure_ascii=False)
            written.encode()
        except (UnicodeEncodeError, RecursionError):
            raise RowError("contains half a character (a lone surrogate)") from None
        if _NUL.search(written):
            raise RowError("contains NUL characters")
    return value


def line_objects(lines: Iterable[tuple[int, str]], tally: Tally) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the line number and object of every line that has one; other lines are rejected."""
    for number, text in lines:
        try:
            found = loads(text)
        except RowError as error:
            tally.reject(number, str(error))
        else:
            yield number, found


def array_objects(lines: Lines, tally: Tally) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the line number and object of every member of a JSON array, read piece by piece.

    Nothing can be read after a member that is not JSON: that is rejected once, with its line.
    """
    line, text = 1, ""
    for piece in _decoded(lines):
        text += piece
        while True:
            rest = text.lstrip(_BLANKS + ",[")
            line += text.count("\n", 0, len(text) - len(rest))
            text = rest
            try:
                value, end = json.JSONDecoder().raw_decode(text)
            except (ValueError, RecursionError):
                break
            tally.read += 1
            try:
                found = _checked(value, text[:end])
            except RowError as error:
                tally.reject(line, str(error))
            else:
                yield line, found
            line += text.count("\n", 0, end)
            text = text[end:]
        if len(text) > _LARGEST_OBJECT:
            break
    if text.strip(_BLANKS) != "]" and not lines.damage:
        tally.read += 1
        tally.reject(line, "is not JSON from here on, or an object is larger than a megabyte; the rest is not read")


def _decoded(lines: Lines) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    for piece in lines.pieces(_PIECE):
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)
