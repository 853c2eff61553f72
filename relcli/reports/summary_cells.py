"""Columns of a summary that were asked for by name, on a terminal: numbers as a summary without `--fields` has them."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from relcli.output.page import Span
from relcli.output.screen import Cell, Screen, count_cell, text_cell
from relcli.reports.wording import tone_of
from relcli.store.summary.summaries import SUMMARY_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MEAN, DAYS = "mean_intensity", frozenset({"first", "last"})


def summary_screen() -> Screen:
    """Return the screen of the rows of a summary: only cells, since without `--fields` it is a page."""
    cells: dict[str, Callable[[Mapping[str, Any]], Cell]] = {
        name: _counted(name) for name in SUMMARY_FIELDS if name != MEAN and name not in DAYS
    }
    cells[MEAN] = _mean
    cells["type"] = lambda record: text_cell(record["type"].lower())
    return Screen(cells=MappingProxyType(cells))


def _counted(name: str) -> Callable[[Mapping[str, Any]], Cell]:
    return lambda record: count_cell(record[name])


def _mean(record: Mapping[str, Any]) -> Cell:
    mean = record[MEAN]
    return Cell((Span("" if mean is None else f"{mean:+.2f}", tone_of(mean)),), right=True)
