"""Who does an act and to whom: the sides of one clause under one frame.

The subject is the source and the frame's slots give the target; in the passive it is the other way round. Two
sides named
together do mutual things with each other. A target that the sentence does not name is only believed where the
words behind the
verb can speak of the other side and of nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcli.coder.acts.frame_match import end_of_rest, object_region
from relcli.coder.acts.speakers import decides, speaker_of
from relcli.coder.acts.targets import TargetFinder
from relcli.coder.annotations import HOSTILE, Actor, ActorKind, split_members
from relcli.coder.clauses.verb_shapes import REDUCED
from relcli.coder.vocabulary.frames import NO_EVENT, TRANSPARENT

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.frames import Frame
    from relcli.coder.vocabulary.vocabulary import Vocabulary

TOGETHER = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types that two parties named together do with each other; otherwise they do it to a third."""
ADDRESSING = frozenset({"thank", "congratulate", "invite"})
RECIPIENT_PREPOSITIONS = frozenset({"with", "against", "toward", "towards"})
UNNAMED = frozenset({"pair", "topic"})
"""Where a target was found that the sentence does not name."""
SOMEBODY_ELSE = frozenset("allies partners friends congress americans citizens lawmakers reporters businesses".split())
"""Those to whom something is said in a statement or a speech when it is not the other side."""
ADDRESSEES = frozenset("his her him them it the their its counterpart other side each warmly again also".split())
CLOSE = 2  # sentences after a meeting in which help may be promised without a word of the other side
HELP_WORDS = frozenset("help aid support assistance funding investment investments loan loans grant grants".split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause under one frame: what it would be if it has two sides; `inner` is the infinitive that completes it."""

    clause: Clause
    frame: Frame
    type: str
    inner: Clause | None = None
    inner_frame: Frame | None = None

    @property
    def mutual(self) -> bool:
        """Does the frame say that both sides do it?"""
        return "mutual" in self.frame.flags


@dataclass(frozen=True, slots=True)
class Parties:
    """The two sides of an act, and how they were found."""

    source: Actor
    target: Actor
    mutual: bool
    rule: str
    source_from: str
    target_from: str


class PartyFinder:
    """Finds the sides of the clauses of one sentence; `why_not` says why the last one asked for has none."""

    def __init__(
        self, sentence: AnnotatedSentence, clauses: list[Clause], vocabulary: Vocabulary, memory: Memory
    ) -> None:
        """Work on one sentence whose clauses are known."""
        self.sentence = sentence
        self.clauses = clauses
        self.vocabulary = vocabulary
        self.memory = memory
        self.targets = TargetFinder(sentence, vocabulary, memory)
        self.why_not = ""

    def find(self, told: Candidate) -> Parties | None:
        """Return the sides of a candidate, or None."""
        clause, frame = told.clause, told.frame
        if clause.group.passive and not (frame.lemma == "be" and frame.rest):
            return self._passive(told)
        source = clause.subject
        if source is None or not source.codes:
            expected = self._expected_passive(told)
            if expected is not None:
                return expected
            self.why_not = "its subject is no known actor" if clause.explicit_subject else "it has no subject"
            return None
        if "speaker" in frame.flags:
            return self._spoken_by(told, source)
        if len(source.codes) > 1 and (
            told.mutual or source.reference in {"both", "they", "title-plural"} or source.members
        ):
            both = self._among_themselves(told, source)
            if both is not None:
                return both
        found = self._target(told, source)
        if found is not None and "importance" in frame.classes and self._is_shared(found[0], source):
            found, self.why_not = None, "what both sides share is asked of nobody"
        if found is None:
            self.why_not = self.why_not or "no second actor that could be its target"
            return None
        target, slot = found
        if "reverse" in frame.flags:
            return Parties(target, source, told.mutual, "verb reversed", slot, clause.subject_from)
        mutual = told.mutual or (slot == "pair" and frame.modality == "agreed")
        return Parties(source, target, mutual, "verb", clause.subject_from or source.found, f"{slot}: {target.found}")

    def _is_shared(self, target: Actor, source: Actor) -> bool:
        """Does the phrase name the source too ("the importance of U.S.-Colombia relations")?"""
        joined, own = "-" in self.sentence.lowers[max(0, target.start - 2) : target.end], set(source.codes)
        return joined and any(
            own & set(actor.codes) for actor in self.sentence.actors if target.start - 2 <= actor.start < target.end
        )

    def start_of(self, told: Candidate) -> int:
        """Return the token behind the frame's fixed words."""
        return end_of_rest(self.sentence, told.clause, told.frame)

    def _expected_passive(self, told: Candidate) -> Parties | None:
        """`Agreements are expected to be signed` is the plan of the pair that the text speaks of."""
        inner, frame = told.inner, told.inner_frame
        if (
            inner is None
            or frame is None
            or not inner.group.passive
            or frame.type not in {"SUPPORT", "AGREE", "CONSULT"}
        ):
            return None
        return self._pair_of_the_text(inner)

    def _spoken_by(self, told: Candidate, threatened: Actor) -> Parties | None:
        """`Iran will face consequences` is a threat of whoever says so, and the subject is threatened."""
        speaker = speaker_of(told.clause, self.sentence, self.clauses, self.vocabulary)
        source = speaker.subject if speaker else None
        if source is None and self.memory.home:
            source = Actor(
                threatened.start, threatened.start, self.memory.home, ActorKind.REFERENCE, found="who publishes"
            )
        if source is None or not source.codes or set(source.codes) & set(threatened.codes):
            self.why_not = "nobody known says so"
            return None
        return Parties(source, threatened, False, "said by the speaker", source.found or "speaker", "subject")

    def _among_themselves(self, told: Candidate, source: Actor) -> Parties | None:
        """Both sides agreed: the members of the subject are each other's target, unless another target is named."""
        clause, frame = told.clause, told.frame
        if told.type == "THREATEN" and frame.type == "AGREE":  # "committed to impose costs on Russia": on a third side
            threatened = self._target_of_inner(told, source)
            if threatened is None:
                return None
            return Parties(source, threatened[0], False, "verb", clause.subject_from, threatened[1])
        explicit = tuple(slot for slot in frame.slots if slot not in {"pair", "any", "that"})
        found = self.targets.find(clause, explicit, self.start_of(told), told.type, source)
        if found is not None and not (told.mutual and found[1] in {"in", "of"}):
            return Parties(source, found[0], told.mutual, "verb", clause.subject_from, found[1])
        if frame.type not in TOGETHER and not told.mutual and "reciprocal" not in frame.flags:
            return None
        first, rest = split_members(source)
        if not rest.codes:
            return None
        return Parties(first, rest, True, "verb, among themselves", clause.subject_from, source.found)

    def _target(self, told: Candidate, source: Actor) -> tuple[Actor, str] | None:
        self.why_not = ""
        clause, frame = told.clause, told.frame
        found = self._target_of_inner(told, source)
        if found is not None:
            return found
        slots = frame.slots
        if (
            told.inner is not None and told.type == "AGREE"
        ):  # what is agreed to may speak of others; who agrees does not
            slots = tuple(slot for slot in slots if slot not in {"that", "any"} or "pair" not in slots)
        # A withdrawal still to come is AGREE, but its target stands where a withdrawal's does.
        told_type = frame.type if frame.type not in {NO_EVENT, TRANSPARENT} else told.type
        found = self.targets.find(clause, slots, self.start_of(told), told_type, source)
        if found is not None and found[1] in UNNAMED and self._means_somebody_else(told):
            return None
        if found is None and told.inner is not None:
            found = self.targets.find(told.inner, ("obj", "with", "to", "any"), told.inner.group.end, told.type, source)
        return found or self._met_before_the_verb(told, source)

    def _target_of_inner(self, told: Candidate, source: Actor) -> tuple[Actor, str] | None:
        """The target of what was agreed, promised or threatened ("agreed to send troops to Mali")."""
        inner, frame = told.inner, told.inner_frame
        if inner is None or frame is None or not frame.slots:
            return None
        if "that" in told.frame.slots[:1] and told.frame.type == "REQUEST":
            return None
        slots = tuple(slot for slot in frame.slots if slot != "pair")
        inner_type = frame.type if frame.type not in {NO_EVENT, TRANSPARENT} else told.type
        return self.targets.find(inner, slots, end_of_rest(self.sentence, inner, frame), inner_type, source)

    # ---------------------------------------------------------------- is the other side meant, though it is not named?

    def _means_somebody_else(self, told: Candidate) -> bool:
        if self._unknown_object(told):
            self.why_not = "its object is no known actor"
            return True
        if told.type in {"AGREE", "REQUEST"} and not self._speaks_of_relations(told.clause):
            self.why_not = "a promise or request that does not speak of the other side"
            return True
        return False

    def _unknown_object(self, told: Candidate) -> bool:
        """Is somebody thanked, asked or invited who is no actor ("thanked the military teams")?"""
        clause, frame, start = told.clause, told.frame, self.start_of(told)
        words = self.sentence.lowers[start : clause.right]
        if SOMEBODY_ELSE.intersection(words) or _names_another(frame, words):
            return True
        addresses = frame.mode in ADDRESSING or frame.type == "REQUEST"
        if not addresses or frame.classes or frame.lemma == "be" or frame.slots[:1] != ("obj",):
            return False
        first, last = object_region(self.sentence, clause, start, self.vocabulary)
        return any(word.isalpha() and word not in ADDRESSEES for word in self.sentence.lowers[first:last])

    def _speaks_of_relations(self, clause: Clause) -> bool:
        """Is there a word of relations (ties, cooperation, visit ...) or the other side's name behind the verb?"""
        words = self.sentence.lowers[clause.group.start :]
        if any(word in self.vocabulary.word("relation-cue") for word in words):
            return True
        if self.memory.index - self.memory.paired_at <= CLOSE and HELP_WORDS.intersection(words):
            return True
        codes = {code for party in self.memory.pair or () for code in party.codes}
        behind = [actor for actor in self.sentence.actors if actor.start >= clause.group.end]
        return any(actor.kind == "reference" or set(actor.codes) & codes for actor in behind)

    def _met_before_the_verb(self, told: Candidate, source: Actor) -> tuple[Actor, str] | None:
        """Return the other side of "X, in a meeting with Y, agreed ..."."""
        clause = told.clause
        if told.type in HOSTILE:
            return None
        for actor in self.sentence.actors:
            before = source.end <= actor.start < clause.group.start or clause.left <= actor.start < source.start
            if before and actor.preposition == "with" and actor.codes and not set(actor.codes) & set(source.codes):
                return actor, "with, before the verb"
        return None

    # ---------------------------------------------------------------- passive

    def _passive(self, told: Candidate) -> Parties | None:
        clause, frame = told.clause, told.frame
        start, patient = clause.group.end, clause.subject
        agent = self.targets.find(clause, ("by",), start, "ASSAULT", patient)
        if agent and patient and patient.codes and not told.mutual:
            return Parties(agent[0], patient, False, "passive", "by", clause.subject_from)
        if agent:
            slots = tuple(slot for slot in frame.slots if slot not in {"pair", "obj", "by"})
            if clause.group.shape != REDUCED:  # what only describes a noun is aimed at nobody unnamed
                slots = (*slots, "pair")
            found = self.targets.find(clause, slots, start, told.type, agent[0])
            if found:
                return Parties(agent[0], found[0], told.mutual, "passive", "by", found[1])
        between = self.targets.find(clause, ("between", "by", "with"), start, "AGREE", None)
        if between and len(between[0].codes) > 1 and frame.type not in HOSTILE:
            first, rest = split_members(between[0])
            return Parties(first, rest, True, "passive", between[1], between[1])
        return self._passive_without_agent(told, patient)

    def _passive_without_agent(self, told: Candidate, patient: Actor | None) -> Parties | None:
        """Who announces it does it; what the pair of the text is not named for, both do ("agreements were signed")."""
        known = patient is not None and bool(patient.codes)
        speaker = speaker_of(told.clause, self.sentence, self.clauses, self.vocabulary)
        decider = speaker.subject if speaker and decides(speaker) else None
        if known and patient and decider and decider.codes and not set(decider.codes) & set(patient.codes):
            return Parties(decider, patient, told.mutual, "passive, announced by the agent", "speaker", "subject")
        both = None
        if told.frame.type in {"SUPPORT", "AGREE", "CONSULT"} and not known:
            both = self._pair_of_the_text(told.clause)
        if both is None:
            self.why_not = "passive without a named agent"
        return both

    def _pair_of_the_text(self, clause: Clause) -> Parties | None:
        pair = self.memory.pair
        if pair is None or self._others(clause):
            return None
        start, how = clause.group.end, "the pair of the text"
        first, second = (Actor(start, start, party.codes, ActorKind.REFERENCE) for party in pair)
        return Parties(first, second, True, "passive without agent", how, how)

    def _others(self, clause: Clause) -> bool:
        """Does the clause name any actor beside the pair of the text?"""
        known = {code for party in self.memory.pair or () for code in party.codes}
        named = [actor for actor in self.sentence.actors if clause.left <= actor.start < clause.right and actor.codes]
        return any(not set(actor.codes) <= known for actor in named)


def _names_another(frame: Frame, words: list[str]) -> bool:
    """Is there a phrase for the other side with nobody known in it ("support for a free press", "talks with the
    union")?"""
    prepositions = RECIPIENT_PREPOSITIONS & set(frame.slots)
    if frame.type == "SUPPORT" and frame.mode == "" and "for" in frame.slots:
        prepositions |= {"for"}
    return any(word in prepositions for word in words)
