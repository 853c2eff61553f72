"""From clauses to acts: who does what to whom in one sentence.

An act is what becomes an event once dates, places, people and sectors are added. Frames are matched from left to right;
what hangs on a matched frame ("agreed to send") is part of its act and no act of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relcli.coder.frame_match import end_of_rest, match_frame, object_region, other_frames
from relcli.coder.frames import NO_EVENT, TRANSPARENT
from relcli.coder.modality import COOPERATIVE, FUTURE_MODALS, denied, future_type, is_duty, settle_modality, withheld
from relcli.coder.references import resolve
from relcli.coder.slots import TargetFinder
from relcli.coder.verbs import FINITE, GERUND, INFINITIVE, REDUCED
from relcli.coder.view import Actor

if TYPE_CHECKING:
    from relcli.coder.clauses import Clause
    from relcli.coder.frames import Frame
    from relcli.coder.memory import Memory
    from relcli.coder.view import View
    from relcli.coder.vocabulary import Vocabulary

HOSTILE = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "THREATEN"})
PERFORMATIVE = frozenset({"thank", "congratulate", "condole", "praise"})
TOGETHER = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types that two parties named together do with each other; otherwise they do it to a third."""
ADDRESSING = frozenset({"thank", "congratulate", "invite"})
RECIPIENT_PREPOSITIONS = frozenset({"with", "against", "toward", "towards"})
UNNAMED = frozenset({"pair", "topic"})
"""Where a target was found that the sentence does not name."""
SOMEBODY_ELSE = frozenset("allies partners friends congress americans citizens lawmakers reporters businesses".split())
"""Those to whom something is said in a statement or a speech when it is not the other side."""
ADDRESSEES = frozenset({"his", "her", "him", "them", "it", "the", "their", "its", "counterpart", "other", "side", "each", "warmly", "again", "also"})
CLAIMING = frozenset({"ACCUSE", "REQUEST", "REJECT"})
"""Types whose content (the accused or demanded act) is no event of the document's own voice."""
INTENDED = frozenset({"pledged", "agreed", "proposed"})
PURPOSE_GOVERNORS = "purpose or noun complement"


@dataclass(slots=True)
class Act:
    """One act: its parties, what it is, and where in the sentence it stands (token indexes)."""

    type: str
    mode: str
    modality: str
    source: Actor
    target: Actor
    mutual: bool
    trigger: tuple[int, int]
    region: tuple[int, int]
    rule: str
    row: str
    clause: Clause | None = None
    source_from: str = ""
    target_from: str = ""
    flags: frozenset[str] = frozenset()
    future: bool = False


@dataclass(slots=True)
class Findings:
    """What a sentence gave: its acts, and why other triggers gave none."""

    acts: list[Act] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)  # token of the trigger, reason


