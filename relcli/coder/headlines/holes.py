"""Has a line a hole: a noun that is not there, a side of "between" that is missing, two verbs that nothing joins?"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from relcli.coder.kinds import SubjectOrigin, VerbShape

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.headlines.words import Word
    from relcli.coder.vocabulary.vocabulary import Vocabulary

NO_HOLE = -1
BEFORE_LAST = 2  # words: "and humanitarian"
TITLE_REACH = 5  # words between two titles of one person
SHORTEST_TITLE = 4  # letters
GOING = 3  # words: "on to praise"


class Holes:
    """Finds the holes in lines of one sentence."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> None:
        """Work on one sentence."""
        self.sentence = sentence
        self.vocabulary = vocabulary

    def at(self, words: list[Word]) -> int:
        """Return the index of the word before which a line has to end, -1 if it has no hole."""
        last = len(words) - 1
        if self._lacks_noun(words) or self._wants_more(words) or self._is_title_alone(words):
            return last
        if self._is_open_promise(words):
            return last
        found = self._half(words)
        return found if found != NO_HOLE else self._second_verb(words)

    def _lacks_noun(self, words: list[Word]) -> bool:
        """`The economic and humanitarian`, `and their bravely`: does the last word describe a noun that is cut off?"""
        last, before = words[-1], words[-BEFORE_LAST].lower if len(words) > 1 else ""
        word = self.vocabulary.word
        if not last.text[:1].islower():
            return False
        owned = word("article") | word("possessive-determiner")
        joint = before in word("coordinator")
        if last.lower in word("adverb") or last.lower.endswith("ly"):
            noun = last.lower in self.vocabulary.frames.noun_classes or last.lower in self.vocabulary.frames.forms
            return (before in owned or joint) and not noun
        if last.lower not in word("act-headline-bare-adjective"):
            return False
        return before in owned or (joint and self._is_determined(words))

    def _is_determined(self, words: list[Word]) -> bool:
        """Does a determiner open the phrase that a line ends in?"""
        word = self.vocabulary.word
        for each in reversed(words[:-1]):
            if each.lower in word("article") or each.lower in word("possessive-determiner"):
                return True
            if each.lower in word("preposition") or each.lower in self.vocabulary.auxiliaries:
                return False
        return False

    def _wants_more(self, words: list[Word]) -> bool:
        """`A roadmap`, `against facilities`: does the last noun not say what for, of whom or to what?"""
        last, near = words[-1].lower, [word.lower for word in words[-GOING:-1]]
        known = "the" in near and last in self.vocabulary.word("act-headline-wanting-of")  # "ensure the success"
        return known or last in self.vocabulary.word("act-headline-wanting-description")

    def _is_open_promise(self, words: list[Word]) -> bool:
        """`The commitment of the United States`, `a commitment to Kuwait`: is it not said what was promised?"""
        word = self.vocabulary.word
        for each, link in pairwise(reversed(words)):
            if each.lower in word("act-headline-promising-link"):
                return link.lower in word("act-headline-promise")
            named = each.text[:1].isupper() or each.lower in word("article") or each.lower in word("coordinator")
            if not named:
                break
        return False

    def _is_title_alone(self, words: list[Word]) -> bool:
        """`Thanked Prime Minister Trudeau and President`: is the last name missing?"""
        last, before = words[-1], words[-BEFORE_LAST].lower if len(words) > 1 else ""
        titled = last.text[:1].isupper() and bool(self.vocabulary.titles.longest([last.lower], 0))
        return titled and before in self.vocabulary.word("coordinator")

    def _half(self, words: list[Word]) -> int:
        """Return where "between senior and junior officials from Israel" begins: its list goes on after the line."""
        follower, after = (self.sentence.lower(words[-1].at + step) for step in (1, BEFORE_LAST))
        listed = follower == "," and (after == "the" or self.sentence.capitalised(words[-1].at + BEFORE_LAST))
        if words[-1].at < 0 or not (listed or follower in self.vocabulary.word("coordinator")):
            return NO_HOLE
        for index in range(len(words) - 1, 0, -1):
            if words[index].lower == "between":
                return index
            if words[index].lower in self.vocabulary.word("relative"):
                break
        return NO_HOLE

    # ---------------------------------------------------------------- verbs

    def _second_verb(self, words: list[Word]) -> int:
        """Return the index of a finite verb that nothing joins to the one before it: "is holding people is wrong"."""
        places = {word.at: index for index, word in enumerate(words) if word.at >= 0}
        first = -1
        for clause in self.sentence.clauses_from(min(places, default=0), max(places, default=-1) + 1):
            verb = places.get(clause.group.verb)
            if verb is None or clause.group.shape is not VerbShape.FINITE:
                continue
            if first >= 0 and self._is_loose(clause, words, first, verb):
                return verb
            first = verb
        return NO_HOLE

    def _is_loose(self, clause: Clause, words: list[Word], first: int, verb: int) -> bool:
        """Does a finite verb follow another without a subject of its own and without a word that joins them?"""
        if clause.relative or clause.group.be_at < 0 or clause.subject_origin is SubjectOrigin.SHARED:
            return False
        links = self.vocabulary.clause_links | self.vocabulary.word("relative") | {",", "that"}
        links |= self.vocabulary.word("subordinator")
        between = [word.lower for word in words[first + 1 : verb]]
        if any(lower in links for lower in between):
            return False
        subject = clause.subject
        own = subject is not None and any(subject.start <= word.at < subject.end for word in words[first + 1 : verb])
        return not own

    # ---------------------------------------------------------------- the line as a whole

    def is_garbled(self, head: list[Word], following: list[Word]) -> bool:
        """Is a line's verb none, its title doubled or its beginning only a way into what was said?"""
        lowers = [part for word in head for part in word.lower.split()]
        after = [word.lower for word in following]
        if lowers[-GOING:-1] == ["on", "to"]:  # "went on to praise"
            return True
        joints = self.vocabulary.word("coordinator")
        if any(first in joints and second.endswith("ly") for first, second in pairwise(lowers[-GOING:])):
            return True  # "the government of Mali and unjustly arrested"
        if lowers[-1:] == ["met"] and joints.isdisjoint(lowers) and "with" not in after:  # "Ghana met in Oslo"
            return not after or after[0] in self.vocabulary.word("preposition")
        readings = self.vocabulary.frames.forms.get(lowers[-1], ()) if lowers else ()
        if after[:1] == [","] and any(form.lemma in self.vocabulary.reporting for form in readings):
            return True  # "Muizzu noted, reflects"
        honorific = self.vocabulary.word("act-headline-honorific")
        named = {part for part in lowers if part}
        if any(first.lower in honorific and second.lower in named for first, second in pairwise(following)):
            return True  # "Ana Rojas praised Ms. Rojas"
        return self._joins_adjectives(following) or self._has_two_titles([*head, *following])

    def _joins_adjectives(self, following: list[Word]) -> bool:
        """`A rapid, coordinated and ambitious plan`: is the verb an adjective that is joined to the next one?"""
        if len(following) <= GOING or following[0].lower not in self.vocabulary.word("coordinator"):
            return False
        return following[1].lower in self.vocabulary.word("act-headline-bare-adjective")

    def _has_two_titles(self, words: list[Word]) -> bool:
        """`Secretary for Trade Secretary Rojas`: has one person the same title twice?"""
        joints = self.vocabulary.word("coordinator") | {","}
        for index, word in enumerate(words):
            if len(word.lower) < SHORTEST_TITLE or not word.text[:1].isupper():
                continue
            near = words[index + 1 : index + TITLE_REACH]
            if not any(each.lower == word.lower and each.text[:1].isupper() for each in near):
                continue
            between = [each.lower for each in near]
            between = between[: between.index(word.lower)]
            titled = bool(self.vocabulary.titles.longest([word.lower], 0))
            if titled and joints.isdisjoint(between):
                return True
        return False
