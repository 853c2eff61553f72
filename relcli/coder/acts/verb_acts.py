"""From clauses to acts: who does what to whom in one sentence.

An act is what becomes an event once dates, places, people and sectors are added. Frames are matched from left to right;
what hangs on a matched frame ("agreed to send") is part of its act and no act of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcli.coder.actors.references import resolve
from relcli.coder.acts.frame_match import match_frame, other_frames
from relcli.coder.acts.parties import Candidate, Parties, PartyFinder
from relcli.coder.acts.speakers import speaker_of
from relcli.coder.acts.subordination import Consumption
from relcli.coder.annotations import HOSTILE, Act, Findings, Modality, Refusal, Unreal
from relcli.coder.clauses.modality import (
    COOPERATIVE,
    denied,
    future_type,
    is_duty,
    modality_of,
    withheld,
)
from relcli.coder.clauses.verb_shapes import FINITE, GERUND, INFINITIVE
from relcli.coder.vocabulary.frames import NO_EVENT, TRANSPARENT

if TYPE_CHECKING:
    from relcli.coder.annotations import Actor, AnnotatedSentence, Clause
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.frames import Frame
    from relcli.coder.vocabulary.vocabulary import Vocabulary

PERFORMATIVE = frozenset({"thank", "congratulate", "condole", "praise"})
PLANNED_MODES = frozenset({"plan", "invite"})
"""Modes that speak of something set for later, so that "on Monday" is the next one."""
GLAD = frozenset({"proud", "pleased", "honored", "honoured", "delighted", "glad", "happy", "privileged", "grateful"})
"""Words behind "be" with which one says that one says it ("is proud to congratulate")."""
OF_THE_WILL = frozenset({"willingness", "commitment"})
"""Classes of objects that an infinitive completes."""
INTENDED = frozenset({"pledged", "agreed", "proposed"})


class ActFinder:
    """Finds the acts of one sentence."""

    def __init__(
        self, sentence: AnnotatedSentence, clauses: list[Clause], vocabulary: Vocabulary, memory: Memory
    ) -> None:
        """Work on one sentence whose actors and clauses are known."""
        self.sentence = sentence
        self.clauses = clauses
        self.vocabulary = vocabulary
        self.memory = memory
        self.frames: dict[int, Frame] = {}  # by the verb's token
        self.parties = PartyFinder(sentence, clauses, vocabulary, memory)
        self.parts = Consumption(sentence, clauses, self.frames, vocabulary)
        self.findings = Findings()
        self.last_subject: Actor | None = None

    def run(self) -> Findings:
        """Return the acts and the reasons for those that were not told."""
        for clause in self.clauses:
            frame = match_frame(self.sentence, clause, self.vocabulary)
            if frame is not None:
                frame = withheld(clause, frame, self.sentence, self.vocabulary)
                self.frames[clause.group.verb] = frame
            self._resolve_subject(clause)
            if not self._performs(clause, frame):
                self.parts.note(clause)
            if is_duty(clause.group, self.sentence, self.vocabulary):
                self._demand(clause)
            elif frame is not None and frame.type not in {NO_EVENT, TRANSPARENT}:
                self._act(clause, frame)
        return self.findings

    def _resolve_subject(self, clause: Clause) -> None:
        subject = clause.subject
        if subject is None:
            return
        for member in subject.members_or_self:
            if not member.codes and member.kind == "reference":
                resolve(member, self.sentence, self.memory, self.last_subject, self.vocabulary)
        if subject.members and subject.kind == "coordination":
            subject.codes = tuple(dict.fromkeys(code for member in subject.members for code in member.codes))
        if subject.codes and clause.group.shape == FINITE and not clause.relative and not clause.group.passive:
            self.last_subject = subject

    def _performs(self, clause: Clause, frame: Frame | None) -> bool:
        """`I want to thank`, `is proud to congratulate`: the wish to say it is the saying, and no act of its own."""
        governor = clause.governor
        if clause.group.shape != INFINITIVE or governor is None or frame is None or frame.mode not in PERFORMATIVE:
            return False
        outer = self.frames.get(governor.group.verb)
        if governor.group.verb in self.parts.reasons:
            return False
        if outer is None:
            return any(word in GLAD for word in self.sentence.lowers[governor.group.end : clause.group.start])
        if outer.type == "CONSULT":  # "called the president to congratulate him" is two acts
            return True
        wish = outer.lemma in {"want", "wish", "like"} or (outer.lemma == "be" and "pledged" in outer.modality)
        if wish:
            self.frames.pop(governor.group.verb)
            self.findings.acts = [act for act in self.findings.acts if act.clause is not governor]
        return wish

    def _demand(self, clause: Clause) -> None:
        """`X said that Y must ...` is X's request to Y."""
        speaker = speaker_of(clause, self.sentence, self.clauses, self.vocabulary)
        source, asked, group = speaker.subject if speaker else None, clause.subject, clause.group
        if not (source and asked and source.codes and asked.codes) or set(asked.codes) & set(source.codes):
            self._note(clause, Refusal(Unreal.DEMANDED, group.modal).reason)
            return
        trigger, region = (group.start, group.end), self._region(clause, None)
        row = f"modal {group.modal}"
        act = Act("REQUEST", "change", "proposed", source, asked, False, trigger, region, "duty", row, clause)
        act.source_from, act.target_from = "speaker", "subject"
        self.findings.acts.append(act)

    # ---------------------------------------------------------------- one act

    def _act(self, clause: Clause, frame: Frame) -> None:
        reason = self.parts.reasons.get(clause.group.verb)
        if reason is not None:
            self._note(clause, reason)
            return
        inner = self._inner(clause, frame)
        inner_frame = match_frame(self.sentence, inner, self.vocabulary) if inner else None
        told = Candidate(clause, frame, frame.type, inner, inner_frame)
        modality = self._modality(told)
        if isinstance(modality, Refusal):
            self._note(clause, modality.reason)
            return
        found = self._sides(told, modality) or self._sides_of_purpose(told, modality)
        if found is None:
            self._note(clause, self.parties.why_not)
            return
        told, modality, parties = found
        if clause.group.shape == GERUND and told.type == "AGREE" and self._promised_already(parties):
            self._note(clause, "a purpose of what was agreed or promised")
            return
        self._tell(told, modality, parties)

    def _sides(self, told: Candidate, modality: Modality) -> tuple[Candidate, Modality, Parties] | None:
        """Return the candidate with its sides; of frames that fit alike the first that has two sides is taken."""
        told = replace(told, type=event_type(told, modality))
        parties = self.parties.find(told)
        if parties is not None:
            return told, modality, parties
        why_not = self.parties.why_not
        for frame in other_frames(self.sentence, told.clause, told.frame, self.vocabulary):
            if frame.type in {NO_EVENT, TRANSPARENT}:
                continue
            other = replace(told, frame=frame)
            stated = self._modality(other)
            if isinstance(stated, Refusal):
                continue
            other = replace(other, type=event_type(other, stated))
            parties = self.parties.find(other)
            if parties is not None:
                return other, stated, parties
        self.parties.why_not = why_not
        return None

    def _sides_of_purpose(self, told: Candidate, modality: Modality) -> tuple[Candidate, Modality, Parties] | None:
        """`called him to congratulate him`: the purpose of a meeting or call has its two sides."""
        outer = next((act for act in self.findings.acts if act.clause is told.clause.governor), None)
        if outer is None or outer.type != "CONSULT" or told.frame.mode not in PERFORMATIVE:
            return None
        return told, modality, Parties(outer.source, outer.target, False, "purpose", "caller", "who is called")

    def _tell(self, told: Candidate, modality: str, parties: Parties) -> None:
        clause, frame, group = told.clause, told.frame, told.clause.group
        among = parties.rule.endswith("among themselves")
        will = group.modal in self.vocabulary.word("modality-future")
        if among and told.type == "AGREE" and modality == "pledged" and will:
            modality = "agreed"  # "the two sides will work together": what both say of both is settled
        if told.type == "THREATEN" and modality == "agreed":  # settled among the threatening side only
            modality = "pledged"
        if told.type != frame.type and frame.type == "CONSULT" and modality == "pledged":
            modality = "agreed"
        act = Act(
            type=told.type,
            mode=mode_of(told),
            modality=modality,
            source=parties.source,
            target=parties.target,
            mutual=parties.mutual,
            trigger=(group.start, group.end),
            region=self._region(clause, told.inner),
            rule=parties.rule,
            row=frame.row,
            clause=clause,
            source_from=parties.source_from,
            target_from=parties.target_from,
            flags=frame.flags,
            future=bool(group.modal) or frame.mode in PLANNED_MODES,
        )
        self.findings.acts.append(act)
        if act.mode == "thank":
            self._thanked_for(act)

    def _promised_already(self, parties: Parties) -> bool:
        """Did the sentence tell a promise of the same sides ("pledged to ..., aiming to ...")?"""
        codes = {*parties.source.codes, *parties.target.codes}
        return any(act.type == "AGREE" and act.codes == codes for act in self.findings.acts)

    def _thanked_for(self, thanks: Act) -> None:
        """The fact inside thanks: "thanked Russia for supporting its bid" tells Russia's support as background."""
        clause = thanks.clause
        for other in self.clauses:
            group = other.group
            behind = clause is not None and clause.group.end <= group.start <= clause.right
            if group.shape != GERUND or not behind or self.sentence.lower(group.start - 1) != "for":
                continue
            frame = match_frame(self.sentence, other, self.vocabulary)
            if frame is None or frame.type not in COOPERATIVE:
                continue
            sides = (thanks.target, thanks.source, False)
            trigger, region = (group.start, group.end), (group.start, other.right)
            fact = Act(frame.type, frame.mode, "historical", *sides, trigger, region, "inside thanks", frame.row, other)
            fact.source_from, fact.target_from = "who is thanked", "who thanks"
            self.findings.acts.append(fact)
            return

    # ---------------------------------------------------------------- said or done

    def _modality(self, told: Candidate) -> Modality | Refusal:
        reported = self._is_reported(told.clause)
        own = modality_of(told.clause, told.frame, self.sentence, reported, self.vocabulary)
        return self._chained(told.clause, own)

    def _chained(self, clause: Clause, modality: Modality | Refusal) -> Modality | Refusal:
        """Let a transparent verb above ("denied having sent") have its say about the modality."""
        governor = clause.governor or self._told_by(clause)
        outer = self.frames.get(governor.group.verb) if governor else None
        if governor is None or outer is None or outer.type != TRANSPARENT or isinstance(modality, Refusal):
            return modality
        if clause.group.shape == GERUND and self.sentence.lower(clause.group.start - 1) == "and":
            if self.sentence.lower(governor.group.verb).endswith(
                "ing"
            ):  # "is denying liberties and assaulting autonomy"
                return modality
        above = modality_of(governor, outer, self.sentence, self._is_reported(governor), self.vocabulary)
        if above is Modality.DENIED:
            return denied(modality, self.frames[clause.group.verb], self.vocabulary)
        return modality if above is Modality.OCCURRED else above

    def _told_by(self, clause: Clause) -> Clause | None:
        """Return the clause whose "that" opens this one."""
        if self.sentence.lower(clause.left - 1) != "that":
            return None
        return next((other for other in reversed(self.clauses) if other.group.end == clause.left - 1), None)

    def _is_reported(self, clause: Clause) -> bool:
        """Is the clause told by someone in the sentence (so that "would" is a reported future)?"""
        before = [o for o in self.clauses if o.group.end <= clause.left or o.group.end == clause.group.start]
        return any(form.lemma in self.vocabulary.reporting for other in before for form in other.group.readings)

    def _inner(self, clause: Clause, frame: Frame) -> Clause | None:
        """Return the infinitive that completes a frame ("agreed to send", "affirmed its readiness to send")."""
        if frame.complement != "to" and not (frame.type == "AGREE" and frame.classes & OF_THE_WILL):
            return None
        return next((o for o in self.clauses if o.governor is clause and o.group.shape == INFINITIVE), None)

    def _region(self, clause: Clause, inner: Clause | None) -> tuple[int, int]:
        """Return the stretch of the sentence that belongs to the act, for sectors and the headline."""
        start = clause.group.start
        if clause.subject is not None and clause.subject.start < start and clause.group.shape == FINITE:
            start = max(clause.left, min(clause.subject.start, start))
        return start, max(clause.right, inner.right if inner else 0)

    def _note(self, clause: Clause, reason: str) -> None:
        self.findings.notes.append((clause.group.verb, reason))


def event_type(told: Candidate, modality: str) -> str:
    """Return the type of a candidate: what is still to come is AGREE or THREATEN, whatever it will be."""
    frame, inner = told.frame, told.inner_frame
    if frame.type == "AGREE" and inner and inner.type in HOSTILE:
        # Troops offered or agreed upon may be help; what else is hostile is a threat however it is intended.
        plain = frame.mode != "offer" and inner.type != "MOBILIZE" and modality in INTENDED
        if modality == "pledged" or plain:
            return "THREATEN"
    return future_type(frame.type) if modality == "pledged" and frame.modality == "occurred" else frame.type


def mode_of(told: Candidate) -> str:
    """Return the mode of a candidate; a meeting to come is a plan, other things to come are promises."""
    if told.type == told.frame.type:
        return told.frame.mode
    if told.type != "AGREE":
        return ""
    return "plan" if told.frame.type == "CONSULT" else "promise"
