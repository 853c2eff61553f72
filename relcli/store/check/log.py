"""The log: batches and what came with them, decisions and pins, what recodes retired, numbers, redirects, views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.errors import RelcliError
from relcli.model import EDITABLE, from_text
from relcli.query.typed import parse_line
from relcli.store.decision_log import NEWEST_PIN
from relcli.store.read.saved_views import list_views

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_BATCHES = """
SELECT id, undone, documents, mentions,
       (SELECT count(*) FROM document WHERE document.batch_id = batch.id),
       (SELECT count(*) FROM mention WHERE mention.batch_id = batch.id)
FROM batch ORDER BY id
"""
_UNPINNED = f"""
SELECT mention_id, pin, newest FROM (
    SELECT event_mention.mention_id AS mention_id, event_mention.pin AS pin, ({NEWEST_PIN}) AS newest FROM event_mention
) WHERE pin IS NOT newest ORDER BY mention_id
"""
_RETIRED = {
    "was retired by batch {1}, which was undone": """
        SELECT mention.id, batch.id FROM mention JOIN batch ON batch.id = mention.retired_by
        WHERE batch.undone <> '' ORDER BY 1""",
    "was retired by batch {1}, which is not a recode": """
        SELECT mention.id, batch.id FROM mention JOIN batch ON batch.id = mention.retired_by
        WHERE batch.kind <> 'recode' ORDER BY 1""",
    "was retired but belongs to event {1}": """
        SELECT mention.id, event_mention.event_id
        FROM mention JOIN event_mention ON event_mention.mention_id = mention.id
        WHERE mention.retired_by IS NOT NULL ORDER BY 1""",
    "belongs to no event": """
        SELECT id, 0 FROM mention WHERE retired_by IS NULL
        AND NOT EXISTS (SELECT 1 FROM event_mention WHERE event_mention.mention_id = mention.id) ORDER BY 1""",
    "replaces mention {1}, which is of another document or still in use": """
        SELECT mention.id, old.id FROM mention JOIN mention AS old ON old.id = mention.replaces
        WHERE old.document_id <> mention.document_id OR old.retired_by IS NOT mention.batch_id ORDER BY 1""",
    "has the event it was retired from, but was not retired": """
        SELECT id, 0 FROM mention WHERE retired_by IS NULL AND retired_event IS NOT NULL ORDER BY 1""",
}
_NUMBERED = ("batch", "document", "mention", "decision", "event")
_REDIRECTS = {
    "leads to event {1}, a number that was never assigned": """
        SELECT old_id, event_id FROM event_redirect
        WHERE event_id NOT IN (SELECT event_id FROM event_key) ORDER BY 1""",
    "leads to event {1}, which itself leads to another": """
        SELECT old.old_id, old.event_id FROM event_redirect AS old
        JOIN event_redirect AS next ON next.old_id = old.event_id ORDER BY 1""",
    "is an event but leads to event {1}": """
        SELECT old_id, event_redirect.event_id FROM event_redirect JOIN event ON event.id = old_id ORDER BY 1""",
}
"""The event may be gone, since a recode did not find it any more; undoing that brings it back."""


def batches(connection: sqlite3.Connection) -> Iterator[str]:
    """Batches that count fewer documents and mentions than came with them, or were undone and still have some.

    There may be fewer than they count: undoing an import takes away what a recode found in its documents.
    """
    for number, undone, documents, mentions, held_documents, held_mentions in connection.execute(_BATCHES):
        if undone:
            if held_documents or held_mentions:
                yield f"batch {number}: was undone but still has documents or mentions"
        elif documents < held_documents or mentions < held_mentions:
            counted = f"{documents} documents and {mentions} mentions"
            yield f"batch {number}: counts {counted}; there are {held_documents} and {held_mentions}"


def decisions(connection: sqlite3.Connection) -> Iterator[str]:
    """Pins that are not those of the newest decision in force, and edits of fields that cannot be edited."""
    for number, pin, newest in connection.execute(_UNPINNED):
        said = newest or "nothing"
        yield f"event_mention {number}: is pinned to {pin or 'nothing'}, but the newest decision says {said}"
    for number, field, value in connection.execute("SELECT id, field, value FROM decision WHERE kind = 'edit'"):
        if field not in EDITABLE:
            yield f"decision {number}: edits {field!r}, which cannot be edited"
            continue
        try:
            from_text(field, value)
        except ValueError:
            yield f"decision {number}: {value!r} is not a value of {field}"


def retired(connection: sqlite3.Connection) -> Iterator[str]:
    """Mentions of which it is not clear whether a recode put them away."""
    for what, query in _RETIRED.items():
        for row in connection.execute(query):
            yield f"mention {row[0]}: {what.format(*row)}"


def numbers(connection: sqlite3.Connection) -> Iterator[str]:
    """Tables that would use a number twice."""
    for table in _NUMBERED:
        (highest,) = connection.execute(f"SELECT ifnull(max(id), 0) FROM {table}").fetchone()
        found = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchall()
        if len(found) > 1 or (highest and not found):
            yield f"sqlite_sequence: has {len(found)} rows for {table}"
        elif found and (not isinstance(found[0][0], int) or found[0][0] < highest):
            last = found[0][0]
            yield f"sqlite_sequence: the next {table} would get the number of an existing one ({last} < {highest})"


def redirects(connection: sqlite3.Connection) -> Iterator[str]:
    """Numbers of merged events that lead to no event there ever was, go on from there, or are in use again."""
    for what, query in _REDIRECTS.items():
        for row in connection.execute(query):
            yield f"event_redirect {row[0]}: {what.format(*row)}"


def views(connection: sqlite3.Connection) -> Iterator[str]:
    """Saved views that cannot be read as a question."""
    for view in list_views(connection):
        try:
            parse_line(view.options)
        except RelcliError as error:
            yield f"saved_view {view.name}: {error.what}"
