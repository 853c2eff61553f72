"""Events with the names of countries and organisations in place of their codes, for those who read (`--names`).

The names are those of the small index that also knows what people type (`query.names`). Formats for programs keep the
codes, which never change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from relcli.model import Event
    from relcli.reports.chronology import Chronology, Entry, Lane

    Codes = TypeVar("Codes", str, tuple[str, ...])

CODED_ACTORS = ("source", "target", "host", "people_countries")
"""The fields of the event record that hold codes of actors."""


def named(codes: Codes) -> Codes:
    """Return a code, or a list of codes, as names; what has no name stays as it is."""
    from relcli.query.names import actor_name  # few ask for names: the others do not pay for the index

    return actor_name(codes) if isinstance(codes, str) else tuple(map(actor_name, codes))


def with_names(event: Event) -> Event:
    """Return an event that has names in place of codes."""
    return event._replace(**{name: named(getattr(event, name)) for name in CODED_ACTORS})


def record_with_names(record: dict[str, Any]) -> dict[str, Any]:
    """Return a coded record that has names in place of codes."""
    return record | {name: named(record[name]) for name in CODED_ACTORS}


def chronology_with_names(found: Chronology) -> Chronology:
    """Return a chronology with names in place of codes; it was made of codes, so nothing else of it differs."""
    return found._replace(lanes=tuple(map(_named_lane, found.lanes)))


def _named_lane(lane: Lane) -> Lane:
    sections = [each._replace(entries=tuple(map(_named_entry, each.entries))) for each in lane.sections]
    return lane._replace(name=_lane_name(lane), sections=tuple(sections))


def _lane_name(lane: Lane) -> str:
    """Return the name of a lane, in place of its code where it is that of a party of all its events."""
    parties = all(lane.name in {*event.source, *event.target} for event in lane.events)
    return named(lane.name) if parties else lane.name


def _named_entry(entry: Entry) -> Entry:
    turns = tuple(turn._replace(pair=(named(turn.pair[0]), named(turn.pair[1]))) for turn in entry.turns)
    acts = tuple(map(_named_entry, entry.acts))
    return entry._replace(event=with_names(entry.event), acts=acts, turns=turns)
