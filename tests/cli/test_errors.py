"""Errors for programs: one JSON object a line, also for what nobody expected."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from relcli.__main__ import run
from relcli.cli import app
from relcli.cli.process import exit_code_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcli.environment import Environment


def failing(arguments: Sequence[str], environment: Environment) -> int:
    """Do what no command should."""
    environment.info("about to fail")
    raise ZeroDivisionError("nothing to divide by")


@pytest.mark.parametrize("option", [["--error-format", "json"], ["--error-format=json"]])
def test_an_internal_error_is_an_object(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    monkeypatch.setattr(app, "run", failing)
    assert exit_code_of(["list", *option], run) == 1
    said, told = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert said == {"message": "about to fail"}
    assert told == {
        "error": "internal",
        "what": "internal error: ZeroDivisionError: nothing to divide by",
        "where": "",
        "do": "--debug shows where it happened",
        "exit_code": 1,
    }


def test_with_debug_it_holds_the_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(app, "run", failing)
    assert exit_code_of(["list", "--debug", "--error-format", "json"], run) == 1
    told = json.loads(capsys.readouterr().err.splitlines()[-1])
    assert told["traceback"].startswith("Traceback")


def test_what_stands_behind_two_hyphens_is_no_option(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "run", failing)
    exit_code_of(["search", "--", "--error-format", "json"], run)
    assert capsys.readouterr().err.splitlines()[0] == "about to fail"
