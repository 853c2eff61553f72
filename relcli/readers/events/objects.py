"""JSON objects out of a stream: one a line, or an array of them, each with the line at which it begins."""

from __future__ import annotations

import codecs
import json
from typing import TYPE_CHECKING, Any

from relcli.readers.events.tally import RowError
from relcli.readers.lines import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcli.readers.events.tally import Tally
    from relcli.readers.lines import Lines

_BLANKS = " \t\r\n"
_LARGEST_OBJECT = MEGABYTE
_PIECE = 1 << 16


def loads(text: str) -> dict[str, Any]:
    """Return the JSON object in a line.

    Raises:
        RowError: it cannot be read, or is no object, or holds what cannot be stored.
    """
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise RowError(f"is not JSON: {error.msg} at column {error.colno}") from None
    except (ValueError, RecursionError):
        raise RowError("is not JSON that can be read: a number too long or nested too deeply") from None
    return _checked(value, text)


def _checked(value: object, text: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise RowError("is not a JSON object")
    if "\\u" in text:
        try:
            written = json.dumps(value, ensure_ascii=False)
            written.encode()
        except (UnicodeEncodeError, RecursionError):
            raise RowError("holds half a character (a lone surrogate)") from None
        if "\\u0000" in written:
            raise RowError("holds NUL characters")
    return value


def line_objects(lines: Iterable[tuple[int, str]], tally: Tally) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield line and object of every line that holds one; the others are rejected."""
    for number, text in lines:
        try:
            found = loads(text)
        except RowError as error:
            tally.reject(number, str(error))
        else:
            yield number, found


def array_objects(lines: Lines, tally: Tally) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield line and object for every member of a JSON array, read piece by piece.

    Behind a member that is not JSON nothing can be read; that is rejected once, with its line.
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
        tally.reject(line, "is not JSON from here on, or an object of more than a megabyte; the rest is not read")


def _decoded(lines: Lines) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    for piece in lines.pieces(_PIECE):
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)
