"""Tests whether the verb and the subject that a clause seems to have make a clause of their own in a headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.kinds import ActorKind, ActRule, FormShape, SubjectOrigin, VerbShape

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, AnnotatedSentence, Clause
    from relcli.coder.headlines.names import Names
    from relcli.coder.headlines.subjects import Subject
    from relcli.coder.vocabulary.vocabulary import Vocabulary

CURRENCIES = frozenset({"$", "€", "£"})
SHORTEST_PAIR = 3  # words: "Japan-Chad", "Chad and Minister"
DEEDS = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "SANCTION"})
"""Types of acts that weapons and laws are said to do."""
SPOKEN = frozenset({"AGREE", "CONSULT", "REJECT", "REQUEST", "SUPPORT"})
"""Types of acts that are done by those who stand for a state, not by anybody of it."""
HYPHENS = frozenset({"-", "\u2013"})
AGENT_REACH = 12  # tokens between a passive verb and "by"
OBJECT_REACH = 4  # tokens between the beginning of an infinitive and its object
SINGLE = frozenset(
    {ActorKind.NAME, ActorKind.ADJECTIVE, ActorKind.CAPITAL, ActorKind.ORGANISATION, ActorKind.INSTITUTION}
)
"""Kinds of names that take a singular verb."""


class ClauseTests:
    """Tests the clauses of one act's sentence."""

    def __init__(self, sentence: AnnotatedSentence, act: Act, vocabulary: Vocabulary, names: Names) -> None:
        """Test clauses of the sentence of an act."""
        self.sentence = sentence
        self.act = act
        self.vocabulary = vocabulary
        self.names = names

    def is_held(self, clause: Clause) -> bool:
        """Is the passive's subject the noun of the act: "talks with the minister were held", not "troops were sent"?"""
        act, group = self.act, clause.group
        near = self.sentence.lowers[group.end : group.end + AGENT_REACH]
        own = act.row.name.rpartition(": ")[2].split()[0] in self.vocabulary.word("be")
        inside = act.type == "CONSULT" or (clause.subject is not None and bool(clause.subject.preposition))
        held = group.passive and "{" in act.row.name and act.parties.rule is not ActRule.REVERSED
        return held and inside and not own and "by" not in near

    def is_object(self, clause: Clause, subject: Subject) -> bool:
        """Is what looks like a subject the object of an infinitive: "a feast to welcome the minister is planned"?"""
        first = subject.words[0].at
        if clause.subject_origin is not SubjectOrigin.OWN or first < 1:
            return False
        near = self.sentence.clauses_from(max(0, first - OBJECT_REACH), first)
        return any(
            each.group.end == first
            and each.group.shape is VerbShape.INFINITIVE
            and not any(form.lemma in self.vocabulary.reporting for form in each.group.readings)
            for each in near
        )

    def is_in_adjunct(self, subject: Subject) -> bool:
        """Does a preposition govern the words of a subject up to a comma: "At the request of Mali, Niger's army"?"""
        first, word = subject.words[0].at, self.vocabulary.word
        before = self.sentence.lower(first - 1) if first > 0 else ""
        governed = before in word("preposition") and before not in word("subordinator")
        return governed and any(each.lower == "," for each in subject.words)

    def lacks_members(self, clause: Clause, subject: Subject) -> bool:
        """Does the verb show that a subject is only one of several: "... and Ecuador have agreed"?"""
        plural = self.vocabulary.words.values("act-headline-singular")
        last = subject.words[-1].lower.rpartition(" ")[2]
        first = self.sentence.lower(clause.group.start)
        finite = clause.group.shape is VerbShape.FINITE and not clause.group.modal
        single = not subject.several and not subject.replaces and not last.endswith("s")
        return finite and single and first in plural and clause.subject is not None and clause.subject.kind in SINGLE

    def is_inside_relative(self, clause: Clause) -> bool:
        """Is the object of a clause before it, as of "which Iran appreciates", or is it unclear what "which" means?"""
        actor, which = clause.subject, clause.group.start - 1
        if clause.relative and actor is not None and actor.preposition and self.sentence.lower(which - 1) == ",":
            return self.sentence.lower(which) == "which"
        before = self.sentence.lower(clause.left - 1)
        return before in self.vocabulary.word("relative") and before != "that" and not clause.relative

    def is_contact_relative(self, clause: Clause) -> bool:
        """Is the object right before the subject: "the treaty Iran had rejected in talks"?"""
        actor, sentence = clause.subject, self.sentence
        if actor is None or not 0 < clause.left <= actor.start < clause.group.start:
            return False
        at = actor.start - 1
        at -= sentence.lower(at) in self.vocabulary.word("article")
        if sentence.lower(at) == "that":
            at -= 1
        lower, follower = sentence.lower(at), sentence.lower(clause.group.end)
        noun = lower.isalpha() and not sentence.capitalised(at) and lower not in self.vocabulary.function_words
        open_end = not (follower[:1].isalnum() or follower in CURRENCIES) or follower in self.vocabulary.word(
            "preposition"
        )
        determiners = self.vocabulary.word("determiner")
        determined = (
            sentence.lower(at - 1) in determiners or sentence.lower(at - 2) in determiners
        )  # "the support Australia gave"
        plain = determined or lower not in self.vocabulary.frames.forms
        plain = plain and lower not in self.vocabulary.word("adverb")
        return noun and plain and open_end

    def is_noun(self, clause: Clause, subject: Subject) -> bool:
        """Is the verb rather a noun: "U.S. support for Ukraine"?"""
        group, actor = clause.group, clause.subject
        if not group.is_bare or FormShape.BASE not in group.forms or FormShape.PAST in group.forms or actor is None:
            return False
        follower = self.sentence.lower(group.end)
        if FormShape.THIRD in group.forms or follower in self.vocabulary.word("article"):
            return False
        single = not subject.several and actor.kind in SINGLE and not actor.reference
        return single and actor.end == group.start and follower in {",", *self.vocabulary.word("preposition")}

    # ---------------------------------------------------------------- the subject

    def is_thing(self, subject: Subject) -> bool:
        """`Russia's decision recognised`, `The Framework and Mexico agreed`: does a thing seem to act?"""
        words = [part for word in subject.words for part in word.text.split()]
        lowers = [word.lower() for word in words]
        word = self.vocabulary.word
        if subject.replaces or lowers[0] in word("preposition"):  # "Of products exported to Mali"
            return not subject.replaces
        if self._is_half_title(subject) or self._is_two_states(subject):
            return True
        described = [each for each in words[1:] if each[:1].islower()]
        if lowers[0] in word("article") and len(described) == len(words) - 1:  # "The organization"
            return True
        unnamed = self.act.type in SPOKEN and word("act-headline-group-noun").isdisjoint(lowers)
        if lowers[0] in word("article") and lowers[0] != "the" and unnamed:
            return True  # "An American citizen wants"
        states = {self.names.of_code(code).lower().removeprefix("the ") for code in self.act.codes}
        if lowers[0] in word("article") and lowers[0] != "the" and " ".join(lowers[1:]) in states:
            return True  # "A United States" of "a United States mission"
        ends = word("preposition") | {","}
        end = next((at for at in range(1, len(words)) if lowers[at] in ends), len(words))
        joints = [at for at in range(end) if lowers[at] in word("coordinator")]
        for last in (*(at - 1 for at in joints if at), end - 1):
            if words[last][:1].isupper() and lowers[last] in word("act-headline-thing-noun"):
                return True
        if not words[end - 1][:1].islower():
            return False
        own = [word for word in words[:end] if word.islower()]
        if "'s" not in lowers and sum(word.islower() for word in words[:end]) == 1:
            if lowers[end - 1] in self.vocabulary.frames.forms:  # "Chad remains committed"
                return False
        if lowers[end - 1].endswith("ed") and lowers[end - 1] not in self.vocabulary.frames.noun_classes:
            return True  # "The workers employed praised"
        nouns = word("act-headline-actor-noun") | word("act-headline-person-noun") | word("act-headline-country-noun")
        nouns |= word("act-headline-pair-noun") | word("act-headline-plural-noun")
        if not nouns.isdisjoint(own) or lowers[end - 1].endswith("man"):
            return False
        known = lowers[end - 1] in self.vocabulary.frames.noun_classes or self._is_event(lowers[end - 1])
        return self.act.type not in DEEDS or not known

    def _is_event(self, lower: str) -> bool:
        """Is a word the noun of an act, which may kill or destroy: "a rocket attack"?"""
        events = self.vocabulary.frames.event_nouns
        return lower in events or lower.removesuffix("s") in events

    def _is_half_title(self, subject: Subject) -> bool:
        """`The Ambassador of Chad and Minister has`: does a subject end in an office without a name?"""
        words, titles = subject.words, self.vocabulary.titles
        lowers, joints = [word.lower for word in words], self.vocabulary.word("coordinator")
        actor = self.sentence.actor_at(words[0].at) if words[0].at >= 0 else None
        if actor is not None and not any(member.person for member in actor.members_or_self):
            for at in range(1, len(words) - 1):  # "The Admiral and Commander of"
                office = titles.longest(lowers[at - 1 : at], 0) and titles.longest(lowers, at + 1)
                if lowers[at] in joints and office and words[at - 1].text[:1].isupper():
                    return True
        if len(words) < SHORTEST_PAIR or words[-2].lower not in self.vocabulary.word("coordinator"):
            return False
        return words[-1].text[:1].isupper() and self.vocabulary.titles.longest([words[-1].lower], 0) is not None

    def _is_two_states(self, subject: Subject) -> bool:
        """`Japan-Chad reaffirmed`: is a subject only a pair of states in front of a noun that is not there?"""
        last = self.sentence.marks.get(subject.words[-1].at)
        joined = len(subject.words) >= SHORTEST_PAIR and subject.words[-2].text in HYPHENS
        before = self.sentence.marks.get(subject.words[-SHORTEST_PAIR].at) if joined else None
        return before is not None and before.alias is not None and last is not None and last.alias is not None
