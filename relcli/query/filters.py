"""What a question means, as one frozen value.

What was typed becomes a Filters (names resolved to codes, periods to days) before any work starts; the store makes its
WHERE clause of it. An empty field asks for nothing. Different fields are joined by *and*, values inside one field by
*or*; what AND, OR and parentheses join are filters of their own in `groups`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relcli.errors import UsageError
from relcli.model import MODALITIES, PRODUCERS, SECTORS, TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

MUTUAL_CHOICES = ("include", "only", "exclude")


@dataclass(frozen=True)
class Filters:
    """All filters of a listing; every value is already a code, an ISO day or plain words.

    Raises UsageError for values that no event can have, so that a typing error never gives an empty answer.
    """

    countries: tuple[str, ...] = ()  # any of these takes part, on either side
    between: tuple[str, str] | None = None  # both take part, on different sides of the event
    source: tuple[str, ...] = ()  # any of these acts
    target: tuple[str, ...] = ()  # any of these is acted upon
    mutual: str = "include"  # include, only, exclude
    sectors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()  # all words of one of these occur in one person's name
    places: tuple[str, ...] = ()  # all words of one of these occur in the place
    outlets: tuple[str, ...] = ()  # all words of one of these occur in the outlet of one mention
    producers: tuple[str, ...] = ()  # one of these coded the event, '' = relcli
    text: str = ""  # all words occur in the evidence of one mention
    raw_text: bool = False  # `text` is a query in FTS5's own syntax
    since: str = ""  # first day asked for, ISO
    until: str = ""  # last day asked for, ISO
    imported_since: str = ""  # a mention was imported on this day or later, ISO
    min_confidence: float = 0.0  # the coder was at least as sure, or said nothing about that
    ids: tuple[int, ...] = ()
    excluded: tuple[Filters, ...] = ()  # an event fulfils none of these
    groups: tuple[tuple[Filters, ...], ...] = ()  # an event fulfils one of each group

    def __post_init__(self) -> None:
        """Check what the types alone cannot express."""
        _only(self.sectors, SECTORS, "sector")
        _only(self.types, TYPES, "type")
        _only(self.modalities, MODALITIES, "modality")
        _only(self.producers, PRODUCERS, "producer")
        _only((self.mutual,), MUTUAL_CHOICES, "--mutual choice")
        if self.between is not None and self.between[0] == self.between[1]:
            raise UsageError(f"--between needs two different parties, not {self.between[0]} twice")
        if not 0 <= self.min_confidence <= 1:
            raise UsageError(f"a confidence is from 0 to 1, not {self.min_confidence:g}")
        if self.since and self.until and self.since > self.until:
            raise UsageError(f"the period ends ({self.until}) before it begins ({self.since})")

    def walked(self, sign: str = "") -> Iterator[tuple[str, Filters]]:
        """Yield these filters and all inside them, with ^ where an event must not fulfil them."""
        yield sign, self
        for excluded in self.excluded:
            yield from excluded.walked("" if sign else "^")
        for group in self.groups:
            for alternative in group:
                yield from alternative.walked(sign)


def _only(values: tuple[str, ...], allowed: tuple[str, ...], what: str) -> None:
    """Raise UsageError for the first of `values` that is not allowed."""
    for value in values:
        if value not in allowed:
            raise UsageError(f"unknown {what} {value!r}", hint=f"one of {', '.join(allowed)}")
