"""Undoing a batch, whatever it did, and making it again.

What a batch moved goes back to where it was, its decisions stop counting, codings that it replaced come back, documents
that it imported go with all that came of them. Then the events concerned are derived again. What a later change builds
on is refused, with the number of that change.

The batch's row stays, marked, so that numbers are never used again and `history` shows what happened.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from relcli.errors import RelcliError
from relcli.store.decide.built_upon import refuse_if_built_upon
from relcli.store.decide.removal import later_about, remove_documents, remove_empty, remove_mentions
from relcli.store.decide.returning import bring_back_codings, put_back_mentions, put_back_numbers
from relcli.store.decision_log import events_of, pinned_by, renew_pins
from relcli.store.moves import begin_log, end_log
from relcli.store.row_changes import kept_rows, newest_kept, put_back
from relcli.store.transaction import transaction
from relcli.store.write.batches import batch_row, to_undo
from relcli.store.write.resolution import mentions_of, resolve_mentions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from relcli.store.write.batches import BatchRow


class Undone(NamedTuple):
    """What was undone, or made again: the batch; the documents and mentions that went with it (or came back); the later
    batches that were about nothing else and so were undone with it.
    """

    batch: BatchRow
    documents: int
    mentions: int
    void: tuple[int, ...] = ()


def undo(connection: sqlite3.Connection, batch_id: int | None, now: str) -> Undone:
    """Undo a batch in one transaction, the newest one in force if none is named; return what it was.

    RelcliError if there is none, if it was undone before, or if a later batch builds on it. `now` is an ISO timestamp.
    """
    with transaction(connection):
        batch = to_undo(connection, batch_id)
        refuse_if_built_upon(connection, batch.id)
        with kept_rows(connection, batch.id):
            return _undo(connection, batch, now)


def redo(connection: sqlite3.Connection, batch_id: int | None = None) -> Undone:
    """Redo the change that was undone last, with all its numbers; return what it was.

    RelcliError if nothing was undone, if something else was changed since, or if `batch_id` was not undone last.
    """
    with transaction(connection):
        newest = to_redo(connection, batch_id)
        changed = put_back(connection)
        held = changed["event_mention"]
        mentions = list(dict.fromkeys(row[0] for row in held))
        touched = {*events_of(connection, newest.id), *(row[1] for row in held)}
        for event_id in sorted(touched):
            _ensure_row(connection, event_id)
        renew_pins(connection, pinned_by(connection, newest.id))
        resolve_mentions(connection, [], events=touched, occasions=mentions)
        remove_empty(connection, touched)
        void = tuple(row[0] for row in changed["batch"] if row[0] != newest.id)
        return Undone(newest, len(changed["document"]), len(changed["mention"]), void)


def to_redo(connection: sqlite3.Connection, batch_id: int | None = None) -> BatchRow:
    """Return the batch that can be made again; RelcliError if there is none, or if it is not the one named."""
    newest = newest_kept(connection)
    if batch_id not in {None, newest}:
        if not batch_row(connection, batch_id).undone:
            raise RelcliError(f"batch {batch_id} is in force")
        raise RelcliError(f"batch {batch_id} was not undone last", hint=f"redo batch {newest} first")
    return batch_row(connection, newest)


def _ensure_row(connection: sqlite3.Connection, event_id: int) -> None:
    """Bring the row of an event back, still empty, if it has mentions and no row."""
    connection.execute(
        """INSERT OR IGNORE INTO event (id) SELECT ?1 WHERE EXISTS
            (SELECT 1 FROM event_mention WHERE event_id = ?1)""",
        (event_id,),
    )


def _undo(connection: sqlite3.Connection, batch: BatchRow, now: str) -> Undone:
    """Undo a batch inside a transaction."""
    batch_id = batch.id
    connection.execute("UPDATE batch SET undone = ? WHERE id = ?", (now, batch_id))
    decided = pinned_by(connection, batch_id)
    renew_pins(connection, decided)
    returned, their_events = bring_back_codings(connection, batch_id)
    moved, left, entered = put_back_mentions(connection, batch_id)
    later = later_about(connection, batch_id)
    emptier, mentions = remove_mentions(connection, batch_id)
    documents = remove_documents(connection, batch_id)
    void = _undo_void(connection, later, now)
    for number in reversed(void):  # they may have moved more than what they decided about
        more, emptied, filled = put_back_mentions(connection, number)
        moved, left, entered = [*moved, *more], left | emptied, entered | filled
        put_back_numbers(connection, number)
    put_back_numbers(connection, batch_id)
    neighbours = [mention for event_id in emptier for mention in mentions_of(connection, event_id)]
    again = dict.fromkeys([*returned, *moved, *neighbours, *decided])
    touched = {*events_of(connection, batch_id), *emptier, *their_events, *left, *entered}
    occasions, preferred = [*decided, *moved, *returned], their_events | entered
    with _consequences_noted(connection, batch_id):
        resolve_mentions(connection, again, events=touched, occasions=occasions, preferred=preferred)
        remove_empty(connection, touched)
    return Undone(batch, documents, mentions, void)


@contextmanager
def _consequences_noted(connection: sqlite3.Connection, batch_id: int) -> Iterator[None]:
    """Note what the block moves for the newest batch in force that is later than the one undone, if there is any: with
    that batch in force, and without this one, it belongs elsewhere.
    """
    begin_log(connection)
    yield
    query = "SELECT max(id) FROM batch WHERE undone = '' AND id > ?"
    newest = connection.execute(query, (batch_id,)).fetchone()[0]
    if newest is not None:
        end_log(connection, newest, batch_id)


def _undo_void(connection: sqlite3.Connection, batch_ids: list[int], now: str) -> tuple[int, ...]:
    """Mark as undone those of some later batches that decided about nothing that is left."""
    void = []
    for batch_id in batch_ids:
        left = """SELECT 1 FROM decision JOIN decision_pin ON decision_pin.decision_id = decision.id
            WHERE decision.batch_id = ?1
            UNION ALL SELECT 1 FROM mention WHERE batch_id = ?1 OR retired_by = ?1
            UNION ALL SELECT 1 FROM document WHERE batch_id = ?1 LIMIT 1"""
        if not connection.execute(left, (batch_id,)).fetchone():
            connection.execute("UPDATE batch SET undone = ? WHERE id = ?", (now, batch_id))
            void.append(batch_id)
    return tuple(void)
