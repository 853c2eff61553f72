"""What is settled once for all commands: by a variable, by the file of a project, or by the user's own file.

One table names every key. The order is always the same - what the command line says, then the key's variable,
then `relcli.toml` found upwards from the working directory, then `config.toml` in the user's configuration
folder, then the default - and each value knows where it comes from. Files are looked for when the first value
is asked for, and TOML is parsed only where there is a file: a command without any pays a few looks into folders.

A project file may lie in a folder that somebody else has filled (a download, a shared disk, a repository). It
therefore says only which data and which form; what is run, what the coder knows, in whose name is written and
what protects the user are the user's own to say.
"""

from __future__ import annotations

import os
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from relcli.errors import UsageError, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PROJECT_FILE = "relcli.toml"
USER_FILE = "config.toml"
ALONE = "RELCLI_CONFIG"
"""The variable that names the one file to be read in place of the project's and the user's."""
DEFAULT = "default"
_YES_NO = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


class Key(NamedTuple):
    """One thing that can be settled. `kind` is file, folder, text, number, jobs, switch, program or choice (of
    `choices`); `project` tells whether a project file may settle it."""

    name: str
    kind: str
    default: Any
    purpose: str
    choices: tuple[str, ...] = ()
    project: bool = False

    @property
    def variable(self) -> str:
        """The environment variable of the key."""
        return f"RELCLI_{self.name.upper()}"


_FORMATS = ("table", "text", "csv", "tsv", "json", "jsonl", "md", "html")
KEYS = {
    key.name: key
    for key in (
        Key("db", "file", None, "the database", project=True),
        Key("format", "choice", "", "format of listings", _FORMATS, project=True),
        Key("limit", "number", 50, "rows of a listing on a terminal, 0 = all", project=True),
        Key("width", "number", 0, "columns of a terminal, 0 = as it is", project=True),
        Key("error_format", "choice", "text", "how errors are told", ("text", "json"), project=True),
        Key("color", "choice", "auto", "when to colour", ("auto", "always", "never")),
        Key("pager", "program", "", "program that pages long output, false = none"),
        Key("quiet", "switch", False, "nothing but errors on standard error"),
        Key("safe_csv", "switch", False, "csv and tsv that no spreadsheet takes for formulas"),
        Key("jobs", "jobs", "1", "processes that code, auto = one a processor"),
        Key("author", "text", "", "in whose name the database is changed"),
        Key("lexicon", "folder", None, "folder of your own lexicon tables"),
    )
}
"""Every key by its name."""

COLORS = "colors"
"""The table of a file that says how styles look; a project may say it too."""
STYLES = {
    "cooperation": ("green", "cooperation: intensities above +1"),
    "strong-cooperation": ("bold green", "cooperation in deed: +7 and more"),
    "conflict": ("red", "conflict: intensities below -1"),
    "strong-conflict": ("bold red", "force: -7 and less"),
    "neutral": ("none", "acts that are neither"),
    "modality": ("yellow", "agreed, pledged, proposed, denied, historical"),
    "parties": ("bold", "who and whom, and the number of an event"),
    "evidence": ("bold underline", "the sentence of an event within its paragraph"),
    "source": ("dim", "where it says so"),
    "faint": ("dim", "what is said by the way: sectors, labels"),
    "header": ("bold", "the header of tables"),
    "heading": ("bold", "headings of pages"),
    "rule": ("none", "the line under the header of tables"),
}
"""Every style by its name: how it looks where nothing else is said, in the words of rich, and what is shown in it."""


class Setting(NamedTuple):
    """A value and where it comes from: a variable, a file with its line, or `default`."""

    value: Any
    origin: str


class SettingsFile(NamedTuple):
    """One file of settings as it was read: checked values and the lines they stand on. `ignored` are keys that a
    project file may not set. `colors` are the styles it changes, not yet understood."""

    path: Path
    values: dict[str, Any]
    lines: dict[str, int]
    ignored: tuple[str, ...] = ()
    colors: Mapping[str, str] = MappingProxyType({})

    def where(self, name: str) -> str:
        """Return the file and the line of a key."""
        return place(self.path, self.lines.get(name, 0))


