"""A summary on a terminal: counts under each value of its keys, with bars, a sparkline by year and the tone.

By one key there is a line for each of its values and one for all events. By three and more keys the lines are grouped:
a value that is that of the line above is not repeated, and those that others follow are headings. Where there is no
room, long names beside codes are cut, then columns give way in this order: the passages, the first and last day, the
bar of the tone, the sparkline, the meetings, the bar of the events, the names, the reports, the tone. Keys and events
stay.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from relcli.output.charts import MIDDLE, bar, sparkline, tone_bar
from relcli.output.page import Page, Span
from relcli.reports.columns import Column, as_shown, changed, fitting, grown, lines_of, needed
from relcli.reports.summary_labels import SEVERAL, label_column
from relcli.reports.wording import tone_of
from relcli.store.buckets import TIME_KEYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from relcli.reports.columns import Cell, Look

WIDEST = 160
"""No line is longer, however wide the terminal is."""
LEAST_BAR, GOOD_BAR, MOST_BAR = 6, 8, 40
"""Columns of the bar of events: what it keeps while others give way, what it has before names grow, and what it takes
of the room that is left."""
TONE_HALF = 5
"""Columns to each side of the middle of the bar of tone."""
LEAST_SCALE = 5.0
"""The bar of tone is full at this mean, or at the greatest one shown: few means are beyond."""
YEAR_SHARE = 8
"""The sparkline takes at most one in so many columns."""
NEARLY_ALL = 95
"""Percent of the events that are in the years of the sparkline, if there is room for them."""
(TONE, REPORTS, NAMES, BAR, MEETINGS, TREND, TONE_BAR, DAYS, PASSAGES) = range(1, 10)
"""The order in which columns give way, the last first."""


class Row(NamedTuple):
    """A line of a summary: the values of its keys, what was counted, and events by year where these are shown."""

    values: tuple[str, ...]
    events: int
    occasions: int
    mentions: int
    first: str
    last: str
    mean: float | None
    documents: int
    by_year: Mapping[str, int] = {}

    @classmethod
    def of(cls, columns: Sequence[Any], keys: int) -> Row:
        """Return the row of a summary by so many keys."""
        return cls(tuple(columns[:keys]), *columns[keys:])


def summary_page(keys: Sequence[str], rows: Sequence[Row], total: Row | None, look: Look) -> Page:
    """Return the page for some rows, with a line of the total below them if there is one."""
    if not rows:
        return Page((), WIDEST)
    width = min(look.width, WIDEST)
    everything = [*rows, *([total] if total else [])]
    columns = [*_labels(keys, rows, look, "total" if total else "")]
    columns += [_counts("events", [row.events for row in everything])]
    columns += [_bars(rows, LEAST_BAR, len(everything))]
    columns += _trend(rows, total, width)
    columns += [_counts("meetings", [row.occasions for row in everything], MEETINGS)]
    columns += [_counts("reports", [row.documents for row in everything], REPORTS)]
    columns += [_counts("passages", [row.mentions for row in everything], PASSAGES)]
    columns += _tones([row.mean for row in everything])
    columns += _days(everything) if TIME_KEYS.isdisjoint(keys) else []
    kept = fitting([as_shown(column, look) for column in columns], width)
    place = next((place for place, column in enumerate(kept) if column.gives_way == BAR), None)
    kept = grown(kept, width - needed(kept) - (0 if place is None else GOOD_BAR - LEAST_BAR) if width else None)
    if place is not None:
        wide = min(LEAST_BAR + width - needed(kept), MOST_BAR) if width else MOST_BAR
        kept[place] = as_shown(_bars(rows, wide, len(everything)), look)
    return Page(lines_of(kept, look, totals=1 if total else 0), WIDEST)


def _labels(keys: Sequence[str], rows: Sequence[Row], look: Look, total: str) -> Iterator[Column]:
    """Yield the columns of the keys; of several keys, values that are those of the line above are left out."""
    for place, key in enumerate(keys):
        column = label_column(key, [row.values[place] for row in rows], names=look.names, gives_way=NAMES)
        if len(keys) > 1:
            begins = [row.values[: place + 1] for row in rows]
            repeated = [above == begin for above, begin in zip([(), *begins], begins, strict=False)]
            column = changed(column, partial(_without, repeated))
            if place < len(keys) - 1:
                column = changed(column, _headings)
        last: list[Cell] = [(Span("" if place else total, "heading"),)] if total else []
        yield changed(column, partial(_followed_by, last))


def _without(repeated: Sequence[bool], cells: Sequence[Cell]) -> list[Cell]:
    return [() if again else cell for again, cell in zip(repeated, cells, strict=True)]


def _headings(cells: Sequence[Cell]) -> list[Cell]:
    """Return the labels of groups, which are headings of the lines beside and below them."""
    return [tuple(span if span.style else Span(span.text, "heading") for span in cell) for cell in cells]


def _followed_by(last: Sequence[Cell], cells: Sequence[Cell]) -> list[Cell]:
    return [*cells, *last]


def _counts(header: str, counts: Sequence[int], gives_way: int = 0) -> Column:
    return Column(
        (header,),
        [(Span(f"{count:,}", "" if count else "faint"),) for count in counts],
        right=True,
        gives_way=gives_way,
    )


def _bars(rows: Sequence[Row], width: int, lines: int) -> Column:
    """Return the bars of the events of `rows`; further lines have none, they would be longer than all others."""
    most = max(row.events for row in rows)
    cells: list[Cell] = [(Span(bar(row.events, most, width), "bar"),) for row in rows]
    return Column(("",), cells + [()] * (lines - len(rows)), gives_way=BAR)


def _trend(rows: Sequence[Row], total: Row | None, width: int) -> list[Column]:
    """Return the column of events by year, each row by its own scale; no column for a single year."""
    shown = _years_shown(rows, width // YEAR_SHARE if width else 0)
    if len(shown) < 2:
        return []
    lines = [*rows, *([total] if total else [])]
    cells = [(Span(sparkline([row.by_year.get(f"{year:04}", 0) for year in shown]), "trend"),) for row in lines]
    first, last = str(shown[0]), str(shown[-1])
    header = f"{first}–{last[2:] if first[:2] == last[:2] else last}"
    return [Column((header,), cells, gives_way=TREND)]


def _years_shown(rows: Sequence[Row], most: int) -> range:
    """Return the latest years that have NEARLY_ALL events of the rows, at most so many years (0 = any number): some
    events that the news recalls would otherwise stretch a few years over decades."""
    events: dict[int, int] = {}
    for row in rows:
        for year, count in row.by_year.items():
            if year:
                events[int(year)] = events.get(int(year), 0) + count
    if not events:
        return range(0)
    earlier, first, last = 0, min(events), max(events)
    while (earlier + events.get(first, 0)) * 100 <= sum(events.values()) * (100 - NEARLY_ALL):
        earlier += events.get(first, 0)
        first += 1
    return range(max(first, last - most + 1) if most else first, last + 1)


def _tones(means: Sequence[float | None]) -> list[Column]:
    """Return the columns of the mean intensity, as a number and as a bar."""
    scale = max([LEAST_SCALE, *(abs(mean) for mean in means if mean is not None)])
    styles = [tone_of(mean) for mean in means]
    numbers: list[Cell] = [
        (Span("" if mean is None else f"{mean:+.2f}", style),) for mean, style in zip(means, styles, strict=True)
    ]
    bars: list[Cell] = [
        _around_the_middle(tone_bar(mean, scale, TONE_HALF), style) for mean, style in zip(means, styles, strict=True)
    ]
    return [
        Column(("tone",), numbers, right=True, gives_way=TONE),
        Column(("",), bars, gives_way=TONE_BAR),
    ]


def _around_the_middle(drawn: str, style: str) -> Cell:
    below, middle, above = drawn.partition(MIDDLE)
    return Span(below, style), Span(middle, "rule"), Span(above, style)


def _days(rows: Sequence[Row]) -> list[Column]:
    return [
        Column(("first",), [(Span(row.first, "faint"),) for row in rows], gives_way=DAYS),
        Column(("last",), [(Span(row.last, "faint"),) for row in rows], gives_way=DAYS),
    ]


def with_years(key: str, rows: Sequence[Row], total: Row, by_year: Iterable[Sequence[Any]]) -> tuple[list[Row], Row]:
    """Return rows of one key with their events by year, from the rows (value, year, events ...) of both; the total too,
    unless an event can have several values of the key: then the years do not add up."""
    years: dict[str, dict[str, int]] = {row.values[0]: {} for row in rows}
    together: dict[str, int] = {}
    for value, year, events, *_ in by_year:
        together[year] = together.get(year, 0) + events
        if value in years:
            years[value][year] = events
    shown = [row._replace(by_year=years[row.values[0]]) for row in rows]
    return shown, total if key in SEVERAL else total._replace(by_year=together)


def grouped(keys: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    """Return rows in the order for reading: of each key times in their order, other values the largest first, what has
    no value last; rows with the same value of the first key stay together, and so on.
    """
    sizes: dict[tuple[str, ...], int] = {}
    for row in rows:
        for depth in range(1, len(keys) + 1):
            begin = row.values[:depth]
            sizes[begin] = sizes.get(begin, 0) + row.events

    def order(row: Row) -> list[tuple[bool, int, str]]:
        return [
            (value == "", 0 if key in TIME_KEYS else -sizes[row.values[: place + 1]], value)
            for place, (key, value) in enumerate(zip(keys, row.values, strict=True))
        ]

    return sorted(rows, key=order)
