"""Tokens with offsets: one compiled regex, and a slow path for the few that need a second look.

Words are split so that the actor index can match them: hyphens, dashes, quotes and possessives stand alone
("Pakistan-Russia" is three tokens, "Iran's" two), while "U.S.", "Gen." and the initial "P." keep their stop.
The regex takes a stop along with the word in front of it; only then is the list of abbreviations asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from relcli.lexicon.words import AbbreviationKind

if TYPE_CHECKING:
    from relcli.lexicon.words import Words


class Token(NamedTuple):
    """One word or sign: `text` is exactly `body[start:end]`, `lower` its normal form for look-ups.

    `lower` is lower case with straight apostrophes ("'s", "d'ivoire") and whole words for clipped ones: the
    "wo" of "won't" is "will", every form of the negation "n't". A named tuple, because building one costs a
    third of what a frozen dataclass costs, and tokens are most of what this stage makes.
    """

    text: str
    lower: str
    start: int
    end: int


_CLITIC = r"['\u2019](?:[sStTmMdD]|[rRvV][eE]|[lL]{2})(?!\w)"
_JOINED = rf"((?:(?!{_CLITIC})['\u2019\u2018\u02bc\u0300-\u036f]+[^\W_]+|[\u0300-\u036f]+)+)?"
# The order is that of frequency, and what is rare (web addresses, "cannot") is kept out: each alternative in
# front of the words costs a fifth of the time.
_PATTERN = (
    rf"[^\W\d_](?:[^\W_]+|(?!\.[^\W\d_]\.)){_JOINED}(\.(?!\.))?"  # group 1: joined by an apostrophe, 2: stop
    r"|\d+(?:(?:,\d\d\d?){0,9},\d{3}(?!\d))?(?:[.:]\d+)*[^\W\d_]*"  # 23rd, 5,000.5, 12,00,000, 5:30
    r"|(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?"  # U.S., a.m., U.S.A
    rf"|((?<=[\w.)\]”\"]){_CLITIC}|[\u2019\u02bc])"  # group 3: possessive, clipped verb, apostrophe
    r"|--+|\.\.+|\S"
)
_TOKEN = re.compile(_PATTERN)
_TOKEN_OR_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”)\]]*[^\s<>\"”)\].,;:!?'\u2019]|" + _PATTERN,
)
_CURLY = str.maketrans("\u2019\u02bc\u2018", "'''")
_ENDINGS = "\"'”\u2019)]»"


class Tokenizer:
    """Splits texts into tokens, with the abbreviations of one lexicon."""

    def __init__(self, words: Words) -> None:
        """Take the abbreviations and the clipped words of a lexicon."""
        self._abbreviations = words.abbreviations
        self._whole_words = words.values("clipped-word")

    def tokens(self, body: str, start: int, end: int) -> list[Token]:
        """Return the tokens of `body[start:end]` in order; what is not blank is in exactly one."""
        tokens: list[Token] = []
        append, new = tokens.append, tuple.__new__  # new: as Token(...), without the call of a Python function
        addresses = body.find("://", start, end) >= 0 or body.find("www.", start, end) >= 0
        pattern = _TOKEN_OR_ADDRESS if addresses else _TOKEN
        for match in pattern.finditer(body, start, end):
            group = match.lastindex
            if group is None:
                text = match[0]
                append(new(Token, (text, text.lower(), *match.span())))
            elif group == 3:
                text = match[0]
                self._append_clitic(tokens, Token(text, text.lower().translate(_CURLY), *match.span()))
            else:
                self._append_word(tokens, body, match.span(), end)
        return _split_cannot(tokens) if body.find("annot", start, end) >= 0 else tokens

    def lowers(self, text: str) -> list[str]:
        """Return the normal forms of a whole text's tokens."""
        return [token.lower for token in self.tokens(text, 0, len(text))]

    def _append_word(self, tokens: list[Token], body: str, span: tuple[int, int], limit: int) -> None:
        """Add a word with an inner apostrophe or a stop after it; only abbreviations and initials keep it."""
        start, end = span
        text = body[start:end]
        if text[-1] == "." and not self._keeps_stop(text, body, end, limit):
            word = text[:-1]
            tokens.append(Token(word, word.lower().translate(_CURLY), start, end - 1))
            tokens.append(Token(".", ".", end - 1, end))
        else:
            tokens.append(Token(text, text.lower().translate(_CURLY), start, end))

    def _keeps_stop(self, text: str, body: str, end: int, limit: int) -> bool:
        kind = self._abbreviations.get(text)
        if kind is AbbreviationKind.NUMBER:
            following = body[end : end + 2].lstrip()
            return following[:1].isdigit()
        if kind is not None:
            return True
        # A single letter is an initial, but at the end of its sentence it is just a letter ("Plan B.").
        return len(text) == 2 and text[0].isupper() and bool(body[end:limit].strip(_ENDINGS))

    def _append_clitic(self, tokens: list[Token], clitic: Token) -> None:
        """Add "'s", "'re" as they are, and "'t" as the negation "n't", which takes the n of the word before."""
        before = tokens[-1] if tokens else None
        if clitic.lower != "'t" or before is None or before.end != clitic.start or before.lower[-1] != "n":
            tokens.append(clitic)
            return
        if before.lower == "can":
            tokens.append(clitic._replace(lower="n't"))
            return
        text, lower, cut = before.text[:-1], before.lower[:-1], before.end - 1
        if text:
            tokens[-1] = Token(text, self._whole_words.get(lower, lower), before.start, cut)
        else:
            tokens.pop()
        tokens.append(Token(before.text[-1] + clitic.text, "n't", cut, clitic.end))


def _split_cannot(tokens: list[Token]) -> list[Token]:
    """Make two tokens of "cannot", so that a negation is always a token of its own."""
    split: list[Token] = []
    for token in tokens:
        if token.lower == "cannot":
            cut = token.start + 3
            split += [
                Token(token.text[:3], "can", token.start, cut),
                Token(token.text[3:], "not", cut, token.end),
            ]
        else:
            split.append(token)
    return split
