"""Listings: order, limits, documents, search, and that the newest rows are found without looking at the
others.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from relcli.errors import UsageError
from relcli.model import EVENT_FIELDS, EXTRA_FIELDS
from relcli.query.filters import Filters
from relcli.query.paging import Cursor, Page
from relcli.store.connection import reading
from relcli.store.read import documents
from relcli.store.read.documents import (
    SNIPPET_END,
    SNIPPET_START,
    count_documents,
    list_documents,
    search_documents,
)
from relcli.store.read.events import count_events, list_events, list_page, list_titled
from relcli.store.summary.summaries import summarise
from tests.store.fakes import act, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from relcli.store.write.documents import ImportResult

VISIT = tell(
    "visit.txt",
    "2024-10-17",
    act(
        "Sharif received Mishustin.",
        sectors=("politics",),
        intensity=4,
        people=("Sharif",),
        people_countries=("PAK",),
    ),
    act(
        "They agreed on gas.",
        type="AGREE",
        modality="agreed",
        mutual=True,
        part_of=1,
        sectors=("energy",),
        intensity=2.5,
    ),
    act(
        "They plan flights.",
        type="AGREE",
        modality="proposed",
        mutual=True,
        part_of=1,
        sectors=("connectivity",),
        intensity=2.5,
    ),
    title="A visit",
    outlet="APP",
    url="https://example.org/1",
)
STRIKE = tell(
    "strike.txt",
    "2024-09-01",
    act(
        "Russia struck a gas plant in Ukraine on Saturday.",
        type="ASSAULT",
        source=("RUS",),
        target=("UKR",),
        intensity=-9.5,
        date="2024-08-31",
        sectors=("energy",),
    ),
    outlet="TASS",
)
UNDATED = tell(
    "undated.txt",
    "",
    act("China thanked Pakistan.", type="SUPPORT", source=("CHN",), target=("PAK",), date=""),
)
EMPTY = tell("empty.txt", "2024-11-02", outlet="Dawn")


@pytest.fixture
def connection(fill: Callable[..., ImportResult], path: Path) -> Iterator[sqlite3.Connection]:
    """A small database."""
    fill(VISIT, STRIKE)
    fill(UNDATED, EMPTY, now="2024-12-01T08:00:00")
    with reading(path) as connection:
        yield connection


def test_the_order_is_date_and_id_and_any_field_sorts(connection: sqlite3.Connection) -> None:
    everything = list(list_events(connection, Filters()))
    assert [event.date for event in everything] == [
        "",
        "2024-08-31",
        "2024-10-16",
        "2024-10-16",
        "2024-10-16",
    ]
    assert list(list_events(connection, Filters(), newest_first=True)) == everything[::-1]
    assert [event.intensity for event in list_events(connection, Filters(), sort=["intensity"], limit=2)] == [
        None,
        -9.5,
    ]
    assert [event.id for event in list_events(connection, Filters(), sort=["-id"])] == [5, 4, 3, 2, 1]
    assert [event.document for event in list_events(connection, Filters(), sort=["-document"], limit=1)] == [
        "visit.txt"
    ]
    for field in EVENT_FIELDS:
        assert len(list(list_events(connection, Filters(), sort=[field, "-date"]))) == 5
    with pytest.raises(UsageError, match=r"cannot sort by 'day'.*date_end"):
        list_events(connection, Filters(), sort=["day"])


def test_fields_of_the_document_come_with_the_event(connection: sqlite3.Connection) -> None:
    event = next(list_events(connection, Filters(types=("CONSULT",))))
    assert (event.document, event.outlet, event.url) == ("visit.txt", "APP", "https://example.org/1")
    assert (event.published, event.first_seen, event.evidence) == (
        "2024-10-17",
        "2024-11-01",
        "Sharif received Mishustin.",
    )


def test_the_views_say_the_same(connection: sqlite3.Connection) -> None:
    cursor = connection.execute("SELECT * FROM event_list ORDER BY id")
    names = [column[0] for column in cursor.description]
    before = EVENT_FIELDS.index("revision")  # which is worked out as events are read
    assert names == [*EVENT_FIELDS[:before], *EXTRA_FIELDS, *EVENT_FIELDS[before + 1 :]]
    assert len(cursor.fetchall()) == 5
    rows = connection.execute("SELECT name, events, mentions, imported FROM document_list ORDER BY id").fetchall()
    assert rows[0] == ("visit.txt", 3, 3, "2024-11-01")
    assert rows[3] == ("empty.txt", 0, 0, "2024-12-01")


def test_documents_with_their_counts(connection: sqlite3.Connection) -> None:
    rows = list(list_documents(connection, Filters(), newest_first=True))
    assert [(row.name, row.events, row.mentions) for row in rows] == [
        ("empty.txt", 0, 0),
        ("visit.txt", 3, 3),
        ("strike.txt", 1, 1),
        ("undated.txt", 1, 1),
    ]
    assert [row.name for row in list_documents(connection, Filters(), sort=["-events"], limit=1)] == ["visit.txt"]


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (Filters(countries=("RUS",)), ["strike.txt", "visit.txt"]),
        (Filters(countries=("RUS",), sectors=("energy",), types=("ASSAULT",)), ["strike.txt"]),
        (Filters(since="2024-10-01"), ["visit.txt", "empty.txt"]),
        (Filters(until="2024-10-31"), ["strike.txt", "visit.txt"]),
        (Filters(outlets=("app", "dawn")), ["visit.txt", "empty.txt"]),
        (Filters(imported_since="2024-12-01"), ["undated.txt", "empty.txt"]),
        (Filters(text="gas plant"), ["strike.txt"]),
    ],
)
def test_filters_of_documents(connection: sqlite3.Connection, filters: Filters, names: list[str]) -> None:
    assert [row.name for row in list_documents(connection, filters)] == names
    assert count_documents(connection, filters) == len(names)


def test_search_marks_what_it_found(connection: sqlite3.Connection) -> None:
    found = list(search_documents(connection, "GAS", Filters()))
    assert {row.name for row in found} == {"visit.txt", "strike.txt"}
    assert all(f"{SNIPPET_START}gas{SNIPPET_END}" in row.snippet for row in found)
    assert [row.rank for row in found] == sorted(row.rank for row in found)
    assert [row.name for row in search_documents(connection, "gas", Filters(countries=("UKR",)))] == ["strike.txt"]
    assert [row.events for row in search_documents(connection, "visit", Filters())] == [3]  # the title counts
    assert list(search_documents(connection, "gas nowhere", Filters())) == []


@pytest.mark.parametrize(
    "typed", ['"', 'gas"', "gas OR", "NEAR(", "gas*", "title:gas", "gas -plant", "'; DROP TABLE event", "(^)"]
)
def test_nothing_typed_is_syntax(connection: sqlite3.Connection, typed: str) -> None:
    if any(sign.isalnum() for sign in typed):
        assert list(search_documents(connection, typed, Filters())) is not None
    else:
        with pytest.raises(UsageError, match="nothing to search for"):
            search_documents(connection, typed, Filters())
    assert list(list_events(connection, Filters(text=typed))) is not None
    assert count_events(connection, Filters()) == 5


def test_raw_syntax_works_and_its_errors_are_usage_errors(connection: sqlite3.Connection) -> None:
    assert len(list(search_documents(connection, "plant OR visit", Filters(), raw=True))) == 2
    with pytest.raises(UsageError, match="cannot read the query"):
        list(search_documents(connection, 'gas AND "', Filters(), raw=True))


def test_summaries_count_occasions_and_rate_only_what_is_done(connection: sqlite3.Connection) -> None:
    (row,) = summarise(connection, Filters(countries=("RUS",), since="2024-10-01"), [])
    assert row == (3, 1, 3, "2024-10-16", "2024-10-16", 3.25, 3)
    rows = {row[0]: row[1:] for row in summarise(connection, Filters(), ["sector"])}
    assert rows["energy"] == (2, 1, 2, "2024-08-31", "2024-10-16", -3.5, 2)
    assert rows["connectivity"] == (1, 1, 1, "2024-10-16", "2024-10-16", None, 1)
    assert rows[""] == (1, 0, 1, "", "", None, 1)
    assert [row[0] for row in summarise(connection, Filters(), ["directed-dyad"])] == [
        "CHN>PAK",
        "PAK=RUS",
        "RUS>UKR",
    ]
    assert [row[0] for row in summarise(connection, Filters(), ["dyad"])] == ["CHN-PAK", "PAK-RUS", "RUS-UKR"]
    assert [row[0] for row in summarise(connection, Filters(), ["month"])] == ["", "2024-08", "2024-10"]
    assert [row[0] for row in summarise(connection, Filters(), ["person"])] == ["", "Sharif"]
    with pytest.raises(UsageError, match="cannot summarise by 'region'"):
        summarise(connection, Filters(), ["region"])
    with pytest.raises(UsageError, match="different keys"):
        summarise(connection, Filters(), ["type", "type"])


@pytest.mark.parametrize(
    ("filters", "table"),
    [
        (Filters(countries=("RUS",)), "lead"),
        (Filters(countries=("RUS",), sectors=("energy",), modalities=("agreed",)), "lead"),
        (Filters(sectors=("energy",)), "lead"),
        (Filters(types=("AGREE",)), "lead"),
        (Filters(between=("RUS", "PAK"), since="2024-01-01"), "lead"),
        (Filters(source=("RUS",)), "lead"),
        (Filters(persons=("sharif",), countries=("PAK",)), "lead"),
        (Filters(), "event"),
        (Filters(modalities=("agreed",)), "event"),
    ],
)
def test_the_newest_come_in_index_order(connection: sqlite3.Connection, filters: Filters, table: str) -> None:
    """No sorting of all that matches: the plan begins with an index in the order asked for."""
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    list(list_events(connection, filters, newest_first=True, limit=50))
    connection.set_trace_callback(None)
    assert len(seen) == 1
    plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {seen[0]}")]
    assert plan[0].startswith((f"SEARCH {table} USING", f"SCAN {table} USING INDEX event_date"))
    assert not any("TEMP B-TREE" in step for step in plan)


@pytest.mark.parametrize("newest_first", [True, False])
@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(since="2024-01-01", until="2024-12-31"),
        Filters(countries=("RUS",)),
        Filters(countries=("RUS",), sectors=("energy",), since="2024-01-01", until="2024-12-31"),
        Filters(between=("RUS", "PAK"), excluded=(Filters(types=("CONSULT",)),)),
        Filters(producers=("gdelt2",)),
    ],
)
def test_a_page_behind_a_cursor_is_looked_up(
    connection: sqlite3.Connection, filters: Filters, newest_first: bool
) -> None:
    """The thousandth page costs as much as the first: an index is entered at the cursor."""
    page = Page(limit=50, newest_first=newest_first, after=Cursor("2024-10-16", 1))
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    list(list_page(connection, filters, page))
    list(documents.list_page(connection, Filters(), page))
    connection.set_trace_callback(None)
    for statement in seen:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
        assert plan[0].startswith("SEARCH")
        sign = "<" if newest_first else ">"
        assert f"date{sign}" in plan[0] or f"(date,event_id){sign}(" in plan[0] or f"(date,rowid){sign}(" in plan[0]
        assert "USE TEMP B-TREE FOR ORDER BY" not in plan


@pytest.mark.parametrize("filters", [Filters(), Filters(countries=("RUS",)), Filters(between=("RUS", "PAK"))])
@pytest.mark.parametrize("after", [None, Cursor("2024-10-16", 1), Cursor("", 1)])
def test_undated_events_are_looked_up_where_they_come_last(
    connection: sqlite3.Connection, filters: Filters, after: Cursor | None
) -> None:
    """A page costs what it shows: neither the dated events nor those without a date are gone through to sort them."""
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    list(list_page(connection, filters, Page(limit=50, after=after, undated_last=True)))
    connection.set_trace_callback(None)
    assert 1 <= len(seen) <= 2
    for statement in seen:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
        assert plan[0].startswith("SEARCH")
        assert "USE TEMP B-TREE FOR ORDER BY" not in plan


def test_titles_of_documents_come_with_their_events(connection: sqlite3.Connection) -> None:
    titled = list(list_titled(connection, Filters(), Page()))
    assert [each.event for each in titled] == list(list_events(connection, Filters()))
    known = {row.name: row.title for row in documents.list_documents(connection, Filters())}
    assert {each.title for each in titled} - {""}
    assert all(each.title == known[each.event.document] for each in titled)
    assert all(bool(each.title) != bool(each.opening) for each in titled)


def test_extra_fields_come_only_where_they_are_asked_for(path: Path, connection: sqlite3.Connection) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE event SET producer = 'gdelt2' WHERE id = 1")
        row = "SELECT best_mention_id, 'gdelt2', '11', 7, '043', 2.8, '1', 'PK' FROM event WHERE id = 1"
        other.execute(f"INSERT INTO mention_source {row}")
    one, other_event = list_page(connection, Filters(ids=(1, 2)), Page(), EXTRA_FIELDS)
    assert [getattr(one, name) for name in EXTRA_FIELDS] == ["gdelt2", "11", "043", 2.8, "1", "PK"]
    assert [getattr(other_event, name) for name in EXTRA_FIELDS] == ["", "", "", None, "", ""]
    assert one.type == "CONSULT"
    names = [event.id for event in list_page(connection, Filters(ids=(1, 2)), Page(("-goldstein",)), ("goldstein",))]
    assert names == [1, 2]
    (plain,) = list_events(connection, Filters(ids=(1,)))
    assert not hasattr(plain, "producer")


def test_what_is_excluded_about_documents_and_about_events(connection: sqlite3.Connection) -> None:
    def names(*excluded: Filters, **wanted: tuple[str, ...]) -> list[str]:
        return [row.name for row in list_documents(connection, Filters(**wanted, excluded=excluded))]  # type: ignore[arg-type]

    assert names(Filters(outlets=("tass",))) == ["undated.txt", "visit.txt", "empty.txt"]
    assert names(Filters(text="gas")) == ["undated.txt", "empty.txt"]
    assert names(Filters(since="2024-10-01")) == ["undated.txt", "strike.txt"]
    assert names(Filters(types=("ASSAULT",)), countries=("RUS",)) == ["visit.txt"]


def test_each_listing_is_one_statement(connection: sqlite3.Connection) -> None:
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    filters = Filters(countries=("RUS", "CHN"), text="gas", persons=("sharif",))
    list(list_events(connection, filters))
    count_events(connection, filters)
    list(list_documents(connection, filters))
    list(search_documents(connection, "gas", filters))
    list(summarise(connection, filters, ["country", "month"]))
    connection.set_trace_callback(None)
    of_full_text_itself = ("PRAGMA", "SELECT k, v", "--")
    assert len([statement for statement in seen if not statement.startswith(of_full_text_itself)]) == 5


def test_reading_loads_nothing_heavy() -> None:
    code = """if True:
        import sys
        import relcli.query.names, relcli.query.period
        import relcli.store.connection, relcli.store.read.events, relcli.store.read.documents
        import relcli.store.summary.summaries
        relcli.query.names.resolve_actor("Russia")
        heavy = {"sqlite_utils", "rich", "dateutil", "typer", "click", "pydantic", "pandas", "difflib"}
        print(*sorted(heavy & set(sys.modules)))
        print(len(sys.modules), file=sys.stderr)
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
    assert int(done.stderr) < 130
