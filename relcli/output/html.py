"""An HTML page with one table, to be opened, sent or pasted.

The text of strangers is shown as it is and never becomes a tag or a link. Addresses are plain text too, those in the
column `url` included: whoever wants to follow one can copy it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.output.html_page import FOOT, head, shown
from relcli.output.table import is_number
from relcli.output.values import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from relcli.output import Row
    from relcli.output.layout import Layout


DAYS = frozenset(
    {"date", "date_end", "published", "first_seen", "imported", "started", "saved", "undone", "first", "last"}
)
"""Columns of dates, which a narrow page must not break at their hyphens."""


TEXTS = frozenset({"headline", "evidence", "title", "snippet", "sentence"})
"""Columns of text, which a narrow page must not squeeze to a word a line."""


_NUMBER = ' class="n"'


class Writer:
    """Writes rows as an HTML table."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._stream = stream
        self._layout = layout

    def start(self, columns: Sequence[str]) -> None:
        """Write the head of the page and the header row."""
        rules = _rule(columns, DAYS, "white-space: nowrap") + _rule(columns, TEXTS, "min-width: 18rem")
        self._stream.write(head("relcli", rules=rules) + "<table>\n")
        if self._layout.header:
            self._stream.write("<thead>\n")
            self._line([f"<th>{shown(name)}</th>" for name in columns])
            self._stream.write("</thead>\n")
        self._stream.write("<tbody>\n")

    def row(self, values: Row) -> None:
        """Write one row."""
        self._line([f"<td{_NUMBER if is_number(value) else ''}>{shown(as_text(value, ', '))}</td>" for value in values])

    def finish(self) -> None:
        """Close table and page."""
        self._stream.write(f"</tbody>\n</table>\n{FOOT}")

    def _line(self, cells: Sequence[str]) -> None:
        self._stream.write(f"<tr>{''.join(cells)}</tr>\n")


def _rule(columns: Sequence[str], names: frozenset[str], style: str) -> str:
    """Return the rule of style for the columns that are among the names, nothing if there are none."""
    found = ", ".join([f"td:nth-child({place})" for place, name in enumerate(columns, 1) if name in names])
    return f"{found} {{ {style}; }}\n" if found else ""
