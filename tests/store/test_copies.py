"""Copies of the database: whole or not there, and nothing else in the folder is touched."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from relcli.errors import DatabaseError, ExitCode, RelcliError
from relcli.query.filters import Filters
from relcli.store import copies, migrations
from relcli.store.connection import reading
from relcli.store.copies import back_up, copy_of_before, copy_pages
from relcli.store.read.events import count_events
from tests.store.fakes import act, tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from relcli.store.write.documents import ImportResult

TOLD = tell("a.txt", "2024-10-17", act("They met."))


@pytest.fixture(autouse=True)
def _filled(fill: Callable[..., ImportResult]) -> None:
    fill(TOLD)


def backed_up(path: Path, target: Path) -> None:
    """Copy a database to a new file."""
    with reading(path) as connection:
        back_up(connection, target)


def names(folder: Path) -> set[str]:
    """Return what is in a folder."""
    return {each.name for each in folder.iterdir()}


def test_a_copy_is_the_whole_database(path: Path, tmp_path: Path) -> None:
    backed_up(path, tmp_path / "copy.db")
    with reading(tmp_path / "copy.db") as copy:
        assert count_events(copy, Filters()) == 1
    assert names(tmp_path) == {"relations.db", "copy.db"}


def test_files_named_like_unfinished_copies_stay(path: Path, tmp_path: Path) -> None:
    others = [tmp_path / name for name in ("copy.db.part", "copy.db.part-journal", "copy.db-notes")]
    for other in others:
        other.write_text("precious notes")
    backed_up(path, tmp_path / "copy.db")
    assert [other.read_text() for other in others] == ["precious notes"] * 3


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize("link", ["file", "nothing"])
def test_no_link_is_followed(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: str) -> None:
    monkeypatch.setattr(os, "urandom", lambda size: b"\0" * size)
    notes = tmp_path / "notes"
    if link == "file":
        notes.write_text("precious")
    guessed = tmp_path / f"copy.db.{'00' * copies.RANDOM}.part"
    guessed.symlink_to(notes)
    with pytest.raises(RelcliError, match=r"copy\.db: cannot be written"):
        backed_up(path, tmp_path / "copy.db")
    assert guessed.is_symlink()
    assert notes.exists() == (link == "file")
    (tmp_path / "dangling.db").symlink_to("nowhere")
    with pytest.raises(RelcliError, match=r"dangling\.db: already exists"):
        backed_up(path, tmp_path / "dangling.db")


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appears_meanwhile_stays(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    target = tmp_path / "copy.db"

    def meanwhile(copy: Path) -> str:
        target.write_text("made by another program")
        return ""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(copies, "fault_of", meanwhile)
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(RelcliError, match="already exists"):
        backed_up(path, target)
    assert target.read_text() == "made by another program"
    assert names(tmp_path) == {"relations.db", "copy.db"}


def test_a_file_system_without_hard_links_will_do(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    backed_up(path, tmp_path / "copy.db")
    with reading(tmp_path / "copy.db") as copy:
        assert count_events(copy, Filters()) == 1
    assert names(tmp_path) == {"relations.db", "copy.db"}


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
def test_a_copy_is_no_part_of_a_database(path: Path, tmp_path: Path, ending: str) -> None:
    backed_up(path, tmp_path / "other.db")
    with pytest.raises(RelcliError, match=r"belongs to the database other\.db"):
        backed_up(path, tmp_path / f"other.db{ending}")


def fails(code: int, text: str = "no") -> Callable[..., None]:
    """Return what fails as SQLite does when it copies."""

    def copy(*_: object) -> None:
        error = sqlite3.OperationalError(text)
        error.sqlite_errorcode = code
        raise error

    return copy


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (sqlite3.SQLITE_FULL, "disk full, no copy was made"),
        (
            sqlite3.SQLITE_IOERR_WRITE,
            r"cannot be written \(no; a quota or the maximum file size may have been reached\)",
        ),
    ],
)
def test_a_full_disk_is_that_of_the_copy(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str
) -> None:
    monkeypatch.setattr(copies, "copy_pages", fails(code))
    with pytest.raises(RelcliError, match=rf"copy\.db: {said}") as error:
        backed_up(path, tmp_path / "copy.db")
    assert error.value.exit_code == ExitCode.ERROR
    assert names(tmp_path) == {"relations.db"}


def test_damage_is_that_of_the_database(path: Path, tmp_path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * 4096 + whole[12288:])
    with pytest.raises(DatabaseError, match=r"relations\.db: damaged .*no copy was made"):
        backed_up(path, tmp_path / "copy.db")
    assert names(tmp_path) == {"relations.db"}


def test_an_interrupt_leaves_nothing(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(copy: Path) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(copies, "fault_of", interrupted)
    with pytest.raises(KeyboardInterrupt):
        backed_up(path, tmp_path / "copy.db")
    assert names(tmp_path) == {"relations.db"}


def test_what_others_write_meanwhile_neither_gets_in_nor_makes_it_begin_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "PAGES_AT_A_TIME", 1)
    steps: list[int] = []
    with (
        reading(path) as source,
        closing(sqlite3.connect(path, isolation_level=None)) as other,
        closing(sqlite3.connect(":memory:")) as copy,
    ):
        pages = source.execute("PRAGMA page_count").fetchone()[0]

        def write() -> None:
            steps.append(1)
            other.execute("UPDATE batch SET command = command || 'x'")

        copy_pages(source, copy, write)
        assert copy.execute("SELECT command FROM batch").fetchall() == [("import",)]
        assert other.execute("SELECT length(command) FROM batch").fetchone() == (len("import") + len(steps),)
    assert len(steps) <= pages + 1


@pytest.mark.skipif(os.name == "nt", reason="needs the rights of POSIX")
def test_a_copy_is_as_private_as_the_database(path: Path, tmp_path: Path) -> None:
    path.chmod(0o600)
    before = os.umask(0o022)
    try:
        backed_up(path, tmp_path / "copy.db")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600


def add_note(connection: sqlite3.Connection) -> None:
    """Be a migration."""
    connection.execute("ALTER TABLE event ADD COLUMN note TEXT NOT NULL DEFAULT ''")


def upgraded(path: Path) -> Path | None:
    """Bring a database to a schema that this program does not know yet."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return migrations.migrate(connection, path, [*migrations.MIGRATIONS, add_note])


