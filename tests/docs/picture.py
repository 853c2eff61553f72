"""The picture of a terminal in README.md: what relcli prints of the seeds, in its colours, as an SVG that fetches
nothing from elsewhere. `python docs/make.py` writes it.

rich reads the colours of the output and draws the picture. Its frame is ours, for rich's own refers to fonts on other
machines and cuts each line off with a path; and blanks are left out, for not every viewer of pictures keeps them. Each
run of text says where it begins and how long it is, so that columns stay straight in whatever font there is.
"""

from __future__ import annotations

import io
import re
import tempfile
import xml.etree.ElementTree as ElementTree
from html import unescape
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from .pages import DOCS
from .sessions import SIZE, Session

PATH = DOCS / "terminal.svg"
LINES = (
    "relcli import seeds/",
    "relcli timeline --between Pakistan India --since 2025",
    "relcli list country:russia ^type:consult sector:energy -n 6",
)
CELL, SIGN, ROW = 12.2, 20.0, 24.4
"""Width of a cell of rich's pictures, height of its signs, and height of its lines, in the picture's units."""
SVG = "{http://www.w3.org/2000/svg}"
_TEXT = re.compile(r'<text class="([^"]*)" x="([^"]*)" y="([^"]*)" textLength="[^"]*" clip-path="[^"]*">([^<]*)</text>')
_BLANK = "&#160;"
_FORMAT = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="relcli in a terminal">
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px;
  line-height: {line_height}px;
}}
.{unique_id}-title {{ font: bold 18px sans-serif; }}
{styles}
</style>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def printed() -> str:
    """Return what the terminal shows, with its colours: each command line after a prompt, then its output."""
    with tempfile.TemporaryDirectory() as folder:
        session = Session(Path(folder), color=True)
        parts = [f"\x1b[1;32m$\x1b[0m \x1b[1m{line}\x1b[0m\n" + "\n".join(session.printed(line)) for line in LINES]
    return "\n".join(parts)


def made() -> str:
    """Return the picture as it is to be."""
    console = Console(
        width=SIZE[0], file=io.StringIO(), record=True, force_terminal=True, color_system="truecolor", highlight=False
    )
    console.print(Text.from_ansi(printed()), soft_wrap=True)
    drawn = console.export_svg(title="relcli", code_format=_FORMAT, unique_id="relcli")
    return "\n".join(line.strip() for line in _TEXT.sub(_runs, drawn).splitlines() if line.strip()) + "\n"


def _runs(drawn: re.Match[str]) -> str:
    """Return a text that rich has drawn as its runs of words, each in its place."""
    looks, x, y, text = drawn.groups()
    text = text.replace(_BLANK, " ")
    runs = []
    for words in re.finditer(r"\S+(?: \S+)*", text):
        begin = float(x) + cell_len(unescape(text[: words.start()])) * CELL
        length = cell_len(unescape(words[0])) * CELL
        runs.append(f'<text class="{looks}" x="{begin:g}" y="{y}" textLength="{length:g}">{words[0]}</text>')
    return "\n".join(runs)


def shown(picture: str) -> list[str]:
    """Return the lines of text that a picture shows."""
    lines: dict[int, str] = {}
    matrix = next(group for group in ElementTree.fromstring(picture).iter(f"{SVG}g") if "class" in group.attrib)
    for element in matrix.iter(f"{SVG}text"):
        row = round((float(element.get("y", "0")) - SIGN) / ROW)
        column = round(float(element.get("x", "0")) / CELL)
        before = lines.get(row, "")
        lines[row] = before + " " * (column - cell_len(before)) + (element.text or "")
    return [lines.get(row, "") for row in range(max(lines, default=-1) + 1)]
