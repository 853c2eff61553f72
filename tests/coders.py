"""The coder with the shipped lexicon, loaded once for all tests of a process."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from relcli.coder import load_coder

if TYPE_CHECKING:
    from relcli.coder.pipeline import RuleCoder


@cache
def shipped_coder() -> RuleCoder:
    """Return the coder; it holds no state between documents, which a test of its own sees to."""
    return load_coder()
