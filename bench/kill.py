"""Kills relcli at random moments of its work, then looks at what is left.

    python -m bench.kill --kills 200 --seed 1

Each kind of work is first done undisturbed. Then it is begun again and again on a copy of the same database and killed
at a random moment, mostly by SIGKILL, sometimes by SIGTERM. Afterwards `database check` says "sound"; no file has a
final name and half a content; the same command completes the work; and what comes out is what came out undisturbed.
Kinds of work that this version of the program does not have are left out. The exit code is 1 if anything was lost.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tests.cli import inside

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = Path(__file__).resolve().parents[1]
SEEDS = PROJECT / "seeds"
DATABASE = "events.db"
_TERMINATED = 0.2
"""How many of the kills are SIGTERM."""
_OF_A_DATABASE = frozenset({"key", "database"})
_PATIENCE = 300


class Work(NamedTuple):
    """One kind of work: how the folder is made for it, the command, and a file that it makes beside the database.

    `again` are exit codes with which the command, repeated after it was killed, may say that all was done already.
    """

    name: str
    prepare: Callable[[Path], None]
    words: tuple[str, ...]
    makes: str = ""
    again: frozenset[int] = frozenset({0})
    needs: frozenset[str] = frozenset()


class LossError(Exception):
    """Something was lost or is half there, in words."""


def relcli(folder: Path, *words: str) -> inside.Outcome:
    """Run one command line to its end, in this process: only what is killed needs one of its own."""
    return inside.call(words, folder, _variables(folder))


def _command(words: tuple[str, ...]) -> list[str]:
    return [sys.executable, "-m", "relcli", *words]


def _variables(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    own = {"RELCLI_DB": DATABASE, "RELCLI_CONFIG": os.devnull, "HOME": str(folder), "PYTHONPATH": str(PROJECT)}
    tables = folder / "lexicon"
    return {**kept, **own, **({"RELCLI_LEXICON": str(tables)} if tables.is_dir() else {})}


def _filled(folder: Path) -> None:
    (folder / DATABASE).write_bytes(_database())


@cache
def _database() -> bytes:
    """Return a database with the documents."""
    with tempfile.TemporaryDirectory(prefix="relcli-kill-") as name:
        folder = Path(name)
        _with_documents(folder)
        _done(folder, "import", "texts")
        return (folder / DATABASE).read_bytes()


def _done(folder: Path, *words: str) -> None:
    done = relcli(folder, *words)
    if done.code:
        raise LossError(f"{' '.join(words)} ends with {done.code}: {done.stderr.strip()}")


def _large(folder: Path) -> None:
    (folder / DATABASE).write_bytes(_large_database())


@cache
def _large_database() -> bytes:
    """Return a database with event rows too: what copies a file can be met while it copies."""
    with tempfile.TemporaryDirectory(prefix="relcli-kill-") as name:
        folder = Path(name)
        _filled(folder)
        _with_rows(folder)
        _done(folder, "import", "rows.export.CSV")
        return (folder / DATABASE).read_bytes()


def _with_documents(folder: Path) -> None:
    (folder / "texts").mkdir()
    for path in sorted(SEEDS.glob("20[12]*.txt")):
        shutil.copy(path, folder / "texts")


def _with_rows(folder: Path) -> None:
    made = ("--gdelt-file", str(folder / "rows.export.CSV"), "--rows", "6000", "--bilateral", "1.0")
    subprocess.run(
        [sys.executable, str(PROJECT / "bench" / "synthetic.py"), *made], check=True, stdout=subprocess.DEVNULL
    )


def _with_own_rows(folder: Path) -> None:
    _filled(folder)
    rows = relcli(folder, "list", "--sort", "id", "-f", "jsonl").stdout.splitlines()
    records = [{**json.loads(row), "place": f"Place {number}"} for number, row in enumerate(rows)]
    (folder / "own.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))


def _with_tables(folder: Path) -> None:
    _filled(folder)
    (folder / "lexicon").mkdir()
    (folder / "lexicon" / "sectors.tsv").write_text("sector\tterm\nenergy\tmeet*\ntourism\tvisit*\nculture\tagree*\n")
    (folder / "lexicon" / "actors.tsv").write_text("alias\tcode\tkind\nIran\t\tstop\nRussia\t\tstop\n")


def _recoded(folder: Path) -> None:
    _with_tables(folder)
    _done(folder, "recode", "--yes", "-q", "-o", "changes.csv")


def _undone(folder: Path) -> None:
    _recoded(folder)
    _done(folder, "undo", "2", "--yes")


def _earlier(folder: Path) -> None:
    from tests.store.earlier import as_version_2

    _large(folder)
    as_version_2(folder / DATABASE)


def _exported(folder: Path) -> None:
    _large(folder)
    _done(folder, "export", "--all", "all.jsonl.gz")
    for end in ("", "-wal", "-shm"):
        (folder / f"{DATABASE}{end}").unlink(missing_ok=True)


_REFUSED = frozenset({0, 1})
KINDS = (
    Work("import documents", _with_documents, ("import", "texts")),
    Work("import, two processes", _with_documents, ("import", "texts", "--jobs", "2")),
    Work("import event rows", _with_rows, ("import", "rows.export.CSV")),
    Work("import own rows", _with_own_rows, ("import", "own.jsonl")),
    Work("recode", _with_tables, ("recode", "--yes", "-o", "changes.csv"), "changes.csv"),
    Work("undo an import", _filled, ("undo", "1", "--yes"), again=_REFUSED),
    Work("undo a recode", _recoded, ("undo", "2", "--yes"), again=_REFUSED),
    Work("redo", _undone, ("redo",), again=_REFUSED, needs=frozenset({"redo"})),
    Work("upgrade", _earlier, ("database", "upgrade")),
    Work("backup", _large, ("database", "backup", "copy.db"), "copy.db"),
    Work("list to a file", _large, ("list", "-o", "list.jsonl"), "list.jsonl"),
    Work("repair", _large, ("database", "repair", "fixed.db"), "fixed.db", needs=frozenset({"database repair"})),
    Work(
        "export", _large, ("export", "--all", "all.jsonl.gz", "--replace"), "all.jsonl.gz", needs=frozenset({"export"})
    ),
    Work("restore", _exported, ("restore", "all.jsonl.gz"), again=_REFUSED, needs=frozenset({"export", "restore"})),
)


class Trial:
    """One kind of work: its beginning, its undisturbed end, and how long it takes."""

    def __init__(self, work: Work, folder: Path) -> None:
        self._work = work
        self._begin, self._end, self._now = (folder / name for name in ("begin", "end", "now"))
        self._begin.mkdir(parents=True)
        work.prepare(self._begin)
        shutil.copytree(self._begin, self._end)
        begun = time.monotonic()
        _done(self._end, *work.words)
        self._seconds = time.monotonic() - begun
        self._expected = content(self._end)
        self._begun = content(self._begin) if work.makes and (self._begin / DATABASE).exists() else self._expected
        self._made = self._content_of_made(self._end)

    def kill(self, chance: random.Random) -> str:
        """Work until it is killed; return the signal, '' if it was done before; LossError if anything is lost."""
        shutil.rmtree(self._now, ignore_errors=True)
        shutil.copytree(self._begin, self._now)
        sent = signal.SIGTERM if chance.random() < _TERMINATED else signal.SIGKILL
        process = subprocess.Popen(
            _command(self._work.words),
            cwd=self._now,
            env=_variables(self._now),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            process.wait(chance.uniform(0.15, 1.0) * self._seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(sent)
            status = process.wait(_PATIENCE)
            killed = sent.name if status else ""
        else:
            killed = ""
        finally:
            self._end_children(process)
        self._check(sent)
        return killed

    def _end_children(self, process: subprocess.Popen[bytes]) -> None:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def _check(self, sent: signal.Signals) -> None:
        """Look at what the killed process left, and complete its work."""
        self._check_database()
        self._check_made()
        if sent is signal.SIGTERM:
            self._check_leftovers()
        finished = self._begun != self._expected and (self._now / DATABASE).exists() and self._is_finished()
        again = relcli(self._now, *self._work.words)
        existing = "already exists" in again.stderr and self._work.makes  # it was whole, as has been seen
        if again.code not in self._work.again and not existing:
            raise LossError(f"again: exit code {again.code}: {again.stderr.strip()[-200:]}")
        self._check_database()
        if content(self._now) != self._expected:
            raise LossError("the events are not those of an undisturbed run")
        if not finished:  # else there was nothing left to say in the file
            self._check_made(there=True)

    def _is_finished(self) -> bool:
        try:
            return content(self._now) == self._expected
        except LossError:  # not upgraded yet
            return False

    def _check_database(self) -> None:
        if not (self._now / DATABASE).exists():
            return
        done = relcli(self._now, "database", "check")
        # Nothing in it yet, or not upgraded yet: then it is as it was, which the end will show.
        early = "holds nothing yet" in done.stderr or "made by an earlier relcli" in done.stderr
        if done.code and not early:
            raise LossError(f"check: {done.stderr.strip()[:200]}")
        for copy in self._now.glob(f"{DATABASE}.schema*.backup*"):
            if re.fullmatch(r"\.backup\d*", copy.suffix):
                _check_sqlite(copy)

    def _check_made(self, *, there: bool = False) -> None:
        """A file with its final name is whole."""
        if not self._work.makes or not (there or (self._now / self._work.makes).exists()):
            return
        if self._content_of_made(self._now) != self._made:
            raise LossError(f"{self._work.makes} is not what an undisturbed run makes")

    def _content_of_made(self, folder: Path) -> object:
        if not self._work.makes:
            return None
        path = folder / self._work.makes
        if path.suffix == ".db":
            _check_sqlite(path)
            return content(folder, self._work.makes)
        if path.suffix == ".gz":
            target = folder / "restored.db"
            target.unlink(missing_ok=True)
            _done(folder, "restore", path.name, "--db", target.name)
            return content(folder, target.name)
        return [_plain(line) for line in path.read_text("utf-8").splitlines()]

    def _check_leftovers(self) -> None:
        """After SIGTERM there was time to remove what is half done."""
        left = [path.name for path in self._now.iterdir() if path.name.endswith((".tmp", ".part", ".part-journal"))]
        if left:
            raise LossError(f"left behind after SIGTERM: {left[0].replace(str(os.getpid()), 'N')}")


def _check_sqlite(path: Path) -> None:
    """LossError where a database under its final name is not whole."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        try:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
            documents = connection.execute("SELECT count(*) FROM document").fetchone()[0]
        except sqlite3.Error as error:
            raise LossError(f"half a copy, {path.name}: {error}") from None
    if found != "ok" or not documents:
        raise LossError(f"half a copy, {path.name}: {found}, {documents} documents")


