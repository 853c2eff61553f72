"""How fast event files are imported, how much memory that takes, and how large the database becomes.

    python bench/importing.py FILE [FILE ...] [--runs 2] [--directory DIRECTORY]

Each file is imported by the command line, in a process of its own, into an empty database. Give the same
kind of file in two sizes (bench/synthetic.py --gdelt-file) to see that memory stays flat. The budgets are
those of the design; the rate is that of the best run.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from relcli.query.filters import Filters
from relcli.store.connection import reading
from relcli.store.summary.rollup_reader import counted

WANTED = 10_000  # events a second
FINE = (0, 3)  # exit codes: done, done with some rows rejected


class Run(NamedTuple):
    """One import."""

    seconds: float
    memory: int  # peak, bytes
    events: int
    size: int  # of the database, bytes


def imported(file: Path, directory: Path) -> Run:
    """Import a file into a new database and remove it again."""
    database = directory / "import.db"
    command = [sys.executable, "-m", "relcli", "import", str(file), "--db", str(database), "--quiet"]
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in FINE:
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
    with reading(database) as connection:
        events = counted(connection, Filters()) or 0
    size = sum(part.stat().st_size for part in directory.iterdir())
    for part in directory.iterdir():
        part.unlink()
    return Run(seconds, usage.ru_maxrss * 1024, events, size)


def main() -> None:
    """Import every file some times and print a line for each."""
    parser = argparse.ArgumentParser(description="Measure imports of event files.")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--runs", type=int, default=2)
    parser.add_argument("--directory", type=Path, help="where the databases are made; default: the system's")
    options = parser.parse_args()
    columns = ("rows", "events", "seconds", "rows/s", "events/s", "memory MB", "bytes/event")
    print(f"{'file':<24}" + "".join(f"{name:>12}" for name in columns))
    for file in options.files:
        with file.open("rb") as lines:
            rows = sum(1 for _ in lines)
        with tempfile.TemporaryDirectory(dir=options.directory) as directory:
            best = min(imported(file, Path(directory)) for _ in range(options.runs))
        rate = best.events / best.seconds
        figures = (rows, best.events, best.seconds, rows / best.seconds, rate, best.memory / 1e6)
        print(f"{file.name:<24}" + "".join(f"{figure:>12,.0f}" for figure in figures), end="")
        print(f"{best.size / max(best.events, 1):>12,.0f}{'' if rate >= WANTED else f'   below {WANTED:,} events/s'}")


if __name__ == "__main__":
    main()
