"""The log of what people decided: edits, rejections, and which mentions belong together.

A decision is never overwritten. What holds is derived from the log each time: the newest edit of a field, the newest
pin of a mention; batches that were undone do not count. Whatever people decide about an event also pins its mentions
to it, so that neither a later import nor a recode moves them to another event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from relcli.resolve.derive import Decision

DecisionKind = Literal["edit", "reject", "restore", "add", "merge", "split"]
"""What a person can do to an event."""

NEWEST_PIN = """
SELECT decision_pin.event_id FROM decision_pin
JOIN decision ON decision.id = decision_pin.decision_id
JOIN batch ON batch.id = decision.batch_id AND batch.undone = ''
WHERE decision_pin.mention_id = event_mention.mention_id
ORDER BY decision_pin.decision_id DESC LIMIT 1
"""
"""The event that the newest decision in force pins a mention of `event_mention` to."""


class DecisionRow(NamedTuple):
    """One line of the log, as `show` shows it."""

    batch: int
    kind: DecisionKind
    event_id: int
    field: str
    value: str
    previous: str
    note: str
    author: str
    made: str  # ISO timestamp
    undone: str  # ISO timestamp, '' while it is in force


class Entry(NamedTuple):
    """A decision about to be written."""

    kind: DecisionKind
    event_id: int
    field: str = ""
    value: str = ""
    previous: str = ""
    note: str = ""


def decided(connection: sqlite3.Connection, event_id: int) -> Decision:
    """Return what people decided about an event and did not undo."""
    from relcli.resolve.derive import Decision  # not needed by `show`, which reads only the log

    query = """SELECT decision.kind, decision.field, decision.value FROM decision
        JOIN batch ON batch.id = decision.batch_id AND batch.undone = ''
        WHERE decision.event_id = ? ORDER BY decision.id"""
    edits: dict[str, str] = {}
    rejected = False
    kind: DecisionKind
    for kind, field, value in connection.execute(query, (event_id,)):
        if kind == "edit":
            edits[field] = value
        elif kind in {"reject", "restore"}:
            rejected = kind == "reject"
    return Decision(edits, rejected)


_FOLLOWS = {
    "mode": {"type"}, "quad_class": {"type", "mode"}, "intensity": {"type", "mode"}, "date_end": {"date"},
    "people_countries": {"people"},
}  # fmt: skip
"""The fields that an edit of others changes with them."""


def left_behind(connection: sqlite3.Connection, event_id: int) -> dict[str, str]:
    """Return what a file still says of fields that followed its own edits: their values from before its import.

    Somebody changes the type in a spreadsheet and leaves the intensity; the import gives the event the intensity of the
    new type. The same file, imported again, must not bring the old one back.
    """
    query = """SELECT decision.field, decision.batch_id, decision.previous, batch.kind FROM decision
        JOIN batch ON batch.id = decision.batch_id AND batch.undone = ''
        WHERE decision.event_id = ? AND decision.kind = 'edit' ORDER BY decision.id"""
    newest = {
        field: (batch_id, previous, kind) for field, batch_id, previous, kind in connection.execute(query, (event_id,))
    }
    return {
        field: newest[field][1]
        for field, causes in _FOLLOWS.items()
        if field in newest
        and newest[field][2] == "import"
        and any(newest[cause][0] == newest[field][0] for cause in causes if cause in newest)
    }


def history_of(connection: sqlite3.Connection, event_id: int) -> list[DecisionRow]:
    """Return the log of an event and of those that were merged into it, oldest first."""
    query = """SELECT decision.batch_id, decision.kind, decision.event_id, decision.field, decision.value,
            decision.previous, decision.note, batch.author, batch.started, batch.undone
        FROM decision JOIN batch ON batch.id = decision.batch_id
        WHERE decision.event_id = ?1
           OR decision.event_id IN (SELECT old_id FROM event_redirect WHERE event_id = ?1)
        ORDER BY decision.id"""
    return [DecisionRow(*row) for row in connection.execute(query, (event_id,))]


def note(connection: sqlite3.Connection, batch_id: int, entry: Entry, mention_ids: Iterable[int] = ()) -> int:
    """Write a decision that puts some mentions into its event; return its id."""
    insert = """INSERT INTO decision (batch_id, kind, event_id, field, value, previous, note)
        VALUES (?, ?, ?, ?, ?, ?, ?)"""
    decision_id = connection.execute(insert, (batch_id, *entry)).lastrowid
    assert decision_id is not None
    connection.executemany(
        """INSERT INTO decision_pin (mention_id, decision_id, event_id, previous)
        SELECT mention_id, ?, ?, event_id FROM event_mention WHERE mention_id = ?""",
        [(decision_id, entry.event_id, mention_id) for mention_id in mention_ids],
    )
    return decision_id


def renew_pins(connection: sqlite3.Connection, mention_ids: Sequence[int]) -> None:
    """Set the pins of mentions to what the log says now."""
    connection.executemany(
        f"UPDATE event_mention SET pin = ({NEWEST_PIN}) WHERE mention_id = ?",
        [(mention_id,) for mention_id in mention_ids],
    )


def pinned_by(connection: sqlite3.Connection, batch_id: int) -> list[int]:
    """Return the mentions that the decisions of a batch pinned to events, each once, the newest decision first."""
    query = """SELECT decision_pin.mention_id FROM decision
        JOIN decision_pin ON decision_pin.decision_id = decision.id
        WHERE decision.batch_id = ? ORDER BY decision.id DESC, decision_pin.mention_id"""
    return list(dict.fromkeys(row[0] for row in connection.execute(query, (batch_id,))))


def events_of(connection: sqlite3.Connection, batch_id: int) -> list[int]:
    """Return the events that a batch decided about, by the ids they have now."""
    query = """SELECT DISTINCT ifnull(event_redirect.event_id, decision.event_id) FROM decision
        LEFT JOIN event_redirect ON event_redirect.old_id = decision.event_id
        WHERE decision.batch_id = ? ORDER BY 1"""
    return [row[0] for row in connection.execute(query, (batch_id,))]
