"""The model of a page: what a report says, before anybody knows where it is read.

Reports are pure functions from rows to a `Page`. They decide what is on a line and what each piece of it *is*;
how wide the place is, what colour a style has and whether links can be followed is the business of the two printers:
`plain_page` for pipes and files, `terminal_page` (rich) for terminals.

    Page    lines, and the width beyond which no line is filled, however wide the place is
    Line    start | text .......................................... fill | margin
            more  | what does not fit goes on here, under its beginning  |
    Span    a piece of text with the name of a style and, perhaps, an address

- The `text` of a line flows: it is broken at blanks where the place has a width. Into a pipe without `--width` it
  stays one line, so that `grep` finds what belongs together.
- `start` is printed once before the text and is never broken; its width is the hanging indent of what follows. Where a
  start of several spans takes more than half of the line, as a long list of parties does, its last span is broken
  over lines of its own and the text begins below it.
- `more` is what a terminal has in place of the start before what goes on, blanks as wide as the start if it is None:
  branches of a tree that run on, or a smaller indent.
- `fill` is a sign that a terminal repeats from the end of the text, after a blank, to the margin or the edge: a rule.
  Only short texts are followed by one; a pipe gets none.
- `margin` is set at the right edge of the first line and keeps its room on all lines. A line whose margin is an
  empty span keeps the room without showing anything; None means that the text may run to the edge.
- `whole` is for lines that a pipe gets unbroken even with `--width`: sources with their addresses, headings.
- `style` is one of the names in `relcli.settings.STYLES`, which `[colors]` can change; '' is ordinary text.
- `link` is the address that a span leads to; only terminals that can follow links get it.
- `plain` is what is printed in place of the text where styles cannot be shown: signs around a sentence, for example,
  that a terminal underlines.
- A terminal breaks no line within a span that is to stay `together`, as a count with its noun, unless it is longer than
  the line.

Text is data. Control characters are written out when a span is made, so none can pass through, and nothing in it
(brackets, backslashes, colons) is ever read as markup. Our own signs (arrows, dashes, ellipses) are written in
Unicode; the printers replace them where the encoding has only ASCII.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from relcli.escaping import escape_line

if TYPE_CHECKING:
    from collections.abc import Iterable

MARGIN = 80
"""Column of the right margin where lines are not broken."""
LEAST_ROOM = 20
"""Text beside a start gets at least so many columns; a terminal narrower than that wraps it once more."""

_ASCII = str.maketrans(
    {
        "↔": "<->", "→": "->", "≤": "<=", "≥": ">=", "…": "...", "·": "-", "\u00d7": "x", "–": "-",
        "─": "-", "│": "|", "├": "|", "└": "`", "┄": "-", "▏": "|",
        "●": "*", "◑": "=", "◔": "+", "◌": "o", "✗": "x", "↺": "<", "◆": "!",
        "█": "#", "▉": "#", "▊": "#", "▋": "#", "▌": "#", "▍": "#", "▎": "#",
        "▁": ".", "▂": ":", "▃": "-", "▄": "=", "▅": "+", "▆": "*", "▇": "%",
        "░": ".", "▒": ":", "▓": "%",
        "‘": "'", "’": "'", "“": '"', "”": '"', "—": "--",
    }
)  # fmt: skip
"""Our own signs in ASCII, and the quotation marks and dashes of documents. Those that mark, draw or fill take one
column in both, so that nothing moves."""
_LETTERS = dict(zip("ıłŁøØđĐßæÆœŒ", ("i", "l", "L", "o", "O", "d", "D", "ss", "ae", "Ae", "oe", "Oe"), strict=True))
"""Letters that Unicode does not take for others with an accent, and how they are written without it."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line: its text, the name of its style, the address it leads to, what is printed instead
    where styles cannot be shown, and whether it is kept on one line. Control characters are written out."""

    text: str
    style: str = ""
    link: str = ""
    plain: str = ""
    together: bool = False

    def __post_init__(self) -> None:
        """Write out control characters."""
        for name in ("text", "link", "plain"):
            value = getattr(self, name)
            if not value.isprintable():
                object.__setattr__(self, name, escape_line(value))


class Line(NamedTuple):
    """A line of a page, see the module; without anything in it, an empty one."""

    text: tuple[Span, ...] = ()
    start: tuple[Span, ...] = ()
    margin: Span | None = None
    whole: bool = False
    more: tuple[Span, ...] | None = None
    fill: Span | None = None


class Page(NamedTuple):
    """The lines of a page in order, made as they are read, and the most columns that are filled."""

    lines: Iterable[Line]
    widest: int


def ascii_signs(text: str) -> str:
    """Return `text` with our own signs (arrows, rules, ellipses) in ASCII."""
    return text.translate(_ASCII)


def spelled(text: str, encoding: str = "ascii") -> str:
    """Return `text` for an encoding that has only some letters: our own signs in ASCII, names without the accents that
    it does not have, as people type them, and anything else written out."""
    text = ascii_signs(text)
    return text if text.isascii() else "".join([_spelled(sign, encoding) for sign in text])


def _spelled(sign: str, encoding: str) -> str:
    if sign.isascii():
        return sign
    from unicodedata import combining, normalize

    plain = _LETTERS.get(sign) or "".join([part for part in normalize("NFKD", sign) if not combining(part)])
    for form in (sign, plain):
        try:
            return form.encode(encoding).decode(encoding)
        except UnicodeEncodeError:
            continue
    return sign.encode(encoding, "backslashreplace").decode(encoding)
