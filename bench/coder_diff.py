"""What a change of the coder changes: a corpus is coded by two versions, and the events that differ are printed.

    python bench/coder_diff.py main . corpus/documents.jsonl
    python bench/coder_diff.py v1.2 HEAD articles/ --jobs 2 --sample 20
    python bench/coder_diff.py before.jsonl . articles/ --examples 3

OLD and NEW are folders with a checkout, or revisions of the git repository in the working directory, which are
exported to a temporary folder, or files that `relcli code -f jsonl` wrote. CORPUS is what `relcli code` takes: files
and folders of documents, jsonl. Each version runs in a process of its own with its own tree first on the path, with the
shipped lexicon and no settings.

All changes are printed in the order of the text, or some drawn by chance (`--sample`), or so many of each kind
(`--examples`): of the events added and lost by type, of those altered by field. At the end they are counted likewise.

How an old and a new event are recognised as the same one: see `coding_changes`. The exit code is 0 whatever differs,
1 if a version cannot be run.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import subprocess
import sys
import tarfile
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coding_changes import Change, Event, compare, groups, report, summary

if TYPE_CHECKING:
    from collections.abc import Iterator

SOME_INPUTS_REJECTED = 3
"""The exit code of `relcli code` where documents could not be read; the others are coded."""


def main() -> None:
    """Code the corpus twice and print what differs."""
    options = parsed(sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="coder-diff-") as folder:
        scratch = Path(folder).resolve()
        codings = [coding(each, scratch / name, options) for name, each in (("old", options.old), ("new", options.new))]
    changes = compare(*codings)
    for line in examples(changes, options) if options.examples else report(chosen(changes, options)):
        print(line)
    print()
    print(f"{len(codings[0]):,} events before, {len(codings[1]):,} after")
    for line in summary(changes):
        print(line)


def parsed(words: list[str]) -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(description="Show what a change of the coder changes.")
    parser.add_argument("old", metavar="OLD", help="a git revision, a folder with a checkout, or coded jsonl")
    parser.add_argument("new", metavar="NEW", help="likewise")
    parser.add_argument("corpus", metavar="CORPUS", nargs="+", type=Path, help="documents, as for 'relcli code'")
    parser.add_argument("-j", "--jobs", default="auto", help="processes that code (default: one a processor)")
    parser.add_argument("-n", "--limit", type=int, default=0, help="show at most so many changes; 0 = all")
    parser.add_argument("--sample", type=int, default=0, help="show so many changes, drawn by chance")
    parser.add_argument("--examples", type=int, default=0, help="show so many changes of each kind, drawn by chance")
    parser.add_argument("--seed", type=int, default=0, help="the same seed draws the same changes")
    return parser.parse_args(words)


def chosen(changes: list[Change], options: argparse.Namespace) -> list[Change]:
    """Return the changes to show, in their order."""
    if options.sample and options.sample < len(changes):
        drawn = sorted(random.Random(options.seed).sample(range(len(changes)), options.sample))
        changes = [changes[place] for place in drawn]
    return changes[: options.limit or None]


def examples(changes: list[Change], options: argparse.Namespace) -> Iterator[str]:
    """Yield lines that show some changes of each kind."""
    chance = random.Random(options.seed)
    for name, found in groups(changes).items():
        yield f"== {name}: {len(found):,}"
        drawn = sorted(chance.sample(range(len(found)), min(options.examples, len(found))))
        yield from report(found[place] for place in drawn)


def coding(version: str, scratch: Path, options: argparse.Namespace) -> list[Event]:
    """Return the events of a version: those in the file that is named, else what it finds in the corpus."""
    if version.endswith(".jsonl") and Path(version).is_file():
        return [json.loads(line) for line in Path(version).read_text("utf-8").splitlines()]
    with tree(version, scratch) as folder:
        return coded(folder, options.corpus, options.jobs, scratch)


@contextmanager
def tree(name: str, scratch: Path) -> Iterator[Path]:
    """Give the folder of a version: the one that is named, else an export of the revision."""
    if (Path(name) / "relcli").is_dir():
        yield Path(name).resolve()
        return
    done = subprocess.run(["git", "archive", "--format=tar", name, "relcli"], capture_output=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name} is neither a folder with a checkout nor a revision: {done.stderr.decode().strip()}")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(scratch, filter="data")
    yield scratch


def coded(version: Path, corpus: list[Path], jobs: str, scratch: Path) -> list[Event]:
    """Return the events that a version finds in the corpus."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("RELCLI_")}
    variables |= {"PYTHONPATH": str(version), "RELCLI_CONFIG": os.devnull, "XDG_CONFIG_HOME": str(scratch / "none")}
    check = [sys.executable, "-c", "import relcli; print(relcli.__file__)"]
    found = subprocess.run(check, cwd=version, env=variables, capture_output=True, text=True, check=False).stdout
    if not found.startswith(str(version)):
        raise SystemExit(f"{version}: its relcli does not come first on the path, but {found.strip() or 'none'}")
    paths = [str(path.resolve()) for path in corpus]
    command = [sys.executable, "-m", "relcli", "code", *paths, "-f", "jsonl", "--jobs", jobs]
    done = subprocess.run(command, cwd=version, env=variables, stdout=subprocess.PIPE, check=False)
    if done.returncode not in {0, SOME_INPUTS_REJECTED}:
        raise SystemExit(f"{version}: 'relcli code' ended with {done.returncode}")
    return [json.loads(line) for line in done.stdout.splitlines()]


if __name__ == "__main__":
    main()
