"""One JSON object a line: lists are lists, numbers are numbers, absent numbers are null and absent text
is ""."""

from __future__ import annotations

from json import JSONEncoder
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from relcli.output import Row
    from relcli.output.layout import Layout

# JSON escapes U+0000 to U+001F by itself, but terminals also obey U+007F to U+009F and some formatting signs.
_REST = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A))}


class Writer:
    """Writes each row as one JSON object on its own line; escaped where the encoding lacks characters."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._stream = stream
        self._layout = layout
        self._columns: Sequence[str] = ()
        self._encode = JSONEncoder(ensure_ascii=layout.ascii_only, check_circular=False).encode

    def start(self, columns: Sequence[str]) -> None:
        """Take the names of the columns: the keys of every object."""
        self._columns = columns

    def encoded(self, values: Row) -> str:
        """Return one row as a JSON object."""
        line = self._encode(dict(zip(self._columns, values, strict=True)))
        if self._layout.terminal and not line.isprintable():
            return line.translate(_REST)
        return line

    def row(self, values: Row) -> None:
        """Write one row."""
        self._stream.write(self.encoded(values) + "\n")

    def finish(self) -> None:
        """Nothing comes after the last row."""
