"""How long an export of everything and its restoring take, how large the file is and how much memory they need.

    python bench/transfer.py DATABASE [--runs 3]

Each is a process of its own, and the best of some runs. Memory must not grow with the database: compare
databases of different sizes (`python bench/synthetic.py FILE --events N`).
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

ENDINGS = (".jsonl", ".jsonl.gz", ".jsonl.zst")


class Cost(NamedTuple):
    """Seconds by the clock, seconds of a processor, and the most memory in MB."""

    seconds: float
    processor: float
    memory: float


def cost_of(*words: str) -> Cost:
    """Run relcli and return what it cost; what it says goes nowhere."""
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "relcli", *words], stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"relcli {' '.join(words)} ended with {process.returncode}")
    return Cost(time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def measured(database: Path, ending: str, folder: Path) -> tuple[Cost, Cost, int]:
    """Return what export and restore cost, and the size of the file."""
    file, again = folder / f"export{ending}", folder / "again.db"
    there = cost_of("export", "--all", "--replace", "--no-settings", str(file), "--db", str(database))
    back = cost_of("restore", str(file), "--db", str(again))
    again.unlink()
    return there, back, file.stat().st_size


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with closing(sqlite3.connect(f"{options.database.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        events = connection.execute("SELECT count(*) FROM event").fetchone()[0]
    print(f"{events:,} events, {options.database.stat().st_size / 1e6:,.0f} MB, best of {options.runs}")
    with tempfile.TemporaryDirectory() as folder:
        for ending in ENDINGS:
            runs = [measured(options.database, ending, Path(folder)) for _ in range(options.runs)]
            print(f"{ending:<11}{runs[0][2] / 1e6:>8,.1f} MB", end="")
            for place, name in enumerate(("export", "restore")):
                best = Cost(*(min(each) for each in zip(*(run[place] for run in runs), strict=True)))
                clock, processor, memory = best
                print(f"   {name} {clock:6.1f} s ({processor:.1f} s of a processor), {memory:.0f} MB", end="")
            print()


if __name__ == "__main__":
    main()
