"""The killer with a few kills: `python -m bench.kill` is what kills two hundred."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from kill import KINDS, LossError, Trial, available, run

from relcli.cli.command_table import calls

if TYPE_CHECKING:
    from pathlib import Path

FEW = ("import documents", "import own rows", "undo an import", "backup")


def test_nothing_is_lost_whenever_it_is_killed(tmp_path: Path) -> None:
    counts, faults = run(available(list(FEW)), len(FEW), "short", tmp_path)
    assert not faults
    assert sum(count["survived"] for count in counts.values()) == len(FEW)


def test_half_a_file_under_its_final_name_is_noticed(tmp_path: Path) -> None:
    (backup,) = available(["backup"])
    trial = Trial(backup, tmp_path / "trial")
    now = tmp_path / "trial" / "now"
    now.mkdir()
    whole = (tmp_path / "trial" / "end" / "copy.db").read_bytes()
    (now / "copy.db").write_bytes(whole)
    trial._check_made()
    for half in (whole[: len(whole) // 2], b""):
        (now / "copy.db").write_bytes(half)
        with pytest.raises(LossError, match="half a copy"):
            trial._check_made()


def test_a_lost_event_is_noticed(tmp_path: Path) -> None:
    (work,) = available(["list to a file"])
    trial = Trial(work, tmp_path / "trial")
    now = tmp_path / "trial" / "now"
    now.mkdir()
    lines = (tmp_path / "trial" / "end" / "list.jsonl").read_text("utf-8").splitlines(keepends=True)
    (now / "list.jsonl").write_text("".join(lines[:-1]), encoding="utf-8")
    with pytest.raises(LossError, match="not what an undisturbed run makes"):
        trial._check_made()


def test_kinds_of_work_are_left_out_only_where_their_command_is_missing() -> None:
    missing = {work.name for work in KINDS} - {work.name for work in available([])}
    assert missing == {work.name for work in KINDS if not work.needs <= set(calls())}
