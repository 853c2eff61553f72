"""The points of `retellings.tsv`: how much each sign speaks for two sentences telling one act, or against it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from relcli.errors import LexiconError
from relcli.lexicon.tables import DATA, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = DATA / "retellings.tsv"
BASE = "base"
"""The row that every pair gets: what two acts of one type between the same sides start with."""


class Points:
    """Points by sign."""

    def __init__(self, table: Mapping[str, float]) -> None:
        """Take the points, those of the base among them."""
        self.table = table
        self.base = table[BASE]

    def of(self, signs: Mapping[str, float]) -> float:
        """Return the sum for a pair with these signs: above 0 the two are more likely one act than two."""
        total, table = self.base, self.table
        for sign, value in signs.items():
            if value and sign in table:
                total += table[sign] * value
        return total


@cache
def read_points(path: Path = FILE) -> Points:
    """Read the points.

    Raises:
        LexiconError: the file is missing, or a line of it is no sign with its points.
    """
    table: dict[str, float] = {}
    for row in read_table(path):
        try:
            table[row["sign"]] = float(row["points"])
        except (KeyError, ValueError):
            raise LexiconError(
                f"is no sign with its points: {' '.join(row.values())!r}", where=path.name, hint="reinstall relcli"
            ) from None
    if BASE not in table:
        raise LexiconError(f"has no points for {BASE!r}", where=path.name, hint="reinstall relcli")
    return Points(table)
