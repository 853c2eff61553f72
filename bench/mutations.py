"""Do the tests notice when something in the program is wrong?

    python bench/mutations.py bench/mutations.txt [1-17 36] [--at-least N] [--moves FILE]

A list holds deliberate faults, each a small wrong change to one file and the tests that should notice it:

    3. discourse: a meeting is spoken of for too long
       relcli/coder/discourse.py
       - 'FOLLOWED = 6'
       + 'FOLLOWED = 60'
       tests/coder

Old and new text are Python string literals. Lines before the first entry are ignored, and so is "caught" or "SURVIVED"
before a title. The project is copied to a temporary directory; there the named tests must pass, then each
fault is made alone and its tests run again. The working tree is never changed. A fault is made only where its old text
occurs exactly once and the file can still be parsed. Files that have moved since the list was written are found
by --moves, a text file with the old and the new path on each line.

Exit code: 0 if at least --at-least faults were caught (default: all that were chosen), 1 if fewer, 2 for a mistake in
what was asked.
"""

from __future__ import annotations

import argparse
import ast
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple, NoReturn

PROJECT = Path(__file__).resolve().parent.parent
LEFT_OUT = shutil.ignore_patterns(
    ".*", "__pycache__", "dist", "build", "*.egg-info", "*.db", "*.db-wal", "*.db-shm", "*.pyc"
)
FIRST_LINE = re.compile(r"(\d+)\. +(?:(?:caught|SURVIVED) +)?(\S.*)")
CAUGHT, SURVIVED, NOT_APPLIED, NOT_RUN = "caught", "SURVIVED", "could not be applied", "could not be run"
PASSED, FAILED = 0, 1  # exit codes of pytest; all others mean that the tests themselves could not be run


class Fault(NamedTuple):
    """One wrong change and the tests that should notice it."""

    number: int
    title: str
    path: str
    old: str
    new: str
    tests: tuple[str, ...]


class Outcome(NamedTuple):
    """The verdict on a fault and, where there is one, the first test that failed or the reason."""

    verdict: str
    detail: str = ""


