"""Documents -> database: each is hashed, coded, written with its mentions, and its events are brought up to date.

One file is one transaction (of a file with many records, each thousand), so that an interruption loses at most the
file in hand and the same import can simply be run again. Known content changes nothing at all: if nothing is new,
not even a batch is noted.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from relcli.errors import InputError, RelcliError, fault, trace_of
from relcli.resolve.mention import NO_EVENT, block_of, window_of
from relcli.store.mentions import coding_to_row
from relcli.store.rows import CODING_COLUMNS, DOCUMENT_COLUMNS
from relcli.store.write.resolution import resolve_mentions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from sqlite_utils import Database

    from relcli.coder import Coder
    from relcli.coding import CodedEvent, Document
    from relcli.store.write.batches import Batch

RECORDS_PER_TRANSACTION = 1000


@dataclass(slots=True)
class ImportResult:
    """What an import did; counts grow as it goes and hold only what is safely written once it has ended."""

    documents: int = 0  # new documents
    events: int = 0  # new events
    mentions: int = 0  # new mentions, of new events and of known ones
    joined: int = 0  # events that were there before and are reported by the new documents too
    coded: int = 0  # events that the coder found, in hand included, before those that are the same become one
    known: int = 0  # documents whose content was there already
    rejected: list[tuple[str, str]] = field(default_factory=list)  # (where, why)
    traces: dict[tuple[str, str], str] = field(default_factory=dict)  # of those that met a bug in relcli: traceback

    def refuse(self, document: Document, error: Exception) -> None:
        """Reject a document for an error of its coding or writing."""
        if isinstance(error, RelcliError):
            self.rejected.append((document.name, error.what))
            return
        entry = (document.name, fault(error))
        self.rejected.append(entry)
        self.traces[entry] = trace_of(error)


def import_documents(
    database: Database,
    files: Iterable[Iterable[Document]],
    coder: Coder,
    batch: Batch,
    *,
    on_document: Callable[[Document, ImportResult], None] | None = None,
) -> ImportResult:
    """Import files, each an iterable of its documents, and return what was done.

    A file whose reading raises InputError is rejected as a whole (what was committed of a long one stays).
    `on_document` is called after each document, for progress.
    """
    run = _Run(database, coder, batch)
    for file in files:
        try:
            for document in file:
                run.add(document)
                if on_document:
                    on_document(document, run.result)
            run.commit()
        except InputError as error:
            run.roll_back()
            run.result.rejected.append((error.where, error.what))
        except BaseException:
            run.roll_back()
            raise
    return run.result


def content_hash(document: Document) -> str:
    """Return the hash by which a document is known: SHA-256 of its date and body."""
    return hashlib.sha256(f"{document.date}\n{document.body}".encode()).hexdigest()


def is_known(database: Database, document: Document) -> bool:
    """Return whether a document of this content is in the database."""
    return _has_content(database.conn, content_hash(document))


def _has_content(connection: sqlite3.Connection, digest: str) -> bool:
    return connection.execute("SELECT 1 FROM document WHERE content_hash = ?", (digest,)).fetchone() is not None


class _Run:
    """One import: its batch, and the documents that are coded but not written yet.

    Coding takes most of the time, so it is done before the transaction begins: others wait only for the writing.
    """

    def __init__(self, database: Database, coder: Coder, batch: Batch) -> None:
        self.result = ImportResult()
        self._database = database
        self._connection = database.conn
        self._coder = coder
        self._batch = batch
        self._in_hand: dict[str, tuple[Document, list[CodedEvent]]] = {}
        self._mentions: list[int] = []
        self._joined: set[int] = set()
        self._newest = int(self._connection.execute("SELECT coalesce(max(id), 0) FROM event").fetchone()[0])

    def add(self, document: Document) -> None:
        """Code one document unless its content is known; reject what the coder refuses, or fails at."""
        digest = content_hash(document)
        if digest in self._in_hand or _has_content(self._connection, digest):
            self.result.known += 1
            return
        try:
            events = self._coder.code(document)
        except Exception as error:
            self.result.refuse(document, error)
            return
        self._in_hand[digest] = (document, events)
        self.result.documents += 1
        self.result.coded += len(events)
        if len(self._in_hand) >= RECORDS_PER_TRANSACTION:
            self.commit()

    def commit(self) -> None:
        """Write what is in hand and bring the events up to date, in one transaction.

        An error that only one document can have caused costs that document: the others are then written one by one.
        """
        if not self._in_hand:
            return
        try:
            self._commit()
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            self._mentions.clear()
            self._commit_singly()

    def _commit_singly(self) -> None:
        documents, self._in_hand = self._in_hand, {}
        for digest, (document, events) in documents.items():
            self._in_hand[digest] = (document, events)
            try:
                self._commit()
            except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
                self.roll_back()
                self.result.refuse(document, error)

    def _commit(self) -> None:
        with self._batch.transaction(self._connection):
            events = self._write()
        self.result.events += events
        self.result.mentions += len(self._mentions)
        self._joined |= self._events_before()
        self.result.joined = len(self._joined)
        self._in_hand.clear()
        self._mentions.clear()

    def _events_before(self) -> set[int]:
        """Return the events that the mentions just written are in and that were there before this import."""
        if not self._mentions:
            return set()
        found = self._connection.execute(
            "SELECT DISTINCT event_id FROM event_mention WHERE mention_id BETWEEN ? AND ? AND event_id <= ?",
            (self._mentions[0], self._mentions[-1], self._newest),
        )
        return {event for (event,) in found}

    def roll_back(self) -> None:
        """Drop what is in hand, also from the counts."""
        self.result.documents -= len(self._in_hand)
        self._in_hand.clear()
        self._mentions.clear()

    def _write(self) -> int:
        """Write documents, mentions, events and the batch's counts; return how many events are new."""
        for digest in [digest for digest in self._in_hand if _has_content(self._connection, digest)]:
            del self._in_hand[digest]  # another program imported it while this one was coding
            self.result.documents -= 1
            self.result.known += 1
        if not self._in_hand:
            return 0
        batch_id = self._batch.id(self._connection)
        for digest, (document, events) in self._in_hand.items():
            document_id = insert_document(self._database, document, digest, batch_id, "")
            place = Coded(document_id, document.body, batch_id, self._coder.name, self._coder.lexicon_version)
            for event in events:
                self._mentions += insert_event(self._connection, event, place)
        new = resolve_mentions(self._connection, self._mentions)
        counts = {"documents": len(self._in_hand), "events": new, "mentions": len(self._mentions)}
        self._batch.count(self._connection, **counts)
        return new


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
    columns = {name: getattr(document, name) for name in DOCUMENT_COLUMNS}
    columns |= {"batch_id": batch_id, "content_hash": content_hash, "producer": producer}
    columns |= {"characters": len(document.body)}
    document_id = database.table("document").insert(columns).last_pk
    assert document_id is not None
    if document.body:
        text = (document_id, document.title, document.body)
        database.conn.execute("INSERT INTO document_search (rowid, title, body) VALUES (?, ?, ?)", text)
    return int(document_id)


def insert_event(connection: sqlite3.Connection, event: CodedEvent, place: Coded) -> list[int]:
    """Write a coded event and its retellings as mentions, still without an event; return their numbers."""
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
        held = (mention_id, NO_EVENT, *stretch)
        connection.execute("INSERT INTO event_mention VALUES (?, ?, ?, ?, ?, NULL)", held)
        mentions.append(mention_id)
    return mentions
