"""Are two tellings of one block the same event? First what forbids it, then what speaks for it.

The score only orders pairs (the surest join first); the thresholds decide. Where in doubt two reports stay
two events: what is wrongly joined hides an event, what is wrongly apart shows one twice.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from relcli.query.words import fold
from relcli.resolve.telling import INTENDED, is_occasion, modality_class

if TYPE_CHECKING:
    from collections.abc import Callable

    from relcli.model import CodedEvent
    from relcli.resolve.telling import Telling

ALIKE_WORDS = 0.5
ALIKE_BIGRAMS = 0.2
"""Evidence is alike if the other sentence has this share of the shorter one's words and pairs of words ..."""

ALIKE_LONGER = 0.2
"""... and of the longer one's words: a list of everything is not like each of its items."""

SAME_WORDS = 0.8
"""Evidence with this share of common words is a copy: it needs no pairs of words, and no common place."""

SOMEWHAT_ALIKE = 0.35
"""This share of common words is enough where one person is named in both."""

SURE_DAYS = 7
"""Dates that leave more days open than these need evidence that is alike."""

SHORTEST_WORD = 4
"""Shorter words are mostly grammar; figures always count."""


def forbidden(one: Telling, other: Telling) -> bool:
    """Tell whether something rules out that both tell the same event."""
    if one.content_hash == other.content_hash and one.origin != other.origin:
        return True
    a, b = one.coded, other.coded
    if not _windows_meet(one, other) or _modes_conflict(a, b):
        return True
    if is_occasion(a):
        return _other_people(a, b) or (_places_conflict(a, b) and not _met_that_day(a, b))
    if one.occasion is not None and other.occasion is not None and one.occasion != other.occasion:
        return True
    return _places_conflict(a, b) and _common_words(one, other) < SAME_WORDS


def likeness(one: Telling, other: Telling) -> float:
    """Return how sure it is that both tell the same event, 0 = not at all; `forbidden` is asked first."""
    words = _common_words(one, other)
    bigrams = _overlap(_bigrams(one.evidence), _bigrams(other.evidence), min)
    score = (words + bigrams) / 2
    if words >= SAME_WORDS or (words >= ALIKE_WORDS and bigrams >= ALIKE_BIGRAMS):
        return 1 + score
    a, b = one.coded, other.coded
    common_sectors = not set(a.sectors).isdisjoint(b.sectors)
    if not is_occasion(a) and one.occasion is not None and one.occasion == other.occasion and common_sectors:
        return score + 0.4
    if max(_days(one), _days(other)) > SURE_DAYS:
        return 0.0  # within a month or a year the same people meet more than once
    shared = shared_people(a, b)
    same_people = len(shared) > 1 or (shared and words >= SOMEWHAT_ALIKE)
    if is_occasion(a):
        return score + 0.5 if same_people or _same_day_and_place(a, b) else 0.0
    if same_people and common_sectors and modality_class(a.modality) != INTENDED:
        return score + 0.3
    return 0.0


def shared_people(a: CodedEvent, b: CodedEvent) -> set[str]:
    """Return the countries of which the same person takes part in both, '' for people of unknown country.

    People are compared by the last word of the name ("Shehbaz Sharif", "PM Sharif").
    """
    ours, theirs = _surnames(a), _surnames(b)
    return {country for country in ours.keys() & theirs.keys() if not ours[country].isdisjoint(theirs[country])}


def _other_people(a: CodedEvent, b: CodedEvent) -> bool:
    """Tell whether one country is there with other people: the host of both meetings proves nothing."""
    if not a.people or not b.people:
        return False
    ours, theirs = _surnames(a), _surnames(b)
    both = {country for country in ours.keys() & theirs.keys() if country}
    return any(ours[country].isdisjoint(theirs[country]) for country in both)


def _met_that_day(a: CodedEvent, b: CodedEvent) -> bool:
    """Tell whether both name the same two sides and the same day; one may name the town, the other the
    house.
    """
    return len(shared_people(a, b)) > 1 and _same_days(a, b)


def _windows_meet(one: Telling, other: Telling) -> bool:
    """Tell whether both can have happened on one day; undated tellings only meet each other."""
    (a_first, a_last), (b_first, b_last) = one.window, other.window
    return a_first <= b_last and b_first <= a_last and bool(a_first) == bool(b_first)


def _days(telling: Telling) -> int:
    """Return how many days come into question for an event; 0 if nothing is known."""
    first, last = telling.window
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1 if first else 0


def _modes_conflict(a: CodedEvent, b: CodedEvent) -> bool:
    """Tell whether the finer acts differ; for meetings only a call differs from being there."""
    if not a.mode or not b.mode or a.mode == b.mode:
        return False
    return "phone" in {a.mode, b.mode} if is_occasion(a) else True


def _places_conflict(a: CodedEvent, b: CodedEvent) -> bool:
    """Tell whether two places are named that have no word in common."""
    return bool(a.place and b.place) and set(fold(a.place).split()).isdisjoint(fold(b.place).split())


def _same_day_and_place(a: CodedEvent, b: CodedEvent) -> bool:
    """Tell whether both name the same place and exactly the same days."""
    return bool(a.place and b.place) and _same_days(a, b) and not _places_conflict(a, b)


def _same_days(a: CodedEvent, b: CodedEvent) -> bool:
    """Tell whether both give exactly the same days, and not only the day of the report."""
    if not a.date or "published" in {a.date_basis, b.date_basis}:
        return False
    return (a.date, a.date_end, a.date_precision) == (b.date, b.date_end, b.date_precision)


def _surnames(coded: CodedEvent) -> dict[str, frozenset[str]]:
    """Return the last words of names, folded, by country."""
    return _surnames_by_country(coded.people, coded.people_countries)


@lru_cache(maxsize=4096)
def _surnames_by_country(people: tuple[str, ...], countries: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Return folded surnames by country ('' = unknown)."""
    surnames: dict[str, set[str]] = {}
    for name, country in zip_longest(people, countries[: len(people)], fillvalue=""):
        if words := fold(name).split():
            surnames.setdefault(country, set()).add(words[-1])
    return {country: frozenset(names) for country, names in surnames.items()}


def _common_words(one: Telling, other: Telling) -> float:
    """Return the share of common words in the shorter evidence, 0 where they are lost in the longer one.

    Names of the people taking part are left out: a president's full name and title fill half of every
    sentence about him.
    """
    if one.evidence == other.evidence:
        return 1.0
    names = _names(one.coded.people) | _names(other.coded.people)
    ours, theirs = _words(one.evidence) - names, _words(other.evidence) - names
    return _overlap(ours, theirs, min) if _overlap(ours, theirs, max) >= ALIKE_LONGER else 0.0


@lru_cache(maxsize=4096)
def _names(people: tuple[str, ...]) -> frozenset[str]:
    """Return all words of names, folded."""
    return frozenset(word for name in people for word in fold(name).split())


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    """Return the words of a sentence that carry meaning."""
    return frozenset(word for word in fold(text).split() if len(word) >= SHORTEST_WORD or word.isdigit())


@lru_cache(maxsize=8192)
def _bigrams(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring words that carry meaning."""
    words = [word for word in fold(text).split() if len(word) >= SHORTEST_WORD or word.isdigit()]
    return frozenset(f"{first} {second}" for first, second in pairwise(words))


def _overlap(a: frozenset[str], b: frozenset[str], of: Callable[[int, int], int]) -> float:
    """Return the share of the smaller (`min`) or larger (`max`) set that is in the other, 0 where one is
    empty.
    """
    return len(a & b) / of(len(a), len(b)) if a and b else 0.0
