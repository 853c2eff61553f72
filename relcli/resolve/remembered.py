"""What wordings of a stretch were found to be to each other, kept from one resolution of the stretch to the next.

A folder of articles about one event is imported document by document, and each resolves the whole stretch. Without
this, the first pair of a hundred articles would be compared a hundred times. Only results are kept, which depend on the
wordings alone; how groups are joined is worked out each time.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_KEPT = 500_000
"""Pairs that are kept in all: some 100 MB."""

_Stretch = tuple[str, str]  # block, first day
_Key = tuple[object, str]  # wording, its only document

_kept: OrderedDict[_Stretch, Compared] = OrderedDict()


class Compared:
    """The wordings of a stretch by number, and their pairs: all pairs of them have been compared."""

    __slots__ = ("_likeness", "_next", "_numbers", "apart", "pairs")

    def __init__(self) -> None:
        self._numbers: dict[_Key, int] = {}
        self._likeness: dict[int, dict[int, float]] = {}
        self._next = 0
        self.apart: dict[tuple[int, int], bool] = {}
        """Whether something rules out that two are one event, lower number first, as far as anybody asked."""
        self.pairs = 0
        """How many are kept: a measure of memory."""

    def restrict(self, keys: Iterable[_Key]) -> set[int]:
        """Forget all wordings but some, and return the numbers of those that are left."""
        left = {key: self._numbers[key] for key in keys if key in self._numbers}
        if len(left) < len(self._numbers):
            self._numbers = left
            numbers = set(left.values())
            self._likeness = {
                one: {other: score for other, score in partners.items() if other in numbers}
                for one, partners in self._likeness.items()
                if one in numbers
            }
            self.apart = {pair: known for pair, known in self.apart.items() if numbers.issuperset(pair)}
        return set(left.values())

    def number(self, key: _Key) -> int:
        """Return the number of a wording, a new one if it is new."""
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = self._next
            self._next += 1
        return number

    def link(self, one: int, other: int, score: float) -> None:
        """Note that two wordings are alike."""
        self._likeness.setdefault(one, {})[other] = score

    def links(self) -> Iterator[tuple[int, int, float]]:
        """Yield the pairs of wordings that are alike."""
        for one, partners in self._likeness.items():
            for other, score in partners.items():
                yield one, other, score

    def measure(self) -> None:
        """Count the pairs that are kept."""
        self.pairs = len(self.apart) + sum(map(len, self._likeness.values())) + len(self._numbers)


def remembered(stretch: _Stretch) -> Compared:
    """Return what is known of a stretch; it counts again once it is remembered."""
    return _kept.pop(stretch, None) or Compared()


def remember(stretch: _Stretch, compared: Compared) -> None:
    """Keep what is known of a stretch; what was not needed for the longest time is forgotten for it."""
    compared.measure()
    _kept[stretch] = compared
    total = sum(each.pairs for each in _kept.values())
    while total > MOST_KEPT:
        total -= _kept.popitem(last=False)[1].pairs
