"""What a command asks before it does something that may be a mistake, on a pseudo-terminal."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from .processes import Workplace

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
SIZE = (120, 30)
QUESTION = """\
  #1  2023-03-10  SAU ↔ IRN  Musaad al-Aiban and Ali Shamkhani meet in Beijing
  #4  2022-07-18  EU ↔ AZE  European Union and Azerbaijan sign memorandum on energy
These events have no actor in common. Merge them? [y/N] """


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A folder with news and a database."""
    return Workplace(tmp_path)


@pytest.mark.parametrize(("keys", "said", "left"), [("y\n", "merged into #1", 5), ("n\n", "nothing was merged", 6)])
def test_merging_events_that_have_nothing_in_common_shows_both(
    workplace: Workplace, keys: str, said: str, left: int
) -> None:
    outcome = workplace.run("relcli merge 1 4", SIZE, keys)
    assert QUESTION in outcome.stdout
    assert said in outcome.stdout.partition(QUESTION)[2]
    assert outcome.code == 0
    assert len(workplace.run("relcli list -f csv --no-header --fields id").stdout.split()) == left


def test_no_answer_merges_nothing(workplace: Workplace) -> None:
    assert "nothing was merged" in workplace.run("relcli merge 1 4", SIZE, "\x04").stdout


@pytest.mark.parametrize("line", ["relcli merge 1 4 --yes", "relcli merge 1 4 --dry-run", "relcli merge 1 2"])
def test_nothing_is_asked_where_there_is_no_doubt_or_nothing_is_done(workplace: Workplace, line: str) -> None:
    outcome = workplace.run(line, SIZE)
    assert "[y/N]" not in outcome.stdout
    assert "merged into #1" in outcome.stdout


def test_a_script_has_to_say_yes(workplace: Workplace) -> None:
    outcome = workplace.run("relcli merge 1 4")
    assert outcome.code == 2
    assert outcome.stderr.count("\n") == 1
    assert outcome.stderr.endswith("have no actor in common; confirm with --yes\n")


def test_the_question_can_be_read_in_ascii(workplace: Workplace) -> None:
    outcome = workplace.run("PYTHONIOENCODING=ascii relcli merge 1 4", SIZE, "n\n")
    assert "#1  2023-03-10  SAU <-> IRN" in outcome.stdout


def test_the_question_says_how_many_are_merged(workplace: Workplace) -> None:
    outcome = workplace.run("relcli merge 1 4 5", SIZE, "n\n")
    assert "Merge all 3 events? [y/N]" in outcome.stdout
