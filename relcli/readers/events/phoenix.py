"""Phoenix: 26 tab-separated columns, no header, CAMEO codes of actors and events.

The columns are those that the program phoenix_pipeline writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coding import ReportedEvent
from relcli.readers.events.actor_codes import MISSING, cameo_actor, country_named, joined_place
from relcli.readers.events.event_codes import CodedAct, cameo_acts, parties_of, repaired_code
from relcli.readers.events.event_file import NO_PAIR, NO_TYPE, REPAIRED_CODE, RowError, Tally, parsed_rows
from relcli.readers.events.values import headline, host_name, iso_day, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

COLUMNS = 26
_ID, _DAY = 0, 1  # positions, from 0
_SOURCE, _SOURCE_ROOT = 5, 6
_TARGET, _TARGET_ROOT = 9, 10
_EVENT_CODE, _QUAD_CLASS, _GOLDSTEIN = 13, 15, 16
_PLACE, _COUNTRY = 20, 22
_ADDRESSES = 24


def read_rows(lines: Iterable[tuple[int, str]], tally: Tally) -> Iterator[ReportedEvent]:
    """Yield the events between two actors of a Phoenix file."""

    def parse(line: int, text: str) -> ReportedEvent | str:
        cells = [cell.strip() for cell in text.split("\t")]
        if len(cells) != COLUMNS:
            raise RowError(f"{len(cells)} columns where Phoenix has {COLUMNS}")
        code = cells[_EVENT_CODE]
        if code not in cameo_acts():
            code = repaired_code(code)
            tally.warn(REPAIRED_CODE)
        act = cameo_acts()[code]
        if act is None:
            return NO_TYPE
        source = _actor(cells[_SOURCE], cells[_SOURCE_ROOT])
        target = _actor(cells[_TARGET], cells[_TARGET_ROOT])
        if source == target or not source or not target:
            return NO_PAIR
        return _event(line, cells, CodedAct(code, act, source, target))

    return parsed_rows(lines, tally, parse)


def _actor(code: str, root: str) -> str:
    """Return the actor of a complete code ("USAGOV") and of its first part, which may be empty."""
    return cameo_actor(root or code[:3], "", code) if root or code else ""


def _event(line: int, cells: Sequence[str], coded: CodedAct) -> ReportedEvent:
    """Return the event of a row."""
    act = coded.act
    if not cells[_ID]:
        raise RowError("no event id")
    day = iso_day(cells[_DAY])
    source, target, mutual, host = parties_of(act, (coded.source,), (coded.target,))
    address = next((part.strip() for part in cells[_ADDRESSES].split(";") if host_name(part.strip())), "")
    place = [cell for cell in cells[_PLACE : _COUNTRY + 1] if cell not in MISSING]
    return ReportedEvent(
        line, "phoenix", cells[_ID], day, day, "published", source, target, mutual,
        act.type, act.mode, act.quad_class, act.intensity, act.modality, act.sectors,
        joined_place(*place), country_named(place[-1]) or "" if place and cells[_COUNTRY] not in MISSING else "", host,
        headline((coded.source,), act.label, (coded.target,)), "", address or f"Phoenix {day}", host_name(address),
        address, coded.code, number(cells[_GOLDSTEIN]), cells[_QUAD_CLASS],
    )  # fmt: skip
