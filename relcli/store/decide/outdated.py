"""Records of this database that are older than their events: somebody exported, then the event changed here.

Such a record must not take the change back. If nobody touched it, it says nothing; if somebody did, a person has to
decide, with a new export.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from relcli.errors import RelcliError

if TYPE_CHECKING:
    import sqlite3

    from relcli.model import Event
    from relcli.store.decide.returned import Record


def is_outdated(record: Record, event: Event) -> bool:
    """Return whether a record was written when its event was another than it is now."""
    return record.revision not in {"", event.revision}


def was_imported(connection: sqlite3.Connection, record: Record, event_id: int) -> bool:
    """Return whether what somebody changed in a record is what an earlier import edited: the same file once more."""
    query = """SELECT decision.batch_id, decision.field, decision.previous FROM decision
        JOIN batch ON batch.id = decision.batch_id AND batch.undone = '' AND batch.kind = 'import'
        WHERE decision.event_id = ? AND decision.kind = 'edit' ORDER BY decision.id"""
    before: dict[int, dict[str, str]] = defaultdict(dict)
    for batch_id, field, previous in connection.execute(query, (event_id,)):
        before[batch_id][field] = previous
    return any(record.has_revision_with(edited) for edited in before.values())


def refusal(connection: sqlite3.Connection, event_id: int) -> RelcliError:
    """Return the error of a changed record whose event has changed too; it names the newest batch that dealt with the
    event.
    """
    query = """SELECT max(batch_id) FROM (
        SELECT batch_id FROM decision WHERE event_id = ?1
        UNION ALL SELECT mention.batch_id FROM mention
            JOIN event_mention ON event_mention.mention_id = mention.id WHERE event_mention.event_id = ?1)"""
    (batch_id,) = connection.execute(query, (event_id,)).fetchone()
    newest = f" (batch {batch_id})" if batch_id else ""
    return RelcliError(f"event {event_id} has changed since it was exported{newest}", hint="export it again")
