"""Personal names as news writes them: honorifics, initials, particles, capitals; with no list of given names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Mark
    from relcli.coder.vocabulary.vocabulary import Vocabulary

LONGEST_NAME = 6
NOT_IN_NAMES = frozenset({"kind", "headline"})


def skip_honorifics(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> int:
    """Return the first token behind "H.E. Mrs." and the like."""
    honorifics = vocabulary.word("honorific")
    while sentence.lower(at) in honorifics and sentence.capitalised(at):
        at += 1
        if sentence.lower(at) == "." and sentence.lower(at - 1) in honorifics:
            at += 1
    return at


def take_name(
    sentence: AnnotatedSentence, at: int, marks: dict[int, Mark], vocabulary: Vocabulary
) -> tuple[int, int] | None:
    """Return the tokens [start, end) of a personal name that begins at `at` (honorifics skipped), or None."""
    start = skip_honorifics(sentence, at, vocabulary)
    mark = marks.get(start)
    end = mark.end if mark and mark.holder else start
    while end - start < LONGEST_NAME and _belongs(sentence, end, start, marks, vocabulary):
        end += 1
    while end > start and not (
        sentence.capitalised(end - 1) or sentence.lower(end - 1) in {"jr.", "jr"} or _hyphenated(sentence, end - 1)
    ):
        end -= 1
    end = _with_suffix(sentence, end)
    return (start, end) if end > start else None


def _hyphenated(sentence: AnnotatedSentence, at: int) -> bool:
    """Is a token the lower-cased second half of a hyphened given name ("Nak-yon")?"""
    return sentence.lower(at - 1) == "-" and sentence.lower(at).isalpha() and sentence.capitalised(at - 2)


def _with_suffix(sentence: AnnotatedSentence, end: int) -> int:
    """Take in ", Jr." behind a name."""
    if sentence.lower(end) == "," and sentence.lower(end + 1) in {"jr.", "jr", "sr.", "iii"}:
        return end + 2
    return end


def _belongs(sentence: AnnotatedSentence, at: int, start: int, marks: dict[int, Mark], vocabulary: Vocabulary) -> bool:
    """May the token be a further word of the name that began at `start`?"""
    if at >= len(sentence.tokens):
        return False
    lower = sentence.lowers[at]
    mark = marks.get(at)
    if mark is not None and at > start and not mark.holder:
        return False
    if mark is not None and (mark.alias or mark.title):
        return False
    if lower == "-":
        return (
            at > start
            and sentence.capitalised(at - 1)
            and at + 1 < len(sentence.tokens)
            and sentence.lower(at + 1).isalpha()
        )
    if at > start + 1 and sentence.lower(at - 1) == "-" and lower.isalpha():
        return True
    if lower in vocabulary.word("name-particle"):
        return (at > start and sentence.capitalised(at + 1)) or (
            sentence.capitalised(at) and sentence.capitalised(at + 1)
        )
    if not sentence.capitalised(at) or not lower.replace(".", "").replace("'", "").isalpha():
        return False
    return not _plain_word(sentence, at, start, lower, vocabulary)


def _plain_word(sentence: AnnotatedSentence, at: int, start: int, lower: str, vocabulary: Vocabulary) -> bool:
    """Is a capitalised token a word of the sentence rather than of a name?"""
    headline = sentence.kind in {"headline", "inserted", "bullet"}
    if len(lower) == 1 and sentence.capitalised(at + 1) and not headline:
        return False  # an initial without its stop: "A K Abdul Momen"
    if at > start and not headline:
        return (
            False  # a capital in the middle of a sentence belongs to the name, whatever the word ("Malar Than Htaik")
        )
    for word_class in (
        "determiner",
        "modal",
        "coordinator",
        "subordinator",
        "relative",
        "be",
        "have",
        "preposition",
    ):
        if lower in vocabulary.word(word_class):
            return True
    # In a headline every word is capitalised: a known verb form ends the name.
    return headline and at > start and lower in vocabulary.frames.forms
