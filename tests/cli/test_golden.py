"""Every golden file comes out as it is written."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from . import golden
from .processes import Workplace

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(shutil.which("sh") is None, reason="golden tests need a POSIX shell")
@pytest.mark.parametrize("path", golden.files(), ids=lambda path: path.stem)
def test_command_lines_give_what_is_written(path: Path, tmp_path: Path) -> None:
    text = path.read_text("utf-8")
    assert golden.played(text, Workplace(tmp_path)) == text
