"""May a clause that names only one side mean the other side of the pair that the text speaks of?

A target that the sentence does not name is only believed where the words after the verb can speak of the other side
and of nobody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.acts.frame_match import end_of_rest, object_region
from relcli.coder.kinds import ActMode, ActorKind, Slot

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Candidate, Clause
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.frames import Frame
    from relcli.coder.vocabulary.vocabulary import Vocabulary

UNKNOWN_OBJECT = "its object is no known actor"
"""Why a clause that names somebody else means no side that it does not name."""
ADDRESSING = frozenset({ActMode.THANK, ActMode.CONGRATULATE, ActMode.INVITE})
OF_RELATIONS = frozenset({"AGREE", "REQUEST"})
"""Types that are believed only where the sentence speaks of relations."""
JUST_SAID = 1  # sentences after an act between the two in which a demand needs no addressee
CLOSE = 2  # sentences after a meeting in which help may be promised without a word of the other side


class UnnamedSides:
    """Says why the clauses of one sentence cannot mean the other side."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary, memory: Memory) -> None:
        """Work on one sentence of a document."""
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.memory = memory

    def why_not(self, candidate: Candidate) -> str:
        """Return why the clause speaks of somebody else, or an empty string."""
        if self._has_unknown_object(candidate):
            return UNKNOWN_OBJECT
        if candidate.type in OF_RELATIONS and not self._speaks_of_relations(candidate.clause, candidate.type):
            return "a promise or request that does not speak of the other side"
        return ""

    def _has_unknown_object(self, candidate: Candidate) -> bool:
        """Is somebody thanked, asked or invited who is no actor ("thanked the military teams")?"""
        clause, frame = candidate.clause, candidate.frame
        start = end_of_rest(self.sentence, clause, frame, self.vocabulary)
        words = self.sentence.lowers[start : clause.right]
        if not self.vocabulary.word("party-outsider").isdisjoint(words) or self._names_another(frame, words):
            return True
        if self._names_own_side(candidate, start):
            return True
        addresses = frame.mode in ADDRESSING or frame.type == "REQUEST"
        if not addresses or frame.classes or frame.lemma == "be" or frame.slots[:1] != (Slot.OBJECT,):
            return False
        first, last = object_region(self.sentence, clause, start, self.vocabulary)
        addressees = self.vocabulary.word("party-addressee")
        return any(word.isalpha() and word not in addressees for word in self.sentence.lowers[first:last])

    def _names_own_side(self, candidate: Candidate, start: int) -> bool:
        """Is it done to the doer's own people ("delivered food to Vietnamese troops"), not merely by them?"""
        clause, slots = candidate.clause, {*candidate.frame.slots, Slot.TO, Slot.FOR} - {Slot.OF}
        own = set(clause.subject.codes) if clause.subject is not None else set()
        return any(
            actor.preposition in slots and actor.codes and set(actor.codes) <= own and not actor.reference
            for actor in self.sentence.actors_from(start, clause.right)
        )

    def _names_another(self, frame: Frame, words: list[str]) -> bool:
        """Is there a phrase for the other side with nobody known in it ("support for a free press")?"""
        prepositions = self.vocabulary.word("party-recipient-preposition").intersection(frame.slots)
        if frame.type == "SUPPORT" and frame.mode == "" and Slot.FOR in frame.slots:
            prepositions |= {Slot.FOR}
        return not prepositions.isdisjoint(words)

    def _speaks_of_relations(self, clause: Clause, frame_type: str) -> bool:
        """Is there a word of relations (ties, cooperation, visit ...) or the other side's name after the verb?"""
        words = self.sentence.lowers[clause.group.start :]
        if not self.vocabulary.word("relation-cue").isdisjoint(words):
            return True
        since = self.memory.index - self.memory.paired_at
        blamed = self.memory.index - self.memory.blamed_at
        demanded = not self.vocabulary.word("party-demanded").isdisjoint(words)
        if frame_type == "REQUEST" and demanded and min(since, blamed) <= JUST_SAID:
            return True
        recent = since <= CLOSE
        if recent and not self.vocabulary.word("party-help").isdisjoint(words):
            return True
        codes = {code for party in self.memory.pair or () for code in party.codes}
        following = [actor for actor in self.sentence.actors if actor.start >= clause.group.end]
        return any(actor.kind == ActorKind.REFERENCE or set(actor.codes) & codes for actor in following)
