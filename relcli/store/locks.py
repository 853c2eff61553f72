"""Waiting for other programs that use the same database.

SQLite can wait by itself, but then nothing can be said meanwhile and Ctrl-C has no effect before the end. So here it
is asked again and again, with short pauses, until the lock is gone or the time is up.
"""

from __future__ import annotations

import sqlite3
import time
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from weakref import WeakSet

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
LONGEST_PAUSE = 0.05
SILENT = 1.0
"""Seconds of waiting before a message is printed."""
BUSY_TIMEOUT_MS = 5000
"""How long SQLite itself waits inside a statement. Hardly any ever has to: locks are met where a transaction begins."""


class Patience(NamedTuple):
    """How many seconds to wait for a lock, and what is called once with a line for the person who waits."""

    seconds: float = BUSY_TIMEOUT_MS / 1000
    say: Callable[[str], None] | None = None


class StoreConnection(sqlite3.Connection):
    """A connection that knows how long to wait for a lock, and how many transactions it has written."""

    patience: Patience = Patience()
    path: str = ""
    written: int = 0
    checkpointed: float = 0.0
    """When the log was last put into the file, by the clock that only goes forward."""


class ReadingConnection(sqlite3.Connection):
    """A connection whose cursors end with it. SQLite keeps a connection open as long as a statement is not read to its
    end, and after an error (a closed pipe is one) some never are."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._cursors: WeakSet[sqlite3.Cursor] = WeakSet()

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        """Execute a statement; its cursor is closed with the connection."""
        made = super().execute(*arguments)
        self._cursors.add(made)
        return made

    def close(self) -> None:
        """Close the connection with all cursors."""
        for cursor in list(self._cursors):
            cursor.close()
        super().close()


def is_busy(error: sqlite3.Error) -> bool:
    """Has another program locked the database?"""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def waiting(attempt: Callable[[], T], patience: Patience, path: str) -> T:
    """Return what `attempt` returns, called again while another program has the database locked; its error when the
    time is up."""
    begin = time.monotonic()
    pause, said = 0.001, False
    while True:
        try:
            return attempt()
        except sqlite3.OperationalError as error:
            passed = time.monotonic() - begin
            if not is_busy(error) or passed >= patience.seconds:
                raise
        if passed >= SILENT and not said and patience.say is not None:
            said = True
            patience.say(
                f"waiting for another program to finish with {path} (up to {patience.seconds:g} s; Ctrl-C stops)"
            )
        time.sleep(min(pause, max(patience.seconds - passed, 0)))
        pause = min(2 * pause, LONGEST_PAUSE)


def begin_writing(connection: sqlite3.Connection) -> None:
    """Begin a transaction that writes, as soon as no other program does."""
    if not isinstance(connection, StoreConnection):
        connection.execute("BEGIN IMMEDIATE")
        return
    wait_inside(connection, 0)
    try:
        waiting(lambda: connection.execute("BEGIN IMMEDIATE"), connection.patience, connection.path)
    finally:
        wait_inside(connection, min(BUSY_TIMEOUT_MS, int(connection.patience.seconds * 1000)))


def wait_inside(connection: sqlite3.Connection, milliseconds: int) -> None:
    """Set how long SQLite itself waits for a lock inside a statement."""
    connection.execute(f"PRAGMA busy_timeout = {milliseconds}")
