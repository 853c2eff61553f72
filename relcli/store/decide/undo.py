"""Undoing a batch, whatever it did: its decisions stop counting, codings that it replaced come back, documents that
it imported go with all that came of them. Then the events concerned are derived again.

The batch's row stays, marked, so that numbers are never used again and `history` shows what happened.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from relcli.errors import RelcliError
from relcli.resolve.mention import block_of, window_of
from relcli.store.decision_log import events_of, pinned_by, renew_pins
from relcli.store.mentions import row_to_coding
from relcli.store.rows import CODING_COLUMNS
from relcli.store.transaction import transaction
from relcli.store.write.batches import to_undo
from relcli.store.write.events import EventWriter
from relcli.store.write.resolution import events_with, mentions_of, resolve_mentions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from relcli.store.write.batches import BatchKind


class Undone(NamedTuple):
    """What was undone: the batch, and the documents and mentions that went with it."""

    batch: int
    kind: BatchKind
    command: str
    documents: int
    mentions: int


def undo(connection: sqlite3.Connection, batch_id: int | None, now: str) -> Undone:
    """Undo a batch in one transaction, the newest one in force if none is named; return what it was.

    RelcliError if there is none, if it was undone before, or if a later recode builds on it. `now` is an ISO
    timestamp.
    """
    with transaction(connection):
        batch = to_undo(connection, batch_id)
        documents, mentions = _undo(connection, batch.id, now)
    return Undone(batch.id, batch.kind, batch.command, documents, mentions)


def _undo(connection: sqlite3.Connection, batch_id: int, now: str) -> tuple[int, int]:
    """Undo a batch inside a transaction; return how many documents and mentions went with it."""
    _refuse_if_built_upon(connection, batch_id)
    connection.execute("UPDATE batch SET undone = ? WHERE id = ?", (now, batch_id))
    decided, moved = _take_back_decisions(connection, batch_id)
    returned = _bring_back_codings(connection, batch_id)
    emptier, mentions = _delete_mentions(connection, batch_id)
    documents = _delete_documents(connection, batch_id)
    neighbours = [mention for event_id in emptier for mention in mentions_of(connection, event_id)]
    touched = {*events_of(connection, batch_id), *emptier, *moved, *events_with(connection, returned)}
    resolve_mentions(connection, [*returned, *neighbours, *decided], events=touched, occasions=decided)
    remove_empty(connection, touched)
    return documents, mentions


def _refuse_if_built_upon(connection: sqlite3.Connection, batch_id: int) -> None:
    """Raise RelcliError if a later recode replaced the codings of this batch, which is a recode itself."""
    query = """SELECT mention.retired_by FROM mention JOIN document ON document.id = mention.document_id
        WHERE mention.batch_id = ?1 AND document.batch_id <> ?1 AND mention.retired_by IS NOT NULL LIMIT 1"""
    row = connection.execute(query, (batch_id,)).fetchone()
    if row:
        raise RelcliError(f"batch {row[0]} coded the same documents again", hint=f"undo batch {row[0]} first")


def _take_back_decisions(connection: sqlite3.Connection, batch_id: int) -> tuple[list[int], set[int]]:
    """Put mentions back where they were before the batch, the last decision first; return them, and the events that
    lost or gained some.
    """
    moved: set[int] = set()
    pinned = pinned_by(connection, batch_id)
    mentions = list(dict.fromkeys(mention_id for mention_id, *_ in pinned))
    renew_pins(connection, mentions)
    for mention_id, put_into, previous in pinned:
        query = "SELECT event_id, pin FROM event_mention WHERE mention_id = ?"
        row = connection.execute(query, (mention_id,)).fetchone()
        if row is None:  # a recode put it away since; the one that took its place is among `pinned`
            continue
        now_in, pin = row
        back_to = pin or (previous if now_in == put_into else now_in)
        if now_in != back_to:
            _ensure_event(connection, back_to)
            connection.execute("UPDATE event_mention SET event_id = ? WHERE mention_id = ?", (back_to, mention_id))
            remove_empty(connection, [now_in], back_to)
            moved |= {now_in, back_to}
    return mentions, moved


def _ensure_event(connection: sqlite3.Connection, event_id: int) -> None:
    """Bring the row of an event back, still empty, if it is gone or was merged into another one."""
    if not connection.execute("SELECT 1 FROM event WHERE id = ?", (event_id,)).fetchone():
        connection.execute("DELETE FROM event_redirect WHERE old_id = ?", (event_id,))
        connection.execute("INSERT INTO event (id) VALUES (?)", (event_id,))


def _bring_back_codings(connection: sqlite3.Connection, batch_id: int) -> list[int]:
    """Make the codings that a recode put away count again, each in the event of the one that took its place, else in
    the one it was in; return their mentions.
    """
    query = f"""SELECT old.document_id, old.batch_id, old.number,
            old.id, new.id, ifnull(held.event_id, old.retired_event),
            {", ".join(f"old.{column}" for column in CODING_COLUMNS)}
        FROM mention AS old
        LEFT JOIN mention AS new ON new.replaces = old.id AND new.batch_id = ?1
        LEFT JOIN event_mention AS held ON held.mention_id = new.id
        WHERE old.retired_by = ?1 ORDER BY old.document_id, old.batch_id, old.number, old.telling"""
    returned = []
    for _, group in groupby(connection.execute(query, (batch_id,)).fetchall(), key=lambda row: row[:3]):
        rows = list(group)
        coded, *retellings = (row_to_coding(row[6:]) for row in rows)
        stretch = (block_of(coded), *window_of(replace(coded, retellings=tuple(retellings))))  # retellings share it
        for mention_id, replacement, event_id in (row[3:6] for row in rows):
            _ensure_event(connection, event_id)
            held = (mention_id, event_id, *stretch)
            connection.execute("INSERT INTO event_mention VALUES (?, ?, ?, ?, ?, NULL)", held)
            copy_pins(connection, replacement, mention_id)
            returned.append(mention_id)
    connection.execute("UPDATE mention SET retired_by = NULL, retired_event = NULL WHERE retired_by = ?", (batch_id,))
    renew_pins(connection, returned)
    return returned


def copy_pins(connection: sqlite3.Connection, mention_id: int | None, heir: int) -> None:
    """Make what people decided about a mention hold for the one that takes its place."""
    connection.execute(
        """INSERT OR IGNORE INTO decision_pin (mention_id, decision_id, event_id, previous)
        SELECT ?, decision_id, event_id, previous FROM decision_pin WHERE mention_id = ?""",
        (heir, mention_id),
    )


def _delete_mentions(connection: sqlite3.Connection, batch_id: int) -> tuple[list[int], int]:
    """Delete the mentions that came with a batch and all codings of its documents; return the events that had them, and
    how many there were.
    """
    connection.execute("CREATE TEMP TABLE gone (mention_id INTEGER PRIMARY KEY)")
    connection.execute(
        """INSERT INTO gone SELECT id FROM mention WHERE batch_id = ?1
        UNION SELECT mention.id FROM document JOIN mention ON mention.document_id = document.id
        WHERE document.batch_id = ?1""",
        (batch_id,),
    )
    query = "SELECT DISTINCT event_id FROM event_mention WHERE mention_id IN gone ORDER BY event_id"
    events = [row[0] for row in connection.execute(query)]
    connection.execute("UPDATE event SET best_mention_id = NULL WHERE best_mention_id IN gone")
    connection.execute(
        """INSERT INTO mention_search (mention_search, rowid, evidence)
        SELECT 'delete', id, evidence FROM mention_evidence WHERE id IN gone"""
    )
    for table in ("event_mention", "mention_source", "mention_export", "decision_pin"):
        connection.execute(f"DELETE FROM {table} WHERE mention_id IN gone")
    connection.execute("UPDATE mention SET replaces = NULL WHERE replaces IN gone")
    deleted = connection.execute("DELETE FROM mention WHERE id IN gone").rowcount
    connection.execute("DROP TABLE gone")
    return events, deleted


def _delete_documents(connection: sqlite3.Connection, batch_id: int) -> int:
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
