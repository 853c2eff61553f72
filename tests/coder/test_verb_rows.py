"""Every row of verbs.tsv and event_nouns.tsv codes its own example, and none its counter-example.

The example is the row's meaning in one sentence: exactly one event, of the row's type and modality, between the
parties in brackets. Rows that are true of the language but not yet met by the coder stand in rows_open.tsv with the
reason; that list may only shrink.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from relcli.coder.vocabulary.frames import NO_EVENT, TRANSPARENT
from relcli.coding import CodedEvent, Document
from relcli.lexicon.tables import DATA, Row, read_table
from tests.coders import rules_alone

if TYPE_CHECKING:
    from relcli.coder.pipeline import RuleCoder

OPEN = Path(__file__).parent / "rows_open.tsv"
OPEN_AT_MOST = 0
KEYS = {"verbs": ("verb", "object"), "event_nouns": ("noun",)}


def named(table: str, row: Row) -> str:
    return f"{table}.tsv: " + " ".join(row[key] for key in KEYS[table] if row[key])


ROWS = {
    named(table, row) + f" {row['flags']}".rstrip(): (table, row)
    for table in KEYS
    for row in read_table(DATA / f"{table}.tsv")
}
WITH_COUNTER = {name: (table, row) for name, (table, row) in ROWS.items() if row["counter"]}


@cache
def open_rows() -> dict[str, str]:
    lines = OPEN.read_text(encoding="utf-8").splitlines()[1:]
    return dict(line.split("\t") for line in lines)


@cache
def coder() -> RuleCoder:
    return rules_alone()


def events_of(sentence: str) -> list[CodedEvent]:
    return list(coder().code(Document("example", "2024-06-15", sentence)))


def fault(row: Row) -> str:
    """Return what is wrong with the coding of a row's example, or nothing."""
    example = re.fullmatch(r"(.*) \[(.*)\]", row["example"])
    assert example, row["example"]
    sentence, codes = example.groups()
    events = events_of(sentence)
    told = [(event.source, event.type, event.target, event.modality) for event in events]
    if row["type"] == NO_EVENT:
        return f"told {told}" if events else ""
    if len(events) != 1:
        return f"told {told or 'nothing'}"
    event, parties = events[0], codes.split()
    if {*event.source, *event.target} != set(parties) or not (event.mutual or list(event.source) == parties[:1]):
        return f"other parties: {told}"
    if row["type"] != TRANSPARENT and event.type != row["type"]:
        return f"another type: {told}"
    if row["type"] != TRANSPARENT and row["modality"] and event.modality != row["modality"]:
        return f"another modality: {told}"
    return ""


@pytest.mark.parametrize("name", [name for name in ROWS if name not in open_rows()])
def test_a_row_codes_its_own_example(name: str) -> None:
    _, row = ROWS[name]
    assert fault(row) == "", row["example"]


@pytest.mark.parametrize("name", WITH_COUNTER)
def test_a_row_does_not_code_its_counter_example(name: str) -> None:
    table, row = WITH_COUNTER[name]
    assert named(table, row) not in [event.trace.row for event in events_of(row["counter"]) if event.trace]


def test_the_open_rows_exist_and_are_really_open() -> None:
    for name in open_rows():
        assert name in ROWS, name
        assert fault(ROWS[name][1]), f"{name} is met now: take it off rows_open.tsv and lower OPEN_AT_MOST"


def test_the_list_of_open_rows_only_shrinks() -> None:
    assert len(open_rows()) <= OPEN_AT_MOST
