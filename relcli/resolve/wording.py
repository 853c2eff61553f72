"""How alike are two sentences? Words are compared by their beginnings, and only those that describe the act.

What is compared elsewhere does not count again: the parties (names, adjectives, capitals), the people with their
offices, day, place, and the verb, since both are of one type. They fill half of every sentence, and are the same in all
reports of one pair of countries.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from relcli.query.names import actor_words
from relcli.query.words import fold
from relcli.resolve.people import skeleton

if TYPE_CHECKING:
    from collections.abc import Callable

    from relcli.resolve.mention import Mention

_Part = TypeVar("_Part", str, tuple[str, str])

ALIKE_LONGER = 0.2
"""A list of everything is not like each of its items: this share of the longer sentence must be common too."""

SHORTEST_WORD = 4
"""Shorter words are mostly grammar; figures always count."""

STEM = 6
"""Letters by which words are compared: "establishing" is "establishment", "minister" is not "ministry"."""

_DATELINE = re.compile(r"\A[A-Z][A-Z' .-]{2,}\b[^:]{0,40}?(?::|--|\N{EM DASH}|\N{EN DASH}) ?")
"""Where and when a report was filed, at the head of its first sentence: "SKOPJE:", "NEW DELHI, May 11 --"."""

_POSSESSIVE = re.compile(r"['\N{RIGHT SINGLE QUOTATION MARK}]s\b")
_FIGURE = re.compile(r"(\d+)(?:st|nd|rd|th)")
_DAY = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}(?: \d{4})?\b"
    r"|\b\d{1,2} (?=january|february|march|april|may|june|july|august|september|october|november|december)"
)
_NAME = re.compile(r"(?<![.!?:] )(?<!\A)(?<!\n)\b[^\W\d_a-z][\w-]{3,}")
"""A word with a capital that does not begin a sentence."""


def common_words(one: Mention, other: Mention) -> float:
    """Return the share of common words in the shorter evidence, 0 where they are lost in the longer one."""
    if one.evidence == other.evidence:
        return 1.0 if one.evidence else 0.0  # no sentence is like no other
    ours, theirs = (frozenset(words) for words in _both(one, other))
    return _overlap(ours, theirs, min) if _overlap(ours, theirs, max) >= ALIKE_LONGER else 0.0


def told_words(mention: Mention) -> frozenset[str]:
    """Return all words of a sentence that `common_words` can find in another one."""
    return frozenset(_words(mention.evidence, _apart(mention) | _stems(mention.coded.place)))


def verb_words(mention: Mention) -> frozenset[str]:
    """Return the words of the verb; they are not counted where they are the other's verb too."""
    return _verb(mention)


def common_bigrams(one: Mention, other: Mention) -> float:
    """Return the share of common pairs of neighbouring words in the shorter evidence."""
    ours, theirs = (frozenset(pairwise(words)) for words in _both(one, other))
    return _overlap(ours, theirs, min)


def counted_apart(one: Mention, other: Mention) -> bool:
    """Return whether the sentences number the same thing differently: "tenth package", "11th package"."""
    ours, theirs = _numbered(one.evidence), _numbered(other.evidence)
    return any(ours[noun].isdisjoint(theirs[noun]) for noun in ours.keys() & theirs.keys())


def named_apart(one: Mention, other: Mention) -> bool:
    """Return whether both sentences name something besides parties and people, and nothing that both name."""
    ours, theirs = _both_names(one, other)
    return bool(ours and theirs) and not _share_a_name(ours, theirs)


def named_together(one: Mention, other: Mention) -> bool:
    """Return whether both sentences name the same thing besides parties and people, as a town or a ship."""
    return _share_a_name(*_both_names(one, other))


def is_filed_from(mention: Mention) -> bool:
    """Return whether the place of an act is only where its report was filed."""
    dateline = _DATELINE.match(mention.evidence)
    return dateline is not None and _stems(mention.coded.place) <= _stems(dateline[0])


def _share_a_name(ours: frozenset[str], theirs: frozenset[str]) -> bool:
    """Return whether both have a name that is the same or begins with the other ("Mexico", "Mexican")."""
    return any(a.startswith(b) or b.startswith(a) for a in ours for b in theirs)


