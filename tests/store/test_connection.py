"""Opening: what is missing, damaged, locked, foreign or too new is said in one line, and reading leaves
no traces.
"""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from relcli.errors import DatabaseError, ExitCode
from relcli.query.filters import Filters
from relcli.store import connection as room
from relcli.store import migrations
from relcli.store.check import problems
from relcli.store.connection import open_copy, open_for_writing, open_readonly, reading, writing
from relcli.store.decide.recode import compare, recode, stored_documents
from relcli.store.read.events import count_events, list_events
from relcli.store.repair import repair
from relcli.store.summary.summaries import summarise
from relcli.store.write.batches import Batch
from relcli.store.write.resolution import resolve_mentions
from tests.store.earlier import as_version_2, as_version_3, as_version_4
from tests.store.fakes import NOW, act, coder_for, tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlite_utils import Database

    from relcli.store.write.documents import ImportResult

TOLD = tell("a.txt", "2024-10-17", act("They met."))


def test_a_missing_file_is_not_created(path: Path) -> None:
    with (
        pytest.raises(DatabaseError, match=r"no database at .*relations.db; run `relcli import PATH` first"),
        reading(path),
    ):
        pass
    assert list(path.parent.iterdir()) == []
    assert DatabaseError.exit_code == ExitCode.DATABASE


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError):
        open_readonly(tmp_path)
    with pytest.raises(DatabaseError), writing(tmp_path):
        pass


def test_an_empty_file_holds_nothing_yet(path: Path) -> None:
    path.touch()
    with pytest.raises(DatabaseError, match="holds nothing yet"):
        open_readonly(path)
    assert path.stat().st_size == 0


def test_damage_and_foreign_files(path: Path) -> None:
    path.write_bytes(b"date,source,target\n" * 500)
    with pytest.raises(DatabaseError, match="damaged or not a database"):
        open_readonly(path)
    with pytest.raises(DatabaseError, match="damaged or not a database"), writing(path):
        pass
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE places (name TEXT)")
        other.commit()
    for attempt in (open_readonly, open_for_writing):
        with pytest.raises(DatabaseError, match="not a relcli database"):
            attempt(path)


def test_damage_inside_the_file_is_found_when_it_is_read(fill: Callable[..., ImportResult], path: Path) -> None:
    fill(TOLD)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(DatabaseError, match=r"damaged|malformed"), reading(path) as connection:
        list(list_events(connection, Filters()))


def test_a_newer_schema_is_refused(fill: Callable[..., ImportResult], path: Path) -> None:
    fill(TOLD)
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 99")
    for attempt in (open_readonly, open_for_writing):
        with pytest.raises(DatabaseError, match=r"newer relcli \(schema 99"):
            attempt(path)


