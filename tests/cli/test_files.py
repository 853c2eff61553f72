"""Files, as whole commands treat them: what is refused, what a signal or a full disk leaves behind, and locks."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from relcli.store import checksums, connection, row_changes
from relcli.store.migrations import SCHEMA_VERSION
from tests.store.earlier import as_version_2

from .processes import PATIENCE, Workplace, wait_until
from .test_jobs import ENDLESS, write_long

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """A workplace in which nothing is changed for good."""
    return Workplace(tmp_path_factory.mktemp("files"))


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A workplace of one test."""
    return Workplace(tmp_path)


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder with what is in them."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".bin" not in path.parts
    }


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("relcli list -f csv -o news.db", "news.db: is a database; name another file"),
        ("relcli list -o ./news.db", "news.db: is a database; name another file"),
        ("ln news.db same.csv; relcli list -o same.csv; rm same.csv", "same.csv: is a database; name another file"),
        ("ln -s news.db to.csv; relcli timeline -f csv -o to.csv; rm to.csv", "to.csv: is a database; name another"),
        ("relcli summary -f csv -o news.db-wal", "news.db-wal: belongs to the database news.db"),
        ("relcli recode -f csv -o news.db --yes", "news.db: is a database; name another file"),
        ("relcli config -f csv -o news.db", "news.db: is a database; name another file"),
        ("relcli database info -f csv -o news", "news: is a folder; name a file in it"),
        ("relcli database backup news.db-journal", "news.db-journal: belongs to the database news.db"),
        ("relcli database backup news.db", "news.db: already exists; name a new file"),
        ("relcli database backup news", "news: already exists; name a new file"),
        ("relcli database backup no/copy.db", "no/copy.db: cannot be written (No such file or directory), no copy"),
        ("relcli list -f csv -o no/list.csv", "no/list.csv: cannot be written (No such file or directory); name"),
        (
            "relcli import news --db :memory:",
            "':memory:' is not a file: its contents are lost when the command ends; name",
        ),
        (
            "RELCLI_DB=:memory: relcli import news",
            "':memory:' is not a file: its contents are lost when the command ends",
        ),
        ("relcli list --db file:news.db", "'file:news.db' is an address, not the name of a file"),
        ("relcli import news --db .", ".: is a folder; name a file in it, such as relcli.db"),
        ("relcli import news --db news", "news: is a folder; name a file in it, such as news/relcli.db"),
        ("relcli import news --db /dev/null", "/dev/null: is a device or a pipe, not a file; name a file with --db"),
        ("relcli import news --db no/where/x.db", "no/where/x.db: its folder "),
        ("relcli list --lock-timeout -1", "--lock-timeout cannot be -1; 0 = do not wait"),
        ("relcli list --lock-timeout soon", "--lock-timeout needs a number, not 'soon'"),
        ("relcli code news --jobs 12345", "--jobs cannot be 12345; auto = one per processor"),
    ],
)
def test_what_would_harm_is_refused_in_one_line(shared: Workplace, line: str, said: str) -> None:
    before = contents(shared.folder)
    outcome = shared.run(line)
    assert outcome.stderr.startswith(f"relcli: {said}")
    assert outcome.stderr.count("\n") == 1
    assert outcome.stdout == ""
    assert contents(shared.folder) == before


@pytest.mark.parametrize(
    "line",
    [
        "relcli code {0} -f jsonl -o {0}",
        "relcli code news -f jsonl -o {0}",
        "relcli code - -f jsonl -o {0} < {0}",
        "relcli explain {0} -f csv -o ./{0}",
        "relcli evaluate gold.jsonl -f csv -o gold.jsonl --documents news",
        "relcli evaluate gold.jsonl -f csv -o {0} --documents news",
        "relcli lexicon check own/actors.tsv -f csv -o own/actors.tsv",
        "RELCLI_LEXICON=own relcli lexicon show Georgia -f csv -o own/actors.tsv",
        "RELCLI_CONFIG=set.toml relcli config -f csv -o set.toml",
    ],
)
def test_no_answer_goes_over_what_it_is_made_from(workplace: Workplace, line: str) -> None:
    first = sorted(path.name for path in (workplace.folder / "news").iterdir())[0]
    (workplace.folder / "own").mkdir()
    (workplace.folder / "own" / "actors.tsv").write_text("alias\tcode\tkind\nLake House\tLKA\tmetonym\n")
    (workplace.folder / "gold.jsonl").write_text("")
    (workplace.folder / "set.toml").write_text("limit = 7\n")
    before = contents(workplace.folder)
    outcome = workplace.run(line.format(f"news/{first}"))
    assert (outcome.code, outcome.stdout) == (2, "")
    assert outcome.stderr.endswith(": is an input of this command; name another file\n")
    assert contents(workplace.folder) == before


