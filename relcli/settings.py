"""Settings: one table of keys, and which value each key has.

The first of these that sets a key wins: the option on the command line, the environment variable of the key,
`relcli.toml` found upwards from the working directory, `config.toml` in the user's configuration folder, the default.
Each value knows where it comes from. Files are looked for when the first value is read, and TOML is parsed (by
`settings_file`) only if there is one, so a command without settings files pays for a few file look-ups only.

A project file may be in a folder that somebody else has filled (a download, a shared disk, a repository). It may
therefore choose only the data and its format; which programs run, what the coder knows, who is named as author and
what protects the user are for the user to decide. One that another user could have written is not read at all until it
is allowed (see `settings_trust`).
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from relcli.errors import UsageError
from relcli.setting_keys import (
    COLORS,
    CONFIG_VARIABLE,
    DEFAULT,
    KEYS,
    PROJECT_FILE,
    TRUST,
    USER_FILE,
    Setting,
    from_text,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from relcli.setting_keys import SettingsFile


class Settings:
    """The settings outside the command line; files are read when the first value is looked up."""

    def __init__(
        self, variables: Mapping[str, str], folder: str = "", user_folder: Path | None = None, home: Path | None = None
    ) -> None:
        """Take the places to look in: variables, the working directory ('' = no project file), the user's folder (None
        = no user file), and the home directory that `~` means."""
        self.variables = variables
        self._folder = folder
        self._user_folder = user_folder
        self._home = home
        self._files: tuple[SettingsFile, ...] | None = None
        self.tolerant = False
        """Does a project file that cannot be read only cause a notice? For commands with `--db`."""
        self.notices: list[str] = []
        """Messages about files that are not used."""

    @property
    def files(self) -> tuple[SettingsFile, ...]:
        """The files that exist, the one with precedence first; UsageError if one of them is invalid."""
        if self._files is None:
            self.notices.clear()
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
    def colors(self) -> dict[str, Setting]:
        """The styles that files change, each as in the file with precedence."""
        return {
            name: Setting(text, file.where(f"{COLORS}.{name}"))
            for file in reversed(self.files)
            for name, text in file.colors.items()
        }

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

    def check_variables(self) -> None:
        """Raise UsageError for an invalid variable, whether its value is needed or not: a command must not
        fail on a terminal and pass in a pipe."""
        for key in KEYS.values():
            text = self.variables.get(key.variable)
            if text:
                from_text(key, text, where=key.variable)

    def _read(self) -> Iterator[SettingsFile]:
        own = self._read_own()
        project = "" if self.variables.get(CONFIG_VARIABLE) else self._found_project()
        if project:
            yield from self._read_project(project, own)
        if own is not None:
            yield own

    def _read_own(self) -> SettingsFile | None:
        """Read the user's file, None if there is none; one that a variable names must exist."""
        is_named = bool(self.variables.get(CONFIG_VARIABLE))
        user = self.user_path
        if user is None or not (os.path.isfile(user) or (is_named and str(user) != os.devnull)):
            return None
        from relcli.settings_file import read_settings

        return read_settings(str(user), self._home, project=False)

    def _read_project(self, path: str, own: SettingsFile | None) -> Iterator[SettingsFile]:
        """Read the project file, unless it may be somebody else's and the user has not allowed it."""
        from relcli.settings_file import read_settings
        from relcli.settings_trust import is_trusted, notice, why_foreign

        reason = why_foreign(path, self.variables)
        if reason and not is_trusted(path, self._trusted(own)):
            self.notices.append(notice(path, reason))
            return
        try:
            yield read_settings(path, self._home, project=True)
        except UsageError as error:
            if not self.tolerant:
                raise
            self.notices.append(f"{error}; this file is ignored")

    def _trusted(self, own: SettingsFile | None) -> tuple[str, ...]:
        key = KEYS[TRUST]
        text = self.variables.get(key.variable)
        if text:
            return tuple(from_text(key, text, where=key.variable))
        return tuple(own.values.get(TRUST, ())) if own else ()
