"""How far a share can be trusted: 95 % intervals by the bootstrap over documents.

The events of one document stand or fall together, so documents are drawn, not events: as many as there are, with
replacement, RESAMPLES times with a fixed SEED. The interval of a share leaves out as many of its resampled values at
either end. Counts have none, nor has a share to which fewer than two documents contribute, nor one that is the same in
all resamples (everything right, say): they show no spread, which does not mean that there is none.
"""

from __future__ import annotations

from collections import defaultdict
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from relcli.evaluation.figures import Figure, figures, ratio
from relcli.evaluation.matching import Matching

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RESAMPLES = 2000
SEED = 1
CONFIDENCE = 0.95

Parts = dict[str, tuple[list[float], list[int]]]
"""By share, its part and its whole in each document."""


class Measured(NamedTuple):
    """A figure with the ends of its interval; both None where it has none."""

    figure: str
    value: float | None
    right: float | None
    of: int | None
    low: float | None
    high: float | None


def measured(matching: Matching) -> list[Measured]:
    """Return all figures with their intervals, in the order of the listing."""
    found = intervals(matching)
    return [Measured(*figure, *found.get(figure.figure, (None, None))) for figure in figures(matching)]


def intervals(matching: Matching) -> dict[str, tuple[float, float]]:
    """Return the interval of each share that has one."""
    documents = [list(figures(each)) for each in by_document(matching)]
    parts = _parts(documents)
    shares = {name: each for name, each in parts.items() if sum(whole > 0 for whole in each[1]) > 1}
    ends = {name: _middle(values) for name, values in _resampled(shares, len(documents)).items()}
    return {name: (low, high) for name, (low, high) in ends.items() if low < high}


def by_document(matching: Matching) -> Iterator[Matching]:
    """Yield what became of the events of each document, also of documents without any."""
    found = {name: Matching({name: outlet}, [], []) for name, outlet in matching.outlets.items()}
    for event in matching.annotated:
        found[event.document].annotated.append(event)
    for coded in matching.coded:
        found[coded.document].coded.append(coded)
    for missed in matching.missed:
        found[missed.document].missed.append(missed)
    for spurious in matching.spurious:
        found[spurious.coded.document].spurious.append(spurious)
    for name in ("pairs", "reversed", "denied_as_fact"):
        for pair in getattr(matching, name):
            getattr(found[pair.annotated.document], name).append(pair)
    yield from found.values()


def _parts(documents: Sequence[Sequence[Figure]]) -> Parts:
    parts: Parts = defaultdict(lambda: ([], []))
    for document in documents:
        for figure in document:
            if figure.right is not None and figure.of is not None:
                parts[figure.figure][0].append(figure.right)
                parts[figure.figure][1].append(figure.of)
    return parts


def _resampled(parts: Parts, documents: int) -> dict[str, list[float]]:
    """Return the values of each share in the resamples; those in which there is nothing to be a share of have none."""
    chance = Random(SEED)
    values: dict[str, list[float]] = {name: [] for name in parts}
    for _ in range(RESAMPLES if parts else 0):
        drawn = chance.choices(range(documents), k=documents)
        for name, (part, whole) in parts.items():
            value = ratio(sum(map(part.__getitem__, drawn)), sum(map(whole.__getitem__, drawn)))
            if value is not None:
                values[name].append(value)
    return values


def _middle(values: list[float]) -> tuple[float, float]:
    """Return the ends of the interval: the values without those in the tails."""
    values.sort()
    tail = int(len(values) * (1 - CONFIDENCE) / 2 + 1e-9)
    return values[tail], values[-1 - tail]
