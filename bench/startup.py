"""How much processor time relcli takes to answer, as ratios to what Python takes to do nothing.

    python bench/startup.py [--database FILE] [--runs 10] [--others FOLDER]

Absolute times do not hold on shared machines, where a process also waits for others: so processor time is taken, each
command runs in turn with `python -c pass`, and the best of all runs is compared. The budgets: 2 for the version, 5 for
the help and for one completion, 9 for a list with two filters, 14 for fifty rows as a table on a terminal, which rich
draws, on a pseudo-terminal whose other end is read. Modules are compiled once and kept, as they are where
relcli is installed.

FOLDER holds the commands of other programs (`bin` of a virtual environment made with the same Python, into which
`sqlite-utils`, `csvkit` and `beets` were installed); those that are there are measured beside relcli.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FLOOR = "python -c pass"
COMPLETION = "completion of 'list -c ru'"
TERMINAL = "relcli list on a terminal"
BUDGETS = {
    "relcli --version": 2.0,
    "relcli --help": 5.0,
    "relcli list -c RUS -s energy -f csv": 9.0,
    COMPLETION: 5.0,
    TERMINAL: 14.0,
}
LINES = (
    "--version",
    "--help",
    "list --help",
    "list -c RUS -s energy -f csv",
    "list -c RUS -f table",
    "timeline -c RUS",
    "summary --by country",
    "show 1",
)
OTHERS = (
    "sqlite-utils --version",
    "sqlite-utils :memory: 'select 1'",
    "sqlite-utils query DATABASE 'select id, headline from event limit 50'",
    "csvgrep --version",
    "csvgrep -c a -m 1 TABLE",
    "beet version",
)
"""Other programs; DATABASE and TABLE stand for the database measured and a small csv file."""


def measured(commands: dict[str, list[str]], runs: int, environment: dict[str, str]) -> dict[str, float]:
    """Return the least processor time of each command in seconds, all of them run in turn `runs` times."""
    best = dict.fromkeys(commands, float("inf"))
    environment = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(runs):
        for name, command in commands.items():
            begun = used()
            if name == TERMINAL:
                _run_on_terminal(command, environment)
            else:
                subprocess.run(
                    command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
                )
            best[name] = min(best[name], used() - begun)
    return best


def _run_on_terminal(command: list[str], environment: dict[str, str]) -> None:
    """Run a command on a pseudo-terminal of 120 columns and read what it writes to the end."""
    import pty

    ours, theirs = pty.openpty()
    terminal = {**environment, "TERM": "xterm-256color", "COLUMNS": "120", "PAGER": "cat", "RELCLI_PAGER": "cat"}
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=terminal)
    os.close(theirs)
    try:
        while os.read(ours, 65536):
            pass
    except OSError:  # the other end is closed
        pass
    os.close(ours)
    if process.wait():
        raise subprocess.CalledProcessError(process.returncode, command)


def used() -> float:
    """Return the processor time of all ended child processes in seconds; where the system does not count it, the
    clock."""
    if sys.platform == "win32":
        return time.perf_counter()
    import resource

    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def commands() -> dict[str, list[str]]:
    """Return what is measured of relcli, after the floor: name -> command line."""
    relcli = [sys.executable, "-m", "relcli"]
    lines = {f"relcli {line}": [*relcli, *line.split()] for line in LINES}
    if os.name == "posix":
        lines[TERMINAL] = [*relcli, "list"]
    lines[COMPLETION] = [*relcli, "__complete", "bash", "relcli list -c ru", " =:"]
    return {FLOOR: [sys.executable, "-c", "pass"], **lines}


def other_commands(folder: Path, database: str, table: Path) -> dict[str, list[str]]:
    """Return the other programs that are in a folder and run there: name -> command line."""
    import shlex

    found = {}
    for line in OTHERS:
        program, *rest = shlex.split(line)
        words = [str(folder / program), *({"DATABASE": database, "TABLE": str(table)}.get(word, word) for word in rest)]
        if (
            "" not in words
            and os.access(words[0], os.X_OK)
            and not subprocess.run(words, capture_output=True).returncode
        ):
            found[line] = words
    return found


def main() -> None:
    """Measure, print a table of milliseconds and ratios, and end with 1 if anything is over its budget."""
    parser = argparse.ArgumentParser(description="Measure the start-up of relcli.")
    parser.add_argument("--database", default=os.environ.get("RELCLI_DB", ""), help="a database with events")
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--others", type=Path, help="the folder of other programs to measure beside relcli")
    options = parser.parse_args()
    environment = {**os.environ, "RELCLI_DB": options.database} if options.database else dict(os.environ)
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "table.csv"
        table.write_text("a,b\n1,2\n3,4\n", "utf-8")
        lines = commands()
        if options.others:
            lines |= other_commands(options.others, options.database, table)
        best = measured(lines, options.runs, environment)
    over = False
    for name, seconds in best.items():
        ratio = seconds / best[FLOOR]
        budget = BUDGETS.get(name)
        over |= budget is not None and ratio > budget
        verdict = "" if budget is None else f"   budget {budget:g}{'' if ratio <= budget else '  OVER'}"
        print(f"{name:<70} {seconds * 1000:7.1f} ms {ratio:6.2f}{verdict}")
    if over:
        sys.exit(1)


if __name__ == "__main__":
    main()
