"""From marks to actors: countries with their titles, bodies and people put together into noun phrases.

"Pakistani Prime Minister Shehbaz Sharif", "Prime Minister of the Russian Federation, Mikhail Mishustin",
"Iran's parliament", "Iraqi warplanes", "the Government of Japan" are one actor each, whether those named in them are
listed or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.actors.names import take_name
from relcli.coder.actors.people import People
from relcli.coder.actors.references import find_reference, find_region
from relcli.coder.actors.short_names import body_spoken_for, find_body, find_short_name, head_of
from relcli.coder.actors.surnames import given_names
from relcli.coder.actors.titles import Titles
from relcli.coder.annotations import HOSTILE, Actor
from relcli.coder.kinds import ActorKind, FormShape, ReferenceKind
from relcli.coder.memory import KnownPerson

if TYPE_CHECKING:
    from relcli.coder.annotations import AnnotatedSentence
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.vocabulary import Alias, Holder, Title, Vocabulary

POSSESSIVE = frozenset({"'s", "'"})
DASHES = frozenset({"–", "-"})
STATE_NAMES = frozenset({ActorKind.NAME, ActorKind.ORGANISATION})
MOST_ADJECTIVES = 3  # between "Iran's" and "ally"
CITIES = frozenset({ActorKind.CAPITAL, ActorKind.CITY})
OWN_NAMES = frozenset({ActorKind.NAME, ActorKind.CAPITAL, ActorKind.METONYM})
FINITE = frozenset({FormShape.PAST, FormShape.THIRD})
OFFICE_KINDS = frozenset({ActorKind.PERSON, ActorKind.REFERENCE})


def find_phrases(sentence: AnnotatedSentence, vocabulary: Vocabulary, memory: Memory, body: str) -> list[Actor]:
    """Return the noun phrases of a sentence that name or point to actors, and remember the people named in them."""
    return _PhraseFinder(sentence, vocabulary, memory, body).run()


class _PhraseFinder:
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
        self.memory.begin_sentence()
        actors: list[Actor] = []
        at = 0
        sentence, marks, pointing = self.sentence, self.marks, self.vocabulary.reference_words
        while at < len(sentence.tokens):
            if not (sentence.capitals[at] or at in marks or sentence.lowers[at] in pointing):
                at += 1
                continue
            actor = self._actor_at(at)
            if actor is None:
                at = self._past_no_actor(at)
                continue
            actors.append(actor)
            at = max(actor.end, at + 1)
        for actor in actors:
            actor.possessive = sentence.lower(actor.end) in POSSESSIVE
            if actor.codes and actor.office and actor.kind == ActorKind.PERSON:
                person = KnownPerson(actor.person, actor.codes, actor.level, actor.office)
                self.memory.note_office(actor.start, person)
        return actors

    def _past_no_actor(self, at: int) -> int:
        """Return the token after a word that is no actor; if the lexicon says so, note that on the sentence."""
        mark = self.marks.get(at)
        if mark is None:
            return at + 1
        if not (mark.alias or mark.title or mark.holder):
            self.sentence.stopped.update(range(mark.start, mark.end))
        return mark.end

    def _actor_at(self, at: int) -> Actor | None:
        mark = self.marks.get(at)
        if mark is None:
            region = find_region(self.sentence, at, self.vocabulary, self.memory)
            known = region or self._unlisted(at)
            if known is not None or self.sentence.lowers[at] not in self.vocabulary.reference_words:
                return known
            return self._reference(at) or self._short_name(at)
        if mark.alias:
            return self._country_phrase(at, mark.end, mark.alias)
        if mark.title:
            reference = find_reference(self.sentence, at, self.vocabulary)
            return reference or self._short_name(at) or self._title_phrase(at, mark.title)
        return self._person_phrase(at, mark.end, mark.holder) if mark.holder else None

    # ---------------------------------------------------------------- a country first

    def _country_phrase(self, at: int, end: int, alias: Alias) -> Actor | None:
        """Israel, Israel's prime minister, Israeli warplanes."""
        actor = Actor(at, end, (alias.code,), ActorKind(alias.kind), found=f"{alias.kind} {alias.text}")
        possessive = self.sentence.lower(end) in POSSESSIVE
        following = end + possessive
        holder = self.marks[following].holder if possessive and following in self.marks else None
        if holder and holder.code == alias.code:
            person = self._person_phrase(following, self.marks[following].end, holder)
            person.start = at  # "Namibia's Hage Geingob"
            return person
        if actor.kind == ActorKind.ADJECTIVE and self._is_one_person(at, end):
            actor.kind = ActorKind.PERSON
            return actor
        title_at = self.titles.title_after(following)
        if self._describes_next(actor, following):
            return None
        if self.sentence.lower(following) in self.vocabulary.word("reference-counterpart"):
            return self._counterpart_of(actor, following)
        title = self.marks[title_at].title if title_at is not None else None
        if title is None and self._is_mere_place(actor):
            return None
        if title_at is None or title is None or alias.kind == ActorKind.CITY:
            return actor
        unnamed = title.text in self.vocabulary.word("phrase-unnamed-body")
        if possessive and title.kind == ActorKind.BODY and unnamed:  # "Israel's people" are not its government
            return actor
        return self._titled(actor, title_at, title)

    def _is_mere_place(self, actor: Actor) -> bool:
        """Is a city only where something was agreed upon or stands ("the Lusaka Accord", "a Warsaw museum")?"""
        sentence, following = self.sentence, self.sentence.lower(actor.end)
        if actor.kind not in CITIES or sentence.lower(actor.start - 1) not in self.vocabulary.word("article"):
            return False
        if not following.isalpha() or following in self.vocabulary.function_words:
            return False
        frames = self.vocabulary.frames
        held_there = any(noun.type not in HOSTILE for noun in frames.event_nouns.get(following, ()))
        return sentence.capitalised(actor.end) or following not in frames.forms or held_there

    def _is_one_person(self, at: int, end: int) -> bool:
        """`The Ghanaian vowed`: an adjective with an article right before a verb of speech is somebody from there."""
        if self.sentence.lower(at - 1) != "the":
            return False
        lower, vocabulary = self.sentence.lower(end), self.vocabulary
        forms = vocabulary.frames.forms.get(lower, ())
        said = any(form.shape == FormShape.PAST and form.lemma in vocabulary.reporting for form in forms)
        return said or (lower in vocabulary.finite_signs and not self.sentence.is_headline)

    def _describes_next(self, actor: Actor, at: int) -> bool:
        """Does a name only describe the one after it ("NATO member Turkey", "Iran's closest ally, Syria")?"""
        nouns = self.vocabulary.word("phrase-member" if actor.kind == ActorKind.ORGANISATION else "phrase-friend")
        if nouns.isdisjoint(self.sentence.lowers[at : at + MOST_ADJECTIVES + 1]):
            return False
        last = at + MOST_ADJECTIVES
        while at < last and self._may_be_adjective(at) and self.sentence.lower(at) not in nouns:
            at += 1
        while self.sentence.lower(at) in nouns:
            at += 1
        ends = self.sentence.lower(at - 1) in nouns
        named = self.marks.get(at + (self.sentence.lower(at) == ","))
        if not ends or named is None or named.alias is None or named.alias.kind not in OWN_NAMES:
            return False
        self.sentence.stopped.update(range(actor.start, at))
        return True

    def _may_be_adjective(self, at: int) -> bool:
        lower = self.sentence.lower(at)
        return lower.isalpha() and at not in self.marks and lower not in self.vocabulary.function_words

    def _counterpart_of(self, actor: Actor, at: int) -> Actor:
        """His Jordanian counterpart, Omar al-Razzaz: whoever it is holds the office of the person named before."""
        before = self.memory.last_person
        actor.kind, actor.end = ActorKind.PERSON, at + 1
        actor.level = before.level if before else ""
        self.people.take_person(actor)
        return actor

    def _titled(self, actor: Actor, title_at: int, title: Title) -> Actor:
        """Extend an actor whose country is known over its title and the name that follows."""
        end = self.titles.end_of_title(title_at)
        actor.end = self.titles.past_seat(end) if title.level == "envoy" else end
        actor.kind, actor.level, actor.office = ActorKind(title.kind), title.level, title.office
        if actor.kind == ActorKind.PERSON and not title.plural:
            self.people.take_person(actor)
        elif actor.kind == ActorKind.BODY and actor.codes:
            self._note_body(actor, title)
        return actor

    def _note_body(self, actor: Actor, title: Title) -> None:
        """Remember whose body was named, for "the ministry" later on."""
        self.memory.note_body(head_of(title), actor.codes)

    def _person_phrase(self, at: int, mark_end: int, holder: Holder) -> Actor:
        """An office holder named without a title before the name."""
        known = self.memory.people.get(self.sentence.lower(mark_end - 1))
        name = take_name(self.sentence, at, self.marks, self.vocabulary)
        end = name[1] if name else mark_end
        actor = Actor(at, end, (holder.code,), ActorKind.PERSON, level=holder.level, office=holder.office)
        actor.person, actor.found = self.sentence.text(at, end, self.body), "person"
        if known and known.codes and end - at == 1:
            actor.codes, actor.level, actor.person = known.codes, known.level or actor.level, known.name
        else:
            self.people.remember(actor, at, end)
        self._past_apposition(actor)
        return actor

    def _past_apposition(self, actor: Actor) -> None:
        """Take in "of Armenia" and ", Pakistan's foreign minister," after a name; a country named there decides."""
        sentence = self.sentence
        if sentence.lower(actor.end) in self.vocabulary.word("phrase-country-link"):
            mark = self.marks.get(actor.end + 1 + (sentence.lower(actor.end + 1) == "the"))
            if mark and mark.alias and mark.alias.kind in STATE_NAMES:
                actor.codes, actor.end = (mark.alias.code,), mark.end
                self.people.correct(actor)
                return
        if sentence.lower(actor.end) != ",":
            return
        at = actor.end + 1 + (sentence.lower(actor.end + 1) in self.vocabulary.word("article"))
        inner = self._office_at(at)
        if inner and not inner.codes and self._begins_clause(inner.end):
            return  # "after a call with Charles Michel, the president thanked": he is another
        if inner and inner.kind in OFFICE_KINDS and not inner.person and inner.office:
            actor.codes = inner.codes or actor.codes
            actor.level = inner.level or actor.level
            actor.end = inner.end + (sentence.lower(inner.end) == ",")
            self.people.correct(actor)

    def _begins_clause(self, at: int) -> bool:
        """Is a token a finite verb, so that what comes before it is its subject?"""
        lower, forms = self.sentence.lower(at), self.vocabulary.frames.forms
        finite = any(form.shape in FINITE for form in forms.get(lower, ()))
        return finite or lower in self.vocabulary.auxiliaries

    def _office_at(self, at: int) -> Actor | None:
        """Return the country or title phrase that begins at a token."""
        mark = self.marks.get(at)
        if mark and mark.alias:
            return self._country_phrase(at, mark.end, mark.alias)
        return self._title_phrase(at, mark.title) if mark and mark.title else None

    def _reference(self, at: int) -> Actor | None:
        """A pronoun, "both sides", a counterpart; "its counterpart in Beijing" is China's."""
        actor = find_reference(self.sentence, at, self.vocabulary)
        if actor is not None and actor.reference == ReferenceKind.COUNTERPART:
            self.titles.take_country(actor, envoy=False)
            if actor.codes:
                actor.kind, actor.reference = ActorKind.PERSON, None
        return actor

    def _short_name(self, at: int) -> Actor | None:
        """The country, the North, the bloc; "the country's foreign minister" with what belongs to it."""
        if self.sentence.lowers[at] not in self.vocabulary.reference_words:
            return None
        actor = find_short_name(self.sentence, at, self.vocabulary, self.memory)
        return self._with_office(actor) if actor is not None else None

    def _with_office(self, actor: Actor) -> Actor:
        """Take in what belongs to a short name: "the country's foreign minister", "the ministry's spokesman"."""
        if self.sentence.lower(actor.end) not in POSSESSIVE:
            return actor
        title_at = self.titles.title_after(actor.end + 1)
        title = self.marks[title_at].title if title_at is not None else None
        if title_at is None or title is None:
            return actor
        body = actor.office
        actor = self._titled(actor, title_at, title)
        if not actor.codes:
            actor.kind = ActorKind.REFERENCE
            actor.office = body or actor.office
        return actor

    # ---------------------------------------------------------------- a title first

    def _title_phrase(self, at: int, title: Title) -> Actor | None:
        """The ambassador, the Government of Japan, Prime Minister Sharif."""
        end = self.titles.end_of_title(at)
        if title.text in self.vocabulary.word("adjective-title") and self.titles.modifies(end):
            return None
        kind = ActorKind(title.kind)
        actor = Actor(at, end, (), kind, level=title.level, office=title.office, found=f"title {title.text}")
        self.titles.take_country(actor, title.level == "envoy")
        if not actor.codes and self.sentence.lower(at - 1) == "its":
            actor.kind, actor.reference, actor.found = ActorKind.REFERENCE, ReferenceKind.IT, f"its {title.text}"
            return actor
        if kind == ActorKind.BODY:
            if actor.codes:
                self._note_body(actor, title)
                return actor
            if self._home_body(actor):
                return actor
            known = find_body(self.sentence, actor, title, self.vocabulary)
            return self._with_office(known) if known is not None else None
        if not title.plural:
            self.people.take_person(actor)
            if actor.person:
                return self._named(actor, title)
        if not actor.codes and self._is_of_something_else(actor.end):
            return None
        body = "" if actor.codes else body_spoken_for(self.sentence, actor, title, self.vocabulary)
        if body:
            actor.kind, actor.reference, actor.office = ActorKind.REFERENCE, ReferenceKind.BODY, body
        elif not actor.codes:
            actor.kind = ActorKind.REFERENCE
            actor.reference = ReferenceKind.TITLE_PLURAL if title.plural else ReferenceKind.TITLE
        return actor

    def _is_of_something_else(self, at: int) -> bool:
        """Does "of the chess club" after a title show that it is no office of a state?"""
        if self.sentence.lower(at) != "of" or self.sentence.lower(at + 1) not in self.vocabulary.word("article"):
            return False
        words = self.sentence.lowers[at + 2 : at + 2 + MOST_ADJECTIVES]
        plain = all(
            word.isalpha() and not self.sentence.capitalised(at + 2 + ahead) for ahead, word in enumerate(words[:1])
        )
        return plain and self.vocabulary.word("reference-state").isdisjoint(words)

    def _home_body(self, actor: Actor) -> Actor | None:
        """Return "our government" as that of the publishing government, "the regime" as that of the topic."""
        if self.memory.home and self.sentence.lower(actor.start - 1) in self.vocabulary.word("phrase-own"):
            actor.codes, actor.found = self.memory.home, "the publishing government's body"
            return actor
        if self.memory.topic and self.sentence.lowers[actor.start : actor.end] == ["regime"]:
            actor.codes, actor.found = (self.memory.topic,), "the country of the statement"
            return actor
        return None

    def _named(self, actor: Actor, title: Title) -> Actor:
        """Give a titled person a country.

        It is that of the phrase, the lexicon, the document so far, or the publishing government.
        """
        actor.kind = ActorKind.PERSON
        if not actor.codes:
            self.people.country_of_name(actor)
        self._past_apposition(actor)
        if not actor.codes and self.memory.home and actor.level == "minister":
            actor.codes, actor.found = self.memory.home, "unnamed country: the publishing government's"
        before = self.sentence.lower(actor.start - 1)
        foreign = self.sentence.capitalised(actor.start - 1) and before != "the"  # "Rosneft President Igor Sechin"
        at_seat = (
            not foreign
            and (actor.level == "head" or actor.level == "minister")
            and title.text not in self.vocabulary.word("phrase-any-head")
        )
        body = "" if actor.codes else body_spoken_for(self.sentence, actor, title, self.vocabulary)
        if body and not foreign:
            actor.codes = self.memory.body_called(body)
        if not actor.codes and self.memory.seat and at_seat:
            actor.codes, actor.found = self.memory.seat, "unnamed country: the one reported from"
        if actor.codes:
            self.people.correct(actor)
        return actor

    # ---------------------------------------------------------------- a name first

    def _unlisted(self, at: int) -> Actor | None:
        """Someone known from earlier in the document, or a name followed by its office after a comma."""
        sentence = self.sentence
        if not sentence.capitals[at]:
            return None
        lower, following = sentence.lowers[at], sentence.lower(at + 1)
        known = self.memory.people.get(lower)
        if known and known.codes and lower not in self.vocabulary.departments and not self._is_namesake(at, known):
            person = (known.name, known.level, known.office)
            return Actor(at, at + 1, known.codes, ActorKind.PERSON, *person, found="named before")
        longer = sentence.capitalised(at + 1) or following == "-" or following in self.vocabulary.word("name-particle")
        name = take_name(sentence, at, self.marks, self.vocabulary) if longer else None
        if name is None or name[1] - name[0] < 2:
            return None
        if not self._may_have_office(at, name[1]):
            self._forget_subject(name)
            return None
        actor = Actor(*name, (), ActorKind.PERSON, sentence.text(*name, self.body), found="name with its office")
        self._past_apposition(actor)
        if not actor.codes:
            self._forget_subject(name)
            return None
        self.people.remember(actor, *name)
        return actor

    def _forget_subject(self, name: tuple[int, int]) -> None:
        """Somebody of no known office opens a sentence: "she" is nobody who was spoken of before."""
        if (
            name[0] == 0
            and not self.sentence.is_headline
            and (self._begins_clause(name[1]) or self.sentence.lower(name[1]) == ",")
        ):
            self.memory.subject = self.memory.last_person = None

    def _is_namesake(self, at: int, known: KnownPerson) -> bool:
        """Does a given name before a surname show that it is somebody else ("Juanita Castro")?"""
        given = given_names(self.sentence, at, self.vocabulary)
        return bool(given) and given.isdisjoint(known.name.lower().replace("-", " ").split())

    def _may_have_office(self, start: int, end: int) -> bool:
        """May an office follow a name that ends before a token?

        After a comma or a dash, or after "of" in a list ("Presidents Carlos Menem of Argentina, Fernando Collor of").
        """
        lower = self.sentence.lower(end)
        if lower == "," or lower in DASHES:
            return True
        listed = (mark.title and mark.title.plural for at, mark in self.marks.items() if at < start)
        return lower == "of" and any(listed)
