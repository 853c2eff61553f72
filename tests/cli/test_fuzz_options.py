"""A short run of the fuzzer of options; `python -m bench.fuzz.options` is the long one."""

from __future__ import annotations

import sys

import pytest

from relcli.cli import app

options = pytest.importorskip("fuzz.options", reason="this copy has no bench/")

ROUNDS = 120
"""A few seconds; no time is measured, so that a slow machine tries as much."""


@pytest.mark.skipif(sys.platform == "win32", reason="words are bytes only elsewhere")
def test_no_value_of_any_option_ends_in_an_internal_error() -> None:
    rounds, failures = options.fuzz(1e9, 10, ROUNDS)
    assert rounds == ROUNDS
    assert not failures, "\n".join(f"{why}\n    {one}" for one, why in failures)


def test_it_would_notice_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> int:
        raise ZeroDivisionError("nothing to divide by")

    monkeypatch.setattr(app, "run", failing)
    _, failures = options.fuzz(1e9, 10, 3)
    assert failures
    assert "internal error: ZeroDivisionError" in failures[0].why
