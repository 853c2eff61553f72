"""Patterns of file names that the shell did not expand: `*`, `?`, `[a-z]`, and `**` for folders at any depth.

Python's own `glob` follows links to folders again and again under `**`, so two links to the folder they are in keep it
busy for ever. Here each folder is entered once, whatever leads to it.
"""

from __future__ import annotations

import os
import re
from fnmatch import translate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_SIGNS = re.compile(r"[*?\[]")
_DEEP = "**"


def has_signs(path: str) -> bool:
    """Does a path contain pattern characters?"""
    return _SIGNS.search(path) is not None


def matching(pattern: str) -> list[str]:
    """Return the files and folders that match a pattern, sorted; hidden ones only where the pattern names the dot."""
    drive, rest = os.path.splitdrive(pattern)
    root = rest[: len(rest) - len(rest.lstrip(_SEPARATORS))]
    parts = [part for part in re.split(f"[{re.escape(_SEPARATORS)}]+", rest) if part]
    found: Iterable[str] = [drive + root]
    for place, part in enumerate(parts):
        found = [*_one_level(found, part, is_last=place == len(parts) - 1)]
    return sorted(set(found))


_SEPARATORS = os.sep + (os.altsep or "")


def _one_level(folders: Iterable[str], part: str, *, is_last: bool) -> Iterator[str]:
    """Yield what one part of a pattern finds in each folder."""
    if part == _DEEP:
        entered: set[tuple[int, int]] = set()
        for folder in folders:
            yield from _below(folder, entered, with_files=is_last)
        return
    if not has_signs(part):
        yield from (path for folder in folders if os.path.lexists(path := os.path.join(folder, part)))
        return
    matches = re.compile(translate(part)).match
    hidden = part.startswith(".")
    for folder in folders:
        for entry in entries_of(folder):
            if matches(entry.name) and (hidden or not entry.name.startswith(".")):
                yield os.path.join(folder, entry.name)


def _below(folder: str, entered: set[tuple[int, int]], *, with_files: bool) -> Iterator[str]:
    """Yield a folder and all below it, each once; with their files, if asked for."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        if not enters(here or os.curdir, entered):
            continue
        if here or not with_files:
            yield here
        for entry in entries_of(here):
            if entry.name.startswith("."):
                continue
            if is_folder(entry):
                waiting.append(os.path.join(here, entry.name))
            elif with_files:
                yield os.path.join(here, entry.name)


def enters(folder: str | os.PathLike[str], entered: set[tuple[int, int]]) -> bool:
    """Is a folder entered for the first time? It then counts as entered, under whatever name."""
    try:
        found = os.stat(folder)
    except OSError:
        return True  # opening it reports the reason
    identity = found.st_dev, found.st_ino
    if identity in entered:
        return False
    entered.add(identity)
    return True


def entries_of(folder: str, refused: Callable[[OSError], None] = lambda error: None) -> list[os.DirEntry[str]]:
    """Return the entries of a folder in order of their names; none of one that cannot be opened, which `refused` hears
    of."""
    try:
        with os.scandir(folder or os.curdir) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        refused(error)
        return []


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Is an entry a folder, or a link to one? One that cannot be accessed is not; reading it reports the reason."""
    try:
        return entry.is_dir()
    except OSError:
        return False