class ActFinder:
    """Finds the acts of one sentence."""

    def __init__(self, view: View, clauses: list[Clause], vocabulary: Vocabulary, memory: Memory) -> None:
        """Work on one sentence whose actors and clauses are known."""
        self.view = view
        self.clauses = clauses
        self.vocabulary = vocabulary
        self.memory = memory
        self.targets = TargetFinder(view, vocabulary, memory)
        self.frames: dict[int, Frame] = {}  # by the verb's token
        self.consumed: dict[int, str] = {}  # clauses that are part of another act, and why
        self.findings = Findings()
        self.last_subject: Actor | None = None

    def run(self) -> Findings:
        """Return the acts and the reasons for those that were not told."""
        for clause in self.clauses:
            frame = match_frame(self.view, clause, self.vocabulary)
            if frame is not None:
                frame = withheld(clause, frame, self.view)
                self.frames[clause.group.verb] = frame
            self._resolve_subject(clause)
            self._consume(clause, frame)
            if is_duty(clause.group, self.view):
                self._demand(clause)
                continue
            if frame is None or frame.type in {NO_EVENT, TRANSPARENT}:
                continue
            self._act(clause, frame)
        return self.findings

    def _resolve_subject(self, clause: Clause) -> None:
        subject = clause.subject
        if subject is None:
            return
        for member in subject.everyone:
            if not member.codes and member.kind == "reference":
                resolve(member, self.view, self.memory, self.last_subject)
        if subject.members and subject.kind == "coordination":
            subject.codes = tuple(dict.fromkeys(code for member in subject.members for code in member.codes))
        if subject.codes and clause.group.shape == FINITE and not clause.relative and not clause.group.passive:
            self.last_subject = subject

    def _consume(self, clause: Clause, frame: Frame | None) -> None:
        """Mark a clause that only completes another one."""
        governor = clause.governor
        shape = clause.group.shape
        if shape == INFINITIVE:
            if governor is None:
                self.consumed[clause.group.verb] = PURPOSE_GOVERNORS
                return
            outer = self.frames.get(governor.group.verb)
            if governor.group.verb in self.consumed:
                self.consumed[clause.group.verb] = self.consumed[governor.group.verb]
            elif outer is not None and self._performs(clause, frame, outer):
                self.frames.pop(governor.group.verb)
                self.findings.acts = [act for act in self.findings.acts if act.clause is not governor]
            elif outer is None or outer.type != TRANSPARENT:
                self.consumed[clause.group.verb] = f"part of “{self.view.lowers[governor.group.verb]}”"
        elif shape == GERUND and governor is not None:
            self._consume_gerund(clause, governor)
        elif shape == REDUCED:
            self.consumed[clause.group.verb] = "a participle that describes its noun"
        elif self._reported_content(clause):
            self.consumed[clause.group.verb] = "what is accused, demanded or denied is not told as done"

    def _performs(self, clause: Clause, frame: Frame | None, outer: Frame) -> bool:
        """`I want to thank`, `is proud to congratulate`: the wish to say it is the saying."""
        wish = outer.lemma in {"want", "wish", "like"} or (outer.lemma == "be" and "pledged" in outer.modality)
        return wish and frame is not None and frame.mode in PERFORMATIVE

    def _consume_gerund(self, clause: Clause, governor: Clause) -> None:
        at = clause.group.start - 1
        while self.view.lower(at) in {"also", "further", "jointly"} or self.view.lower(at).endswith("ly"):
            at -= 1
        before = self.view.lower(at)
        previous = next(
            (other for other in reversed(self.clauses) if other.group.end <= at + 1 and other is not clause),
            None,
        )
        if before == "and" and previous and previous.group.shape == GERUND and previous.group.verb in self.consumed:
            self.consumed[clause.group.verb] = self.consumed[previous.group.verb]
            return
        if before in {",", "while", "and", "by", "after"} or clause.group.be_at >= 0:
            return
        outer = self.frames.get(governor.group.verb)
        if outer is not None and outer.type == TRANSPARENT:
            return
        told = any(form.lemma in self.vocabulary.reporting for form in governor.group.readings)
        if told and outer is None and governor.group.end == clause.group.start:  # "confirmed striking", not "suggested"
            if self.view.lower(governor.group.verb) not in self.vocabulary.word("doubting-word"):
                return
        self.consumed[clause.group.verb] = f"part of “{self.view.lowers[governor.group.verb]}”"

    def _reported_content(self, clause: Clause) -> bool:
        """Is the clause the content of a demand, an accusation or a denial ("urged that", "denied that")?"""
        before = clause.left - 1
        if self.view.lower(before) != "that" or clause.denied:  # a denied report is told as denied
            return False
        for other in self.clauses:
            frame = self.frames.get(other.group.verb)
            if (
                frame
                and frame.type != TRANSPARENT
                and other.group.end <= before <= other.group.end + 6
                and other is not clause
            ):
                if frame.type == "REQUEST" and (clause.group.perfect or clause.group.negated):
                    return False  # "insisted that it had not" asserts; what is demanded stands in the present
                return frame.type in CLAIMING or frame.modality == "denied" or frame.complement == "that"
        return False

    def _demand(self, clause: Clause) -> None:
        """`X said that Y must ...` is X's request to Y."""
        speaker = next((other for other in reversed(self.clauses) if self._tells(other, clause)), None)
        asked = clause.subject
        source = speaker.subject if speaker else None
        if (
            source is None
            or asked is None
            or not source.codes
            or not asked.codes
            or set(asked.codes) & set(source.codes)
        ):
            self._note(clause, f"only demanded (“{clause.group.modal}”)")
            return
        group = clause.group
        act = Act(
            "REQUEST",
            "change",
            "proposed",
            source,
            asked,
            False,
            (group.start, group.end),
            self._region(clause, None),
            "duty",
            f"modal {group.modal}",
        )
        act.clause, act.source_from, act.target_from = clause, "speaker", "subject"
        self.findings.acts.append(act)

    def _tells(self, other: Clause, clause: Clause) -> bool:
        """Is `other` the speech verb that tells a clause, before or behind it?"""
        if not any(form.lemma in self.vocabulary.reporting for form in other.group.readings):
            return False
        before = other.group.end <= clause.left <= other.group.end + 2 or other.group.end == clause.left - 1
        speaker = other.subject  # "..., Algeria said"
        behind = speaker is not None and clause.right <= speaker.start < min(clause.right + 3, other.group.start)
        return before or behind or (other.left >= clause.right - 1 and self.view.lower(other.left) in {",", "”", '"'})

    # ---------------------------------------------------------------- one act

    def _act(self, clause: Clause, frame: Frame) -> None:
        group = clause.group
        if group.verb in self.consumed:
            self._note(clause, self.consumed[group.verb])
            return
        inner = self._inner(clause, frame)
        modality = self._chained(clause, settle_modality(clause, frame, self.view, self._speaker(clause)))
        if isinstance(modality, str) and modality.startswith("!"):
            self._note(clause, modality[1:])
            return
        event_type = self._type(frame, inner, modality)
        parties = self._parties(clause, frame, event_type, inner)
        if parties is None:
            for other in other_frames(self.view, clause, frame, self.vocabulary):
                if other.type not in {NO_EVENT, TRANSPARENT} and parties is None:
                    frame = other
                    modality = self._chained(clause, settle_modality(clause, frame, self.view, self._speaker(clause)))
                    event_type = self._type(frame, inner, modality)
                    parties = self._parties(clause, frame, event_type, inner)
        if parties is None or modality.startswith("!"):
            return
        source, target, mutual, how = parties
        if group.shape == GERUND and event_type == "AGREE" and self._promised_already(source, target):
            self._note(clause, "a purpose of what was agreed or promised")
            return
        future = bool(group.modal) or mode_is_plan(frame.mode)
        mode = frame.mode
        among = how[0].endswith("among themselves")
        if among and event_type == "AGREE" and modality == "pledged" and group.modal in FUTURE_MODALS:
            modality = "agreed"  # "the two sides will work together": what both say of both is settled
        if event_type == "THREATEN" and modality == "agreed":  # settled among the threatening side only
            modality = "pledged"
        if event_type != frame.type:
            mode = (
                "plan"
                if event_type == "AGREE" and frame.type == "CONSULT"
                else "promise"
                if event_type == "AGREE"
                else ""
            )
            if frame.type == "CONSULT" and modality == "pledged":
                modality = "agreed"
        act = Act(
            event_type,
            mode,
            modality,
            source,
            target,
            mutual,
            (group.start, group.end),
            (0, 0),
            how[0],
            frame.row,
        )
        act.region = self._region(clause, inner)
        act.clause, act.flags, act.future = clause, frame.flags, future
        act.source_from, act.target_from = how[1], how[2]
        self.findings.acts.append(act)
        if mode == "thank":
            self._thanked_for(clause, act)

    def _promised_already(self, source: Actor, target: Actor) -> bool:
        """Did the sentence tell a promise of the same sides ("pledged to ..., aiming to ...")?"""
        codes = {*source.codes, *target.codes}
        return any(act.type == "AGREE" and {*act.source.codes, *act.target.codes} == codes for act in self.findings.acts)

    def _thanked_for(self, clause: Clause, thanks: Act) -> None:
        """The fact inside thanks: "thanked Russia for supporting its bid" tells Russia's support as background."""
        for other in self.clauses:
            frame = match_frame(self.view, other, self.vocabulary) if other.group.shape == GERUND else None
            if (
                frame is None
                or frame.type not in COOPERATIVE
                or not clause.group.end <= other.group.start <= clause.right
            ):
                continue
            if self.view.lower(other.group.start - 1) == "for":
                group = other.group
                fact = Act(
                    frame.type,
                    frame.mode,
                    "historical",
                    thanks.target,
                    thanks.source,
                    False,
                    (group.start, group.end),
                    (group.start, other.right),
                    "inside thanks",
                    frame.row,
                )
                fact.clause, fact.source_from, fact.target_from = other, "who is thanked", "who thanks"
                self.findings.acts.append(fact)
                return

    def _chained(self, clause: Clause, modality: str) -> str:
        """Let a transparent verb above ("denied having sent") have its say about the modality."""
        governor = clause.governor or self._told_by(clause)
        outer = self.frames.get(governor.group.verb) if governor else None
        if governor is None or outer is None or outer.type != TRANSPARENT or modality.startswith("!"):
            return modality
        if clause.group.shape == GERUND and self.view.lower(clause.group.start - 1) == "and":
            if self.view.lower(governor.group.verb).endswith("ing"):  # "is denying liberties and assaulting autonomy"
                return modality
        above = settle_modality(governor, outer, self.view, self._speaker(governor))
        if above == "denied":
            return denied(modality, self.frames[clause.group.verb])
        return modality if above == "occurred" else above

    def _told_by(self, clause: Clause) -> Clause | None:
        """Return the clause whose "that" opens this one."""
        if self.view.lower(clause.left - 1) != "that":
            return None
        return next((other for other in reversed(self.clauses) if other.group.end == clause.left - 1), None)

    def _inner(self, clause: Clause, frame: Frame) -> tuple[Clause, Frame | None] | None:
        """Return the infinitive that completes a frame ("agreed to send"), with its own frame."""
        if frame.complement != "to":
            return None
        for other in self.clauses:
            if other.governor is clause and other.group.shape == INFINITIVE:
                return other, match_frame(self.view, other, self.vocabulary)
        return None

    def _type(self, frame: Frame, inner: tuple[Clause, Frame | None] | None, modality: str) -> str:
        inner_frame = inner[1] if inner else None
        if frame.type == "AGREE" and inner_frame and inner_frame.type in HOSTILE:
            # Troops offered or agreed upon may be help; what else is hostile is a threat however it is intended.
            plain = frame.mode != "offer" and inner_frame.type != "MOBILIZE" and modality in INTENDED
            if modality == "pledged" or plain:
                return "THREATEN"
        return future_type(frame.type) if modality == "pledged" and frame.modality == "occurred" else frame.type

    def _parties(
        self, clause: Clause, frame: Frame, event_type: str, inner: tuple[Clause, Frame | None] | None
    ) -> tuple[Actor, Actor, bool, tuple[str, str, str]] | None:
        if clause.group.passive and not (frame.lemma == "be" and frame.rest):
            return self._passive_parties(clause, frame, event_type)
        source = clause.subject
        if source is None or not source.codes:
            reason = "its subject is no known actor" if clause.explicit_subject else "it has no subject"
            self._note(clause, reason)
            return None
        start = end_of_rest(self.view, clause, frame)
        mutual = "mutual" in frame.flags
        if len(source.codes) > 1 and (mutual or source.reference in {"both", "they", "title-plural"} or source.members):
            both = self._among_themselves(clause, frame, event_type, source, start)
            if both is not None:
                return both
        found = self._target(clause, frame, event_type, source, start, inner)
        if found is None:
            self._note(clause, "no second actor that could be its target")
            return None
        target, slot = found
        mutual = mutual or (slot == "pair" and frame.modality == "agreed")
        if "reverse" in frame.flags:
            return target, source, mutual, ("verb reversed", slot, clause.subject_from)
        return (
            source,
            target,
            mutual,
            ("verb", clause.subject_from or source.found, f"{slot}: {target.found}"),
        )

    def _among_themselves(
        self, clause: Clause, frame: Frame, event_type: str, source: Actor, start: int
    ) -> tuple[Actor, Actor, bool, tuple[str, str, str]] | None:
        """Both sides agreed: the members of the subject are each other's target, unless another target is named."""
        explicit = tuple(slot for slot in frame.slots if slot not in {"pair", "any", "that"})
        found = self.targets.find(clause, explicit, start, event_type, source)
        if found is not None and not ("mutual" in frame.flags and found[1] in {"in", "of"}):
            how = ("verb", clause.subject_from, found[1])
            return source, found[0], "mutual" in frame.flags, how
        if frame.type not in TOGETHER and "mutual" not in frame.flags:
            return None
        first, rest = _split(source)
        if not rest.codes:
            return None
        return first, rest, True, ("verb, among themselves", clause.subject_from, source.found)

    def _target(
        self,
        clause: Clause,
        frame: Frame,
        event_type: str,
        source: Actor,
        start: int,
        inner: tuple[Clause, Frame | None] | None,
    ) -> tuple[Actor, str] | None:
        if inner is not None:
            inner_clause, inner_frame = inner
            if inner_frame is not None and inner_frame.slots:
                slots = tuple(slot for slot in inner_frame.slots if slot != "pair")
                inner_start = end_of_rest(self.view, inner_clause, inner_frame)
                inner_type = inner_frame.type if inner_frame.type not in {NO_EVENT, TRANSPARENT} else event_type
                if "that" not in frame.slots[:1] or frame.type == "AGREE":
                    found = self.targets.find(inner_clause, slots, inner_start, inner_type, source)
                    if found is not None:
                        return found
        slots = frame.slots
        if inner is not None and event_type == "AGREE":  # what is agreed to may speak of others; who agrees does not
            slots = tuple(slot for slot in slots if slot not in {"that", "any"} or "pair" not in slots)
        # A withdrawal still to come is AGREE, but its target stands where a withdrawal's does.
        told_type = frame.type if frame.type not in {NO_EVENT, TRANSPARENT} else event_type
        found = self.targets.find(clause, slots, start, told_type, source)
        if found is not None and found[1] in UNNAMED and self._unknown_object(clause, frame, start):
            self._note(clause, "its object is no known actor")
            return None
        unnamed = found is not None and found[1] in UNNAMED and event_type in {"AGREE", "REQUEST"}
        if unnamed and not self._speaks_of_relations(clause):
            self._note(clause, "a promise or request that does not speak of the other side")
            return None
        if found is None and inner is not None:
            found = self.targets.find(inner[0], ("obj", "with", "to", "any"), inner[0].group.end, event_type, source)
        return found or self._met_before_the_verb(clause, source, event_type)

    def _unknown_object(self, clause: Clause, frame: Frame, start: int) -> bool:
        """Is somebody thanked, asked or invited who is no actor ("thanked the military teams")?"""
        words = self.view.lowers[start : clause.right]
        if SOMEBODY_ELSE.intersection(words) or self._names_another(frame, words):
            return True
        if frame.classes or frame.lemma == "be" or frame.slots[:1] != ("obj",) or frame.mode not in ADDRESSING and frame.type != "REQUEST":
            return False
        first, last = object_region(self.view, clause, start, self.vocabulary)
        return any(word.isalpha() and word not in ADDRESSEES for word in self.view.lowers[first:last])

    def _names_another(self, frame: Frame, words: list[str]) -> bool:
        """Is there a phrase for the other side, with nobody known in it ("support for a free press", "talks with the union")?"""
        prepositions = RECIPIENT_PREPOSITIONS & set(frame.slots)
        if frame.type == "SUPPORT" and frame.mode == "" and "for" in frame.slots:
            prepositions |= {"for"}
        return any(word in prepositions for word in words)

    def _met_before_the_verb(self, clause: Clause, source: Actor, event_type: str) -> tuple[Actor, str] | None:
        """Return the other side of "X, in a meeting with Y, agreed ..."."""
        if event_type in HOSTILE:
            return None
        for actor in self.view.actors:
            before = source.end <= actor.start < clause.group.start or clause.left <= actor.start < source.start
            if before and actor.oblique == "with" and actor.codes and not set(actor.codes) & set(source.codes):
                return actor, "with, before the verb"
        return None

    def _speaks_of_relations(self, clause: Clause) -> bool:
        """Is there a word of relations (ties, cooperation, visit ...) or the other side's name behind the verb?"""
        words = self.view.lowers[clause.group.start :]
        if any(word in self.vocabulary.word("relation-cue") for word in words):
            return True
        sides = self.memory.pair or ()
        codes = {code for party in sides for code in party.codes}
        behind = [actor for actor in self.view.actors if actor.start >= clause.group.end]
        return any(actor.kind == "reference" or set(actor.codes) & codes for actor in behind)

    def _passive_parties(
        self, clause: Clause, frame: Frame, event_type: str
    ) -> tuple[Actor, Actor, bool, tuple[str, str, str]] | None:
        start = clause.group.end
        patient = clause.subject
        agent = self.targets.find(clause, ("by",), start, "ASSAULT", patient)
        mutual = "mutual" in frame.flags
        if agent and patient and patient.codes and not mutual:
            return agent[0], patient, mutual, ("passive", "by", clause.subject_from)
        slots = tuple(slot for slot in frame.slots if slot not in {"pair", "obj", "by"})
        if agent:
            found = self.targets.find(clause, (*slots, "pair"), start, event_type, agent[0])
            if found:
                return agent[0], found[0], mutual, ("passive", "by", found[1])
        between = self.targets.find(clause, ("between", "by", "with"), start, "AGREE", None)
        if between and len(between[0].codes) > 1 and frame.type not in HOSTILE:
            first, rest = _split(between[0])
            return first, rest, True, ("passive", between[1], between[1])
        unnamed = not (patient and patient.codes) and not self._others(clause) if self.memory.pair else False
        if frame.type in {"SUPPORT", "AGREE", "CONSULT"} and self.memory.pair and unnamed:
            first_party, second_party = self.memory.pair
            return (
                Actor(start, start, first_party.codes, "reference"),
                Actor(start, start, second_party.codes, "reference"),
                True,
                ("passive without agent", "the pair of the text", "the pair of the text"),
            )
        self._note(clause, "passive without a named agent")
        return None

    def _others(self, clause: Clause) -> bool:
        """Does the clause name any actor beside the pair of the text?"""
        assert self.memory.pair is not None
        known = {*self.memory.pair[0].codes, *self.memory.pair[1].codes}
        named = [actor for actor in self.view.actors if clause.left <= actor.start < clause.right and actor.codes]
        return any(not set(actor.codes) <= known for actor in named)

    def _region(self, clause: Clause, inner: tuple[Clause, Frame | None] | None) -> tuple[int, int]:
        """Return the stretch of the sentence that belongs to the act, for sectors and the headline."""
        start = clause.group.start
        if clause.subject is not None and clause.subject.start < start and clause.group.shape == FINITE:
            start = max(clause.left, min(clause.subject.start, start))
        return start, max(clause.right, inner[0].right if inner else 0)

    def _speaker(self, clause: Clause) -> bool:
        """Is the clause told by someone in the sentence (so that "would" is a reported future)?"""
        return any(
            form.lemma in self.vocabulary.reporting
            for other in self.clauses
            if other.group.end <= clause.left or other.group.end == clause.group.start
            for form in other.group.readings
        )

    def _note(self, clause: Clause, reason: str) -> None:
        self.findings.notes.append((clause.group.verb, reason))


def mode_is_plan(mode: str) -> bool:
    """Does a mode speak of something set for later, so that "on Monday" is the next one?"""
    return mode in {"plan", "invite"}


def _split(actor: Actor) -> tuple[Actor, Actor]:
    """Return the first member of a coordination or pair and the rest together."""
    members = tuple(member for member in actor.members if member.codes)
    members = members or tuple(Actor(actor.start, actor.end, (code,), actor.kind) for code in actor.codes)
    first = members[0]
    rest = [member for member in members[1:] if not set(member.codes) <= set(first.codes)]
    codes = tuple(dict.fromkeys(code for member in rest for code in member.codes if code not in first.codes))
    person = rest[0].person if rest else ""
    level = rest[0].level if rest else ""
    return first, Actor(
        actor.start, actor.end, codes, actor.kind, person, level, members=tuple(rest), found=actor.found
    )
