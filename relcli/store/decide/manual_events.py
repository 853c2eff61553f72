"""Events that a person writes: `add`, and the rows of relcli's own export coming back.

They are mentions like any other, coded by HAND, so that later reports of the same join them; the event takes its fields
from them. The sentence is in a document: a known one, or one made of the sentence.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from relcli.errors import UsageError
from relcli.model import HAND
from relcli.store.decision_log import Entry, note
from relcli.store.write.documents import Coded, insert_document, insert_event
from relcli.store.write.resolution import resolve_mentions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from relcli.coding import CodedEvent, Document
    from relcli.store.write.batches import Batch


def add_event(
    database: Database, coded: CodedEvent, document: Document | int, evidence: str, batch: Batch
) -> tuple[int, bool]:
    """Add an event by hand; return the number of the event it is, and whether that is a new one.

    `document` is the number of a document that contains the sentence `evidence`, or a new one, whose body is the
    sentence. UsageError if there is no such document or it does not contain the sentence.
    """
    connection = database.conn
    with batch.transaction(connection):
        if isinstance(document, int):
            document_id, body = document, _body_of(database, document, evidence)
        else:
            document_id, body = write_document(database, document, batch), document.body
        start = body.index(evidence)
        placed = replace(coded, start=start, end=start + len(evidence))
        mentions = write_codings(database, document_id, body, [placed], batch)
        new = resolve_mentions(connection, mentions)
        query = "SELECT event_id FROM event_mention WHERE mention_id = ?"
        event_id = int(connection.execute(query, mentions).fetchone()[0])
        note(connection, batch.id(connection), Entry("add", event_id))
        batch.count(connection, events=new, mentions=1)
    return event_id, bool(new)


def write_document(database: Database, document: Document, batch: Batch) -> int:
    """Return the number of a document written by hand; it is made if there is none with the same content."""
    digest = content_hash_by_hand(document)
    row = database.conn.execute("SELECT id FROM document WHERE content_hash = ?", (digest,)).fetchone()
    if row:
        return int(row[0])
    batch.count(database.conn, documents=1)
    return insert_document(database, document, digest, batch.id(database.conn), HAND)


def content_hash_by_hand(document: Document) -> str:
    """Return the hash by which a document written by hand is known; it cannot be that of an imported one."""
    said = (document.date, document.name, document.outlet, document.url, document.body)
    return sha256("\0".join((HAND, *said)).encode()).hexdigest()


def write_codings(
    database: Database, document_id: int, body: str, codings: Sequence[CodedEvent], batch: Batch
) -> list[int]:
    """Write codings by hand, numbered after those the document has; return the mentions. What a person wrote has no
    confidence.

    `part_of` of a coding is the place of another one in `codings`, from 1.
    """
    connection = database.conn
    query = "SELECT ifnull(max(number), 0) FROM mention WHERE document_id = ?"
    offset = int(connection.execute(query, (document_id,)).fetchone()[0])
    place = Coded(document_id, body, batch.id(connection), HAND, "")
    mentions = []
    for number, coded in enumerate(codings, offset + 1):
        part_of = None if coded.part_of is None else coded.part_of + offset
        coder = coded.coder or HAND
        confidence = None if coder == HAND else coded.confidence
        placed = replace(coded, number=number, part_of=part_of, coder=coder, confidence=confidence)
        mentions += insert_event(connection, placed, place)
    return mentions


def _body_of(database: Database, document_id: int, evidence: str) -> str:
    """Return the text of a document that contains a sentence."""
    row = database.conn.execute("SELECT body, name FROM document WHERE id = ?", (document_id,)).fetchone()
    if row is None:
        raise UsageError(f"no document {document_id}", hint="'relcli documents' shows the numbers")
    if evidence not in row[0]:
        raise UsageError(f"document {document_id} ({row[1]}) does not contain this sentence", hint="copy it exactly")
    return str(row[0])
