"""The coder with the shipped lexicon, loaded once for all tests of a process."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from relcli.coder import load_coder
from relcli.coder.judging.weights import Weights

if TYPE_CHECKING:
    from relcli.coder.pipeline import RuleCoder


@cache
def shipped_coder() -> RuleCoder:
    """Return the coder; it holds no state between documents, which a test of its own sees to."""
    return load_coder()


@cache
def rules_alone() -> RuleCoder:
    """Return the coder with a judge that takes what the rules find as it is: what a rule or a row does by itself."""
    coder = load_coder()
    coder.judge.weights = Weights.of_rules_alone()
    return coder
