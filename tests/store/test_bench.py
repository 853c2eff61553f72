"""The benchmarks still run: a tiny synthetic database is sound, and every question can be asked of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from relcli.query.filters import Filters
from relcli.store.check import problems
from relcli.store.connection import reading
from relcli.store.read.events import list_events
from relcli.store.summary.rollup_reader import counted

PROJECT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not (PROJECT / "bench").is_dir(), reason="this copy has no bench/")


def run(*words: str) -> str:
    """Run a benchmark and return what it prints."""
    command = [sys.executable, *words]
    return subprocess.run(
        command, cwd=PROJECT, env={"PYTHONPATH": str(PROJECT)}, check=True, capture_output=True, text=True
    ).stdout


def test_a_synthetic_database_is_sound_and_answers(tmp_path: Path) -> None:
    database = tmp_path / "tiny.db"
    run("bench/synthetic.py", str(database), "--events", "300")
    with reading(database) as connection:
        assert list(problems(connection)) == []
        assert (counted(connection, Filters()) or 0) >= 300
        never = Filters(countries=("USA",), sectors=("culture",))
        assert not list(list_events(connection, never))
        assert list(list_events(connection, Filters(sectors=("culture",))))
    assert "summary: all by country" in run("bench/queries.py", str(database), "--runs", "1")
    assert "microseconds an event" in run("bench/counting.py", str(database), "--runs", "1")
    assert "restore" in run("bench/transfer.py", str(database), "--runs", "1")


def test_a_synthetic_event_file_has_the_columns_of_gdelt(tmp_path: Path) -> None:
    file = tmp_path / "tiny.export.CSV"
    run("bench/synthetic.py", "--gdelt-file", str(file), "--rows", "50", "--bilateral", "1")
    rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    assert [len(row) for row in rows] == [61] * 50
    assert all(row[7] and row[17] and row[7] != row[17] for row in rows)


def test_no_flipped_bit_that_changes_content_passes_unseen() -> None:
    """The short profile; the long one is `bench/bitflip.py --flips 1000 --repair`."""
    said = run("bench/bitflip.py", "--flips", "30", "--repair")
    assert said.startswith("30 bits flipped: ")
    assert "seen" in said
