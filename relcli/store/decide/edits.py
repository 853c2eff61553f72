"""What a person does to events: edit, reject, restore, merge, split. Each is a batch in one transaction.

None of it changes a mention: it is written to the log of decisions, and the events concerned are derived again, so
that the same code makes an event of what was coded and of what was decided.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.errors import RelcliError, UsageError
from relcli.model import as_text
from relcli.query.assignments import completed, own_edits
from relcli.store.decision_log import Entry, left_behind, note, renew_pins
from relcli.store.read.events import get_event
from relcli.store.write.events import new_event_id
from relcli.store.write.resolution import mentions_of, resolve_mentions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from relcli.model import Event
    from relcli.store.decision_log import DecisionKind
    from relcli.store.write.batches import Batch


def existing(connection: sqlite3.Connection, event_ids: Iterable[int]) -> list[Event]:
    """Return the events with these ids (or what they were merged into), each once; RelcliError if one is missing."""
    found: dict[int, Event] = {}
    for event_id in event_ids:
        event = get_event(connection, event_id)
        if event is None:
            raise RelcliError(f"no event {event_id}", hint="'relcli list' shows the numbers")
        found.setdefault(event.id, event)
    return list(found.values())


def edit_events(
    connection: sqlite3.Connection, event_ids: Sequence[int], edits: Mapping[str, str], batch: Batch
) -> list[Event]:
    """Set fields (name -> text) of some events with what follows from them; return those that differ now.

    Events that already have these values stay as they are; if all do, there is not even a batch.
    """
    changed: list[int] = []
    with batch.transaction(connection):
        for event in existing(connection, event_ids):
            given = {**edits, **_occasion(connection, event, edits.get("part_of", ""))}
            differing = {name: text for name, text in given.items() if as_text(getattr(event, name)) != text}
            if differing and note_edits(connection, event, completed(differing, event), batch):
                changed.append(event.id)
        resolve_mentions(connection, [], events=changed)
    return existing(connection, changed)


def _occasion(connection: sqlite3.Connection, event: Event, part_of: str) -> dict[str, str]:
    """Return the occasion that an edit names, by the number it has now; UsageError if there is none, or it is the event
    itself.
    """
    if not part_of:
        return {}
    found = get_event(connection, int(part_of))
    if found is None:
        raise UsageError(f"part_of: no event {part_of}", hint="'relcli list' shows the numbers")
    if found.id == event.id:
        raise UsageError(f"part_of: event {event.id} cannot be part of itself")
    above: Event | None = found
    seen = {event.id}
    while above is not None and above.part_of is not None and above.id not in seen:
        if above.part_of == event.id:
            raise UsageError(f"part_of: event {found.id} is itself part of {event.id}")
        seen.add(above.id)
        above = get_event(connection, above.part_of)
    return {"part_of": str(found.id)}


def record_edits(connection: sqlite3.Connection, values: Mapping[str, object], event: Event) -> dict[str, str]:
    """Return how an exported record of an event differs from the event now, with what follows from it; UsageError as
    for an edit.
    """
    part_of = as_text(values.get("part_of"))
    if part_of and part_of != as_text(event.part_of):
        values = {**values, "part_of": int(_occasion(connection, event, part_of)["part_of"])}
    return own_edits(values, event, left_behind(connection, event.id))


def note_edits(connection: sqlite3.Connection, event: Event, edits: Mapping[str, str], batch: Batch) -> bool:
    """Write to the log what is edited of one event; return whether anything is. The caller derives it again."""
    mentions = mentions_of(connection, event.id)
    differing = {name: text for name, text in edits.items() if as_text(getattr(event, name)) != text}
    for place, (name, text) in enumerate(differing.items()):
        entry = Entry("edit", event.id, name, text, as_text(getattr(event, name)))
        note(connection, batch.id(connection), entry, () if place else mentions)
    if differing:
        renew_pins(connection, mentions)
    return bool(differing)


def reject_events(
    connection: sqlite3.Connection, event_ids: Sequence[int], batch: Batch, *, why: str = "", restore: bool = False
) -> list[Event]:
    """Take events out of every listing, or bring them back with `restore`; return those that changed.

    Their mentions stay, and later reports of the same join them, rejected too.
    """
    kind: DecisionKind = "restore" if restore else "reject"
    changed, mentions = [], []
    with batch.transaction(connection):
        for event in existing(connection, event_ids):
            if is_rejected(connection, event.id) != restore:
                continue
            held = mentions_of(connection, event.id)
            note(connection, batch.id(connection), Entry(kind, event.id, note=why), held)
            renew_pins(connection, held)
            changed.append(event)
            mentions += held
        resolve_mentions(connection, [], events=[event.id for event in changed], occasions=mentions)
    return changed


def merge_events(connection: sqlite3.Connection, event_ids: Sequence[int], batch: Batch) -> Event:
    """Make several events one, which keeps the number of the first; the numbers of the others lead to it."""
    with batch.transaction(connection):
        events = existing(connection, event_ids)
        if len(events) < 2:
            only = ", ".join(map(str, dict.fromkeys(event_ids)))
            same = "is the only one named" if len(set(event_ids)) == 1 else f"are all event {events[0].id} already"
            raise UsageError("merging needs two different events", hint=f"{only} {same}")
        kept, *others = events
        mentions = mentions_of(connection, kept.id)
        for other in others:
            joined = mentions_of(connection, other.id)
            note(connection, batch.id(connection), Entry("merge", kept.id, value=str(other.id)), [*mentions, *joined])
            mentions += joined
        renew_pins(connection, mentions)
        resolve_mentions(connection, mentions, events=[kept.id])
    return existing(connection, [kept.id])[0]


def split_event(
    connection: sqlite3.Connection, event_id: int, mention_ids: Sequence[int], batch: Batch
) -> tuple[Event, Event]:
    """Move some mentions of an event into a new event; return what is left and the new one."""
    with batch.transaction(connection):
        event = existing(connection, [event_id])[0]
        mentions = mentions_of(connection, event.id)
        foreign = [str(mention_id) for mention_id in mention_ids if mention_id not in mentions]
        if foreign:
            raise UsageError(
                f"event {event.id} has no passage {', '.join(foreign)}",
                hint=f"its passages are {', '.join(map(str, mentions))}",
            )
        rest = [mention_id for mention_id in mentions if mention_id not in mention_ids]
        if not rest:
            raise UsageError(f"these are all the passages of event {event.id}", hint="leave at least one")
        new_id = new_event_id(connection)
        batch_id = batch.id(connection)
        note(connection, batch_id, Entry("split", new_id, value=str(event.id)), mention_ids)
        note(connection, batch_id, Entry("split", event.id, value=str(new_id)), rest)
        renew_pins(connection, mentions)
        resolve_mentions(connection, mentions, events=[event.id])
    left, new = existing(connection, [event.id, new_id])
    return left, new


def is_rejected(connection: sqlite3.Connection, event_id: int) -> bool:
    """Return whether a person rejected an event."""
    row = connection.execute("SELECT rejected FROM event WHERE id = ?", (event_id,)).fetchone()
    return bool(row and row[0])
