"""Writing the records of events that are not here: each is a report in its document, which is a known one that has its
sentence, or one made of the sentences from the same place. A row of an event file becomes a row of that file again.

The event keeps the key it has elsewhere and counts for as much as there (`mention_export`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from relcli.coding import Document
from relcli.model import as_text
from relcli.resolve.mention import exact_block_of
from relcli.store.decide.manual_events import write_codings, write_document
from relcli.store.decision_log import Entry, note, renew_pins
from relcli.store.identity import set_key
from relcli.store.read.events import get_event
from relcli.store.write.documents import Coded, insert_document, insert_event
from relcli.store.write.event_files import digest_of, report_of
from relcli.store.write.resolution import mentions_of, resolve_mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlite_utils import Database

    from relcli.store.decide.known_records import Documents
    from relcli.store.decide.returned import Place, Record
    from relcli.store.write.batches import Batch


def write_records(database: Database, records: Sequence[Record], documents: Documents, batch: Batch) -> list[int]:
    """Write the reports of some records, still without events; return them. Each record knows its own. `documents` are
    those that were here before.
    """
    places: dict[tuple[Place, str], list[Record]] = defaultdict(list)
    for record in records:
        if record.is_row:
            _write_row(database, record, batch)
        else:
            places[record.place, record.coder].append(record)
    for (place, _), group in places.items():
        _write_at(database, group, _texts_of(database, documents.at(place)), batch)
    for record in records:
        counted = record.counted(batch.now[:10])
        if counted:
            row = (record.mention_id, record.text("database"), record.key, *counted)
            database.conn.execute("INSERT INTO mention_export VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    return [record.mention_id for record in records]


def find_events(database: Database, records: Iterable[Record], last_id: int) -> None:
    """Give records that are written and resolved their events; those after `last_id` are new and take their keys."""
    connection = database.conn
    for record in records:
        query = "SELECT event_id FROM event_mention WHERE mention_id = ?"
        record.event_id = int(connection.execute(query, (record.mention_id,)).fetchone()[0])
        if record.key and record.event_id > last_id:
            set_key(connection, record.event_id, record.key)


def place_in_occasions(
    database: Database, records: Iterable[Record], occasions: Mapping[int, int], batch: Batch
) -> int:
    """Make new events part of the occasions that the records name, as far as the documents do not say so; `occasions`
    leads from the numbers in the file to those here. Return how many name one that is not in the file.
    """
    connection = database.conn
    missing, changed = 0, []
    for record in records:
        if record.occasion is None or record.event_id is None:
            continue
        occasion = occasions.get(record.occasion)
        missing += occasion is None
        event = get_event(connection, record.event_id)
        if occasion is None or event is None or occasion in {event.id, event.part_of}:
            continue
        entry = Entry("edit", event.id, "part_of", str(occasion), as_text(event.part_of))
        mentions = mentions_of(connection, event.id)
        note(connection, batch.id(connection), entry, mentions)
        renew_pins(connection, mentions)
        changed.append(event.id)
    resolve_mentions(connection, [], events=changed)
    return missing


def _write_row(database: Database, record: Record, batch: Batch) -> None:
    """Write a record as the row of an event file that it was."""
    connection = database.conn
    row = record.row()
    digest, report = digest_of(row), report_of(row)
    held = connection.execute("SELECT id FROM document WHERE content_hash = ?", (report.content_hash,)).fetchone()
    if held is None:
        document = Document(report.name, report.published, report.body, outlet=report.outlet, url=report.url)
        document_id = insert_document(database, document, report.content_hash, batch.id(connection), report.producer)
        batch.count(connection, documents=1)
    else:
        document_id = int(held[0])
    taken = "SELECT 1 FROM mention_source WHERE producer = ? AND source_id = ? AND digest = ?"
    while connection.execute(taken, (row.producer, row.source_id, digest)).fetchone():
        digest += 1  # two events elsewhere were made of one row
    number = digest >> 16 & 0xFFFFFFFFFFFF
    while connection.execute(
        "SELECT 1 FROM mention WHERE document_id = ? AND number = ?", (document_id, number)
    ).fetchone():
        number += 1
    place = Coded(document_id, report.body, batch.id(connection), row.producer, "")
    (record.mention_id,) = insert_event(connection, replace(record.coded(0), number=number), place)
    held_in = (exact_block_of(row), row.date, row.date, record.mention_id)
    connection.execute("UPDATE event_mention SET block = ?, first_day = ?, last_day = ? WHERE mention_id = ?", held_in)
    own = (row.producer, row.source_id, digest, row.code, row.goldstein, row.source_quad, row.place_country)
    connection.execute("INSERT INTO mention_source VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (record.mention_id, *own))


def _write_at(database: Database, records: Sequence[Record], stored: list[tuple[int, str]], batch: Batch) -> None:
    """Write records of one place: into a document that is here and has the sentence, else into one of the sentences."""
    unplaced: list[Record] = []
    for record in records:
        document = _containing(stored, record)
        if document is None:
            unplaced.append(record)
        else:
            start = document[1].find(record.evidence)
            (record.mention_id,) = write_codings(database, *document, [record.coded(start)], batch)
    if not unplaced:
        return
    name, published, outlet, url = unplaced[0].place
    body = "\n".join(dict.fromkeys(record.evidence for record in unplaced if record.evidence))
    made = Document(name=name, date=published, body=body, outlet=outlet, url=url)
    document_id = write_document(database, made, batch)
    numbers = {record.number: place for place, record in enumerate(unplaced, 1) if record.number is not None}
    codings = [
        record.coded(max(body.find(record.evidence), 0), numbers.get(record.occasion))  # type: ignore[arg-type]
        for record in unplaced
    ]
    written = write_codings(database, document_id, body, codings, batch)
    for record, mention_id in zip(unplaced, written, strict=True):
        record.mention_id = mention_id


def _texts_of(database: Database, documents: Iterable[int]) -> list[tuple[int, str]]:
    """Return the number and text of documents."""
    query = "SELECT id, body FROM document WHERE id = ?"
    return [row for document_id in documents for row in database.conn.execute(query, (document_id,))]


def _containing(documents: list[tuple[int, str]], record: Record) -> tuple[int, str] | None:
    """Return the document that contains the sentence of a record; for no sentence, one without a text."""
    evidence = record.evidence
    return next((each for each in documents if (evidence in each[1] if evidence else not each[1])), None)
