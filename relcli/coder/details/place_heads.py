"""Places that stand behind what they are or where they lie.

"The southern Albanian town of Vlore", "the Tunisian capital Tunis", "east China's Hunan Province": the name behind the
noun, or behind the owner, is the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.details.place_names import POSSESSIVES
from relcli.coder.details.visited_places import GEOGRAPHIC
from relcli.coder.kinds import ActorKind

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.details.place_names import PlaceNames
    from relcli.coder.vocabulary.vocabulary import Vocabulary

MOST_WORDS = 8  # before the noun: "the rebel-held southern Albanian"
OWNING_KINDS = GEOGRAPHIC | {ActorKind.ADJECTIVE, ActorKind.DEMONYM}


class PlaceHeads:
    """Reads the places of one sentence that stand behind a noun or an owner."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary, names: PlaceNames, body: str) -> None:
        """Read with the words of one vocabulary."""
        self.sentence = sentence
        self.word = vocabulary.word
        self.names = names
        self.body = body

    def place(self, start: int, last: int) -> str:
        """Return the place behind the noun or the owner that a phrase from `start` on has, or an empty string."""
        at, sentence, kinds = start, self.sentence, self.word("place-kind")
        while at < min(start + MOST_WORDS, last):
            if sentence.lowers[at] in kinds:
                return self._name(at + 1 + (sentence.lower(at + 1) == "of"), last)
            actor = sentence.actor_at(at)
            if actor is not None:
                if actor.kind not in OWNING_KINDS or actor.members:
                    return ""
                at = actor.end
                if sentence.lower(at) in POSSESSIVES:
                    found = self._name(at + 1, last)
                    if found and self._is_place(at + 1, found):
                        return found
                    at += 1
            elif self._may_describe(at):
                at += 1
            else:
                return ""
        return ""

    def _is_place(self, at: int, name: str) -> bool:
        """Is what somebody owns a place: a listed one, or one with its noun ("Hunan Province", no "Debt Fund")?"""
        if self.sentence.actor_at(at) is not None:
            return True
        words = name.lower().split()
        following = self.sentence.lower(at + len(words))
        nouns = self.word("place-kind") | self.word("place-tail")
        return words[-1] in nouns or following in nouns

    def _may_describe(self, at: int) -> bool:
        """May a word stand between "in" and "town": an article, an adjective, a hyphen?"""
        lower = self.sentence.lowers[at]
        if lower == "-" or lower in self.word("place-modifier") or lower in self.word("place-direction-adjective"):
            return True
        return lower.isalpha() and not self.sentence.capitalised(at) and lower not in self.word("preposition")

    def _name(self, at: int, last: int) -> str:
        """Return the name of a place that begins at a token, with the noun that belongs to it."""
        sentence, actor = self.sentence, self.sentence.actor_at(at)
        if at >= last or not sentence.capitalised(at):
            return ""
        if actor is None:
            return self.names.town(at, last, self.body)
        if actor.start != at or actor.kind not in GEOGRAPHIC or actor.possessive:
            return ""
        end = actor.end
        while sentence.lower(end) in self.word("place-tail") and sentence.capitalised(end):
            end += 1
        return sentence.text(at, end, self.body)
