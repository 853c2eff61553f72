"""Names of places and buildings that no table lists: capitalised words after "in" or "at".

The words around them show that they are no people, months, directions or adjectives ("in Arab capitals").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.kinds import ActorKind

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary

POSSESSIVES = frozenset({"'s", "\u2019s", "\u2019"})
HYPHENS = frozenset({"-", "\u2013"})
LINKING_SIGNS = POSSESSIVES | HYPHENS
VENUE_END_SIGNS = frozenset({",", "."})
NO_VENUE_KINDS = frozenset({ActorKind.ORGANISATION, ActorKind.GROUP})
LONGEST_TOWN = 4  # words
SHORTEST_TOWN = 3  # letters
BUILDING_REACH = 4  # tokens between a capitalised name and its "headquarters"


class PlaceNames:
    """Reads the names of places in one sentence."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> None:
        """Read with the words of one vocabulary."""
        self.sentence = sentence
        self.word = vocabulary.word
        self.buildings = vocabulary.word("building")

    def town(self, start: int, last: int, body: str) -> str:
        """Return capitalised words that are no actor, no month and no person: a town that nobody listed."""
        sentence = self.sentence
        end = min(self.end_of_name(start), last)
        if not 0 < end - start <= LONGEST_TOWN or sentence.lower(end) in LINKING_SIGNS:
            return ""
        if any(sentence.actor_at(at) is not None or self._is_date_word(at) for at in range(start, end)):
            return ""
        following = sentence.actor_at(end)
        if following is not None and following.kind == ActorKind.PERSON:
            return ""
        if not self._may_be_town(start, end) or self._describes_noun(end) or sentence.tokens[start].text.isupper():
            return ""
        return sentence.text(start, end + (sentence.lower(end) in self.buildings), body)

    def _may_be_town(self, start: int, end: int) -> bool:
        words = self.sentence.lowers[start:end]
        no_venue, no_place = self.word("no-venue"), self.word("no-place")
        if any(word in no_venue or word in no_place or word.isdigit() for word in words):
            return False
        if end - start == 1 and (words[0] in self.buildings or words[0] in self.word("bare-direction")):
            return False
        return len(self.sentence.tokens[start].text) >= SHORTEST_TOWN

    def _is_date_word(self, at: int) -> bool:
        return self.sentence.lower(at) in self.word("calendar-word") or self.sentence.lower(at)[:1].isdigit()

    def _describes_noun(self, end: int) -> bool:
        """Does a common noun follow, so that the capitalised words only describe it ("in Arab capitals")?"""
        word = self.sentence.lower(end)
        if not word.isalpha() or len(word) <= 3 or self.sentence.capitalised(end):
            return False
        return word not in self.word("behind-place") and word not in self.buildings

    def venue(self, stretch: tuple[int, int]) -> tuple[int, int] | None:
        """Return the tokens of "Presidential Secretariat" in "at the Presidential Secretariat": a name after "at"."""
        sentence, determiners = self.sentence, self.word("place-venue-determiner")
        for at in range(stretch[0], min(stretch[1], len(sentence.tokens) - 1)):
            if sentence.lowers[at] != "at":
                continue
            start = at + 1
            while sentence.lower(start) in determiners:
                start += 1
            end = self.end_of_name(start)
            if end == start:
                continue
            building = self._building_after(end)
            if building:
                end = building
                second = self.end_of_name(end + 1) if sentence.lower(end) == "," else 0
                if second > end + 1 and sentence.lower(second - 1) in self.buildings:
                    return end + 1, second
            if self._is_venue(start, end):
                return start, end
        return None

    def _building_after(self, end: int) -> int:
        """Return the end of a name with its building ("the Merrow Group headquarters"), 0 if it has none."""
        building, breaks = end, self.word("place-venue-break")
        while building - end < BUILDING_REACH and self.sentence.lower(building) not in self.buildings:
            building += 1
        between = self.sentence.lowers[end:building]
        broken = any(word in VENUE_END_SIGNS or word in breaks for word in between)
        return building + 1 if building - end < BUILDING_REACH and not broken else 0

    def end_of_name(self, start: int) -> int:
        """Return the end of a name that begins at a token, `start` if none does."""
        sentence, links, titles = self.sentence, self.word("place-name-link"), self.word("short-title")
        end = start
        while sentence.lower(end) not in titles:
            linked = end > start and (sentence.lower(end) in links or sentence.lower(end) in LINKING_SIGNS)
            if sentence.capitalised(end):
                end += 1
            elif linked and sentence.capitalised(end + 1):
                end += 2
            elif linked and self._is_of_the(end) and sentence.capitalised(end + 2):
                end += 3
            else:
                break
        return end

    def _is_of_the(self, at: int) -> bool:
        return self.sentence.lower(at) == "of" and self.sentence.lower(at + 1) == "the"

    def _is_venue(self, start: int, end: int) -> bool:
        sentence, no_venue = self.sentence, self.word("no-venue")
        words, following = sentence.lowers[start:end], sentence.lower(end)
        if following in no_venue or not no_venue.isdisjoint(words):
            return False
        actor = sentence.actor_at(start)
        if actor is None:
            closed = following in VENUE_END_SIGNS or following in self.word("place-venue-break")
            return end - start > 1 or words[0] in self.buildings or closed
        if actor.kind == ActorKind.PERSON and actor.end >= end:
            return False
        return end - start > 1 and not (actor.kind in NO_VENUE_KINDS and actor.end >= end)
