"""What is known of the texts: the hash of each document, its length, where its sentences are, and what rows of event
files said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relcli.coding import Document, ReportedEvent
from relcli.model import HAND, PRODUCERS
from relcli.store.decide.manual_events import content_hash_by_hand
from relcli.store.rows import DOCUMENT_COLUMNS, split
from relcli.store.write.documents import content_hash
from relcli.store.write.event_files import digest_of, report_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

_DOCUMENTS = f"SELECT id, content_hash, characters, producer, {', '.join(DOCUMENT_COLUMNS)} FROM document ORDER BY id"
_SENTENCES = """
SELECT mention.id, start_offset, end_offset, document.id, document.characters
FROM mention JOIN document ON document.id = mention.document_id
WHERE start_offset < 0 OR end_offset < start_offset OR end_offset > document.characters ORDER BY mention.id
"""
_REPORTED = """
SELECT mention.id, source.producer, source.source_id, mention.date, document.date, mention.source, mention.target,
       source.code, mention.type, mention.mode, mention.place, document.url, document.name, document.body,
       source.digest, mention.coder, document.producer
FROM mention_source AS source
JOIN mention ON mention.id = source.mention_id JOIN document ON document.id = mention.document_id
ORDER BY mention.id
"""


def documents(connection: sqlite3.Connection) -> Iterator[str]:
    """Documents whose text is not the one that their hash was made of, or not as long as it says."""
    for number, stored, characters, producer, *columns in connection.execute(_DOCUMENTS):
        document = Document(*columns)
        if producer not in PRODUCERS:
            yield f"document {number} ({document.name}): unknown producer {producer!r}"
        if stored != hash_of(document, producer):
            yield f"document {number} ({document.name}): the text is not the one it was imported with (content_hash)"
        if characters != len(document.body):
            yield f"document {number} ({document.name}): has {len(document.body)} characters, not {characters}"


def hash_of(document: Document, producer: str) -> str:
    """Return the content hash of a document, which is made in another way for each kind of producer."""
    if producer == "":
        return content_hash(document)
    if producer == HAND:
        return content_hash_by_hand(document)
    return report_of(_row(producer=producer, document=document)).content_hash


def sentences(connection: sqlite3.Connection) -> Iterator[str]:
    """Mentions whose sentence is not within the text of their document."""
    for number, start, end, document, characters in connection.execute(_SENTENCES):
        yield f"mention {number}: its sentence {start}..{end} is not in document {document} of {characters} characters"


def rows_of_event_files(connection: sqlite3.Connection) -> Iterator[str]:
    """Mentions that do not say what the row of an event file said by whose digest they are known."""
    for number, *columns, digest, coder, producer in connection.execute(_REPORTED):
        if digest_of(reported(columns)) != digest:
            yield f"mention {number}: differs from the row of the event file it came from (digest)"
        if coder != columns[0] or producer != columns[0]:
            yield f"mention {number}: is of {columns[0]}, but its coder or document is not"


def reported(columns: Sequence[Any]) -> ReportedEvent:
    """Return what the digest of a row is made of, from the columns of _REPORTED after the number."""
    producer, source_id, date, published, source, target, code, kind, mode, place, url, name, body = columns
    document = Document(name, published, body, url=url)
    return _row(
        producer=producer, source_id=source_id, date=date, source=split(source), target=split(target), code=code,
        type=kind, mode=mode, place=place, document=document,
    )  # fmt: skip


def _row(*, producer: str, document: Document, **said: Any) -> ReportedEvent:
    """Return a row of an event file with the given fields, the others empty."""
    empty: dict[str, Any] = dict.fromkeys(ReportedEvent._fields, "")
    told = {"published": document.date, "document": document.name, "outlet": document.outlet, "url": document.url}
    return ReportedEvent(**{**empty, **told, "evidence": document.body, "producer": producer, **said})
