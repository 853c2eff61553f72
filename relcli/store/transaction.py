"""One transaction: all of a change, or nothing of it."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from relcli.store.interrupts import swallowed_by
from relcli.store.locks import StoreConnection, begin_writing

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKPOINT_SECONDS = 2.0
"""How often the write-ahead log is put into the file at most, during a long import."""
CHECKPOINT_SHARE = 0.02
"""The share of the time that may be spent on it."""


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Make what happens in the `with` block one transaction; an error, or an interrupt, takes all of it back.
    New rows get their checksums at its end.

    An interrupt can also arrive when all is written and there is nothing left to take back. After some errors (a full
    disk is one) SQLite has taken everything back itself, or cannot even do that: the error to report is the first one.
    """
    from relcli.store.checksums import last_summed, sum_new  # reading commands import this module

    begin_writing(connection)
    ending = False
    try:
        summed = last_summed(connection)
        yield
        sum_new(connection, summed)
        ending = True
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
        elif ending and not isinstance(error, sqlite3.Error):
            _note_written(connection)
        if (interrupt := swallowed_by(error)) is not None:
            raise interrupt from None
        raise
    _note_written(connection)
    _put_log_into_file(connection)


def _note_written(connection: sqlite3.Connection) -> None:
    if isinstance(connection, StoreConnection):
        connection.written += 1


def _put_log_into_file(connection: sqlite3.Connection) -> None:
    """Put what the write-ahead log holds into the file now and then, so that a kill leaves little of it behind; a full
    disk or a lock by another program does not stop what was already written."""
    if not isinstance(connection, StoreConnection) or not connection.path:
        return
    begin = time.monotonic()
    if begin < connection.checkpointed + CHECKPOINT_SECONDS:
        return
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    end = time.monotonic()
    connection.checkpointed = end + max(0.0, (end - begin) / CHECKPOINT_SHARE - CHECKPOINT_SECONDS)
