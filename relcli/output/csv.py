"""Comma-separated values after RFC 4180, with `\\n` line ends.

The one departure from the RFC is the line end: programs of the shell read `\\n`, and every reader of CSV
accepts it. The standard library's writer does not quote a lone carriage return when its own line end is
`\\n`, so lines are made here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.escaping import escape_controls
from relcli.output.values import BYTE_ORDER_MARK, plain_cells, safe_cells

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from relcli.output import Row
    from relcli.output.layout import Layout


class Writer:
    """Writes rows as CSV; on a terminal control characters in data are written out."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._write = stream.write
        self._layout = layout
        self._cells = safe_cells if layout.safe else plain_cells

    def start(self, columns: Sequence[str]) -> None:
        """Write the header row."""
        if self._layout.byte_order_mark:
            self._write(BYTE_ORDER_MARK)
        if self._layout.header:
            self._write(csv_line(columns))

    def row(self, values: Row) -> None:
        """Write one row."""
        cells = self._cells(values)
        if self._layout.terminal:
            cells = [escape_controls(cell) for cell in cells]
        self._write(csv_line(cells))

    def finish(self) -> None:
        """Nothing comes after the last row."""


def csv_line(cells: Sequence[str]) -> str:
    """Return one line of CSV; cells are quoted only where they must be."""
    line = ",".join(cells)
    if line.count(",") == len(cells) - 1 and '"' not in line and "\n" not in line and "\r" not in line and line:
        return line + "\n"
    return (",".join([_quoted(cell) for cell in cells]) or '""') + "\n"


def _quoted(cell: str) -> str:
    if '"' in cell:
        return '"' + cell.replace('"', '""') + '"'
    return f'"{cell}"' if "," in cell or "\n" in cell or "\r" in cell else cell
