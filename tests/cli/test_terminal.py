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
