"""Which rows of the rollup an event is in.

What follows from other rows is not stored, because every row costs time with every import: an event of two parties,
as most are, has one row for its pair (key "pair", under the first party), which counts for the pair among all countries
and among those of either party, and for each party among the countries that the other one deals with. How often all
countries together deal with one is that one's own total.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.store.summary.facts import ALL_YEARS, NO_VALUE, countries, items, pairs, plain_pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.store.summary.facts import Cell, Facts

    Row = tuple[str, str, str, str, str]  # the primary key: country, key, year, until, value


def stored_rows(facts: Facts) -> Iterator[Row]:
    """Yield the rows that an event is counted in."""
    year = facts.date[:4]
    for country, key, value in stored_cells(facts):
        yield country, key, year, year, value
        if country and not key:
            yield country, key, *ALL_YEARS, value


def stored_cells(facts: Facts) -> Iterator[Cell]:
    """Yield country, key and value of the rows that an event is counted in."""
    for country in ("", *countries(facts.source, facts.target)):
        yield country, "", ""
        yield country, "type", facts.type
        yield country, "modality", facts.modality
        yield country, "month", facts.month
        for sector in items(facts.sectors) or NO_VALUE:
            yield country, "sector", sector
    yield from party_cells(facts.source, facts.target, facts.mutual)


def party_cells(source: str, target: str, mutual: int) -> Iterator[Cell]:
    """Yield country, key and value of the rows that hold who an event is between."""
    pair = plain_pair(source, target, mutual)
    if pair is not None:
        yield pair[0], "pair", pair[1]
        return
    parties = countries(source, target)
    for country in ("", *parties):
        for dyad in pairs(source, target, mutual) or NO_VALUE:
            yield country, "dyad", dyad
        for party in parties:
            if country and party != country:
                yield country, "country", party
    if not parties:
        yield "", "country", ""


def is_stored(cell: Cell) -> bool:
    """Return whether a cell has rows of its own: a country among all countries, or among its own, does not."""
    country, key, value = cell
    return key != "country" or (bool(country) and value != country) or not value


def cells_of_pair(pair: tuple[str, str]) -> tuple[Cell, ...]:
    """Return the cells that the row of a pair counts for."""
    first, second = pair
    dyad = f"{first}-{second}"
    return (
        ("", "dyad", dyad),
        (first, "dyad", dyad),
        (second, "dyad", dyad),
        (first, "country", second),
        (second, "country", first),
    )
