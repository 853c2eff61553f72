"""What people decide holds through recodes and their undoing, with real commands.

The user's own table of verbs is what changes between recodes: its verb is a request, then an accusation, then
nothing at all. In every step the decisions must hold, and an event that nobody decided about goes with its coding.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from . import inside

VERBS = "verb\tobject\ttype\tmode\tmodality\ttarget\tflags\texample\n"
TABLES = {
    "request": f"{VERBS}frobnicate\t\tREQUEST\t\toccurred\tobj\t\t\n",
    "accuse": f"{VERBS}frobnicate\t\tACCUSE\t\toccurred\tobj\t\t\n",
    "nothing": VERBS,
}
REPORTS = {
    "1-undecided": "Ghana frobnicated Togo on Monday.",
    "2-edited": "Kenya frobnicated Uganda on Monday.",
    "3-rejected": "France frobnicated Poland on Monday.",
    "4-merged": "Brazil frobnicated Peru over ferry tickets on Monday.",
    "5-merged": "On Monday Brazil frobnicated Peru because somebody had stolen a statue.",
    "6-split": "Chile frobnicated Bolivia over the price of llama wool on Monday.",
    "7-split": "Chile frobnicated Bolivia over the price of llama wool on Monday, officials said.",
}
AFTER_THE_DECISIONS = {
    ("KEN", "UGA"): [(1, "Nairobi")],
    ("BRA", "PER"): [(2, "")],
    ("CHL", "BOL"): [(1, ""), (1, "")],
}
"""Source and target -> (mentions, place) of their events; the rejected one is not listed."""
WITH_THE_UNDECIDED = {("GHA", "TGO"): [(1, "")], **AFTER_THE_DECISIONS}


class Desk:
    """A folder with reports, three versions of the user's lexicon, and a database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def relcli(self, *words: str, lexicon: str = "request") -> str:
        """Run a command with a version of the lexicon; return what it writes."""
        variables = {
            "RELCLI_DB": "relations.db",
            "RELCLI_LEXICON": str(self.folder / lexicon),
            "HOME": str(self.folder),
        }
        outcome = inside.call(words, self.folder, variables)
        assert outcome.code == 0, outcome.stderr
        return outcome.stdout

    def report(self, name: str, text: str) -> str:
        """Write a report; return its file's name."""
        (self.folder / f"{name}.txt").write_text(f"date 2024-03-05\n{text}\n", "utf-8")
        return f"{name}.txt"

    def events(self) -> dict[tuple[str, str], list[tuple[int, str]]]:
        """Return (mentions, place) of all listed events by source and target."""
        found: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for event in json.loads(self.relcli("list", "-f", "json")):
            parties = (*event["source"], *event["target"])
            found.setdefault(parties, []).append((event["mentions"], event["place"]))
        return found

    def numbers(self, source: str) -> list[str]:
        """Return the numbers of the events of a source, smallest first."""
        listed = json.loads(self.relcli("list", "--source", source, "-f", "json", "--sort", "id"))
        return [str(event["id"]) for event in listed]


def decide(desk: Desk) -> None:
    """Make a decision of each kind, each about events of their own."""
    assert desk.events()[("BRA", "PER")] == [(1, ""), (1, "")]
    assert desk.events()[("CHL", "BOL")] == [(2, "")]
    desk.relcli("edit", *desk.numbers("KEN"), "place=Nairobi")
    desk.relcli("reject", *desk.numbers("FRA"))
    desk.relcli("merge", *desk.numbers("BRA"))
    (number,) = desk.numbers("CHL")
    *_, last = re.findall(r"mention (\d+)", desk.relcli("show", number))
    desk.relcli("split", number, last)
    assert desk.events() == WITH_THE_UNDECIDED


