"""A database of the shipped seeds, as `relcli import seeds/` makes it with the codings that are kept."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.cli.processes import PROJECT

from .sessions import PROGRAM

if TYPE_CHECKING:
    from pathlib import Path


def database(path: Path) -> Path:
    """Import the seeds into a new file and return it."""
    subprocess.run(
        [sys.executable, "-m", PROGRAM, "import", "seeds", "--db", str(path), "--quiet"],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        check=True,
    )
    return path
