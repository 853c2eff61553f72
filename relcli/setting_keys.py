"""The keys that can be set: what each may hold, who may set it, and what an error about it says."""

from __future__ import annotations

import os
import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from relcli.errors import UsageError, nearest
from relcli.escaping import escape_line, is_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PROJECT_FILE = "relcli.toml"
USER_FILE = "config.toml"
CONFIG_VARIABLE = "RELCLI_CONFIG"
"""The variable that names a single file to read instead of the project's and the user's."""
DEFAULT = "default"
"""The origin of a value that is not set anywhere."""
FORMATS = ("table", "text", "csv", "tsv", "json", "jsonl", "md", "html")
"""The choices of `--format`; the module of each is in `relcli.output`."""
COLOR_CHOICES = ("auto", "always", "never")
"""The choices of `--color`."""
ERROR_FORMATS = ("text", "json")
"""The choices of `--error-format`."""
TRUST = "trust"
"""The key of the folders whose project file is used although another user could have written it."""
WIDEST = 100_000
"""The largest number of columns that can be asked for; no line is as long."""
LARGEST = 10**9
"""The largest number that can be set."""
KeyKind = Literal["file", "folder", "folders", "text", "number", "share", "jobs", "switch", "program", "choice"]
LONGEST_SHOWN = 80
_YES_NO = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


class Key(NamedTuple):
    """One thing that can be set. `choices` are the values of a key of the kind "choice"; `project` is true if a project
    file may set it."""

    name: str
    kind: KeyKind
    default: Any
    purpose: str
    choices: tuple[str, ...] = ()
    project: bool = False
    largest: int = LARGEST

    @property
    def variable(self) -> str:
        """The environment variable of the key."""
        return f"RELCLI_{self.name.upper()}"


KEYS = {
    key.name: key
    for key in (
        Key("db", "file", None, "the database", project=True),
        Key("format", "choice", "", "format of listings", FORMATS, project=True),
        Key("limit", "number", 50, "rows of a listing on a terminal, 0 = all", project=True),
        Key("width", "number", 0, "columns to fill, 0 = those of the terminal", project=True, largest=WIDEST),
        Key("error_format", "choice", "text", "how errors are written", ERROR_FORMATS, project=True),
        Key("min_confidence", "share", 0, "how sure the coder is of listed events at least, 0 to 1", project=True),
        Key("color", "choice", "auto", "when to use colour", COLOR_CHOICES),
        Key("pager", "program", "", "program that shows long output, false = none"),
        Key("quiet", "switch", False, "write only errors to standard error"),
        Key("safe_csv", "switch", False, "protect spreadsheets from formulas in csv and tsv"),
        Key("jobs", "jobs", "1", "processes that code documents, auto = one per processor"),
        Key("lock_timeout", "number", 30, "seconds to wait for another program that uses the database"),
        Key("author", "text", "", "name recorded with changes to the database"),
        Key("lexicon", "folder", None, "folder of your own lexicon tables"),
        Key(TRUST, "folders", (), f"folders whose {PROJECT_FILE} you allow, though it may not be yours"),
    )
}
"""Every key by its name."""

COLORS = "colors"
"""The table of a file that says how styles look; a project may say it too."""
STYLES = {
    "cooperation": ("green", "cooperation: intensities above +1"),
    "strong-cooperation": ("bold green", "strong cooperation: +7 and more"),
    "conflict": ("red", "conflict: intensities below -1"),
    "strong-conflict": ("bold red", "strong conflict: -7 and less"),
    "neutral": ("none", "acts that are neither"),
    "modality": ("magenta", "agreed, pledged, proposed, denied, historical"),
    "parties": ("bold", "who and whom, and the number of an event"),
    "evidence": ("none", "the sentence of an event; the rest of its paragraph is faint"),
    "source": ("dim", "the document that reports it"),
    "faint": ("dim", "secondary details: sectors, labels"),
    "header": ("bold", "the header of tables"),
    "heading": ("bold", "headings of pages"),
    "rule": ("dim", "lines: under the header of tables, beside headings, the branches of a tree"),
    "bar": ("cyan", "bars of counts"),
    "trend": ("blue", "counts over time: sparklines and strips"),
    "option": ("cyan", "what is typed: commands and options in the help"),
    "match": ("bold cyan", "the words searched for"),
    "notice": ("bold", "what stands out of a chronology: turning points"),
}
"""Every style by its name: how it looks where nothing else is said, in the words of rich, and what is shown in it."""


