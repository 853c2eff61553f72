"""An HTML page with one table, to be opened, sent or pasted.

The text of strangers is shown as it is and never becomes a tag or a link. Addresses are plain text too, those in the
column `url` included: whoever wants to follow one can copy it.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from relcli.escaping import escape_line
from relcli.output.values import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from relcli.output import Row
    from relcli.output.layout import Layout

_HEAD = '<!doctype html>\n<html>\n<meta charset="utf-8">\n<title>relcli</title>\n<table>\n'


class Writer:
    """Writes rows as an HTML table."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._stream = stream
        self._layout = layout

    def start(self, columns: Sequence[str]) -> None:
        """Write the head of the page and the header row."""
        self._stream.write(_HEAD)
        if self._layout.header:
            self._line("th", columns)

    def row(self, values: Row) -> None:
        """Write one row."""
        self._line("td", [escape_line(as_text(value, ", ")) for value in values])

    def finish(self) -> None:
        """Close table and page."""
        self._stream.write("</table>\n</html>\n")

    def _line(self, tag: str, cells: Sequence[str]) -> None:
        self._stream.write("<tr>" + "".join([f"<{tag}>{escape(cell)}</{tag}>" for cell in cells]) + "</tr>\n")
