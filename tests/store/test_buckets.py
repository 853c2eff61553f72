"""In which day, week, month, quarter or year an event is counted: what is not known is not made up, and nothing outside
of a period appears.
"""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.query.filters import Filters
from relcli.store.buckets import SQL, TIME_KEYS, bucket, first_day
from relcli.store.connection import open_copy
from relcli.store.read.events import list_events
from relcli.store.summary.summaries import summarise
from relcli.store.write.batches import Batch
from relcli.store.write.documents import import_documents
from tests.store.fakes import NOW, act, coder_for, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

YEARS = (2022, 2025)
DAYS = st.dates(date(YEARS[0], 1, 1), date(YEARS[1], 12, 31))


def _span(first: date, precision: str, more: int) -> tuple[str, str, str]:
    """Return first day, last day and precision of what begins with `first` and goes on for `more` of its units."""
    if precision == "year":
        return f"{first.year}-01-01", f"{first.year + more % 2}-12-31", precision
    if precision == "month":
        months = 12 * first.year + first.month + more % 3
        return f"{first:%Y-%m}-01", str(date(months // 12, months % 12 + 1, 1) - timedelta(days=1)), precision
    if precision == "week":
        first -= timedelta(days=first.weekday())
        return str(first), str(first + timedelta(days=6)), precision
    return str(first), str(first + timedelta(days=more if precision == "day" else 0)), precision


SPANS = st.builds(_span, DAYS, st.sampled_from(["day", "week", "month", "year", "before"]), st.integers(0, 40))


@pytest.mark.parametrize(
    ("day", "precision", "since", "expected"),
    [
        ("2024-03-09", "day", "", ["2024", "2024Q1", "2024-03", "2024-W10", "2024-03-09"]),
        ("2024-03-09", "before", "", ["2024", "2024Q1", "2024-03", "2024-W10", "2024-03-09"]),
        ("2024-03-04", "week", "", ["2024", "2024Q1", "2024-03", "2024-W10", "2024-03-04"]),
        ("2024-10-01", "month", "", ["2024", "2024Q4", "2024-10", "2024-10", "2024-10"]),
        ("2024-01-01", "year", "", ["2024", "2024", "2024", "2024", "2024"]),
        ("", "", "", ["", "", "", "", ""]),
        ("2023-12-28", "day", "2024-01-01", ["2024", "2024Q1", "2024-01", "2024-W01", "2024-01-01"]),
        ("2023-12-28", "day", "2023-12-28", ["2023", "2023Q4", "2023-12", "2023-W52", "2023-12-28"]),
        ("2024-01-29", "week", "2024-02-01", ["2024", "2024Q1", "2024-02", "2024-W05", "2024-02-01"]),
        ("2023-11-01", "month", "2024-02-10", ["2024", "2024Q1", "2024-02", "2024-02", "2024-02"]),
        ("2023-01-01", "year", "2024-02-10", ["2024", "2024", "2024", "2024", "2024"]),
        ("2021-01-03", "day", "", ["2021", "2021Q1", "2021-01", "2020-W53", "2021-01-03"]),
        ("2024-12-30", "day", "", ["2024", "2024Q4", "2024-12", "2025-W01", "2024-12-30"]),
    ],
)
def test_an_event_is_counted_where_it_begins_as_far_as_that_is_known(
    day: str, precision: str, since: str, expected: list[str]
) -> None:
    assert [bucket(key, day, precision, since) for key in ("year", "quarter", "month", "week", "day")] == expected


@given(SPANS, st.just("") | DAYS.map(str))
def test_sqlite_has_the_same_buckets(span: tuple[str, str, str], since: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE event (date, date_end, date_precision)")
    connection.execute("INSERT INTO event VALUES (?, ?, ?)", span)
    for key in TIME_KEYS:
        text, parameters = first_day(SQL[key], since)
        found = connection.execute(f"SELECT {text} FROM event", parameters).fetchone()[0]
        assert found == bucket(key, span[0], span[2], since), key
    connection.close()


@given(SPANS, st.sampled_from(sorted(TIME_KEYS)))
def test_a_value_has_its_day_within(span: tuple[str, str, str], key: str) -> None:
    """What a bucket says of an event is true: the event begins on a day of it, and it is no finer than is known."""
    found = bucket(key, span[0], span[2])
    begins = date.fromisoformat(span[0])
    if "W" in found:
        assert span[2] in {"day", "week", "before"}
        assert found == f"{begins:%G}-W{begins:%V}"
    elif "Q" in found:
        assert span[2] != "year"
        assert found == f"{begins.year}Q{(begins.month + 2) // 3}"
    else:
        assert span[0].startswith(found)
        assert len(found) <= {"year": 4, "month": 7}.get(span[2], 10)


def _database(spans: list[tuple[str, str, str]]) -> sqlite3.Connection:
    """Return a database with an event of two countries for each span, and an undated one."""
    dated = [dict(zip(("date", "date_end", "date_precision"), span, strict=True)) for span in spans]
    fields: list[dict[str, Any]] = [*dated, {"date": "", "date_precision": ""}]
    told = [
        tell(f"{number}.txt", "2025-12-31", act(f"They met, {number}.", place=f"Town {number}", **each))
        for number, each in enumerate(fields)
    ]
    database = open_copy("")
    import_documents(database, [[each.document for each in told]], coder_for(*told), Batch("import", "import", NOW))
    return database.conn


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    """Events of all precisions around the turns of years, quarters and months."""
    begins = [date(2022, 12, 20) + timedelta(days=5 * number) for number in range(160)]
    kinds = ("day", "week", "month", "year", "before", "day")
    made = _database([_span(day, kinds[place % 6], place * 7 % 41) for place, day in enumerate(begins)])
    yield made
    made.close()


PERIODS = st.tuples(st.just("") | DAYS.map(str), st.just("") | DAYS.map(str)).filter(
    lambda period: not all(period) or period[0] <= period[1]
)
WHOLE_YEARS = st.sampled_from(
    [(str(first), str(last)) for first in range(2022, 2026) for last in range(first, 2026)]
).map(lambda years: (f"{years[0]}-01-01", f"{years[1]}-12-31"))


@given(PERIODS | WHOLE_YEARS, st.sampled_from(sorted(TIME_KEYS)), st.sampled_from([(), ("PAK",), ("CHN",)]))
def test_each_event_of_a_period_is_in_exactly_one_bucket_of_it(
    connection: sqlite3.Connection, period: tuple[str, str], key: str, countries: tuple[str, ...]
) -> None:
    """Months come from the rollup for whole years, and from the events for any other period."""
    since, until = period
    filters = Filters(countries=countries, since=since, until=until)
    rows = {str(row[0]): row for row in summarise(connection, filters, [key])}
    expected: dict[str, int] = {}
    for event in list_events(connection, filters):
        value = bucket(key, event.date, event.date_precision, since)
        expected[value] = expected.get(value, 0) + 1
    assert {value: row[1] for value, row in rows.items()} == expected
    for total in summarise(connection, filters, []):
        for place in (0, 2, 6):  # events, mentions, documents
            assert sum(int(str(row[place + 1])) for row in rows.values()) == total[place]
    for value in rows:
        _is_within(value, since, until)


def _is_within(value: str, since: str, until: str) -> None:
    """Fail if no day of a bucket is in the period; the week of a day may have the number of another year."""
    if "W" in value:
        monday = date.fromisocalendar(int(value[:4]), int(value[-2:]), 1)
        first, last = str(monday), str(monday + timedelta(days=6))
    elif "Q" in value:
        first, last = (f"{value[:4]}-{3 * int(value[-1]) - less:02}" for less in (2, 0))
        last += "-31"
    else:
        first, last = value, value + "-99"[: max(0, 10 - len(value))] * (value != "")
    assert not since or last >= since[: len(last)], (value, since, until)
    assert not until or first <= until, (value, since, until)


def test_values_of_a_year_follow_the_year_itself(connection: sqlite3.Connection) -> None:
    rows = [str(row[0]) for row in summarise(connection, Filters(), ["month"])]
    assert rows == sorted(rows)
    assert rows.index("2024") < rows.index("2024-01")
