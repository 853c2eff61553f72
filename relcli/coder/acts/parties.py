"""Who does an act and to whom: the sides of one clause under one frame.

The subject is the source and the frame's slots give the target; in the passive it is the other way round. Two sides
named together do mutual things with each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.acts.frame_match import end_of_rest
from relcli.coder.acts.passives import DONE_BY_BOTH, PassiveFinder
from relcli.coder.acts.sides import is_other_side, split_members
from relcli.coder.acts.speakers import speaker_of
from relcli.coder.acts.targets import TargetFinder
from relcli.coder.acts.unnamed import UnnamedSides
from relcli.coder.annotations import HOSTILE, Actor, NoParties, Parties, PartyFound, Target
from relcli.coder.kinds import (
    ActMode,
    ActorKind,
    ActRule,
    FrameFlag,
    ObjectClass,
    PartyOrigin,
    ReferenceKind,
    Slot,
    VerbShape,
)
from relcli.coder.vocabulary.frames import NO_EVENT, TRANSPARENT

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Candidate, Clause
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.frames import Frame
    from relcli.coder.vocabulary.vocabulary import Vocabulary

TOGETHER = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types that two parties named together do with each other; otherwise they do it to a third."""
DONE_IN_PERSON = frozenset({"CONSULT", "AID", "MOBILIZE", "COERCE", "ASSAULT", "RETREAT"})
"""Types that a forum, which only speaks, is never the source of."""
PLURAL_REFERENCES = frozenset({ReferenceKind.BOTH, ReferenceKind.THEY, ReferenceKind.TITLE_PLURAL})
VAGUE_SLOTS = frozenset({Slot.PAIR, Slot.ANYWHERE, Slot.CONTENT})
PLACE_SLOTS = frozenset({Slot.IN, Slot.OF})
LOOSE_SLOTS = frozenset({Slot.CONTENT, Slot.ANYWHERE})
COMPLETION_SLOTS = (Slot.OBJECT, Slot.WITH, Slot.TO, Slot.ANYWHERE)
JUDGING = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
"""Types of acts that an apposition can add to what somebody else did: "a claim that Oman rejected"."""
RECIPROCAL_REACH = 6  # tokens between a verb and its "each other"
UNNAMED = frozenset({PartyOrigin.OTHER_SIDE, PartyOrigin.TOPIC})
"""Where a target was found that the sentence does not name."""


