"""`export --all` and `restore` as a person types them: to another machine, and when something is wrong."""

from __future__ import annotations

import gzip
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from relcli.store.transfer.exporting import Export
from relcli.store.transfer.restoring import Restored

from . import inside
from .processes import Workplace, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TABLE = "verb\tobject\ttype\tmode\tmodality\ttarget\tflags\texample\n"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """A folder with a database, some decisions in it, and a person with settings and a lexicon table."""
    place = Workplace(tmp_path_factory.mktemp("transfer"))
    settings = place.folder / "home" / ".config" / "relcli"
    (settings / "lexicon").mkdir(parents=True)
    (settings / "config.toml").write_text('author = "amira"\n')
    (settings / "lexicon" / "verbs.tsv").write_text(TABLE)
    for line in ("relcli edit 3 place=Rome", "relcli reject 2 --why wish", "relcli view save one country:china"):
        assert place.call(line).code == 0
    return place


@pytest.fixture
def work(filled: Workplace) -> Iterator[Workplace]:
    """The folder, from which everything that a test makes goes away."""
    before = set(filled.folder.iterdir())
    variables = dict(filled.variables)
    yield filled
    filled.variables = variables
    for path in set(filled.folder.iterdir()) - before:
        if path.is_dir():
            import shutil

            shutil.rmtree(path)
        else:
            path.unlink()


def elsewhere(work: Workplace) -> Path:
    """Go on as somebody else, on a machine where there is nothing yet; return their settings folder."""
    home = work.folder / "other"
    home.mkdir()
    work.variables = {**work.variables, "HOME": str(home)}
    return home / ".config" / "relcli"


def names(work: Workplace) -> set[str]:
    """Return the names of all files in the folder, hidden ones too, but not what SQLite keeps beside a database."""
    return {path.name for path in work.folder.iterdir()} - {"news.db-wal", "news.db-shm"}


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "A.GZ"])
def test_what_goes_to_another_machine_is_all_there(work: Workplace, name: str) -> None:
    outcome = work.call(f"relcli export --all {name}")
    assert outcome.stderr.startswith("exported ")
    assert outcome.stderr.endswith(f" 3 changes, 2 files of your own to {name}\n")
    before = [work.call(line).stdout for line in ("relcli list", "relcli history", "relcli show 2", "relcli view list")]
    elsewhere(work)
    restored = work.call(f"relcli restore {name} --db new.db")
    assert restored.code == 0
    assert restored.stderr.splitlines() == [
        outcome.stderr.replace("exported", "restored").replace(f"to {name}", "into new.db").strip(),
        "not restored: config.toml, lexicon/verbs.tsv; --settings restores those that do not exist yet",
    ]
    work.variables["RELCLI_DB"] = "new.db"
    assert [
        work.call(line).stdout for line in ("relcli list", "relcli history", "relcli show 2", "relcli view list")
    ] == before
    assert work.call("relcli database check").stderr == "sound\n"


def test_settings_and_tables_come_back_where_that_is_asked_for(work: Workplace) -> None:
    work.call("relcli export --all a.gz")
    folder = elsewhere(work)
    trial = work.call("relcli restore a.gz --db new.db --settings --dry-run").stderr.splitlines()
    assert trial[1:] == [f"would write {folder / name}" for name in ("config.toml", "lexicon/verbs.tsv")]
    assert not folder.exists()
    done = work.call("relcli restore a.gz --db new.db --settings").stderr.splitlines()
    assert done[1:] == [f"wrote {folder / name}" for name in ("config.toml", "lexicon/verbs.tsv")]
    assert (folder / "config.toml").read_text() == 'author = "amira"\n'
    assert (folder / "lexicon" / "verbs.tsv").read_text() == TABLE


def test_settings_that_are_there_stay(work: Workplace) -> None:
    work.call("relcli export --all a.gz")
    folder = elsewhere(work)
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('author = "omar"\n')
    outcome = work.call("relcli restore a.gz --db new.db --settings")
    assert f"relcli: {folder / 'config.toml'} exists and differs; it is left unchanged" in outcome.stderr
    assert (folder / "config.toml").read_text() == 'author = "omar"\n'
    assert f"wrote {folder / 'lexicon' / 'verbs.tsv'}" in outcome.stderr


