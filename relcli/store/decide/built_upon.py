"""Whether a batch can be undone: not while a later one builds on what it did.

A later batch builds on it if it coded the same documents again, or decided about mentions that this one moved, or about
codings that came with it and replaced none. Then it has to be undone first: else the earlier one would be undone in
name only, or the later one would lose what it was about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.errors import RelcliError

if TYPE_CHECKING:
    import sqlite3

_CODED_AGAIN = """
SELECT DISTINCT mention.retired_by FROM mention JOIN document ON document.id = mention.document_id
WHERE mention.batch_id = ?1 AND document.batch_id <> ?1 AND mention.retired_by IS NOT NULL
"""
_DECIDED_SINCE = """
SELECT DISTINCT decision.batch_id FROM moved
JOIN event_mention ON event_mention.mention_id = moved.id
JOIN decision_pin ON decision_pin.mention_id = moved.id
JOIN decision ON decision.id = decision_pin.decision_id
JOIN batch ON batch.id = decision.batch_id AND batch.undone = ''
WHERE moved.batch_id = ?1 AND moved.what = 'mention' AND moved.event_id IS NOT NULL AND decision.batch_id > ?1
"""
_DECIDED_ABOUT_NEW = """
SELECT DISTINCT decision.batch_id FROM mention
JOIN document ON document.id = mention.document_id AND document.batch_id <> ?1
JOIN decision_pin ON decision_pin.mention_id = mention.id
JOIN decision ON decision.id = decision_pin.decision_id
JOIN batch ON batch.id = decision.batch_id AND batch.undone = ''
LEFT JOIN moved ON moved.batch_id = ?1 AND moved.what = 'mention' AND moved.id = mention.replaces
WHERE mention.batch_id = ?1 AND decision.batch_id > ?1 AND (SELECT kind FROM batch WHERE id = ?1) = 'recode'
  AND (mention.replaces IS NULL OR decision_pin.event_id <> moved.previous AND NOT EXISTS (
      SELECT 1 FROM moved AS later JOIN batch AS its ON its.id = later.batch_id AND its.undone = ''
      WHERE later.what = 'mention' AND later.id = mention.id
        AND later.batch_id > ?1 AND later.batch_id <= decision.batch_id))
"""


def refuse_if_built_upon(connection: sqlite3.Connection, batch_id: int) -> None:
    """Raise RelcliError if later batches have to be undone before this one."""
    again = _batches(connection, _CODED_AGAIN, batch_id)
    if again:
        raise RelcliError(f"batch {again[-1]} coded the same documents again", hint=f"undo batch {again[-1]} first")
    queries = (_DECIDED_SINCE, _DECIDED_ABOUT_NEW)
    later = sorted({found for query in queries for found in _batches(connection, query, batch_id)})
    if not later:
        return
    newest = later[-1]
    kind = connection.execute("SELECT kind FROM batch WHERE id = ?", (newest,)).fetchone()[0]
    others = f" and {len(later) - 1} more build" if len(later) > 1 else " builds"
    raise RelcliError(f"batch {newest} ({kind}){others} on batch {batch_id}", hint=f"undo batch {newest} first")


def _batches(connection: sqlite3.Connection, query: str, batch_id: int) -> list[int]:
    return sorted(row[0] for row in connection.execute(query, (batch_id,)))
