"""Whether two events look as if they could be one: checked before a person merges them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.model import Event

MOST_DAYS_APART = 31
"""Reports of one event may give it another month; more than that is another occasion."""


def why_unrelated(one: Event, other: Event) -> str:
    """Return in words why two events look unrelated, '' if they do not: no actor in common, a single one though each
    has several, or too far apart.
    """
    actors, others = {*one.source, *one.target}, {*other.source, *other.target}
    common = actors & others
    if not common:
        return "have no actor in common"
    if len(common) == 1 and min(len(actors), len(others)) > 1:
        return f"have only {min(common)} in common"
    days = _days_apart(one, other)
    return f"are {days:,} days apart" if days > MOST_DAYS_APART else ""


def _days_apart(one: Event, other: Event) -> int:
    """Return the days between two events, 0 if they overlap or one has no date."""
    if not (one.date and other.date):
        return 0
    first, second = sorted((one, other), key=lambda event: event.date)
    gap = date.fromisoformat(second.date) - date.fromisoformat(first.date_end or first.date)
    return max(0, gap.days)
