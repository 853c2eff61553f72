"""Personal names as news writes them: honorifics, initials, particles, capitals. There is no list of given names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Mark
    from relcli.coder.vocabulary.vocabulary import Vocabulary

LONGEST_NAME = 6
MOST_HONORIFICS = 8  # tokens: "H. E. Mr. Dr."


def take_name(
    sentence: AnnotatedSentence, at: int, marks: dict[int, Mark], vocabulary: Vocabulary
) -> tuple[int, int] | None:
    """Return the tokens [start, end) of a personal name that begins at `at` (honorifics skipped), or None."""
    start = _skip_honorifics(sentence, at, vocabulary)
    mark = marks.get(start)
    end = mark.end if mark and mark.holder else start
    while _words(sentence, start, end) < LONGEST_NAME and _belongs(sentence, end, start, marks, vocabulary):
        end += 1
    while end > start and not _may_end_name(sentence, end - 1, vocabulary):
        end -= 1
    if end - start == 1 and sentence.lowers[start] in vocabulary.word("place-tail"):
        return None  # "governor of Hunan Province"
    if sentence.lower(end) == "," and sentence.lower(end + 1) in vocabulary.word("name-suffix"):
        end += 2  # ", Jr."
    return (start, end) if end > start else None


def _words(sentence: AnnotatedSentence, start: int, end: int) -> int:
    """Return how many words the tokens are; what a hyphen joins is one."""
    return end - start - 2 * sentence.lowers[start:end].count("-")


def _skip_honorifics(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> int:
    """Return the first token after "H.E. Mrs." and the like."""
    honorifics = vocabulary.word("honorific")
    last = at + MOST_HONORIFICS
    while at < last and sentence.lower(at) in honorifics and sentence.capitalised(at):
        at += 1
        if sentence.lower(at) == "." and sentence.lower(at - 1) in honorifics:
            at += 1
    return at


def _may_end_name(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> bool:
    """May a token be the last of a name: a capital, a suffix, the second half of a hyphened name ("Nak-yon")?"""
    lower = sentence.lower(at)
    if lower in vocabulary.word("name-particle") and sentence.lower(at + 1) == "-":
        return False
    hyphened = sentence.lower(at - 1) == "-" and lower.isalpha() and sentence.capitalised(at - 2)
    return sentence.capitalised(at) or lower in vocabulary.word("name-suffix") or hyphened


def _belongs(sentence: AnnotatedSentence, at: int, start: int, marks: dict[int, Mark], vocabulary: Vocabulary) -> bool:
    """May the token be a further word of the name that began at `start`?"""
    if at >= len(sentence.tokens):
        return False
    lower = sentence.lowers[at]
    mark = marks.get(at)
    if mark is not None and (mark.alias or mark.title or (at > start and not mark.holder)):
        return False
    if lower in vocabulary.weekdays:
        return False
    particles = vocabulary.word("name-particle")
    if lower == "-":
        joined = sentence.capitalised(at - 1) or sentence.lower(at - 1) in particles
        return at > start and joined and sentence.lower(at + 1).isalpha()
    if at > start + 1 and sentence.lower(at - 1) == "-" and lower.isalpha():
        return True
    if lower in particles:
        following = at + 1 + (sentence.lower(at + 1) == "-")  # "al Muslat", "al-Muslat"
        return (at > start or sentence.capitalised(at)) and sentence.capitalised(following)
    if not sentence.capitalised(at) or not lower.replace(".", "").replace("'", "").isalpha():
        return False
    return not _is_plain_word(sentence, at, start, vocabulary)


def _is_plain_word(sentence: AnnotatedSentence, at: int, start: int, vocabulary: Vocabulary) -> bool:
    """Is a capitalised token a word of the sentence rather than of a name?"""
    lower, headline = sentence.lowers[at], sentence.is_headline
    if not headline and len(lower) == 1 and sentence.capitalised(at + 1):
        return False  # an initial without its stop: "A K Abdul Momen"
    if at > start and lower in vocabulary.word("weekday"):
        return True  # "President William Ruto Friday met"
    if at > start and lower in vocabulary.word("calendar-word") and sentence.lower(at + 1)[:1].isdigit():
        return True  # "met President William Ruto May 3"
    if not headline and at > start:
        return False  # a capital within a sentence belongs to the name, whatever the word ("Malar Than Htaik")
    if lower in vocabulary.function_words:
        return True
    # In a headline every word is capitalised: a known verb form ends the name.
    return headline and at > start and lower in vocabulary.frames.forms
