"""Strips over the whole period of a chronology: one for all events, or one for each lane under another.

2019-06 ▁  ▂▁   ▁▃▂     ▁█▅▂▁ 2024-10
events per month, at most 14

All strips of a page have the same columns and the same height for the same count, so that lanes can be compared.
Where there is room, columns are drawn several signs wide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.output.charts import sparkline
from relcli.output.page import Line, Span
from relcli.output.width import cut, width_of
from relcli.reports.density import density

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.reports.chronology import Chronology
    from relcli.reports.density import Density

MONTH = 7
"""How many characters of an ISO date the ends of a strip show; of one by the year it is 4."""
LONGEST_NAME = 20
"""No lane is called by more than so many characters."""


def strips(chronology: Chronology, width: int) -> Iterator[Line]:
    """Yield the strips of a page of this width, what they mean, and an empty line; nothing where there are too few
    events for a strip."""
    lanes = [lane for lane in chronology.lanes if lane.name]
    names = min(max([width_of(lane.name) for lane in lanes], default=0), LONGEST_NAME)
    counts = max([len(f"{len(lane.events):,}") for lane in lanes], default=0)
    room = width - (names + counts + 4 if lanes else 2 * (MONTH + 1))
    found = density(chronology.events, room)
    if found is None:
        return
    length = 4 if found.unit == "year" else MONTH
    first, last = found.first[:length], found.last[:length]
    rows = [found.of(lane.events) for lane in lanes] or [found.counts]
    highest = max(max(row) for row in rows)
    wide = room // len(found.counts)
    if lanes:
        between = len(found.counts) * wide - 2 * length
        axis = f"{first}{' ' * between}{last}" if between > 0 else first
        yield Line((Span(" " * (names + 2)), Span(axis, "faint")))
    for lane, row in zip(lanes, rows, strict=False):
        name = cut(lane.name, names)
        start = Span(f"{name}{' ' * (names - width_of(name))}  ")
        drawn, count = (
            Span(sparkline(row, highest, wide=wide), "trend"),
            Span(f"  {len(lane.events):>{counts},}", "faint"),
        )
        yield Line((start, drawn, count))
    if not lanes:
        drawn = Span(sparkline(found.counts, highest, wide=wide), "trend")
        yield Line((Span(f"{first} ", "faint"), drawn, Span(f" {last}", "faint")))
    yield from _meaning(found, highest)


def _meaning(found: Density, highest: int) -> Iterator[Line]:
    """Yield what a column is, and an empty line."""
    unit = found.unit if found.step == 1 else f"{found.step} {found.unit}s"
    words = f"events per {unit}, at most {highest:,}"
    if found.left_out:
        vague = "" if found.unit == "year" else " or without an exact date"
        words += f"; not shown: {found.left_out:,} historical{vague}"
    yield Line((Span(words, "faint"),))
    yield Line()
