"""`database repair`: what is whole comes over, what is derived is derived again, what is lost is named."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from relcli.errors import DatabaseError, RelcliError
from relcli.query.filters import Filters
from relcli.store.check import problems
from relcli.store.checksums import COVERED
from relcli.store.connection import reading, writing
from relcli.store.decide.edits import edit_events, merge_events, reject_events
from relcli.store.read.events import list_events
from relcli.store.repair import Report, repair
from relcli.store.repair.pages import PagedFile
from relcli.store.repair.trees import Trees
from relcli.store.write.batches import Batch
from relcli.store.write.event_files import import_rows
from tests.store.earlier import as_version_3, as_version_4
from tests.store.fakes import NOW, act, tell
from tests.store.test_bulk import row

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from relcli.store.write.documents import ImportResult

DERIVED = (
    "event", "event_mention", "event_country", "event_actor", "event_sector", "event_country_sector", "event_type",
    "event_dyad", "event_person", "rollup", "sqlite_sequence",
)  # fmt: skip
PARTIES = (("PAK", "RUS"), ("IND", "BRA"), ("FRA", "DEU"))


def _batch(kind: str) -> Batch:
    return Batch(kind, kind, NOW, "ann")  # type: ignore[arg-type]


@pytest.fixture
def sound(fill: Callable[..., ImportResult], path: Path) -> Path:
    """A database of some pages: thirty documents, rows of an event file, decisions of three kinds."""
    told = []
    for number in range(30):
        source, target = PARTIES[number % 3]
        day = f"2024-10-{number // 2 + 1:02}"
        parties: dict[str, Any] = {"source": (source,), "target": (target,), "date": day}
        meeting = act(f"Minister {number} met his guest.", people=("A",), people_countries=(source,), **parties)
        told.append(tell(f"{number}.txt", day, meeting, act("She spoke. " * 40, type="SUPPORT", **parties), title="T"))
    fill(*told)
    with writing(path) as database:
        connection = database.conn
        list(import_rows(connection, map(row, range(20)), _batch("import"), day=NOW[:10]))
        edit_events(connection, [1, 4], {"place": "Lahore"}, _batch("edit"))
        merge_events(connection, [2, 6], _batch("merge"))
        reject_events(connection, [3], _batch("reject"), why="no event")
    return path


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of all tables that people or programs ask for."""
    with closing(sqlite3.connect(path)) as connection:
        tables = (*COVERED, *DERIVED, "checksum")
        return {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in tables}


def repaired(path: Path) -> tuple[Report, Path]:
    """Repair a database; return the report and the new one, which is sound."""
    new = path.with_name("repaired.db")
    before = path.read_bytes()
    report = repair(path, new)
    assert path.read_bytes() == before
    with reading(new) as connection:
        assert list(problems(connection)) == []
    return report, new


