"""How to lay out: what a writer must know about the place it writes to.

Writers know no environment. `cli.answers.layout_of` asks it once and hands down what comes out of that: a file, a pipe
and a terminal differ for them by these few values alone.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from relcli.setting_keys import Setting

    ColorSystem = Literal["standard", "256", "truecolor"]


class Layout(NamedTuple):
    """Width in columns (0 = unlimited), header row or not, and what the place can show.

    `terminal`: a terminal interprets what is written, so control characters in data are written out. `color`: styles
    can be shown, in the colours of `color_system` and as `styles` changes them. `links`: addresses can be followed.
    `ascii_only`: its encoding lacks the characters of rules and arrows. `byte_order_mark` and `safe` are for csv and
    tsv: begin with U+FEFF, let no cell be a formula. `sparse`: nobody asked for these columns by name, so a table that
    is drawn may leave out those with nothing in them.
    """

    width: int = 0
    header: bool = True
    terminal: bool = False
    color: bool = False
    ascii_only: bool = False
    byte_order_mark: bool = False
    safe: bool = False
    color_system: ColorSystem = "standard"
    links: bool = False
    styles: Mapping[str, Setting] = MappingProxyType({})
    sparse: bool = False

    @property
    def drawn(self) -> bool:
        """Are tables and pages drawn by rich? On terminals, and where colours are asked for in a pipe."""
        return self.terminal or self.color
