"""Saved views: questions kept under a name. What they ask is a text that only the commands understand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import sqlite3


class SavedView(NamedTuple):
    """One view: its name, what was asked as JSON, when it was saved (ISO timestamp) and by whom."""

    name: str
    options: str
    saved: str
    author: str


def save_view(connection: sqlite3.Connection, view: SavedView) -> None:
    """Keep a view in place of an earlier one of its name."""
    connection.execute("INSERT OR REPLACE INTO saved_view (name, options, saved, author) VALUES (?, ?, ?, ?)", view)


def load_view(connection: sqlite3.Connection, name: str) -> SavedView | None:
    """Return the view of this name, None if there is none."""
    row = connection.execute("SELECT name, options, saved, author FROM saved_view WHERE name = ?", (name,)).fetchone()
    return SavedView(*row) if row else None


def list_views(connection: sqlite3.Connection) -> list[SavedView]:
    """Return all views by name."""
    rows = connection.execute("SELECT name, options, saved, author FROM saved_view ORDER BY name")
    return [SavedView(*row) for row in rows]


def remove_view(connection: sqlite3.Connection, name: str) -> bool:
    """Forget a view; return whether there was one."""
    return connection.execute("DELETE FROM saved_view WHERE name = ?", (name,)).rowcount > 0
