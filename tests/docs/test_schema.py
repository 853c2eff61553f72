"""docs/schema.md names every table, view and column of a database, in their order, and nothing else."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest

from relcli.store.migrations import migrate

from .pages import DOCS

PAGE = (DOCS / "schema.md").read_text("utf-8")


@pytest.fixture(scope="module")
def columns() -> dict[str, list[str]]:
    """Return the columns of every table and view of a new database."""
    with closing(sqlite3.connect(":memory:")) as connection:
        migrate(connection, None)
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")]
        return {name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for name in names}


def documented() -> dict[str, list[str]]:
    """Return the columns that stand in the table below each heading of the page."""
    found = {}
    for part in re.split(r"(?m)^### ", PAGE)[1:]:
        cells = re.findall(r"(?m)^\| ((?:`\w+`(?:, )?)+) \|", part)
        found[part.partition("\n")[0]] = [name for cell in cells for name in re.findall(r"\w+", cell)]
    return found


def of_sqlite(name: str) -> bool:
    """Is a table one that SQLite makes for itself?"""
    return name.startswith("sqlite_") or "_search_" in name


def test_every_table_and_column_is_documented_and_nothing_else(columns: dict[str, list[str]]) -> None:
    assert documented() == {name: held for name, held in columns.items() if not of_sqlite(name)}


def test_what_sqlite_keeps_is_named(columns: dict[str, list[str]]) -> None:
    named = set(re.findall(r"`(\w+)`", PAGE[PAGE.index("SQLite keeps") :]))
    assert named == {name for name in columns if of_sqlite(name)}
