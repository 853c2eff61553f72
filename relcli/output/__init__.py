"""Writers: rows in, one format out.

One small file a format; each has a class with `start(columns)`, `row(values)` and `finish()` and knows neither commands
nor databases. Rows stream: nothing here holds a whole result, except the first rows of a table, whose widths must be
known.

Pipes and files get plain writers, which import no library. On terminals rich draws: `terminal` and the modules it
serves (`terminal_table`, `terminal_page`, `terminal_progress`) are the only ones that import it. `page` is the model of
what is not rows, `layout` what a writer must know about the place it writes to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from relcli.errors import UsageError
from relcli.setting_keys import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TextIO

    from relcli.output.layout import Layout
    from relcli.output.page import Page

    Value = str | int | float | bool | tuple[str, ...] | None
    Row = Sequence[Value]

__all__ = [
    "ENDINGS", "FORMATS", "IDS", "OWN_FORMATS", "PUBLISHED_FORMATS", "READING_FORMATS", "TEMPLATE", "Writer",
    "open_writer", "page_writer",
]  # fmt: skip

IDS = "ids"
"""What `--print0` writes: the ids alone, a NUL after each. No choice of `--format`, for it takes no fields."""

TEMPLATE = "template"
"""What `--template` writes, lines of one's own form. No choice of `--format` either."""

OWN_FORMATS = {"timelinejs": "timeline"}
"""Formats that only one command writes, which is named: no rows, and no choice of the setting `format`."""

PUBLISHED_FORMATS = ("md", "html", "timelinejs")
"""Formats in which a chronology is published: `relcli.reports.published` writes them, not the writers of rows."""

READING_FORMATS = frozenset({"table", "text", "md", "html", TEMPLATE})
"""Formats for people: few columns, and dates as people write them. The others carry every field, unchanged."""

DRAWN_FORMATS = frozenset({"table", "text"})
"""Formats that rich draws on a terminal."""

ENDINGS = {
    ".txt": "text", ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".json": "json", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html",
}  # fmt: skip
"""The formats by the endings of `--output FILE`."""


class Writer(Protocol):
    """What every format's `Writer` class can do."""

    def start(self, columns: Sequence[str]) -> None:
        """Take the names of the columns and write what comes before the first row."""

    def row(self, values: Row) -> None:
        """Write one row."""

    def finish(self) -> None:
        """Write what comes after the last row."""


def page_writer(layout: Layout) -> Callable[[TextIO, Page, Layout], None]:
    """Return what writes a page to a place of this layout; only its module is imported."""
    if layout.drawn:
        from relcli.output.terminal_page import draw_page

        return draw_page
    from relcli.output.plain_page import write_page

    return write_page


def open_writer(name: str, stream: TextIO, layout: Layout) -> Writer:
    """Return the writer of format `name` on `stream`; only its module is imported. UsageError for an unknown one."""
    if name not in FORMATS and name != IDS:
        raise UsageError(f"unknown format '{name}'", hint=f"formats are {', '.join(FORMATS)}")
    from importlib import import_module

    if name in DRAWN_FORMATS and layout.drawn:
        layout = layout._replace(width=0) if name == "text" else layout
        name = "terminal_table"
    writer: Writer = import_module(f"relcli.output.{name}").Writer(stream, layout)
    return writer
