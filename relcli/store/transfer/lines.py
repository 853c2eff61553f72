"""The lines of an export: header, rows, files, footer. Each is one JSON object in UTF-8.

A row is {"table": NAME, COLUMN: VALUE, ...} with all columns of the table. Lists and truth values are those of JSON,
bytes are in base64; everything else is the text, number or null that the database holds, so that what is read back is
what was written.
"""

from __future__ import annotations

import binascii
import json
import math
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from relcli.errors import InputError, nearest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from relcli.store.transfer.tables import Column, Table

FORMAT = 1
"""The version of the format; a reader refuses a later one."""
END = "relcli export"
"""What the footer says, by which it is known."""
ABOUT = (
    "Everything in one relcli database: this header, then one JSON object per line: the rows of the tables named here, "
    "your own files, and a last line with the SHA-256 of all bytes before it. Described in docs/transfer.md of relcli."
)


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON value")


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_decode = json.JSONDecoder(parse_constant=_refuse_constant).decode


class Header(NamedTuple):
    """The first line: the program's version, that of the format and of the schema, the identity of the database, when
    it was last changed, the number of rows by table and of files."""

    relcli: str
    format: int
    schema: int
    database: str
    changed: str
    tables: dict[str, int]
    files: int

    @property
    def rows(self) -> int:
        """The rows of all tables."""
        return sum(self.tables.values())

    def steps(self, at_once: int) -> int:
        """Return how many groups of at most so many rows of one table there are."""
        return sum(-(-count // at_once) for count in self.tables.values())


class Footer(NamedTuple):
    """The last line: how many rows and files there were, and the SHA-256 of all bytes before it."""

    rows: int
    files: int
    sha256: str


def as_line(values: dict[str, Any]) -> bytes:
    """Return an object as a line."""
    try:
        text = _encode(values)
    except ValueError:  # JSON has no infinity, but a number too large to be one is read as such
        members = ((name, _infinite(value)) for name, value in values.items())
        text = "{" + ", ".join(f"{_encode(name)}: {written}" for name, written in members) + "}"
    return f"{text}\n".encode()


def _infinite(value: Any) -> str:
    if isinstance(value, float) and math.isinf(value):
        return "1e999" if value > 0 else "-1e999"
    return _encode(value)


def header_line(header: Header) -> bytes:
    """Return the first line."""
    return as_line({**header._asdict(), "about": ABOUT})


def footer_line(footer: Footer) -> bytes:
    """Return the last line."""
    return as_line({"end": END, **footer._asdict()})


def row_writer(table: Table) -> Callable[[Sequence[Any]], bytes]:
    """Return what makes a line of a row of this table."""
    names = ("table", *table.names)
    lists = [place for place, column in enumerate(table.columns, 1) if column.is_list]
    truths = [place for place, column in enumerate(table.columns, 1) if column.is_truth]
    blobs = [place for place, column in enumerate(table.columns, 1) if column.is_bytes]

    def written(row: Sequence[Any]) -> bytes:
        values = [table.name, *row]
        for place in lists:
            values[place] = _as_list(values[place])
        for place in truths:
            if values[place] in {0, 1}:
                values[place] = bool(values[place])
        for place in blobs:
            if values[place] is not None:
                values[place] = base64_of(values[place])
        return as_line(dict(zip(names, values, strict=True)))

    return written


def base64_of(content: bytes) -> str:
    """Return bytes in base64."""
    return binascii.b2a_base64(content, newline=False).decode()


def from_base64(text: str) -> bytes:
    """Return the bytes of a text in base64; ValueError if it is not base64."""
    return binascii.a2b_base64(text.encode("ascii"), strict_mode=True)


def _as_list(text: str | None) -> list[str] | None:
    """Return the list that a text holds; joined by ';' it is the text again, whatever that is."""
    return text.split(";") if text else None if text is None else []


def parsed(line: bytes, where: str) -> dict[str, Any]:
    """Return the object of a line; InputError if it is not one."""
    try:
        found = _decode(line.decode())
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8 (byte {error.start + 1})", where=where) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"is not a JSON object ({error})", where=where) from error
    if not isinstance(found, dict):
        raise InputError("is not a JSON object", where=where)
    return found


def header_of(values: dict[str, Any], where: str) -> Header:
    """Return the header that a first line holds; InputError if it is not one, or is of a later format."""
    if not isinstance(values.get("relcli"), str) or not _is_count(values.get("format")):
        hint = "'relcli export --all' makes them; 'relcli import' reads documents and events"
        raise InputError("is not a relcli export", where=where, hint=hint)
    if values["format"] > FORMAT:
        what = f"is from a newer relcli (format {values['format']}, this program knows {FORMAT})"
        raise InputError(what, where=where, hint="update relcli")
    tables = values.get("tables")
    if not isinstance(tables, dict) or not all(map(_is_count, tables.values())):
        raise InputError("the header does not say how many rows each table has", where=where)
    for name in ("schema", "files"):
        if not _is_count(values.get(name)):
            raise InputError(f"the header has no number '{name}'", where=where)
    return Header(**{name: values.get(name, "") for name in Header._fields})


def footer_of(values: dict[str, Any], where: str) -> Footer:
    """Return the footer that a last line holds; InputError if it is not one."""
    found = {name: values.get(name) for name in Footer._fields}
    counts = _is_count(found["rows"]) and _is_count(found["files"])
    if values["end"] != END or not counts or not isinstance(found["sha256"], str):
        raise InputError("is not the last line of an export", where=where)
    return Footer(**found)  # type: ignore[arg-type]


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def row_reader(table: Table, lacking: Mapping[str, Any]) -> Callable[[dict[str, Any], str], list[Any]]:
    """Return what makes a row of this table of the object of a line; InputError says which value is wrong. `lacking`
    are the columns that the line need not have, with their values.

    Rows are many and the types of their values few: how they are put together is looked at once for each.
    """
    names = ("table", *table.names)
    values_of = itemgetter(*names)
    lists = [(place, column) for place, column in enumerate(table.columns, 1) if column.is_list]
    truths = [place for place, column in enumerate(table.columns, 1) if column.is_truth]
    blobs = [(place, column) for place, column in enumerate(table.columns, 1) if column.is_bytes]
    known: set[tuple[type, ...]] = set()

    def read(values: dict[str, Any], where: str) -> list[Any]:
        if lacking:
            values = {**lacking, **values}
        if len(values) != len(names) or not all(map(values.__contains__, names)):
            raise _wrong_columns(table, values, where)
        row = list(values_of(values))
        types = tuple(map(type, row))
        if types not in known:
            _check_types(table, types[1:], where)
            known.add(types)
        for place, column in lists:
            row[place] = _as_text(table, column, row[place], where)
        for place in truths:
            row[place] = int(row[place])
        for place, column in blobs:
            row[place] = _as_bytes(table, column, row[place], where)
        return row[1:]

    return read


def _check_types(table: Table, types: Sequence[type], where: str) -> None:
    """Raise InputError for the first value that its column cannot hold."""
    for column, kind in zip(table.columns, types, strict=True):
        fitting, wanted = _fitting(column)
        if kind not in fitting and not (kind is type(None) and column.optional):
            raise InputError(f"{table.name}: {column.name} must be {wanted}", where=where)


def _fitting(column: Column) -> tuple[tuple[type, ...], str]:
    """Return the types of the values that a column can hold, and what they are in words."""
    if column.is_list:
        return (list,), "a list"
    if column.is_truth:
        return (bool, int), "true or false"
    return {
        "INTEGER": ((int,), "a whole number"),
        "REAL": ((float, int), "a number"),
    }.get(column.type, ((str,), "a text"))


def _as_text(table: Table, column: Column, value: list[Any] | None, where: str) -> str | None:
    """Return a list as the text that the database holds."""
    if value is None:
        return None
    try:
        text = ";".join(value)
    except TypeError:
        text = ""
    if (text.count(";") != len(value) - 1 or not text) and value:
        raise InputError(f"{table.name}: {column.name} must be a list of texts without ';'", where=where)
    return text


def _as_bytes(table: Table, column: Column, value: str | None, where: str) -> bytes | None:
    """Return a text in base64 as bytes."""
    try:
        return None if value is None else from_base64(value)
    except ValueError as error:
        raise InputError(f"{table.name}: {column.name} must be in base64 ({error})", where=where) from error


def _wrong_columns(table: Table, values: dict[str, Any], where: str) -> InputError:
    """Return the error for a row whose columns are not those of its table."""
    for name in values:
        if name not in {"table", *table.names}:
            return InputError(f"{table.name} has no column '{name}'", where=where, hint=nearest(name, table.names))
    missing = [name for name in table.names if name not in values]
    return InputError(f"the row of {table.name} has no {', '.join(missing)}", where=where)
