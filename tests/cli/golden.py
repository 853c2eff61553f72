"""Golden tests: files that show a command line and all that comes of it, to be read as documentation.

    # What this case shows
    $ relcli list -c China | head -1
    id,date,...
    ! what is written to standard error
    = 0

A case begins with `#` and `$`; `$80x24` runs it on a pseudo-terminal of that size. Then follow standard
output as it is, standard error with `! ` before each line, and the exit code. On a terminal both streams
are one, escape characters are written `\\e`, and a progress bar, which is taken away at the end, is left out.
The cases of one file run in one folder, one after the other; each is a test of its own.
`python -m tests.cli.regenerate` writes what comes out now.

Lines that need no shell run within the process of the tests, except those of the files in `IN_PROCESSES`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .processes import Workplace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .inside import Outcome

FOLDER = Path(__file__).parent / "golden"
IN_PROCESSES = ("errors", "paging")
"""Files about how processes end and what they write to: all their lines run in real ones."""
BAR = "\x1b[1A\x1b[2K"
"""What takes a progress bar away."""
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
ANY_UUID = "019ac000-0000-7000-8000-000000000000"
"""What is written for the keys of events and the identifiers of databases, which are never the same twice."""
_COMMAND = re.compile(r"\$(?:(\d+)x(\d+))? (.*)")


class Case(NamedTuple):
    """One command line, its explanation, the size of its terminal if it has one, and all of it as it is in the file."""

    comment: list[str]
    line: str
    size: tuple[int, int] | None
    text: str

    @property
    def name(self) -> str:
        """The first words of the explanation, or of the line where it has none."""
        words = " ".join(line.removeprefix("# ") for line in self.comment) or self.line.removeprefix("relcli ")
        return " ".join(words.split()[:8])


def files() -> list[Path]:
    """Return all golden files."""
    return sorted(FOLDER.glob("*.txt"))


def cases(text: str) -> Iterator[Case]:
    """Yield the cases of a file; joined by line ends, their texts are the file."""
    lines = text.split("\n")
    commands = [place for place, line in enumerate(lines) if _COMMAND.fullmatch(line)]
    firsts = [_first_of_comment(lines, place) for place in commands]
    for first, command, end in zip(firsts, commands, [*firsts[1:], len(lines)], strict=True):
        match = _COMMAND.fullmatch(lines[command])
        assert match
        size = (int(match[1]), int(match[2])) if match[1] else None
        yield Case(lines[first:command], match[3], size, "\n".join(lines[first:end]))


def _first_of_comment(lines: list[str], command: int) -> int:
    first = command
    while first and lines[first - 1].startswith("# "):
        first -= 1
    return first


class Played:
    """A golden file that is played as far as it is asked for."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.cases = list(cases(path.read_text("utf-8")))
        self._run = self._texts(folder, path.stem in IN_PROCESSES)
        self._played: list[str] = []

    def __getitem__(self, number: int) -> str:
        """Return what a case gives now, as it would be written; those before it are played first."""
        while len(self._played) <= number:
            self._played.append(next(self._run))
        return self._played[number]

    def text(self) -> str:
        """Return the file as it would be written now."""
        return "\n".join(self[number] for number in range(len(self.cases)))

    def _texts(self, folder: Path, in_processes: bool) -> Iterator[str]:
        workplace = Workplace(folder)
        for case in self.cases:
            apart = case.size or in_processes
            yield _written(case, workplace.run(case.line, case.size) if apart else workplace.call(case.line))


def _written(case: Case, outcome: Outcome) -> str:
    size = f"{case.size[0]}x{case.size[1]}" if case.size else ""
    head = "".join(f"{line}\n" for line in case.comment)
    stdout = outcome.stdout.rpartition(BAR)[2].replace("\x1b", "\\e").replace("\r", "\\r")
    stdout = UUID.sub(ANY_UUID, stdout)
    if stdout and not stdout.endswith("\n"):
        stdout += "\\\n"
    stderr = "".join(f"! {line}\n" for line in outcome.stderr.splitlines())
    return f"{head}${size} {case.line}\n{stdout}{stderr}= {outcome.code}\n"
