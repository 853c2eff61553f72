"""Which format of events is this? Told by the beginning of the content, never by the name of the file.

Signs: number of columns and form of a few of them where there is no header, the first words of the header where there
is one, the keys of the first object in JSON. A bad line at the beginning hides nothing: the first lines are tried in
turn.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from relcli.model import EVENT_FIELDS, EXTRA_FIELDS
from relcli.readers.events import icews, phoenix, polecat
from relcli.readers.events.gdelt import GDELT1, GDELT2
from relcli.readers.events.own import NEEDED
from relcli.readers.lines import UTF8_MARK

if TYPE_CHECKING:
    from collections.abc import Sequence

HEAD = 1 << 14
"""How many bytes of an input are looked at."""

_TRIED = 10
_DAY = re.compile(r"\d{8}", re.ASCII)
_MOMENT = re.compile(r"\d{14}", re.ASCII)
_PHOENIX_ID = re.compile(r"\d+_[\d.]+", re.ASCII)
_KEY_OF_A_LIST = re.compile(r'"(actor|event)"\s*:\s*\[')
_KEY = re.compile(r'"(\w+)"\s*:')


def recognise(head: bytes) -> str:
    """Return the name of the format that an input with this beginning has; '' if it is none of events.

    The names are the producers', and relcli-csv, relcli-tsv, relcli-jsonl, relcli-json, plover and plover-array.
    """
    text = head.removeprefix(UTF8_MARK).decode("utf-8", errors="replace").lstrip()
    if text.startswith("{"):
        return _of_object(text, whole=text.split("\n", 1)[0], many="")
    if text.startswith("["):
        return _of_object(text.lstrip("[ \t\r\n"), whole="", many="-array")
    lines = [line for line in text.split("\n", _TRIED)[:_TRIED] if line.strip()]
    for line in lines:
        if found := _of_line(line.rstrip("\r")):
            return found
    return _of_own_header(lines[0].rstrip("\r")) if lines else ""


def own_header(head: bytes) -> list[str]:
    """Return the names of the columns, or the keys, of an export of relcli's that begins so."""
    text = head.removeprefix(UTF8_MARK).decode("utf-8", errors="replace").lstrip()
    if text.startswith(("{", "[")):
        found, _ = _first_object(text.lstrip("[ \t\r\n"))
        return list(found)
    return _cells(text.split("\n", 1)[0].rstrip("\r"))


def _of_line(line: str) -> str:
    for header, name in ((icews.HEADER, "icews"), (polecat.HEADER, "polecat")):
        if line.casefold().startswith("\t".join(header).casefold()):
            return name
    cells = line.split("\t")
    if len(cells) == phoenix.COLUMNS and _PHOENIX_ID.fullmatch(cells[0]) and _DAY.fullmatch(cells[1]):
        return "phoenix"
    if len(cells) in GDELT2.columns and _DAY.fullmatch(cells[1]) and _MOMENT.fullmatch(cells[59]):
        return "gdelt2"
    if len(cells) in GDELT1.columns and _DAY.fullmatch(cells[1]) and _DAY.fullmatch(cells[56]):
        return "gdelt1"
    return ""


def _cells(line: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split("\t" if "\t" in line else ",")]


def _of_own_header(line: str) -> str:
    """Tell an export of relcli's by its fields; one or two that it does not know may be slips."""
    cells = _cells(line)
    if _is_own(cells):
        return "relcli-tsv" if "\t" in line else "relcli-csv"
    return ""


def _is_own(names: Sequence[str]) -> bool:
    known = sum(name in EVENT_FIELDS or name in EXTRA_FIELDS for name in names)
    return NEEDED.issubset(names) and 2 * known > len(names)


def _first_object(text: str) -> tuple[dict[str, object], bool]:
    """Return the first object, and whether it is whole; else its keys, as far as they can be seen."""
    try:
        found, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return {key: None for key in _KEY.findall(text.split("\n", 1)[0])}, False
    return (found, True) if isinstance(found, dict) else ({}, True)


def _of_object(text: str, whole: str, many: str) -> str:
    """Tell what begins with this object: events of PLOVER, of relcli, or something else ('')."""
    found, complete = _first_object(text)
    if many == "" and complete and _spread(whole):
        return ""  # over several lines; told as such
    lists = {key for key, value in found.items() if isinstance(value, list)} if complete else set()
    lists |= set() if complete else set(_KEY_OF_A_LIST.findall(text))
    if {"actor", "event"} <= lists:
        return f"plover{many}"
    if "text" not in found and _is_own(list(found)):
        return "relcli-json" if many else "relcli-jsonl"
    return ""


def _spread(line: str) -> bool:
    """Tell whether an object that begins in this line goes on below."""
    try:
        json.JSONDecoder().raw_decode(line)
    except (ValueError, RecursionError):
        return True
    return False
