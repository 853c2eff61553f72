"""Two reports, one event or two? Pairs of short documents about real events, through the real coder and import.

pairs.txt holds what comes out right, pairs_open.txt what is right by the same conventions but not met yet; precision
and recall are taken over both.
"""

from __future__ import annotations

from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relcli.query.filters import Filters
from relcli.store.read.events import get_mentions, list_events
from tests.resolve.pairs import OPEN_PAIRS, PAIRS, Expected, Pair, imported, read_pairs, told_events

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcli.coding import Document

FEWEST_PAIRS = 180
FEWEST_OF_EACH = 80
LEAST_PRECISION = 0.97
LEAST_RECALL = 0.95
MOST_OPEN = 3


@cache
def outcomes(pair_name: str) -> tuple[tuple[Expected, bool], ...]:
    """Return what was expected of a pair, each with whether the two tellings became one event."""
    pair = _pairs()[pair_name]
    connection = imported(pair.documents)
    first, second = (told_events(connection, document) for document in pair.documents)
    found = []
    for expected in pair.expected:
        assert expected.first in first, f"{pair.name}: A is coded {sorted(first)}, not {expected.first}"
        assert expected.second in second, f"{pair.name}: B is coded {sorted(second)}, not {expected.second}"
        found.append((expected, not first[expected.first].isdisjoint(second[expected.second])))
    return tuple(found)


@cache
def _pairs() -> dict[str, Pair]:
    """Return all pairs by name."""
    pairs = [*read_pairs(PAIRS), *read_pairs(OPEN_PAIRS)]
    assert len({pair.name for pair in pairs}) == len(pairs), "two pairs of one name"
    return {pair.name: pair for pair in pairs}


@pytest.mark.parametrize("name", [pair.name for pair in read_pairs(PAIRS)])
def test_reports_of_one_event_are_one_event_and_others_are_not(name: str) -> None:
    for expected, merged in outcomes(name):
        assert merged == expected.same, f"{expected.first} ~ {expected.second}"


def test_open_pairs_only_shrink() -> None:
    names = [pair.name for pair in read_pairs(OPEN_PAIRS)]
    met = [name for name in names if all(merged == expected.same for expected, merged in outcomes(name))]
    assert not met, "met now: move to pairs.txt"
    assert len(names) == MOST_OPEN


def test_precision_and_recall() -> None:
    told = [(name, expected, merged) for name in _pairs() for expected, merged in outcomes(name)]
    misses = [f"{name}: {expected.first}" for name, expected, merged in told if merged != expected.same]
    same = sum(expected.same for _, expected, _ in told)
    together = sum(merged for _, _, merged in told)
    right = sum(merged and expected.same for _, expected, merged in told)
    figures = f"{len(told)} pairs, precision {right / together:.3f}, recall {right / same:.3f}; wrong:"
    report = "\n  ".join([figures, *misses])
    print(report)
    assert right / together >= LEAST_PRECISION, report
    assert right / same >= LEAST_RECALL, report


def test_there_are_enough_pairs_of_both_kinds() -> None:
    expected = [each.same for pair in _pairs().values() for each in pair.expected]
    assert len(expected) >= FEWEST_PAIRS
    assert min(sum(expected), len(expected) - sum(expected)) >= FEWEST_OF_EACH


MIXED = ("palace and town", 'by weekday and by "last week"', "same two men, next meeting", "only the month")
"""Reports of meetings of the same people, so that stretches of days hang together and come apart."""

STRIKES = ("children's hospital, two outlets", "two towns on one day", "same town, same morning, two hits")
"""Reports of one day's strikes, some of one and the same."""


def events_of(documents: Sequence[Document]) -> set[frozenset[tuple[str, int, int]]]:
    """Return the events as groups of mentions (document, number, telling), whatever their ids."""
    connection = imported(documents)
    return {
        frozenset((mention.document.name, mention.coded.number, mention.telling) for mention in mentions)
        for mentions in (get_mentions(connection, event.id) for event in list_events(connection, Filters()))
    }


def documents_of(names: Sequence[str]) -> list[Document]:
    """Return the documents of several pairs."""
    return [document for name in names for document in _pairs()[name].documents]


@cache
def usual_events(names: tuple[str, ...]) -> set[frozenset[tuple[str, int, int]]]:
    """Return the events of several pairs, imported in the order of the file."""
    return events_of(documents_of(names))


@pytest.mark.parametrize("name", MIXED)
def test_either_report_may_come_first(name: str) -> None:
    documents = _pairs()[name].documents
    assert all(events_of(order) == events_of(documents) for order in permutations(documents))


@pytest.mark.parametrize("names", [MIXED, STRIKES], ids=["meetings", "strikes"])
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_many_reports_in_any_order_give_the_same_events(names: tuple[str, ...], data: st.DataObject) -> None:
    order = data.draw(st.permutations(documents_of(names)))
    assert events_of(order) == usual_events(names)
