"""The rollup: counts of events that are kept as events change, so that a summary reads hundreds of rows
instead of millions.

A cell is a country ('' = all), a key ('' = the total, type, modality, sector, month, dyad, country) and a value of
that key; it has a row for each year ('' = undated) in which events begin (see `rollup_rows`). Events, mentions and
intensities simply add up over years. Occasions do not: the acts of one meeting may lie in two years, which must count
it once together and once each. So an occasion counts 1 in each of its years, and a row that runs from one of them
(`year`) to the next (`until`) subtracts 1; the sum over all rows within any range of whole years is then exact.

There are many countries. So that a summary of everything by country need not add up all their years, the total of each
country also has a row over all years.

The events of one transaction are noted as they were, and compared at its end with what they are then: what did not
change costs nothing, and the order of changes does not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.store.summary.facts import (
    ALL_YEARS,
    COUNTS_FROM,
    INTENSITY_DECIMALS,
    NO_VALUE,
    Facts,
    Tally,
    cells,
    countries,
    facts_where,
    items,
    members,
    plain_pair,
)
from relcli.store.summary.rollup_bounds import repair_bounds
from relcli.store.summary.rollup_rows import cells_of_pair, is_stored, party_cells, stored_rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from relcli.store.summary.facts import Cell
    from relcli.store.summary.rollup_rows import Row

_UPSERT = f"""
INSERT INTO {{table}} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET
    events = events + excluded.events, occasions = occasions + excluded.occasions,
    mentions = mentions + excluded.mentions, rated = rated + excluded.rated,
    intensity = round(intensity + excluded.intensity, {INTENSITY_DECIMALS}),
    first = CASE WHEN excluded.first <> '' AND (first = '' OR excluded.first < first)
                 THEN excluded.first ELSE first END,
    last = max(last, excluded.last), documents = documents + excluded.documents
