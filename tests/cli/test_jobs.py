"""`--jobs`: the same output from several processes, and an interrupt that ends them all."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from .processes import PROJECT, Workplace

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
SENTENCES = (
    "France signed a trade agreement with Poland on Monday.",
    "Iran condemned the Israeli attack on Lebanon.",
    "The old harbour was quiet.",
)


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A folder with news, and a long file, one of whose lines is bad."""
    place = Workplace(tmp_path)
    write_long(tmp_path / "long.jsonl", 700)
    return place


def write_long(path: Path, number: int) -> None:
    with path.open("w") as file:
        for n in range(number):
            text = f"{SENTENCES[n % 3]} This is report {n}."
            file.write(json.dumps({"id": f"d{n}", "date": "2024-05-08", "text": text}) + "\n")
            if n == number // 2:
                file.write('{"id": "bad"}\n')


def test_two_jobs_code_as_one_does(workplace: Workplace) -> None:
    one = workplace.run("relcli code long.jsonl news")
    two = workplace.run("relcli code long.jsonl news --jobs 2")
    assert one.stdout.count("\n") > 300
    assert two == one
    assert (one.code, one.stderr) == (3, "relcli: long.jsonl:352: has no key 'text'\n")


def test_two_jobs_import_as_one_does_and_again(workplace: Workplace) -> None:
    outcomes = [workplace.run(f"relcli import news long.jsonl --jobs {n} --db j{n}.db") for n in (1, 2)]
    assert outcomes[0] == outcomes[1]
    listed = [workplace.run(f"relcli list -f jsonl --db j{n}.db") for n in (1, 2)]
    assert '"mentions": 2' in listed[0].stdout  # hundreds of reports tell the same
    assert listed[0] == listed[1]
    again = workplace.run("relcli import news long.jsonl --jobs 2 --db j2.db")
    assert "imported 0 documents, 0 events; 705 already known" in again.stderr


@pytest.mark.parametrize("command", ["code", "import --db new.db"])
def test_an_interrupt_ends_all_processes(workplace: Workplace, tmp_path: Path, command: str) -> None:
    write_long(tmp_path / "long.jsonl", 60_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "relcli", *command.split(), "long.jsonl", "--jobs", "2"],
        cwd=tmp_path,
        env={**workplace.variables, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    time.sleep(2.5)
    assert process.poll() is None, process.communicate()[1]
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes of the group
    begun = time.monotonic()
    _, stderr = process.communicate(timeout=60)
    assert time.monotonic() - begun < 5
    assert process.returncode == 130
    assert "Traceback" not in stderr
    with pytest.raises(ProcessLookupError):
        alive_for(process.pid, 5)


def test_processes_end_when_their_parent_is_killed(workplace: Workplace, tmp_path: Path) -> None:
    write_long(tmp_path / "long.jsonl", 20_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "relcli", "code", "long.jsonl", "--jobs", "2"],
        cwd=tmp_path,
        env={**workplace.variables, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    time.sleep(2.5)
    process.kill()
    _, stderr = process.communicate(timeout=60)  # ends when the last of them has closed it
    assert process.returncode == -signal.SIGKILL
    assert stderr == ""


def alive_for(group: int, seconds: float) -> None:
    """Wait for a process group to be gone; ProcessLookupError when it is."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        os.killpg(group, 0)
        time.sleep(0.1)


def test_a_closed_pipe_ends_quietly(workplace: Workplace) -> None:
    outcome = workplace.run("{ relcli code long.jsonl --jobs 2; echo $? >&2; } | head -1 | cut -c1-10")
    assert outcome.stdout == '{"number":\n'
    assert outcome.stderr == "0\n"


@pytest.mark.parametrize("wrong", ["-1", "two", "1.5", "''"])
def test_jobs_is_a_number_or_auto(workplace: Workplace, wrong: str) -> None:
    outcome = workplace.run(f"relcli code news --jobs={wrong}")
    assert outcome.code == 2
    assert "--jobs needs a number or auto" in outcome.stderr


@pytest.mark.parametrize("every", ["auto", "0"])
def test_jobs_for_every_processor(workplace: Workplace, every: str) -> None:
    assert workplace.run(f"relcli code news --jobs {every}") == workplace.run("relcli code news")
