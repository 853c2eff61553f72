"""Bringing back what a batch that is undone moved or retired: codings, mentions of other events, numbers."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from relcli.resolve.mention import block_of, window_of
from relcli.store.decide.removal import remove_empty
from relcli.store.decision_log import renew_pins
from relcli.store.identity import add_keys
from relcli.store.mentions import row_to_coding
from relcli.store.moves import MENTION, NUMBER, copy_moves, moves_of, unlink
from relcli.store.rows import CODING_COLUMNS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

_RETIRED = f"""
SELECT old.document_id, old.batch_id, old.number,
       old.id, new.id,
       (SELECT later.batch_id FROM moved AS later JOIN batch ON batch.id = later.batch_id AND batch.undone = ''
        WHERE later.what = 'mention' AND later.id = new.id AND later.batch_id > ?1 LIMIT 1),
       held.event_id, old.retired_event,
       {", ".join(f"old.{column}" for column in CODING_COLUMNS)}
FROM mention AS old
LEFT JOIN mention AS new ON new.replaces = old.id AND new.batch_id = ?1
LEFT JOIN event_mention AS held ON held.mention_id = new.id
WHERE old.retired_by = ?1 ORDER BY old.document_id, old.batch_id, old.number, old.telling
"""
"""The codings that a recode retired, each with the one that took its place, whether a later batch moved that one, and
the event it is in now."""


def bring_back_codings(connection: sqlite3.Connection, batch_id: int) -> tuple[list[int], set[int]]:
    """Make the codings that a recode retired count again, each in the event it was in, or to which a later batch moved
    the one that took its place; return their mentions and these events.
    """
    was_in = {move.id: move.previous for move in moves_of(connection, batch_id, MENTION)}
    returned: list[int] = []
    events: set[int] = set()
    rows_of_all = connection.execute(_RETIRED, (batch_id,)).fetchall()
    for _, group in groupby(rows_of_all, key=lambda row: row[:3]):
        rows = list(group)
        coded, *retellings = (row_to_coding(row[8:]) for row in rows)
        stretch = (block_of(coded), *window_of(replace(coded, retellings=tuple(retellings))))  # retellings share it
        for mention_id, replacement, moved_later, now_in, retired_event in (row[3:8] for row in rows):
            before = was_in.get(mention_id) or retired_event
            event_id = now_in if moved_later else before
            ensure_event(connection, event_id)
            held = (mention_id, event_id, *stretch)
            connection.execute("INSERT INTO event_mention VALUES (?, ?, ?, ?, ?, NULL)", held)
            copy_pins(connection, replacement, mention_id)
            if moved_later:
                copy_moves(connection, replacement, mention_id, after=(batch_id, before))
            returned.append(mention_id)
            events.add(event_id)
    connection.execute("UPDATE mention SET retired_by = NULL, retired_event = NULL WHERE retired_by = ?", (batch_id,))
    renew_pins(connection, returned)
    return returned, events


def put_back_mentions(connection: sqlite3.Connection, batch_id: int) -> tuple[list[int], set[int], set[int]]:
    """Put the mentions that a batch moved back where they were; return them, the events that they left, and those that
    they are in again.

    One that a recode retired since stays away: in the log of that recode it now comes from where it was before.
    """
    mentions: list[int] = []
    left: set[int] = set()
    entered: set[int] = set()
    for move in moves_of(connection, batch_id, MENTION):
        if move.event_id is None or move.previous is None:
            continue
        is_moved_later = unlink(connection, batch_id, MENTION, move)
        query = "SELECT event_id, pin FROM event_mention WHERE mention_id = ?"
        row = connection.execute(query, (move.id,)).fetchone()
        if row is None or is_moved_later:
            continue
        now_in, pin = row
        back_to = pin or move.previous
        if now_in != back_to:
            ensure_event(connection, back_to)
            connection.execute("UPDATE event_mention SET event_id = ? WHERE mention_id = ?", (back_to, move.id))
            remove_empty(connection, [now_in], back_to)
            left.add(now_in)
            entered.add(back_to)
            mentions.append(move.id)
    return mentions, left, entered


def put_back_numbers(connection: sqlite3.Connection, batch_id: int) -> None:
    """Let the numbers that a batch led to other events lead where they led before."""
    for move in moves_of(connection, batch_id, NUMBER):
        if unlink(connection, batch_id, NUMBER, move):
            continue
        connection.execute("DELETE FROM event_redirect WHERE old_id = ?", (move.id,))
        connection.execute(
            """INSERT INTO event_redirect SELECT ?1, event.id FROM event
            WHERE event.id = ifnull((SELECT event_id FROM event_redirect WHERE old_id = ?2), ?2)
              AND NOT EXISTS (SELECT 1 FROM event AS own WHERE own.id = ?1)""",
            (move.id, move.previous),
        )


def ensure_event(connection: sqlite3.Connection, event_id: int) -> None:
    """Bring the row of an event back, still empty, if it is gone or was merged into another one."""
    if not connection.execute("SELECT 1 FROM event WHERE id = ?", (event_id,)).fetchone():
        connection.execute("DELETE FROM event_redirect WHERE old_id = ?", (event_id,))
        connection.execute("INSERT INTO event (id) VALUES (?)", (event_id,))
        if not connection.execute("SELECT 1 FROM event_key WHERE event_id = ?", (event_id,)).fetchone():
            add_keys(connection, [event_id])


def copy_pins(connection: sqlite3.Connection, mention_id: int | None, heir: int) -> None:
    """Make what people decided about a mention hold for the one that takes its place."""
    connection.execute(
        """INSERT OR IGNORE INTO decision_pin (mention_id, decision_id, event_id, previous)
        SELECT ?, decision_id, event_id, previous FROM decision_pin WHERE mention_id = ?""",
        (heir, mention_id),
    )


def pass_on(connection: sqlite3.Connection, mentions: Sequence[tuple[int, int]]) -> None:
    """Make what people decided about mentions, and what moved them, hold for those that take their places, given as
    (mention, the one that takes its place).
    """
    for mention_id, heir in mentions:
        copy_pins(connection, mention_id, heir)
        copy_moves(connection, mention_id, heir)
