"""`database check`: every kind of damage is one line that names table and row, and a sound database has none."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from relcli.errors import DatabaseError
from relcli.query.filters import Filters
from relcli.store.check import SHOWN, problems
from relcli.store.connection import reading, writing
from relcli.store.decide.edits import edit_events, merge_events
from relcli.store.read.events import list_events
from relcli.store.read.saved_views import SavedView, save_view
from relcli.store.write.batches import Batch
from relcli.store.write.event_files import import_rows
from tests.store.fakes import NOW, act, tell
from tests.store.test_bulk import row

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from relcli.store.write.documents import ImportResult

FIRST = "The president received his guest in Islamabad."
SECOND = "Both agreed to build a pipeline."


@pytest.fixture
def sound(fill: Callable[..., ImportResult], path: Path) -> Path:
    """A database with documents, rows of an event file, decisions and a view."""
    told = tell(
        "visit.txt", "2024-10-17", act(FIRST, place="Islamabad"),
        act(SECOND, type="AGREE", mutual=True, sectors=("energy",)), title="A visit", outlet="Dawn", url="https://example.org/visit",
    )  # fmt: skip
    other = tell("other.txt", "2024-11-01", act("She thanked him.", type="SUPPORT", date="2024-10-31"))
    fill(told, other)
    with writing(path) as database:
        connection = database.conn
        list(import_rows(connection, [row(), row(source_id="8", date="2024-02-02")], _batch("import"), day=NOW[:10]))
        edit_events(connection, [1], {"place": "Lahore"}, _batch("edit"))
        merge_events(connection, [2, 3], _batch("merge"))
        save_view(connection, SavedView("gas", "country:RUS sector:energy", NOW, "ann"))
    return path


def _batch(kind: str) -> Batch:
    return Batch(kind, kind, NOW, "ann")  # type: ignore[arg-type]


def changed(path: Path, *statements: str) -> list[str]:
    """Change a database as no program of ours does; return what the check says."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    return found(path)


def found(path: Path) -> list[str]:
    """Return what the check says."""
    with reading(path) as connection:
        return list(problems(connection))


def test_a_sound_database_has_no_problem_and_nothing_is_written(sound: Path) -> None:
    before = sound.read_bytes()
    assert found(sound) == []
    assert sound.read_bytes() == before


def test_others_may_write_meanwhile(sound: Path) -> None:
    with reading(sound) as connection:
        checking = problems(connection)
        with writing(sound) as database:
            edit_events(database.conn, [1], {"headline": "Another"}, _batch("edit"))
        assert list(checking) == []
    assert found(sound) == []


