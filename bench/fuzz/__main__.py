"""Runs all fuzzers, some of them side by side, and prints what each has tried and found."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
PROJECT = FOLDER.parents[1]
_RUNS = '\nif __name__ == "__main__":'


def names() -> list[str]:
    """Return the fuzzers: the modules here that can be run."""
    files = sorted(FOLDER.glob("*.py"))
    return [file.stem for file in files if file != Path(__file__).resolve() and _RUNS in file.read_text("utf-8")]


def main() -> int:
    """Run what the command line asks for; 1 if there was any violation."""
    parser = argparse.ArgumentParser(description="Runs the fuzzers side by side and prints a table.")
    parser.add_argument("--seconds", type=float, default=60, help="how long each runs (60)")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins (1)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at a time (one per processor)")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names())}; all where none is named")
    options = parser.parse_args()
    with ThreadPoolExecutor(options.jobs) as pool:
        done = list(pool.map(lambda name: run(name, options.seconds, str(options.seed)), options.names or names()))
    for text, _, _ in done:
        print(text, end="\n" if text else "")
    print(f"{'fuzzer':<12}{'tried':>12}{'failures':>12}{'time':>10}")
    for _, row, _ in done:
        print(f"{row[0]:<12}{row[1]:>12}{row[2]:>12}{row[3]:>10}")
    return int(any(code for _, _, code in done))


def run(name: str, seconds: float, seed: str) -> tuple[str, list[str], int]:
    """Run one fuzzer in a process of its own; return what it reports, its line of the table, its exit code."""
    command = [sys.executable, "-m", f"bench.fuzz.{name}", "--seconds", str(seconds), "--seed", seed]
    done = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, check=False)
    *lines, last = done.stdout.rstrip("\n").split("\n")
    row = last.split("\t")
    if len(row) != 4:  # it did not come to its end
        return "\n".join([*lines, last]), [name, "?", f"exit {done.returncode}", "?"], done.returncode or 1
    return "\n".join(lines), row, done.returncode


if __name__ == "__main__":
    sys.exit(main())
