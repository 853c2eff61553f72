"""The headline of an event: a whole clause of at most 160 characters that begins with who acts.

The words of the act's own clause come first: its subject (named, if the sentence has a pronoun), its verb (made
finite, if it is none), and what follows, shortened until it fits. Where these give no whole clause, one is made from
the parties, the event's noun and its type.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from relcli.coder.headlines.alone import Alone, triggers
from relcli.coder.headlines.checks import LONGEST, NO_HOLE, Checks
from relcli.coder.headlines.clauses import DEEDS, ClauseTests
from relcli.coder.headlines.complements import Complements
from relcli.coder.headlines.names import Names
from relcli.coder.headlines.nouns import NounClauses
from relcli.coder.headlines.plain import PlainLines
from relcli.coder.headlines.predicates import Predicates
from relcli.coder.headlines.shortening import Shortener
from relcli.coder.headlines.subjects import Subject, SubjectNamer
from relcli.coder.headlines.targets import Standing, TargetNamer
from relcli.coder.headlines.words import Word, put_in, words_of, written
from relcli.coder.kinds import (
    ActRule,
    FormShape,
    Modality,
    PartyOrigin,
    ReferenceKind,
    VerbShape,
)
from relcli.english import capitalised

if TYPE_CHECKING:
    from relcli.coder.annotations import Act, AnnotatedSentence, Clause, Draft
    from relcli.coder.headlines.alone import Why
    from relcli.coder.vocabulary.vocabulary import Vocabulary

SAID = frozenset({ActRule.SAID_BY_SPEAKER, ActRule.DUTY, ActRule.ANNOUNCED_PASSIVE})
"""Rules by which an act is that of whoever says so."""
BOTH_MEANT = frozenset({ReferenceKind.WE, ReferenceKind.THEY, ReferenceKind.BOTH})
"""Pronouns that may mean both sides of an act."""
OPENING = frozenset({",", ";", ":", ".", "“", '"'})
"""Signs after which a clause may begin."""
ALONE = re.compile(r"\bwork\w* together\b")
MOST_CUTS = 2  # times that a line is cut before what does not stand alone
MOST_LOST = 8  # words of a line that may make room for whom one talked with


class HeadlineMaker:
    """Makes the headlines of one document."""

    def __init__(self, vocabulary: Vocabulary, body: str) -> None:
        """Take a compiled lexicon and the document's text."""
        self.vocabulary = vocabulary
        self.body = body
        self.names, self.checks, self.plain, self.triggers = _tools(vocabulary)

    def make(self, draft: Draft) -> str:
        """Return the headline of an act."""
        return _Line(draft, self).make()


@lru_cache(maxsize=1)
def _tools(vocabulary: Vocabulary) -> tuple[Names, Checks, PlainLines, dict[str, tuple[Why, ...]]]:
    """Return what all documents share that are read with one vocabulary."""
    names = Names(vocabulary)
    return names, Checks(vocabulary), PlainLines(vocabulary, names), triggers(vocabulary)


