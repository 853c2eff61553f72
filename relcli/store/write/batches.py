"""Batches: one change to the database, by whom and when; the unit of undo."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from relcli.errors import RelcliError
from relcli.store.moves import begin_log, end_log
from relcli.store.row_changes import forget_kept
from relcli.store.transaction import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from typing import Literal

    from relcli.store.decision_log import DecisionKind

    BatchKind = Literal["import", "recode"] | DecisionKind


class Batch:
    """One change while it is made. Its row is written with the first thing it does, so that a change that changes
    nothing leaves no trace.

    `command` is what was typed, `now` an ISO timestamp, `author` who typed it.
    """

    def __init__(self, kind: BatchKind, command: str, now: str, author: str = "") -> None:
        self.kind = kind
        self.command = command
        self.now = now
        self.author = author
        self._id: int | None = None

    @contextmanager
    def transaction(self, connection: sqlite3.Connection) -> Iterator[None]:
        """Make what happens in the `with` block one transaction; an error takes all of it back."""
        had = self._id
        try:
            with transaction(connection):
                begin_log(connection)
                yield
                if self._id is not None:
                    end_log(connection, self._id)
        except BaseException:
            self._id = had
            raise

    def id(self, connection: sqlite3.Connection) -> int:
        """Return the number of the batch; its row is there from now on."""
        if self._id is None:
            insert = "INSERT INTO batch (kind, command, started, author) VALUES (?, ?, ?, ?)"
            self._id = connection.execute(insert, (self.kind, self.command, self.now, self.author)).lastrowid
            assert self._id is not None
            forget_kept(connection)
        return self._id

    def count(self, connection: sqlite3.Connection, *, documents: int = 0, events: int = 0, mentions: int = 0) -> None:
        """Add to the counts of what came with the batch."""
        connection.execute(
            "UPDATE batch SET documents = documents + ?, events = events + ?, mentions = mentions + ? WHERE id = ?",
            (documents, events, mentions, self.id(connection)),
        )


BATCH_FIELDS = ("id", "kind", "started", "author", "documents", "events", "mentions", "decisions", "undone", "command")
"""The record of the `history` listing."""


class BatchRow(NamedTuple):
    """One batch as `history` lists it; `undone` is when it was undone, '' while it is in force."""

    id: int
    kind: BatchKind
    started: str
    author: str
    documents: int
    events: int
    mentions: int
    decisions: int
    undone: str
    command: str


_BATCHES = """
SELECT id, kind, started, author, documents, events, mentions,
       (SELECT count(DISTINCT event_id) FROM decision WHERE decision.batch_id = batch.id), undone, command
FROM batch
"""


def list_batches(connection: sqlite3.Connection) -> Iterator[BatchRow]:
    """Yield all batches, the newest first."""
    return (BatchRow(*row) for row in connection.execute(f"{_BATCHES} ORDER BY id DESC"))


def to_undo(connection: sqlite3.Connection, batch_id: int | None) -> BatchRow:
    """Return the batch to undo: the one named, else the newest in force.

    RelcliError if there is none or it was undone before.
    """
    if batch_id is None:
        row = connection.execute(f"{_BATCHES} WHERE undone = '' ORDER BY id DESC LIMIT 1").fetchone()
        if row is None:
            raise RelcliError("there is nothing to undo")
        return BatchRow(*row)
    batch = batch_row(connection, batch_id)
    if batch.undone:
        raise RelcliError(f"batch {batch_id} was already undone on {batch.undone[:10]}")
    return batch


def batch_row(connection: sqlite3.Connection, batch_id: int | None) -> BatchRow:
    """Return one batch; RelcliError if there is none of this number."""
    row = connection.execute(f"{_BATCHES} WHERE id = ?", (batch_id,)).fetchone()
    if row is None:
        raise RelcliError(f"no batch {batch_id}", hint="'relcli history' lists them")
    return BatchRow(*row)
