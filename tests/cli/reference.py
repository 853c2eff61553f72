"""The page of all commands, made of their help: `python -m tests.cli.reference` writes docs/commands.md."""

from __future__ import annotations

import os
import subprocess
import sys

from relcli.commands import COMMANDS, SUBCOMMANDS

from .processes import PROJECT

PAGE = PROJECT / "docs" / "commands.md"
_HEAD = "# Commands\n\nThis page is made of `relcli COMMAND --help`.\n"


def calls() -> list[str]:
    """Return every command as it is called, a family before its members."""
    return [call for name in COMMANDS for call in (name, *(f"{name} {member}" for member in SUBCOMMANDS.get(name, ())))]


def page() -> str:
    """Return the page as it is to be."""
    return _HEAD + "".join(f"\n## relcli {call}\n\n```text\n{help_of(call)}```\n" for call in calls())


def help_of(call: str) -> str:
    """Return the help of one command at 80 columns."""
    return subprocess.run(
        [sys.executable, "-m", "relcli", *call.split(), "--help"],
        env={**os.environ, "COLUMNS": "80", "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
