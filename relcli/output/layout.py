"""How to lay out: what a writer must know about the place it writes to."""

from __future__ import annotations

from typing import NamedTuple


class Layout(NamedTuple):
    """Width in columns (0 = unlimited), header row or not, and what the place can show.

    `terminal`: a terminal interprets what is written, so control characters in data are written out.
    `ascii_only`: its encoding lacks the characters of frames and arrows. `byte_order_mark` and `safe` are for csv
    and tsv: begin with U+FEFF, let no cell be a formula.
    """

    width: int = 0
    header: bool = True
    terminal: bool = False
    color: bool = False
    ascii_only: bool = False
    byte_order_mark: bool = False
    safe: bool = False
