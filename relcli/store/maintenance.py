"""Inspecting, checking and copying the database file."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from relcli.errors import RelcliError
from relcli.store.summary.rollup import differences

if TYPE_CHECKING:
    from collections.abc import Iterator
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
_UNSOUND = {
    "mentions that belong to no event: {}": """SELECT count(*) FROM event_mention
        WHERE event_id NOT IN (SELECT id FROM event)""",
    "events without a mention: {}": "SELECT count(*) FROM event WHERE id NOT IN (SELECT event_id FROM event_mention)",
    "events that count their mentions wrongly: {}": """SELECT count(*) FROM event WHERE mentions <>
        (SELECT sum(ifnull(mention_export.mentions, 1)) FROM event_mention
         LEFT JOIN mention_export ON mention_export.mention_id = event_mention.mention_id
         WHERE event_mention.event_id = event.id)""",
    "events missing from the index of types: {}": """SELECT count(*) FROM event WHERE rejected = 0 AND NOT EXISTS
        (SELECT 1 FROM event_type WHERE event_type.type = event.type AND event_type.date = event.date
         AND event_type.event_id = event.id)""",
    "entries of the index of types without an event: {}": """SELECT count(*) FROM event_type
        WHERE event_id NOT IN (SELECT id FROM event WHERE rejected = 0)""",
}


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many documents, events, mentions ... the database has."""
    return {name: int(connection.execute(query).fetchone()[0]) for name, query in _COUNTED.items()}


def problems(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield in words what is wrong with pages of the file, keys, events and mentions, indexes and counts."""
    for (line,) in connection.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield f"damaged file: {line}"
    for table, *_ in connection.execute("PRAGMA foreign_key_check"):
        yield f"a row of {table} refers to nothing"
    for line, query in _UNSOUND.items():
        count = connection.execute(query).fetchone()[0]
        if count:
            yield line.format(count)
    if differing := len(differences(connection)):
        yield f"counts of the summaries that differ from the events: {differing}"
    for table in ("document_search", "mention_search"):
        try:
            connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            yield f"the full text {table} differs from the texts ({error})"


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
