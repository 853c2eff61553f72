"""`relcli timeline`: the order of its events page by page, its lanes, and what a terminal gets of it."""

from __future__ import annotations

import csv
import io
import re
import shutil
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from .processes import Workplace

if TYPE_CHECKING:
    from pathlib import Path

needs_shell = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
_NUMBER = re.compile(r"#(\d+)(?= |$)")
_LOOKS = re.compile(r"\x1b\[[\d;]*[mK]|\x1b\]8;[^\x1b]*\x1b\\")
_FOLLOWING = re.compile(r"--after (\S+) for the next")


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A folder with news and a database, one of whose events is undated."""
    place = Workplace(tmp_path)
    assert place.run("relcli edit 4 date=").code == 0
    return place


def numbers(text: str) -> list[str]:
    """Return the numbers of the events that a timeline shows, in its order."""
    return [found[0] for line in text.splitlines() if (found := _NUMBER.findall(line))]


@needs_shell
def test_pages_follow_one_another_in_the_order_of_the_whole_and_undated_events_are_last(workplace: Workplace) -> None:
    whole = numbers(workplace.run("relcli timeline").stdout)
    assert whole == ["5", "1", "2", "3", "6", "4"]
    for size in (1, 4, 5):
        walked, option = [], ""
        while True:
            outcome = workplace.run(f"relcli timeline -n {size} {option}")
            walked += numbers(outcome.stdout)
            following = _FOLLOWING.search(outcome.stderr)
            if not following:
                break
            option = f"--after {following[1]}"
        assert walked == whole


@needs_shell
def test_the_newest_first_and_undated_events_last_all_the_same(workplace: Workplace) -> None:
    outcome = workplace.run("relcli timeline --sort -date")
    assert [line for line in outcome.stdout.splitlines() if line[0] not in " ["] == ["2023", "2022", "undated"]
    assert numbers(outcome.stdout)[-1] == "4"


@needs_shell
@pytest.mark.parametrize(
    ("option", "headings"),
    [
        ("--by quarter", ["2022Q3", "2023Q1", "undated"]),
        ("--by week", ["2022-W29", "2023-W10", "2023-W11", "undated"]),
        ("--by day", ["2022-07-18", "2023-03-10", "2023-03-13", "undated"]),
        (
            "--lanes sector",
            ["politics: 2 events", "2023", "energy: 2 events", "2022", "undated", "trade: 1 event", "2022",
             "no sector: 2 events", "2023"],
        ),
    ],
)  # fmt: skip
def test_headings(workplace: Workplace, option: str, headings: list[str]) -> None:
    outcome = workplace.run(f"relcli timeline {option}")
    assert sorted(line for line in outcome.stdout.splitlines() if line[0] not in " [") == sorted(headings)
    repeated = "1 event of 6 in more than one lane\n" if "lanes" in option else ""
    assert outcome.stderr == repeated


@needs_shell
@pytest.mark.parametrize("size", [(60, 24), (80, 24), (120, 40), (200, 50)])
@pytest.mark.parametrize("variables", ["", "NO_COLOR=1 ", "PYTHONIOENCODING=ascii "])
def test_a_terminal_gets_rules_branches_and_numbers(
    workplace: Workplace, size: tuple[int, int], variables: str
) -> None:
    text = workplace.run(f"{variables}relcli timeline --no-pager", size).stdout
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert (text == plain) == (variables == "NO_COLOR=1 ")
    rule = "-" if "ascii" in variables else "─"
    lines = plain.splitlines()
    assert f"2023 {rule * (min(size[0], 140) - 5)}" in lines
    assert sum(line.lstrip().startswith(("├", "└", "|", "`")) for line in lines) >= 2
    assert numbers(plain) == ["5", "1", "2", "3", "6", "4"]


@needs_shell
def test_a_pipe_gets_no_rules_and_branches_but_the_same_events(workplace: Workplace) -> None:
    text = workplace.run("relcli timeline").stdout
    assert not set(text) & set("─├└│●◔┄◆▁█")
    assert "[pledged] pledges to double" in text


@needs_shell
@pytest.mark.parametrize(
    ("option", "error"),
    [
        ("--by decade", "relcli: cannot group by 'decade'; one of year, quarter, month, week, day\n"),
        ("--lanes sectors", "relcli: cannot make lanes by 'sectors'; did you mean sector?\n"),
    ],
)
def test_what_cannot_be_grouped_by(workplace: Workplace, option: str, error: str) -> None:
    assert workplace.run(f"relcli timeline {option}") == ("", error, 2)


def test_sources_lead_to_their_files_where_they_have_no_address(workplace: Workplace) -> None:
    paper = workplace.folder / "a paper #1.txt"
    paper.write_text(" date 2024-03-05 \nFrance condemned Mali on Monday.\n", "utf-8")
    workplace.call("relcli import 'a paper #1.txt' --db own.db")
    workplace.call("relcli import - --db own.db <<< ' date 2024-03-06\nFrance thanked Mali on Tuesday.'")
    for line in ("relcli timeline --db own.db", "relcli show 1 --db own.db"):
        drawn = workplace.run(f"FORCE_HYPERLINK=1 PAGER=cat {line}", (120, 60)).stdout
        addresses = set(re.findall(r"\x1b\]8;[^;]*;([^\x1b]+)\x1b", drawn))
        assert addresses == {paper.resolve().as_uri()}
        assert "file://" not in workplace.run(f"{line} | cat", (120, 60)).stdout


def test_the_numbers_of_a_timeline_and_of_an_event_are_those_of_the_csv(workplace: Workplace) -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(workplace.run("relcli list -f csv | cat").stdout))}
    lines = [_LOOKS.sub("", line) for line in workplace.run("relcli timeline", (140, 500)).stdout.splitlines()]
    begun = [place for place, line in enumerate(lines) if _NUMBER.search(line)]
    blocks = {_NUMBER.findall(lines[one])[0]: lines[one:end] for one, end in pairwise([*begun, len(lines)])}
    assert blocks.keys() == rows.keys()
    assert any(int(row["mentions"]) > 1 for row in rows.values())
    for number, row in rows.items():
        text = " ".join(" ".join(blocks[number]).split())
        page = _LOOKS.sub("", workplace.run(f"relcli show {number}", (140, 500)).stdout)
        passages, documents = int(row["mentions"]), int(row["documents"])
        counted = f"{passages} passages in {documents} document{'s' * (documents > 1)}"
        assert (counted in text) == (counted in page) == (passages > 1)
        if row["date"] and not row["part_of"]:
            assert row["date"][5:] in text