"""
"""Rounded, so that adding and subtracting tenths leaves exactly nothing."""

_DELETE_EMPTY = """
DELETE FROM {table}
WHERE country = ? AND key = ? AND year = ? AND until = ? AND value = ? AND events = 0 AND occasions = 0
"""

AT_ONCE = 20_000
"""After so many events or occasions a rebuild writes what it has counted, so that memory stays flat."""


class Rollup:
    """The changes that one transaction makes to the rollup; `apply` writes them.

    Call `changing` before anything happens to an event, or `count_new` for a new one.
    """

    def __init__(self, connection: sqlite3.Connection, table: str = "rollup") -> None:
        self._connection = connection
        self._table = table
        self._before: dict[int, Facts | None] = {}
        # An event is counted in some twenty rows. Its parties and its other keys are collected separately and spread
        # over rows at the end, which takes a fraction of the time.
        self._slices: dict[tuple[str, str, str, str, str], Tally] = {}
        self._pairs: dict[tuple[str, str, str, int], Tally] = {}
        self._rows: dict[Row, Tally] = {}

    def changing(self, event_id: int) -> None:
        """Note an event as it is, before it is written, changed, rejected or removed."""
        if event_id not in self._before:
            self._before[event_id] = self._facts(event_id)

    def count_new(self, facts: Facts) -> None:
        """Count a new event without looking at the database: for bulk imports.

        It must not be rejected, and be written in the same transaction, before anybody calls `changing`
        with its id.
        """
        if facts.part_of is not None or facts.id in self._before:
            self._before.setdefault(facts.id, None)
        else:
            self.add(facts, alone=facts.occasion is not None)

    def add(self, facts: Facts, sign: int = 1, *, alone: bool = False) -> None:
        """Count an event, or subtract it (`sign` -1); `alone`: it is an occasion without any acts."""
        counted = Tally()
        counted.events = sign
        counted.occasions = sign if alone else 0
        counted.mentions = sign * facts.mentions
        counted.documents = sign * facts.documents
        if facts.intensity is not None and facts.rated:
            counted.rated = sign
            counted.intensity = sign * facts.intensity
        if sign > 0 and facts.date:
            counted.first, counted.last = facts.date, facts.date_end
        month = facts.month
        slices = self._slices
        for country in ("", *countries(facts.source, facts.target)):
            key = (country, month, facts.type, facts.modality, facts.sectors)
            known = slices.get(key)
            if known is None:
                known = slices[key] = Tally()
            known.add(counted)
        pair = (month[:4], facts.source, facts.target, facts.mutual)
        self._pairs.setdefault(pair, Tally()).add(counted)

    def add_family(self, members: Iterable[Facts], sign: int = 1) -> None:
        """Count an occasion with its acts once in every cell and range of years, or subtract it."""
        by_year: dict[str, set[Cell]] = {}
        plain: set[tuple[str, tuple[str, str]]] = set()
        for facts in members:
            year = facts.date[:4]
            by_year.setdefault(year, set()).update(filter(is_stored, cells(facts)))
            pair = plain_pair(facts.source, facts.target, facts.mutual)
            if pair is not None:
                plain.add((year, pair))
        latest: dict[Cell, str] = {}
        for year in sorted(by_year):
            for cell in by_year[year]:
                country, key, value = cell
                self._tally((country, key, year, year, value)).occasions += sign
                if cell in latest:
                    self._tally((country, key, latest[cell], year, value)).occasions -= sign
                elif country and not key:
                    self._tally((country, key, *ALL_YEARS, value)).occasions += sign
                latest[cell] = year
        for year, pair in plain:
            self._tally((pair[0], "pair", year, year, pair[1])).occasions += sign
            for country, key, value in cells_of_pair(pair):
                self._tally((country, key, year, year, value)).occasions -= sign

    def apply(self) -> None:
        """Write all changes; to be called at the end of the transaction that made them."""
        left = self._compare()
        self.write()
        repair_bounds(self._connection, self._table, left)
        self._before.clear()

    def write(self) -> None:
        """Add what was counted to the table."""
        self._spread()
        rows = self._rows
        changed = [(row, columns) for row in sorted(rows) if any(columns := rows[row].columns())]
        self._connection.executemany(_UPSERT.format(table=self._table), (row + columns for row, columns in changed))
        emptied = (row for row, columns in changed if columns[0] <= 0)
        self._connection.executemany(_DELETE_EMPTY.format(table=self._table), emptied)
        self._rows.clear()

    def _facts(self, event_id: int) -> Facts | None:
        """Return what an event counts for, None if it counts nowhere."""
        return next(facts_where(self._connection, "event.id = ?", (event_id,)), None)

    def _compare(self) -> dict[Row, set[str]]:
        """Count the difference between all noted events then and now; return the rows that lost days, and which."""
        occasions: set[int] = set()
        left: dict[Row, set[str]] = {}
        for event_id, before in self._before.items():
            after = self._facts(event_id)
            if before == after:
                continue
            if before is not None:
                self.add(before, -1)
            if after is not None:
                self.add(after)
            if before is None or after is None or before[:COUNTS_FROM] != after[:COUNTS_FROM]:
                occasions.update(each.occasion for each in (before, after) if each and each.occasion is not None)
                _note_left(left, before, after)
        self._compare_families(occasions)
        return left

    def _compare_families(self, occasions: set[int]) -> None:
        """Count the difference between some occasions before and now."""
        were: dict[int, list[Facts]] = {occasion: [] for occasion in occasions}
        for facts in self._before.values():
            if facts is not None and facts.occasion in were:
                were[facts.occasion].append(facts)
        for occasion, noted in were.items():
            now = members(self._connection, occasion)
            self.add_family((*noted, *(facts for facts in now if facts.id not in self._before)), -1)
            self.add_family(now)

    def _spread(self) -> None:
        """Spread what was collected over the rows it counts in."""
        tally = self._tally
        for (country, month, kind, modality, sectors), counted in self._slices.items():
            year = month[:4]
            tally((country, "", year, year, "")).add(counted)
            tally((country, "type", year, year, kind)).add(counted)
            tally((country, "modality", year, year, modality)).add(counted)
            tally((country, "month", year, year, month)).add(counted)
            for sector in items(sectors) or NO_VALUE:
                tally((country, "sector", year, year, sector)).add(counted)
            if country:
                tally((country, "", *ALL_YEARS, "")).add(counted)
        for (year, source, target, mutual), counted in self._pairs.items():
            for country, key, value in party_cells(source, target, mutual):
                tally((country, key, year, year, value)).add(counted)
        self._slices.clear()
        self._pairs.clear()

    def _tally(self, row: Row) -> Tally:
        known = self._rows.get(row)
        if known is None:
            known = self._rows[row] = Tally()
        return known


def rebuild(connection: sqlite3.Connection, table: str = "rollup") -> None:
    """Count the rollup again from all events, inside the caller's transaction."""
    connection.execute(f"DELETE FROM {table}")
    rollup = Rollup(connection, table)
    with_acts = {row[0] for row in connection.execute("SELECT DISTINCT part_of FROM event WHERE part_of IS NOT NULL")}
    for number, facts in enumerate(facts_where(connection, "1 ORDER BY event.date, event.id"), 1):
        rollup.add(facts, alone=facts.occasion is not None and facts.occasion not in with_acts)
        if number % AT_ONCE == 0:
            rollup.write()
    for number, occasion in enumerate(sorted(with_acts), 1):
        rollup.add_family(members(connection, occasion))
        if number % AT_ONCE == 0:
            rollup.write()
    rollup.write()


def differences(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Return how the rollup differs from one counted again from all events: ('+' or '-', row ...) for what is too
    much or missing; [] for a sound database, which may be open for reading only.
    """
    connection.execute("CREATE TEMP TABLE rollup_again AS SELECT * FROM rollup LIMIT 0")
    try:
        connection.execute(
            "CREATE UNIQUE INDEX temp.rollup_again_key ON rollup_again(country, key, year, until, value)"
        )
        rebuild(connection, "temp.rollup_again")
        query = "SELECT '{}', * FROM (SELECT * FROM {} EXCEPT SELECT * FROM {})"
        added = connection.execute(query.format("+", "main.rollup", "temp.rollup_again")).fetchall()
        return added + connection.execute(query.format("-", "temp.rollup_again", "main.rollup")).fetchall()
    finally:
        connection.execute("DROP TABLE temp.rollup_again")


def _note_left(left: dict[Row, set[str]], before: Facts | None, after: Facts | None) -> None:
    """Note the rows that an event, or its days, are no longer in."""
    if before is None or not before.date:
        return
    days = before.date, before.date_end
    kept = set(stored_rows(after)) if after is not None and (after.date, after.date_end) == days else set()
    for row in stored_rows(before):
        if row not in kept:
            left.setdefault(row, set()).update(days)
