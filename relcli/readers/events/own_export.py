"""relcli's own export, to be imported again: csv, tsv, json and jsonl with the fields of an event (docs/record.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relcli.errors import InputError
from relcli.readers.events.event_file import OwnRecord, RowError, Tally
from relcli.readers.events.own_cells import ColumnError, from_json, from_text
from relcli.readers.events.own_table import check_fields, table_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def table_rows(lines: Iterable[tuple[int, bytes | None]], tally: Tally) -> Iterator[OwnRecord]:
    """Yield the records of a csv or tsv file; the names in its header are already checked."""
    listed: set[str] = set()
    for line, cells in table_records(lines, tally):
        yield from _record(line, cells, from_text, tally, listed)


def object_rows(objects: Iterable[tuple[int, dict[str, Any]]], tally: Tally) -> Iterator[OwnRecord]:
    """Yield the records of JSON objects."""
    listed: set[str] = set()
    for line, found in objects:
        try:
            check_fields(list(found))
        except InputError as error:
            tally.reject(line, str(error))
        else:
            yield from _record(line, found, from_json, tally, listed)


def _record(
    line: int, cells: dict[str, Any], typed: Callable[[str, Any], object], tally: Tally, listed: set[str]
) -> Iterator[OwnRecord]:
    """Yield the record of one row if its cells have the right form; else reject the row. `listed` are the columns whose
    form was reported already.
    """
    name = ""
    values = {}
    try:
        for name, cell in cells.items():
            values[name] = typed(name, cell)
    except ColumnError as error:
        tally.reject(line, str(error), listed=name in listed)
        listed.add(name)
    except RowError as error:
        tally.reject(line, str(error))
    else:
        yield OwnRecord(line, values)
