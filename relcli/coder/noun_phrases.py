"""From marks to actors: countries with their titles, bodies and people put together.

"Pakistani Prime Minister Shehbaz Sharif", "Prime Minister of the Russian Federation, Mikhail Mishustin",
"Iran's parliament", "Iraqi warplanes", "the Government of Japan" are one actor each, whoever is named in them and listed or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.memory import KnownPerson
from relcli.coder.names import skip_honorifics, take_name
from relcli.coder.references import COUNTERPART, REFERENCE_WORDS, find_reference
from relcli.coder.view import Actor

if TYPE_CHECKING:
    from relcli.coder.marks import Mark
    from relcli.coder.memory import Memory
    from relcli.coder.view import View
    from relcli.coder.vocabulary import Holder, Vocabulary

STATE_KINDS = frozenset(
    {"name", "adjective", "demonym", "capital", "metonym", "institution", "region", "organisation", "group"}
)
SEATED_BODIES = frozenset(
    "government authorities police parliament court courts regime administration junta judge".split()
)
"""Bodies that "in Libya" names as Libya's; of troops it does not."""
MOST_MODIFIERS = 5
LONGEST_TITLE = 14
COUNTRY_LINKS = frozenset({"of", "from", "for"})
SEAT_LINKS = frozenset({"to", "in", "at"})


def find_actors(view: View, vocabulary: Vocabulary, memory: Memory, body: str) -> list[Actor]:
    """Return the actors of a sentence in order and remember the people named in it."""
    return _Assembler(view, vocabulary, memory, body).run()


