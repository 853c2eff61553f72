"""What the fuzzers share: a loop with seeds and limits, a judgement of what went wrong, and making a failure small.

A fuzzer makes a case from a random generator and checks it. What must never happen is a violation: a traceback, an
"internal error", an exit code that is not documented, a case that takes more than twenty times the median (and more
than some seconds of processor time), more than a gigabyte of memory, or whatever the fuzzer itself forbids.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import signal
import statistics
import sys
import time
import traceback
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

EXIT_CODES = frozenset({0, 1, 2, 3, 4, 5, 130})
"""Those of docs/exit-codes.md."""
_REPORTED = frozenset({1, 2, 3, 4})
"""Of these, the ones where `--debug` prints a traceback."""
SLOWER = 20
"""A case may take so many times the median."""
LEAST_LIMIT = 5.0
"""... but always so many seconds of processor time, for the median may be a millisecond."""
MOST_MEMORY = 1 << 30
_ADDRESS_SPACE = 4 << 30
_MOST_SHOWN = 3000
_MOST_TRIES = 300
_MOST_SECONDS = 60.0
_FRAME = re.compile(r'File "[^"]*?/(relcli/[^"]+)", line (\d+), in (\S+)')


class ViolationError(Exception):
    """Something that must never happen, in words that are the same for the same fault."""


class Hang(BaseException):
    """A case took too long. No Exception, so that the program cannot take it for one of its own errors."""


class Case(NamedTuple):
    """What is tried: `parts` (bytes, a text or a tuple) can be made smaller, `about` stays as it is."""

    parts: Any
    about: Any = None


class Fuzzer(Protocol):
    """What makes cases and checks them."""

    name: str

    def make(self, chance: random.Random) -> Case:
        """Return a case; the same generator makes the same."""

    def check(self, case: Case) -> None:
        """Try a case; anything raised is a failure."""


class Failure(NamedTuple):
    """A violation: its kind (where and what), the case it was found with and the smallest that shows it."""

    kind: str
    number: int
    case: Case


def main(make: Callable[[], Fuzzer], arguments: Sequence[str] | None = None) -> int:
    """Run one fuzzer as its command line says and return its exit code."""
    parser = argparse.ArgumentParser(description="Prints every violation with its seed and the smallest input found.")
    parser.add_argument("--seconds", type=float, default=10, help="how long (10)")
    parser.add_argument("--tries", type=int, default=0, help="so many cases instead, however long they take")
    parser.add_argument("--seed", default="1", help="where chance begins (1)")
    parser.add_argument("--case", type=int, default=None, help="only this case of the seed")
    options = parser.parse_args(arguments)
    fuzzer = make()
    begun = time.monotonic()
    numbers: Iterator[int] = iter([options.case]) if options.case is not None else _numbers(options)
    tried, failures = campaign(fuzzer, options.seed, numbers)
    for failure in failures:
        print(report(fuzzer.name, options.seed, failure))
    print(f"{fuzzer.name}\t{tried}\t{len(failures)}\t{time.monotonic() - begun:.0f} s")
    return 1 if failures else 0


def _numbers(options: argparse.Namespace) -> Iterator[int]:
    end, number = time.monotonic() + options.seconds, 0
    while number < options.tries if options.tries else time.monotonic() < end:
        yield number
        number += 1


def campaign(
    fuzzer: Fuzzer, seed: str, numbers: Iterable[int], known: frozenset[str] = frozenset()
) -> tuple[int, list[Failure]]:
    """Try the cases with these numbers; return how many there were, and the first failure of each kind that is not
    among the `known` ones."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    with suppress(ValueError):  # macOS has no such limit
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, before[1]))
    found: dict[str, Failure] = {}
    times: list[float] = []
    tried = 0
    try:
        for number in numbers:
            case = fuzzer.make(random.Random(f"{fuzzer.name}/{seed}/{number}"))
            tried += 1
            begun = time.process_time()
            kind = failing(fuzzer, case, limit(times))
            times.append(time.process_time() - begun)
            if kind and kind not in found and kind not in known:
                found[kind] = Failure(kind, number, smaller(fuzzer, case, kind, limit(times)))
                print(f"{fuzzer.name}: case {number}: {kind}", file=sys.stderr, flush=True)
    finally:
        with suppress(ValueError):
            resource.setrlimit(resource.RLIMIT_AS, before)
    return tried, list(found.values())


