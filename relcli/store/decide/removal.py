"""Removing what came with a batch that is undone: mentions, documents, and events that have no mention left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.store.write.events import EventWriter

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_OWN = """SELECT id FROM mention WHERE batch_id = ?1
UNION SELECT mention.id FROM document JOIN mention ON mention.document_id = document.id WHERE document.batch_id = ?1"""
"""The mentions that came with a batch, and all codings of its documents."""


def later_about(connection: sqlite3.Connection, batch_id: int) -> list[int]:
    """Return the later batches in force that are about mentions which go with a batch: that decided about them, coded
    them, or put them away.
    """
    query = f"""SELECT DISTINCT id FROM batch WHERE undone = '' AND id > ?1 AND id IN (
        SELECT decision.batch_id FROM decision_pin JOIN decision ON decision.id = decision_pin.decision_id
            WHERE decision_pin.mention_id IN ({_OWN})
        UNION SELECT batch_id FROM mention WHERE id IN ({_OWN})
        UNION SELECT retired_by FROM mention WHERE id IN ({_OWN})) ORDER BY id"""
    return [row[0] for row in connection.execute(query, (batch_id,))]


def remove_mentions(connection: sqlite3.Connection, batch_id: int) -> tuple[list[int], int]:
    """Delete the mentions that came with a batch and all codings of its documents; return the events that had them, and
    how many there were.
    """
    connection.execute("CREATE TEMP TABLE gone (mention_id INTEGER PRIMARY KEY)")
    connection.execute(f"INSERT INTO gone {_OWN}", (batch_id,))
    query = "SELECT DISTINCT event_id FROM event_mention WHERE mention_id IN gone ORDER BY event_id"
    events = [row[0] for row in connection.execute(query)]
    connection.execute("UPDATE event SET best_mention_id = NULL WHERE best_mention_id IN gone")
    connection.execute(
        """INSERT INTO mention_search (mention_search, rowid, evidence)
        SELECT 'delete', id, evidence FROM mention_evidence WHERE id IN gone"""
    )
    for table in ("event_mention", "mention_source", "mention_export", "decision_pin"):
        connection.execute(f"DELETE FROM {table} WHERE mention_id IN gone")
    connection.execute("DELETE FROM moved WHERE what = 'mention' AND id IN gone")
    connection.execute("UPDATE mention SET replaces = NULL WHERE replaces IN gone")
    deleted = connection.execute("DELETE FROM mention WHERE id IN gone").rowcount
    connection.execute("DROP TABLE gone")
    return events, deleted


def remove_documents(connection: sqlite3.Connection, batch_id: int) -> int:
    """Delete the documents of a batch with their full text; return how many there were."""
    connection.execute(
        """INSERT INTO document_search (document_search, rowid, title, body)
        SELECT 'delete', id, title, body FROM document WHERE batch_id = ? AND characters > 0""",
        (batch_id,),
    )
    return connection.execute("DELETE FROM document WHERE batch_id = ?", (batch_id,)).rowcount


def remove_empty(connection: sqlite3.Connection, event_ids: Iterable[int], successor: int | None = None) -> None:
    """Remove those of some events that have no mention left; their ids lead to `successor`, if there is one."""
    writer = EventWriter(connection)
    for event_id in sorted(event_ids):
        if not connection.execute("SELECT 1 FROM event_mention WHERE event_id = ?", (event_id,)).fetchone():
            writer.remove(event_id, successor)
    writer.finish()
