"""Which files to read: the paths the user gave, the contents of folders, and patterns that the shell did not expand."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING

from relcli.errors import UsageError
from relcli.readers.archives import Member, archive_kind, members
from relcli.readers.events import HEAD, detect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TABLE_SUFFIXES = frozenset({".csv", ".tsv", ".tab", ".export"})
"""The suffixes of tables, which are event files or something unrelated."""

_TEXT_SUFFIXES = frozenset({"", ".txt", ".text", ".jsonl", ".ndjson"})
_EVENT_SUFFIXES = TABLE_SUFFIXES | {".json"}
_ARCHIVE_SUFFIXES = frozenset({".gz", ".zip"})
_NOT_NEWS = ("readme", "license", "licence")


def find_inputs(paths: Iterable[str | Path]) -> Iterator[Path]:
    """Return the files to read, each once, in the order of the paths; a folder gives all files below it, sorted.

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
    if not glob.has_magic(pattern):
        raise UsageError("no such file or folder", where=pattern)
    found = sorted(glob.glob(os.path.expanduser(pattern), recursive=True))
    if not found:
        raise UsageError("no file matches this pattern", where=pattern)
    return [Path(name) for name in found]


def _each_once(named: list[Path]) -> Iterator[Path]:
    seen: set[str] = set()
    for path in named:
        for file in _walk(path) if path.is_dir() else (path,):
            identity = os.path.realpath(file)
            if identity not in seen:
                seen.add(identity)
                yield file


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder and, after them, those of its subfolders."""
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder
        return
    visible = [entry for entry in entries if not entry.name.startswith(".")]
    for entry in visible:
        if entry.is_file() and _is_news(entry):
            yield entry
    for entry in visible:
        if entry.is_dir() and not entry.is_symlink():  # a link may lead back to a parent
            yield from _walk(entry)


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