def limit(times: Sequence[float]) -> float:
    """Return how many seconds of processor time the next case may take."""
    return max(LEAST_LIMIT, SLOWER * statistics.median(times[-1000:])) if times else LEAST_LIMIT * 4


def failing(fuzzer: Fuzzer, case: Case, seconds: float) -> str:
    """Try a case and return the kind of violation, '' if there is none."""
    memory = _memory()
    try:
        with _at_most(seconds):
            fuzzer.check(case)
    except Hang as error:
        return f"takes too long: {_place(error)}"
    except ViolationError as error:
        return str(error)
    except Exception as error:
        return f"{type(error).__name__}: {_plain(str(error))}: {_place(error)}"
    if memory < MOST_MEMORY < _memory():
        return "more than a gigabyte of memory"
    return ""


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise Hang after so many seconds of processor time, which a busy machine does not shorten."""

    def expired(number: int, frame: object) -> None:
        raise Hang

    before = signal.signal(signal.SIGPROF, expired)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _memory() -> int:
    """Return the most memory the process has had, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _place(error: BaseException) -> str:
    """Return where in the program an error was raised."""
    text = "".join(traceback.format_exception(error))
    return place_in(text) or "outside relcli"


def place_in(text: str) -> str:
    """Return the last place in relcli that a traceback names, '' if there is none."""
    frames = _FRAME.findall(text)
    return f"{frames[-1][0]} in {frames[-1][2]}" if frames else ""


def _plain(message: str) -> str:
    """Return a message without what differs from case to case."""
    return re.sub(r"\d+", "N", re.sub(r"'[^']*'|\"[^\"]*\"", "'...'", message))[:120]


def judge(what: str, code: int, stderr: str, allowed: frozenset[int] = EXIT_CODES) -> None:
    """Raise ViolationError where a command line ended in a way that it must not."""
    for line in stderr.split("\n"):
        if "internal error" in line:
            said = line.partition("; --debug")[0]
            raise ViolationError(f"{_plain(said[said.index('internal') :])}: {place_in(stderr)}")
    if "Traceback (most recent call last)" in stderr and code not in _REPORTED:
        raise ViolationError(f"{what}: traceback: {place_in(stderr)}")
    if code not in allowed:
        raise ViolationError(f"{what}: exit code {code}: {_plain(last_line(stderr))}")


def last_line(text: str) -> str:
    """Return the last line of a text that is not empty."""
    return next((line for line in reversed(text.split("\n")) if line.strip()), "")


def smaller(fuzzer: Fuzzer, case: Case, kind: str, seconds: float) -> Case:
    """Return the smallest case found that fails in the same way, by leaving out ever smaller pieces."""
    parts, end, tries = case.parts, time.monotonic() + _MOST_SECONDS, 0
    size = max(len(parts) // 2, 1)
    while size:
        start = 0
        while start < len(parts):
            if tries >= _MOST_TRIES or time.monotonic() > end:
                return case._replace(parts=parts)
            tries += 1
            shorter = parts[:start] + parts[start + size :]
            if failing(fuzzer, case._replace(parts=shorter), seconds) == kind:
                parts = shorter
            else:
                start += size
        size //= 2
    return case._replace(parts=parts)


def report(name: str, seed: str, failure: Failure) -> str:
    """Return a failure in words: what, how to see it again, and the smallest input."""
    shown = repr(failure.case.parts)
    if len(shown) > _MOST_SHOWN:
        shown = f"{shown[:_MOST_SHOWN]}... ({len(failure.case.parts)} in all)"
    about = f"\n  with {failure.case.about!r}" if failure.case.about else ""
    again = f"python -m bench.fuzz.{name} --seed {seed} --case {failure.number}"
    return f"{failure.kind}\n  again: {again}\n  smallest: {shown}{about}"