class _Line:
    """The headline of one act in the making."""

    def __init__(self, draft: Draft, maker: HeadlineMaker) -> None:
        vocabulary, names = maker.vocabulary, maker.names
        self.draft = draft
        self.sentence: AnnotatedSentence = draft.sentence
        self.act: Act = draft.act
        sentence = draft.sentence
        self.plain = maker.plain
        self.checks = maker.checks
        self.vocabulary = vocabulary
        self.names = names
        self.subjects = SubjectNamer(sentence, vocabulary, names, maker.body)
        self.predicates = Predicates(sentence, vocabulary)
        self.complements = Complements(sentence, vocabulary, names)
        self.nouns = NounClauses(sentence, vocabulary)
        self.shortener = Shortener(sentence, vocabulary, maker.checks)
        self.targets = TargetNamer(draft, vocabulary, names)
        alone = Alone(sentence, draft.act, vocabulary, names, maker.triggers)
        self.standing = Standing(draft, vocabulary, names, maker.checks, alone)
        self.tests = ClauseTests(sentence, draft.act, vocabulary, names)

    def make(self) -> str:
        clause, line = self.act.clause, ""
        if self.act.parties.rule is not ActRule.SECOND_LOOK:  # what is near a side is no clause of which it is part
            line = self._of_clause(clause) if clause is not None else self._of_noun()
        return line or self.plain.of_act(self.act, self.draft.sectors)

    # ---------------------------------------------------------------- from a verb

    def _of_clause(self, clause: Clause) -> str:
        """Return the clause in the sentence's own words, '' if they give no whole one."""
        act = self.act
        subject = self._subject(clause)
        if subject is None or self.tests.is_held(clause) or self.tests.is_object(clause, subject):
            return self._of_passive(clause) if clause.group.passive else ""
        if self.tests.is_noun(clause, subject):
            return self._of_noun_like_verb(clause)
        if self.tests.is_thing(subject):
            return ""
        if self.tests.is_contact_relative(clause):
            return ""
        alone = act.mutual and act.type == "COOPERATE" and not subject.several
        alone = alone and clause.group.shape is VerbShape.GERUND and not self._names_target(clause)
        if alone and not self.predicates.governors(act, clause):
            subject = self.subjects.of_parties(act.source, act.target) or subject
        verb = self.complements.without_days(self.predicates.of_act(act, clause, subject))
        if self._is_after_preposition(clause, subject) or self._lacks_be(clause):  # "its plan released in July"
            joined = any(word.lower in self.vocabulary.word("coordinator") for word in subject.words)
            verb = [*put_in(self.predicates.past_of_be(subject._replace(several=subject.several or joined))), *verb]
        end = self._before_outer_verb(clause, self.complements.end(clause.group.end))
        words = self.complements.words(act, subject, clause.group.end, end)
        words = self.targets.told(words, verb)
        words = self.predicates.agreeing(self.targets.named(words, clause, end, subject), clause, subject)
        if clause.group.shape is VerbShape.INFINITIVE and not self.predicates.governors(act, clause):
            words = self.predicates.without_joined_infinitives(words)
        if clause.group.shape is VerbShape.GERUND and not self.predicates.governors(act, clause):
            words = self.predicates.joined_gerunds(words, clause, still_open=self.predicates.is_open(act, clause))
        if self.checks.lacks_object(verb, words, passive=clause.group.passive):
            return ""
        lead = self._lead()
        if lead:
            subject = self.subjects.inside(subject)
        return self._whole_line(lead, subject, verb, words)

    def _subject(self, clause: Clause) -> Subject | None:
        rule = self.act.parties.rule
        if self.tests.is_inside_relative(clause):
            return None
        if rule is ActRule.INSIDE_THANKS or rule is ActRule.PURPOSE:
            return self.subjects.of_parties(self.act.source)
        subject, target_from = clause.subject, self.act.parties.target_from
        meant = subject is not None and subject.reference in BOTH_MEANT
        if meant and self.act.mutual and target_from.origin is PartyOrigin.OTHER_SIDE:
            return self.subjects.of_parties(self.act.source, self.act.target)
        found = self.subjects.of_clause(clause, states=self.act.modality is Modality.HISTORICAL)
        if found is not None and self.tests.is_in_adjunct(found):
            return self.subjects.of_parties(self.act.source)
        if found is None or not self.tests.lacks_members(clause, found):
            return found
        if self.act.mutual:
            return self.subjects.of_parties(self.act.source, self.act.target)
        return found._replace(replaces=True)

    def _names_target(self, clause: Clause) -> bool:
        """Is the other side named after the verb?"""
        following = self.sentence.actors_from(clause.group.end, self.complements.end(clause.group.end))
        return any(set(actor.codes) & set(self.act.target.codes) for actor in following)

    def _is_after_preposition(self, clause: Clause, subject: Subject) -> bool:
        """Does a preposition govern what looks like a subject, so that its verb is a participle?"""
        group, first, word = clause.group, subject.words[0].at, self.vocabulary.word
        if not group.is_bare or FormShape.PARTICIPLE not in group.forms or first < 1 or group.passive:
            return False
        before, follower = self.sentence.lower(first - 1), self.sentence.lower(group.end)
        governed = before in word("preposition") and before not in word("subordinator")
        if not governed or self._may_stand_bare([Word("", self.sentence.lower(group.verb))]):
            return False
        infinitive = any(
            form.shape is FormShape.BASE
            for form in self.vocabulary.frames.forms.get(self.sentence.lower(group.end + 1), ())
        )
        return not infinitive and (follower in word("preposition") or not follower.isalpha())

    def _lacks_be(self, clause: Clause) -> bool:
        """Is the verb a participle alone: has its row "be", or is what suffers its subject ("sailors detained")?"""
        group, row, act = clause.group, self.act.row.name.rpartition(": ")[2].split(), self.act
        bare = group.shape is VerbShape.FINITE and group.be_at < 0 and not group.passive and not group.modal
        done = self.sentence.lower(group.verb) in self.vocabulary.word("act-headline-done-to-people")
        suffers = act.type in DEEDS and done and self.sentence.lower(group.end) in self.vocabulary.word("preposition")
        return bare and not group.perfect and (row[:1] == ["be"] or suffers) and FormShape.PARTICIPLE in group.forms

    def _before_outer_verb(self, clause: Clause, end: int) -> int:
        """Return where a relative clause ends if its head's own verb follows: "those who signed it are ..."."""
        if not clause.relative:
            return end
        start, coordinators = clause.group.end, self.vocabulary.word("coordinator")
        lowers = self.sentence.lowers
        comma = next((at for at in range(start, end - 1) if lowers[at] == ","), end)
        if comma < end and lowers[comma + 1] in coordinators:  # no list, but the next noun: "who came, and two others"
            end = comma
        links = self.vocabulary.clause_links | self.vocabulary.word("coordinator") | {",", "that"}
        for later in self.sentence.clauses_from(clause.group.end, end):
            if links.intersection(self.sentence.lowers[clause.group.end : later.group.start]):
                break
            if later.group.shape is VerbShape.FINITE and later.subject in (None, clause.subject):
                return later.group.start
        return end

    def _of_noun_like_verb(self, clause: Clause) -> str:
        """`U.S. support for Ukraine's defence` is "The United States voiced support for Ukraine's defence"."""
        act, group = self.act, clause.group
        noun = self.sentence.lower(group.verb)
        verb, subject = self.nouns.verb_of(act, noun), self.subjects.of_parties(act.source)
        if not verb or subject is None:
            return ""
        words = self.complements.words(act, subject, group.end, self.complements.end(group.end))
        head = [*subject.words, *put_in(verb), *put_in(self.nouns.with_article(noun))]
        return self._fitted([head], words)

    def _lead(self) -> list[Word]:
        """Return "Israel said that" for what is an act because somebody says so."""
        if self.act.parties.rule not in SAID:
            return []
        verb = "warned" if self.act.type == "THREATEN" else "said"
        return put_in(f"{capitalised(self.names.of_actor(self.act.source))} {verb} that")

    def _whole_line(self, lead: list[Word], subject: Subject, verb: list[Word], words: list[Word]) -> str:
        """Return the line if it is whole, '' otherwise."""
        if not words and not self._may_stand_bare(verb):
            return ""
        text = " ".join(word.text.lower() for word in (*verb, *words))
        if ALONE.search(text) and "with" not in text and not subject.several:  # with whom?
            return ""
        first, of_person = words[0].lower if words else "", self.vocabulary.word("act-headline-of-person")
        praised = verb[-1].lower in self.vocabulary.word("act-headline-praising-verb")
        if first in self.vocabulary.word("pronoun-it") or (
            praised and first in of_person
        ):  # "praised his work": whose?
            return ""
        after = words[1].text if len(words) > 1 else ""
        object_follows = after[:1].isupper() or after.lower() in self.vocabulary.word("determiner")
        if (
            len(verb) == 1 and verb[0].at >= 0 and first.endswith("ly") and object_follows
        ):  # "condemned firmly the attack"
            verb, words = [words[0]._replace(joined=False), *verb], words[1:]
        heads = [[*lead, *named, *verb] for named in (subject.words, subject.short)]
        return self._fitted(heads, words)

    def _fitted(self, heads: list[list[Word]], words: list[Word]) -> str:
        """Return a line that fits and stands alone, cut before what points outside it; '' if there is none."""
        words = self.predicates.with_adverbs_in_front(self.subjects.references.with_its(heads[0], words, self.act))
        line = self._standing(heads, words, LONGEST)
        if not line:
            return ""
        if not self.standing.names_side(line, self.act.target) or not self.standing.names_side(line, self.act.source):
            tail = self.targets.tail(heads[0], words)
            if tail and self.standing.talks_to_own(heads, line):
                return ""
            shorter = self._standing(heads, words, LONGEST - len(written(tail))) if tail else None
            if shorter is not None and len(line) - len(shorter) <= MOST_LOST:
                line = [*shorter, *tail]
            elif not self.standing.is_clear(heads[-1], line):
                return ""
        head = next((each for each in heads if line[: len(each)] == each), heads[-1])
        if self.standing.is_doubtful(head, line):
            return ""
        joints = self.vocabulary.word("coordinator")
        pairs = zip([line[0], *line], line, strict=False)
        text = written(each for before, each in pairs if not (each.lower in joints and before.lower in joints))
        return text if self.checks.is_whole(text) else ""

    def _standing(self, heads: list[list[Word]], words: list[Word], room: int) -> list[Word] | None:
        """Return as much of a line as there is room for and as stands alone, None if that is nothing."""
        line = self.shortener.fit(heads, words, self.subjects.without_titles, room) if words else heads[0]
        named = bool(line) and self.standing.names_side(line or [], self.act.target)
        for _ in range(MOST_CUTS):
            fault = self.standing.end(line) if line else NO_HOLE
            if not line or fault == NO_HOLE:
                return line
            words = self.shortener.before(words, line[fault]) if fault >= len(heads[-1]) else []
            line = self.shortener.fit(heads, words, self.subjects.without_titles, room) if words else None
            if line is None or named > self.standing.names_side(line, self.act.target):
                return None
        return line if line and self.standing.end(line) == NO_HOLE else None

    def _may_stand_bare(self, verb: list[Word]) -> bool:
        """Is the verb one that needs no object: "Iran and Iraq met", "was arrested"?"""
        passive = self.act.clause is not None and self.act.clause.group.passive
        return passive or verb[-1].lower in self.vocabulary.word("act-headline-stative")

    def _of_passive(self, clause: Clause) -> str:
        """`Agreements were signed` is "A and B signed agreements"."""
        start = clause.left
        if clause.group.shape is VerbShape.REDUCED or clause.relative or not clause.explicit_subject:
            return ""
        thing = words_of(self.sentence, start, clause.group.start)
        commas = [index for index, word in enumerate(thing) if word.lower == ","]
        listed = any(word.lower in self.vocabulary.word("coordinator") for word in thing)
        if commas and listed:  # "the fight against piracy, smuggling and fraud was praised"
            return ""
        thing = thing[commas[-1] + 1 :] if commas else thing
        adverbs = self.vocabulary.word("adverb")
        while thing and (thing[0].lower in adverbs or thing[0].lower in self.vocabulary.word("coordinator")):
            thing = thing[1:]
        joining = self.vocabulary.function_words - self.vocabulary.word("determiner")
        before = self.sentence.lower(thing[0].at - 1) if thing else ""
        opened = not before or before in OPENING or before in joining
        if not thing or thing[0].lower in joining or not opened:
            return ""
        verbs = {other.group.verb for other in self.sentence.clauses_from(start, clause.group.start)}
        shown = thing[0].lower in self.vocabulary.word("act-headline-demonstrative")
        shown = shown or any(word.lower in self.vocabulary.word("act-headline-own") for word in thing)
        if shown or any(word.at in verbs for word in thing):
            return ""
        if thing[0].lower in self.vocabulary.word("reference-both") or not self.checks.ends_well(thing):
            return ""
        subject = Subject(thing, thing, thing[-1].lower.endswith("s"))
        verb = self.predicates.finite(clause, subject)
        end = self.complements.end(clause.group.end)
        words = self.complements.words(self.act, subject._replace(several=False), clause.group.end, end)
        head = [thing[0]._replace(text=capitalised(thing[0].text)), *thing[1:], *verb]
        if self.act.parties.source_from.origin is PartyOrigin.PAIR and "by" not in [word.lower for word in words]:
            by = self.subjects.of_parties(self.act.source, self.act.target)
            name = self.names.of_codes([*self.act.source.codes, *self.act.target.codes]) if by else ""
            first = words[0].lower if words else ""
            expected = first == "to" and verb[-1].lower in self.vocabulary.word("act-headline-expecting")
            if expected or first in self.vocabulary.word("determiner"):  # "are expected to be", "was awarded a prize"
                return ""
            head = [*head, *put_in(f"by {name}" if name else "")]
        return self._fitted([head], words)

    # ---------------------------------------------------------------- from a noun, or from the type alone

    def _parties(self) -> Subject | None:
        """Return who acts: both sides of a mutual act."""
        act = self.act
        sides = (act.source, act.target) if act.mutual else (act.source,)
        return self.subjects.of_parties(*sides)

    def _of_noun(self) -> str:
        """Return "A and B held talks on trade", "Russia carried out an attack on Kharkiv"."""
        act, verb = self.act, self.nouns.verb(self.act)
        subject = self._parties()
        if not verb or subject is None or not self.nouns.is_head(act):
            return ""
        phrase = self.nouns.phrase(act)
        if len(phrase) > 1 and phrase[0].lower == verb.lower():  # "have imposed sanctions"
            phrase = phrase[1:]
        end = act.trigger[1]
        words: list[Word] = []
        if act.mutual:
            about = max(end, act.source.end, act.target.end)
            first, topic = min(act.source.start, act.target.start), self.vocabulary.word("act-headline-topic")
            if end < first and self.sentence.lower(end) in topic and self.sentence.lower(end) != act.source.preposition:
                words = self.complements.words(act, subject, end, first)
                while words and not self.checks.ends_well(words):
                    words.pop()
            elif self.sentence.lower(about) in self.vocabulary.word("act-headline-topic"):
                words = self.complements.words(act, subject, about, self._end_of_noun(about))
        else:
            about = self.nouns.complement_end(act)
            if end <= act.source.start < act.target.start:  # "the visit of X to Y"
                end = self.nouns.end_of_phrase(act.source.end)
            words = self.complements.words(act, subject, end, about)
            words = self._up_to_next_noun(words)
            if not words:
                words = put_in(f"{self._preposition()} {self.names.of_actor(act.target)}")
        head = [*subject.words, *put_in(verb), *phrase]
        line = self._fitted([head], words) if words else ""
        return line or (self._fitted([head], []) if act.mutual else "")

    def _up_to_next_noun(self, words: list[Word]) -> list[Word]:
        """End before ", and Israel's response", "and the minister", which are no part of what the noun is about."""
        joints = self.vocabulary.word("coordinator")
        for index in range(1, len(words) - 1):
            lower, after = words[index].lower, words[index + 1].lower
            if (lower == "," and after in joints) or (lower in joints and after in self.vocabulary.word("article")):
                return words[:index]
        return words

    def _end_of_noun(self, start: int) -> int:
        """Return where what a noun is about ends: before the next verb."""
        verbs = (
            clause.group.start
            for clause in self.sentence.clauses_from(start, start + LONGEST)
            if clause.group.shape is VerbShape.FINITE
        )
        return min(next(verbs, len(self.sentence.tokens)), self.complements.end(start))

    def _preposition(self) -> str:
        """Return the preposition by which the noun of the act takes its target."""
        rows = self.vocabulary.frames.event_nouns.get(self.act.row.words[0], ())
        slots = (row.target_slots for row in rows if row.words == self.act.row.words)
        return next((slot for found in slots for slot in found), "with")
