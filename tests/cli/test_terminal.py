"""Importing on a pseudo-terminal, and interrupting."""

from __future__ import annotations

import shutil
import signal
from typing import TYPE_CHECKING

import pytest

from .processes import PATIENCE, Workplace, wait_until

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
ENDLESS = 200_000
"""Documents that take so long that importing them never ends by itself within a test."""


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A folder with news and a database."""
    return Workplace(tmp_path)


def test_importing_on_a_terminal_shows_a_bar_and_leaves_one_line(workplace: Workplace) -> None:
    outcome = workplace.run("relcli import news --db new.db", (80, 24))
    assert outcome.code == 0
    assert "importing" in outcome.stdout
    last = outcome.stdout.rstrip("\n").split("\n")[-1]
    assert "imported 5 documents" in last


def test_importing_quietly_on_a_terminal_shows_nothing(workplace: Workplace) -> None:
    assert workplace.run("relcli import news --db new.db --quiet", (80, 24)).stdout == ""


def test_importing_into_a_pipe_draws_no_bar(workplace: Workplace) -> None:
    outcome = workplace.run("relcli import news --db new.db")
    assert outcome.stdout == ""
    assert outcome.stderr.count("\n") == 1
    assert "\x1b" not in outcome.stderr


def test_coding_into_a_file_shows_a_bar_on_the_terminal_and_takes_it_away(workplace: Workplace) -> None:
    outcome = workplace.run("relcli code news -o coded.jsonl", (80, 24))
    assert outcome.code == 0
    assert "coding" in outcome.stdout
    assert outcome.stdout.rpartition("\x1b[1A\x1b[2K")[2] == ""
    assert (workplace.folder / "coded.jsonl").read_text("utf-8") == workplace.run("relcli code news").stdout


@pytest.mark.parametrize(
    "line",
    [
        "relcli code news",
        "relcli code news -o coded.jsonl 2> /dev/null",
        "TERM=dumb relcli code news -o coded.jsonl",
        "relcli code news -o coded.jsonl --quiet",
    ],
)
def test_no_bar_where_it_would_be_in_the_way(workplace: Workplace, line: str) -> None:
    outcome = workplace.run(line, (80, 24))
    assert outcome.code == 0
    assert "coding" not in outcome.stdout
    assert "\x1b[2K" not in outcome.stdout


def test_an_error_on_a_terminal_is_broken_at_words(workplace: Workplace) -> None:
    line = "relcli list --sector enrgy"
    outcome = workplace.run(line, (40, 24))
    assert outcome.code == 2
    lines = outcome.stdout.splitlines()
    whole = workplace.run(line).stderr
    assert len(lines) > 1
    assert " ".join(each.strip() for each in lines) == whole.strip()
    assert max(map(len, lines)) <= 40


def test_recoding_on_a_terminal_shows_a_bar_before_what_it_says(workplace: Workplace) -> None:
    workplace.run("relcli import news --db new.db --quiet")
    outcome = workplace.run("relcli recode --dry-run --db new.db", (80, 24))
    assert "coding" in outcome.stdout
    assert outcome.stdout.rpartition("\x1b[1A\x1b[2K")[2].startswith("nothing found")


def test_an_interrupt_ends_with_130_and_keeps_what_is_in(workplace: Workplace, tmp_path: Path) -> None:
    lines = "".join(f'{{"id": "{n}", "date": "2024-01-01", "text": "Text {n}."}}\n' for n in range(ENDLESS))
    (tmp_path / "long.jsonl").write_text(lines)
    with workplace.running("import news long.jsonl --db new.db") as process:
        wait_until(lambda: workplace.documents_in("new.db"), process)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "Traceback" not in stderr
    assert 0 < workplace.documents_in("new.db") < ENDLESS
    assert workplace.run("relcli documents --db new.db --quiet > /dev/null").code == 0


def test_debug_shows_where_an_error_comes_from(workplace: Workplace) -> None:
    outcome = workplace.run("relcli list -c nowhere-land --debug")
    assert outcome.code == 2
    assert "Traceback" in outcome.stderr
    assert outcome.stderr.splitlines()[-1].startswith("relcli: unknown country")