def test_a_path_of_another_machine_is_pointed_out(work: Workplace) -> None:
    folder = elsewhere(work)
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('lexicon = "/data/tables"\n')
    work.call("relcli export --all a.gz")
    (folder / "config.toml").unlink()
    outcome = work.call("relcli restore a.gz --db new.db --settings")
    path = folder / "config.toml"
    assert f"relcli: {path}:1: lexicon is /data/tables; change it if that path differs here" in outcome.stderr


def test_settings_can_be_left_out(work: Workplace) -> None:
    outcome = work.call("relcli export --all a.jsonl --no-settings")
    assert "of your own" not in outcome.stderr
    assert "amira" not in (work.folder / "a.jsonl").read_text().splitlines()[-2]
    assert '{"file"' not in (work.folder / "a.jsonl").read_text()


def test_standard_output_and_standard_input(work: Workplace) -> None:
    assert work.run("relcli export --all - | gzip | relcli restore - --db new.db").code == 0
    assert work.run("relcli export --all a.jsonl && relcli export --all - | cmp - a.jsonl").code == 0
    assert work.run("relcli export --all b.jsonl --db new.db && cmp a.jsonl b.jsonl").code == 0


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("export", 2, "export needs --all and a file; 'relcli export --all FILE.jsonl.gz' writes everything"),
        ("export a.jsonl", 2, "export needs --all; 'relcli export --all FILE.jsonl.gz' writes everything"),
        ("export --all", 2, "export needs --all and a file"),
        ("export --all a.csv", 2, "a.csv: export writes no format with this ending; end it in .jsonl"),
        ("export --all news", 2, "news: export writes no format with this ending"),
        ("export --all a.gz --db nowhere.db", 4, "no database at nowhere.db"),
        ("export --all nowhere/a.gz", 1, "nowhere/a.gz: No such file or directory"),
        ("restore nowhere.gz --db new.db", 1, "nowhere.gz: No such file or directory"),
        ("restore news.db --db new.db", 1, "news.db: is a database, not an export"),
        ("restore events.tab --db new.db", 1, "events.tab: is not a relcli export"),
        ("restore a.gz", 1, "news.db: already exists; name a new one with --db, or move this one away"),
        ("restore a.gz --db :memory:", 2, "a restored database needs a file"),
    ],
)
def test_what_cannot_be_done_is_one_line(work: Workplace, line: str, code: int, words: str) -> None:
    before = names(work)
    outcome = work.call(f"relcli {line}")
    assert (outcome.code, outcome.stdout) == (code, "")
    assert outcome.stderr.startswith("relcli: ")
    assert words in outcome.stderr
    assert outcome.stderr.count("\n") == 1
    assert names(work) == before


def test_a_file_is_replaced_only_where_that_is_asked_for(work: Workplace) -> None:
    (work.folder / "a.gz").write_bytes(b"precious")
    outcome = work.call("relcli export --all a.gz")
    assert (outcome.code, outcome.stderr) == (
        1,
        "relcli: a.gz: already exists; name a new file, or replace it with --replace\n",
    )
    assert (work.folder / "a.gz").read_bytes() == b"precious"
    (work.folder / "a.gz").chmod(0o600)
    assert work.call("relcli export --all a.gz --replace").code == 0
    assert gzip.decompress((work.folder / "a.gz").read_bytes()).startswith(b'{"relcli"')
    assert (work.folder / "a.gz").stat().st_mode & 0o777 == 0o600


def test_the_database_itself_is_never_replaced(work: Workplace) -> None:
    (work.folder / "own.gz").symlink_to("own.db")
    work.call("relcli database backup own.db")
    before = (work.folder / "own.db").read_bytes()
    outcome = work.call("relcli export --all own.gz --replace --db own.db")
    assert (outcome.code, outcome.stderr) == (2, "relcli: own.gz: is the database itself; name another file\n")
    assert (work.folder / "own.db").read_bytes() == before


