"""What errors of SQLite are said to be: which file, what is wrong, what to do; and which exit code follows."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from relcli.errors import DatabaseError, ExitCode, RelcliError, UsageError
from relcli.store import connection as room
from relcli.store import faults
from relcli.store.connection import open_copy, open_readonly, reading, writing
from relcli.store.faults import Use, explanation
from relcli.store.repair import repair
from relcli.store.transaction import transaction
from relcli.store.write.batches import Batch
from relcli.store.write.documents import import_documents
from tests.store.fakes import NOW, Told, act, coder_for, tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from relcli.store.write.documents import ImportResult

TOLD = tell("a.txt", "2024-10-17", act("They met."))
LONG = tell("b.txt", "2024-10-18", act("They met again and again. " * 40_000))


def failed(code: int, text: str = "as SQLite says") -> sqlite3.OperationalError:
    """Return an error as SQLite raises it."""
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, *sorted(faults._WRITE_ERRORS)])
def test_what_cannot_be_written_for_want_of_room_is_no_fault_of_the_database(path: Path, code: int) -> None:
    path.touch()
    error = explanation(failed(code), path, Use(writes=True))
    assert error.exit_code == ExitCode.ERROR
    assert error.where == str(path)
    assert error.what.startswith("disk full, nothing" if code == sqlite3.SQLITE_FULL else "cannot be written (as SQL")
    assert error.hint == "make room and run the same command again"


@pytest.mark.parametrize("use", [Use(), Use(writes=True, copy=True)])
def test_reading_and_trials_only_need_room_for_temporary_files(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, use: Use
) -> None:
    monkeypatch.delenv("SQLITE_TMPDIR", raising=False)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    error = explanation(failed(sqlite3.SQLITE_FULL), path, use)
    assert str(error) == (
        f"{tmp_path}: no room for temporary files, nothing was changed; "
        "make room there, or set TMPDIR to a folder with more room"
    )
    assert error.exit_code == ExitCode.ERROR


def test_a_full_folder_of_temporary_files_is_no_full_disk(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "small").mkdir()
    monkeypatch.setenv("SQLITE_TMPDIR", str(tmp_path / "small"))
    monkeypatch.setattr(faults, "free_space", lambda folder: 0 if folder.name == "small" else 1 << 40)
    assert explanation(failed(sqlite3.SQLITE_FULL), path, Use(writes=True)).where == str(tmp_path / "small")


def test_what_cannot_be_read_is_a_fault_of_the_database(path: Path) -> None:
    error = explanation(failed(sqlite3.SQLITE_IOERR_READ, "disk I/O error"), path, Use(writes=True))
    assert isinstance(error, DatabaseError)
    assert "cannot be read (disk I/O error)" in str(error)


@pytest.mark.parametrize("writes", [True, False])
def test_rights_are_said(path: Path, monkeypatch: pytest.MonkeyPatch, *, writes: bool) -> None:
    path.touch()
    refused = {os.W_OK} if writes else {os.R_OK}
    monkeypatch.setattr(os, "access", lambda _, mode: mode not in refused)
    code = sqlite3.SQLITE_READONLY if writes else sqlite3.SQLITE_CANTOPEN
    error = explanation(failed(code), path, Use(writes=writes))
    if writes:
        assert (error.what, error.exit_code) == ("no permission to write, nothing was changed", ExitCode.ERROR)
    else:
        assert (error.what, error.exit_code) == ("no permission to read", ExitCode.DATABASE)
    assert "permissions" in error.hint


def test_a_folder_that_is_read_only_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda place, _: os.fspath(place) != str(path.parent.resolve()))
    error = explanation(failed(sqlite3.SQLITE_CANTOPEN), path, Use(writes=True))
    assert (error.what, error.exit_code) == ("cannot be written, its folder is read-only", ExitCode.ERROR)


def test_an_error_that_python_raises_itself_has_no_code(fill: Callable[..., ImportResult], path: Path) -> None:
    fill(TOLD)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE document SET outlet = CAST(x'ff41' AS TEXT)")
    with pytest.raises(DatabaseError, match=r"holds a text that is not UTF-8"), reading(path) as connection:
        connection.execute("SELECT outlet FROM document").fetchall()


def rows(path: Path) -> list[tuple[object, ...]]:
    """Return what is in a database, as far as a change would show."""
    with reading(path) as connection:
        return connection.execute("SELECT id, name FROM document").fetchall()


def imported_where_full(path: Path, kept: str, *told: Told) -> ImportResult:
    """Import into a database that may not grow, as on a full disk."""
    with writing(path, kept=kept) as database:
        pages = database.conn.execute("PRAGMA page_count").fetchone()[0]
        database.conn.execute(f"PRAGMA max_page_count = {pages + 20}")
        files = [[each.document] for each in told]
        return import_documents(database, files, coder_for(*told), Batch("import", "import", NOW))


def test_a_full_disk_changes_nothing_and_says_so(fill: Callable[..., ImportResult], path: Path) -> None:
    fill(TOLD)
    before = rows(path)
    with pytest.raises(RelcliError, match=r"relations\.db: disk full, nothing was changed; make room") as error:
        imported_where_full(path, "some files are imported", LONG)
    assert error.value.exit_code == ExitCode.ERROR
    assert rows(path) == before


def test_a_full_disk_in_the_middle_keeps_what_was_done_and_says_so(
    fill: Callable[..., ImportResult], path: Path
) -> None:
    fill(TOLD)
    with pytest.raises(RelcliError, match=r"disk full, some files are imported; make room"):
        imported_where_full(path, "some files are imported", tell("c.txt", "2024-10-19", act("They met.")), LONG)
    assert [name for _, name in rows(path)] == ["a.txt", "c.txt"]


@pytest.mark.parametrize("table", ["document", "mention", "event", "batch"])
def test_where_row_numbers_are_used_up_the_disk_is_not_full(
    fill: Callable[..., ImportResult], path: Path, table: str
) -> None:
    """SQLite calls both full."""
    fill(TOLD)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", ((1 << 63) - 1, table))
    before = rows(path)
    what = rf"a number in table {table} is as large as numbers can be"
    said = rf"relations\.db: damaged \({what}\), nothing was changed; .*repair"
    with pytest.raises(DatabaseError, match=said):
        fill(tell("c.txt", "2024-10-19", act("They met.", type="SUPPORT")))
    assert rows(path) == before
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE sqlite_sequence SET seq = 1 WHERE name = ?", (table,))
    assert repair(path, path.with_name("new.db")).losses == []


class Broken(sqlite3.Connection):
    """A connection that fails in COMMIT, and then in ROLLBACK, as on a disk that is gone."""

    def execute(self, *arguments: object) -> sqlite3.Cursor:
        if arguments[0] in {"COMMIT", "ROLLBACK"}:
            raise failed(sqlite3.SQLITE_IOERR_WRITE, f"{arguments[0]} failed")
        return super().execute(*arguments)  # type: ignore[arg-type]


def test_the_first_error_is_reported_not_that_of_taking_back() -> None:
    broken = sqlite3.connect(":memory:", factory=Broken, isolation_level=None)
    with pytest.raises(sqlite3.OperationalError, match="COMMIT failed"), transaction(broken):
        pass
    broken.close()


def test_what_sqlite_took_back_itself_is_not_taken_back_again() -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE a (b UNIQUE ON CONFLICT ROLLBACK)")
    with pytest.raises(sqlite3.IntegrityError), transaction(connection):
        connection.execute("INSERT INTO a VALUES (1), (1)")
    connection.close()


@pytest.mark.parametrize("name", [":memory:", "file:relations.db", "file:memdb1?mode=memory"])
@pytest.mark.parametrize("write", [True, False])
def test_a_name_that_means_no_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, *, write: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError, match=r"is not a file: its contents are lost|is an address, not the name of a file"):
        with writing(name) if write else reading(name):
            pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="needs the devices of POSIX")
@pytest.mark.parametrize("write", [True, False])
def test_a_device_or_a_pipe_is_no_database(tmp_path: Path, *, write: bool) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("/dev/null", tmp_path / "pipe"):
        with pytest.raises(DatabaseError, match="is a device or a pipe, not a file"):
            with writing(name) if write else reading(name):
                pass


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_mistyped_path_makes_no_folder(tmp_path: Path, *, dry_run: bool) -> None:
    path = tmp_path / "no" / "where" / "x.db"
    if dry_run:
        with writing(path, dry_run=True):
            pass
    else:
        with pytest.raises(DatabaseError, match=r"its folder .*where does not exist; create it with `mkdir -p"):
            with writing(path):
                pass
    assert list(tmp_path.iterdir()) == []


def refuse_shared_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let SQLite behave as in a folder nobody may write to (which a test run by root cannot make)."""
    real = room._connect

    def connect(path: str | Path, options: str) -> sqlite3.Connection:
        if "immutable" not in options:
            raise failed(sqlite3.SQLITE_CANTOPEN, "unable to open database file")
        return real(path, options)

    monkeypatch.setattr(room, "_connect", connect)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize("kind", ["absolute", "relative", "chain"])
