"""Pairs coded events with annotated ones: in each document the best match first, each event once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from relcli.evaluation.agreement import (
    SAME_SENTENCE,
    agreement,
    denied_as_fact,
    evidence_overlap,
    fits,
    is_reversed,
    sides_fit,
    type_fits,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from relcli.evaluation.annotations import Annotated, Coded, Gold

REPEAT, REVERSED, DENIED = "repeat", "reversed", "denied in the text"


class Pair(NamedTuple):
    """An annotated event and the coded event that matches it."""

    annotated: Annotated
    coded: Coded


class Spurious(NamedTuple):
    """A coded event that matches no annotated one, and the likely reason, if there is one."""

    coded: Coded
    why: str


@dataclass(slots=True)
class Matching:
    """What became of every event.

    `pairs` are all matches; `missed` are core events that were not found; `reversed` pairs have their sides exchanged
    and count as missed and spurious; `denied_as_fact` are matches whose act the text denies.
    """

    outlets: Mapping[str, str]
    annotated: list[Annotated]
    coded: list[Coded]
    pairs: list[Pair] = field(default_factory=list)
    missed: list[Annotated] = field(default_factory=list)
    spurious: list[Spurious] = field(default_factory=list)
    reversed: list[Pair] = field(default_factory=list)
    denied_as_fact: list[Pair] = field(default_factory=list)

    @property
    def core_pairs(self) -> list[Pair]:
        """Matches with core events."""
        return [pair for pair in self.pairs if pair.annotated.core]

    @property
    def optional_pairs(self) -> list[Pair]:
        """Matches with other events. They count neither for nor against the coder, unless a denial is coded as fact."""
        wrong = {id(pair.coded) for pair in self.denied_as_fact}
        return [pair for pair in self.pairs if not pair.annotated.core and id(pair.coded) not in wrong]


def match(gold: Gold, coded: Iterable[Coded]) -> Matching:
    """Match coded with annotated events; coded events in other documents are ignored."""
    found = [event for event in coded if event.document in gold.outlets]
    matching = Matching(gold.outlets, gold.events, found)
    wanted_in: defaultdict[str, list[Annotated]] = defaultdict(list)
    found_in: defaultdict[str, list[Coded]] = defaultdict(list)
    for annotation in gold.events:
        wanted_in[annotation.document].append(annotation)
    for event in found:
        found_in[event.document].append(event)
    for name in gold.outlets:
        _match_document(wanted_in[name], found_in[name], matching)
    return matching


def _match_document(wanted: Sequence[Annotated], found: Sequence[Coded], matching: Matching) -> None:
    pairs = _best_pairs(wanted, found)
    matched = [annotated for annotated, _ in pairs]
    taken = {id(coded) for _, coded in pairs}
    missed = [event for event in wanted if event.core and all(event is not other for other in matched)]
    matching.pairs += pairs
    matching.missed += missed
    for pair in pairs:
        if denied_as_fact(*pair):
            matching.denied_as_fact.append(pair)
            if not pair.annotated.core:
                matching.spurious.append(Spurious(pair.coded, DENIED))
    still_missed = list(missed)
    for coded in found:
        if id(coded) in taken:
            continue
        reversed_events = [event for event in still_missed if _is_reversed_event(event, coded)]
        if reversed_events:
            best = max(reversed_events, key=lambda event: evidence_overlap(event, coded))
            still_missed.remove(best)
            matching.reversed.append(Pair(best, coded))
        why = REVERSED if reversed_events else _why_spurious(coded, matched, missed)
        matching.spurious.append(Spurious(coded, why))


def _best_pairs(wanted: Sequence[Annotated], found: Sequence[Coded]) -> list[Pair]:
    """Return pairs in the order of `wanted`. The pair that agrees best is chosen first; among equals, a core event."""
    candidates = sorted(
        (-agreement(annotated, coded), not annotated.core, at, place)
        for at, annotated in enumerate(wanted)
        for place, coded in enumerate(found)
        if fits(annotated, coded)
    )
    taken: dict[int, int] = {}
    used: set[int] = set()
    for _, _, at, place in candidates:
        if at not in taken and place not in used:
            taken[at] = place
            used.add(place)
    return [Pair(wanted[at], found[place]) for at, place in sorted(taken.items())]


def _is_reversed_event(annotated: Annotated, coded: Coded) -> bool:
    return not annotated.symmetric and type_fits(annotated, coded) and is_reversed(annotated, coded)


def _why_spurious(coded: Coded, matched: Iterable[Annotated], missed: Iterable[Annotated]) -> str:
    if any(fits(annotated, coded) for annotated in matched):
        return REPEAT
    near = [event for event in missed if evidence_overlap(event, coded) >= SAME_SENTENCE]
    for event in near:
        if sides_fit(event, coded):
            return f"type is {event.type}"
    for event in near:
        if type_fits(event, coded):
            return f"sides are {sides_of(event)}"
    return ""


def sides_of(event: Annotated | Coded) -> str:
    """Return "FRA, DEU → POL", with a double arrow if both sides are known to do it."""
    arrow = "↔" if getattr(event, "symmetric", False) else "→"
    source, target = (", ".join(sorted(side)) or "?" for side in (event.source, event.target))
    return f"{source} {arrow} {target}"
