"""Occasions: meetings, visits and calls with the acts done at them, on passages of our own (occasions.txt)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from relcli.coding import CodedEvent, Document
from relcli.model import FACTUAL_MODALITIES
from tests.coders import shipped_coder

if TYPE_CHECKING:
    from relcli.coder.pipeline import RuleCoder

PASSAGES = Path(__file__).with_name("occasions.txt")
LIST_FIELDS = {"sectors"}


@dataclass
class Expected:
    """One line of what a passage must (or must not) give."""

    label: str
    type: str
    source: frozenset[str]
    target: frozenset[str]
    mutual: bool
    fields: list[tuple[str, str]]


@dataclass
class Passage:
    """A text with its day and the events it tells."""

    name: str
    date: str
    body: str = ""
    events: list[Expected] = field(default_factory=list)
    absent: list[Expected] = field(default_factory=list)
    occasions: int | None = None


@cache
def coder() -> RuleCoder:
    return shipped_coder()


def read_expected(line: str) -> Expected:
    """Read "LABEL TYPE SOURCE -> TARGET | field value | ..."."""
    head, *rest = (part.strip() for part in line.split("|"))
    match = re.fullmatch(r"(\w*) ?([A-Z]+) ([A-Z0-9 +]+) (->|<>) ([A-Z0-9 +]+)", head)
    assert match, f"cannot be read: {line}"
    label, kind, source, arrow, target = match.groups()
    fields = [(part.split()[0], part.partition(" ")[2]) for part in rest]
    return Expected(label, kind, codes_of(source), codes_of(target), arrow == "<>", fields)


def codes_of(words: str) -> frozenset[str]:
    return frozenset(words.replace("+", " ").split())


def read_passages() -> list[Passage]:
    """Read the file of passages."""
    passages = []
    blocks = PASSAGES.read_text(encoding="utf-8").split("\n### ")[1:]
    for block in blocks:
        name, day, *lines = block.rstrip().split("\n")
        passage = Passage(name, day)
        text = []
        for line in lines:
            if line.startswith("= "):
                passage.events.append(read_expected(line[2:]))
            elif line.startswith("! "):
                passage.absent.append(read_expected(line[2:]))
            elif line.startswith("occasions "):
                passage.occasions = int(line.split()[1])
            else:
                text.append(line)
        passage.body = "\n".join(text)
        passages.append(passage)
    return passages


def fits(event: CodedEvent, wanted: Expected) -> bool:
    """Is it an event of the type and between the parties wanted?"""
    source, target = set(event.source), set(event.target)
    if event.type != wanted.type:
        return False
    if wanted.mutual:
        return source | target == wanted.source | wanted.target
    return source == wanted.source and target == wanted.target


def value_of(event: CodedEvent, name: str, numbers: dict[str, int]) -> str:
    """Return a field of an event as the passages write it."""
    if name == "people":
        pairs = zip(event.people, event.people_countries, strict=True)
        return ", ".join(sorted(f"{person} {code}" for person, code in pairs))
    if name == "in":
        labels = {number: label for label, number in numbers.items()}
        return labels.get(event.part_of, "?") if event.part_of else "-"
    attribute = {"basis": "date_basis", "precision": "date_precision", "who": "attribution"}.get(name, name)
    value = getattr(event, attribute, "")
    return ", ".join(sorted(value)) if name in LIST_FIELDS else str(value)


def wanted_value(name: str, value: str) -> str:
    return ", ".join(sorted(value.split(", "))) if name in {"sectors", "people"} else value


def tellings(event: CodedEvent, body: str) -> str:
    return " ".join(body[telling.start : telling.end] for telling in (event, *event.retellings))


def differences(passage: Passage) -> list[str]:
    """Return in words what the coder does otherwise than a passage wants."""
    events = coder().code(Document(passage.name, passage.date, passage.body))
    found: dict[str, CodedEvent] = {}
    problems = []
    for wanted in passage.events:
        told = dict(wanted.fields).get("told", "").strip('"')
        free = [event for event in events if fits(event, wanted) and event not in found.values()]
        free = [event for event in free if told in tellings(event, passage.body)]
        free.sort(key=lambda event: -sum(value_of(event, name, {}) == value for name, value in wanted.fields))
        if free:
            found[wanted.label] = free[0]
        else:
            problems.append(f"{wanted.label}: no {wanted.type} {sorted(wanted.source)} {sorted(wanted.target)} {told}")
    numbers = {label: event.number for label, event in found.items()}
    for wanted in passage.events:
        event = found.get(wanted.label)
        for name, value in wanted.fields if event else ():
            if event and name != "told" and value_of(event, name, numbers) != wanted_value(name, value):
                problems.append(f"{wanted.label}: {name} {value_of(event, name, numbers)!r}, not {value!r}")
    for wanted in passage.absent:
        problems.extend(f"there is {event.headline!r}" for event in events if fits(event, wanted))
    meetings = [event for event in events if event.type == "CONSULT" and event.modality in FACTUAL_MODALITIES]
    if passage.occasions is not None and len(meetings) != passage.occasions:
        problems.append(f"{len(meetings)} occasions: {[event.headline for event in meetings]}")
    return problems


@pytest.mark.parametrize("passage", read_passages(), ids=lambda passage: passage.name.replace(" ", "-"))
def test_passage(passage: Passage) -> None:
    """Every passage gives the events, occasions and fields it states."""
    assert differences(passage) == []


def test_there_are_enough_passages() -> None:
    """The table is the specification: it must not shrink unnoticed."""
    assert len(read_passages()) >= 45