@pytest.mark.parametrize("target", ["/dev/stdout", "/dev/fd/1", "/dev/stderr", "-"])
def test_standard_output_by_name_is_standard_output(shared: Workplace, target: str) -> None:
    usual = shared.run("relcli list -f csv")
    outcome = shared.run(f"relcli list -f csv -o {target} 2>&1")
    assert outcome == usual
    assert shared.run(f"relcli list -f csv -o {target} >> /dev/null 2>&1").code == 0
    again = shared.run(f"rm -f rows; for n in 1 2; do relcli list -f csv -o {target} >> rows 2>&1; done; cat rows")
    assert again.stdout == usual.stdout * 2


def test_backup_leaves_files_alone_that_have_the_name_of_its_own(workplace: Workplace) -> None:
    (workplace.folder / "copy.db.part").write_text("my notes")
    assert workplace.run("relcli database backup copy.db -q").code == 0
    assert (workplace.folder / "copy.db.part").read_text() == "my notes"
    assert workplace.run("relcli list -f csv --db copy.db") == workplace.run("relcli list -f csv")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "ulimit -f 40; relcli import more.jsonl --db new.db",
            "new.db: cannot be written (disk I/O error; a quota",
        ),
        (
            "ulimit -f 200; relcli database backup copy.db",
            "copy.db: cannot be written (disk I/O error; a quota",
        ),
        (
            "ulimit -f 1; relcli list --fields all -f csv -o rows.csv",
            "rows.csv: cannot be written (File too large; a quota",
        ),
        (
            "ulimit -f 1; relcli reject 1 2 3",
            "news.db: cannot be written (disk I/O error; a quota or the maximum",
        ),
    ],
)
def test_where_there_is_no_room_one_true_line_says_so(workplace: Workplace, line: str, said: str) -> None:
    """A limit of the size of files stands for a full disk, which only root could make."""
    write_long(workplace.folder / "more.jsonl", 50)
    before = workplace.run("relcli list --fields all -f csv")
    names = {*contents(workplace.folder), "new.db"}
    outcome = workplace.run(line)
    assert outcome.stderr.startswith(f"relcli: {said}")
    assert ", nothing was " in outcome.stderr or ", no copy was made; " in outcome.stderr
    assert (outcome.code, outcome.stderr.count("\n")) == (1, 1)
    beside = {name for name in contents(workplace.folder) if name.endswith(("-wal", "-shm"))}  # SQLite's own
    assert set(contents(workplace.folder)) - beside <= names
    assert workplace.run("relcli list --fields all -f csv") == before


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
def test_a_full_standard_output_has_a_name(shared: Workplace) -> None:
    outcome = shared.run("relcli list --fields all -f csv > /dev/full")
    assert (outcome.stderr, outcome.code) == (
        "relcli: standard output: disk full; make room, or write somewhere else\n",
        1,
    )


@pytest.mark.serial
@pytest.mark.parametrize(
    ("number", "code", "word"),
    [(signal.SIGTERM, 143, "terminated"), (signal.SIGHUP, 129, "hung up"), (signal.SIGINT, 130, "")],
)
def test_a_signal_leaves_no_file_behind(workplace: Workplace, number: signal.Signals, code: int, word: str) -> None:
    write_long(workplace.folder / "long.jsonl", ENDLESS)
    before = set(contents(workplace.folder))
    with workplace.running("code long.jsonl -f jsonl -o rows.jsonl") as process:
        wait_until(lambda: set(contents(workplace.folder)) - before, process)
        process.send_signal(number)
        _, stderr = process.communicate(timeout=PATIENCE)
    assert (process.returncode, stderr) == (code, f"relcli: {word}\n" if word else "")
    assert set(contents(workplace.folder)) == before


