"""Tables with the fields of the event record: relcli's own csv and tsv, also after a spreadsheet, R or pandas had them.

The separator is seen from the header. A record whose quotation mark is not closed costs itself only: reading goes on
at the next line that is a row of the table. What joining files leaves behind (marks of byte order, headers) and what
spreadsheets add (a line `sep=,`, rows and columns without content) is passed over.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from relcli.errors import InputError
from relcli.model import EVENT_FIELDS, EXTRA_FIELDS
from relcli.readers.events.event_file import text_of
from relcli.readers.lines import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from relcli.readers.events.event_file import Tally

REQUIRED_FIELDS = frozenset({"date", "source", "target", "type"})
"""The fields that every export of events has."""

_FIELDS = frozenset({*EVENT_FIELDS, *EXTRA_FIELDS})
_SEPARATORS = (",", "\t", ";")
_SEPARATOR_LINE = re.compile(r'"?sep=.?"?', re.IGNORECASE)
_MARK = "\ufeff"
_ROW_NUMBERS = frozenset({"", "Unnamed: 0"})
"""How a first column of row numbers is named: not at all, or as pandas names that when it reads it."""

_ESCAPED = re.compile(r"\\([\\tnr])")
_MEANING = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}
_OPEN_QUOTE = "unexpected end of data"
"""What the csv module says of a record that ends inside quotation marks."""


class Header(NamedTuple):
    """The columns of a table and how its cells are separated; `quoted` as csv is, which relcli's tsv is not."""

    names: list[str]
    separator: str
    quoted: bool

    @property
    def fields(self) -> list[str]:
        """The names of the columns, without one of row numbers and without those that have none."""
        numbered = self.names[:1] and self.names[0] in _ROW_NUMBERS
        return [name for name in self.names[1 if numbered else 0 :] if name]

    def record(self, cells: Sequence[str]) -> dict[str, str]:
        """Return the named cells of a row. ValueError, with the reason, if they are not as many as the columns."""
        spare = cells[len(self.names) :]
        if len(cells) < len(self.names) or any(map(str.strip, spare)):
            raise ValueError(f"{len(cells)} columns where the header has {len(self.names)}")
        for place, name in enumerate(self.names):
            if place and not name and cells[place].strip():
                raise ValueError(f"column {place + 1} has no name")
        first = 1 if self.names[0] in _ROW_NUMBERS else 0
        return {name: cells[place] for place, name in enumerate(self.names) if place >= first and name}


def header_of(lines: Sequence[str]) -> Header | None:
    """Return the header if the first of some lines (or the second, after Excel's `sep=`) is that of an export."""
    bare = [line for line in (line.removeprefix(_MARK) for line in lines) if line.strip()]
    if bare and _SEPARATOR_LINE.fullmatch(bare[0].strip()):
        del bare[0]
    if not bare:
        return None
    found = [_header(bare[0], separator) for separator in _SEPARATORS]
    return next((header for header in found if looks_like_export(header.fields)), None)


def looks_like_export(names: Iterable[str]) -> bool:
    """Return whether these are the fields of an export; a few unknown names may be slips, which are reported later."""
    names = list(names)
    return REQUIRED_FIELDS.issubset(names) and 2 * sum(name in _FIELDS for name in names) > len(names)


def check_fields(names: Sequence[str]) -> None:
    """Raise InputError if a name is not a field of an event, with the closest field as the hint, or is there twice."""
    unknown = [name for name in names if name not in _FIELDS]
    if unknown:
        from difflib import get_close_matches  # only for an error

        near = get_close_matches(unknown[0], EVENT_FIELDS, n=1)
        named = ", ".join(repr(name) for name in unknown)
        raise InputError(f"an event has no field {named}", hint=f"did you mean {near[0]}?" if near else "")
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise InputError(f"the column {twice!r} appears twice", hint="remove one of them")


