"""How alike are two sentences? Words are compared by their beginnings; grammar, time and names of people do not count.

The day is compared by itself, and a president's full name and title fill half of every sentence about him.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from relcli.query.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from relcli.resolve.telling import Telling

ALIKE_LONGER = 0.2
"""A list of everything is not like each of its items: this share of the longer sentence must be common too."""

SHORTEST_WORD = 4
"""Shorter words are mostly grammar; figures always count."""

STEM = 6
"""Letters by which words are compared: "establishing" is "establishment", "minister" is not "ministry"."""

_TIME_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september"
    " october november december today yesterday week last month year".split()
)

_ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        1,
    )
}
_ENDINGS = ("st", "nd", "rd", "th")


def common_words(one: Telling, other: Telling) -> float:
    """Return the share of common words in the shorter evidence, 0 where they are lost in the longer one."""
    if one.evidence == other.evidence:
        return 1.0
    names = _names(one.coded.people) | _names(other.coded.people)
    ours, theirs = frozenset(_words(one.evidence)) - names, frozenset(_words(other.evidence)) - names
    return _overlap(ours, theirs, min) if _overlap(ours, theirs, max) >= ALIKE_LONGER else 0.0


def common_bigrams(one: Telling, other: Telling) -> float:
    """Return the share of common pairs of neighbouring words in the shorter evidence."""
    return _overlap(_bigrams(one.evidence), _bigrams(other.evidence), min)


def counted_apart(one: Telling, other: Telling) -> bool:
    """Tell whether the sentences number the same thing differently: "tenth package", "11th package"."""
    ours, theirs = _numbered(one.evidence), _numbered(other.evidence)
    return any(ours[noun].isdisjoint(theirs[noun]) for noun in ours.keys() & theirs.keys())


@lru_cache(maxsize=4096)
def _names(people: tuple[str, ...]) -> frozenset[str]:
    """Return all words of names as `_words` gives them."""
    return frozenset(word[:STEM] for name in people for word in fold(name).split())


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    """Return the beginnings of the words that carry meaning, in their order."""
    meant = (word for word in fold(text).split() if len(word) >= SHORTEST_WORD or word.isdigit())
    return tuple(word[:STEM] for word in meant if word not in _TIME_WORDS)


@lru_cache(maxsize=8192)
def _bigrams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring words that carry meaning."""
    return frozenset(f"{first} {second}" for first, second in pairwise(_words(text)))


@lru_cache(maxsize=8192)
def _numbered(text: str) -> dict[str, frozenset[int]]:
    """Return the ordinals of a sentence by the word that each stands before."""
    found: dict[str, frozenset[int]] = {}
    for word, noun in pairwise(fold(text).split()):
        number = _ORDINALS.get(word, 0)
        if not number and word[:-2].isdigit() and word.endswith(_ENDINGS):
            number = int(word[:-2])
        if number and noun not in _TIME_WORDS:
            found[noun] = found.get(noun, frozenset()) | {number}
    return found


def _overlap(a: frozenset[str], b: frozenset[str], of: Callable[[int, int], int]) -> float:
    """Return the share of the smaller (`min`) or larger (`max`) set that is in the other, 0 where one is empty."""
    return len(a & b) / of(len(a), len(b)) if a and b else 0.0
