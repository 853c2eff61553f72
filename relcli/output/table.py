"""A table as plain text, for pipes and files: columns two spaces apart under a ruled header.

Widths come from the first rows; then rows stream. Terminals get the table that rich draws (`terminal_table`); here no
library does, so that a pipe imports none and ten thousand rows take no longer than twice their CSV.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.escaping import escape_line
from relcli.output.values import as_text
from relcli.output.width import cut, is_plain, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from relcli.output import Row, Value
    from relcli.output.layout import Layout

SAMPLE = 500
"""Rows that are looked at before the widths of the columns are fixed."""
GAP = "  "
LIST_SEPARATOR = ", "
"""Joins the members of a list in a cell for reading."""
USUAL = 90
"""Percent of the cells of a column that shall be shown in full where the columns compete for room."""
SHORT = 12
"""A column that needs no more, such as one of dates, gets it for all its cells: half a date is no date."""
NARROWEST = 6
"""No column is squeezed below this many columns of the terminal while a wider one can give."""


class Writer:
    """Writes rows as a table of at most the layout's width (0 = as wide as needed)."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._stream = stream
        self._layout = layout
        self._columns: Sequence[str] = ()
        self._right: list[bool] = []
        self._waiting: list[list[str]] = []
        self._widths: list[int] = []
        self._template = ""
        self._limit = layout.width
        self._mark = "..." if layout.ascii_only else "…"

    def start(self, columns: Sequence[str]) -> None:
        """Take the names of the columns."""
        self._columns = columns

    def row(self, values: Row) -> None:
        """Take one row; it is written once the widths are known."""
        if not self._right:
            self._right = [False] * len(values)
        if len(self._waiting) < SAMPLE and not self._widths:
            for place, value in enumerate(values):
                if is_number(value):
                    self._right[place] = True
            self._waiting.append(reading_cells(values))
            return
        self._begin()
        self._line(reading_cells(values))

    def finish(self) -> None:
        """Write the rows that still wait."""
        self._begin()

    def _begin(self) -> None:
        """Fix the widths and write the header and the rows that wait."""
        if self._widths:
            return
        header = self._columns if self._layout.header else [""] * len(self._columns)
        natural = [
            max(1, width_of(name), *(width_of(row[place]) for row in self._waiting))
            for place, name in enumerate(header)
        ]
        room = self._limit - len(GAP) * (len(natural) - 1)
        if self._limit and sum(natural) > room:
            natural = [*(self._usual(place, header) for place in range(len(natural) - 1)), natural[-1]]
        self._widths = fitted(natural, room) if self._limit else natural
        self._right = self._right or [False] * len(natural)
        # One format for a whole line of plain characters (nearly all there is) is far faster than cell by cell.
        columns = zip(self._widths, self._right, strict=True)
        self._template = GAP.join([f"%{width}s" if right else f"%-{width}s" for width, right in columns])
        if self._layout.header:
            self._line(list(self._columns))
            rule = "-" if self._layout.ascii_only else "─"
            self._stream.write(GAP.join([rule * width for width in self._widths]) + "\n")
        for row in self._waiting:
            self._line(row)
        self._waiting = []

    def _usual(self, place: int, header: Sequence[str]) -> int:
        """Return the width that nine in ten cells of a column need: one long cell does not take others'
        room."""
        widths = sorted(width_of(row[place]) for row in self._waiting)
        most = widths[min(len(widths) * USUAL // 100, len(widths) - 1)] if widths else 1
        if widths and widths[-1] <= SHORT:
            most = widths[-1]
        return max(1, width_of(header[place]), most)

    def _line(self, cells: list[str]) -> None:
        if is_plain("".join(cells)):
            if self._limit:
                cells = [
                    cell if len(cell) <= width else self._short(cell, width)
                    for cell, width in zip(cells, self._widths, strict=True)
                ]
            line = (self._template % tuple(cells)).rstrip()
        else:
            line = GAP.join(map(self._laid, cells, self._widths, self._right)).rstrip()
        self._stream.write(line + "\n")

    def _short(self, cell: str, width: int) -> str:
        """Return a plain cell cut to the width of its column."""
        return cell[: max(width - len(self._mark), 0)].rstrip() + self._mark[:width]

    def _laid(self, cell: str, width: int, right: bool) -> str:
        """Return a cell, perhaps with wide or combining characters, cut and filled to the width of its column."""
        if is_plain(cell):
            text = self._short(cell, width) if self._limit and len(cell) > width else cell
            return text.rjust(width) if right else text.ljust(width)
        text = cut(cell, width, self._mark) if self._limit else cell
        room = " " * (width - width_of(text))
        return room + text if right else text + room


def reading_cells(values: Row) -> list[str]:
    """Return the cells of a row for reading: lists joined by commas, control characters written out."""
    cells = [value if type(value) is str else as_text(value, LIST_SEPARATOR) for value in values]
    return cells if "".join(cells).isprintable() else [escape_line(cell) for cell in cells]


def is_number(value: Value) -> bool:
    """Is a value a number, to be set at the right of its column?"""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def fitted(natural: Sequence[int], room: int, least: Sequence[int] = ()) -> list[int]:
    """Return the widths shrunk to `room` columns in all: the widest give first, none below its `least` (NARROWEST)
    or its need."""
    widths, floors = list(natural), list(least) or [NARROWEST] * len(natural)
    excess = sum(widths) - room
    while excess > 0:
        giving = [place for place, width in enumerate(widths) if width > floors[place]]
        if not giving:
            break
        widest = max(widths[place] for place in giving)
        following = max((widths[place] for place in giving if widths[place] < widest), default=0)
        givers = [place for place in giving if widths[place] == widest]
        step = min(max(1, excess // len(givers)), widest - max(following, *(floors[place] for place in givers)))
        for place in givers:
            taken = min(step, excess)
            widths[place] -= taken
            excess -= taken
    return widths
