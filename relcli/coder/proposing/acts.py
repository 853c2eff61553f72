"""From a trigger and two sides to an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.acts.sides import split_members, without_source
from relcli.coder.annotations import Act, Parties, PartyFound
from relcli.coder.kinds import ActRule, PartyOrigin, SidePlace, VerbShape

if TYPE_CHECKING:
    from relcli.coder.annotations import Actor, Side, Trigger

ORIGINS = {
    SidePlace.SUBJECT: PartyOrigin.SUBJECT,
    SidePlace.LEFT: PartyOrigin.NEAR,
    SidePlace.RIGHT: PartyOrigin.NEAR,
    SidePlace.PAIR: PartyOrigin.OTHER_SIDE,
    SidePlace.LAST_SUBJECT: PartyOrigin.LAST_SUBJECT,
}


def proposed_act(trigger: Trigger, source: Side, target: Side | None, mutual: bool) -> Act:
    """Return the act of a trigger between two sides, or among the members of one."""
    if target is None:
        first, rest = split_members(source.actor)
        found = _found(source)
        parties = Parties(first, rest, True, ActRule.SECOND_LOOK, found, found)
    else:
        other = without_source(target.actor, source.actor)
        parties = Parties(source.actor, other, mutual, ActRule.SECOND_LOOK, _found(source), _found(target))
    return Act(
        trigger.type,
        trigger.mode,
        trigger.modality,
        parties,
        (trigger.start, trigger.end),
        _region(trigger, source.actor, target.actor if target else None),
        trigger.row,
        trigger.clause,
        trigger.flags,
        trigger.future,
        trigger.fit,
    )


def _found(side: Side) -> PartyFound:
    return PartyFound(ORIGINS[side.place], side.actor.preposition, side.actor.found, side.actor.is_pair)


def _region(trigger: Trigger, source: Actor, target: Actor | None) -> tuple[int, int]:
    """Return the stretch of the sentence that belongs to the act."""
    clause = trigger.clause
    if clause is None:
        named = [actor for actor in (source, target) if actor is not None and actor.end]
        return min([trigger.start, *(actor.start for actor in named)]), max([trigger.end, *(a.end for a in named)])
    start = clause.group.start
    subject = clause.subject
    if subject is not None and subject.start < start and clause.group.shape == VerbShape.FINITE:
        start = max(clause.left, min(subject.start, start))
    return start, clause.right