class _Assembler:
    """Reads one sentence from left to right; every method tries one construction at a token."""

    def __init__(self, view: View, vocabulary: Vocabulary, memory: Memory, body: str) -> None:
        self.view = view
        self.vocabulary = vocabulary
        self.memory = memory
        self.body = body
        self.marks = view.marks

    def run(self) -> list[Actor]:
        actors: list[Actor] = []
        at = 0
        view, marks = self.view, self.marks
        while at < len(view.tokens):
            if not (view.capitals[at] or at in marks or view.lowers[at] in REFERENCE_WORDS):
                at += 1
                continue
            actor = self._actor_at(at)
            if actor is None:
                mark = self.marks.get(at)
                if mark and not (mark.alias or mark.title or mark.holder):
                    self.view.stopped.update(range(mark.start, mark.end))
                at = mark.end if mark else at + 1
                continue
            actors.append(actor)
            at = max(actor.end, at + 1)
        for actor in actors:
            actor.possessive = self.view.lower(actor.end) in {"'s", "'"}
            if actor.codes and actor.office and actor.kind == "person":
                self.memory.offices[actor.office] = KnownPerson(actor.person, actor.codes, actor.level, actor.office)
        return actors

    def _actor_at(self, at: int) -> Actor | None:
        mark = self.marks.get(at)
        if mark is None:
            return self._unlisted(at) or find_reference(self.view, at, self.vocabulary)
        if mark.alias:
            return self._country_phrase(at, mark)
        if mark.title:
            return find_reference(self.view, at, self.vocabulary) or self._title_phrase(at, mark)
        return self._person_phrase(at, mark) if mark.holder else None

    # ---------------------------------------------------------------- a country first

    def _country_phrase(self, at: int, mark: Mark) -> Actor:
        alias = mark.alias
        assert alias is not None
        actor = Actor(at, mark.end, (alias.code,), alias.kind, found=f"{alias.kind} {alias.text}")
        behind = mark.end + (self.view.lower(mark.end) in {"'s", "'"})
        title_at = self._title_behind(behind)
        if self.view.lower(behind) in COUNTERPART:
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
        self._take_person(actor)
        return actor

    def _title_behind(self, at: int) -> int | None:
        """Return where a title begins behind a country, past adjectives, departments and ordinals."""
        skipped = self.vocabulary.word("separator-adjective")
        for _ in range(MOST_MODIFIERS):
            mark = self.marks.get(at)
            if mark:
                return at if mark.title else None
            lower = self.view.lower(at)
            known = lower in skipped or lower in self.vocabulary.departments or lower[:1].isdigit()
            before = self.view.lower(at - 1)
            hyphen = lower == "-" and (before in self.vocabulary.departments or before in skipped)
            if not known and not hyphen:
                return None
            at += 1
        return None

    def _titled(self, actor: Actor, title_at: int) -> Actor:
        """Extend an actor whose country is known over its title and the name behind it."""
        title = self.marks[title_at].title
        assert title is not None
        end = self._end_of_title(title_at)
        end = self._past_seat(end) if title.level == "envoy" else end
        actor.kind, actor.level, actor.office, actor.end = title.kind, title.level, title.office, end
        if title.kind == "person" and not title.plural:
            actor.kind = "person"
            self._take_person(actor)
        elif title.kind == "person":
            actor.kind = "person"
        return actor

    def _end_of_title(self, title_at: int) -> int:
        """Return the end of "Minister for Industry, Mining, and Trade", "Prime Minister and Minister of Defence"."""
        end = self.marks[title_at].end
        while True:
            mark = self.marks.get(end)
            if mark and mark.title and mark.title.kind == "person":
                end = mark.end
                continue
            further = self._departments(end)
            if further == end:
                return end
            end = further

    def _departments(self, at: int) -> int:
        view = self.view
        start = at
        if view.lower(at) in {"of", "for"}:
            first = at + 1 + (view.lower(at + 1) == "the")
            if not self._is_department(first):
                return start
            at = first + 1
        elif not self._is_department(at):
            return start
        while True:
            step = 1
            while view.lower(at + step - 1) in {",", "and", "&", "in-charge"} and step < 3:
                step += 1
            if self._is_department(at + step - 1):
                at += step
            else:
                return at

    def _is_department(self, at: int) -> bool:
        """Is a token a capitalised department word that begins no name of its own ("State of Palestine")?"""
        return self.view.lower(at) in self.vocabulary.departments and self.view.capitalised(at) and at not in self.marks

    def _past_seat(self, at: int) -> int:
        """Return the end of "to Pakistan", "to the United Nations" behind an envoy: a seat is no party."""
        if self.view.lower(at) not in SEAT_LINKS:
            return at
        after = at + 1 + (self.view.lower(at + 1) == "the")
        mark = self.marks.get(after)
        return mark.end if mark and mark.alias else at

    # ---------------------------------------------------------------- people

    def _take_person(self, actor: Actor) -> None:
        """Take in the name behind a title, also behind a comma, and remember the person."""
        at = actor.end
        name = take_name(self.view, at, self.marks, self.vocabulary)
        if name is None and self.view.lower(at) == ",":
            name = take_name(self.view, at + 1, self.marks, self.vocabulary)
            if name and not self._closes_apposition(name[1]):
                name = None
        if name is None:
            return
        start, end = name
        actor.person = self.view.text(start, end, self.body)
        actor.end = end
        self._remember(actor, start, end)

    def _closes_apposition(self, at: int) -> bool:
        lower = self.view.lower(at)
        return (
            lower in {",", ".", "", ";", "'s", "("}
            or lower in self.vocabulary.frames.forms
            or lower in self.vocabulary.word("modal")
            or lower in self.vocabulary.word("adverb")
            or lower in {"and", "in", "on", "at", "to", "during", "by", "–", "-"}
        )

    def _remember(self, actor: Actor, start: int, end: int) -> None:
        last = end - 1
        while last > start and self.view.lower(last) in {"jr.", "jr", ",", "sr.", "iii"}:
            last -= 1
        words = {self.view.lower(last)}
        if self.view.lower(last - 1) in self.vocabulary.word("name-particle") and last - 1 > start:
            words.add(self.view.lower(last - 1))
        for holder in self._holders(start, end):
            words.update(word for word in holder.name.lower().split() if self.vocabulary.surnames.get(word))
        if self.view.lower(last) not in self.memory.people and end - start > 1:
            words.add(self.view.lower(start)) if not self.vocabulary.full_names.get(actor.person) else None
        before = self.memory.people.get(self.view.lower(last))
        if not actor.codes and before and before.codes:
            actor.codes, actor.found = before.codes, f"named before: {before.name}"
        person = KnownPerson(actor.person, actor.codes, actor.level, actor.office)
        for word in sorted(words):  # in a fixed order: who was named last decides later on
            known = self.memory.people.get(word)
            if known is None or not known.codes or (actor.codes and len(actor.person) >= len(known.name)):
                self.memory.remember(word, person)

    def _holders(self, start: int, end: int) -> list[Holder]:
        found = self.vocabulary.full_names.longest(self.view.lowers, start)
        return found[1] if found and found[0] <= end else []

    def _person_phrase(self, at: int, mark: Mark) -> Actor:
        holder = mark.holder
        assert holder is not None
        known = self.memory.people.get(self.view.lower(mark.end - 1))
        name = take_name(self.view, at, self.marks, self.vocabulary)
        end = name[1] if name else mark.end
        actor = Actor(at, end, (holder.code,), "person", level=holder.level, office=holder.office, found="person")
        actor.person = self.view.text(at, end, self.body)
        if known and known.codes and end - at == 1:
            actor.codes, actor.level, actor.person = known.codes, known.level or actor.level, known.name
        else:
            self._remember(actor, at, end)
        self._past_apposition(actor)
        return actor

    def _past_apposition(self, actor: Actor) -> None:
        """Take in "of Armenia" and ", Pakistan's foreign minister," behind a name; a country named there decides."""
        view = self.view
        if view.lower(actor.end) in {"of", "from"}:
            after = actor.end + 1 + (view.lower(actor.end + 1) == "the")
            mark = self.marks.get(after)
            if mark and mark.alias and mark.alias.kind in {"name", "organisation"}:
                actor.codes, actor.end = (mark.alias.code,), mark.end
                self._correct(actor)
                return
        if view.lower(actor.end) != ",":
            return
        at = actor.end + 1 + (view.lower(actor.end + 1) in {"the", "a", "an"})
        mark = self.marks.get(at)
        inner = None
        if mark and mark.alias:
            inner = self._country_phrase(at, mark)
        elif mark and mark.title:
            inner = self._title_phrase(at, mark)
        if inner and inner.kind in {"person", "reference"} and not inner.person and inner.office:
            actor.codes = inner.codes or actor.codes
            actor.level = inner.level or actor.level
            actor.end = inner.end + (view.lower(inner.end) == ",")
            self._correct(actor)

    def _correct(self, actor: Actor) -> None:
        for word, known in list(self.memory.people.items()):
            if known.name == actor.person:
                self.memory.remember(word, KnownPerson(actor.person, actor.codes, actor.level, actor.office))

    # ---------------------------------------------------------------- a title first

    def _title_phrase(self, at: int, mark: Mark) -> Actor | None:
        title = mark.title
        assert title is not None
        end = self._end_of_title(at)
        if title.text in self.vocabulary.word("adjective-title") and self._modifies(end):
            return None
        actor = Actor(at, end, (), title.kind, level=title.level, office=title.office, found=f"title {title.text}")
        self._take_country(actor, title.level == "envoy")
        if not actor.codes and self.view.lower(at - 1) == "its":
            actor.kind, actor.reference, actor.found = "reference", "it", f"its {title.text}"
            return actor
        if title.kind == "body":
            return actor if actor.codes else self._home_body(actor)
        if not title.plural:
            self._take_person(actor)
            if actor.person:
                return self._named(actor)
        if not actor.codes:
            actor.kind, actor.reference = "reference", "title-plural" if title.plural else "title"
        return actor

    def _modifies(self, at: int) -> bool:
        """Is a title an adjective here, before a noun of its own ("official visit")?"""
        lower = self.view.lower(at)
        return lower in self.vocabulary.frames.noun_classes or lower in self.vocabulary.frames.event_nouns

    def _take_country(self, actor: Actor, envoy: bool) -> None:
        view = self.view
        if envoy and self._named_behind_seat(actor.end):
            actor.end = self._past_seat(actor.end)
        link = view.lower(actor.end)
        if link not in COUNTRY_LINKS | {"in"} or (link == "from" and self._behind_verb(actor.start)):
            return
        mark = self._country_after(actor.end, actor.kind == "person")
        if link == "in" and view.lowers[actor.start] not in SEATED_BODIES:
            return
        if mark and mark.alias:
            actor.codes, actor.end = (mark.alias.code,), mark.end
            actor.found += f" of {mark.alias.text}"
            if envoy:
                actor.end = self._past_seat(actor.end)

    def _country_after(self, at: int, long_title: bool) -> Mark | None:
        """Return the country in "of the Republic of X", for a person also in "Head of the Y Department of the Z of
        X"."""
        for ahead in range(at + 1, at + (LONGEST_TITLE if long_title else 3)):
            mark = self.marks.get(ahead)
            if mark and mark.alias:
                return mark if mark.alias.kind in STATE_KINDS - {"adjective", "demonym"} else None
            lower = self.view.lower(ahead)
            filler = lower in {"of", "the", "for", "and"} or self.view.capitalised(ahead)
            if mark is not None or not filler:
                return None
        return None

    def _behind_verb(self, at: int) -> bool:
        """Does a verb stand before a token, so that "from" may be the verb's ("withdrew its diplomats from India")?"""
        return any(word in self.vocabulary.frames.forms for word in self.view.lowers[:at])

    def _named_behind_seat(self, at: int) -> bool:
        """Is "to Pakistan" a mere seat, because the envoy's name or verb follows ("recalled its envoy to
        Pakistan": it is not)?"""
        end = self._past_seat(at)
        return (
            end > at
            and self.view.lower(at) == "to"
            and self.view.lower(end) in {",", "("}
            and self.view.capitalised(end + 1)
        )

    def _home_body(self, actor: Actor) -> Actor | None:
        """Return "our government", "my administration" as a reference to whose government speaks."""
        if self.view.lower(actor.start - 1) in {"our", "my"} and self.memory.home:
            actor.codes, actor.found = self.memory.home, "the publishing government's body"
            return actor
        if self.memory.topic and self.view.lowers[actor.start : actor.end] == ["regime"]:
            actor.codes, actor.found = (self.memory.topic,), "the country of the statement"
            return actor
        return None

    def _named(self, actor: Actor) -> Actor:
        """Give a titled person a country: from the phrase, the lexicon, the document so far, or the publishing
        government."""
        actor.kind = "person"
        if not actor.codes:
            self._country_of_name(actor)
        self._past_apposition(actor)
        if not actor.codes and self.memory.home and actor.level == "minister":
            actor.codes, actor.found = self.memory.home, "unnamed country: the publishing government's"
        if not actor.codes:
            return actor
        self._correct(actor)
        return actor

    def _country_of_name(self, actor: Actor) -> None:
        words = [token.lower for token in self.view.tokens[actor.start : actor.end]]
        start = next((at for at in range(actor.start, actor.end) if self.marks.get(at) and self.marks[at].holder), None)
        if start is not None:
            holder = self.marks[start].holder
            assert holder is not None
            actor.codes, actor.found = (holder.code,), f"office holder {holder.name}"
            actor.level = actor.level or holder.level
            return
        known = self.memory.people.get(words[-1])
        if known and known.codes:
            actor.codes, actor.found = known.codes, f"named before: {known.name}"
            if len(known.name) > len(actor.person):
                actor.person = known.name

    def _plural_title_before(self, at: int) -> bool:
        """Does a list of office holders run ("Presidents Carlos Menem of Argentina, Fernando Collor of Brazil")?"""
        return any(mark.title and mark.title.plural for start, mark in self.marks.items() if start < at)

    def _unlisted(self, at: int) -> Actor | None:
        """Someone known from earlier in the document, or a name with its office behind a comma."""
        if not self.view.capitalised(at):
            return None
        known = self.memory.people.get(self.view.lower(at))
        if known and known.codes and self.view.lower(at) not in self.vocabulary.departments:
            end = at + 1
            return Actor(at, end, known.codes, "person", known.name, known.level, known.office, found="named before")
        name = take_name(self.view, at, self.marks, self.vocabulary)
        if name is None or name[1] - name[0] < 2:
            return None
        listed = self.view.lower(name[1]) == "of" and self._plural_title_before(at)
        if self.view.lower(name[1]) not in {",", "–", "-"} and not listed:
            return None
        actor = Actor(name[0], name[1], (), "person", self.view.text(*name, self.body), found="name with its office")
        self._past_apposition(actor)
        if not actor.codes:
            return None
        self._remember(actor, *name)
        return actor


__all__ = ["find_actors", "skip_honorifics"]
