"""Tests whether the verb and the subject that a clause seems to have make a clause of their own in a headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.kinds import ActorKind, ActRule, FormShape, SubjectOrigin, VerbShape

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, AnnotatedSentence, Clause
    from relcli.coder.headlines.subjects import Subject
    from relcli.coder.vocabulary.vocabulary import Vocabulary

CURRENCIES = frozenset({"$", "€", "£"})
AGENT_REACH = 12  # tokens between a passive verb and "by"
OBJECT_REACH = 4  # tokens between the beginning of an infinitive and its object
SINGLE = frozenset(
    {ActorKind.NAME, ActorKind.ADJECTIVE, ActorKind.CAPITAL, ActorKind.ORGANISATION, ActorKind.INSTITUTION}
)
"""Kinds of names that take a singular verb."""


class ClauseTests:
    """Tests the clauses of one act's sentence."""

    def __init__(self, sentence: AnnotatedSentence, act: Act, vocabulary: Vocabulary) -> None:
        """Test clauses of the sentence of an act."""
        self.sentence = sentence
        self.act = act
        self.vocabulary = vocabulary

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