def copied(folder: Path, to: Path) -> Desk:
    """Return a desk like another one."""
    return Desk(Path(shutil.copytree(folder, to)))


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database has the reports (batch 1)."""
    desk = Desk(tmp_path_factory.mktemp("imported"))
    for name, table in TABLES.items():
        (desk.folder / name).mkdir()
        (desk.folder / name / "verbs.tsv").write_text(table, "utf-8")
    desk.relcli("import", *(desk.report(name, text) for name, text in REPORTS.items()))
    return desk.folder


@pytest.fixture(scope="module")
def decided(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database also has the decisions (batches 2 to 5)."""
    desk = copied(imported, tmp_path_factory.mktemp("decided") / "desk")
    decide(desk)
    return desk.folder


@pytest.fixture
def desk(decided: Path, tmp_path: Path) -> Desk:
    """A copy of the folder with the decisions."""
    return copied(decided, tmp_path / "desk")


@pytest.mark.parametrize("after_an_undone_recode", [False, True])
def test_an_edit_and_a_rejection_hold_if_the_coder_loses_the_event(desk: Desk, after_an_undone_recode: bool) -> None:
    if after_an_undone_recode:
        desk.relcli("recode", "--yes", lexicon="accuse")
        desk.relcli("undo", "--yes")
    desk.relcli("recode", "--yes", lexicon="nothing")
    events = desk.events()
    assert ("GHA", "TGO") not in events
    assert events[("KEN", "UGA")] == AFTER_THE_DECISIONS[("KEN", "UGA")]
    desk.relcli("recode", "--yes")
    events = desk.events()
    assert ("GHA", "TGO") in events
    assert ("FRA", "POL") not in events
    assert events[("KEN", "UGA")] == AFTER_THE_DECISIONS[("KEN", "UGA")]


def test_decisions_hold_through_recodes_imports_and_their_undoing(desk: Desk) -> None:
    another = desk.report(
        "8-later", "Chile frobnicated Bolivia over the price of llama wool on Monday, ministers said."
    )
    desk.relcli("recode", "--yes", lexicon="accuse")
    assert desk.events() == WITH_THE_UNDECIDED
    desk.relcli("undo", "--yes")
    assert desk.events() == WITH_THE_UNDECIDED
    desk.relcli("import", another)
    assert sorted(desk.events()[("CHL", "BOL")]) == [(1, ""), (2, "")]
    assert desk.events()[("BRA", "PER")] == [(2, "")]
    desk.relcli("undo", "--yes")
    assert desk.events() == WITH_THE_UNDECIDED
    desk.relcli("recode", "--yes", lexicon="accuse")
    desk.relcli("recode", "--yes", lexicon="nothing")
    assert desk.events() == AFTER_THE_DECISIONS
    for _ in range(2):
        desk.relcli("undo", "--yes")
        assert desk.events() == WITH_THE_UNDECIDED


def test_decisions_can_be_taken_back_after_a_recode_was(desk: Desk) -> None:
    desk.relcli("recode", "--yes", lexicon="accuse")
    desk.relcli("undo", "--yes")
    expected = dict(WITH_THE_UNDECIDED)
    for parties, before in (
        (("CHL", "BOL"), [(2, "")]),
        (("BRA", "PER"), [(1, ""), (1, "")]),
        (("FRA", "POL"), [(1, "")]),
        (("KEN", "UGA"), [(1, "")]),
    ):
        desk.relcli("undo", "--yes")
        expected[parties] = before
        assert desk.events() == expected
    desk.relcli("recode", "--yes", lexicon="nothing")
    assert desk.events() == {}


def test_what_was_decided_about_a_new_coding_holds_for_the_old_one_that_comes_back(
    imported: Path, tmp_path: Path
) -> None:
    desk = copied(imported, tmp_path / "desk")
    desk.relcli("recode", "--yes", lexicon="accuse")
    decide(desk)
    desk.relcli("undo", "2", "--yes")
    assert desk.events() == WITH_THE_UNDECIDED
    desk.relcli("recode", "--yes", lexicon="nothing")
    assert desk.events() == AFTER_THE_DECISIONS
