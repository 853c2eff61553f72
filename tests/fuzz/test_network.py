"""No command reaches a network, nor does importing what relcli depends on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from relcli.cli.command_table import calls
from tests.cli import scripted
from tests.cli.processes import PROJECT
from tests.fuzz.every_command import GUARD

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def guarded(tmp_path: Path) -> dict[str, str]:
    """The variables of processes that are guarded, and whose attempts are written to a file."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    shutil.copytree(scripted.NEWS, tmp_path / "news")
    shutil.copy(scripted.EVENTS, tmp_path / "events.tab")
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    path = os.pathsep.join([str(tmp_path / "guard"), str(PROJECT)])
    return {**kept, "PYTHONPATH": path, "GUARD_FILE": str(tmp_path / "attempts"), "HOME": str(tmp_path)}


def run(words: list[str], folder: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder."""
    return subprocess.run(
        [sys.executable, *words], cwd=folder, env=variables, capture_output=True, text=True, check=False
    )


def attempts(folder: Path) -> str:
    """Return what the guard has seen."""
    file = folder / "attempts"
    return file.read_text() if file.exists() else ""


def test_no_command_reaches_a_network(tmp_path: Path, guarded: dict[str, str]) -> None:
    done = run(["-m", "tests.fuzz.every_command", str(tmp_path)], tmp_path, guarded)
    assert done.returncode == 0, done.stderr
    assert attempts(tmp_path) == ""
    codes = {call: line for call in calls() for line in done.stdout.splitlines() if line.startswith(f"{call} ")}
    assert set(codes) == set(calls())
    refused = {"split", "import"}  # there is nothing to move; one of the rows is bad
    assert not [line for call, line in codes.items() if not line.startswith(f"{call} 0") and call not in refused]


def test_worker_processes_reach_none_either(tmp_path: Path, guarded: dict[str, str]) -> None:
    done = run(["-m", "relcli", "import", "news", "--jobs", "2", "--db", "a.db"], tmp_path, guarded)
    assert done.returncode == 0, done.stderr
    assert attempts(tmp_path) == ""


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('192.0.2.1', 80), 1)",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import urllib.request; urllib.request.urlopen('http://192.0.2.1/')",
    ],
)
def test_the_guard_sees_who_tries(code: str, tmp_path: Path, guarded: dict[str, str]) -> None:
    assert run(["-c", code], tmp_path, guarded).returncode == 1
    assert attempts(tmp_path)
