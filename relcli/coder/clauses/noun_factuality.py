"""Is an event noun stated as a fact in its sentence? "Fears of an attack", "the talks were not held" state none.

The counterpart of `factuality`, which asks the same of clauses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.annotations import Refusal
from relcli.coder.clauses.factuality import is_question
from relcli.coder.clauses.times import past_time
from relcli.coder.kinds import Unreal

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary

PREDICATE_REACH = 14  # tokens after an event noun within which its predicate may begin
HEAD_REACH = 7  # tokens before an event noun within which the word it depends on may be
ADJECTIVE_REACH = 3
COMING_REACH = 3  # tokens between "not" and "held"
COMMAS = frozenset({",", ";"})
BREAKS = frozenset({",", ";", ":"})


def noun_is_denied(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> bool:
    """Denied any talks, said there were no talks: is the event noun at a token said not to exist?"""
    skipped = (
        vocabulary.word("determiner"),
        vocabulary.word("separator-adjective"),
        vocabulary.word("noun-factuality-article"),
    )
    first = at
    while first > 0 and any(sentence.lowers[first - 1] in words for words in skipped):
        first -= 1
    before = sentence.lower(first - 1)
    if before in vocabulary.word("noun-factuality-denying"):
        return True
    there = "there" in sentence.lowers[max(0, first - 4) : first]
    return there and "no" in sentence.lowers[first:at] and before in vocabulary.word("be")


def noun_is_to_come(sentence: AnnotatedSentence, at: int, end: int, vocabulary: Vocabulary) -> bool:
    """Will include talks, a visit that will take place: is the meeting that a noun names still ahead?"""
    future, breaks = vocabulary.word("modality-future"), vocabulary.word("noun-factuality-break")
    planned = vocabulary.word("noun-factuality-planned")
    for word in reversed(sentence.lowers[max(0, at - PREDICATE_REACH + 1) : at]):
        if word in breaks or word in BREAKS:
            break
        if word in future or word in planned:
            return True
    if "next" in sentence.lowers[end : past_time(sentence, end)]:  # "the visit next month of"
        return True
    for word in sentence.lowers[end : end + PREDICATE_REACH]:
        if word in breaks or word in BREAKS:
            return False
        if word in future:
            return True
    return False


def noun_is_unreal(sentence: AnnotatedSentence, at: int, end: int, vocabulary: Vocabulary) -> Refusal | None:
    """Return why an event noun states no act ("fears of an attack", "the attack would be"), or None."""
    if is_question(sentence):
        return Refusal(Unreal.ASKED)
    adjectives = vocabulary.word("unreal-adjective")
    if any(word in adjectives for word in sentence.lowers[max(0, at - ADJECTIVE_REACH) : at]):
        return Refusal(Unreal.NOT_REAL)
    return _predicate(sentence, end, vocabulary) or _head(sentence, at, vocabulary)


def _predicate(sentence: AnnotatedSentence, end: int, vocabulary: Vocabulary) -> Refusal | None:
    """Look at what is said of the noun after it: "would be", "were not held", "never took place", "was averted"."""
    word, told = vocabulary.word, False
    for at in range(end, min(end + PREDICATE_REACH, len(sentence.lowers))):
        lower, before = sentence.lowers[at], sentence.lower(at - 1)
        told = told or lower in word("be") or lower in word("have")  # "the visit was fruitful and would promote"
        if lower in word("noun-factuality-hypothetical") and not told:
            return Refusal(Unreal.HYPOTHETICAL, lower)
        if lower in COMMAS or lower == "that":
            return None
        if lower in word("negation"):
            later = sentence.lowers[at + 1 : at + 1 + COMING_REACH]
            return None if word("coming-about").isdisjoint(later) else Refusal(Unreal.NOT_HELD)
        if lower in word("noun-factuality-ruled-out") and before == "the":  # "out of the question", "off the table"
            if sentence.lower(at - 2) in word("noun-factuality-off"):
                return Refusal(Unreal.RULED_OUT)
        if lower in word("noun-factuality-off-verb") and sentence.lower(at + 1) == "off":
            return Refusal(Unreal.UNDONE, f"{lower} off")
        if lower in word("doubting-word") and before in word("be"):
            return Refusal(Unreal.DOUBTED, lower)
        if lower in word("undoing-word") and before in word("noun-factuality-passive"):
            return Refusal(Unreal.UNDONE, lower)
    return None


def _head(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> Refusal | None:
    """Look at what the noun depends on: "fears of an attack", "averted a strike"."""
    word = vocabulary.word
    for back in range(at - 1, max(0, at - HEAD_REACH), -1):
        lower, before = sentence.lowers[back], sentence.lower(back - 1)
        if lower in word("noun-factuality-head-link"):
            unreal = before in word("doubting-word") or before in word("unreal-noun")
            return Refusal(Unreal.NOT_REAL, f"{before} {lower}") if unreal else None
        if before == "to" and lower in word("bringing-about"):
            achieved = sentence.lower(back - 2) in word("noun-factuality-achieving")
            return None if achieved else Refusal(Unreal.INTENDED)
        if lower in word("undoing-word"):
            return Refusal(Unreal.UNDONE, lower)
        if lower in word("preposition") or lower in COMMAS:
            return None
    return None
