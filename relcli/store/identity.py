"""What makes a database and an event the same wherever they are copied to: identifiers of their own.

A number means something in its database only. So each database has an identifier, and each event a key that goes with
it through every export: by both, a record that comes back is known to be of this database, and of which event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


def new_key() -> str:
    """Return a UUID of version 7 (RFC 9562): milliseconds since 1970, then 74 random bits. Keys made one after the
    other lie beside each other in an index, which random ones would not.
    """
    import os  # reading commands import this module by way of the migrations
    import time

    milliseconds = time.time_ns() // 1_000_000
    randomness = int.from_bytes(os.urandom(10), "big")
    value = milliseconds << 80 | 0x7 << 76 | (randomness >> 68) << 64 | 0b10 << 62 | randomness & (1 << 62) - 1
    digits = f"{value:032x}"  # written out here: uuid.UUID takes longer over it than all the rest
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def identify(connection: sqlite3.Connection) -> None:
    """Give a database an identifier if it has none."""
    connection.execute(
        "INSERT INTO database_identity SELECT ? WHERE NOT EXISTS (SELECT 1 FROM database_identity)", (new_key(),)
    )


def identity_of(connection: sqlite3.Connection) -> str:
    """Return the identifier of a database."""
    return str(connection.execute("SELECT id FROM database_identity").fetchone()[0])


def add_keys(connection: sqlite3.Connection, event_ids: Iterable[int]) -> None:
    """Give new event numbers their lasting keys."""
    connection.executemany("INSERT INTO event_key VALUES (?, ?)", [(event_id, new_key()) for event_id in event_ids])


def set_key(connection: sqlite3.Connection, event_id: int, key: str) -> None:
    """Give an event the key that it has in other databases. A number that had the key and is gone takes the event's."""
    (own,) = connection.execute("SELECT key FROM event_key WHERE event_id = ?", (event_id,)).fetchone()
    connection.execute("UPDATE event_key SET key = ? WHERE event_id = ?", ("", event_id))  # a key is of one number only
    connection.execute("UPDATE event_key SET key = ? WHERE key = ?", (own, key))
    connection.execute("UPDATE event_key SET key = ? WHERE event_id = ?", (key, event_id))
