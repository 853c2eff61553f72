"""Mutated documents and event files of every format, read, and some of them imported."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relcli.coding import Document, ReportedEvent
from relcli.readers import EventFile, Rejected, read
from tests.cli.scripted import EVENTS, NEWS
from tests.readers import event_rows

from .damage import bomb, damaged, encoded, packed
from .harness import Case, ViolationError, main
from .inside import Place

if TYPE_CHECKING:
    from random import Random

_OWN = {"id": 1, "date": "2024-01-02", "source": ["FRA"], "target": ["MLI"], "type": "CONSULT", "evidence": "They met."}
_PLOVER = {"actor": [{"actor": "FRA"}], "event": [{"event": "CONSULT", "mode": "visit"}], "date": "2024-01-02"}
_WHOLE = 6
"""Every so many cases are imported by the command line, which takes longer."""
_LARGE = 1 << 20
_CLASS = re.compile(r"\b[A-Z]\w+(?:Error|Exception)\b")


def samples() -> tuple[tuple[str, bytes], ...]:
    """Return a small file of every format with its name."""
    tables = {
        "a.export.CSV": [event_rows.gdelt2(), event_rows.gdelt2(id="7002", code="042")],
        "b.export.CSV": [event_rows.gdelt1(), event_rows.gdelt1(57)],
        "icews.tab": [event_rows.ICEWS, event_rows.icews(), event_rows.icews(id="5002")],
        "polecat.txt": [event_rows.POLECAT, event_rows.polecat(), event_rows.polecat(id="P2")],
        "phoenix.csv": [event_rows.phoenix()],
        "own.csv": ["id,date,source,target,type,evidence", '1,2024-01-02,FRA,MLI;NER,CONSULT,"They met, again."'],
        "own.tsv": ["id\tdate\tsource\ttarget\ttype\tpeople", "1\t2024-01-02\tFRA\tMLI\tCONSULT\tA;B"],
        "own.jsonl": [json.dumps(_OWN)],
        "plover.jsonl": [json.dumps(_PLOVER)],
        "doc.jsonl": [json.dumps({"id": "d", "date": "2024-01-02", "text": "France thanked Mali.", "outlet": "X"})] * 2,
    }
    made = [(name, "\n".join([*lines, ""]).encode()) for name, lines in tables.items()]
    made.append(("own.json", json.dumps([_OWN, _OWN], indent=1).encode()))
    made.append(("plover.json", json.dumps([_PLOVER]).encode()))
    made.append((EVENTS.name, EVENTS.read_bytes()))
    return (*made, *((path.name, path.read_bytes()) for path in sorted(NEWS.rglob("*.*"))[:6]))


class Readers:
    """Reads what it makes; a case is the content of a file, with its name."""

    name = "readers"

    def __init__(self) -> None:
        self._samples = samples()
        self._contents = tuple(content for _, content in self._samples)

    @cached_property
    def _place(self) -> Place:
        return Place()

    def make(self, chance: Random) -> Case:
        """Return a damaged file, seldom a bomb, and whether it is to be imported."""
        if chance.random() < 0.002:
            name, data = bomb(chance)
            return Case(data, (name, False))
        name, data = chance.choice(self._samples)
        if chance.random() < 0.1:
            name = chance.choice(self._samples)[0]
        if chance.random() < 0.9:
            data = damaged(data, chance, self._contents)
        if chance.random() < 0.1:
            data = encoded(data, chance)
        if chance.random() < 0.15:
            name, data = f"{name}{chance.choice(('.gz', '.zip'))}", packed(name, data, chance)
            if chance.random() < 0.5:
                data = damaged(data, chance)
        return Case(data, (name, chance.randrange(_WHOLE) == 0 and len(data) < _LARGE))

    def check(self, case: Case) -> None:
        """Read it, and import it where that is asked for."""
        name, whole = case.about
        for item in read(Path(name), case.parts):
            self._check_item(item)
        if whole:
            self._check_import(name, case.parts)

    def _check_item(self, item: Document | Rejected | EventFile) -> None:
        if isinstance(item, Rejected):
            if not item.why or "\n" in item.why or _CLASS.search(item.why):
                raise ViolationError(f"rejected in words that help nobody: {item.why!r}")
        elif isinstance(item, Document):
            check_document(item)
        else:
            for row in item.rows:
                check_texts(row._asdict() if isinstance(row, ReportedEvent) else row.values)
            if item.tally.read < item.tally.rejected:
                raise ViolationError("more rows rejected than read")

    def _check_import(self, name: str, data: bytes) -> None:
        place = self._place
        place.empty()
        file = place.folder / Path(name).name
        file.write_bytes(data)
        place.call("import", file.name)
        place.check_sound("import")
        before = place.export()
        place.call("import", file.name)
        if place.export() != before:
            raise ViolationError("importing the same again changes the events")


def check_document(document: Document) -> None:
    """Raise ViolationError where a document is none."""
    check_texts(dataclasses.asdict(document))
    if not document.name or not document.body.strip():
        raise ViolationError("a document without a name or text")
    if len(document.date) != 10 or "\r" in document.body:
        raise ViolationError("a document with an impossible date or line end")


def check_texts(values: dict[str, Any]) -> None:
    """Raise ViolationError where a text cannot be stored."""
    for field, value in values.items():
        for text in value if isinstance(value, tuple | list) else (value,):
            if isinstance(text, str):
                try:
                    text.encode()
                except UnicodeEncodeError:
                    raise ViolationError(f"half a character in {field}") from None
                if "\0" in text:
                    raise ViolationError(f"a NUL in {field}")


if __name__ == "__main__":
    sys.exit(main(Readers))
