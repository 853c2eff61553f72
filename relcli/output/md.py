"""A Markdown table as GitHub and pandoc read it: for mails, notes and wikis.

The text of strangers is shown as it is and never becomes a link, an image, code or a tag. Addresses are plain text too,
those in the column `url` included: whoever wants to follow one can copy it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcli.escaping import escape_line
from relcli.output.md_text import escaped
from relcli.output.values import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from relcli.output import Row
    from relcli.output.layout import Layout

# Only what would break the row or lead somewhere is escaped: brackets and stars of news text come out as they went in.
# GitHub makes links of bare addresses as well, hence the last three.
_ACTIVE = re.compile(
    r"""\\(?=[!-/:-@\[-`{-~])  # a backslash that would escape something
    | [|`<]
    | \](?=[(\[:])            # a link, or what one refers to
    | &(?=\#?\w+;)             # an entity
    | :(?=//)
    | (?<=www)\.
    | (?<=[\w.+-])@(?=\w)""",
    re.IGNORECASE | re.VERBOSE,
)


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
        cells = [_ACTIVE.sub(escaped, escape_line(as_text(value, ", "))) for value in values]
        self._stream.write(f"| {' | '.join(cells)} |\n")

    def finish(self) -> None:
        """Nothing comes after the last row."""
