"""Files that an answer is written to: replaced when all of it is there, and never one that holds something else."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from relcli.errors import ExitCode, RelcliError, UsageError
from relcli.output import destination
from relcli.output.destination import refuse_harm, replaced_file

needs_links = pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
needs_posix = pytest.mark.skipif(os.name == "nt", reason="needs the devices of POSIX")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database, of whatever program."""
    path = tmp_path / "months-of-work.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE work (done TEXT)")
    return path


def put(path: Path, text: str = "a,b\n", inputs: tuple[Path | int, ...] = ()) -> None:
    """Write a text to a file in the way of all answers."""
    with replaced_file(path, inputs) as stream:
        stream.write(text)


def names(folder: Path) -> set[str]:
    """Return what is in a folder."""
    return {each.name for each in folder.iterdir()}


@needs_links
@pytest.mark.parametrize("way", ["itself", "hard link", "link", "link to a link", "another path"])
def test_a_database_is_not_written_over_under_any_name(database: Path, tmp_path: Path, way: str) -> None:
    before, out = database.read_bytes(), tmp_path / "out.csv"
    if way == "itself":
        out = database
    elif way == "hard link":
        out.hardlink_to(database)
    elif way == "another path":
        (tmp_path / "sub").mkdir()
        out = tmp_path / "sub" / ".." / database.name
    else:
        (tmp_path / "first").symlink_to(database.name)
        out.symlink_to("first" if way == "link to a link" else database.name)
    with pytest.raises(UsageError, match="is a database; name another file"):
        put(out)
    assert database.read_bytes() == before


@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
@pytest.mark.parametrize("there", [True, False])
def test_nor_what_sqlite_keeps_beside_it_or_would_look_for_there(database: Path, ending: str, *, there: bool) -> None:
    beside = Path(f"{database}{ending}")
    if there:
        beside.write_bytes(b"pages")
    with pytest.raises(UsageError, match=r"belongs to the database months-of-work\.db"):
        put(beside)
    assert beside.exists() == there


def test_names_that_only_look_like_it_are_free(tmp_path: Path) -> None:
    (tmp_path / "report").write_text("no database")
    put(tmp_path / "report-wal")
    put(tmp_path / "notes-journal")
    assert (tmp_path / "report-wal").read_text() == "a,b\n"


@needs_links
@pytest.mark.parametrize("way", ["itself", "hard link", "link", "descriptor"])
def test_an_input_is_not_written_over(tmp_path: Path, way: str) -> None:
    source, out = tmp_path / "news.txt", tmp_path / "out.txt"
    source.write_text("a text that took a morning")
    with source.open() as opened:
        if way == "hard link":
            out.hardlink_to(source)
        elif way == "link":
            out.symlink_to(source)
        target = out if way.endswith("link") else source
        given = opened.fileno() if way == "descriptor" else source
        with pytest.raises(UsageError, match="is an input of this command"):
            put(target, inputs=(tmp_path / "gone.txt", given))
    assert source.read_text() == "a text that took a morning"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder; name a file in it"):
        put(tmp_path)


@needs_posix
def test_a_device_is_refused_unless_it_keeps_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    put(Path("/dev/null"))
    if Path("/dev/random").is_char_device():
        with pytest.raises(UsageError, match="is a device; name a file"):
            put(Path("/dev/random"))
    real = os.stat

    def disk(path: str | Path) -> os.stat_result:
        found = real(path)
        mode = stat.S_IFBLK | 0o660 if str(path) == "/dev/null" else found.st_mode
        return os.stat_result((mode, *found[1:]))

    monkeypatch.setattr(os, "stat", disk)
    with pytest.raises(UsageError, match="is a device"):
        refuse_harm(Path("/dev/null"))


@needs_posix
def test_a_full_disk_is_said_with_the_name_of_the_file() -> None:
    if not Path("/dev/full").is_char_device():
        pytest.skip("there is no /dev/full here")
    with pytest.raises(RelcliError, match="/dev/full: disk full, nothing was written") as error:
        put(Path("/dev/full"), "a,b\n" * 10_000)
    assert error.value.exit_code == ExitCode.ERROR


@needs_posix
def test_a_named_pipe_is_written_to_directly(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[str] = []
    reader = Thread(target=lambda: received.append(pipe.read_text()))
    reader.start()
    put(pipe)
    reader.join()
    assert received == ["a,b\n"]
    assert pipe.is_fifo()


@needs_posix
def test_a_descriptor_is_continued_where_it_stands(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("first\n")
    with kept.open("a") as opened:
        put(Path(f"/dev/fd/{opened.fileno()}"), "second\n")
    assert kept.read_text() == "first\nsecond\n"


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError, BrokenPipeError])
def test_after_an_error_or_an_interrupt_the_folder_is_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    out = tmp_path / "out.csv"
    out.write_text("of yesterday")

    def fail() -> None:
        with replaced_file(out) as stream:
            stream.write("half")
            raise error

    with pytest.raises(error):
        fail()
    assert names(tmp_path) == {"out.csv"}
    assert out.read_text() == "of yesterday"


@needs_links
def test_nothing_that_is_there_is_met_on_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even with a name that was guessed."""
    monkeypatch.setattr(os, "urandom", lambda size: b"\0" * size)
    notes = tmp_path / "notes"
    notes.write_text("precious")
    guessed = Path(destination._name_beside(str(tmp_path / "out.csv")))
    guessed.symlink_to(notes)
    with pytest.raises(RelcliError, match=r"out\.csv: cannot be written"):
        put(tmp_path / "out.csv")
    assert guessed.is_symlink()
    assert notes.read_text() == "precious"
    assert names(tmp_path) == {"notes", guessed.name}


@needs_posix
def test_rights_stay_those_of_the_file_and_new_files_follow_the_mask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        put(tmp_path / "new.csv")
        (tmp_path / "old.csv").touch()
        (tmp_path / "old.csv").chmod(0o604)
        put(tmp_path / "old.csv")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.csv").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "old.csv").stat().st_mode) == 0o604


@needs_posix
def test_what_is_not_whole_yet_can_be_read_by_nobody_else(tmp_path: Path) -> None:
    with replaced_file(tmp_path / "out.csv"):
        (unfinished,) = tmp_path.iterdir()
        assert stat.S_IMODE(unfinished.stat().st_mode) == 0o600


@needs_links
def test_a_link_stays_a_link_and_its_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "out.csv").symlink_to("sub/real.csv")
    put(tmp_path / "out.csv")
    assert (tmp_path / "out.csv").is_symlink()
    assert (tmp_path / "sub" / "real.csv").read_text() == "a,b\n"


def test_a_folder_that_is_missing_is_said_with_the_name_typed(tmp_path: Path) -> None:
    with pytest.raises(RelcliError, match=r"x\.csv: cannot be written \(.*\); name a file in an existing folder"):
        put(tmp_path / "no" / "x.csv")
