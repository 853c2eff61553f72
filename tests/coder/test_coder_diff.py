"""`bench/coder_diff.py`: which events of two codings are the same, what differs, and how it is shown."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("coding_changes", reason="this copy has no bench/")

from coding_changes import FieldChange, compare, groups, report, summary

PROJECT = Path(__file__).parents[2]
TEXT = "Peru and Chile met in Arica. They agreed on ferries. Peru thanked Chile for maps."
MET, AGREED, THANKED = (0, 28), (29, 52), (53, 81)

Event = dict[str, Any]


def event(kind: str, sentence: tuple[int, int], **fields: Any) -> Event:
    """Return an event as `relcli code` prints it."""
    start, end = sentence
    given: Event = {"number": 1, "type": kind, "source": ["PER"], "target": ["CHL"], "mutual": False, "part_of": None}
    given |= {"start": start, "end": end, "evidence": TEXT[start:end], "document": "a.txt", "place": "", "intensity": 1}
    return {**given, **fields}


MEETING = event("CONSULT", MET, mutual=True, place="Arica")
AGREEMENT = event("AGREE", AGREED, number=2, mutual=True, part_of=1)
THANKS = event("SUPPORT", THANKED, number=3, mode="thank", headline="Peru thanked Chile for maps")
BEFORE = [MEETING, AGREEMENT, THANKS]


def changed(before: list[Event], after: list[Event]) -> list[tuple[str, str, list[str]]]:
    """Return kind, type and altered fields of each change."""
    changes = compare(before, after)
    return [(each.kind, each.event["type"], [field.name for field in each.fields]) for each in changes]


def test_the_same_events_are_no_change_whatever_their_order_and_numbers() -> None:
    assert compare(BEFORE, BEFORE) == []
    renumbered = [{**THANKS, "number": 1}, {**MEETING, "number": 2}, {**AGREEMENT, "number": 3, "part_of": 2}]
    assert compare(BEFORE, renumbered) == []


def test_a_field_is_altered_from_one_value_to_another() -> None:
    (change,) = compare(BEFORE, [{**MEETING, "place": "", "people": ["Ana Roca"]}, AGREEMENT, THANKS])
    assert change.kind == "altered"
    assert sorted(change.fields) == [FieldChange("people", None, ["Ana Roca"]), FieldChange("place", "Arica", None)]


def test_nothing_is_not_zero() -> None:
    (change,) = compare([{**MEETING, "intensity": None}], [{**MEETING, "intensity": 0.0}])
    assert change.fields == (FieldChange("intensity", None, 0.0),)
    assert compare([{**MEETING, "intensity": None, "place": ""}], [{**MEETING, "intensity": None, "place": None}]) == []


def test_an_event_of_another_sentence_is_another_event() -> None:
    moved = {**THANKS, "start": 82, "end": 110}
    assert changed(BEFORE, [MEETING, AGREEMENT, moved]) == [("lost", "SUPPORT", []), ("added", "SUPPORT", [])]
    assert changed(BEFORE, [MEETING, AGREEMENT, {**THANKS, "end": 90}]) == [("altered", "SUPPORT", ["end"])]


def test_the_same_sentence_is_not_enough_without_type_or_parties() -> None:
    other_type = {**THANKS, "type": "AID"}
    other_parties = {**THANKS, "target": ["BOL"]}
    other_both = {**THANKS, "type": "AID", "target": ["BOL"]}
    assert changed([THANKS], [other_type]) == [("altered", "AID", ["type"])]
    assert changed([THANKS], [other_parties]) == [("altered", "SUPPORT", ["target"])]
    assert changed([THANKS], [{**THANKS, "source": ["CHL"], "target": ["PER"]}])[0][0] == "altered"
    assert changed([THANKS], [other_both]) == [("added", "AID", []), ("lost", "SUPPORT", [])]


def test_of_several_events_in_a_sentence_the_most_alike_belong_together() -> None:
    thanks_to = [{**THANKS, "target": [code], "number": number} for number, code in enumerate(("BOL", "CHL", "ECU"), 1)]
    assert changed(thanks_to, thanks_to[1:]) == [("lost", "SUPPORT", [])]
    assert changed(thanks_to[1:], thanks_to) == [("added", "SUPPORT", [])]
    asked = {**THANKS, "type": "REQUEST", "number": 4}
    assert changed([THANKS, asked], [asked, {**THANKS, "mode": "praise"}]) == [("altered", "SUPPORT", ["mode"])]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        pytest.param({"end": 67, "target": ["BOL"]}, {"type": "AID"}, id="the type before all else"),
        pytest.param({"mode": "", "place": "Tacna"}, {"end": 67}, id="the whole sentence"),
        pytest.param(
            {"mode": "", "place": "Tacna", "level": "head"}, {"source": ["CHL"], "target": ["PER"]}, id="who to whom"
        ),
        pytest.param({"source": ["CHL"], "target": ["PER"]}, {"target": ["BOL"]}, id="who takes part"),
        pytest.param({"mode": ""}, {"mode": "", "place": "Tacna"}, id="as many fields as can be"),
    ],
)
def test_an_event_belongs_to_the_one_it_is_most_like(better: Event, worse: Event) -> None:
    for after in ([{**THANKS, **better}, {**THANKS, **worse}], [{**THANKS, **worse}, {**THANKS, **better}]):
        (altered,) = [change for change in compare([THANKS], after) if change.kind == "altered"]
        assert altered.new == {**THANKS, **better}


def test_an_act_at_another_occasion_is_altered() -> None:
    second = event("CONSULT", THANKED, number=4, mutual=True)
    at_second = [MEETING, {**AGREEMENT, "part_of": 4}, THANKS, second]
    (change,) = compare([*BEFORE, second], at_second)
    assert change.fields == (FieldChange("occasion", 0, 53),)
    (change,) = compare([*BEFORE, second], [MEETING, {**AGREEMENT, "part_of": None}, THANKS, second])
    assert change.fields == (FieldChange("occasion", 0, None),)


def test_documents_are_compared_each_with_itself_in_the_order_of_the_new_coding() -> None:
    elsewhere = {**MEETING, "document": "b.txt"}
    changes = compare([MEETING], [elsewhere])
    assert [(change.kind, change.document) for change in changes] == [("added", "b.txt"), ("lost", "a.txt")]


def test_changes_are_shown_with_their_sentence() -> None:
    after = [{**MEETING, "place": ""}, event("AID", THANKED, target=["BOL"], headline="Peru gives maps")]
    assert list(report(compare(BEFORE, after))) == [
        "altered a.txt 0-28: CONSULT PER = CHL",
        "        place: Arica -> -",
        "        | Peru and Chile met in Arica.",
        "lost    a.txt 29-52: AGREE PER = CHL",
        "        headline: -",
        "        | They agreed on ferries.",
        "added   a.txt 53-81: AID PER > BOL",
        "        headline: Peru gives maps",
        "        | Peru thanked Chile for maps.",
        "lost    a.txt 53-81: SUPPORT thank PER > CHL",
        "        headline: Peru thanked Chile for maps",
        "        | Peru thanked Chile for maps.",
    ]


def test_changes_are_counted_by_type_and_by_field() -> None:
    after = [{**MEETING, "place": "", "level": "head"}, {**AGREEMENT, "place": "Tacna"}, event("AID", (90, 99))]
    lines = list(summary(compare(BEFORE, after)))
    assert lines == [
        "added 1: AID 1",
        "lost 1: SUPPORT 1",
        "altered 2: place 2, level 1",
        "        place: Arica -> - (1); - -> Tacna (1)",
        "        level: - -> head (1)",
    ]
    assert list(summary([])) == ["added 0", "lost 0", "altered 0"]


def test_the_most_frequent_changes_of_a_value_come_first_and_the_rest_are_counted() -> None:
    places = ["Tacna", "Lima", "Tacna", "Cusco", "Puno", "Lima", "Tacna", "Ica"]
    before = [event("CONSULT", (at, at + 9), place="") for at in range(0, 80, 10)]
    after = [{**each, "place": place} for each, place in zip(before, places, strict=True)]
    *_, line = summary(compare(before, after))
    assert line == "        place: - -> Tacna (3); - -> Lima (2); - -> Cusco (1); 2 others"


def test_a_long_value_is_cut_in_the_summary() -> None:
    *_, line = summary(compare([MEETING], [{**MEETING, "headline": "Peru " * 12}]))
    assert line == f"        headline: - -> {('Peru ' * 12)[:37]}... (1)"


def test_changes_are_grouped_by_what_they_are() -> None:
    aids = [event("AID", (90, 99)), event("AID", (100, 109)), event("YIELD", (110, 119))]
    found = groups(compare(BEFORE, [{**MEETING, "place": "", "level": "head"}, {**AGREEMENT, "place": "Tacna"}, *aids]))
    assert {name: len(changes) for name, changes in found.items()} == {
        "added AID": 2,
        "added YIELD": 1,
        "altered place": 2,
        "altered level": 1,
        "lost SUPPORT": 1,
    }
    assert list(found) == ["added AID", "added YIELD", "altered place", "altered level", "lost SUPPORT"]


def test_how_sure_the_coder_is_is_no_change_of_an_event() -> None:
    assert compare([{**MEETING, "confidence": 0.7}], [{**MEETING, "confidence": 0.8}]) == []


PRINTS_ITS_EVENTS = """
import sys
from pathlib import Path
assert sys.argv[1] == "code" and Path(sys.argv[2]).is_absolute(), sys.argv
sys.stdout.write(Path(__file__).with_name("events.jsonl").read_text())
"""


def checkout(folder: Path, events: list[Event]) -> Path:
    """Make a folder with a program that finds these events in any corpus."""
    package = folder / "relcli"
    package.mkdir(parents=True, exist_ok=True)
    (package / "__init__.py").write_text("")
    (package / "__main__.py").write_text(PRINTS_ITS_EVENTS)
    (package / "events.jsonl").write_text("".join(json.dumps(each) + "\n" for each in events))
    return folder


def diff(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the script in a folder."""
    command = [sys.executable, str(PROJECT / "bench" / "coder_diff.py"), *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_two_folders_are_run_each_with_its_own_tree(tmp_path: Path) -> None:
    checkout(tmp_path / "old", BEFORE)
    checkout(tmp_path / "new", [MEETING])
    done = diff(tmp_path, "old", "new", "corpus")
    assert (done.returncode, done.stderr) == (0, "")
    shown, counts = done.stdout.split("\n\n")
    assert shown.split("\n") == list(report(compare(BEFORE, [MEETING])))
    assert counts.splitlines() == ["3 events before, 1 after", "added 0", "lost 2: AGREE 1, SUPPORT 1", "altered 0"]
    (one,) = [line for line in diff(tmp_path, "old", "new", "corpus", "-n", "1").stdout.splitlines() if "a.txt" in line]
    assert one == "lost    a.txt 29-52: AGREE PER = CHL"
    grouped = diff(tmp_path, "old", "new", "corpus", "--examples", "1").stdout.splitlines()
    assert grouped[0] == "== lost AGREE: 1"
    assert grouped[1] == "lost    a.txt 29-52: AGREE PER = CHL"
    assert grouped[4] == "== lost SUPPORT: 1"
    drawn = {
        tuple(diff(tmp_path, "old", "new", "corpus", "--sample", "1", "--seed", str(seed)).stdout.splitlines()[:1])
        for seed in range(6)
    }
    assert len(drawn) == 2


def test_events_that_are_coded_already_stand_for_a_version(tmp_path: Path) -> None:
    checkout(tmp_path / "new", [MEETING])
    (tmp_path / "old.jsonl").write_text("".join(json.dumps(each) + "\n" for each in BEFORE))
    done = diff(tmp_path, "old.jsonl", "new", "corpus")
    assert done.returncode == 0
    assert done.stdout.endswith("3 events before, 1 after\nadded 0\nlost 2: AGREE 1, SUPPORT 1\naltered 0\n")


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_a_revision_is_exported(tmp_path: Path) -> None:
    checkout(tmp_path, BEFORE)
    for line in ("init -q", "add .", "-c user.name=x -c user.email=x@example.org commit -qm first", "tag before"):
        subprocess.run(["git", *line.split()], cwd=tmp_path, check=True, capture_output=True)
    checkout(tmp_path, [*BEFORE, event("AID", (90, 99))])
    done = diff(tmp_path, "before", ".", "corpus")
    assert "3 events before, 4 after\nadded 1: AID 1\nlost 0\naltered 0\n" in done.stdout
    assert done.returncode == 0


def test_what_cannot_be_run_is_an_error(tmp_path: Path) -> None:
    checkout(tmp_path / "old", BEFORE)
    (checkout(tmp_path / "broken", []) / "relcli" / "__main__.py").write_text("raise SystemExit(1)")
    for version, words in (("broken", "'relcli code' ended with 1"), ("nowhere", "neither a folder with a checkout")):
        done = diff(tmp_path, "old", version, "corpus")
        assert done.returncode == 1
        assert words in done.stderr
        assert done.stdout == ""
