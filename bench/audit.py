"""Checks requirements/test.lock without any network.

    python bench/audit.py
    python bench/audit.py --installed

- Every package is pinned to one version and has hashes, and nothing names a host or a path.
- What pyproject.toml asks for is there, in a version that it accepts.
- No version has a vulnerability that requirements/advisories.tsv knows.
- With --installed: this environment has exactly the locked versions.

A finding is one line, and the exit code is then 1. The list of advisories is kept by hand; CONTRIBUTING.md says when
and how it is compared with a vulnerability service, which needs the network.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROJECT = Path(__file__).resolve().parents[1]
LOCK = PROJECT / "requirements" / "test.lock"
ADVISORIES = PROJECT / "requirements" / "advisories.tsv"
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
_PLACE = re.compile(r"://|^\s*-(?:i|f|-index-url|-extra-index-url|-find-links)\b|\bfile:|^\s*-e\b| @ ", re.MULTILINE)
_OUTSIDE = frozenset({"relcli", "setuptools"})
"""What an environment has without the lock: the project itself, and what `venv` of Python 3.11 brings."""


class Locked(NamedTuple):
    """One package of the lock: the line that pins it, and how many hashes it has."""

    requirement: Requirement
    hashes: int

    @property
    def version(self) -> str:
        """The version it is pinned to, '' if it is to none."""
        pins = [
            each.version for each in self.requirement.specifier if each.operator == "==" and "*" not in each.version
        ]
        return pins[0] if len(pins) == 1 else ""


def read_lock(text: str) -> dict[str, Locked]:
    """Return the packages of a lock by their canonical names."""
    lines = re.sub(r"\\\n", " ", re.sub(r"(?m)^\s*#.*$", "", text)).splitlines()
    found = {}
    for line in filter(str.strip, lines):
        requirement = Requirement(line.partition("--hash")[0].strip())
        found[canonicalize_name(requirement.name)] = Locked(requirement, len(_HASH.findall(line)))
    return {str(name): locked for name, locked in found.items()}


def findings_of_lock(text: str) -> Iterator[str]:
    """Yield what is wrong with the lock itself."""
    without_comments = re.sub(r"(?m)^\s*#.*$", "", text)
    if _PLACE.search(without_comments):
        yield "the lock names a host, a path or an index; it has to work with any index"
        return
    for name, locked in read_lock(text).items():
        if not locked.version:
            yield f"{name} is not pinned to one version"
        if not locked.hashes:
            yield f"{name} has no hash"


def findings_of_project(locked: Mapping[str, Locked], project: str) -> Iterator[str]:
    """Yield what pyproject.toml asks for and the lock lacks."""
    table = tomllib.loads(project)
    wanted = [*table["project"]["dependencies"], *table["project"]["optional-dependencies"]["test"]]
    wanted += table["build-system"]["requires"]
    for requirement in map(Requirement, wanted):
        found = locked.get(canonicalize_name(requirement.name))
        if found is None:
            yield f"{requirement.name} is not in the lock; run `make lock`"
        elif not requirement.specifier.contains(found.version, prereleases=True):
            yield f"{requirement.name} {found.version} is locked, pyproject.toml asks for {requirement.specifier}"


def findings_of_advisories(locked: Mapping[str, Locked], advisories: str) -> Iterator[str]:
    """Yield the locked versions with known vulnerabilities."""
    lines = [line for line in advisories.splitlines() if line and not line.startswith("#")]
    for line in lines[1:]:
        name, fixed, advisory, what = line.split("\t")
        found = locked.get(name)
        if found and Version(found.version) < Version(fixed):
            yield f"{name} {found.version}: {advisory} ({what}); fixed in {fixed}"


def findings_of_environment(locked: Mapping[str, Locked], installed: Mapping[str, str]) -> Iterator[str]:
    """Yield where an environment differs from the lock."""
    here = {
        name: each for name, each in locked.items() if not each.requirement.marker or each.requirement.marker.evaluate()
    }
    for name, each in here.items():
        if installed.get(name, "") != each.version:
            yield f"{name} {installed.get(name) or 'nothing'} is installed, {each.version} is locked"
    for name in sorted(installed.keys() - here.keys() - _OUTSIDE):
        yield f"{name} {installed[name]} is installed and not locked"


def main() -> int:
    """Check, print the findings and return the exit code."""
    parser = argparse.ArgumentParser(description="Checks requirements/test.lock without any network.")
    parser.add_argument("--installed", action="store_true", help="compare with this environment too")
    options = parser.parse_args()
    text = LOCK.read_text("utf-8")
    findings = list(findings_of_lock(text))
    locked = read_lock(text) if not findings else {}
    findings += findings_of_project(locked, (PROJECT / "pyproject.toml").read_text("utf-8"))
    findings += findings_of_advisories(locked, ADVISORIES.read_text("utf-8"))
    if options.installed:
        installed = {str(canonicalize_name(each.name)): each.version for each in metadata.distributions()}
        findings += findings_of_environment(locked, installed)
    for finding in findings:
        print(finding, file=sys.stderr)
    print(f"{len(locked)} packages locked, {len(findings) or 'no'} finding{'' if len(findings) == 1 else 's'}")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
