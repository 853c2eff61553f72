"""`--jobs`: the same output from several processes, and an interrupt that ends them all."""

from __future__ import annotations

import json
import os
import shutil
import signal
from typing import TYPE_CHECKING

import pytest

from relcli.model import EVENT_FIELDS

from .processes import PATIENCE, Workplace, wait_until

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
SENTENCES = (
    "France signed a trade agreement with Poland on Monday.",
    "Iran condemned the Israeli attack on Lebanon.",
    "The old harbour was quiet.",
)
ENDLESS = 30_000
"""Documents that take so long that coding them never ends by itself within a test."""
OF_ANY_DATABASE = ",".join(name for name in EVENT_FIELDS if name not in {"key", "database"})


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A folder with news, and a long file, one of whose lines is bad."""
    place = Workplace(tmp_path)
    write_long(tmp_path / "long.jsonl", 700)
    return place


def write_long(path: Path, number: int, sentences: tuple[str, ...] = SENTENCES) -> None:
    """Write documents that say one sentence after the other, and a bad line among them."""
    with path.open("w") as file:
        for n in range(number):
            text = f"{sentences[n % len(sentences)]} This is report {n}."
            file.write(json.dumps({"id": f"d{n}", "date": f"2024-05-{n % 28 + 1:02}", "text": text}) + "\n")
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
    listed = [workplace.run(f"relcli list -f jsonl --fields {OF_ANY_DATABASE} --db j{n}.db") for n in (1, 2)]
    counts = [json.loads(line)["mentions"] for line in listed[0].stdout.splitlines()]
    assert max(counts) > 10  # many reports tell the same
    assert len(counts) > 10
    assert listed[0] == listed[1]
    again = workplace.run("relcli import news long.jsonl --jobs 2 --db j2.db")
    assert "imported 0 documents, 0 events; 705 documents already known" in again.stderr


@pytest.mark.serial
@pytest.mark.parametrize(("command", "sentences"), [("code", SENTENCES), ("import --db new.db", SENTENCES[2:])])
def test_an_interrupt_ends_all_processes(
    workplace: Workplace, tmp_path: Path, command: str, sentences: tuple[str, ...]
) -> None:
    write_long(tmp_path / "long.jsonl", ENDLESS, sentences)
    rows = tmp_path / "rows"
    with rows.open("w") as stdout, workplace.running(f"{command} long.jsonl --jobs 2", stdout) as process:
        wait_until(lambda: rows.stat().st_size or workplace.documents_in("new.db"), process)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all processes of the group
        _, stderr = process.communicate(timeout=PATIENCE)
        wait_until(lambda: not is_alive(process.pid))
    assert process.returncode == 130, stderr
    assert "Traceback" not in stderr
    assert rows.read_text().count("\n") + workplace.documents_in("new.db") < ENDLESS / 2


@pytest.mark.serial
def test_processes_end_when_their_parent_is_killed(workplace: Workplace, tmp_path: Path) -> None:
    write_long(tmp_path / "long.jsonl", ENDLESS)
    rows = tmp_path / "rows"
    with rows.open("w") as stdout, workplace.running("code long.jsonl --jobs 2", stdout) as process:
        wait_until(lambda: rows.stat().st_size, process)
        process.kill()
        _, stderr = process.communicate(timeout=PATIENCE)  # ends when the last of them has closed it
    assert process.returncode == -signal.SIGKILL
    assert stderr == ""


def is_alive(group: int) -> bool:
    """Has a process group any process?"""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_closed_pipe_ends_quietly(workplace: Workplace) -> None:
    outcome = workplace.run("{ relcli code long.jsonl --jobs 2; echo $? >&2; } | head -1 | cut -c1-10")
    assert outcome.stdout == '{"number":\n'
    assert outcome.stderr == "0\n"


@pytest.mark.parametrize("wrong", ["-1", "two", "1.5", "' '"])
def test_jobs_is_a_number_or_auto(workplace: Workplace, wrong: str) -> None:
    outcome = workplace.run(f"relcli code news --jobs={wrong}")
    assert outcome.code == 2
    assert "--jobs needs a number or auto" in outcome.stderr


@pytest.mark.parametrize("every", ["auto", "0"])
def test_jobs_for_every_processor(workplace: Workplace, every: str) -> None:
    assert workplace.run(f"relcli code news --jobs {every}") == workplace.run("relcli code news")
