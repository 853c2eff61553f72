"""The seed documents are coded as the snapshots say; a failure lists what differs, event by event."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("coding_changes", reason="this copy has no bench/")

from coding_changes import compare, report, summary

from tests.coder.snapshots import COMMAND, coded, stored, written

if TYPE_CHECKING:
    from tests.coder.snapshots import Event


def explained(before: dict[str, str], after: dict[str, list[Event]]) -> str:
    """Return what differs between the snapshots and a coding, for a reader; '' if nothing does."""
    if before == {name: written(events) for name, events in after.items()}:
        return ""
    old = [{"document": name, **json.loads(line)} for name, text in before.items() for line in text.splitlines()]
    new = [{**event, "document": name} for name, events in after.items() for event in events]
    changes = compare(old, new)
    if not changes:
        return f"The same events in another order, or documents without events. '{COMMAND}' writes the snapshots again."
    advice = f"If this is meant, '{COMMAND}' writes the snapshots again; read the difference before you commit it."
    return "\n".join(["The coder finds other events than the snapshots:", *report(changes), *summary(changes), advice])


def test_the_seeds_are_coded_as_the_snapshots_say() -> None:
    difference = explained(stored(), coded())
    if difference:
        pytest.fail(difference, pytrace=False)


def event(**fields: object) -> Event:
    """Return an event as `relcli code` prints it."""
    given = {
        "number": 1,
        "type": "CONSULT",
        "source": ["PER"],
        "target": ["CHL"],
        "mutual": True,
        "start": 0,
        "end": 30,
    }
    return {**given, "document": "x.txt", "evidence": "Peru and Chile met in Arica.", "place": "", **fields}


def test_a_difference_names_events_fields_and_the_command() -> None:
    events = [event(), event(number=2, type="AGREE", start=31, end=50, part_of=1)]
    before = {"one": written(events)}
    assert explained(before, {"one": events}) == ""
    assert '"occasion": 0' in before["one"]
    assert "number" not in before["one"]
    difference = explained(before, {"one": [event(place="Arica"), event(number=2, type="AID", start=60, end=70)]})
    assert "altered one 0-30: CONSULT PER = CHL" in difference
    assert "place: - -> Arica" in difference
    assert "| Peru and Chile met in Arica." in difference
    assert "lost    one 31-50: AGREE PER = CHL" in difference
    assert "added   one 60-70: AID PER = CHL" in difference
    assert COMMAND in difference
    assert "in another order" in explained(before, {"one": events[::-1]})
    assert "in another order" in explained(before, {"one": events, "two": []})
