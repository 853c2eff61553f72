"""The pairs of pairs.txt: read, coded by the shipped coder, imported, and asked whether they became one event."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from relcli.coding import Document
from relcli.query.filters import Filters
from relcli.store.connection import open_copy
from relcli.store.read.events import get_mentions, list_events
from relcli.store.write.batches import Batch
from relcli.store.write.documents import import_documents
from tests.coders import shipped_coder
from tests.store.fakes import NOW

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from relcli.coder.pipeline import RuleCoder
    from relcli.coding import CodedEvent

PAIRS = Path(__file__).with_name("pairs.txt")
OPEN_PAIRS = Path(__file__).with_name("pairs_open.txt")
REPORT = re.compile(r"([AB]) (\d{4}-\d{2}-\d{2}) (.+)")
EXPECTED = re.compile(r"([=!]) ([A-Z]+ \S+)(?: ~ ([A-Z]+ \S+))?")


@dataclass(frozen=True)
class Expected:
    """One line of what must come out: an event of A and an event of B, the same or not."""

    same: bool
    first: str
    second: str


@dataclass
class Pair:
    """Two reports and what is known about their events."""

    name: str
    documents: list[Document] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)


def read_pairs(path: Path) -> list[Pair]:
    """Return the pairs of a file in its order."""
    return [_read_pair(block) for block in path.read_text(encoding="utf-8").split("\n### ")[1:]]


def _read_pair(block: str) -> Pair:
    """Return the pair of one block of lines."""
    name, *lines = block.strip().split("\n")
    pair = Pair(name)
    reports: list[tuple[str, str, str, list[str]]] = []
    for line in lines:
        if match := EXPECTED.fullmatch(line):
            sign, first, second = match.groups()
            pair.expected.append(Expected(sign == "=", _sorted_parties(first), _sorted_parties(second or first)))
        elif match := REPORT.fullmatch(line):
            letter, day, outlet = match.groups()
            reports.append((letter, day, outlet, []))
        else:
            reports[-1][3].append(line)
    for letter, day, outlet, text in reports:
        pair.documents.append(Document(f"{name} {letter}", day, "\n".join(text), outlet=outlet))
    assert [letter for letter, *_ in reports] == ["A", "B"], name
    assert pair.expected, name
    return pair


def _sorted_parties(event: str) -> str:
    """Return "TYPE PARTIES" with the parties in the order of `written`."""
    kind, parties = event.split()
    if "=" in parties:
        return f"{kind} {'='.join(sorted(set(re.split('[=,]', parties))))}"
    return f"{kind} {'>'.join(','.join(sorted(side.split(','))) for side in parties.split('>'))}"


def written(coded: CodedEvent) -> str:
    """Return an event as the pairs name it: "TYPE SRC>TGT" or "TYPE A=B"."""
    if coded.mutual:
        return f"{coded.type} {'='.join(sorted({*coded.source, *coded.target}))}"
    return f"{coded.type} {','.join(sorted(coded.source))}>{','.join(sorted(coded.target))}"


@cache
def coder() -> RuleCoder:
    """Return the coder with the shipped lexicon."""
    return shipped_coder()


def imported(documents: Iterable[Document]) -> sqlite3.Connection:
    """Return a database in memory into which the documents came one by one, in this order."""
    database = open_copy("")
    import_documents(database, [[each] for each in documents], coder(), Batch("import", "import", NOW))
    connection: sqlite3.Connection = database.conn
    return connection


def told_events(connection: sqlite3.Connection, document: Document) -> dict[str, set[int]]:
    """Return the ids of the events that a document tells, by what they are (`written`)."""
    found: dict[str, set[int]] = {}
    for event in list_events(connection, Filters()):
        for mention in get_mentions(connection, event.id):
            if mention.document.name == document.name:
                found.setdefault(written(mention.coded), set()).add(event.id)
    return found
