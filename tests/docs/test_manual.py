"""The manual pages are what the commands declare, can be read by man, and come with the program."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
import zipfile
from importlib import metadata
from typing import TYPE_CHECKING

import pytest

from relcli.errors import ExitCode
from relcli.setting_keys import KEYS
from tests.cli.processes import PROJECT

from . import manual

if TYPE_CHECKING:
    from pathlib import Path

SHARED = "share/man/man1/"


def test_the_manual_pages_are_what_the_commands_declare() -> None:
    made = manual.pages()
    assert set(manual.FOLDER.iterdir()) == made.keys(), "`python docs/make.py` writes them anew"
    for path, text in made.items():
        assert path.read_text("utf-8") == text, "`python docs/make.py` writes it anew"


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_groff_finds_nothing_wrong_with_them() -> None:
    for path in manual.pages():
        done = subprocess.run(
            ["groff", "-man", "-ww", "-z", "-Tutf8", str(path)], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, ""), path.name


@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
def test_man_shows_what_help_shows() -> None:
    done = subprocess.run(
        ["man", "-l", str(manual.FOLDER / "relcli-list.1")],
        env={"MANPAGER": "cat", "MANWIDTH": "400", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    for words in ("--between A B", "[QUERY]...", "'country:russia,china ^type:consult", "> events.csv"):
        assert words in done.stdout


def test_the_program_is_built_with_them() -> None:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    targets = settings["tool"]["hatch"]["build"]["targets"]
    assert targets["wheel"]["shared-data"] == {"docs/man": SHARED.rstrip("/")}
    assert "docs" in targets["sdist"]["include"]


def test_a_built_wheel_holds_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = pytest.importorskip("hatchling.build", reason="hatchling is not installed")
    monkeypatch.chdir(PROJECT)
    wheel = build.build_wheel(str(tmp_path))
    with zipfile.ZipFile(tmp_path / wheel) as opened:
        names = {name.partition(SHARED)[2] for name in opened.namelist() if f".data/data/{SHARED}" in name}
    assert names == {path.name for path in manual.pages()}


def test_they_are_installed_where_man_looks() -> None:
    try:
        files = metadata.files("relcli") or []
    except metadata.PackageNotFoundError:
        pytest.skip("relcli runs from its folder, it is not installed")
    names = {file.name for file in files if SHARED in file.as_posix()}
    assert names == {path.name for path in manual.pages()}


def test_every_variable_of_the_program_is_named() -> None:
    sources = "".join(path.read_text("utf-8") for path in (PROJECT / "relcli").rglob("*.py"))
    in_code = set(re.findall(r"\bRELCLI_[A-Z_]*[A-Z]\b", sources)) - {"RELCLI_KEY"}  # which stands for any of them
    named = {name for name in re.findall(r"\w+", " ".join(manual.VARIABLES)) if name.startswith("RELCLI_")}
    assert in_code <= named
    assert named == {key.variable for key in KEYS.values()} | {"RELCLI_CONFIG"}


def test_exit_codes_are_those_of_the_program() -> None:
    page = (PROJECT / "docs" / "exit-codes.md").read_text("utf-8")
    codes = {str(int(code)) for code in ExitCode}
    assert set(manual.EXIT_CODES) == codes
    assert set(re.findall(r"(?m)^\| (\d+) \|", page)) == codes
