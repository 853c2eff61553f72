"""Tables on a terminal: rich draws them, in blocks of rows.

rich lays a table out when it has all of it, and a listing may have a million rows. So rows are drawn in blocks: the
first one decides how wide the columns are, the following ones go on below it with the same widths and no header.
Memory is that of one block, and the first rows are there before the last are read.

Columns measure, then give way in a stated order. Where the terminal is too narrow for all, the widest give first, down
to what two lines need or their longest word, then further; short columns (dates, codes, numbers) only when nothing else
is left. Text that still does not fit is broken over two lines and ends in an ellipsis. If even that cannot be done -
thirty columns on a narrow terminal - the table is wider than the terminal, which breaks its lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD, Box
from rich.cells import cell_len
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from relcli.output.table import NARROWEST, SHORT, USUAL, fitted, is_number, reading_cells
from relcli.output.terminal import Trimmed, encodable, kept_apart, linked, make_console, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

    from rich.console import Console, ConsoleOptions, RenderResult

    from relcli.output import Row
    from relcli.output.layout import Layout

BLOCK = 200
"""Rows that are drawn at a time."""
GAP = 2
"""Blanks between columns."""
LINES = 2
"""Lines that a cell of a table with a width may take."""
ADDRESSES = frozenset({"url", "origin", "where"})
"""Columns whose cells lead to what they name: an address, or a line of a file."""
_ASCII_HEAD = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)


class Cell:
    """Text of one cell, broken over at most `lines` lines (0 = as many as it takes)."""

    def __init__(self, text: Text, lines: int, mark: str) -> None:
        self._text = text
        self._lines = lines
        self._mark = mark

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        """Return the least and the most columns of the text."""
        return Measurement.get(console, options, self._text)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the lines for a column of the options' width."""
        width = options.max_width
        lines = [*self._text.wrap(console, width, overflow="fold")] or [Text()]
        if self._lines and len(lines) > self._lines:
            del lines[self._lines :]
            lines[-1] = self._cut(lines[-1], width)
        for line in lines:
            line.rstrip()
            shown = kept_apart(line)
            shown.justify, shown.overflow, shown.no_wrap = options.justify, "ignore", True
            yield shown

    def _cut(self, line: Text, width: int) -> Text:
        """Return the last line that is shown, with the mark of what is not."""
        line.truncate(max(width - cell_len(self._mark), 0))
        line.rstrip()
        return line.append(self._mark[:width])


class Writer:
    """Draws rows as a table of the layout's width (0 = as wide as needed)."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._layout = layout
        self._console = make_console(stream, layout)
        self._columns: list[str] = []
        self._right: set[int] = set()
        self._block: list[list[str]] = []
        self._natural: list[int] = []
        self._enough: list[int] = []
        self._short: set[int] = set()
        self._widths: list[int] = []

    def start(self, columns: Sequence[str]) -> None:
        """Take the names of the columns."""
        self._columns = [self._shown(name) for name in columns]

    def row(self, values: Row) -> None:
        """Take one row; it is drawn with its block."""
        if not self._widths:
            self._right.update(place for place, value in enumerate(values) if is_number(value))
        self._block.append([self._shown(cell) for cell in reading_cells(values)])
        if len(self._block) == BLOCK:
            self._draw()

    def finish(self) -> None:
        """Draw what is left; without any rows the header alone."""
        if self._block or not self._widths:
            self._draw()

    def _shown(self, text: str) -> str:
        return encodable(text, self._console, self._layout)

    def _draw(self) -> None:
        first = not self._widths
        if first:
            self._measure()
        elif grown := self._outgrown():
            self._natural = [max(each) for each in zip(self._natural, grown, strict=True)]
            self._fit()
        head = _ASCII_HEAD if self._layout.ascii_only else SIMPLE_HEAD
        table = Table(
            box=head, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0), border_style="rule",
            header_style="header", show_header=first and self._layout.header,
        )  # fmt: skip
        for place, (name, width) in enumerate(zip(self._columns, self._widths, strict=True)):
            justify = "right" if place in self._right else "left"
            table.add_column(self._cell(place, name), width=width, justify=justify)  # type: ignore[arg-type]
        for row in self._block:
            table.add_row(*[self._cell(place, cell) for place, cell in enumerate(row)])
        needed = sum(self._widths) + GAP * (len(self._widths) - 1)
        self._console.width = max(needed, self._console.width)
        show(self._console, Trimmed(table))
        self._block = []

    def _cell(self, place: int, value: str) -> Cell:
        text = Text(value)
        if self._layout.links and self._columns[place] in ADDRESSES:
            linked(text, value)
        return Cell(text, LINES if self._layout.width else 0, "..." if self._layout.ascii_only else "…")

    def _measure(self) -> None:
        """Decide how wide the columns are, by the first block."""
        header = self._columns if self._layout.header else [""] * len(self._columns)
        cells = [[cell_len(cell) for cell in column] for column in zip(*self._block, strict=True)]
        cells = cells or [[]] * len(header)
        longest = [max(lengths, default=0) for lengths in cells]
        self._natural = [max(1, cell_len(name), most) for name, most in zip(header, longest, strict=True)]
        self._short = {place for place, most in enumerate(longest) if most <= SHORT}
        texts = [*zip(*self._block, strict=True)] or [()] * len(header)
        self._enough = [
            max(cell_len(name), _in_lines(column, lengths))
            for name, column, lengths in zip(header, texts, cells, strict=True)
        ]
        self._fit()

    def _fit(self) -> None:
        """Shrink the columns to the terminal: to what is enough for two lines each, then further."""
        width, places = self._layout.width, range(len(self._natural))
        self._widths = list(self._natural)
        if not width:
            return
        room = width - GAP * (len(self._natural) - 1)
        for least in (
            [self._natural[place] if place in self._short else self._enough[place] for place in places],
            [self._natural[place] if place in self._short else NARROWEST for place in places],
            [NARROWEST for _ in places],
        ):
            self._widths = fitted(self._widths, room, least)

    def _outgrown(self) -> list[int]:
        """Return what the short columns need in this block, if one needs more than it has: numbers get longer."""
        needed = [
            max(cell_len(cell) for cell in column) if place in self._short else 0
            for place, column in enumerate(zip(*self._block, strict=True))
        ]
        outgrown = any(need > width for need, width in zip(needed, self._widths, strict=True))
        return needed if outgrown else []


def _in_lines(cells: Iterable[str], lengths: Sequence[int]) -> int:
    """Return the width in which nine in ten cells of a column take no more than two lines and break no word."""
    if not lengths:
        return 1
    usual = sorted(lengths)[min(len(lengths) * USUAL // 100, len(lengths) - 1)]
    words = sorted(max(map(cell_len, cell.split(" "))) for cell in cells)
    word = words[min(len(words) * USUAL // 100, len(words) - 1)]
    return max(1, -(-usual // LINES), min(word, usual))
