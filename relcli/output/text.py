"""The table in full: the same layout with nothing cut, for pipes, diffs and `less -S`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.output import table

if TYPE_CHECKING:
    from typing import TextIO

    from relcli.output.layout import Layout


class Writer(table.Writer):
    """Writes rows as a table as wide as its values."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        super().__init__(stream, layout._replace(width=0))
