"""How the coder codes the documents of `seeds/`, written down: what a change of it changes shows in review.

    python -m tests.coder.snapshots

writes `snapshots/` again, a file for each document and a line for each event, with sorted keys. Left out are fields
that hold nothing, what repeats the document or follows from other fields, the evidence (`start` and `end` say where it
is), and numbers, which would shift with every event before: `occasion` is where the sentence of the occasion begins.
A snapshot says what comes out and not that it is right; the tests beside this file say that.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(PROJECT / "bench"))

from coding_changes import comparable  # noqa: E402 - a script of bench/, which is no package

FOLDER = Path(__file__).with_name("snapshots")
COMMAND = "python -m tests.coder.snapshots"
LEFT_OUT = frozenset({"quad_class", "intensity"})  # they follow from type and mode

Event = dict[str, Any]


def coded() -> dict[str, list[Event]]:
    """Return the events of each seed document as `relcli code` prints them, by the name of its snapshot."""
    found: dict[str, list[Event]] = {path.stem: [] for path in sorted((PROJECT / "seeds").glob("*.txt"))}
    with tempfile.TemporaryDirectory() as empty:  # none of the user's own settings and tables
        variables = {name: value for name, value in os.environ.items() if not name.startswith("RELCLI_")}
        variables |= {"PYTHONPATH": str(PROJECT), "RELCLI_CONFIG": os.devnull, "XDG_CONFIG_HOME": empty}
        paths = [f"seeds/{name}.txt" for name in found]
        command = [sys.executable, "-m", "relcli", "code", *paths, "-f", "jsonl", "--jobs", "1"]
        done = subprocess.run(command, cwd=PROJECT, env=variables, stdout=subprocess.PIPE, text=True, check=True)
    for line in done.stdout.splitlines():
        event = json.loads(line)
        found[Path(event["document"]).stem].append(
            {name: value for name, value in event.items() if name not in LEFT_OUT}
        )
    return found


def written(events: list[Event]) -> str:
    """Return the text of a snapshot."""
    lines = (json.dumps(event, ensure_ascii=False, sort_keys=True) for event in comparable(events))
    return "".join(f"{line}\n" for line in lines)


def stored() -> dict[str, str]:
    """Return the texts of the snapshots by name."""
    return {path.stem: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.jsonl"))}


def main() -> None:
    """Write all snapshots and remove those of documents that are gone."""
    before = stored()
    after = {name: written(events) for name, events in coded().items()}
    FOLDER.mkdir(exist_ok=True)
    for name in before.keys() - after.keys():
        (FOLDER / f"{name}.jsonl").unlink()
    for name, text in after.items():
        (FOLDER / f"{name}.jsonl").write_text(text, "utf-8", newline="\n")
    changed = sum(before.get(name) != after.get(name) for name in before.keys() | after.keys())
    print(f"{changed} of {len(after)} snapshots changed")


if __name__ == "__main__":
    main()
