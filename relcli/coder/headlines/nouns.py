"""Clauses for acts that no verb of the sentence states: "talks between A and B" is "A and B held talks".

The lexicon's table `headlines` says which verb goes with an event noun, and how an act of each type reads where the
sentence has no words for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.headlines.words import Word, put_in, words_of
from relcli.coder.kinds import ActorKind, FormShape

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary

NONE, OTHERS = "-", "*"
"""In the table: no verb goes with the noun; every noun of the type that has no row of its own."""
LONGEST_GROUP = 8  # tokens of a verb with its auxiliaries and adverbs
MOST_MODIFIERS = 3
DESCRIBING = frozenset({FormShape.PARTICIPLE, FormShape.GERUND})
"""Forms of a verb that may describe a noun."""
SUPERLATIVE = "est"
VOWELS = frozenset("aeiou")
SIGNS = frozenset({",", ".", ";", ":", "?", "!", "—", "\u2013", "--", '"', "“", "”", "(", ")"})


class NounClauses:
    """Makes clauses of the event nouns of one sentence."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> None:
        """Work on one sentence."""
        self.sentence = sentence
        self.vocabulary = vocabulary

    def verb(self, act: Act) -> str:
        """Return the verb that goes with the noun of an act, '' if none does."""
        return self.verb_of(act, " ".join(act.row.words))

    def verb_of(self, act: Act, noun: str) -> str:
        """Return the verb that goes with a noun that is an act of the same type, '' if none does."""
        table = self.vocabulary.predicates
        single = self._singular(noun)
        found = (
            table.get((act.type, "", noun)) or table.get((act.type, "", single)) or table.get((act.type, "", OTHERS))
        )
        return "" if found is None or found == NONE else found

    def _singular(self, noun: str) -> str:
        rows = self.vocabulary.frames.event_nouns.get(noun.partition(" ")[0], ())
        names = (row.row.partition(": ")[2] for row in rows if " ".join(row.words) == noun)
        return next(names, noun)

    def phrase(self, act: Act) -> list[Word]:
        """Return the noun with its article and adjectives: "a new missile attack"."""
        start, end = act.trigger
        first = start
        lowers = self.sentence.lowers
        frames = self.vocabulary.frames
        while first > 0 and start - first < MOST_MODIFIERS:
            lower = lowers[first - 1]
            hyphen = lower == "-" and first - 2 >= 0 and lowers[first - 2].isalpha()
            adjective = lower.isalpha() and not self.sentence.capitals[first - 1] and lower not in self._stops()
            readings = frames.forms.get(lower, ())
            verb = bool(readings) and not any(form.shape in DESCRIBING for form in readings)
            if not (hyphen or adjective) or verb or self.sentence.actor_at(first - 1) is not None:
                break
            first -= 1
        while first < start and (lowers[first] == "-" or self._is_verbal(lowers[first])):
            first += 1
        idle = self.vocabulary.word("act-headline-idle-modifier")
        words = [
            word._replace(text=word.lower) if word.at >= start and not word.text.isupper() else word
            for word in words_of(self.sentence, first, end)
            if word.at >= start or word.lower not in idle
        ]
        article = self._article(lowers[first - 1] if first else "", words)
        return [*put_in(article), *words]

    def _is_verbal(self, lower: str) -> bool:
        """Is a word in front of a noun rather a verb's form: "featured cordial discussions", "resuming calls"?"""
        shapes = {form.shape for form in self.vocabulary.frames.forms.get(lower, ())}
        return FormShape.GERUND in shapes or FormShape.PAST in shapes

    def _stops(self) -> frozenset[str]:
        return self.vocabulary.function_words | self.vocabulary.word("adverb") | self.vocabulary.word("pronoun-person")

    def _article(self, before: str, words: list[Word]) -> str:
        if before in self.vocabulary.word("article") and before != "the":
            return before
        if len(words) > 1 and words[0].lower.endswith(SUPERLATIVE):  # "the bloodiest fighting"
            return "the"
        last = words[-1].lower
        many = last.endswith("s") and not last.endswith("ss")
        if many or last in self.vocabulary.word("act-headline-mass-noun"):
            return ""
        return "an" if words[0].lower[:1] in VOWELS else "a"

    def with_article(self, noun: str) -> str:
        """Return "support", "a demand"."""
        article = self._article("", [Word(noun, noun)])
        return f"{article} {noun}".strip()

    def is_head(self, act: Act) -> bool:
        """Is the noun the head of its phrase, rather than "support" in "support equipment"?"""
        follower = self.sentence.lower(act.trigger[1])
        names = self.sentence.actor_at(act.trigger[1]) is not None
        plain = follower in self.vocabulary.function_words or follower in self.vocabulary.word("adverb")
        known = follower in self.vocabulary.frames.forms
        return not follower.isalpha() or plain or known or names

    def complement_end(self, act: Act) -> int:
        """Return where the phrase ends that says to whom or about what, the noun's end if there is none."""
        target, end = act.target, act.trigger[1]
        if not end <= target.start < len(self.sentence.tokens):
            return end
        goes_on = target.possessive or target.kind in {ActorKind.ADJECTIVE, ActorKind.GROUP}  # "Houthi fighters"
        return self.end_of_phrase(max(target.end, end), goes_on)

    def end_of_phrase(self, at: int, goes_on: bool = True) -> int:
        """Return where the noun phrase ends that goes on at a token."""
        lowers, word = self.sentence.lowers, self.vocabulary.word
        if at >= len(lowers):
            return at
        if not goes_on and lowers[at] not in {"'s", "-"} and not self.sentence.capitals[at]:
            return at
        frames = self.vocabulary.frames
        while at < len(lowers):
            lower = lowers[at]
            function = lower in self.vocabulary.function_words and lower != "'s"
            number = lower.isdigit() or lower in word("coordination-numeral")
            if self._joins_adjectives(at):
                at += 2
                continue
            if lower in SIGNS or function or number or lower in word("adverb"):
                break
            verb = lower in frames.forms and lower not in frames.noun_classes and not self.sentence.capitals[at]
            if verb and any(
                clause.group.start <= at < clause.group.end
                for clause in self.sentence.clauses_from(at - LONGEST_GROUP, at + 1)
            ):
                break
            at += 1
        return at

    def _joins_adjectives(self, at: int) -> bool:
        """Does a token join two adjectives in front of their noun: "economic and social development"?"""
        lowers, endings = self.sentence.lowers, self.vocabulary.adjective_endings
        if lowers[at] not in self.vocabulary.word("coordinator") or at + 2 >= len(lowers):
            return False
        noun = lowers[at + 2].isalpha() and lowers[at + 2] not in self.vocabulary.function_words
        return noun and all(
            lowers[each].endswith(endings) and not self.sentence.capitals[each] for each in (at - 1, at + 1)
        )
