"""Detects the format of an event file by the beginning of its content; the name of the file does not matter.

Files without a header are detected by the number of columns and the shape of a few of them, files with a header by its
first names, and JSON by the keys of the first object. Several of the first lines are tried, so that a bad line at the
beginning does not hide the format. The signs of each format are listed in docs/formats.md.
"""

from __future__ import annotations

import json
import re
from enum import StrEnum

from relcli.readers.events import icews, phoenix, polecat
from relcli.readers.events.gdelt import GDELT1, GDELT2, SHARED_COLUMNS
from relcli.readers.events.own_table import header_of, looks_like_export
from relcli.readers.lines import BYTE_ORDER_MARK, UTF8_MARK, UTF16_MARKS

HEAD = 1 << 14
"""How many bytes of an input are looked at."""

_LINES_TRIED = 10
_DAY = re.compile(r"\d{8}", re.ASCII)
_TIMESTAMP = re.compile(r"\d{14}", re.ASCII)
_PHOENIX_ID = re.compile(r"\d+_[\d.]+", re.ASCII)
_KEY_OF_A_LIST = re.compile(r'"(actor|event)"\s*:\s*\[')
_KEY = re.compile(r'"(\w+)"\s*:')
_BEFORE_OBJECT = "[ \t\r\n"


class EventFormat(StrEnum):
    """The formats of event files: the producer, and the notation if the producer has several."""

    GDELT1 = "gdelt1"
    GDELT2 = "gdelt2"
    ICEWS = "icews"
    POLECAT = "polecat"
    PHOENIX = "phoenix"
    PLOVER_JSONL = "plover-jsonl"
    PLOVER_JSON = "plover-json"
    OWN_CSV = "relcli-csv"
    OWN_TSV = "relcli-tsv"
    OWN_JSONL = "relcli-jsonl"
    OWN_JSON = "relcli-json"

    @property
    def producer(self) -> str:
        """Who coded the events."""
        return self.value.partition("-")[0]


def detect(head: bytes) -> EventFormat | None:
    """Return the format of an input that begins with these bytes; None if it is not an event file."""
    text = _decoded(head)
    if text.startswith("{"):
        return _format_of_object(text, in_array=False)
    if text.startswith("["):
        return _format_of_object(text.lstrip(_BEFORE_OBJECT), in_array=True)
    lines = _first_lines(text)
    for line in lines:
        if found := _format_of_line(line.rstrip("\r\n")):
            return found
    header = header_of(lines)
    if header is None:
        return None
    return EventFormat.OWN_TSV if header.separator == "\t" else EventFormat.OWN_CSV


def export_fields(head: bytes) -> list[str]:
    """Return the columns, or the keys of the first object, of an export of relcli that begins with these bytes."""
    text = _decoded(head)
    if text.startswith(("{", "[")):
        found, _ = _first_object(text.lstrip(_BEFORE_OBJECT))
        return list(found)
    header = header_of(_first_lines(text))
    return header.fields if header else []


def _first_lines(text: str) -> list[str]:
    """Return the first lines that are not blank, with their ends; those of old Macintoshs end in a carriage return."""
    if "\n" not in text:
        text = text.replace("\r", "\n")
    lines = [line + "\n" for line in text.split("\n", _LINES_TRIED)[:_LINES_TRIED]]
    return [line for line in lines if line.strip()]


def _decoded(head: bytes) -> str:
    encoding = "utf-16" if head.startswith(UTF16_MARKS) else "utf-8"
    return head.removeprefix(UTF8_MARK).decode(encoding, errors="replace").lstrip(" \r\n" + BYTE_ORDER_MARK)


def _format_of_line(line: str) -> EventFormat | None:
    for header, event_format in ((icews.HEADER, EventFormat.ICEWS), (polecat.HEADER, EventFormat.POLECAT)):
        if line.casefold().startswith("\t".join(header).casefold()):
            return event_format
    cells = line.split("\t")
    if len(cells) == phoenix.COLUMNS and _PHOENIX_ID.fullmatch(cells[0]) and _DAY.fullmatch(cells[1]):
        return EventFormat.PHOENIX
    if (
        len(cells) in GDELT2.columns
        and _DAY.fullmatch(cells[1])
        and _TIMESTAMP.fullmatch(cells[SHARED_COLUMNS + GDELT2.added])
    ):
        return EventFormat.GDELT2
    if (
        len(cells) in GDELT1.columns
        and _DAY.fullmatch(cells[1])
        and _DAY.fullmatch(cells[SHARED_COLUMNS + GDELT1.added])
    ):
        return EventFormat.GDELT1
    return None


def _first_object(text: str) -> tuple[dict[str, object], bool]:
    """Return the first object and True if it is complete; else as many of its keys as can be seen, and False."""
    try:
        found, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return {key: None for key in _KEY.findall(text.split("\n", 1)[0])}, False
    return (found, True) if isinstance(found, dict) else ({}, True)


def _format_of_object(text: str, *, in_array: bool) -> EventFormat | None:
    """Detect events of PLOVER or of relcli by the first object, which is alone on its line or in an array."""
    found, is_complete = _first_object(text)
    if not in_array and is_complete and _continues_below(text.split("\n", 1)[0]):
        return None  # an object over several lines, which is rejected as such
    if is_complete:
        lists = {key for key, value in found.items() if isinstance(value, list)}
    else:
        lists = set(_KEY_OF_A_LIST.findall(text))
    if {"actor", "event"} <= lists:
        return EventFormat.PLOVER_JSON if in_array else EventFormat.PLOVER_JSONL
    if "text" not in found and looks_like_export(found):
        return EventFormat.OWN_JSON if in_array else EventFormat.OWN_JSONL
    return None


def _continues_below(line: str) -> bool:
    """Does an object that begins on this line continue on the next?"""
    try:
        json.JSONDecoder().raw_decode(line)
    except (ValueError, RecursionError):
        return True
    return False
