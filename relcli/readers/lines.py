"""The lines of an input, none of which needs more memory than a limit.

Event files and JSONL may have any size, and a packed file may expand to anything: so never more than one line is read,
and a line beyond the limit is skipped.
"""

from __future__ import annotations

import codecs
import io
from typing import TYPE_CHECKING, BinaryIO

from relcli.readers.encoding import not_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typing_extensions import Buffer

MEGABYTE = 1 << 20
UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
BYTE_ORDER_MARK = "\ufeff"
_PIECE = 1 << 16


class Lines:
    """The numbered lines of a binary stream; `damage` is the reason if reading stopped before the end ('' if not)."""

    __slots__ = ("_limit", "_stream", "damage")

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream = stream
        self._limit = limit
        self.damage = ""

    def __iter__(self) -> Iterator[tuple[int, bytes | None]]:
        """Yield (number from 1, line with its line end); None is a line of more bytes than the limit."""
        readline, limit, number = self._stream.readline, self._limit, 0
        try:
            while line := readline(limit):
                number += 1
                if number == 1:
                    line = line.removeprefix(UTF8_MARK)
                if len(line) == limit and line[-1:] != b"\n":
                    self._skip_rest()
                    yield number, None
                else:
                    yield number, line
        except OSError as error:
            self.damage = f"cannot be read: {error.strerror or error}"

    def pieces(self, size: int) -> Iterator[bytes]:
        """Yield the input in pieces of at most `size` bytes instead, for formats without lines."""
        first = True
        try:
            while piece := self._stream.read(size):
                yield piece.removeprefix(UTF8_MARK) if first else piece
                first = False
        except OSError as error:
            self.damage = f"cannot be read: {error.strerror or error}"

    def _skip_rest(self) -> None:
        """Read to the end of the line."""
        while (rest := self._stream.readline(MEGABYTE)) and rest[-1:] != b"\n":
            pass


class _Joined(io.RawIOBase):
    """A stream whose beginning has already been read."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._read = getattr(stream, "read1", stream.read)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer)
        if self._head:
            piece, self._head = self._head[: len(view)], self._head[len(view) :]
        else:
            piece = self._read(len(view))
        view[: len(piece)] = piece
        return len(piece)


def peek(stream: BinaryIO, size: int) -> tuple[bytes, BinaryIO]:
    """Return the first `size` bytes of a stream, and a stream that still begins with them."""
    if stream.seekable():
        position = stream.tell()
        head = stream.read(size)
        stream.seek(position)
        return head, stream
    head = stream.read(size)
    return head, io.BufferedReader(_Joined(head, stream))


class WrongEncodingError(OSError):
    """Bytes that are not of the encoding that the user named."""


class _Rewritten(io.RawIOBase):
    """A stream in UTF-8 with line feeds, made of one in another encoding or with carriage returns only.

    With errors="strict", bytes that are not of the encoding are a WrongEncodingError with their place.
    """

    def __init__(self, stream: BinaryIO, encoding: str, errors: str, *, carriage_returns: bool = False) -> None:
        self._read = getattr(stream, "read1", stream.read)
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)(errors=errors)
        self._offset = 0
        self._carriage_returns = carriage_returns
        self._waiting = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer)
        while not self._waiting and not self._ended:
            piece = self._read(_PIECE)
            self._ended = not piece
            text = self._decoded(piece)
            text = text.replace("\r", "\n") if self._carriage_returns else text
            self._waiting = text.encode("utf-8", "surrogateescape")
        size = min(len(view), len(self._waiting))
        view[:size], self._waiting = self._waiting[:size], self._waiting[size:]
        return size

    def _decoded(self, piece: bytes) -> str:
        begun = len(self._decoder.getstate()[0])  # bytes of a character that goes on in this piece
        try:
            text = self._decoder.decode(piece, final=self._ended)
        except UnicodeDecodeError as error:
            raise WrongEncodingError(not_in(self._encoding, self._offset - begun + error.start)) from None
        except UnicodeError:  # what Python says of UTF-16 that does not begin with its mark
            name = self._encoding
            reason = f"begins without the byte order mark of {name}; without one it can be {name}-le or {name}-be"
            raise WrongEncodingError(reason) from None
        self._offset += len(piece)
        return text


def in_lines(head: bytes, stream: BinaryIO, encoding: str = "") -> BinaryIO:
    """Return a stream that begins with `head` so that its lines can be read: in UTF-8 if it is UTF-16 (Excel's "Unicode
    text") or in the `encoding` named, with line feeds if it has carriage returns only (Excel's "CSV (Macintosh)").
    """
    marked = head.startswith(UTF16_MARKS)
    encoding, errors = ("utf-16", "replace") if marked else (encoding or "utf-8", "strict" if encoding else "")
    text = head.decode(encoding, errors="replace")
    carriage_returns = "\r" in text and "\n" not in text
    if not (errors or carriage_returns):
        return stream
    return io.BufferedReader(
        _Rewritten(stream, encoding, errors or "surrogateescape", carriage_returns=carriage_returns)
    )


def in_utf8(stream: BinaryIO, encoding: str) -> BinaryIO:
    """Return a stream in UTF-8 of one in another encoding; reading what is not of it is a WrongEncodingError."""
    return io.BufferedReader(_Rewritten(stream, encoding, "strict"))
