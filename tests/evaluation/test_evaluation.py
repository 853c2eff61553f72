"""Coded events compared with annotated ones: what fits, which match is chosen, and every figure."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from relcli.coding import Document
from relcli.errors import InputError
from relcli.evaluation.annotations import Coded, Gold, coded_as, origin, read_coded, read_gold
from relcli.evaluation.figures import breakdown, figures
from relcli.evaluation.matching import Matching, match
from relcli.readers import find_inputs, read
from relcli.reports.misses import miss_page, miss_rows
from tests.cli.processes import PROJECT
from tests.coders import shipped_coder

if TYPE_CHECKING:
    from pathlib import Path

SHARED = PROJECT.parent / "shared" / "gold"
TEXT = "France thanked Poland for its help on Monday in Warsaw."
needs_gold = pytest.mark.skipif(not (SHARED / "score.py").exists(), reason="needs the annotated documents of ../shared")


def annotated(**values: Any) -> dict[str, Any]:
    """Return an annotated event as it is written, with some keys of its own."""
    return {
        "source": ["FRA"], "target": ["POL"], "type": "SUPPORT", "sectors": ["politics"], "event_date": "2024-05-06",
        "place": None, "people": [], "modality": "occurred", "evidence": TEXT, "core": True, "symmetric": False,
        "alt_types": [], "alt_dates": [], "also": [], **values,
    }  # fmt: skip


def coded(**values: Any) -> dict[str, Any]:
    """Return a record of `relcli code` with some keys of its own."""
    return {
        "document": "a.txt", "source": ["FRA"], "target": ["POL"], "type": "SUPPORT", "sectors": ["politics"],
        "date": "2024-05-06", "place": "", "people": [], "modality": "occurred", "evidence": TEXT, **values,
    }  # fmt: skip


def gold_of(*events: dict[str, Any], silent: int = 0) -> Gold:
    rows = [{"file": "a.txt", "events": list(events)}, *({"file": f"s{n}.txt", "events": []} for n in range(silent))]
    return read_gold(map(json.dumps, rows), "gold.jsonl")


def matched(wanted: list[dict[str, Any]], found: list[dict[str, Any]], silent: int = 0) -> Matching:
    return match(gold_of(*wanted, silent=silent), read_coded(map(json.dumps, found), "coded.jsonl"))


def shown(wanted: list[dict[str, Any]], found: list[dict[str, Any]], silent: int = 0) -> dict[str, float | None]:
    return {figure.figure: figure.value for figure in figures(matched(wanted, found, silent))}


@pytest.mark.parametrize(
    ("wanted", "found", "fits"),
    [
        ({}, {}, True),
        ({}, {"type": "AGREE"}, False),
        ({"alt_types": ["AGREE"]}, {"type": "agree"}, True),
        ({}, {"source": ["POL"], "target": ["FRA"]}, False),
        ({"symmetric": True}, {"source": ["POL"], "target": ["FRA"]}, True),
        ({}, {"target": ["POL", "DEU"]}, True),
        ({}, {"target": ["DEU"]}, False),
        ({"target": []}, {"target": ["DEU"]}, True),
        ({"target": []}, {"target": []}, True),
        ({"target": ["UN"]}, {"target": ["UNSC"]}, True),
        ({}, {"document": "b.txt"}, False),
        ({}, {"document": "some/where/a.txt"}, True),
    ],
)
def test_what_fits(wanted: dict[str, Any], found: dict[str, Any], fits: bool) -> None:
    assert len(matched([annotated(**wanted)], [coded(**found)]).pairs) == fits


def test_the_best_match_is_chosen_first_and_each_event_once() -> None:
    wanted = [annotated(event_date="2024-05-01"), annotated(core=False)]
    matching = matched(wanted, [coded(), coded(date="2024-05-01"), coded()])
    assert [(pair.annotated.date, pair.coded.date) for pair in matching.pairs] == [
        ("2024-05-01",) * 2,
        ("2024-05-06",) * 2,
    ]
    assert [each.why for each in matching.spurious] == ["repeat"]


def test_among_equal_matches_the_core_event_is_chosen() -> None:
    matching = matched([annotated(core=False), annotated()], [coded()])
    assert [pair.annotated.core for pair in matching.pairs] == [True]


def test_an_optional_match_counts_neither_way() -> None:
    numbers = shown([annotated(core=False), annotated(type="AID", target=["DEU"])], [coded()])
    assert (numbers["optional"], numbers["counted"], numbers["precision"], numbers["recall"]) == (1, 0, None, 0)


def test_a_reversed_event_is_missed_spurious_and_wrong_in_direction() -> None:
    wanted = [annotated(), annotated(type="AID")]
    numbers = shown(wanted, [coded(source=["POL"], target=["FRA"]), coded(type="AID")])
    assert (numbers["matched"], numbers["direction"], numbers["precision"]) == (1, 0.5, 0.5)


def test_why_an_event_is_spurious() -> None:
    wanted = [annotated(), annotated(source=["DEU"], type="AID", evidence="Germany gave Poland ten vast old trains.")]
    found = [
        coded(),
        coded(),
        coded(source=["DEU"], evidence="Germany gave Poland ten trains."),
        coded(source=["ITA"], type="AID"),
    ]
    matching = matched(wanted, [*found, coded(source=["ITA"], type="AID", evidence="Germany gave Poland ten trains.")])
    assert [each.why for each in matching.spurious] == ["repeat", "type is AID", "", "sides are DEU → POL"]


@pytest.mark.parametrize(
    ("figure", "wanted", "found", "value"),
    [
        ("dyad", {}, {"target": ["POL", "DEU"]}, 0),
        ("dyad", {"symmetric": True}, {"source": ["FRA", "POL"], "target": ["POL"]}, 1),
        ("dyad", {"target": []}, {"target": ["DEU"]}, 1),
        ("date", {}, {"date": "2024-05-07"}, 0),
        ("date", {"alt_dates": ["2024-05-07"]}, {"date": "2024-05-07"}, 1),
        ("date", {"alt_dates": [None]}, {"date": ""}, 0),
        ("date", {"event_date": None}, {}, None),
        ("days_invented", {"event_date": None}, {}, 1),
        ("days_invented", {"event_date": None}, {"date_basis": "published"}, 0),
        ("days_invented", {"event_date": None}, {"date_precision": "month"}, 0),
        ("days_invented", {"event_date": None, "alt_dates": ["2024-05-06"]}, {}, 0),
        ("modality", {"modality": "pledged"}, {}, 0),
        ("modality", {"modality": "agreed"}, {}, 1),
        ("modality", {"modality": "agreed"}, {"modality": "pledged"}, 0),
        ("modality", {"type": "REQUEST", "modality": "proposed"}, {"type": "REQUEST"}, 1),
        ("modality", {"type": "AGREE", "alt_types": ["REQUEST"], "modality": "proposed"}, {"type": "AGREE"}, 1),
        ("modality", {"type": "AGREE", "modality": "proposed"}, {"type": "AGREE"}, 0),
        ("modality", {"type": "REJECT", "modality": "denied"}, {"type": "REJECT"}, 1),
        ("sector_f1", {"sectors": ["trade", "energy"]}, {"sectors": ["energy"]}, 0.6667),
        ("sector_f1", {"sectors": []}, {"sectors": ["energy"]}, None),
        ("place", {"place": "the Royal Castle in Warsaw"}, {"place": "Warsaw"}, 1),
        ("place", {"place": "Warsaw"}, {"place": "Wars"}, 0),
        ("place", {"place": "Warsaw"}, {}, 0),
        ("people_f1", {"people": ["Joseph R. Biden, Jr.", "Tusk"]}, {"people": ["Biden"]}, 0.6667),
        ("evidence", {}, {"evidence": "thanked Poland for"}, 1),
        ("evidence", {"also": ["Paris says thanks"]}, {"evidence": "Paris says thanks"}, 1),
        ("evidence", {}, {"evidence": ""}, 0),
        ("denied_as_fact", {"modality": "denied"}, {}, 1),
        ("denied_as_fact", {"modality": "denied"}, {"modality": "pledged"}, 0),
        ("denied_as_fact", {"modality": "denied"}, {"evidence": "This is quite another sentence."}, 0),
    ],
)  # fmt: skip
def test_fields_of_a_matched_event(
    figure: str, wanted: dict[str, Any], found: dict[str, Any], value: float | None
) -> None:
    assert shown([annotated(**wanted)], [coded(**found)])[figure] == value


def test_events_of_silent_documents_are_counted_apart() -> None:
    numbers = shown([annotated()], [coded(), coded(document="s1.txt"), coded(document="unknown.txt")], silent=2)
    assert (numbers["silent_documents"], numbers["invented_in_silent"], numbers["coded"]) == (2, 1, 2)


def test_groups_have_recall_by_the_annotated_and_precision_by_the_coded_key() -> None:
    wanted = [annotated(alt_types=["AID"]), annotated(type="AGREE", source=["DEU"])]
    groups = {group.key: group for group in breakdown(matched(wanted, [coded(type="AID")]), "type")}
    assert {name: (group.precision, group.recall, group.f1) for name, group in groups.items()} == {
        "AGREE": (None, 0.0, None),
        "AID": (1.0, None, None),
        "SUPPORT": (None, 1.0, None),
    }


def test_the_coder_is_compared_with_how_sure_it_was() -> None:
    shares = {0.8: True, 0.81: True, 0.89: False, 0.9: True, 1.0: True, 0.29: False, None: False}
    wanted = [annotated(source=[f"S{place}"]) for place in range(len(shares))]
    found = [
        coded(source=[f"S{place}" if right else "X"], confidence=share)
        for place, (share, right) in enumerate(shares.items())
    ]
    groups = breakdown(matched([*wanted, annotated(core=False)], [*found, coded(confidence=0.3)]), "confidence")
    assert [(group.key, group.counted, group.right, group.precision) for group in groups] == [
        ("", 1, 0, 0.0),
        ("0.2", 1, 0, 0.0),
        ("0.8", 3, 2, 0.6667),
        ("0.9", 1, 1, 1.0),
        ("1.0", 1, 1, 1.0),
    ]
    assert {(group.core, group.recall, group.f1) for group in groups} == {(None, None, None)}


@pytest.mark.parametrize("confidence", [1.5, "0.8", True])
def test_a_confidence_that_is_none_is_reported(confidence: object) -> None:
    with pytest.raises(InputError, match="is not a number from 0 to 1"):
        list(read_coded([json.dumps(coded(confidence=confidence))], "coded.jsonl"))


def test_the_outlet_is_in_the_line_or_in_the_name_of_the_file() -> None:
    assert (origin("d01_wh_20230518_call.txt"), origin("release.txt")) == ("wh", "other")
    gold = read_gold(['{"file": "a.txt", "outlet": "APP", "events": []}'], "g")
    assert gold.outlets == {"a.txt": "APP"}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "gold.jsonl:2: is not JSON"),
        ("[]", "gold.jsonl:2: is not a JSON object"),
        ('{"file": "b.txt"}', "gold.jsonl:2: is not an annotated document (no key 'events')"),
        ('{"file": "b.txt", "events": [{"source": ["FRA"]}]}', "no key 'target'"),
        ('{"file": "b.txt", "events": 7}', "is not an annotated document"),
        ('{"file": "a.txt", "events": []}', "gold.jsonl:2: a.txt is annotated twice"),
    ],
)
def test_a_bad_line_is_reported(line: str, what: str) -> None:
    with pytest.raises(InputError) as caught:
        read_gold(['{"file": "a.txt", "events": []}', line], "gold.jsonl")
    assert what in str(caught.value)


def test_the_page_of_misses_shows_each_with_its_sentence() -> None:
    matching = matched([annotated(symmetric=True)], [coded(type="AID", target=["DEU"], evidence="Another sentence.")])
    page = miss_page(miss_rows(matching))
    lines = ["".join(span.text for span in (*line.start, *line.text)) for line in page.lines]
    assert lines == [
        "Missed: 1",
        "",
        "FRA ↔ POL  SUPPORT occurred 2024-05-06  a.txt",
        f"    {TEXT}",
        "",
        "Spurious: 1",
        "",
        "FRA → DEU  AID occurred 2024-05-06  a.txt",
        "    Another sentence.",
    ]


@needs_gold
@pytest.mark.parametrize("name", ["gold.jsonl", "seed-gold.jsonl"])
def test_the_figures_are_those_of_the_shared_scorer(name: str, tmp_path: Path) -> None:
    gold = read_gold((SHARED / name).read_text("utf-8").splitlines(), name)
    coder = shipped_coder()
    path = tmp_path / "coded.jsonl"
    ours: list[Coded] = []
    with path.open("w") as file:
        for document in _documents(gold, [SHARED / "documents", SHARED.parent / "seeds"]):
            events = coder.code(document)
            ours.extend(coded_as(document, events))
            for event in events:
                record = {key: getattr(event, key) for key in event.__slots__ if key not in {"trace", "retellings"}}
                record |= {"document": document.name, "evidence": document.body[event.start : event.end]}
                file.write(json.dumps(record) + "\n")
    matching = match(gold, ours)
    assert matching.pairs
    numbers = {figure.figure: figure.value for figure in figures(matching)}
    theirs = _scored(SHARED / name, path)
    for own, other in _SAME.items():
        assert numbers[own] == theirs[other], own
    table = {group.key: (group.precision, group.recall) for group in breakdown(matching, "type")}
    assert table == {key: (row["precision"], row["recall"]) for key, row in theirs["by_type"].items()}
    again = match(gold, read_coded(path.read_text("utf-8").splitlines(), "coded"))
    assert list(figures(again)) == list(figures(matching))


_SAME = {
    "documents": "documents", "annotated": "gold_events", "core": "gold_core", "coded": "predictions",
    "optional": "matched_optional", "counted": "counted_predictions", "matched": "matched", "precision": "precision",
    "recall": "recall", "f1": "f1", "repeats": "repeats", "dyad": "dyad_exact", "direction": "direction_right",
    "date": "date_right", "modality": "modality_right", "sector_f1": "sector_f1", "place": "place_right",
    "people_f1": "people_f1", "evidence": "evidence_overlap", "days_invented": "days_invented",
    "silent_documents": "empty_documents", "invented_in_silent": "invented_in_empty_documents",
    "denied": "denied_in_gold", "denied_as_fact": "denied_reported_as_facts",
}  # fmt: skip


def _documents(gold: Gold, folders: list[Path]) -> Any:
    for path in find_inputs([folder for folder in folders if folder.exists()]):
        for document in read(path):
            if isinstance(document, Document) and document.name in gold.outlets:
                yield document


def _scored(gold: Path, predicted: Path) -> dict[str, Any]:
    command = [sys.executable, str(SHARED / "score.py"), str(gold), str(predicted), "--json", "--by", "type"]
    numbers: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return numbers
