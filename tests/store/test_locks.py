"""Locks of other programs: how often one asks again, what is said meanwhile, and what is said in the end."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from relcli.errors import DatabaseError
from relcli.query.filters import Filters
from relcli.store import locks
from relcli.store.connection import reading, writing
from relcli.store.locks import Patience, StoreConnection, waiting
from relcli.store.read.events import count_events, list_events
from relcli.store.transaction import transaction
from relcli.store.write.batches import Batch
from relcli.store.write.documents import import_documents
from tests.store.fakes import NOW, act, coder_for, tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from relcli.store.write.documents import ImportResult

TOLD = tell("a.txt", "2024-10-17", act("They met."))
AT_ONCE = Patience(0)


class Locked:
    """What fails as a locked database does, so many times."""

    def __init__(self, times: int, code: int = sqlite3.SQLITE_BUSY) -> None:
        self.left, self.code, self.calls = times, code, 0

    def __call__(self) -> str:
        self.calls += 1
        if self.calls <= self.left:
            error = sqlite3.OperationalError("database is locked")
            error.sqlite_errorcode = self.code
            raise error
        return "done"


@pytest.mark.parametrize("code", [sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_RECOVERY, sqlite3.SQLITE_LOCKED])
def test_a_lock_is_asked_for_again_until_it_is_free(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    locked = Locked(50, code)
    assert waiting(locked, Patience(3600), "a.db") == "done"
    assert locked.calls == 51


def test_with_no_time_to_wait_it_is_asked_for_once() -> None:
    locked = Locked(50)
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        waiting(locked, AT_ONCE, "a.db")
    assert locked.calls == 1


def test_other_errors_are_not_waited_for() -> None:
    locked = Locked(50, sqlite3.SQLITE_FULL)
    with pytest.raises(sqlite3.OperationalError):
        waiting(locked, Patience(3600), "a.db")
    assert locked.calls == 1


def test_waiting_is_said_once_after_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [0.0]
    said: list[str] = []

    def sleep(seconds: float) -> None:
        clock[0] += seconds

    monkeypatch.setattr(time, "sleep", sleep)
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    with pytest.raises(sqlite3.OperationalError):
        waiting(Locked(10_000), Patience(0.9, said.append), "a.db")
    assert clock[0] == pytest.approx(0.9)
    assert not said
    clock[0] = 0.0
    with pytest.raises(sqlite3.OperationalError):
        waiting(Locked(10_000), Patience(20, said.append), "a.db")
    assert clock[0] == pytest.approx(20)
    assert said == ["waiting for another program to finish with a.db (up to 20 s; Ctrl-C stops)"]


def test_a_writer_in_the_way_ends_it_with_a_reason(fill: Callable[..., ImportResult], path: Path) -> None:
    fill(TOLD)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            pytest.raises(DatabaseError, match=r"locked by another program; nothing was changed; try .*--lock-timeout"),
            writing(path, AT_ONCE) as database,
            transaction(database.conn),
        ):
            pass
        with reading(path, AT_ONCE) as connection:  # readers do not wait for a writer
            assert count_events(connection, Filters()) == 1


def test_nothing_coded_is_lost_before_a_lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The import waits with what it has coded, and goes on when the other program is done."""
    monkeypatch.setattr(locks, "SILENT", 0.0)
    others: list[sqlite3.Connection] = []
    told = [tell(f"{n}.txt", "2024-10-17", act(f"They met {n} times.")) for n in range(3)]

    def lock(*_: object) -> None:
        if not others:
            others.append(sqlite3.connect(path, isolation_level=None))
            others[0].execute("BEGIN IMMEDIATE")

    def unlock(line: str) -> None:
        assert "waiting for another program" in line
        others[0].execute("ROLLBACK")

    with writing(path, Patience(3600, unlock)) as database:
        files = [[each.document] for each in told]
        result = import_documents(database, files, coder_for(*told), Batch("import", "import", NOW), on_document=lock)
    others[0].close()
    assert (result.documents, len(others)) == (3, 1)
    with reading(path) as connection:
        assert connection.execute("SELECT count(*) FROM document").fetchone() == (3,)


