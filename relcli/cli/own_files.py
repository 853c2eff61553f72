"""The user's own files that go with an export: config.toml and the lexicon tables.

They come back only where the user asks for them, since a settings file says which programs run; and they never
replace a file.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from relcli.setting_keys import USER_FILE
from relcli.store.transfer.exporting import OwnFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from relcli.environment import Environment

LEXICON = "lexicon/"
"""What the names of lexicon tables begin with."""


def own_files(environment: Environment) -> list[OwnFile]:
    """Return the user's settings file and lexicon tables, as many as there are."""
    settings = environment.settings.user_path
    found = [OwnFile(USER_FILE, settings.read_bytes())] if settings is not None and settings.is_file() else []
    tables: dict[str, OwnFile] = {}
    for folder in environment.lexicon_folders:
        if folder.is_dir():
            for path in folder.iterdir():
                if path.suffix == ".tsv" and not path.name.startswith(".") and path.is_file():
                    tables[path.name] = OwnFile(LEXICON + path.name, path.read_bytes())
    return found + [tables[name] for name in sorted(tables)]


def bring_back(environment: Environment, files: Iterable[OwnFile], *, dry_run: bool) -> None:
    """Write files where none of the same name exist, and report what was written and what was left unchanged."""
    for file in files:
        path = _place(environment, file)
        if path is None:
            environment.warn(f"relcli: {file.name} is not restored: there is no folder for it")
        elif os.path.lexists(path):
            if not path.is_file() or path.read_bytes() != file.content:
                environment.warn(f"relcli: {path} exists and differs; it is left unchanged, move it away to restore it")
        elif dry_run:
            environment.info(f"would write {path}")
        else:
            _write(path, file.content)
            environment.info(f"wrote {path}")
            for line in _paths_in(environment, path):
                environment.warn(line)


def _place(environment: Environment, file: OwnFile) -> Path | None:
    """Return where a file of an export belongs on this machine."""
    if file.name == USER_FILE:
        return environment.settings.user_path
    return environment.lexicon_directory / file.name.removeprefix(LEXICON)


def _write(path: Path, content: bytes) -> None:
    from relcli.store.transfer.files import new_file

    path.parent.mkdir(parents=True, exist_ok=True)
    with new_file(path) as part:
        part.write_bytes(content)


def _paths_in(environment: Environment, path: Path) -> Iterator[str]:
    """Yield messages about the folders and files that restored settings name: they are another machine's."""
    if path.name != USER_FILE:
        return
    from relcli.errors import UsageError
    from relcli.settings_file import read_settings

    try:
        read = read_settings(str(path), environment.home, project=False)
    except UsageError as error:
        yield f"relcli: {error}"
        return
    for name in ("db", "lexicon"):
        if name in read.values:
            yield f"relcli: {read.where(name)}: {name} is {read.values[name]}; change it if that path differs here"
