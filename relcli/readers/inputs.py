"""Which files to read: the paths the user gave, the contents of folders, and patterns that the shell did not expand."""

from __future__ import annotations

import os
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from relcli.errors import UsageError
from relcli.readers.archives import Member, archive_kind, members
from relcli.readers.events import HEAD, detect
from relcli.readers.patterns import enters, entries_of, has_signs, is_folder, matching

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".export"})
"""The suffixes of tables, which are event files or something unrelated."""

_TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".jsonl", ".ndjson"})
_EVENT_SUFFIXES = TABLE_SUFFIXES | {".json"}
_ARCHIVE_SUFFIXES = frozenset({".gz", ".zip"})
_NOT_NEWS = ("readme", "license", "licence")


def find_inputs(paths: Iterable[str | Path]) -> Iterator[Path]:
    """Return the files to read, each once, in the order of the paths; a folder gives all files below it, sorted, also
    those of folders to which it has links.

    A file that is named is read whatever its name. In folders some files are left out: hidden files, README*, LICENSE*,
    files of other kinds (.md, .pdf ...), and tables, JSON files and archives without events or texts (a stray
    spreadsheet). A folder that cannot be opened is itself returned, so that reading it reports the reason.

    Raises:
        UsageError: a path does not exist, or a pattern matches nothing. This is raised before the first file is
            returned.
    """
    named = [found for path in paths for found in _expand(path)]
    return _each_once(named)


def _expand(path: str | Path) -> list[Path]:
    if os.path.lexists(path):
        return [Path(path)]
    pattern = str(path)
    if not has_signs(pattern):
        raise UsageError("no such file or folder", where=pattern)
    found = matching(os.path.expanduser(pattern))
    if not found:
        raise UsageError("no file matches this pattern", where=pattern)
    return [Path(name) for name in found]


def _each_once(named: list[Path]) -> Iterator[Path]:
    seen: set[str] = set()
    entered: set[tuple[int, int]] = set()
    for path in named:
        for file in _walk(path, entered) if os.path.isdir(path) else (path,):
            identity = os.path.realpath(file)
            if identity not in seen:
                seen.add(identity)
                yield file


def _walk(folder: Path, entered: set[tuple[int, int]]) -> Iterator[Path]:
    """Yield the files of a folder and, after them, those of its subfolders, and last of folders that it has links to.

    Each folder is entered once, whatever leads to it, so links may lead in circles. There is no recursion: folders may
    be nested deeper than functions.
    """
    waiting, links = [str(folder)], deque[str]()
    while waiting or links:
        here = waiting.pop() if waiting else links.popleft()
        if not enters(here, entered):
            continue
        refused: list[OSError] = []
        below = []
        for entry in entries_of(here, refused.append):
            path = os.path.join(here, entry.name)
            if entry.name.startswith("."):
                continue
            if not is_folder(entry):
                if _is_readable_news(entry):
                    yield Path(path)
            elif entry.is_symlink():
                links.append(path)
            else:
                below.append(path)
        if refused:
            yield Path(here)
        waiting += reversed(below)


def _is_readable_news(entry: os.DirEntry[str]) -> bool:
    """Is an entry a file with news? One that cannot be accessed counts as one, and reading it reports the reason."""
    try:
        return entry.is_file() and _is_news(Path(entry.path))
    except OSError:
        return True


def _is_news(file: Path) -> bool:
    if file.name.lower().startswith(_NOT_NEWS):
        return False
    suffix = file.suffix.lower()
    if suffix in _ARCHIVE_SUFFIXES:
        return _archive_has_news(file)
    return suffix in _TEXT_SUFFIXES or (suffix in _EVENT_SUFFIXES and _has_events(file))


def _has_events(file: Path) -> bool:
    """Is this an event file? One that cannot be opened counts as one, and reading it reports the reason."""
    try:
        with file.open("rb") as stream:
            return bool(detect(stream.read(HEAD)))
    except OSError:
        return True


def _archive_has_news(file: Path) -> bool:
    """Does an archive contain a text or events? A damaged one is assumed to, and reading it reports the damage."""
    try:
        with file.open("rb") as stream:
            kind = archive_kind(stream.read(4))
            stream.seek(0)
            for member in members(kind, stream) if kind else ():
                if not isinstance(member, Member):
                    return True
                suffix = Path(member.path or file.stem).suffix.lower()
                if suffix in _TEXT_SUFFIXES or (suffix in _EVENT_SUFFIXES and detect(member.stream.read(HEAD))):
                    return True
    except OSError:
        return True
    return False
