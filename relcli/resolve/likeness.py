"""Are two mentions of one block the same event? First what rules it out, then what speaks for it.

The score only orders pairs (the surest join first); the thresholds decide. In doubt two reports stay two events: a
wrong join hides an event, a missing one shows an event twice.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from relcli.query.names import actor_name
from relcli.query.words import fold
from relcli.resolve.mention import is_occasion, modality_class
from relcli.resolve.people import other_people, shared_people
from relcli.resolve.wording import (
    common_bigrams,
    common_words,
    counted_apart,
    is_filed_from,
    named_apart,
    named_together,
)

if TYPE_CHECKING:
    from relcli.coding import CodedEvent
    from relcli.resolve.mention import Mention

ALIKE_WORDS = 0.5
ALIKE_BIGRAMS = 0.2
"""Sentences are alike if the longer one has this share of the shorter one's words and pairs of words."""

SAME_WORDS = 0.8
"""A sentence with this share of common words is a copy: it needs no pairs of words."""

MUCH_ALIKE = 0.65
"""This share of common words needs no pairs of words if the days or the place are the same."""

SOMEWHAT_ALIKE = 0.35
"""This share of common words is enough if one person is named in both."""

LITTLE_ALIKE = 0.15
"""This share is enough for acts in one field at one occasion; politics is no field: all talks are about it."""

SURE_DAYS = 7
"""Dates that leave more days open than this need sentences that are alike ..."""

ONE_PLACE_DAYS = 31
"""... but up to this many days, two people at one named place are one meeting."""

_ONE_ACT = (
    frozenset({"aerial", "heavy-weapons", "drone", "explosives"}),
    frozenset({"thank", "praise"}),
    frozenset({"plan", "promise"}),
)
"""Modes that reports give to one and the same deed: a missile comes from the air and is a heavy weapon."""


def forbidden(one: Mention, other: Mention) -> bool:
    """Return whether something rules out that both report the same event."""
    two_of_one_document = one.content_hash == other.content_hash and one.origin != other.origin
    return two_of_one_document or ruled_out(one, other)


def ruled_out(one: Mention, other: Mention) -> bool:
    """Return whether what both say rules it out; whose documents they are in is not looked at."""
    a, b = one.coded, other.coded
    if not _windows_meet(one, other) or _modes_conflict(a, b):
        return True
    if is_occasion(a):
        return other_people(a, b) or (_places_conflict(a, b) and not _met_that_day(a, b))
    if one.occasion is not None and other.occasion is not None and one.occasion != other.occasion:
        return True
    if counted_apart(one, other):
        return True
    if not _places_conflict(a, b) or is_filed_from(one) or is_filed_from(other):
        return False
    return (_names_its_place(one) and _names_its_place(other)) or common_words(one, other) < SAME_WORDS


def likeness(one: Mention, other: Mention) -> float:
    """Return how sure it is that both report the same event, 0 = not at all; ask `forbidden` first."""
    words = common_words(one, other)
    bigrams = common_bigrams(one, other)
    score = (words + bigrams) / 2
    alike = words >= SAME_WORDS or (words >= ALIKE_WORDS and bigrams >= ALIKE_BIGRAMS)
    if alike and (is_occasion(one.coded) or not named_apart(one, other)):
        return 1 + score
    if is_occasion(one.coded):
        return score + 0.5 if _same_occasion(one, other, words) else 0.0
    return score + 0.3 if _same_act(one, other, words) else 0.0


def _same_occasion(one: Mention, other: Mention, words: float) -> bool:
    """Return whether people, days and place make one meeting of two, though the sentences differ."""
    a, b = one.coded, other.coded
    shared = shared_people(a, b)
    days = max(_days(one), _days(other))
    if days > SURE_DAYS:  # within a month or a year the same people meet more than once
        return days <= ONE_PLACE_DAYS and len(shared) > 1 and _same_place(a, b)
    if len(shared) > 1 or (shared and words >= SOMEWHAT_ALIKE):
        return True
    if shared and _same_place(a, b) and a.mode == b.mode == "visit":
        return True
    nameless = _day_fits(a, b) and not a.people and not b.people
    return (nameless or _same_days(a, b)) and _same_place(a, b)


def _same_act(one: Mention, other: Mention, words: float) -> bool:
    """Return whether occasion, people, days and place make one act of two, though the sentences differ."""
    a, b = one.coded, other.coded
    common_sectors = set(a.sectors).intersection(b.sectors)
    if common_sectors - {"politics"} and one.occasion is not None and one.occasion == other.occasion:
        return words >= LITTLE_ALIKE
    if max(_days(one), _days(other)) > SURE_DAYS:
        return False
    near = _stated_days(a, b) or _same_place(a, b) or named_together(one, other)
    enough = ALIKE_WORDS if near and common_sectors else MUCH_ALIKE
    if (near or (common_sectors and _day_fits(a, b))) and words >= enough and not named_apart(one, other):
        return True
    if not common_sectors or modality_class(a.modality) == "intended":
        return False
    shared = shared_people(a, b)
    return len(shared) > 1 or (bool(shared) and words >= SOMEWHAT_ALIKE)


def _met_that_day(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether both name the same people on two sides and the same day; one may name the town, the other the
    house.
    """
    return len(shared_people(a, b)) > 1 and _same_days(a, b)


def _windows_meet(one: Mention, other: Mention) -> bool:
    """Return whether both can have happened on one day; undated mentions only meet each other."""
    (a_first, a_last), (b_first, b_last) = one.window, other.window
    return a_first <= b_last and b_first <= a_last and bool(a_first) == bool(b_first)


def _days(mention: Mention) -> int:
    """Return how many days an event may have happened on; 0 if nothing is known."""
    first, last = mention.window
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1 if first else 0


def _modes_conflict(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether the modes differ; for meetings only a call differs from being there."""
    if not a.mode or not b.mode or a.mode == b.mode:
        return False
    modes = {a.mode, b.mode}
    return "phone" in modes if is_occasion(a) else not any(modes <= one_act for one_act in _ONE_ACT)


def _places_conflict(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether two places are named that have no word in common; a whole country does not rule out a town."""
    parties = {fold(actor_name(code)) for code in (*a.source, *a.target)}
    ours, theirs = fold(a.place), fold(b.place)
    return (
        bool(ours and theirs)
        and parties.isdisjoint({ours, theirs})
        and _place_words(ours).isdisjoint(_place_words(theirs))
    )


def _same_place(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether both name a place, and the same."""
    return not _place_words(a.place).isdisjoint(_place_words(b.place))


def _place_words(place: str) -> set[str]:
    """Return the words of a place and all in one ("Viet Nam")."""
    words = fold(place).split()
    return {*words, "".join(words)} if words else set()


def _names_its_place(mention: Mention) -> bool:
    """Return whether the sentence itself names the place, so that it is not only where the report was filed."""
    return not set(fold(mention.coded.place).split()).isdisjoint(fold(mention.evidence).split())


def _same_days(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether both give exactly the same days, and not only the day of the report."""
    if not a.date or "published" in {a.date_basis, b.date_basis}:
        return False
    return (a.date, a.date_end, a.date_precision) == (b.date, b.date_end, b.date_precision)


def _day_fits(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether one text states the day and the other, whose days meet it, has only the day of the report."""
    return {a.date_basis, b.date_basis} == {"stated", "published"} and bool(a.date and b.date)


def _stated_days(a: CodedEvent, b: CodedEvent) -> bool:
    """Return whether both texts state the same days for this very act, not for the occasion it was part of."""
    return _same_days(a, b) and a.date_basis == b.date_basis == "stated"
