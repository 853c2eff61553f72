"""Documents -> database: each is hashed, coded, written with its mentions, and its events are brought up
to date.

One file is one transaction (of a file with many records, each thousand), so that an interruption loses at
most the file in hand and the same import can simply be run again. Content that is known changes nothing
at all: if nothing is new, not even a batch is noted.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relcli.errors import InputError, RelcliError
from relcli.store.write.document_rows import Coded, insert_document, insert_event
from relcli.store.write.resolution import resolve_mentions

if TYPE_CHECKING:
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
    mentions: int = 0  # new tellings, of new events and of known ones
    known: int = 0  # documents whose content was there already
    rejected: list[tuple[str, str]] = field(default_factory=list)  # (where, why)


def import_documents(
    database: Database,
    files: Iterable[Iterable[Document]],
    coder: Coder,
    batch: Batch,
    *,
    on_document: Callable[[Document, ImportResult], None] | None = None,
) -> ImportResult:
    """Import files, each an iterable of its documents, and return what was done.

    A file whose reading raises InputError is
    rejected as a whole (what was committed of a long one stays). `on_document` is called after each
    document, for progress.
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
    """Return the hash that makes a document known: SHA-256 of its date and body."""
    return hashlib.sha256(f"{document.date}\n{document.body}".encode()).hexdigest()


def is_known(database: Database, document: Document) -> bool:
    """Is a document of this content in the database?"""
    query = "SELECT 1 FROM document WHERE content_hash = ?"
    return database.conn.execute(query, (content_hash(document),)).fetchone() is not None


class _Run:
    """One import: its batch, and the documents that are coded but not written yet.

    Coding takes most of the time, so it is done before the transaction begins: others wait only for the
    writing.
    """

    def __init__(self, database: Database, coder: Coder, batch: Batch) -> None:
        self.result = ImportResult()
        self._database = database
        self._connection = database.conn
        self._coder = coder
        self._batch = batch
        self._in_hand: dict[str, tuple[Document, list[CodedEvent]]] = {}
        self._mentions: list[int] = []

    def add(self, document: Document) -> None:
        """Code one document unless its content is known; reject what the coder refuses."""
        digest = content_hash(document)
        if digest in self._in_hand or self._is_known(digest):
            self.result.known += 1
            return
        try:
            self._in_hand[digest] = (document, self._coder.code(document))
        except RelcliError as error:
            self.result.rejected.append((document.name, error.what))
            return
        self.result.documents += 1
        if len(self._in_hand) >= RECORDS_PER_TRANSACTION:
            self.commit()

    def commit(self) -> None:
        """Write what is in hand and bring the events up to date, in one transaction."""
        if not self._in_hand:
            return
        with self._batch.transaction(self._connection):
            events = self._write()
        self.result.events += events
        self.result.mentions += len(self._mentions)
        self._in_hand.clear()
        self._mentions.clear()

    def roll_back(self) -> None:
        """Forget what is in hand, also in the counts."""
        self.result.documents -= len(self._in_hand)
        self._in_hand.clear()
        self._mentions.clear()

    def _is_known(self, digest: str) -> bool:
        """Tell whether a document of this content is in the database."""
        query = "SELECT 1 FROM document WHERE content_hash = ?"
        return self._connection.execute(query, (digest,)).fetchone() is not None

    def _write(self) -> int:
        """Write documents, mentions, events and the batch's counts; return how many events are new."""
        for digest in [digest for digest in self._in_hand if self._is_known(digest)]:
            del self._in_hand[digest]  # another program was faster while this one was coding
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
