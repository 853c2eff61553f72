"""Do an annotated and a coded event mean the same, and in which fields do they agree?

docs/evaluate.md explains the rules. An alternative that is also right (another type, "occurred" for a signing) passes,
but counts for less in the search for the best match.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relcli.evaluation.annotations import Annotated, Coded

    Sides = tuple[frozenset[str], frozenset[str]]

_NOT_FACTS = frozenset({"denied", "pledged", "proposed"})
_GENERATIONS = frozenset({"jr", "sr"})
_SHORT = 3
"""Texts with fewer words than this are compared in both directions."""
SAME_SENTENCE = 0.5
"""Two pieces of evidence with at least this share of common words are the same sentence."""
_TIE = 0.01
"""The weight of what decides only between equally good matches."""


def fits(annotated: Annotated, coded: Coded) -> bool:
    """Can the coded event be this one? It needs a right type, and an actor in common on each side."""
    return type_fits(annotated, coded) and sides_fit(annotated, coded)


def type_fits(annotated: Annotated, coded: Coded) -> bool:
    """Is the type the annotated one or an alternative?"""
    return coded.type == annotated.type or coded.type in annotated.other_types


def sides_fit(annotated: Annotated, coded: Coded) -> bool:
    """Do the sides have actors in common? If both sides do it, their order does not matter."""
    return _share(annotated, _sides(coded)) or (annotated.symmetric and is_reversed(annotated, coded))


def is_reversed(annotated: Annotated, coded: Coded) -> bool:
    """Do the sides fit the other way round?"""
    return _share(annotated, _sides(coded)[::-1])


def dyad_exact(annotated: Annotated, coded: Coded) -> bool:
    """Are the sides exactly the annotated ones? An empty annotated side fits anything."""
    if annotated.symmetric and annotated.source and annotated.target:
        return annotated.source | annotated.target == coded.source | coded.target
    orders = [_sides(coded), _sides(coded)[::-1]] if annotated.symmetric else [_sides(coded)]
    return any(
        all(not wanted or wanted == found for wanted, found in zip(_sides(annotated), order, strict=True))
        for order in orders
    )


def date_right(annotated: Annotated, coded: Coded) -> bool:
    """Is it the annotated day or an alternative?"""
    return coded.date == annotated.date or coded.date in annotated.other_dates


def day_invented(annotated: Annotated, coded: Coded) -> bool:
    """Does the coded event claim a day that the text does not give?"""
    return not annotated.date and bool(coded.date) and coded.day_claimed and coded.date not in annotated.other_dates


def modality_right(annotated: Annotated, coded: Coded) -> bool:
    """Is it the annotated modality? "occurred" passes for a proposal by request or invitation, for an agreement by
    signing, and for a denial by refusal."""
    if coded.modality != "occurred":
        return coded.modality == annotated.modality
    asks = annotated.type == "REQUEST" or (annotated.type == "AGREE" and "REQUEST" in annotated.other_types)
    passes = {
        "occurred": True,
        "proposed": asks,
        "agreed": annotated.type == "SUPPORT",
        "denied": annotated.type == coded.type == "REJECT",
    }
    return passes.get(annotated.modality, False)


def denied_as_fact(annotated: Annotated, coded: Coded) -> bool:
    """Is what the text denies coded as done, from the same sentence?"""
    if annotated.modality != "denied" or coded.modality in _NOT_FACTS or modality_right(annotated, coded):
        return False
    return not coded.evidence or evidence_overlap(annotated, coded) >= SAME_SENTENCE


def place_right(annotated: Annotated, coded: Coded) -> bool:
    """Does one place contain the other, word by word?"""
    one, other = ([word for word in _words(place) if word != "the"] for place in (annotated.place, coded.place))
    return bool(one and other) and (_within(one, other) or _within(other, one))


def surnames(people: Iterable[str]) -> frozenset[str]:
    """Return the last word of each name."""
    names = ([word for word in _words(name) if word not in _GENERATIONS] for name in people)
    return frozenset(name[-1] for name in names if name)


def f1(wanted: int, found: int, common: int) -> float:
    """Return the harmonic mean of precision and recall; 1 if nothing is wanted and nothing found."""
    return 2 * common / (wanted + found) if wanted + found else 1.0


def evidence_overlap(annotated: Annotated, coded: Coded) -> float:
    """Return the share of words that the coded evidence has in common with the closest annotated passage."""
    return max(_overlap(passage, coded.evidence) for passage in (annotated.evidence, *annotated.also))


def agreement(annotated: Annotated, coded: Coded) -> float:
    """Return a score for how well they agree in all fields; it is good only for comparisons."""
    wanted, named = surnames(annotated.people), surnames(coded.people)
    fields = (
        coded.type == annotated.type,
        dyad_exact(annotated, coded),
        _graded(coded.date == annotated.date, date_right(annotated, coded)),
        _graded(coded.modality == annotated.modality, modality_right(annotated, coded)),
        f1(len(annotated.sectors), len(coded.sectors), len(annotated.sectors & coded.sectors)),
        _graded(coded.place == annotated.place, place_right(annotated, coded)),
        f1(len(wanted), len(named), len(wanted & named)),
        2 * evidence_overlap(annotated, coded),
        # These decide only between equally good matches:
        _TIE * _share(annotated, _sides(coded)),
        _TIE * (annotated.evidence == coded.evidence),
    )
    return float(sum(fields))


def _graded(exact: bool, passes: bool) -> float:
    return 1.0 if exact else 0.5 * passes


def _sides(event: Annotated | Coded) -> Sides:
    return event.source, event.target


def _share(annotated: Annotated, sides: Sides) -> bool:
    """Does each annotated side that is not empty have an actor in common with its counterpart?"""
    pairs = zip(_sides(annotated), sides, strict=True)
    return all(not wanted or not wanted.isdisjoint(found) for wanted, found in pairs)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _overlap(one: str, other: str) -> float:
    """Return the share of the words of the shorter text that the longer one has; for very short texts, of both."""
    counts = Counter(_words(one)), Counter(_words(other))
    lengths = sorted(count.total() for count in counts)
    if not lengths[0]:
        return 0.0
    common = (counts[0] & counts[1]).total()
    return common / lengths[0] if lengths[0] >= _SHORT else 2 * common / sum(lengths)


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    return any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))
