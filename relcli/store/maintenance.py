"""Inspecting the database file; `check`, `repair` and `copies` have places of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_COUNTED = {
    "documents": "SELECT count(*) FROM document WHERE producer = ''",
    "reports of event files": "SELECT count(*) FROM mention_source",
    "events": "SELECT count(*) FROM event WHERE rejected = 0",
    "rejected events": "SELECT count(*) FROM event WHERE rejected = 1",
    "mentions": "SELECT count(*) FROM event_mention",
    "batches": "SELECT count(*) FROM batch",
    "views": "SELECT count(*) FROM saved_view",
}


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many documents, events, mentions ... the database has."""
    return {name: int(connection.execute(query).fetchone()[0]) for name, query in _COUNTED.items()}
