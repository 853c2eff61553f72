"""What README.md shows is what relcli prints."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from .processes import PROJECT, Workplace

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")


def shown() -> list[tuple[str, str]]:
    """Return the command lines of the first sample of a session, each with the output printed below it."""
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    session = readme.split("```text\n")[1].split("```")[0]
    blocks = [block.partition("\n") for block in session.split("$ ")[1:]]
    return [(command, output) for command, _, output in blocks]


def test_sample_session_is_what_is_printed(tmp_path: Path) -> None:
    place = Workplace(tmp_path)
    (tmp_path / "seeds").symlink_to(PROJECT / "seeds")
    place.variables["RELCLI_DB"] = "readme.db"
    assert shown()
    for command, output in shown():
        done = place.run(command)
        assert done.code == 0
        assert done.stdout + done.stderr == output, command
