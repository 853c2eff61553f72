"""From Filters to the tables that answer them fastest.

SQLite is made to begin with one table: the covering table of the most selective filter, which already is in the
order of dates, so that the newest fifty rows are found without looking at the others. All other conditions are
probed row by row.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcli.store.query.conditions import Sql, all_of, on_events, overlaps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcli.query.filters import Filters
    from relcli.query.paging import Cursor, Page


MOST_ARMS = 30
"""With more values than these the events are gone through in order of date instead."""


class Selection:
    """A FROM and a WHERE clause that give each wanted event once, and the columns that are in index order."""

    def __init__(self, source: str, where: Sql, table: str = "lead") -> None:
        self.source = source
        self.where = where.text
        self.parameters = where.parameters
        self.date = f"{table}.date"
        self.id = "event.id" if table == "event" else f"{table}.event_id"


class _Lead:
    """A covering table that answers a part of the filters by itself: by its rows with any of `keys` in `columns`.
    `rest` is what it does not answer.
    """

    def __init__(self, table: str, columns: tuple[str, ...], keys: Sequence[tuple[str, ...]], rest: Filters) -> None:
        self.table = table
        self.columns = columns
        self.keys = keys
        self.rest = rest


def select(filters: Filters, *, needs_event: bool = True, page: Page | None = None) -> Selection:
    """Return the selection for some filters.

    Without `needs_event` (counting) the table `event` is joined only if conditions ask. Of a `page` in the
    order of date and id no more rows than it has are gathered from several keys, and only those after its
    cursor.
    """
    if page is not None and not page.by_date:
        page = None
    lead = None if filters.ids else _lead(filters, several=page is not None and page.limit > 0)
    if lead is None or len(lead.keys) > MOST_ARMS:
        return Selection("event", all_of([_LIVE, *_conditions(filters, page, "event.date", "event.id")]), "event")
    arms = [_arm(lead, key, page) for key in lead.keys]
    if len(arms) == 1:
        source, where = arms[0]
        joined = _JOIN_EVENT if needs_event and _JOIN_EVENT not in source else ""
        return Selection(source + joined, where)
    union = " UNION ".join(
        f"SELECT lead.date, lead.event_id FROM {source} WHERE {where.text}" for source, where in arms
    )
    if page is not None:
        down = " DESC" if page.downwards else ""
        union += f" ORDER BY 1{down}, 2{down} LIMIT {page.limit or -1}"
    parameters = tuple(parameter for _, where in arms for parameter in where.parameters)
    return Selection(f"({union}) AS lead{_JOIN_EVENT if needs_event else ''}", Sql("1", parameters))


_LIVE = Sql("event.rejected = 0")
"""The event is not rejected; the covering tables contain no rejected ones."""

_JOIN_EVENT = " CROSS JOIN event ON event.id = lead.event_id"


def _arm(lead: _Lead, key: tuple[str, ...], page: Page | None) -> tuple[str, Sql]:
    """Return the FROM and WHERE clauses for one key of the leading table, read in order of date and id."""
    led = Sql(" AND ".join(f"lead.{column} = ?" for column in lead.columns), key)
    where = all_of([led, *_conditions(lead.rest, page, "lead.date", "lead.event_id")])
    return f"{lead.table} AS lead{_JOIN_EVENT if 'event.' in where.text else ''}", where


def _conditions(filters: Filters, page: Page | None, date: str, identity: str) -> list[Sql]:
    """Return the conditions of the filters on an index of date and id, and that of the cursor.

    The cursor decides where the index is entered, so the end of the period on its side is only compared.
    """
    down, after = (page.downwards, page.after) if page else (False, None)
    parts = [] if after is None else [after_cursor(date, identity, after, down=down)]
    if page is not None and page.days == "undated":
        parts.append(Sql(f"{date} = ''"))
    elif page is not None and page.days == "dated" and after is None:  # what comes after a day has one
        parts.append(Sql(f"{date} > ''"))
    if filters.since or filters.until:
        entered = {"first_of": "+" if after and not down else "", "last_of": "+" if after and down else ""}
        parts.append(overlaps(filters, date, **entered))
    return parts + on_events(filters)


def after_cursor(date: str, identity: str, after: Cursor, *, down: bool) -> Sql:
    """Return the condition that a row comes after a cursor.

    SQLite compares a pair with an index that ends in the row id only if it is given the collation, which a row
    id does not have by itself.
    """
    return Sql(f"({date}, {identity}) {'<' if down else '>'} (?, ? COLLATE BINARY)", after)


def _lead(filters: Filters, *, several: bool) -> _Lead | None:
    """Return the covering table to lead, None where the events themselves in order of date do best.

    `several` types or sectors lead only to a page: they are most of the table, which is gone through as fast.
    """
    if filters.between:
        pair = min(filters.between), max(filters.between)
        return _Lead("event_dyad", ("first", "second"), [pair], replace(filters, between=None))
    if filters.countries and filters.sectors:
        both = [(code, sector) for code in filters.countries for sector in filters.sectors]
        rest = replace(filters, countries=(), sectors=())
        return _Lead("event_country_sector", ("country", "sector"), both, rest)
    if filters.countries:
        return _Lead("event_country", ("country",), _keys(filters.countries), replace(filters, countries=()))
    if filters.source:
        acting = _keys(filters.source, "source")
        return _Lead("event_actor", ("role", "actor"), acting, replace(filters, source=()))
    if filters.target:
        acted_upon = _keys(filters.target, "target")
        return _Lead("event_actor", ("role", "actor"), acted_upon, replace(filters, target=()))
    if filters.sectors and (several or len(filters.sectors) == 1):
        return _Lead("event_sector", ("sector",), _keys(filters.sectors), replace(filters, sectors=()))
    if filters.types and (several or len(filters.types) == 1):
        return _Lead("event_type", ("type",), _keys(filters.types), replace(filters, types=()))
    return None


def _keys(values: tuple[str, ...], *before: str) -> list[tuple[str, ...]]:
    """Return a key for each value, `before` in front of it."""
    return [(*before, value) for value in values]
