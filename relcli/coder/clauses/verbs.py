"""Which words of a sentence are verbs, and the groups they belong to.

There is no tagger: a written form that the lexicon knows as a verb form counts as one by what comes before and after
it ("the talks" is a noun, "Russia talks" may be a verb, "has attacked" is one). Auxiliaries give voice, tense, modal,
negation (module `auxiliaries`); a form without any is read by `verb_shapes`.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from relcli.coder.clauses.auxiliaries import (
    PAST_FORMS,
    has_auxiliary,
    is_fitting,
    skip_adverbs_left,
    with_auxiliaries,
)
from relcli.coder.clauses.times import before_time
from relcli.coder.clauses.verb_shapes import STOPS, ShapeReader
from relcli.coder.kinds import ActorKind, FormShape, Slot, VerbShape
from relcli.coder.vocabulary.frames import Form

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, VerbGroup
    from relcli.coder.vocabulary.vocabulary import Vocabulary

QUOTES = frozenset({'"', "“", ":", "‘", "("})
LINKING_SIGNS = frozenset({",", ";", ":", '"', "“", "”"})
PRESENT_FORMS = frozenset({FormShape.THIRD, FormShape.BASE})
TENSED_FORMS = frozenset({FormShape.PAST, FormShape.THIRD})
SHORTEST_UNKNOWN = 5  # letters of an unknown word in -ed that is taken for a verb


def find_verb_groups(sentence: AnnotatedSentence, vocabulary: Vocabulary) -> list[VerbGroup]:
    """Return the verb groups of a sentence in order."""
    return _VerbFinder(sentence, vocabulary).run()


class _VerbFinder:
    """Reads one sentence from left to right; groups found earlier decide on later ones."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> None:
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.actor_before = {actor.end: actor for actor in sentence.actors}
        self.shapes = ShapeReader(sentence, vocabulary, self.actor_before)
        self.groups: list[VerbGroup] = []

    def run(self) -> list[VerbGroup]:
        sentence, forms = self.sentence, self.vocabulary.frames.forms
        named = {at for actor in sentence.actors for at in range(actor.start, actor.end)} | sentence.stopped
        for at, lower in enumerate(sentence.lowers):
            readings = forms.get(lower)
            if (readings is None and at not in self.actor_before) or at in named or self._is_in_name(at):
                continue
            if readings is None:
                readings = self._guess(at)
            if readings is None or self._is_compound(at, readings):
                continue
            group = self._group_at(at, readings)
            if group is not None and not self._is_noun_of_object(group):
                self._describe_object(group)
                self._share_modal(group)
                self.groups.append(group)
        groups = self._without_compounds(_without_auxiliaries(self.groups))
        self._describe_subjects(groups)
        return groups

    # ---------------------------------------------------------------- which words may be verbs

    def _is_in_name(self, at: int) -> bool:
        """A capital in the middle of a sentence belongs to a name ("the Israel Boycott Law")."""
        sentence = self.sentence
        return bool(at and sentence.capitals[at] and not sentence.is_headline and sentence.lowers[at - 1] not in QUOTES)

    def _is_compound(self, at: int, readings: tuple[Form, ...]) -> bool:
        """Is it the second half of an adjective ("so-called", "war-torn"), not a verb with a prefix?"""
        lowers = self.sentence.lowers
        if at < 2 or lowers[at - 1] != "-" or lowers[at - 2] in self.vocabulary.word("verb-prefix"):
            return False
        return any(form.shape in PAST_FORMS for form in readings)

    def _guess(self, at: int) -> tuple[Form, ...] | None:
        """Take an unknown word in -ed right after an actor for a past tense: "Iran purported to"."""
        lower, actor = self.sentence.lowers[at], self.actor_before[at]
        if actor.possessive or actor.kind == ActorKind.ADJECTIVE or self.sentence.lower(at + 1) == "-":
            return None
        if not lower.endswith("ed") or len(lower) < SHORTEST_UNKNOWN:
            return None
        return Form(lower, FormShape.PAST), Form(lower, FormShape.PARTICIPLE)

    def _group_at(self, at: int, readings: tuple[Form, ...]) -> VerbGroup | None:
        """Return the group whose main verb would be the form at a token, or None if it is no verb there."""
        sentence, vocabulary = self.sentence, self.vocabulary
        group = with_auxiliaries(sentence, at, readings, vocabulary)
        gerunds = vocabulary.word("verb-auxiliary-gerund")
        if group.shape is VerbShape.FINITE and sentence.lowers[group.start] in gerunds:
            group.shape = VerbShape.GERUND
        if group.start == at and readings[0].lemma in vocabulary.word("verb-auxiliary-lemma"):
            group.shape = VerbShape.GERUND if sentence.lowers[at] in gerunds else VerbShape.FINITE
            return group
        if has_auxiliary(sentence, group, vocabulary):
            return group if is_fitting(group) else None
        left = self._before(at)
        shape = self.shapes.shape_of(at, left, group.forms)
        if shape is None:
            return None
        group.shape = shape
        group.passive = shape is VerbShape.REDUCED or self._is_headline_passive(group, left)
        return group

    def _is_headline_passive(self, group: VerbGroup, left: int) -> bool:
        """Is the auxiliary left out, as headlines do ("Two Chilean consuls expelled from Bolivia")?

        A past form of a verb that needs an object, without one.
        """
        following = self.sentence.lower(group.end)
        subject = self.actor_before.get(left + 1)
        if not (group.is_bare and group.forms >= PAST_FORMS) or left < 0 or self.groups:
            return False
        if following and following not in self.vocabulary.word("verb-describing-word"):
            return False
        stopped = self.sentence.lowers[-1] in STOPS and not self.sentence.is_headline and following != Slot.FROM
        if stopped or (subject is not None and subject.preposition):
            return False
        rows = [row for form in group.readings for row in self.vocabulary.frames.frames.get(form.lemma, ())]
        transitive = any(row.slots[:1] == (Slot.OBJECT,) and not row.rest for row in rows)
        return transitive and not any(row.rest[:1] == (following,) for row in rows)

    def _before(self, at: int) -> int:
        """Return the token before a verb that shows what the verb is: past adverbs, and a time after its subject."""
        left = skip_adverbs_left(self.sentence, at - 1, self.vocabulary)
        owner = self.actor_before.get(left)
        if owner is not None and len(owner.codes) > 1:
            if self.sentence.lower(left) in self.vocabulary.word("verb-floating-quantifier"):
                return left - 1  # "Armenia and Georgia each recalled"
        past = before_time(self.sentence, left)
        if past == left:
            return left
        past = skip_adverbs_left(self.sentence, past, self.vocabulary)
        before = self.sentence.lower(past)
        own = past + 1 in self.actor_before or before == "," or before in self.vocabulary.word("relative")
        return past if own else left

    # ---------------------------------------------------------------- one group beside another

    def _has_link(self, start: int, end: int) -> bool:
        """Is there a word or sign between two tokens that separates one clause from the next?"""
        words = self.sentence.lowers[start:end]
        return not (self.vocabulary.clause_links.isdisjoint(words) and LINKING_SIGNS.isdisjoint(words))

    def _is_plain_object(self, last: VerbGroup, group: VerbGroup) -> bool:
        """May a group be part of the object of the last verb: nothing separates them, and that is no speech verb?"""
        reporting = any(form.lemma in self.vocabulary.reporting for form in last.readings)
        return not reporting and not self._has_link(last.end, group.start)

    def _is_noun_of_object(self, group: VerbGroup) -> bool:
        """Is a bare present form a word of the object: "an attack on Islamic State targets", "tanks close to"?"""
        if not self.groups or not group.is_bare or not group.forms & PRESENT_FORMS or group.forms & PAST_FORMS:
            return False
        last = self.groups[-1]
        if FormShape.THIRD not in group.forms:
            following = self.sentence.lower(group.end)
            if following.isalpha() and following not in self.vocabulary.word("preposition"):
                return False  # "made Oman leave", "demanded that Syria free the drivers"
            rows = [row for form in group.readings for row in self.vocabulary.frames.frames.get(form.lemma, ())]
            noun_like = self._is_noun_like(group)
            if not noun_like and any(row.rest[:1] == (following,) or row.complement == following for row in rows):
                return False
            causes = any(form.lemma in self.vocabulary.word("verb-causing") for form in last.readings)
            if causes:
                return False  # "heard Oman protest against"
        return self._is_plain_object(last, group)

    def _is_noun_like(self, group: VerbGroup) -> bool:
        """May the written form of a verb be a noun of the lexicon as well?"""
        frames, lower = self.vocabulary.frames, self.sentence.lowers[group.verb]
        return lower in frames.noun_classes or lower in frames.event_nouns

    def _describe_object(self, group: VerbGroup) -> None:
        """Make a participle of a past form that describes the object before it ("the release of a man held in")."""
        if not self.groups or not group.is_bare or not group.forms >= PAST_FORMS:
            return
        last, word = self.groups[-1], self.vocabulary.word
        describes = self.sentence.lower(group.end) in word("verb-describing-preposition")
        owner = self.actor_before.get(group.verb)
        if owner is not None:
            describes = owner.preposition != ""  # "a loan for Lebanon meant to buy buses"
        if last.shape is not VerbShape.FINITE or not describes:
            return
        if self._takes(group) and not self._takes(last) and last.is_bare and last.forms >= PAST_FORMS:
            if self.sentence.lower(last.end) in word("verb-describing-word"):
                return  # "soldiers stationed near the temple fired at"
        if self.sentence.lower(last.start - 1) in word("relative"):  # "peacekeepers who are part of it arrived in"
            return
        if self._is_plain_object(last, group):
            group.shape, group.passive = VerbShape.REDUCED, True

    def _takes(self, group: VerbGroup) -> bool:
        """Does a row of the lexicon join the verb to the word after it ("fire at")?"""
        following = self.sentence.lower(group.end)
        rows = self.vocabulary.frames.frames
        return any(row.rest[:1] == (following,) for form in group.readings for row in rows.get(form.lemma, ()))

    def _describe_subjects(self, groups: list[VerbGroup]) -> None:
        """Make a participle of a past form that describes the subject of the verb after it ("a fleet made up of")."""
        for last, group in pairwise(groups):
            if not (last.is_bare and group.is_bare and last.forms >= PAST_FORMS):
                continue
            if not self._is_plain_object(last, group):
                continue
            named = self.sentence.actors_from(last.end, group.start)
            owner = self.actor_before.get(last.start)
            if owner is not None and self.sentence.lower(owner.start - 1) in self.vocabulary.word("relative"):
                continue  # "the accord that Cuba signed in 1977 opened"
            described = self.sentence.lower(last.end) in self.vocabulary.word("verb-describing-word")
            if described and all(actor.preposition for actor in named):
                last.shape, last.passive = VerbShape.REDUCED, True

    def _share_modal(self, group: VerbGroup) -> None:
        """Let a base form after "and" share the modal of the one before it: "will visit Oslo and discuss"."""
        forms = group.forms
        if not group.is_bare or FormShape.BASE not in forms or forms & TENSED_FORMS:
            return
        link = self.sentence.lower(skip_adverbs_left(self.sentence, group.start - 1, self.vocabulary))
        if link != "," and link not in self.vocabulary.word("verb-coordinator"):
            return
        last = next((other for other in reversed(self.groups) if other.shape is VerbShape.FINITE), None)
        if last is not None and last.modal and last.be_at < 0 and not last.perfect:
            group.modal = last.modal

    def _without_compounds(self, groups: list[VerbGroup]) -> list[VerbGroup]:
        """Drop bare present forms that are the noun before the real verb ("military exercises near Latvia lasted")."""
        kept = []
        for at, group in enumerate(groups):
            following = groups[at + 1] if at + 1 < len(groups) else None
            noun_like = self._is_noun_like(group)
            before_verb = following is not None and following.shape is VerbShape.FINITE
            if noun_like and before_verb and group.is_bare and group.forms <= PRESENT_FORMS:
                assert following is not None
                if not self._has_link(group.end, following.start):
                    continue
            kept.append(group)
        return kept


def _without_auxiliaries(groups: list[VerbGroup]) -> list[VerbGroup]:
    """Drop forms of be and have that only help a later verb of the same group."""
    helping = {at for group in groups for at in range(group.start, group.verb)}
    return [group for group in groups if group.verb not in helping]