def _both(one: Mention, other: Mention) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of each sentence that describe the act, in their order."""
    apart = _apart(one) | _apart(other) | _stems(one.coded.place) | _stems(other.coded.place)
    ours, theirs = (_words(each.evidence, apart) for each in (one, other))
    our_verb, their_verb = _verb(one), _verb(other)
    return _without(ours, our_verb, theirs, their_verb), _without(theirs, their_verb, ours, our_verb)


def _without(
    ours: tuple[str, ...], verb: frozenset[str], theirs: tuple[str, ...], other_verb: frozenset[str]
) -> tuple[str, ...]:
    """Return our words without our verb, unless they have it as another word ("missile attack", "fired missiles")."""
    dropped = verb - (frozenset(theirs) - other_verb)
    return tuple(word for word in ours if word not in dropped)


def _both_names(one: Mention, other: Mention) -> tuple[frozenset[str], frozenset[str]]:
    """Return what either sentence names besides parties and people."""
    parties = _apart(one) | _apart(other)
    return _names(one.evidence, parties), _names(other.evidence, parties)


def _apart(mention: Mention) -> frozenset[str]:
    """Return the words (by their beginnings) that are compared elsewhere: parties and people."""
    coded = mention.coded
    return _compared_apart((*coded.source, *coded.target), coded.people)


@lru_cache(maxsize=4096)
def _compared_apart(parties: tuple[str, ...], people: tuple[str, ...]) -> frozenset[str]:
    names = {word[:STEM] for code in parties for word in actor_words(code)}
    return frozenset(names.union(*(_stems(name) for name in people)))


@lru_cache(maxsize=8192)
def _stems(text: str) -> frozenset[str]:
    """Return the beginnings of all words of a text."""
    return frozenset(word[:STEM] for word in fold(text).split())


def _verb(mention: Mention) -> frozenset[str]:
    """Return the beginning of the verb by which the act was found, if that is known."""
    trace = mention.coded.trace
    if trace is None:
        return frozenset()
    first, end = (place - mention.coded.start for place in trace.trigger)
    return _stems(mention.evidence[max(first, 0) : max(end, 0)])


@lru_cache(maxsize=8192)
def _words(text: str, apart: frozenset[str]) -> tuple[str, ...]:
    """Return the beginnings of the words that carry meaning, in their order; ordinals as figures."""
    plain = _DAY.sub(" ", fold(_POSSESSIVE.sub("", _DATELINE.sub("", text))))
    words = (word for word in plain.split() if len(word) >= SHORTEST_WORD or word.isdigit())
    meant = (word for word in words if word not in _plain() and word[:STEM] not in apart)
    return tuple(str(_ordinal(word) or word[:STEM]) for word in meant)


@lru_cache(maxsize=8192)
def _names(text: str, apart: frozenset[str]) -> frozenset[str]:
    """Return the words with capitals inside sentences, in one spelling, without what is compared elsewhere."""
    words = {word for name in _NAME.findall(_DATELINE.sub("", text)) for word in fold(name).split()}
    return frozenset(skeleton(word) for word in words if word not in _plain() and word[:STEM] not in apart)


@lru_cache(maxsize=8192)
def _numbered(text: str) -> dict[str, frozenset[int]]:
    """Return the ordinals of a sentence by the word after each."""
    found: dict[str, frozenset[int]] = {}
    for word, noun in pairwise(fold(text).split()):
        if (number := _ordinal(word)) and noun not in _plain():
            found[noun] = found.get(noun, frozenset()) | {number}
    return found


@lru_cache(maxsize=8192)
def _ordinal(word: str) -> int:
    """Return the number of an ordinal, in letters or figures, 0 for any other word."""
    if figure := _FIGURE.fullmatch(word):
        return int(figure[1])
    ordinals = _plain_words("ordinal")
    return ordinals.index(word) + 1 if word in ordinals else 0


@cache
def _plain() -> frozenset[str]:
    """Return the words that say nothing about an act."""
    return frozenset(word for kind in ("calendar", "office", "grammar") for word in _plain_words(kind))


@cache
def _plain_words(kind: str) -> tuple[str, ...]:
    """Return the words of a class of plain_words.tsv in their order."""
    lines = Path(__file__).with_name("plain_words.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if line.startswith(f"{kind}\t") for word in line.split("\t")[1].split())


def _overlap(a: frozenset[_Part], b: frozenset[_Part], of: Callable[[int, int], int]) -> float:
    """Return the share of the smaller (`min`) or larger (`max`) set that is in the other, 0 where one is empty."""
    return len(a & b) / of(len(a), len(b)) if a and b else 0.0
