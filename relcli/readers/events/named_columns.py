"""Tab-separated event files with a header, read by the names of their columns, whose order and number change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.readers.events.event_file import RowError, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_STRAY_LINE = "headline"
"""The restricted edition of ICEWS has lines with only this word."""


class Row:
    """One row: its line number, and its cells by the name of their column ('' if the file has no such column)."""

    __slots__ = ("_cells", "_places", "line")

    def __init__(self, line: int, cells: Sequence[str], places: dict[str, int]) -> None:
        self.line = line
        self._cells = cells
        self._places = places

    def __getitem__(self, name: str) -> str:
        place = self._places.get(name)
        return "" if place is None else self._cells[place].strip()


def named_rows(lines: Iterable[tuple[int, str]], tally: Tally, first: Sequence[str]) -> Iterator[Row]:
    """Yield the rows below a header that begins with the columns `first`.

    Repeated headers, and lines with only the word Headline, are ignored with a warning. Empty columns at the end of a
    header or a row do not count.
    """
    places: dict[str, int] = {}
    start = "\t".join(first).casefold()
    for number, text in lines:
        if text.casefold().startswith(start):
            tally.read -= 1
            if places:
                tally.warn("repeated header ignored")
            names = [name.strip() for name in text.rstrip("\t").split("\t")]
            places = {name: place for place, name in enumerate(names)}
        elif text.strip().casefold() == _STRAY_LINE:
            tally.read -= 1
            tally.warn("stray line 'Headline' ignored")
        elif not places:
            tally.reject(number, "is before the header")
        else:
            cells = text.split("\t")
            width = len(places)
            if len(cells) < width or any(cells[width:]):
                tally.reject(number, f"{len(cells)} columns where the header has {width}")
            else:
                yield Row(number, cells, places)


def required(row: Row, name: str) -> str:
    """Return a cell; RowError if it is empty."""
    value = row[name]
    if not value:
        raise RowError(f"no {name}")
    return value
