"""Event files: events that others have coded, and relcli's own export. One module per format.

An input goes through `detection` (which format is it?) and `open_events` (an EventFile whose rows are read as they are
asked for). What the formats share: `event_codes` (CAMEO and PLOVER codes -> type, mode, modality, who did it to whom),
`actor_codes` (codes and names -> actors), `values` (days, numbers, addresses), `named_columns` (files with a header),
`json_objects`, and `event_file` (EventFile, and the count of what became of each row).

To add a format: write a module with `read_rows(lines, tally)`, which yields a ReportedEvent per usable row; add a
member to `EventFormat` and the test for its first lines to `detection.detect`; add its reader to `_READERS` below, a
line to the tables of docs/formats.md, and a sample row to tests/readers/event_rows.py.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, BinaryIO

from relcli.readers.events import gdelt, icews, own_export, phoenix, plover, polecat
from relcli.readers.events.detection import HEAD, EventFormat, detect, export_fields
from relcli.readers.events.event_file import EventFile, OwnRecord, Tally, text_lines
from relcli.readers.events.json_objects import array_objects, line_objects
from relcli.readers.events.own_table import check_fields
from relcli.readers.lines import MEGABYTE, Lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from relcli.coding import ReportedEvent

    RowReader = Callable[[Iterable[tuple[int, str]], Tally], Iterator[ReportedEvent]]

__all__ = ["HEAD", "EventFile", "EventFormat", "OwnRecord", "Tally", "detect", "open_events"]

OWN_FORMATS = frozenset({EventFormat.OWN_CSV, EventFormat.OWN_TSV, EventFormat.OWN_JSONL, EventFormat.OWN_JSON})
_READERS: dict[EventFormat, RowReader] = {
    EventFormat.GDELT1: partial(gdelt.read_rows, version=gdelt.GDELT1),
    EventFormat.GDELT2: partial(gdelt.read_rows, version=gdelt.GDELT2),
    EventFormat.ICEWS: icews.read_rows,
    EventFormat.POLECAT: polecat.read_rows,
    EventFormat.PHOENIX: phoenix.read_rows,
}
"""The readers of the formats with one event per line of text."""


def open_events(event_format: EventFormat, head: bytes, stream: BinaryIO, where: str) -> tuple[EventFile, Lines]:
    """Return the events of an input that begins with `head`, and its lines, which record damage while they are read.

    Raises:
        InputError: it is an export of relcli with columns that are not fields of an event, or with one twice.
    """
    tally = Tally()
    lines = Lines(stream, MEGABYTE)
    rows: Iterator[OwnRecord] | Iterator[ReportedEvent]
    if event_format in OWN_FORMATS:
        check_fields(export_fields(head))
        rows = _own_records(event_format, lines, tally)
    else:
        rows = _reported_events(event_format, lines, tally)
    return EventFile(event_format.producer, where, rows, tally), lines


def _own_records(event_format: EventFormat, lines: Lines, tally: Tally) -> Iterator[OwnRecord]:
    if event_format is EventFormat.OWN_JSONL:
        return own_export.object_rows(line_objects(text_lines(lines, tally), tally), tally)
    if event_format is EventFormat.OWN_JSON:
        return own_export.object_rows(array_objects(lines, tally), tally)
    return own_export.table_rows(lines, tally)


def _reported_events(event_format: EventFormat, lines: Lines, tally: Tally) -> Iterator[ReportedEvent]:
    if event_format is EventFormat.PLOVER_JSON:
        return plover.read_rows(array_objects(lines, tally), tally)
    texts = text_lines(lines, tally)
    if event_format is EventFormat.PLOVER_JSONL:
        return plover.read_rows(line_objects(texts, tally), tally)
    return _READERS[event_format](texts, tally)
