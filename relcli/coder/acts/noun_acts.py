"""Acts stated by a noun alone: "talks between A and B", "A's attack on B", "sanctions against B by A"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.acts.sides import split_members
from relcli.coder.annotations import CLAIMING, HOSTILE, Act, Actor, LexiconRow, Parties, PartyFound, SilentNote
from relcli.coder.clauses.noun_factuality import noun_is_denied, noun_is_to_come, noun_is_unreal
from relcli.coder.kinds import ActMode, ActorKind, ActRule, FrameFlag, Modality, PartyOrigin, Slot, Unreal, VerbShape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.vocabulary.frames import EventNoun
    from relcli.coder.vocabulary.vocabulary import Vocabulary

TALKED_ABOUT = frozenset({"CONSULT", "AGREE", "COOPERATE", "SUPPORT", "AID"})
TALKING = frozenset({"CONSULT", "SUPPORT"})
DEMANDING = frozenset({"REQUEST", "REJECT"})
MODIFYING_KINDS = frozenset({ActorKind.ADJECTIVE, ActorKind.BODY})
ASKING = frozenset({"REQUEST", "THREATEN"})
ACCOMPANYING = frozenset({"AID", "SUPPORT", "REQUEST"})
"""Types of acts that may only accompany what is told: "with help from", "at the request of"."""
BREAKS = frozenset({",", ";", ":"})
REACH = 12  # tokens within which a noun's complements are
MODIFIER_REACH = 4  # tokens before a noun in which a word may make it unreal


def find_noun_acts(sentence: AnnotatedSentence, vocabulary: Vocabulary, home: tuple[str, ...]) -> None:
    """Add the acts that nouns state to those of the verbs of a sentence."""
    _NounActs(sentence, vocabulary, home).find()


class _Noun:
    """An event noun at the tokens [at, end) of a sentence."""

    def __init__(self, row: EventNoun, at: int) -> None:
        self.row = row
        self.at = at
        self.end = at + len(row.words)


class _NounActs:
    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary, home: tuple[str, ...]) -> None:
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.home = home

    def find(self) -> None:
        sentence, event_nouns = self.sentence, self.vocabulary.frames.event_nouns
        taken = {at for act in sentence.acts for at in range(*act.trigger)}
        taken.update(at for actor in sentence.actors for at in range(actor.start, actor.end))
        for at, lower in enumerate(sentence.lowers):
            if lower not in event_nouns or at in taken:
                continue
            for row in event_nouns[lower]:
                if tuple(sentence.lowers[at : at + len(row.words)]) == row.words:
                    self._add_act(_Noun(row, at))
                    break

    def _add_act(self, noun: _Noun) -> None:
        denied = noun_is_denied(self.sentence, noun.at, self.vocabulary)
        before = self.sentence.lowers[max(0, noun.at - MODIFIER_REACH) : noun.at]
        if noun.row.type in HOSTILE:  # "new sanctions" are sanctions, a "new agreement" is still to come
            before = [word for word in before if word != "new"]
        ahead = noun.row.mode == ActMode.VISIT and not self.vocabulary.word("noun-act-ahead").isdisjoint(before)
        if ahead:  # "next week's visit" is arranged
            before = [word for word in before if word not in self.vocabulary.word("noun-act-ahead")]
        if not denied and not self.vocabulary.word("noun-act-unreal-modifier").isdisjoint(before):
            self.sentence.silent.append(SilentNote(noun.at, str(Unreal.NOT_REAL)))
            return
        refusal = noun_is_unreal(self.sentence, noun.at, noun.end, self.vocabulary)
        if refusal is not None:
            self.sentence.silent.append(SilentNote(noun.at, refusal.reason))
            return
        parties = self._parties(noun, denied)
        if parties is None or self._is_stated(noun, {*parties.source.codes, *parties.target.codes}):
            return
        row = noun.row
        act = Act(
            type=row.type,
            mode=row.mode,
            modality=Modality.DENIED if denied else Modality(row.modality),
            parties=parties,
            trigger=(noun.at, noun.end),
            region=(max(0, min(parties.source.start, noun.at)), max(parties.target.end, noun.end)),
            row=LexiconRow(row.row, row.words),
        )
        meeting = row.type == "CONSULT" and not denied
        if meeting and (ahead or noun_is_to_come(self.sentence, noun.at, noun.end, self.vocabulary)):
            act.type, act.mode, act.modality, act.future = "AGREE", ActMode.PLAN, Modality.AGREED, True
        self._drop_verbs_within(act)
        self.sentence.acts.append(act)

    def _drop_verbs_within(self, noun: Act) -> None:
        """Take away the acts of verbs that are words of the noun: "oil supplies", "a decision to withdraw"."""
        start, end = noun.trigger
        self.sentence.acts = [
            act
            for act in self.sentence.acts
            if act.codes != noun.codes or not start <= act.trigger[0] < act.trigger[1] <= end
        ]

    def _is_stated(self, noun: _Noun, codes: set[str]) -> bool:
        """Does another act of the sentence hold the noun already ("held talks with", "brokered a deal between")?"""
        at = noun.at
        for act in self.sentence.acts:
            inside = act.trigger[0] <= at < act.region[1]
            about = act.type == "SUPPORT" and not codes & set(act.source.codes)  # "welcomed the truce between A and B"
            if inside and act.type not in CLAIMING and not about and codes <= act.codes:
                return True
            if (act.type == noun.row.type and codes == act.codes) or (inside and _is_topic(act, noun.row)):
                return True
        return False

    # ---------------------------------------------------------------- the two sides

    def _parties(self, noun: _Noun, denied: bool) -> Parties | None:
        sides = self._between(noun) if Slot.BETWEEN in noun.row.source_slots else None
        mutual = sides is not None or FrameFlag.MUTUAL in noun.row.flags
        if sides is None:
            source = self._source(noun) or (self._denier(noun) if denied else self._doer(noun) or self._joined(noun))
            target = self._target(noun, source) or self._helped(noun, source)
            if source is not None and target is None and mutual and len(source.codes) > 1:
                source, target = split_members(source)
            if source is None and target is not None and noun.row.type == "CONSULT":
                source = self._who_met(noun, target)
            if source is None or target is None or set(source.codes) & set(target.codes):
                return None
            sides = source, target
        source_from, target_from = (
            PartyFound(PartyOrigin.ACTOR, words=side.found, is_pair=side.is_pair) for side in sides
        )
        return Parties(*sides, mutual, ActRule.EVENT_NOUN, source_from, target_from)

    def _between(self, noun: _Noun) -> tuple[Actor, Actor] | None:
        """Return the two sides of "talks between A and B", or "joint drills by A and B"."""
        joint, end = noun.row.words[0] == "joint", noun.end
        forms, happening = self.vocabulary.frames.forms, self.vocabulary.word("noun-act-happening")
        prepositions = self.vocabulary.word("noun-act-joint-preposition") if joint else frozenset({Slot.BETWEEN})
        for actor in self.sentence.actors_from(end, end + REACH + 1):
            words = self.sentence.lowers[end : actor.start]
            if any(word in forms and word not in happening for word in words):
                return None  # verbs of happening leave the two together: "talks took place between A and B"
            if actor.preposition in prepositions and len(actor.codes) > 1:
                return split_members(actor)
        return None

    def _source(self, noun: _Noun) -> Actor | None:
        row, end = noun.row, noun.end
        before = next((a for a in reversed(self.sentence.actors) if a.end <= noun.at and a.codes), None)
        if before is not None and Slot.POSSESSIVE in row.source_slots and _modifies(before, noun.at - before.end):
            return before
        slots: Iterable[str] = row.source_slots
        if Slot.OF in row.target_slots:  # "the bombing of Yemen by": whom "of" names suffers it
            slots = tuple(slot for slot in slots if slot != Slot.OF)
        for actor in self.sentence.actors_from(end, end + REACH + 1):
            if actor.preposition in slots and actor.codes:
                return actor if self._is_one_phrase(end, actor.start) else None
        return None

    def _target(self, noun: _Noun, source: Actor | None) -> Actor | None:
        end, slots = noun.end, noun.row.target_slots
        asked = self._asked(noun)
        if asked is not None and asked is not source:
            return asked
        for actor in self.sentence.actors_from(end, end + REACH + 1):
            if actor is source or not actor.codes:
                continue
            between = self.sentence.lowers[end : actor.start]
            if not self._is_one_phrase(end, actor.start):
                return None
            through = actor.preposition == "of" and bool(between) and between[0] in slots  # "to the people of Zimbabwe"
            if (actor.preposition in slots or through) and actor.kind != ActorKind.CITY:
                return actor
            if actor.possessive and any(word in slots for word in between):
                return actor
        return None

    def _asked(self, noun: _Noun) -> Actor | None:
        """Return of whom something is demanded: "the demand that Syria free them", "the call for Chad to leave"."""
        link = self.sentence.lower(noun.end)
        asked = self.sentence.actor_at(noun.end + 1)
        if noun.row.type not in ASKING or asked is None or not asked.codes:
            return None
        return asked if link == "that" or (link == "for" and self.sentence.lower(asked.end) == "to") else None

    def _denier(self, noun: _Noun) -> Actor | None:
        """Return who denies: the first actor before the noun that is no one's complement."""
        actors = self.sentence.actors
        return next((a for a in actors if a.end <= noun.at and a.codes and not a.preposition), None)

    def _doer(self, noun: _Noun) -> Actor | None:
        """Return the subject of a verb that only says that the noun was done ("carried out a prisoner swap")."""
        clause = self._clause_around(noun)
        if clause is None or clause.subject is None or not clause.subject.codes:
            return None
        group, doing = clause.group, self.vocabulary.word("noun-act-doing-verb")
        real = not (
            group.passive or group.negated or group.modal or clause.unreal or clause.conditional or clause.denied
        )
        told = group.shape is VerbShape.FINITE and any(form.lemma in doing for form in group.readings)
        coded = any(act.clause is clause for act in self.sentence.acts)
        if not (real and told) or coded or clause.subject.possessive:
            return None
        return clause.subject

    def _clause_around(self, noun: _Noun) -> Clause | None:
        """Return the clause in whose object an event noun is."""
        clauses = self.sentence.clauses
        return next((c for c in clauses if c.group.end <= noun.at < c.object_end and self._is_near(c, noun)), None)

    def _is_near(self, clause: Clause, noun: _Noun) -> bool:
        """Is the noun the verb's own object, with no other phrase between but its adjectives?"""
        start = clause.group.end
        if self.sentence.lower(start) == "part" and self.sentence.lower(start + 1) == "in":
            start += 2
        between = self.sentence.lowers[start : noun.at]
        prepositions, particles = self.vocabulary.word("preposition"), self.vocabulary.word("frame-particle")
        return all(word in particles or not (word in prepositions or word in BREAKS) for word in between)

    def _helped(self, noun: _Noun, source: Actor | None) -> Actor | None:
        """Return whom "with help from Kenya, Tanzania sent" or "at Oman's request, Chad freed" is about."""
        if source is not None and noun.row.mode == ActMode.VISIT:
            return self._host(noun, source)
        if source is None or noun.row.type not in ACCOMPANYING:
            return None
        following = self.sentence.lower(noun.end)
        if following.isalpha() and following not in self.vocabulary.word("preposition"):
            return None  # "with the EU's aid system"
        first = min(noun.at, source.start)
        if self.sentence.lower(first) not in self.vocabulary.word("noun-act-accompanying-preposition"):
            first -= 1
        while self.sentence.lower(first) in self.vocabulary.word("determiner"):
            first -= 1
        opener, answering = self.sentence.lower(first), self.vocabulary.word("noun-act-answering")
        answers = opener == "to" and self.sentence.lower(first - 1) in answering
        if opener not in self.vocabulary.word("noun-act-accompanying-preposition") and not answers:
            return None
        return self._main_subject(noun, source)

    def _host(self, noun: _Noun, source: Actor) -> Actor | None:
        """Return who gets ready "for the visit of" somebody: the subject."""
        before = self.sentence.lowers[max(0, noun.at - MODIFIER_REACH) : noun.at]
        return self._main_subject(noun, source) if "for" in before and source.start > noun.at else None

    def _main_subject(self, noun: _Noun, source: Actor) -> Actor | None:
        """Return the active subject of the verb that the noun accompanies: the one before it, else the first."""
        finite = [clause for clause in self.sentence.clauses if clause.group.shape is VerbShape.FINITE]
        before = [clause for clause in finite if clause.group.end <= noun.at]
        clause = before[-1] if before else finite[0] if finite else None
        if clause is None or clause.subject is None or not clause.subject.codes:
            return None
        if clause.group.passive and clause.next_shape is not VerbShape.INFINITIVE:  # but "is prepared to send"
            return None
        return None if set(clause.subject.codes) & set(source.codes) else clause.subject

    def _joined(self, noun: _Noun) -> Actor | None:
        """Return who does something "in cooperation with" another: the subject of the verb before."""
        at = noun.at - 1
        at -= self.sentence.lower(at) in self.vocabulary.word("noun-act-closeness")
        if noun.row.type != "COOPERATE" or "in" not in self.sentence.lowers[max(0, at) : noun.at]:
            return None
        before = [clause for clause in self.sentence.clauses if clause.group.end <= at]
        if not before or self.sentence.lower(noun.end) != "with":
            return None
        clause = before[-1]
        real = not (clause.group.negated or clause.group.modal or clause.unreal or clause.conditional or clause.denied)
        return clause.subject if real and clause.subject is not None and clause.subject.codes else None

    def _who_met(self, noun: _Noun, target: Actor) -> Actor | None:
        """Return who was at a meeting mentioned in passing: "my visit to Israel", "raised the issue in a call with"."""
        sentence, at, word = self.sentence, noun.at, self.vocabulary.word
        if sentence.lower(at - 1) in word("noun-act-own") and self.home:
            return Actor(at, at, self.home, ActorKind.REFERENCE, found="the publishing government's")
        start = at - 1
        determiners, endings = word("determiner"), tuple(word("noun-act-passing-ending"))
        while start >= 0 and (sentence.lowers[start] in determiners or sentence.lowers[start].endswith(endings)):
            start -= 1
        if sentence.lower(start) not in word("noun-act-passing-preposition"):
            return None
        others = [
            actor
            for actor in sentence.actors
            if actor.codes
            and not actor.preposition
            and actor.kind != ActorKind.ADJECTIVE
            and not actor.possessive
            and not set(actor.codes) & set(target.codes)
        ]
        before = [actor for actor in others if actor.end <= at]
        return before[0] if before else others[0] if others and others[0].start > target.end else None

    def _is_one_phrase(self, start: int, end: int) -> bool:
        """Do the tokens hold no verb, comma or conjunction, so that both ends belong to one noun phrase?"""
        frames, breaks = self.vocabulary.frames, self.vocabulary.word("noun-act-break")
        return not any(
            word in BREAKS or word in breaks or (word in frames.forms and word not in frames.noun_classes)
            for word in self.sentence.lowers[start:end]
        )


def _modifies(actor: Actor, gap: int) -> bool:
    """Does an actor describe the noun that follows after `gap` tokens ("Russia's new attack", "the Russian attack")?"""
    if actor.possessive:
        return gap <= 4
    if actor.kind in MODIFYING_KINDS:
        return gap <= 2
    return actor.kind == ActorKind.NAME and gap == 0


def _is_topic(act: Act, noun: EventNoun) -> bool:
    """Is a noun inside an act only what is asked for, refused or talked about ("called for talks between")?"""
    return act.type in DEMANDING or (act.type in TALKING and noun.type in TALKED_ABOUT)
