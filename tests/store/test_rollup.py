"""The rollup says what the events say, whatever happened to them; a summary read from it is the summary
counted from the events.
"""

from __future__ import annotations

import random
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from relcli.model import MODALITIES, SECTORS
from relcli.query.filters import Filters
from relcli.store.connection import open_copy
from relcli.store.migrations import MIGRATIONS, migrate
from relcli.store.read.events import get_event
from relcli.store.summary import summaries
from relcli.store.summary.facts import facts_where
from relcli.store.summary.rollup import Rollup, differences, rebuild
from relcli.store.summary.rollup_reader import ROLLED_KEYS, counted, covers
from relcli.store.summary.summaries import summarise, tallies_from_events
from relcli.store.write.batches import Batch
from relcli.store.write.documents import import_documents
from relcli.store.write.events import EventWriter, new_event_id
from tests.store.fakes import NOW, Told, act, coder_for, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

CODES = ("PAK", "RUS", "CHN")
TYPES = ("CONSULT", "AGREE", "REJECT")
DAYS = ("", "2021-06-01", "2022-12-30", "2022-12-31", "2023-01-01", "2023-01-02", "2024-02-29")
LENGTHS = {"": ("",), "2022-12-30": ("2022-12-30", "2023-01-02"), "2022-12-31": ("2022-12-31", "2024-03-01")}
VAGUE = (
    ("2022-01-01", "2022-12-31", "year"), ("2021-01-01", "2023-12-31", "year"), ("2023-12-01", "2023-12-31", "month"),
    ("2023-12-01", "2024-02-29", "month"), ("2022-12-26", "2023-01-01", "week"), ("2023-01-02", "2023-01-02", "before"),
)  # fmt: skip
"""First day, last day and precision of events whose day is not known."""
PERIODS = (
    ("", ""), ("2023-01-01", ""), ("", "2022-12-31"), ("2022-01-01", "2022-12-31"), ("2023-01-01", "2023-12-31"),
    ("2022-01-01", "2023-12-31"), ("2024-01-01", "2024-12-31"), ("2021-01-01", "2024-12-31"),
)  # fmt: skip
QUESTIONS = [
    Filters(countries=countries, since=since, until=until)
    for countries in ((), ("PAK",), ("CHN",), ("USA",))
    for since, until in PERIODS
]


def random_fields(chance: random.Random) -> dict[str, Any]:
    """Return fields of an event that may begin, end and belong anywhere."""
    date = chance.choice(DAYS)
    end = chance.choice(LENGTHS.get(date, (date,)))
    precision = "day"
    if date and chance.random() < 0.3:
        date, end, precision = chance.choice(VAGUE)
    source, target = (tuple(chance.sample(CODES, chance.choice([0, 1, 1, 2]))) for _ in range(2))
    return {
        "date": date,
        "date_end": end,
        "date_precision": precision,
        "source": source,
        "target": target,
        "mutual": chance.random() < 0.4,
        "type": chance.choice(TYPES),
        "modality": chance.choice(MODALITIES),
        "sectors": tuple(chance.sample(SECTORS[:3], chance.choice([0, 1, 2]))),
        "intensity": chance.choice([None, 1.1, -7.3, 0.2]),
    }


def random_told(chance: random.Random, number: int) -> Told:
    """Return a document with a meeting, acts at it, and an act on its own."""
    meeting = {"source": ("PAK",), "target": ("RUS",), "type": "CONSULT", "mutual": True}
    begun = chance.choice(DAYS[1:])
    acts = [
        act(f"They met {chance.randrange(4)}.", **random_fields(chance) | meeting | {"date": begun, "date_end": begun})
    ]
    for _ in range(chance.randrange(3)):
        acts.append(act(f"They agreed {chance.randrange(9)}.", **random_fields(chance) | {"part_of": 1}))
    acts.append(act(f"They said {chance.randrange(99)}.", **random_fields(chance)))
    return tell(f"{number}.txt", "2024-03-05", *acts, outlet=f"Outlet {number % 3}")


def change_at_random(connection: sqlite3.Connection, chance: random.Random) -> None:
    """Rewrite, reject, move and remove some events in one transaction, some of them twice."""
    ids = [row[0] for row in connection.execute("SELECT id FROM event ORDER BY id")]
    writer = EventWriter(connection)
    connection.execute("BEGIN")
    for event_id in chance.choices(ids, k=8):
        event = get_event(connection, event_id)
        if event is None:
            continue  # it was removed a moment ago
        best = connection.execute("SELECT best_mention_id FROM event WHERE id = ?", (event_id,)).fetchone()[0]
        done = chance.randrange(6)
        if done == 0:
            connection.execute("DELETE FROM event_mention WHERE event_id = ?", (event_id,))
            writer.remove(event_id, None)
        elif done == 1:
            writer.write(event, best, rejected=True)
        elif done == 2:
            writer.write(event._replace(mentions=event.mentions + 1, documents=chance.randrange(1, 4)), best)
        elif done == 3:
            writer.write(event._replace(part_of=chance.choice([None, *ids])), best)
        elif done == 4:
            writer.write(event._replace(**random_fields(chance)), best)
        else:
            writer.write(event._replace(id=new_event_id(connection), part_of=chance.choice([None, *ids])), best)
    writer.finish()
    connection.execute("COMMIT")


