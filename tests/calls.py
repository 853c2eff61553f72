"""How much work is done, in a measure that is the same at every run: function calls."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PYTHON = frozenset({"call"})
"""Functions written in Python."""
ALL = PYTHON | {"c_call"}


def calls(work: Callable[[], object], kinds: frozenset[str] = ALL) -> int:
    """Return how many functions are called."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in kinds

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
