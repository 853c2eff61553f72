"""What a repair found: how many rows of each table were kept, and a line for each that was not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


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

    def lose(self, table: str, name: str, why: str) -> None:
        """Note a row that is left out."""
        self.lost[table] += 1
        self.losses.append(f"{table} {name}: {why}")
