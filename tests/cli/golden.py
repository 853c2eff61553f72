"""Golden tests: files that show a command line and all that comes of it, to be read as documentation.

    # What this case shows
    $ relcli list -c China | head -1
    id,date,...
    ! what is written to standard error
    = 0

A case begins with `#` and `$`; `$80x24` runs it on a pseudo-terminal of that size. Then follow standard
output as it is, standard error with `! ` before each line, and the exit code. On a terminal both streams
are one, escape characters are written `\\e`, and a progress bar, which is taken away at the end, is left out.
The cases of one file run in one folder, one after the other. `python -m tests.cli.regenerate` writes what
comes out now.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .processes import Outcome, Workplace

FOLDER = Path(__file__).parent / "golden"
BAR = "\x1b[1A\x1b[2K"
"""What takes a progress bar away."""
_COMMAND = re.compile(r"\$(?:(\d+)x(\d+))? (.*)")


class Case(NamedTuple):
    """One command line, its explanation, and the size of its terminal if it has one."""

    comment: list[str]
    line: str
    size: tuple[int, int] | None


def files() -> list[Path]:
    """Return all golden files."""
    return sorted(FOLDER.glob("*.txt"))


def cases(text: str) -> Iterator[Case]:
    """Yield the cases of a file; what came of them when it was written is passed over."""
    lines = text.splitlines()
    for place, line in enumerate(lines):
        match = _COMMAND.fullmatch(line)
        if match:
            first = place
            while first and lines[first - 1].startswith("# "):
                first -= 1
            size = (int(match[1]), int(match[2])) if match[1] else None
            yield Case(lines[first:place], match[3], size)


def played(text: str, workplace: Workplace) -> str:
    """Run all cases of a file in order and return the file as it would be written now."""
    return "\n".join(_written(case, workplace.run(case.line, case.size)) for case in cases(text))


def _written(case: Case, outcome: Outcome) -> str:
    size = f"{case.size[0]}x{case.size[1]}" if case.size else ""
    head = "".join(f"{line}\n" for line in case.comment)
    stdout = outcome.stdout.rpartition(BAR)[2].replace("\x1b", "\\e").replace("\r", "\\r")
    if stdout and not stdout.endswith("\n"):
        stdout += "\\\n"
    stderr = "".join(f"! {line}\n" for line in outcome.stderr.splitlines())
    return f"{head}${size} {case.line}\n{stdout}{stderr}= {outcome.code}\n"
