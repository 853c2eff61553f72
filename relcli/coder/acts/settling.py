"""What a row of the lexicon means in its clause: "decided to expel" expels, "called on the minister" visits him.

Here a matched frame is replaced by the one that the words around it make of it, before sides are looked for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcli.coder.acts.frame_match import looser_frame, match_frame
from relcli.coder.acts.speakers import speaker_of
from relcli.coder.kinds import ActMode, ActorKind, Carrier, FormShape, Slot, VerbShape
from relcli.coder.vocabulary.frames import NO_EVENT, TRANSPARENT

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.vocabulary.frames import Frame
    from relcli.coder.vocabulary.vocabulary import Vocabulary

DECREED_TYPES = frozenset({"SANCTION", "COERCE", "REJECT"})
"""Types of acts that are done once they are decided."""
INTENDED_TYPES = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN"})
"""Types that an intention keeps; what else is intended is AGREE or THREATEN."""
REFUSABLE = frozenset({"AGREE", "SUPPORT", "CONCEDE", "AID", "CONSULT", "COOPERATE", "RETREAT"})
"""Types of acts that somebody who cannot do them refuses."""
DOMESTIC = "document-domestic"
"""Class of nouns.tsv of documents that a state rejects or adopts at home."""
FREED_REACH = 6  # tokens between "freed" and who was
REFUSAL_SLOTS = (Slot.OBJECT, Slot.FROM, Slot.OF)
VISITED_REACH = 4  # tokens between "called" and whom it was on
LOOSE_SLOTS = frozenset({Slot.CONTENT, Slot.ANYWHERE})


def refused(clause: Clause, frame: Frame, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> Frame:
    """Return the frame of "will not sign", "cannot accept", "could no longer take in" as a refusal.

    Who cannot reach an agreement refuses nothing, who will not reach one does.
    """
    group = clause.group
    acceptable = frame.type in REFUSABLE or (frame.type == NO_EVENT and not frame.classes)
    if not group.negated or not group.modal or group.perfect or not acceptable:
        return frame
    refusable = frame.lemma in vocabulary.word("modality-refusing-verb")
    if group.modal in vocabulary.word("modality-willing"):
        refusable = refusable or frame.type in REFUSABLE
        supposed = group.modal == "would" and (
            speaker_of(clause, sentence, vocabulary) is None
            or not vocabulary.word("conditional").isdisjoint(sentence.words)
        )
    else:
        refusable = refusable and group.modal in vocabulary.word("modality-able")
        supposed = False
    if not refusable or supposed or clause.unreal or clause.conditional or group.passive:
        return frame
    group.modal, group.negated = "", False
    slots = frame.slots or REFUSAL_SLOTS
    return replace(frame, type="REJECT", mode="", modality="occurred", slots=slots, flags=frozenset())


def settle(clause: Clause, frame: Frame, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> Frame:
    """Return the frame of a clause as the words around it settle what it means."""
    if frame.type == "AGREE":
        return _planned(clause, frame, sentence, vocabulary) if frame.complement == "to" else frame
    if frame.type == "REQUEST":
        return _requested(clause, frame, sentence)
    if frame.type == "CONSULT":
        return _visited(clause, frame, sentence, vocabulary)
    if frame.type == "REJECT" and "unable" in frame.rest:
        return _unable(clause, frame, sentence, vocabulary)
    if frame.type == "REJECT" and frame.complement == "to" and _keeps_silent(clause, sentence, vocabulary):
        return replace(frame, type=NO_EVENT)
    if frame.type == NO_EVENT and DOMESTIC in frame.classes and _is_of_another(clause, sentence, vocabulary):
        return looser_frame(sentence, clause, frame, vocabulary) or frame
    if frame.mode == ActMode.RELEASE and _frees_own(clause, sentence, vocabulary):
        return replace(frame, type=NO_EVENT)
    return frame


def _planned(clause: Clause, frame: Frame, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> Frame:
    """Leave the act of a plan or decision to what is planned, where that keeps its type.

    `Intends to demand` is a demand still to come, `decided to expel` an expulsion; `plans to cooperate` stays a plan.
    """
    decided = frame.lemma in vocabulary.word("carrier-deciding-verb")
    if frame.lemma == "be" and frame.mode != ActMode.PLAN:  # "is willing to"
        return frame
    if not (decided or frame.lemma in vocabulary.word("carrier-planning-verb")):
        return frame
    inner = _infinitive_of(clause, sentence)
    if inner is None:
        return frame
    planned = match_frame(sentence, inner, vocabulary)
    own = frame.lemma in vocabulary.word("carrier-own-verb") and not clause.group.passive
    if planned is None and frame.mode == ActMode.PLAN and not own:
        return replace(frame, slots=tuple(slot for slot in frame.slots if slot not in LOOSE_SLOTS))
    if planned is None:
        return replace(frame, type=NO_EVENT) if own else frame
    if planned.type in (DECREED_TYPES if decided else INTENDED_TYPES):
        inner.carrier = Carrier.DONE if decided else Carrier.PLANNED
        return replace(frame, type=TRANSPARENT, modality="occurred")
    return frame


def _requested(clause: Clause, frame: Frame, sentence: AnnotatedSentence) -> Frame:
    """Tell demands from assertions ("insisted that it had not") and from visits ("called on the minister")."""
    if frame.complement == "that" and _is_assertion(clause, sentence):
        return replace(frame, type=TRANSPARENT, modality="occurred")
    if frame.lemma == "call" and frame.complement == "":
        return _called_on(clause, frame, sentence)
    return frame


def _visited(clause: Clause, frame: Frame, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> Frame:
    """Tell visits from stays, crowds that gather and goods that arrive."""
    if frame.lemma == "gather":
        return frame if _is_of_officials(clause) else replace(frame, type=NO_EVENT)
    if frame.mode != ActMode.VISIT:
        return frame
    if frame.lemma == "be" and not _is_visit(clause, sentence, vocabulary):
        return replace(frame, type=NO_EVENT)
    if frame.lemma in vocabulary.word("settling-arriving-verb"):
        return _arrived(clause, frame, sentence, vocabulary)
    return frame


def _infinitive_of(clause: Clause, sentence: AnnotatedSentence) -> Clause | None:
    infinitive = VerbShape.INFINITIVE
    return next(
        (other for other in sentence.clauses if other.governor is clause and other.group.shape is infinitive), None
    )


def _is_assertion(clause: Clause, sentence: AnnotatedSentence) -> bool:
    """Is what is insisted upon a fact ("insisted that Venezuela had bombed it"), rather than a demand?"""
    content = next((other for other in sentence.clauses if other.group.start > clause.group.end), None)
    if content is None or sentence.lower(content.left - 1) != "that" or content.group.modal:
        return False
    group = content.group
    being = group.be_at >= 0 and sentence.lowers[group.be_at] != "be"
    return group.perfect != "" or being or (group.start == group.verb and FormShape.BASE not in group.forms)


def _arrived(clause: Clause, frame: Frame, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> Frame:
    """`A relief flight from Chile landed` brings help; an empty lorry that arrives visits nobody."""
    before = sentence.lowers[clause.left : clause.group.start]
    if vocabulary.word("settling-carrier-noun").isdisjoint(before):
        return frame
    helps = not vocabulary.word("settling-relief-word").isdisjoint(sentence.lowers[: clause.right])
    return replace(frame, type="AID", mode="") if helps else replace(frame, type=NO_EVENT)


def _is_of_another(clause: Clause, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> bool:
    """Is a document that is domestic as a rule another state's: "rejected the budget that Germany had drawn up"?"""
    own = set(clause.subject.codes) if clause.subject is not None else set()
    end = clause.object_end
    relatives = vocabulary.word("subject-object-relative")
    at = next((at for at in (end - 1, end) if sentence.lower(at) in relatives), None)
    maker = sentence.actor_at(at + 1) if at is not None else None
    named = [*sentence.actors_from(clause.group.end, end), *([maker] if maker else [])]
    return any(actor.codes and not set(actor.codes) <= own for actor in named)


