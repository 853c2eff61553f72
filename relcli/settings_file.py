"""Settings files: reading them, with the line of each error, and changing one key without touching the rest.

Apart from `settings` because only a command that finds a file needs it, and TOML with it.

People write these files, with comments and in an order of their own. A change therefore replaces or adds one line; if
the result would not be exactly what was asked for (because of a value over several lines, for instance), there is an
error instead.
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any

from relcli.errors import RelcliError, UsageError, nearest
from relcli.setting_keys import COLORS, STYLES, Key, SettingsFile, checked, known, place

_ASSIGNMENT = re.compile(
    r"""^(?P<head>\s*"?(?P<key>[A-Za-z0-9_-]+)"?\s*=\s*)(?P<value>"(?:[^"\\]|\\.)*"|'[^']*'|[^#\r\n]*?)(?P<tail>\s*(?:\#.*)?)$"""
)
_TABLE = re.compile(r"^\s*\[")
_TOML_ERROR = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)", re.DOTALL)


def read_settings(path: str, home: Path | None, *, project: bool) -> SettingsFile:
    """Return the settings of a file, with absolute paths; UsageError with file and line if it is invalid.

    In a project file the database must be inside the folder of the file, and keys that only the user may set are
    ignored.
    """
    file = Path(path)
    text = _text(file)
    lines = {match["key"]: number for number, match in _assignments(text)}
    values: dict[str, Any] = {}
    ignored = []
    settled = parsed(text, file)
    lines |= {f"{COLORS}.{name}": number for name, number in _lines_of_colors(text).items()}
    colors = _colors(settled.pop(COLORS, {}), file, lines)
    for name, value in settled.items():
        where = place(file, lines.get(name, 0))
        key = known(name, where)
        if name != key.name:
            raise UsageError(f"unknown key '{name}'", where=where, hint=f"did you mean {key.name}?")
        if project and not key.project:
            ignored.append(name)
            continue
        values[name] = _with_absolute_path(key, checked(key, value, where), file, home)
        if project and key.kind == "file" and not _is_inside(values[name], file.parent):
            hint = f"set it in your own file, in {key.variable} or with --{name}"
            raise UsageError(f"{name} is outside the folder of the project: {value!r}", where=where, hint=hint)
    return SettingsFile(file, values, lines, tuple(ignored), colors)


def _colors(table: Any, file: Path, lines: dict[str, int]) -> dict[str, str]:
    """Return the styles that a file changes; UsageError for unknown names. Only a terminal needs to parse the styles
    themselves (see `relcli.output.terminal`), so that is done there."""
    if not isinstance(table, dict):
        where = place(file, lines.get(COLORS, 0))
        raise UsageError(f"{COLORS} cannot be {table!r}", where=where, hint=f"it is a table: [{COLORS}]")
    for name, text in table.items():
        where = place(file, lines.get(f"{COLORS}.{name}", 0))
        if name not in STYLES:
            raise UsageError(f"unknown style '{name}'", where=where, hint=nearest(name, STYLES, "styles are"))
        if not isinstance(text, str) or not text.strip():
            raise UsageError(f"{COLORS}.{name} cannot be {text!r}", where=where, hint='for instance "bold red"')
    return table


def parsed(text: str, path: Path) -> dict[str, Any]:
    """Return the keys and values of a TOML text; UsageError with the line of a syntax error."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _TOML_ERROR.fullmatch(str(error))
        what = match["what"] if match else str(error)
        line = int(match["line"] or 0) if match else 0
        hint = "write KEY = VALUE, with quotation marks around text"
        raise UsageError(what[:1].lower() + what[1:], where=place(path, line), hint=hint) from error


def with_key(text: str, key: Key, value: Any, path: Path) -> str:
    """Return the text with one key set and all other lines unchanged; RelcliError if changing one line cannot do
    that."""
    written = f"{key.name} = {as_toml(value)}"
    lines, end = _split(text)
    for number, match in _assignments(text):
        if match["key"] == key.name:
            lines[number - 1] = f"{match['head']}{as_toml(value)}{match['tail']}"
            break
    else:
        lines.insert(_end_of_root(lines), written)
    return _verified(text, end.join(lines) + end, {**parsed(text, path), key.name: value}, path)


def without_key(text: str, name: str, path: Path) -> str:
    """Return the text without the line of a key; the same text if the key is not set."""
    lines, end = _split(text)
    wanted = parsed(text, path)
    if name not in wanted:
        return text
    del wanted[name]
    kept = {number for number, match in _assignments(text) if match["key"] == name}
    left = [line for number, line in enumerate(lines, start=1) if number not in kept]
    return _verified(text, end.join(left) + end if left else "", wanted, path)


def text_of(path: Path) -> str:
    """Return the text of a file, '' if it does not exist."""
    return _text(path) if path.is_file() else ""


def as_toml(value: Any) -> str:
    """Return a value in TOML notation."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    import json  # a JSON string is a TOML string, except for one control character

    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            return stream.read()
    except UnicodeDecodeError as error:
        raise UsageError("is not UTF-8", where=str(path), hint="save it as UTF-8") from error


def _assignments(text: str) -> list[tuple[int, re.Match[str]]]:
    """Return the lines that set keys, with their numbers from 1; lines after the header of a table do not count."""
    found = []
    for number, line in enumerate(_split(text)[0], start=1):
        if _TABLE.match(line):
            break
        if match := _ASSIGNMENT.match(line):
            found.append((number, match))
    return found


def _lines_of_colors(text: str) -> dict[str, int]:
    """Return the lines on which styles are named, by the names."""
    found: dict[str, int] = {}
    inside = False
    for number, line in enumerate(_split(text)[0], start=1):
        if _TABLE.match(line):
            inside = line.split("#")[0].strip() == f"[{COLORS}]"
        elif inside and (match := _ASSIGNMENT.match(line)):
            found[match["key"]] = number
    return found


def _split(text: str) -> tuple[list[str], str]:
    """Return the lines of a text, and its line end."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    return (lines[:-1] if not lines[-1] else lines), end


def _end_of_root(lines: list[str]) -> int:
    """Return the index for a new line: that of the first table, else the end."""
    return next((number for number, line in enumerate(lines) if _TABLE.match(line)), len(lines))


def _verified(before: str, after: str, wanted: dict[str, Any], path: Path) -> str:
    """Return the new text if it has the keys and values that are wanted; RelcliError if not."""
    try:
        if tomllib.loads(after) == wanted:
            return after
    except tomllib.TOMLDecodeError:
        pass
    raise RelcliError(
        "cannot be changed line by line", where=str(path), hint="'relcli config edit' opens it in an editor"
    )


def _with_absolute_path(key: Key, value: Any, file: Path, home: Path | None) -> Any:
    """Return a value, made absolute if it is a path: relative paths start at the folder of the file."""
    if key.kind not in {"file", "folder"}:
        return value
    if home is not None and (value == "~" or value.startswith("~/")):
        return str(home / value[2:])
    return os.path.normpath(os.path.join(os.path.abspath(file.parent), value))


def _is_inside(path: str, folder: Path) -> bool:
    """Is a path inside a folder, after following links?"""
    outer, inner = os.path.realpath(folder), os.path.realpath(path)
    return os.path.commonpath([outer, inner]) == outer
