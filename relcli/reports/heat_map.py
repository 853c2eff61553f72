"""A summary by two keys on a terminal: rows and columns, each cell with its number and a shade that is as dark as the
number is large, so that the eye finds what the reader then reads.

Beside the rows and below the columns is the total, which counts an event once even where it has several values of a
key. Times are in their order, other values the largest first, what has no value last. Columns that do not fit are
summed up in one: of times those before the ones that are shown, of other values the smallest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from relcli.output.charts import shade, shade_limits
from relcli.output.page import Line, Page, Span
from relcli.output.width import width_of
from relcli.reports.columns import Column, as_shown, changed, grown, lines_of, needed
from relcli.reports.summary_labels import label_column, nothing, pair_label, shown_label
from relcli.store.buckets import TIME_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relcli.reports.columns import Cell, Look

TOTAL = "events"
"""Header of the column of totals."""
WIDEST = 200
"""No line is longer, however wide the terminal is."""
SWATCH = 2
"""Columns of a shade."""
NAMES_SHARE = 4
"""Where not all columns fit, names are beside codes only if labels take one in so many columns of the terminal."""
SHORT_NAMES = 18
"""Columns of labels whose names are cut so that all columns fit."""
_PIECES = re.compile(r"[↔→] \S.*|[^- ]+-?|-")
"""Where a header is broken into lines: after dashes, at blanks, before an arrow."""
_PARTS = {"month": 4, "quarter": 4, "week": 4, "day": 7}
"""How much of a time is in the first line of its header, where it is shown once."""


class Counts(NamedTuple):
    """Events by two keys: in the cells (row, column), in each row, in each column, altogether."""

    cells: Mapping[tuple[str, str], int]
    rows: Mapping[str, int]
    columns: Mapping[str, int]
    total: int


class HeatMap(NamedTuple):
    """The page, and how many columns are summed up in one."""

    page: Page
    summed_up: int


def heat_map(keys: tuple[str, str], counts: Counts, rows: Sequence[str], columns: Sequence[str], look: Look) -> HeatMap:
    """Return the page for the cells of some rows and of columns, both in the order of reading."""
    if not rows:
        return HeatMap(Page((), WIDEST), 0)
    width = min(look.width, WIDEST)
    drawn = _Drawn(keys[1], counts, rows, look)
    first = _first(keys[0], counts, rows, look, width - drawn.taken(columns, width))
    chosen = drawn.fitting(columns, width - needed(first)) if width else list(columns)
    left_out = [column for column in columns if column not in chosen]
    body = drawn.columns(chosen)
    if left_out:
        rest = drawn.rest(left_out)
        body = [rest, *body] if keys[1] in TIME_KEYS else [*body, rest]
    first = grown(first, width - needed([*first, *body]) if width else None)
    return HeatMap(Page(_lines([*first, *body], drawn.most, look), WIDEST), len(left_out))


def _first(key: str, counts: Counts, rows: Sequence[str], look: Look, room: int) -> list[Column]:
    """Return the columns of labels and totals; names are cut or left out if that makes `room` for all other columns."""
    totals = [*(counts.rows[row] for row in rows), counts.total]
    sums = as_shown(Column((TOTAL,), [(Span(f"{count:,}", "heading"),) for count in totals], right=True), look)
    labels = as_shown(label_column(key, rows, names=look.names, gives_way=1), look)
    if look.width and labels.instead:
        short = labels._replace(widest=min(labels.width, SHORT_NAMES))
        wide_enough = labels if labels.width * NAMES_SHARE <= look.width else labels.instead[0]
        choices = (labels, short, labels.instead[0])
        labels = next((each for each in choices if needed([each, sums]) <= room), wide_enough)
    return [changed(labels, lambda cells: [*cells, (Span("total", "heading"),)]), sums]


class _Drawn:
    """Draws the columns of one heat map."""

    def __init__(self, key: str, counts: Counts, rows: Sequence[str], look: Look) -> None:
        self._key = key
        self._counts = counts
        self._rows = rows
        self._look = look
        shown = set(rows)
        self.most = max((count for (row, _), count in counts.cells.items() if row in shown), default=0)

    def taken(self, columns: Sequence[str], most: int) -> int:
        """Return how many columns of the terminal some columns take with the blanks before them; more than `most`
        where there are so many that nobody has to look at each."""
        if len(columns) > most:
            return most + 1
        return sum(column.width + column.gap for column in self.columns(columns))

    def fitting(self, columns: Sequence[str], room: int) -> list[str]:
        """Return the columns that fit into some room beside the one that sums up the others, if not all fit: the latest
        times, or the largest of other values, in their order."""
        if self.taken(columns, room) <= room:
            return list(columns)
        rest = self.rest(columns)
        room -= rest.width + rest.gap
        by_time = self._key in TIME_KEYS
        best = list(reversed(columns)) if by_time else sorted(columns, key=lambda value: -self._counts.columns[value])
        number = 0
        while number < len(best) and self.taken(self._in_order(best[: number + 1], columns), room) <= room:
            number += 1
        return self._in_order(best[:number], columns)

    def _in_order(self, some: Sequence[str], columns: Sequence[str]) -> list[str]:
        chosen = set(some)
        return [value for value in columns if value in chosen]

    def columns(self, values: Sequence[str]) -> list[Column]:
        """Return the columns of some values; the beginning of a time that is that of the column before is left out."""
        headers = [self._header(value) for value in values]
        if self._key in _PARTS:
            above = ["", *(header[0] for header in headers)]
            headers = [
                ("", *header[1:]) if header[0] == before else header
                for before, header in zip(above, headers, strict=False)
            ]
        return [as_shown(self._column(*each), self._look) for each in zip(values, headers, strict=True)]

    def _column(self, value: str, header: tuple[str, ...]) -> Column:
        counts = [self._counts.cells.get((row, value), 0) for row in self._rows]
        digits = max(len(f"{count:,}") for count in counts)
        cells: list[Cell] = [
            (Span(shade(count, self.most) * SWATCH, "bar"), Span(f"{count:>{digits + 1},}")) if count else ()
            for count in counts
        ]
        return Column(header, [*cells, (Span(f"{self._counts.columns[value]:,}", "heading"),)], right=True)

    def rest(self, values: Sequence[str]) -> Column:
        """Return the column that sums up those of some values."""
        cells = self._counts.cells
        counts = [sum(cells.get((row, value), 0) for value in values) for row in self._rows]
        counts.append(sum(self._counts.columns[value] for value in values))
        shown: list[Cell] = [(Span(f"{count:,}" if count else "", "faint"),) for count in counts]
        word = "earlier" if self._key in TIME_KEYS else "more"
        return as_shown(Column((f"{len(values):,}", word), shown, right=True), self._look)

    def _header(self, value: str) -> tuple[str, ...]:
        """Return the lines of a column's header."""
        if not value:
            return (nothing(self._key),)
        if self._key in _PARTS:
            first = value[: _PARTS[self._key]]
            return first, value[len(first) :].lstrip("-") or ("year" if len(first) == 4 else "month")
        if self._key in ("dyad", "directed-dyad"):
            return tuple(_PIECES.findall(pair_label(value, names=self._look.names)))
        return tuple(_PIECES.findall(shown_label(self._key, value, names=self._look.names)))


def _lines(columns: Sequence[Column], most: int, look: Look) -> Iterator[Line]:
    yield from lines_of(columns, look, totals=1)
    limits = shade_limits(most)
    if len(limits) > 1:
        yield Line()
        yield from _legend(limits, look)


def _legend(limits: Sequence[tuple[str, int]], look: Look) -> Iterator[Line]:
    """Yield which shade is which numbers, each shade on one line with its own."""
    parts: list[tuple[Span, ...]] = []
    least = 1
    for sign, limit in limits:
        counts = f"{least:,}–{limit:,}" if limit > least else f"{limit:,}"
        parts.append((Span(look.shown(sign) * SWATCH, "bar"), Span(look.shown(f" {counts}"), "faint")))
        least = limit + 1
    parts[-1] += (Span("  events", "faint"),)
    line: list[Span] = []
    for part in parts:
        before = [Span("  ")] if line else []
        if line and look.width and sum(width_of(span.text) for span in (*line, *before, *part)) > look.width:
            yield Line(tuple(line), whole=True)
            line, before = [], []
        line += [*before, *part]
    yield Line(tuple(line), whole=True)
