"""Two parties named together ("A and B", "both sides") as two sides."""

from __future__ import annotations

from relcli.coder.annotations import Actor


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


def is_other_side(actor: Actor, source: Actor | None) -> bool:
    """Is the actor known and not wholly on the source's side?"""
    return bool(actor.codes) and not (source and set(actor.codes) <= set(source.codes))


def without_source(actor: Actor, source: Actor | None) -> Actor:
    """Return a coordination without the source's own codes."""
    if source is None or not set(actor.codes) & set(source.codes):
        return actor
    codes = tuple(code for code in actor.codes if code not in source.codes)
    members = tuple(member for member in actor.members if not set(member.codes) & set(source.codes))
    return Actor(
        actor.start,
        actor.end,
        codes,
        actor.kind,
        actor.person,
        actor.level,
        members=members,
        found=actor.found,
        is_pair=actor.is_pair,
    )