def damage(path: Path, *statements: str) -> None:
    """Change a database as no program of ours does."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def test_a_sound_database_comes_out_equal(sound: Path) -> None:
    report, new = repaired(sound)
    assert content(new) == content(sound)
    assert (report.losses, report.changes, sum(report.unverified.values())) == ([], [], 0)


@pytest.mark.parametrize("earlier", [as_version_3, as_version_4])
@pytest.mark.parametrize("upgraded", [False, True])
def test_rows_from_before_a_column_was_added_are_whole(
    sound: Path, earlier: Callable[[Path], None], upgraded: bool
) -> None:
    earlier(sound)
    if upgraded:
        with writing(sound):
            pass  # columns are added without writing the rows anew
    report, new = repaired(sound)
    assert (report.losses, report.kept["document"], report.kept["mention"]) == ([], 50, 80)
    with reading(new) as connection:
        assert {event.confidence for event in list_events(connection, Filters())} == {None}


def test_what_is_only_in_the_log_of_sqlite_is_not_forgotten(sound: Path) -> None:
    with writing(sound) as database:
        edit_events(database.conn, [8], {"place": "Paris"}, _batch("edit"))
        copy = sound.with_name("copy.db")
        for ending in ("", "-wal"):
            shutil.copyfile(f"{sound}{ending}", f"{copy}{ending}")
    new = sound.with_name("new.db")
    assert repair(copy, new).losses == []
    assert content(new) == content(sound)


@pytest.mark.parametrize("seed", range(12))
def test_damage_to_what_is_derived_loses_nothing(sound: Path, seed: int) -> None:
    chance = random.Random(seed)
    before = content(sound)
    statements = []
    for table in chance.sample(DERIVED[:-1], 3):
        kept = chance.choice(("rowid % 2", "0")) if table in {"event", "event_mention"} else "length(date) = 3"
        if table in {"event_mention", "event"}:
            column = "headline" if table == "event" else "block"
            statements.append(f"UPDATE {table} SET {column} = 'x' WHERE NOT {kept}")
        elif table == "rollup":
            statements.append("UPDATE rollup SET events = events + 1")
        else:
            statements.append(f"DELETE FROM {table} WHERE event_id % {chance.randrange(1, 4)} = 0")
    statements.append(f"INSERT INTO {chance.choice(('document', 'mention'))}_search_idx VALUES (99, x'00', 1)")
    damage(sound, *statements)
    report, new = repaired(sound)
    assert report.losses == report.changes == []
    assert content(new) == before


def test_events_keep_their_numbers_where_their_own_table_is_gone(sound: Path) -> None:
    with reading(sound) as connection:
        before = list(list_events(connection, Filters()))
    damage(
        sound, "DELETE FROM event_type", "DELETE FROM event_mention WHERE mention_id < 0", "UPDATE event SET date = ''"
    )
    _, new = repaired(sound)
    with reading(new) as connection:
        assert list(list_events(connection, Filters())) == before


def test_a_merged_event_comes_back_where_only_the_decision_knows_it(sound: Path) -> None:
    damage(sound, "PRAGMA foreign_keys = OFF", "DELETE FROM event_mention", "DELETE FROM event")
    report, new = repaired(sound)
    assert report.losses == []
    with reading(new) as connection:
        assert 2 in {event.id for event in list_events(connection, Filters())}


def test_a_changed_row_is_left_out_and_named_with_what_hangs_on_it(sound: Path) -> None:
    damage(sound, "UPDATE document SET body = replace(body, 'guest', 'guesd') WHERE id = 9")
    report, new = repaired(sound)
    assert report.losses == [
        "document 9 (8.txt): its text is not the one it was imported with",
        "mention 17: its document is lost",
        "mention 18: its document is lost",
    ]
    assert report.kept["document"] == len(content(sound)["document"]) - 1
    with reading(new) as connection:
        assert {event.document for event in list_events(connection, Filters())}.isdisjoint({"8.txt"})


def test_a_text_that_is_not_utf_8_costs_its_row(sound: Path) -> None:
    damage(sound, "UPDATE decision SET note = cast(x'ff' as text) WHERE kind = 'reject'")
    report, new = repaired(sound)
    assert [line.partition(":")[2] for line in report.losses if line.startswith("decision ")] == [
        " note is not UTF-8 at byte 1"
    ]
    with reading(new) as connection:
        assert 3 in {event.id for event in list_events(connection, Filters())}


def test_a_nul_becomes_a_sign_that_programs_can_read(sound: Path) -> None:
    """It came by way of an own csv once; the row is whole, so nothing of it is lost."""
    with writing(sound) as database:
        database.conn.execute("UPDATE mention SET headline = 'a' || char(0) || 'b' WHERE id = 1")
    report, new = repaired(sound)
    assert report.changes == ["mention 1: NULs became U+FFFD"]
    with closing(sqlite3.connect(new)) as connection:
        assert connection.execute("SELECT headline FROM mention WHERE id = 1").fetchone() == ("a\ufffdb",)


def test_a_wiped_page_costs_the_rows_on_it_and_no_others(sound: Path) -> None:
    with closing(PagedFile(sound)) as file:
        leaf = [cell.child for cell in file.cells(Trees(file).roots["mention"])][1]
        size = file.size
    before = content(sound)
    data = bytearray(sound.read_bytes())
    data[(leaf - 1) * size : leaf * size] = b"\xee" * size
    sound.write_bytes(data)
    report, new = repaired(sound)
    lost = {int(line.split()[1].rstrip(":")) for line in report.losses if "cannot be read" in line}
    assert lost
    assert len(lost) < 40
    after = {held[0] for held in content(new)["mention"]}
    assert after == {held[0] for held in before["mention"]} - lost - {
        int(line.split()[1].rstrip(":")) for line in report.losses if line.startswith("mention ")
    }
    assert content(new)["document"] == before["document"]


def test_pages_that_no_root_leads_to_are_given_back_by_their_checksums(sound: Path) -> None:
    before = content(sound)
    with closing(PagedFile(sound)) as file:
        root, size = Trees(file).roots["mention"], file.size
    data = bytearray(sound.read_bytes())
    data[(root - 1) * size : root * size] = b"\0" * size
    sound.write_bytes(data)
    report, new = repaired(sound)
    assert report.losses == []
    assert content(new)["mention"] == before["mention"]


def test_the_schema_need_not_be_readable(sound: Path) -> None:
    damage(sound, "PRAGMA writable_schema = on", "UPDATE sqlite_schema SET sql = 'CREATE TABEL' WHERE name = 'mention'")
    before = len(content_of_copy(sound))
    report, new = repaired(sound)
    assert report.losses == []
    assert before
    assert len(content(new)["mention"]) == 80


def content_of_copy(path: Path) -> bytes:
    """Return the file, which SQLite itself refuses."""
    with pytest.raises(sqlite3.DatabaseError), closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT count(*) FROM mention")
    return path.read_bytes()


def test_a_file_cut_short_gives_what_is_left(sound: Path) -> None:
    data = sound.read_bytes()
    sound.write_bytes(data[: len(data) // 2])
    report, new = repaired(sound)
    assert report.losses
    assert content(new)["batch"]


@pytest.mark.parametrize("part", range(5, 19))
def test_a_file_cut_in_the_middle_of_a_page_gives_what_is_whole(sound: Path, part: int) -> None:
    """What is missing of a page is read as zeros: a row may end in them."""
    data = sound.read_bytes()
    sound.write_bytes(data[: len(data) * part // 20 - 999 - part])
    report, new = repaired(sound)
    assert report.losses
    assert content(new)["batch"]


@pytest.mark.parametrize(
    "value", ["trace = '{'", "trace = '[]'", 'trace = \'{"rule": "verb"}\'', "trace = char(0, 0)", "modality = 'occ'"]
)
def test_a_row_without_a_checksum_is_lost_if_its_values_cannot_be(sound: Path, value: str) -> None:
    damage(sound, f"UPDATE mention SET {value} WHERE id = 7", "DELETE FROM checksum WHERE table_name = 'mention'")
    report, new = repaired(sound)
    column = value.partition(" ")[0]
    (loss,) = report.losses
    assert loss.startswith(f"mention 7: {column} ")
    assert report.kept["mention"] == len(content(sound)["mention"]) - 1
    assert {held[0] for held in content(sound)["mention"]} - {held[0] for held in content(new)["mention"]} == {7}


def test_a_lost_batch_has_a_row_in_its_place(sound: Path) -> None:
    damage(sound, "UPDATE batch SET author = 'bob' WHERE id = 1")
    report, new = repaired(sound)
    assert report.losses == ["batch 1: differs from its checksum"]
    assert report.changes[0].startswith("batch 1: a new row replaces the lost one")
    assert len(content(new)["document"]) == len(content(sound)["document"])


def test_a_flipped_bit_of_a_checksum_costs_nothing(sound: Path) -> None:
    before = content(sound)
    damage(
        sound, "UPDATE checksum SET digest = digest + 1 - 2 * (digest & 1) WHERE table_name = 'document' AND key = 3"
    )
    report, new = repaired(sound)
    assert report.losses == []
    assert content(new) == before


def test_rows_without_a_checksum_are_kept_and_counted(sound: Path) -> None:
    damage(sound, "DELETE FROM checksum WHERE table_name = 'document'")
    report, new = repaired(sound)
    assert report.losses == []
    assert report.unverified["document"] == report.kept["document"]
    assert content(new)["document"] == content(sound)["document"]


def test_numbers_are_not_given_out_twice(sound: Path) -> None:
    damage(sound, "UPDATE mention SET place = 'x' WHERE id = (SELECT max(id) FROM mention)")
    last = max(held[0] for held in content(sound)["mention"])
    _, new = repaired(sound)
    with closing(sqlite3.connect(new)) as connection:
        assert connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'mention'").fetchone() == (last,)


def test_where_nothing_can_be_found_no_file_is_made(tmp_path: Path) -> None:
    for name, data in {"noise.db": b"\x9d" * 20000, "empty.db": b""}.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(DatabaseError, match="no trace of a relcli database"):
            repair(tmp_path / name, tmp_path / "new.db")
    with pytest.raises(DatabaseError, match="no database at"):
        repair(tmp_path / "missing.db", tmp_path / "new.db")
    assert not (tmp_path / "new.db").exists()


def test_an_existing_file_is_never_written_over(sound: Path) -> None:
    there = sound.with_name("there.db")
    there.write_text("notes")
    with pytest.raises(RelcliError, match="already exists"):
        repair(sound, there)
    assert there.read_text() == "notes"


def test_a_trial_writes_nothing(sound: Path) -> None:
    before = sorted(path.name for path in sound.parent.iterdir())
    assert repair(sound, None).kept["document"] > 0
    assert sorted(path.name for path in sound.parent.iterdir()) == before
