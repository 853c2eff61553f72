"""The people who take part in an act, and the highest level among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.annotations import Participants
from relcli.model import LEVELS

if TYPE_CHECKING:
    from relcli.coder.annotations import Act


def find_participants(act: Act) -> Participants:
    """Return the people of both sides of an act.

    Who is only meant as the other side of a one-sided act ("he pledged help") does not take part in it.
    """
    people: dict[str, str] = {}
    levels = []
    unnamed = not act.mutual and act.parties.target_from.is_unnamed
    for side in (act.source,) if unnamed else (act.source, act.target):
        for member in side.members_or_self:
            if member.person and member.codes:
                people.setdefault(member.person, member.codes[0])
            if member.level:
                levels.append(member.level)
    level = min(levels, key=LEVELS.index) if levels else ""
    return Participants(tuple(people), tuple(people.values()), level)
