"""Settings: one table of keys, and which value each key has.

The first of these that sets a key wins: the option on the command line, the environment variable of the key,
`relcli.toml` found upwards from the working directory, `config.toml` in the user's configuration folder, the default.
Each value knows where it comes from. Files are looked for when the first value is read, and TOML is parsed (by
`settings_file`) only if there is one, so a command without settings files pays for a few file look-ups only.

A project file may be in a folder that somebody else has filled (a download, a shared disk, a repository). It may
therefore choose only the data and its format; which programs run, what the coder knows, who is named as author and
what protects the user are for the user to decide.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from relcli.errors import UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
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
KeyKind = Literal["file", "folder", "text", "number", "jobs", "switch", "program", "choice"]
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
        Key("width", "number", 0, "columns to fill, 0 = those of the terminal", project=True),
        Key("error_format", "choice", "text", "how errors are written", ERROR_FORMATS, project=True),
        Key("color", "choice", "auto", "when to use colour", COLOR_CHOICES),
        Key("pager", "program", "", "program that shows long output, false = none"),
        Key("quiet", "switch", False, "write only errors to standard error"),
        Key("safe_csv", "switch", False, "protect spreadsheets from formulas in csv and tsv"),
        Key("jobs", "jobs", "1", "processes that code documents, auto = one per processor"),
        Key("author", "text", "", "name recorded with changes to the database"),
        Key("lexicon", "folder", None, "folder of your own lexicon tables"),
    )
}
"""Every key by its name."""


class Setting(NamedTuple):
    """A value and where it comes from: a variable, a file with its line, or `default`."""

    value: Any
    origin: str

    @property
    def is_default(self) -> bool:
        """Is the key not set anywhere?"""
        return self.origin == DEFAULT


class SettingsFile(NamedTuple):
    """A settings file: its valid values, and the line of each key. `ignored` are keys that a project file may not
    set."""

    path: Path
    values: dict[str, Any]
    lines: dict[str, int]
    ignored: tuple[str, ...] = ()

    def where(self, name: str) -> str:
        """Return the file and the line of a key."""
        return place(self.path, self.lines.get(name, 0))


class Settings:
    """The settings outside the command line; files are read when the first value is looked up."""

    def __init__(
        self, variables: Mapping[str, str], folder: str = "", user_folder: Path | None = None, home: Path | None = None
    ) -> None:
        """Take the places to look in: variables, the working directory ('' = no project file), the user's folder (None
        = no user file), and the home directory that `~` stands for."""
        self.variables = variables
        self._folder = folder
        self._user_folder = user_folder
        self._home = home
        self._files: tuple[SettingsFile, ...] | None = None

    @property
    def files(self) -> tuple[SettingsFile, ...]:
        """The files that exist, the one with precedence first; UsageError if one of them is invalid."""
        if self._files is None:
            self._files = tuple(self._read())
        return self._files

    def look_up(self, name: str) -> Setting:
        """Return the value of a key and its origin; UsageError with file and line for an invalid value."""
        key = KEYS[name]
        text = self.variables.get(key.variable)
        if text:
            return Setting(from_text(key, text, where=key.variable), key.variable)
        for file in self.files:
            if name in file.values:
                return Setting(file.values[name], file.where(name))
        return Setting(key.default, DEFAULT)

    @property
    def user_path(self) -> Path | None:
        """The user's own file, which may not exist; None if there is no folder for it."""
        from pathlib import Path

        named = self.variables.get(CONFIG_VARIABLE)
        if named:
            return Path(named)
        return self._user_folder / USER_FILE if self._user_folder else None

    @property
    def project_path(self) -> Path:
        """The project's file: the one found upwards, else the one to create in the working directory."""
        from pathlib import Path

        return Path(self._found_project() or os.path.join(self._folder, PROJECT_FILE))

    def _found_project(self) -> str:
        """Return the path of the nearest project file, '' if there is none."""
        folder = self._folder
        while folder:
            path = os.path.join(folder, PROJECT_FILE)
            if os.path.isfile(path):
                return path
            above = os.path.dirname(folder)
            folder = above if above != folder else ""
        return ""

    def _read(self) -> Iterator[SettingsFile]:
        is_single = bool(self.variables.get(CONFIG_VARIABLE))
        project = "" if is_single else self._found_project()
        if project:
            from relcli.settings_file import read_settings

            yield read_settings(project, self._home, project=True)
        user = self.user_path
        if user is not None and (os.path.isfile(user) or (is_single and str(user) != os.devnull)):
            from relcli.settings_file import read_settings

            yield read_settings(str(user), self._home, project=False)


def known(name: str, where: str = "") -> Key:
    """Return a key by its name, written with - or _; UsageError with the closest keys for an unknown name."""
    key = KEYS.get(name.replace("-", "_"))
    if key is None:
        raise UsageError(f"unknown key '{name}'", where=where, hint=nearest(name, KEYS, "keys are"))
    return key


def place(path: Path, line: int = 0) -> str:
    """Return the name of a file, or of one of its lines, for an error."""
    return f"{path}:{line}" if line else str(path)


def from_text(key: Key, text: str, where: str = "") -> Any:
    """Return the value for a text, as it is in a variable or on a command line."""
    if key.kind in {"switch", "program"} and text.lower() in _YES_NO:
        return checked(key, _YES_NO[text.lower()], where)
    if key.kind == "number" and text.isascii() and text.isdecimal():
        return int(text)
    return checked(key, text, where)


def checked(key: Key, value: Any, where: str = "") -> Any:
    """Return a value if it is valid for its key; UsageError if not."""
    if not _fits(key, value):
        if key.kind == "choice":
            hint = nearest(str(value), key.choices, "one of")
        else:
            hint = f"it must be {_REQUIRED[key.kind]}"
        raise UsageError(f"{key.name} cannot be {_shown(value)}", where=where, hint=hint)
    return str(value) if key.kind == "jobs" else value


def _fits(key: Key, value: Any) -> bool:
    """Is a value of the key's kind?"""
    if key.kind == "switch":
        return isinstance(value, bool)
    if key.kind == "number":
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    if key.kind == "jobs":
        return value == "auto" or (not isinstance(value, bool) and str(value).isdecimal())
    if key.kind == "program":
        return isinstance(value, str) or value is False
    return value in key.choices if key.kind == "choice" else isinstance(value, str) and bool(value.strip())


_REQUIRED = {
    "switch": "true or false", "number": "a number, 0 or more", "jobs": "a number or auto",
    "program": "the command line of a program, or false", "file": "the path of a file",
    "folder": "the path of a folder", "text": "text that is not blank",
}  # fmt: skip


def _shown(value: Any) -> str:
    """Return a value as a settings file would have it."""
    return str(value).lower() if isinstance(value, bool) else repr(value)
