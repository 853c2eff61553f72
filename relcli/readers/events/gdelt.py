"""GDELT events, 1.0 and 2.0: tab-separated, no header, read by position.

The columns are those of GDELT's data format codebooks 1.03 and 2.0. A row is split only as far as needed: most rows
have no PLOVER type or not two actors, and are finished with after the event code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcli.coding import ReportedEvent
from relcli.readers.events.actor_codes import cameo_actor, foreign_codes, readable_place
from relcli.readers.events.event_codes import CodedAct, cameo_acts, parties_of, repaired_code
from relcli.readers.events.event_file import NO_PAIR, NO_TYPE, REPAIRED_CODE, RowError, Tally, parsed_rows
from relcli.readers.events.values import headline, host_name, iso_day, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SHARED_COLUMNS = 31
"""How many columns are the same in both versions; the positions below count from there."""


class Version(NamedTuple):
    """How a version of GDELT differs: its name, its possible numbers of columns, and the positions of some of them."""

    producer: str
    title: str
    columns: tuple[int, ...]
    place: int
    country: int
    added: int


GDELT1 = Version("gdelt1", "GDELT 1.0", (58, 57), 50 - _SHARED_COLUMNS, 51 - _SHARED_COLUMNS, 56 - _SHARED_COLUMNS)
GDELT2 = Version("gdelt2", "GDELT 2.0", (61,), 52 - _SHARED_COLUMNS, 53 - _SHARED_COLUMNS, 59 - _SHARED_COLUMNS)


def read_rows(lines: Iterable[tuple[int, str]], tally: Tally, version: Version) -> Iterator[ReportedEvent]:
    """Yield the events between two actors of a GDELT file."""
    acts = cameo_acts()
    tab_counts = {count - 1 for count in version.columns}

    def parse(line: int, text: str) -> ReportedEvent | str:
        found = text.count("\t")
        if found not in tab_counts:
            wanted = " or ".join(map(str, sorted(version.columns)))
            raise RowError(f"{found + 1} columns where {version.title} has {wanted}")
        cells = text.split("\t", _SHARED_COLUMNS)
        code = cells[26]
        if code not in acts:
            code = repaired_code(code.strip())
            tally.warn(REPAIRED_CODE)
        act = acts[code]
        if act is None:
            return NO_TYPE
        if not cells[5] or not cells[15]:
            return NO_PAIR
        source = cameo_actor(cells[7], cells[8], cells[5])
        target = cameo_actor(cells[17], cells[18], cells[15])
        if source == target or not source or not target:
            return NO_PAIR
        return _event(line, cells, CodedAct(code, act, source, target), version, tally)

    return parsed_rows(lines, tally, parse)


def _event(line: int, cells: list[str], coded: CodedAct, version: Version, tally: Tally) -> ReportedEvent:
    """Return the event of a row."""
    act = coded.act
    rest = cells[_SHARED_COLUMNS].split("\t")
    if not cells[0]:
        raise RowError("no event id")
    day, published = iso_day(cells[1]), iso_day(rest[version.added][:8])
    address = rest[version.added + 1].strip() if len(rest) > version.added + 1 else ""
    outlet = host_name(address)
    where = foreign_codes("fips").get(rest[version.country])
    if where is None:
        where = ""
        if rest[version.country]:
            tally.warn(f"unknown place country {rest[version.country]!r}")
    source, target, mutual, host = parties_of(act, (coded.source,), (coded.target,))
    return ReportedEvent(
        line, version.producer, cells[0], day, published,
        "published" if day == published else "inferred",
        source, target, mutual, act.type, act.mode, act.quad_class, act.intensity, act.modality, act.sectors,
        readable_place(rest[version.place]), where, host,
        headline(cells[6].title(), act.label, cells[16].title()), "",
        # Reports without a web page have the name of their publisher instead of an address.
        address if outlet else f"{address or version.title} {published}", outlet or address,
        address if outlet else "", coded.code, number(cells[30]), cells[29],
    )  # fmt: skip
