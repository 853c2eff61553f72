"""How real the act of a clause is, and of which type and mode that makes it.

A transparent verb above the clause ("denied having sent") has its say; what is still to come is AGREE or THREATEN,
whatever it will be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.acts.speakers import speaker_of
from relcli.coder.annotations import HOSTILE, Refusal
from relcli.coder.clauses.modality import denied, future_type, modality_of
from relcli.coder.kinds import ActMode, ActRule, Carrier, FrameFlag, Modality, VerbShape
from relcli.coder.vocabulary.frames import TRANSPARENT

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Candidate, Clause, Parties
    from relcli.coder.vocabulary.frames import Frame
    from relcli.coder.vocabulary.vocabulary import Vocabulary

CARRIED = {
    Carrier.PLANNED: Modality.PLEDGED,
    Carrier.PROPOSED: Modality.PROPOSED,
    Carrier.SETTLED: Modality.AGREED,
}
"""What the word that an infinitive completes makes of an act that would be done or agreed."""
FRIENDLY = frozenset({"AGREE", "CONSULT", "AID", "COOPERATE"})
"""Types of acts that "would" announces; a threat or a verdict in "would" is only supposed."""
MEETING_REACH = 7  # tokens between "looks forward to" and "his visit"
INTENDED = frozenset({Modality.PLEDGED, Modality.AGREED, Modality.PROPOSED})


class ActModality:
    """Finds the modality of the clauses of one sentence; `frames` are those matched so far, by the verb's token."""

    def __init__(self, sentence: AnnotatedSentence, frames: dict[int, Frame], vocabulary: Vocabulary) -> None:
        """Share the frames that are matched from left to right."""
        self.sentence = sentence
        self.frames = frames
        self.vocabulary = vocabulary
        reporting = vocabulary.reporting
        ends = [
            clause.group.end
            for clause in sentence.clauses
            if any(form.lemma in reporting for form in clause.group.readings)
        ]
        self.reports_end = frozenset(ends)
        self.first_report = min(ends, default=len(sentence.tokens) + 1)

    def find(self, clause: Clause, frame: Frame) -> Modality | Refusal:
        """Return the modality of a clause under a frame, or why it states no act."""
        reported = self._is_reported(clause) or self._is_announced(clause, frame)
        own = modality_of(clause, frame, self.sentence, reported, self.vocabulary)
        return own if isinstance(own, Refusal) else _carried(clause, self._under_governor(clause, own))

    def _under_governor(self, clause: Clause, modality: Modality) -> Modality | Refusal:
        governor = clause.governor or self._opener_of(clause)
        outer = self.frames.get(governor.group.verb) if governor else None
        if governor is None or outer is None or outer.type != TRANSPARENT:
            return modality
        coordinated = clause.group.shape == VerbShape.GERUND and self.sentence.lower(clause.group.start - 1) == "and"
        if coordinated and self.sentence.lower(governor.group.verb).endswith("ing"):
            return modality  # "is denying liberties and assaulting autonomy"
        above = modality_of(governor, outer, self.sentence, self._is_reported(governor), self.vocabulary)
        if above is Modality.DENIED:
            return denied(modality, self.frames[clause.group.verb], self.vocabulary)
        return modality if above is Modality.OCCURRED else above

    def _is_announced(self, clause: Clause, frame: Frame) -> bool:
        """Is "would" a future told without its speaker ("Carter would also visit Nepal"), with no condition about?"""
        group = clause.group
        if group.modal != "would" or group.negated or frame.type not in FRIENDLY:
            return False
        conditional = self.vocabulary.word("conditional")
        fronted = self.sentence.lower(0) in self.vocabulary.finite_signs  # "were Armenia to recognise Kosovo"
        return not fronted and conditional.isdisjoint(self.sentence.words) and "case" not in self.sentence.words

    def _opener_of(self, clause: Clause) -> Clause | None:
        """Return the clause whose "that" opens this one."""
        if self.sentence.lower(clause.left - 1) != "that":
            return None
        return next((other for other in reversed(self.sentence.clauses) if other.group.end == clause.left - 1), None)

    def _is_reported(self, clause: Clause) -> bool:
        """Does somebody in the sentence report the clause, so that "would" is a reported future?"""
        if self.first_report <= clause.left or clause.group.start in self.reports_end:
            return True
        return clause.group.modal == "would" and speaker_of(clause, self.sentence, self.vocabulary) is not None


