"""The subject of a headline: the words that name who acts, and a name for every pronoun and every "both sides"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcli.coder.headlines.names import HEAD, possessive
from relcli.coder.headlines.references import References
from relcli.coder.headlines.words import Word, put_in, words_of, written
from relcli.coder.kinds import ActorKind, ReferenceKind, SubjectOrigin
from relcli.english import capitalised

if TYPE_CHECKING:
    from relcli.coder.annotations import Actor, AnnotatedSentence, Clause
    from relcli.coder.headlines.names import Names
    from relcli.coder.vocabulary.vocabulary import Vocabulary

REACH = 9  # tokens between the name of a subject and its verb that may belong to the subject
LEFT_REACH = 6  # tokens before a name that may belong to it
SIGNS = frozenset({",", ";", ":", "(", ")", "[", "]", ".", "—", "\u2013", "--", '"', "“", "”", "?", "!"})
HONORIFIC = "act-headline-honorific"
OWNING = "act-headline-owning"
COUNTED = frozenset({ActorKind.ADJECTIVE, ActorKind.DEMONYM, ActorKind.BODY})
INNER = "act-headline-inner-preposition"
VOWELS = frozenset("aeio")


class Subject(NamedTuple):
    """The words of a subject, the same without titles, whether it is several, and whether it replaces a pronoun."""

    words: list[Word]
    short: list[Word]
    several: bool
    replaces: bool = False


class SubjectNamer:
    """Names the subjects of one sentence."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary, names: Names, body: str) -> None:
        """Work on one sentence."""
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.names = names
        self.body = body
        self.references = References(sentence, vocabulary, names)

    def of_clause(self, clause: Clause, *, states: bool = False) -> Subject | None:
        """Return the subject of a clause, or None if its words name nobody; `states`: "they" are no people."""
        actor = clause.subject
        if actor is None or not actor.codes or actor.preposition == "by":
            return None
        if any(
            member.preposition and member.preposition not in self.vocabulary.word(OWNING) for member in actor.members
        ):
            return None
        if self._points_back(actor):
            return self.of_reference(actor, states=states)
        return self._of_words(actor, clause)

    def _points_back(self, actor: Actor) -> bool:
        """Does an actor mean who was named before? "The King" beside a name does not have to."""
        if actor.reference:
            return True
        return any(member.reference and member.reference is not ReferenceKind.TITLE for member in actor.members)

    def of_parties(self, *actors: Actor) -> Subject | None:
        """Return parties by name, whatever words the sentence has for them."""
        names = list(dict.fromkeys(name for actor in actors for name in self.names.each_of(actor)))
        if not names:
            return None
        words = put_in(capitalised(self.names.row(names)))
        return Subject(words, words, len(names) > 1, replaces=True)

    def inside(self, subject: Subject) -> Subject:
        """Return a subject as it stands after "said that": "the" in front with a small letter."""
        first = subject.words[0]
        article, _, rest = first.text.partition(" ")
        if article.lower() not in self.vocabulary.word("article"):
            return subject
        words = [first._replace(text=f"{article.lower()} {rest}".strip()), *subject.words[1:]]
        return subject._replace(words=words, short=words)

    def of_reference(self, actor: Actor, *, states: bool = False) -> Subject | None:
        """Return whom a pronoun, "both sides" or "the ambassador" means."""
        if actor.reference == ReferenceKind.TITLE:
            text = self.references.text(actor)
        else:
            last = self.sentence.lower(actor.end - 1)
            states = states or last in self.vocabulary.word("act-headline-country-noun")
            text = self.names.of_actor(actor, states=states)
        if not text:
            return None
        words = put_in(capitalised(text))
        members = sum(bool(member.codes) for member in actor.members)  # "the Vice President and I" are one state
        several = len(actor.codes) > 1 or (members > 1 and text != self.names.of_codes(actor.codes))
        return Subject(words, words, several, replaces=True)

    # ---------------------------------------------------------------- the sentence's own words

    def _of_words(self, actor: Actor, clause: Clause) -> Subject | None:
        inverted = clause.subject_origin is SubjectOrigin.INVERTED
        stop = actor.end if inverted else self._stop(actor, clause)
        describes = clause.subject_origin is SubjectOrigin.NOUN_BEFORE
        start, end = self._start(actor, past_of=not describes), self._end(actor, stop)
        words = self._plain(words_of(self.sentence, start, end))
        words = self._from_name(words, actor, start)
        while len(words) > 1 and words[-1].lower in self.vocabulary.words.values("weekday"):
            words = words[:-1]
        plain_words = words
        words = self.references.with_holders(words, actor)
        if not actor.members and any(word.lower == "," for word in words) and self.sentence.lower(end) == ",":
            words = [*words, *words_of(self.sentence, end, end + 1)]
        if end <= actor.end and (actor.possessive or actor.kind == ActorKind.ADJECTIVE):
            return None
        if not words:
            return None
        text = written(words)
        whole = self.names.of_person(actor.person)
        plain = [word.text for word in words if word.lower not in self.vocabulary.word(HONORIFIC)]
        if whole and set(plain) <= set(whole.split()) and not actor.members and text != whole:
            words, text = put_in(whole), whole
        elif len(words) == 1 and words[0].lower in self.vocabulary.word("act-headline-bare-acronym"):
            words = [*put_in("The"), *words]
        elif words is plain_words and not self._names_somebody(actor, start, end):
            lead, _, rest = text.partition(" ")
            text = rest if rest and lead.lower() in self.vocabulary.word("article") else text
            text = f"{possessive(self.names.of_codes(actor.codes))} {text}"
            words = put_in(text)
        words = self._with_article(self._with_state(words, actor, start, end), actor)
        words = [words[0]._replace(text=capitalised(words[0].text)), *words[1:]]
        several = len(actor.codes) > 1 or len(actor.members) > 1 or self._is_plural(actor, words, end)
        short = self.without_titles(words)
        if short[-1].lower == "," and "," not in [word.lower for word in short[:-1]]:
            short = short[:-1]  # what stood between two commas is gone
        return Subject(words, short, several)

    def _with_state(self, words: list[Word], actor: Actor, start: int, end: int) -> list[Word]:
        """Write "Ambassador Rojas of Peru" for "Ambassador Rojas": of a surname alone it is said whose it is."""
        marks = [self.sentence.marks.get(at) for at in range(start, end)]
        named = {mark.alias.code for mark in marks if mark is not None and mark.alias is not None}
        members = actor.members_or_self
        for member, following in zip(members, (*members[1:], None), strict=True):
            name = member.person.split()
            shown = [word for word in words if member.start <= word.at < member.end and word.text in name]
            apart = len(shown) == 1 and shown[0].at == member.end - 1 and bool(member.codes)
            explained = self.sentence.lower(end) == "," and self.sentence.capitalised(end + 1)  # "Rojas, Minister of"
            if not apart or member.reference or named & set(member.codes) or explained:
                continue
            if following is not None and following.codes == member.codes:  # "Rojas and Mr. Díaz of Peru"
                continue
            titled = member.level == HEAD and member.end - member.start > 1  # "President Rojas"
            if titled or self.names.is_head(shown[0].text, member):
                continue
            at = words.index(shown[0]) + 1
            words = [*words[:at], *put_in(f"of {self.names.of_code(member.codes[0])}"), *words[at:]]
        return words

    def _with_article(self, words: list[Word], actor: Actor) -> list[Word]:
        """Write "A Hamas gunman" for the "Hamas gunman" of a heading."""
        first, last = words[0], words[-1].lower
        person = last in self.vocabulary.word("act-headline-person-noun") and words[-1].text[:1].islower()
        apart = not actor.members and not actor.person and first.lower not in self.vocabulary.word("determiner")
        apart = apart and "'s" not in [word.lower for word in words]
        group = last in self.vocabulary.word("act-headline-group-noun")
        if len(words) > 1 and group and apart:
            return [*put_in("The"), *words]
        if len(words) == 1 or not person or not apart or first.lower in self.vocabulary.word("coordination-numeral"):
            return words
        return [*put_in("An" if first.lower[:1] in VOWELS else "A"), *words]

    def without_titles(self, words: list[Word]) -> list[Word]:
        """Return words with "Prime Minister Shehbaz Sharif" as "Shehbaz Sharif"."""
        places = [word.at for word in words if word.at >= 0]
        people = [
            member
            for actor in (self._actors_at(min(places), max(places)) if places else ())
            if all(each.person or each.kind is not ActorKind.PERSON for each in actor.members)
            for member in actor.members_or_self
            if member.person and not member.reference and member.end > member.start
        ]
        short: list[Word] = []
        at_of = {person.start: person for person in people}
        skip_to = -1
        for word in words:
            if word.at >= 0 and word.at < skip_to:
                continue
            person = at_of.get(word.at)
            text = self.sentence.text(person.start, person.end, self.body) if person else ""
            before = self.sentence.lower(word.at - 1) if word.at > 0 else ""
            owned = self.vocabulary.word("article") | self.vocabulary.word("possessive-determiner")
            own = before != "of" and before not in owned and before not in self.vocabulary.word("act-headline-former")
            own = own and not self._joins_title(word.at - 1) and not (person and self._is_owned_by_body(person))
            if person and own and self._is_titled(person, text):
                whole, first = list(short), person.start
                while short and short[-1].at == first - 1 and self._is_more_title(short[-1], person):
                    first = short.pop().at
                owned = self.vocabulary.word("possessive-determiner")
                if first < person.start and short and short[-1].at == first - 1 and short[-1].lower in owned:
                    first = short.pop().at  # "His Holiness Pope Francis"
                articles = self.vocabulary.word("article")
                part = first < person.start and bool(short) and short[-1].lower in articles  # "Office of the President"
                if part or (short and short[-1].at == first - 1 and self._joins_title(short[-1].at)):
                    short = [*whole, word]  # "Foreign Minister and Alternate Prime Minister Ana Rojas"
                    continue
                short.extend(put_in(self.names.of_person(person.person)))
                short[-1] = short[-1]._replace(at=person.end - 1)
                skip_to = person.end
            else:
                short.append(word)
        return short

    def _is_owned_by_body(self, person: Actor) -> bool:
        """Does the name of a state or a body stand before a title: "Red Cross Director Ana Rojas" keeps the title?"""
        before = self.sentence.actor_at(person.start - 1) if person.start > 0 else None
        closed = self.sentence.lower(person.start - 1) in {")", "'s"}
        named = before is not None and not before.person and before.end == person.start
        return closed or (named and self.sentence.capitalised(person.start - 1))

    def _joins_title(self, at: int) -> bool:
        """Is the word at a token the "and" of "Foreign Minister and Deputy Prime Minister Ana Rojas"?"""
        if self.sentence.lower(at) not in self.vocabulary.word("coordinator"):
            return False
        before = self.sentence.actor_at(at - 1)
        marks = (self.sentence.marks.get(start) for start in range(max(0, at - LEFT_REACH), at))
        mark = next((each for each in marks if each is not None and each.end == at and each.title), None)
        return mark is not None or (before is not None and bool(before.office) and not before.person)

    def _is_more_title(self, word: Word, person: Actor) -> bool:
        """Is a word before a title more of it: "Principal" before "Deputy Minister"?"""
        near = 0 <= word.at < person.start and person.start - word.at <= LEFT_REACH
        plain = word.text[:1].isupper() and word.text[:1].isalpha() and word.lower not in self.vocabulary.function_words
        return near and plain and self.sentence.actor_at(word.at) in (None, self.sentence.actor_at(person.start))

    def _actors_at(self, first: int, last: int) -> list[Actor]:
        """Return the actors of a stretch, one that begins before it included."""
        before = self.sentence.actor_at(first)
        return self.sentence.actors_from(before.start if before is not None else first, last + 1)

    def _is_titled(self, person: Actor, text: str) -> bool:
        """Does a text end in the name of a person, with a title before it?"""
        calendar = self.vocabulary.word("calendar-word")
        named = bool(self.names.of_person(person.person))
        return named and text.endswith(person.person) and person.person.lower() not in calendar

    def _stop(self, actor: Actor, clause: Clause) -> int:
        """Return where the verb begins whose own subject an actor is."""
        for other in self.sentence.clauses_from(actor.end, max(clause.group.start, actor.end) + 1):
            if other.subject is actor:
                relative = other.relative or self.sentence.lower(other.group.start - 1) in self._relative()
                return other.group.start - relative
        return max(clause.group.start, actor.end)

    def _relative(self) -> frozenset[str]:
        return self.vocabulary.word("relative")

    def _start(self, actor: Actor, *, past_of: bool) -> int:
        """Return where the phrase begins whose name an actor is: "the", "senior", "President of"."""
        sentence, word = self.sentence, self.vocabulary.word
        start, floor = actor.start, max(0, actor.start - LEFT_REACH)
        if past_of and actor.preposition == "of":
            of = start - 1 - (sentence.lower(start - 1) in word("article"))
            if sentence.lower(of) == "of":
                start = of
                while start > floor and (sentence.lowers[start - 1].isalnum() or sentence.lowers[start - 1] == "-"):
                    if sentence.lowers[start - 1] in word("article"):
                        return start - 1
                    if self._closes(start - 1):
                        break
                    start -= 1
                return start
        while start > floor:
            lower = sentence.lowers[start - 1]
            if lower in word("article"):
                return start - 1
            joined = sentence.tokens[start - 1].end == sentence.tokens[start].start
            if lower in {"-", "\u2013"} and joined and start - 2 >= floor:  # "a U.S.-Israeli citizen"
                start -= 2
                continue
            if lower == "'s":  # "Ukraine's SBU"
                owner = sentence.actor_at(start - 2)
                return owner.start if owner is not None else start
            counted = actor.kind in COUNTED and sentence.lower(start - 2) not in word("calendar-word")
            if counted and (lower.isdigit() or lower in word("coordination-numeral")):
                start -= 1
                continue
            named = sentence.capitals[start - 1] and lower[:1].isalpha() and not self._closes(start - 1)
            elsewhere = sentence.actor_at(start - 1) is not None  # "in Washington Gorbachev met"
            if not named or elsewhere or lower in word("calendar-word") or lower.endswith("ly"):
                return start
            start -= 1
        return start

    def _closes(self, at: int) -> bool:
        """Is the word at a token none that a name may go on over to its left?"""
        lower = self.sentence.lower(at)
        return lower in self.vocabulary.function_words or lower in self.vocabulary.word("adverb")

    def _end(self, actor: Actor, stop: int) -> int:
        """Return where the phrase ends: before its verb, or before what is inserted."""
        lowers, frames = self.sentence.lowers, self.vocabulary.frames.forms
        if not actor.end < stop <= actor.end + REACH:
            return actor.end
        at, relative, adverbs = actor.end, self._relative(), self.vocabulary.word("adverb")
        while at < stop:
            lower = lowers[at]
            known = self.sentence.actor_at(at)
            verb = (
                lower in frames and lower not in self.vocabulary.frames.noun_classes and not self.sentence.capitals[at]
            )
            if lower in SIGNS or lower in relative or (verb and known is None):
                break
            if lower in self.vocabulary.word("preposition") and lower not in self.vocabulary.word(INNER):
                break
            at += 1
        days = self.vocabulary.words.values("weekday")
        while at > actor.end and (lowers[at - 1] in adverbs or self._closes(at - 1) or lowers[at - 1] in days):
            at -= 1
        return at - (at > actor.end and lowers[at - 1].endswith("ly") and not self.sentence.capitals[at - 1])

    def _plain(self, words: list[Word]) -> list[Word]:
        """Leave out "his" and "Mr." in front."""
        word = self.vocabulary.word
        while words and (words[0].lower in word("possessive-determiner") or words[0].lower in word(HONORIFIC)):
            words = words[1:]
        return words

    def _from_name(self, words: list[Word], actor: Actor, start: int) -> list[Word]:
        """Leave out "Internal Trade" in front of "Dr. Ana Rojas" if it is the end of a title: "Adviser for"."""
        honorifics = self.vocabulary.word(HONORIFIC)
        at = next((index for index, word in enumerate(words) if index and word.lower in honorifics), 0)
        ends_title = self.sentence.lower(start - 1) in self.vocabulary.word("preposition")
        if at and ends_title:
            return words[at + 1 :]
        place = self.sentence.marks.get(start)  # "for the Lake and North Africa Ana Rojas"
        joined = self.sentence.lower(start - 1) in self.vocabulary.word("coordinator")
        named = self.names.of_person(actor.person)
        return put_in(named) if place is None and joined and named and len(words) > len(named.split()) else words

    def _names_somebody(self, actor: Actor, start: int, end: int) -> bool:
        """Do the words name a country, an organisation or a person, rather than "the ministry"?"""
        if any(member.person for member in actor.members_or_self):
            return True
        marks = (self.sentence.marks.get(at) for at in range(start, end))
        return any(mark is not None and mark.title is None for mark in marks) or actor.kind in {
            ActorKind.NAME, ActorKind.ORGANISATION, ActorKind.GROUP, ActorKind.CAPITAL, ActorKind.CITY,
            ActorKind.METONYM, ActorKind.INSTITUTION, ActorKind.REGION, ActorKind.DEMONYM,
        }  # fmt: skip

    def _is_plural(self, actor: Actor, words: list[Word], end: int) -> bool:
        lowers = [word.lower for word in words]
        if "of" in lowers[1:]:  # "the countries of the European Union"
            return _ends_as_plural(lowers[lowers.index("of", 1) - 1])
        plural = _ends_as_plural(self.sentence.lower(end - 1))
        return plural and (actor.kind in {ActorKind.DEMONYM, ActorKind.BODY} or end > actor.end)


def _ends_as_plural(lower: str) -> bool:
    return lower.endswith("s") and not lower.endswith("ss")
