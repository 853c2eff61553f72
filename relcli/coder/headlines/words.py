"""A line in the making: words of a sentence, some left out, some in place of others, and how they are written out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcli.coder.annotations import AnnotatedSentence

NO_SPACE_BEFORE = frozenset({",", ".", ";", ":", ")", "]", "?", "!", "”", "'s", "'", "%", "n't"})
NO_SPACE_AFTER = frozenset({"(", "[", "“", "$", "€", "£"})


class Word(NamedTuple):
    """One word or sign: `at` is its token in the sentence (-1 for a word put in), `joined` that no space is before."""

    text: str
    lower: str
    at: int = -1
    joined: bool = False


def words_of(sentence: AnnotatedSentence, start: int, end: int) -> list[Word]:
    """Return the tokens [start, end) of a sentence as words."""
    tokens = sentence.tokens
    return [
        Word(tokens[at].text, tokens[at].lower, at, at > 0 and tokens[at - 1].end == tokens[at].start)
        for at in range(max(0, start), min(end, len(tokens)))
    ]


def put_in(text: str) -> list[Word]:
    """Return a text that is not in the sentence as one word."""
    return [Word(text, text.lower())] if text else []


def written(words: Iterable[Word]) -> str:
    """Return words as they are printed, with single spaces and nothing in front of a comma."""
    text = ""
    before: Word | None = None
    for word in words:
        follows = before is not None and before.at >= 0 and word.at == before.at + 1
        joined = word.joined if follows else word.lower in NO_SPACE_BEFORE
        if before is not None and not joined and not (before.lower in NO_SPACE_AFTER and not follows):
            text += " "
        text += word.text
        before = word
    return " ".join(text.split())


class Part(NamedTuple):
    """One word of a line as it is written, and the word of the line that it is, or is part of, with its place in it."""

    text: str
    lower: str
    word: Word
    place: int


def parts_of(words: list[Word]) -> list[Part]:
    """Return the single words of a line; a name that was put in may be several."""
    return [
        Part(text, text.lower(), word, index)
        for index, word in enumerate(words)
        for text in (word.text.split() if " " in word.text else (word.text,))
    ]


def words_in(parts: list[Part]) -> list[Word]:
    """Return the words of a line that parts are of, each once."""
    return list({part.place: part.word for part in parts}.values())


def stem_of(noun: str) -> str:
    """Return a noun without the "s" of its plural."""
    return noun.removesuffix("s")