def _carried(clause: Clause, modality: Modality | Refusal) -> Modality | Refusal:
    """Return what the word before an infinitive makes of its modality: a plan is promised, an effort proposed."""
    if modality not in {Modality.OCCURRED, Modality.AGREED} or clause.carrier is None:
        return modality
    return CARRIED.get(clause.carrier, modality)


def event_type(candidate: Candidate, modality: Modality, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> str:
    """Return the type of a candidate: what is still to come is AGREE or THREATEN, whatever it will be."""
    frame, inner = candidate.frame, candidate.inner_frame
    if frame.type == "AGREE" and inner and inner.type in HOSTILE:
        # Troops offered or agreed upon may be help; what else is hostile is a threat however it is intended.
        plain = frame.mode != ActMode.OFFER and inner.type != "MOBILIZE" and modality in INTENDED
        if modality is Modality.PLEDGED or plain:
            return "THREATEN"
    carrier = candidate.clause.carrier
    carried = carrier is not None and CARRIED.get(carrier) is modality
    to_come = (modality is Modality.PLEDGED or carried) and frame.modality == Modality.OCCURRED
    return future_type(frame.type, sentence, vocabulary) if to_come else frame.type


def mode_of(candidate: Candidate) -> str:
    """Return the mode of a candidate; a meeting to come is a plan, other things to come are promises."""
    if candidate.type == candidate.frame.type:
        return candidate.frame.mode
    if candidate.type != "AGREE":
        return ""
    return ActMode.PLAN if candidate.frame.type == "CONSULT" else ActMode.PROMISE


def modality_between(
    candidate: Candidate, modality: Modality, parties: Parties, sentence: AnnotatedSentence, vocabulary: Vocabulary
) -> Modality:
    """Return the modality that an act has between these sides."""
    frame, inner = candidate.frame, candidate.inner_frame
    among = parties.rule is ActRule.AMONG_THEMSELVES
    expected = modality is Modality.PROPOSED and not vocabulary.word("modality-expected").isdisjoint(frame.rest)
    meeting = inner is not None and inner.type == "CONSULT" and inner.mode != ActMode.VISIT
    if expected and (among or parties.mutual or meeting):
        modality = Modality.AGREED  # "the ministers are expected to meet": one does not expect it of the other
    elif modality is Modality.PLEDGED and among and candidate.type == "AGREE" and _is_settled(candidate, vocabulary):
        modality = Modality.AGREED  # "the two sides will work together": said of both by both
    elif modality is Modality.PLEDGED and _is_arranged(candidate, parties, sentence, vocabulary):
        modality = Modality.AGREED
    if candidate.type == "THREATEN" and modality is Modality.AGREED:  # agreed among the threatening side only
        return Modality.PLEDGED
    return modality


def _is_settled(candidate: Candidate, vocabulary: Vocabulary) -> bool:
    """Is it what both will do, or have decided to do?"""
    future = candidate.clause.group.modal in vocabulary.word("modality-future")
    return future or candidate.frame.lemma in vocabulary.word("modality-deciding-verb")


def _is_arranged(candidate: Candidate, parties: Parties, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> bool:
    """Is it a meeting to come, which both sides know of? A visit alone, or a message, is one side's plan."""
    word, frame, group = vocabulary.word, candidate.frame, candidate.clause.group
    meetings = word("modality-meeting-word")
    if not word("modality-anticipating").isdisjoint(frame.rest):  # "looks forward to his visit"
        ahead = sentence.lowers[group.end : group.end + MEETING_REACH]
        return not (meetings | word("visit-noun")).isdisjoint(ahead)
    if frame.type != "CONSULT" or candidate.type == "CONSULT":
        return False
    invited = not word("modality-invitation").isdisjoint(sentence.words)
    met = not meetings.isdisjoint(sentence.lowers[group.end : candidate.clause.right])
    return parties.mutual or invited or met or FrameFlag.HOST in frame.flags
