"""All candidates of a sentence with their features: the acts that the rules found, and those of the second look."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from relcli.coder.acts.unnamed import UNKNOWN_OBJECT
from relcli.coder.annotations import Side, Trigger
from relcli.coder.judging.features import Features
from relcli.coder.kinds import FrameFlag, Role, RowFit, SidePlace, Slot
from relcli.coder.proposing.acts import proposed_act
from relcli.coder.proposing.noun_triggers import noun_triggers
from relcli.coder.proposing.said_triggers import said_triggers
from relcli.coder.proposing.sides import SideFinder
from relcli.coder.proposing.verb_triggers import verb_triggers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from relcli.coder.annotations import Act, Actor, AnnotatedSentence
    from relcli.coder.judging.weights import Floors
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.vocabulary import Vocabulary

UNNAMED = frozenset({SidePlace.PAIR, SidePlace.LAST_SUBJECT})
TOGETHER = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT"})
"""Types that the members of one side may do with one another."""


class Part(NamedTuple):
    """Features of one part of a candidate, and the sum of their weights."""

    features: list[str]
    sum: float


class Candidate(NamedTuple):
    """A candidate: its trigger and sides, the parts that its score is made of, and the act if a rule found it."""

    trigger: Trigger
    source: Side
    target: Side | None
    mutual: bool
    parts: tuple[Part, ...]
    act: Act | None = None

    @property
    def score(self) -> float:
        """The sum of all weights."""
        return sum(part.sum for part in self.parts)

    @property
    def features(self) -> Iterator[str]:
        """All features."""
        return chain.from_iterable(part.features for part in self.parts)

    def made(self) -> Act:
        """Return the act of the rules, or make the one that is proposed."""
        return self.act or proposed_act(self.trigger, self.source, self.target, self.mutual)


def candidates(
    sentence: AnnotatedSentence,
    memory: Memory,
    vocabulary: Vocabulary,
    weigh: Callable[[list[str]], float],
    floors: Floors,
) -> Iterator[Candidate]:
    """Yield the acts of the rules, then what else may be one; what is hopeless is left out."""
    finder = SideFinder(sentence, memory, vocabulary)
    features = Features(sentence, memory, vocabulary, len(finder.all_codes))
    enumeration = _Enumeration(features, weigh, floors)
    for act in sentence.acts:
        yield enumeration.of_rule(act)
    if len(finder.all_codes) > 1:
        triggers = verb_triggers, noun_triggers, said_triggers
        for trigger in chain.from_iterable(find(sentence, vocabulary) for find in triggers):
            yield from enumeration.of_trigger(trigger, finder)


class _Enumeration:
    def __init__(self, features: Features, weigh: Callable[[list[str]], float], floors: Floors) -> None:
        self.features = features
        self.weigh = weigh
        self.floors = floors

    def _part(self, features: list[str]) -> Part:
        return Part(features, self.weigh(features))

    def of_rule(self, act: Act) -> Candidate:
        """Return an act of the rules as a candidate."""
        trigger = Trigger(
            *act.trigger, act.row, act.type, act.mode, act.modality, RowFit.STRICT, flags=act.flags, clause=act.clause
        )
        source, target = (self._place(actor, trigger) for actor in (act.source, act.target))
        parties = act.parties
        rule = f"rule: {parties.rule}"
        first = self.features.of_trigger(trigger)
        first += [rule, f"{rule}, type: {act.type}"]
        parts = (
            self._part(first),
            self._part(self.features.of_side(Role.SOURCE, source, trigger, parties.source_from)),
            self._part(self.features.of_side(Role.TARGET, target, trigger, parties.target_from)),
            self._part(self.features.of_pair(trigger, source, target, act.mutual)),
        )
        return Candidate(trigger, source, target, act.mutual, parts, act)

    def _place(self, actor: Actor, trigger: Trigger) -> Side:
        """Return where a side is that a rule found."""
        if actor.end <= actor.start:
            return Side(actor, SidePlace.MEANT)
        clause = trigger.clause
        if clause is not None and clause.subject is not None and clause.subject.start == actor.start:
            return Side(actor, SidePlace.SUBJECT)
        left = actor.end <= trigger.start
        first, last = (actor.end, trigger.start) if left else (trigger.end, actor.start)
        between = [other for other in self.features.sentence.actors_from(first, last) if other.codes]
        return Side(actor, SidePlace.LEFT if left else SidePlace.RIGHT, len(between) + 1)

    def of_trigger(self, trigger: Trigger, finder: SideFinder) -> Iterator[Candidate]:
        """Yield a trigger with every two of its possible sides."""
        sides = finder.of(trigger)
        if len({code for side in sides for code in side.actor.codes}) < 2:
            return
        head = self._part(self.features.of_trigger(trigger))
        if head.sum < self.floors.trigger:
            return
        sources = self._sides(Role.SOURCE, sides, trigger)
        targets = self._sides(Role.TARGET, sides, trigger)
        mutual = FrameFlag.MUTUAL in trigger.flags
        # Where a rule finds these sides it knows their direction.
        taken = [act.codes for act in self.features.strict if act.trigger == (trigger.start, trigger.end)]
        for source, of_source in sources:
            if len(source.actor.codes) > 1 and (mutual or trigger.type in TOGETHER):
                yield self._candidate(trigger, (source, of_source), None, head, True)
            for target, of_target in targets:
                if target.actor.codes == source.actor.codes or set(target.actor.codes) <= set(source.actor.codes):
                    continue
                if {*source.actor.codes, *target.actor.codes} in taken:
                    continue
                if head.sum + of_source.sum + of_target.sum < self.floors.sides:
                    continue
                yield self._candidate(trigger, (source, of_source), (target, of_target), head, mutual)

    def _sides(self, role: Role, sides: list[Side], trigger: Trigger) -> list[tuple[Side, Part]]:
        """Return the sides that may be source or target: a passive verb's subject is no source, its agent no target."""
        clause = trigger.clause
        if clause is not None and clause.group.passive and FrameFlag.MUTUAL not in trigger.flags:
            if role is Role.SOURCE:
                sides = [side for side in sides if side.place is not SidePlace.SUBJECT]
            else:
                sides = [side for side in sides if side.actor.preposition != Slot.BY]
        if (
            role is Role.TARGET
            and clause is not None
            and self.features.refused.get(clause.group.verb) == UNKNOWN_OBJECT
        ):
            sides = [side for side in sides if side.place not in UNNAMED]
        return [(side, self._part(self.features.of_side(role, side, trigger))) for side in sides]

    def _candidate(
        self, trigger: Trigger, source: tuple[Side, Part], target: tuple[Side, Part] | None, head: Part, mutual: bool
    ) -> Candidate:
        other = target[0] if target is not None else None
        pair = self._part(self.features.of_pair(trigger, source[0], other, mutual))
        parts = (head, source[1], target[1], pair) if target is not None else (head, source[1], pair)
        return Candidate(trigger, source[0], other, mutual, parts)
