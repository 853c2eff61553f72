"""The people who take part in an act, and the highest level among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.annotations import Participants
from relcli.coder.details.act_dates import STATEMENT_TYPES
from relcli.coder.kinds import Modality, ReferenceKind
from relcli.model import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.coder.annotations import Act, Said
    from relcli.coder.details.person_names import PersonNames

NOT_NOW = frozenset({Modality.HISTORICAL, Modality.DENIED})


def find_participants(act: Act, said: Said, names: PersonNames) -> Participants:
    """Return the people of both sides of an act, and who speaks for its source.

    Who is only meant as the other side of a one-sided act ("he pledged help") does not take part in it.
    """
    people: dict[str, str] = {}
    levels = []
    unnamed = not act.mutual and act.parties.target_from.is_unnamed
    for side in (act.source,) if unnamed else (act.source, act.target):
        for member in side.members_or_self:
            person = names.of(member)
            if person and member.codes:
                people.setdefault(person, member.codes[0])
            if member.level:
                levels.append(member.level)
    for person, code in _speaking(act, said, names):
        if code not in people.values():
            people[person] = code
    level = min(levels, key=LEVELS.index) if levels else ""
    return Participants(tuple(people), tuple(people.values()), level)


def _speaking(act: Act, said: Said, names: PersonNames) -> Iterator[tuple[str, str]]:
    """Return who says what an act of words says, and to whom, as far as they are of its two sides."""
    own = act.source.reference is ReferenceKind.WE  # "I have come to thank you," the minister said
    if (act.type not in STATEMENT_TYPES and not own) or act.modality in NOT_NOW:
        return
    for heard, side in ((said.speaker, act.source), (said.listener, act.target)):
        for member in heard.members_or_self if heard is not None else ():
            codes = act.codes if act.mutual else side.codes
            person = names.of(member)
            if person and set(member.codes) & set(codes):
                yield person, member.codes[0]
