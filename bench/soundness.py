"""Makes a synthetic database sound: hashes, digests, blocks, events and checksums as the importer would have made them.

What `synthetic.py` writes past the importer is alike but not the same: `database check` would find every row of it.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from relcli.coding import Document
from relcli.store.check.derived import STORED, codings, derived_row, stretch_of
from relcli.store.check.texts import hash_of, reported
from relcli.store.checksums import fill
from relcli.store.rows import CODING_COLUMNS, DOCUMENT_COLUMNS
from relcli.store.write.event_files import digest_of
from relcli.store.write.resolution import load_mentions

if TYPE_CHECKING:
    import sqlite3

AT_ONCE = 5000


def make_sound(connection: sqlite3.Connection) -> None:
    """Bring everything in step, inside the caller's transaction."""
    for (trigger,) in connection.execute("SELECT name FROM temp.sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER temp.{trigger}")  # checksums are made at the end
    reader = connection.cursor()
    reader.execute(f"SELECT id, producer, {', '.join(DOCUMENT_COLUMNS)} FROM document")
    while rows := reader.fetchmany(AT_ONCE):
        hashes = [(hash_of(Document(*columns), producer), number) for number, producer, *columns in rows]
        connection.executemany("UPDATE document SET content_hash = ? WHERE id = ?", hashes)
    _blocks_and_digests(connection)
    (last,) = connection.execute("SELECT max(id) FROM event").fetchone()
    where = "event_mention.event_id BETWEEN ? AND ? ORDER BY event_mention.event_id, event_mention.mention_id"
    update = f"UPDATE event SET {', '.join(f'{name} = ?' for name in STORED)} WHERE id = ?"
    for first in range(1, last + 1, AT_ONCE):
        mentions = load_mentions(connection, where, (first, first + AT_ONCE - 1))
        groups = [(number, list(group)) for number, group in groupby(mentions, key=attrgetter("event_id"))]
        written = [(*derived_row(connection, number, group, decided_about=False), number) for number, group in groups]
        connection.executemany(update, written)
    connection.execute(
        """UPDATE batch SET documents = (SELECT count(*) FROM document), mentions = (SELECT count(*) FROM mention),
        events = (SELECT count(*) FROM event)"""
    )
    fill(connection)


def _blocks_and_digests(connection: sqlite3.Connection) -> None:
    """Set what mentions are looked up by."""
    end = 8 + len(CODING_COLUMNS)
    blocks, digests = [], []
    for rows in codings(connection):
        stretch = stretch_of(rows)
        blocks += [(*stretch, row[3]) for row in rows]
        digests += [(digest_of(reported(row[end:])), row[3]) for row in rows if row[7] is not None]
    connection.executemany(
        "UPDATE event_mention SET block = ?, first_day = ?, last_day = ? WHERE mention_id = ?", blocks
    )
    connection.executemany("UPDATE mention_source SET digest = ? WHERE mention_id = ?", digests)
