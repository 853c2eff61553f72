"""What a terminal can show, as far as its variables say.

There is no way to ask that works everywhere. Colours follow TERM and COLORTERM, as most programs do. For links (OSC 8)
there is a list of terminals that are known to follow them, and FORCE_HYPERLINK, which other programs know too; a
terminal that is not on the list gets none, for some print the address as rubbish.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relcli.output.layout import ColorSystem

_PROGRAMS = frozenset({"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "Tabby", "rio", "zed", "mintty"})
"""Values of TERM_PROGRAM of terminals that follow links."""
_TERMS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "contour", "wezterm")
"""How TERM begins in terminals that follow links."""
_MARKS = ("KITTY_WINDOW_ID", "WT_SESSION", "DOMTERM", "WEZTERM_PANE")
"""Variables that only terminals set which follow links."""
_VERSIONS = {"VTE_VERSION": 5000, "KONSOLE_VERSION": 201200}
"""Variables with the version of a terminal, and the first that follows links (VTE 0.50, Konsole 20.12)."""
_MULTIPLEXERS = ("screen", "tmux")
"""How TERM begins within programs that show several terminals in one, whose variables say nothing about theirs."""


def color_system(variables: Mapping[str, str]) -> ColorSystem:
    """Return which colours a terminal has, as rich calls it: truecolor, 256, or standard."""
    if variables.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}:
        return "truecolor"
    return "256" if variables.get("TERM", "").endswith(("-256color", "-kitty")) else "standard"


def shows_links(variables: Mapping[str, str]) -> bool:
    """Does a terminal follow links? FORCE_HYPERLINK decides, else what is known of it."""
    forced = variables.get("FORCE_HYPERLINK", "")
    if forced:
        return forced != "0"
    term = variables.get("TERM", "")
    if term in {"", "dumb"} or term.startswith(_MULTIPLEXERS):
        return False
    if variables.get("TERM_PROGRAM") in _PROGRAMS or term.startswith(_TERMS) or any(map(variables.get, _MARKS)):
        return True
    return any(_number(variables.get(name, "")) >= version for name, version in _VERSIONS.items())


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0
