"""An HTML page with one table, to be opened, sent or pasted.

The text of strangers is shown as it is and never becomes a tag or a link. Addresses are plain text too, those in the
column `url` included: whoever wants to follow one can copy it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.output.html_page import FOOT, head, shown
from relcli.output.values import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from relcli.output import Row
    from relcli.output.layout import Layout


DAYS = frozenset({"date", "date_end", "published", "first_seen", "imported", "started", "saved", "undone"})
"""Columns of dates, which a narrow page must not break at their hyphens."""


class Writer:
    """Writes rows as an HTML table."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._stream = stream
        self._layout = layout

    def start(self, columns: Sequence[str]) -> None:
        """Write the head of the page and the header row."""
        unbroken = [f"td:nth-child({place})" for place, name in enumerate(columns, 1) if name in DAYS]
        rules = f"{', '.join(unbroken)} {{ white-space: nowrap; }}\n" if unbroken else ""
        self._stream.write(head("relcli", rules=rules) + "<table>\n")
        if self._layout.header:
            self._stream.write("<thead>\n")
            self._line("th", columns)
            self._stream.write("</thead>\n")
        self._stream.write("<tbody>\n")

    def row(self, values: Row) -> None:
        """Write one row."""
        self._line("td", [as_text(value, ", ") for value in values])

    def finish(self) -> None:
        """Close table and page."""
        self._stream.write(f"</tbody>\n</table>\n{FOOT}")

    def _line(self, tag: str, cells: Sequence[str]) -> None:
        self._stream.write("<tr>" + "".join([f"<{tag}>{shown(cell)}</{tag}>" for cell in cells]) + "</tr>\n")
