"""Pages: lines of spans with a tone each, broken to a width and coloured where colour is wanted.

A report says what a piece of text *is* (cooperation, conflict, faint, strong, found); here it becomes an
SGR sequence or nothing. Control characters of data are written out when a span is made, so none can pass
through.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from relcli.escaping import escape_line
from relcli.output.width import width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from relcli.output.layout import Layout

TONES = {
    "": "",
    "strong": "1",
    "faint": "2",
    "found": "1;4",
    "cooperation": "32",
    "strong cooperation": "1;32",
    "conflict": "31",
    "strong conflict": "1;31",
    "uncertain": "33",
}
"""Tone -> SGR parameters, of the eight colours that every terminal has in the user's own shades."""

_ASCII = str.maketrans({"↔": "<->", "→": "->", "≤": "<=", "…": "...", "─": "-"})


@dataclass(frozen=True, slots=True, repr=False)
class Span:
    """A piece of a line: its text, of which controls are written out, and its tone."""

    text: str
    tone: str = ""

    def __post_init__(self) -> None:
        """Write out control characters."""
        if not self.text.isprintable():
            object.__setattr__(self, "text", escape_line(self.text))


Line = list[Span]


def ascii_signs(text: str) -> str:
    """Return `text` with our own signs (arrows, rules, ellipses) in ASCII; words of data stay as they are."""
    return text.translate(_ASCII)


def in_ascii(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines with our own signs in ASCII."""
    return ([Span(ascii_signs(span.text), span.tone) for span in line] for line in lines)


def rendered(line: Sequence[Span], layout: Layout) -> str:
    """Return a line as it is written: coloured or plain, without blanks at its end."""
    if not layout.color:
        return "".join([span.text for span in line]).rstrip()
    parts = [
        _coloured("".join([span.text for span in spans]), tone)
        for tone, spans in groupby(line, key=lambda span: span.tone)
    ]
    return "".join(parts).rstrip()


def _coloured(text: str, tone: str) -> str:
    sgr = TONES[tone]
    return f"\x1b[{sgr}m{text}\x1b[0m" if sgr and text else text


def line_width(line: Iterable[Span]) -> int:
    """Return the columns a line takes."""
    return sum(width_of(span.text) for span in line)


def broken(line: Iterable[Span], width: int) -> list[Line]:
    """Return a line broken at blanks into lines of at most `width` columns (0 = not broken)."""
    if not width:
        return [list(line)]
    lines: list[Line] = [[]]
    columns = 0
    for word, tone in _words(line):
        taken = width_of(word)
        if columns and columns + 1 + taken > width:
            lines.append([Span(word, tone)])
            columns = taken
            continue
        if columns:
            last = lines[-1][-1]
            glue = tone if last.tone == tone else ""
            lines[-1].append(Span(" ", glue))
            columns += 1
        lines[-1].append(Span(word, tone))
        columns += taken
    return lines


def _words(line: Iterable[Span]) -> Iterable[tuple[str, str]]:
    """Yield the words of a line with their tones; a word in two tones stays one word of the first."""
    waiting, tone = "", ""
    for span in line:
        parts = span.text.split(" ")
        for place, part in enumerate(parts):
            if place and waiting:
                yield waiting, tone
                waiting = ""
            if part and not waiting:
                tone = span.tone
            waiting += part
    if waiting:
        yield waiting, tone
