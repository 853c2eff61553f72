"""Pages as plain text, for pipes and files: no colours, links or rules, broken only where a width is asked for.

This is apart from rich on purpose: a page in a pipe must not pay for importing it (three times the whole answer), and
`relcli timeline | grep` has to print the same bytes whatever version of rich is installed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.output.page import LEAST_ROOM, MARGIN, ascii_signs
from relcli.output.width import width_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from relcli.output.layout import Layout
    from relcli.output.page import Line, Page, Span

MARGIN_GAP = 2
"""The least number of spaces before the margin."""


def write_page(stream: TextIO, page: Page, layout: Layout) -> None:
    """Write a page as it streams."""
    for line in plain_lines(page, layout):
        stream.write(line + "\n")


def plain_lines(page: Page, layout: Layout) -> Iterator[str]:
    """Yield the lines of a page for the layout's width (0 = lines are not broken), without trailing spaces."""
    width = min(layout.width, page.widest)
    for line in page.lines:
        for text in _laid(line, width):
            yield (ascii_signs(text) if layout.ascii_only else text).rstrip()


def _laid(line: Line, width: int) -> Iterator[str]:
    """Yield the lines that one line of the page becomes."""
    start, text = _joined(line.start), _joined(line.text)
    margin = _joined([line.margin]) if line.margin else ""
    if not width or line.whole:
        gap = " " * max(MARGIN_GAP, MARGIN - len(margin) - width_of(start + text))
        yield f"{start}{text}{gap}{margin}" if margin else start + text
        return
    room = width if line.margin is None else width - len(margin) - MARGIN_GAP
    indent = width_of(start)
    if len(line.start) > 1 and indent > room // 2:
        first = _joined(line.start[:-1])
        for place, part in enumerate(broken(_joined(line.start[-1:]), room - len(first))):
            yield (first if not place else " " * len(first)) + part
        indent = len(first) + MARGIN_GAP
        start = " " * indent
    for place, part in enumerate(broken(text, max(room - indent, LEAST_ROOM) if line.start else room)):
        if place:
            yield " " * indent + part
        else:
            gap = " " * max(MARGIN_GAP, width - len(margin) - indent - width_of(part))
            yield f"{start}{part}{gap}{margin}" if margin else start + part


def broken(text: str, width: int) -> list[str]:
    """Return `text` wrapped at spaces to lines of at most `width` columns; a longer word has a line to itself."""
    lines: list[str] = []
    columns = 0
    for word in filter(None, text.split(" ")):
        taken = width_of(word)
        if columns and columns + 1 + taken <= width:
            lines[-1] += f" {word}"
            columns += 1 + taken
        else:
            lines.append(word)
            columns = taken
    return lines or [""]


def _joined(spans: Sequence[Span]) -> str:
    return "".join([span.plain or span.text for span in spans])
