"""Doubts about a line in the act's own words: where there is one, the plain line is the better headline.

Other modules mend lines or cut them; what is found here cannot be mended by leaving out words, because the word that is
missing is none of those after the fault: the name of an office, the noun that an adjective leads to, what was promised.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from relcli.coder.kinds import ActorKind, FormShape, SubjectOrigin, VerbShape

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, Actor, AnnotatedSentence
    from relcli.coder.headlines.names import Names
    from relcli.coder.headlines.words import Word
    from relcli.coder.vocabulary.vocabulary import Vocabulary

SUPERLATIVE = "est"
POSSESSIVE = ("'s", "'", "\u2019s", "\u2019")
TAIL = " , in talks with "
"""How what is added at the end of a line begins (`TargetNamer.tail`)."""
MEETINGS = frozenset({"AGREE", "CONSULT"})
VISIT_REACH = 5  # words from the owner of a visit to where it goes
BEGINNING = 2  # words of a line among which its own subject is
LONGEST_PHRASE = 3  # words of the phrases that point outside a line
SHORTEST_TWICE = 3  # words of a subject and its verb that may stand twice
TITLE_REACH = 3  # words of an office without a name: "the new president"


class Doubts:
    """Finds what no editor would print in the lines of one act."""

    def __init__(self, sentence: AnnotatedSentence, act: Act, vocabulary: Vocabulary, names: Names) -> None:
        """Judge the lines of an act of a sentence."""
        self._sentence = sentence
        self._act = act
        self._vocabulary = vocabulary
        self._names = names
        word = vocabulary.word
        links = vocabulary.clause_links | word("relative") | word("subordinator") | {"that"}
        self._links = links - word("coordinator")

    def has(self, head: list[Word], line: list[Word]) -> bool:
        """Is there any doubt about a line that begins with a subject and a verb, its head?"""
        following = line[len(head) :]
        lowers = [part for word in line for part in word.lower.split()]
        return (
            self._points_outside(lowers)
            or self._lacks_month(lowers)
            or self._is_between_one(lowers)
            or self._has_office_alone(line)
            or self._is_title_line(head, line)
            or self._has_no_verb(head, following)
            or self._is_open_promise(head, following)
            or self._lacks_and(line)
            or self._ends_in_adjective(line)
            or self._begins_inside_title(head)
            or self._addresses(line)
            or self._visits_without_person(head)
            or self._is_unknown_name(head)
            or self._has_name_twice(head)
            or self._is_about_itself(head, following)
            or self._says_twice(head, following)
            or self._lacks_reason(lowers)
            or self._visits_itself(line)
            or self._has_own_verb_after_comma(line)
            or self._joins_infinitive_to_noun(lowers)
            or self._leaves_complement(head, line)
            or self._is_done_to_state(head)
            or self._ends_in_office(line)
            or self._lacks_verb_after_that(head, line)
        )

    def _points_outside(self, lowers: list[str]) -> bool:
        """`As follows`, `the Board`, `on record` without a superlative: do words need what is not in the line?"""
        phrases = self._vocabulary.word("act-headline-outside")
        wanted = self._vocabulary.word("act-headline-of-superlative")
        most = any(
            lower.endswith(SUPERLATIVE) or lower in self._vocabulary.word("act-headline-most") for lower in lowers
        )
        for at in range(len(lowers)):
            near = [" ".join(lowers[at : at + length]) for length in range(1, LONGEST_PHRASE + 1)]
            if any(each in phrases or (each in wanted and not most) for each in near):
                return True
        last = " ".join(lowers).partition(TAIL)[0].split()[-1]
        return last in self._vocabulary.word("act-headline-wanting-with")

    def _lacks_month(self, lowers: list[str]) -> bool:
        """`On the 28th`: is a day not said of which month?"""
        months = self._vocabulary.words.values("month")
        endings = tuple(self._vocabulary.word("act-headline-ordinal-ending"))
        for index, lower in enumerate(lowers):
            day = lower[:1].isdigit() and lower.endswith(endings)
            after = lowers[index + 1] if index + 1 < len(lowers) else ""
            open_end = not after.isalpha() or after in self._vocabulary.function_words
            if day and open_end and months.keys().isdisjoint(lowers):
                return True
        return False

    def _is_between_one(self, lowers: list[str]) -> bool:
        """`Cooperation between Mali's armies`, `to both Mali`: is only one side of "between" or "both" there?"""
        if lowers[-2:-1] == ["both"]:
            return True
        if "between" not in lowers:
            return False
        after = frozenset(lowers[lowers.index("between") + 1 :])
        word = self._vocabulary.word
        several = word("coordinator") | word("act-headline-of-several") | word("act-headline-counting")
        return after.isdisjoint(several | word("act-headline-country-noun") | word("act-headline-pair-noun"))

    def _has_office_alone(self, line: list[Word]) -> bool:
        """`The new president's programmes`: is an office without the name or the country of who holds it?"""
        words = [word for word in line if " " not in word.text]
        lowers = [word.lower for word in words]
        for at, lower in enumerate(lowers):
            if lower != "the":
                continue
            for first in range(at + 1, min(at + TITLE_REACH, len(words))):
                found = self._vocabulary.titles.longest(lowers, first)
                if found is None:
                    continue
                holder = words[found[0] - 1].lower in self._vocabulary.word("act-headline-lone-office")
                after = words[found[0]] if found[0] < len(words) else None
                named = after is not None and after.lower == "," and self._opens_name(words, found[0] + 1)
                ends = after is None or not (after.text[:1].isupper() or after.lower.isalpha())
                ends = ends or (after is not None and after.lower in self._ending())
                ends = ends or (
                    after is not None and after.lower == "for" and not self._opens_name(words, found[0] + 1)
                )
                described = first > at + 1 and words[first - 1].text[:1].isupper()  # "the German minister"
                rank = at > 1 and lowers[at - 1] == "to"  # "Secretary to the President"
                rank = rank and self._vocabulary.titles.longest(lowers[at - 2 : at - 1], 0) is not None
                if holder and ends and not (named or described or rank):
                    return True
                break
        return False

    def _ending(self) -> frozenset[str]:
        return self._vocabulary.function_words - self._vocabulary.word("act-headline-office-following")

    def _opens_name(self, words: list[Word], at: int) -> bool:
        return at < len(words) and words[at].text[:1].isupper()

    def _is_title_line(self, head: list[Word], line: list[Word]) -> bool:
        """`President and Envoy Discuss`, `Discuss Address`: is a heading's office nameless, or are its verbs two?"""
        lowers = [part for word in head for part in word.lower.split()]
        texts = [part for word in head for part in word.text.split()]
        found = self._vocabulary.titles.longest(lowers, 0)
        if found is not None and found[0] < len(lowers):
            follower = lowers[found[0]]
            if follower in self._vocabulary.word("coordinator") or texts[found[0]][:1].islower():
                return True
        return any(
            first.text[:1].isupper()
            and second.text[:1].isupper()
            and self._is_finite(first)
            and self._is_finite(second)
            for first, second in pairwise(line[1:])
        )

    def _is_finite(self, word: Word) -> bool:
        """Is a word a verb and no noun, and no part of a name?"""
        frames = self._vocabulary.frames
        known = word.at >= 0 and self._sentence.actor_at(word.at) is not None
        return not known and word.lower in frames.forms and word.lower not in frames.noun_classes

    def _has_no_verb(self, head: list[Word], following: list[Word]) -> bool:
        """`The U.S. support, including aid, for Chad`: is what stands for the verb a noun?"""
        readings = self._vocabulary.frames.forms.get(head[-1].lower, ())
        bare = bool(readings) and all(form.shape is FormShape.BASE for form in readings)
        given = len(head) > 1 and head[-2].at < 0 and head[-2].text[:1].islower()  # "voiced" of "voiced support"
        bare = bare and not given and head[-1].at >= 0
        return bare and bool(following) and following[0].lower in {",", "for"} and self._is_alone(head)

    def _is_alone(self, head: list[Word]) -> bool:
        """Is the last word of a head its only verb?"""
        before = {word.lower for word in head[:-1]}
        plural = not before.isdisjoint(self._vocabulary.word("coordinator"))
        return not plural and before.isdisjoint(self._vocabulary.auxiliaries | {"to"})

    def _is_open_promise(self, head: list[Word], following: list[Word]) -> bool:
        """`Expressed their shared determination`, `expressed readiness with Chad`: is it not said to do what?"""
        promises = self._vocabulary.word("act-headline-readiness")
        links = self._vocabulary.word("act-headline-promise-link")
        words = [*head[-1:], *following]
        return any(
            word.lower.split()[-1] in promises and (index + 1 == len(words) or words[index + 1].lower not in links)
            for index, word in enumerate(words)
        )

    def _lacks_and(self, line: list[Word]) -> bool:
        """`Agreed to review the pact, increase the exchange`: does a list of acts stop without "and"?"""
        commas = [index for index, word in enumerate(line[:-1]) if word.lower == ","]
        if not commas:
            return False
        joints, last = self._vocabulary.word("coordinator"), commas[-1]
        rest, follower = line[last + 1 :], self._sentence.lower(line[-1].at + 1) if line[-1].at >= 0 else ""
        plain = all(word.text.isalpha() and word.text.islower() for word in rest)
        plain = plain and self._vocabulary.function_words.isdisjoint(word.lower for word in rest)
        if plain and len(rest) <= SHORTEST_TWICE and (follower == "," or follower in joints):
            return True  # "trade, economic growth" of "trade, economic growth and peace"
        opened = line[last + 1]
        readings = self._vocabulary.frames.forms.get(opened.lower, ())
        bare = any(form.shape is FormShape.BASE for form in readings) and opened.text[:1].islower()
        bare = bare and opened.lower not in self._vocabulary.frames.noun_classes
        infinitive = any(word.lower == "to" for word in line[:last])
        return bare and infinitive and joints.isdisjoint(word.lower for word in line[last + 1 :])

    def _ends_in_adjective(self, line: list[Word]) -> bool:
        """`Cooperation on political and economic`, `, the steps taken`: is the end of a list cut off?"""
        last, before = line[-1].lower, line[-2].lower if len(line) > 1 else ""
        word = self._vocabulary.word
        if last in word("act-headline-bare-adjective") and before in word("coordinator"):
            return True
        if last in word("act-headline-wanting-about") and before.endswith(POSSESSIVE):  # "and Chad's concern"
            return True
        noun = last in self._vocabulary.frames.noun_classes or last in word("act-headline-ing-noun")
        if last.endswith("ing") and before in word("preposition") and not noun:  # "thanked Chad for hosting"
            return line[-1].text[:1].islower()
        commas = [index for index, each in enumerate(line[:-1]) if each.lower == "," and index > 0]
        if not commas or line[commas[-1] - 1].text.split()[-1][:1].isupper() or line[commas[-1] - 1].at < 0:
            return False
        after = [each.lower for each in line[commas[-1] + 1 :]]
        return after[0] in word("article") and word("coordinator").isdisjoint(after)

    def _begins_inside_title(self, head: list[Word]) -> bool:
        """`Asian Affairs Ana Rojas` of "Secretary for African and Asian Affairs Ana Rojas": is a title cut in two?"""
        first = head[0].at
        if first < TITLE_REACH or not self._sentence.capitalised(first):
            return False
        actor = self._sentence.actor_at(first)
        links = self._vocabulary.word("coordinator") | self._vocabulary.word("act-headline-name-link")
        joined = self._sentence.lower(first - 1) in links
        inside = actor is None or actor.start != first
        return joined and inside and self._sentence.capitalised(first - 2)

    def _addresses(self, line: list[Word]) -> bool:
        """`Thanked the United States, President Rojas`: does a line end in a name that somebody is called by?"""
        commas = [index for index, word in enumerate(line[:-1]) if word.lower == ","]
        if len(commas) != 1 or not line[commas[0] - 1].text.split()[-1][:1].isupper():
            return False
        after = line[commas[0] + 1 :]
        titled = self._vocabulary.titles.longest([word.lower for word in after], 0) is not None
        return titled and all(word.text[:1].isupper() for word in after)

    def _visits_without_person(self, head: list[Word]) -> bool:
        """`India paid a state visit`: is only a state named as the visitor?"""
        lowers = [part for word in head for part in word.lower.split()]
        visiting = self._vocabulary.word("act-headline-visiting")
        if self._act.type not in MEETINGS or visiting.isdisjoint(lowers):
            return False
        text = " ".join(lowers)
        return any(text.startswith(f"{self._names.of_code(code).lower()} ") for code in self._act.codes)

    def _is_unknown_name(self, head: list[Word]) -> bool:
        """`Patrick conveyed`: is the subject one word of a name that no office holder is known by?"""
        people = {name for actor in self._sentence.actors for name in self._people(actor.members_or_self)}
        people |= self._people((*self._act.source.members_or_self, *self._act.target.members_or_self))
        first = head[0].text
        alone = len(head) == 1 or head[1].text[:1].islower() or head[1].lower == ","
        return alone and first in people and not self._names.is_known(first)

    def _people(self, actors: tuple[Actor, ...]) -> set[str]:
        return {part for actor in actors if actor.kind is not ActorKind.NAME for part in actor.person.split()}

    def _has_name_twice(self, head: list[Word]) -> bool:
        """`Biden, Joseph R. Biden Jr. and Rojas`: does a subject name somebody twice?"""
        text = " ".join(word.text for word in head)
        names = [set(name.replace(",", " ").split()) for part in text.split(", ") for name in part.split(" and ")]
        people = self._people((*self._act.source.members_or_self, *self._act.target.members_or_self))
        return any(len(name) == 1 and name <= people and name < other for name in names for other in names)

    def _lacks_reason(self, lowers: list[str]) -> bool:
        """`Is grateful to Egypt`: is it not said what for?"""
        wanting = self._vocabulary.word("act-headline-wanting-reason")
        reasons = self._vocabulary.word("act-headline-reason-link")
        return any(lower in wanting and reasons.isdisjoint(lowers[at:]) for at, lower in enumerate(lowers))

    def _visits_itself(self, line: list[Word]) -> bool:
        """`Chad's visit to Chad`: is whose visit it is the state that is visited?"""
        text, visits = " ".join(word.text for word in line), self._vocabulary.word("act-headline-visiting")
        visits |= self._vocabulary.word("act-headline-visit-noun")
        for code in self._act.codes:
            name = self._names.of_code(code)
            _, owner, rest = text.partition(f"{name} 's ")
            if not owner:
                _, owner, rest = text.partition(f"{name}'s ")
            near = rest.split()[:VISIT_REACH]
            if owner and f"to {name}" in " ".join(near) and not visits.isdisjoint(near):
                return True
        return False

    def _leaves_complement(self, head: list[Word], line: list[Word]) -> bool:
        """`Called on Chad` of "called on Chad to open its ports": is what completes the verb cut off?"""
        wanted = {
            self._vocabulary.words.values("act-headline-completed").get(form.lemma, "")
            for form in self._vocabulary.frames.forms.get(head[-1].lower, ())
        }
        at, following = line[-1].at, {word.lower for word in line[len(head) :]}
        return at >= 0 and self._sentence.lower(at + 1) in wanted - following - {""}

    def _is_done_to_state(self, head: list[Word]) -> bool:
        """`The United States was held`: is done to a state what is done to people?"""
        done = head[-1].lower in self._vocabulary.word("act-headline-done-to-people")
        passive = any(word.lower in self._vocabulary.word("be") for word in head[:-1])
        text = " ".join(word.text for word in head).lower()
        states = (self._names.of_code(code).lower() for code in self._act.codes)
        return (
            done
            and passive
            and any(
                text.startswith((f"{state} was", f"{state} is", f"{state} has", f"{state} were")) for state in states
            )
        )

    def _lacks_verb_after_that(self, head: list[Word], line: list[Word]) -> bool:
        """`Agreed that continued tests and obstacles`: is the verb of what was said cut off?"""
        at = len(head)
        if line[at : at + 1] == [] or line[at].lower != "that" or line[-1].at < 0:
            return False
        places = {word.at for word in line[at:] if word.at >= 0}
        frames, follower = self._vocabulary.frames, self._sentence.lower(line[-1].at + 1)
        for clause in self._sentence.clauses_from(min(places), max(places) + 1):
            group = clause.group
            if group.verb not in places or group.shape is not VerbShape.FINITE:
                continue
            helped = group.modal or group.perfect or group.be_at >= 0
            clear = (
                FormShape.PARTICIPLE not in group.forms and self._sentence.lower(group.verb) not in frames.noun_classes
            )
            clear = clear and self._sentence.lower(group.end) not in self._vocabulary.word("coordinator")
            if helped or (clear and clause.subject is not None and not clause.relative):
                return False
        return bool(follower) and follower.isalpha()

    def _ends_in_office(self, line: list[Word]) -> bool:
        """`Paid tribute to President`: is the name of who holds an office missing at the end?"""
        kept = [word for word in line if word.at >= 0]
        before = kept[-2].lower if len(kept) >= SHORTEST_TWICE else ""
        if before not in self._vocabulary.word("preposition") or before == "as":
            return False
        return kept[-1].text[:1].isupper() and self._vocabulary.titles.longest([kept[-1].lower], 0) is not None

    def _joins_infinitive_to_noun(self, lowers: list[str]) -> bool:
        """`Voiced support for Chad and to renew its pact`: is an infinitive joined to what is none?"""
        joints, forms = self._vocabulary.word("coordinator"), self._vocabulary.frames.forms
        for at in range(1, len(lowers) - 2):
            verb = lowers[at + 2] in forms or lowers[at + 2].endswith("ing")
            past = lowers[at + 1] in forms and lowers[at + 1] not in self._vocabulary.frames.noun_classes
            if lowers[at] == "or" and lowers[at - 1] == "," and past:  # "blocked the road, or seized trucks"
                return True
            shapes = {form.shape for form in forms.get(lowers[at + 1], ())}
            helped = not self._vocabulary.auxiliaries.isdisjoint(lowers[:at])
            if lowers[at] in joints and shapes == {FormShape.PARTICIPLE} and not helped:  # "freed a crew, and taken"
                return True
            if lowers[at] in joints and lowers[at + 1] == "to" and verb and "to" not in lowers[:at]:
                return True
        return False

    def _has_own_verb_after_comma(self, line: list[Word]) -> bool:
        """`Sought to open its ports, Chad and Mali have agreed`: does another statement begin after a comma?"""
        places = {word.at: index for index, word in enumerate(line) if word.at >= 0}
        for clause in self._sentence.clauses_from(min(places, default=0), max(places, default=-1) + 1):
            verb, subject = places.get(clause.group.verb), clause.subject
            if verb is None or clause.relative or clause.group.shape is not VerbShape.FINITE or subject is None:
                continue
            start = places.get(subject.start)
            if start is None or clause.subject_origin is not SubjectOrigin.OWN or not BEGINNING < start < verb:
                continue
            start -= line[start - 1].lower in self._vocabulary.word("article")
            opened = any(word.lower in self._links for word in line[BEGINNING:start])
            joints = self._vocabulary.word("coordinator") | {","}
            if line[start - 1].lower in joints and not opened:
                return True
        return False

    def _is_about_itself(self, head: list[Word], following: list[Word]) -> bool:
        """`Mali thanked for help by Mali`, `Rojas praised Rojas's work`: is who acts named again as the other side?"""
        named = " ".join(word.text for word in head)
        again = " ".join(word.text for word in following)
        for code in self._act.source.codes:
            name = self._names.of_code(code)
            if named.lower().startswith(name.lower()) and f"by {name}" in again:
                return True
            own = named.lower().startswith(name.lower()) and self._act.type != "AGREE"
            if own and again.startswith(name) and self._is_owner(following):
                return True
            if again.startswith(f"that {name}"):  # "hopes that Mali will keep"
                return True
        first = self._object(following, article=True)
        own = first is not None and set(first.codes) <= set(self._act.source.codes) and bool(first.codes)
        states = {self._names.of_code(code).lower() for code in self._act.source.codes}
        if own and first is not None and (first.person or first.office) and not first.possessive:
            if any(named.lower().startswith(f"{state} ") for state in states):
                return True  # "India invited Prime Minister Modi"
        first = self._object(following)
        person = first.person if first is not None else ""
        return bool(person) and person in named and person in again

    def _is_owner(self, following: list[Word]) -> bool:
        """Is the name after the verb a possessive: "India requested India's support"?"""
        near = [word.lower for word in following[:TITLE_REACH]]
        return "'s" in near

    def _says_twice(self, head: list[Word], following: list[Word]) -> bool:
        """`Mali's plan praised Mali's plan`, `and to consult` at the end: are words there twice, or a verb too many?"""
        lead, that, _ = head[0].text.partition(" that")
        again = " ".join(word.lower for word in [*head[1:], *following])
        said = lead.lower().rpartition(" ")[0]
        if that and " " in said and again.startswith(said):
            return True
        subject = " ".join(word.lower for word in head[:-1])
        after = " ".join(word.lower for word in following)
        if len(head) > SHORTEST_TWICE and subject in after:
            return True
        last = [word.lower for word in following[-SHORTEST_TWICE:]]
        if len(last) == SHORTEST_TWICE and last[0] == last[2]:  # "the people and people"
            return True
        joint = len(last) == SHORTEST_TWICE and last[0] in self._vocabulary.word("coordinator") and last[1] == "to"
        return joint and last[2] in self._vocabulary.frames.forms

    def talks_to_own(self, heads: list[list[Word]], line: list[Word]) -> bool:
        """Is a person of the speaker's own side the object, so that "in talks with Chad" does not say who was meant?"""
        head = next((each for each in heads if line[: len(each)] == each), heads[-1])
        first = self._object(line[len(head) :])
        own = first is not None and set(self._act.source.codes) & set(first.codes)
        return bool(first and first.person and own and not first.possessive)

    def _object(self, following: list[Word], *, article: bool = False) -> Actor | None:
        """Return the actor whose name follows the verb, or its article as well."""
        word = self._vocabulary.word
        opening = word("article") | word("act-headline-honorific")
        skipped = article and bool(following) and following[0].lower in opening
        words = following[skipped : skipped + 1]
        return self._sentence.actor_at(words[0].at) if words and words[0].at >= 0 else None
