"""Documents made of sentence patterns and damaged ones, coded with the shipped lexicon."""

from __future__ import annotations

import re
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from relcli.coder import load_coder
from relcli.coding import CodedEvent, Document
from relcli.model import DATE_BASES, DATE_PRECISIONS, MODALITIES, SECTORS, TYPES
from tests.cli import scripted

from .damage import distorted
from .harness import Case, ViolationError, main

if TYPE_CHECKING:
    from random import Random

    from relcli.coder.pipeline import RuleCoder

_PLACES = {
    "A": "actor",
    "B": "actor",
    "P": "person",
    "V": "verb",
    "N": "noun",
    "D": "date",
    "C": "city",
    "S": "sentence",
}
_PLACE = re.compile(r"\{([A-Z])\}")
_DAYS = ("2024-03-31", "2024-02-29", "2023-12-31", "2024-01-01", "1912-06-01", "0001-01-01", "0001-01-02", "9999-12-31")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST = 4_000
_TWICE = 10
"""Every so many documents are coded once more, with the same result."""


def patterns() -> dict[str, list[str]]:
    """Return the lists of sentences.txt by their headings."""
    lists: dict[str, list[str]] = {}
    for line in Path(__file__).with_name("sentences.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            lists[line.strip("[]")] = []
        elif line and not line.startswith("#"):
            list(lists.values())[-1].append(line)
    return lists


class Coder:
    """Codes what it makes; a case is the body of a document, with its date."""

    name = "coder"

    def __init__(self) -> None:
        self._patterns = patterns()
        self._bodies = tuple(document.body for document in scripted.documents())

    @cached_property
    def _coder(self) -> RuleCoder:
        return load_coder()

    def make(self, chance: Random) -> Case:
        """Return a text of a few sentences, mostly damaged, with a day of publication."""
        if chance.random() < 0.2:
            text = chance.choice(self._bodies)
        else:
            joint = chance.choice((" ", "\n", "\n\n", " ", "  \t"))
            text = joint.join(self._sentence(chance, 0) for _ in range(chance.randrange(1, 6)))
        if chance.random() < 0.75:
            text = distorted(text, chance, self._bodies)
        date = (
            chance.choice(_DAYS)
            if chance.random() < 0.3
            else f"20{chance.randrange(30):02}-0{chance.randrange(1, 10)}-15"
        )
        return Case(
            text[:_LONGEST], (date, chance.choice(("day", "day", "month", "year")), chance.randrange(_TWICE) == 0)
        )

    def _sentence(self, chance: Random, depth: int) -> str:
        pattern = chance.choice(self._patterns["sentence"]) if depth < 3 else "{A} {V} {B}."
        return _PLACE.sub(lambda found: self._filled(found[1], chance, depth), pattern)

    def _filled(self, place: str, chance: Random, depth: int) -> str:
        return self._sentence(chance, depth + 1) if place == "S" else chance.choice(self._patterns[_PLACES[place]])

    def check(self, case: Case) -> None:
        """Code it; what comes out has to be what the contract of the record says."""
        date, precision, twice = case.about
        document = Document("fuzz.txt", date, case.parts, precision)
        events = self._coder.code(document)
        for place, event in enumerate(events, 1):
            if event.number != place:
                raise ViolationError("events are not numbered from 1")
            for each in (event, *event.retellings):
                check_event(each, document, len(events))
        if twice and self._coder.code(document) != events:
            raise ViolationError("the same document coded again gives other events")


def check_event(event: CodedEvent, document: Document, events: int) -> None:
    """Raise ViolationError where an event is not what the record allows."""
    if not 0 <= event.start < event.end <= len(document.body) or not document.body[event.start : event.end].strip():
        raise ViolationError("evidence outside the text, or empty")
    if event.type not in TYPES or event.modality not in MODALITIES or not set(event.sectors) <= set(SECTORS):
        raise ViolationError(f"unknown type, modality or sector: {event.type} {event.modality} {event.sectors}")
    if event.date_precision not in DATE_PRECISIONS or event.date_basis not in DATE_BASES:
        raise ViolationError(f"unknown precision or basis: {event.date_precision!r} {event.date_basis!r}")
    if any(day and not _DAY.fullmatch(day) for day in (event.date, event.date_end)) or event.date > event.date_end:
        raise ViolationError("days that are none, or in the wrong order")
    if not event.source or set(event.source) & set(event.target) or len(set(event.source)) < len(event.source):
        raise ViolationError("no source, or a party twice")
    if len(event.people) != len(event.people_countries) or len(event.headline) > 160 or "\n" in event.headline:
        raise ViolationError("people without countries, or a headline that is none")
    if event.confidence is None or not 0 <= event.confidence <= 1:
        raise ViolationError(f"a confidence that is none: {event.confidence}")
    if event.part_of is not None and not 1 <= event.part_of <= events:
        raise ViolationError("part of an occasion that is not there")


if __name__ == "__main__":
    sys.exit(main(Coder))
