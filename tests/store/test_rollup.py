"""The rollup says what the events say, whatever happened to them; a summary read from it is the summary
counted from the events.
"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from relcli.model import MODALITIES, SECTORS
from relcli.query.filters import Filters
from relcli.store.connection import open_copy, reading
from relcli.store.derived import EventWriter
from relcli.store.facts import facts_where
from relcli.store.importing import import_documents
from relcli.store.reading import get_event
from relcli.store.rolled import ROLLED_KEYS, counted, covers
from relcli.store.rollup import Rollup, differences, rebuild
from relcli.store.summaries import summarise, tallies_from_events
from tests.store.fakes import NOW, Told, act, coder_for, tell

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

CODES = ("PAK", "RUS", "CHN")
TYPES = ("CONSULT", "AGREE", "REJECT")
DAYS = ("", "2021-06-01", "2022-12-30", "2022-12-31", "2023-01-01", "2023-01-02", "2024-02-29")
LENGTHS = {"": ("",), "2022-12-30": ("2022-12-30", "2023-01-02"), "2022-12-31": ("2022-12-31", "2024-03-01")}
PERIODS = (
    ("", ""), ("2023-01-01", ""), ("", "2022-12-31"), ("2022-01-01", "2022-12-31"), ("2023-01-01", "2023-12-31"),
    ("2022-01-01", "2023-12-31"), ("2024-01-01", "2024-12-31"), ("2021-01-01", "2024-12-31"),
)  # fmt: skip
QUESTIONS = [
    Filters(countries=countries, since=since, until=until)
    for countries in ((), ("PAK",), ("CHN",), ("USA",))
    for since, until in PERIODS
]


def random_fields(chance: random.Random) -> dict[str, object]:
    """Return fields of an event that may begin, end and belong anywhere."""
    date = chance.choice(DAYS)
    source, target = (tuple(chance.sample(CODES, chance.choice([0, 1, 1, 2]))) for _ in range(2))
    return {
        "date": date,
        "date_end": chance.choice(LENGTHS.get(date, (date,))),
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
            writer.write(replace(event, mentions=event.mentions + 1), best)
        elif done == 3:
            writer.write(replace(event, part_of=chance.choice([None, *ids])), best)
        elif done == 4:
            writer.write(replace(event, **random_fields(chance)), best)
        else:
            writer.write(replace(event, id=writer.new_id(), part_of=chance.choice([None, *ids])), best)
    writer.finish()
    connection.execute("COMMIT")


@pytest.fixture(scope="module", params=range(6))
def connection(request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    """A database after some imports, with changes in between."""
    chance = random.Random(request.param)
    database = open_copy("")
    for batch in range(5):
        told = [random_told(chance, 100 * batch + number) for number in range(12)]
        import_documents(database, [[each.document for each in told]], coder_for(*told), command="import", now=NOW)
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


@pytest.mark.parametrize("key", [*ROLLED_KEYS, ""])
def test_summaries_from_the_rollup_are_those_from_the_events(connection: sqlite3.Connection, key: str) -> None:
    by = (key,) if key else ()
    for filters in QUESTIONS:
        assert covers(filters, by)
        tallies = tallies_from_events(connection, filters, by)
        expected = [(*combination, *tallies[combination].summary()) for combination in sorted(tallies)]
        assert list(summarise(connection, filters, by)) == expected, filters
        if not key:
            assert counted(connection, filters) == sum(tally.events for tally in tallies.values())


@pytest.mark.parametrize(
    ("filters", "by"),
    [
        (Filters(), ("person",)),
        (Filters(), ("type", "sector")),
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


def test_new_events_are_counted_without_looking_at_the_database(connection: sqlite3.Connection) -> None:
    expected = connection.execute("SELECT * FROM rollup WHERE year = until").fetchall()
    connection.execute("SAVEPOINT here")
    connection.execute("DELETE FROM rollup")
    connection.execute("UPDATE event SET part_of = NULL")
    rebuild(connection)
    connection.execute("CREATE TEMP TABLE wanted AS SELECT * FROM rollup")
    connection.execute("DELETE FROM rollup")
    statements: list[str] = []
    rollup = Rollup(connection)
    events = list(facts_where(connection, "1"))
    connection.set_trace_callback(statements.append)
    for facts in events:
        rollup.count_new(facts)
    connection.set_trace_callback(None)
    rollup.apply()
    assert statements == []
    assert differences(connection) == []
    connection.execute("DROP TABLE temp.wanted")
    connection.execute("ROLLBACK TO here")
    connection.execute("RELEASE here")
    assert connection.execute("SELECT * FROM rollup WHERE year = until").fetchall() == expected