def test_a_named_pipe_is_not_replaced(work: Workplace) -> None:
    os.mkfifo(work.folder / "a.gz")
    outcome = work.call("relcli export --all a.gz --replace")
    assert (outcome.code, outcome.stderr) == (2, "relcli: a.gz: is not a file; '-' writes to standard output\n")


def test_changes_that_another_database_left_behind_stop_a_restore(work: Workplace) -> None:
    """SQLite would add them to the new database."""
    work.call("relcli export --all a.gz")
    (work.folder / "new.db-wal").write_bytes(b"x")
    outcome = work.call("relcli restore a.gz --db new.db")
    reason = "relcli: new.db-wal: holds changes to a database that no longer exists; move it away first\n"
    assert (outcome.code, outcome.stderr) == (1, reason)
    assert not (work.folder / "new.db").exists()


def test_a_dry_run_checks_everything_and_writes_nothing(work: Workplace) -> None:
    work.call("relcli export --all a.gz")
    before = names(work)
    there = work.call("relcli restore a.gz --dry-run")
    assert there.code == 0
    assert there.stderr.startswith("a.gz is complete: ")
    assert "; news.db exists, restore with --db NEW_FILE\n" in there.stderr
    assert work.call("relcli restore a.gz --dry-run --db new.db").stderr.startswith("would restore ")
    assert names(work) == before
    text = gzip.decompress((work.folder / "a.gz").read_bytes()).replace(b"Rome", b"Bonn")
    (work.folder / "b.jsonl").write_bytes(text)
    outcome = work.call("relcli restore b.jsonl --dry-run")
    assert outcome.code == 1
    assert "the export was changed or damaged: its SHA-256 is not the one in its last line" in outcome.stderr


def test_a_damaged_file_leaves_nothing_behind(work: Workplace) -> None:
    work.call("relcli export --all a.jsonl")
    lines = (work.folder / "a.jsonl").read_text("utf-8").splitlines(keepends=True)
    (work.folder / "a.jsonl").write_text("".join(lines[:-1]), "utf-8")
    before = names(work)
    outcome = work.call("relcli restore a.jsonl --db new.db")
    reason = f"relcli: a.jsonl:{len(lines) - 1}: the export is cut off: its last line is missing; copy the file again\n"
    assert (outcome.code, outcome.stderr) == (1, reason)
    assert names(work) == before


def test_an_unsound_database_comes_back_and_is_pointed_out(work: Workplace) -> None:
    """The export may be all that is left of it."""
    work.call("relcli database backup own.db")
    with closing(sqlite3.connect(work.folder / "own.db")) as connection, connection:
        connection.execute("UPDATE event SET mentions = 7 WHERE id = 1")
    assert work.call("relcli export --all a.gz --db own.db").code == 0
    outcome = work.call("relcli restore a.gz --db new.db")
    assert outcome.code == 4
    assert "relcli: event 1: mentions is 7, its mentions and decisions say 1\n" in outcome.stderr
    assert work.call("relcli list --db new.db").stdout


@pytest.mark.parametrize(("target", "line"), [(Export, "export --all b.gz"), (Restored, "restore a.gz --db new.db")])
def test_an_interrupt_leaves_nothing_behind(
    work: Workplace, monkeypatch: pytest.MonkeyPatch, target: type, line: str
) -> None:
    work.call("relcli export --all a.gz")
    before = names(work)

    def interrupted(*_: object) -> Iterator[bytes]:
        yield b'{"relcli": '
        raise KeyboardInterrupt

    monkeypatch.setattr(target, "lines" if target is Export else "files", interrupted)
    outcome = work.call(f"relcli {line}")
    assert outcome.code == 130
    nothing = "no export was written" if target is Export else "nothing was restored"
    assert outcome.stderr == f"relcli: interrupted; {nothing}\n"
    assert names(work) == before


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there are no such signals here")
@pytest.mark.parametrize(
    ("number", "code", "word"), [(signal.SIGTERM, 143, "terminated"), (signal.SIGHUP, 129, "hung up")]
)
@pytest.mark.parametrize(
    ("target", "line", "note"),
    [
        (Export, "export --all b.gz", "no export was written"),
        (Export, "export --all -", "the export is incomplete"),
        (Restored, "restore a.gz --db new.db", "nothing was restored"),
    ],
)
def test_a_signal_is_one_line_that_names_it(
    work: Workplace,
    monkeypatch: pytest.MonkeyPatch,
    target: type,
    line: str,
    note: str,
    number: signal.Signals,
    code: int,
    word: str,
) -> None:
    work.call("relcli export --all a.gz")
    before = names(work)
    method = "lines" if target is Export else "files"
    monkeypatch.setattr(target, method, lambda *_: signal.raise_signal(number))
    outcome = work.call(f"relcli {line}")
    assert (outcome.code, outcome.stderr) == (code, f"relcli: {word}; {note}\n")
    assert names(work) == before


