"""Events told by a noun alone: "talks between A and B", "A's attack on B", "sanctions against B by A"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.annotations import CLAIMING, Act, Actor, ActorKind, Findings, split_members
from relcli.coder.clauses.noun_factuality import noun_is_denied, noun_is_to_come, noun_is_unreal

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.vocabulary.frames import EventNoun
    from relcli.coder.vocabulary.vocabulary import Vocabulary

TALKED_ABOUT = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT", "AID"})
PASSING = ("al", "ent", "ing", "ive", "ed", "ly", "phone")
"""Endings of adjectives that may stand before a meeting told in passing ("in recent phone calls with")."""
BREAKS = frozenset({",", ";", "and", "but", "said", "which", "who", "that", ":"})
HAPPENING = frozenset({"took", "take", "takes", "taking", "place", "began", "resumed", "ended"})
"""Verbs of happening, which leave the noun and its "between" together: "talks took place between A and B"."""
REACH = 12  # tokens within which a noun's complements stand
NOT_REAL = frozenset(
    {
        "possible",
        "potential",
        "future",
        "planned",
        "proposed",
        "alleged",
        "threatened",
        "upcoming",
        "next",
        "new",
        "no",
        "any",
        "further",
        "feared",
        "strengthen",
        "strengthening",
        "enhance",
        "enhancing",
        "expand",
        "expanding",
        "deepen",
        "deepening",
        "promote",
        "promoting",
        "boost",
        "boosting",
        "improve",
        "improving",
        "increase",
        "increasing",
        "future",
    }
)


def find_event_nouns(
    sentence: AnnotatedSentence, vocabulary: Vocabulary, findings: Findings, home: tuple[str, ...]
) -> None:
    """Add the acts that nouns tell to what the verbs of the sentence told."""
    taken = {at for act in findings.acts for at in range(act.trigger[0], act.trigger[1])}
    inside = {at for actor in sentence.actors for at in range(actor.start, actor.end)}
    for at, lower in enumerate(sentence.lowers):
        if at in taken or at in inside:
            continue
        for noun in vocabulary.frames.event_nouns.get(lower, ()):
            if tuple(sentence.lowers[at : at + len(noun.words)]) == noun.words:
                _act_of(sentence, at, noun, vocabulary, findings, home)
                break


def _act_of(
    sentence: AnnotatedSentence,
    at: int,
    noun: EventNoun,
    vocabulary: Vocabulary,
    findings: Findings,
    home: tuple[str, ...],
) -> None:
    end = at + len(noun.words)
    denied = noun_is_denied(sentence, at, vocabulary)
    if not denied and any(word in NOT_REAL for word in sentence.lowers[max(0, at - 4) : at]):
        findings.notes.append((at, "not told as real"))
        return
    unreal = noun_is_unreal(sentence, at, end, vocabulary)
    if unreal:
        findings.notes.append((at, unreal.reason))
        return
    parties = _between(sentence, end, noun, vocabulary) if "between" in noun.source_slots else None
    if parties is None:
        source = _source(sentence, at, end, noun, vocabulary) or (_denier(sentence, at) if denied else None)
        target = _target(sentence, end, noun, source, vocabulary)
        if source is None and target is not None and noun.type == "CONSULT":
            source = _who_met(sentence, at, target, vocabulary, home)
        if source is None or target is None or set(source.codes) & set(target.codes):
            return
        parties = (source, target, "mutual" in noun.flags)
    first, second, mutual = parties
    codes = {*first.codes, *second.codes}
    for act in (
        findings.acts
    ):  # what told it already holds the noun: "held talks with", "brokered a deal between", "suspension of aid"
        told = {*act.source.codes, *act.target.codes}
        told_about = act.type == "SUPPORT" and not codes & set(
            act.source.codes
        )  # "welcomed the ceasefire between A and B"
        inside = act.type not in CLAIMING and not told_about and act.trigger[0] <= at < act.region[1] and codes <= told
        if inside or (act.type == noun.type and codes == told) or _is_topic(act, noun, at):
            return
    region = (max(0, min(first.start, at)), max(second.end, end))
    type_, mode, modality = noun.type, noun.mode, "denied" if denied else noun.modality
    to_come = noun.type == "CONSULT" and not denied and noun_is_to_come(sentence, at, end, vocabulary)
    if to_come:
        type_, mode, modality = "AGREE", "plan", "agreed"
    act = Act(type_, mode, modality, first, second, mutual, (at, end), region, "event noun", noun.row, future=to_come)
    act.source_from, act.target_from = first.found, second.found
    findings.acts.append(act)


def _who_met(
    sentence: AnnotatedSentence, at: int, target: Actor, vocabulary: Vocabulary, home: tuple[str, ...]
) -> Actor | None:
    """Return who was at a meeting told in passing: "my visit to Israel", "raised the issue in a call with X"."""
    if sentence.lower(at - 1) in {"my", "our"} and home:
        return Actor(at, at, home, ActorKind.REFERENCE, found="the publishing government's")
    start = at - 1
    while start >= 0 and (
        sentence.lowers[start] in vocabulary.word("determiner") or sentence.lowers[start].endswith(PASSING)
    ):
        start -= 1
    if sentence.lower(start) not in {"in", "during", "after", "following", "at", "before"}:
        return None
    others = [actor for actor in sentence.actors if actor.codes and not actor.preposition and actor.kind != "adjective"]
    others = [actor for actor in others if not actor.possessive and not set(actor.codes) & set(target.codes)]
    before = [actor for actor in others if actor.end <= at]
    return before[0] if before else others[0] if others and others[0].start > target.end else None


def _is_topic(act: Act, noun: EventNoun, at: int) -> bool:
    """Is the noun only what is asked for, refused or talked about ("called for talks between", "discussed the
    talks of")?"""
    if not act.trigger[0] <= at < act.region[1]:
        return False
    if act.type in {"REQUEST", "REJECT"}:
        return True
    return act.type in {"CONSULT", "SUPPORT"} and noun.type in TALKED_ABOUT


def _denier(sentence: AnnotatedSentence, at: int) -> Actor | None:
    """Return who denies: the first actor before the noun that is no one's complement."""
    return next((actor for actor in sentence.actors if actor.end <= at and actor.codes and not actor.preposition), None)


def _between(
    sentence: AnnotatedSentence, end: int, noun: EventNoun, vocabulary: Vocabulary
) -> tuple[Actor, Actor, bool] | None:
    joint = {"of", "by"} if noun.words[0] == "joint" else set()  # "joint drills by A and B"
    for actor in sentence.actors:
        between = sentence.lowers[end : actor.start]
        if any(word in vocabulary.frames.forms and word not in HAPPENING for word in between):
            return None
        if end <= actor.start <= end + REACH and actor.preposition in {"between", *joint} and len(actor.codes) > 1:
            first, rest = split_members(actor)
            return first, rest, True
    return None


def _source(sentence: AnnotatedSentence, at: int, end: int, noun: EventNoun, vocabulary: Vocabulary) -> Actor | None:
    for actor in reversed(sentence.actors):
        if actor.end > at or not actor.codes:
            continue
        gap = at - actor.end
        if "poss" in noun.source_slots and (
            (actor.possessive and gap <= 4)
            or (actor.kind in {"adjective", "body"} and gap <= 2)
            or (actor.kind == "name" and gap == 0)
        ):
            return actor
        break
    slots = noun.source_slots if "of" not in noun.target_slots else set(noun.source_slots) - {"of"}
    for (
        actor
    ) in sentence.actors:  # "the bombing of Yemen by": whom "of" names suffers it where the noun can be done to one
        if end <= actor.start <= end + REACH and actor.preposition in slots and actor.codes:
            return actor if _one_phrase(sentence, end, actor.start, vocabulary) else None
    return None


def _one_phrase(sentence: AnnotatedSentence, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """Do the tokens hold no verb, comma or conjunction, so that both ends belong to one noun phrase?"""
    forms = vocabulary.frames.forms
    return not any(
        word in BREAKS or (word in forms and word not in vocabulary.frames.noun_classes)
        for word in sentence.lowers[start:end]
    )


def _target(
    sentence: AnnotatedSentence, end: int, noun: EventNoun, source: Actor | None, vocabulary: Vocabulary
) -> Actor | None:
    for actor in sentence.actors:
        if actor is source or not actor.codes or not end <= actor.start <= end + REACH:
            continue
        between = sentence.lowers[end : actor.start]
        if not _one_phrase(sentence, end, actor.start, vocabulary):
            return None
        through = (
            actor.preposition == "of" and between and between[0] in noun.target_slots
        )  # "to the people of Zimbabwe"
        if (actor.preposition in noun.target_slots or through) and actor.kind != "city":
            return actor
        if actor.possessive and any(word in noun.target_slots for word in between):
            return actor
    return None