class PartyFinder:
    """Finds the sides of the clauses of one sentence."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary, memory: Memory) -> None:
        """Work on one sentence whose clauses are known."""
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.memory = memory
        self.targets = TargetFinder(sentence, vocabulary, memory)
        self.passives = PassiveFinder(sentence, vocabulary, memory, self.targets)
        self.unnamed = UnnamedSides(sentence, vocabulary, memory)

    def find(self, candidate: Candidate) -> Parties | NoParties:
        """Return the sides of a candidate, or why it has none."""
        clause, frame = candidate.clause, candidate.frame
        if clause.group.passive and not (frame.lemma == "be" and frame.rest):
            return self.passives.find(candidate)
        source = clause.subject
        if source is None or not source.codes:
            why_not = "its subject is no known actor" if clause.explicit_subject else "it has no subject"
            return self._expected_passive(candidate) or NoParties(why_not)
        if candidate.type in DONE_IN_PERSON and self.vocabulary.forums.issuperset(source.codes):
            return NoParties("a forum does not do so")
        if FrameFlag.SPEAKER in frame.flags:
            return self._said_by_speaker(candidate, source)
        if len(source.codes) > 1 and self._is_reciprocal(clause):
            return self._each_other(clause, source)
        several = candidate.mutual or source.reference in PLURAL_REFERENCES or source.members
        if source.members and self._is_done_to_each_other(candidate):
            return self._mutual(candidate, source) or NoParties("no second actor that could be its target")
        both = self._among_themselves(candidate, source) if several and len(source.codes) > 1 else None
        return both or self._with_target(candidate, source)

    def _is_reciprocal(self, clause: Clause) -> bool:
        """Do the members of the subject do it to each other ("accused each other of", "each recalled their envoys")?"""
        lowers, group = self.sentence.lowers, clause.group
        if group.start and lowers[group.start - 1] == "each":
            return True
        for at in range(group.end, min(clause.object_end, group.end + RECIPROCAL_REACH)):
            if f"{lowers[at]} {self.sentence.lower(at + 1)}" in self.vocabulary.word("party-each-other"):
                return True
        return False

    def _each_other(self, clause: Clause, source: Actor) -> Parties | NoParties:
        first, rest = split_members(source)
        if not rest.codes:
            return NoParties("one side has nobody else to do it to")
        subject = PartyFound(PartyOrigin.SUBJECT, words=clause.subject_from)
        members = PartyFound(PartyOrigin.ACTOR, words=source.found)
        return Parties(first, rest, True, ActRule.AMONG_THEMSELVES, subject, members)

    def _with_target(self, candidate: Candidate, source: Actor) -> Parties | NoParties:
        """Return the subject and the target that the frame gives."""
        clause, frame = candidate.clause, candidate.frame
        found = self._target(candidate, source)
        if isinstance(found, NoParties):
            return found
        if ObjectClass.IMPORTANCE in frame.classes and self._is_shared(found.actor, source):
            return NoParties("what both sides share is asked of nobody")
        if FrameFlag.REVERSE in frame.flags:
            subject = PartyFound(PartyOrigin.SUBJECT, words=clause.subject_from)
            return Parties(found.actor, source, candidate.mutual, ActRule.REVERSED, found.found(), subject)
        mutual = candidate.mutual or (found.origin is PartyOrigin.OTHER_SIDE and frame.modality == "agreed")
        source_from = PartyFound(PartyOrigin.SUBJECT, words=clause.subject_from or source.found)
        target_from = found.found(found.actor.found, is_pair=found.actor.is_pair)
        return Parties(source, found.actor, mutual, ActRule.VERB, source_from, target_from)

    def _is_shared(self, target: Actor, source: Actor) -> bool:
        """Does the phrase name the source too ("the importance of U.S.-Colombia relations")?"""
        joined, own = "-" in self.sentence.lowers[max(0, target.start - 2) : target.end], set(source.codes)
        return joined and any(
            own & set(actor.codes) for actor in self.sentence.actors if target.start - 2 <= actor.start < target.end
        )

    def _expected_passive(self, candidate: Candidate) -> Parties | None:
        """`Agreements are expected to be signed` is the plan of the pair that the text speaks of."""
        inner, frame = candidate.inner, candidate.inner_frame
        if inner is None or frame is None or not inner.group.passive or frame.type not in DONE_BY_BOTH:
            return None
        return self.passives.pair_of_the_text(inner)

    def _said_by_speaker(self, candidate: Candidate, threatened: Actor) -> Parties | NoParties:
        """`Iran will face consequences` is a threat of whoever says so, and the subject is threatened."""
        speaker = speaker_of(candidate.clause, self.sentence, self.vocabulary)
        source = speaker.subject if speaker else None
        if source is None and self.memory.home:
            at = threatened.start
            source = Actor(at, at, self.memory.home, ActorKind.REFERENCE, found="who publishes")
        if source is None or not source.codes or set(source.codes) & set(threatened.codes):
            return NoParties("nobody known says so")
        source_from = PartyFound(PartyOrigin.SPEAKER, words=source.found)
        target_from = PartyFound(PartyOrigin.ADDRESSED_SUBJECT)
        return Parties(source, threatened, False, ActRule.SAID_BY_SPEAKER, source_from, target_from)

    def _among_themselves(self, candidate: Candidate, source: Actor) -> Parties | None:
        """Both sides agreed: the members of the subject are each other's target, unless another target is named."""
        clause, frame, mutual = candidate.clause, candidate.frame, candidate.mutual
        subject = PartyFound(PartyOrigin.SUBJECT, words=clause.subject_from)
        if candidate.type == "THREATEN" and frame.type == "AGREE":  # "agreed to impose costs on Russia": on a third
            threatened = self._target_of_inner(candidate, source)
            if threatened is None:
                return None
            return Parties(source, threatened.actor, False, ActRule.VERB, subject, threatened.found())
        explicit = tuple(slot for slot in frame.slots if slot not in VAGUE_SLOTS)
        found = self.targets.find(clause, explicit, self._start(candidate), candidate.type, source)
        if found is not None and not (mutual and found.slot in PLACE_SLOTS):
            return Parties(source, found.actor, mutual, ActRule.VERB, subject, found.found())
        if frame.type not in TOGETHER and not mutual and FrameFlag.RECIPROCAL not in frame.flags:
            return None
        return None if self._are_guests(candidate, source) else self._mutual(candidate, source)

    def _are_guests(self, candidate: Candidate, source: Actor) -> bool:
        """Does the subject watch what others do ("The envoys of Chad and Niger attended the talks")?"""
        pair = self.memory.pair
        hosts = {code for party in pair or () for code in party.codes}
        definite = self.sentence.lower(self._start(candidate)) in self.vocabulary.word("party-guest-determiner")
        watches = candidate.frame.lemma in self.vocabulary.word("party-guest-verb")
        return definite and watches and bool(hosts) and hosts.isdisjoint(source.codes)

    def _is_done_to_each_other(self, candidate: Candidate) -> bool:
        """Is the object "each other", "one another", "each other's diplomats"?"""
        clause, words = candidate.clause, self.vocabulary.word("reference-each-other")
        return any(
            actor.reference == ReferenceKind.BOTH and " ".join(self.sentence.lowers[actor.start : actor.end]) in words
            for actor in self.sentence.actors_from(clause.group.end, clause.object_end)
        )

    def _mutual(self, candidate: Candidate, source: Actor) -> Parties | None:
        """Return the first member of the subject and the others as the two sides of what they do to each other."""
        first, rest = split_members(source)
        if not rest.codes:
            return None
        subject = PartyFound(PartyOrigin.SUBJECT, words=candidate.clause.subject_from)
        members = PartyFound(PartyOrigin.ACTOR, words=source.found)
        return Parties(first, rest, True, ActRule.AMONG_THEMSELVES, subject, members)

    def _target(self, candidate: Candidate, source: Actor) -> Target | NoParties:
        found = self._target_of_inner(candidate, source)
        if found is not None:
            return found
        slots, inner = candidate.frame.slots, candidate.inner
        if inner is not None and candidate.type == "AGREE" and Slot.PAIR in slots:
            slots = tuple(slot for slot in slots if slot not in LOOSE_SLOTS)  # what is agreed to may speak of others
        # A withdrawal still to come is AGREE, but its target is where a withdrawal's is.
        event_type = _own_type(candidate.frame, candidate)
        found = self.targets.find(candidate.clause, slots, self._start(candidate), event_type, source)
        if found is not None and found.origin in UNNAMED:
            why_not = self.unnamed.why_not(candidate)
            if why_not:
                return NoParties(why_not)
        if found is None and inner is not None:
            unknown = candidate.inner_frame is None and candidate.frame.mode == ActMode.PLAN
            slots = COMPLETION_SLOTS[:-1] if unknown else COMPLETION_SLOTS
            found = self.targets.find(inner, slots, inner.group.end, candidate.type, source)
        found = found or self._owner_of_object(candidate, source) or self._spoken_of_before(candidate, source)
        found = found or self._built_for(candidate, source) or self._met_before_the_verb(candidate, source)
        return found or NoParties("no second actor that could be its target")

    def _target_of_inner(self, candidate: Candidate, source: Actor) -> Target | None:
        """The target of what was agreed, promised or threatened ("agreed to send troops to Mali")."""
        inner, frame = candidate.inner, candidate.inner_frame
        if inner is None or frame is None or not frame.slots:
            return None
        if Slot.CONTENT in candidate.frame.slots[:1] and candidate.frame.type == "REQUEST":
            return None
        slots = tuple(slot for slot in frame.slots if slot != Slot.PAIR)
        start = end_of_rest(self.sentence, inner, frame, self.vocabulary)
        return self.targets.find(inner, slots, start, _own_type(frame, candidate), source)

    def _owner_of_object(self, candidate: Candidate, source: Actor) -> Target | None:
        """Return whose "its" is in "Turkey says that a Russian jet violated its airspace": the speaker's."""
        owning = self.vocabulary.word("possessive-determiner")
        if candidate.type not in HOSTILE or self.sentence.lower(self._start(candidate)) not in owning:
            return None
        speaker = speaker_of(candidate.clause, self.sentence, self.vocabulary)
        if speaker is None or speaker.subject is None or not is_other_side(speaker.subject, source):
            return None
        return Target(speaker.subject, PartyOrigin.SPEAKER)

    def _spoken_of_before(self, candidate: Candidate, source: Actor) -> Target | None:
        """Return who did what is judged: "the United States blamed Cuba, a charge that Havana rejected"."""
        clause = candidate.clause
        following = self.sentence.lower(clause.group.end)
        at = source.start - 1
        at -= self.sentence.lower(at) in self.vocabulary.word("relative")
        apposed = self.sentence.lower(at - 1) in self.vocabulary.word("article") and self.sentence.lower(at - 2) == ","
        if candidate.type not in JUDGING or following.isalpha() or not apposed:
            return None
        for other in reversed(self.sentence.clauses):
            subject = other.subject
            if other.group.end < at and subject is not None and other.group.shape is VerbShape.FINITE:
                return Target(subject, PartyOrigin.BEFORE_VERB) if is_other_side(subject, source) else None
        return None

    def _built_for(self, candidate: Candidate, source: Actor) -> Target | None:
        """Return on whose soil something is promised to be built or repaired ("vowed to rebuild a school in Chad")."""
        inner = candidate.inner
        if inner is None or candidate.type != "AGREE":
            return None
        if all(form.lemma not in self.vocabulary.word("party-building-verb") for form in inner.group.readings):
            return None
        for actor in self.sentence.actors_from(inner.group.end, inner.right):
            if actor.preposition == Slot.IN and is_other_side(actor, source):
                return Target(actor, PartyOrigin.SLOT, Slot.IN)
        return None

    def _met_before_the_verb(self, candidate: Candidate, source: Actor) -> Target | None:
        """Return the other side of "X, in a meeting with Y, agreed ..."."""
        clause = candidate.clause
        if candidate.type in HOSTILE:
            return None
        for actor in self.sentence.actors:
            before = source.end <= actor.start < clause.group.start or clause.left <= actor.start < source.start
            if before and actor.preposition == "with" and actor.codes and not set(actor.codes) & set(source.codes):
                return Target(actor, PartyOrigin.BEFORE_VERB)
        return None

    def _start(self, candidate: Candidate) -> int:
        return end_of_rest(self.sentence, candidate.clause, candidate.frame, self.vocabulary)


def _own_type(frame: Frame, candidate: Candidate) -> str:
    """Return the type of a frame, or the candidate's where the frame itself is no event."""
    return frame.type if frame.type not in {NO_EVENT, TRANSPARENT} else candidate.type
