"""Columns of a report that is laid out before it is printed: charts and numbers side by side under a header.

Listings of unknown length stream through the table writers; a summary is short, has charts in its cells, and leaves out
whole columns where there is no room. Every text is written as it will be shown (in ASCII where the terminal has nothing
else) before it is measured, so that nothing moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcli.output.page import Line, Span, spelled
from relcli.output.width import cut, width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

GAP = 2
"""Blanks before a column, unless it says otherwise."""


class Look(NamedTuple):
    """How a report is shown: the columns there are (0 = any number), in ASCII or not, with a header or not, with names
    in place of codes."""

    width: int = 0
    ascii_only: bool = False
    header: bool = True
    names: bool = False

    def shown(self, text: str) -> str:
        """Return a text as the terminal has it."""
        return spelled(text) if self.ascii_only else text


Cell = tuple[Span, ...]


class Column(NamedTuple):
    """A column: the lines of its header, its cells from top to bottom, and what is shown of them.

    `gives_way`: columns with a higher number are the first to go where there is no room, all with the same one
    together, and leave some of it to the narrower one they have `instead`; those with 0 never go. `widest`: longer
    cells are cut. `grows`: only beyond this width where there is room, see `grown`. `gap`: blanks before it.
    """

    header: tuple[str, ...]
    cells: Sequence[Cell]
    right: bool = False
    gives_way: int = 0
    widest: int = 0
    grows: int = 0
    gap: int = GAP
    instead: tuple[Column, ...] = ()

    @property
    def width(self) -> int:
        """The width of its widest cell."""
        cells = max((width_of(_text(cell)) for cell in self.cells), default=0)
        return max(min(cells, self.widest or cells), *map(width_of, self.header), 0)


def changed(column: Column, change: Callable[[Sequence[Cell]], Sequence[Cell]]) -> Column:
    """Return a column, with what it has instead, with other cells."""
    return column._replace(
        cells=change(column.cells), instead=tuple([changed(each, change) for each in column.instead])
    )


def as_shown(column: Column, look: Look) -> Column:
    """Return a column whose texts are those that the terminal shows."""
    if not look.header:
        column = column._replace(header=())
    if not look.ascii_only:
        return column._replace(instead=tuple(as_shown(each, look) for each in column.instead))
    cells = [tuple([Span(look.shown(span.text), span.style) for span in cell]) for cell in column.cells]
    instead = tuple(as_shown(each, look) for each in column.instead)
    return column._replace(header=tuple(map(look.shown, column.header)), cells=cells, instead=instead)


def fitting(columns: Iterable[Column], width: int) -> list[Column]:
    """Return the columns that fit into a width (0 = all), those that give way last."""
    kept = list(columns)
    while width and needed(kept) > width:
        next_to_go = max(column.gives_way for column in kept)
        if not next_to_go:
            break
        kept = [each for column in kept for each in (column.instead if column.gives_way == next_to_go else (column,))]
    return kept


def grown(columns: Sequence[Column], room: int | None) -> list[Column]:
    """Return the columns, those that may grow with less of their cells cut, as far as some room goes (None = any)."""
    wider = []
    for column in columns:
        if column.grows > column.widest:
            most = column.grows if room is None else min(column.grows, column.width + max(room, 0))
            width = column.width
            column = column._replace(widest=max(most, column.widest))
            room = room if room is None else room - (column.width - width)
        wider.append(column)
    return wider


def needed(columns: Sequence[Column]) -> int:
    """Return how wide the columns are together."""
    return sum(column.width + column.gap for column in columns) - (columns[0].gap if columns else 0)


def lines_of(columns: Sequence[Column], look: Look, *, totals: int = 0) -> Iterator[Line]:
    """Yield the header with a rule, and the rows; the last `totals` of them below a rule of their own."""
    widths = [column.width for column in columns]
    rule = Line((Span(look.shown("─") * needed(columns), "rule"),), whole=True)
    if look.header:
        height = max(len(column.header) for column in columns)
        for place in range(height):
            header = [("",) * (height - len(column.header)) + column.header for column in columns]
            yield _line(columns, widths, [(Span(each[place], "header"),) for each in header], look)
        yield rule
    rows = len(columns[0].cells)
    for place in range(rows):
        if totals and place == rows - totals:
            yield rule
        yield _line(columns, widths, [column.cells[place] for column in columns], look)


def _line(columns: Sequence[Column], widths: Sequence[int], cells: Sequence[Cell], look: Look) -> Line:
    spans: list[Span] = []
    for place, (column, width, cell) in enumerate(zip(columns, widths, cells, strict=True)):
        gap = " " * column.gap if place else ""
        shown = _cut(cell, width, look.shown("…"))
        room = " " * (width - width_of(_text(shown)))
        spans += [Span(gap + room), *shown] if column.right else [Span(gap), *shown, Span(room)]
    return Line(tuple(span for span in spans if span.text), whole=True)


def _text(cell: Cell) -> str:
    return "".join([span.text for span in cell])


def _cut(cell: Cell, width: int, mark: str) -> Cell:
    """Return a cell cut to a width."""
    if width_of(_text(cell)) <= width:
        return cell
    kept: list[Span] = []
    for span in cell:
        room = width - width_of(_text(tuple(kept)))
        if width_of(span.text) > room - len(mark) or span is cell[-1]:
            return (*kept, Span(cut(span.text + mark, room, mark), span.style))
        kept.append(span)
    return tuple(kept)
