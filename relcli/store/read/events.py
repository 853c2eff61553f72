"""Reading events and their mentions: one SQL statement for a listing, rows as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from relcli.errors import UsageError
from relcli.model import Event
from relcli.query.paging import Page
from relcli.store.query.plan import select
from relcli.store.rows import CODING_COLUMNS, DOCUMENT_COLUMNS, row_to_event, row_to_extended

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from relcli.query.filters import Filters
    from relcli.store.mentions import StoredMention

_FROM_DOCUMENT = {
    "document": "document.name",
    "outlet": "document.outlet",
    "url": "document.url",
    "published": "document.date",
    "key": "event_key.key",
    "database": "(SELECT id FROM database_identity)",
}
_EVENT_SQL = {name: _FROM_DOCUMENT.get(name, f"event.{name}") for name in Event._fields}
_COLUMNS = ", ".join(_EVENT_SQL.values())
_DATE = Event._fields.index("date")
_BEST = """
CROSS JOIN mention ON mention.id = event.best_mention_id
CROSS JOIN document ON document.id = mention.document_id
CROSS JOIN event_key ON event_key.event_id = event.id"""
"""CROSS JOIN keeps the order of tables: SQLite must not begin with all documents."""

_EXTRA_SQL = {
    "producer": "event.producer",
    "source_id": "ifnull(mention_source.source_id, '')",
    "source_code": "ifnull(mention_source.code, '')",
    "goldstein": "mention_source.goldstein",
    "source_quad_class": "ifnull(mention_source.quad_class, '')",
    "place_country": "ifnull(mention_source.place_country, '')",
}
"""How each extra field is read. A listing without them pays nothing for them."""

OPENING = "CASE document.title WHEN '' THEN substr(document.body, 1, 400) ELSE '' END"
"""How the text of a document without a title begins, long enough for its headline."""
_TITLE_SQL = {"title": "document.title", "path": "document.path", "opening": OPENING}
"""The title and the file of the document: for chronologies, not fields of any listing of events."""


class Titled(NamedTuple):
    """An event with the title and the file of its document, '' if it has none; without a title also with the words
    that its text begins with."""

    event: Event
    title: str
    path: str
    opening: str


_JOIN_SOURCE = " LEFT JOIN mention_source ON mention_source.mention_id = event.best_mention_id"

_MENTIONS = f"""
SELECT mention.id, event_mention.event_id, mention.telling, document.id, substr(batch.started, 1, 10),
       mention.id = event.best_mention_id,
       mention_source.producer, mention_source.source_id, mention_source.code, mention_source.goldstein,
       mention_source.quad_class, mention_source.place_country,
       {", ".join(f"document.{column}" for column in DOCUMENT_COLUMNS)},
       {", ".join(f"mention.{column}" for column in CODING_COLUMNS)}
FROM event_mention
JOIN event ON event.id = event_mention.event_id
JOIN mention ON mention.id = event_mention.mention_id
JOIN document ON document.id = mention.document_id
JOIN batch ON batch.id = mention.batch_id
LEFT JOIN mention_source ON mention_source.mention_id = mention.id
WHERE event_mention.event_id = ?
ORDER BY mention.id = event.best_mention_id DESC, document.date, document.content_hash, mention.number,
         mention.telling
"""


def list_events(
    connection: sqlite3.Connection,
    filters: Filters,
    *,
    sort: Sequence[str] = (),
    limit: int = 0,
    newest_first: bool = False,
) -> Iterator[Event]:
    """Yield the events that `filters` ask for, by `sort` ("field" or "-field"), then by date and id.

    `newest_first` turns the order by date and id around; `limit` 0 is all. Raises UsageError for an unknown
    field.
    """
    return list_page(connection, filters, Page(tuple(sort), limit, newest_first))


def list_page(
    connection: sqlite3.Connection, filters: Filters, page: Page, extras: Sequence[str] = ()
) -> Iterator[Event]:
    """Yield the events of one page of what `filters` ask for; UsageError for an unknown field.

    With `extras`, some of EXTRA_FIELDS, events have these as further attributes.
    """
    rows = _rows(connection, filters, page, extras)
    if not extras:
        return map(row_to_event, rows)
    return (row_to_extended(row, extras) for row in rows)


def list_titled(connection: sqlite3.Connection, filters: Filters, page: Page) -> Iterator[Titled]:
    """Yield the events of one page, each with what is known of its document.

    The document is read for the record anyway, so this costs no further statement.
    """
    for row in _rows(connection, filters, page, tuple(_TITLE_SQL)):
        yield Titled(row_to_event(row[: -len(_TITLE_SQL)]), *row[-len(_TITLE_SQL) :])


def _rows(
    connection: sqlite3.Connection, filters: Filters, page: Page, extras: Sequence[str] = ()
) -> Iterator[Sequence[Any]]:
    """Return rows of the fields of Event and `extras`, which may be those of `list_titled` alone."""
    if page.undated_last and page.by_date and not page.downwards:
        return _undated_last(page, lambda part: _queried(connection, filters, part, extras))
    return _queried(connection, filters, page, extras)


def _undated_last(page: Page, queried: Callable[[Page], Iterator[Sequence[Any]]]) -> Iterator[Sequence[Any]]:
    """Yield the rows of a page that ends with those without a date, which an index has first: a second query looks them
    up, but not where everything is wanted, nor before the dated ones have been used up."""
    if page.after is None and not page.limit:
        undated = []
        for row in queried(page):
            if row[_DATE]:
                yield row
            else:
                undated.append(row)
        yield from undated
        return
    taken = 0
    if page.after is None or page.after.date:
        for row in queried(page._replace(days="dated")):
            taken += 1
            yield row
        if taken == page.limit > 0:
            return
    after = None if page.after is None or page.after.date else page.after
    yield from queried(page._replace(days="undated", after=after, limit=page.limit and page.limit - taken))


def _queried(
    connection: sqlite3.Connection, filters: Filters, page: Page, extras: Sequence[str]
) -> Iterator[Sequence[Any]]:
    """Return the rows of one query."""
    chosen = select(filters, page=page)
    known = {**_EVENT_SQL, "date": chosen.date, "id": chosen.id, "revision": f"event_revision({_COLUMNS})"}
    if "revision" in page.sort or "-revision" in page.sort:
        connection.create_function("event_revision", -1, lambda *row: row_to_event(row).revision)
    columns, joined = _COLUMNS, _BEST
    if extras:
        known |= _EXTRA_SQL
        columns += "".join(f", {(_EXTRA_SQL | _TITLE_SQL)[name]}" for name in extras)
        joined += "" if set(extras) <= _TITLE_SQL.keys() else _JOIN_SOURCE
    order = order_by(page, known)
    query = f"SELECT {columns} FROM {chosen.source}{joined} WHERE {chosen.where} ORDER BY {order} LIMIT ?"
    return connection.execute(query, (*chosen.parameters, page.limit or -1))


def counts_at_most_one(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return whether there is any document and any event, as 0 or 1: counting them all would take longer."""
    row = connection.execute("SELECT EXISTS (SELECT 1 FROM document), EXISTS (SELECT 1 FROM event)").fetchone()
    return row[0], row[1]


