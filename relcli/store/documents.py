"""Listing and searching documents.

Filters on period, outlet, import and text are about the document itself; all others ask for documents
that tell an event which fulfils them.
"""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

from relcli.errors import UsageError
from relcli.query.filters import Filters
from relcli.store.fulltext import full_text_query
from relcli.store.reading import order_by
from relcli.store.records import DOCUMENT_FIELDS, SNIPPET_END, SNIPPET_START, DocumentRow, FoundDocument
from relcli.store.selection import select
from relcli.store.tree import Sql

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_EVENTS = """(SELECT count(DISTINCT event_mention.event_id) FROM mention
    JOIN event_mention ON event_mention.mention_id = mention.id WHERE mention.document_id = document.id)"""
_DOCUMENT_SQL = {
    **{name: f"document.{name}" for name in DOCUMENT_FIELDS},
    "events": _EVENTS,
    "mentions": "(SELECT count(*) FROM mention WHERE mention.document_id = document.id)",
    "imported": "substr(batch.started, 1, 10)",
}
_SNIPPET_WORDS = 16


def list_documents(
    connection: sqlite3.Connection,
    filters: Filters,
    *,
    sort: Sequence[str] = (),
    limit: int = 0,
    newest_first: bool = False,
) -> Iterator[DocumentRow]:
    """Yield the documents that `filters` ask for, by `sort`, then by date and id; `limit` 0 is all."""
    where = _where(filters)
    columns = ", ".join(_DOCUMENT_SQL.values())
    order = order_by(sort, _DOCUMENT_SQL, newest_first=newest_first)
    query = f"""SELECT {columns} FROM document JOIN batch ON batch.id = document.batch_id
        WHERE {where.text} ORDER BY {order} LIMIT ?"""
    rows = connection.execute(query, (*where.parameters, limit or -1))
    return (DocumentRow(*row) for row in rows)


def count_documents(connection: sqlite3.Connection, filters: Filters) -> int:
    """Return how many documents `filters` ask for."""
    where = _where(filters)
    query = f"SELECT count(*) FROM document JOIN batch ON batch.id = document.batch_id WHERE {where.text}"
    return int(connection.execute(query, where.parameters).fetchone()[0])


def search_documents(
    connection: sqlite3.Connection, words: str, filters: Filters, *, limit: int = 0, raw: bool = False
) -> Iterator[FoundDocument]:
    """Yield the documents that hold all words and "phrases", the best find first; `limit` 0 is all.

    With `raw`, `words` is FTS5's own syntax, and UsageError says what is wrong with it.
    """
    wanted = words if raw else full_text_query(words)
    if not wanted.strip():
        raise UsageError("nothing to search for", do="give one or more words")
    where = _where(filters)
    snippet = f"snippet(document_search, -1, '{SNIPPET_START}', '{SNIPPET_END}', '…', {_SNIPPET_WORDS})"
    query = f"""SELECT document.id, document.date, document.name, document.title, document.outlet,
            document.url, {_EVENTS}, bm25(document_search) AS rank, {snippet}
        FROM document_search JOIN document ON document.id = document_search.rowid
        JOIN batch ON batch.id = document.batch_id
        WHERE document_search MATCH ? AND {where.text} ORDER BY rank, document.id LIMIT ?"""
    try:
        rows = connection.execute(query, (wanted, *where.parameters, limit or -1))
    except sqlite3.OperationalError as error:
        if raw and error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # not locked, not damaged
            raise UsageError(f"cannot read the query {words!r} ({error})", do="see FTS5's query syntax") from error
        raise
    return (FoundDocument(*(*row[:-1], " ".join(row[-1].split()))) for row in rows)


def _where(filters: Filters) -> Sql:
    """Return the condition on `document` and `batch` for some filters."""
    parts: list[Sql] = []
    if filters.since:
        parts.append(Sql("document.date >= ?", (filters.since,)))
    if filters.until:
        parts.append(Sql("document.date BETWEEN '0' AND ?", (filters.until,)))
    if filters.imported_since:
        parts.append(Sql("batch.started >= ?", (filters.imported_since,)))
    if filters.outlets:
        either = " OR ".join("has_words(document.outlet, ?)" for _ in filters.outlets)
        parts.append(Sql(f"({either})", filters.outlets))
    if filters.text:
        wanted = full_text_query(filters.text)
        found = "document.id IN (SELECT rowid FROM document_search WHERE document_search MATCH ?)"
        parts.append(Sql(found, (wanted,)) if wanted else Sql("0"))
    of_events = replace(filters, since="", until="", imported_since="", outlets=(), text="")
    if of_events != Filters():
        chosen = select(of_events)
        told = f"""document.id IN (SELECT mention.document_id FROM {chosen.source}
            JOIN event_mention ON event_mention.event_id = {chosen.id}
            JOIN mention ON mention.id = event_mention.mention_id WHERE {chosen.where})"""
        parts.append(Sql(told, chosen.parameters))
    text = " AND ".join(part.text for part in parts) or "1"
    return Sql(text, tuple(parameter for part in parts for parameter in part.parameters))
