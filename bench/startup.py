"""How long relcli takes to answer, as ratios to the time Python takes to do nothing.

    python bench/startup.py [--database FILE] [--runs 10]

Absolute times do not hold on shared machines, so each command runs in turn with `python -c pass`, and the
best of all runs is compared. The budgets are those of the design: 2 for the version, 8 for a list with two
filters.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time

FLOOR = "python -c pass"
BUDGETS = {"relcli --version": 2.0, "relcli list -c RUS -s energy -f csv": 8.0}


def measured(commands: dict[str, list[str]], runs: int, environment: dict[str, str]) -> dict[str, float]:
    """Return the shortest time of each command in seconds, all of them run in turn `runs` times."""
    best = dict.fromkeys(commands, float("inf"))
    for _ in range(runs):
        for name, command in commands.items():
            begun = time.perf_counter()
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
            best[name] = min(best[name], time.perf_counter() - begun)
    return best


def commands() -> dict[str, list[str]]:
    """Return what is measured: name -> command line."""
    relcli = [sys.executable, "-m", "relcli"]
    lines = [
        "--version",
        "--help",
        "list --help",
        "list -c RUS -s energy -f csv",
        "list -c RUS -f table",
        "timeline -c RUS",
        "summary --by country",
        "show 1",
    ]
    measured_lines = {f"relcli {line}": [*relcli, *line.split()] for line in lines}
    return {FLOOR: [sys.executable, "-c", "pass"], **measured_lines}


def main() -> None:
    """Measure, print a table of milliseconds and ratios, and mark what is over its budget."""
    parser = argparse.ArgumentParser(description="Measure the start-up of relcli.")
    parser.add_argument("--database", default=os.environ.get("RELCLI_DB", ""), help="a database with events")
    parser.add_argument("--runs", type=int, default=10)
    options = parser.parse_args()
    environment = {**os.environ, "RELCLI_DB": options.database} if options.database else dict(os.environ)
    best = measured(commands(), options.runs, environment)
    for name, seconds in best.items():
        ratio = seconds / best[FLOOR]
        budget = BUDGETS.get(name)
        verdict = "" if budget is None else f"   budget {budget:g}{'' if ratio <= budget else '  OVER'}"
        print(f"{name:<40} {seconds * 1000:7.1f} ms {ratio:6.2f}{verdict}")


if __name__ == "__main__":
    main()
