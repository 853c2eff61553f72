"""The cells of relcli's own export: from text or JSON to the types of the record.

Only the form is checked here (a number, a day, true or false); what the fields may hold is checked on import, by the
same code as an edit (`query.assignments`). Spreadsheets, R and pandas write some values in their own way: `TRUE`,
`1.0`, `NA` for what is missing, a decimal comma.
"""

from __future__ import annotations

import math
import re
from datetime import date
from typing import TYPE_CHECKING

from relcli.model import LISTS
from relcli.readers.events.event_file import RowError

if TYPE_CHECKING:
    from collections.abc import Callable

    Cell = Callable[[str, object], object]

_WHOLE_NUMBERS = frozenset({"id", "part_of", "mentions", "outlets", "documents"})
_NUMBERS = frozenset({"intensity", "goldstein", "confidence"})
_DAYS = frozenset({"date", "date_end", "published", "first_seen"})
_PLAIN = frozenset({"key", "database", "producer", "revision"})
_PROSE = frozenset({"people", "place", "setting", "attribution", "headline", "evidence", "document", "outlet", "url"})
"""Texts of any words: of what programs write for a missing value, only R's `NA` is none of them."""

_MISSING = frozenset({"NA", "N/A", "#N/A", "n/a", "<NA>", "null", "NULL", "NaN", "None"})
_BOOLEANS = {
    "true": True, "yes": True, "1": True, "1.0": True, "false": False, "no": False, "0": False, "0.0": False,
}  # fmt: skip
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?", re.ASCII)
_LOCAL_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{2,4})", re.ASCII)
_WHOLE = re.compile(r"([+-]?\d+)(?:[.,]0*)?", re.ASCII)
_DECIMAL = re.compile(r"([+-]?\d*)[.,](\d+)", re.ASCII)
_TOO_LARGE = 1 << 63


class ColumnError(RowError):
    """A cell in a form that the whole column is likely to have: reported once for the column."""


def from_text(name: str, cell: object) -> object:
    """Return the value of a cell of a table; '', () or None for a missing one."""
    text = str(cell)
    if "\0" in text:
        raise RowError(f"{name}: contains a NUL character")
    bare = text.strip()
    if bare == "NA" or (bare in _MISSING and name not in _PROSE):
        text = bare = ""
    return _READERS.get(name, _as_it_is)(name, bare if name in _READERS else text)


def from_json(name: str, value: object) -> object:
    """Return the value of a JSON value; numbers and booleans may be written as text."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return from_text(name, "")
    if name in LISTS:
        if not isinstance(value, list) or not all(isinstance(member, str) for member in value):
            raise RowError(f"{name}: is not a list of texts")
        return tuple(member for member in value if member.strip() or name == "people_countries")
    if isinstance(value, bool):
        if name == "mutual":
            return value
    elif isinstance(value, str):
        return value if name in _PROSE else from_text(name, value)
    elif isinstance(value, int | float) and (name == "mutual" or name in _WHOLE_NUMBERS or name in _NUMBERS):
        return _json_number(name, value)
    raise RowError(f"{name}: {str(value)[:40]!r} is not text")


def _json_number(name: str, value: float) -> object:
    try:
        return from_text(name, str(float(value) if name in _NUMBERS else value))
    except (OverflowError, ValueError):  # more digits than Python makes a number of
        raise RowError(f"{name}: too large") from None


def _as_it_is(name: str, text: str) -> str:
    return text


def _members(name: str, text: str) -> tuple[str, ...]:
    parts = [part.strip() for part in text.split(";")] if text else []
    if name == "people_countries":
        return tuple(parts)  # beside `people`, some may be empty
    return tuple(part for part in parts if part)


def _whole_number(name: str, text: str) -> int | None:
    if not text:
        return None
    found = _WHOLE.fullmatch(text)
    if not found:
        raise RowError(f"{name}: {text[:40]!r} is not a whole number")
    if len(found[1]) > len(str(_TOO_LARGE)) or int(found[1]) >= _TOO_LARGE:
        raise RowError(f"{name}: too large")
    return int(found[1])


def _number(name: str, text: str) -> float | None:
    if not text:
        return None
    found = _DECIMAL.fullmatch(text)
    try:
        value = float(f"{found[1]}.{found[2]}" if found else text)
    except ValueError:
        raise RowError(f"{name}: {text[:40]!r} is not a number") from None
    if not math.isfinite(value):
        raise RowError(f"{name}: {value} is not a number")
    return value


def _truth(name: str, text: str) -> bool | None:
    if not text:
        return None
    value = _BOOLEANS.get(text.lower())
    if value is None:
        raise RowError(f"{name}: {text[:40]!r} is neither true nor false")
    return value


def _day(name: str, text: str) -> str:
    if not text:
        return ""
    if local := _LOCAL_DAY.fullmatch(text):
        raise ColumnError(f"{name}: {_about_local(text, int(local[1]), int(local[3]), local[4])}")
    found = _DAY.fullmatch(text)
    try:
        return date.fromisoformat(found[1] if found else "").isoformat()
    except ValueError:
        raise RowError(f"{name}: {text[:40]!r} is not a day such as 2024-03-31") from None


def _about_local(text: str, first: int, second: int, year: str) -> str:
    """Return what to say of a date as people write it in some country, and how to write it instead."""
    if first <= 12 and second <= 12:
        return f"dates such as {text!r} can be read in two ways; write them as 2024-03-31"
    try:
        iso = date(int(year), min(first, second), max(first, second)).isoformat() if len(year) == 4 else "2024-03-31"
    except ValueError:
        iso = "2024-03-31"
    return f"dates such as {text!r} are not read; write them as {iso}"


_READERS: dict[str, Callable[[str, str], object]] = {
    **dict.fromkeys(LISTS, _members), **dict.fromkeys(_WHOLE_NUMBERS, _whole_number),
    **dict.fromkeys(_NUMBERS, _number), **dict.fromkeys(_DAYS, _day), **dict.fromkeys(_PLAIN, _as_it_is),
    "mutual": _truth,
}  # fmt: skip
