"""Sequences of changes to a database: imports, edits, merges, recodes with other lexicons, undo and all else there is.

After every step the database is sound. In the end all is undone, in any order that is accepted, and what comes out is
what went in before.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from functools import cache, cached_property
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest import mock

from relcli import coder
from relcli.model import SECTORS
from tests.cli import scripted

from .harness import Case, ViolationError, last_line, main
from .inside import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.inside import Outcome

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_BASE = 4
"""The database begins with so many documents."""
_TAKEN = ("2014-05", "2018-06", "2023", "2024", "2025")
"""... of the seeds of these years, among which some events are told twice, and so are all others."""
_WIDE = "sector\tterm\nenergy\tmeeting*\ntourism\tvisit*\nculture\tagree*\n"
_TABLES: dict[str, dict[str, str]] = {
    "": {},
    "narrow": {"actors.tsv": "alias\tcode\tkind\nIran\t\tstop\nRussia\t\tstop\nIndia\t\tstop\n"},
    "wide": {"sectors.tsv": _WIDE},
    "other": {
        "sectors.tsv": _WIDE,
        "actors.tsv": "alias\tcode\tkind\nMoscow\t\tstop\nBeijing\t\tstop\nTehran\t\tstop\n",
    },
}
"""Own tables by the name of their folder: a lexicon that loses events, one that adds sectors, both, and none."""
_EDITS = (
    "place=Rome",
    "place=",
    "sectors=energy,trade",
    "modality=pledged",
    "date=2024-02",
    "type=consult",
    "type=sanction",
)
_MORE_EDITS = (
    "target=Japan",
    "source=France",
    "mutual=true",
    "people=A;B",
    "headline=France met Japan",
    "date=2023-01-01..2023-01-05",
)


class Step(NamedTuple):
    """One change: what is done, and where its chance begins, so that it stays the same if others are left out."""

    kind: str
    seed: int


class Writes:
    """Changes a database as a case says, step by step, then undoes everything."""

    name = "writes"

    def __init__(self) -> None:
        # Each lexicon is loaded once, however often it is changed.
        mock.patch.object(coder, "load_coder", cache(coder.load_coder)).start()

    @cached_property
    def _place(self) -> Place:
        place = Place()
        for name, tables in _TABLES.items():
            if name:
                (place.folder / name).mkdir()
            for table, content in tables.items():
                (place.folder / name / table).write_text(content)
        self._write(place, "import", *map(str, documents()[:_BASE]))
        return place

    @cached_property
    def _original(self) -> bytes:
        return self._place.database.read_bytes()

    @cached_property
    def _actions(self) -> dict[str, Callable[[Random], object]]:
        """What this version of the program can do, and how."""
        known = self._place.commands
        actions: dict[str, Callable[[Random], object]] = {
            "import": self._import,
            "rows": self._rows,
            "add": self._add,
            "edit": self._edit,
            "reject": self._reject,
            "restore": lambda chance: self._reject(chance, "--restore"),
            "merge": self._merge,
            "split": self._split,
            "recode": self._recode,
            "undo": self._undo,
            "own": self._own,
            "copy": self._copy,
        }
        if "redo" in known:
            actions["redo"] = lambda chance: self._change("redo")
        if "database repair" in known:
            actions["repair"] = self._repair
        return {kind: action for kind, action in actions.items() if kind != "copy" or {"export", "restore"} <= known}

    def make(self, chance: Random) -> Case:
        """Return up to a dozen steps and the seed of the order in which they are undone."""
        kinds = sorted(self._actions)
        often = [*kinds, "edit", "merge", "split", "recode", "recode", "undo", "import"]
        steps = [Step(chance.choice(often), chance.randrange(1 << 30)) for _ in range(chance.randrange(2, 13))]
        return Case(tuple(steps), chance.randrange(1 << 30))

    def check(self, case: Case) -> None:
        """Take the steps, then undo everything."""
        place = self._place
        for end in ("-wal", "-shm"):
            place.database.with_name(f"{place.database.name}{end}").unlink(missing_ok=True)
        place.database.write_bytes(self._original)
        self._lexicon = ""
        before, first = place.export(), self._newest()
        for step in case.parts:
            self._actions[step.kind](Random(step.seed))
            place.check_sound(step.kind)
        self._undo_all(first, Random(case.about))
        after = place.export()
        if after != before:
            without = (without_numbers(before), without_numbers(after))
            raise ViolationError(
                f"after undoing everything {'only numbers differ' if without[0] == without[1] else 'events differ'}"
            )

    def _write(self, place: Place, *words: str) -> Outcome:
        """Run a command that writes, with the lexicon of the moment."""
        folder = str(place.folder / self._lexicon) if self._lexicon else ""
        outcome = place.call(*words, variables={"RELCLI_LEXICON": folder} if folder else {})
        if outcome.code not in {0, 1, 2, 3}:
            raise ViolationError(f"{words[0]} ends with {outcome.code}: {last_line(outcome.stderr)[:80]}")
        return outcome

    _lexicon = ""

    def _change(self, *words: str) -> Outcome:
        return self._write(self._place, *words)

    def _rows_of(self, *words: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self._place.call(*words, "-f", "jsonl").stdout.splitlines()]

    def _newest(self) -> int:
        return max((row["id"] for row in self._rows_of("history")), default=0)

    def _events(self) -> list[int]:
        return [row["id"] for row in self._rows_of("list", "--fields", "id")]

    def _import(self, chance: Random) -> None:
        self._change("import", *(str(path) for path in chance.sample(documents(), chance.choice((1, 1, 2, 5)))))

    def _rows(self, chance: Random) -> None:
        head, *lines = scripted.EVENTS.read_text("utf-8").splitlines()
        file = self._place.folder / "rows.tab"
        file.write_text("\n".join([head, *chance.sample(lines, chance.randrange(1, len(lines) + 1)), ""]))
        self._change("import", file.name)

    def _add(self, chance: Random) -> None:
        day, evidence = f"2024-01-{chance.randrange(1, 29):02}", f"They met for time {chance.randrange(4)}."
        kind = chance.choice(("type=consult", "type=sanction", "type=aid"))
        source = ["--name", f"note {chance.randrange(3)}", "--evidence", evidence]
        self._change("add", f"date={day}", kind, "source=France", "target=Japan", *source)

    def _edit(self, chance: Random) -> None:
        if events := self._events():
            chosen = chance.sample(events, min(len(events), chance.choice((1, 1, 3))))
            edits = chance.sample(_EDITS + _MORE_EDITS, chance.choice((1, 1, 2)))
            self._change("edit", *map(str, chosen), *edits)

    def _reject(self, chance: Random, *more: str) -> None:
        numbers = self._events() if not more else list(range(1, 40))
        if numbers:
            self._change("reject", str(chance.choice(numbers)), *more)

    def _merge(self, chance: Random) -> None:
        events = self._events()
        if len(events) > 1:
            asked = ("--yes",) if _asks() else ()
            self._change("merge", *map(str, chance.sample(events, chance.choice((2, 2, min(3, len(events)))))), *asked)

    def _split(self, chance: Random) -> None:
        several = [row["id"] for row in self._rows_of("list", "--fields", "id,mentions") if row["mentions"] > 1]
        if several:
            event = chance.choice(several)
            mentions = self._mentions(event)
            self._change("split", str(event), *map(str, chance.sample(mentions, chance.randrange(1, len(mentions)))))

    def _mentions(self, event: int) -> list[int]:
        with closing(sqlite3.connect(f"{self._place.database.as_uri()}?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT mention_id FROM event_mention WHERE event_id = ?", (event,))
            return [mention for (mention,) in rows]

    def _recode(self, chance: Random) -> None:
        self._lexicon = chance.choice(list(_TABLES))
        self._change("recode", "--yes", "-o", "changes.csv")

    def _undo(self, chance: Random) -> None:
        standing = [row["id"] for row in self._rows_of("history") if not row["undone"] and row["id"] > 1]
        if standing:
            self._change("undo", str(standing[0] if chance.random() < 0.5 else chance.choice(standing)), "--yes")

    def _own(self, chance: Random) -> None:
        records = self._rows_of("list", "--sort", "id", "--fields", "all")
        if records:
            record = chance.choice(records)
            field, value = chance.choice(
                (
                    ("place", "Oslo"),
                    ("sectors", chance.sample(SECTORS, 2)),
                    ("modality", "denied"),
                    ("date", "2022-01-01"),
                )
            )
            record[field] = value
            if field == "date":
                record["date_end"] = value
            file = self._place.folder / "own.jsonl"
            file.write_text("".join(json.dumps(each) + "\n" for each in records))
            self._change("import", file.name)

    def _copy(self, chance: Random) -> None:
        """Export everything and restore it beside: the same events."""
        place, target = self._place, self._place.folder / "all.jsonl.gz"
        for path in (target, place.folder / "copy.db"):
            path.unlink(missing_ok=True)
        self._change("export", "--all", target.name)
        done = place.call("restore", target.name, "--db", "copy.db")
        if done.code:
            raise ViolationError(f"restore ends with {done.code}: {last_line(done.stderr)[:80]}")
        self._compare("copy.db", "a restored database has other events")

    def _repair(self, chance: Random) -> None:
        """Repair what is whole: the same events."""
        (self._place.folder / "fixed.db").unlink(missing_ok=True)
        done = self._place.call("database", "repair", "fixed.db")
        if done.code:
            raise ViolationError(f"repair ends with {done.code}: {last_line(done.stderr)[:80]}")
        self._compare("fixed.db", "a repaired database has other events")

    def _compare(self, database: str, otherwise: str) -> None:
        words = ("list", "--sort", "id", "-f", "jsonl", "--fields", "all", "--db", database)
        copied = self._place.call(*words).stdout
        if of_any_database(copied) != of_any_database(self._place.export()):
            raise ViolationError(otherwise)

    def _undo_all(self, first: int, chance: Random) -> None:
        """Undo all changes after the first, in any order that is accepted."""
        while standing := [row["id"] for row in self._rows_of("history") if not row["undone"] and row["id"] > first]:
            chance.shuffle(standing)
            for number in standing:
                outcome = self._change("undo", str(number), "--yes")
                self._place.check_sound("undo of all")
                if outcome.code == 0:
                    if any(row["id"] == number and not row["undone"] for row in self._rows_of("history")):
                        raise ViolationError("undo says 'undone' and the change stands")
                    break
            else:
                raise ViolationError(f"no change can be undone: {last_line(outcome.stderr)[:60]}")


@cache
def documents() -> list[Path]:
    """Return the documents that are imported."""
    return sorted(path for path in SEEDS.glob("*.txt") if path.name.startswith(_TAKEN))


@cache
def _asks() -> bool:
    """Does merging ask?"""
    from relcli.commands import merge

    return "yes" in getattr(merge.merge, "__annotations__", {})


def of_any_database(export: str) -> list[dict[str, Any]]:
    """Return the events of an export without the identifier of the database."""
    return [{**json.loads(line), "database": ""} for line in export.splitlines()]


def without_numbers(export: str) -> list[str]:
    """Return the events of an export without their numbers, in an order of their own."""
    records = [json.loads(line) for line in export.splitlines()]
    return sorted(
        json.dumps({name: value for name, value in each.items() if name not in {"id", "part_of", "key"}})
        for each in records
    )


if __name__ == "__main__":
    sys.exit(main(Writes))
