"""Reading the rollup: which questions it answers, and the events of a period that it does not count there.

Periods match on overlap, the rollup knows the year in which an event begins. So the few events that begin
before a period and last into it are looked up and added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.query.filters import Filters
from relcli.store.query.conditions import Sql
from relcli.store.summary.facts import ALL_YEARS, COUNTED, FACT_COLUMNS, Facts, Tally, cells, countries, members

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    Combination = tuple[str, ...]

ROLLED_KEYS = ("type", "modality", "sector", "month", "dyad", "country", "year")
"""The keys of summaries that the rollup has."""

_ANY_YEAR = ("", "9999")


def covers(filters: Filters, by: Sequence[str] = ()) -> bool:
    """Return whether the rollup answers a question: all events or those of one country, at most in a period
    of whole years, and by at most one of ROLLED_KEYS.
    """
    asked = Filters(countries=filters.countries, since=filters.since, until=filters.until)
    whole_years = filters.since[4:] in ("", "-01-01") and filters.until[4:] in ("", "-12-31")
    keys = len(by) <= 1 and all(key in ROLLED_KEYS for key in by)
    return filters == asked and len(filters.countries) <= 1 and whole_years and keys


def counted(connection: sqlite3.Connection, filters: Filters) -> int | None:
    """Return how many events `filters` ask for, None if the rollup cannot tell."""
    if not covers(filters):
        return None
    tallies = tallies_from_rollup(connection, filters, ())
    return sum(tally.events for tally in tallies.values())


def tallies_from_rollup(
    connection: sqlite3.Connection, filters: Filters, by: Sequence[str]
) -> dict[Combination, Tally]:
    """Return what is counted under each value of the key in `by` (or altogether), for filters that the
    rollup covers.
    """
    key = by[0] if by else ""
    tallies: dict[Combination, Tally] = {}
    queries = list(_queries(filters.countries[0] if filters.countries else "", key, *_years(filters)))
    query = " UNION ALL ".join(f"SELECT * FROM ({part.text})" for part in queries)
    parameters = [parameter for part in queries for parameter in part.parameters]
    for value, *columns in connection.execute(query, parameters):
        tallies.setdefault((value,) if by else (), Tally()).add(Tally.of(columns))
    tallies = {combination: tally for combination, tally in tallies.items() if tally.events}
    _add_earlier(connection, filters, key, tallies)
    return tallies


_SUMS = """sum(events), sum(occasions), sum(mentions), sum(rated), sum(intensity),
    ifnull(min(nullif(first, '')), ''), max(last), sum(documents)"""

_NAMES = """
WITH RECURSIVE names(name) AS (
    SELECT min(country) FROM rollup WHERE country > ''
    UNION ALL
    SELECT (SELECT min(country) FROM rollup WHERE country > names.name) FROM names WHERE names.name IS NOT NULL
)
"""
"""All countries: steps from one to the next in the index."""


def _queries(country: str, key: str, since: str, until: str) -> Iterator[Sql]:
    """Yield the queries whose rows (value, sums) add up to the answer."""
    years = Sql("year >= ? AND until <= ?", (since, until))
    if key == "year":
        yield Sql(
            f"""SELECT year, {_SUMS} FROM rollup WHERE country = ? AND key = '' AND {years.text} AND until = year
            GROUP BY year""",
            (country, *years.parameters),
        )
        return
    yield Sql(
        f"SELECT value, {_SUMS} FROM rollup WHERE country = ? AND key = ? AND {years.text} GROUP BY value",
        (country, key, *years.parameters),
    )
    if key == "country" and not country:
        yield _totals(years if (since, until) != _ANY_YEAR else Sql("year = ? AND until = ?", ALL_YEARS))
    elif key == "country":
        totals = f"SELECT ?, {_SUMS} FROM rollup WHERE country = ? AND key = '' AND {years.text}"
        yield Sql(f"{totals} HAVING count(*)", (country, country, *years.parameters))
        yield from _partners(country, "value", "country", years)
    elif key == "dyad" and not country:
        yield Sql(
            f"""{_NAMES} SELECT name || '-' || value, {_SUMS} FROM names CROSS JOIN rollup
            WHERE country = name AND key = 'pair' AND {years.text} GROUP BY name, value""",
            years.parameters,
        )
    elif key == "dyad":
        yield from _partners(country, "country || '-' || value", "country || '-' || value", years)


def _totals(years: Sql) -> Sql:
    """Return the query for the totals of all countries."""
    text = f"""{_NAMES} SELECT name, {_SUMS} FROM names CROSS JOIN rollup
        WHERE country = name AND key = '' AND {years.text} GROUP BY name"""
    return Sql(text, years.parameters)


def _partners(country: str, as_first: str, as_second: str, years: Sql) -> Iterator[Sql]:
    """Yield the queries for the pairs of a country, named by some SQL where it is the first or the second.

    The row of a pair is found under its first country and each year by a look-up in the index.
    """
    yield Sql(
        f"""SELECT {as_first}, {_SUMS} FROM rollup WHERE country = ? AND key = 'pair' AND {years.text}
        GROUP BY value""",
        (country, *years.parameters),
    )
    yield Sql(
        f"""{_NAMES}, years AS MATERIALIZED (
            SELECT year AS of_year FROM rollup WHERE country = ? AND key = '' AND {years.text} AND until = year
        )
        SELECT {as_second}, {_SUMS} FROM names CROSS JOIN years CROSS JOIN rollup
        WHERE name < ? AND country = name AND key = 'pair' AND year = of_year AND until = of_year AND value = ?
        GROUP BY name""",
        (country, *years.parameters, country, country),
    )


def _years(filters: Filters) -> tuple[str, str]:
    """Return the first and last year asked for; undated events ('') are in no period."""
    if not filters.since and not filters.until:
        return _ANY_YEAR
    return filters.since[:4] or "0000", filters.until[:4] or _ANY_YEAR[1]


def _add_earlier(connection: sqlite3.Connection, filters: Filters, key: str, tallies: dict[Combination, Tally]) -> None:
    """Add the events that begin before the period and last into it, their occasions unless they count by
    other events of the period already.
    """
    query = f"""SELECT {FACT_COLUMNS} FROM event INDEXED BY event_across
        WHERE substr(event.date_end, 1, 7) > substr(event.date, 1, 7)
        AND event.date_end >= ? AND event.date < ? AND event.date > ''
        AND {COUNTED}"""
    earlier = connection.execute(query, (filters.since, filters.since)) if filters.since else ()
    since, until = _years(filters)
    by_occasion: dict[int, set[Combination]] = {}
    for facts in map(Facts._make, earlier):
        combinations = _combinations(facts, filters, key)
        for combination in combinations:
            tallies.setdefault(combination, Tally()).count(facts)
        if facts.occasion is not None:
            by_occasion.setdefault(facts.occasion, set()).update(combinations)
    for occasion, combined in by_occasion.items():
        within = (member for member in members(connection, occasion) if since <= member.date[:4] <= until)
        known = {combination for member in within for combination in _combinations(member, filters, key)}
        for combination in combined - known:
            tallies[combination].occasions += 1


def _combinations(facts: Facts, filters: Filters, key: str) -> list[Combination]:
    """Return what an event is counted under, nothing if it is not of the country asked for.

    One that begins before the period is counted in the year and month in which the period begins.
    """
    if facts.date:
        facts = facts._replace(date=max(facts.date, filters.since))
    wanted = filters.countries[0] if filters.countries else ""
    if key == "year":
        of_country = not wanted or wanted in countries(facts.source, facts.target)
        return [(facts.date[:4],)] if of_country else []
    return [(value,) if key else () for country, held, value in cells(facts) if (country, held) == (wanted, key)]
