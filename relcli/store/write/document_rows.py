"""Source rows: a document with its full text, and the mentions of a coded event, waiting for their event."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcli.resolve.mention import block_of, window_of
from relcli.store.coding_rows import coding_to_row
from relcli.store.rows import CODING_COLUMNS
from relcli.store.write.resolution import NOT_SETTLED

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

    from relcli.coding import CodedEvent, Document

_MENTION_COLUMNS = (*CODING_COLUMNS, "telling", "batch_id", "document_id")
_INSERT_MENTION = f"""
INSERT INTO mention ({", ".join(_MENTION_COLUMNS)}) VALUES ({", ".join(f":{name}" for name in _MENTION_COLUMNS)})
"""
"""Plain SQL: there are many mentions, and sqlite-utils takes five times as long over a row."""


class Coded(NamedTuple):
    """Where a coding belongs: its document (number and body), the batch, and who coded it."""

    document_id: int
    body: str
    batch_id: int
    coder: str
    lexicon: str


def insert_document(database: Database, document: Document, content_hash: str, batch_id: int, producer: str) -> int:
    """Write a document and its full text; return its number. `producer` is '' for documents to be coded here."""
    columns = {name: getattr(document, name) for name in ("name", "date", "date_precision", "title", "outlet", "url")}
    columns |= {"batch_id": batch_id, "content_hash": content_hash, "producer": producer}
    columns |= {"characters": len(document.body), "body": document.body}
    document_id = database.table("document").insert(columns).last_pk
    assert document_id is not None
    if document.body:
        text = (document_id, document.title, document.body)
        database.conn.execute("INSERT INTO document_search (rowid, title, body) VALUES (?, ?, ?)", text)
    return int(document_id)


def insert_event(connection: sqlite3.Connection, event: CodedEvent, place: Coded) -> list[int]:
    """Write a coded event and its retellings as mentions that are not settled yet; return their numbers."""
    stretch = (block_of(event), *window_of(event))
    mentions = []
    for telling, coded in enumerate((event, *event.retellings)):
        columns = dict(zip(CODING_COLUMNS, coding_to_row(coded), strict=True))
        columns |= {"number": event.number, "telling": telling}
        columns |= {"batch_id": place.batch_id, "document_id": place.document_id}
        columns |= {"coder": coded.coder or place.coder, "lexicon": coded.lexicon or place.lexicon}
        mention_id = connection.execute(_INSERT_MENTION, columns).lastrowid
        assert mention_id is not None
        if place.body:
            evidence = place.body[coded.start : coded.end]
            connection.execute("INSERT INTO mention_search (rowid, evidence) VALUES (?, ?)", (mention_id, evidence))
        held = (mention_id, NOT_SETTLED, *stretch)
        connection.execute("INSERT INTO event_mention VALUES (?, ?, ?, ?, ?, NULL)", held)
        mentions.append(mention_id)
    return mentions
