"""Does a line stand alone: does it name what it speaks of, or point at something that only its document names?"""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from relcli.coder.headlines.words import parts_of, stem_of, words_in

if TYPE_CHECKING:
    from collections.abc import Collection

    from relcli.coder.annotations import Act, Actor, AnnotatedSentence
    from relcli.coder.headlines.names import Names
    from relcli.coder.headlines.words import Part, Word
    from relcli.coder.vocabulary.vocabulary import Vocabulary

BOTH = 2  # parties that "the two countries" may mean
REACH = 4  # words from "the" to the noun that it points at
LONGEST_PAIR = 10  # words between "both" and "and"
LONGEST_NAME = 3  # words from "the president" to a name that says which
THREE = 3
DESCRIPTION = 6  # words from "and" to the "of" that says of whom two nouns are
MOST_INSIDE = 5  # words from "the" to the noun of a phrase that says nothing
SHORTEST_STEM = 4  # letters of a noun whose forms are compared


class Why(StrEnum):
    """Why a line does not stand alone."""

    SPEAKER = "the words of a speaker"
    DEMONSTRATIVE = "a demonstrative"
    SEVERAL = "a pronoun for several"
    PERSON = "a pronoun for a person"
    THING = "a pronoun for a thing"
    PAIR = "two who are not named"
    OFFICE = "an office whose holder or state is not named"
    KNOWN = "a thing of which it is not said which"
    HERE = "a place that is not named"
    OWN = "a relation of one side with nobody"
    THREE = "three of whom fewer are named"


class Fault(NamedTuple):
    """The index of the word at which a line does not stand alone, and why."""

    at: int
    why: Why


def triggers(vocabulary: Vocabulary) -> dict[str, tuple[Why, ...]]:
    """Return the words that may be faults, each with the faults it may be."""
    word = vocabulary.word
    classes = {
        Why.SPEAKER: word("act-headline-spoken"),
        Why.DEMONSTRATIVE: word("act-headline-demonstrative"),
        Why.SEVERAL: word("act-headline-of-several"),
        Why.PERSON: word("act-headline-of-person"),
        Why.THING: word("pronoun-it"),
        Why.PAIR: word("act-headline-counting"),
        Why.OFFICE: frozenset({"the"}),
        Why.KNOWN: frozenset({"the"}),
        Why.HERE: word("act-headline-here"),
        Why.OWN: word("act-headline-own-relation"),
        Why.THREE: word("act-headline-of-three"),
    }
    found: dict[str, tuple[Why, ...]] = {}
    for why, words in classes.items():
        for each in words:
            found[each] = (*found.get(each, ()), why)
    return found


