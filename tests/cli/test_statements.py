"""How many SQL statements a command costs: a guard against one query a row."""

from __future__ import annotations

import io
import sqlite3
from typing import TYPE_CHECKING

import pytest

from relcli.environment import Environment

from . import scripted
from .inside import run_in_process

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Issued = Callable[..., tuple[list[str], list[str]]]

CHECKS = ("PRAGMA user_version", "PRAGMA application_id", "SELECT count(*) FROM sqlite_schema", "PRAGMA user_version")
"""What opening for reading asks of the file, whatever the command."""

TIDYING = ("PRAGMA query_only = ON", "PRAGMA user_version")
"""What is asked at the end, so that reading leaves no empty log beside the file."""

OF_FULL_TEXT = ("PRAGMA 'main'.data_version", "SELECT k, v FROM", "--")
"""What FTS5 asks of its own tables within a statement of ours."""


@pytest.fixture
def issued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Issued:
    """Run a command line and return its statements: those that open the database, and those for data."""
    database = tmp_path / "news.db"
    scripted.build(database)
    seen: list[str] = []
    connect = sqlite3.connect

    def traced(*arguments: object, **options: object) -> sqlite3.Connection:
        opened: sqlite3.Connection = connect(*arguments, **options)  # type: ignore[call-overload]
        opened.set_trace_callback(seen.append)
        return opened

    monkeypatch.setattr(sqlite3, "connect", traced)

    def statements(*line: str, terminal: bool = False) -> tuple[list[str], list[str]]:
        seen.clear()
        environment = Environment(
            io.StringIO(),
            io.StringIO(),
            io.StringIO(),
            {"RELCLI_DB": str(database), "HOME": str(tmp_path)},
            stdout_is_terminal=terminal,
        )
        assert run_in_process(line, environment) == 0
        ours = [statement for statement in seen if not statement.startswith(OF_FULL_TEXT)]
        if tuple(ours[-len(TIDYING) :]) == TIDYING:
            del ours[-len(TIDYING) :]
        return ours[: len(CHECKS)], ours[len(CHECKS) :]

    return statements


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("list", 1),
        ("list -c SAU,IRN -s politics gas ^type:aid ^date:2020", 2),  # nothing is found: is there anything at all?
        ("list -n 2", 2),
        ("list -n 2 --after 2023-03-11:3", 2),
        ("list --fields all", 1),
        ("timeline", 1),
        ("timeline -n 2", 2),
        ("timeline -n 7", 2),  # what has no date is looked up behind the others
        ("timeline --lanes sector --by week", 1),
        ("documents", 1),
        ("documents -n 2", 2),
        ("documents -c SAU", 1),
        ("search gas", 1),
        ("summary", 1),
        ("summary --by country -f csv", 1),
        ("show 1", 3),
        ("show 1 2 3 4", 12),
        ("show 1 2 3 4 -f csv", 4),
        ("view list", 1),
        ("history", 1),
    ],
)
def test_a_command_issues_so_many_statements(issued: Issued, line: str, count: int) -> None:
    checks, data = issued(*line.split())
    assert tuple(checks) == CHECKS
    assert len(data) == count
    assert all(statement.lstrip().startswith(("SELECT", "WITH")) for statement in data)


def test_a_list_on_a_terminal_is_counted_only_if_it_was_cut(issued: Issued) -> None:
    assert len(issued("list", terminal=True)[1]) == 1
    assert len(issued("list", "-n", "1", terminal=True)[1]) == 2


@pytest.mark.parametrize(
    ("number", "count"),
    [
        (1, 5),  # the event, its mentions, its decisions; what was done at it, what followed
        (2, 5),  # the same, but for the occasion it is part of in place of its acts
        (5, 4),  # neither an occasion nor part of one
    ],
)
def test_showing_an_event_on_a_terminal_costs_two_statements_more(issued: Issued, number: int, count: int) -> None:
    _, data = issued("show", str(number), terminal=True)
    assert len(data) == count
    _, twice = issued("show", str(number), str(number), "6", terminal=True)
    assert len(twice) == count + 4


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("summary", 3),  # the rows, the events by year, the total
        ("summary --by country -s energy", 4),  # an event of two countries is in the total once: its years too
        ("summary --by month", 2),  # no sparkline
        ("summary --by country --by sector", 4),  # the cells, the totals of rows, those of columns, the total
        ("summary --by country --by sector --by type", 2),
        ("summary --fields type,events", 1),
        ("summary -f text", 1),
    ],
)
def test_a_summary_on_a_terminal_asks_a_little_more(issued: Issued, line: str, count: int) -> None:
    data = issued(*line.split(), terminal=True)[1]
    assert len(data) == count
    assert all(statement.lstrip().startswith(("SELECT", "WITH")) for statement in data)


def test_a_view_costs_one_statement(issued: Issued) -> None:
    _, data = issued("view", "save", "gas", "sector:energy")
    written = [statement for statement in data if statement.startswith("INSERT") and "checksum" not in statement]
    assert len(set(written)) == 1
    checks, data = issued("list", "@gas")
    assert tuple(checks) == CHECKS
    assert len(data) == 2
    assert "saved_view" in data[0]
