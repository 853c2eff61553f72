"""POLECAT: tab-separated with a header, PLOVER types and modes, three-letter country codes.

The columns are those of the weekly files that the POLECAT project publishes on Harvard Dataverse.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcli.coding import ReportedEvent
from relcli.readers.events.actor_codes import MISSING, country_named, joined_place, listed_actors
from relcli.readers.events.event_file import NO_PAIR, RowError, Tally
from relcli.readers.events.named_columns import Row, named_rows, required
from relcli.readers.events.plover_terms import act_of, act_parties
from relcli.readers.events.values import headline, iso_day, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HEADER = ("Event ID", "Event Date", "Event Type")
_LISTED = re.compile(r"[;,|]")


def read_rows(lines: Iterable[tuple[int, str]], tally: Tally) -> Iterator[ReportedEvent]:
    """Yield the events between two actors of a POLECAT file."""
    for row in named_rows(lines, tally, HEADER):
        try:
            event = _event(row, tally)
        except Exception as error:  # whatever the error, the others are read
            tally.refuse(row.line, error)
            continue
        if isinstance(event, str):
            tally.skip(event)
        else:
            yield event


def _known(row: Row, *names: str) -> str:
    """Return the first of these columns that has a value; '' if none has."""
    return next((row[name] for name in names if row[name] not in MISSING), "")


def _event(row: Row, tally: Tally) -> ReportedEvent | str:
    """Return the event of a row, or the reason to skip it."""
    kind = _known(row, "Event Type")
    if not kind:
        raise RowError("no Event Type")
    mode = _known(row, "Event Mode")
    act = act_of(kind, _LISTED.split(mode), _LISTED.split(_known(row, "Contexts")), tally)
    actors = listed_actors(row["Actor Country"], row["Actor Name"])
    parties = act_parties(act, actors, listed_actors(row["Recipient Country"], row["Recipient Name"]))
    if parties is None:
        return NO_PAIR
    day = iso_day(required(row, "Event Date"))
    published = iso_day(_known(row, "Publication Date") or day)
    country = _known(row, "Country")
    place = joined_place(_known(row, "City", "District", "Placename", "Province"), country)
    return ReportedEvent(
        row.line, "polecat", required(row, "Event ID"), day, published,
        "published" if day == published else "inferred",
        parties.source, parties.target, parties.mutual, act.type, act.mode, act.quad_class, act.intensity,
        act.modality, act.sectors, place, country_named(country) or "" if country else "", parties.host,
        headline(parties.source, act.label, parties.target), "", f"POLECAT {published}", _known(row, "Source"), "",
        f"{kind.upper()} {mode}".rstrip(), number(_known(row, "Intensity", "Event Intensity")),
        _known(row, "Quad Code"),
    )  # fmt: skip
