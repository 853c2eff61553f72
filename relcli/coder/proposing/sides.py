"""Who may be a side of a trigger: the subject, the actors to its left and right, who the text spoke of before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcli.coder.actors.references import resolve
from relcli.coder.annotations import Actor, Side
from relcli.coder.kinds import ActorKind, SidePlace

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Clause, Trigger
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.vocabulary import Vocabulary

MOST_LEFT = 3
MOST_RIGHT = 3


class SideFinder:
    """Finds the possible sides of the triggers of one sentence."""

    def __init__(self, sentence: AnnotatedSentence, memory: Memory, vocabulary: Vocabulary) -> None:
        """Resolve the references of the sentence, without changing them for the rules that follow."""
        self.sentence = sentence
        self.actors = [self._known(actor, memory, vocabulary) for actor in sentence.actors]
        self.actors = [actor for actor in self.actors if actor.codes]
        self.codes = {code for actor in self.actors for code in actor.codes}
        self.meant = self._meant(memory)
        self.all_codes = self.codes.union(*(side.actor.codes for side in self.meant))

    def _known(self, actor: Actor, memory: Memory, vocabulary: Vocabulary) -> Actor:
        if actor.codes or actor.kind is not ActorKind.REFERENCE:
            return actor
        subjects = [clause.subject for clause in self.sentence.clauses if clause.subject is not None]
        before = next((each for each in reversed(subjects) if each.codes and each.end <= actor.start), None)
        known = replace(actor)
        resolve(known, self.sentence, memory, before, vocabulary)
        return known

    def _meant(self, memory: Memory) -> list[Side]:
        """Return who may be meant without being named: the sides of the pair, or the last subject."""
        found: list[Side] = []
        known = set(self.codes)
        for party in memory.pair or ():
            if memory.is_present(party) and not known & set(party.codes):
                person = party.people[0] if party.people else None
                name, level = (person.name, person.level) if person else ("", "")
                meant = Actor(0, 0, party.codes, ActorKind.REFERENCE, name, level, found="a side of the pair")
                found.append(Side(meant, SidePlace.PAIR))
                known.update(party.codes)
        subject = memory.subject
        if subject is not None and subject.codes and not known & set(subject.codes):
            meant = replace(subject, start=0, end=0, preposition="", found="the last subject")
            found.append(Side(meant, SidePlace.LAST_SUBJECT))
        return found

    def of(self, trigger: Trigger) -> list[Side]:
        """Return the possible sides of a trigger, the likeliest first."""
        subject = self._subject(trigger)
        found = [Side(subject, SidePlace.SUBJECT)] if subject is not None else []
        left = [actor for actor in self.actors if actor.end <= trigger.start and actor is not subject]
        right = [actor for actor in self.actors if actor.start >= trigger.end and actor is not subject]
        found += [Side(actor, SidePlace.LEFT, rank) for rank, actor in enumerate(left[: -MOST_LEFT - 1 : -1], 1)]
        found += [Side(actor, SidePlace.RIGHT, rank) for rank, actor in enumerate(right[:MOST_RIGHT], 1)]
        return found + self.meant

    def _subject(self, trigger: Trigger) -> Actor | None:
        clause = trigger.clause or self.clause_over(trigger)
        if clause is None or clause.subject is None:
            return None
        start = clause.subject.start
        return next((actor for actor in self.actors if actor.start == start), None)

    def clause_over(self, trigger: Trigger) -> Clause | None:
        """Return the clause of the last verb before a noun, if the noun may be its object."""
        before = [clause for clause in self.sentence.clauses if clause.group.end <= trigger.start]
        return before[-1] if before and trigger.start < before[-1].right else None
