"""How `pytest -n` divides the tests: those of a file run in one worker, so that what it prepares is prepared once.

A file is divided further where the names of its cases begin with a word and a colon, as those of golden files do: cases
with the same word stay together. (`--dist loadgroup` would do it by a marker, but that of pytest-xdist 3.8 does nothing
under pytest 9.2, which makes the names of tests otherwise.)
"""

from __future__ import annotations

import re

from xdist.scheduler import LoadScopeScheduling

_DIVIDED = re.compile(r"([^:]+)::[^\[]+\[([\w.]+): ")


class ByFile(LoadScopeScheduling):  # type: ignore[misc]
    """Gives files to workers, the one with the most tests first."""

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def group_of(nodeid: str) -> str:
    """Return the name of the group that a test runs in."""
    divided = _DIVIDED.match(nodeid)
    return f"{divided[1]}: {divided[2]}" if divided else nodeid.partition("::")[0]