def count_events(connection: sqlite3.Connection, filters: Filters) -> int:
    """Return how many events `filters` ask for."""
    from relcli.store.summary.rollup_reader import (
        counted,  # the first page of a listing that is not cut has no use for it
    )

    known = counted(connection, filters)
    if known is not None:
        return known
    chosen = select(filters, needs_event=False)
    query = f"SELECT count(*) FROM {chosen.source} WHERE {chosen.where}"
    return int(connection.execute(query, chosen.parameters).fetchone()[0])


def get_event(connection: sqlite3.Connection, event_id: int) -> Event | None:
    """Return one event, also by the id of an event that was merged into it; None if there never was one."""
    query = f"""SELECT {_COLUMNS} FROM event{_BEST}
        WHERE event.id = ifnull((SELECT event_id FROM event_redirect WHERE old_id = ?1), ?1)"""
    row = connection.execute(query, (event_id,)).fetchone()
    return row_to_event(row) if row else None


def get_acts(connection: sqlite3.Connection, occasion: int) -> list[Event]:
    """Return what was done at an occasion, in order of date and number."""
    query = f"""SELECT {_COLUMNS} FROM event{_BEST}
        WHERE event.part_of = ? AND event.rejected = 0 ORDER BY event.date, event.id"""
    return [row_to_event(row) for row in connection.execute(query, (occasion,))]


def get_following(connection: sqlite3.Connection, event: Event, dyad: tuple[str, str], limit: int) -> list[Event]:
    """Return the next events of a pair of actors after one of theirs; what is done at an occasion is left out, since it
    would hide everything but that."""
    query = f"""SELECT {_COLUMNS} FROM event_dyad AS lead CROSS JOIN event ON event.id = lead.event_id{_BEST}
        WHERE lead.first = ? AND lead.second = ? AND (lead.date, lead.event_id) > (?, ? COLLATE BINARY)
          AND event.part_of IS NULL AND event.id IS NOT ?
        ORDER BY lead.date, lead.event_id LIMIT ?"""
    values = (*dyad, event.date, event.id, event.part_of, limit)
    return [row_to_event(row) for row in connection.execute(query, values)]


def get_mentions(connection: sqlite3.Connection, event_id: int) -> list[StoredMention]:
    """Return all mentions of an event with their documents, the best first, then from the earliest on."""
    from relcli.store.mentions import (  # no listing needs them
        SourceValues,
        StoredMention,
        row_to_coding,
        row_to_document,
    )

    width = 12 + len(DOCUMENT_COLUMNS)
    return [
        StoredMention(
            id=row[0],
            event_id=row[1],
            telling=row[2],
            coded=row_to_coding(row[width:]),
            document_id=row[3],
            document=row_to_document(row[12:width]),
            imported=row[4],
            best=bool(row[5]),
            own=None if row[6] is None else SourceValues(*row[6:12]),
        )
        for row in connection.execute(_MENTIONS, (event_id,))
    ]


def order_by(page: Page, known: Mapping[str, str]) -> str:
    """Return an ORDER BY clause for fields of `known` (name -> SQL), completed by date and id.

    Where the first field is the date, the id follows its direction, so that an index answers both.
    """
    parts: list[str] = []
    names: set[str] = set()
    for field in page.sort:
        name = field.removeprefix("-")
        if name not in known:
            raise UsageError(f"cannot sort by {name!r}", hint=f"one of {', '.join(known)}")
        if name not in names:
            parts.append(f"{known[name]} DESC" if field.startswith("-") else known[name])
            names.add(name)
    by_day = page.sort and page.sort[0].removeprefix("-") == "date"
    down = page.sort[0] == "-date" if by_day else page.newest_first
    parts += [f"{known[name]} DESC" if down else known[name] for name in ("date", "id") if name not in names]
    return ", ".join(parts)
