"""The log of moves: which mentions and numbers a batch led to other events.

What people decide is in the log of decisions, but a change has consequences beyond it: acts follow their occasion, a
new report shows that two events are one, a recode puts codings away. Whatever moves a mention that was there before, or
leads a number to another event, is therefore noted for the batch that does it, by triggers, once for each mention and
number: from where to where. Undoing a batch takes its link out of these chains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from relcli.resolve.mention import NO_EVENT

if TYPE_CHECKING:
    import sqlite3

MENTION: Literal["mention"] = "mention"
NUMBER: Literal["number"] = "number"

_TABLE = """
CREATE TEMP TABLE IF NOT EXISTS move (
    place INTEGER PRIMARY KEY, what TEXT NOT NULL, id INTEGER NOT NULL, previous INTEGER, event_id INTEGER
)
"""
_TRIGGERS = (
    f"""CREATE TEMP TRIGGER IF NOT EXISTS mention_moved AFTER UPDATE OF event_id ON main.event_mention
    WHEN OLD.event_id <> NEW.event_id AND OLD.event_id <> {NO_EVENT}
    BEGIN INSERT INTO move VALUES (NULL, '{MENTION}', OLD.mention_id, OLD.event_id, NEW.event_id); END""",
    f"""CREATE TEMP TRIGGER IF NOT EXISTS mention_put_away AFTER DELETE ON main.event_mention
    BEGIN INSERT INTO move VALUES (NULL, '{MENTION}', OLD.mention_id, OLD.event_id, NULL); END""",
    # A REPLACE does not fire the triggers of a deletion: what was there is read before it is replaced.
    f"""CREATE TEMP TRIGGER IF NOT EXISTS number_leads BEFORE INSERT ON main.event_redirect
    BEGIN INSERT INTO move VALUES (NULL, '{NUMBER}', NEW.old_id,
        (SELECT event_id FROM main.event_redirect WHERE old_id = NEW.old_id), NEW.event_id); END""",
    f"""CREATE TEMP TRIGGER IF NOT EXISTS number_leads_on AFTER UPDATE OF event_id ON main.event_redirect
    WHEN OLD.event_id <> NEW.event_id
    BEGIN INSERT INTO move VALUES (NULL, '{NUMBER}', OLD.old_id, OLD.event_id, NEW.event_id); END""",
    f"""CREATE TEMP TRIGGER IF NOT EXISTS number_is_back AFTER DELETE ON main.event_redirect
    BEGIN INSERT INTO move VALUES (NULL, '{NUMBER}', OLD.old_id, OLD.event_id, NULL); END""",
)
_NET = """
INSERT INTO moved (batch_id, what, id, previous, event_id)
SELECT ?1, first.what, first.id, first.previous, last.event_id
FROM (SELECT min(place) AS begin, max(place) AS end FROM move GROUP BY what, id) AS chain
JOIN move AS first ON first.place = chain.begin
JOIN move AS last ON last.place = chain.end
WHERE first.what <> 'mention'
   OR NOT EXISTS (SELECT 1 FROM mention WHERE mention.id = first.id AND mention.batch_id >= ?2)
ON CONFLICT (batch_id, what, id) DO UPDATE SET event_id = excluded.event_id
"""


class Move(NamedTuple):
    """One link: what was led from which event to which; None = in no event, leading nowhere."""

    id: int
    previous: int | None
    event_id: int | None


def begin_log(connection: sqlite3.Connection) -> None:
    """Begin to note moves; call it at the beginning of a transaction."""
    connection.execute(_TABLE)
    for trigger in _TRIGGERS:
        connection.execute(trigger)
    connection.execute("DELETE FROM move")


def end_log(connection: sqlite3.Connection, batch_id: int, first_new: int | None = None) -> None:
    """Note for a batch what has moved since the log began; call it before the transaction ends.

    Mentions of this batch, or from `first_new` on, have no place that they could go back to.
    """
    if connection.execute("SELECT 1 FROM move LIMIT 1").fetchone():
        connection.execute(_NET, (batch_id, first_new or batch_id))
        connection.execute("DELETE FROM moved WHERE batch_id = ? AND previous IS event_id", (batch_id,))


def moves_of(connection: sqlite3.Connection, batch_id: int, what: Literal["mention", "number"]) -> list[Move]:
    """Return what a batch moved, in the order of the numbers."""
    query = "SELECT id, previous, event_id FROM moved WHERE batch_id = ? AND what = ? ORDER BY id"
    return [Move(*row) for row in connection.execute(query, (batch_id, what))]


def unlink(connection: sqlite3.Connection, batch_id: int, what: Literal["mention", "number"], move: Move) -> bool:
    """Take the link of a batch out of the chain of a mention or number: the next batch in force that moved it now moves
    it from where this one took it. Return whether there is such a batch.
    """
    query = """SELECT moved.batch_id FROM moved JOIN batch ON batch.id = moved.batch_id AND batch.undone = ''
        WHERE moved.what = ? AND moved.id = ? AND moved.batch_id > ? ORDER BY moved.batch_id LIMIT 1"""
    row = connection.execute(query, (what, move.id, batch_id)).fetchone()
    if row:
        change = "UPDATE moved SET previous = ? WHERE batch_id = ? AND what = ? AND id = ?"
        connection.execute(change, (move.previous, row[0], what, move.id))
    return row is not None


def copy_moves(
    connection: sqlite3.Connection, mention_id: int, heir: int, after: tuple[int, int] | None = None
) -> None:
    """Make what moved a mention hold for the one that takes its place; with `after`, a batch and an event, only what
    moved it after that batch, the first time from that event.
    """
    batch_id, event_id = after or (0, None)
    later = "SELECT batch_id FROM moved WHERE what = 'mention' AND id = ? AND event_id IS NOT NULL AND batch_id > ?"
    batches = sorted(row[0] for row in connection.execute(later, (mention_id, batch_id)))
    connection.executemany(
        """INSERT OR IGNORE INTO moved SELECT batch_id, what, ?, previous, event_id FROM moved
        WHERE batch_id = ? AND what = 'mention' AND id = ?""",
        [(heir, batch, mention_id) for batch in batches],
    )
    if batches and event_id is not None:
        change = "UPDATE moved SET previous = ? WHERE batch_id = ? AND what = 'mention' AND id = ?"
        connection.execute(change, (event_id, batches[0], heir))
