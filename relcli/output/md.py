"""A Markdown table as GitHub and pandoc read it: for mails, notes and wikis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.escaping import escape_line
from relcli.output.values import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from relcli.output import Row
    from relcli.output.layout import Layout

# Only what would break the row is escaped: brackets and stars of news text come out as they went in.
_ESCAPES = str.maketrans({"|": "\\|"})


class Writer:
    """Writes rows as a Markdown table."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._stream = stream
        self._layout = layout

    def start(self, columns: Sequence[str]) -> None:
        """Write the header row and the rule under it."""
        if self._layout.header:
            self._stream.write(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}\n")

    def row(self, values: Row) -> None:
        """Write one row."""
        cells = [escape_line(as_text(value, ", ")).translate(_ESCAPES) for value in values]
        self._stream.write(f"| {' | '.join(cells)} |\n")

    def finish(self) -> None:
        """Nothing comes after the last row."""
