"""Reading the rollup: which questions it answers, and the events of a period that it does not count there.

Periods match on overlap, the rollup knows the year in which an event begins. So the few events that begin
before a period and last into it are looked up and added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.query.filters import Filters
from relcli.store.query.conditions import Sql
from relcli.store.summary.facts import ALL_YEARS, COUNTED, FACT_COLUMNS, Facts, Tally, cells, members

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    Combination = tuple[str, ...]

ROLLED_KEYS = ("type", "modality", "sector", "month", "dyad", "country", "year")
"""The keys of summaries that the rollup has."""

_ANY_YEAR = ("", "9999")


def covers(filters: Filters, by: Sequence[str] = ()) -> bool:
    """Return whether the rollup answers a question: all events or those of one country, at most in a period
    of whole years, and by at most one of ROLLED_KEYS, or by one of them and the year.
    """
    asked = Filters(countries=filters.countries, since=filters.since, until=filters.until)
    whole_years = filters.since[4:] in ("", "-01-01") and filters.until[4:] in ("", "-12-31")
    keys = all(key in ROLLED_KEYS for key in by) and (len(by) <= 1 or (len(by) == 2 and "year" in by))
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
    """Return what is counted under each combination of the keys in `by` (or altogether), for filters that the
    rollup covers.
    """
    tallies: dict[Combination, Tally] = {}
    key = next((key for key in by if key != "year"), "")
    rows = _Rows(filters.countries[0] if filters.countries else "", key, *_years(filters), by_year="year" in by)
    queries = list(rows.queries())
    query = " UNION ALL ".join(f"SELECT * FROM ({part.text})" for part in queries)
    parameters = [parameter for part in queries for parameter in part.parameters]
    for value, year, *columns in connection.execute(query, parameters):
        values = {"year": year, key: value}
        tallies.setdefault(tuple(values[each] for each in by), Tally()).add(Tally.of(columns))
    tallies = {combination: tally for combination, tally in tallies.items() if tally.events}
    _add_earlier(connection, filters, by, tallies)
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


class _Rows:
    """The queries for one key of the rollup, whose rows (value, year, sums) add up to the answer; the year is '' unless
    counts are asked for by year.
    """

    def __init__(self, country: str, key: str, since: str, until: str, *, by_year: bool) -> None:
        self._country = country
        self._key = key
        self._by_year = by_year
        self._all_years = (since, until) == _ANY_YEAR and not by_year
        # Rows from one year to another only correct sums over years.
        self._years = Sql(f"year >= ? AND until <= ?{' AND until = year' if by_year else ''}", (since, until))

    def queries(self) -> Iterator[Sql]:
        """Yield the queries."""
        country, key, years = self._country, self._key, self._years
        of_key = Sql(f"country = ? AND key = ? AND {years.text}", (country, key, *years.parameters))
        yield self._select("value", "value", "rollup", of_key)
        if key == "country" and not country:
            total = Sql("year = ? AND until = ?", ALL_YEARS) if self._all_years else years
            yield self._of_all_names("name", "name", "country = name AND key = ''", total)
        elif key == "country":
            of_total = Sql(f"country = ? AND key = '' AND {years.text}", (country, *years.parameters))
            yield self._select("country", "country", "rollup", of_total)
            yield from self._partners("value", "name")
        elif key == "dyad" and not country:
            yield self._of_all_names("name || '-' || value", "name, value", "country = name AND key = 'pair'", years)
        elif key == "dyad":
            yield from self._partners("country || '-' || value", "name || '-' || value")

    def _select(self, value: str, parts: str, source: str, where: Sql) -> Sql:
        """Return the query for the sums of some rows by `value`, which is made of the columns `parts`, and by year
        where that is asked for: SQLite groups by columns in a fraction of the time it takes for what is made of them.
        """
        year, groups = ("year", f"{parts}, year") if self._by_year else ("''", parts)
        text = f"SELECT {value}, {year}, {_SUMS} FROM {source} WHERE {where.text} GROUP BY {groups}"
        return Sql(text, where.parameters)

    def _of_all_names(self, value: str, parts: str, where: str, years: Sql) -> Sql:
        """Return the query for some rows of each country."""
        wanted = Sql(f"{where} AND {years.text}", years.parameters)
        found = self._select(value, parts, "names CROSS JOIN rollup", wanted)
        return Sql(_NAMES + found.text, found.parameters)

    def _partners(self, as_first: str, as_second: str) -> Iterator[Sql]:
        """Yield the queries for the pairs of the country, named by some SQL where it is the first or the second.

        The row of a pair is found under its first country and each year by a look-up in the index.
        """
        country, years = self._country, self._years
        of_pairs = Sql(f"country = ? AND key = 'pair' AND {years.text}", (country, *years.parameters))
        yield self._select(as_first, "country, value", "rollup", of_pairs)
        of_years = f"""{_NAMES}, years AS MATERIALIZED (
            SELECT year AS of_year FROM rollup WHERE country = ? AND key = '' AND {years.text} AND until = year
        )"""
        of_others = Sql(
            "name < ? AND country = name AND key = 'pair' AND year = of_year AND until = of_year AND value = ?",
            (country, country),
        )
        found = self._select(as_second, "name", "names CROSS JOIN years CROSS JOIN rollup", of_others)
        yield Sql(f"{of_years} {found.text}", (country, *years.parameters, *found.parameters))


def _years(filters: Filters) -> tuple[str, str]:
    """Return the first and last year asked for; undated events ('') are in no period."""
    if not filters.since and not filters.until:
        return _ANY_YEAR
    return filters.since[:4] or "0000", filters.until[:4] or _ANY_YEAR[1]


def _add_earlier(
    connection: sqlite3.Connection, filters: Filters, by: Sequence[str], tallies: dict[Combination, Tally]
) -> None:
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
        combinations = _combinations(facts, filters, by)
        for combination in combinations:
            tallies.setdefault(combination, Tally()).count(facts)
        if facts.occasion is not None:
            by_occasion.setdefault(facts.occasion, set()).update(combinations)
    for occasion, combined in by_occasion.items():
        within = (member for member in members(connection, occasion) if since <= member.date[:4] <= until)
        known = {combination for member in within for combination in _combinations(member, filters, by)}
        for combination in combined - known:
            tallies[combination].occasions += 1


def _combinations(facts: Facts, filters: Filters, by: Sequence[str]) -> list[Combination]:
    """Return what an event is counted under, nothing if it is not of the country asked for.

    One that begins before the period is counted in the year and month in which the period begins.
    """
    if facts.date:
        facts = facts._replace(date=max(facts.date, filters.since))
    wanted = filters.countries[0] if filters.countries else ""
    key = next((key for key in by if key != "year"), "")
    found = [value for country, held, value in cells(facts) if (country, held) == (wanted, key)]
    return [tuple(facts.date[:4] if each == "year" else value for each in by) for value in found]
