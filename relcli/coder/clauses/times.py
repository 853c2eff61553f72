"""Phrases of time that stand where a verb's own words do: "on Thursday apologised", "called Wednesday on".

They say nothing of who does what, so subjects, auxiliaries and fixed words are looked for beyond them. What day they
mean is the business of `relcli.coder.dates`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary

POSSESSIVES = frozenset({"'s", "'"})
YEAR_DIGITS = 4


def mark_times(sentence: AnnotatedSentence, vocabulary: Vocabulary) -> None:
    """Write on a sentence where its phrases of time begin and end."""
    cores = vocabulary.word("time-core")
    if cores.isdisjoint(sentence.words):
        return
    for at, lower in enumerate(sentence.lowers):
        if lower not in cores or sentence.actor_at(at) is not None:
            continue
        start, end = _start(sentence, at, vocabulary), _end(sentence, at + 1, vocabulary)
        named = lower in vocabulary.word("calendar-word")
        plain = named and (sentence.capitalised(at) or start < at)
        if not (plain or _is_counted(sentence, start, at, vocabulary)) or sentence.lower(end) in POSSESSIVES:
            continue
        start = sentence.time_ends.pop(start, start)  # "for the second time" + "this week"
        sentence.time_starts[start], sentence.time_ends[end] = end, start


def _is_counted(sentence: AnnotatedSentence, start: int, at: int, vocabulary: Vocabulary) -> bool:
    """Does a word before a unit make it a time: "this week", "for the second time"?"""
    leads = vocabulary.word("time-lead")
    return any(word in leads for word in sentence.lowers[start:at])


def _start(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> int:
    """Return the first token of the phrase: its number, "late", "last" and preposition."""
    start = at
    while sentence.lower(start - 1)[:1].isdigit() or sentence.lower(start - 1) in vocabulary.word("time-lead"):
        start -= 1
    if sentence.lower(start - 1) == "the":
        start -= 1
    return start - (sentence.lower(start - 1) in vocabulary.word("time-preposition"))


def _end(sentence: AnnotatedSentence, end: int, vocabulary: Vocabulary) -> int:
    """Return the token after the phrase: after its number, its part of the day and its year."""
    while sentence.lower(end).isdigit() or sentence.lower(end) in vocabulary.word("date-day-part"):
        end += 1
    year = sentence.lower(end + 1)
    return end + 2 if sentence.lower(end) == "," and year.isdigit() and len(year) == YEAR_DIGITS else end


def past_time(sentence: AnnotatedSentence, at: int) -> int:
    """Return the token after the phrase of time that begins at a token, or the token itself."""
    return sentence.time_starts.get(at, at)


def before_time(sentence: AnnotatedSentence, at: int) -> int:
    """Return the token before the phrase of time that ends with a token, or the token itself."""
    start = sentence.time_ends.get(at + 1)
    return at if start is None else start - 1
