"""Pages on a terminal: rich breaks their lines, colours their spans and writes their links."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from relcli.output.page import LEAST_ROOM, MARGIN, Span
from relcli.output.terminal import UNLIMITED, encodable, kept_apart, linked, make_console, show, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TextIO

    from relcli.output.layout import Layout
    from relcli.output.page import Line, Page

MARGIN_GAP = 2
"""The least number of spaces before the margin."""
_PRIVATE = range(0xE000, 0xF900)
"""Signs that mean nothing in Unicode: one that a line does not have stands for blanks at which it is not broken, until
it is broken."""


def draw_page(stream: TextIO, page: Page, layout: Layout) -> None:
    """Draw a page as its lines are made."""
    PagePrinter(stream, layout).draw(page)


class PagePrinter:
    """Draws pages on a stream."""

    def __init__(self, stream: TextIO, layout: Layout) -> None:
        self._layout = layout
        self._console = make_console(stream, layout)
        self._kept = ""

    def draw(self, page: Page) -> None:
        """Draw a page as its lines are made."""
        width = min(self._layout.width, page.widest)
        for line in page.lines:
            self._kept = _unused_sign(line)
            for text in self._laid(line, width):
                text.rstrip()
                show(self._console, text)

    def _laid(self, line: Line, width: int) -> Iterator[Text]:
        """Yield the lines that one line of the page becomes."""
        start, text = self._joined(line.start), self._joined(line.text)
        more = Text(" " * start.cell_len) if line.more is None else self._joined(line.more)
        margin = self._joined([line.margin]) if line.margin else Text()
        # Where nothing is broken, the margin is where a page of usual width has it.
        edge = (width or MARGIN) - (margin.cell_len + MARGIN_GAP if margin else 0)
        room = (width or UNLIMITED) - (0 if line.margin is None else margin.cell_len + MARGIN_GAP)
        if len(line.start) > 1 and start.cell_len > room // 2:
            first = self._joined(line.start[:-1])
            indent = Text(" " * first.cell_len) if line.more is None else more
            yield from self._hanging((first, indent), self._joined(line.start[-1:]), room)
            start = indent.copy().append(" " * MARGIN_GAP)
            more = start if line.more is None else more
        addresses = any(span.link == span.text for span in line.text if span.link)
        lines = self._hanging((start, more), text, room, least=LEAST_ROOM, whole_words=addresses)
        top = next(lines)
        if line.fill is not None:
            self._fill(top, line.fill, edge)
        if margin:
            top.append(" " * max(MARGIN_GAP, edge + MARGIN_GAP - top.cell_len))
            top.append_text(margin)
        yield top
        yield from lines

    def _fill(self, line: Text, fill: Span, edge: int) -> None:
        """Repeat a sign up to the edge, with a blank before it."""
        columns = edge - line.cell_len - 1
        line.append_text(self._joined([Span(" "), Span(fill.text * columns, fill.style)]))

    def _hanging(
        self, starts: tuple[Text, Text], text: Text, width: int, *, least: int = 1, whole_words: bool = False
    ) -> Iterator[Text]:
        """Yield the lines of a text that is broken beside its start, at first, and what is before each further line; it
        gets at least so many columns."""
        start, more = starts
        rooms = [max(width - each.cell_len, least) for each in starts]
        text = _loosened(text, min(rooms), self._kept)
        parts = self._broken(text, rooms[0], whole_words=whole_words)
        if rooms[1] != rooms[0] and len(parts) > 1:
            rest = text[len(parts[0].plain) :]
            rest = rest[len(rest.plain) - len(rest.plain.lstrip(" ")) :]
            parts[1:] = self._broken(rest, rooms[1], whole_words=whole_words)
        for place, part in enumerate(parts):
            part.rstrip()
            if self._kept in part.plain:
                part.plain = part.plain.replace(self._kept, " ")
            yield (more if place else start).copy().append_text(kept_apart(part))

    def _broken(self, text: Text, room: int, *, whole_words: bool) -> list[Text]:
        """Return the lines of a text that is broken at blanks, and where a word is too long unless it stays whole."""
        if whole_words:
            return list(text.divide(_breaks(text.plain, room)))
        return wrapped(text, self._console, room) or [Text()]

    def _joined(self, spans: Sequence[Span]) -> Text:
        text = Text()
        for (style, link), alike in groupby(spans, key=lambda span: (span.style, span.link)):
            begin = len(text)
            text.append("".join(map(self._words, alike)), style or None)
            if link and self._layout.links:
                linked(text, link, begin)
        return text

    def _words(self, span: Span) -> str:
        """Return what is shown of a span."""
        words = span.text if self._layout.color else span.plain or span.text
        shown = encodable(words, self._console, self._layout)
        return shown.replace(" ", self._kept) if span.together else shown


def _unused_sign(line: Line) -> str:
    """Return a sign that no text of a line has."""
    texts = "".join(span.text + span.plain for span in (*line.start, *line.text, *(line.more or ())))
    return next((sign for sign in map(chr, _PRIVATE) if sign not in texts), " ")


def _loosened(text: Text, room: int, kept: str) -> Text:
    """Return a text whose pieces that are to stay together do so only where a line has room for them."""
    if kept in text.plain:
        pieces = [piece if cell_len(piece) <= room else piece.replace(kept, " ") for piece in text.plain.split(" ")]
        text = text.copy()
        text.plain = " ".join(pieces)
    return text


def _breaks(text: str, width: int) -> list[int]:
    """Return where a text is wrapped at spaces for a width; rich would break a longer word, here an address, too."""
    breaks, columns, place = [], 0, 0
    for word in text.split(" "):
        taken = cell_len(word)
        if columns and columns + taken > width:
            breaks.append(place)
            columns = 0
        columns += taken + 1
        place += len(word) + 1
    return breaks
