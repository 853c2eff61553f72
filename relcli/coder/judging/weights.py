"""The judge's weights: a table of features, read with the shipped lexicon (bench/train_judge.py makes it)."""

from __future__ import annotations

from math import exp, inf
from typing import TYPE_CHECKING, NamedTuple

from relcli.errors import LexiconError
from relcli.lexicon.forms import WEIGHTS
from relcli.lexicon.tables import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcli.lexicon.tables import Row

FILE = DATA / f"{WEIGHTS}.tsv"
REINSTALL = "reinstall relcli, or make the table with bench/train_judge.py"
INTERCEPT = "intercept"
THRESHOLD = "threshold"  # the least score of a proposed act
STRICT_THRESHOLD = "threshold of the rules' acts"
SECOND = "more for a second act of the same sides"  # added to the threshold of a proposed act
OFFICIAL = "more where a government publishes"  # added to the same: there the rules find nearly all
OFFICIAL_STRICT = "less for the rules' acts there"  # taken from the threshold of the rules' acts: there they are right
MEANT = "more for a side that is only meant"  # where no government publishes
SLOPE = "calibration slope"
OFFSET = "calibration offset"
LEAST_TRIGGER = "least of a trigger"
LEAST_SIDES = "least of a trigger and two sides"
HEAD = (
    *(INTERCEPT, THRESHOLD, STRICT_THRESHOLD, SECOND, OFFICIAL, OFFICIAL_STRICT),
    *(MEANT, SLOPE, OFFSET, LEAST_TRIGGER, LEAST_SIDES),
)
"""Rows that are no features, which the table must have."""


class Floors(NamedTuple):
    """Sums of weights below which a candidate is given up early: by its trigger alone, and before its two sides are
    looked at together."""

    trigger: float
    sides: float


NO_FLOORS = Floors(-inf, -inf)


class Weights:
    """The weights of features, and what turns a score into a decision and a confidence."""

    @classmethod
    def of_rules_alone(cls) -> Weights:
        """Return weights by which the acts of the rules are taken as they are, and no others."""
        return cls(dict.fromkeys(HEAD, 0.0) | {THRESHOLD: inf, STRICT_THRESHOLD: -inf})

    def __init__(self, table: dict[str, float]) -> None:
        """Take the weights by feature."""
        self.table = table
        self.intercept = table[INTERCEPT]
        self.threshold = table[THRESHOLD]
        self.strict_threshold = table[STRICT_THRESHOLD]
        self.second = table[SECOND]
        self.official = table[OFFICIAL]
        self.official_strict = table[OFFICIAL_STRICT]
        self.meant = table[MEANT]
        self.floors = Floors(table[LEAST_TRIGGER], table[LEAST_SIDES])

    def weigh(self, features: list[str]) -> float:
        """Return the sum of the weights of features."""
        get = self.table.get
        return sum([get(feature, 0.0) for feature in features])

    def confidence(self, score: float) -> float:
        """Return how likely a candidate of this score is right."""
        return round(1 / (1 + exp(-self.table[SLOPE] * score - self.table[OFFSET])), 2)


def read_weights(rows: Iterable[Row]) -> Weights:
    """Return the weights that the rows of the table give.

    Raises:
        LexiconError: a row is no feature with its weight, or one that the table must have is missing.
    """
    table: dict[str, float] = {}
    for row in rows:
        try:
            table[row["feature"]] = float(row["weight"])
        except (KeyError, ValueError):
            words = " ".join(row.values())
            raise LexiconError(f"is no weight of a feature: {words!r}", where=FILE.name, hint=REINSTALL) from None
    if missing := [name for name in HEAD if name not in table]:
        raise LexiconError(f"has no {missing[0]!r}", where=FILE.name, hint=REINSTALL)
    return Weights(table)
