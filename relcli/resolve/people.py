"""Who takes part in two mentions: the same people, or others? Names come in many spellings and orders.

A family name is compared by its consonants ("Zelenskyy", "Zelensky", "Zelenskiy"), a name of one word with every word
of the other ("Xi", "Xi Jinping"), and a whole name without order and hyphens ("Kishida Fumio", "Yoon Suk-yeol").
"""

from __future__ import annotations

from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from relcli.query.words import fold

if TYPE_CHECKING:
    from relcli.coding import CodedEvent

SHORTEST_SKELETON = 3
"""Names with fewer consonants than this are compared letter by letter: too many would be the same."""

_SILENT = frozenset("aeiouyhw")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})


def shared_people(a: CodedEvent, b: CodedEvent) -> set[str]:
    """Return the countries with a person in common, '' for people of unknown country."""
    ours, theirs = _by_country(a.people, a.people_countries), _by_country(b.people, b.people_countries)
    return {country for country in ours.keys() & theirs.keys() if _any_same(ours[country], theirs[country])}


def other_people(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether one country is represented by other people: the host of both meetings proves nothing."""
    ours, theirs = _by_country(a.people, a.people_countries), _by_country(b.people, b.people_countries)
    both = {country for country in ours.keys() & theirs.keys() if country}
    return any(_other_side(ours[country], theirs[country], a, b) for country in both)


def _other_side(ours: tuple[str, ...], theirs: tuple[str, ...], a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether a country is represented by others; a person in both mentions counts for any country."""
    if _any_same(ours, theirs):
        return False
    new = [name for name in ours if not _any_same((name,), b.people)]
    return bool(new) and not all(_any_same((name,), a.people) for name in theirs)


@lru_cache(maxsize=4096)
def same_person(one: str, other: str) -> bool:
    """Return whether two names can be one person's, both of the same country."""
    ours, theirs = _parts(one), _parts(other)
    if not ours or not theirs:
        return False
    if len(ours) == 1 or len(theirs) == 1:
        return not set(ours).isdisjoint(theirs)
    if ours[-1] == theirs[-1] or set(ours) <= set(theirs) or set(theirs) <= set(ours):
        return True
    return "".join(_parts(one, whole=True)) == "".join(_parts(other, whole=True))


def skeleton(word: str) -> str:
    """Return the first letter and the consonants after it, each once in a row; the word itself where few are left."""
    letters = word[:1]
    for letter in word[1:]:
        if letter not in _SILENT and letter != letters[-1]:
            letters += letter
    return letters if len(letters) >= SHORTEST_SKELETON else word


def _any_same(ours: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Return whether anybody is in both lists of one country."""
    return any(same_person(one, other) for one in ours for other in theirs)


@lru_cache(maxsize=4096)
def _by_country(people: tuple[str, ...], countries: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the names by country ('' = unknown)."""
    names: dict[str, tuple[str, ...]] = {}
    for name, country in zip_longest(people, countries[: len(people)], fillvalue=""):
        names[country] = (*names.get(country, ()), name)
    return names


@lru_cache(maxsize=4096)
def _parts(name: str, *, whole: bool = False) -> tuple[str, ...]:
    """Return the words of a name by their consonants (or `whole`), without "Jr." and the like."""
    words = [word for word in fold(name).split() if word not in _SUFFIXES]
    return tuple(words if whole else (skeleton(word) for word in words))