class Alone:
    """Judges the lines of one act."""

    def __init__(
        self,
        sentence: AnnotatedSentence,
        act: Act,
        vocabulary: Vocabulary,
        names: Names,
        triggering: dict[str, tuple[Why, ...]],
    ) -> None:
        """Judge the lines of an act of a sentence; `triggering` is what `triggers` returns."""
        self._triggering = triggering
        self.sentence = sentence
        self.act = act
        self.vocabulary = vocabulary
        self.names = names
        self._judges = {
            Why.SPEAKER: self._is_spoken,
            Why.DEMONSTRATIVE: self._is_demonstrative,
            Why.SEVERAL: self._is_loose_plural,
            Why.PERSON: self._is_loose_person,
            Why.THING: self._is_loose_thing,
            Why.PAIR: self._is_pair,
            Why.OFFICE: self._is_office,
            Why.KNOWN: self._is_known_thing,
            Why.HERE: self._is_here,
            Why.OWN: self._is_relation_of_one,
            Why.THREE: self._are_not_three,
        }

    def fault(self, words: list[Word]) -> Fault | None:
        """Return the first fault of a line, None if it stands alone."""
        parts = parts_of(words)
        for at, part in enumerate(parts):
            for why in self._triggering.get(part.lower, ()):
                if self._judges[why](parts, at):
                    return Fault(part.place, why)
        return None

    def _people(self, parts: list[Part]) -> set[str]:
        """Return the words of the names of both parties' people and of those that a line speaks of."""
        sides = (*self.act.source.members_or_self, *self.act.target.members_or_self)
        members = [*sides, *(member for part in parts for member in self._members_at(part.word))]
        return {name.lower() for member in members for name in member.person.split()}

    def _members_at(self, word: Word) -> tuple[Actor, ...]:
        actor = self.sentence.actor_at(word.at) if word.at >= 0 else None
        return actor.members_or_self if actor is not None else ()

    # ---------------------------------------------------------------- who is named

    def names_side(self, words: list[Word], side: Actor) -> bool:
        """Do words name a state or a person of one side?"""
        return bool(set(side.codes) & self.named(words))

    def named(self, words: Collection[Word], *, people: bool = True) -> set[str]:
        """Return the codes of those whom words name; not `people`: by the names of states and organisations alone."""
        codes: set[str] = set()
        for word in words:
            if word.at < 0 or not word.text[:1].isupper():
                continue
            mark = self.sentence.marks.get(word.at)
            if mark is not None and mark.alias is not None:
                codes.add(mark.alias.code)
            for member in self._members_at(word) if people else ():
                if member.person and not member.reference and member.end - 1 == word.at:
                    codes.update(member.codes)
        text = " ".join(word.text for word in words if word.at < 0 or " " in word.text or "'" in word.text)
        for side in (self.act.source, self.act.target):
            codes.update(code for code in side.codes if self.names.of_code(code).lower() in text.lower())
            for member in side.members_or_self:
                person = self.names.of_person(member.person) if people else ""
                if person and person in text:
                    codes.update(member.codes)
        return codes

    def _named_before(self, parts: list[Part], at: int) -> set[str]:
        return self.named(words_in(parts[:at]))

    # ---------------------------------------------------------------- what points outside the line

    def _is_spoken(self, parts: list[Part], at: int) -> bool:
        """`I`, `our`, `you`: the words of a speaker."""
        text = parts[at].text
        inside_name = text[:1].isupper() and at > 0 and parts[at - 1].text[:1].isupper()
        return not (text.isupper() and len(text) > 1) and not inside_name

    def _is_demonstrative(self, parts: list[Part], at: int) -> bool:
        """`This conflict`, `those efforts`, `in that regard`, `such steps`: is their noun not in the line before?"""
        lower, word = parts[at].lower, self.vocabulary.word
        after = [part.lower for part in parts[at + 1 : at + REACH]]
        follower = after[0] if after else ""
        if lower == "that":
            pointing = word("act-headline-pointing-noun") | word("act-headline-relation-noun")
            if follower in pointing or follower in word("act-headline-conflict-noun"):
                return len(after) < BOTH or after[1] not in self.vocabulary.auxiliaries
            ends = (len(after) < BOTH or after[1] == ",") and parts[at + 1 : at + BOTH] != []
            if ends and parts[at + 1].text.islower() and follower not in self.vocabulary.frames.forms:
                return follower not in self.vocabulary.function_words  # "to achieve that vision"
            governed = at > 0 and parts[at - 1].lower in word("act-headline-that-preposition")
            return governed and follower.isalpha() and follower not in self.vocabulary.function_words
        if lower == "such" and follower == "as":
            return False
        if lower == "those":
            described = follower in word("relative") or follower in word("preposition")
            if described or follower.endswith(tuple(word("act-headline-verbal-ending"))):
                return False
        values = self.vocabulary.words.values
        if follower in word("act-headline-day-noun"):  # "observe this day"
            return True
        if follower in values("unit") or follower in values("season") or follower in word("act-headline-part-of-day"):
            return False
        return not self._is_known(after, parts[:at])

    def _is_known(self, nouns: list[str], before: list[Part]) -> bool:
        """Is one of the nouns in the line before?"""
        stems = {stem_of(part.lower) for part in before}
        return any(len(noun) >= SHORTEST_STEM and stem_of(noun) in stems for noun in nouns)

    def _is_loose_plural(self, parts: list[Part], at: int) -> bool:
        """`Their release`, `helped them`: are there no several before whom it may mean?"""
        return not self._has_several(parts[:at]) and not (self.act.mutual and self._are_two_before(parts, at))

    def _are_two_before(self, parts: list[Part], at: int) -> bool:
        return len(self._named_before(parts, at)) >= BOTH

    def _has_several(self, before: list[Part]) -> bool:
        word = self.vocabulary.word
        titles = {part.lower for part in before if self.vocabulary.titles.longest([part.lower], 0)}
        if len(titles) >= BOTH:
            return True
        people = self._people(before)
        for index, part in enumerate(before):
            if part.lower in word("coordinator") and index + 1 < len(before):
                return True
            plural = part.lower.endswith("s") and not part.lower.endswith(tuple(word("act-headline-no-plural")))
            verb = part.lower in self.vocabulary.frames.forms and part.lower not in self.vocabulary.frames.noun_classes
            if plural and not verb and not self._is_single_name(part, people):
                return True
            if part.lower in word("act-headline-plural-noun"):
                return True
        return False

    def _is_single_name(self, part: Part, people: set[str]) -> bool:
        capital = part.text[:1].isupper()
        return capital and (part.lower in self.vocabulary.word("act-headline-article-word") or part.lower in people)

    def _is_loose_person(self, parts: list[Part], at: int) -> bool:
        """`His visit` in a line without a person before it."""
        follower = parts[at + 1].lower if at + 1 < len(parts) else ""
        if follower in self.vocabulary.word("act-headline-honorific"):  # "His Excellency Andrew Patrick"
            return False
        before = parts[:at]
        if parts[at].lower == "him" and len(self._named_before(parts, at)) < BOTH:  # not "himself"
            return True
        people, nouns = self._people(before), self.vocabulary.word("act-headline-person-noun")
        titled = any(self.vocabulary.titles.longest([part.lower], 0) for part in before)
        return not titled and not any(part.lower in people or part.lower in nouns for part in before)

    def _is_loose_thing(self, parts: list[Part], at: int) -> bool:
        """`It` in a line whose subject is no state and that has no thing before it."""
        before = parts[:at]
        things = [part for part in before if part.lower in self.vocabulary.word("article")]
        return not things and not self._named_before(parts, at)

    def _is_pair(self, parts: list[Part], at: int) -> bool:
        """`The two countries`, `both sides`: are the two not named before?"""
        lower, word = parts[at].lower, self.vocabulary.word
        follower = parts[at + 1].lower if at + 1 < len(parts) else ""
        if lower == "both":
            after = [part.lower for part in parts[at + 1 : at + LONGEST_PAIR]]
            if "and" in after:
                return False
            if follower not in word("act-headline-pair-noun"):  # "both sets of issues"
                return not follower or follower.endswith("s")
        elif at == 0 or parts[at - 1].lower not in word("act-headline-of-known"):
            return False
        described = parts[at + 2].lower if at + BOTH < len(parts) else ""
        if lower != "both" and follower not in word("act-headline-pair-noun"):
            return False
        return described != "of" and not self._are_two_before(parts, at)

    def _is_office(self, parts: list[Part], at: int) -> bool:
        """`The Prime Minister`, `the government`: is it not said whose?"""
        word = self.vocabulary.word
        before = [part.lower for part in parts[max(0, at - BOTH) : at]]
        if len(before) == BOTH and before[1] in word("act-headline-office-link"):
            if self.vocabulary.titles.longest(before, 0):  # "Secretary to the President"
                return False
        found = self.vocabulary.titles.longest([part.lower for part in parts], at + 1) if at + 1 < len(parts) else None
        if found is None:
            return False
        end, first = found[0], self.sentence.marks.get(parts[at + 1].word.at)
        if first is not None and first.alias is not None:  # "the State Department" is an institution by name
            return False
        after = parts[end : end + LONGEST_NAME]
        follower = after[0] if after else None
        if follower is not None and follower.lower in word("act-headline-office-link"):
            second = after[1] if len(after) > 1 else follower
            return follower.lower != "of" and not second.text[:1].isupper() and second.lower != "the"
        if follower is not None and follower.text[:1].isupper():
            return False
        if follower is not None and follower.lower not in self.vocabulary.function_words and follower.lower.isalpha():
            verb = follower.lower in self.vocabulary.frames.forms
            if not verb:
                return False  # "the government forces of"
        return self._is_unsaid_whose(parts, at, end)

    def _is_unsaid_whose(self, parts: list[Part], at: int, end: int) -> bool:
        place = parts[at + 1].word.at
        actor = self.sentence.actor_at(place) if place >= 0 else None
        outside = [*parts[:at], *parts[end:]]
        named = self.named(words_in([part for part in outside if part.word.at >= 0]), people=False)
        members = actor.members_or_self if actor is not None else ()
        meant = next((member for member in members if member.start <= place < member.end), actor)
        if meant is not None and meant.codes:
            return not set(meant.codes) & named
        return not named

    def _is_known_thing(self, parts: list[Part], at: int) -> bool:
        """`The move`, `the agreement`: is it not said which?"""
        word = self.vocabulary.word
        relation, place = word("act-headline-relation-noun"), word("act-headline-place-noun")
        pointing, area = word("act-headline-pointing-noun") | place, word("act-headline-area-noun")
        vague = word("act-headline-vague-modifier")
        for step, part in enumerate(parts[at + 1 : at + REACH], 1):
            opens = at == 0 and step == 1  # "The Agreement has been"
            alone = step == 1 and part.lower in pointing  # "the Agreement", but not "the Agreement Concerning"
            alone = alone and not any(each.text[:1].isupper() for each in parts[at + BOTH : at + BOTH + 1])
            if (
                (part.text[:1].isupper() and not opens and not alone)
                or not part.lower.isalpha()
                or part.lower in self.vocabulary.function_words
            ):
                return False
            if part.lower in area:
                return not self._is_known_area(parts, at, at + step + 1)
            if part.lower in pointing or part.lower in relation:
                if self._says_which(parts[at + step + 1 : at + step + REACH]):
                    return False
                if part.lower in relation and len(self.named(words_in(parts))) >= BOTH:
                    return False
                if part.lower in place and self._has_place(parts[:at]):
                    return False
                others = set(self.act.source.codes)
                if part.lower in word("act-headline-conflict-noun") and self._named_before(parts, at) - others:
                    return False
                return not self._is_known([part.lower], parts[:at])
            if part.lower not in vague:
                return self._ends_unsaid(parts, at)
        return False

    def _ends_unsaid(self, parts: list[Part], at: int) -> bool:
        """`The corridor`, `the necessary support to Chad`: does a phrase end with its noun, without saying which?"""
        word, end = self.vocabulary.word, at + 1
        function = self.vocabulary.function_words
        while end < len(parts) and parts[end].lower.isalpha():
            joined = parts[end].lower in word("coordinator") and self._is_adjective(parts[end - 1].lower)
            if parts[end].text[:1].isupper():
                return False
            if parts[end].lower in function and not joined:
                break
            end += 1
        inside = [part.lower for part in parts[at + 1 : end]]
        follower = parts[end].lower if end < len(parts) else ""
        after = [part.lower for part in parts[end : end + DESCRIPTION]]
        if not word("act-headline-wanting-purpose").isdisjoint(inside):  # "the necessary support"
            purpose = follower == "to" and end + 1 < len(parts) and parts[end + 1].text[:1].islower()
            return follower != "for" and not purpose
        if not inside or len(inside) > MOST_INSIDE or self._says_by_itself(inside):
            return False
        listed = follower == "," and not (len(after) > 1 and after[1] in word("preposition"))
        shared = follower in word("coordinator") and not word("act-headline-describing").isdisjoint(after)
        if listed or shared:
            return False  # "the needs and hopes of", "the social, cultural and economic ties"
        ends = not follower or follower in word("act-headline-no-description")
        if not ends or self._is_named_place(parts[end:]) or self._is_known([inside[-1]], parts[:at]):
            return False
        relation = inside[-1] in word("act-headline-relation-noun")
        return not (relation and len(self.named(words_in(parts))) >= BOTH)

    def _is_named_place(self, after: list[Part]) -> bool:
        """`By Hamas`, `at a market in Lyon`: does a preposition lead to a name?"""
        follower = after[0].lower if after else ""
        return follower in self.vocabulary.word("act-headline-agent-preposition") and any(
            part.text[:1].isupper() for part in after[1:REACH]
        )

    def _says_by_itself(self, inside: list[str]) -> bool:
        """Is a noun known to everybody ("the world", "the private sector"), or described by another noun?"""
        word = self.vocabulary.word
        if inside[-1] in word("act-headline-unique-noun") or inside[-1] in self.vocabulary.words.values("unit"):
            return True
        if inside[-1].endswith(tuple(word("act-headline-verbal-ending"))) or inside[-1].endswith("ly"):
            return True  # "the hardships faced by"
        if not word("act-headline-unique-modifier").isdisjoint(inside[:-1]):
            return True
        if inside[-1] in word("act-headline-pointing-noun"):
            return False  # "the horrific terrorist attacks"
        if not stem_of(inside[-1]).endswith(tuple(word("act-headline-abstract-ending"))):
            return True  # "the coup", "the border"
        return not all(self._is_adjective(lower) or lower in word("coordinator") for lower in inside[:-1])

    def _is_adjective(self, lower: str) -> bool:
        word = self.vocabulary.word
        known = word("act-headline-vague-modifier") | word("act-headline-bare-adjective")
        noun = lower in self.vocabulary.frames.noun_classes
        endings = (*self.vocabulary.adjective_endings, *word("act-headline-adjective-ending"))
        return lower in known or (lower.endswith(endings) and not noun)

    def _are_not_three(self, parts: list[Part], at: int) -> bool:
        """`Their trilateral ties`: are fewer than three named?"""
        lowers, sides = {part.lower for part in parts}, (self.act.source, self.act.target)
        people = [member for side in sides for member in side.members_or_self if member.person]
        led = {code for member in people if member.person.lower().split()[-1] in lowers for code in member.codes[:1]}
        return at >= 0 and len(self.named(words_in(parts)) | led) < THREE

    def _is_known_area(self, parts: list[Part], at: int, after: int) -> bool:
        """`The country's poor`, `the region`: does the line say which country, which region?"""
        said = after < len(parts) and parts[after].lower in self.vocabulary.word("act-headline-owning")
        country = parts[after - 1].lower in self.vocabulary.word("act-headline-country-noun")
        before = self._named_before(parts, at)
        inside = at > 0 and parts[at - 1].lower == "in" and bool(before & set(self.act.source.codes))
        target = country and bool(before & set(self.act.target.codes)) and not inside  # "in the country": in which?
        return said or target or self._has_place(parts[:at])

    def _is_relation_of_one(self, parts: list[Part], at: int) -> bool:
        """`Its relationship`, `their partnership`: is only one named, and not with whom, or nobody whose it is?"""
        relation, before = self.vocabulary.word("act-headline-relation-noun"), parts[:at]
        if parts[at].lower == "its" and not any(part.lower in self.vocabulary.word("article") for part in before):
            if not self.named(words_in(before), people=False):  # "Sheikh Abdullah strengthened its ties"
                return True
        for step, part in enumerate(parts[at + 1 : at + REACH], 1):
            if part.lower in relation:
                return not self._says_which(parts[at + step + 1 : at + step + REACH]) and not self._are_two(parts)
            if part.lower in self.vocabulary.function_words:
                break
        return False

    def _are_two(self, parts: list[Part]) -> bool:
        """Do two separate words of a line name states: not "Indian-Americans" alone?"""
        apart = [part for part in parts if "-" not in part.text]
        joined = {part.place for part in parts if part.text == "-"}
        beside = {place + step for place in joined for step in (-1, 1)}
        return len(self.named(words_in([part for part in apart if part.place not in beside]))) >= BOTH

    def _says_which(self, after: list[Part]) -> bool:
        """Do the words after a noun begin what says which it is: "of", "between", "in Gaza", "signed"?"""
        word, follower = self.vocabulary.word, after[0] if after else None
        if self._is_named_place(after):
            return True
        if follower is not None and follower.lower in word("coordinator"):  # "the aims and means of"
            shared = not word("act-headline-describing").isdisjoint(part.lower for part in after[2:])
            return shared and after[1].lower not in word("determiner")
        if follower is None or follower.lower in word("act-headline-no-description"):
            return False
        if len(after) > 1 and follower.lower == "to" and after[1].lower in word("act-headline-day-noun"):  # "to date"
            return False
        if follower.lower == "in":  # "in Gaza", not "in the shortest time"
            return any(part.text[:1].isupper() for part in after[1:])
        described = follower.lower in word("preposition") or follower.lower in word("relative")
        return described or (follower.lower.isalpha() and follower.lower not in self.vocabulary.function_words)

    def _is_here(self, parts: list[Part], at: int) -> bool:
        """`Here`, and `there` where it is no "there is"."""
        follower = parts[at + 1].lower if at + 1 < len(parts) else ""
        if parts[at].lower == "there" and self._has_place(parts[:at]):
            return False
        return follower not in self.vocabulary.auxiliaries

    def _has_place(self, before: list[Part]) -> bool:
        placing = self.vocabulary.word("preposition")
        return any(first.lower in placing and second.text[:1].isupper() for first, second in pairwise(before))
