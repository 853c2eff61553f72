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


def read_rows(lines: Iterable[tuple[int, str]], tally: Tally) -> Iterator[ReportedEvent]:
    """Yield the events between two actors of a Phoenix file."""

    def parse(line: int, text: str) -> ReportedEvent | str:
        cells = [cell.strip() for cell in text.split("\t")]
        if len(cells) != COLUMNS:
            raise RowError(f"{len(cells)} columns where Phoenix has {COLUMNS}")
        code = cells[13]
        if code not in cameo_acts():
            code = repaired_code(code)
            tally.warn(REPAIRED_CODE)
        act = cameo_acts()[code]
        if act is None:
            return NO_TYPE
        source, target = _actor(cells[5], cells[6]), _actor(cells[9], cells[10])
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
    if not cells[0]:
        raise RowError("no event id")
    day = iso_day(cells[1])
    source, target, mutual, host = parties_of(act, (coded.source,), (coded.target,))
    address = next((part.strip() for part in cells[24].split(";") if host_name(part.strip())), "")
    place = [cell for cell in cells[20:23] if cell not in MISSING]
    return ReportedEvent(
        line, "phoenix", cells[0], day, day, "published", source, target, mutual,
        act.type, act.mode, act.quad_class, act.intensity, act.modality, act.sectors,
        joined_place(*place), country_named(place[-1]) or "" if place and cells[22] not in MISSING else "", host,
        headline(cells[5], act.label, cells[9]), "", address or f"Phoenix {day}", host_name(address), address,
        coded.code, number(cells[16]), cells[15],
    )  # fmt: skip
