"""Lines that run within the process give what they give in one of their own, and leave nothing behind."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from . import inside
from .processes import Workplace

if TYPE_CHECKING:
    from pathlib import Path

needs_shell = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("relcli list -c China", ["list", "-c", "China"]),
        ("relcli list 'country:china ^type:consult' \"a | b\"", ["list", "country:china ^type:consult", "a | b"]),
        ("relcli list | head -1", []),
        ("relcli list > rows.csv", []),
        ("relcli import *.txt", []),
        ('relcli list "$COUNTRY"', []),
        ("RELCLI_LIMIT=3 relcli list", []),
        ("cat rows.csv", []),
        ("relcli --version", []),
        ("relcli code news --jobs 2", []),
        ("relcli config edit", []),
    ],
)
def test_only_lines_that_need_no_shell_and_no_process_are_plain(line: str, words: list[str]) -> None:
    assert inside.plain_words(line) == words


@needs_shell
def test_a_line_gives_what_it_gives_in_a_process(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    process, call = Workplace(tmp_path / "a"), Workplace(tmp_path / "b")
    for line in (
        "relcli list",
        "relcli timeline --color always --width 60",
        "relcli list -c Rusia",
        "relcli list --error-format json --sector enrgy",
        "relcli import news --db new.db",
        "relcli import news/nothing.txt --db new.db",
        "relcli code news/harbour.txt",
        "relcli config set limit 2 --project --quiet",
        "relcli list --limit 1 -f json -o rows.json",
        "relcli show - --fields id",
        "relcli help list",
    ):
        assert call.call(line) == process.run(line), line
    assert (tmp_path / "a" / "rows.json").read_text() == (tmp_path / "b" / "rows.json").read_text()


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    def state() -> tuple[object, ...]:
        streams = (sys.stdin, sys.stdout, sys.stderr)
        return dict(os.environ), os.getcwd(), streams, gc.isenabled(), gc.get_threshold(), gc.get_freeze_count()

    place = Workplace(tmp_path)
    before, handler = state(), signal.getsignal(signal.SIGINT)
    for line in ("relcli list", "relcli lst", "relcli config set author me", "relcli code news"):
        place.call(line)
    assert state() == before
    assert signal.getsignal(signal.SIGINT) == handler