@pytest.mark.serial
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_signal_says_what_an_import_has_kept(workplace: Workplace, number: signal.Signals, jobs: int) -> None:
    write_long(workplace.folder / "long.jsonl", ENDLESS, ("The old harbour was quiet.",))
    with workplace.running(f"import long.jsonl --db new.db --jobs {jobs}") as process:
        wait_until(lambda: workplace.documents_in("new.db"), process)
        process.send_signal(number)
        _, stderr = process.communicate(timeout=PATIENCE)  # ends when all its processes have closed it
    word, code = {15: ("terminated", 143), 1: ("hung up", 129), 2: ("interrupted", 130)}[number]
    kept = "everything finished so far was imported, the same command imports the rest"
    assert stderr.splitlines()[-1] == f"relcli: {word}; {kept}"
    assert process.returncode == code
    assert 0 < workplace.documents_in("new.db") < ENDLESS
    assert workplace.run("relcli database check --db new.db").stderr == "sound\n"


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there are no such signals here")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
@pytest.mark.parametrize(
    ("line", "owner", "function", "said"),
    [
        ("undo --yes", row_changes._Rows, "add", "; nothing was changed"),
        ("reject 1 --why no", checksums, "row_checksum", "; nothing was changed"),
        ("edit 1 place=Rome --dry-run", checksums, "row_checksum", "; nothing was changed"),
        ("list --place Islamabad", connection, "has_words", ""),
        ("search the --raw-query --outlet Dawn", connection, "has_words", ""),
    ],
)
def test_a_signal_that_arrives_inside_sqlite_is_no_error_of_sqlite(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch, name: str, line: str, owner: object, function: str, said: str
) -> None:
    """SQLite calls functions of ours, and makes an error of its own of whatever they raise."""
    number = getattr(signal, name)
    before = workplace.call("relcli history").stdout
    with monkeypatch.context() as patched:
        patched.setattr(owner, function, lambda *_: signal.raise_signal(number))
        outcome = workplace.call(f"relcli {line}")
    word, code = {"SIGTERM": ("terminated", 143), "SIGHUP": ("hung up", 129), "SIGINT": ("interrupted", 130)}[name]
    expected = f"relcli: {word}{said}\n" if said or name != "SIGINT" else ""
    assert (outcome.code, outcome.stderr) == (code, expected)
    assert workplace.call("relcli history").stdout == before
    assert workplace.call("relcli database check").stderr == "sound\n"


@pytest.mark.serial
def test_a_signal_that_is_ignored_stays_ignored(workplace: Workplace) -> None:
    """As `nohup` has it."""
    write_long(workplace.folder / "long.jsonl", 30)
    outcome = workplace.run(
        "mkfifo pipe; (trap '' HUP; exec relcli code - -f jsonl < pipe > rows) & exec 3> pipe; "
        "kill -HUP $!; cat long.jsonl >&3; exec 3>&-; wait $!; echo $?; wc -l < rows"
    )
    assert outcome.stdout.split()[0] == "3"  # the bad line of the file, not the signal
    assert int(outcome.stdout.split()[1]) > 5


