"""How pages are taken apart and sessions played."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from . import sessions
from .pages import anchors, links, sections

if TYPE_CHECKING:
    from pathlib import Path


def test_sections_joined_are_the_page() -> None:
    text = "# A\n\nwords\n\n## B\n\nmore\n\n## C\n"
    assert [heading for heading, _ in sections(text)] == ["", "B", "C"]
    assert "".join(part for _, part in sections(text)) == text


def test_anchors_are_github_s() -> None:
    text = "# What is `x`, and why?\n## Twice\n## Twice\n```sh\n# no heading\n```\n"
    assert anchors(text) == {"what-is-x-and-why", "twice", "twice-1"}


def test_links_in_code_are_no_links() -> None:
    assert list(links("[a](b.md#c) ![p](d.svg) `[n](o)`\n```text\n[n](o)\n```\n")) == ["b.md#c", "d.svg"]


def test_a_command_line_goes_on_behind_a_backslash() -> None:
    assert sessions.commands(["$ a \\", "  b", "printed \\", "too", "$ c"]) == [["a \\", "  b"], ["c"]]


def test_programs_are_found_where_they_are_called(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    page = "words about vd\n```console\n$ relcli list | jq .\nmlr is only printed\n$ git init\n```\n"
    assert sessions.missing(page) == ["git", "jq"]


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
def test_what_is_printed_stands_below_and_files_are_written_first(tmp_path: Path) -> None:
    page = "```text a/b.txt\none\n```\n\n```console\n$ cat a/b.txt\nold\n$ date +%F\n```\n\n```sh\nuntouched\n```\n"
    played = sessions.Session(tmp_path).played(page)
    assert played == page.replace("\nold\n", "\none\n").replace("%F\n", f"%F\n{sessions.DAY}\n")


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
def test_a_command_line_has_to_end_well(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="= 2"):
        sessions.Session(tmp_path).played("```console\n$ relcli list --nonsense\n```\n")
