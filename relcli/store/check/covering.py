"""What answers filters and summaries, against the events: the covering tables both ways, and the rollup.

The rows of a covering table have no order in common with the events. So both are summed (the hash of each row, modulo
2^64), in one pass and no memory; only where sums differ the rows are looked up one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.store.summary.rollup import differences
from relcli.store.write.events import COVERING_KEYS, FACETS, all_facets, covering_rows, facets_of_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_MASK = (1 << 64) - 1


def covering_tables(connection: sqlite3.Connection) -> Iterator[str]:
    """Rows of the covering tables that are missing or should not exist."""
    wanted = dict.fromkeys(COVERING_KEYS, 0)
    for facets in all_facets(connection):
        for table, rows in covering_rows(facets).items():
            wanted[table] = wanted[table] + sum(map(hash, rows)) & _MASK
    for table, total in wanted.items():
        held = sum(map(hash, connection.execute(f"SELECT * FROM {table}"))) & _MASK
        if held != total:
            yield from _differing(connection, table)


def _differing(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    """Yield the rows of one table that are missing or should not exist."""
    key = COVERING_KEYS[table]
    there = f"SELECT 1 FROM {table} WHERE {' AND '.join(f'{column} = ?' for column in key)}"
    for facets in all_facets(connection):
        for row in covering_rows(facets).get(table, ()):
            if connection.execute(there, row).fetchone() is None:
                yield f"{table} {_named(row)}: is missing"
    for row in connection.execute(f"SELECT * FROM {table}"):
        found = connection.execute(f"{FACETS} AND id = ?", (row[-1],)).fetchone()
        if found is None or row not in covering_rows(facets_of_row(found)).get(table, ()):
            yield f"{table} {_named(row)}: matches no event"


def _named(row: tuple[object, ...]) -> str:
    return " ".join(map(str, row))


def counts_of_summaries(connection: sqlite3.Connection) -> Iterator[str]:
    """Rows of the rollup that are not what the events add up to."""
    for sign, *row in differences(connection):
        key = " ".join(str(part) or "-" for part in row[:5])
        yield f"rollup {key}: {'is wrong or should not exist' if sign == '+' else 'is missing or has another value'}"
