"""The same event reported twice in one document becomes one event with retellings.

Two acts of one type between the same sides are compared. Other days, other people at a meeting and other ways of doing
it make them two; else the signs that one sentence tells the other's act again are weighed (`telling`, `points`). A
headline only repeats.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, deque
from typing import TYPE_CHECKING

from relcli.coder.discourse.points import read_points
from relcli.coder.discourse.telling import Signs
from relcli.coder.kinds import ActMode, ActRule, Modality
from relcli.coder.text.lines import LineKind

if TYPE_CHECKING:
    from relcli.coder.annotations import Draft
    from relcli.coder.vocabulary.vocabulary import Vocabulary

MOST_ALIKE = 20
"""The last events of one type between the same sides among which the original of a retelling is looked for."""
SAME_WORDS = 0.5
WORD_LENGTH = 4  # shorter words say little about sameness
LONGEST_PARTICLE = 3  # letters: "al", "bin", "Jr"
SURE = 100.0
"""Points of what needs no points."""
GRATITUDE = frozenset({ActMode.THANK, ActMode.PRAISE})
"""Modes that one and the same words may have."""


def merge_drafts(drafts: list[Draft], vocabulary: Vocabulary) -> list[Draft]:
    """Mark retellings by their `original` and return the drafts that stand for the events, in order."""
    return _Merging(drafts, vocabulary).merge()


class _Merging:
    """The drafts of one document on their way to events."""

    def __init__(self, drafts: list[Draft], vocabulary: Vocabulary) -> None:
        self.body_first = sorted(drafts, key=lambda draft: (draft.is_in_headline, draft.sentence_index))
        self.signs = Signs(vocabulary)
        self.points = read_points()
        self.discussing = vocabulary.word("modality-discussing-verb")
        self.number = 0
        self.alike: dict[tuple[object, ...], deque[tuple[int, Draft]]] = {}
        """Events by what must be equal in a retelling, so that each draft is compared with few of them."""
        self.rivals = Counter(_sides(draft) for draft in drafts)

    def merge(self) -> list[Draft]:
        events: list[Draft] = []
        for draft in self.body_first:
            original = self._original_of(draft)
            if original is not None:
                draft.original = original
                _complete(original, draft)
            elif draft.sentence.kind != LineKind.INSERTED:
                events.append(draft)
                self._add(draft)
        return sorted(events, key=lambda event: (event.sentence_index, event.act.trigger))

    def _add(self, event: Draft) -> None:
        self.number += 1
        for key in _keys(event):
            self.alike.setdefault(key, deque(maxlen=MOST_ALIKE)).append((self.number, event))

    def _original_of(self, draft: Draft) -> Draft | None:
        """Return the event that a draft most likely tells again, if any."""
        found = dict(pair for key in _keys(draft) for pair in self.alike.get(key, ()))
        rated = [(self._likeness(found[number], draft), -number) for number in found]
        best, number = max(rated, default=(0.0, 0))
        return found[-number] if best > 0 else None

    def _likeness(self, event: Draft, other: Draft) -> float:
        """Return how likely two drafts tell one act: above 0 they do."""
        if _is_ruled_out(event, other):
            return 0.0
        if event.sentence_index == other.sentence_index or self._says_what_about(event, other):
            return SURE
        if event.act.mode == other.act.mode == ActMode.THANK and _ground(event) and _ground(other):
            return SURE if overlap(_ground(event), _ground(other)) >= SAME_WORDS else 0.0
        if self.signs.is_one_more(event, other):
            return 0.0
        return self.points.of(self.signs.between(event, other, self.rivals[_sides(other)]))

    def _says_what_about(self, event: Draft, other: Draft) -> bool:
        """Do two drafts tell of a meeting, and of what was discussed or done at "the meeting"?"""
        if event.act.type != "CONSULT" or other.act.modality not in {event.act.modality, Modality.AGREED}:
            return False
        visits = (event.act.mode == ActMode.VISIT) + (other.act.mode == ActMode.VISIT)
        if self.signs.is_known(other) and visits != 1 and event.sentence_index < other.sentence_index:
            return True
        return other.act.row.words[0] in self.discussing or event.act.row.words[0] in self.discussing


def _sides(draft: Draft) -> tuple[str, frozenset[str]]:
    return draft.act.type, frozenset(draft.act.codes)


def _keys(draft: Draft) -> tuple[tuple[object, ...], ...]:
    """Return keys of which two drafts of one event share one: type and sides, or who thanks."""
    sides = _sides(draft)
    return (sides, (draft.act.type, "", draft.parties[0])) if draft.act.mode == ActMode.THANK else (sides,)


def _is_ruled_out(event: Draft, other: Draft) -> bool:
    """Do two drafts of one type tell two acts, whatever their words?"""
    if _dates_differ(event, other) or _occasions_differ(event, other) or not _same_parties(event, other):
        return True
    if (event.act.modality is Modality.DENIED) != (other.act.modality is Modality.DENIED):
        return True
    if event.act.type == "CONSULT":
        return other_people(event, other)
    modes = {event.act.mode, other.act.mode}
    if ActMode.PLAN in modes and not other.is_in_headline:  # "agreed to share water" and "will meet again"
        return len(modes) > 1
    return len(modes) > 1 and "" not in modes and not modes <= GRATITUDE


def _ground(draft: Draft) -> str:
    """Return what somebody is thanked for."""
    return draft.own_words.partition(" for ")[2]


def _same_parties(event: Draft, other: Draft) -> bool:
    first, second = event.parties, other.parties
    if event.act.mode == ActMode.THANK == other.act.mode:  # thanks to several, then to each of them
        return first[0] == second[0] and (second[1] <= first[1] or first[1] <= second[1])
    if event.act.mutual or other.act.mutual:
        return first[0] | first[1] == second[0] | second[1]
    return first == second


def _occasions_differ(event: Draft, other: Draft) -> bool:
    """Were the two done at different meetings?"""
    if event.occasion is None or other.occasion is None:
        return False
    return (event.occasion.original or event.occasion) is not (other.occasion.original or other.occasion)


def _dates_differ(event: Draft, other: Draft) -> bool:
    if not (event.dated and other.dated and event.dated.stated and other.dated.stated):
        return False
    return event.dated.last < other.dated.first or other.dated.last < event.dated.first


def other_people(event: Draft, other: Draft) -> bool:
    """Does somebody else stand for one of the sides ("the president" met, then "the minister")?

    Who is said to have attended "the meeting" was at the one reported before.
    """
    if "attend" in {event.act.row.words[0], other.act.row.words[0]}:
        return False
    for code in other.act.codes:
        known, named = _name_words(event, code), _name_words(other, code)
        if known and named and not known & named:
            return True
    return False


def _name_words(draft: Draft, code: str) -> set[str]:
    """Return the words of the names of those who stand for a country, without accents."""
    pairs = zip(draft.people, draft.people_countries, strict=True)
    names = " ".join(name for name, country in pairs if country == code)
    plain = unicodedata.normalize("NFD", names.lower())
    words = "".join(letter if letter.isalpha() or unicodedata.combining(letter) else " " for letter in plain)
    return {
        "".join(letter for letter in word if not unicodedata.combining(letter))
        for word in words.split()
        if len(word) > LONGEST_PARTICLE
    }


def _complete(event: Draft, other: Draft) -> None:
    """Give an event what only its retelling says."""
    if event.dated is None and other.dated is not None:
        event.dated = other.dated
    if event.sentence_index == other.sentence_index or event.act.type == "CONSULT":
        event.sectors = tuple(dict.fromkeys(event.sectors + other.sectors))
    if other.act.parties.rule is not ActRule.SECOND_LOOK:  # "their last meeting before the change in Lima"
        event.place = event.place or other.place
    event.setting = event.setting or other.setting
    if event.act.type == "CONSULT":
        known = {name.split()[-1] for name in event.people}
        for name, code in zip(other.people, other.people_countries, strict=True):
            if name.split()[-1] not in known and len(event.people) < 8:
                event.people += (name,)
                event.people_countries += (code,)


def overlap(first: str, second: str) -> float:
    """Return the share of the shorter text's longer words that are in the other."""
    one, two = words_of(first), words_of(second)
    smaller = min(len(one), len(two))
    return len(one & two) / smaller if smaller else 0.0


def words_of(text: str) -> frozenset[str]:
    """Return the lower-cased words of at least four letters, cut to their first six."""
    words = "".join(letter.lower() if letter.isalnum() else " " for letter in text).split()
    return frozenset(word[:6] for word in words if len(word) >= WORD_LENGTH)