class Settings:
    """All that is settled outside the command line, looked up when it is first asked for."""

    def __init__(
        self, variables: Mapping[str, str], folder: str = "", user_folder: Path | None = None, home: Path | None = None
    ) -> None:
        """Take where to look: variables, the working directory ('' = no project file), the user's folder (None =
        no user file), and what `~` means."""
        self.variables = variables
        self._folder = folder
        self._user_folder = user_folder
        self._home = home
        self._files: tuple[SettingsFile, ...] | None = None

    @property
    def files(self) -> tuple[SettingsFile, ...]:
        """The files there are, the one that holds before the others first; UsageError for what is wrong in
        them."""
        if self._files is None:
            self._files = tuple(self._read())
        return self._files

    def look_up(self, name: str) -> Setting:
        """Return the value of a key and its origin; UsageError with file and line for one that makes no sense."""
        key = KEYS[name]
        text = self.variables.get(key.variable)
        if text:
            return Setting(from_text(key, text, where=key.variable), key.variable)
        for file in self.files:
            if name in file.values:
                return Setting(file.values[name], file.where(name))
        return Setting(key.default, DEFAULT)

    @property
    def colors(self) -> dict[str, Setting]:
        """The styles that files change, each as the file says that holds before the others."""
        return {
            name: Setting(text, file.where(f"{COLORS}.{name}"))
            for file in reversed(self.files)
            for name, text in file.colors.items()
        }

    @property
    def user_path(self) -> Path | None:
        """The user's own file, there or not; None where there is nowhere to look."""
        from pathlib import Path

        named = self.variables.get(ALONE)
        if named:
            return Path(named)
        return self._user_folder / USER_FILE if self._user_folder else None

    @property
    def project_path(self) -> Path:
        """The project's file: the one found upwards, else the one that could be made in the working directory."""
        from pathlib import Path

        return Path(self._found() or os.path.join(self._folder, PROJECT_FILE))

    def _found(self) -> str:
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
        alone = bool(self.variables.get(ALONE))
        project = "" if alone else self._found()
        if project:
            from relcli.settings_file import read_settings

            yield read_settings(project, self._home, project=True)
        user = self.user_path
        if user is not None and (os.path.isfile(user) or (alone and str(user) != os.devnull)):
            from relcli.settings_file import read_settings

            yield read_settings(str(user), self._home, project=False)


def known(name: str, where: str = "") -> Key:
    """Return a key by its name, written with - or _; UsageError with the nearest for one that is none."""
    key = KEYS.get(name.replace("-", "_"))
    if key is None:
        names = (*KEYS, COLORS) if where else KEYS
        raise UsageError(f"unknown key '{name}'", where=where, hint=nearest(name, names, "keys are"))
    return key


def place(path: Path, line: int = 0) -> str:
    """Return how errors call a line of a file."""
    return f"{path}:{line}" if line else str(path)


def from_text(key: Key, text: str, where: str = "") -> Any:
    """Return the value that was written as text, in a variable or on a command line."""
    if key.kind in {"switch", "program"} and text.lower() in _YES_NO:
        return checked(key, _YES_NO[text.lower()], where)
    if key.kind == "number" and text.isascii() and text.isdecimal():
        return int(text)
    return checked(key, text, where)


def checked(key: Key, value: Any, where: str = "") -> Any:
    """Return a value of the right kind; UsageError for any other."""
    if not _fits(key, value):
        if key.kind == "choice":
            hint = nearest(str(value), key.choices, "one of")
        else:
            hint = f"it needs {_NEEDED[key.kind]}"
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


_NEEDED = {
    "switch": "true or false", "number": "a number, 0 or more", "jobs": "a number or auto",
    "program": "the command line of a program, or false", "file": "the path of a file",
    "folder": "the path of a folder", "text": "a text",
}  # fmt: skip


def _shown(value: Any) -> str:
    """Return a value as a file of settings has it."""
    return str(value).lower() if isinstance(value, bool) else repr(value)
