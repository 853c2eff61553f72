"""Rows of event files: counted once, the same in any order, and as the general way would have it."""

from __future__ import annotations

import random
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from relcli.coding import ReportedEvent
from relcli.query.filters import Filters
from relcli.resolve.mention import exact_block_of, is_exact_block, is_occasion_block
from relcli.store.check import problems
from relcli.store.connection import open_copy
from relcli.store.decide.edits import merge_events
from relcli.store.read.events import get_mentions, list_events
from relcli.store.summary.rollup import differences
from relcli.store.write.batches import Batch
from relcli.store.write.event_files import Added, import_rows
from relcli.store.write.resolution import resolve_mentions
from tests.store.fakes import NOW

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from relcli.model import Event

DAY = "2024-11-01"


def row(number: int = 1, **fields: Any) -> ReportedEvent:
    """Return a row of an event file: Russia strikes Ukraine, unless fields say else."""
    given: dict[str, Any] = {
        "line": number,
        "producer": "gdelt2",
        "source_id": str(number),
        "date": "2024-08-31",
        "published": "2024-08-31",
        "date_basis": "published",
        "source": ("RUS",),
        "target": ("UKR",),
        "mutual": False,
        "type": "ASSAULT",
        "mode": "",
        "quad_class": "material-conflict",
        "intensity": -9.0,
        "modality": "occurred",
        "sectors": (),
        "place": "",
        "place_country": "",
        "host": "",
        "headline": "RUSSIA: use conventional military force: UKRAINE",
        "evidence": "",
        "document": f"https://example.org/{number}",
        "outlet": "example.org",
        "url": f"https://example.org/{number}",
        "code": "190",
        "goldstein": -10.0,
        "source_quad": "4",
    }
    return ReportedEvent(**{**given, **fields})


def fill(connection: sqlite3.Connection, rows: Iterable[ReportedEvent]) -> Added:
    """Import rows; return what they brought in all."""
    added = list(import_rows(connection, rows, Batch("import", "import rows", f"{DAY}T10:00:00"), day=DAY))
    return Added(*(sum(counts) for counts in zip(*added, strict=True)))


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """An empty database in memory."""
    database = open_copy("")
    yield database.conn
    assert not database.conn.execute("PRAGMA foreign_key_check").fetchall()
    assert differences(database.conn) == []
    database.conn.close()


def events(connection: sqlite3.Connection) -> list[Event]:
    """Return all events."""
    return list(list_events(connection, Filters()))


def test_reports_of_one_day_are_one_event(connection: sqlite3.Connection) -> None:
    added = fill(connection, [row(1), row(2, place="Kharkiv, Ukraine"), row(3, outlet="other.example")])
    assert added == (3, 1, 0)
    (event,) = events(connection)
    assert (event.mentions, event.outlets, event.place) == (3, 2, "Kharkiv, Ukraine")
    assert (event.document, event.evidence) == ("https://example.org/2", "")
    assert len(get_mentions(connection, event.id)) == 3


@pytest.mark.parametrize(
    "fields",
    [
        {"code": "193"},
        {"date": "2024-09-01"},
        {"source": ("BLR",)},
        {"producer": "gdelt1"},
        {"source": ("UKR",), "target": ("RUS",)},
    ],
)
def test_another_code_day_actor_or_producer_is_another_event(
    connection: sqlite3.Connection, fields: dict[str, Any]
) -> None:
    fill(connection, [row(1), row(2, **fields)])
    assert len(events(connection)) == 2


def test_both_directions_of_a_meeting_and_both_sides_of_a_visit_are_one(connection: sqlite3.Connection) -> None:
    meeting: dict[str, Any] = {"type": "CONSULT", "mutual": True}
    fill(connection, [row(1, **meeting, code="040"), row(2, **meeting, code="040", source=("UKR",), target=("RUS",))])
    visit: dict[str, Any] = {**meeting, "mode": "visit", "host": "UKR"}
    fill(connection, [row(3, **visit, code="042"), row(4, **visit, code="043")])
    assert [event.mentions for event in events(connection)] == [2, 2]


def test_files_that_come_twice_or_overlap_change_nothing(connection: sqlite3.Connection) -> None:
    rows = [row(number, code=str(180 + number % 7)) for number in range(50)]
    fill(connection, rows[:30])
    before = events(connection)
    assert fill(connection, rows[:30]) == (0, 0, 30)
    assert events(connection) == before
    assert fill(connection, rows[20:]).known == 10
    assert sum(event.mentions for event in events(connection)) == 50


def test_an_id_with_two_contents_is_two_rows(connection: sqlite3.Connection) -> None:
    assert fill(connection, [row(1), row(1, date="2024-09-02"), row(1, code="193")]).mentions == 3


