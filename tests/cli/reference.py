"""A page for every command and the index of all, made of their help: `python -m tests.cli.reference` writes
docs/commands.md, docs/commands/ and the manual pages in docs/man/."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from relcli.cli.command_table import COMMANDS

from . import inside
from .processes import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

DOCS = PROJECT / "docs"
_INDEX = """# Commands

Every page below is what `relcli COMMAND --help` prints. The same as manual pages: `man relcli`, `man relcli-list`.

"""


def calls() -> list[str]:
    """Return every command as it is called, a family before its members."""
    return [call for name in COMMANDS for call in family(name)]


def family(name: str) -> list[str]:
    """Return a command and its members as they are called."""
    return [name, *(f"{name} {member}" for member in COMMANDS[name].members)]


def pages() -> dict[Path, str]:
    """Return all pages as they are to be: the index, and one for each command with the members of its family."""
    made = {DOCS / "commands.md": _INDEX + _table() + f"\n```text\n{help_of('')}```\n"}
    for name in COMMANDS:
        parts = [
            f"{'##' if ' ' in call else '#'} relcli {call}\n\n```text\n{help_of(call)}```\n" for call in family(name)
        ]
        parts.append("[All commands](../commands.md)\n")
        made[DOCS / "commands" / f"{name}.md"] = "\n".join(parts)
    return made


def _table() -> str:
    lines = []
    heading = ""
    for name, entry in COMMANDS.items():
        if entry.heading != heading:
            heading = entry.heading
            lines += ["", f"| {heading} | |", "|---|---|"]
        lines.append(f"| [{name}](commands/{name}.md) | {entry.purpose} |")
        for member, what in entry.members.items():
            lines.append(f"| [{name} {member}](commands/{name}.md#relcli-{name}-{member}) | {what} |")
    return "\n".join(lines[1:]) + "\n"


@cache
def help_of(call: str) -> str:
    """Return the help of one command at 80 columns."""
    outcome = inside.call([*call.split(), "--help"], PROJECT, {"COLUMNS": "80"})
    assert (outcome.stderr, outcome.code) == ("", 0)
    return outcome.stdout


def write(pages_to_be: dict[Path, str]) -> None:
    """Write pages, and delete others of their folders that are no longer made."""
    for folder in {path.parent for path in pages_to_be} - {DOCS}:
        folder.mkdir(exist_ok=True)
        for path in set(folder.iterdir()) - pages_to_be.keys():
            path.unlink()
    for path, text in pages_to_be.items():
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    from tests.docs import manual

    write(pages())
    write(manual.pages())
