"""Listing and searching documents.

Filters on period, outlet, import and text are about the document itself; all others ask for documents that report an
event which fulfils them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcli.errors import UsageError
from relcli.query.filters import Filters
from relcli.query.paging import Page
from relcli.store.query.fulltext import explained, full_text_query, needed_words
from relcli.store.query.on_documents import on_documents
from relcli.store.read.events import OPENING, order_by

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

DOCUMENT_FIELDS = ("id", "date", "name", "title", "outlet", "url", "characters", "events", "mentions", "imported")
"""The record of the `documents` listing."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document as a listing shows it; `events` and `mentions` count what was found in it."""

    id: int
    date: str
    name: str
    title: str
    outlet: str
    url: str
    characters: int
    events: int
    mentions: int
    imported: str
    opening: str = ""  # how the text begins where there is no title; no field of the record


FOUND_FIELDS = ("id", "date", "name", "title", "outlet", "url", "events", "rank", "snippet")
"""The record of the `search` listing."""


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """One document that contains all words searched for; a lower `rank` is a better match (bm25)."""

    id: int
    date: str
    name: str
    title: str
    outlet: str
    url: str
    events: int
    rank: float
    snippet: str  # some words around the matches, on one line, matches between SNIPPET_START and SNIPPET_END
    opening: str = ""  # as above


SNIPPET_START = "\x02"
SNIPPET_END = "\x03"
"""Characters that no text contains; a writer turns them into bold type or drops them."""

_EVENTS = """(SELECT count(DISTINCT event.id) FROM mention
    JOIN event_mention ON event_mention.mention_id = mention.id
    JOIN event ON event.id = event_mention.event_id AND event.rejected = 0
    WHERE mention.document_id = document.id)"""
_DOCUMENT_SQL = {
    **{name: f"document.{name}" for name in DOCUMENT_FIELDS},
    "events": _EVENTS,
    "mentions": """(SELECT count(*) FROM mention JOIN event_mention ON event_mention.mention_id = mention.id
    WHERE mention.document_id = document.id)""",
    "imported": "substr(batch.started, 1, 10)",
}
_SNIPPET_WORDS = 16
_SNIPPET = f"snippet(document_search, {{column}}, '{SNIPPET_START}', '{SNIPPET_END}', '…', {_SNIPPET_WORDS})"
_ANY_COLUMN, _BODY = -1, 1


def list_documents(
    connection: sqlite3.Connection,
    filters: Filters,
    *,
    sort: Sequence[str] = (),
    limit: int = 0,
    newest_first: bool = False,
) -> Iterator[DocumentRow]:
    """Yield the documents that `filters` ask for, by `sort`, then by date and id; `limit` 0 is all."""
    return list_page(connection, filters, Page(tuple(sort), limit, newest_first))


def list_page(connection: sqlite3.Connection, filters: Filters, page: Page) -> Iterator[DocumentRow]:
    """Yield the documents of one page of what `filters` ask for; UsageError for an unknown field."""
    where = on_documents(filters, page)
    columns = ", ".join([*_DOCUMENT_SQL.values(), OPENING])
    query = f"""SELECT {columns} FROM document CROSS JOIN batch ON batch.id = document.batch_id
        WHERE {where.text} ORDER BY {order_by(page, _DOCUMENT_SQL)} LIMIT ?"""
    rows = connection.execute(query, (*where.parameters, page.limit or -1))
    return (DocumentRow(*row) for row in rows)


def count_documents(connection: sqlite3.Connection, filters: Filters) -> int:
    """Return how many documents `filters` ask for."""
    where = on_documents(filters)
    query = f"SELECT count(*) FROM document JOIN batch ON batch.id = document.batch_id WHERE {where.text}"
    return int(connection.execute(query, where.parameters).fetchone()[0])


def search_documents(
    connection: sqlite3.Connection,
    words: str,
    filters: Filters,
    *,
    limit: int = 0,
    raw: bool = False,
    beside_title: bool = False,
) -> Iterator[FoundDocument]:
    """Yield the documents that contain all words and "phrases", the best match first; `limit` 0 is all.

    With `raw`, `words` is FTS5's own syntax, and UsageError says what is wrong with it. With `beside_title` snippets
    are of the text wherever it has one of the words, since the title is shown with them.
    """
    wanted = _searched(words, filters, raw=raw)
    where = on_documents(filters)
    snippet = _SNIPPET.format(column=_ANY_COLUMN)
    if beside_title:
        of_body = _SNIPPET.format(column=_BODY)
        snippet = f"CASE WHEN instr({of_body}, '{SNIPPET_START}') THEN {of_body} ELSE {snippet} END"
    query = f"""SELECT document.id, document.date, document.name, document.title, document.outlet,
            document.url, {_EVENTS}, bm25(document_search) AS rank, {snippet}, {OPENING}
        FROM document_search JOIN document ON document.id = document_search.rowid
        JOIN batch ON batch.id = document.batch_id
        WHERE document_search MATCH ? AND ({where.text}) ORDER BY rank, document.id LIMIT ?"""
    with explained(words if raw else ""):
        rows = connection.execute(query, (wanted, *where.parameters, limit or -1))
    return (FoundDocument(*(*row[:-2], " ".join(row[-2].split()), row[-1])) for row in rows)


def count_found(connection: sqlite3.Connection, words: str, filters: Filters, *, raw: bool = False) -> int:
    """Return how many documents contain all words and "phrases"."""
    where = on_documents(filters)
    query = f"""SELECT count(*) FROM document_search JOIN document ON document.id = document_search.rowid
        JOIN batch ON batch.id = document.batch_id WHERE document_search MATCH ? AND ({where.text})"""
    with explained(words if raw else ""):
        row = connection.execute(query, (_searched(words, filters, raw=raw), *where.parameters)).fetchone()
    return int(row[0])


def _searched(words: str, filters: Filters, *, raw: bool) -> str:
    """Return words as FTS5 takes them, with those that the filters need besides; UsageError if there are none."""
    own = words if raw else full_text_query(words)
    if words and not own.strip():
        raise UsageError("nothing to search for", hint="give one or more words")
    needed = [
        each for each in (own, *map(needed_words, (Filters(groups=(group,)) for group in filters.groups))) if each
    ]
    if needed:
        return needed[0] if len(needed) == 1 else " AND ".join(f"({each})" for each in needed)
    if any(each.text for _, each in filters.walked()):
        hint = "give words on each side of OR, or ask 'relcli documents', which does not rank by words"
        raise UsageError("some of what is asked for needs none of the words", hint=hint)
    raise UsageError("nothing to search for", hint="give one or more words")