def content(folder: Path, database: str = DATABASE) -> list[object]:
    """Return all events of a database, without what differs from one database to another."""
    done = relcli(folder, "list", "--sort", "id", "-f", "jsonl", "--fields", "all", "--db", database)
    if done.code:
        raise LossError(f"list: {done.stderr.strip()}")
    return [_plain(line) for line in done.stdout.splitlines()]


def _plain(line: str) -> object:
    """Return a record without what differs from one database to another; any other line as it is."""
    if not line.startswith("{"):
        return line
    record: dict[str, Any] = json.loads(line)
    return {name: value for name, value in record.items() if name not in _OF_A_DATABASE}


def available(names: list[str]) -> list[Work]:
    """Return the kinds of work that the program has, or those named."""
    from relcli.cli.command_table import calls

    known = set(calls())
    return [work for work in KINDS if work.needs <= known and (not names or work.name in names)]


def run(works: list[Work], kills: int, seed: str, folder: Path) -> tuple[dict[str, Counter[str]], list[str]]:
    """Kill `kills` processes, the kinds of work in turn; return per kind what happened, and the faults."""
    chance = random.Random(f"kill/{seed}")
    counts = {work.name: Counter[str]() for work in works}
    faults: list[str] = []
    trials = {work.name: Trial(work, folder / str(number)) for number, work in enumerate(works)}
    done = tries = 0
    while done < kills and tries < 5 * kills:
        work = works[tries % len(works)]
        tries += 1
        try:
            killed = trials[work.name].kill(chance)
        except LossError as error:
            counts[work.name].update(("killed", "lost"))
            faults.append(f"{work.name} (try {tries} of seed {seed}): {error}")
            print(faults[-1], file=sys.stderr, flush=True)
            done += 1
            continue
        if killed:
            counts[work.name].update(("killed", killed, "survived"))
            done += 1
    return counts, faults


def main() -> int:
    """Run what the command line asks for and print a table."""
    parser = argparse.ArgumentParser(description="Kills relcli at random moments and looks at what is left.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", default="1")
    parser.add_argument("names", nargs="*", metavar="KIND", help=f"of: {'; '.join(work.name for work in KINDS)}")
    options = parser.parse_args()
    works = available(options.names)
    with tempfile.TemporaryDirectory(prefix="relcli-kill-") as folder:
        counts, faults = run(works, options.kills, options.seed, Path(folder))
    print(f"{'kind':<24}{'kills':>8}{'SIGKILL':>10}{'SIGTERM':>10}{'survived':>10}")
    total = Counter[str]()
    for name, count in counts.items():
        total.update(count)
        print(f"{name:<24}{count['killed']:>8}{count['SIGKILL']:>10}{count['SIGTERM']:>10}{count['survived']:>10}")
    print(f"{'all':<24}{total['killed']:>8}{total['SIGKILL']:>10}{total['SIGTERM']:>10}{total['survived']:>10}")
    for fault in faults:
        print(fault)
    return 1 if faults or not total["killed"] else 0


if __name__ == "__main__":
    sys.exit(main())