class Copy:
    """A copy of the project in which faults are made and undone."""

    def __init__(self, directory: Path, timeout: float) -> None:
        """Copy the project into a directory."""
        self.root = directory / PROJECT.name
        self.timeout = timeout
        shutil.copytree(PROJECT, self.root, ignore=LEFT_OUT)
        self.environment = {**os.environ, "PYTHONPATH": str(self.root)}

    def run_tests(self, tests: tuple[str, ...]) -> Outcome:
        """Run tests in the copy until the first one fails."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests]
        try:
            run = subprocess.run(
                command, cwd=self.root, env=self.environment, timeout=self.timeout, capture_output=True, text=True
            )
        except subprocess.TimeoutExpired:
            return Outcome(CAUGHT, f"not finished after {self.timeout:.0f} seconds")
        if run.returncode == PASSED:
            return Outcome(SURVIVED)
        return Outcome(CAUGHT if run.returncode == FAILED else NOT_RUN, reason_of(run.stdout or run.stderr))

    def try_fault(self, fault: Fault) -> Outcome:
        """Make a fault, run its tests, and undo it."""
        file = self.root / fault.path
        if not file.is_file():
            return Outcome(NOT_APPLIED, f"there is no {fault.path}")
        with file.open(encoding="utf-8", newline="") as lines:
            text = lines.read()
        if text.count(fault.old) != 1:
            return Outcome(NOT_APPLIED, f"the old text occurs {text.count(fault.old)} times")
        changed = text.replace(fault.old, fault.new)
        if file.suffix == ".py" and not is_python(changed):
            return Outcome(NOT_APPLIED, "the new text is no valid Python")
        missing = [name for name in fault.tests if not (self.root / name.partition("::")[0]).exists()]
        if missing:
            return Outcome(NOT_RUN, f"there is no {missing[0]}")
        self._write(file, changed)
        try:
            return self.run_tests(fault.tests)
        finally:
            self._write(file, text)

    def _write(self, file: Path, text: str) -> None:
        """Write a file and drop its bytecode: two versions of one second and one size are the same to Python."""
        file.write_text(text, encoding="utf-8", newline="")
        Path(importlib.util.cache_from_source(file)).unlink(missing_ok=True)


def read_faults(text: str) -> list[Fault]:
    """Return the faults of a list.

    Raises:
        ValueError: an entry does not have the five parts, or a number is used twice.
    """
    faults: list[Fault] = []
    for block in re.split(r"^(?=\d+\. )", text, flags=re.MULTILINE)[1:]:
        lines = [line.strip() for line in block.splitlines() if line.strip() and not line.startswith("#")]
        head = FIRST_LINE.fullmatch(lines[0])
        if head is None or len(lines) != 5 or not (lines[2].startswith("- ") and lines[3].startswith("+ ")):
            raise ValueError(f"not number and title, path, old text, new text, tests: {lines[0]}")
        try:
            old, new = (str(ast.literal_eval(line[2:])) for line in lines[2:4])
        except (SyntaxError, ValueError) as problem:
            raise ValueError(f"old or new text is no string literal: {lines[0]}") from problem
        faults.append(Fault(int(head[1]), head[2], lines[1], old, new, tuple(lines[4].split())))
    numbers = [fault.number for fault in faults]
    for number in numbers:
        if numbers.count(number) > 1:
            raise ValueError(f"number {number} is used twice")
    return faults


def read_moves(text: str) -> dict[str, str]:
    """Return new paths by old ones from lines of the form "old new".

    Raises:
        ValueError: a line does not consist of two paths.
    """
    moves = {}
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        paths = line.split()
        if len(paths) != 2:
            raise ValueError(f"not an old and a new path: {line}")
        moves[paths[0]] = paths[1]
    return moves


def read_numbers(words: list[str]) -> set[int]:
    """Return the numbers in "1-17 36" or "1-17,36".

    Raises:
        ValueError: a word is neither a number nor a range.
    """
    numbers: set[int] = set()
    for word in ",".join(words).split(","):
        found = re.fullmatch(r"(\d+)(?:-(\d+))?", word)
        if found is None:
            raise ValueError(f"not a number or range: {word!r}")
        numbers.update(range(int(found[1]), int(found[2] or found[1]) + 1))
    return numbers


def is_python(text: str) -> bool:
    """Can a text be parsed? A fault that no program could be run with says nothing about the tests."""
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def reason_of(output: str) -> str:
    """Return the first failed test in what pytest prints, or its last line."""
    found = re.search(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", output, re.MULTILINE)
    lines = output.strip().splitlines()
    return found[1] if found else lines[-1] if lines else ""


def chosen_faults(options: argparse.Namespace) -> list[Fault]:
    """Return the faults that were asked for, at the paths where their files are now.

    Raises:
        ValueError: the list, the numbers or the moves cannot be read, or a number is not in the list.
        OSError: a file cannot be read.
    """
    faults = read_faults(options.file.read_text(encoding="utf-8"))
    if options.numbers:
        numbers = read_numbers(options.numbers)
        unknown = numbers - {fault.number for fault in faults}
        if unknown:
            raise ValueError(f"not in the list: {', '.join(map(str, sorted(unknown)))}")
        faults = [fault for fault in faults if fault.number in numbers]
    moves = read_moves(options.moves.read_text(encoding="utf-8")) if options.moves else {}
    return [
        fault._replace(
            path=moves.get(fault.path, fault.path), tests=tuple(moves.get(name, name) for name in fault.tests)
        )
        for fault in faults
    ]


def refuse(reason: str) -> NoReturn:
    """End with exit code 2 and a reason."""
    print(reason, file=sys.stderr)
    raise SystemExit(2)


def main() -> None:
    """Try every fault chosen and print a line for each."""
    parser = argparse.ArgumentParser(description="Find out which deliberate faults the tests notice.")
    parser.add_argument("file", type=Path)
    parser.add_argument("numbers", nargs="*", help="such as 1-17 36; default: all")
    parser.add_argument("--at-least", type=int, metavar="N", help="how many must be caught; default: all chosen")
    parser.add_argument("--moves", type=Path, metavar="FILE", help="old and new path on each line")
    parser.add_argument("--timeout", type=float, default=900, help="seconds for the tests of one fault; default: 900")
    options = parser.parse_args()
    try:
        faults = chosen_faults(options)
    except (ValueError, OSError) as problem:
        refuse(str(problem))
    with tempfile.TemporaryDirectory(prefix="relcli-mutations-") as directory:
        copy = Copy(Path(directory), options.timeout)
        present = {name for fault in faults for name in fault.tests if (copy.root / name.partition("::")[0]).exists()}
        before = copy.run_tests(tuple(sorted(present))) if present else Outcome(SURVIVED)
        if before.verdict != SURVIVED:
            refuse(f"the tests do not pass without any fault: {before.detail}")
        caught = 0
        for fault in faults:
            outcome = copy.try_fault(fault)
            caught += outcome.verdict == CAUGHT
            print(f"{fault.number:>3}  {outcome.verdict:<20}  {fault.title:<52}  {outcome.detail}".rstrip(), flush=True)
    print(f"{caught} of {len(faults)} caught")
    raise SystemExit(caught < (len(faults) if options.at_least is None else options.at_least))


if __name__ == "__main__":
    main()
