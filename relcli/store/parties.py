"""Who belongs to an event in which way: the one place where listings, filters and summaries agree on it."""

from __future__ import annotations

from itertools import combinations, product


def all_parties(source: tuple[str, ...], target: tuple[str, ...]) -> tuple[str, ...]:
    """Return everyone who takes part, each once, sources first."""
    return tuple(dict.fromkeys((*source, *target)))


def acting(source: tuple[str, ...], target: tuple[str, ...], mutual: bool) -> tuple[str, ...]:
    """Return who acts: the source, in a mutual event everyone."""
    return all_parties(source, target) if mutual else source


def acted_upon(source: tuple[str, ...], target: tuple[str, ...], mutual: bool) -> tuple[str, ...]:
    """Return who is acted upon: the target, in a mutual event everyone."""
    return all_parties(source, target) if mutual else target


def dyads(source: tuple[str, ...], target: tuple[str, ...], mutual: bool) -> list[tuple[str, str]]:
    """Return the unordered pairs, each in alphabetical order: all pairs of a mutual event, else source x
    target.
    """
    if mutual:
        return sorted(combinations(sorted(all_parties(source, target)), 2))
    return sorted({(min(pair), max(pair)) for pair in product(source, target) if pair[0] != pair[1]})