def table_records(lines: Iterable[tuple[int, bytes | None]], tally: Tally) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the number of the first line and the cells by name of every row; the first header is known to be good."""
    return _Table(lines, tally).records()


class _Table:
    """The rows of one table. `_resume` is the last line of a record that was given up: until there, a line that is no
    row of the table is part of that record and not one more bad row."""

    def __init__(self, lines: Iterable[tuple[int, bytes | None]], tally: Tally) -> None:
        self._lines = _texts(lines, tally)
        self._tally = tally
        self._returned: deque[tuple[int, str]] = deque()
        self._resume = 0

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the rows."""
        header = self._first_header()
        while header and (line := self._next()):
            number, text = line
            bare = text.removeprefix(_MARK)
            if not bare.strip(header.separator + '\r\n "') or _SEPARATOR_LINE.fullmatch(bare.strip()):
                continue
            taken: list[tuple[int, str]] = []
            try:
                cells = self._cells(bare, header, taken)
                if REQUIRED_FIELDS.issubset(cells):
                    header = _joined(cells, header)
                    continue
                record = header.record(cells)
            except (ValueError, InputError) as error:
                self._give_up(number, str(error), taken)
            else:
                self._tally.read += 1
                yield number, record

    def _first_header(self) -> Header | None:
        first: list[str] = []
        while line := self._next():
            first.append(line[1])
            if header := header_of(first):
                return header
        return None

    def _next(self) -> tuple[int, str] | None:
        return self._returned.popleft() if self._returned else next(self._lines, None)

    def _cells(self, text: str, header: Header, taken: list[tuple[int, str]]) -> list[str]:
        """Return the cells of the record that begins with a line; further lines of it are added to `taken`."""
        if not header.quoted or '"' not in text:
            cells = text.removesuffix("\n").removesuffix("\r").split(header.separator)
            return [_unescaped(cell) for cell in cells] if header.separator == "\t" else cells
        try:
            return _parsed(text, header)
        except csv.Error as error:
            if str(error) != _OPEN_QUOTE:
                raise ValueError(f"is not CSV: {error}") from None
        marks, size = text.count('"'), len(text)
        while marks % 2:
            line = self._next() if size <= MEGABYTE else None
            if line is None:
                raise ValueError("is not CSV: a quotation mark is not closed")
            taken.append(line)
            marks, size = marks + line[1].count('"'), size + len(line[1])
        try:
            return _parsed("".join([text, *(line for _, line in taken)]), header)
        except csv.Error:
            raise ValueError("is not CSV: a quotation mark is not closed where its cell ends") from None

    def _give_up(self, number: int, why: str, taken: list[tuple[int, str]]) -> None:
        """Reject the record of a line, unless it is a rest of one that was rejected; read its other lines again."""
        if number > self._resume:
            self._tally.read += 1
            self._tally.reject(number, why)
        if taken:
            self._resume = max(self._resume, taken[-1][0])
            self._returned.extendleft(reversed(taken))


def _texts(lines: Iterable[tuple[int, bytes | None]], tally: Tally) -> Iterator[tuple[int, str]]:
    """Yield the lines as text, with their line ends."""
    for number, line in lines:
        if line is None:
            tally.read += 1
            tally.reject(number, "the line is longer than a megabyte")
        else:
            yield number, text_of(line, tally)


def _header(line: str, separator: str) -> Header:
    """Return the header of a line if this is the separator. relcli's tsv is not quoted and ends its lines as Unix
    does; what Excel saves as text is quoted, and its lines end as on Windows.
    """
    quoted = separator != "\t" or line.endswith("\r\n") or '"' in line
    bare = line.removesuffix("\n").removesuffix("\r")
    try:
        cells = _parsed(bare, Header([], separator, quoted)) if quoted else bare.split(separator)
    except csv.Error:
        cells = bare.split(separator)
    return Header([cell.strip() for cell in cells], separator, quoted)


def _joined(cells: Sequence[str], header: Header) -> Header:
    """Return the header of the next of several files that were joined."""
    joined = header._replace(names=[cell.strip().removeprefix(_MARK) for cell in cells])
    check_fields(joined.fields)
    return joined


def _parsed(text: str, header: Header) -> list[str]:
    cells = next(csv.reader([text], delimiter=header.separator, strict=True), [])
    return [_unescaped(cell) for cell in cells] if header.separator == "\t" else cells


def _unescaped(cell: str) -> str:
    r"""Return a cell of a tsv file with `\t`, `\n`, `\r` and `\\` replaced."""
    return _ESCAPED.sub(lambda match: _MEANING[match[1]], cell) if "\\" in cell else cell
