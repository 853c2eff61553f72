"""Inspecting and copying the database file; `check` and `repair` have folders of their own."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from relcli.errors import RelcliError

if TYPE_CHECKING:
    from pathlib import Path

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


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the whole database into a new file, also while others write; RelcliError if the file is there."""
    if target.exists():
        raise RelcliError("already exists", where=str(target), hint="name a new file")
    part = target.with_name(f"{target.name}.part")
    try:
        with closing(sqlite3.connect(part)) as copy:
            connection.backup(copy)
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
