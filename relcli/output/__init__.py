"""Writers: rows in, one format out.

One small file a format; each has a class with `start(columns)`, `row(values)` and `finish()` and knows
neither commands nor databases. Rows stream: nothing here holds a whole result, except the first rows of a
table, whose widths must be known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from relcli.errors import UsageError
from relcli.settings import FORMATS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from relcli.output.layout import Layout

    Value = str | int | float | bool | tuple[str, ...] | None
    Row = Sequence[Value]

__all__ = ["ENDINGS", "FORMATS", "IDS", "READING_FORMATS", "Writer", "open_writer"]

IDS = "ids"
"""What `--print0` writes: the ids alone, a NUL behind each. No choice of `--format`, for it takes no fields."""

READING_FORMATS = frozenset({"table", "text", "md", "html"})
"""Formats for eyes: few columns and dates written as people do. The others carry every field, unchanged."""

ENDINGS = {
    ".txt": "text", ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".json": "json", ".jsonl": "jsonl",
    ".ndjson": "jsonl", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html",
}  # fmt: skip
"""What the ending of `--output FILE` says about the format."""


class Writer(Protocol):
    """What every format's `Writer` class can do."""

    def start(self, columns: Sequence[str]) -> None:
        """Take the names of the columns and write what stands before the first row."""

    def row(self, values: Row) -> None:
        """Write one row."""

    def finish(self) -> None:
        """Write what stands behind the last row."""


def open_writer(name: str, stream: TextIO, layout: Layout) -> Writer:
    """Return the writer of format `name` on `stream`; only its module is imported."""
    if name not in FORMATS and name != IDS:
        raise UsageError(f"unknown format '{name}'", hint=f"formats are {', '.join(FORMATS)}")
    from importlib import import_module

    writer: Writer = import_module(f"relcli.output.{name}").Writer(stream, layout)
    return writer
