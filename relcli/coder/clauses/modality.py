"""Said is not done: what the verb group itself (negation, modal verbs, tense) and its frame make of an act.

What the rest of the sentence makes of it is the business of `factuality`, which runs first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcli.coder.annotations import Refusal
from relcli.coder.kinds import FormShape, Modality, Unreal
from relcli.coder.vocabulary.frames import TRANSPARENT

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Clause, VerbGroup
    from relcli.coder.vocabulary.frames import Frame
    from relcli.coder.vocabulary.vocabulary import Vocabulary

COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})
FORCEFUL = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
THREATENED = frozenset({"COERCE", "ASSAULT"})
"""Types of force that threaten when they are announced; measures and moves of troops are what they will be."""
NOT_DENIABLE = frozenset({"REJECT", "THREATEN", "REQUEST", "ACCUSE"})
"""Types of words: words that are not spoken are no act, not even a denied one."""
NEGATION_USED = "negation used"
"""Flag of a frame whose own negation has been turned into a denial of what follows it."""
PLAN_REACH = 4  # tokens between "was" or "had planned" and its "to"


def future_type(event_type: str, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> str:
    """Return the type of an act still to come: cooperation in the future is AGREE, force in the future THREATEN.

    Sanctions and troops that are announced without a condition stay what they will be: a decision, no threat.
    PLOVER manual (2021): cooperation reported in the future tense is AGREE; our conventions are in docs/coding.md.
    """
    if event_type in COOPERATIVE:
        return "AGREE"
    conditioned = event_type in FORCEFUL and not vocabulary.word("conditional").isdisjoint(sentence.words)
    return "THREATEN" if conditioned or event_type in THREATENED else event_type


def modality_of(
    clause: Clause, frame: Frame, sentence: AnnotatedSentence, reported: bool, vocabulary: Vocabulary
) -> Modality | Refusal:
    """Return the modality of the act that a clause states under a frame, or why it states no act.

    `reported`: someone in the sentence says so, which makes "would" a future seen from the past.
    """
    group = clause.group
    reported = reported or clause.reported
    refusal = _refusal(clause, frame, sentence, reported, vocabulary)
    if refusal is not None:
        return refusal
    modality = Modality(frame.modality)
    if group.modal == "would" or group.modal in vocabulary.word("modality-future"):
        modality = _future(modality, frame)
    if NEGATION_USED in frame.flags:
        return Modality.DENIED
    negated = group.negated if "no" in frame.rest else is_negated(group, sentence, vocabulary)
    if negated and (clause.denied or frame.modality == Modality.DENIED):
        return Refusal(Unreal.DENIED_TWICE)
    if negated or clause.denied:
        return denied(modality, frame, vocabulary)
    if modality is Modality.OCCURRED and _is_past(clause, sentence, reported, vocabulary):
        return Modality.HISTORICAL
    return modality


def _is_past(clause: Clause, sentence: AnnotatedSentence, reported: bool, vocabulary: Vocabulary) -> bool:
    """Does the clause itself show that what it tells is background: "had met", "met years ago", "since they met"?"""
    if _long_ago(clause, sentence, vocabulary):
        return True
    group, words = clause.group, sentence.lowers[clause.left : clause.right]
    opener = sentence.lower(clause.left - 1) if clause.left > 1 else ""  # at the head of a sentence it is a reason
    if opener in vocabulary.word("modality-since") and FormShape.PAST in group.forms:
        return group.is_bare or group.passive
    had = group.perfect == "had" and not reported
    return had and vocabulary.word("modality-recent").isdisjoint(words)


def _refusal(
    clause: Clause, frame: Frame, sentence: AnnotatedSentence, reported: bool, vocabulary: Vocabulary
) -> Refusal | None:
    """Return why a clause states no act, whatever its negation."""
    group = clause.group
    if clause.conditional:
        return Refusal(Unreal.CONDITION)
    if clause.unreal:
        return clause.unreal
    if frame.complement == "to" and _is_past_plan(clause, frame, sentence, vocabulary):
        return Refusal(Unreal.PAST_PLAN)
    if group.modal in vocabulary.word("modality-doubtful"):
        return Refusal(Unreal.POSSIBLE, group.modal)
    if group.modal in vocabulary.word("modality-duty"):
        return Refusal(Unreal.DEMANDED, group.modal)
    if group.modal == "would" and (group.perfect or not reported):
        return Refusal(Unreal.HYPOTHETICAL, group.modal)
    return None


def _long_ago(clause: Clause, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> bool:
    """Is what a clause tells old: "years ago", "decades earlier", "has long complained", "attacked it in the past"?"""
    word, group = vocabulary.word, clause.group
    if not word("modality-long").isdisjoint(sentence.lowers[group.start : group.verb]):
        return True
    ago, units, past = word("modality-ago"), word("modality-long-time"), word("modality-past-noun")
    for at in range(max(clause.left, 1), clause.right):
        lower, before = sentence.lower(at), sentence.lower(at - 1)
        if lower in past and before == "the" and sentence.lower(at - 2) == "in" and _ends_phrase(sentence, at + 1):
            return True
        if lower in ago and before in units and group.perfect != "have":
            return True
    return False


def _ends_phrase(sentence: AnnotatedSentence, at: int) -> bool:
    """Does no noun follow, unlike "in the past week"?"""
    return not sentence.lower(at).isalnum()


def is_negated(group: VerbGroup, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> bool:
    """Is the verb group negated, or followed by "no" or "not" ("is not ready", "sent no troops")?"""
    if group.negated:
        return True
    following = sentence.lower(group.end + 1)
    return (
        sentence.lower(group.end) in vocabulary.word("negation-after-verb")
        and following not in vocabulary.word("negation-canceller")
        and following != "least"  # "not least because"
    )


def withheld(clause: Clause, frame: Frame, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> Frame:
    """Return the frame of a negated intention ("does not intend to send") as one that only denies what follows it."""
    intends = frame.type == "AGREE" and frame.complement == "to" and _intends(frame, vocabulary)
    if intends and is_negated(clause.group, sentence, vocabulary):
        return replace(frame, type=TRANSPARENT, modality=Modality.DENIED, flags=frame.flags | {NEGATION_USED})
    return frame


def is_duty(group: VerbGroup, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> bool:
    """Does the verb group demand something of its subject: must, should, ought to, needs to, has to?

    "Had to" states what was done, so it is no duty.
    """
    if group.modal in vocabulary.word("modality-duty"):
        return True
    return (
        sentence.lower(group.verb) in vocabulary.word("modality-duty-verb")
        and sentence.lower(group.end) == "to"
        and not group.perfect
        and not group.negated
    )


def _intends(frame: Frame, vocabulary: Vocabulary) -> bool:
    """Is it an intention of one's own rather than a word given to others?"""
    return frame.lemma in vocabulary.word("modality-intending-verb")