def test_an_import_that_meets_a_lock_says_what_it_has_kept(path: Path) -> None:
    told = [tell(f"{n}.txt", "2024-10-17", act(f"They met {n} times.")) for n in range(2)]
    with closing(sqlite3.connect(path, isolation_level=None)) as other:

        def lock(_: object, result: ImportResult) -> None:
            if result.documents == 2:
                other.execute("BEGIN IMMEDIATE")

        def run() -> None:
            with writing(path, AT_ONCE, kept="one file is in") as database:
                files = [[each.document] for each in told]
                import_documents(database, files, coder_for(*told), Batch("import", "import", NOW), on_document=lock)

        with pytest.raises(DatabaseError, match="locked by another program; one file is in; try again"):
            run()
    with reading(path) as connection:
        assert connection.execute("SELECT count(*) FROM document").fetchone() == (1,)


def test_a_slow_reader_does_not_lock_writers_out(fill: Callable[..., ImportResult], path: Path) -> None:
    fill(*[tell(f"{n}.txt", "2024-10-17", act(f"They met on day {n}.", date=f"2024-09-{n:02}")) for n in range(1, 9)])
    with reading(path) as connection:
        rows = iter(list_events(connection, Filters()))
        next(rows)
        with writing(path, AT_ONCE) as database, transaction(database.conn):
            database.conn.execute("UPDATE batch SET command = 'meanwhile'")
        assert len(list(rows)) == 7
    with reading(path) as connection:
        assert connection.execute("SELECT command FROM batch").fetchone() == ("meanwhile",)


def test_reading_leaves_no_file_beside_the_database(fill: Callable[..., ImportResult], path: Path) -> None:
    fill(TOLD)
    before = path.read_bytes()
    with reading(path) as connection:
        assert count_events(connection, Filters()) == 1
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    assert path.read_bytes() == before


def test_nor_does_reading_that_ends_with_an_error(fill: Callable[..., ImportResult], path: Path) -> None:
    """As `| head` ends it: some rows were never asked for."""
    fill(TOLD)

    def read(rows: list[object]) -> None:
        with reading(path) as connection:
            rows.append(connection.execute("SELECT 1 UNION ALL SELECT id FROM event"))
            rows.append(next(rows[0]))  # type: ignore[call-overload]
            raise BrokenPipeError

    rows: list[object] = []
    with pytest.raises(BrokenPipeError):
        read(rows)
    assert rows[1] == (1,)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_nor_does_it_take_away_what_others_use(fill: Callable[..., ImportResult], path: Path) -> None:
    fill(TOLD)
    with reading(path) as first:
        assert count_events(first, Filters()) == 1
        with reading(path) as second:
            assert count_events(second, Filters()) == 1
        assert path.with_name(f"{path.name}-wal").exists()
        with writing(path) as database, transaction(database.conn):
            database.conn.execute("UPDATE batch SET command = 'later'")
        assert first.execute("SELECT command FROM batch").fetchone() == ("later",)


def test_changes_in_the_log_are_not_put_into_the_file_by_reading(fill: Callable[..., ImportResult], path: Path) -> None:
    fill(TOLD)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA wal_autocheckpoint = 0")
        other.execute("UPDATE batch SET command = 'in the log'")
        left = {each.name: each.read_bytes() for each in path.parent.iterdir() if not each.name.endswith("-shm")}
    for name, content in left.items():  # as a killed program leaves them
        path.with_name(name).write_bytes(content)
    with reading(path) as connection:
        assert connection.execute("SELECT command FROM batch").fetchone() == ("in the log",)
    assert {name: path.with_name(name).read_bytes() for name in left} == left


def test_the_log_is_put_into_the_file_during_a_long_import(
    fill: Callable[..., ImportResult], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(TOLD)
    clock = [100.0]
    monkeypatch.setattr("relcli.store.transaction.time.monotonic", lambda: clock[0])

    def held() -> str:
        with closing(sqlite3.connect(f"{path.as_uri()}?immutable=1", uri=True)) as file:  # without the log
            return str(file.execute("SELECT command FROM batch").fetchone()[0])

    with writing(path) as database:
        assert isinstance(database.conn, StoreConnection)
        seen = []
        for seconds in (0, 1, 1, 1):
            clock[0] += seconds
            with transaction(database.conn):
                database.conn.execute("UPDATE batch SET command = ?", (str(clock[0]),))
            seen.append(held())
    assert seen == ["100.0", "100.0", "102.0", "102.0"]
