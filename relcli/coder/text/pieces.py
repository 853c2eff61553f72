"""Sentences that are too long to be sentences, in pieces: this keeps the time proportional to the length of a text.

The stages after this one look from every word of a sentence at the others. That costs nothing where sentences end, and
everything where a page has no full stop: a table, a list of names, a transcript, a file of blanks. So a sentence of
more than 1,500 tokens or 20,000 characters is read in pieces, and one of more than 2,000 characters is parted where
there are 250 blanks in a row. The longest of 74,000 sentences of news had 1,223 tokens and 6,472 characters, and no
line had twenty blanks in a row: what people write is never cut.

A piece ends at the last semicolon in the second half of what it may hold, else at the last comma, else before the last
"and", else where it is full. All pieces together hold every token once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcli.coder.text.tokens import Token

MOST_TOKENS = 1_500
MOST_CHARACTERS = 20_000
LONGEST_GAP = 250
"""Blanks between two tokens, beyond which they belong to different pieces of an overlong sentence."""

SHORT = 2_000
"""Characters of a sentence that is never looked at again."""

_SEMICOLON, _COMMA = ";", ","


def piece_ends(tokens: Sequence[Token], coordinators: frozenset[str]) -> list[int]:
    """Return the indices after the last token of each piece; one for a sentence of usual length."""
    if not tokens or tokens[-1].end - tokens[0].start <= SHORT:
        return [len(tokens)]
    ends: list[int] = []
    start = 0
    while start < len(tokens):
        start = _end_of_piece(tokens, start, coordinators)
        ends.append(start)
    return ends


def _end_of_piece(tokens: Sequence[Token], start: int, coordinators: frozenset[str]) -> int:
    """Return the index after the last token of the piece that begins at `start`."""
    full = _full(tokens, start)
    if full == len(tokens) or tokens[full].start - tokens[full - 1].end > LONGEST_GAP:
        return full
    comma = coordinator = 0
    for end in range(full, (start + full) // 2, -1):
        last = tokens[end - 1].lower
        if last == _SEMICOLON:
            return end
        if last == _COMMA:
            comma = comma or end
        elif tokens[end].lower in coordinators:
            coordinator = coordinator or end
    return comma or coordinator or full


def _full(tokens: Sequence[Token], start: int) -> int:
    """Return the index at which a piece that begins at `start` is full, or a long gap or the sentence ends it."""
    end = start + 1
    while end < len(tokens) and end - start < MOST_TOKENS:
        token = tokens[end]
        if token.end - tokens[start].start > MOST_CHARACTERS or token.start - tokens[end - 1].end > LONGEST_GAP:
            break
        end += 1
    return end