def _frees_own(clause: Clause, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> bool:
    """Does somebody free his own people ("Ghana freed 30 of its soldiers from Togolese captivity")?"""
    subject = clause.subject
    if subject is None or clause.group.passive:
        return False
    freed = sentence.actors_from(clause.group.end, min(clause.object_end, clause.group.end + FREED_REACH))
    own, owning = set(subject.codes), vocabulary.word("possessive-determiner")
    return any(set(actor.codes) <= own if actor.codes else sentence.lower(actor.start - 1) in owning for actor in freed)


def _is_visit(clause: Clause, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> bool:
    """Is somebody abroad for talks or on a visit ("was in Doha on Monday for talks")?"""
    purposes = vocabulary.word("settling-visit-purpose")
    return _is_of_officials(clause) and not purposes.isdisjoint(sentence.lowers[clause.group.end : clause.right])


def _is_of_officials(clause: Clause) -> bool:
    """Are office holders the subject, rather than a crowd ("the presidents of Chad and Niger gathered")?"""
    subject = clause.subject
    return subject is not None and any(member.level for member in (subject, *subject.members))


def _keeps_silent(clause: Clause, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> bool:
    """Does somebody only tell the press nothing ("declined to comment")?"""
    at = next((at for at in range(clause.group.end, clause.right) if sentence.lowers[at] == "to"), clause.right)
    return sentence.lower(at + 1) in vocabulary.word("settling-telling-verb")


def _unable(clause: Clause, frame: Frame, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> Frame:
    """`Was unable to travel` declines; `was unable to conclude an agreement` only fails."""
    inner = _infinitive_of(clause, sentence)
    planned = match_frame(sentence, inner, vocabulary) if inner else None
    declines = (
        planned is None or planned.type == "CONSULT" or planned.lemma in vocabulary.word("modality-refusing-verb")
    )
    return frame if declines else replace(frame, type=NO_EVENT)


def _called_on(clause: Clause, frame: Frame, sentence: AnnotatedSentence) -> Frame:
    """`Called on the minister` with nothing asked is a visit; `called on Iran` and `called on him to` are demands."""
    visited = sentence.actors_from(clause.group.end, clause.group.end + VISITED_REACH)
    person = bool(visited) and visited[0].kind is ActorKind.PERSON and bool(visited[0].level)
    if not person or _infinitive_of(clause, sentence) is not None:
        return frame
    end = visited[0].end
    asked = Slot.FOR in sentence.lowers[end : clause.right] or "to" in sentence.lowers[end : end + 1]
    return frame if asked else replace(frame, type="CONSULT", mode=ActMode.VISIT, modality="occurred")
