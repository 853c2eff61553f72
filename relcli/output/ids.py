"""Ids with a NUL after each, as `xargs -0` reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.output.values import as_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    from relcli.output import Row
    from relcli.output.layout import Layout


class Writer:
    """Writes the only value of each row."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._stream = stream

    def start(self, columns: Sequence[str]) -> None:
        """Write nothing: ids need no header."""

    def row(self, values: Row) -> None:
        """Write one id."""
        self._stream.write(as_text(values[0]) + "\0")

    def finish(self) -> None:
        """Nothing comes after the last one."""