@pytest.mark.parametrize("step", ["copy_pages", "synchronize", "fault_of", "rename_to_new"])
def test_an_upgrade_that_is_killed_leaves_no_half_copy_under_the_final_name(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(copies, step, killed)
        with pytest.raises(KeyboardInterrupt):
            upgraded(path)
    assert names(tmp_path) == {"relations.db"}
    with reading(path) as connection:  # not changed either
        assert migrations.version_of(connection) == migrations.SCHEMA_VERSION
    copy = upgraded(path)
    assert copy is not None
    with reading(copy) as connection:
        assert count_events(connection, Filters()) == 1


def test_what_a_killed_upgrade_left_is_removed_and_nothing_else(path: Path, tmp_path: Path) -> None:
    version = migrations.SCHEMA_VERSION
    left = tmp_path / f"relations.db.schema{version}.backup.0123456789ab.part"
    others = [tmp_path / f"relations.db.schema{version}.backup.{name}part" for name in ("", "my.", "0123456789AB.")]
    for each in (left, *others):
        each.write_bytes(b"half")
    copy = upgraded(path)
    assert copy is not None
    assert names(tmp_path) == {"relations.db", copy.name, *(other.name for other in others)}


def test_an_equal_copy_is_used_again_and_another_one_is_kept(path: Path, tmp_path: Path) -> None:
    first = copy_of_before(path, 2)
    assert copy_of_before(path, 2) == first
    assert backups(tmp_path) == {first.name}
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("UPDATE batch SET command = 'changed'")
    assert copy_of_before(path, 2).name == f"{first.name}2"
    assert copy_of_before(path, 2).name == f"{first.name}2"
    assert backups(tmp_path) == {first.name, f"{first.name}2"}


def backups(folder: Path) -> set[str]:
    """Return the copies in a folder, unfinished ones among them."""
    return {name for name in names(folder) if "backup" in name}
