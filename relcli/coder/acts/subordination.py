"""Which clauses only complete another one, so that they are no acts of their own.

The infinitive of "agreed to send", the gerund of "accused of attacking", what is demanded or denied after "that", a
participle that describes its noun. What follows a transparent verb ("continues to", "began") is its own act.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.acts.carriers import Carriers
from relcli.coder.acts.passives import AGENT_PLACES
from relcli.coder.annotations import CLAIMING
from relcli.coder.clauses.verb_shapes import GERUND, INFINITIVE, REDUCED
from relcli.coder.kinds import SubjectOrigin
from relcli.coder.vocabulary.frames import TRANSPARENT

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.vocabulary.frames import Frame
    from relcli.coder.vocabulary.vocabulary import Vocabulary

OF_ITS_OWN = frozenset({SubjectOrigin.ABSOLUTE, SubjectOrigin.AUTHOR})
SAID_TYPES = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "AGREE"})
"""Types of acts that a document can do by its words."""
AGENT_REACH = 8  # tokens between a participle and its agent
CONTENT_REACH = 6  # tokens between a verb and its "that"


class Subordination:
    """Why clauses of one sentence are parts of others, by the token of their verb."""

    def __init__(self, sentence: AnnotatedSentence, frames: dict[int, Frame], vocabulary: Vocabulary) -> None:
        """Share the frames that are matched from left to right."""
        self.sentence = sentence
        self.clauses = sentence.clauses
        self.frames = frames
        self.vocabulary = vocabulary
        self.carriers = Carriers(sentence, frames, vocabulary)
        self.reasons = sentence.parts

    def note(self, clause: Clause) -> None:
        """Decide on one clause; those before it are decided already."""
        reason = self._reason(clause)
        if reason:
            self.reasons[clause.group.verb] = reason

    def _reason(self, clause: Clause) -> str:
        governor, shape = clause.governor, clause.group.shape
        if shape == INFINITIVE:
            return "" if self.carriers.lift(clause) else self._of_infinitive(governor)
        if shape == GERUND and governor is not None:
            return self._of_gerund(clause, governor)
        if shape == REDUCED:
            return "" if self._has_agent(clause) else "a participle that describes its noun"
        if self._is_reported_content(clause):
            return "what is accused, demanded or denied is not stated as done"
        return ""

    def _has_agent(self, clause: Clause) -> bool:
        """Does a participle after its noun name who did it ("Fijians evacuated by Oman", "deported from Oman")?"""
        end, frame = clause.group.end, self.frames.get(clause.group.verb)
        place = AGENT_PLACES.get(frame.mode) if frame is not None else None
        if place is not None and any(
            actor.preposition == place for actor in self.sentence.actors_from(end, clause.right)
        ):
            return True
        return any(actor.preposition == "by" for actor in self.sentence.actors_from(end, end + AGENT_REACH + 1))

    def _part_of(self, governor: Clause) -> str:
        return f"part of “{self.sentence.lowers[governor.group.verb]}”"

    def _of_infinitive(self, governor: Clause | None) -> str:
        if governor is None:
            return "purpose or noun complement"
        if governor.group.verb in self.reasons:
            return self.reasons[governor.group.verb]
        outer = self.frames.get(governor.group.verb)
        return "" if outer is not None and outer.type == TRANSPARENT else self._part_of(governor)

    def _of_gerund(self, clause: Clause, governor: Clause) -> str:
        modal, word = governor.group.modal, self.vocabulary.word
        if modal in word("modality-duty") or modal in word("modality-doubtful"):
            return self._part_of(governor)  # "should take steps by expelling"
        at = clause.group.start - 1
        adverbs = self.vocabulary.word("subordination-adverb")
        while self.sentence.lower(at) in adverbs or self.sentence.lower(at).endswith("ly"):
            at -= 1
        before = self.sentence.lower(at)
        if before == "and":
            previous = next((o for o in reversed(self.clauses) if o.group.end <= at + 1 and o is not clause), None)
            if previous and previous.group.shape == GERUND and previous.group.verb in self.reasons:
                return self.reasons[previous.group.verb]
        if (
            at < 0
            or before == ","
            or before in self.vocabulary.word("subordination-free-opener")
            or clause.group.be_at >= 0
        ):
            return ""  # "..., condemning the attack"
        if clause.subject_origin in OF_ITS_OWN:
            return ""  # "with Nairobi accusing Kampala", "a letter from Oman thanking Bahrain"
        outer = self.frames.get(governor.group.verb)
        if before in self.vocabulary.word("content-noun"):
            return "" if self._tells_content(clause, governor, outer) else self._part_of(governor)
        transparent = outer is not None and outer.type == TRANSPARENT
        return "" if transparent or self._is_confirmed(clause, governor, outer) else self._part_of(governor)

    def _tells_content(self, clause: Clause, governor: Clause, outer: Frame | None) -> bool:
        """Does the subject say itself what a document says ("circulated a letter accusing"), rather than receive it?"""
        frame = self.frames.get(clause.group.verb)
        opposed = outer is not None and (outer.type in CLAIMING or outer.modality == "denied")
        received = any(form.lemma in self.vocabulary.word("content-receiving-verb") for form in governor.group.readings)
        return frame is not None and frame.type in SAID_TYPES and not opposed and not received

    def _is_confirmed(self, clause: Clause, governor: Clause, outer: Frame | None) -> bool:
        """`confirmed striking` states the strike; `suggested striking` does not."""
        reporting = any(form.lemma in self.vocabulary.reporting for form in governor.group.readings)
        doubted = self.sentence.lower(governor.group.verb) in self.vocabulary.word("doubting-word")
        return reporting and outer is None and governor.group.end == clause.group.start and not doubted

    def _is_reported_content(self, clause: Clause) -> bool:
        """Is the clause the content of a demand, an accusation or a denial ("urged that", "denied that")?"""
        before = clause.left - 1
        if self.sentence.lower(before) != "that" or clause.denied:  # a denied report is coded as denied
            return False
        for other in self.clauses:
            frame = self.frames.get(other.group.verb)
            if frame is None or frame.type == TRANSPARENT or other is clause:
                continue
            if other.group.end <= before <= other.group.end + CONTENT_REACH:
                if frame.type == "REQUEST" and (clause.group.perfect or clause.group.negated):
                    return False  # "insisted that it had not" asserts; what is demanded is in the present
                return frame.type in CLAIMING or frame.modality == "denied" or frame.complement == "that"
        return False
