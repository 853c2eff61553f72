"""What an infinitive tells by itself: "a plan to send", "flew to Accra to apologise", "Norway to expel".

The word that an infinitive completes says whose act it is and how sure: a decision is done, a plan is promised, an
effort only proposed. `Subordination` asks here before it takes an infinitive for a mere part of another act.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcli.coder.clauses.auxiliaries import skip_adverbs_left
from relcli.coder.clauses.times import before_time
from relcli.coder.kinds import ActorKind, Carrier, FrameFlag
from relcli.coder.vocabulary.frames import NO_EVENT

if TYPE_CHECKING:
    from relcli.coder.annotations import Actor, AnnotatedSentence, Clause
    from relcli.coder.vocabulary.frames import Frame
    from relcli.coder.vocabulary.vocabulary import Vocabulary

SAID_TYPES = frozenset({"ACCUSE", "REQUEST", "REJECT", "CONCEDE", "SUPPORT", "THREATEN"})
"""Types of acts that are done by saying so, and so are done by whoever goes somewhere to say it."""
CARRIED_TYPES = {Carrier.REFUSED: "REJECT", Carrier.THREATENED: "THREATEN"}
"""What a refusal or a threat to do something is, whatever it is."""
CERTAIN = frozenset({Carrier.DONE, *CARRIED_TYPES})
VIOLENT_TYPES = frozenset({"ASSAULT", "MOBILIZE"})
"""Types of acts that nobody plans in public: a plan to do them is told as a secret or a fear."""
OPPOSING_TYPES = frozenset({"ACCUSE", "REJECT", "REQUEST"})
OWNER_REACH = {True: 4, False: 2}  # tokens between a noun and its possessive or its adjective
PLAIN_KINDS = frozenset({ActorKind.ADJECTIVE, ActorKind.BODY})


class Carriers:
    """Finds the infinitives of one sentence that tell acts; `frames` are those matched so far, by the verb's token."""

    def __init__(self, sentence: AnnotatedSentence, frames: dict[int, Frame], vocabulary: Vocabulary) -> None:
        """Share the frames that are matched from left to right."""
        self.sentence = sentence
        self.frames = frames
        self.vocabulary = vocabulary

    def lift(self, clause: Clause) -> bool:
        """Write on an infinitive whose act it tells and how sure; return whether it tells one."""
        frame = self.frames.get(clause.group.verb)
        if frame is None or FrameFlag.REVERSE in frame.flags or clause.group.negated or clause.unreal:
            return False
        at = before_time(self.sentence, skip_adverbs_left(self.sentence, clause.group.start - 1, self.vocabulary))
        noun = self.vocabulary.words.values("carrier-noun").get(self.sentence.lower(at))
        if noun is not None:
            return self._lift_from_noun(clause, at, Carrier(noun))
        return self._lift_from_verb(clause, at) if clause.governor else self._lift_announced(clause)

    def _lift_from_noun(self, clause: Clause, at: int, carrier: Carrier) -> bool:
        """`Oman's decision to suspend`, `backed a plan to send`."""
        if not self.vocabulary.word("negation-after-verb").isdisjoint(self.sentence.lowers[max(0, at - 3) : at]):
            return False
        owner, governor = self._owner(at), clause.governor
        if owner is not None and carrier not in CERTAIN and self.frames[clause.group.verb].type in VIOLENT_TYPES:
            owner = None  # "Iran's plan to attack Israel was leaked"
        if owner is None and not (governor and self._brings(governor, at)):
            return False
        if owner is not None:
            clause.subject = owner
        clause.carrier = carrier
        if carrier in CARRIED_TYPES:
            frame = self.frames[clause.group.verb]
            refused = replace(frame, type=CARRIED_TYPES[carrier], mode="", modality="occurred", flags=frozenset())
            self.frames[clause.group.verb] = refused
        return clause.subject is not None

    def _owner(self, at: int) -> Actor | None:
        """Return whose plan or decision the noun at a token is."""
        prepositions = self.vocabulary.word("preposition")
        for actor in reversed(self.sentence.actors):
            if actor.end > at:
                continue
            owns = actor.possessive or actor.kind in PLAIN_KINDS
            between = self.sentence.lowers[actor.end : at]
            near = len(between) <= OWNER_REACH[actor.possessive] and prepositions.isdisjoint(between)
            return actor if owns and near and actor.codes else None
        return None

    def _brings(self, governor: Clause, at: int) -> bool:
        """Is the noun the object of a verb whose subject has the plan, not of one that opposes or receives it?"""
        outer, group = self.frames.get(governor.group.verb), governor.group
        opposes = outer is not None and (outer.type in OPPOSING_TYPES or outer.modality == "denied")
        if opposes or group.negated or group.passive or governor.unreal or self._is_coded(governor):
            return False
        bringing = self.vocabulary.word("carrier-bringing-verb")
        if not any(form.lemma in bringing for form in group.readings):
            return False
        return group.end <= at and "," not in self.sentence.lowers[group.end : at]

    def _is_coded(self, governor: Clause) -> bool:
        """Has the verb above an act of its own, with the infinitive as its content ("promised a plan to")?"""
        return any(act.clause is governor for act in self.sentence.acts)

    def _lift_from_verb(self, clause: Clause, at: int) -> bool:
        """`Flew to Accra to apologise`, `prompted Oman to freeze contacts`."""
        governor, frame = clause.governor, self.frames[clause.group.verb]
        assert governor is not None
        group, outer = governor.group, self.frames.get(governor.group.verb)
        if group.negated or group.passive or governor.unreal or governor.conditional:
            return False
        if self.sentence.clauses_from(group.end, clause.group.start):
            return False  # nearer to another verb
        lemmas = {form.lemma for form in group.readings}
        if lemmas & self.vocabulary.word("carrier-prompting-verb"):
            moved = self.sentence.actor_at(at)
            if moved is None or not moved.codes or moved.preposition or moved.end != at + 1:
                return False
            clause.subject, clause.carrier = moved, Carrier.DONE
            if self._is_document(governor):
                clause.carrier = Carrier.SETTLED
            return True
        open_above = outer is None or outer.type in {NO_EVENT, "CONSULT"}
        if not open_above or frame.type not in SAID_TYPES or lemmas & self.vocabulary.word("carrier-idle-verb"):
            return False
        clause.carrier = Carrier.DONE
        if group.modal:
            clause.group.modal = group.modal
        return True

    def _is_document(self, governor: Clause) -> bool:
        """Is it a treaty or a text that makes somebody do it ("the treaty commits Iraq to return")?"""
        head = self.sentence.lowers[governor.left : governor.group.start]
        return not self.vocabulary.word("carrier-document").isdisjoint(head)

    def _lift_announced(self, clause: Clause) -> bool:
        """`Norway to expel 12 diplomats`: an infinitive right after its subject, as headlines announce what will be."""
        start, subject = clause.group.start, self._plain_actor_before(clause.group.start)
        subject = subject if subject is not None and subject.start <= 1 else None
        first = clause is self.sentence.clauses[0] and not clause.group.passive
        if (
            not first
            or subject is None
            or any(word in self.vocabulary.finite_signs for word in self.sentence.lowers[:start])
        ):
            return False
        clause.subject, clause.explicit_subject, clause.carrier = subject, True, Carrier.PLANNED
        return True

    def _plain_actor_before(self, start: int) -> Actor | None:
        actor = self.sentence.actor_at(start - 1) if start else None
        if actor is None or actor.end != start or actor.preposition or actor.possessive or not actor.codes:
            return None
        return None if actor.kind == ActorKind.ADJECTIVE else actor