class Setting(NamedTuple):
    """A value and where it comes from: a variable, a file with its line, or `default`."""

    value: Any
    origin: str

    @property
    def is_default(self) -> bool:
        """Is the key not set anywhere?"""
        return self.origin == DEFAULT


class SettingsFile(NamedTuple):
    """A settings file: its valid values, and the line of each key. `ignored` are keys that a
    project file may not set. `colors` are the styles it changes, not yet parsed."""

    path: Path
    values: dict[str, Any]
    lines: dict[str, int]
    ignored: tuple[str, ...] = ()
    colors: Mapping[str, str] = MappingProxyType({})

    def where(self, name: str) -> str:
        """Return the file and the line of a key."""
        return place(self.path, self.lines.get(name, 0))


def known(name: str, where: str = "") -> Key:
    """Return a key by its name, written with - or _; UsageError with the closest keys for an unknown name."""
    key = KEYS.get(name.replace("-", "_"))
    if key is None:
        names = (*KEYS, COLORS) if where else KEYS
        raise UsageError(f"unknown key {shown(name)}", where=where, hint=nearest(name, names, "keys are"))
    return key


def place(path: Path, line: int = 0) -> str:
    """Return the name of a file, or of one of its lines, for an error."""
    return f"{path}:{line}" if line else str(path)


def from_text(key: Key, text: str, where: str = "") -> Any:
    """Return the value for a text, as it is in a variable or on a command line."""
    if key.kind in {"switch", "program"} and text.lower() in _YES_NO:
        return checked(key, _YES_NO[text.lower()], where)
    if key.kind == "number" and text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST)):
        return checked(key, int(text), where)
    if key.kind == "share" and _SHARE.fullmatch(text):
        return checked(key, float(text) if "." in text else int(text), where)
    if key.kind == "folders":
        return checked(key, [part for part in text.split(os.pathsep) if part], where)
    return checked(key, text, where)


def checked(key: Key, value: Any, where: str = "") -> Any:
    """Return a value if it is valid for its key; UsageError if not."""
    if not _fits(key, value):
        if key.kind == "choice":
            hint = nearest(str(value), key.choices, "one of")
        else:
            hint = f"it must be {_REQUIRED[key.kind].format(largest=key.largest)}"
        raise UsageError(f"{key.name} cannot be {shown(value)}", where=where, hint=hint)
    if key.kind == "folders":
        return tuple(value)
    return str(value) if key.kind == "jobs" else value


def _fits(key: Key, value: Any) -> bool:
    """Is a value of the key's kind?"""
    if key.kind == "switch":
        return isinstance(value, bool)
    if key.kind == "number":
        return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= key.largest
    if key.kind == "share":
        return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    if key.kind == "jobs":
        return value == "auto" or _is_count(value)
    if key.kind == "program":
        return value is False or value == "" or _is_words(value)
    if key.kind == "folders":
        return isinstance(value, list | tuple) and all(_is_words(each) for each in value)
    if key.kind in {"file", "folder"}:
        return _is_words(value)
    return value in key.choices if key.kind == "choice" else _is_words(value) and is_text(value)


def _is_count(value: Any) -> bool:
    """Is it a number of processes, as a number or as text?"""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return False
    text = str(value) if isinstance(value, str) or abs(value) <= LARGEST else ""
    return text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST))


def _is_words(value: Any) -> bool:
    """Is it text that is not blank, without control characters, which no name or path has?"""
    return isinstance(value, str) and bool(value.strip()) and _CONTROL.isdisjoint(value)


_SHARE = re.compile(r"\d{1,9}(?:\.\d+)?|\.\d+", re.ASCII)
_CONTROL = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0))))


_REQUIRED = {
    "switch": "true or false", "number": "a number from 0 to {largest:,}",
    "share": "a number from 0 to 1", "jobs": "a number or auto",
    "program": "the command line of a program, or false", "file": "the path of a file, without control characters",
    "folder": "the path of a folder, without control characters", "folders": "a list of folders",
    "text": "text in UTF-8 that is not blank, without control characters",
}  # fmt: skip


def shown(value: Any) -> str:
    """Return a value as a settings file would have it."""
    if isinstance(value, bool):
        return str(value).lower()
    try:
        text = f"'{escape_line(value)}'" if isinstance(value, str) else repr(value)
    except ValueError:  # Python does not write out the longest numbers
        return "such a large number"
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."
