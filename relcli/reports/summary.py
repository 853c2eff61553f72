"""Summaries for reading: two keys laid out as rows and columns, the cells numbers of events."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcli.reports.summary_labels import plain_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relcli.output import Value

TOTAL = "events"
GAP = 2


@dataclass(frozen=True)
class CrossTable:
    """Columns and rows of the table; how many columns did not fit; whether cells of a row count an
    event twice."""

    columns: tuple[str, ...]
    rows: list[tuple[Value, ...]]
    hidden: int
    overlapping: bool


def cross_table(
    cells: Iterable[tuple[str, str, int]],
    row_totals: Mapping[str, int],
    column_totals: Mapping[str, int],
    *,
    keys: tuple[str, str],
    names: bool = False,
    width: int = 0,
) -> CrossTable:
    """Return a table of events by two keys, at most `width` columns wide (0 = as wide as it comes), with `names` in
    place of codes or without.

    Totals are given and not added up, for an event that has several values of a key is counted once in
    them. Rows and columns are in the order of time where they are dates, else the largest first; the
    largest columns stay when not all fit.
    """
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for row, column, events in cells:
        counts[row][column] = events
    values = ordered(column_totals)
    kept = _fitting(values, column_totals, width - _first_widths(keys[0], row_totals)) if width else values
    rows: list[tuple[Value, ...]] = [
        (plain_label(keys[0], row, names=names), row_totals[row], *(counts[row].get(column, "") for column in kept))
        for row in ordered(row_totals)
    ]
    overlapping = any(sum(counts[row].values()) > total for row, total in row_totals.items())
    columns = (keys[0], TOTAL, *(plain_label(keys[1], column, names=names) for column in kept))
    return CrossTable(columns, rows, len(values) - len(kept), overlapping)


def ordered(totals: Mapping[str, int]) -> list[str]:
    """Return the values of a key: dates in their order, anything else the largest first; what has no value last."""
    in_order = all(name[:4].isdigit() for name in totals if name)
    return sorted(totals, key=lambda name: (name == "", 0 if in_order else -totals[name], name))


def _first_widths(corner: str, row_totals: Mapping[str, int]) -> int:
    names = max(len(corner), *(len(name) for name in row_totals)) if row_totals else len(corner)
    return names + GAP + len(TOTAL)


def _fitting(names: list[str], totals: Mapping[str, int], room: int) -> list[str]:
    """Return the columns that fit into `room`, the largest preferred, in their order."""
    kept = set()
    for name in sorted(names, key=lambda name: -totals[name]):
        room -= GAP + max(len(name), len(str(totals[name])), 1)
        if room < 0:
            break
        kept.add(name)
    return [name for name in names if name in kept]
