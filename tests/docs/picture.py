"""The picture of a terminal in README.md: what relcli prints of the seeds, in its colours, as an SVG that fetches
nothing from elsewhere. `python docs/make.py` writes it.

rich reads the colours of the output; the drawing is our own, because rich's refers to fonts on other machines. Each
run of text is told how long it is, so that columns stay straight in whatever font there is.
"""

from __future__ import annotations

import io
import re
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.console import Console
from rich.terminal_theme import SVG_EXPORT_THEME as THEME
from rich.text import Text

from .pages import DOCS
from .sessions import SIZE, Session

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.style import Style

PATH = DOCS / "terminal.svg"
LINES = (
    "relcli import seeds/",
    "relcli timeline --between Pakistan India --since 2025",
    "relcli list country:russia ^type:consult sector:energy -n 6",
)
CELL, ROW, EDGE, BAR = 8.4, 18, 14, 30
"""Width and height of a character's cell, the margin, and the height of the title bar, in the picture's units."""
_BUTTONS = (("#ff5f57", 18), ("#febc2e", 38), ("#28c840", 58))
_HEAD = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img" aria-label="relcli in a terminal">
<style>text {{ font: 14px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: {foreground} }}</style>
<rect width="{width:g}" height="{height:g}" rx="8" fill="{background}"/>
"""


class Run(NamedTuple):
    """Some characters of one style in a row of the terminal, none of its blanks beside another."""

    row: int
    column: int
    text: str
    style: Style | None


def printed() -> str:
    """Return what the terminal shows, with its colours: each command line behind a prompt, then its output."""
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Path(folder), color=True)
        parts = [f"\x1b[1;32m$\x1b[0m \x1b[1m{line}\x1b[0m\n" + "\n".join(session.printed(line)) for line in LINES]
    return "\n".join(parts)


def made() -> str:
    """Return the picture as it is to be."""
    runs = list(_runs(printed()))
    width, height = SIZE[0] * CELL + 2 * EDGE, (runs[-1].row + 1) * ROW + BAR + EDGE
    colors = {"foreground": THEME.foreground_color.hex, "background": THEME.background_color.hex}
    buttons = [f'<circle cx="{x}" cy="16" r="6" fill="{color}"/>' for color, x in _BUTTONS]
    drawn = [_HEAD.format(width=width, height=height, **colors) + "".join(buttons), *map(_drawn, runs), "</svg>"]
    return "\n".join(drawn) + "\n"


def _runs(text: str) -> Iterator[Run]:
    console = Console(width=SIZE[0], file=io.StringIO(), force_terminal=True, color_system="truecolor")
    for row, line in enumerate(Text.from_ansi(text).split("\n")):
        column = 0
        for segment in line.render(console):
            for piece in re.finditer(r"\S+(?: \S+)*", segment.text):
                yield Run(row, column + cell_len(segment.text[: piece.start()]), piece[0], segment.style)
            column += cell_len(segment.text.rstrip("\n"))


def _drawn(run: Run) -> str:
    style = run.style
    marks = []
    if style and style.color:
        marks.append(f"fill: {style.color.get_truecolor(THEME).hex}")
    if style and style.bold:
        marks.append("font-weight: bold")
    if style and style.dim:
        marks.append("opacity: 0.6")
    place = f'x="{EDGE + run.column * CELL:g}" y="{BAR + (run.row + 1) * ROW - 5}"'
    length = f'textLength="{cell_len(run.text) * CELL:g}" lengthAdjust="spacingAndGlyphs"'
    looks = f' style="{"; ".join(marks)}"' if marks else ""
    return f"<text {place} {length}{looks}>{escape(run.text)}</text>"


def shown(picture: str) -> list[str]:
    """Return the lines of text that a picture shows."""
    lines: dict[int, str] = {}
    for element in ElementTree.fromstring(picture).iter("{http://www.w3.org/2000/svg}text"):
        row = round((float(element.get("y", "0")) + 5 - BAR) / ROW) - 1
        column = round((float(element.get("x", "0")) - EDGE) / CELL)
        before = lines.get(row, "")
        lines[row] = before + " " * (column - cell_len(before)) + (element.text or "")
    return [lines.get(row, "") for row in range(max(lines, default=-1) + 1)]
