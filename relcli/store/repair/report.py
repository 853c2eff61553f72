"""What a repair found: how many rows of each table were kept, and a line for each that was not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN = 20
"""How many lines of one kind are shown; the others are counted."""


@dataclass
class Report:
    """The outcome of a repair. `losses` name what is not in the new file, `changes` what is in it otherwise than in the
    old one; what was only derived anew is neither.
    """

    kept: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    losses: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    unverified: Counter[str] = field(default_factory=Counter)  # kept although there is no checksum for them

    def lines(self) -> Iterator[str]:
        """Yield what people want to know: the losses, documents first and the first ones of each table; what changed;
        what could not be verified.
        """
        order = {"document": 0, "decision": 1, "mention": 2}
        for table in sorted(self.lost, key=lambda name: (order.get(name, 3), name)):
            losses = [line for line in self.losses if line.startswith(f"{table} ")]
            yield from (f"lost: {line}" for line in losses[:SHOWN])
            if len(losses) > SHOWN:
                yield f"lost: {len(losses) - SHOWN:,} more of {table}"
        yield from self.changes[:SHOWN]
        if len(self.changes) > SHOWN:
            yield f"{len(self.changes) - SHOWN:,} more changes"
        for table, number in self.unverified.items():
            if number:
                yield f"{table}: {number:,} kept without a checksum to compare them with"

    def lose(self, table: str, name: str, why: str) -> None:
        """Note a row that is left out."""
        self.lost[table] += 1
        self.losses.append(f"{table} {name}: {why}")
