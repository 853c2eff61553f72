"""What the rules find in one sentence: acts, and the reasons why other words told none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relcli.coder.view import Actor

if TYPE_CHECKING:
    from relcli.coder.clauses import Clause

HOSTILE = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "THREATEN"})
CLAIMING = frozenset({"ACCUSE", "REQUEST", "REJECT"})
"""Types whose content (the accused or demanded act) is no event of the document's own voice."""


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

    @property
    def codes(self) -> set[str]:
        """The codes of both sides together."""
        return {*self.source.codes, *self.target.codes}


@dataclass(slots=True)
class Findings:
    """What a sentence gave: its acts, and why other triggers gave none."""

    acts: list[Act] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)  # token of the trigger, reason


def split_members(actor: Actor) -> tuple[Actor, Actor]:
    """Return the first member of a coordination or pair and the rest together."""
    members = tuple(member for member in actor.members if member.codes)
    members = members or tuple(Actor(actor.start, actor.end, (code,), actor.kind) for code in actor.codes)
    first = members[0]
    rest = [member for member in members[1:] if not set(member.codes) <= set(first.codes)]
    codes = tuple(dict.fromkeys(code for member in rest for code in member.codes if code not in first.codes))
    others = Actor(actor.start, actor.end, codes, actor.kind, members=tuple(rest), found=actor.found)
    if rest:
        others.person, others.level = rest[0].person, rest[0].level
    return first, others
