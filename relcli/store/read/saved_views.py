"""Saved views: questions kept under a name, as the line that was typed (see `query.typed`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcli.query.typed import as_line

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


class SavedView(NamedTuple):
    """One view: its name, what was typed, when it was saved (ISO timestamp) and by whom."""

    name: str
    options: str
    saved: str
    author: str


def save_view(connection: sqlite3.Connection, view: SavedView) -> None:
    """Store a view, in place of an earlier one of its name."""
    connection.execute("INSERT OR REPLACE INTO saved_view (name, options, saved, author) VALUES (?, ?, ?, ?)", view)


def load_view(connection: sqlite3.Connection, name: str) -> SavedView | None:
    """Return the view of this name, None if there is none."""
    row = connection.execute("SELECT name, options, saved, author FROM saved_view WHERE name = ?", (name,)).fetchone()
    return _view(row) if row else None


def list_views(connection: sqlite3.Connection) -> list[SavedView]:
    """Return all views by name."""
    rows = connection.execute("SELECT name, options, saved, author FROM saved_view ORDER BY name")
    return [_view(row) for row in rows]


def remove_view(connection: sqlite3.Connection, name: str) -> bool:
    """Delete a view; return whether there was one."""
    return connection.execute("DELETE FROM saved_view WHERE name = ?", (name,)).rowcount > 0


def _view(row: Sequence[str]) -> SavedView:
    """Return the view of a row. Earlier versions stored the options as a JSON object instead of the line."""
    view = SavedView(*row)
    return view._replace(options=_line(view.options)) if view.options.startswith("{") else view


def _line(stored: str) -> str:
    """Return the line of a question that was stored as JSON; what cannot be read stays as it is."""
    import json

    try:
        values = json.loads(stored)
    except ValueError:
        return stored
    expression = values.pop("query", [])
    return as_line(expression, ((name.strip("_").replace("_", "-"), _values(value)) for name, value in values.items()))


def _values(value: bool | str | list[str]) -> list[str]:
    """Return the values of an option; a flag has none."""
    if isinstance(value, bool):
        return []
    return [value] if isinstance(value, str) else value
