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
from relcli.setting_keys import COLORS, STYLES, Key, SettingsFile, checked, known, place, shown

LARGEST_FILE = 1 << 20
"""Bytes of a settings file."""
_ASSIGNMENT = re.compile(
    r"""^(?P<head>\s*"?(?P<key>[A-Za-z0-9_-]+)"?\s*=\s*)(?P<value>"(?:[^"\\]|\\.)*"|'[^']*'|\[(?:[^\]"'#]|"(?:[^"\\]|\\.)*"|'[^']*')*\]|[^#\r\n]*?)(?P<tail>\s*(?:\#.*)?)$"""
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
            raise UsageError(f"unknown key {shown(name)}", where=where, hint=f"did you mean {key.name}?")
        if project and not key.project:
            ignored.append(name)
            continue
        values[name] = _with_absolute_path(key, checked(key, value, where), file, home)
        if project and key.kind == "file" and not _is_inside(values[name], file.parent):
            hint = f"set it in your own file, in {key.variable} or with --{name}"
            raise UsageError(f"{name} is outside the folder of the project: {shown(value)}", where=where, hint=hint)
    return SettingsFile(file, values, lines, tuple(ignored), colors)


def _colors(table: Any, file: Path, lines: dict[str, int]) -> dict[str, str]:
    """Return the styles that a file changes; UsageError for unknown names. Only a terminal needs to parse the styles
    themselves (see `relcli.output.terminal`), so that is done there."""
    if not isinstance(table, dict):
        where = place(file, lines.get(COLORS, 0))
        raise UsageError(f"{COLORS} cannot be {shown(table)}", where=where, hint=f"it is a table: [{COLORS}]")
    for name, text in table.items():
        where = place(file, lines.get(f"{COLORS}.{name}", 0))
        if name not in STYLES:
            raise UsageError(f"unknown style {shown(name)}", where=where, hint=nearest(name, STYLES, "styles are"))
        if not isinstance(text, str) or not text.strip():
            raise UsageError(f"{COLORS}.{name} cannot be {shown(text)}", where=where, hint='for instance "bold red"')
    return table


def parsed(text: str, path: Path) -> dict[str, Any]:
    """Return the keys and values of a TOML text; UsageError with the line of a syntax error."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        line = _line_with_most(text, r"[\[{]")
        raise UsageError("is nested too deeply", where=place(path, line), hint="no key needs it") from None
    except tomllib.TOMLDecodeError as error:
        match = _TOML_ERROR.fullmatch(str(error))
        what = match["what"] if match else str(error)
        line = int(match["line"] or text.rstrip().count("\n") + 1) if match else 0
        hint = "write KEY = VALUE, with quotation marks around text"
        raise UsageError(what[:1].lower() + what[1:], where=place(path, line), hint=hint) from error
    except ValueError:  # Python reads no such number
        line = _line_with_most(text, r"\d")
        raise UsageError("a number has too many digits", where=place(path, line), hint="no key needs it") from None


def _line_with_most(text: str, sign: str) -> int:
    """Return the number of the line with the most signs of a kind."""
    counts = [len(re.findall(sign, line)) for line in text.split("\n")]
    return counts.index(max(counts)) + 1


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
    wanted = {**parsed(text, path), key.name: list(value) if isinstance(value, tuple) else value}
    return _verified(end.join(lines) + end, wanted, path)


def without_key(text: str, name: str, path: Path) -> str:
    """Return the text without the line of a key; the same text if the key is not set."""
    lines, end = _split(text)
    removed = {number for number, match in _assignments(text) if match["key"] == name}
    left = [line for number, line in enumerate(lines, start=1) if number not in removed]
    after = end.join(left) + end if left else ""
    try:
        wanted = parsed(text, path)
    except UsageError:
        if not removed:
            raise
        return after  # the line may be the very one that is wrong
    if name not in wanted:
        return text
    del wanted[name]
    return _verified(after, wanted, path)


def text_of(path: Path) -> str:
    """Return the text of a file, '' if it does not exist."""
    return _text(path) if path.is_file() else ""


def broken_text_of(path: Path) -> str:
    """Return the text of a file, '' if it does not exist; bytes that are not UTF-8 as Python keeps them in names of
    files."""
    return _data(path).decode(errors="surrogateescape") if path.is_file() else ""


def as_toml(value: Any) -> str:
    """Return a value in TOML notation."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        value = list(value)
    import json  # a JSON string is a TOML string, except for one control character

    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _text(path: Path) -> str:
    data = _data(path)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError("is not UTF-8", where=place(path, line), hint="save it as UTF-8") from error


def _data(path: Path) -> bytes:
    """Return the bytes of a settings file; UsageError if it cannot be read or cannot be one."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        reason = f"the settings cannot be read: {error.strerror or error}"
        raise UsageError(reason, where=str(path), hint="correct its permissions, or remove it") from error
    if len(data) > LARGEST_FILE:
        raise UsageError("is larger than a megabyte, too large for a settings file", where=str(path), hint="remove it")
    return data


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


def _verified(after: str, wanted: dict[str, Any], path: Path) -> str:
    """Return the new text if it has the keys and values that are wanted; RelcliError if not."""
    try:
        if tomllib.loads(after) == wanted:
            return after
    except (ValueError, RecursionError):
        pass
    raise RelcliError(
        "cannot be changed line by line", where=str(path), hint="'relcli config edit' opens it in an editor"
    )


def _with_absolute_path(key: Key, value: Any, file: Path, home: Path | None) -> Any:
    """Return a value, made absolute if it is a path: relative paths start at the folder of the file."""
    if key.kind == "folders":
        return tuple(_absolute(each, file, home) for each in value)
    return _absolute(value, file, home) if key.kind in {"file", "folder"} else value


def _absolute(value: str, file: Path, home: Path | None) -> str:
    if home is not None and (value == "~" or value.startswith("~/")):
        return str(home / value[2:])
    return os.path.normpath(os.path.join(os.path.abspath(file.parent), value))


def _is_inside(path: str, folder: Path) -> bool:
    """Is a path inside a folder, after following links?"""
    outer, inner = os.path.realpath(folder), os.path.realpath(path)
    return os.path.commonpath([outer, inner]) == outer
