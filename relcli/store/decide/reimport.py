"""Importing relcli's own export again, perhaps edited in a spreadsheet.

A record of an event of this database (same number, and a sentence of that event) edits the fields that differ. Any
other record comes from another database: it is known if its document is here and has the same coding, else it is added
to the document, or with a document made of the sentences from the same place.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from relcli.coding import CodedEvent, Document
from relcli.errors import RelcliError
from relcli.model import EDITABLE, EVENT_FIELDS, as_text
from relcli.query.assignments import own_edits
from relcli.store.decide.edits import note_edits
from relcli.store.decide.manual_events import write_codings, write_document
from relcli.store.mentions import row_to_coding
from relcli.store.read.events import get_event
from relcli.store.rows import CODING_COLUMNS
from relcli.store.write.resolution import resolve_mentions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from relcli.model import Event
    from relcli.store.write.batches import Batch

_SAID = tuple(name for name in EDITABLE if name not in {"part_of", "level", "quad_class", "intensity"})
"""The fields in which two codings have to agree to be the same."""

_DEFAULTS: dict[str, Any] = {
    "mutual": False, "modality": "occurred", "date_precision": "day", "date_basis": "stated",
    "source": (), "target": (), "sectors": (), "people": (), "people_countries": (), "intensity": None, "part_of": None,
}  # fmt: skip


@dataclass
class Reimported:
    """What the records did: events edited, events new, records that were known or joined an event."""

    edited: int = 0
    added: int = 0
    mentions: int = 0
    known: int = 0
    rejected: list[tuple[int, str]] = field(default_factory=list)  # (line, why)


class _Record:
    """One record with its line; fields that the file does not have are those of a new event."""

    def __init__(self, line: int, values: dict[str, Any]) -> None:
        self.line = line
        self.given = {name: value for name, value in values.items() if name in EVENT_FIELDS}
        self.values = {**dict.fromkeys(EVENT_FIELDS, ""), **_DEFAULTS, **self.given}
        self.values["date_end"] = self.values["date_end"] or self.values["date"]

    @property
    def document(self) -> tuple[str, str, str, str]:
        """The document of its sentence: name, day of publication, outlet, address."""
        values = self.values
        name = values["document"] or values["url"] or "-"
        return name, values["published"] or values["date"], values["outlet"], values["url"]

    def coded(self, start: int, part_of: int | None = None) -> CodedEvent:
        """Return it as a coding whose sentence begins at `start`."""
        values = {name: self.values[name] for name in EDITABLE if name != "part_of"}
        end = start + len(self.values["evidence"])
        return CodedEvent(number=0, start=start, end=end, part_of=part_of, **values)


def import_records(database: Database, records: Iterable[tuple[int, dict[str, Any]]], batch: Batch) -> Reimported:
    """Write the records (line, field -> value) of one file in one transaction; return what they did."""
    result = Reimported()
    foreign: list[_Record] = []
    edited: list[int] = []
    with batch.transaction(database.conn):
        for line, values in records:
            record = _Record(line, values)
            event = _own_event(database, record)
            if event is None:
                foreign.append(record)
                continue
            try:
                edits = own_edits(record.given, event)
            except RelcliError as error:
                result.rejected.append((line, str(error)))
                continue
            if note_edits(database.conn, event, edits, batch):
                edited.append(event.id)
            else:
                result.known += 1
        mentions = _add(database, foreign, batch, result)
        result.edited = len(edited)
        result.mentions = len(mentions)
        result.added = resolve_mentions(database.conn, mentions, events=edited)
        if mentions:
            batch.count(database.conn, events=result.added, mentions=len(mentions))
    return result


_HAS_MENTION = """
SELECT 1 FROM event_mention
JOIN mention ON mention.id = event_mention.mention_id JOIN document ON document.id = mention.document_id
WHERE event_mention.event_id = ? AND document.name = ifnull(?, document.name)
  AND substr(document.body, mention.start_offset + 1, mention.end_offset - mention.start_offset) = ifnull(?,
      substr(document.body, mention.start_offset + 1, mention.end_offset - mention.start_offset))
"""
"""Whether an event has a mention in a document of this name, with this sentence; NULL = any."""


def _own_event(database: Database, record: _Record) -> Event | None:
    """Return the event of this database that a record was exported from."""
    number = record.given.get("id")
    event = None if number is None else get_event(database.conn, number)
    if event is None:
        return None
    where = (event.id, record.given.get("document"), record.given.get("evidence"))
    return event if database.conn.execute(_HAS_MENTION, where).fetchone() else None


def _add(database: Database, records: list[_Record], batch: Batch, result: Reimported) -> list[int]:
    """Write the records of events that are not here; return their mentions."""
    mentions: list[int] = []
    places: dict[tuple[str, str, str, str], list[_Record]] = defaultdict(list)
    for record in records:
        if not record.document[1]:
            result.rejected.append((record.line, "has neither a date nor a day of publication"))
            continue
        places[record.document].append(record)
    for place, group in places.items():
        stored = _documents_at(database, place)
        unplaced: list[_Record] = []
        for record in group:
            document = _containing(stored, record)
            if document is None:
                unplaced.append(record)
            elif _has_coding(database, document[0], record):
                result.known += 1
            else:
                start = document[1].find(record.values["evidence"])
                mentions += write_codings(database, *document, [record.coded(start)], batch)
        if unplaced:
            mentions += _write_with_document(database, place, unplaced, batch)
    return mentions


def _documents_at(database: Database, place: tuple[str, str, str, str]) -> list[tuple[int, str]]:
    """Return number and text of the documents of this name that were published that day."""
    query = "SELECT id, body FROM document WHERE date = ? AND name = ? AND (? IN ('', outlet)) AND (? IN ('', url))"
    name, published, outlet, url = place
    return database.conn.execute(query, (published, name, outlet, url)).fetchall()


def _containing(documents: list[tuple[int, str]], record: _Record) -> tuple[int, str] | None:
    """Return the document that contains the sentence of a record; for no sentence, one without a text."""
    evidence = record.values["evidence"]
    return next((each for each in documents if (evidence in each[1] if evidence else not each[1])), None)


def _has_coding(database: Database, document_id: int, record: _Record) -> bool:
    """Return whether a document has just this coding."""
    columns = ", ".join(f"mention.{column}" for column in CODING_COLUMNS)
    query = f"""SELECT {columns} FROM mention JOIN event_mention ON event_mention.mention_id = mention.id
        WHERE mention.document_id = ?"""
    wanted = record.coded(0)
    for row in database.conn.execute(query, (document_id,)):
        coded = row_to_coding(row)
        if all(as_text(getattr(coded, name)) == as_text(getattr(wanted, name)) for name in _SAID):
            return True
    return False


def _write_with_document(
    database: Database, place: tuple[str, str, str, str], records: list[_Record], batch: Batch
) -> list[int]:
    """Write a document made of the sentences of some records, with their events; return the mentions."""
    name, published, outlet, url = place
    sentences = list(dict.fromkeys(record.values["evidence"] for record in records if record.values["evidence"]))
    body = "\n".join(sentences)
    document = Document(name=name, date=published, body=body, outlet=outlet, url=url)
    document_id = write_document(database, document, batch)
    numbers = {record.given.get("id"): number for number, record in enumerate(records, 1)}
    codings = []
    for record in records:
        occasion = record.values["part_of"]
        part_of = None if occasion is None else numbers.get(occasion)
        codings.append(record.coded(max(body.find(record.values["evidence"]), 0), part_of))
    return write_codings(database, document_id, body, codings, batch)
