"""Is a clause stated as a fact in its sentence, or only asked, supposed, feared, alleged or denied?

Looks around the verb group at what governs it: the opening words ("in case", "provided that"), the verb or noun whose
content it is ("denied that", "fears that", "reports that ... were false"), an auxiliary before the subject ("had Iran
attacked", "at no time did"), and what is before the subject ("no soldiers", "neither France nor Italy"). What the verb
group says by itself is the business of `modality`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.annotations import Refusal
from relcli.coder.clauses.embedding import mark_embedded
from relcli.coder.clauses.modality import is_duty
from relcli.coder.kinds import FormShape, SubjectOrigin, Unreal, VerbShape

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.vocabulary.vocabulary import Vocabulary

LONGEST_OPENER = 5
INVERSION_REACH = 4  # tokens before an auxiliary that may front it: "at no time did"
HEDGE_REACH = 3  # tokens before the verb group in which an adverb may hedge it
PREVENTION_REACH = 6  # tokens between "stop" and its "from"
QUESTION_REACH = 3  # a question mark may be followed by closing quotes
INVERSION_STOPS = frozenset({",", ";", "“", '"', "that"})
OPENER_STOPS = frozenset({",", ";", "."})
PRESENT = frozenset({FormShape.THIRD, FormShape.BASE})


def mark_factuality(sentence: AnnotatedSentence, clauses: list[Clause], vocabulary: Vocabulary) -> None:
    """Write on every clause of a sentence why it states no act, and whether it is denied or reported."""
    asked = is_question(sentence)
    presupposed = vocabulary.word("factuality-presupposing-opener")
    for index, clause in enumerate(clauses):
        before = clauses[:index]
        if asked and sentence.lower(clause.left - 1) not in presupposed:
            clause.unreal = Refusal(Unreal.ASKED)
            continue
        _mark_own(sentence, clause, before, vocabulary)
        _inherit(clause, before)


def is_question(sentence: AnnotatedSentence) -> bool:
    """Does the sentence end with a question mark (before closing quotes)?"""
    return "?" in sentence.lowers[-QUESTION_REACH:]


def _mark_own(sentence: AnnotatedSentence, clause: Clause, before: list[Clause], vocabulary: Vocabulary) -> None:
    """Write on a clause what its own words and its governing word say."""
    start = _start_of_subject(sentence, clause, vocabulary)
    clause.unreal = (
        _supposed(sentence, clause, start, vocabulary)
        or _hedged(sentence, clause, vocabulary)
        or _inverted(sentence, clause, start, vocabulary)
        or _still_to_come(sentence, clause, start, vocabulary)
        or _prevented(sentence, clause, vocabulary)
        or _unconfirmed(sentence, start, vocabulary)
        or _demanded(sentence, clause, vocabulary)
    )
    if clause.group.shape is not VerbShape.FINITE:
        return
    _deny_by_subject(sentence, clause, start, vocabulary)
    if not clause.unreal:
        mark_embedded(sentence, clause, start, before, vocabulary)


def _start_of_subject(sentence: AnnotatedSentence, clause: Clause, vocabulary: Vocabulary) -> int:
    """Return the first token of the subject's phrase as far as it is known: its articles and adjectives included."""
    if clause.subject is None or not clause.left <= clause.subject.start < clause.group.start:
        return clause.left
    at = clause.subject.start
    while at > clause.left and sentence.lower(at - 1) in vocabulary.word("determiner"):
        at -= 1
    return at


def _deny_by_subject(sentence: AnnotatedSentence, clause: Clause, start: int, vocabulary: Vocabulary) -> None:
    """No soldiers attacked, neither France nor Italy signed: the subject carries the negation."""
    for at in (start - 1, start):
        if at + 1 >= clause.group.start or sentence.lower(at) not in vocabulary.word("factuality-no-word"):
            continue
        fronted = sentence.lowers[max(0, start - 1) : start + 3]
        if sentence.lower(start) == "not" or not vocabulary.word("factuality-real-fronted").isdisjoint(fronted):
            return
        clause.denied = True
        if sentence.lower(at + 1) in vocabulary.word("factuality-nobody"):  # "no other president has shown"
            clause.unreal = Refusal(Unreal.BY_NOBODY)


def _supposed(sentence: AnnotatedSentence, clause: Clause, start: int, vocabulary: Vocabulary) -> Refusal | None:
    """In case, provided that, suppose: an opener between the last verb and the subject."""
    openers = vocabulary.word("unreal-opener")
    for end in range(start, max(0, clause.left - LONGEST_OPENER), -1):
        for first in range(max(0, end - LONGEST_OPENER), end):
            phrase = " ".join(sentence.lowers[first:end])
            if phrase in openers and OPENER_STOPS.isdisjoint(sentence.lowers[end:start]):
                return Refusal(Unreal.SUPPOSED, phrase)
    return None


