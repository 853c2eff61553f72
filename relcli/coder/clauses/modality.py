"""Said is not done: what negation, modal verbs, conditions and the frame make of an act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcli.coder.annotations import Refusal
from relcli.coder.kinds import Modality
from relcli.coder.vocabulary.frames import TRANSPARENT

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Clause, VerbGroup
    from relcli.coder.vocabulary.frames import Frame
    from relcli.coder.vocabulary.vocabulary import Vocabulary

FUTURE_MODALS = frozenset({"will", "shall", "'ll", "wo"})
DOUBTFUL_MODALS = frozenset({"may", "might", "could", "can"})
DUTY_MODALS = frozenset({"should", "must", "ought"})
NEEDS = frozenset({"need", "needs", "has", "have"})
"""With "to" behind them a duty; "had to" tells what was done."""
COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT", "CONCEDE"})
FORCEFUL = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
KEEPS_UNDER_NEGATION = frozenset({"REJECT"})
NOT_NEGATING = frozenset({"only", "just", "merely", "simply", "least"})
"""Words that take the force from "not" before them."""
NEGATION_TOLD = "negation told"
"""Flag of a frame whose own negation has been turned into a denial of what follows."""
TOPICAL = frozenset({"discuss", "address", "raise", "consider", "debate"})
"""Verbs whose negation denies the subject, not the meeting."""
INTENTIONS = frozenset("aim expect hope intend mean plan prepare seek want wish".split())
PAST_PLANS = frozenset({"going", "about", "supposed", "meant"})


def future_type(event_type: str) -> str:
    """Return the type of an act still to come: cooperation in the future is AGREE, force in the future THREATEN.

    PLOVER manual (2021): cooperation told in the future tense is AGREE; its conventions are in docs/coding.md.
    """
    if event_type in COOPERATIVE:
        return "AGREE"
    return "THREATEN" if event_type in FORCEFUL else event_type


def modality_of(
    clause: Clause, frame: Frame, sentence: AnnotatedSentence, reported: bool, vocabulary: Vocabulary
) -> Modality | Refusal:
    """Return the modality of the act that a clause states under a frame, or why it states none."""
    return _reading(settle_modality(clause, frame, sentence, reported))


def _reading(text: str) -> Modality | Refusal:
    return Refusal(text[1:]) if text.startswith("!") else Modality(text)


def settle_modality(clause: Clause, frame: Frame, sentence: AnnotatedSentence, reported: bool) -> str:
    """Return the modality of an act, or "!reason" if the clause tells no act at all."""
    group = clause.group
    if clause.conditional:
        return "!a condition, not an act"
    if clause.unreal:
        return "!" + clause.unreal
    reported = reported or clause.reported
    if frame.complement == "to" and _is_past_plan(clause, frame, sentence):
        return "!a plan of the past"
    modality = frame.modality
    if group.modal in DOUBTFUL_MODALS:
        return "!only possible (“" + group.modal + "”)"
    if group.modal in DUTY_MODALS:
        return "!only demanded (“" + group.modal + "”)"
    if group.modal == "would":
        if group.perfect or not reported:
            return "!hypothetical (“would”)"
        modality = _future(modality, frame)
    elif group.modal in FUTURE_MODALS:
        modality = _future(modality, frame)
    if NEGATION_TOLD in frame.flags:
        return "denied"
    negated = group.negated if "no" in frame.rest else is_negated(group, sentence)
    if negated and (clause.denied or frame.modality == "denied"):
        return "!denied twice is not told"
    if negated or clause.denied:
        return _denied(modality, frame)
    if modality == "occurred" and (_long_ago(clause, sentence) or (group.perfect == "had" and not reported)):
        return "historical"
    return modality


def _long_ago(clause: Clause, sentence: AnnotatedSentence) -> bool:
    """Does "years ago", "decades earlier" stand within the clause, and the verb not in the present perfect?"""
    if clause.group.perfect == "have":
        return False
    for at in range(max(clause.left, 1), clause.right):
        if sentence.lower(at) in {"ago", "earlier"} and sentence.lower(at - 1) in {"years", "decades", "centuries"}:
            return True
    return False


def is_negated(group: VerbGroup, sentence: AnnotatedSentence) -> bool:
    """Does the verb group, or "no" or "not" right behind it, deny ("is not ready", "sent no troops")?"""
    behind = sentence.lower(group.end)
    return group.negated or (
        behind in {"no", "not", "n't", "never"} and sentence.lower(group.end + 1) not in NOT_NEGATING
    )


def withheld(clause: Clause, frame: Frame, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> Frame:
    """Return the frame of a negated intention ("does not intend to send") as one that only denies what follows it."""
    if frame.type == "AGREE" and frame.complement == "to" and _intends(frame) and is_negated(clause.group, sentence):
        return replace(frame, type=TRANSPARENT, modality="denied", flags=frame.flags | {NEGATION_TOLD})
    return frame


def is_duty(group: VerbGroup, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> bool:
    """Must, should, ought to, needs to, has to: what is demanded of the subject."""
    if group.modal in DUTY_MODALS:
        return True
    return (
        sentence.lower(group.verb) in NEEDS
        and sentence.lower(group.end) == "to"
        and not group.perfect
        and not group.negated
    )


def _intends(frame: Frame) -> bool:
    """Is it an intention of one's own rather than a word given to others?"""
    return frame.lemma in INTENTIONS or frame.lemma in {"be", "have"}


def _is_past_plan(clause: Clause, frame: Frame, sentence: AnnotatedSentence) -> bool:
    """Had planned to, was going to, was to have: what was meant to be and is told as gone by."""
    if not _intends(frame) or NEGATION_TOLD in frame.flags:
        return False
    at = clause.group.end
    to = next((back for back in range(at, at + 4) if sentence.lower(back) == "to"), at)
    if sentence.lower(to + 1) == "have" and sentence.lower(to) == "to":
        return frame.type == "AGREE"
    if clause.group.perfect == "had":
        return frame.type in {"AGREE", "THREATEN", TRANSPARENT}
    was = sentence.lower(clause.group.be_at if clause.group.be_at >= 0 else clause.group.verb) in {"was", "were"}
    return was and frame.lemma == "be" and bool(set(frame.rest) & PAST_PLANS)


def _future(modality: str, frame: Frame) -> str:
    if frame.type == "REJECT":  # "would be unable to come": a refusal announced is a refusal
        return modality
    return "pledged" if modality in {"occurred", "agreed"} else modality


def denied(modality: Modality, frame: Frame, vocabulary: Vocabulary) -> Modality | Refusal:
    """Return what a denial makes of an act of this modality: a denied act, or none where words are not spoken."""
    return _reading(_denied(modality, frame))


def _denied(modality: str, frame: Frame) -> str:
    """Return the modality of an act that is said not to be so: words never spoken are no act at all."""
    if frame.lemma in TOPICAL:
        return "!a subject not spoken of"
    if frame.type in KEEPS_UNDER_NEGATION or frame.type == "THREATEN":
        return "!negated"
    if modality in {"proposed"} or frame.type in {"REQUEST", "ACCUSE"}:
        return "!negated"
    return "denied"
