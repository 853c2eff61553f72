"""Annotated and coded events in the same shape, and how they are read.

docs/evaluate.md describes an annotated file: one JSON object per document with `file` and `events`. Coded events are
the records of `relcli code`, or anything with the same keys.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from relcli.errors import InputError
from relcli.lexicon.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from relcli.coding import CodedEvent, Document

_NAME_WITH_ORIGIN = re.compile(r"[^_]+_([a-z]{2,5})_.+")
"""File names that say where the document is from: d01_wh_20230518_..."""


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """An event as a coder found it. `day_claimed`: its date is the day of the event, not just that of the report or
    some day of a longer period."""

    document: str
    source: frozenset[str]
    target: frozenset[str]
    type: str
    modality: str = ""
    date: str = ""
    day_claimed: bool = True
    sectors: frozenset[str] = frozenset()
    place: str = ""
    people: tuple[str, ...] = ()
    evidence: str = ""
    outlet: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Annotated:
    """An event as a person annotated it.

    `other_types` and `other_dates` are alternatives ('' among the dates: no date is right too); `also` are other
    passages that report it. An event that is not `core` need not be found. `symmetric`: both sides do it.
    """

    document: str
    source: frozenset[str]
    target: frozenset[str]
    type: str
    modality: str
    evidence: str
    date: str = ""
    sectors: frozenset[str] = frozenset()
    place: str = ""
    people: tuple[str, ...] = ()
    other_types: frozenset[str] = frozenset()
    other_dates: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()
    core: bool = True
    symmetric: bool = False


class Gold(NamedTuple):
    """An annotated file: its documents in order, with their outlets, and all events."""

    outlets: dict[str, str]
    events: list[Annotated]


def read_gold(lines: Iterable[str], where: str) -> Gold:
    """Read an annotated file; InputError names a line that is not an annotated document."""
    gold = Gold({}, [])
    for place, record in _records(lines, where):
        try:
            name = str(record["file"])
            events = [_annotated(name, event) for event in record["events"]]
        except (KeyError, TypeError, AttributeError) as error:
            raise InputError(
                f"is not an annotated document ({_reason(error)})",
                where=place,
                hint='write {"file": ..., "events": [...]}; docs/evaluate.md lists the keys of an event',
            ) from None
        if name in gold.outlets:
            raise InputError(f"{name} is annotated twice", where=place)
        gold.outlets[name] = str(record.get("outlet") or origin(name))
        gold.events.extend(events)
    return gold


def read_coded(lines: Iterable[str], where: str) -> Iterator[Coded]:
    """Yield the events of a file like that of `relcli code -f jsonl`; InputError names a line that is not one."""
    for place, record in _records(lines, where):
        if not (record.get("document") and record.get("type")):
            raise InputError("a coded event needs the keys document and type", where=place)
        try:
            coded = _coded(record)
        except TypeError as error:
            raise InputError(f"is not a coded event ({error})", where=place, hint="see 'relcli schema coded'") from None
        yield coded


def _coded(record: Mapping[str, Any]) -> Coded:
    return Coded(
        document=re.split(r"[\\/]", str(record["document"]))[-1],
        source=codes(_strings(record.get("source"))),
        target=codes(_strings(record.get("target"))),
        type=_text(record["type"]).upper(),
        modality=_text(record.get("modality")).lower(),
        date=_text(record.get("date")),
        day_claimed=_day_claimed(record.get("date_precision") or "day", record.get("date_basis") or ""),
        sectors=frozenset(sector.lower() for sector in _strings(record.get("sectors"))),
        place=_text(record.get("place")),
        people=_strings(record.get("people")),
        evidence=_text(record.get("evidence")),
        outlet=_text(record.get("outlet")),
        confidence=_share(record.get("confidence")),
    )


def coded_as(document: Document, events: Iterable[CodedEvent]) -> Iterator[Coded]:
    """Yield the events that the coder found in a document."""
    for event in events:
        yield Coded(
            document=document.name,
            source=codes(event.source),
            target=codes(event.target),
            type=event.type,
            modality=event.modality,
            date=event.date,
            day_claimed=_day_claimed(event.date_precision, event.date_basis),
            sectors=frozenset(event.sectors),
            place=event.place,
            people=event.people,
            evidence=document.body[event.start : event.end],
            outlet=document.outlet,
            confidence=event.confidence,
        )


def codes(words: Iterable[str]) -> frozenset[str]:
    """Return codes in capitals, with one code for each organisation (UN for UNSC, UNGA ...)."""
    same = _equivalents()
    capitals = (word.strip().upper() for word in words)
    return frozenset(same.get(code, code) for code in capitals)


def origin(name: str) -> str:
    """Return where a document is from if its file name says so (d01_wh_20230518_...), else 'other'."""
    match = _NAME_WITH_ORIGIN.fullmatch(name)
    return match[1] if match else "other"


def _annotated(name: str, event: Mapping[str, Any]) -> Annotated:
    return Annotated(
        document=name,
        source=codes(_strings(event["source"])),
        target=codes(_strings(event["target"])),
        type=_text(event["type"]),
        modality=_text(event["modality"]),
        evidence=_text(event["evidence"]),
        date=_text(event.get("event_date")),
        sectors=frozenset(_strings(event.get("sectors"))),
        place=_text(event.get("place")),
        people=_strings(event.get("people")),
        other_types=frozenset(_strings(event.get("alt_types"))),
        other_dates=frozenset(_text(day) for day in event.get("alt_dates") or ()),
        also=_strings(event.get("also")),
        core=bool(event.get("core", True)),
        symmetric=bool(event.get("symmetric", False)),
    )


def _records(lines: Iterable[str], where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{where}:{number}"
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"is not JSON ({error})", where=place, hint="write one object per line") from None
        if not isinstance(record, dict):
            raise InputError("is not a JSON object", where=place, hint="write one object per line")
        yield place, record


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _share(value: object) -> float | None:
    """Return a number from 0 to 1; TypeError for anything else but nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise TypeError(f"confidence {value!r} is not a number from 0 to 1")
    return float(value)


def _strings(value: Any) -> tuple[str, ...]:
    """Return the words of a list; a single word counts as a list of one."""
    words = [value] if isinstance(value, str) else value or ()
    return tuple(str(word) for word in words if word is not None and str(word).strip())


def _day_claimed(precision: str, basis: str) -> bool:
    return precision == "day" and basis != "published"


def _reason(error: Exception) -> str:
    return f"no key {error}" if isinstance(error, KeyError) else str(error)


@cache
def _equivalents() -> dict[str, str]:
    table = Path(__file__).with_name("equivalents.tsv")
    return {row["code"]: row["same_as"] for row in read_table(table)}
