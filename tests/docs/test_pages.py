"""Console blocks print what stands below them, links lead somewhere, and the picture shows what is printed."""

from __future__ import annotations

import re
import shlex
import shutil
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from relcli.cli.command_table import COMMANDS
from tests.cli.processes import PROJECT

from . import picture, seeded, sessions
from .pages import DOCS, README, anchors, links, pages, sections

if TYPE_CHECKING:
    from pathlib import Path

AGAIN = "`python docs/make.py` writes it anew"
needs_shell = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")


def played_parts() -> list[tuple[Path, str, str]]:
    """Return page, heading and text of everything that is one session."""
    parts = []
    for page in pages():
        text = page.read_text("utf-8")
        for heading, part in [("", text)] if page.name in sessions.FROM_NOTHING else sections(text):
            if sessions.has_session(part):
                parts.append((page, heading, part))
    return parts


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the seeds."""
    return seeded.database(tmp_path_factory.mktemp("seeds") / "seeds.db")


@needs_shell
@pytest.mark.parametrize(
    ("page", "heading", "text"), played_parts(), ids=[f"{page.name}: {heading}" for page, heading, _ in played_parts()]
)
def test_console_blocks_print_what_stands_below(
    page: Path, heading: str, text: str, seeds: Path, tmp_path: Path
) -> None:
    lacking = sessions.missing(text)
    if lacking:
        pytest.skip(f"not installed: {', '.join(lacking)}")
    imported = None if page.name in sessions.FROM_NOTHING else seeds
    assert sessions.Session(tmp_path, imported).played(text) == text, AGAIN


@needs_shell
def test_the_picture_shows_what_is_printed() -> None:
    drawn = PROJECT / "docs" / "terminal.svg"
    assert picture.shown(drawn.read_text("utf-8")) == picture.shown(picture.made()), AGAIN


def test_the_picture_fetches_nothing() -> None:
    drawn = (PROJECT / "docs" / "terminal.svg").read_text("utf-8")
    assert not re.search(r"href|url\(|@import|@font-face|<script|<image", drawn)
    assert re.findall(r"https?://[^\"]+", drawn) == ["http://www.w3.org/2000/svg"]


def test_readme_shows_the_picture() -> None:
    assert "docs/terminal.svg" in links(README.read_text("utf-8"))


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(PROJECT)))
def test_links_lead_somewhere(page: Path) -> None:
    wrong = []
    for link in links(page.read_text("utf-8")):
        place, _, anchor = link.partition("#")
        if re.match(r"https?://", link):
            continue
        target = (page.parent / place).resolve() if place else page
        if not target.is_relative_to(PROJECT) or not target.exists():
            wrong.append(link)
        elif anchor and anchor not in anchors(target.read_text("utf-8")):
            wrong.append(link)
    assert not wrong


def test_the_index_leads_to_every_page() -> None:
    reached = {(DOCS / link.partition("#")[0]).resolve() for link in links((DOCS / "README.md").read_text("utf-8"))}
    assert {page.name for page in DOCS.glob("*.md") if page not in reached} == {"README.md"}


def typed_lines() -> list[str]:
    """Return the relcli lines of the blocks of pages that are not run."""
    typed = []
    for page in pages():
        for block in re.findall(r"(?ms)^```sh\n(.*?)^```$", page.read_text("utf-8")):
            typed += re.findall(r"(?m)(?:^|; )(relcli .*?)(?=; relcli| *\||>| +#|$)", block)
    return typed


@pytest.mark.parametrize("line", typed_lines())
def test_command_lines_that_are_not_run_can_be_read(line: str) -> None:
    _, name, *rest = shlex.split(line)
    entry = COMMANDS[name]
    module = import_module(f"relcli.commands.{entry.module}")
    declaration = module.MEMBERS[rest.pop(0)] if entry.members else module.COMMAND
    declaration.typer_command(name).make_context(name, rest)


def test_files_that_pages_name_are_in_the_project() -> None:
    for page in pages():
        for name in re.findall(r"`((?:tests|relcli|bench|docs|seeds)/[\w/.-]*)`", page.read_text("utf-8")):
            assert (PROJECT / name).exists(), f"{page.name}: {name}"
