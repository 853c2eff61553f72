"""Hostile values for every option, argument and variable of every command: nothing may end in an internal error.

    python -m bench.fuzz.options --seconds 600 --seed 7

Each round draws a command, some of its options and arguments, and values for them: ordinary ones, and those that break
programs (bytes that are no text, control characters, huge numbers, nothing, very long words, letters whose lower case
is longer). It is run within this process on a small database in a temporary folder. A round fails if it says
"internal error", shows a traceback, ends with an exit code that no command has, or shows a byte that is no text as
Python keeps it. Each failure is printed with the command line that repeats it.

Exit code: 0 if nothing failed, 1 otherwise.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import random
import shlex
import shutil
import signal
import sys
import tempfile
import time
import warnings
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest import mock

from relcli.completing.build_tables import calls
from relcli.errors import ExitCode
from relcli.setting_keys import KEYS
from tests.cli import inside, scripted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HOSTILE = (
    "",
    " ",
    ",",
    ",,",
    ";",
    "-",
    "--",
    "---",
    "-1",
    "0",
    "1",
    "7",
    "7.5",
    "1e400",
    "nan",
    "9" * 20,
    "9" * 5000,
    "-" + "9" * 20,
    str(2**63 - 1),
    str(2**63),
    "\u0663",
    "\u00b2",
    "#1",
    "##1",
    "\udce9",
    "caf\udce9",
    "\udcff\udcfe",
    "a\nb",
    "\x1b[31mred\x1b[0m",
    "\x7f\x85\x9b",
    "\u202eabc",
    "\u2066x\u2069",
    "e\u0301\u0345",
    "\u0130\u0131\u017f\u212a",
    "\ufb01",
    "\U0001f600",
    "\ufeff",
    "\ufffe",
    "x" * 10_000,
    "x," * 3000,
    '"',
    "'",
    '"unclosed',
    "(",
    ")",
    "^",
    "^^",
    "@",
    "@x",
    "@@",
    "*",
    "**",
    "[",
    "[a",
    "?",
    "%s",
    "{}",
    "{0}",
    "$HOME",
    "~",
    "~nobody",
    ".",
    "..",
    "a/b",
    "a=b",
    "=",
    "=x",
    "x=",
    "country:",
    "country:,",
    "id:" + "9" * 30,
    "id:0",
    "date:",
    "date:0000",
    "between:russia,china",
    "between:x",
    'text:""',
    "0000-00-00",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "2024-02-30",
    "last week",
    "last 99999 years",
    "..",
    "a..b",
    "2024..",
    "..2024",
    "9999..0001",
    "Q5",
    "march",
    "russia",
    "RU",
    "Georgia",
    "AND",
    "NOT",
    "NEAR(",
    "a OR",
    "col:x",
    "*x",
    "id",
    "id,id",
    "all",
    "help",
    "-id",
    "date,-id",
    "csv",
    "CSV",
    "json",
    "xls",
    "auto",
    "always",
    "never",
    "only",
    "true",
)
"""Values that are wrong somewhere, and a few that are right somewhere else."""
NAMED = (
    "news",
    "news.db",
    "none.db",
    "broken.toml",
    "events.tab",
    "out.csv",
    "out.xls",
    "folder",
    "loop",
    "gold.jsonl",
    "caf\udce9.txt",
)
"""Names of files, most of which exist."""
EDITS = (
    "date",
    "date_end",
    "type",
    "mode",
    "source",
    "target",
    "intensity",
    "part_of",
    "people",
    "headline",
    "place",
    "mutual",
    "level",
    "nothing",
)
INPUTS = (
    b"",
    b"1 2",
    b"\xe9\xff",
    b"1\x002\x00",
    b"99999999999999999999",
    b" date 2024-05-01 Ghana met Mali.",
    b"{}\n[]",
)
ROUNDS_PER_PLACE = 150
"""How many rounds a database lives: some of them empty it."""
SLOW = 20.0
"""Seconds of the processor after which a round counts as hanging."""


class Round(NamedTuple):
    """One command line, with its variables and its standard input."""

    words: tuple[str, ...]
    variables: Mapping[str, str]
    stdin: bytes

    def __str__(self) -> str:
        """Return it for a shell of Python: what cannot be typed is written out."""
        given = "".join(f"{name}={value!r} " for name, value in self.variables.items())
        piped = f"  < {self.stdin!r}" if self.stdin else ""
        return f"{given}relcli {' '.join(_quoted(word) for word in self.words)}{piped}"


def _quoted(word: str) -> str:
    cut = word if len(word) <= 200 else f"{word[:40]}...({len(word)})"
    return shlex.quote(cut) if cut.isprintable() else repr(cut)


class Failure(NamedTuple):
    """A round that failed, and why."""

    round: Round
    why: str


class Generator:
    """Draws rounds; the same seed draws the same."""

    def __init__(self, seed: int) -> None:
        """Look up what there is to draw from."""
        self._random = random.Random(seed)
        self._commands = [(call, declared.typer_command(call.split()[-1]).params) for call, declared in calls()]

    def draw(self) -> Round:
        """Return the next round."""
        chance = self._random.random
        call, parameters = self._random.choice(self._commands)
        words = call.split()
        options = [each for each in parameters if each.param_type_name == "option"]
        for option in self._random.sample(options, min(len(options), self._random.randint(0, 3))):
            words += self._option(option)
        for argument in (each for each in parameters if each.param_type_name == "argument"):
            words += self._arguments(argument)
        if chance() < 0.1:
            words.insert(self._random.randint(0, len(words)), self._value())
        variables = {}
        if chance() < 0.15:
            name = self._random.choice([*(key.variable for key in KEYS.values()), "COLUMNS", "LINES", "LOGNAME"])
            variables[name] = self._value()
        return Round(tuple(words), variables, self._random.choice(INPUTS) if chance() < 0.3 else b"")

    def _option(self, option: Any) -> list[str]:
        name = self._random.choice(option.opts)
        if option.is_flag:
            return [name]
        if name in {"--jobs", "-j"}:  # a number that makes sense would start processes
            return [name, self._random.choice(["", "-1", "x", "9" * 20, "1", "\udce9"])]
        values = [self._value() for _ in range(option.nargs)]
        return [f"{name}={values[0]}"] if len(values) == 1 and self._random.random() < 0.3 else [name, *values]

    def _arguments(self, argument: Any) -> list[str]:
        count = self._random.choice([0, 1, 1, 1, 2, 3]) if argument.nargs == -1 else self._random.choice([0, 1, 1, 1])
        return [self._assignment() if "FIELD" in str(argument.metavar) else self._value() for _ in range(count)]

    def _assignment(self) -> str:
        return self._random.choice([str(self._random.randint(0, 9)), f"{self._random.choice(EDITS)}={self._value()}"])

    def _value(self) -> str:
        chance = self._random.random()
        if chance < 0.15:
            return self._random.choice(NAMED)
        if chance < 0.3:
            return str(self._random.randint(0, 12))
        if chance < 0.4:
            return "".join(self._random.choice(HOSTILE)[:20] for _ in range(3))
        return self._random.choice(HOSTILE)


def make_place(folder: Path) -> None:
    """Fill a folder with a database and with files that commands can meet."""
    shutil.copytree(scripted.NEWS, folder / "news")
    shutil.copy(scripted.EVENTS, folder / "events.tab")
    scripted.build(folder / "news.db")
    (folder / "broken.toml").write_bytes(b"limit = [\n\xff")
    (folder / "gold.jsonl").write_text('{"id": "x", "events": []}\n{')
    (folder / "folder").mkdir()
    os.symlink("loop", folder / "loop")
    shutil.copy(next(iter(sorted((folder / "news").iterdir()))), folder / "caf\udce9.txt")


def failure_of(one: Round, folder: Path, slow: float = inf) -> str:
    """Run a round and return why it failed, '' if it did not; one that takes more than `slow` seconds fails."""
    variables = {
        "HOME": str(folder / "home"),
        "RELCLI_DB": "news.db",
        "EDITOR": "true",
        "TERM": "dumb",
        **one.variables,
    }
    stdout, stderr = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    began = time.process_time()
    with _process(folder, variables, one.stdin), redirect_stdout(stdout), redirect_stderr(stderr):
        try:
            code = inside.run_as_program(one.words)
        except BaseException as error:
            return f"ended with {type(error).__name__}: {error}"
    texts = [stream.buffer.getvalue().decode() for stream in (stdout, stderr)]
    if time.process_time() - began > slow:
        return f"took {time.process_time() - began:.0f} s"
    if code not in set(ExitCode):
        return f"ended with the exit code {code}"
    for sign in ("internal error", "Traceback", "bug in relcli"):
        if sign in texts[1] and "--debug" not in one.words:
            return texts[1].strip().splitlines()[-1][:300]
    return "shows \\udc.." if any("\\udc" in text for text in texts) else ""


@contextmanager
def _process(folder: Path, variables: Mapping[str, str], stdin: bytes) -> Iterator[None]:
    """Have a working folder, variables and standard input as a process of its own has, and put all back."""
    before = os.getcwd(), signal.getsignal(signal.SIGINT), gc.get_threshold()
    encoded = {name: value for name, value in variables.items() if value.isascii() or os.fsencode(value)}
    with mock.patch.dict(os.environ, encoded, clear=True), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        os.chdir(folder)
        with mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8")), inside.shared_tables():
            try:
                yield
            finally:
                os.chdir(before[0])
                signal.signal(signal.SIGINT, before[1])
                gc.set_threshold(*before[2])


def fuzz(seconds: float, seed: int, most: int = 10**9, slow: float = inf) -> tuple[int, list[Failure]]:
    """Run rounds for some seconds, at most so many; return their number and the failures, one of each kind."""
    generator, ends, rounds = Generator(seed), time.monotonic() + seconds, 0
    failures: dict[str, Failure] = {}
    while time.monotonic() < ends and rounds < most:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "above" / "here"  # so that .. holds nothing else
            folder.mkdir(parents=True)
            make_place(folder)
            for _ in range(ROUNDS_PER_PLACE):
                one = generator.draw()
                if why := failure_of(one, folder, slow):
                    failures.setdefault(f"{one.words[0]} {why[:60]}", Failure(one, why))
                rounds += 1
                if time.monotonic() >= ends or rounds >= most:
                    break
    return rounds, list(failures.values())


def main(seconds: float, seed: int) -> int:
    """Fuzz, print the failures, and return the exit code."""
    rounds, failures = fuzz(seconds, seed, slow=SLOW)
    for one, why in failures:
        print(f"{why}\n    {one}")
    print(f"options\t{rounds:,}\t{len(failures)}\t{seconds:.0f} s")
    return 1 if failures else 0


def _parsed(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0, help="how long")
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same command lines")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    chosen = _parsed()
    sys.exit(main(chosen.seconds, chosen.seed))
