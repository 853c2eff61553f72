"""Runs every command once, in a process that may reach no network: `python -m tests.fuzz.every_command FOLDER`.

The guard is an audit hook, so it also sees what dependencies do when they are imported, and what is hidden in C.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

from relcli.cli.command_table import calls
from tests.cli import inside, scripted

GUARD = """
import os, sys

def guard(event, arguments):
    local = event == "socket.__new__" and arguments[1] == 1  # AF_UNIX: pipes between our own processes
    if event.split(".")[0] in {"socket", "urllib", "http", "ftplib", "smtplib", "poplib", "imaplib"} and not local:
        with open(os.environ["GUARD_FILE"], "a") as file:
            print(event, *map(repr, arguments[1:]), file=file)
        raise OSError("no network here")

sys.addaudithook(guard)
"""
"""A `sitecustomize.py`: whoever has its folder in PYTHONPATH is guarded, worker processes included."""
LINES = {
    "list": "list -c russia -f csv",
    "timeline": "timeline",
    "summary": "summary --by country",
    "show": "show 1",
    "search": "search the",
    "documents": "documents",
    "view save": "view save gas gas",
    "view list": "view list",
    "view remove": "view remove gas",
    "edit": "edit 1 place=Rome",
    "add": "add date=2024-01-01 type=consult source=France target=Japan --name note --evidence Met.",
    "reject": "reject 2",
    "merge": "merge 3 5 --yes",
    "split": "split 1 1",
    "recode": "recode --dry-run",
    "undo": "undo",
    "redo": "redo",
    "export": "export --all all.jsonl.gz",
    "restore": "restore all.jsonl.gz --db restored.db",
    "database repair": "database repair fixed.db",
    "history": "history",
    "import": "import news events.tab",
    "code": "code news",
    "explain": "explain news",
    "evaluate": "evaluate gold.jsonl coded.jsonl",
    "database info": "database info",
    "database check": "database check",
    "database backup": "database backup copy.db",
    "database upgrade": "database upgrade",
    "config list": "config list",
    "config get": "config get db",
    "config set": "config set author me",
    "config unset": "config unset author",
    "config edit": "config edit",
    "config path": "config path",
    "lexicon show": "lexicon show Georgia",
    "lexicon add": "lexicon add sectors sector=energy term=biogas",
    "lexicon check": "lexicon check",
    "lexicon path": "lexicon path",
    "schema": "schema event",
    "completion": "completion bash",
}
"""One way to call each command; those without one are called with --help, which at least imports them."""
DEPENDENCIES = (
    "typer",
    "rich.console",
    "rich.progress",
    "rich.table",
    "rich.markdown",
    "sqlite_utils",
    "dateutil.parser",
    "dateutil.tz",
)


def main(folder: Path) -> None:
    """Run everything; what it reports is for whoever looks at a failure."""
    for name in DEPENDENCIES:
        importlib.import_module(name)
    scripted.build(folder / "news.db")
    event = {
        "source": ["FRA"],
        "target": ["POL"],
        "type": "SUPPORT",
        "modality": "agreed",
        "evidence": "France signed.",
    }
    (folder / "gold.jsonl").write_text(json.dumps({"file": "a", "events": [event]}) + "\n")
    (folder / "coded.jsonl").write_text(json.dumps({"document": "a", **event}) + "\n")
    variables = {"RELCLI_DB": "news.db", "HOME": str(folder), "EDITOR": "true", "PAGER": "cat", "TERM": "dumb"}
    for call in calls():
        line = LINES.get(call, f"{call} --help")
        outcome = inside.call(line.split(), folder, variables)
        print(call, outcome.code, outcome.stderr.strip()[-200:])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
