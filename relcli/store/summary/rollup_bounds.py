"""First and last days of rows of the rollup, found again after the event with that day is gone.

Counts can be subtracted, a first day cannot: the next one has to be looked for. The covering tables have the events in
order of their days, so that the search ends at the first event that is in the row's cell. This is rarely needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.store.summary.facts import ALL_YEARS, COUNTED, FACT_COLUMNS, Facts
from relcli.store.summary.rollup_rows import stored_cells

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from relcli.store.summary.rollup_rows import Row

_BOUNDS = "SELECT first, last FROM {table} WHERE country = ? AND key = ? AND year = ? AND until = ? AND value = ?"
_UPDATE = """UPDATE {table} SET first = ?, last = ?
    WHERE country = ? AND key = ? AND year = ? AND until = ? AND value = ?"""

_COVERING = {"type": ("event_type", "type"), "sector": ("event_sector", "sector")}


def repair_bounds(connection: sqlite3.Connection, table: str, left: Mapping[Row, set[str]]) -> None:
    """Find the first and last days of rows again, where one of the days that left a row was such a bound."""
    for row, days in left.items():
        bounds = connection.execute(_BOUNDS.format(table=table), row).fetchone()
        if bounds is None or days.isdisjoint(bounds):
            continue
        first = _first(connection, row) if bounds[0] in days else bounds[0]
        last = _last(connection, row, bounds[1]) if bounds[1] in days else bounds[1]
        connection.execute(_UPDATE.format(table=table), (first, last, *row))


def _first(connection: sqlite3.Connection, row: Row) -> str:
    """Return the first day on which an event of the row begins."""
    facts = _next_in(connection, row, newest=False)
    return facts.date if facts else ""


def _last(connection: sqlite3.Connection, row: Row, latest: str) -> str:
    """Return the last day of any event of the row; it is not after `latest`.

    Most events last a day, so that the newest one ends last, unless one of the few longer ones does.
    """
    facts = _next_in(connection, row, newest=True)
    last = facts.date_end if facts else ""
    query = f"""SELECT {FACT_COLUMNS} FROM event INDEXED BY event_span
        WHERE event.date_end > event.date AND event.date_end > ? AND event.date_end <= ?
        AND event.date >= ? AND event.date < ? AND {COUNTED} ORDER BY event.date_end DESC"""
    for columns in connection.execute(query, (last, latest, *_days(row))):
        longer = Facts._make(columns)
        if _is_in(row, longer):
            return longer.date_end
    return last


def _next_in(connection: sqlite3.Connection, row: Row, *, newest: bool) -> Facts | None:
    """Return the newest or oldest event of a row."""
    source, date, where, parameters = _lead(row)
    query = f"""SELECT {FACT_COLUMNS} FROM {source} WHERE {where} AND {date} >= ? AND {date} < ? AND {COUNTED}
        ORDER BY {date} {"DESC" if newest else "ASC"}"""
    for columns in connection.execute(query, (*parameters, *_days(row))):
        facts = Facts._make(columns)
        if _is_in(row, facts):
            return facts
    return None


def _lead(row: Row) -> tuple[str, str, str, tuple[str, ...]]:
    """Return the FROM clause, the column of days, a condition and its parameters for the table that has the
    fewest other events beside those of the row.
    """
    country, key, _, _, value = row
    if key == "pair":
        return _covering("event_dyad", ("first", "second"), (country, value))
    first, dash, second = value.partition("-")
    if key == "dyad" and dash and "-" not in second:  # a party may have a dash in its own name
        return _covering("event_dyad", ("first", "second"), (first, second))
    if key == "country" and value:
        return _covering("event_country", ("country",), (value,))
    if country and key == "sector" and value:
        return _covering("event_country_sector", ("country", "sector"), (country, value))
    if country:
        return _covering("event_country", ("country",), (country,))
    if key in _COVERING and value:
        table, column = _COVERING[key]
        return _covering(table, (column,), (value,))
    return "event INDEXED BY event_date", "event.date", "event.rejected = 0", ()


def _covering(table: str, columns: tuple[str, ...], values: tuple[str, ...]) -> tuple[str, str, str, tuple[str, ...]]:
    source = f"{table} AS lead CROSS JOIN event ON event.id = lead.event_id"
    return source, "lead.date", " AND ".join(f"lead.{column} = ?" for column in columns), values


def _days(row: Row) -> tuple[str, str]:
    """Return the first day a row's events can begin on, and what all their days are before."""
    _, key, year, until, value = row
    if (year, until) == ALL_YEARS:
        return "0", "~"
    begin = value if key == "month" else year
    return begin, f"{begin}~"


def _is_in(row: Row, facts: Facts) -> bool:
    """Return whether an event of the row's years is in the row's cell."""
    return (row[0], row[1], row[4]) in stored_cells(facts)
