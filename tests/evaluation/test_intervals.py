"""Intervals of shares: documents are drawn, and what cannot be known has none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from relcli.evaluation.annotations import read_coded, read_gold
from relcli.evaluation.figures import figures
from relcli.evaluation.intervals import by_document, intervals, measured
from relcli.evaluation.matching import Matching, match

if TYPE_CHECKING:
    from collections.abc import Sequence


def event(**values: Any) -> dict[str, Any]:
    """Return an event that is annotated and coded alike."""
    return {
        "source": ["FRA"], "target": ["POL"], "type": "SUPPORT", "modality": "occurred",
        "evidence": "France thanked it.", **values,
    }  # fmt: skip


def matching_of(documents: Sequence[tuple[int, int]]) -> Matching:
    """Return the matching of documents with so many events each, of which so many are found."""
    gold, coded = [], []
    for number, (wanted, found) in enumerate(documents):
        events = [event(source=[f"S{place}"]) for place in range(wanted)]
        gold.append(json.dumps({"file": f"{number}.txt", "events": events}))
        coded += [json.dumps({**each, "document": f"{number}.txt"}) for each in events[:found]]
    return match(read_gold(gold, "gold"), read_coded(coded, "coded"))


def recall(documents: Sequence[tuple[int, int]]) -> tuple[float, float] | None:
    """Return the interval of recall."""
    return intervals(matching_of(documents)).get("recall")


def test_an_interval_holds_its_share_and_is_the_same_every_time() -> None:
    documents = [(2, 1), (3, 3), (1, 0), (4, 2), (2, 2), (3, 1)]
    found = recall(documents)
    assert found == recall(documents)
    assert found is not None
    low, high = found
    assert 0 < low < 9 / 15 < high < 1


def test_documents_are_drawn_not_events() -> None:
    spread = [(4, 4 * (number % 2)) for number in range(40)]
    lumped = [(40, 40 * (number % 2)) for number in range(4)]
    one, other = recall(spread), recall(lumped)
    assert one is not None
    assert other == (0.0, 1.0)
    assert one[1] - one[0] < 0.4


def test_the_interval_of_many_equal_documents_is_that_of_the_binomial_distribution() -> None:
    found = recall([(1, number % 2) for number in range(400)])
    assert found is not None
    assert abs(found[0] - (0.5 - 1.96 * 0.025)) < 0.006
    assert abs(found[1] - (0.5 + 1.96 * 0.025)) < 0.006


def test_where_there_is_no_spread_there_is_no_interval() -> None:
    assert recall([(3, 1)]) is None
    assert recall([(3, 1), (0, 0), (0, 0)]) is None
    assert recall([(3, 3), (2, 2)]) is None
    assert recall([]) is None


def test_a_sample_without_anything_to_be_a_share_of_does_not_count() -> None:
    assert recall([(1, 1), (1, 0), *[(0, 0)] * 20]) == (0.0, 1.0)


def test_figures_have_intervals_if_they_are_shares() -> None:
    rows = {row.figure: row for row in measured(matching_of([(2, 1), (2, 2), (1, 0)]))}
    assert list(rows) == [figure.figure for figure in figures(matching_of([]))]
    assert (rows["recall"].value, rows["recall"].right, rows["recall"].of) == (0.6, 3, 5)
    assert rows["recall"].low is not None
    assert (rows["matched"].value, rows["matched"].low, rows["matched"].high) == (3, None, None)


def test_the_figures_of_all_documents_are_the_sums_of_each() -> None:
    gold = [
        {"file": "a.txt", "events": [event(), event(type="AID", modality="denied", evidence="It gave no help.")]},
        {"file": "b.txt", "events": [event(core=False), event(type="AGREE")]},
        {"file": "c.txt", "events": []},
    ]
    coded = [
        {**event(), "document": "a.txt"},
        {**event(type="AID", evidence="It gave no help."), "document": "a.txt"},
        {**event(), "document": "b.txt"},
        {**event(type="AGREE", source=["POL"], target=["FRA"]), "document": "b.txt"},
        {**event(), "document": "c.txt"},
    ]
    whole = match(read_gold(map(json.dumps, gold), "gold"), read_coded(map(json.dumps, coded), "coded"))
    parts = [list(figures(each)) for each in by_document(whole)]
    for place, figure in enumerate(figures(whole)):
        counted = [each[place].value if figure.of is None else each[place].of for each in parts]
        assert sum(filter(None, counted)) == (figure.value if figure.of is None else figure.of), figure.figure
        assert sum(each[place].right or 0 for each in parts) == (figure.right or 0), figure.figure
