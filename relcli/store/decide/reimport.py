"""Importing relcli's own export again, perhaps edited in a spreadsheet, and tables of events with the same columns.

What a record does depends on where it was written. One of this database (`database`) edits the event it was made from
(`key`), and only that. One of another database is known, or added with its key; it never edits, whatever its number.
One without a key was written by a person or another program: it is known by what it says, or added.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from relcli.errors import RelcliError
from relcli.model import EDITABLE, as_text
from relcli.query.cells import same_cell
from relcli.store.decide.edits import note_edits, record_edits
from relcli.store.decide.known_records import Known, number_of
from relcli.store.decide.new_records import find_events, place_in_occasions, write_records
from relcli.store.decide.outdated import is_outdated, refusal, was_imported
from relcli.store.decide.returned import Record, Reimported
from relcli.store.identity import identity_of
from relcli.store.read.events import get_event
from relcli.store.write.resolution import resolve_mentions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from relcli.model import Event
    from relcli.store.write.batches import Batch

__all__ = ["Reimported", "import_records"]

_FIXED = ("evidence", "document", "outlet", "url", "published", "confidence")
"""Fields that nobody can edit: they are those of a document, and what the coder says of itself."""

_KEY = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
"""The form of the keys that databases give out."""


def import_records(database: Database, records: Iterable[tuple[int, dict[str, Any]]], batch: Batch) -> Reimported:
    """Write the records (line, field -> value) of one file in one transaction; return what they did.

    All are read before the transaction begins: a slow pipe keeps nobody else from writing.
    """
    held = [Record(line, values) for line, values in records]
    with batch.transaction(database.conn):
        return _Import(database, batch).write(held)


class _Import:
    """The import of one file."""

    def __init__(self, database: Database, batch: Batch) -> None:
        self._database = database
        self._batch = batch
        self._known = Known(database.conn)
        self._result = Reimported()
        self._edited: list[int] = []
        self._new: list[Record] = []
        self._idle = 0  # records that differ from their event and do not say that they are of this database
        self._older = 0  # records of events that have changed since, and nobody touched these records
        self._fixed: set[str] = set()  # fields that cannot be edited in which some record differs
        self._differing = 0  # records that differ in any of these
        self._first: dict[str, Record] = {}  # by key, and by content for records without one

    def write(self, records: list[Record]) -> Reimported:
        """Write all records; return what they did."""
        here = identity_of(self._database.conn)
        for record in records:
            try:
                self._take(record, is_own=record.text("database") == here)
            except RelcliError as error:
                self._result.rejected.append((record.line, str(error)))
        self._write_new(records)
        self._say_what_is_left()
        self._say_what_is_missing()
        self._result.edited = len(self._edited)
        return self._result

    def _take(self, record: Record, *, is_own: bool) -> None:
        """Decide what a record is: an edit, a known event or a new one. RelcliError if it cannot be used."""
        number = number_of(self._database.conn, record.key) if record.key else None
        if self._is_there_twice(record):
            self._result.known += 1
        elif is_own and number is not None:
            self._edit(record, number)
        else:
            if is_own and record.key and not _KEY.fullmatch(record.key):
                raise RelcliError(
                    "no event of this database has this key",
                    hint="to add it as a new event, empty the fields key and database",
                )
            if record.key and record.text("database"):
                record.unguard()
            record.check()
            record.event_id = self._known.event_of(record)
            if record.event_id is None:
                self._take_new(record)
                return
            self._result.known += 1
            if number is not None and not record.text("database"):
                self._idle += self._differs(record, get_event(self._database.conn, record.event_id))

    def _differs(self, record: Record, event: Event | None) -> bool:
        """Return whether a record would edit its event if it were of this database and up to date."""
        try:
            return event is not None and bool(record_edits(self._database.conn, record.given, event))
        except RelcliError:
            return True

    def _is_there_twice(self, record: Record) -> bool:
        """Return whether the file has the same record earlier. RelcliError if another one has the same key."""
        if not record.key:
            return False
        first = self._first.setdefault(record.key, record)
        if first is record:
            return False
        if any(as_text(first.given.get(name)) != as_text(record.given.get(name)) for name in EDITABLE):
            raise RelcliError(f"has the same key as line {first.line}", hint="leave the key of a new event empty")
        record.event_id = first.event_id
        return True

    def _edit(self, record: Record, number: int) -> None:
        """Edit the event that a record was made from, if it differs."""
        event = get_event(self._database.conn, number)
        if event is None:
            raise RelcliError(
                f"event {number} is gone: the change that added it was undone",
                hint="to add it as a new event, empty the fields key and database",
            )
        self._check_number(record, event)
        record.event_id = event.id
        outdated = is_outdated(record, event)
        if outdated and record.has_revision_with():
            self._pass_over(record, event)
            return
        if event.id != number:
            if self._says_what_was_merged(record, event.id):
                self._result.known += 1
                return
            raise RelcliError(f"event {number} was merged into {event.id}; edit that one")
        edits = record_edits(self._database.conn, record.given, event)
        if outdated and edits:
            if not was_imported(self._database.conn, record, event.id):
                raise refusal(self._database.conn, event.id)
            self._pass_over(record, event)
            return
        if not outdated:
            self._note_fixed(record, event)
        if note_edits(self._database.conn, event, edits, self._batch):
            self._edited.append(event.id)
        else:
            self._result.known += 1

    def _check_number(self, record: Record, event: Event) -> None:
        """RelcliError if the number of a record is that of another event: somebody sorted only some of the columns."""
        named = None if record.number is None else get_event(self._database.conn, record.number)
        if named is not None and named.id != event.id:
            raise RelcliError(
                f"id {record.number} and its key belong to different events",
                hint="sort all columns of a table together",
            )

    def _pass_over(self, record: Record, event: Event) -> None:
        """Count a record that says what its event was once."""
        self._result.known += 1
        self._older += self._differs(record, event)

    def _note_fixed(self, record: Record, event: Event) -> None:
        """Count in which fields that cannot be edited a record differs from its event."""
        differing = [
            name
            for name in _FIXED
            if name in record.given and not same_cell(name, record.text(name), as_text(getattr(event, name)))
        ]
        self._fixed.update(differing)
        self._differing += bool(differing)

    def _says_what_was_merged(self, record: Record, event_id: int) -> bool:
        """Return whether a record says what the event says into which its own was merged, or what it had brought."""
        event = get_event(self._database.conn, event_id)
        try:
            record.check()
            same = event is not None and not record_edits(self._database.conn, record.given, event)
        except RelcliError:
            return False
        return same or self._known.says_the_same(record, event_id)

    def _take_new(self, record: Record) -> None:
        """Note a record of a new event; one without a key that says the same as another one is the same."""
        if not record.key:
            said = repr((record.place, record.evidence, sorted(record.fields.items()), record.occasion))
            first = self._first.setdefault(said, record)
            if first is not record:
                self._result.known += 1
                return
        self._new.append(record)

    def _write_new(self, records: list[Record]) -> None:
        """Write the new events and bring all that is touched up to date."""
        connection = self._database.conn
        row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'event'").fetchone()
        self._new.sort(key=_number_there)
        mentions = write_records(self._database, self._new, self._known.documents, self._batch)
        self._result.added = resolve_mentions(connection, mentions, events=self._edited)
        self._result.mentions = len(mentions)
        if not mentions:
            return
        self._batch.count(connection, events=self._result.added, mentions=len(mentions))
        find_events(self._database, self._new, row[0] if row else 0)
        here = {each.number: each.event_id for each in records if each.number is not None and each.event_id}
        occasions = {number: event_id for number, event_id in here.items() if event_id is not None}
        lost = place_in_occasions(self._database, self._new, occasions, self._batch)
        if lost:
            self._result.notices.append(
                f"part_of left empty in {_rows(lost)}: it names an event that is not in the file"
            )

    def _say_what_is_left(self) -> None:
        """Note what the file says of its events and the import does not take."""
        if self._older:
            one = self._older == 1
            older = "is older than its event, which has" if one else "are older than their events, which have"
            self._result.notices.append(
                f"{_rows(self._older)} {older} changed since; left as {'it is' if one else 'they are'}"
            )
        if self._fixed:
            *names, last = [name for name in _FIXED if name in self._fixed]
            named = f"{', '.join(names)} and {last}" if names else last
            was = "they were" if names else "it was"
            self._result.notices.append(f"{_rows(self._differing)}: {named} cannot be edited; left as {was}")

    def _say_what_is_missing(self) -> None:
        """Note what a file lacks to have its full effect."""
        notices = self._result.notices
        unkeyed = [record for record in self._new if not record.key and record.number is not None]
        if unkeyed:
            one = len(unkeyed) == 1
            notices.append(
                f"{_rows(len(unkeyed))} {'has' if one else 'have'} an id but no key: added as"
                f" {'a new event' if one else 'new events'}. To edit events, import an export that has the fields key"
                " and database (the default has them)"
            )
        if self._idle:
            differ = "edits nothing, though it differs" if self._idle == 1 else "edit nothing, though they differ"
            notices.append(f"without the field database, {_rows(self._idle)} with a key {differ}")
        keyed = [record for record in self._new if record.key]
        if any("producer" not in record.given for record in keyed):
            notices.append("without the field producer, new events count as coded by relcli; --fields all has it")
        elif any(record.lacks_source for record in self._new):
            notices.append(
                "rows of event files without their source fields count as added by hand;"
                " export with --fields all to keep them"
            )
        several = [record for record in keyed if record.is_row and (record.given.get("mentions") or 1) > 1]
        if several:
            notices.append(
                f"{_rows(len(several))} {'was' if len(several) == 1 else 'were'} made of several rows of an event file;"
                " those that the export lacks are counted, but not recognised if that file is imported"
            )


def _number_there(record: Record) -> tuple[bool, int]:
    """Return the key by which new events are numbered in the order that they have where they come from."""
    return record.number is None, record.number or 0


def _rows(count: int) -> str:
    return f"{count:,} {'row' if count == 1 else 'rows'}"
