"""How records look on a terminal: which columns, what is in each cell, and which columns give way where it is narrow.

    Screen   the columns of a table, or cards: a few lines for each record
    Column   its name, its cell, and the widths of terminals that show it
    Cell     pieces of text with their styles (`page.Span`)

A report describes the screen of its records here and knows nothing of terminals; `terminal_table` and `terminal_cards`
draw it and know nothing of records. Formats for pipes and files never use it: they have the columns of `fields`.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from relcli.output.page import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from relcli.output import Value
    from relcli.output.page import Line


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell in pieces, each with a style. It is never cut but takes as many lines as it needs.

    `flows`: its column gives way to all others, and has the room that they leave. `right`: set at the right of its
    column, as numbers are. No narrower column breaks it where a span is to stay together (`page.Span`), as a date.
    """

    spans: tuple[Span, ...]
    flows: bool = False
    right: bool = False


def text_cell(text: str, style: str = "", *, flows: bool = False, together: bool = False) -> Cell:
    """Return a cell of one piece."""
    return Cell((Span(text, style, together=together),), flows=flows)


def number_cell(number: int) -> Cell:
    """Return the number of an event, a document, a change: as it is typed."""
    return Cell((Span(str(number), "faint"),), right=True)


def count_cell(count: int) -> Cell:
    """Return how many there are; nothing is faint."""
    return Cell((Span(f"{count:,}", "" if count else "faint"),), right=True)


class Column(NamedTuple):
    """A column of a table: its name, its cell by the record, and between which widths of a terminal it is shown.

    `wide` is the first width that shows it, `narrow` the first that does not any more (0 = any). So two columns of one
    name can follow each other, of which only one is ever there.
    """

    name: str
    cell: Callable[[Any], Value | Cell]
    wide: int = 0
    narrow: int = 0

    def fits(self, width: int) -> bool:
        """Is it shown on a terminal of this width (0 = unlimited)?"""
        if not width:
            return not self.narrow
        return self.wide <= width and not 0 < self.narrow <= width


class Screen(NamedTuple):
    """What a terminal shows of a listing: a table, or cards on terminals narrower than `cards_below` columns (and on
    all where there are no columns) that fill at most `widest` columns.

    `cards` makes lines of some records for a terminal of a width. `cells` are the cells of fields that are asked for by
    name.
    """

    columns: tuple[Column, ...] = ()
    cards: Callable[[Sequence[Any], int], Iterable[Line]] | None = None
    cards_below: int = 0
    cells: Mapping[str, Callable[[Any], Value | Cell]] = MappingProxyType({})
    widest: int = 100

    def shown(self, width: int) -> tuple[Column, ...]:
        """Return the columns of a table on a terminal of this width (0 = unlimited); none where it shows cards."""
        if 0 < width < self.cards_below and self.cards is not None:
            return ()
        return tuple(column for column in self.columns if column.fits(width))
