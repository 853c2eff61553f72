"""What a shell can complete from the database: numbers of events and batches, names of views.

Somebody waits for the Tab key: the database is opened as it is, without waiting for others, and a database that cannot
be read gives nothing.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

from relcli.store.database_files import address_of, tidy_up

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 0.1
"""Seconds to wait for another process that writes."""


def events_beginning(path: Path, digits: str, most: int) -> list[tuple[int, str]]:
    """Return at most so many events whose number begins with the digits, with their headlines, newest first."""
    return _numbered(path, "SELECT id, date || ' ' || headline FROM event", digits, most)


def batches_beginning(path: Path, digits: str, most: int) -> list[tuple[int, str]]:
    """Return at most so many batches whose number begins with the digits, with their commands, newest first."""
    return _numbered(path, "SELECT id, command FROM batch", digits, most)


def view_names(path: Path) -> list[str]:
    """Return the names of all saved views."""
    return [name for (name,) in _rows(path, "SELECT name FROM saved_view ORDER BY name", ())]


def _numbered(path: Path, select: str, digits: str, most: int) -> list[tuple[int, str]]:
    """Return rows by number. Numbers that begin so are a few ranges of the key, however many there are."""
    if not digits:
        return _rows(path, f"{select} ORDER BY id DESC LIMIT ?", (most,))
    if digits.startswith("0"):
        return []
    arms, values = [], []
    for more in range(max(0, 18 - len(digits)), -1, -1):
        first = int(digits) * 10**more
        arms.append("id BETWEEN ? AND ?")
        values += [first, first + 10**more - 1]
    return _rows(path, f"{select} WHERE {' OR '.join(arms)} ORDER BY id DESC LIMIT ?", (*values, most))


def _rows(path: Path, query: str, values: tuple[Any, ...]) -> list[Any]:
    if not path.is_file():
        return []
    try:
        with closing(sqlite3.connect(address_of(path, "mode=ro"), uri=True, timeout=PATIENCE)) as connection:
            return connection.execute(query, values).fetchall()
    except sqlite3.Error:
        return []
    finally:
        tidy_up(path)
