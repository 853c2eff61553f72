"""The lock of the test dependencies is whole, fits pyproject.toml, and has no version with known vulnerabilities."""

from __future__ import annotations

import audit
import pytest
from audit import ADVISORIES, LOCK, PROJECT, read_lock

HASH = f"--hash=sha256:{'0' * 64}"
TEXT = (
    f"# made by hand\nrich==15.0.0 \\\n    {HASH}\n"
    f"colorama==0.4.6 ; sys_platform == 'win32' \\\n    {HASH} \\\n    {HASH}\n"
)


def test_the_lock_has_no_findings() -> None:
    text = LOCK.read_text("utf-8")
    locked = read_lock(text)
    assert list(audit.findings_of_lock(text)) == []
    assert list(audit.findings_of_project(locked, (PROJECT / "pyproject.toml").read_text("utf-8"))) == []
    assert list(audit.findings_of_advisories(locked, ADVISORIES.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (TEXT.replace("==15", ">=15"), "rich is not pinned"),
        (TEXT.replace(f"\\\n    {HASH}\ncolorama", "\ncolorama"), "rich has no hash"),
        (f"--index-url https://example.org/simple\n{TEXT}", "names a host"),
        (f"-f wheels\n{TEXT}", "names a host"),
        (TEXT.replace("rich==15.0.0", "rich @ file:///tmp/rich.whl"), "names a host"),
    ],
)
def test_a_lock_that_is_none_is_found(text: str, finding: str) -> None:
    assert [line for line in audit.findings_of_lock(text) if finding in line]


def test_what_is_read_of_a_lock() -> None:
    locked = read_lock(TEXT)
    assert {name: (each.version, each.hashes) for name, each in locked.items()} == {
        "rich": ("15.0.0", 1),
        "colorama": ("0.4.6", 2),
    }
    assert list(audit.findings_of_lock(TEXT)) == []


def test_what_the_project_asks_for_and_the_lock_lacks_is_found() -> None:
    project = '[build-system]\nrequires = ["hatchling"]\n[project]\ndependencies = ["rich<15"]\n'
    found = list(audit.findings_of_project(read_lock(TEXT), f"{project}[project.optional-dependencies]\ntest = []\n"))
    assert found == [
        "rich 15.0.0 is locked, pyproject.toml asks for <15",
        "hatchling is not in the lock; run `make lock`",
    ]


@pytest.mark.parametrize(("fixed", "count"), [("15.0.1", 1), ("15.0.0", 0), ("9.9", 0)])
def test_a_version_before_the_fixed_one_is_found(fixed: str, count: int) -> None:
    advisories = (
        f"# by hand\npackage\tfixed_in\tadvisory\twhat\nrich\t{fixed}\tX-1\tsomething\nother\t99\tX-2\tno matter\n"
    )
    assert len(list(audit.findings_of_advisories(read_lock(TEXT), advisories))) == count


def test_an_environment_that_differs_is_found() -> None:
    locked = read_lock(TEXT)
    assert list(audit.findings_of_environment(locked, {"rich": "15.0.0", "relcli": "0.1"})) == []
    assert list(audit.findings_of_environment(locked, {"rich": "14.0.0", "more": "1"})) == [
        "rich 14.0.0 is installed, 15.0.0 is locked",
        "more 1 is installed and not locked",
    ]