@pytest.mark.parametrize(
    "fields",
    [
        {"producer": "icews"},
        {"source_id": "2"},
        {"date": "2024-08-30"},
        {"published": "2024-09-01"},
        {"source": ("BLR",)},
        {"source": ("RUS", "BLR")},
        {"target": ("GEO",)},
        {"code": "193"},
        {"type": "COERCE"},
        {"mode": "aerial"},
        {"place": "Kharkiv, Ukraine"},
        {"url": "https://example.org/other"},
        {"evidence": "Missiles hit a power plant."},
    ],
    ids=lambda fields: " ".join(fields),
)
def test_a_row_that_says_anything_else_is_another_row(connection: sqlite3.Connection, fields: dict[str, Any]) -> None:
    first, second = row(1, evidence="Missiles hit."), row(1, **{"evidence": "Missiles hit.", **fields})
    assert fill(connection, [first, second]).mentions == 2
    assert fill(connection, [second]) == (0, 0, 1)


def test_rows_without_an_address_differ_by_the_name_of_their_document(connection: sqlite3.Connection) -> None:
    assert fill(connection, [row(1, url="", document=name) for name in ("one", "other", "one")]).mentions == 2


def test_the_producers_own_values_are_kept(connection: sqlite3.Connection) -> None:
    fill(connection, [row(7, place_country="UKR")])
    (held,) = connection.execute("SELECT * FROM mention_source").fetchall()
    assert held[1:3] == ("gdelt2", "7")
    assert held[4:] == ("190", -10.0, "4", "UKR")
    assert connection.execute("SELECT producer, source_code FROM event_list").fetchall() == [("gdelt2", "190")]


def test_a_sentence_is_evidence_and_can_be_searched(connection: sqlite3.Connection) -> None:
    fill(connection, [row(1, evidence="Missiles hit a power plant.")])
    (event,) = list_events(connection, Filters(text="power plant"))
    assert event.evidence == "Missiles hit a power plant."
    assert get_mentions(connection, event.id)[0].evidence == "Missiles hit a power plant."


def random_rows(chance: random.Random, count: int) -> list[ReportedEvent]:
    """Return rows of which many are the same event."""
    return [
        row(
            number,
            producer=chance.choice(["gdelt2", "icews"]),
            source=(chance.choice(["RUS", "BLR"]),),
            code=chance.choice(["190", "193"]),
            date=chance.choice(["2024-08-30", "2024-08-31"]),
            published=chance.choice(["2024-08-31", "2024-09-01"]),
            date_basis=chance.choice(["published", "inferred"]),
            place=chance.choice(["", "Kharkiv", "Odesa"]),
            outlet=chance.choice(["", "a.example", "b.example"]),
            url=f"https://example.org/{number // 3}",
            sectors=chance.choice([(), ("energy",), ("defence",)]),
        )
        for number in range(count)
    ]


def told(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Return all events without their numbers, in an order of their own."""
    return sorted((event.date, event.source, *map(str, vars_of(event))) for event in events(connection))


def vars_of(event: Event) -> list[object]:
    """Return the fields of an event but for what only its database knows it by."""
    return [getattr(event, name) for name in event._fields if name not in {"id", "key", "database"}]


@pytest.mark.parametrize("seed", range(4))
def test_any_order_and_any_parts_give_the_same_events(seed: int) -> None:
    chance = random.Random(seed)
    rows = random_rows(chance, 120)
    outcomes = []
    for _ in range(3):
        database = open_copy("")
        chance.shuffle(rows)
        cuts = sorted(chance.sample(range(120), 3))
        for first, last in zip([0, *cuts], [*cuts, 120], strict=True):
            fill(database.conn, rows[first:last])
        outcomes.append(told(database.conn))
        database.conn.close()
    assert all(one == other for one, other in combinations(outcomes, 2))


def test_working_out_again_in_the_general_way_changes_nothing(connection: sqlite3.Connection) -> None:
    rows = random_rows(random.Random(9), 150)
    fill(connection, rows[:90])
    fill(connection, rows[90:])
    before = events(connection)
    held = [mention_id for (mention_id,) in connection.execute("SELECT mention_id FROM event_mention")]
    connection.execute("BEGIN")
    resolve_mentions(connection, held, events=[event.id for event in before])
    connection.execute("COMMIT")
    assert events(connection) == before


def test_blocks_of_rows_are_told_from_others() -> None:
    block = exact_block_of(row(1))
    assert is_exact_block(block)
    assert not is_occasion_block(block)
    assert not is_occasion_block(exact_block_of(row(1, type="CONSULT", code="")))


def test_rows_of_two_events_that_a_person_made_one_are_all_kept(connection: sqlite3.Connection) -> None:
    fill(connection, [row(1), row(2, source=("USA",))])
    one, other = events(connection)
    merge_events(connection, [one.id, other.id], Batch("merge", "merge", NOW))
    fill(connection, [row(3), row(4, source=("USA",)), row(5)])
    (event,) = events(connection)
    assert event.mentions == 5
    assert list(problems(connection)) == []
