"""Every case of every golden file comes out as it is written."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from . import golden

if TYPE_CHECKING:
    from pathlib import Path


def _each_case() -> list[object]:
    """Return all cases as parameters; by their names those of a file are played in one worker."""
    return [
        pytest.param(path, number, id=f"{path.stem}: {case.name}")
        for path in golden.files()
        for number, case in enumerate(golden.cases(path.read_text("utf-8")))
    ]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, golden.Played]:
    """The files, each in a folder of its own."""
    return {path: golden.Played(path, tmp_path_factory.mktemp(path.stem)) for path in golden.files()}


@pytest.mark.skipif(shutil.which("sh") is None, reason="golden tests need a POSIX shell")
@pytest.mark.parametrize(("path", "number"), _each_case())
def test_a_command_line_gives_what_is_written(path: Path, number: int, played: dict[Path, golden.Played]) -> None:
    file = played[path]
    assert file[number] == file.cases[number].text


@pytest.mark.parametrize("path", golden.files(), ids=lambda path: path.stem)
def test_a_file_is_nothing_but_its_cases(path: Path) -> None:
    text = path.read_text("utf-8")
    cases = list(golden.cases(text))
    assert "\n".join(case.text for case in cases) == text
    assert all(case.text.rstrip("\n").rpartition("\n")[2].startswith("= ") for case in cases)