def _is_past_plan(clause: Clause, frame: Frame, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> bool:
    """Had planned to, was going to, was to have: a plan that is over."""
    if NEGATION_USED in frame.flags or not _intends(frame, vocabulary):
        return False
    group = clause.group
    to = next((at for at in range(group.end, group.end + PLAN_REACH) if sentence.lower(at) == "to"), group.end)
    if sentence.lower(to + 1) == "have" and sentence.lower(to) == "to":
        return frame.type == "AGREE"
    if group.perfect == "had":
        return frame.type in {"AGREE", "THREATEN", TRANSPARENT}
    be = sentence.lower(group.be_at if group.be_at >= 0 else group.verb)
    planned = not vocabulary.word("modality-past-plan").isdisjoint(frame.rest)
    return be in vocabulary.word("modality-past-be") and frame.lemma == "be" and planned


def _future(modality: Modality, frame: Frame) -> Modality:
    if frame.type == "REJECT":  # "would be unable to come": a refusal announced is a refusal
        return modality
    return Modality.PLEDGED if modality in {Modality.OCCURRED, Modality.AGREED} else modality


def denied(modality: Modality, frame: Frame, vocabulary: Vocabulary) -> Modality | Refusal:
    """Return what a denial makes of an act of this modality: a denied act, or no act if it is one of words."""
    if frame.lemma in vocabulary.word("modality-discussing-verb"):  # denies the subject, not the meeting
        return Refusal(Unreal.NOT_DISCUSSED)
    if frame.type in NOT_DENIABLE or modality is Modality.PROPOSED:
        return Refusal(Unreal.NEGATED)
    return Modality.DENIED
