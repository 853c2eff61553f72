"""Mentions of one block -> groups that are one event each.

Pairs are joined surest first; two groups join only if nothing between any of their members forbids it. The result
depends on the set of mentions alone, never on the order in which they came: ties are broken by the documents' own dates
and contents. What a person merged or split (`pin`) stays so; mentions without a pin may still join a group that has
one.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from relcli.resolve.likeness import forbidden, likeness
from relcli.resolve.mention import is_exact_block

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcli.resolve.mention import Mention


def cluster(mentions: Iterable[Mention]) -> list[list[Mention]]:
    """Return the mentions in groups, each one event, groups and members in the order of their keys."""
    ordered = sorted(mentions, key=lambda mention: mention.key)
    if ordered and is_exact_block(ordered[0].block):
        return _exact(ordered)
    group_of = _to_begin_with(ordered)
    for one, other in _pairs_to_join(ordered):
        left, right = group_of[one.key], group_of[other.key]
        if left is right or any(_apart(a, b) for a in left for b in right):
            continue
        left.extend(right)
        group_of.update((mention.key, left) for mention in right)
    groups = {id(group): group for group in group_of.values()}
    return sorted((sorted(group, key=lambda t: t.key) for group in groups.values()), key=lambda group: group[0].key)


def _exact(ordered: list[Mention]) -> list[list[Mention]]:
    """Return the groups of an exact block: one, but for mentions that a person put into other events, here or in the
    database that they were exported from.
    """
    pins = [mention.pin for mention in ordered if mention.pin is not None]
    pin_of_key = {mention.exported_as: mention.pin for mention in ordered if mention.exported_as and mention.pin}
    first_key = next((mention.exported_as for mention in ordered if mention.exported_as), "")
    usual = min(pins, default=None)
    groups: dict[int | str | None, list[Mention]] = {}
    for mention in ordered:
        if mention.pin is not None:
            group: int | str | None = mention.pin
        elif mention.exported_as:
            group = pin_of_key.get(mention.exported_as, mention.exported_as)
        else:
            group = first_key if usual is None and first_key else usual
        groups.setdefault(group, []).append(mention)
    return list(groups.values())


def _to_begin_with(ordered: list[Mention]) -> dict[tuple[str, str, int, int], list[Mention]]:
    """Return the group of each mention to begin with: all that a person merged, else itself and its retellings in the
    same document.
    """
    pin_of: dict[tuple[str, int], int] = {}
    for mention in ordered:
        if mention.pin is not None:
            pin_of.setdefault(mention.origin, mention.pin)
    groups: dict[object, list[Mention]] = {}
    group_of = {}
    for mention in ordered:
        pin = pin_of.get(mention.origin) if mention.pin is None else mention.pin
        group = groups.setdefault(mention.origin if pin is None else pin, [])
        group.append(mention)
        group_of[mention.key] = group
    return group_of


def _apart(one: Mention, other: Mention) -> bool:
    """Return whether a person decided, another database had it, or the rules say, that two mentions are different
    events.
    """
    if one.pin is not None and other.pin is not None and one.pin != other.pin:
        return True
    if one.exported_as and other.exported_as and one.exported_as != other.exported_as:
        return True
    return forbidden(one, other)


def _pairs_to_join(ordered: list[Mention]) -> list[tuple[Mention, Mention]]:
    """Return the pairs that can be the same event, the surest first."""
    scored = [
        (-likeness(one, other), one.key, other.key, one, other)
        for one, other in combinations(ordered, 2)
        if one.origin != other.origin and not _apart(one, other)
    ]
    return [(one, other) for score, *_, one, other in sorted(scored, key=lambda entry: entry[:3]) if score < 0]
