"""Which files to read: what the user named, folders opened, and patterns that the shell left alone."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from relcli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Archive = Literal["gzip", "zip"]

TABLES = frozenset({".csv", ".tsv", ".tab", ".export"})
"""The endings of tables: files of events, or none of ours."""

_EXTENSIONS = frozenset({"", ".txt", ".text", ".jsonl", ".ndjson"})
_PERHAPS_EVENTS = TABLES | {".json"}
_NOT_NEWS = ("readme", "license", "licence")


def find_inputs(paths: Iterable[str | Path]) -> Iterator[Path]:
    """Return the files to read, in the order named, each once; folders with all below, sorted.

    A file that is named is taken whatever it is called. Inside folders, hidden files, README*, LICENSE* and
    files of other kinds (.md, .pdf ...) are passed over, and tables, JSON and archives that hold nothing of relcli's
    by their content (a stray spreadsheet). A folder that cannot be opened is returned itself, so that reading it
    says why.

    Raises:
        UsageError: a path does not exist, or a pattern matches nothing. Raised before the first file is
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
        if entry.is_dir() and not entry.is_symlink():  # a link may lead in a circle
            yield from _walk(entry)


def _is_news(file: Path) -> bool:
    if file.name.lower().startswith(_NOT_NEWS):
        return False
    suffix = file.suffix.lower()
    if suffix in {".gz", ".zip"}:
        return _holds_news(file)
    return suffix in _EXTENSIONS or (suffix in _PERHAPS_EVENTS and _holds_events(file))


def archive_kind(head: bytes) -> Archive | None:
    """Return what kind of archive begins with these bytes."""
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    return "zip" if head.startswith((b"PK\x03\x04", b"PK\x05\x06")) else None


def _holds_events(file: Path) -> bool:
    """Tell whether a file has events in it; one that cannot be opened may, and reading it says why not."""
    from relcli.readers.events import HEAD, recognise

    try:
        with file.open("rb") as stream:
            return bool(recognise(stream.read(HEAD)))
    except OSError:
        return True


def _holds_news(file: Path) -> bool:
    """Tell whether an archive has a text or events in it; one that is damaged may, and reading it says so."""
    from relcli.readers.archives import Member, members
    from relcli.readers.events import HEAD, recognise

    try:
        with file.open("rb") as stream:
            kind = archive_kind(stream.read(4))
            stream.seek(0)
            for member in members(kind, stream) if kind else ():
                if not isinstance(member, Member):
                    return True
                suffix = Path(member.path or file.stem).suffix.lower()
                if suffix in _EXTENSIONS or (suffix in _PERHAPS_EVENTS and recognise(member.stream.read(HEAD))):
                    return True
    except OSError:
        return True
    return False