def test_a_lock_ends_the_waiting_with_a_reason(
    fill: Callable[..., ImportResult], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(TOLD)
    monkeypatch.setattr(room, "BUSY_TIMEOUT_MS", 10)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with reading(path) as connection:  # readers do not wait for a writer
            assert count_events(connection, Filters()) == 1
        with pytest.raises(DatabaseError, match="locked by another program"), writing(path) as database:
            database.conn.execute("BEGIN IMMEDIATE")
        other.execute("ROLLBACK")
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        other.execute("UPDATE batch SET command = command")
        with pytest.raises(DatabaseError, match="locked by another program"), reading(path):
            pass


def test_a_closed_pipe_inside_the_block_is_not_the_databases_fault(
    fill: Callable[..., ImportResult], path: Path
) -> None:
    fill(TOLD)
    with pytest.raises(BrokenPipeError), reading(path):
        raise BrokenPipeError
    with pytest.raises(BrokenPipeError), writing(path):
        raise BrokenPipeError


def test_reading_cannot_write(fill: Callable[..., ImportResult], path: Path) -> None:
    fill(TOLD)
    before = path.read_bytes()
    with pytest.raises(DatabaseError, match="readonly"), reading(path) as connection:
        connection.execute("DELETE FROM event")
    assert path.read_bytes() == before


def refuse_shared_memory(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let SQLite behave as in a folder nobody may write to (which a test run by root cannot make)."""
    asked: list[str] = []
    real = room._connect

    def connect(path: str | Path, options: str) -> sqlite3.Connection:
        asked.append(options)
        if "immutable" not in options:
            error = sqlite3.OperationalError("unable to open database file")
            error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            raise error
        return real(path, options)

    monkeypatch.setattr(room, "_connect", connect)
    return asked


def test_a_read_only_folder_is_read_as_it_stands(
    fill: Callable[..., ImportResult], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(TOLD)
    asked = refuse_shared_memory(monkeypatch)
    with reading(path) as connection:
        assert count_events(connection, Filters()) == 1
    assert asked == ["mode=ro", "mode=ro&immutable=1"]


def test_a_read_only_folder_with_changes_in_the_log_is_refused(
    fill: Callable[..., ImportResult], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(TOLD)
    path.with_name(path.name + "-wal").write_bytes(b"changes")
    refuse_shared_memory(monkeypatch)
    with pytest.raises(DatabaseError, match=r"folder is read-only and relations\.db-wal holds changes"):
        open_readonly(path)


def test_names_with_signs_that_mean_something_in_addresses(tmp_path: Path) -> None:
    path = tmp_path / "a?b#c %41.db"
    with writing(path):
        pass
    with reading(path) as connection:
        assert count_events(connection, Filters()) == 0


def test_the_tables_are_strict_and_say_whose_they_are(fill: Callable[..., ImportResult], path: Path) -> None:
    fill(TOLD)
    with reading(path) as connection:
        rows = connection.execute("PRAGMA table_list").fetchall()
        ours = [
            row for row in rows if row[2] == "table" and "search" not in row[1] and not row[1].startswith("sqlite_")
        ]
        assert len(ours) > 10
        assert all(row[5] for row in ours)
        assert connection.execute("PRAGMA user_version").fetchone() == (migrations.SCHEMA_VERSION,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_migration_backs_up_first_and_runs_in_one_transaction(fill: Callable[..., ImportResult], path: Path) -> None:
    fill(TOLD)

    def add_note(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE event ADD COLUMN note TEXT NOT NULL DEFAULT ''")

    def fails(connection: sqlite3.Connection) -> None:
        raise RuntimeError("half way")

    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        with pytest.raises(RuntimeError):
            migrations.migrate(connection, path, [*migrations.MIGRATIONS, add_note, fails])
        columns = {row[1] for row in connection.execute("PRAGMA table_info(event)")}
        assert "note" not in columns
        backup = migrations.migrate(connection, path, [*migrations.MIGRATIONS, add_note])
        assert backup is not None
        assert backup.name == f"relations.db.schema{migrations.SCHEMA_VERSION}.backup"  # that of the first attempt
        assert [each.name for each in path.parent.glob("*backup*")] == [backup.name]
        assert connection.execute("PRAGMA user_version").fetchone() == (migrations.SCHEMA_VERSION + 1,)
        assert migrations.migrate(connection, path, [*migrations.MIGRATIONS, add_note]) is None
    with reading(backup) as connection:
        assert count_events(connection, Filters()) == 1
    shutil.copy(path, path.with_name("copy.db"))
    with pytest.raises(DatabaseError, match="newer"):
        open_readonly(path.with_name("copy.db"))


@pytest.fixture
def later_relcli(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Give the program one more migration when called, so that databases made before are of an earlier version;
    return that version.
    """

    def m003_notes(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE event ADD COLUMN note TEXT NOT NULL DEFAULT 'old'")

    def grow() -> int:
        earlier = migrations.SCHEMA_VERSION
        monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, m003_notes))
        for module in (migrations, room):
            monkeypatch.setattr(module, "SCHEMA_VERSION", earlier + 1)
        return earlier

    return grow


def test_a_database_of_an_earlier_schema_is_brought_up_to_date_with_all_that_is_in_it(
    fill: Callable[..., ImportResult], path: Path, later_relcli: Callable[[], int]
) -> None:
    fill(tell("visit.txt", "2024-10-17", act("Sharif received Mishustin.", sectors=("trade",))))
    earlier = later_relcli()
    with pytest.raises(DatabaseError, match=rf"earlier relcli \(schema {earlier}\); run `relcli database upgrade`"):
        open_readonly(path)
    assert room.schema_version(path) == earlier
    with writing(path, dry_run=True) as database:  # a copy is brought up to date, the file is not
        assert database.conn.execute("SELECT note FROM event").fetchall() == [("old",)]
    assert room.schema_version(path) == earlier
    with writing(path) as database:
        assert list(problems(database.conn)) == []
        again = resolve_again(database)
    assert path.with_name(f"relations.db.schema{earlier}.backup").exists()
    with reading(path) as connection:
        (event,) = list_events(connection, Filters(text="received"))
        assert (event.id, event.mentions, event.document) == (1, 1, "visit.txt")
        assert [row[0] for row in summarise(connection, Filters(), ["country"])] == ["PAK", "RUS"]
        assert connection.execute("SELECT note FROM event").fetchall() == [("old",)]
        assert again == 0


def test_a_database_from_before_the_first_release_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as old:
        old.execute("CREATE TABLE event (id INTEGER PRIMARY KEY)")
        old.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
        old.execute(f"PRAGMA user_version = {migrations.FIRST_VERSION - 1}")
    for attempt in (open_readonly, open_for_writing):
        with pytest.raises(DatabaseError, match=r"before the first release of relcli \(schema 1\); import"):
            attempt(path)


@pytest.mark.parametrize("version", range(migrations.SCHEMA_VERSION))
def test_a_version_in_the_header_before_that_of_the_tables_is_damage(
    fill: Callable[..., ImportResult], path: Path, version: int
) -> None:
    fill(TOLD)
    with closing(sqlite3.connect(path)) as damaged:
        damaged.execute(f"PRAGMA user_version = {version}")
    before = path.read_bytes()
    newest = migrations.SCHEMA_VERSION
    said = (
        rf"damaged \(its header says schema {version}, its tables are of schema {newest}\); .*`relcli database repair"
    )
    for attempt in (open_readonly, open_for_writing, open_copy, room.schema_version):
        with pytest.raises(DatabaseError, match=said):
            attempt(path)
    assert path.read_bytes() == before
    assert repair(path, path.with_name("new.db")).losses == []


def test_an_application_number_that_is_not_that_of_the_tables_is_damage(
    fill: Callable[..., ImportResult], path: Path
) -> None:
    fill(TOLD)
    with closing(sqlite3.connect(path)) as damaged:
        damaged.execute("PRAGMA application_id = 0")
    for attempt in (open_readonly, open_for_writing):
        with pytest.raises(
            DatabaseError, match=r"damaged \(its header says that it is not .*`relcli database repair NEW_FILE`"
        ):
            attempt(path)


def resolve_again(database: Database) -> int:
    """Work out all events again; return how many are new."""
    mentions = [row[0] for row in database.conn.execute("SELECT mention_id FROM event_mention")]
    database.conn.execute("BEGIN")
    new = resolve_mentions(database.conn, mentions)
    database.conn.execute("COMMIT")
    return new


def test_schema_2_becomes_3_with_keys_for_every_number_and_counts_of_documents(
    fill: Callable[..., ImportResult], path: Path
) -> None:
    told = tell("visit.txt", "2024-10-17", act("Sharif received Mishustin.", sectors=("trade",)))
    fill(told, tell("again.txt", "2024-10-17", act("Sharif received Mishustin in Islamabad.", sectors=("trade",))))
    with reading(path) as connection:
        before = [event._replace(key="", database="", confidence=None) for event in list_events(connection, Filters())]
    as_version_2(path)
    assert room.schema_version(path) == 2
    with writing(path) as database:
        assert list(problems(database.conn)) == []
        numbers = {row[0] for row in database.conn.execute("SELECT event_id FROM event_key")}
        assert numbers == {row[0] for row in database.conn.execute("SELECT id FROM event")}
    with reading(path) as connection:
        after = list(list_events(connection, Filters()))
        assert [event._replace(key="", database="") for event in after] == before
        assert {event.documents for event in after} == {2}
        assert all(UUID(event.key).version == UUID(event.database).version == 7 for event in after)


def test_the_rollup_of_schema_3_is_counted_again(fill: Callable[..., ImportResult], path: Path) -> None:
    year = {"date": "2023-01-01", "date_end": "2023-12-31", "date_precision": "year"}
    told = tell("visit.txt", "2024-10-17", act("Sharif received Mishustin.", sectors=("trade",)))
    again = tell("again.txt", "2024-10-17", act("Sharif received Mishustin in Islamabad.", sectors=("trade",)))
    fill(told, again, tell("review.txt", "2024-01-05", act("They signed in 2023.", type="AGREE", **year)))
    questions = [(Filters(countries=countries), (key,)) for countries in ((), ("PAK",)) for key in ("month", "type")]
    with reading(path) as connection:
        before = [list(summarise(connection, *question)) for question in questions]
    assert [(row[0], row[1], row[-1]) for row in before[0]] == [("2023", 1, 1), ("2024-10", 1, 2)]
    as_version_3(path)
    with pytest.raises(DatabaseError, match=r"made by an earlier relcli \(schema 3\); run `relcli database upgrade`"):
        open_readonly(path)
    said: list[tuple[int, str]] = []
    for _ in range(2):  # the second time nothing is upgraded
        with writing(path, on_upgrade=lambda version, old: said.append((version, old.name))) as database:
            assert list(problems(database.conn)) == []
    assert [name.name for name in path.parent.glob("*.backup")] == [f"{path.name}.schema3.backup"]
    assert said == [(3, f"{path.name}.schema3.backup")]
    with reading(path) as connection:
        assert [list(summarise(connection, *question)) for question in questions] == before


def test_schema_4_says_nothing_of_confidence_until_documents_are_coded_again(
    fill: Callable[..., ImportResult], path: Path
) -> None:
    told = tell("visit.txt", "2024-10-17", act("Sharif received Mishustin.", confidence=0.55))
    fill(told)
    as_version_4(path)
    with pytest.raises(DatabaseError, match=r"made by an earlier relcli \(schema 4\); run `relcli database upgrade`"):
        open_readonly(path)
    with writing(path) as database:
        assert list(problems(database.conn)) == []
        assert [event.confidence for event in list_events(database.conn, Filters(min_confidence=0.9))] == [None]
        (stored,) = stored_documents(database.conn)
        found = compare(database.conn, *stored, list(told.events))
        assert [change.differences for change in found.changes] == ["confidence - → 0.55"]
        recode(database.conn, [found], coder_for(told), Batch("recode", "recode", NOW))
        assert list(problems(database.conn)) == []
        assert list(list_events(database.conn, Filters(min_confidence=0.9))) == []
        assert [event.confidence for event in list_events(database.conn, Filters())] == [0.55]
