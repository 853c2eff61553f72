"""Tab-separated values; tabs, line breaks and backslashes in data are written `\\t`, `\\n`, `\\r` and
`\\\\`, so a row is always one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.escaping import escape_controls
from relcli.output.values import BYTE_ORDER_MARK, plain_cells, safe_cells

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from relcli.output import Row
    from relcli.output.layout import Layout

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class Writer:
    """Writes rows as TSV."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._stream = stream
        self._layout = layout
        self._cells = safe_cells if layout.safe else plain_cells

    def start(self, columns: Sequence[str]) -> None:
        """Write the header row."""
        if self._layout.byte_order_mark:
            self._stream.write(BYTE_ORDER_MARK)
        if self._layout.header:
            self._stream.write("\t".join(columns) + "\n")

    def row(self, values: Row) -> None:
        """Write one row."""
        cells = self._cells(values)
        line = "\t".join(cells)
        if line.count("\t") != len(cells) - 1 or "\n" in line or "\r" in line or "\\" in line:
            line = "\t".join([cell.translate(_ESCAPES) for cell in cells])
        self._stream.write((escape_controls(line) if self._layout.terminal else line) + "\n")

    def finish(self) -> None:
        """Nothing comes after the last row."""