@pytest.fixture
def locked(workplace: Workplace) -> Iterator[sqlite3.Connection]:
    """Another program, which is writing to the database."""
    with closing(sqlite3.connect(workplace.folder / "news.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


WAITS = "waiting for another program to finish with news.db (up to 3600 s; Ctrl-C stops)\n"


@pytest.mark.parametrize("line", ["reject 1", "undo --yes", "view save gas gas", "import more.jsonl", "merge 1 2"])
def test_without_patience_a_lock_ends_a_command(workplace: Workplace, locked: sqlite3.Connection, line: str) -> None:
    write_long(workplace.folder / "more.jsonl", 3)
    for way in (f"relcli {line} --lock-timeout 0", f"RELCLI_LOCK_TIMEOUT=0 relcli {line}"):
        outcome = workplace.run(way)
        assert outcome.code == 4
        hint = "nothing was changed; try again when it is done, or wait longer with --lock-timeout"
        assert outcome.stderr.endswith(f"relcli: news.db: locked by another program; {hint}\n")


def test_waiting_is_said_and_then_it_goes_on(workplace: Workplace, locked: sqlite3.Connection) -> None:
    with workplace.running("reject 1 --lock-timeout 3600") as process:
        assert process.stderr is not None
        assert process.stderr.readline() == WAITS
        locked.execute("ROLLBACK")
        assert process.stderr.readline().startswith("rejected #1")
        assert process.wait(PATIENCE) == 0


def test_a_very_long_patience_is_no_error(workplace: Workplace, locked: sqlite3.Connection) -> None:
    with workplace.running("reject 1 --lock-timeout 9999999") as process:
        assert process.stderr is not None
        assert process.stderr.readline() == WAITS.replace("3600", "1e+06")
        locked.execute("ROLLBACK")
        assert process.wait(PATIENCE) == 0


def test_waiting_can_be_interrupted(workplace: Workplace, locked: sqlite3.Connection) -> None:
    with workplace.running("reject 1 --lock-timeout 3600") as process:
        assert process.stderr is not None
        assert process.stderr.readline() == WAITS
        process.send_signal(signal.SIGINT)
        assert process.stderr.read() == "relcli: interrupted; nothing was changed\n"
        assert process.wait(PATIENCE) == 130


@pytest.mark.parametrize("line", ["list", "export --all -", "database info"])
def test_reading_waits_too_where_it_has_to(workplace: Workplace, line: str) -> None:
    with closing(sqlite3.connect(workplace.folder / "news.db", isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE batch SET command = command")
        assert workplace.run(f"relcli {line} --lock-timeout 0").code == 4
        with workplace.running(f"{line} --lock-timeout 3600 --quiet") as process:
            other.execute("COMMIT")
            other.close()
            assert process.wait(PATIENCE) == 0


@pytest.mark.parametrize(
    "line",
    [
        "merge 1 3",
        "undo 1 --yes",
        "edit 1 place=Rome",
        "reject 2",
        "view save aid type:aid",
        "import news",
        "database upgrade",
    ],
)
def test_a_change_upgrades_a_database_of_an_earlier_schema(workplace: Workplace, line: str) -> None:
    as_version_2(workplace.folder / "news.db")
    done = workplace.run(f"relcli {line}")
    assert done.code == 0
    first = done.stderr.splitlines()[0]
    assert first.startswith(f"upgraded the database from schema 2 to {SCHEMA_VERSION}; the old one is kept as ")
    assert first.endswith("news.db.schema2.backup")
    assert workplace.run("relcli database check").code == 0


@pytest.mark.parametrize("command", ["import", "reject", "merge"])
def test_a_pipe_that_stalls_locks_nobody_out(workplace: Workplace, command: str) -> None:
    """Own records and numbers of events are read to the end before anything is locked."""
    header, *rows = workplace.run("relcli list -f csv --fields all").stdout.splitlines(keepends=True)
    text = "".join((header, *rows * 200)) if command == "import" else "1 2\n"  # more than any buffer holds
    ours, theirs = os.pipe()
    with open(theirs, "w", encoding="utf-8") as stream, workplace.running(f"{command} -", stdin=ours) as process:
        os.close(ours)
        stream.write(text)
        stream.flush()
        wait_until(lambda: is_empty(theirs), process)
        outcome = workplace.run("relcli edit 3 place=Rome --lock-timeout 0")
        assert (outcome.code, outcome.stderr) == (0, "edited #3: place=Rome\n")
        stream.close()
        assert process.wait(PATIENCE) == 0


def is_empty(pipe: int) -> bool:
    """Has everything that was written to a pipe been read?"""
    import fcntl
    import struct
    import termios

    return struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0" * 4)) == (0,)


def test_more_processes_than_processors_are_not_started(shared: Workplace) -> None:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    outcome = shared.run("relcli code news -f jsonl --jobs 9999")
    assert outcome.stdout == shared.run("relcli code news -f jsonl").stdout
    assert outcome.stderr.startswith("--jobs 9999 is more than the ")
    assert int(outcome.stderr.split()[-1]) <= cores


def test_only_the_default_database_gets_a_folder(workplace: Workplace) -> None:
    data = "XDG_DATA_HOME=$PWD/data RELCLI_DB="
    assert workplace.run(f"{data} relcli import news -q").code == 0
    assert (workplace.folder / "data" / "relcli" / "relcli.db").is_file()
    assert workplace.run("relcli import news -q --db deep/er/x.db").code == 4
    assert workplace.run("relcli import news -q --db news/x.db").code == 0
    assert not (workplace.folder / "deep").exists()


def test_listings_leave_nothing_beside_the_database(workplace: Workplace) -> None:
    before = contents(workplace.folder)
    lines = ("list", "show 1", "summary", "documents", "database info", "history", "reject 1 --dry-run")
    for line in (*lines, "list | head -1", "__complete bash 'relcli show 1'"):
        assert workplace.run(f"relcli {line}").code == 0
    assert contents(workplace.folder) == before


def test_a_database_nobody_may_read_is_a_database_error(workplace: Workplace) -> None:
    path = workplace.folder / "news.db"
    path.chmod(0)
    try:
        if os.access(path, os.R_OK):
            pytest.skip("this user may read everything")
        for line in ("list", "reject 1", "database backup copy.db", "database check"):
            outcome = workplace.run(f"relcli {line} --db news.db")
            assert (outcome.code, outcome.stdout) == (4, "")
            assert outcome.stderr.startswith("relcli: news.db: no permission to read; change its permissions")
    finally:
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)
