"""The sides of a passive clause: who is named by "by", who announces it, or the pair that the text speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.acts.sides import is_other_side, split_members
from relcli.coder.acts.speakers import decides, speaker_of
from relcli.coder.annotations import HOSTILE, Actor, NoParties, Parties, PartyFound, Target
from relcli.coder.clauses.verb_shapes import REDUCED
from relcli.coder.kinds import ActMode, ActorKind, ActRule, PartyOrigin, Slot

if TYPE_CHECKING:
    from relcli.coder.acts.targets import TargetFinder
    from relcli.coder.annotations import AnnotatedSentence, Candidate, Clause
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.frames import Frame
    from relcli.coder.vocabulary.vocabulary import Vocabulary

DONE_BY_BOTH = frozenset({"SUPPORT", "AGREE", "CONSULT"})
"""Types of which a passive without an agent ("agreements were signed") is believed of the pair of the text."""
NOT_AFTER_AGENT = frozenset({Slot.PAIR, Slot.OBJECT, Slot.BY})
GIVING = frozenset({"AID", "RETREAT"})
AGENT_PLACES: dict[str, Slot] = {
    ActMode.DEPORT: Slot.FROM,
    ActMode.EXPEL: Slot.FROM,
    ActMode.ARREST: Slot.IN,
}
"""Modes of acts that only the state does at whose place they happen, with the preposition of that place."""
BETWEEN_SIDES = (Slot.BETWEEN, Slot.BY, Slot.WITH)


class PassiveFinder:
    """Finds the sides of the passive clauses of one sentence."""

    def __init__(
        self, sentence: AnnotatedSentence, vocabulary: Vocabulary, memory: Memory, targets: TargetFinder
    ) -> None:
        """Work on one sentence whose clauses are known."""
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.memory = memory
        self.targets = targets

    def find(self, candidate: Candidate) -> Parties | NoParties:
        """Return the sides of a passive clause, or why it has none."""
        clause, frame = candidate.clause, candidate.frame
        start, patient = clause.group.end, clause.subject
        agent = self.targets.find(clause, (Slot.BY,), start, "ASSAULT", patient)
        if agent:
            by = PartyFound(PartyOrigin.SLOT, Slot.BY)
            if patient and patient.codes and (not candidate.mutual or _is_met(patient, frame)):
                subject = PartyFound(PartyOrigin.SUBJECT, words=clause.subject_from)
                return Parties(agent.actor, patient, candidate.mutual, ActRule.PASSIVE, by, subject)
            slots = tuple(slot for slot in frame.slots if slot not in NOT_AFTER_AGENT)
            if clause.group.shape != REDUCED:  # what only describes a noun is aimed at nobody unnamed
                slots = (*slots, Slot.PAIR)
            found = self.targets.find(clause, slots, start, candidate.type, agent.actor)
            if found:
                return Parties(agent.actor, found.actor, candidate.mutual, ActRule.PASSIVE, by, found.found())
            handed = self._handed_on(candidate, agent.actor)
            if handed:
                return Parties(agent.actor, handed.actor, candidate.mutual, ActRule.PASSIVE, by, handed.found())
        implied = self._implied_agent(candidate)
        if implied and patient and is_other_side(implied.actor, patient):
            subject = PartyFound(PartyOrigin.SUBJECT, words=clause.subject_from)
            return Parties(implied.actor, patient, False, ActRule.PASSIVE, implied.found(), subject)
        between = self.targets.find(clause, BETWEEN_SIDES, start, "AGREE", None) or self._between_subjects(clause)
        if between and len(between.actor.codes) > 1 and frame.type not in HOSTILE:
            first, rest = split_members(between.actor)
            return Parties(first, rest, True, ActRule.PASSIVE, between.found(), between.found())
        return self._without_agent(candidate, patient)

    def _implied_agent(self, candidate: Candidate) -> Target | None:
        """Return who alone does it at that place: "deported from Oman", "jailed in Iran", "summoned to"."""
        clause, frame = candidate.clause, candidate.frame
        if clause.subject is None or not clause.subject.codes:
            return None
        place = AGENT_PLACES.get(frame.mode) or (Slot.TO if frame.lemma == "summon" else None)
        if place is None:
            return None
        for actor in self.sentence.actors_from(clause.group.end, clause.right):
            if actor.preposition == place and actor.codes:
                return Target(actor, PartyOrigin.SLOT, place)
        return None

    def _between_subjects(self, clause: Clause) -> Target | None:
        """Return both sides of "the border gates between Ghana and Togo were reopened"."""
        if clause.group.negated:
            return None
        for actor in self.sentence.actors_from(clause.left, clause.group.start):
            if actor.preposition == Slot.BETWEEN and len(actor.codes) > 1:
                return Target(actor, PartyOrigin.SLOT, Slot.BETWEEN)
        return None

    def _handed_on(self, candidate: Candidate, agent: Actor) -> Target | None:
        """Return to whom the main verb gives what was sent: "the aid, sent by Oman, was given to Yemen"."""
        clause = candidate.clause
        if clause.group.shape is not REDUCED or candidate.type not in GIVING:
            return None
        main = next((other for other in self.sentence.clauses if other.group.start >= clause.right), None)
        if main is None or not main.group.passive or "," not in self.sentence.lowers[clause.right : main.group.start]:
            return None
        return self.targets.find(main, (Slot.TO,), main.group.end, candidate.type, agent)

    def _without_agent(self, candidate: Candidate, patient: Actor | None) -> Parties | NoParties:
        """Who announces it does it; what the pair of the text is not named for, both do ("agreements were signed")."""
        known = patient is not None and bool(patient.codes)
        speaker = speaker_of(candidate.clause, self.sentence, self.vocabulary)
        decider = speaker.subject if speaker and decides(speaker, self.vocabulary) else None
        if known and patient and decider and decider.codes and not set(decider.codes) & set(patient.codes):
            source_from, target_from = PartyFound(PartyOrigin.SPEAKER), PartyFound(PartyOrigin.ADDRESSED_SUBJECT)
            rule = ActRule.ANNOUNCED_PASSIVE
            return Parties(decider, patient, candidate.mutual, rule, source_from, target_from)
        asked = self._asked(candidate)
        if decider is None and asked and speaker and speaker.subject and is_other_side(asked.actor, speaker.subject):
            source_from = PartyFound(PartyOrigin.SPEAKER, words=speaker.subject.found)
            return Parties(speaker.subject, asked.actor, False, ActRule.PASSIVE, source_from, asked.found())
        both = None
        if candidate.frame.type in DONE_BY_BOTH and not known:
            both = self.pair_of_the_text(candidate.clause)
        return both or NoParties("passive without a named agent")

    def _asked(self, candidate: Candidate) -> Target | None:
        """Return of whom "it has been requested that the authorities investigate" asks something."""
        clause = candidate.clause
        if candidate.type != "REQUEST" or self.sentence.lower(clause.group.end) != "that":
            return None
        return self.targets.find(clause, (Slot.CONTENT,), clause.group.end, "REQUEST", None)

    def pair_of_the_text(self, clause: Clause) -> Parties | None:
        """Return the pair that the text speaks of as both sides, unless the clause names anybody else."""
        pair = self.memory.pair
        if pair is None or self._names_others(clause):
            return None
        start, found = clause.group.end, PartyFound(PartyOrigin.PAIR)
        first, second = (Actor(start, start, party.codes, ActorKind.REFERENCE) for party in pair)
        return Parties(first, second, True, ActRule.PASSIVE_OF_PAIR, found, found)

    def _names_others(self, clause: Clause) -> bool:
        known = {code for party in self.memory.pair or () for code in party.codes}
        named = [actor for actor in self.sentence.actors if clause.left <= actor.start < clause.right and actor.codes]
        return any(not set(actor.codes) <= known for actor in named)


def _is_met(patient: Actor, frame: Frame) -> bool:
    """Is who suffers a mutual act the other side of it ("the minister was received by"), no thing of that side's?"""
    owned = patient.possessive or patient.kind is ActorKind.ADJECTIVE
    return Slot.OBJECT in frame.slots and (bool(frame.classes) or not owned)
