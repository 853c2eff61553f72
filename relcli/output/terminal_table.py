"""Tables on a terminal: columns that give way, drawn in blocks of rows.

A listing may have a million rows, and a table can be laid out only when its rows are there. So rows are drawn in
blocks: the first one decides how wide the columns are, the following ones go on below it with the same widths and no
header. Memory is that of one block, and the first rows are there before the last are read. How columns give way is in
`terminal_columns`; where they cannot fit - thirty columns on a narrow terminal - each record is a block of lines, one
for each column.

rich breaks and colours the texts; the lines are put together here, since a table of rich takes longer to draw.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from rich.text import Text

from relcli.output.page import MARGIN
from relcli.output.screen import Cell
from relcli.output.table import is_number, reading_cells
from relcli.output.terminal import Lines, columns_of, encodable, kept_apart, linked, make_console, show, wrapped
from relcli.output.terminal_columns import GAP, LINES, LIST_LINES, Columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

    from relcli.output import Row, Value
    from relcli.output.layout import Layout

BLOCK = 200
"""Rows that are drawn at a time."""
ADDRESSES = frozenset({"url", "origin", "where"})
"""Columns whose cells lead to what they name: an address, or a line of a file."""


class Writer:
    """Draws rows as a table of the layout's width (0 = as wide as needed)."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._layout = layout
        self._console = make_console(stream, layout)
        self._mark = "..." if layout.ascii_only else "…"
        self._names: list[str] = []
        self._columns: Columns | None = None
        self._right: set[int] = set()
        self._lists: set[int] = set()
        self._flowing: set[int] = set()
        self._whole: set[int] = set()
        self._together: set[int] = set()
        self._block: list[list[Text]] = []

    def start(self, columns: Sequence[str]) -> None:
        """Take the names of the columns."""
        self._names = [encodable(name, self._console, self._layout) for name in columns]

    def row(self, values: Row) -> None:
        """Take one row; it is drawn with its block."""
        if self._columns is None:
            self._learn(values)
        plain = reading_cells(["" if isinstance(value, Cell) else value for value in values])
        cells = [self._text(value, text, place) for place, (value, text) in enumerate(zip(values, plain, strict=True))]
        self._block.append(cells)
        if len(self._block) == BLOCK:
            self._draw()

    def finish(self) -> None:
        """Draw what is left. Without any rows a terminal gets nothing, for a remark says so, and a pipe the header."""
        if self._columns is None and self._layout.sparse:
            self._leave_out_empty()
        if self._block or (self._columns is None and not self._layout.terminal):
            self._draw()

    def _learn(self, values: Row) -> None:
        """See of what kind the columns are, by the values of a row of the first block."""
        for place, value in enumerate(values):
            if is_number(value) or (isinstance(value, Cell) and value.right):
                self._right.add(place)
            if isinstance(value, tuple):
                self._lists.add(place)
            if isinstance(value, Cell):
                self._whole.add(place)
                if value.flows:
                    self._flowing.add(place)
                if any(span.together for span in value.spans):
                    self._together.add(place)

    def _leave_out_empty(self) -> None:
        """Leave out the columns with nothing in any row; all rows are in the first block."""
        kept = [place for place in range(len(self._names)) if any(row[place].plain.strip() for row in self._block)]
        if 0 < len(kept) < len(self._names):
            self._names = [self._names[place] for place in kept]
            self._block = [[row[place] for place in kept] for row in self._block]
            for kind in ("_right", "_lists", "_flowing", "_whole", "_together"):
                setattr(self, kind, {new for new, place in enumerate(kept) if place in getattr(self, kind)})

    def _text(self, value: Value | Cell, plain: str, place: int) -> Text:
        """Return a cell as rich has it."""
        if isinstance(value, Cell):
            text = Text()
            for span in value.spans:
                shown = span.text if self._layout.color else span.plain or span.text
                text.append(encodable(shown, self._console, self._layout), span.style or None)
            text.rstrip()
            return text
        text = Text(encodable(plain.rstrip(), self._console, self._layout))
        if self._layout.links and self._names[place] in ADDRESSES:
            linked(text, text.plain)
        return text

    def _draw(self) -> None:
        if self._columns is None:
            self._columns = self._begun()
        else:
            self._columns.grow(self._block)
        lines = self._record if self._columns.too_many else self._lines
        self._show([line for row in self._block for line in lines(row, self._columns)])
        self._block = []

    def _begun(self) -> Columns:
        """Decide how wide the columns are, by the first block, and draw the header."""
        header = self._names if self._layout.header else [""] * len(self._names)
        columns = Columns(
            header,
            self._block,
            self._layout.width,
            lists=self._lists,
            flowing=self._flowing,
            together=self._together,
        )
        self._console.width = max(columns.needed, self._console.width)
        if self._layout.header and not columns.too_many:
            self._show(self._header(columns))
        return columns

    def _show(self, lines: list[Text]) -> None:
        show(self._console, Lines(lines))

    def _header(self, columns: Columns) -> list[Text]:
        """Return the names of the columns, those of several lines with the last above the rule, and the rule."""
        cells = [
            self._broken(Text(_parted(name, width), "header"), width, LINES if self._layout.width else 0)
            for name, width in zip(self._names, columns.widths, strict=True)
        ]
        most = max(map(len, cells))
        cells = [[*[Text()] * (most - len(cell)), *cell] for cell in cells]
        rule = "-" if self._layout.ascii_only else "─"
        unlimited = self._layout.terminal and not self._layout.width
        length = min(columns.needed, MARGIN) if unlimited else columns.needed
        return [*self._joined(cells, columns), Text().append(rule * length, "rule")]

    def _lines(self, row: list[Text], columns: Columns) -> Iterator[Text]:
        """Return the lines of one row of the table."""
        cells = [
            self._broken(text, width, self._most_lines(place))
            for place, (text, width) in enumerate(zip(row, columns.widths, strict=True))
        ]
        return self._joined(cells, columns)

    def _most_lines(self, place: int) -> int:
        """Return the lines that a cell may take (0 = as many as it needs)."""
        if not self._layout.width:
            return 0
        return 0 if place in self._whole else LIST_LINES if place in self._lists else LINES

    def _record(self, row: list[Text], columns: Columns) -> Iterator[Text]:
        """Return the lines of one row where the columns cannot fit side by side: a name and a value each, without those
        that have nothing if they may be left out, and an empty one."""
        label = max(map(columns_of, self._names))
        room = max(self._layout.width - label - GAP, self._layout.width // 2, 1)
        for name, text in zip(self._names, row, strict=True):
            if self._layout.sparse and not text.plain.strip():
                continue
            for number, line in enumerate(self._broken(_without_indent(text), room, 0)):
                start = Text("" if number else name, "faint")
                yield _side_by_side([(0, start), (label + GAP, line)])
        yield Text()

    def _broken(self, text: Text, width: int, most: int) -> list[Text]:
        """Return a text as lines for a column, at most so many (0 = as many as it takes)."""
        if columns_of(text.plain) <= width:
            return [text]
        lines = wrapped(text, self._console, width)
        if most and len(lines) > most:
            lines = [*text.wrap(self._console, width, overflow="fold")]  # with as much as fits
        for line in lines:
            line.rstrip()
        if most and len(lines) > most:
            del lines[most:]
            lines[-1] = self._cut(lines[-1], width)
        return lines

    def _cut(self, line: Text, width: int) -> Text:
        """Return the last line that is shown, with the mark of what is not."""
        line.truncate(max(width - columns_of(self._mark), 0))
        line.rstrip()
        return line.append(self._mark[:width])

    def _joined(self, cells: list[list[Text]], columns: Columns) -> Iterator[Text]:
        """Yield the lines of a row, the cells side by side and nothing behind the last that holds anything."""
        starts = [*accumulate(width + columns.gap for width in columns.widths[:-1])]
        for number in range(max(map(len, cells))):
            parts = []
            for place, (cell, start) in enumerate(zip(cells, (0, *starts), strict=True)):
                if number < len(cell):
                    room = columns.widths[place] - columns_of(cell[number].plain) if place in self._right else 0
                    parts.append((start + room, cell[number]))
            yield _side_by_side(parts)


def _parted(name: str, width: int) -> str:
    """Return the name of a column with blanks where it is best broken to fit a width: after an underscore."""
    return name if columns_of(name) <= width else name.replace("_", "_ ")


def _without_indent(text: Text) -> Text:
    """Return a text without the blanks before it, which keep it in line with others above and below it."""
    return text[len(text.plain) - len(text.plain.lstrip(" ")) :] if text.plain.startswith(" ") else text


def _side_by_side(parts: Iterable[tuple[int, Text]]) -> Text:
    """Return a line with each part beginning in its column of the terminal."""
    line, filled = Text(), 0
    for start, part in parts:
        if part:
            line.append(" " * (start - filled))
            line.append_text(kept_apart(part))
            filled = start + columns_of(part.plain)
    return line
