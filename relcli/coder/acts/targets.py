"""Where a frame's target stands: the object, a prepositional phrase, the next clause's subject, or the other side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.actors.references import resolve
from relcli.coder.acts.frame_match import object_region
from relcli.coder.annotations import Actor, ActorKind
from relcli.coder.clauses.modality import FORCEFUL
from relcli.coder.clauses.verb_shapes import GERUND, REDUCED

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.vocabulary import Vocabulary

PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "from", "inside", "outside", "around", "across", "through", "via", "within"}
)
SETTING_PREPOSITIONS = frozenset(
    {"at", "in", "during", "under", "through", "via", "within", "as", "like", "including", "before"}
)
ON_SOIL_TYPES = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "AID", "RETREAT"})
"""Types whose target may be named only by the place: a strike in Syria, troops sent to Mali."""
TOPIC_TYPES = frozenset({"ACCUSE", "SANCTION", "THREATEN", "REQUEST"})
KIND_TYPES = frozenset({"AGREE", "SUPPORT", "COOPERATE", "AID", "CONSULT"})
HELPING = frozenset(
    "help assist support aid promote improve develop build rebuild boost fund finance strengthen combat fight tackle "
    "protect feed".split()
)
"""What help is given to do, so that whoever is named there is helped."""
OBJECT_PRONOUNS = frozenset({"it", "this", "them", "him", "her"})
"""An object that is said already: whoever is named behind it is not the object."""

PLACE_KINDS = frozenset({"city", "capital", "region"})
SETTING_HEADS = frozenset({"sidelines", "margins", "sideline", "framework", "auspices", "presence", "behalf"})


class TargetFinder:
    """Finds the target of a clause for one event type, leaving out the source's own side."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary, memory: Memory) -> None:
        """Look for targets in one sentence of a document."""
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.memory = memory
        self.continuing = False  # is the clause a participle, whose meant target is that of its main clause?

    def find(
        self, clause: Clause, slots: tuple[str, ...], start: int, event_type: str, source: Actor | None
    ) -> tuple[Actor, str] | None:
        """Return the target and the slot it was found in, trying the slots in order."""
        if event_type == "AID" and "any" not in slots:  # help may be named only by its purpose: "donated X to assist Y"
            slots = (*slots, "any")
        self.continuing = clause.group.shape == GERUND
        if self.sentence.lower(start) in OBJECT_PRONOUNS and self.sentence.lower(start + 1) != "'s":
            slots = tuple(slot for slot in slots if slot not in {"any", "obj"})
        found = self._near(clause, slots, start, event_type, source)
        if found is None and clause.object_end < clause.right and self._goes_on(clause, event_type):
            found = self._beyond_the_verb(clause, slots, start, event_type, source)
        words = self.sentence.lowers[start : clause.object_end]
        if found is None and event_type == "ACCUSE" and self.vocabulary.word("crime-word").intersection(words):
            return None  # "condemns this act of terror": where it was done is not who did it
        return found or self._unnamed(slots, event_type, source)

    def _near(
        self, clause: Clause, slots: tuple[str, ...], start: int, event_type: str, source: Actor | None
    ) -> tuple[Actor, str] | None:
        """Look before the next verb, slot by slot."""
        for slot in slots:
            if slot == "pair":
                continue
            actor = self._in_slot(clause, slot, (start, clause.object_end), event_type, source)
            if actor is not None:
                return self._with_soil(actor, clause, event_type, source), slot
        return None

    def _unnamed(self, slots: tuple[str, ...], event_type: str, source: Actor | None) -> tuple[Actor, str] | None:
        """Take who is meant without being named: the other side, or the country that the statement is about."""
        other = self._other_side(source) if "pair" in slots else None
        if other is not None:
            return other, "pair"
        topic = self.memory.topic
        about = event_type in TOPIC_TYPES or (event_type == "SUPPORT" and "pair" in slots)
        if (
            topic
            and slots
            and about
            and not self.continuing
            and source is not None
            and source.codes == self.memory.home
        ):
            return Actor(
                source.start, source.start, (topic,), ActorKind.REFERENCE, found="the country of the statement"
            ), "topic"
        return None

    def _goes_on(self, clause: Clause, event_type: str) -> bool:
        """Does the next verb complete this one ("to bolster", "in bolstering", "given by") or begin something new?"""
        next_verb = clause.object_end
        if event_type == "REQUEST" and next_verb > clause.group.end + 1 and self.sentence.lower(next_verb) == "to":
            return False  # "urged all members to reject Russia's claim": who is asked stands before
        if event_type == "AID" and self.sentence.lower(next_verb) == "to":
            return self.sentence.lower(next_verb + 1) in HELPING
        if event_type in FORCEFUL or self.sentence.lower(next_verb) == "to" or clause.next_shape == REDUCED:
            return True
        return self.sentence.lower(next_verb - 1) in self.vocabulary.word("preposition")

    def _beyond_the_verb(
        self, clause: Clause, slots: tuple[str, ...], start: int, event_type: str, source: Actor | None
    ) -> tuple[Actor, str] | None:
        """Past the next verb the order of slots says little: there the first actor that fits any of them is taken."""
        loose = "any" in slots
        for actor in self.sentence.actors:
            if not start <= actor.start < clause.right:
                continue
            completes = (
                slots != ("by",)
                and self.sentence.lower(clause.object_end) == "to"
                and actor.start <= clause.object_end + 3
            )
            fits = (
                loose
                or actor.preposition in slots
                or (completes and actor.preposition == "")
                or (
                    actor.preposition == "" and event_type in FORCEFUL and slots != ("by",)  # an agent needs its "by"
                )
            )
            if fits and self._acceptable(actor, "any", event_type, source, clause):
                found = self._without(actor, source)
                return self._with_soil(found, clause, event_type, source), "behind the next verb"
        return None

    def _with_soil(self, actor: Actor, clause: Clause, event_type: str, source: Actor | None) -> Actor:
        """Add the country on whose soil an armed group is struck: both are hit (gold conventions: all are targets)."""
        if event_type != "ASSAULT" or actor.kind != "group":
            return actor
        for place in self.sentence.actors:
            own = source is not None and set(place.codes) & set(source.codes)
            if (
                actor.end <= place.start < clause.right
                and place.preposition in {"in", "inside"}
                and place.codes
                and not own
            ):
                both = tuple(dict.fromkeys(actor.codes + place.codes))
                return Actor(
                    actor.start,
                    actor.end,
                    both,
                    actor.kind,
                    found=f"{actor.found} on the soil of {place.codes[0]}",
                )
        return actor

    def _in_slot(
        self, clause: Clause, slot: str, reach: tuple[int, int], event_type: str, source: Actor | None
    ) -> Actor | None:
        start, limit = reach
        if slot == "obj":
            first, last = object_region(self.sentence, clause, start, self.vocabulary)
            candidates = [actor for actor in self.sentence.actors if first <= actor.start < last]
        elif slot == "that":
            first_behind = [actor for actor in self.sentence.actors if start <= actor.start][:1]
            candidates = [actor for actor in first_behind if actor.preposition not in PLACE_PREPOSITIONS]
        elif slot == "any":
            candidates = [actor for actor in self.sentence.actors if start <= actor.start < limit]
        else:
            candidates = self._behind(slot, clause.group.end, limit)
        for actor in candidates:
            own = slot == "obj" and actor.preposition != "" and self.sentence.lower(start - 1) == actor.preposition
            if own and self._is_other(actor, source):  # the preposition is the verb's: "arrived in Ankara"
                return self._without(actor, source)
            if self._acceptable(actor, slot, event_type, source, clause):
                return self._without(actor, source)
        return None

    def _behind(self, preposition: str, start: int, end: int) -> list[Actor]:
        """Return actors governed by a preposition, also through "of": with the leaders of Italy."""
        found = []
        for actor in self.sentence.actors:
            if not start <= actor.start < end:
                continue
            if actor.preposition == preposition or (preposition == "in" and actor.preposition in {"inside", "within"}):
                found.append(actor)
            elif actor.preposition != "" or actor.possessive or actor.kind in {"adjective", "body", "person"}:
                if preposition in self._outer_prepositions(actor.start, start):
                    found.append(actor)
        return found

    def _outer_prepositions(self, at: int, floor: int) -> set[str]:
        """Return the preposition that governs the phrase whose "of" stands before a token."""
        prepositions = self.vocabulary.word("preposition")
        for back in range(at - 1, max(floor, at - 14) - 1, -1):
            lower = self.sentence.lowers[back]
            if lower in prepositions and lower != "of":
                return {lower}
            if lower in {",", ";", ":", "that"} or (lower in self.vocabulary.frames.forms and lower.endswith("ed")):
                return set()
        return set()

    def _acceptable(self, actor: Actor, slot: str, event_type: str, source: Actor | None, clause: Clause) -> bool:
        if not actor.codes and actor.kind == "reference":
            resolve(actor, self.sentence, self.memory, clause.subject, self.vocabulary)
        defended = event_type == "SUPPORT" and slot == "obj"  # "defended Russia's invasion" does back Russia
        if event_type in KIND_TYPES and not defended and self._owns_violence(actor):
            return False
        if not actor.codes or (source and set(actor.codes) <= set(source.codes)):
            return False
        if not (slot == "obj" and event_type == "REJECT") and self._is_setting(actor):
            return False
        if actor.kind in PLACE_KINDS and event_type not in ON_SOIL_TYPES:
            if actor.kind == "city" or actor.preposition in PLACE_PREPOSITIONS:
                return False
        if slot == "any" and actor.preposition in PLACE_PREPOSITIONS and event_type not in ON_SOIL_TYPES:
            return actor.preposition not in {"in", "at", "near", "inside"} or event_type in {
                "REQUEST",
                "ACCUSE",
                "SANCTION",
            }
        return True

    def _is_other(self, actor: Actor, source: Actor | None) -> bool:
        return bool(actor.codes) and not (source and set(actor.codes) <= set(source.codes))

    def _owns_violence(self, actor: Actor) -> bool:
        """Is it whose war or attack is spoken of ("in the wake of Russia's war")? No promise is made to that side."""
        if not (actor.possessive or actor.kind == "adjective"):
            return False
        for word in self.sentence.lowers[actor.end : actor.end + 5]:
            nouns = self.vocabulary.frames.event_nouns.get(word, ())
            if nouns:
                return nouns[0].type in FORCEFUL
        return False

    def _is_setting(self, actor: Actor) -> bool:
        """Is it the forum at which something is done rather than a party? (at the UN, on the margins of the SCO
        summit)"""
        sentence = self.sentence
        if actor.kind == "organisation":
            behind = sentence.lowers[actor.end : actor.end + 3]
            if any(word in self.vocabulary.word("setting-noun") for word in behind):
                return True
            if actor.preposition in SETTING_PREPOSITIONS:
                return True
        before = sentence.lowers[max(0, actor.start - 4) : actor.start]
        if "presence" in before and "military" in sentence.lowers[max(0, actor.start - 6) : actor.start]:
            return False  # "its military presence near Russia"
        return any(word in SETTING_HEADS for word in before)

    def _without(self, actor: Actor, source: Actor | None) -> Actor:
        """Leave the source's own codes out of a coordination."""
        if source is None or not set(actor.codes) & set(source.codes):
            return actor
        codes = tuple(code for code in actor.codes if code not in source.codes)
        members = tuple(member for member in actor.members if not set(member.codes) & set(source.codes))
        return Actor(
            actor.start,
            actor.end,
            codes,
            actor.kind,
            actor.person,
            actor.level,
            members=members,
            found=actor.found,
        )

    def _other_side(self, source: Actor | None) -> Actor | None:
        if source is None:
            return None
        party = self.memory.other_side(source.codes)
        if party is None or not party.codes or set(party.codes) <= set(source.codes):
            return None
        if self.vocabulary.forums.issuperset(party.codes):  # where one meets, not whom one deals with
            return None
        person = party.people[0] if party.people else None
        name, level = (person.name, person.level) if person else ("", "")
        return Actor(
            source.start,
            source.start,
            party.codes,
            ActorKind.REFERENCE,
            name,
            level,
            found="the other side of the pair",
        )
