"""The same event reported twice in one document becomes one event with retellings.

A meeting of the same two sides is one occasion unless a date says otherwise; other acts are the same if type, sides and
direction agree and their words or their sectors do. A headline only repeats.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from typing import TYPE_CHECKING

from relcli.coder.kinds import ActMode, Modality
from relcli.coder.text.lines import LineKind

if TYPE_CHECKING:
    from relcli.coder.annotations import Draft

MOST_ALIKE = 100
"""The last events of one type between the same sides among which the original of a retelling is looked for."""
SAME_WORDS = 0.5
WORD_LENGTH = 4  # shorter words say little about sameness
LONGEST_PARTICLE = 3  # letters: "al", "bin", "Jr"
SOFT_MODALITIES = frozenset({Modality.PLEDGED, Modality.PROPOSED, Modality.AGREED})


def merge_drafts(drafts: list[Draft]) -> list[Draft]:
    """Mark retellings by their `original` and return the drafts that stand for the events, in order."""
    events: list[Draft] = []
    known = _Known()
    body_first = sorted(drafts, key=lambda draft: (draft.is_in_headline, draft.sentence_index))
    for draft in body_first:
        original = next((event for event in known.like(draft) if _same(event, draft)), None)
        if original is None:
            if draft.sentence.kind != LineKind.INSERTED:
                events.append(draft)
                known.add(draft)
            continue
        draft.original = original
        _complete(original, draft)
    return sorted(events, key=lambda event: (event.sentence_index, event.act.trigger))


class _Known:
    """Events by what must be equal in a retelling, so that each draft is compared with few of them."""

    def __init__(self) -> None:
        self.number = 0
        self.alike: dict[tuple[object, ...], deque[tuple[int, Draft]]] = {}

    def add(self, event: Draft) -> None:
        self.number += 1
        for key in _keys(event):
            self.alike.setdefault(key, deque(maxlen=MOST_ALIKE)).append((self.number, event))

    def like(self, draft: Draft) -> list[Draft]:
        """Return the events that may be the same, in the order in which they were added."""
        found = dict(pair for key in _keys(draft) for pair in self.alike.get(key, ()))
        return [found[number] for number in sorted(found)]


def _keys(draft: Draft) -> tuple[tuple[object, ...], ...]:
    """Return keys of which two drafts of one event share one: type and sides, or who thanks."""
    sides = draft.act.type, frozenset(draft.act.codes)
    return (sides, (draft.act.type, "", draft.parties[0])) if draft.act.mode == ActMode.THANK else (sides,)


def _same(event: Draft, other: Draft) -> bool:
    if event.act.type != other.act.type or not _same_parties(event, other):
        return False
    if not _same_modality(event, other) or _dates_differ(event, other):
        return False
    if event.act.type == "CONSULT" and other_people(event, other):
        return False
    if event.act.type == "CONSULT" or other.is_in_headline or event.sentence_index == other.sentence_index:
        return True
    if event.act.mode != other.act.mode and ActMode.THANK not in {event.act.mode, other.act.mode}:
        return False
    if event.act.mode == ActMode.THANK and _ground(event) and _ground(other):
        return overlap(_ground(event), _ground(other)) >= SAME_WORDS
    disjoint = event.sectors and other.sectors and not set(event.sectors) & set(other.sectors)
    if event.act.mode == ActMode.SIGN and not disjoint:
        return True
    if event.sectors and set(event.sectors) == set(other.sectors) and event.act.row.name == other.act.row.name:
        return True
    return overlap(event.own_words, other.own_words) >= SAME_WORDS


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


def _same_modality(event: Draft, other: Draft) -> bool:
    first, second = event.act.modality, other.act.modality
    return first == second or ({first, second} <= SOFT_MODALITIES and other.is_in_headline)


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
