"""relcli's own export, to be imported again: csv, tsv, json and jsonl with the fields of an event (docs/record.md)."""

from __future__ import annotations

import csv
import math
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from relcli.errors import InputError
from relcli.model import (
    DATE_BASES,
    DATE_PRECISIONS,
    EVENT_FIELDS,
    EXTRA_FIELDS,
    LEVELS,
    MODALITIES,
    QUAD_CLASSES,
    SECTORS,
    TYPES,
)
from relcli.readers.events.event_file import OwnRecord, RowError, Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

REQUIRED_FIELDS = frozenset({"date", "source", "target", "type"})
"""The fields that every export of events has."""

_LISTS = frozenset({"source", "target", "sectors", "people", "people_countries"})
_WHOLE_NUMBERS = frozenset({"id", "part_of", "mentions", "outlets", "documents"})
_DAYS = frozenset({"date", "date_end", "published", "first_seen"})
_VOCABULARY: dict[str, Sequence[str]] = {
    "type": TYPES, "modality": MODALITIES, "sectors": SECTORS, "quad_class": QUAD_CLASSES, "level": LEVELS,
    "date_precision": DATE_PRECISIONS, "date_basis": DATE_BASES,
}  # fmt: skip
_BOOLEANS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False, "": False}
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_ESCAPED = re.compile(r"\\([\\tnr])")
_MEANING = {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}


def check_fields(names: Iterable[str]) -> None:
    """Raise InputError if a name is not a field of an event; the hint is the closest field."""
    unknown = [name for name in names if name not in EVENT_FIELDS and name not in EXTRA_FIELDS]
    if unknown:
        from difflib import get_close_matches  # only for an error

        near = get_close_matches(unknown[0], EVENT_FIELDS, n=1)
        names = ", ".join(repr(name) for name in unknown)
        raise InputError(f"an event has no field {names}", hint=f"did you mean {near[0]}?" if near else "")


def table_rows(lines: Iterable[tuple[int, bytes | None]], tally: Tally, *, tabs: bool) -> Iterator[OwnRecord]:
    """Yield the records of a csv or tsv file; the names in its header are already checked."""
    records = _tab_records(lines, tally) if tabs else _csv_records(lines, tally)
    header: list[str] = []
    for line, cells in records:
        if not header:
            header = [cell.strip() for cell in cells]
            continue
        tally.read += 1
        if len(cells) != len(header):
            tally.reject(line, f"{len(cells)} columns where the header has {len(header)}")
        else:
            yield from _record(line, dict(zip(header, cells, strict=True)), _from_text, tally)


def object_rows(objects: Iterable[tuple[int, dict[str, Any]]], tally: Tally) -> Iterator[OwnRecord]:
    """Yield the records of JSON objects."""
    for line, found in objects:
        try:
            check_fields(found)
        except InputError as error:
            tally.reject(line, str(error))
        else:
            yield from _record(line, found, _from_json, tally)


def _record(line: int, cells: dict[str, Any], typed: Callable[[str, Any], object], tally: Tally) -> Iterator[OwnRecord]:
    """Yield the record of one row if it is valid; else reject the row."""
    try:
        values = {name: typed(name, cell) for name, cell in cells.items() if name in EVENT_FIELDS}
        for name, value in values.items():
            _check(name, value)
    except RowError as error:
        tally.reject(line, str(error))
    else:
        yield OwnRecord(line, values)


def _from_text(name: str, cell: str) -> object:
    """Return the value of a cell."""
    if name in _LISTS:
        return tuple(part.strip() for part in cell.split(";") if part.strip())
    if name in _WHOLE_NUMBERS or name == "intensity":
        if not cell.strip():
            return None
        try:
            return int(cell) if name in _WHOLE_NUMBERS else float(cell)
        except ValueError:
            raise RowError(f"{name}: {cell!r} is not a {'whole ' * (name in _WHOLE_NUMBERS)}number") from None
    if name == "mutual":
        value = _BOOLEANS.get(cell.strip().lower())
        if value is None:
            raise RowError(f"mutual: {cell!r} is neither true nor false")
        return value
    return cell


def _from_json(name: str, value: object) -> object:
    """Return the value of a JSON value; numbers and booleans may be written as text."""
    if name in _LISTS:
        if not isinstance(value, list) or not all(isinstance(member, str) for member in value):
            raise RowError(f"{name}: is not a list of texts")
        return tuple(value)
    if name == "mutual" and isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _from_text(name, value)
    if value is None:
        return None if name in _WHOLE_NUMBERS or name == "intensity" else _from_text(name, "")
    if isinstance(value, int | float) and not isinstance(value, bool):
        if name == "mutual" or name in _WHOLE_NUMBERS:
            return _from_text(name, str(value))
        if name == "intensity":
            return _decimal(value)
    raise RowError(f"{name}: {str(value)[:40]!r} is not text")


def _decimal(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        raise RowError("intensity: too large") from None


def _check(name: str, value: object) -> None:
    """Raise RowError for an unknown term, a day that does not exist, or a number that cannot be stored."""
    if name in _DAYS and value:
        try:
            date.fromisoformat(str(value) if _DAY.fullmatch(str(value)) else "")
        except ValueError:
            raise RowError(f"{name}: {value!r} is not a day such as 2024-03-31") from None
    if isinstance(value, float) and not math.isfinite(value):
        raise RowError(f"{name}: {value} is not a number")
    if isinstance(value, int) and value >= 1 << 63:
        raise RowError(f"{name}: too large")
    if name in _VOCABULARY:
        for member in value if isinstance(value, tuple) else (value,):
            if member not in _VOCABULARY[name] and (member or name == "type"):
                raise RowError(f"{name}: unknown {name.rstrip('s') if name in _LISTS else name} {member!r}")


def _texts(lines: Iterable[tuple[int, bytes | None]], tally: Tally) -> Iterator[tuple[int, str]]:
    """Yield the lines as text, with their line ends."""
    for number, line in lines:
        if line is None:
            tally.read += 1
            tally.reject(number, "the line is longer than a megabyte")
            continue
        try:
            yield number, line.decode()
        except UnicodeDecodeError:
            tally.warn("not UTF-8, decoded as Latin-1")
            yield number, line.decode("latin-1")


def _csv_records(lines: Iterable[tuple[int, bytes | None]], tally: Tally) -> Iterator[tuple[int, list[str]]]:
    """Yield the first line number and the cells of every record of a csv file (RFC 4180)."""
    line_numbers: list[int] = []

    def numbered() -> Iterator[str]:
        for number, text in _texts(lines, tally):
            line_numbers.append(number)
            yield text

    reader = csv.reader(numbered(), strict=True)
    while True:
        line_numbers.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            tally.read += 1
            tally.reject(line_numbers[0] if line_numbers else 0, f"is not CSV: {error}")
            continue
        if cells and line_numbers:
            yield line_numbers[0], cells


def _tab_records(lines: Iterable[tuple[int, bytes | None]], tally: Tally) -> Iterator[tuple[int, list[str]]]:
    r"""Yield the number and cells of every line of a tsv file, with `\t`, `\n`, `\r` and `\\` replaced."""
    for number, text in _texts(lines, tally):
        bare = text.removesuffix("\n").removesuffix("\r")
        if bare:
            cells = bare.split("\t")
            if "\\" in bare:
                cells = [_ESCAPED.sub(lambda match: _MEANING[match[1]], cell) for cell in cells]
            yield number, cells
