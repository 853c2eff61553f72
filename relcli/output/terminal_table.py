"""Tables on a terminal: rich draws them, in blocks of rows.

rich lays a table out when it has all of it, and a listing may have a million rows. So rows are drawn in blocks: the
first one decides how wide the columns are, the following ones go on below it with the same widths and no header.
Memory is that of one block, and the first rows are there before the last are read.

Columns measure, then give way in a stated order, the widest first, until all fit:

1. long text, down to the length that nine cells in ten do not exceed: one long cell takes no room from other columns,
2. long text, down to what two lines of it need,
3. short columns of several words (codes of two countries), then lists, down to their longest word,
4. long text, down to its longest word,
5. headers that are longer than what is below them,
6. the blanks between columns: one in place of two,
7. long text and lists further, within words; then everything.

So dates, codes and numbers are whole as long as there is any room. Text that does not fit is broken over two lines, a
list over three, and ends in an ellipsis. If even the last step is not enough - thirty columns on a narrow terminal -
the table is wider than the terminal, which breaks its lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from relcli.output.table import NARROWEST, SHORT, USUAL, fitted, is_number, reading_cells
from relcli.output.terminal import Trimmed, encodable, kept_apart, linked, make_console, show

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from rich.align import VerticalAlignMethod
    from rich.console import Console, ConsoleOptions, RenderResult

    from relcli.output import Row
    from relcli.output.layout import Layout

BLOCK = 200
"""Rows that are drawn at a time."""
GAP, NARROW_GAP = 2, 1
"""Spaces between columns, and where words would otherwise have to be broken."""
LINES, LIST_LINES = 2, 3
"""Lines that a cell of a table with a width may take, and one that is a list."""
LONGEST_WORD = 16
"""Longer words (names of files, addresses) hold no room that others need: they are broken where they must be."""
ADDRESSES = frozenset({"url", "origin", "where"})
"""Columns whose cells lead to what they name: an address, or a line of a file."""


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
            if options.justify == "right":
                line.pad_left(width - line.cell_len)
            shown = kept_apart(line)
            shown.overflow, shown.no_wrap = "ignore", True
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
        self._lists: set[int] = set()
        self._block: list[list[str]] = []
        self._natural: list[int] = []
        self._words: list[int] = []
        self._bare: list[int] = []
        self._enough: list[int] = []
        self._ordinary: list[int] = []
        self._short: set[int] = set()
        self._widths: list[int] = []
        self._gap = GAP

    def start(self, columns: Sequence[str]) -> None:
        """Take the names of the columns."""
        self._columns = [self._shown(name) for name in columns]

    def row(self, values: Row) -> None:
        """Take one row; it is drawn with its block."""
        if not self._widths:
            self._right.update(place for place, value in enumerate(values) if is_number(value))
            self._lists.update(place for place, value in enumerate(values) if isinstance(value, tuple))
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
            self._words = [max(each) for each in zip(self._words, grown, strict=True)]
            self._bare = [max(each) for each in zip(self._bare, grown, strict=True)]
            self._fit()
        self._console.width = max(self._needed, self._console.width)
        if first and self._layout.header:
            self._draw_rows([self._columns], "header")
            rule = "-" if self._layout.ascii_only else "─"
            show(self._console, Text(rule * self._needed, "rule"))
        self._draw_rows(self._block)
        self._block = []

    def _draw_rows(self, rows: list[list[str]], style: str = "") -> None:
        vertical: VerticalAlignMethod = "bottom" if style else "top"
        table = Table(box=None, pad_edge=False, padding=(0, self._gap, 0, 0), show_header=False)
        for place, width in enumerate(self._widths):
            table.add_column(width=width, justify="right" if place in self._right else "left", vertical=vertical)
        for row in rows:
            table.add_row(*[self._cell(place, cell, style) for place, cell in enumerate(row)])
        show(self._console, Trimmed(table))

    @property
    def _needed(self) -> int:
        """Columns of the terminal that the table takes."""
        return sum(self._widths) + self._gap * (len(self._widths) - 1)

    def _cell(self, place: int, value: str, style: str = "") -> Cell:
        text = Text(value, style)
        if self._layout.links and self._columns[place] in ADDRESSES:
            linked(text, value)
        lines = LIST_LINES if place in self._lists else LINES
        return Cell(text, lines if self._layout.width else 0, "..." if self._layout.ascii_only else "…")

    def _measure(self) -> None:
        """Decide how wide the columns are, by the first block."""
        header = self._columns if self._layout.header else [""] * len(self._columns)
        texts = [*zip(*self._block, strict=True)] or [()] * len(header)
        cells = [[cell_len(cell) for cell in column] for column in texts]
        longest = [max(lengths, default=0) for lengths in cells]
        self._natural = [max(1, cell_len(name), most) for name, most in zip(header, longest, strict=True)]
        self._short = {place for place, most in enumerate(longest) if most <= SHORT}
        for place, (name, column) in enumerate(zip(header, texts, strict=True)):
            words = [max(map(cell_len, cell.split(" "))) for cell in column]
            longest_word = max(words, default=0) if place in self._short else min(_usual(words), LONGEST_WORD)
            self._words.append(max(1, cell_len(name), longest_word))
            self._bare.append(max(NARROWEST, longest_word))
            self._enough.append(max(self._words[-1], -(-_usual(cells[place]) // LINES)))
            self._ordinary.append(max(self._enough[-1], _usual(cells[place])))
        self._fit()

    def _fit(self) -> None:
        """Shrink the columns to the terminal, in the order that is stated above."""
        self._widths, self._gap = list(self._natural), GAP
        if not self._layout.width:
            return

        narrowest = [NARROWEST] * len(self._natural)
        whole_words = [
            self._floors(self._natural, self._ordinary, self._ordinary),
            self._floors(self._natural, self._enough, self._enough),
            self._floors(self._words, self._enough, self._enough),
            self._floors(self._words, self._words, self._enough),
            self._words,
            self._bare,
        ]
        if not self._fits(GAP, whole_words):
            self._fits(NARROW_GAP, [*whole_words, self._floors(self._bare, narrowest, narrowest), narrowest])

    def _floors(self, short: list[int], lists: list[int], text: list[int]) -> list[int]:
        """Return the least widths, for each column those of its kind."""
        kinds = [short if n in self._short else lists if n in self._lists else text for n in range(len(short))]
        return [kind[place] for place, kind in enumerate(kinds)]

    def _fits(self, gap: int, steps: list[list[int]]) -> bool:
        """Shrink the columns step by step, none below what each step leaves it; return whether that was enough."""
        self._gap = gap
        room = self._layout.width - gap * (len(self._natural) - 1)
        self._widths = list(self._natural)
        for least in steps:
            self._widths = fitted(self._widths, room, least)
        return sum(self._widths) <= room

    def _outgrown(self) -> list[int]:
        """Return what the short columns need in this block, if one needs more than it has: numbers get longer."""
        needed = [
            max(cell_len(cell) for cell in column) if place in self._short else 0
            for place, column in enumerate(zip(*self._block, strict=True))
        ]
        outgrown = any(need > width for need, width in zip(needed, self._widths, strict=True))
        return needed if outgrown else []


def _usual(lengths: Sequence[int]) -> int:
    """Return the length that nine in ten do not exceed."""
    return sorted(lengths)[min(len(lengths) * USUAL // 100, len(lengths) - 1)] if lengths else 0
