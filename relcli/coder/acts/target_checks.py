"""Which actors near a verb are not whom it is done to: forums, places, owners of an attack, the source itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.acts.sides import is_other_side
from relcli.coder.clauses.modality import FORCEFUL
from relcli.coder.kinds import ActorKind, Slot

if TYPE_CHECKING:
    from relcli.coder.annotations import Actor, AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary

ON_SOIL_TYPES = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "AID", "RETREAT"})
"""Types whose target may be named only by the place: a strike in Syria, troops sent to Mali."""
KIND_TYPES = frozenset({"AGREE", "SUPPORT", "COOPERATE", "AID", "CONSULT"})
AIMED_TYPES = frozenset({"REQUEST", "ACCUSE", "SANCTION"})
PLACE_KINDS = frozenset({ActorKind.CITY, ActorKind.CAPITAL, ActorKind.REGION})


class TargetChecks:
    """Judges the actors of one sentence; changes none of them."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> None:
        """Judge with the words of one vocabulary."""
        self.sentence = sentence
        self.vocabulary = vocabulary

    def is_acceptable(self, actor: Actor, slot: str, event_type: str, source: Actor | None) -> bool:
        """May an actor found in a slot be the target of an act of this type?"""
        defended = event_type == "SUPPORT" and slot == Slot.OBJECT  # "defended Russia's invasion" does back Russia
        if event_type in KIND_TYPES and not defended and self._owns_violence(actor):
            return False
        if not is_other_side(actor, source):
            return False
        if not (slot == Slot.OBJECT and event_type == "REJECT") and self._is_setting(actor):
            return False
        if event_type in ON_SOIL_TYPES:
            return True
        at_place = actor.preposition in self.vocabulary.word("target-place-preposition")
        if actor.kind in PLACE_KINDS and (actor.kind == ActorKind.CITY or at_place):
            return False
        if slot == Slot.OBJECT and actor.preposition == Slot.IN and event_type == "CONSULT":
            return False  # "the two met in Singapore"
        if slot == Slot.ANYWHERE and at_place:
            return actor.preposition not in self.vocabulary.word("target-inside") or event_type in AIMED_TYPES
        return True

    def _owns_violence(self, actor: Actor) -> bool:
        """Is it whose war or attack is spoken of ("in the wake of Russia's war")? No promise is made to that side."""
        if not (actor.possessive or actor.kind == ActorKind.ADJECTIVE):
            return False
        for word in self.sentence.lowers[actor.end : actor.end + 5]:
            nouns = self.vocabulary.frames.event_nouns.get(word, ())
            if nouns:
                return nouns[0].type in FORCEFUL
        return False

    def _is_setting(self, actor: Actor) -> bool:
        """Is it the forum of an act, not a party ("at the UN", "on the margins of the SCO summit")?"""
        sentence, word = self.sentence, self.vocabulary.word
        if actor.kind == ActorKind.ORGANISATION:
            after = sentence.lowers[actor.end : actor.end + 3]
            if not word("setting-noun").isdisjoint(after) or actor.preposition in word("target-setting-preposition"):
                return True
        before = sentence.lowers[max(0, actor.start - 4) : actor.start]
        if "presence" in before and "military" in sentence.lowers[max(0, actor.start - 6) : actor.start]:
            return False  # "its military presence near Russia"
        return not word("target-setting-head").isdisjoint(before)
