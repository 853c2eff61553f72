"""The figures of a matching: precision, recall, and how right each field is.

Each figure is a count, or a share with its numerator and denominator.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from relcli.evaluation.agreement import (
    date_right,
    day_invented,
    dyad_exact,
    evidence_overlap,
    modality_right,
    place_right,
    surnames,
)
from relcli.evaluation.matching import REPEAT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from relcli.evaluation.annotations import Annotated, Coded
    from relcli.evaluation.matching import Matching, Pair

KEYS = ("type", "modality", "outlet", "confidence")
"""The keys for a breakdown of the figures."""


class Figure(NamedTuple):
    """A count, or a share with its numerator `right` and its denominator `of` (`value` is None if that is 0)."""

    figure: str
    value: float | None
    right: float | None = None
    of: int | None = None


class Group(NamedTuple):
    """The figures of one type, modality or outlet: how many of its `core` events were `found`, and how many of its
    `counted` coded events are `right`. Of one tenth of confidence only the latter: what was missed has none."""

    key: str
    core: int | None
    found: int | None
    counted: int
    right: int
    precision: float | None
    recall: float | None
    f1: float | None


def figures(matching: Matching) -> Iterator[Figure]:
    """Yield all figures, in the order of the listing."""
    pairs = matching.core_pairs
    optional = len(matching.optional_pairs)
    core = sum(event.core for event in matching.annotated)
    counted = len(matching.coded) - optional
    yield Figure("documents", len(matching.outlets))
    yield Figure("annotated", len(matching.annotated))
    yield Figure("core", core)
    yield Figure("coded", len(matching.coded))
    yield Figure("optional", optional)
    yield Figure("counted", counted)
    yield Figure("matched", len(pairs))
    yield _share("precision", len(pairs), counted)
    yield _share("recall", len(pairs), core)
    yield _share("f1", 2 * len(pairs), core + counted)
    yield Figure("repeats", sum(each.why == REPEAT for each in matching.spurious))
    yield from _field_figures(matching, pairs)
    yield from _warnings(matching, pairs)


def breakdown(matching: Matching, key: str) -> list[Group]:
    """Return the figures for each value of `key`: recall by the annotated value, precision by the coded one."""
    if key == "confidence":
        return _by_confidence(matching)
    annotated_key, coded_key = _keys(matching, key)
    optional = {id(pair.coded) for pair in matching.optional_pairs}
    pairs = matching.core_pairs
    core = Counter(annotated_key(event) for event in matching.annotated if event.core)
    found = Counter(annotated_key(pair.annotated) for pair in pairs)
    counted = Counter(coded_key(event) for event in matching.coded if id(event) not in optional)
    right = Counter(coded_key(pair.coded) for pair in pairs)
    groups = []
    for name in sorted(core.keys() | counted.keys()):
        precision, recall = ratio(right[name], counted[name]), ratio(found[name], core[name])
        mean = None
        if precision is not None and recall is not None:
            mean = round(2 * precision * recall / (precision + recall), 4) if precision and recall else 0.0
        groups.append(Group(name, core[name], found[name], counted[name], right[name], precision, recall, mean))
    return groups


def _by_confidence(matching: Matching) -> list[Group]:
    """Return the precision of the coded events of each tenth of confidence, '' for those without: is the coder right
    as often as it says?"""
    optional = {id(pair.coded) for pair in matching.optional_pairs}
    counted = Counter(_tenth(event) for event in matching.coded if id(event) not in optional)
    right = Counter(_tenth(pair.coded) for pair in matching.core_pairs)
    return [
        Group(tenth, None, None, number, right[tenth], ratio(right[tenth], number), None, None)
        for tenth, number in sorted(counted.items())
    ]


def _tenth(event: Coded) -> str:
    """Return the tenth in which the confidence of an event is: "0.8" from 0.8 up to 0.9."""
    return "" if event.confidence is None else f"{int(round(event.confidence * 100) / 10) / 10:.1f}"


def ratio(part: float, whole: float) -> float | None:
    """Return a share, rounded to four digits; None if the whole is 0."""
    return round(part / whole, 4) if whole else None


def _share(name: str, part: float, whole: int) -> Figure:
    return Figure(name, ratio(part, whole), round(part, 4), whole)


def _field_figures(matching: Matching, pairs: list[Pair]) -> Iterator[Figure]:
    """Yield the figures for the fields of the matched core events."""
    one_way = [event for event, _ in pairs if not event.symmetric and event.source and event.target]
    dated = [pair for pair in pairs if pair.annotated.date]
    sectors = [(a.sectors, c.sectors) for a, c in pairs if a.sectors]
    placed = [pair for pair in pairs if pair.annotated.place]
    people = [(surnames(a.people), surnames(c.people)) for a, c in pairs if a.people]
    yield _share("dyad", sum(dyad_exact(*pair) for pair in pairs), len(pairs))
    yield _share("direction", len(one_way), len(one_way) + len(matching.reversed))
    yield _share("date", sum(bool(pair.coded.date) and date_right(*pair) for pair in dated), len(dated))
    yield _share("modality", sum(modality_right(*pair) for pair in pairs), len(pairs))
    yield _overlap("sector_f1", sectors)
    yield _share("place", sum(place_right(*pair) for pair in placed), len(placed))
    yield _overlap("people_f1", people)
    yield _share("evidence", sum(evidence_overlap(*pair) for pair in pairs), len(pairs))


def _overlap(name: str, sides: list[tuple[frozenset[str], frozenset[str]]]) -> Figure:
    common = 2 * sum(len(wanted & found) for wanted, found in sides)
    return _share(name, common, sum(len(wanted) + len(found) for wanted, found in sides))


def _warnings(matching: Matching, pairs: list[Pair]) -> Iterator[Figure]:
    """Yield the counts of what should not have been coded."""
    silent = set(matching.outlets) - {event.document for event in matching.annotated}
    yield Figure("days_invented", sum(day_invented(*pair) for pair in pairs))
    yield Figure("silent_documents", len(silent))
    yield Figure("invented_in_silent", sum(event.document in silent for event in matching.coded))
    yield Figure("denied", sum(event.modality == "denied" for event in matching.annotated))
    yield Figure("denied_as_fact", len(matching.denied_as_fact))


def _keys(matching: Matching, key: str) -> tuple[Callable[[Annotated], str], Callable[[Coded], str]]:
    if key == "outlet":
        return lambda event: matching.outlets[event.document], lambda event: matching.outlets[event.document]
    return lambda event: str(getattr(event, key)), lambda event: str(getattr(event, key))