def _hedged(sentence: AnnotatedSentence, clause: Clause, vocabulary: Vocabulary) -> Refusal | None:
    """Allegedly attacked, nearly signed: an adverb between subject and verb, or right after the verb."""
    group, subject = clause.group, clause.subject
    first = subject.end if subject is not None and clause.left <= subject.start else group.start - 1
    first = max(first, group.start - HEDGE_REACH, 0)
    for word in sentence.lowers[first : group.end + 1]:
        if word in vocabulary.word("alleging-adverb"):
            return Refusal(Unreal.ALLEGED, word)
    for word in sentence.lowers[first : group.verb]:
        if word in vocabulary.word("near-miss-adverb"):
            return Refusal(Unreal.NEARLY_DONE, word)
    return None


def _inverted(sentence: AnnotatedSentence, clause: Clause, start: int, vocabulary: Vocabulary) -> Refusal | None:
    """Had Iran attacked (a condition), at no time did Iran attack (denied): an auxiliary before the subject."""
    at = start - 1
    auxiliary = sentence.lower(at)
    verbal = clause.group.shape in {VerbShape.FINITE, VerbShape.INFINITIVE}
    if not verbal or clause.subject is None or auxiliary not in vocabulary.auxiliaries:
        return None
    before = sentence.lowers[max(0, at - INVERSION_REACH) : at]
    stop = next((back for back in range(len(before), 0, -1) if before[back - 1] in INVERSION_STOPS), 0)
    before = before[stop:]
    conditional = auxiliary in vocabulary.word("factuality-inverted-condition")
    if not vocabulary.word("factuality-no-word").isdisjoint(before):
        clause.denied = vocabulary.word("factuality-real-fronted").isdisjoint(before)
    elif at == 0 or (at == 1 and sentence.lower(0) == "q"):
        return Refusal(Unreal.CONDITION if conditional else Unreal.ASKED)
    elif auxiliary == "should":  # "measures should Russia invade": no other word order puts it before a subject
        return Refusal(Unreal.CONDITION)
    elif conditional and vocabulary.word("factuality-inversion-lead").issuperset(before):
        return Refusal(Unreal.CONDITION)
    return None


def _still_to_come(sentence: AnnotatedSentence, clause: Clause, start: int, vocabulary: Vocabulary) -> Refusal | None:
    """Once Spain signs, the fence will go: the present tense after a word of time is a time to come."""
    group = clause.group
    present = group.start == group.verb and all(form.shape in PRESENT for form in group.readings)
    opened = present and sentence.lower(start - 1) in vocabulary.word("factuality-time-opener")
    return Refusal(Unreal.STILL_TO_COME) if opened and "will" in sentence.words else None


def _prevented(sentence: AnnotatedSentence, clause: Clause, vocabulary: Vocabulary) -> Refusal | None:
    """To stop militants from attacking: a gerund after "from" that somebody is kept from."""
    at = clause.group.start - 1
    if clause.group.shape is not VerbShape.GERUND or sentence.lower(at) != "from":
        return None
    before = sentence.lowers[max(0, at - PREVENTION_REACH) : at]
    return None if vocabulary.word("undoing-word").isdisjoint(before) else Refusal(Unreal.PREVENTED)


def _unconfirmed(sentence: AnnotatedSentence, start: int, vocabulary: Vocabulary) -> Refusal | None:
    """Unconfirmed reports say: what follows is a rumour."""
    unconfirmed = vocabulary.word("factuality-unconfirmed")
    if unconfirmed.isdisjoint(sentence.words) or unconfirmed.isdisjoint(sentence.lowers[:start]):
        return None
    return Refusal(Unreal.RUMOURED)


def _demanded(sentence: AnnotatedSentence, clause: Clause, vocabulary: Vocabulary) -> Refusal | None:
    """Needs to withdraw: a demand that no modal verb shows (those are left to `modality`)."""
    if clause.group.modal or not is_duty(clause.group, sentence, vocabulary):
        return None
    return Refusal(Unreal.DEMANDED)


def _inherit(clause: Clause, before: list[Clause]) -> None:
    """What depends on an unreal clause, or shares its subject, is as unreal."""
    above = clause.governor
    if above is None and clause.subject_origin is SubjectOrigin.SHARED:
        above = next((other for other in reversed(before) if other.subject is clause.subject), None)
    if above is None:
        return
    condition = Refusal(Unreal.CONDITION) if above.conditional else None
    clause.unreal = clause.unreal or above.unreal or condition
    if clause.group.shape not in {VerbShape.INFINITIVE, VerbShape.GERUND}:
        clause.denied = clause.denied or (above.denied and not clause.group.modal)
