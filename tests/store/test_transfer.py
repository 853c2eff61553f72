"""Everything goes into one file and comes back: what is restored is equal."""

from __future__ import annotations

import io
import json
import random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.store.check import problems
from relcli.store.connection import open_copy
from relcli.store.decide.undo import redo, undo
from relcli.store.transfer.files import compressed
from relcli.store.transfer.lines import row_reader, row_writer
from relcli.store.transfer.restoring import new_database
from relcli.store.transfer.tables import CARRIED, DERIVED, FULL_TEXT, SEQUENCE, carried
from tests.store.fakes import NOW
from tests.store.test_curating import LATER, fill
from tests.store.transfers import (
    ODD,
    OWN,
    ROOT,
    WHERE,
    content,
    database_with_everything,
    exported,
    made,
    restored_from,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Database


@pytest.fixture
def database() -> Iterator[Database]:
    """A database in memory with reports, rows of an event file, decisions, a recode and a view."""
    yield from database_with_everything()


def test_each_table_of_the_schema_is_carried_or_derived(database: Database) -> None:
    query = "SELECT name FROM sqlite_schema WHERE type = 'table'"
    shadows = tuple(f"{name}_" for name in FULL_TEXT)
    names = [name for (name,) in database.conn.execute(query) if not name.startswith(shadows)]
    assert sorted(names) == sorted([*CARRIED, *DERIVED])


def test_each_table_comes_after_those_it_refers_to(database: Database) -> None:
    for place, name in enumerate(CARRIED):
        for _, _, parent, *_ in database.conn.execute(f"PRAGMA foreign_key_list({name})"):
            assert parent in CARRIED[: place + 1], name


def test_no_column_is_named_like_a_member_that_every_line_has(database: Database) -> None:
    assert not {"table", "file", "end"} & {name for table in carried(database.conn) for name in table.names}


def test_the_description_names_every_table_and_column(database: Database) -> None:
    text = (ROOT / "docs" / "transfer.md").read_text("utf-8")
    missing = [
        f"{table.name}.{name}"
        for table in carried(database.conn)
        for name in (table.name, *table.names)
        if f"`{name}`" not in text
    ]
    assert missing == []


@given(st.lists(st.integers(0, 10_000), max_size=14))
def test_what_is_restored_is_equal(seeds: list[int]) -> None:
    database = open_copy("")
    made(database, seeds)
    lines = exported(database.conn, OWN)
    with new_database(None) as again:
        assert restored_from(lines, again) == list(OWN)
        assert [line for line in problems(again) if "has a NUL" not in line] == []
        assert content(again) == content(database.conn)
        assert exported(again, OWN) == lines
    database.conn.close()


def test_the_steps_of_these_tests_reach_every_table() -> None:
    """No table could be forgotten because it was always empty."""
    filled = set()
    for number in range(40):
        database = open_copy("")
        made(database, [random.Random(number).randint(0, 10_000) for _ in range(14)])
        counts = json.loads(exported(database.conn)[0])["tables"]
        filled |= {name for name, count in counts.items() if count}
        database.conn.close()
    assert set(CARRIED) - filled == set()


def test_a_restored_database_goes_on_like_the_one_it_came_from(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "b.db"
    with new_database(target) as again:
        restored_from(exported(database.conn), again)
    goes_on = open_copy(target)
    for each in (database, goes_on):
        fill(each, LATER, ODD)
        undo(each.conn, None, NOW)
        redo(each.conn)
        undo(each.conn, None, NOW)
        fill(each, ODD)
    ours, theirs = content(database.conn), content(goes_on.conn)
    for name in ("event_key",):  # keys are random
        assert len(ours.pop(name)) == len(theirs.pop(name))
    assert theirs == ours
    goes_on.conn.close()


_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "TEXT": st.text(st.characters(exclude_categories=["Cs"])),
    "INTEGER": st.integers(-(2**63), 2**63 - 1),
    "REAL": st.floats(allow_nan=False),
    "BLOB": st.binary(),
    "": st.integers(-(2**63), 2**63 - 1),
}


@given(st.data())
def test_any_row_comes_back_as_it_was(data: st.DataObject) -> None:
    with new_database(None) as connection:
        migrated = open_copy("").conn
        table = data.draw(st.sampled_from(carried(migrated)))
        migrated.close()
        connection.close()
    values = [
        data.draw(st.none() | _VALUES[column.type] if column.optional else _VALUES[column.type])
        for column in table.columns
    ]
    if table.name == SEQUENCE:
        values[0] = "event"
    line = row_writer(table)(values)
    assert line.count(b"\n") == 1
    again = row_reader(table, {})(json.loads(line), WHERE)
    assert again == values
    assert list(map(type, again)) == list(map(type, values))


def test_lists_and_truth_values_are_those_of_json(database: Database) -> None:
    events = [json.loads(line) for line in exported(database.conn) if line.startswith(b'{"table": "event",')]
    assert {event["mutual"] for event in events} <= {True, False}
    assert all(isinstance(event["source"], list) for event in events)
    assert any(event["sectors"] == [] for event in events)


def test_the_same_database_gives_the_same_bytes(database: Database) -> None:
    def packed(ending: str) -> bytes:
        raw = io.BytesIO()
        with compressed(raw, ending, WHERE) as stream:
            stream.writelines(exported(database.conn))
        return raw.getvalue()

    for ending in (".jsonl", ".gz", ".zst"):
        assert packed(ending) == packed(ending)
    assert packed(".gz")[3:8] == bytes(5), "no name, no time"
