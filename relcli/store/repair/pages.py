"""The pages of an SQLite file, read without SQLite (https://www.sqlite.org/fileformat.html): what a write-ahead log
holds beyond the file, the cells of table and index pages, and the values of a record.

Nothing here trusts what it reads: whatever does not fit is a BrokenError, which costs the cell or the page, never the
file.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Value = bytes | int | float | None

HEADER = 100
"""Bytes at the beginning of the first page that are the file's."""

INDEX_INTERIOR, TABLE_INTERIOR, INDEX_LEAF, TABLE_LEAF = 2, 5, 10, 13
_SIZES = (512, 1024, 2048, 4096, 8192, 16384, 32768, 65536)
_USUAL_SIZE = 4096
_WHOLE = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of whole numbers by serial type."""
_WAL_HEADER, _FRAME_HEADER = 32, 24
_LONGEST_PAYLOAD = 1 << 30


class BrokenError(Exception):
    """Something is not what it should be."""


class Cell(NamedTuple):
    """One cell: its rowid (tables), what it leads to (interior pages), and its record (all but interior tables)."""

    rowid: int
    child: int
    payload: bytes


class PagedFile:
    """The pages of a database with those of its write-ahead log on top, numbered from 1."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        self._length = path.stat().st_size
        self.size = self._page_size()
        self._log: dict[int, bytes] = {}
        log = path.with_name(f"{path.name}-wal")
        if log.exists():
            self._log = _logged(log, self.size)
        self.count = max((self._length + self.size - 1) // self.size, max(self._log, default=0))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def page(self, number: int) -> bytes:
        """Return a page, BrokenError if there is none of this number."""
        if number in self._log:
            return self._log[number]
        if not 0 < number <= self.count:
            raise BrokenError(f"there is no page {number}")
        self._file.seek((number - 1) * self.size)
        return self._file.read(self.size).ljust(self.size, b"\0")

    def _page_size(self) -> int:
        """Return the size that the header names; if that is none, the usual one."""
        self._file.seek(16)
        field = self._file.read(2)
        size = int.from_bytes(field, "big") if len(field) == 2 else 0
        size = 65536 if size == 1 else size
        whole = size in _SIZES and self._length % size == 0
        return size if whole or self._length % _USUAL_SIZE else _USUAL_SIZE

    def kind(self, number: int) -> int:
        """Return the type of a b-tree page, 0 for any other."""
        try:
            kind = self.page(number)[HEADER if number == 1 else 0]
        except BrokenError:
            return 0
        return kind if kind in {INDEX_INTERIOR, TABLE_INTERIOR, INDEX_LEAF, TABLE_LEAF} else 0

    def cells(self, number: int) -> Iterator[Cell]:
        """Yield the cells of a b-tree page that can be read, and last, for interior pages, the page at the right."""
        page = self.page(number)
        start = HEADER if number == 1 else 0
        kind = page[start]
        interior = kind in {INDEX_INTERIOR, TABLE_INTERIOR}
        pointers = start + (12 if interior else 8)
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        for place in range(min(count, (self.size - pointers) // 2)):
            at = int.from_bytes(page[pointers + 2 * place : pointers + 2 * place + 2], "big")
            try:
                yield self._cell(page, kind, at)
            except (BrokenError, IndexError):
                continue
        if interior:
            yield Cell(0, int.from_bytes(page[start + 8 : start + 12], "big"), b"")

    def _cell(self, page: bytes, kind: int, at: int) -> Cell:
        """Return the cell that begins at a place of a page."""
        child = rowid = 0
        if kind in {INDEX_INTERIOR, TABLE_INTERIOR}:
            child = int.from_bytes(page[at : at + 4], "big")
            at += 4
        if kind == TABLE_INTERIOR:
            return Cell(signed(varint(page, at)[0]), child, b"")
        length, at = varint(page, at)
        if kind == TABLE_LEAF:
            number, at = varint(page, at)
            rowid = signed(number)
        return Cell(rowid, child, self._payload(page, kind, at, length))

    def _payload(self, page: bytes, kind: int, at: int, length: int) -> bytes:
        """Return a record, which may go on in overflow pages."""
        if length > _LONGEST_PAYLOAD:
            raise BrokenError("a record longer than any")
        usable = self.size
        most = usable - 35 if kind == TABLE_LEAF else (usable - 12) * 64 // 255 - 23
        if length <= most:
            if at + length > usable:
                raise BrokenError("a record beyond its page")
            return page[at : at + length]
        least = (usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (usable - 4)
        here = here if here <= most else least
        parts = [page[at : at + here]]
        left = length - here
        following = int.from_bytes(page[at + here : at + here + 4], "big")
        while left > 0:
            overflow = self.page(following)
            parts.append(overflow[4 : 4 + min(left, usable - 4)])
            left -= usable - 4
            following = int.from_bytes(overflow[:4], "big")
        return b"".join(parts)


def varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of one to nine bytes, and the place after it."""
    value = 0
    for place in range(at, at + 8):
        byte = data[place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + 1
    return value << 8 | data[at + 8], at + 9


def signed(value: int) -> int:
    """Return a number of 64 bits as one with a sign."""
    return value - (1 << 64) if value >> 63 else value


def values_of(record: bytes) -> list[Value]:
    """Return the values of a record, texts as bytes; BrokenError if it is not a record."""
    try:
        end, at = varint(record, 0)
        kinds = []
        while at < end:
            kind, at = varint(record, at)
            kinds.append(kind)
        if at != end:
            raise BrokenError("a record whose header does not end where it says")
        held: list[Value] = []
        for kind in kinds:
            value, at = _value(record, at, kind)
            held.append(value)
    except (IndexError, struct.error) as error:
        raise BrokenError(str(error)) from error
    if at != len(record):
        raise BrokenError("a record longer or shorter than its values")
    return held


def _value(record: bytes, at: int, kind: int) -> tuple[Value, int]:
    """Return the value of a serial type, and the place after it."""
    if kind in {0, 8, 9}:
        return (None if kind == 0 else kind - 8), at
    if kind == 7:
        return struct.unpack_from(">d", record, at)[0], at + 8
    if kind in _WHOLE:
        end = at + _WHOLE[kind]
        return int.from_bytes(record[at:end], "big", signed=True), end
    if kind in {10, 11}:
        raise BrokenError("a value of no type")
    end = at + (kind - 12) // 2
    return record[at:end], end


def _logged(log: Path, size: int) -> dict[int, bytes]:
    """Return the newest version of each page that a write-ahead log holds, up to its last complete transaction."""
    data = log.read_bytes()
    if len(data) < _WAL_HEADER:
        return {}
    salts = data[16:24]
    done: dict[int, bytes] = {}
    waiting: dict[int, bytes] = {}
    at = _WAL_HEADER
    while at + _FRAME_HEADER + size <= len(data) and data[at + 8 : at + 16] == salts:
        number, committed = struct.unpack_from(">II", data, at)
        waiting[number] = data[at + _FRAME_HEADER : at + _FRAME_HEADER + size]
        if committed:
            done.update(waiting)
            waiting.clear()
        at += _FRAME_HEADER + size
    return done