CASES = [
    ("update document set title = 'A visid' where id = 1", "document 1: differs from its checksum"),
    ("update document set outlet = 'Dusk' where id = 1", "document 1: differs from its checksum"),
    ("update document set body = replace(body, 'guest', 'guesd') where id = 1",
     "document 1 (visit.txt): the text is not"),
    ("update document set characters = 3 where id = 2", "document 2 (other.txt): has 16 characters, not 3"),
    ("update document set content_hash = 'x' where id = 2", "document 2 (other.txt): the text is not"),
    ("update document set date = '2024-13-01' where id = 2", "document 2: date '2024-13-01' is not a date"),
    ("update document set date = '20241101' where id = 2", "document 2: date '20241101' is not an ISO date"),
    ("update document set producer = 'gdelt9' where id = 2", "unknown producer 'gdelt9'"),
    ("update mention set place = 'Lahore' where id = 1", "mention 1: differs from its checksum"),
    ("update mention set end_offset = 4000 where id = 1", "mention 1: its sentence 0..4000 is not in document 1"),
    ("update mention set start_offset = 46, end_offset = 40 where id = 1", "mention 1: its sentence 46..40"),
    ("update mention set type = 'MEET' where id = 1", "mention 1: type 'MEET' is not a known value"),
    ("update mention set mode = 'fly' where id = 1", "mention 1: CONSULT has no mode 'fly'"),
    ("update mention set sectors = 'oil' where id = 2", "mention 2: sectors 'oil' are not all known"),
    ("update mention set date_end = '2024-10-01' where id = 1", "mention 1: ends on 2024-10-01, before it begins"),
    ("update mention set intensity = 1e300 where id = 1", "mention 1: has the intensity 1e+300"),
    ("update mention set confidence = 1.5 where id = 1", "mention 1: has the confidence 1.5"),
    ("update mention set confidence = 0.5 where id = 1", "mention 1: differs from its checksum"),
    ("update event set confidence = 0.5 where id = 1", "event 1: confidence is 0.5, its mentions and decisions say"),
    ("update mention set people = 'A;B', people_countries = 'PAK' where id = 1",
     "mention 1: has a different number of people"),
    ("update mention set retired_by = 1 where id = 1", "mention 1: was retired but belongs to event 1"),
    ("update mention set replaces = 2 where id = 1", "mention 1: replaces mention 2, which is"),
    ("update mention_source set code = '999' where mention_id = 4",
     "mention 4: differs from the row of the event file"),
    ("update mention_source set goldstein = 3.5 where mention_id = 4", "mention_source 4: differs from its checksum"),
    ("update decision set value = 'Rome' where kind = 'edit'", "decision 1: differs from its checksum"),
    ("update decision set field = 'colour' where kind = 'edit'",
     "decision 1: edits 'colour', which cannot be edited"),
    ("update decision_pin set event_id = 5 where mention_id = 1",
     "event_mention 1: is pinned to 1, but the newest decision"),
    ("update batch set started = '2020-01-01' where id = 1", "batch 1: differs from its checksum"),
    ("update batch set documents = 0 where id = 1", "batch 1: counts 0 documents"),
    ("update batch set undone = '2024-12-01' where id = 1", "batch 1: was undone but still has documents"),
    ("update saved_view set options = 'country:FRA'", "saved_view gas: differs from its checksum"),
    ("update saved_view set options = '\"'", "saved_view gas: "),
    ("delete from saved_view", "saved_view gas: the row is missing, only its checksum is left"),
    ("insert into saved_view values ('new', 'RUS', '2024-01-01', '')", "saved_view new: has no checksum"),
    ("update event_key set key = 'x' where event_id = 1", "event_key 1: differs from its checksum"),
    ("update event_redirect set event_id = 1", "event_redirect 3: differs from its checksum"),
    ("update event_redirect set event_id = 99",
     "event_redirect 3: leads to event 99, a number that was never assigned"),
    ("insert into event_redirect values (1, 2)", "event_redirect 1: is an event but leads to event 2"),
    ("update event set headline = 'Lie' where id = 1", "event 1: headline is 'Lie', its mentions and decisions say ''"),
    ("update event set rejected = 1 where id = 1", "event 1: rejected is 1"),
    ("update event set mentions = 7 where id = 1", "event 1: mentions is 7"),
    ("update event set best_mention_id = 4 where id = 1", "event 1: best_mention_id is 4"),
    ("update event_mention set event_id = 1 where mention_id = 4", "event 4: has no mention"),
    ("update event_mention set block = 'x' where mention_id = 1", "event_mention 1: block is 'x', the mention says"),
    ("update event_mention set last_day = '2024-10-19' where mention_id = 1",
     "event_mention 1: last_day is '2024-10-19'"),
    ("update event_mention set pin = NULL where mention_id = 1", "event_mention 1: is pinned to nothing"),
    ("delete from event_mention where mention_id = 1", "mention 1: belongs to no event"),
    ("delete from event_country where event_id = 1 and country = 'PAK'", "event_country PAK 2024-10-16 1: is missing"),
    ("insert into event_type values ('AID', '2020-01-01', 1)", "event_type AID 2020-01-01 1: matches no event"),
    ("update rollup set events = events + 1 where country = '' and key = 'type'", "rollup "),
    ("update sqlite_sequence set seq = 1 where name = 'event'", "sqlite_sequence: the next event would get"),
    ("delete from sqlite_sequence where name = 'mention'", "sqlite_sequence: has 0 rows for mention"),
    ("update mention_search_docsize set sz = x'09' where id = 1", "the full text mention_search differs"),
    ("insert into document_search (document_search, rowid, title, body) values ('delete', 1, 'A visit', '')",
     "the full text document_search differs"),
    ("drop index document_date", "schema: index document_date is missing"),
    ("create table notes (text)", "schema: table notes is not one of relcli's"),
    ("create trigger t after insert on event begin select 1; end", "schema: trigger t is not one of relcli's"),
    ("drop view document_list", "schema: view document_list is missing"),
    ("pragma application_id = 7", "not a relcli database"),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "line"), CASES, ids=[statement[:60] for statement, _ in CASES])
