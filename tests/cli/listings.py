"""Every listing of the program, with the record it writes and the folder it can be called in."""

from __future__ import annotations

import io
import json
import shutil
from typing import TYPE_CHECKING, Any, NamedTuple

from relcli.environment import Environment

from . import scripted
from .inside import run_in_process

if TYPE_CHECKING:
    from pathlib import Path

LISTINGS = {
    "list": "event",
    "timeline": "event",
    "show 3 1 2 6": "event",
    "documents": "document",
    "search the": "find",
    "summary --by country": "summary",
    "summary --by dyad --by month": "summary",
    "history": "batch",
    "view list": "view",
    "recode --dry-run": "change",
    "code news": "coded",
    "explain news": "explanation",
    "lexicon show Georgia": "entry",
    "lexicon check": "table",
    "evaluate gold.jsonl coded.jsonl": "figure",
    "evaluate gold.jsonl coded.jsonl --by type": "group",
    "evaluate gold.jsonl coded.jsonl --misses": "miss",
}
"""Command line -> its record in `relcli schema`."""
PAGES = {"timeline", "show", "explain"}
"""Commands that are laid out as a page unless rows are asked for; `evaluate --misses` is one too."""
EVIL = "\x1b]0;title\x07 \x1b[2J \x9b31m \u202e [sic] [/update] :smile:"
"""What a terminal would obey, and what markup would eat."""
_EVIDENCE = ("France signed an agreement with Poland.", "Kenya thanked Norway.")


class Answer(NamedTuple):
    """What a command wrote, and its exit code."""

    stdout: str
    stderr: str
    code: int


class Desk:
    """A folder in which every listing has two rows or more, and a way to call relcli there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shutil.copytree(scripted.NEWS, folder / "news")
        scripted.build(folder / "news.db")
        gold = [
            {"source": ["FRA"], "target": ["POL"], "type": "SUPPORT", "modality": "agreed", "evidence": _EVIDENCE[0]}
        ]
        gold.append(
            {"source": ["NOR"], "target": ["KEN"], "type": "AID", "modality": "occurred", "evidence": _EVIDENCE[1]}
        )
        coded = {"document": "a", "source": ["FRA"], "target": ["USA"], "type": "AGREE", "evidence": _EVIDENCE[0]}
        (folder / "gold.jsonl").write_text(json.dumps({"file": "a", "events": gold}) + "\n")
        (folder / "coded.jsonl").write_text(json.dumps(coded) + "\n")

    def call(self, line: str, *more: str, terminal: bool = False) -> Answer:
        """Run one command line in this process; the folder has to be the working directory."""
        stdout, stderr = io.StringIO(newline=""), io.StringIO()
        variables = {"RELCLI_DB": "news.db", "HOME": str(self.folder), "TERM": "xterm", "PAGER": ""}
        environment = Environment(io.StringIO(), stdout, stderr, variables, stdout_is_terminal=terminal)
        code = run_in_process([*line.split(), *more], environment)
        return Answer(stdout.getvalue(), stderr.getvalue(), code)


def make_desk(folder: Path) -> Desk:
    """Return a desk in `folder`, which is the working directory, with changes and views to list."""
    desk = Desk(folder)
    evil = {"id": f"a{EVIL}", "date": "2024-05-08", "title": EVIL, "outlet": EVIL, "url": f"https://x/{EVIL}"}
    text = f"Kenya thanked Norway for its help {EVIL} on Monday in Oslo."
    (folder / "evil.jsonl").write_text(json.dumps({**evil, "text": text}) + "\n")
    desk.call("import evil.jsonl")
    desk.call("edit 5 place=Baku", "--author", EVIL)
    for name in ("gas", "kashmir"):
        desk.call("view save", name, f"{name} {EVIL}")
    return desk


def faults(value: Any, schema: dict[str, Any], where: str = "") -> list[str]:
    """Return what is wrong with a value by those words of JSON Schema that `relcli schema` uses."""
    import re

    assert set(schema) <= {
        "$schema", "title", "description", "type", "properties", "required", "items", "enum", "pattern",
    }  # fmt: skip
    types = schema.get("type", [])
    if types and not any(_is(value, name) for name in ([types] if isinstance(types, str) else types)):
        return [f"{where}: {value!r} is no {types}"]
    found = [] if value in schema.get("enum", [value]) else [f"{where}: {value!r} is none of {schema['enum']}"]
    if "pattern" in schema and not re.search(schema["pattern"], value):
        found.append(f"{where}: {value!r} does not match {schema['pattern']}")
    found += [f"{where}: no {name}" for name in schema.get("required", ()) if name not in value]
    for name, part in schema.get("properties", {}).items():
        if name in value:
            found += faults(value[name], part, f"{where}.{name}")
    if "items" in schema:
        found += [fault for item in value for fault in faults(item, schema["items"], f"{where}[]")]
    return found


def _is(value: Any, name: str) -> bool:
    kinds: dict[str, type | tuple[type, ...]] = {
        "object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float)
    }  # fmt: skip
    if isinstance(value, bool):
        return name == "boolean"
    return value is None if name == "null" else isinstance(value, kinds[name])
