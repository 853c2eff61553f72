"""Help as a terminal shows it: the same words as in a pipe, aligned over all groups, with names in colour.

It is drawn as every other page is. Typer has help of its own for terminals; that has other words than the plain one,
puts options before commands, and takes a third of the lines for frames.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from relcli.cli.help import drawn_width, environment_of, is_colored
from relcli.errors import RelcliError
from relcli.output.layout import Layout
from relcli.output.page import Line, Page, Span
from relcli.output.plain_page import broken
from relcli.output.terminal_page import draw_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.cli.command_table import Help
    from relcli.environment import Environment

WIDEST = 100
NARROW = 50
"""Below so many columns a purpose stands under its name, not beside it."""
_SHORT = "-x, "
"""What stands before a long option: it is as wide as the short form of others."""
_GOES_ON = " \\"
_CONTINUED = re.compile(r" \\\n\s+")
_WORD = r"""(?:[^\s'"]|'[^']*'|"[^"]*")+"""
_WORDS = re.compile(rf"-[\w-]+ (?!-){_WORD}|{_WORD}")
"""The pieces of a command line that stay together: an option with its value, what is in quotes."""


def drawn_help(found: Help, environment: Environment) -> str:
    """Return help as it is drawn on the terminal of an environment; settings that are wrong change nothing of it."""
    from relcli.cli.answers import drawn_layout

    layout = Layout(
        drawn_width(environment),
        terminal=environment.stdout_is_terminal,
        color=is_colored(environment),
        ascii_only=not environment.can_write("…"),
    )
    stream = io.StringIO()
    try:
        draw_page(stream, help_page(found, layout.width), drawn_layout(environment, layout))
    except (RelcliError, OSError):
        stream = io.StringIO()
        draw_page(stream, help_page(found, layout.width), layout)
    return stream.getvalue()


def write_drawn(found: Help, context: Any, formatter: Any) -> None:
    """Write help as a terminal shows it to the formatter of Typer, which is to let its colours through."""
    context.color = True  # what is not to be coloured has no colours
    formatter.write(drawn_help(found, environment_of(context)))


def help_page(found: Help, width: int) -> Page:
    """Return help as a page for so many columns."""
    return Page(_lines(found, min(width, WIDEST)), WIDEST)


def _lines(found: Help, width: int) -> Iterator[Line]:
    yield Line((Span(found.usage),), (Span("Usage: ", "heading"),))
    for text in found.paragraphs:
        yield Line()
        yield Line((Span(" ".join(text.split())),))
    columns = {of: _widest(found, options=of) for of in (True, False)}
    for heading, rows in found.groups.items():
        yield Line()
        yield Line((Span(f"{heading}:", "heading"),))
        for name, purpose in rows:
            yield from _row(name, purpose, width, columns[_is_option(name)])
    if found.examples:
        yield Line()
        yield Line((Span("Examples:", "heading"),))
        for example in _CONTINUED.sub(" ", "\n".join(found.examples)).splitlines():
            yield from _example(example, width - 2)
    if found.more:
        yield Line()
        yield Line((Span(found.more),))


def _row(name: str, purpose: str, width: int, column: int) -> Iterator[Line]:
    """Yield a name with its purpose from a column on; where there is little room, below it."""
    names = _spans(name)
    if width < NARROW:
        yield Line(names, (Span("  "),))
        yield Line((Span(purpose),), (Span("      "),))
        return
    gap = Span(" " * (column - sum(len(span.text) for span in names)))
    for place, part in enumerate(_balanced(purpose, width - column - 2)):
        yield Line((Span(part),), (Span("  "), *names, gap) if not place else (Span(" " * (column + 2)),))


def _balanced(text: str, room: int) -> list[str]:
    """Return a text on as few lines as it needs, of about one length: no word is left over on the last."""
    fewest = broken(text, room)
    for narrower in range(room // 2, room):
        if len(lines := broken(text, narrower)) == len(fewest):
            return lines
    return fewest


def _spans(name: str) -> tuple[Span, ...]:
    """Return a name as it is listed: what is typed as it is in colour, long options under each other."""
    if not _is_option(name):
        return (Span(name, "option"),)
    short, sign, long = name.rpartition(", ")
    typed, _, value = long.partition(" ")
    before = (Span(short, "option"), Span(sign)) if sign else (Span(" " * len(_SHORT)),)
    return (*before, Span(typed, "option"), Span(f" {value}" if value else "", "faint"))


def _widest(found: Help, *, options: bool) -> int:
    """Return how many columns the names of options, or of everything else, take with the blanks behind them."""
    names = [name for rows in found.groups.values() for name, _ in rows if _is_option(name) is options]
    return max([sum(len(span.text) for span in _spans(name)) for name in names], default=0) + 2


def _is_option(name: str) -> bool:
    return name.startswith("-")


def _example(line: str, width: int) -> Iterator[Line]:
    """Yield an example; one that is too long goes on below after a backslash, so that it can be copied as it is."""
    parts: list[str] = []
    for word in _WORDS.findall(line) if len(line) > width else [line]:
        if parts and len(parts[-1]) + len(word) + len(_GOES_ON) + 1 > width - 2:
            parts.append(word)
        else:
            parts[-1:] = [f"{parts[-1]} {word}" if parts else word]
    for place, part in enumerate(parts):
        ending = _GOES_ON if place < len(parts) - 1 else ""
        yield Line((Span(part + ending),), (Span("    " if place else "  "),))
