"""One JSON array of objects, one object a line; written as it comes, so that a long result needs no
memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.output import jsonl

if TYPE_CHECKING:
    from typing import TextIO

    from relcli.output import Row
    from relcli.output.layout import Layout


class Writer(jsonl.Writer):
    """Writes rows as one JSON array."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        super().__init__(stream, layout)
        self._before = "["

    def row(self, values: Row) -> None:
        """Write one row."""
        self._stream.write(f"{self._before}\n{self.encoded(values)}")
        self._before = ","

    def finish(self) -> None:
        """Close the array; an empty one is `[]`."""
        self._stream.write("[]\n" if self._before == "[" else "\n]\n")
