"""JSON Schema (draft 2020-12) of the records that listings write as json and jsonl.

`records.tsv` says what a field is; the values of enumerations come from where the program itself takes them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from relcli.model import DATE_BASES, DATE_PRECISIONS, LEVELS, MODALITIES, QUAD_CLASSES, SECTORS, TYPES
from relcli.query.names import known_modes

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DATA = Path(__file__).with_name("records.tsv")
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ACTOR = "[A-Z][A-Za-z0-9-]*"
ON_REQUEST = ", on request"
"""Ends the kind of a field that is there only for those who ask for it."""


def records() -> dict[str, str]:
    """Return every record by name, with what it is and which commands write it."""
    return {record: meaning for record, field, _, meaning in _rows() if not field}


def fields_of(record: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields that are always there, and those on request, each in the order of the columns."""
    named = [(field, kind.endswith(ON_REQUEST)) for name, field, kind, _ in _rows() if name == record and field]
    return tuple(field for field, asked in named if not asked), tuple(field for field, asked in named if asked)


def record_schema(record: str) -> dict[str, Any]:
    """Return the schema of one record."""
    kinds = _kinds()
    properties = {
        field: {**kinds[kind.removesuffix(ON_REQUEST)], "description": meaning}
        for name, field, kind, meaning in _rows()
        if name == record and field
    }
    return {
        "$schema": DIALECT,
        "title": f"relcli {record}",
        "description": f"{records()[record]} Later versions may append fields.",
        "type": "object",
        "properties": properties,
        "required": list(fields_of(record)[0]),
    }


def _rows() -> list[tuple[str, str, str, str]]:
    """Return record, field, kind and meaning of each line; a line without a field says what the record is."""
    lines = _DATA.read_text("utf-8").splitlines()[1:]
    return [(record, field, kind, meaning) for record, field, kind, meaning in (line.split("\t") for line in lines)]


def _kinds() -> dict[str, dict[str, Any]]:
    """Return what each kind of value is in terms of JSON Schema."""
    text = {"type": "string"}
    code = _pattern(_ACTOR)
    enumerations = {
        "type": TYPES, "mode": known_modes(), "modality": MODALITIES, "level": LEVELS, "precision": DATE_PRECISIONS,
        "basis": DATE_BASES, "quad class": QUAD_CLASSES, "sector": SECTORS,
    }  # fmt: skip
    kinds: dict[str, dict[str, Any]] = {name: {"enum": list(values)} for name, values in enumerations.items()}
    kinds |= {f"{name} or none": {"enum": [*values, ""]} for name, values in enumerations.items()}
    kinds |= {name: {"type": name} for name in ("integer", "number", "boolean")}
    kinds |= {f"{name} or null": {"type": [name, "null"]} for name in ("integer", "number", "boolean")}
    return kinds | {
        "text": text,
        "texts": _list(text),
        "sectors": _list(kinds["sector"]),
        "actor": code,
        "actor or none": _pattern(f"({_ACTOR})?"),
        "actors": _list(code),
        "day": _pattern(f"({_DAY})?"),
        "date": _pattern("([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?"),
        "uuid": _pattern("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
        "revision": _pattern("[a-f][0-9a-f]{7}"),
        "moment": _pattern(f"({_DAY}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}})?"),
    }


def _pattern(pattern: str) -> dict[str, Any]:
    return {"type": "string", "pattern": f"^{pattern}$"}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}
