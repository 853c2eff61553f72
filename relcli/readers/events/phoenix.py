"""Phoenix (phoenix_pipeline): 26 tab-separated columns, no header, CAMEO codes of actors and events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coding import ReportedEvent
from relcli.readers.events.actors import MISSING, cameo_actor, country_named, joined_place
from relcli.readers.events.acts import Act, cameo_acts, repaired_code
from relcli.readers.events.fields import headline, host_of, iso_day, number, sides_of
from relcli.readers.events.tally import NO_PAIR, NO_TYPE, RowError, Tally, parsed

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
            tally.warn("event code without its zero repaired")
        act = cameo_acts()[code]
        if act is None:
            return NO_TYPE
        source, target = _actor(cells[5], cells[6]), _actor(cells[9], cells[10])
        if source == target or not source or not target:
            return NO_PAIR
        return _event(line, cells, (code, act, source, target))

    return parsed(lines, tally, parse)


def _actor(code: str, root: str) -> str:
    """Return the actor of a whole code ("USAGOV") and its first part, which may be left out."""
    return cameo_actor(root or code[:3], "", code) if root or code else ""


def _event(line: int, cells: Sequence[str], done: tuple[str, Act, str, str]) -> ReportedEvent:
    """Return the event of a row; `done` is its code and act, and who did it to whom."""
    code, act, one, other = done
    if not cells[0]:
        raise RowError("no event id")
    day = iso_day(cells[1])
    source, target, mutual, host = sides_of(act, (one,), (other,))
    address = next((part.strip() for part in cells[24].split(";") if host_of(part.strip())), "")
    place = [cell for cell in cells[20:23] if cell not in MISSING]
    return ReportedEvent(
        line, "phoenix", cells[0], day, day, "published", source, target, mutual,
        act.type, act.mode, act.quad_class, act.intensity, act.modality, act.sectors,
        joined_place(*place), country_named(place[-1]) or "" if place and cells[22] not in MISSING else "", host,
        headline(cells[5], act.label, cells[9]), "", address or f"Phoenix {day}", host_of(address), address,
        code, number(cells[16]), cells[15],
    )  # fmt: skip