def test_a_missing_folder_is_refused_as_by_import(work: Workplace) -> None:
    work.call("relcli export --all a.gz")
    before = names(work)
    refused = [work.call(f"relcli {line} --db new/deep/x.db") for line in ("import news", "restore a.gz")]
    assert [outcome.code for outcome in refused] == [4, 4]
    assert refused[0].stderr == refused[1].stderr
    assert "/new/deep does not exist; create it with `mkdir -p " in refused[1].stderr
    assert names(work) == before


def test_the_folder_of_the_default_database_is_made(work: Workplace) -> None:
    work.call("relcli export --all a.gz")
    elsewhere(work)
    del work.variables["RELCLI_DB"]
    assert work.call("relcli restore a.gz").code == 0
    assert work.call("relcli database check").stderr == "sound\n"


def test_a_killed_restore_leaves_no_database(work: Workplace) -> None:
    work.call("relcli export --all a.jsonl")
    half = (work.folder / "a.jsonl").read_bytes()[:20_000]
    process = subprocess.Popen(
        [sys.executable, "-m", "relcli", "restore", "-", "--db", "new.db"],
        cwd=work.folder,
        env=work.variables,
        stdin=subprocess.PIPE,
    )
    assert process.stdin
    process.stdin.write(half)
    process.stdin.flush()
    wait_until(lambda: any(name.startswith(".new.db.") for name in names(work)))
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdin.close()
    assert not {name for name in names(work) if name.startswith("new.db")}
    assert work.call("relcli restore a.jsonl --db new.db").code == 0


@pytest.mark.parametrize("line", ["export --all b.jsonl", "restore a.gz --db new.db"])
def test_a_disk_that_takes_no_more_is_one_true_line(work: Workplace, line: str) -> None:
    work.call("relcli export --all a.gz")
    before = names(work)
    outcome = work.run(f"ulimit -f 8; relcli {line}")
    assert outcome.code == 1
    assert outcome.stderr.startswith("relcli: ")
    nothing = "no export was written" if line.startswith("export") else "nothing was restored"
    reason = "a quota or the maximum file size may have been reached"
    assert outcome.stderr.endswith(f"; {reason}), {nothing}; make room and run the same command again\n")
    assert "internal" not in outcome.stderr
    assert outcome.stderr.count("\n") == 1
    assert names(work) == before


def test_a_bar_is_shown_on_a_terminal(work: Workplace) -> None:
    outcome = work.run("relcli export --all a.gz && relcli restore a.gz --db new.db", (80, 24))
    assert outcome.code == 0
    assert "exporting" in outcome.stdout
    assert "restoring" in outcome.stdout
    assert work.run("relcli export --all b.gz -q && relcli restore b.gz --db b.db -q", (80, 24)).stdout == ""


def test_an_export_does_not_depend_on_the_encoding_of_the_terminal(work: Workplace) -> None:
    outcome = inside.call(["export", "--all", "a.jsonl"], work.folder, work.variables)
    assert outcome.code == 0
    line = "PYTHONIOENCODING=latin-1 relcli export --all - | cmp - a.jsonl"
    assert work.run(line).code == 0
