"""Where a frame's target is: the object, a prepositional phrase, the next clause's subject, or the other side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcli.coder.actors.references import resolve_target
from relcli.coder.actors.short_names import SHORT_NAMES
from relcli.coder.acts.frame_match import object_region
from relcli.coder.acts.sides import is_other_side, without_source
from relcli.coder.acts.target_checks import TargetChecks
from relcli.coder.annotations import Actor, Target
from relcli.coder.clauses.modality import FORCEFUL
from relcli.coder.clauses.verb_shapes import GERUND, REDUCED
from relcli.coder.kinds import ActorKind, PartyOrigin, Slot

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.vocabulary import Vocabulary

TOPIC_TYPES = frozenset({"ACCUSE", "SANCTION", "THREATEN", "REQUEST"})
MADE_TYPES = frozenset({"REJECT", "ACCUSE", "SUPPORT", "CONCEDE"})
BANNING_TYPES = frozenset({"CONCEDE", "SANCTION"})
ADDRESSED_TYPES = frozenset({"REQUEST"})
"""Types whose addressee may be left out where the sentence before had it."""
JUST_SAID = 1  # sentences since the two sides last dealt with each other
GOVERNED_KINDS = frozenset({ActorKind.ADJECTIVE, ActorKind.BODY, ActorKind.PERSON})
"""Kinds of actors that describe the head of a phrase, which the preposition governs."""
PHRASE_STOPS = frozenset({",", ";", ":", "that"})
INSERTION_SIGNS = frozenset({",", "—", "–", "--"})
LONGEST_INSERTION = 14
PHRASE_REACH = 14  # tokens between an actor and the preposition that governs its phrase


def fresh_blame(event_type: str, memory: Memory) -> bool:
    """Was somebody accused in the sentence before, so that a demand without addressee is made of him?"""
    return event_type in ADDRESSED_TYPES and memory.index - memory.blamed_at == JUST_SAID


class _Search(NamedTuple):
    """What is looked for: the target of a clause, in these slots from token `start` on, for one type of event."""

    clause: Clause
    slots: tuple[str, ...]
    start: int
    event_type: str
    source: Actor | None


class TargetFinder:
    """Finds the target of a clause for one event type, leaving out the source's own side."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary, memory: Memory) -> None:
        """Look for targets in one sentence of a document."""
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.memory = memory
        self.checks = TargetChecks(sentence, vocabulary)

    def find(
        self, clause: Clause, slots: tuple[str, ...], start: int, event_type: str, source: Actor | None
    ) -> Target | None:
        """Return the target, trying the slots in order."""
        if event_type == "AID" and Slot.ANYWHERE not in slots:  # only its purpose names it: "donated X to assist Y"
            slots = (*slots, Slot.ANYWHERE)
        meant = self._pronoun(start, source)
        if meant is not None and slots[:1] == (Slot.OBJECT,):
            return Target(meant, PartyOrigin.SLOT, Slot.OBJECT)
        pronouns = self.vocabulary.word("target-pronoun")
        if self.sentence.lower(start) in pronouns and self.sentence.lower(start + 1) != "'s":
            # The object is named already: whoever follows it is not the object.
            slots = tuple(slot for slot in slots if slot != Slot.ANYWHERE and slot != Slot.OBJECT)
        search = _Search(clause, slots, start, event_type, source)
        found = self._before_next_verb(search)
        if found is None and clause.object_end < clause.right and self._goes_on(clause, event_type):
            found = self._after_next_verb(search)
        found = found or self._past_insertion(search)
        words = self.sentence.lowers[start : clause.object_end]
        crime = event_type == "ACCUSE" and not self.vocabulary.word("crime-word").isdisjoint(words)
        doer = self._in_slot(search, Slot.BY) if crime else None
        if doer is not None:
            return Target(doer, PartyOrigin.SLOT, Slot.BY)  # "the bombing of Chad by Libya"
        aimed = found is not None and found.slot == search.slots[0]  # "launched a verbal attack on Chad"
        if crime and (found is None or (not aimed and self._is_where(found.actor))):
            return None  # "condemns this act of terror in Chad": where it was done is not who did it
        found = found or self._answered(search) or self._maker_of_object(search) or self._only_other(search)
        return found or self._said_of(search) or self._unnamed(search)

    def _is_where(self, actor: Actor) -> bool:
        """Is an actor rather the place or the victim: "in Chad", "on hotels in the Chadian capital", "on Chad"?"""
        places = self.vocabulary.word("target-place-preposition") | self.vocabulary.word("target-victim-preposition")
        at = actor.start - 1 - (self.sentence.lower(actor.start - 1) in self.vocabulary.word("article"))
        return self.sentence.lower(at) in places

    def _answered(self, search: _Search) -> Target | None:
        """Return who did the sentence's act before to the one who threatens: "Oman expelled him, and Yemen vowed"."""
        if search.event_type != "THREATEN" or search.source is None:
            return None
        own = set(search.source.codes)
        for act in reversed(self.sentence.acts):
            if own & set(act.target.codes) and not own & set(act.source.codes):
                return Target(act.source, PartyOrigin.OTHER_SIDE)
        return None

    def _maker_of_object(self, search: _Search) -> Target | None:
        """Return whose the object is by its relative clause: "rejected the budget that Germany had drawn up"."""
        end = search.clause.object_end
        if search.event_type not in MADE_TYPES or Slot.OBJECT not in search.slots or end >= len(self.sentence.lowers):
            return None
        relatives = self.vocabulary.word("subject-object-relative")
        relative = end - 1 if self.sentence.lower(end - 1) in relatives else end
        if relative <= search.start or self.sentence.lower(relative) not in relatives:
            return None
        maker = self.sentence.actor_at(relative + 1)
        if maker is None or maker.possessive or not is_other_side(maker, search.source):
            return None
        makes = any(clause.subject is maker for clause in self.sentence.clauses_from(maker.end, maker.end + 3))
        return Target(maker, PartyOrigin.SLOT, Slot.OBJECT) if makes else None

    def _only_other(self, search: _Search) -> Target | None:
        """Return the one state that a ban or its end can mean: "dropped its ban on ships that call at Cuban ports"."""
        if search.event_type not in BANNING_TYPES or Slot.ON not in search.slots:
            return None
        actors = self.sentence.actors_from(search.start, len(self.sentence.tokens))
        others = [actor for actor in actors if actor.codes and is_other_side(actor, search.source)]
        codes = {code for actor in others for code in actor.codes}
        if len(codes) != 1 or not self.vocabulary.word("target-ban-word").intersection(
            self.sentence.lowers[search.start :]
        ):
            return None
        return Target(others[0], PartyOrigin.SLOT, Slot.ANYWHERE)

    def _said_of(self, search: _Search) -> Target | None:
        """Return whom a quotation is about: "“We congratulate them,” the minister said of the Greek leaders"."""
        for clause in self.sentence.clauses_from(search.clause.right, len(self.sentence.tokens)):
            speaks = any(form.lemma in self.vocabulary.reporting for form in clause.group.readings)
            if not speaks or self.sentence.lower(clause.group.end) != Slot.OF:
                continue
            for actor in self._governed_by(Slot.OF, clause.group.end, clause.right):
                if is_other_side(actor, search.source):
                    return Target(actor, PartyOrigin.SLOT, Slot.OF)
        return None

    def _pronoun(self, at: int, source: Actor | None) -> Actor | None:
        """Return whom "urging him to" and "to thank them" mean: with whom the source deals in the sentence."""
        if source is None or self.sentence.lower(at) not in self.vocabulary.word("target-object-pronoun"):
            return None
        own = set(source.codes)
        for act in reversed(self.sentence.acts):
            if act.source.start == source.start and not own & set(act.target.codes):
                met = act.target
                found = "with whom the source deals"
                return Actor(at, at, met.codes, ActorKind.REFERENCE, met.person, met.level, found=found)
        return None

    def _before_next_verb(self, search: _Search) -> Target | None:
        for slot in search.slots:
            if slot == Slot.PAIR:
                continue
            actor = self._in_slot(search, slot)
            if actor is not None:
                return Target(self._with_soil(actor, search), PartyOrigin.SLOT, slot)
        return None

    def _unnamed(self, search: _Search) -> Target | None:
        """Take who is meant without being named: the other side, or the country that the statement is about."""
        source, slots = search.source, search.slots
        fresh = search.event_type in ADDRESSED_TYPES and self.memory.index - self.memory.paired_at <= JUST_SAID
        other = self._other_side(source) if Slot.PAIR in slots or fresh else None
        if other is None and fresh_blame(search.event_type, self.memory):
            other = self._blamed(source)
        if other is not None:
            return Target(other, PartyOrigin.OTHER_SIDE)
        topic = self.memory.topic
        about = search.event_type in TOPIC_TYPES or (search.event_type == "SUPPORT" and Slot.PAIR in slots)
        if not (topic and slots and about) or search.clause.group.shape == GERUND:
            return None  # the meant target of a participle is that of its main clause
        if source is None or source.codes != self.memory.home:
            return None
        meant = Actor(source.start, source.start, (topic,), ActorKind.REFERENCE, found="the country of the statement")
        return Target(meant, PartyOrigin.TOPIC)

    def _goes_on(self, clause: Clause, event_type: str) -> bool:
        """Does the next verb complete this one ("to bolster", "in bolstering", "given by") or begin something new?"""
        next_verb = clause.object_end
        is_to = self.sentence.lower(next_verb) == "to"
        if event_type == "REQUEST" and next_verb > clause.group.end + 1 and is_to:
            return False  # "urged all members to reject Russia's claim": who is asked is named before
        if event_type == "AID" and is_to:  # whoever is named with what the help is for is helped
            return self.sentence.lower(next_verb + 1) in self.vocabulary.word("target-helping-verb")
        if event_type in FORCEFUL or is_to or clause.next_shape == REDUCED:
            return True
        return self.sentence.lower(next_verb - 1) in self.vocabulary.word("preposition")

    def _after_next_verb(self, search: _Search) -> Target | None:
        """Past the next verb the order of slots says little: there the first actor that fits any of them is taken."""
        for actor in self.sentence.actors_from(search.start, search.clause.right):
            if not self._fits_after(actor, search):
                continue
            self._resolve(actor, search.clause)
            if self.checks.is_acceptable(actor, Slot.ANYWHERE, search.event_type, search.source):
                found = without_source(actor, search.source)
                return Target(self._with_soil(found, search), PartyOrigin.NEXT_VERB)
        return None

    def _past_insertion(self, search: _Search) -> Target | None:
        """Look past what is inserted after the object: "mounted a raid, witnesses said, against an Ethiopian camp"."""
        lowers, end = self.sentence.lowers, search.clause.object_end
        opened = next((at for at in (end, end - 1) if self.sentence.lower(at) in INSERTION_SIGNS), -1)
        if opened < 0:
            return None
        sign = lowers[opened]
        stop = min(len(lowers) - 1, opened + LONGEST_INSERTION)
        closed = next((at for at in range(opened + 1, stop) if lowers[at] == sign), -1)
        slot = self.sentence.lower(closed + 1)
        if closed < 0 or slot not in search.slots or slot == Slot.BY:
            return None
        for actor in self._governed_by(slot, closed + 1, min(len(lowers), closed + LONGEST_INSERTION)):
            self._resolve(actor, search.clause)
            if self.checks.is_acceptable(actor, slot, search.event_type, search.source):
                return Target(without_source(actor, search.source), PartyOrigin.SLOT, slot)
        return None

    def _fits_after(self, actor: Actor, search: _Search) -> bool:
        kept_from = self.sentence.lower(search.clause.object_end - 1) == Slot.FROM
        if kept_from and search.event_type == "SANCTION":  # "banned its banks from dealing with Cuba"
            return True
        if Slot.ANYWHERE in search.slots or actor.preposition in search.slots:
            return True
        if actor.preposition != "" or search.slots == (Slot.BY,):  # an agent needs its "by"
            return False
        next_verb = search.clause.object_end
        completes = self.sentence.lower(next_verb) == "to" and actor.start <= next_verb + 3
        return completes or search.event_type in FORCEFUL

    def _with_soil(self, actor: Actor, search: _Search) -> Actor:
        """Add the country on whose soil an armed group is struck: both are hit (gold conventions: all are targets)."""
        if search.event_type != "ASSAULT" or actor.kind != ActorKind.GROUP:
            return actor
        source, inside = search.source, self.vocabulary.word("target-soil")
        for place in self.sentence.actors_from(actor.end, search.clause.right):
            own = source is not None and set(place.codes) & set(source.codes)
            if place.preposition in inside and place.codes and not own:
                both = tuple(dict.fromkeys(actor.codes + place.codes))
                found = f"{actor.found} on the soil of {place.codes[0]}"
                return Actor(actor.start, actor.end, both, actor.kind, found=found)
        return actor

    def _in_slot(self, search: _Search, slot: str) -> Actor | None:
        start, source = search.start, search.source
        for actor in self._candidates(search, slot):
            own = slot == Slot.OBJECT and actor.preposition != ""
            if own and self.sentence.lower(start - 1) == actor.preposition and is_other_side(actor, source):
                return without_source(actor, source)  # the preposition is the verb's: "arrived in Ankara"
            self._resolve(actor, search.clause)
            if self.checks.is_acceptable(actor, slot, search.event_type, source):
                return without_source(actor, source)
        return None

    def _candidates(self, search: _Search, slot: str) -> list[Actor]:
        clause, start = search.clause, search.start
        if slot == Slot.OBJECT:
            first, last = object_region(self.sentence, clause, start, self.vocabulary)
            return self.sentence.actors_from(first, last)
        if slot == Slot.CONTENT:
            following = self._not_own(self.sentence.actors_from(start, len(self.sentence.tokens)), search)[:1]
            places = self.vocabulary.word("target-place-preposition")
            return [actor for actor in following if actor.preposition not in places]
        if slot == Slot.ANYWHERE:
            return self.sentence.actors_from(start, clause.object_end)
        return self._governed_by(slot, clause.group.end, clause.object_end)

    def _not_own(self, actors: list[Actor], search: _Search) -> list[Actor]:
        """Leave out what the source calls its own ("warned that the army would strike Iran")."""
        for actor in actors:
            if actor.reference in SHORT_NAMES:
                self._resolve(actor, search.clause)
        own = set(search.source.codes) if search.source else set()
        return [actor for actor in actors if actor.reference not in SHORT_NAMES or set(actor.codes) - own]

    def _governed_by(self, preposition: str, start: int, end: int) -> list[Actor]:
        """Return actors governed by a preposition, also through "of": with the leaders of Italy."""
        inner = self.vocabulary.word("target-in") if preposition == Slot.IN else frozenset()
        found = []
        for actor in self.sentence.actors_from(start, end):
            if actor.preposition == preposition or actor.preposition in inner:
                found.append(actor)
            elif actor.preposition != "" or actor.possessive or actor.kind in GOVERNED_KINDS:
                if self._outer_preposition(actor.start, start) == preposition:
                    found.append(actor)
        return found

    def _outer_preposition(self, at: int, floor: int) -> str:
        """Return the preposition that governs the phrase whose "of" comes before a token."""
        prepositions = self.vocabulary.word("preposition")
        for back in range(at - 1, max(floor, at - PHRASE_REACH) - 1, -1):
            lower = self.sentence.lowers[back]
            if lower in prepositions and lower != "of":
                return lower
            if lower in PHRASE_STOPS or (lower in self.vocabulary.frames.forms and lower.endswith("ed")):
                return ""
        return ""

    def _resolve(self, actor: Actor, clause: Clause) -> None:
        if not actor.codes and actor.kind == ActorKind.REFERENCE:
            resolve_target(actor, self.sentence, self.memory, clause.subject, self.vocabulary)

    def _blamed(self, source: Actor | None) -> Actor | None:
        """Return whom another side has just accused: "Norway condemned Mali. Ecuador demanded an apology."."""
        codes = self.memory.blamed
        if source is None or set(codes) & set(source.codes):
            return None
        return Actor(source.start, source.start, codes, ActorKind.REFERENCE, found="who was just accused")

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
        at, found = source.start, "the other side of the pair"
        return Actor(at, at, party.codes, ActorKind.REFERENCE, name, level, found=found)
