"""Tellings of one block -> groups that are one event each.

Pairs are joined surest first; two groups join only if nothing between any of their members forbids it.
The result depends on the set of tellings alone, never on the order in which they came: ties are broken by
the documents' own dates and contents.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from relcli.resolve.likeness import forbidden, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcli.resolve.telling import Telling


def cluster(tellings: Iterable[Telling]) -> list[list[Telling]]:
    """Return the tellings in groups, each one event, groups and members in the order of their keys."""
    ordered = sorted(tellings, key=lambda telling: telling.key)
    group_of = _by_origin(ordered)
    for one, other in _pairs_to_join(ordered):
        left, right = group_of[one.key], group_of[other.key]
        if left is right or any(forbidden(a, b) for a in left for b in right):
            continue
        left.extend(right)
        group_of.update((telling.key, left) for telling in right)
    groups = {id(group): group for group in group_of.values()}
    return sorted((sorted(group, key=lambda t: t.key) for group in groups.values()), key=lambda group: group[0].key)


def _by_origin(tellings: list[Telling]) -> dict[tuple[str, str, int, int], list[Telling]]:
    """Return the group of each telling to begin with: itself and its retellings in the same document."""
    groups: dict[tuple[str, int], list[Telling]] = {}
    for telling in tellings:
        groups.setdefault(telling.origin, []).append(telling)
    return {telling.key: groups[telling.origin] for telling in tellings}


def _pairs_to_join(ordered: list[Telling]) -> list[tuple[Telling, Telling]]:
    """Return the pairs that can be the same event, the surest first."""
    scored = [
        (-likeness(one, other), one.key, other.key, one, other)
        for one, other in combinations(ordered, 2)
        if one.origin != other.origin and not forbidden(one, other)
    ]
    return [(one, other) for score, *_, one, other in sorted(scored, key=lambda entry: entry[:3]) if score < 0]
