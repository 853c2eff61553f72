"""PLOVER JSON: one object per event, with lists of actors, recipients, types, modes and contexts.

The keys are those of the record that the PLOVER manual describes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relcli.coding import ReportedEvent
from relcli.readers.events.actor_codes import MISSING, country_named, joined_place, listed_actors
from relcli.readers.events.event_file import NO_PAIR, RowError, Tally
from relcli.readers.events.plover_terms import act_of, act_parties
from relcli.readers.events.values import headline, host_name, iso_day, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relcli.readers.events.event_codes import Side

    Record = dict[str, Any]


def read_rows(objects: Iterable[tuple[int, Record]], tally: Tally) -> Iterator[ReportedEvent]:
    """Yield the events between two actors of a file of PLOVER objects."""
    for line, record in objects:
        try:
            event = _event(line, record, tally)
        except Exception as error:  # whatever the error, the others are read
            tally.refuse(line, error)
            continue
        if isinstance(event, str):
            tally.skip(event)
        else:
            yield event


def _text(record: Record, key: str) -> str:
    """Return a value as text; '' if it is missing, or neither text nor a number."""
    value = record.get(key)
    text = str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    return "" if text in MISSING else text


def _list(record: Record, key: str) -> list[str]:
    """Return the texts of a list; a single text counts as a list of one."""
    value = record.get(key)
    members = value if isinstance(value, list) else [value]
    return [text for member in members if isinstance(member, str) and (text := member.strip()) not in MISSING]


def _part(record: Record, key: str) -> Record:
    value = record.get(key)
    return value if isinstance(value, dict) else {}


def _actors(record: Record, key: str) -> Side:
    """Return the actors in a list of entities."""
    value = record.get(key)
    entities = [entity for entity in (value if isinstance(value, list) else [value]) if isinstance(entity, dict)]
    codes: dict[str, None] = {}
    for entity in entities:
        codes |= dict.fromkeys(listed_actors(_text(entity, "code"), _text(entity, "name")))
    return tuple(codes)


def _event(line: int, record: Record, tally: Tally) -> ReportedEvent | str:
    """Return the event of an object, or the reason to skip it."""
    types = _list(record, "event")
    if not types:
        raise RowError("no event type")
    if len(types) > 1:
        tally.warn("several event types, only the first used")
    modes = _list(record, "mode")
    act = act_of(types[0], modes, _list(record, "context"), tally)
    parties = act_parties(act, _actors(record, "actor"), _actors(record, "recipient"))
    if parties is None:
        return NO_PAIR
    if not (source_id := _text(record, "id")):
        raise RowError("no id")
    day = iso_day(_text(record, "date"))
    where, cited = _part(record, "event_loc"), _part(record, "cite_info")
    country = _text(where, "country")
    place = joined_place(_text(where, "city") or _text(where, "district") or _text(where, "province"), country)
    address = _text(cited, "url") or _text(record, "link")
    outlet = _text(cited, "publication") or host_name(address)
    return ReportedEvent(
        line, "plover", source_id, day, day, "published",
        parties.source, parties.target, parties.mutual, act.type, act.mode, act.quad_class, act.intensity,
        act.modality, act.sectors, place, country_named(country) or "", parties.host,
        headline(parties.source, act.label, parties.target),
        _text(record, "text"), address or _text(cited, "title") or f"PLOVER {day}", outlet, address,
        " ".join((types[0].upper(), *modes)), number(_text(record, "event_scale")), _text(record, "quad_code"),
    )  # fmt: skip