def test_every_kind_of_damage_is_named(sound: Path, statement: str, line: str) -> None:
    try:
        said = changed(sound, statement)
    except DatabaseError as error:
        said = [str(error)]
    assert any(line in each for each in said), said


def test_a_text_that_is_not_utf_8_is_named_with_its_place(sound: Path) -> None:
    said = changed(sound, "update event set headline = cast(x'61c328' as text) where id = 1")
    assert "event 1: headline is not UTF-8 at byte 2" in said
    with pytest.raises(DatabaseError, match="not UTF-8"), reading(sound) as connection:
        list(list_events(connection, Filters()))


def test_a_nul_is_named_with_its_place(sound: Path) -> None:
    said = changed(sound, "update mention set headline = 'a' || char(0) || 'b' where id = 2")
    assert "mention 2: headline has a NUL at byte 2" in said


def test_a_value_of_another_type_is_named_and_reading_says_damaged(sound: Path) -> None:
    said = changed(
        sound,
        "pragma writable_schema = on",
        "update sqlite_schema set sql = replace(sql, ') STRICT', ')') where name = 'event'",
        "pragma writable_schema = reset",
        "update event set source = x'00ff' where id = 1",
    )
    assert any(line.startswith("schema: table event is not what relcli makes") for line in said)
    assert any("cannot be understood" in line or "is b'" in line for line in said)
    with pytest.raises(DatabaseError, match=r"damaged \(.*database check"), reading(sound) as connection:
        list(list_events(connection, Filters()))


def test_a_fault_of_the_program_is_not_called_damage(sound: Path) -> None:
    with pytest.raises(LookupError, match="our own"), reading(sound):
        raise LookupError("our own")
    with pytest.raises(LookupError, match="our own"), writing(sound):
        raise LookupError("our own")


def test_many_problems_of_one_kind_are_counted(sound: Path) -> None:
    rows = " union all ".join(f"select 'view{number}', 'RUS', '2024-01-01', ''" for number in range(SHOWN + 5))
    said = changed(sound, f"insert into saved_view {rows}")
    assert len([line for line in said if "has no checksum" in line]) == SHOWN
    assert "5 more problems in values" in said


def test_quick_looks_at_pages_keys_and_tables_only(sound: Path) -> None:
    changed(sound, "update document set title = 'x' where id = 1", "drop index document_date")
    with reading(sound) as connection:
        assert list(problems(connection, quick=True)) == ["schema: index document_date is missing"]


@pytest.mark.parametrize("content", [b"", b"\0" * 4096], ids=["empty", "zeros"])
def test_an_empty_file_is_no_database_for_those_who_do_not_import(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(DatabaseError), reading(path):
        pass
    with pytest.raises(DatabaseError), writing(path, create=False):
        pass
    assert path.read_bytes() == content


def test_import_may_fill_an_empty_file(fill: Callable[..., ImportResult], path: Path) -> None:
    path.touch()
    fill(tell("visit.txt", "2024-10-17", act(FIRST)))
    assert found(path) == []