@pytest.fixture(scope="module", params=range(6))
def connection(request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    """A database after some imports, with changes in between."""
    chance = random.Random(request.param)
    database = open_copy("")
    for batch in range(5):
        told = [random_told(chance, 100 * batch + number) for number in range(12)]
        import_documents(database, [[each.document for each in told]], coder_for(*told), Batch("import", "import", NOW))
        assert differences(database.conn) == []
        for _ in range(4):
            change_at_random(database.conn, chance)
            assert differences(database.conn) == []
    yield database.conn
    database.conn.close()


def test_the_random_events_are_of_all_kinds(connection: sqlite3.Connection) -> None:
    query = "SELECT count(*), sum(occasions), sum(year <> until), sum(year = '') FROM rollup WHERE key = ''"
    assert all(count for count in connection.execute(query).fetchone())
    across = "SELECT count(*) FROM event WHERE substr(date, 1, 4) < substr(date_end, 1, 4) AND rejected = 0"
    assert connection.execute(across).fetchone()[0]
    assert connection.execute("SELECT count(*) FROM event WHERE rejected = 1").fetchone()[0]


@pytest.mark.parametrize(
    "by",
    [(), *((key,) for key in ROLLED_KEYS), *((key, "year") for key in ROLLED_KEYS if key != "year"), ("year", "type")],
)
def test_summaries_from_the_rollup_are_those_from_the_events(
    connection: sqlite3.Connection, by: tuple[str, ...]
) -> None:
    for filters in QUESTIONS:
        assert covers(filters, by)
        tallies = tallies_from_events(connection, filters, by)
        expected = [(*combination, *tallies[combination].summary()) for combination in sorted(tallies)]
        assert list(summarise(connection, filters, by)) == expected, filters
        if not by:
            assert counted(connection, filters) == sum(tally.events for tally in tallies.values())


@pytest.mark.parametrize(
    ("filters", "by"),
    [
        (Filters(), ("person",)),
        (Filters(), ("type", "sector")),
        (Filters(), ("type", "sector", "year")),
        (Filters(), ("quarter", "year")),
        (Filters(countries=("PAK", "RUS")), ()),
        (Filters(since="2023-01-02"), ()),
        (Filters(until="2023-06-30"), ("type",)),
        (Filters(sectors=("trade",)), ("type",)),
    ],
)
def test_other_questions_go_through_the_events(
    connection: sqlite3.Connection, filters: Filters, by: tuple[str, ...]
) -> None:
    assert not covers(filters, by)
    assert by or counted(connection, filters) is None
    assert list(summarise(connection, filters, by))


@pytest.mark.parametrize(
    "by",
    [(), ("type",), ("year", "modality"), ("day", "type", "month"), ("quarter", "producer"), ("quad-class", "mode")],
)
def test_sqlite_and_python_count_alike(connection: sqlite3.Connection, by: tuple[str, ...]) -> None:
    keys = [summaries.SUMMARY_KEYS[key] for key in by]
    for filters in (*QUESTIONS, Filters(sectors=("trade",))):
        grouped = summaries.grouped(connection, filters, keys)
        one_by_one = summaries.one_by_one(connection, filters, keys)
        assert {key: tally.summary() for key, tally in grouped.items()} == {
            key: tally.summary() for key, tally in one_by_one.items()
        }


def test_new_events_are_counted_without_looking_at_the_database(connection: sqlite3.Connection) -> None:
    alone = [facts for facts in facts_where(connection, "1") if facts.part_of is None]
    rollup = Rollup(connection)
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    for facts in alone:
        rollup.count_new(facts)
    connection.set_trace_callback(None)
    assert alone
    assert statements == []


def test_events_counted_as_new_may_change_in_the_same_transaction() -> None:
    connection = open_copy("").conn
    connection.execute("INSERT INTO event (date, date_end, type, modality) VALUES ('', '', 'CONSULT', 'occurred')")
    rollup = Rollup(connection)
    for facts in facts_where(connection, "1"):
        rollup.count_new(facts)
    rollup.changing(1)
    connection.execute("UPDATE event SET date = '2024-05-01', date_end = '2024-05-03', source = 'PAK'")
    rollup.apply()
    assert differences(connection) == []
    assert [row[1:6] for row in summarise(connection, Filters(), ["country"])] == [
        (1, 1, 0, "2024-05-01", "2024-05-03")
    ]


def test_what_does_not_change_is_not_written() -> None:
    connection = open_copy("").conn
    connection.execute("INSERT INTO event (date, date_end, type) VALUES ('2024-05-01', '2024-05-01', 'AGREE')")
    rebuild(connection)
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    rollup = Rollup(connection)
    rollup.changing(1)
    rollup.apply()
    assert [statement for statement in statements if not statement.startswith("SELECT")] == []


@pytest.mark.parametrize("key", ["country", "month", "dyad"])
@pytest.mark.parametrize("filters", [Filters(), Filters(countries=("PAK",), since="2023-01-01", until="2023-12-31")])
def test_a_summary_is_a_few_statements(connection: sqlite3.Connection, filters: Filters, key: str) -> None:
    members = (
        2 * connection.execute("SELECT count(*) FROM event WHERE date < '2023' AND date_end >= '2023'").fetchone()[0]
    )
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    assert list(summarise(connection, filters, [key]))
    connection.set_trace_callback(None)
    assert len(statements) <= 2 + (members if filters.since else 0)


def test_differences_are_found(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")
    connection.execute("UPDATE rollup SET mentions = mentions + 1 WHERE country = 'PAK' AND key = ''")
    found = differences(connection)
    assert {(row[0], *row[1:3]) for row in found} == {("+", "PAK", ""), ("-", "PAK", "")}
    connection.execute("ROLLBACK")
    assert differences(connection) == []


def test_a_migration_can_count_what_was_never_counted() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection, None)
    connection.execute("INSERT INTO event (date, date_end, type) VALUES ('2024-05-01', '2024-05-01', 'AGREE')")
    assert counted(connection, Filters()) == 0
    migrate(connection, None, [*MIGRATIONS, rebuild])
    assert counted(connection, Filters()) == 1
    assert differences(connection) == []
    connection.close()
