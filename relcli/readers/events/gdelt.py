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

# Positions count from 0, columns in the codebooks from 1.
_ID, _DAY = 0, 1
_CODE_1, _COUNTRY_1, _GROUP_1 = 5, 7, 8
_CODE_2, _COUNTRY_2, _GROUP_2 = 15, 17, 18
_EVENT_CODE, _QUAD_CLASS, _GOLDSTEIN = 26, 29, 30
SHARED_COLUMNS = 31
"""How many columns are the same in both versions; the positions in Version count from there."""


class Version(NamedTuple):
    """How a version of GDELT differs: its name, its possible numbers of columns, and the positions of some of them."""

    producer: str
    title: str
    columns: tuple[int, ...]
    place: int
    country: int
    added: int


GDELT1 = Version("gdelt1", "GDELT 1.0", (58, 57), 50 - SHARED_COLUMNS, 51 - SHARED_COLUMNS, 56 - SHARED_COLUMNS)
GDELT2 = Version("gdelt2", "GDELT 2.0", (61,), 52 - SHARED_COLUMNS, 53 - SHARED_COLUMNS, 59 - SHARED_COLUMNS)


def read_rows(lines: Iterable[tuple[int, str]], tally: Tally, version: Version) -> Iterator[ReportedEvent]:
    """Yield the events between two actors of a GDELT file."""
    acts = cameo_acts()
    tab_counts = {count - 1 for count in version.columns}

    def parse(line: int, text: str) -> ReportedEvent | str:
        found = text.count("\t")
        if found not in tab_counts:
            wanted = " or ".join(map(str, sorted(version.columns)))
            raise RowError(f"{found + 1} columns where {version.title} has {wanted}")
        cells = text.split("\t", SHARED_COLUMNS)
        code = cells[_EVENT_CODE]
        if code not in acts:
            code = repaired_code(code.strip())
            tally.warn(REPAIRED_CODE)
        act = acts[code]
        if act is None:
            return NO_TYPE
        if not cells[_CODE_1] or not cells[_CODE_2]:
            return NO_PAIR
        source = cameo_actor(cells[_COUNTRY_1], cells[_GROUP_1], cells[_CODE_1])
        target = cameo_actor(cells[_COUNTRY_2], cells[_GROUP_2], cells[_CODE_2])
        if source == target or not source or not target:
            return NO_PAIR
        return _event(line, cells, CodedAct(code, act, source, target), version, tally)

    return parsed_rows(lines, tally, parse)


def _event(line: int, cells: list[str], coded: CodedAct, version: Version, tally: Tally) -> ReportedEvent:
    """Return the event of a row."""
    act = coded.act
    rest = cells[SHARED_COLUMNS].split("\t")
    if not cells[_ID]:
        raise RowError("no event id")
    day, published = iso_day(cells[_DAY]), iso_day(rest[version.added][:8])
    address = rest[version.added + 1].strip() if len(rest) > version.added + 1 else ""
    outlet = host_name(address)
    where = foreign_codes("fips").get(rest[version.country])
    if where is None:
        where = ""
        if rest[version.country]:
            tally.warn(f"unknown place country {rest[version.country]!r}")
    source, target, mutual, host = parties_of(act, (coded.source,), (coded.target,))
    return ReportedEvent(
        line, version.producer, cells[_ID], day, published,
        "published" if day == published else "inferred",
        source, target, mutual, act.type, act.mode, act.quad_class, act.intensity, act.modality, act.sectors,
        readable_place(rest[version.place]), where, host,
        headline((coded.source,), act.label, (coded.target,)), "",
        # Reports without a web page have the name of their publisher instead of an address.
        address if outlet else f"{address or version.title} {published}", outlet or address,
        address if outlet else "", coded.code, number(cells[_GOLDSTEIN]), cells[_QUAD_CLASS],
    )  # fmt: skip
