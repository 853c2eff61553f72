"""What it costs to keep the rollup while events are written.

    python bench/counting.py FILE [--events 20000] [--runs 3]

Events of the database (which is only read) are counted once more, as those of a bulk import are: each
thousand in a transaction, all of one year as they follow each other, into a copy of the rollup.
Microseconds an event, the best of some runs; the design wants an import of 10,000 events a second, so that
all work on an event may take 100.
"""

from __future__ import annotations

import argparse
import sqlite3
import time
from pathlib import Path

from relcli.store.summary.facts import facts_where
from relcli.store.summary.rollup import Rollup

AT_ONCE = 1000
WANTED = 25  # microseconds an event


def main() -> None:
    """Count the newest events of the database again and print what it took."""
    parser = argparse.ArgumentParser(description="Measure the upkeep of the rollup.")
    parser.add_argument("database", type=Path)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    copy = options.database.with_name(options.database.name + ".counting")
    copy.unlink(missing_ok=True)
    original = sqlite3.connect(f"{options.database.absolute().as_uri()}?mode=ro", uri=True)
    connection = sqlite3.connect(copy, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    schema = original.execute("SELECT sql FROM sqlite_schema WHERE name = 'rollup'").fetchone()[0]
    connection.execute(schema)
    connection.execute("BEGIN")
    marks = ", ".join("?" * len(original.execute("SELECT * FROM rollup LIMIT 0").description))
    connection.executemany(f"INSERT INTO rollup VALUES ({marks})", original.execute("SELECT * FROM rollup"))
    connection.execute("COMMIT")
    order = f"event.part_of IS NULL ORDER BY event.id DESC LIMIT {options.events}"
    events = list(facts_where(original, order))
    best = float("inf")
    for _ in range(options.runs):
        begun = time.perf_counter()
        for start in range(0, len(events), AT_ONCE):
            connection.execute("BEGIN IMMEDIATE")
            rollup = Rollup(connection)
            for facts in events[start : start + AT_ONCE]:
                rollup.count_new(facts)
            rollup.apply()
            connection.execute("COMMIT")
        best = min(best, (time.perf_counter() - begun) / len(events) * 1e6)
    rows = connection.execute("SELECT count(*) FROM rollup").fetchone()[0]
    print(f"{best:.1f} microseconds an event (wanted {WANTED}); the rollup has {rows:,} rows")
    connection.close()
    copy.unlink()


if __name__ == "__main__":
    main()
