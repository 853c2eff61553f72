"""What a command imports and how long it takes: guards against the slow creep of start-up time."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import typer

from . import scripted
from .processes import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {"rich", "sqlite_utils", "pydantic", "pandas", "numpy", "dateutil", "click"}
CODING = ("relcli.coder", "relcli.lexicon", "relcli.evaluation", "multiprocessing", "concurrent")
MOST_MODULES = 215
of_the_default_typer = pytest.mark.skipif(
    tuple(map(int, typer.__version__.split(".")[:2])) > (0, 28),
    reason="newer Typer imports pydantic in every command: docs/decisions/0001-typer-version.md",
)
COMPLETED = [
    "relcli ",
    "relcli list --c",
    "relcli list -c ru",
    "relcli list 'type:con",
    "relcli list @",
    "relcli show 1",
]
"""Lines whose last word is completed; for none of them are options declared anew."""
READING = [
    "list -c RUS -s energy -f csv",
    "list -f table",
    "list country:russia ^sector:energy date:2024 gas -n 2 --after 2023-03-11:3",
    "list --fields all",
    "timeline",
    "summary --by country",
    "show 1",
    "documents",
    "search gas",
]
PROGRAM = """
import json, sys
from relcli.__main__ import run
from relcli.cli.process import exit_code_of
exit_code_of(sys.argv[1:], run)
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a few events."""
    path = tmp_path_factory.mktemp("startup") / "news.db"
    scripted.build(path)
    return path


@of_the_default_typer
@pytest.mark.parametrize("line", READING)
def test_a_reading_command_imports_nothing_heavy(line: str, database: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *line.split()],
        env={**os.environ, "RELCLI_DB": str(database), "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )
    modules = set(json.loads(done.stderr.splitlines()[-1]))
    assert not {name.split(".")[0] for name in modules} & HEAVY
    assert not [name for name in modules if name.startswith(CODING)]
    assert len(modules) <= MOST_MODULES


@pytest.mark.parametrize("line", COMPLETED)
def test_completion_imports_nothing_that_parses_options(line: str, database: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "__complete", "bash", line],
        env={**os.environ, "RELCLI_DB": str(database), "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )
    modules = set(json.loads(done.stderr.splitlines()[-1]))
    assert len(done.stdout.splitlines()) > 1 or "@" in line
    assert not {name.split(".")[0] for name in modules} & (HEAVY | {"typer"})
    assert len(modules) <= MOST_MODULES


@of_the_default_typer
def test_coding_in_one_process_imports_no_machinery_for_several() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "code", "-", "--date", "2024"],
        input="A quiet day.",
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )
    modules = set(json.loads(done.stderr.splitlines()[-1]))
    assert "relcli.coder.pipeline" in modules
    assert not {name.split(".")[0] for name in modules} & (HEAVY | {"multiprocessing", "concurrent"})
    assert not {"relcli.lexicon.own", "relcli.lexicon.checking", "relcli.lexicon.cells"} & modules


def test_the_version_is_printed_before_anything_is_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "relcli", "--version"],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=True,
    )
    imported = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert {name for name in imported if name.startswith("relcli")} == {"relcli"}
    assert not imported & {"argparse", "typing", "typer"}
