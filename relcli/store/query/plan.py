"""From Filters to the tables that answer them fastest.

SQLite is told which table leads: the covering table of the most telling filter, which already is in the
order of dates, so that the newest fifty rows are found without looking at the others. All other
conditions are probed row by row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.store.query.conditions import (
    Between,
    Countries,
    Field,
    ImportedSince,
    Mutual,
    Outlet,
    Person,
    Place,
    Producers,
    Role,
    Sectors,
    Words,
)
from relcli.store.query.days import During
from relcli.store.query.tree import And, Node, Not, Or, Sql

if TYPE_CHECKING:
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
    """A covering table that answers some conditions by itself: those with any of `keys` in `columns`."""

    def __init__(
        self,
        table: str,
        columns: tuple[str, ...],
        keys: tuple[tuple[str, ...], ...],
        answered: tuple[Node, ...],
    ) -> None:
        self.table = table
        self.columns = columns
        self.keys = keys
        self.answered = answered


def conditions(filters: Filters) -> And:
    """Return the tree of conditions for some filters; fields are joined by *and*, values of one field by
    *or*.
    """
    nodes: list[Node] = []
    if filters.ids:
        nodes.append(Field("id", filters.ids))
    if filters.between:
        nodes.append(Between(*filters.between))
    if filters.countries:
        nodes.append(Countries(filters.countries))
    nodes += [Role(role, codes) for role, codes in (("source", filters.source), ("target", filters.target)) if codes]
    if filters.mutual != "include":
        nodes.append(Mutual(filters.mutual == "only"))
    if filters.sectors:
        nodes.append(Sectors(filters.sectors))
    plain = (("type", filters.types), ("mode", filters.modes), ("modality", filters.modalities))
    nodes += [Field(column, values) for column, values in plain if values]
    if filters.since or filters.until:
        nodes.append(During(filters.since, filters.until))
    if filters.imported_since:
        nodes.append(ImportedSince(filters.imported_since))
    worded: tuple[tuple[type[Person | Place | Outlet], tuple[str, ...]], ...] = (
        (Person, filters.persons), (Place, filters.places), (Outlet, filters.outlets),
    )  # fmt: skip
    nodes += [Or(tuple(kind(words) for words in values)) for kind, values in worded if values]
    if filters.producers:
        nodes.append(Producers(filters.producers))
    if filters.text:
        nodes.append(Words(filters.text, raw=filters.raw_text))
    nodes += [Not(conditions(excluded)) for excluded in filters.excluded]
    return And(tuple(nodes))


def select(filters: Filters, *, needs_event: bool = True, page: Page | None = None) -> Selection:
    """Return the selection for some filters.

    Without `needs_event` (counting) the table `event` is joined only if conditions ask. Of a `page` in the
    order of date and id no more rows than it has are gathered from several keys, and only those behind its
    cursor.
    """
    nodes = conditions(filters).nodes
    if page is not None and not page.by_date:
        page = None
    lead = None if filters.ids else _lead(nodes, several=page is not None and page.limit > 0)
    if lead is None or len(lead.keys) > MOST_ARMS:
        return Selection("event", _joined([_LIVE, *_parts(nodes, page, "event.date", "event.id")]), "event")
    arms = [_arm(lead, key, nodes, page) for key in lead.keys]
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
"""Nobody rejected the event; the covering tables hold no others."""

_JOIN_EVENT = " CROSS JOIN event ON event.id = lead.event_id"


def _arm(lead: _Lead, key: tuple[str, ...], nodes: tuple[Node, ...], page: Page | None) -> tuple[str, Sql]:
    """Return the FROM and WHERE clauses for one key of the leading table, read in order of date and id."""
    led = Sql(" AND ".join(f"lead.{column} = ?" for column in lead.columns), key)
    others = tuple(node for node in nodes if node not in lead.answered)
    where = _joined([led, *_parts(others, page, "lead.date", "lead.event_id")])
    return f"{lead.table} AS lead{_JOIN_EVENT if 'event.' in where.text else ''}", where


def _parts(nodes: tuple[Node, ...], page: Page | None, date: str, identity: str) -> list[Sql]:
    """Return the conditions of the nodes on an index of date and id, and that of the cursor.

    The cursor decides where the index is entered, so the end of the period on its side is only compared.
    """
    down, after = (page.downwards, page.after) if page else (False, None)
    behind = [] if after is None else [behind_cursor(date, identity, after, down=down)]
    entered = {"first_of": "+" if after and not down else "", "last_of": "+" if after and down else ""}
    return [*behind, *(node.bounds(date, **entered) if isinstance(node, During) else node.sql() for node in nodes)]


def behind_cursor(date: str, identity: str, after: Cursor, *, down: bool) -> Sql:
    """Return the condition that a row stands behind a cursor.

    SQLite compares a pair with an index that ends in the row id only if it is told the collation, which a row
    id does not have by itself.
    """
    return Sql(f"({date}, {identity}) {'<' if down else '>'} (?, ? COLLATE BINARY)", after)


def _joined(parts: list[Sql]) -> Sql:
    """Return conditions joined by *and*."""
    text = " AND ".join(f"({part.text})" for part in parts)
    return Sql(text, tuple(parameter for part in parts for parameter in part.parameters))


def _lead(nodes: tuple[Node, ...], *, several: bool) -> _Lead | None:
    """Return the covering table to lead, None where the events themselves in order of date do best.

    `several` types or sectors lead only to a page: they are most of the table, which is gone through as fast.
    """
    by_kind = {type(node): node for node in nodes}
    between, countries, sectors = by_kind.get(Between), by_kind.get(Countries), by_kind.get(Sectors)
    if isinstance(between, Between):
        return _Lead("event_dyad", ("first", "second"), ((between.first, between.second),), (between,))
    if isinstance(countries, Countries) and isinstance(sectors, Sectors):
        keys = tuple((code, sector) for code in countries.codes for sector in sectors.sectors)
        return _Lead("event_country_sector", ("country", "sector"), keys, (countries, sectors))
    if isinstance(countries, Countries):
        return _Lead("event_country", ("country",), tuple((code,) for code in countries.codes), (countries,))
    for role in nodes:
        if isinstance(role, Role):
            keys = tuple((role.role, code) for code in role.codes)
            return _Lead("event_actor", ("role", "actor"), keys, (role,))
    if isinstance(sectors, Sectors) and (several or len(sectors.sectors) == 1):
        return _Lead("event_sector", ("sector",), tuple((sector,) for sector in sectors.sectors), (sectors,))
    for field in nodes:
        if isinstance(field, Field) and field.column == "type" and (several or len(field.values) == 1):
            return _Lead("event_type", ("type",), tuple((str(value),) for value in field.values), (field,))
    return None
