"""What the coder saw in a document, sentence by sentence: the material of `relcli explain`.

All spans are [start, end) in code points of the document's body. The words for kinds and rules are made here, from what
the stages keep as enums; nothing reads them back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcli.coder.annotations import UNREAD_KINDS
from relcli.coder.kinds import PartyOrigin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcli.coder.annotations import AnnotatedSentence, Judged, PartyFound
    from relcli.coding import CodedEvent, Document

ORIGIN_WORDS = {
    PartyOrigin.ADDRESSED_SUBJECT: "subject",
    PartyOrigin.NEXT_VERB: "after the next verb",
    PartyOrigin.BEFORE_VERB: "with, before the verb",
    PartyOrigin.CALLER: "caller",
    PartyOrigin.CALLED: "who is called",
    PartyOrigin.THANKING: "who thanks",
    PartyOrigin.THANKED: "who is thanked",
    PartyOrigin.OTHER_SIDE: "pair",
    PartyOrigin.PAIR: "the pair of the text",
    PartyOrigin.TOPIC: "topic",
    PartyOrigin.NEAR: "near",
    PartyOrigin.LAST_SUBJECT: "the last subject",
}
"""How a party was found, in words; for the others the slot or the actor itself says so."""


@dataclass(frozen=True, slots=True)
class ActorNote:
    """An actor found: where, as which codes, and how (which lexicon entry or which reference)."""

    start: int
    end: int
    codes: tuple[str, ...]
    kind: str
    found: str


@dataclass(frozen=True, slots=True)
class SilentTrigger:
    """A word that could have been the trigger of an event but was not, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class JudgedCandidate:
    """A candidate for an event: the words [start, end) that it rests on, who to whom, how likely it is right,
    whether it was taken, and what weighed most for it and against it."""

    start: int
    end: int
    source: tuple[str, ...]
    target: tuple[str, ...]
    type: str
    confidence: float
    taken: bool
    reasons: str


@dataclass(frozen=True, slots=True)
class SentenceAnalysis:
    """One sentence: what was found in it, the numbers of its events, and why other triggers gave none.

    `events` are numbers of `Analysis.events`; a sentence that only repeats an event has that event's number.
    `verdict` says in a few words why a sentence with two actors made no event; it is empty where one was made.
    """

    start: int
    end: int
    kind: str
    actors: tuple[ActorNote, ...]
    events: tuple[int, ...]
    silent: tuple[SilentTrigger, ...]
    verdict: str
    judged: tuple[JudgedCandidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """A document with all its sentences and events."""

    document: Document
    sentences: tuple[SentenceAnalysis, ...]
    events: tuple[CodedEvent, ...]
    home: tuple[str, ...]  # whose government publishes, as far as the text shows


def party_words(found: PartyFound) -> str:
    """Return how a party was found, in words."""
    if found.origin is PartyOrigin.SPEAKER:
        return found.words or "speaker"
    place = found.slot or ORIGIN_WORDS.get(found.origin, "")
    return ": ".join(part for part in (place, found.words) if part)


def note_sentences(
    sentences: Sequence[AnnotatedSentence], events: Sequence[CodedEvent]
) -> tuple[SentenceAnalysis, ...]:
    """Return what was seen in every sentence, with the numbers of the events that it reports."""
    numbers: dict[int, list[int]] = {}
    for event in events:
        for mention in (event, *event.retellings):
            numbers.setdefault(mention.start, []).append(event.number)
    return tuple(_note(sentence, numbers.get(sentence.start, [])) for sentence in sentences)


def _note(sentence: AnnotatedSentence, numbers: list[int]) -> SentenceAnalysis:
    tokens = sentence.tokens
    actors = tuple(
        ActorNote(tokens[actor.start].start, tokens[actor.end - 1].end, actor.codes, actor.kind, actor.found)
        for named in sentence.actors
        for actor in ((named,) if named.codes else named.members_or_self)
    )
    stated = {at for act in sentence.acts for at in range(*act.trigger)}
    silent = tuple(
        SilentTrigger(tokens[note.at].start, tokens[note.at].end, note.reason)
        for note in sentence.silent
        if note.at not in stated
    )
    verdict = "" if numbers else _verdict(sentence)
    events = tuple(dict.fromkeys(numbers))
    judged = tuple(_judged(sentence, each) for each in sentence.judged)
    return SentenceAnalysis(sentence.start, sentence.end, sentence.kind, actors, events, silent, verdict, judged)


def _judged(sentence: AnnotatedSentence, judged: Judged) -> JudgedCandidate:
    act, tokens = judged.act, sentence.tokens
    return JudgedCandidate(
        tokens[act.trigger[0]].start,
        tokens[act.trigger[1] - 1].end,
        act.source.codes,
        act.target.codes,
        act.type,
        act.confidence,
        judged.taken,
        _in_words(judged.reasons),
    )


def _in_words(reasons: Sequence[tuple[str, float]]) -> str:
    """Return what weighed most: "for it: ... (+0.9); against it: ... (-0.4)"."""
    parts = []
    for title, sign in (("for it", 1), ("against it", -1)):
        weights = [f"{feature} ({weight:+.1f})" for feature, weight in reasons if weight * sign > 0]
        if weights:
            parts.append(f"{title}: {'; '.join(weights)}")
    return ". ".join(parts)


def _verdict(sentence: AnnotatedSentence) -> str:
    if sentence.kind in UNREAD_KINDS:
        return f"not read: {sentence.kind}"
    codes = {code for actor in sentence.actors for code in actor.codes}
    if len(codes) < 2:
        return "fewer than two actors" if codes else "no actor"
    return sentence.silent[0].reason if sentence.silent else "no verb or noun of the lexicon states an act here"
