"""The terminal, through rich: one console and one theme for tables, pages and progress.

Only this module and those it serves (`terminal_table`, `terminal_page`, `terminal_progress`) import rich, and they are
imported only where something is drawn: a pipe pays nothing for it. rich knows how wide characters are, breaks and
colours text and writes links; what is drawn, where it goes and which colours it may use is decided before (`Layout`),
never by what rich finds out about the process.

Data is always a `Text`. Nothing in news is markup, an emoji code or something to be highlighted: "[sic]" stays "[sic]".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells
from rich.console import Console
from rich.errors import StyleSyntaxError
from rich.style import Style
from rich.text import Text
from rich.theme import Theme

from relcli.errors import UsageError
from relcli.output.foreign_text import is_address, runs_from_the_right
from relcli.output.page import spelled
from relcli.setting_keys import COLORS, STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TextIO

    from rich.console import ConsoleOptions, RenderableType, RenderResult

    from relcli.output.layout import Layout
    from relcli.setting_keys import Setting

UNLIMITED = 100_000
"""Columns of a console that is to break nothing."""
_HEIGHT = 25
"""Lines of a console: nothing here depends on them, but rich would ask the process for both or none."""
_UNSAFE = frozenset({"conceal", "c", "link"})
"""Words of a style that would hide what is there, or send the reader elsewhere: a file may come from a stranger."""
_HINT = 'for instance "bold red", "#ff8800" or "dim italic"'
_FILE = re.compile(r"(?P<path>/[^\x00-\x1f]*?)(?::\d+)?")
_DASHES = "-_/"
"""Where long names and addresses are broken."""
_MOST_SIGNS = 8
"""So many signs for each column are enough to fill a line, whatever takes none."""
LEFT_TO_RIGHT = "\u200e"
"""A sign without width: what is on its two sides is not taken for one run of text from right to left."""


class TerminalConsole(Console):
    """A console that leaves a closed pipe to the program."""

    def on_broken_pipe(self) -> None:
        """Raise the error that is being handled again: rich would end the process."""
        raise


class Lines:
    """Lines that are drawn as they are: broken, cut and filled before. Their styles are those of their spans."""

    def __init__(self, lines: Iterable[Text]) -> None:
        self._lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the segments of the lines."""
        for line in self._lines:
            yield from line.render(console, end="\n")


def make_console(stream: TextIO, layout: Layout) -> TerminalConsole:
    """Return the console that draws on a stream; UsageError for a style that cannot be read."""
    return TerminalConsole(
        file=stream,
        width=layout.width or UNLIMITED,
        height=_HEIGHT,
        color_system=layout.color_system if layout.color else None,
        force_terminal=True,
        no_color=False,
        legacy_windows=None if layout.terminal else False,
        theme=theme(layout.styles),
        markup=False,
        emoji=False,
        highlight=False,
    )


def theme(changed: Mapping[str, Setting]) -> Theme:
    """Return our styles as files change them."""
    looks = {name: Style.parse(usual) for name, (usual, _) in STYLES.items()}
    return Theme(looks | {name: parsed_style(name, setting) for name, setting in changed.items()})


def parsed_style(name: str, setting: Setting) -> Style:
    """Return how a file wants a style to look; UsageError with file and line for anything that is not a style."""
    text = str(setting.value)
    try:
        if not _UNSAFE.intersection(text.lower().split()):
            return Style.parse(text)
    except StyleSyntaxError:
        pass
    raise UsageError(f"{COLORS}.{name} cannot be {text!r}", where=setting.origin, hint=_HINT)


def show(console: Console, drawn: RenderableType) -> None:
    """Draw something as it is, longer lines included."""
    console.print(drawn, soft_wrap=True)


def encodable(text: str, console: Console, layout: Layout) -> str:
    """Return text as the terminal's encoding has it, so that it is measured as it is shown."""
    return spelled(text, console.encoding) if layout.ascii_only else text


def columns_of(text: str) -> int:
    """Return the columns that a text without control characters takes.

    rich keeps the widths of thousands of texts that never come again; those of ASCII need no look at any table.
    """
    return len(text) if text.isascii() else cell_len(text)


def wrapped(text: Text, console: Console, width: int) -> list[Text]:
    """Return the lines of a text, broken at blanks; a word that is too long for a line, as a name of a file, is broken
    behind one of its dashes, or anywhere if that would leave half of a line empty."""
    words = text.plain.split(" ")
    if "\n" in text.plain or max(map(columns_of, words)) <= width:
        return [*text.wrap(console, width, overflow="fold")]
    breaks, place, filled = [], 0, 0
    for word in words:
        rest = word
        if filled and filled + columns_of(word) > width:
            breaks.append(place)
            filled = 0
        while part := _first_part(rest, width):
            place += len(part)
            breaks.append(place)
            rest = rest[len(part) :]
        filled += columns_of(rest) + 1
        place += len(rest) + 1
    return [*text.divide(breaks)]


def _first_part(word: str, width: int) -> str:
    """Return what fits of a word that is too long; '' of one that is not."""
    begin = word[: _MOST_SIGNS * width]
    if begin == word and columns_of(word) <= width:
        return ""
    part = next(filter(None, chop_cells(begin, width)))
    behind = max(part.rfind(sign) for sign in _DASHES) + 1
    return part[:behind] if columns_of(part[:behind]) * 2 > width else part


def linked(text: Text, address: str, start: int = 0) -> None:
    """Make the text from `start` on lead to an address, or to the file of a path; nothing else is an address."""
    if address.startswith("/") and (match := _FILE.fullmatch(address)):
        from pathlib import PurePosixPath

        address = PurePosixPath(match["path"]).as_uri()
    elif not is_address(address):
        return
    text.stylize(Style(link=address), start)


def kept_apart(text: Text) -> Text:
    """Return a line so that a terminal which lays out Arabic or Hebrew from right to left keeps it in its place."""
    return Text.assemble(LEFT_TO_RIGHT, text, LEFT_TO_RIGHT) if runs_from_the_right(text.plain) else text
