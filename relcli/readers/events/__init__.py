"""Files of events that others have coded, and relcli's own export coming back. One module a format."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from relcli.readers.events import gdelt, icews, own, phoenix, plover, polecat
from relcli.readers.events.objects import array_objects, line_objects
from relcli.readers.events.recognising import HEAD, own_header, recognise
from relcli.readers.events.tally import EventFile, OwnRecord, Tally, text_lines
from relcli.readers.lines import MEGABYTE, Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.coding import ReportedEvent

__all__ = ["HEAD", "EventFile", "OwnRecord", "Tally", "open_events", "recognise"]

OWN = "relcli"


def open_events(name: str, head: bytes, stream: BinaryIO, where: str) -> tuple[EventFile, Lines]:
    """Return the events of an input of the format `name`, and its lines, which know of damage when they are read.

    Raises:
        InputError: an export of relcli's has columns that are no fields.
    """
    tally = Tally()
    lines = Lines(stream, MEGABYTE)
    if name.startswith(OWN):
        own.check_fields(own_header(head))
        return EventFile(OWN, where, _own_rows(name, lines, tally), tally), lines
    return EventFile(name.removesuffix("-array"), where, _rows(name, lines, tally), tally), lines


def _own_rows(name: str, lines: Lines, tally: Tally) -> Iterator[OwnRecord]:
    if name == "relcli-jsonl":
        return own.object_rows(line_objects(text_lines(lines, tally), tally), tally)
    if name == "relcli-json":
        return own.object_rows(array_objects(lines, tally), tally)
    return own.table_rows(lines, tally, tabs=name == "relcli-tsv")


def _rows(name: str, lines: Lines, tally: Tally) -> Iterator[ReportedEvent]:
    if name == "plover-array":
        return plover.read_rows(array_objects(lines, tally), tally)
    texts = text_lines(lines, tally)
    if name == "plover":
        return plover.read_rows(line_objects(texts, tally), tally)
    if name.startswith("gdelt"):
        return gdelt.read_rows(texts, tally, gdelt.GDELT1 if name == "gdelt1" else gdelt.GDELT2)
    readers = {"icews": icews.read_rows, "polecat": polecat.read_rows, "phoenix": phoenix.read_rows}
    return readers[name](texts, tally)
