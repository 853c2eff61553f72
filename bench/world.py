"""An invented world as uneven as the real one: a few countries are in most of the news, most are in hardly
any, and so it is with types, sectors and words. Everything follows from the seed.
"""

from __future__ import annotations

import random
from itertools import accumulate, product
from typing import TYPE_CHECKING, TypeVar

from relcli.lexicon.tables import DATA, read_table
from relcli.model import SECTORS, TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    Item = TypeVar("Item")

COMMONEST = (
    "USA", "RUS", "CHN", "GBR", "ISR", "IRN", "FRA", "DEU", "UKR", "IND", "PAK", "TUR", "JPN", "SYR", "KOR",
    "SAU", "EGY", "AUS", "PRK", "IRQ", "CAN", "ITA", "AFG", "PSE", "LBN", "POL", "BRA", "ESP",
)  # fmt: skip
"""An order like that of GDELT's files; the others follow by their codes."""

NEVER = ("USA", "culture")
"""A common country and a sector that it never has: the question whose answer is empty."""

FIRST_YEAR, LAST_YEAR = 1995, 2025

_TYPE_SHARES = (9, 34, 10, 2, 6, 4, 2, 6, 8, 3, 4, 1, 2, 2, 3, 4)
_SECTOR_SHARES = (16, 10, 8, 5, 3, 3, 6, 12, 10, 14, 2, 2, 2, 2, 2, 3, 3, 2, 4)
QUADS = dict(zip(TYPES, (0, 0, 0, 0, 1, 1, 1, 0, 2, 2, 2, 3, 3, 3, 3, 3), strict=True))
INTENSITIES = dict(zip(TYPES, (3, 1, 4, 5, 6, 7, 5, -1, -2, -4, -5.5, -6.5, -8, -7.2, -8, -10), strict=True))


class World:
    """Draws from uneven distributions, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        codes = [row["code"] for row in read_table(DATA / "countries.tsv")]
        self.countries = (*COMMONEST, *sorted(set(codes) - set(COMMONEST)))
        self._country_weights = _zipf(len(self.countries), 1.25, 2.0)
        self.words = _vocabulary(self.chance)
        self._word_weights = _zipf(len(self.words), 1.0, 3.0)

    def pairs(self, count: int) -> list[tuple[str, str]]:
        """Return pairs of different countries."""
        drawn = iter(self.drawn(self.countries, self._country_weights, 3 * count))
        found = [(first, second) for first, second in zip(drawn, drawn, strict=False) if first != second]
        return found[:count] if len(found) >= count else found + self.pairs(count - len(found))

    def types(self, count: int) -> list[str]:
        """Return types of events."""
        return self.drawn(TYPES, tuple(accumulate(_TYPE_SHARES)), count)

    def sectors(self, count: int, parties: tuple[str, ...]) -> tuple[str, ...]:
        """Return different sectors, in the order of the list, never NEVER."""
        drawn = set(self.drawn(SECTORS, tuple(accumulate(_SECTOR_SHARES)), count))
        if NEVER[0] in parties:
            drawn.discard(NEVER[1])
        return tuple(sector for sector in SECTORS if sector in drawn)

    def sentence(self, words: int) -> str:
        """Return words with a full stop."""
        return f"{' '.join(self.drawn(self.words, self._word_weights, words)).capitalize()}."

    def day(self, position: float) -> str:
        """Return a day of the years FIRST_YEAR to LAST_YEAR, position 0 to 1; later years have more events."""
        years = (LAST_YEAR + 1 - FIRST_YEAR) * position**0.6
        year, rest = divmod(years, 1)
        month, rest = divmod(rest * 12, 1)
        return f"{FIRST_YEAR + int(year)}-{int(month) + 1:02}-{int(rest * 28) + 1:02}"

    def drawn(self, items: Sequence[Item], weights: Sequence[float], count: int) -> list[Item]:
        """Return items by cumulative weights."""
        return self.chance.choices(items, cum_weights=weights, k=count)


def _zipf(size: int, exponent: float, offset: float) -> tuple[float, ...]:
    """Return cumulative weights that fall with the rank."""
    return tuple(accumulate((rank + offset) ** -exponent for rank in range(size)))


def _vocabulary(chance: random.Random) -> list[str]:
    """Return some thousand words that look like words."""
    syllables = [first + second for first, second in product("bdfgklmnprstv", "aeiou")]
    words = {"".join(chance.choices(syllables, k=chance.randint(1, 4))) for _ in range(6000)}
    return sorted(words, key=lambda word: (len(word), word))
