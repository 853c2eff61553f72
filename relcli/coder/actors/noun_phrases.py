"""From marks to actors: countries with their titles, bodies and people put together.

"Pakistani Prime Minister Shehbaz Sharif", "Prime Minister of the Russian Federation, Mikhail Mishustin",
"Iran's parliament", "Iraqi warplanes", "the Government of Japan" are one actor each, whoever is named in them and
listed or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.actors.names import take_name
from relcli.coder.actors.people import People
from relcli.coder.actors.references import COUNTERPART, REFERENCE_WORDS, find_reference, find_region
from relcli.coder.actors.titles import Titles
from relcli.coder.annotations import Actor
from relcli.coder.memory import KnownPerson

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence, Mark
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.vocabulary import Vocabulary


def find_actors(sentence: AnnotatedSentence, vocabulary: Vocabulary, memory: Memory, body: str) -> list[Actor]:
    """Return the actors of a sentence in order and remember the people named in it."""
    return _Assembler(sentence, vocabulary, memory, body).run()


class _Assembler:
    """Reads one sentence from left to right; every method tries one construction at a token."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary, memory: Memory, body: str) -> None:
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.memory = memory
        self.body = body
        self.marks = sentence.marks
        self.titles = Titles(sentence, vocabulary)
        self.people = People(sentence, vocabulary, memory, body)

    def run(self) -> list[Actor]:
        actors: list[Actor] = []
        at = 0
        sentence, marks = self.sentence, self.marks
        while at < len(sentence.tokens):
            if not (sentence.capitals[at] or at in marks or sentence.lowers[at] in REFERENCE_WORDS):
                at += 1
                continue
            actor = self._actor_at(at)
            if actor is None:
                mark = self.marks.get(at)
                if mark and not (mark.alias or mark.title or mark.holder):
                    self.sentence.stopped.update(range(mark.start, mark.end))
                at = mark.end if mark else at + 1
                continue
            actors.append(actor)
            at = max(actor.end, at + 1)
        for actor in actors:
            actor.possessive = self.sentence.lower(actor.end) in {"'s", "'"}
            if actor.codes and actor.office and actor.kind == "person":
                self.memory.offices[actor.office] = KnownPerson(actor.person, actor.codes, actor.level, actor.office)
        return actors

    def _actor_at(self, at: int) -> Actor | None:
        mark = self.marks.get(at)
        if mark is None:
            region = find_region(self.sentence, at, self.vocabulary, self.memory)
            return region or self._unlisted(at) or find_reference(self.sentence, at, self.vocabulary)
        if mark.alias:
            return self._country_phrase(at, mark)
        if mark.title:
            return find_reference(self.sentence, at, self.vocabulary) or self._title_phrase(at, mark)
        return self._person_phrase(at, mark) if mark.holder else None

    # ---------------------------------------------------------------- a country first

    def _country_phrase(self, at: int, mark: Mark) -> Actor:
        alias = mark.alias
        assert alias is not None
        actor = Actor(at, mark.end, (alias.code,), alias.kind, found=f"{alias.kind} {alias.text}")
        behind = mark.end + (self.sentence.lower(mark.end) in {"'s", "'"})
        title_at = self.titles.title_behind(behind)
        if self.sentence.lower(behind) in COUNTERPART:
            return self._counterpart_of(actor, behind)
        if title_at is None or alias.kind == "city":
            return actor
        title = self.marks[title_at].title
        assert title is not None
        if behind > mark.end and title.kind == "body" and title.text in {"people", "side"}:
            return actor
        return self._titled(actor, title_at)

    def _counterpart_of(self, actor: Actor, at: int) -> Actor:
        """His Jordanian counterpart, Omar al-Razzaz: whoever it is holds the office of the person named before."""
        before = self.memory.last_person
        actor.kind, actor.end = "person", at + 1
        actor.level = before.level if before else ""
        self.people.take_person(actor)
        return actor

    def _titled(self, actor: Actor, title_at: int) -> Actor:
        """Extend an actor whose country is known over its title and the name behind it."""
        title = self.marks[title_at].title
        assert title is not None
        end = self.titles.end_of_title(title_at)
        end = self.titles.past_seat(end) if title.level == "envoy" else end
        actor.kind, actor.level, actor.office, actor.end = title.kind, title.level, title.office, end
        if title.kind == "person" and not title.plural:
            actor.kind = "person"
            self.people.take_person(actor)
        elif title.kind == "person":
            actor.kind = "person"
        return actor

    def _person_phrase(self, at: int, mark: Mark) -> Actor:
        holder = mark.holder
        assert holder is not None
        known = self.memory.people.get(self.sentence.lower(mark.end - 1))
        name = take_name(self.sentence, at, self.marks, self.vocabulary)
        end = name[1] if name else mark.end
        actor = Actor(at, end, (holder.code,), "person", level=holder.level, office=holder.office, found="person")
        actor.person = self.sentence.text(at, end, self.body)
        if known and known.codes and end - at == 1:
            actor.codes, actor.level, actor.person = known.codes, known.level or actor.level, known.name
        else:
            self.people.remember(actor, at, end)
        self._past_apposition(actor)
        return actor

    def _past_apposition(self, actor: Actor) -> None:
        """Take in "of Armenia" and ", Pakistan's foreign minister," behind a name; a country named there decides."""
        sentence = self.sentence
        if sentence.lower(actor.end) in {"of", "from"}:
            after = actor.end + 1 + (sentence.lower(actor.end + 1) == "the")
            mark = self.marks.get(after)
            if mark and mark.alias and mark.alias.kind in {"name", "organisation"}:
                actor.codes, actor.end = (mark.alias.code,), mark.end
                self.people.correct(actor)
                return
        if sentence.lower(actor.end) != ",":
            return
        at = actor.end + 1 + (sentence.lower(actor.end + 1) in {"the", "a", "an"})
        mark = self.marks.get(at)
        inner = None
        if mark and mark.alias:
            inner = self._country_phrase(at, mark)
        elif mark and mark.title:
            inner = self._title_phrase(at, mark)
        if inner and inner.kind in {"person", "reference"} and not inner.person and inner.office:
            actor.codes = inner.codes or actor.codes
            actor.level = inner.level or actor.level
            actor.end = inner.end + (sentence.lower(inner.end) == ",")
            self.people.correct(actor)

    # ---------------------------------------------------------------- a title first

    def _title_phrase(self, at: int, mark: Mark) -> Actor | None:
        title = mark.title
        assert title is not None
        end = self.titles.end_of_title(at)
        if title.text in self.vocabulary.word("adjective-title") and self.titles.modifies(end):
            return None
        actor = Actor(at, end, (), title.kind, level=title.level, office=title.office, found=f"title {title.text}")
        self.titles.take_country(actor, title.level == "envoy")
        if not actor.codes and self.sentence.lower(at - 1) == "its":
            actor.kind, actor.reference, actor.found = "reference", "it", f"its {title.text}"
            return actor
        if title.kind == "body":
            return actor if actor.codes else self._home_body(actor)
        if not title.plural:
            self.people.take_person(actor)
            if actor.person:
                return self._named(actor)
        if not actor.codes:
            actor.kind, actor.reference = "reference", "title-plural" if title.plural else "title"
        return actor

    def _home_body(self, actor: Actor) -> Actor | None:
        """Return "our government", "my administration" as a reference to whose government speaks."""
        if self.sentence.lower(actor.start - 1) in {"our", "my"} and self.memory.home:
            actor.codes, actor.found = self.memory.home, "the publishing government's body"
            return actor
        if self.memory.topic and self.sentence.lowers[actor.start : actor.end] == ["regime"]:
            actor.codes, actor.found = (self.memory.topic,), "the country of the statement"
            return actor
        return None

    def _named(self, actor: Actor) -> Actor:
        """Give a titled person a country: from the phrase, the lexicon, the document so far, or the publishing
        government."""
        actor.kind = "person"
        if not actor.codes:
            self.people.country_of_name(actor)
        self._past_apposition(actor)
        if not actor.codes and self.memory.home and actor.level == "minister":
            actor.codes, actor.found = self.memory.home, "unnamed country: the publishing government's"
        if not actor.codes:
            return actor
        self.people.correct(actor)
        return actor

    def _plural_title_before(self, at: int) -> bool:
        """Does a list of office holders run ("Presidents Carlos Menem of Argentina, Fernando Collor of Brazil")?"""
        return any(mark.title and mark.title.plural for start, mark in self.marks.items() if start < at)

    def _unlisted(self, at: int) -> Actor | None:
        """Someone known from earlier in the document, or a name with its office behind a comma."""
        if not self.sentence.capitalised(at):
            return None
        known = self.memory.people.get(self.sentence.lower(at))
        if known and known.codes and self.sentence.lower(at) not in self.vocabulary.departments:
            end = at + 1
            return Actor(at, end, known.codes, "person", known.name, known.level, known.office, found="named before")
        behind = self.sentence.lower(at + 1)
        if not (self.sentence.capitalised(at + 1) or behind == "-" or behind in self.vocabulary.word("name-particle")):
            return None  # most capitals are no name of two words: seen at once
        name = take_name(self.sentence, at, self.marks, self.vocabulary)
        if name is None or name[1] - name[0] < 2:
            return None
        listed = self.sentence.lower(name[1]) == "of" and self._plural_title_before(at)
        if self.sentence.lower(name[1]) not in {",", "–", "-"} and not listed:
            return None
        actor = Actor(
            name[0], name[1], (), "person", self.sentence.text(*name, self.body), found="name with its office"
        )
        self._past_apposition(actor)
        if not actor.codes:
            return None
        self.people.remember(actor, *name)
        return actor
