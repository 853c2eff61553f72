"""Folders as they come: nested deeply, linked in circles, closed to the reader, with names that are no text."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from relcli import readers
from relcli.coding import Document
from relcli.readers import find_inputs, patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs links and names of bytes")


PATTERNS = (
    "*", "*.txt", "**/*.txt", "b/*", "**", "b/**", "?/d/*.t*t", "[[]1]/*", ".*/*", "**/.*", "x*", "./b/*",
    "**/d/**/*.text",
)  # fmt: skip


def put(path: Path) -> Path:
    """Make a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(" date 2024-05-01 \nGhana met Mali.")
    return path


def names(*paths: str | Path) -> list[str]:
    """Return the names of the files that paths lead to."""
    return [file.name for file in find_inputs(paths)]


@pytest.fixture
def deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Work in a folder with folders nested so deeply that what calls itself for each of them fails."""
    depth = sys.getrecursionlimit() + 200
    monkeypatch.chdir(tmp_path)
    for _ in range(depth):
        os.mkdir("d")
        os.chdir("d")
    Path("deep.txt").write_text("x")
    os.chdir(tmp_path)
    yield
    for _ in range(depth):
        os.chdir("d")
    os.unlink("deep.txt")
    for _ in range(depth):
        os.chdir("..")
        os.rmdir("d")


@pytest.mark.usefixtures("deep")
def test_folders_may_be_nested_deeper_than_functions() -> None:
    assert names("d") == ["deep.txt"]
    assert names("**") == ["deep.txt"]


@pytest.mark.parametrize("path", [".", "**", "**/*.txt", "d", "d/**", "[d]/*/..", "d/self/up/**/b.txt"])
def test_links_in_circles_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    put(tmp_path / "d" / "s" / "b.txt")
    (tmp_path / "d" / "self").symlink_to(".")
    (tmp_path / "d" / "s" / "up").symlink_to("..")
    (tmp_path / "d" / "up").symlink_to(tmp_path / "d" / "s" / "up")
    (tmp_path / "d" / "itself.txt").symlink_to("itself.txt")
    monkeypatch.chdir(tmp_path)
    found = names(path)
    assert found.count("b.txt") == 1
    assert set(found) <= {"b.txt", "itself.txt"}


def test_a_linked_folder_is_read_once_after_all_others(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    put(elsewhere / "far.txt")
    put(tmp_path / "in" / "z.txt")
    put(tmp_path / "in" / "sub" / "y.txt")
    for name in ("a", "b"):
        (tmp_path / "in" / name).symlink_to(elsewhere)
    (tmp_path / "in" / "c").symlink_to(tmp_path / "in" / "sub")
    found = [str(file.relative_to(tmp_path)) for file in find_inputs([tmp_path / "in"])]
    assert found == ["in/z.txt", "in/sub/y.txt", "in/a/far.txt"]


def test_a_pattern_finds_what_glob_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import glob

    for name in ("a.txt", "b/c.txt", "b/d/e.text", ".h/i.txt", "b/.j.txt", "[1]/k.txt", "b/d/a.txt"):
        put(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    for pattern in (*PATTERNS, f"{tmp_path}/*/c.txt"):
        wanted = {os.path.normpath(path) for path in glob.glob(pattern, recursive=True)} - {"."}
        assert {os.path.normpath(path) for path in patterns.matching(pattern)} == wanted, pattern


def test_a_folder_that_cannot_be_opened_is_reported_and_the_rest_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "a" / "closed" / "x.txt")
    put(tmp_path / "b" / "y.txt")
    opened = os.scandir

    def scandir(path: str) -> object:
        if os.path.basename(path) == "closed":
            raise PermissionError(13, "Permission denied", path)
        return opened(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert names(tmp_path) == ["closed", "y.txt"]


def test_what_cannot_be_looked_at_is_reported_when_it_is_read(tmp_path: Path) -> None:
    put(tmp_path / "y.txt")
    (tmp_path / "x.txt").symlink_to("x.txt")
    found = [item for file in find_inputs([tmp_path]) for item in readers.read(file)]
    assert isinstance(found[0], readers.Rejected)
    assert found[0].where.endswith("x.txt")
    assert isinstance(found[1], Document)


@pytest.mark.skipif(sys.platform == "darwin", reason="names are UTF-8 there")
def test_a_name_that_is_no_text_is_written_out(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    put(path)
    (found,) = (item for file in find_inputs([tmp_path]) for item in readers.read(file))
    assert isinstance(found, Document)
    assert found.name == r"caf\xe9.txt"
    path.write_bytes(b"")
    (rejected,) = readers.read(path)
    assert isinstance(rejected, readers.Rejected)
    assert rejected.where == rf"{tmp_path}/caf\xe9.txt"
