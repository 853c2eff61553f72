"""A folder with a database, and relcli called in it without a process of its own."""

from __future__ import annotations

import os
import shutil
import tempfile
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tests.cli import inside

from .harness import ViolationError, judge, last_line

if TYPE_CHECKING:
    from collections.abc import Mapping

DATABASE = "events.db"


class Place:
    """A working folder, removed with this object; every call is judged by its exit code and by what it says."""

    def __init__(self) -> None:
        self._kept = tempfile.TemporaryDirectory(prefix="relcli-fuzz-")
        self.folder = folder = Path(self._kept.name)
        self.variables = {
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "RELCLI_CONFIG": os.devnull,
            "RELCLI_DB": DATABASE,
            "RELCLI_AUTHOR": "fuzz",
        }

    @cached_property
    def commands(self) -> frozenset[str]:
        """The commands that this version of the program has, those of families as `database check`."""
        from relcli.cli.command_table import calls

        return frozenset(calls())

    @property
    def database(self) -> Path:
        """The file that the commands use."""
        return self.folder / DATABASE

    def empty(self) -> None:
        """Remove everything in the folder."""
        for entry in list(self.folder.iterdir()):
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    def call(self, *words: str, variables: Mapping[str, str] | None = None) -> inside.Outcome:
        """Run one command line; ViolationError where it ends as none may."""
        outcome = inside.call(["--debug", *words], self.folder, {**self.variables, **(variables or {})})
        judge(words[0], outcome.code, outcome.stderr)
        return outcome

    def check_sound(self, after: str) -> None:
        """Raise ViolationError where the database is not sound."""
        outcome = self.call("database", "check")
        if outcome.code and self.database.exists():
            raise ViolationError(f"unsound after {after}: {last_of_check(outcome.stderr)}")

    def export(self, fields: str = "all") -> str:
        """Return all events with all their fields as JSON lines, '' where there is no database."""
        if not self.database.exists():
            return ""
        outcome = self.call("list", "--sort", "id", "-f", "jsonl", "--fields", fields, "-n", "0")
        if outcome.code and "holds nothing yet" not in outcome.stderr:
            raise ViolationError(f"list ends with {outcome.code}: {last_line(outcome.stderr)}")
        return outcome.stdout


def last_of_check(stderr: str) -> str:
    """Return the first problem that a check names, numbers left out."""
    problems = [line for line in stderr.split("\n") if line.startswith("relcli: ")]
    return "".join("N" if sign.isdigit() else sign for sign in problems[0])[:120] if problems else last_line(stderr)
