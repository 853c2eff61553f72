"""Writes all that is made of the program, for `docs/make.py`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.cli import reference

from . import manual, picture, sessions
from .pages import DOCS, pages, sections
from .seeded import database

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


def main() -> None:
    """Write everything, or the pages named on the command line."""
    names = sys.argv[1:]
    if not names:
        reference.write(reference.pages())
        reference.write(manual.pages())
        picture.PATH.write_text(picture.made(), "utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for page, text in played(Path(folder), names):
            page.write_text(text, "utf-8")
            print(page.relative_to(DOCS.parent))


def played(folder: Path, names: Collection[str] = ()) -> Iterator[tuple[Path, str]]:
    """Play the sessions of the pages named, of all if none is; yield each page and its text as it is to be."""
    seeds = database(folder / "seeds.db")
    for page in pages():
        text = page.read_text("utf-8")
        if sessions.has_session(text) and (not names or page.name in names):
            yield page, _played(page, text, seeds)


def _played(page: Path, text: str, seeds: Path) -> str:
    if page.name in sessions.FROM_NOTHING:
        return _of_session(text, None)
    return "".join(_of_session(section, seeds) for _, section in sections(text))


def _of_session(text: str, imported: Path | None) -> str:
    lacking = sessions.missing(text)
    if lacking or not sessions.has_session(text):
        if lacking:
            print(f"left as it is, for want of {', '.join(lacking)}: {text.partition(chr(10))[0]}")
        return text
    with tempfile.TemporaryDirectory() as folder:
        return sessions.Session(Path(folder), imported).played(text)
