"""Plays the console blocks of a page: each command line is run, and what it prints has to be what stands below it.

    ```console
    $ relcli timeline --between Pakistan Russia
    2024
    ...
    ```

A line ending in a backslash goes on in the next. The lines are run on a terminal of 100 columns without colour, one
after the other in one folder that holds the shipped `seeds`, with a home of its own. A block whose fence names a file
behind its language (`sh morning.sh`) is first written to that file. The day it is, and the time behind it, are written
as a fixed moment. What the coder finds is kept (`codings`). `python docs/make.py` writes the pages as
they come out now.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from typing import TYPE_CHECKING

from tests.cli.golden import ANY_UUID, UUID
from tests.cli.processes import PROJECT, Workplace

from .codings import RECORD_TO

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = "tests.docs.relcli_with_kept_codings"
SIZE = (100, 500)
DAY = "2025-09-01"
PROGRAMS = ("Rscript", "csvcut", "csvgrep", "datasette", "diff", "git", "gnuplot", "jq", "mlr", "sqlite3", "vd", "xsv")
"""Programs of others that sessions call; where one is missing the session is not run."""
FROM_NOTHING = ("README.md", "tutorial.md")
"""Pages that are one session from an empty home on; on the others each section begins with the seeds imported."""
_FENCE = re.compile(r"```(\w*)(?: (\S+))?")
_BAR = "\x1b[1A\x1b[2K"
_LOOKS = re.compile(r"\x1b\[[\d;]*[mK]")


class Session:
    """A folder with the seeds in which command lines are run, as by somebody who has just installed relcli."""

    def __init__(self, folder: Path, imported: Path | None = None, *, color: bool = False) -> None:
        """Make the folder; `imported` is a database to begin with in the place where relcli keeps the user's own."""
        self._color = color
        self._begun = time.localtime()  # a session may run past midnight
        self._place = Workplace(folder, PROGRAM)
        (folder / "seeds").symlink_to(PROJECT / "seeds")
        del self._place.variables["RELCLI_DB"]
        self._place.variables |= {"LOGNAME": "me", "PAGER": "cat", "NO_COLOR": "" if color else "1"}
        # It is the same day here and there; and what the coder answers may be wanted.
        passed_on = {name: os.environ[name] for name in ("TZ", RECORD_TO) if name in os.environ}
        self._place.variables |= passed_on
        self.database = folder / "home" / ".local" / "share" / "relcli" / "relcli.db"
        if imported:
            self.database.parent.mkdir(parents=True)
            shutil.copy(imported, self.database)

    def played(self, text: str) -> str:
        """Return the page, or a part of it, with what its command lines print now."""
        written: list[str] = []
        lines = text.split("\n")
        place = 0
        while place < len(lines):
            end = _end_of_block(lines, place)
            if not end:
                written.append(lines[place])
                place += 1
                continue
            kind, name = _FENCE.fullmatch(lines[place]).groups()  # type: ignore[union-attr]
            inside = lines[place + 1 : end]
            if name:
                path = self._place.folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("\n".join(inside) + "\n", "utf-8")
            written += [lines[place], *(self._console(inside) if kind == "console" else inside), lines[end]]
            place = end + 1
        return "\n".join(written)

    def _console(self, lines: list[str]) -> list[str]:
        written = []
        for command in commands(lines):
            written += [f"$ {command[0]}", *command[1:], *self.printed("\n".join(command))]
        return written

    def printed(self, line: str) -> list[str]:
        """Return the lines that a command line prints on the terminal; it has to end well."""
        before = time.localtime()
        done = self._place.run(line, SIZE)
        assert done.code == 0, f"{line}\n{done.stdout}= {done.code}"
        text = done.stdout.rpartition(_BAR)[2]
        if not self._color:
            text = _LOOKS.sub("", text)  # those of the other programs
        text = UUID.sub(ANY_UUID, text)
        for day in {time.strftime("%Y-%m-%d", moment) for moment in (self._begun, before, time.localtime())}:
            text = re.sub(rf"{day}([ T])\d\d:\d\d", rf"{DAY}\g<1>09:30", text)
            text = re.sub(rf"(?<={DAY}[ T]09:30:)\d\d", "00", text).replace(day, DAY)
        return text.rstrip("\n").split("\n") if text.strip() else []


def commands(lines: list[str]) -> list[list[str]]:
    """Return the command lines of a console block; one that goes on behind a backslash is several lines."""
    found: list[list[str]] = []
    for number, line in enumerate(lines):
        if line.startswith("$ "):
            found.append([line.removeprefix("$ ")])
        elif found and found[-1][-1].endswith("\\") and lines[number - 1].endswith("\\"):
            found[-1].append(line)
    return found


def _end_of_block(lines: list[str], place: int) -> int:
    """Return the line that ends the code block which begins at `place`, 0 if none does."""
    return lines.index("```", place + 1) if _FENCE.fullmatch(lines[place]) and lines[place] != "```" else 0


def blocks(text: str) -> list[str]:
    """Return what stands in the console blocks and files of a page."""
    return re.findall(r"^```(?:console|\w+ \S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def has_session(text: str) -> bool:
    """Does a page have a console block?"""
    return "\n```console\n" in text


def missing(text: str) -> list[str]:
    """Return the programs that the sessions of a page call and this machine lacks."""
    called = " ".join(blocks(text))
    names = [name for name in PROGRAMS if re.search(rf"(?m)(?:^\$|[|;&]|xargs) *{name} ", called)]
    lacking = [name for name in names if not shutil.which(name)]
    if "import pandas" in called:
        tried = subprocess.run(["python3", "-c", "import pandas"], capture_output=True, check=False)
        lacking += ["pandas"] if tried.returncode else []
    return lacking
