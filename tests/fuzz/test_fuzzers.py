"""The fuzzers for a few seconds, with fixed seeds: `python -m bench.fuzz` is what runs them for an hour.

What they find and nobody has repaired yet is in `open.txt`, a kind of violation on each line; everything else fails.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from fuzz.__main__ import names, run
from fuzz.coder import Coder
from fuzz.harness import Case, Hang, ViolationError, campaign, failing, judge, report, smaller
from fuzz.own_csv import OwnCsv
from fuzz.queries import Queries
from fuzz.readers import Readers
from fuzz.writes import Writes

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

OPEN = frozenset(Path(__file__).with_name("open.txt").read_text("utf-8").splitlines())
TRIES: dict[Callable[[], Any], int] = {Readers: 150, Coder: 150, Queries: 200, OwnCsv: 40, Writes: 8}


@pytest.mark.parametrize("make", TRIES, ids=lambda make: str(make.name))
def test_a_short_campaign_finds_nothing_new(make: Callable[[], Any]) -> None:
    fuzzer = make()
    tried, failures = campaign(fuzzer, "short", range(TRIES[make]), OPEN)
    assert tried == TRIES[make]
    assert not failures, "\n".join(report(fuzzer.name, "short", failure) for failure in failures)


class Faulty:
    """A fuzzer of a program that fails on certain letters."""

    name = "faulty"

    def make(self, chance: Random) -> Case:
        """Return ten letters."""
        return Case("".join(chance.choice("abcdefgh") for _ in range(10)))

    def check(self, case: Case) -> None:
        """Fail on two letters, in any order, and hang on a third."""
        if "a" in case.parts and "b" in case.parts:
            raise ViolationError("a and b")
        if "h" in case.parts:
            raise Hang
        if "c" in case.parts:
            raise ValueError(f"letter at {case.parts.index('c')}")


def test_failures_are_found_once_and_made_small() -> None:
    tried, failures = campaign(Faulty(), "1", range(200))
    kinds = {failure.kind.split(":")[0]: failure for failure in failures}
    assert tried == 200
    assert sorted(kinds) == ["ValueError", "a and b", "takes too long"]
    assert sorted(kinds["a and b"].case.parts) == ["a", "b"]
    assert kinds["ValueError"].case.parts == "c"
    assert campaign(Faulty(), "1", [kinds["a and b"].number])[1][0] == kinds["a and b"]
    assert "--seed 1 --case" in report("faulty", "1", kinds["a and b"])


def test_what_is_known_is_passed_over() -> None:
    _, failures = campaign(Faulty(), "1", range(200), frozenset({"a and b"}))
    assert "a and b" not in {failure.kind for failure in failures}


def test_a_smaller_case_fails_in_the_same_way() -> None:
    assert smaller(Faulty(), Case("ddcddaddbdd"), "a and b", 5).parts in {"ab", "ba"}
    assert failing(Faulty(), Case("d"), 5) == ""


@pytest.mark.parametrize(
    ("code", "stderr", "kind"),
    [
        (1, "relcli: internal error: KeyError: 'x'; --debug shows", "internal error: KeyError"),
        (0, "Traceback (most recent call last):\n  x", "list: traceback"),
        (7, "relcli: no", "list: exit code 7"),
    ],
)
def test_command_lines_are_judged(code: int, stderr: str, kind: str) -> None:
    with pytest.raises(ViolationError, match=kind):
        judge("list", code, stderr)


def test_an_error_that_is_reported_is_no_violation() -> None:
    judge("list", 2, "Traceback (most recent call last):\n  x\nrelcli: no such country")


def test_the_driver_knows_all_fuzzers() -> None:
    assert {make().name for make in TRIES} <= set(names())
    assert not {"harness", "damage", "inside", "__main__"} & set(names())


def test_the_driver_reports_what_came_to_no_end() -> None:
    assert run("coder", 0.01, "short")[1][0] == "coder"
    _, row, code = run("no_such_fuzzer", 1, "short")
    assert (row[1], code != 0) == ("?", True)
