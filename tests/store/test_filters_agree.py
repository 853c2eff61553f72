"""Filters mean in SQL what the oracle says in Python, and every way of listing, counting and summarising agrees
on them.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relcli.model import MODALITIES, PRODUCERS, SECTORS, TYPES
from relcli.query.filters import Filters
from relcli.query.paging import Cursor, Page
from relcli.store.connection import open_copy
from relcli.store.read import documents
from relcli.store.read.events import count_events, list_events, list_page
from relcli.store.summary.summaries import summarise
from relcli.store.write.batches import Batch
from relcli.store.write.documents import import_documents
from relcli.store.write.events import EventWriter
from tests.store.fakes import Told, act, coder_for, tell
from tests.store.oracle import matches

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from relcli.model import Event

CODES = ("RUS", "PAK", "CHN", "USA", "EU")
PEOPLE = ("Vladimir Putin", "Shehbaz Sharif", "Nawaz Sharif")
PLACES = ("", "Moscow", "New York", "the Élysée Palace")
WORDS = ("gas", "pipeline", "Gas", "treaty", "Türkiye", "U.S.", "visit")
DAYS = tuple(f"2024-{month:02}-{day:02}" for month in (1, 2, 12) for day in (1, 15, 28))
EVENTS = 250


def random_told(chance: random.Random, number: int) -> Told:
    """Return a document that tells one event of any kind."""
    source = tuple(chance.sample(CODES, chance.choice([0, 1, 1, 2])))
    target = tuple(chance.sample(CODES, chance.choice([0, 1, 1, 3])))
    date = chance.choice((*DAYS, ""))
    precision, last = "day", date
    if date and chance.random() < 0.3:
        precision, last = chance.choice([("month", date[:8] + "28"), ("year", "2024-12-31"), ("before", date)])
    people = tuple(chance.sample(PEOPLE, chance.choice([0, 1, 2])))
    sentence = f"{' '.join(chance.sample(WORDS, 3))} number{number}."
    coded = act(
        sentence,
        source=source,
        target=target,
        mutual=chance.random() < 0.4,
        type=chance.choice(TYPES[:4]),
        date=date,
        date_end=last,
        date_precision=precision,
        people=people,
        people_countries=("",) * len(people),
        modality=chance.choice(MODALITIES),
        mode=chance.choice(["", "phone", "visit"]),
        place=chance.choice(PLACES),
        sectors=tuple(chance.sample(SECTORS[:4], chance.choice([0, 1, 2]))),
        intensity=chance.choice([None, 1.5, -7]),
        confidence=chance.choice([None, 1.0, 0.7, 0.55, 0.31]),
    )
    outlet = chance.choice(["", "Dawn", "Al Jazeera"])
    return tell(f"{number}", chance.choice(("2024-03-01", "2024-06-01")), coded, outlet=outlet)


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    """A database in memory with random events, imported on two days."""
    chance = random.Random(16)
    told = [random_told(chance, number) for number in range(EVENTS)]
    database = open_copy("")
    half = EVENTS // 2
    for part, now in ((told[:half], "2024-11-01T10:00:00"), (told[half:], "2024-11-02T10:00:00")):
        import_documents(database, [[each.document for each in part]], coder_for(*told), Batch("import", "import", now))
    for number in range(1, EVENTS, 3):
        database.conn.execute("UPDATE event SET producer = ? WHERE id = ?", (chance.choice(PRODUCERS), number))
    writer = EventWriter(database.conn)
    for number in range(2, EVENTS, 10):
        writer.clear(number)
        database.conn.execute("UPDATE event SET rejected = 1 WHERE id = ?", (number,))
    writer.finish()
    yield database.conn
    database.conn.close()


def some(values: tuple[str, ...], size: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    """Often nothing, sometimes a few of `values`."""
    return st.just(()) | st.lists(st.sampled_from(values), min_size=1, max_size=size, unique=True).map(tuple)


PERIODS = st.sampled_from(
    [
        ("", ""),
        ("2024-01-01", ""),
        ("2024-02-10", "2024-02-20"),
        ("", "2024-01-15"),
        ("2024-12-28", "2024-12-31"),
    ]
)
ONE_TERM = st.one_of(
    st.builds(lambda codes: Filters(countries=codes), st.lists(st.sampled_from(CODES), min_size=1).map(tuple)),
    st.builds(lambda code: Filters(source=(code,)), st.sampled_from(CODES)),
    st.builds(lambda codes: Filters(between=(codes[0], codes[1])), st.permutations(CODES)),
    st.builds(lambda sector: Filters(sectors=(sector,)), st.sampled_from(SECTORS[:5])),
    st.builds(lambda name: Filters(types=(name,)), st.sampled_from(TYPES[:5])),
    st.builds(lambda modality: Filters(modalities=(modality,)), st.sampled_from(MODALITIES)),
    st.builds(lambda name: Filters(producers=(name,)), st.sampled_from(PRODUCERS)),
    st.builds(lambda period: Filters(since=period[0], until=period[1]), PERIODS.filter(any)),
    st.sampled_from([Filters(persons=("sharif",)), Filters(places=("moscow",)), Filters(mutual="only")]),
    st.builds(lambda identity: Filters(ids=(identity,)), st.integers(1, EVENTS)),
    st.builds(lambda share: Filters(min_confidence=share), st.sampled_from([0.3, 0.7, 1.0])),
)
FILTERS = st.builds(
    lambda period, between, **rest: Filters(since=period[0], until=period[1], between=between, **rest),
    period=PERIODS,
    excluded=st.lists(ONE_TERM, max_size=3).map(tuple),
    producers=some(PRODUCERS),
    between=st.none() | st.permutations(CODES).map(lambda codes: (codes[0], codes[1])),
    countries=some(CODES),
    source=some(CODES),
    target=some(CODES),
    mutual=st.sampled_from(["include", "include", "only", "exclude"]),
    sectors=some(SECTORS[:5]),
    types=some(TYPES[:5]),
    modes=some(("phone", "visit")),
    modalities=some(MODALITIES, 3),
    persons=some(("sharif", "Putin", "shehbaz SHARIF")),
    places=some(("moscow", "elysee", "york new")),
    min_confidence=st.sampled_from([0.0, 0.0, 0.5, 0.7]),
    ids=st.just(()) | st.lists(st.integers(1, EVENTS + 5), min_size=1, max_size=20).map(tuple),
)


@settings(max_examples=200, deadline=None)
@given(filters=FILTERS)
def test_sql_and_python_agree(connection: sqlite3.Connection, filters: Filters) -> None:
    everything = list_page(connection, Filters(), Page(), ("producer",))
    wanted = {event.id for event in everything if matches(filters, event)}
    expected = [event for event in list_events(connection, Filters()) if event.id in wanted]
    assert list(list_events(connection, filters)) == expected
    assert list(list_events(connection, filters, newest_first=True)) == expected[::-1]
    assert list(list_events(connection, filters, newest_first=True, limit=3)) == expected[::-1][:3]
    assert count_events(connection, filters) == len(expected)
    total = list(summarise(connection, filters, []))
    assert [row[0] for row in total] == ([len(expected)] if expected else [])


ORDERS = st.sampled_from([Page(), Page(newest_first=True), Page(("-date",)), Page(("date",), newest_first=True)])


UNDATED_LAST = st.sampled_from([Page(undated_last=True), Page(("date",), undated_last=True)])


@settings(max_examples=100, deadline=None)
@given(filters=FILTERS, order=UNDATED_LAST)
def test_undated_events_can_come_last(connection: sqlite3.Connection, filters: Filters, order: Page) -> None:
    usual = list(list_events(connection, filters))
    expected = [event for event in usual if event.date] + [event for event in usual if not event.date]
    assert list(list_page(connection, filters, order)) == expected
    assert list(list_page(connection, filters, order._replace(limit=7))) == expected[:7]


@settings(max_examples=100, deadline=None)
@given(filters=FILTERS, order=ORDERS | UNDATED_LAST, size=st.integers(1, 60))
def test_pages_by_cursor_give_each_event_once(
    connection: sqlite3.Connection, filters: Filters, order: Page, size: int
) -> None:
    expected = [event.id for event in list_page(connection, filters, order)]
    walked: list[int] = []
    page = order._replace(limit=size)
    while found := list(list_page(connection, filters, page)):
        assert len(found) <= size
        walked.extend(event.id for event in found)
        page = page._replace(after=Cursor(found[-1].date, found[-1].id))
    assert walked == expected


@settings(max_examples=40, deadline=None)
@given(
    filters=st.sampled_from(
        [
            Filters(),
            Filters(since="2024-03-01", until="2024-05-01"),
            Filters(until="2024-03-01"),
            Filters(countries=("RUS",), excluded=(Filters(types=TYPES[:2]), Filters(outlets=("dawn",)))),
        ]
    ),
    order=ORDERS,
    size=st.integers(5, 300),
)
def test_pages_of_documents_give_each_document_once(
    connection: sqlite3.Connection, filters: Filters, order: Page, size: int
) -> None:
    expected = [row.id for row in documents.list_page(connection, filters, order)]
    assert len(expected) == documents.count_documents(connection, filters)
    walked: list[int] = []
    page = order._replace(limit=size)
    while found := list(documents.list_page(connection, filters, page)):
        walked.extend(row.id for row in found)
        page = page._replace(after=Cursor(found[-1].date, found[-1].id))
    assert walked == expected


def test_what_is_rejected_is_nowhere(connection: sqlite3.Connection) -> None:
    assert connection.execute("SELECT count(*) FROM event WHERE rejected = 1").fetchone()[0] > 20
    listed = {event.id for event in list_events(connection, Filters())}
    live = {row[0] for row in connection.execute("SELECT id FROM event WHERE rejected = 0")}
    assert listed == live
    assert count_events(connection, Filters(ids=(2, 3))) == 1
    told = sum(row.events for row in documents.list_documents(connection, Filters()))
    told_live = connection.execute(
        """SELECT count(*) FROM (SELECT DISTINCT mention.document_id, event.id FROM event_mention
        JOIN mention ON mention.id = event_mention.mention_id
        JOIN event ON event.id = event_mention.event_id WHERE event.rejected = 0)"""
    ).fetchone()[0]
    assert told == told_live


def ids_of_one_mention(connection: sqlite3.Connection, filters: Filters) -> set[int]:
    """Return the events found that have a single mention."""
    return {event.id for event in list_events(connection, filters) if event.mentions == 1}


def expected_of_one_mention(connection: sqlite3.Connection, filters: Filters) -> set[int]:
    """Return those of all events with a single mention that the filters want."""
    everything = list_events(connection, Filters())
    return {event.id for event in everything if event.mentions == 1 and matches(filters, event)}


@pytest.mark.parametrize(
    "text", ["gas", "GAS pipeline", '"gas pipeline"', "turkiye", "u.s.", "...", "nothing", 'gas "', "OR"]
)
def test_words_agree_where_an_event_has_one_mention(connection: sqlite3.Connection, text: str) -> None:
    filters = Filters(text=text)
    assert ids_of_one_mention(connection, filters) == expected_of_one_mention(connection, filters)


@pytest.mark.parametrize("filters", [Filters(outlets=("dawn", "jazeera al")), Filters(imported_since="2024-11-02")])
def test_outlet_and_import_agree_where_an_event_has_one_mention(
    connection: sqlite3.Connection, filters: Filters
) -> None:
    found = ids_of_one_mention(connection, filters)
    assert found == expected_of_one_mention(connection, filters)
    assert 0 < len(found) < EVENTS


NESTED = st.recursive(
    FILTERS.map(lambda filters: replace(filters, excluded=())),
    lambda inner: st.builds(
        lambda filters, excluded: replace(filters, excluded=excluded), FILTERS, st.lists(inner, max_size=2).map(tuple)
    ),
    max_leaves=5,
)
"""Filters that exclude filters, which in turn exclude some."""


@settings(max_examples=150, deadline=None)
@given(filters=NESTED)
def test_what_is_excluded_can_exclude_in_turn(connection: sqlite3.Connection, filters: Filters) -> None:
    everything = list_page(connection, Filters(), Page(), ("producer",))
    expected = [event.id for event in everything if matches(filters, event)]
    assert [event.id for event in list_events(connection, filters)] == expected


def test_summaries_count_each_event_under_each_of_its_keys(connection: sqlite3.Connection) -> None:
    events = list(list_events(connection, Filters()))
    by_country = Counter(code for event in events for code in {*event.source, *event.target} or {""})
    assert {row[0]: row[1] for row in summarise(connection, Filters(), ["country"])} == by_country
    by_both = Counter((event.type, sector) for event in events for sector in event.sectors or ("",))
    assert {row[:2]: row[2] for row in summarise(connection, Filters(), ["type", "sector"])} == by_both
    by_quarter = Counter(event.date and _quarter(event) for event in events)
    assert {row[0]: row[1] for row in summarise(connection, Filters(), ["quarter"])} == by_quarter
    by_producer = {str(row[0]): int(str(row[1])) for row in summarise(connection, Filters(), ["producer"])}
    assert "relcli" in by_producer
    assert sum(by_producer.values()) == len(events)
    by_year = Counter(event.date[:4] for event in events)
    assert {row[0]: row[1] for row in summarise(connection, Filters(), ["year"])} == by_year


def _quarter(event: Event) -> str:
    year, month = event.date[:4], int(event.date[5:7])
    return year if event.date_precision == "year" else f"{year}Q{(month + 2) // 3}"


def test_an_open_period_holds_no_undated_events(connection: sqlite3.Connection) -> None:
    assert any(not event.date for event in list_events(connection, Filters()))
    assert all(event.date for event in list_events(connection, Filters(until="2030-01-01")))


def test_periods_match_on_overlap(connection: sqlite3.Connection) -> None:
    within = list(list_events(connection, Filters(since="2024-12-30", until="2024-12-31")))
    assert {event.date_precision for event in within} == {"year"}
    assert any(event.date == "2024-01-01" for event in within)