@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_behind_a_link_changes_that_are_not_in_the_file_are_found_too(
    fill: Callable[..., ImportResult], path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, ending: str
) -> None:
    fill(TOLD)
    (path.parent / "links").mkdir()
    first, link = path.parent / "links" / "first.db", path.parent / "link.db"
    first.symlink_to(path if kind == "absolute" else "../relations.db")
    link.symlink_to(first if kind != "chain" else "links/first.db")
    refuse_shared_memory(monkeypatch)
    with reading(link):  # nothing waits: it is read as it is
        pass
    path.with_name(f"{path.name}{ending}").write_bytes(b"changes")
    for attempt in (open_readonly, open_copy):
        with pytest.raises(DatabaseError, match=rf"link\.db: its folder is read-only and relations\.db{ending} holds"):
            attempt(link)


def test_an_interrupt_says_what_was_kept(fill: Callable[..., ImportResult], path: Path) -> None:
    fill(TOLD)

    def interrupted(changes: int, *, dry_run: bool = False) -> None:
        with writing(path, dry_run=dry_run, kept="kept") as database:
            for _ in range(changes):
                with transaction(database.conn):
                    database.conn.execute("UPDATE batch SET command = command")
            raise KeyboardInterrupt

    for changes, dry_run, note in ((0, False, "nothing was changed"), (1, False, "kept"), (1, True, None)):
        with pytest.raises(KeyboardInterrupt) as caught:
            interrupted(changes, dry_run=dry_run)
        assert caught.value.__notes__ == [note or "nothing was changed"]
