"""How wide the columns of a table on a terminal are.

Columns measure, then give way in a stated order, the widest first, until all fit:

1. where a column flows (see `screen.Cell`), the other long ones: down to the length that nine cells in ten do not
   exceed, or an eighth of the terminal if that is more, and to a quarter of it; then the flowing one, down to FLOWING
   columns,
2. long text, down to the length that nine cells in ten do not exceed: one long cell takes no room from other columns,
3. long text, down to what two lines of it need,
4. short columns of several words (codes of two countries), then lists, down to their longest word,
5. long text, down to its longest word,
6. headers that are longer than what is below them, down to their longest part,
7. the blanks between columns: one in place of two,
8. words of long text, down to SHORTEST_PART,
9. headers of one part, down to what is below them.

Columns whose cells stay together (see `screen.Cell`) have no words to break between. So dates, codes and numbers are
whole as long as there is any room. Where even that is not enough, as with thirty
columns on a narrow terminal, there are `too_many`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.output.table import NARROWEST, SHORT, USUAL, fitted
from relcli.output.terminal import columns_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from rich.text import Text

GAP, NARROW_GAP = 2, 1
"""Spaces between columns, and where words would otherwise have to be broken."""
LINES, LIST_LINES = 2, 3
"""Lines that a cell of a table with a width may take, and one that is a list."""
LONGEST_WORD, SHORTEST_PART = 18, 10
"""Longer words (names of files, addresses) hold no room that others need: they are broken where they must be, and into
parts no shorter than this while columns stand side by side."""
SIDE_BY_SIDE = 2
"""So many columns always stand side by side, whatever happens to their words."""
FLOWING = 28
"""What a flowing column keeps while others can still give."""
SHARE = 8
"""Beside a flowing column each may have this part of the terminal, however few of its cells need it."""


class Columns:
    """The widths of the columns, by the first block of rows; they grow where numbers get longer.

    `header` is what stands above the columns, `rows` the cells, `width` that of the terminal (0 = unlimited).
    `too_many`: they do not fit side by side.
    """

    def __init__(
        self,
        header: Sequence[str],
        rows: Sequence[Sequence[Text]],
        width: int,
        *,
        lists: Collection[int] = (),
        flowing: Collection[int] = (),
        together: Collection[int] = (),
    ) -> None:
        self._width = width
        self._lists, self._flowing, self._together = lists, flowing, together
        self._short: set[int] = set()
        self._natural: list[int] = []
        self._words: list[int] = []
        self._bare: list[int] = []
        self._cells: list[int] = []
        self._enough: list[int] = []
        self._ordinary: list[int] = []
        self.widths: list[int] = []
        self.gap = GAP
        self.too_many = False
        texts = [*zip(*rows, strict=True)] or [()] * len(header)
        for place, (name, column) in enumerate(zip(header, texts, strict=True)):
            part = max(map(columns_of, name.replace("_", "_ ").split(" ")))
            self._measure(place, columns_of(name), part, column)
        self._fit()
        self.too_many = self.too_many and bool(rows)

    @property
    def needed(self) -> int:
        """Columns of the terminal that the table takes."""
        return sum(self.widths) + self.gap * (len(self.widths) - 1)

    def grow(self, rows: Sequence[Sequence[Text]]) -> None:
        """Make room for a further block if a short column needs more than it has: numbers get longer."""
        needed = [
            max(columns_of(cell.plain) for cell in column) if place in self._short else 0
            for place, column in enumerate(zip(*rows, strict=True))
        ]
        if not self.too_many and any(need > width for need, width in zip(needed, self.widths, strict=True)):
            for least in (self._natural, self._words, self._bare, self._cells):
                least[:] = [max(each) for each in zip(least, needed, strict=True)]
            self._fit()
            self.too_many = False  # the header is there already

    def _measure(self, place: int, name: int, part: int, column: Sequence[Text]) -> None:
        """Take what a column needs, by the width of its name, of the longest part of that, and of its cells."""
        cells = [columns_of(cell.plain) for cell in column]
        longest = max(cells, default=0)
        if longest <= SHORT:
            self._short.add(place)
        words = [max(map(columns_of, cell.plain.split(" "))) for cell in column]
        word = max(words, default=0) if longest <= SHORT else min(_usual(words), LONGEST_WORD)
        word = longest if place in self._together else word
        self._natural.append(max(1, name, longest))
        self._words.append(max(1, name, word))
        self._cells.append(max(NARROWEST, word))
        self._bare.append(max(self._cells[-1], part))
        if place in self._flowing:
            least = max(self._words[-1], min(FLOWING, longest))
            self._enough.append(least)
            self._ordinary.append(least)
            return
        self._enough.append(max(self._words[-1], -(-_usual(cells) // LINES)))
        self._ordinary.append(max(self._enough[-1], _usual(cells)))
        if self._flowing and longest > SHORT and self._width:
            usual = max(self._ordinary[-1], min(longest, self._width // SHARE))
            quarter = max(self._words[-1], min(usual, self._width // 4))
            self._natural[-1] = self._ordinary[-1] = quarter

    def _fit(self) -> None:
        """Shrink the columns to the terminal, in the order that is stated above."""
        self.widths, self.gap, self.too_many = list(self._natural), GAP, False
        if not self._width:
            return

        whole_words = [
            self._floors(self._natural, self._ordinary, self._ordinary),
            self._floors(self._natural, self._enough, self._enough),
            self._floors(self._words, self._enough, self._enough),
            self._floors(self._words, self._words, self._enough),
            self._words,
            self._bare,
        ]
        parts = [min(word, SHORTEST_PART) for word in self._bare]
        cells = [min(word, SHORTEST_PART) for word in self._cells]
        broken = [
            *whole_words,
            self._floors(self._bare, self._bare, parts),
            self._floors(self._cells, self._cells, cells),
        ]
        if not self._fits(GAP, whole_words) and not self._fits(NARROW_GAP, broken):
            narrowest = [NARROWEST] * len(self._natural)
            self._fits(NARROW_GAP, [*broken, self._floors(self._cells, narrowest, narrowest), narrowest])
            self.too_many = len(self._natural) > SIDE_BY_SIDE

    def _floors(self, short: list[int], lists: list[int], text: list[int]) -> list[int]:
        """Return the least widths, for each column those of its kind."""
        kinds = [short if n in self._short else lists if n in self._lists else text for n in range(len(short))]
        return [kind[place] for place, kind in enumerate(kinds)]

    def _fits(self, gap: int, steps: list[list[int]]) -> bool:
        """Shrink the columns step by step, none below what each step leaves it; return whether that was enough."""
        self.gap = gap
        room = self._width - gap * (len(self._natural) - 1)
        self.widths = list(self._natural)
        for least in steps:
            self.widths = fitted(self.widths, room, least)
        return sum(self.widths) <= room


def _usual(lengths: Sequence[int]) -> int:
    """Return the length that nine in ten do not exceed."""
    return sorted(lengths)[min(len(lengths) * USUAL // 100, len(lengths) - 1)] if lengths else 0
