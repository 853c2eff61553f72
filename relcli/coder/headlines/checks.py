"""Does a line stand alone: not too long, a capital at its start, nothing open and no phrase broken off at its end?"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from relcli.coder.kinds import FormShape, SubjectOrigin, VerbShape

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Clause
    from relcli.coder.headlines.words import Word
    from relcli.coder.vocabulary.vocabulary import Vocabulary

LONGEST = 160
"""Characters of a headline."""
PAIRS = (("(", ")"), ("[", "]"), ("“", "”"))
OPENERS = frozenset({'"', "“", "'", "‘"})
END_SIGNS = frozenset({",", ";", ":", "-", "\u2013", "—", "--", "/", "&", "'s", "'", "(", "[", "“", "$"})
SHORTEST_PARTICIPLE = 5  # letters
LONGEST_NAME = 8  # letters; capitalised words that are longer and end as adjectives do are some ("Presidential")
NOUN_AND_PASSIVE = 4  # words: "agreement to be signed"
FEWEST_AFTER = 2  # words after "between" of which the last may be a plural: "the two countries"
NO_HOLE = -1
BEFORE_LAST = 2  # words: "and humanitarian"
TITLE_REACH = 5  # words between two titles of one person
SHORTEST_TITLE = 4  # letters
GOING = 3  # words: "on to praise"


class Checks:
    """Judges lines with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take a compiled lexicon."""
        word = vocabulary.word
        particles = word("act-headline-particle")
        self._vocabulary = vocabulary
        joining = word("preposition") | word("article") | word("possessive-determiner") | word("coordinator")
        joining |= word("subordinator") | word("relative") | word("act-headline-dangling")
        self._dangling = joining - particles - {"her"}
        self._endings = (*vocabulary.adjective_endings, *sorted(word("act-headline-adjective-ending")))
        self._noun_endings = tuple(word("act-headline-noun-ending"))
        self._indefinite = word("article") - {"the"}
        self._open_nouns = word("act-headline-bare-acronym") | word("act-headline-relative-noun")
        self._pairing = word("act-headline-pairing")
        self._choices = vocabulary.words.values("act-headline-choice")
        self._references = word("act-headline-pronoun")
        self._loose = word("preposition") | word("adverb") | particles | {""}

    def ends_well(self, words: list[Word], *, in_list: bool = False) -> bool:
        """Is no phrase broken off at the end of the words? `in_list`: what follows is a comma or a conjunction."""
        if not words:
            return False
        last = words[-1]
        small = not last.text[:1].isupper()  # "in May" is no "may"
        if last.lower in END_SIGNS or (small and last.lower in self._dangling):
            return False
        before = words[-2].lower if len(words) > 1 else ""
        if before in self._indefinite and last.lower in self._open_nouns:  # "a U.S.", "at a time"
            return False
        if in_list and self._may_describe(words):
            return False
        lowers = " ".join(word.lower for word in words).split()
        if self._shares_object(lowers):
            return False
        return not self._is_half(lowers, in_list=in_list)

    def without_dangling(self, words: list[Word]) -> list[Word]:
        """Leave out the words at the end that only lead on to what is not there: "to our economies as"."""
        end = len(words)
        while end and (words[end - 1].lower in END_SIGNS or words[end - 1].lower in self._dangling):
            end -= 1
        return words[:end]

    def _is_half(self, lowers: list[str], *, in_list: bool) -> bool:
        """`between Iran`, `both the president`: is the second of two missing?"""
        chosen = (each for each in lowers if each in self._choices)
        if any(self._choices[each] not in lowers[lowers.index(each) :] for each in chosen):  # "either in Oslo"
            return True
        for opener in self._pairing.intersection(lowers):
            after = lowers[lowers.index(opener) + 1 :]
            if "and" not in after[1:] and (len(after) < FEWEST_AFTER or in_list or not after[-1].endswith("s")):
                return opener == "between" or in_list
        return False

    def _shares_object(self, lowers: list[str]) -> bool:
        """`recognition of and support` lacks the object that both share."""
        prepositions, coordinators = self._vocabulary.word("preposition"), self._vocabulary.word("coordinator")
        for at in range(len(lowers) - 1, 1, -1):
            if lowers[at] in prepositions:
                return False
            if lowers[at] in coordinators:
                return lowers[at - 1] in prepositions
        return False

    def _may_describe(self, words: list[Word]) -> bool:
        """May the last word be an adjective whose noun is still to come, or a verb whose object is?"""
        last, before = words[-1], words[-2].lower if len(words) > 1 else ""
        if not last.text[:1].islower() and len(last.text) <= LONGEST_NAME:
            return False
        if before in self._vocabulary.word("article") and before != "the":  # "a free, open region"
            return True
        forms = self._vocabulary.frames.forms
        verb = last.lower in forms and (last.lower.endswith("ing") or before == "to")
        return verb or last.lower.endswith(self._endings)

    def is_cut_short(self, words: list[Word]) -> bool:
        """Does a line that is cut end in a verb that needs more: "in co-hosting", "the equipment associated"?"""
        last, before = words[-1].lower, words[-2].lower if len(words) > 1 else ""
        vocabulary = self._vocabulary
        if before in vocabulary.word("relative"):
            return True
        led = any(word.lower in vocabulary.word("preposition") for word in words[-NOUN_AND_PASSIVE:-1])
        if last in vocabulary.word("act-headline-wanting-noun"):  # "discussed developments" of "in the north"
            return True
        if led and last in vocabulary.word("act-headline-wanting"):  # "in response", "with a special focus"
            return True
        if self._needs_object(words) or self._is_still_to_be(words):
            return True
        if last in vocabulary.frames.noun_classes or not words[-1].text[:1].islower():
            return False
        helped = before in vocabulary.auxiliaries or before in vocabulary.word("adverb")
        gerund = last.endswith("ing") and last not in vocabulary.word("act-headline-ing-noun")
        return gerund or (last.endswith("ed") and len(last) >= SHORTEST_PARTICIPLE and not helped)

    def _is_still_to_be(self, words: list[Word]) -> bool:
        """`An agreement to be signed`, but not "is expected to be signed": when, where or by whom is missing."""
        last = [word.lower for word in words[-NOUN_AND_PASSIVE:]]
        frames = self._vocabulary.frames
        if len(last) < NOUN_AND_PASSIVE or last[1] != "to" or last[2] not in self._vocabulary.word("be"):
            return False
        governed = last[0] in frames.forms and last[0] not in frames.noun_classes
        return not governed and any(form.shape is FormShape.PARTICIPLE for form in frames.forms.get(last[3], ()))

    def _needs_object(self, words: list[Word]) -> bool:
        """Is the last word a verb whose object is not there: "agreed to discuss", "continues to grow and include"?"""
        last, before = words[-1].lower, words[-2].lower if len(words) > 1 else ""
        vocabulary = self._vocabulary
        helping = vocabulary.auxiliaries | vocabulary.word("coordinator") | vocabulary.word("adverb") | {"to"}
        if before not in helping or (before != "to" and last in vocabulary.frames.noun_classes):
            return False
        readings = vocabulary.frames.forms.get(last, ())
        shapes = {form.shape for form in readings}
        if not shapes or FormShape.PARTICIPLE in shapes or FormShape.GERUND in shapes:
            return False
        pasts = {past for form in readings for past in vocabulary.inflection.verb_forms(form.lemma).past}
        return pasts.isdisjoint(vocabulary.word("act-headline-stative"))

    def lacks_object(self, verb: list[Word], following: list[Word], *, passive: bool) -> bool:
        """Is there no object: "welcomed to the palace", or that of "do" before the subject: "the work we will do"?"""
        transitive = verb[-1].lower in self._vocabulary.word("act-headline-transitive") and not passive
        particles, needing = (
            self._vocabulary.word("act-headline-particle"),
            self._vocabulary.word("act-headline-transitive"),
        )
        if not passive and any(first.lower in needing and second.lower == "to" for first, second in pairwise(verb)):
            return True  # "are taking to restore"
        following = following[1:] if following and following[0].lower in particles else following
        if transitive and (not following or following[0].lower in self._vocabulary.word("preposition")):
            return True
        if verb[-1].lower in self._vocabulary.word("act-headline-giving-verb") and not passive:
            after = [word for word in following[1:] if word.at >= 0 and not word.text[:1].isupper()]
            opening = self._vocabulary.word("determiner") | {"that"}
            if following and following[0].lower == "to" and (not after or after[0].lower not in opening):
                return True  # "provided to Peru after the floods"
        words = [*verb, *following]
        word, lowers = self._vocabulary.word, [word.lower for word in words]
        return any(
            first == "to" and second in word("do") and third in self._loose
            for first, second, third in zip(lowers, lowers[1:], [*lowers[2:], ""], strict=False)
        )

    def lacks_content(self, head: list[Word], line: list[Word]) -> bool:
        """Does a line not say what somebody was told or encouraged to do, or is grateful for?"""
        word = self._vocabulary.word
        if line[-1].lower in word("act-headline-wanting-adjective"):
            return True
        asked = not word("act-headline-content-verb").isdisjoint(each.lower for each in head)
        return asked and word("act-headline-content-opener").isdisjoint(each.lower for each in line)

    def may_be_noun(self, word: Word) -> bool:
        """Has a word in front of "and" the look of a noun: a plural, a name, "-tion"?"""
        return word.text[:1].isupper() or word.lower.endswith(self._noun_endings)

    def is_whole(self, text: str) -> bool:
        """Is a written line whole as far as its signs show?"""
        if not text or len(text) > LONGEST or "…" in text or not text.isprintable():
            return False
        first = text[0]
        if not (first.isupper() or first.isdigit() or first in OPENERS or not first.isascii()):
            return False
        if any(text.count(opener) != text.count(closer) for opener, closer in PAIRS) or text.count('"') % 2:
            return False
        if "’" not in text[text.find("‘") + 1 :] and "‘" in text:
            return False
        words = text.split()
        last = words[-1].rstrip(".")
        if (last in self._dangling and len(words[-1]) == len(last)) or last.endswith(("'s", ",", ";", ":", "-")):
            return False
        if len(last) == 1 and last.islower():  # "at 5 p" of "at 5 p.m."
            return False
        return words[0].lower() not in self._references and len(words) > 1


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
        named = words[-1].at + BEFORE_LAST + (after == "the")
        goes_on = follower == "," or follower in self.vocabulary.word("coordinator")
        if words[-1].at < 0 or not goes_on or not self.sentence.capitalised(named):
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
        shared = clause.subject_origin is SubjectOrigin.SHARED and self._is_joined(clause.group.start)
        be = clause.group.be_at >= 0 or self.sentence.lower(clause.group.verb) in self.vocabulary.word("be")
        if clause.relative or not be or shared:
            return False
        links = self.vocabulary.clause_links | self.vocabulary.word("relative") | {",", "that"}
        links |= self.vocabulary.word("subordinator")
        between = [word.lower for word in words[first + 1 : verb]]
        if any(lower in links for lower in between):
            return False
        subject = clause.subject
        own = subject is not None and any(subject.start <= word.at < subject.end for word in words[first + 1 : verb])
        return not own

    def _is_joined(self, start: int) -> bool:
        """Does "and" or a comma stand before a verb, past its adverbs?"""
        adverbs = self.vocabulary.word("adverb")
        while start > 1 and (
            self.sentence.lower(start - 1) in adverbs or self.sentence.lower(start - 1).endswith("ly")
        ):
            start -= 1
        return self.sentence.lower(start - 1) in self.vocabulary.word("coordinator") | {","}

    # ---------------------------------------------------------------- the line as a whole

    def is_garbled(self, head: list[Word], following: list[Word]) -> bool:
        """Is a line's verb none, its title doubled or its beginning only a way into what was said?"""
        lowers = [part for word in head for part in word.lower.split()]
        after = [word.lower for word in following]
        if " ".join(lowers[-GOING:-1]) in self.vocabulary.word("act-headline-leading-on"):  # "went on to praise"
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
        return self._joins_adjectives(following) or self._has_two_titles(head) or self._has_two_titles(following)

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
