"""Is a written form without any auxiliary a verb in its place, and of which shape?

"Protesters demand", "the demand", "sanctions imposed by", "imposing new sanctions": one and the same form is a finite
verb, a noun, a participle that describes a noun or a gerund. The words next to it decide, in a different way for each
form, so every form has a method of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.clauses.auxiliaries import PAST_FORMS
from relcli.coder.kinds import ActorKind, FormShape, VerbShape

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from relcli.coder.annotations import Actor, AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary

FINITE, INFINITIVE, GERUND, REDUCED = VerbShape.FINITE, VerbShape.INFINITIVE, VerbShape.GERUND, VerbShape.REDUCED
ONLY_BASE = frozenset({FormShape.BASE})
SINGULAR_KINDS = frozenset({ActorKind.NAME, ActorKind.ORGANISATION, ActorKind.CAPITAL, ActorKind.METONYM})
DESCRIBING_KINDS = frozenset({ActorKind.ADJECTIVE, ActorKind.BODY})
STOPS = frozenset({".", "!", "?", '"', "”"})
FINITE_REACH = 12  # tokens after a participle in which an auxiliary shows that the main verb is still to come
INSERTION_REACH = 20  # tokens of an insertion
PARALLEL_REACH = 14  # tokens before "and" in which the verb may be that a coordinated one is parallel to


class ShapeReader:
    """Reads the shapes of bare verb forms in one sentence."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary, actor_before: dict[int, Actor]) -> None:
        """Take a sentence and its actors by the token that follows each."""
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.actor_before = actor_before

    def shape_of(self, at: int, left: int, forms: AbstractSet[FormShape]) -> VerbShape | None:
        """Return the shape of the verb form at a token, or None if it is a noun or an adjective there.

        `left` is the first token to the left that is no adverb, `forms` what the written word can be.
        """
        lower = self.sentence.lower(left)
        actor = self.actor_before.get(left + 1)
        if actor is not None and (actor.kind == ActorKind.ADJECTIVE or actor.possessive):
            return None
        if lower in self.vocabulary.word("determiner") or lower in {"'s", "'"}:
            return None
        if FormShape.GERUND in forms:
            return self._gerund(at, left)
        if forms & PAST_FORMS:
            return self._past(at, left, forms)
        return self._present(at, left, forms)

    def _gerund(self, at: int, left: int) -> VerbShape | None:
        lower, following = self.sentence.lower(left), self.sentence.lower(at + 1)
        word, verb_forms = self.vocabulary.word, self.vocabulary.frames.forms
        opened = left < 0 or lower == "," or lower in word("verb-gerund-opener") or lower in verb_forms
        opened = opened or lower in word("content-noun") or self._has_own_actor(left)
        if following in {"of", "", ".", ","} or not opened:
            return GERUND if lower == "," and following != "of" else None
        noun_like = self.sentence.lowers[at] in self.vocabulary.frames.noun_classes
        if noun_like and (following in word("preposition") or following in verb_forms):
            return None
        return GERUND

    def _has_own_actor(self, left: int) -> bool:
        """Is the doer right before a participle: "with Nairobi accusing", "a letter from Oman thanking"?"""
        actor = self.actor_before.get(left + 1)
        if actor is None or actor.possessive:
            return False
        author = actor.preposition in self.vocabulary.word("content-author-preposition")
        written = author and self.sentence.lower(actor.start - 2) in self.vocabulary.word("content-noun")
        return actor.preposition == "with" or written

    # ---------------------------------------------------------------- past forms and participles

    def _past(self, at: int, left: int, forms: AbstractSet[FormShape]) -> VerbShape | None:
        sentence, word = self.sentence, self.vocabulary.word
        lower, following = sentence.lower(left), sentence.lower(at + 1)
        after_actor = left + 1 in self.actor_before
        participle = FormShape.PARTICIPLE in forms
        if not after_actor and self._is_before_its_noun(at, left):
            return None
        by = at + 2 if following in word("verb-participle-companion") else at + 1  # "held hostage by"
        if lower in word("preposition") and self._describes_actor(at):
            return None  # "complained about alleged Israeli strikes"
        if participle and sentence.lower(by) == "by" and self._may_be_agent(by + 1):
            return REDUCED
        if lower in word("verb-never-after"):
            return None
        if FormShape.PAST not in forms and FormShape.BASE not in forms:
            return REDUCED
        if after_actor:
            return FINITE
        frames = self.vocabulary.frames
        verbal = lower in frames.forms and lower not in word("be")
        if verbal and (lower[-3:] == "ing" or lower[-2:] == "ed"):
            return None  # "resuming halted projects"
        noun_like = lower in frames.noun_classes or lower in frames.event_nouns
        if verbal and not noun_like and lower not in self.vocabulary.auxiliaries and self._describes_actor(at):
            return None  # "opposes renewed Emirati patrols"
        if lower == "," and participle and self._is_inserted(at, left):
            return REDUCED  # "the meeting, held on Tuesday, was attended by"
        plain = following in word("preposition") and following not in word("verb-particle-preposition")
        return REDUCED if plain and participle and self._has_auxiliary_after(at) else FINITE

    def _may_be_agent(self, at: int) -> bool:
        """May the words after "by" be who did it, rather than how ("by phone", "responded by expelling")?"""
        lower = self.sentence.lower(at)
        doing = lower.endswith("ing") and lower in self.vocabulary.frames.forms
        return not doing and lower not in self.vocabulary.word("verb-means")

    def _is_before_its_noun(self, at: int, left: int) -> bool:
        """Is a participle used as an adjective before the noun that it describes?"""
        word, following = self.vocabulary.word, self.sentence.lower(at + 1)
        describes = self.sentence.lowers[at] in word("participle-adjective")
        if describes and following not in word("determiner") and following not in word("preposition"):
            return True  # "three armed Serbs"
        new = self.sentence.lower(left) in word("separator-adjective")
        return new and following in self.vocabulary.frames.noun_classes  # "new targeted sanctions"

    def _describes_actor(self, at: int) -> bool:
        """Does the adjective of a country follow a participle, so that both describe one noun?"""
        actor = self.sentence.actor_at(at + 1)
        return actor is not None and actor.kind in DESCRIBING_KINDS

    def _is_inserted(self, at: int, left: int) -> bool:
        """Does the comma that closes an insertion stand before an auxiliary, or before the first finite verb?"""
        lowers = self.sentence.lowers
        closed = next((end for end in range(at + 1, min(len(lowers), at + INSERTION_REACH)) if lowers[end] == ","), -1)
        if closed < 0 or self.sentence.lower(at + 1) not in self.vocabulary.word("verb-describing-word"):
            return False
        following = self.sentence.lower(closed + 1)
        if following in self.vocabulary.finite_signs:
            return closed < at + FINITE_REACH
        told = any(form.shape is FormShape.PAST for form in self.vocabulary.frames.forms.get(following, ()))
        return told and not self._has_verb_before(left)

    def _has_auxiliary_after(self, at: int) -> bool:
        """Does an auxiliary follow in the sentence, so that a participle here only describes its noun?"""
        later = self.sentence.lowers[at + 1 : at + FINITE_REACH]
        return not self.vocabulary.finite_signs.isdisjoint(later)

    # ---------------------------------------------------------------- present forms

    def _present(self, at: int, left: int, forms: AbstractSet[FormShape]) -> VerbShape | None:
        sentence, word = self.sentence, self.vocabulary.word
        lower = sentence.lower(left)
        actor = self.actor_before.get(left + 1)
        if actor is not None:
            return FINITE if forms != ONLY_BASE or self._may_be_base_verb(actor) else None
        if lower in word("relative") or lower in word("verb-subject-pronoun"):
            return FINITE
        if left < 0 or lower in word("verb-never-after") or lower in word("preposition"):
            return None
        if lower == "," and not self._has_verb_before(left):
            clear = self._has_object_after(at) or sentence.lowers[at] not in self.vocabulary.frames.noun_classes
            follows_actor = any(end <= left for end in self.actor_before)
            return FINITE if clear and follows_actor else None  # "X, together with its allies, urge"
        if lower == "," or lower in word("verb-coordinator"):
            return self._coordinated(at, left, forms)
        return FINITE if self._agrees_with_noun(at, lower, forms) else None

    def _may_be_base_verb(self, actor: Actor) -> bool:
        """May a base form right after an actor be its verb? Not in "a State Department call", "more EU support"."""
        before = self.sentence.lower(actor.start - 1)
        if before != "the" and before in self.vocabulary.word("article"):
            return False
        fronted = before in self.vocabulary.word("modal") or before in self.vocabulary.word("do")
        # One state or person takes the -s, except in headlines, which also name several by one.
        unfinished = self.sentence.kind != "body" or self.sentence.lowers[-1] not in STOPS
        return fronted or not _is_singular(actor) or unfinished

    def _has_object_after(self, at: int) -> bool:
        """Does a determiner or a name follow, as it does after a verb rather than after a noun?"""
        return self.sentence.lower(at + 1) in self.vocabulary.word("determiner") or self.sentence.capitalised(at + 1)

    def _agrees_with_noun(self, at: int, before: str, forms: AbstractSet[FormShape]) -> bool:
        """Does a present form agree with the plain word before it, and is it no noun itself ("protesters demand a")?"""
        frames, lower = self.vocabulary.frames, self.sentence.lowers[at]
        noun_like = lower in frames.noun_classes or lower in frames.event_nouns
        plural_before = before.endswith("s") and not before.endswith("ss")
        agrees = plural_before == (FormShape.BASE in forms)
        opened = self.sentence.lower(at + 1) in self.vocabulary.word("verb-object-opener")
        clear = not noun_like or opened or self._has_object_after(at)
        return before.isalpha() and agrees and clear and before not in frames.forms

    def _has_verb_before(self, end: int) -> bool:
        """Is any sure sign of a finite verb before a token, or an infinitive that one after a comma continues?"""
        lowers, verb_forms = self.sentence.lowers, self.vocabulary.frames.forms
        for at, word in enumerate(lowers[:end]):
            if word in self.vocabulary.finite_signs:
                return True
            for form in verb_forms.get(word, ()):
                if form.shape == FormShape.PAST:
                    return True
                if form.shape == FormShape.BASE and at and lowers[at - 1] == "to":
                    return True  # "wants to open the border, sign the treaty"
        return False

    def _coordinated(self, at: int, left: int, forms: AbstractSet[FormShape]) -> VerbShape | None:
        """A present form after "and" is a verb if one of its form comes before it: "to meet and discuss"."""
        sentence, word = self.sentence, self.vocabulary.word
        following, third = sentence.lower(at + 1), FormShape.THIRD in forms
        if sentence.lowers[at] in self.vocabulary.frames.noun_classes and not self._has_object_after(at):
            return None
        if third and following in word("preposition") and following not in word("verb-complement-preposition"):
            return None  # "our allies and partners around the world"
        for back in range(left - 1, max(-1, left - PARALLEL_REACH), -1):
            readings = self.vocabulary.frames.forms.get(sentence.lowers[back], ())
            if any(form.shape in forms for form in readings):
                before = sentence.lower(back - 1)
                if FormShape.BASE in forms and before == "to":
                    return INFINITIVE
                return FINITE if third or before in word("modal") else None
        return None


def _is_singular(actor: Actor) -> bool:
    """Does an actor take a verb in the singular?"""
    if actor.members or actor.codes == ("USA",):
        return False
    return actor.kind in SINGULAR_KINDS or bool(actor.person)
