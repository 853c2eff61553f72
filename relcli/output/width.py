"""How many columns a text takes on a terminal, and how to cut it to fit, without rich.

Plain tables need it: columns stay aligned in `relcli list -f table | less` also where names are Chinese or Arabic,
and a pipe must not import rich, whose own measure this would be otherwise. The pager counts lines by it.

Wide characters of East Asia take two columns, combining marks and most formatting signs none (Unicode
Standard Annex 11), and an emoji that a zero-width joiner joins to the one before takes none of its own. Terminals
disagree about what newer Unicode makes of emoji (skin tones, variation selectors); counted is what wcwidth(3) and
tmux count. ASCII, most of what there is, needs no look at any table.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

JOINER = "\u200d"
_JAMO = ((0x1160, 0x11FF), (0xD7B0, 0xD7FF))
"""Vowels and final consonants of Hangul, which share the square of the consonant before them."""
_SOFT_HYPHEN = "\u00ad"


class _Widths(dict[str, int]):
    """Columns of a character, computed once."""

    def __missing__(self, character: str) -> int:
        columns = _columns_of(character)
        self[character] = columns
        return columns


def _columns_of(character: str) -> int:
    from unicodedata import category, east_asian_width

    if character == _SOFT_HYPHEN:
        return 1
    if category(character) in {"Mn", "Me", "Cf"} or any(first <= ord(character) <= last for first, last in _JAMO):
        return 0
    return 2 if east_asian_width(character) in {"W", "F"} else 1


_WIDTHS = _Widths()


_NOT_PLAIN = re.compile(
    "[^\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590\u2010-\u2027\u2030-\u205e\u20a0-\u20cf\u2190-\u21ff]"
)


def is_plain(text: str) -> bool:
    """Is each character of `text` known to take one column, from left to right, without a look at any table?

    True of Latin, Greek and Cyrillic letters without combining marks, punctuation, currencies and arrows.
    """
    return text.isascii() or _NOT_PLAIN.search(text) is None


def width_of(text: str) -> int:
    """Return the number of terminal columns `text` takes."""
    if is_plain(text):
        return len(text)
    columns = sum(map(_WIDTHS.__getitem__, text))
    if JOINER in text:
        columns -= sum(2 for part in text.split(JOINER)[1:] if part and _WIDTHS[part[0]] == 2)
    return columns


def cut(text: str, width: int, mark: str = "…") -> str:
    """Return `text` cut to at most `width` columns, its loss shown by `mark`."""
    room = width - width_of(mark)
    if is_plain(text):
        return text if len(text) <= width else text[:room].rstrip() + mark if room > 0 else mark[:width]
    if width_of(text) <= width:
        return text
    if room <= 0:
        return mark[:width]
    # A joiner at the end would draw the mark into the last character.
    return text[: _fitting(text, room)].rstrip(f" {JOINER}") + mark


def _fitting(text: str, room: int) -> int:
    """Return how many characters of `text` fit into `room` columns."""
    if JOINER not in text:
        return bisect_right(list(accumulate(map(_WIDTHS.__getitem__, text))), room)
    columns, before = 0, ""
    for place, character in enumerate(text):
        taken = _WIDTHS[character]
        columns += 0 if before == JOINER and taken == 2 else taken
        if columns > room:
            return place
        before = character
    return len(text)
