"""What is counted in one row of the rollup or of a summary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcli.store.summary.facts import Facts

INTENSITY_DECIMALS = 6
"""Sums of intensities are rounded to this, so that they do not depend on the order of adding."""


class Tally:
    """Counts that can be added to each other; days are '' where there is none."""

    __slots__ = ("events", "first", "intensity", "last", "mentions", "occasions", "rated")

    def __init__(self) -> None:
        self.events = 0
        self.occasions = 0
        self.mentions = 0
        self.rated = 0  # events with an intensity that was occurred or agreed
        self.intensity = 0.0  # the sum of theirs
        self.first = ""
        self.last = ""

    @classmethod
    def of(cls, columns: Sequence[Any]) -> Tally:
        """Return the tally of some `columns`."""
        tally = cls()
        tally.events, tally.occasions, tally.mentions, tally.rated, tally.intensity, tally.first, tally.last = columns
        return tally

    def add(self, other: Tally) -> None:
        """Add what another tally counted."""
        self.events += other.events
        self.occasions += other.occasions
        self.mentions += other.mentions
        self.rated += other.rated
        self.intensity += other.intensity
        if other.first and (not self.first or other.first < self.first):
            self.first = other.first
        if other.last > self.last:
            self.last = other.last

    def count(self, facts: Facts) -> None:
        """Count one event, without the occasion it belongs to."""
        self.events += 1
        self.mentions += facts.mentions
        if facts.date:
            self.first = min(self.first or facts.date, facts.date)
            self.last = max(self.last, facts.date_end)
        if facts.intensity is not None and facts.rated:
            self.rated += 1
            self.intensity += facts.intensity

    def columns(self) -> tuple[int, int, int, int, float, str, str]:
        """Return the columns of `rollup` behind its key."""
        intensity = round(self.intensity, INTENSITY_DECIMALS)
        return self.events, self.occasions, self.mentions, self.rated, intensity, self.first, self.last

    def summary(self) -> tuple[object, ...]:
        """Return (events, occasions, mentions, first, last, mean intensity or None)."""
        mean = round(round(self.intensity, INTENSITY_DECIMALS) / self.rated, 4) if self.rated else None
        return self.events, self.occasions, self.mentions, self.first, self.last, mean
