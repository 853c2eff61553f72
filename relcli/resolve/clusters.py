"""Tellings of one block -> groups that are one event each.

Pairs are joined surest first; two groups join only if nothing between any of their members forbids it.
The result depends on the set of tellings alone, never on the order in which they came: ties are broken by
the documents' own dates and contents. What a person put together or apart (`pin`) stays so; tellings
without a pin may still join a group that has one.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from relcli.resolve.likeness import forbidden, likeness
from relcli.resolve.mention import is_exact_block

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcli.resolve.mention import Telling


def cluster(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Return the tellings in groups, each one event, groups and members in the order of their keys."""
    ordered = sorted(tellings, key=lambda telling: telling.key)
    if ordered and is_exact_block(ordered[0].block):
        return _exact(ordered)
    group_of = _to_begin_with(ordered)
    for one, other in _pairs_to_join(ordered):
        left, right = group_of[one.key], group_of[other.key]
        if left is right or any(_apart(a, b) for a in left for b in right):
            continue
        left.extend(right)
        group_of.update((telling.key, left) for telling in right)
    groups = {id(group): group for group in group_of.values()}
    return sorted((sorted(group, key=lambda t: t.key) for group in groups.values()), key=lambda group: group[0].key)


def _exact(ordered: list[Telling]) -> list[list[Telling]]:
    """Return the groups of an exact block: one, but for what a person put to other events."""
    pins = [telling.pin for telling in ordered if telling.pin is not None]
    usual = min(pins, default=None)
    groups: dict[int | None, list[Telling]] = {}
    for telling in ordered:
        groups.setdefault(usual if telling.pin is None else telling.pin, []).append(telling)
    return list(groups.values())


def _to_begin_with(ordered: list[Telling]) -> dict[tuple[str, str, int, int], list[Telling]]:
    """Return the group of each telling to begin with: all that a person put together, else itself and its
    retellings in the same document.
    """
    pin_of: dict[tuple[str, int], int] = {}
    for telling in ordered:
        if telling.pin is not None:
            pin_of.setdefault(telling.origin, telling.pin)
    groups: dict[object, list[Telling]] = {}
    group_of = {}
    for telling in ordered:
        pin = pin_of.get(telling.origin) if telling.pin is None else telling.pin
        group = groups.setdefault(telling.origin if pin is None else pin, [])
        group.append(telling)
        group_of[telling.key] = group
    return group_of


def _apart(one: Telling, other: Telling) -> bool:
    """Tell whether a person or the rules say that two tellings are different events."""
    if one.pin is not None and other.pin is not None and one.pin != other.pin:
        return True
    return forbidden(one, other)


def _pairs_to_join(ordered: list[Telling]) -> list[tuple[Telling, Telling]]:
    """Return the pairs that can be the same event, the surest first."""
    scored = [
        (-likeness(one, other), one.key, other.key, one, other)
        for one, other in combinations(ordered, 2)
        if one.origin != other.origin and not _apart(one, other)
    ]
    return [(one, other) for score, *_, one, other in sorted(scored, key=lambda entry: entry[:3]) if score < 0]
