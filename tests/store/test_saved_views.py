"""Saved views: kept as the line that was typed; those of earlier versions are read as such a line."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from relcli.query.typed import parse_line, typed_terms
from relcli.store.migrations import migrate
from relcli.store.read.saved_views import SavedView, list_views, load_view, remove_view, save_view

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """An empty database."""
    opened = sqlite3.connect(":memory:", isolation_level=None)
    migrate(opened, None)
    yield opened
    opened.close()


def view(name: str, options: str) -> SavedView:
    """Return a view."""
    return SavedView(name, options, "2024-11-05T08:00:00", "amira")


def test_views_are_stored_listed_replaced_and_removed(connection: sqlite3.Connection) -> None:
    save_view(connection, view("gas", "sector:energy --period 2022"))
    save_view(connection, view("arms", "type:aid"))
    save_view(connection, view("gas", "'{gas}'"))
    assert load_view(connection, "gas") == view("gas", "'{gas}'")
    assert load_view(connection, "oil") is None
    assert [each.name for each in list_views(connection)] == ["arms", "gas"]
    assert remove_view(connection, "gas")
    assert not remove_view(connection, "gas")


@pytest.mark.parametrize(
    ("stored", "line"),
    [
        (
            '{"query": ["country:russia", "\\"Wang Yi\\""], "period": "2022"}',
            "country:russia '\"Wang Yi\"' --period 2022",
        ),
        (
            '{"between": ["Saudi Arabia", "Iran"], "successors": true, "type_": ["consult", "aid"], "raw_query": true}',
            "--between 'Saudi Arabia' Iran --successors --type consult --type aid --raw-query",
        ),
        ('{"imported_since": "2024-11"}', "--imported-since 2024-11"),
    ],
)
def test_views_of_earlier_versions_become_the_line_that_was_typed(
    connection: sqlite3.Connection, stored: str, line: str
) -> None:
    save_view(connection, view("old", stored))
    loaded = load_view(connection, "old")
    assert loaded == view("old", line)
    assert list_views(connection) == [view("old", line)]
    assert parse_line(line)


def test_a_view_of_an_earlier_version_asks_what_it_asked(connection: sqlite3.Connection) -> None:
    save_view(connection, view("old", '{"query": ["gas"], "country": ["russia"], "successors": true}'))
    loaded = load_view(connection, "old")
    assert loaded is not None
    assert parse_line(loaded.options) == typed_terms(["gas"], [("country", ["russia"]), ("successors", [])])


def test_a_view_that_cannot_be_read_is_shown_as_it_is(connection: sqlite3.Connection) -> None:
    save_view(connection, view("bad", "{damaged"))
    assert list_views(connection) == [view("bad", "{damaged")]
