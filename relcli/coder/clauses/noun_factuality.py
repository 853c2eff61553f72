"""How an event noun stands in its sentence: "fears of an attack", "the talks were not held", "denied any talks".

Beside `standing`, which asks the same of clauses; the words are those of words.tsv.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.annotations import Refusal
from relcli.coder.clauses.factuality import is_question
from relcli.coder.clauses.modality import FUTURE_MODALS

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary

NOUN_PREDICATE = 14  # tokens behind an event noun in which its predicate may stand
CLAUSE_BREAKS = frozenset({",", ";", "that", "who", "which", "said", "after", "since", ":"})
PLANNED_NOUN = frozenset({"scheduled", "upcoming", "forthcoming", "expected", "slated"})
DENYING = frozenset({"deny", "denies", "denied", "denying"})
ACHIEVING = frozenset({"managed", "able", "helped", "continued", "began", "started"})


def noun_is_denied(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> bool:
    """Denied any talks, said there were no talks: is the event noun at a token said not to be?"""
    first = at
    while first > 0 and (
        sentence.lower(first - 1) in vocabulary.word("determiner") | vocabulary.word("separator-adjective")
        or sentence.lower(first - 1) in {"no", "any", "such", "new", "further"}
    ):
        first -= 1
    lowers = sentence.lowers[first:at]
    before = sentence.lower(first - 1)
    if before in DENYING:
        return True
    there = "there" in sentence.lowers[max(0, first - 4) : first]
    return "no" in lowers and there and (before in vocabulary.word("be"))


def noun_is_to_come(sentence: AnnotatedSentence, at: int, end: int, vocabulary: Vocabulary) -> bool:
    """Will include talks, a visit that will take place: is the meeting a noun tells still ahead?"""
    for back in range(at - 1, max(-1, at - NOUN_PREDICATE), -1):
        if sentence.lowers[back] in CLAUSE_BREAKS:
            break
        if sentence.lowers[back] in FUTURE_MODALS or sentence.lowers[back] in PLANNED_NOUN:
            return True
    for ahead in range(end, min(end + NOUN_PREDICATE, len(sentence.lowers))):
        if sentence.lowers[ahead] in CLAUSE_BREAKS:
            return False
        if sentence.lowers[ahead] in FUTURE_MODALS:
            return True
    return False


def noun_is_unreal(sentence: AnnotatedSentence, at: int, end: int, vocabulary: Vocabulary) -> Refusal | None:
    """Return why an event noun states no act."""
    reason = _why_unreal(sentence, at, end, vocabulary)
    return Refusal(reason) if reason else None


def _why_unreal(sentence: AnnotatedSentence, at: int, end: int, vocabulary: Vocabulary) -> str:
    """Return why an event noun tells no act ("fears of an attack", "the attack would be"), or an empty string."""
    if is_question(sentence):
        return "asked, not told"
    adjectives = vocabulary.word("unreal-adjective")
    if any(word in adjectives for word in sentence.lowers[max(0, at - 3) : at]):
        return "not told as real"
    return _predicate(sentence, end, vocabulary) or _head(sentence, at, vocabulary)


def _predicate(sentence: AnnotatedSentence, end: int, vocabulary: Vocabulary) -> str:
    """Look at what is said of the noun behind it: "would be", "were not held", "never took place", "was averted"."""
    for at in range(end, min(end + NOUN_PREDICATE, len(sentence.lowers))):
        word = sentence.lowers[at]
        if word in {"would", "could", "might"}:
            return f"hypothetical (“{word}”)"
        if word in {",", ";", "that"}:
            return ""
        if word in vocabulary.word("negation"):
            later = sentence.lowers[at + 1 : at + 4]
            took_place = vocabulary.word("coming-about")
            return "said not to have been" if any(other in took_place for other in later) else ""
        if (
            word in {"question", "table"}
            and sentence.lower(at - 1) == "the"
            and sentence.lower(at - 2) in {"of", "off"}
        ):
            return "out of the question"
        if word in {"put", "called", "broken"} and sentence.lower(at + 1) == "off":
            return f"undone (“{word} off”)"
        if word in vocabulary.word("doubting-word") and sentence.lower(at - 1) in vocabulary.word("be"):
            return f"only {word}"
        if word in vocabulary.word("undoing-word") and sentence.lower(at - 1) in {"been", "be", "was", "were"}:
            return f"undone (“{word}”)"
    return ""


def _head(sentence: AnnotatedSentence, at: int, vocabulary: Vocabulary) -> str:
    """Look at what the noun depends on: "fears of an attack", "averted a strike"."""
    for back in range(at - 1, max(0, at - 7), -1):
        lower = sentence.lowers[back]
        if lower in {"of", "for", "about", "over"}:
            head = sentence.lower(back - 1)
            unreal = head in vocabulary.word("doubting-word") or head in vocabulary.word("unreal-noun")
            return f"not told as real (“{head} {lower}”)" if unreal else ""
        if sentence.lower(back - 1) == "to" and lower in vocabulary.word("bringing-about"):
            return "" if sentence.lower(back - 2) in ACHIEVING else "only intended"
        if lower in vocabulary.word("undoing-word"):
            return f"undone (“{lower}”)"
        if lower in vocabulary.word("preposition") or lower in {",", ";"}:
            return ""
    return ""
