"""GDELT events, 1.0 and 2.0: tab-separated, no header, by position.

Columns: GDELT's data format codebooks 1.03 and 2.0. A row is cut only as far as it is needed: most rows have no PLOVER
type or not two actors, and are done with after the event code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcli.coding import ReportedEvent
from relcli.readers.events.actors import cameo_actor, foreign_codes, readable_place
from relcli.readers.events.acts import Act, cameo_acts, repaired_code
from relcli.readers.events.fields import headline, host_of, iso_day, number, sides_of
from relcli.readers.events.tally import NO_PAIR, NO_TYPE, RowError, Tally, parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BEHIND = 31
"""How many columns are the same in both versions; the places below count from there."""


class Layout(NamedTuple):
    """How a version differs: its name, the number of its columns, and where behind the 31st they stand."""

    producer: str
    title: str
    columns: tuple[int, ...]
    place: int
    country: int
    added: int


GDELT1 = Layout("gdelt1", "GDELT 1.0", (58, 57), 50 - _BEHIND, 51 - _BEHIND, 56 - _BEHIND)
GDELT2 = Layout("gdelt2", "GDELT 2.0", (61,), 52 - _BEHIND, 53 - _BEHIND, 59 - _BEHIND)


def read_rows(lines: Iterable[tuple[int, str]], tally: Tally, layout: Layout) -> Iterator[ReportedEvent]:
    """Yield the events between two actors of a GDELT file."""
    acts = cameo_acts()
    tabs = {count - 1 for count in layout.columns}

    def parse(line: int, text: str) -> ReportedEvent | str:
        found = text.count("\t")
        if found not in tabs:
            wanted = " or ".join(map(str, sorted(layout.columns)))
            raise RowError(f"{found + 1} columns where {layout.title} has {wanted}")
        cells = text.split("\t", _BEHIND)
        code = cells[26]
        if code not in acts:
            code = repaired_code(code.strip())
            tally.warn("event code without its zero repaired")
        act = acts[code]
        if act is None:
            return NO_TYPE
        if not cells[5] or not cells[15]:
            return NO_PAIR
        source = cameo_actor(cells[7], cells[8], cells[5])
        target = cameo_actor(cells[17], cells[18], cells[15])
        if source == target or not source or not target:
            return NO_PAIR
        return _event(line, cells, (code, act, source, target), layout, tally)

    return parsed(lines, tally, parse)


def _event(line: int, cells: list[str], done: tuple[str, Act, str, str], layout: Layout, tally: Tally) -> ReportedEvent:
    """Return the event of a row; `done` is its code and act, and who did it to whom."""
    code, act, one, other = done
    behind = cells[_BEHIND].split("\t")
    if not cells[0]:
        raise RowError("no event id")
    day, published = iso_day(cells[1]), iso_day(behind[layout.added][:8])
    address = behind[layout.added + 1].strip() if len(behind) > layout.added + 1 else ""
    outlet = host_of(address)
    where = foreign_codes("fips").get(behind[layout.country])
    if where is None:
        where = ""
        if behind[layout.country]:
            tally.warn(f"unknown place country {behind[layout.country]!r}")
    source, target, mutual, host = sides_of(act, (one,), (other,))
    return ReportedEvent(
        line, layout.producer, cells[0], day, published,
        "published" if day == published else "inferred",
        source, target, mutual, act.type, act.mode, act.quad_class, act.intensity, act.modality, act.sectors,
        readable_place(behind[layout.place]), where, host,
        headline(cells[6].title(), act.label, cells[16].title()), "",
        # Reports that are on no page are named by their publisher instead of an address.
        address if outlet else f"{address or layout.title} {published}", outlet or address,
        address if outlet else "", code, number(cells[30]), cells[29],
    )  # fmt: skip
