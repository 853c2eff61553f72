"""From clauses to acts: who does what to whom in one sentence.

An act is what becomes an event once dates, places, people and sectors are added. Frames are matched from left to right;
what depends on a matched frame ("agreed to send") is part of its act and no act of its own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcli.coder.actors.references import resolve, split_titles
from relcli.coder.acts.act_modality import ActModality, event_type, modality_between, mode_of
from relcli.coder.acts.frame_match import match_frame, other_frames
from relcli.coder.acts.parties import PartyFinder
from relcli.coder.acts.settling import refused, settle
from relcli.coder.acts.sides import is_other_side, without_source
from relcli.coder.acts.speakers import speaker_of
from relcli.coder.acts.subordination import Subordination
from relcli.coder.annotations import (
    Act,
    Actor,
    Candidate,
    LexiconRow,
    NoParties,
    Parties,
    PartyFound,
    Refusal,
    SilentNote,
)
from relcli.coder.clauses.modality import COOPERATIVE, is_duty, withheld
from relcli.coder.kinds import (
    PLANNING_MODES,
    ActMode,
    ActorKind,
    ActRule,
    Carrier,
    Modality,
    ObjectClass,
    PartyOrigin,
    ReferenceKind,
    Slot,
    SubjectOrigin,
    Unreal,
    VerbShape,
)
from relcli.coder.vocabulary.frames import NO_EVENT, TRANSPARENT

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.frames import Frame
    from relcli.coder.vocabulary.vocabulary import Vocabulary

PERFORMATIVE = frozenset({ActMode.THANK, ActMode.CONGRATULATE, ActMode.CONDOLE, ActMode.PRAISE})
DEMAND_REACH = 6  # tokens between a verb and the "that" of its demand
PLACING = frozenset({Slot.AT, Slot.IN, Slot.OF, Slot.FROM})
OPENING = frozenset({"“", '"'})
CLOSING = frozenset({"”", '"'})
BLAMING = frozenset({"ACCUSE", "SANCTION", "COERCE", "ASSAULT"})
OF_THE_WILL = frozenset({ObjectClass.WILLINGNESS, ObjectClass.COMMITMENT})
"""Classes of objects that an infinitive completes."""


def find_verb_acts(sentence: AnnotatedSentence, vocabulary: Vocabulary, memory: Memory) -> None:
    """Write the acts that the clauses of a sentence state, and why others state none."""
    _VerbActs(sentence, vocabulary, memory).find()


class _VerbActs:
    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary, memory: Memory) -> None:
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.memory = memory
        self.frames = sentence.frames
        self.parties = PartyFinder(sentence, vocabulary, memory)
        self.modality = ActModality(sentence, self.frames, vocabulary)
        self.parts = Subordination(sentence, self.frames, vocabulary)
        self.last_subject: Actor | None = None

    def find(self) -> None:
        for clause in self.sentence.clauses:
            frame = match_frame(self.sentence, clause, self.vocabulary)
            if frame is not None:
                frame = refused(clause, frame, self.sentence, self.vocabulary)
                frame = withheld(clause, frame, self.sentence, self.vocabulary)
                frame = settle(clause, frame, self.sentence, self.vocabulary)
                self.frames[clause.group.verb] = frame
            self._resolve_subject(clause)
            if not self._performs(clause, frame):
                self.parts.note(clause)
                frame = self.frames.get(clause.group.verb)
            if is_duty(clause.group, self.sentence, self.vocabulary):
                self._demand(clause)
            elif frame is not None and frame.type not in {NO_EVENT, TRANSPARENT}:
                self._act(clause, frame)
        self._note_blame()
        self._note_voice()

    def _note_voice(self) -> None:
        """Keep who speaks in the quotation that a colon opens: "Kofi Mensah, spokesman for Ghana: “We demand"."""
        if ":" not in self.sentence.words:
            return
        for at, lower in enumerate(self.sentence.lowers[:-1]):
            if lower == ":" and self.sentence.lowers[at + 1] in OPENING:
                actor = self.sentence.actor_at(at - 1)
                if actor is not None and actor.codes:
                    self.memory.subject = actor

    def _note_blame(self) -> None:
        """Keep whom the sentence accuses or punishes, for a demand in the next one."""
        for act in self.sentence.acts:
            if act.type in BLAMING and act.modality is Modality.OCCURRED and not act.mutual:
                self.memory.blamed, self.memory.blamed_at = act.target.codes, self.memory.index
                self.memory.blamer = act.source.codes

    def _resolve_subject(self, clause: Clause) -> None:
        subject = clause.subject
        if subject is None:
            return
        for member in subject.members_or_self:
            if not member.codes and member.kind == ActorKind.REFERENCE:
                before = self._voice_of(member) or self.last_subject
                resolve(member, self.sentence, self.memory, before, self.vocabulary)
                if not member.codes:
                    self._place(member)
        if subject.members and subject.kind == ActorKind.COORDINATION:
            subject.codes = tuple(dict.fromkeys(code for member in subject.members for code in member.codes))
            split_titles(subject, self.memory)
        if not subject.codes and clause.subject_origin is SubjectOrigin.AUTHOR and self.last_subject is not None:
            clause.subject = subject = self.last_subject
        main = clause.group.shape == VerbShape.FINITE and not clause.relative
        if subject.codes and main and (self.last_subject is None or not clause.group.passive):
            self.last_subject = subject

    def _place(self, member: Actor) -> None:
        """Give an office its country where that follows: "prosecutors in Spain"."""
        at = member.end + 1
        at += self.sentence.lower(at) in self.vocabulary.word("article")
        place = self.sentence.actor_at(at)
        if place is None or not place.codes:
            return
        if place.start == at and place.preposition in PLACING and member.level + member.office:
            member.codes, member.found = place.codes, f"{member.found}: {place.preposition} {place.codes[0]}"

    def _voice_of(self, member: Actor) -> Actor | None:
        """Return whom "we" in a quotation means that its speaker follows: "“We thank them,” the minister said"."""
        if member.reference is not ReferenceKind.WE:
            return None
        for clause in self.sentence.clauses:
            speaks = any(form.lemma in self.vocabulary.reporting for form in clause.group.readings)
            if speaks and clause.group.end <= member.start:
                return None  # who speaks is named before
            between = self.sentence.lowers[member.end : clause.group.start]
            if speaks and clause.subject is not None and clause.subject.codes and not CLOSING.isdisjoint(between):
                return clause.subject
        return None

    def _performs(self, clause: Clause, frame: Frame | None) -> bool:
        """`I want to thank`, `is proud to congratulate`: the wish to say it is the saying, and no act of its own."""
        governor = clause.governor
        if clause.group.shape != VerbShape.INFINITIVE or governor is None:
            return False
        if frame is None or frame.mode not in PERFORMATIVE or governor.group.verb in self.parts.reasons:
            return False
        outer = self.frames.get(governor.group.verb)
        if outer is None:
            between = self.sentence.lowers[governor.group.end : clause.group.start]
            return not self.vocabulary.word("act-glad").isdisjoint(between)
        if outer.type == "CONSULT":  # "called the president to congratulate him" is two acts
            return True
        proud = outer.lemma == "be" and outer.modality == Modality.PLEDGED
        wish = outer.lemma in self.vocabulary.word("act-wishing-verb") or proud
        if wish:
            self.frames.pop(governor.group.verb)
            self.sentence.acts = [act for act in self.sentence.acts if act.clause is not governor]
        return wish

    def _demand(self, clause: Clause) -> None:
        """`X said that Y must ...` is X's request to Y."""
        speaker = speaker_of(clause, self.sentence, self.vocabulary) or self._demander(clause)
        source, asked, group = speaker.subject if speaker else None, clause.subject, clause.group
        asked = self._told(speaker, asked) or asked
        if source and asked and len(asked.codes) > 1 and set(source.codes) < set(asked.codes) and not group.passive:
            self._propose(clause, source, asked)
            return
        source = source or self._blamer(asked)
        if not (source and asked and source.codes and asked.codes) or set(asked.codes) & set(source.codes):
            self._note(clause, Refusal(Unreal.DEMANDED, group.modal).reason)
            return
        source_from, target_from = PartyFound(PartyOrigin.SPEAKER), PartyFound(PartyOrigin.ADDRESSED_SUBJECT)
        act = Act(
            type="REQUEST",
            mode=ActMode.CHANGE,
            modality=Modality.PROPOSED,
            parties=Parties(source, asked, False, ActRule.DUTY, source_from, target_from),
            trigger=(group.start, group.end),
            region=self._region(clause, None),
            row=LexiconRow(f"modal {group.modal}", (group.modal,)),
            clause=clause,
        )
        self.sentence.acts.append(act)

    def _told(self, speaker: Clause | None, asked: Actor | None) -> Actor | None:
        """Return whom "China told the United States it should help" asks: the pronoun is who is told."""
        if speaker is None or speaker.subject is None or asked is None or asked.reference is None:
            return None
        told = self.sentence.actor_at(speaker.group.end) or self.sentence.actor_at(speaker.group.end + 1)
        if told is None or told is asked or told.preposition or not is_other_side(told, speaker.subject):
            return None
        return told

    def _demander(self, clause: Clause) -> Clause | None:
        """Return the clause whose "that" opens a demand, whatever its verb: "agreed that Mali should"."""
        if self.sentence.lower(clause.left - 1) != "that" or clause.unreal:
            return None
        near = (other for other in reversed(self.sentence.clauses) if other.group.end < clause.left)
        other = next(near, None)
        close = other is not None and clause.left - other.group.end <= DEMAND_REACH
        return other if close and other and not (other.group.negated or other.unreal) else None

    def _blamer(self, asked: Actor | None) -> Actor | None:
        """Return who accused, in the sentence before, those of whom something is demanded now."""
        memory = self.memory
        if (
            asked is None
            or not asked.codes
            or memory.index - memory.blamed_at != 1
            or set(asked.codes) != set(memory.blamed)
        ):
            return None
        return Actor(asked.start, asked.start, memory.blamer, ActorKind.REFERENCE, found="who accused them before")

    def _propose(self, clause: Clause, source: Actor, both: Actor) -> None:
        """`The Chinese president said both countries should cement cooperation`: one side proposes it to the other."""
        frame = self.frames.get(clause.group.verb)
        source_from, target_from = PartyFound(PartyOrigin.SPEAKER), PartyFound(PartyOrigin.ADDRESSED_SUBJECT)
        name = frame.row if frame else f"modal {clause.group.modal}"
        words = (frame.lemma, *frame.rest) if frame else (clause.group.modal,)
        act = Act(
            type="AGREE",
            mode=ActMode.OFFER,
            modality=Modality.PROPOSED,
            parties=Parties(source, without_source(both, source), False, ActRule.DUTY, source_from, target_from),
            trigger=(clause.group.start, clause.group.end),
            region=self._region(clause, None),
            row=LexiconRow(name, words),
            clause=clause,
        )
        self.sentence.acts.append(act)

    # ---------------------------------------------------------------- one act

    def _act(self, clause: Clause, frame: Frame) -> None:
        part_of = self.parts.reasons.get(clause.group.verb)
        if part_of is not None:
            self._note(clause, part_of)
            return
        modality = self.modality.find(clause, frame)
        if isinstance(modality, Refusal):
            self._note(clause, modality.reason)
            return
        inner = self._inner(clause, frame)
        inner_frame = match_frame(self.sentence, inner, self.vocabulary) if inner else None
        candidate = Candidate(clause, frame, frame.type, inner, inner_frame)
        candidate = replace(candidate, type=event_type(candidate, modality, self.sentence, self.vocabulary))
        parties = self.parties.find(candidate)
        pronoun = self.sentence.lower(clause.group.end) in self.vocabulary.word("target-object-pronoun")
        called = self._parties_of_call(candidate) if pronoun or self._is_unnamed(parties) else None
        if called is not None:
            self._drop_letter(candidate)
            self._add(replace(candidate, type=frame.type), modality, called)
        elif clause.carrier is not None and self._is_unnamed(parties):
            self._note(clause, "an infinitive that names no other side")
        elif isinstance(parties, NoParties):
            self._retry(candidate, modality, parties)
        else:
            self._add(candidate, modality, parties)

    def _drop_letter(self, candidate: Candidate) -> None:
        """`Wrote to Ankara to protest` is the protest: the letter is no act beside it."""
        governor = candidate.clause.governor
        written = [act for act in self.sentence.acts if act.clause is governor and act.row.words[0] == "write"]
        self.sentence.acts = [act for act in self.sentence.acts if act not in written]

    def _is_unnamed(self, parties: Parties | NoParties) -> bool:
        """Is the target one that the sentence does not name?"""
        return isinstance(parties, Parties) and parties.target_from.is_unnamed

    def _retry(self, candidate: Candidate, modality: Modality, failed: NoParties) -> None:
        """Take the first of the frames that fit alike and have two sides, or the sides of a call and its purpose."""
        for frame in other_frames(self.sentence, candidate.clause, candidate.frame, self.vocabulary):
            if frame.type in {NO_EVENT, TRANSPARENT}:
                continue
            reading = self.modality.find(candidate.clause, frame)
            if isinstance(reading, Refusal):
                continue
            other = replace(candidate, frame=frame)
            other = replace(other, type=event_type(other, reading, self.sentence, self.vocabulary))
            parties = self.parties.find(other)
            if not isinstance(parties, NoParties):
                self._add(other, reading, parties)
                return
        called = self._parties_of_call(candidate)
        if called is None:
            self._note(candidate.clause, failed.reason)
        else:
            self._add(replace(candidate, type=candidate.frame.type), modality, called)

    def _parties_of_call(self, candidate: Candidate) -> Parties | None:
        """`called him to congratulate him`: the purpose of a meeting or call has its two sides."""
        outer = next((act for act in self.sentence.acts if act.clause is candidate.clause.governor), None)
        said = candidate.clause.carrier is Carrier.DONE and not candidate.frame.rest
        purpose = candidate.frame.mode in PERFORMATIVE or said
        if outer is None or outer.type != "CONSULT" or not purpose:
            return None
        source_from, target_from = PartyFound(PartyOrigin.CALLER), PartyFound(PartyOrigin.CALLED)
        return Parties(outer.source, outer.target, False, ActRule.PURPOSE, source_from, target_from)

    def _add(self, candidate: Candidate, modality: Modality, parties: Parties) -> None:
        clause, frame, group = candidate.clause, candidate.frame, candidate.clause.group
        if group.shape == VerbShape.GERUND and candidate.type == "AGREE" and self._is_promised(parties):
            self._note(clause, "a purpose of what was agreed or promised")
            return
        act = Act(
            type=candidate.type,
            mode=mode_of(candidate),
            modality=modality_between(candidate, modality, parties, self.sentence, self.vocabulary),
            parties=parties,
            trigger=(group.start, group.end),
            region=self._region(clause, candidate.inner),
            row=LexiconRow(frame.row, (frame.lemma, *frame.rest)),
            clause=clause,
            future=bool(group.modal) or frame.mode in PLANNING_MODES,
            flags=frame.flags,
        )
        self.sentence.acts.append(act)
        if act.mode == ActMode.THANK:
            self._thanked_for(act, clause)

    def _is_promised(self, parties: Parties) -> bool:
        """Does the sentence state a promise between the same sides before ("pledged to ..., aiming to ...")?"""
        codes = {*parties.source.codes, *parties.target.codes}
        return any(act.type == "AGREE" and act.codes == codes for act in self.sentence.acts)

    def _thanked_for(self, thanks: Act, clause: Clause) -> None:
        """The fact inside thanks: "thanked Russia for supporting its bid" states Russia's support as background."""
        for other in self.sentence.clauses:
            group = other.group
            after = clause.group.end <= group.start <= clause.right
            if group.shape != VerbShape.GERUND or not after or self.sentence.lower(group.start - 1) != "for":
                continue
            frame = match_frame(self.sentence, other, self.vocabulary)
            if frame is None or frame.type not in COOPERATIVE:
                continue
            source_from, target_from = PartyFound(PartyOrigin.THANKED), PartyFound(PartyOrigin.THANKING)
            fact = Act(
                type=frame.type,
                mode=frame.mode,
                modality=Modality.HISTORICAL,
                parties=Parties(thanks.target, thanks.source, False, ActRule.INSIDE_THANKS, source_from, target_from),
                trigger=(group.start, group.end),
                region=(group.start, other.right),
                row=LexiconRow(frame.row, (frame.lemma, *frame.rest)),
                clause=other,
            )
            self.sentence.acts.append(fact)
            return

    def _inner(self, clause: Clause, frame: Frame) -> Clause | None:
        """Return the infinitive that completes a frame ("agreed to send", "affirmed its readiness to send")."""
        if frame.complement != "to" and not (frame.type == "AGREE" and frame.classes & OF_THE_WILL):
            return None
        infinitive = VerbShape.INFINITIVE
        clauses = self.sentence.clauses
        return next((other for other in clauses if other.governor is clause and other.group.shape == infinitive), None)

    def _region(self, clause: Clause, inner: Clause | None) -> tuple[int, int]:
        """Return the stretch of the sentence that belongs to the act, for sectors and the headline."""
        start = clause.group.start
        if clause.subject is not None and clause.subject.start < start and clause.group.shape == VerbShape.FINITE:
            start = max(clause.left, min(clause.subject.start, start))
        return start, max(clause.right, inner.right if inner else 0)

    def _note(self, clause: Clause, reason: str) -> None:
        self.sentence.silent.append(SilentNote(clause.group.verb, reason))
