"""Titles: how far one reaches over its departments, the seat of an envoy, and the country whose title it is.

"Minister for Industry, Mining, and Trade", "Ambassador of Japan to Pakistan", "Head of the Y Department of the Z of X":
no list can hold them all, so a title of the lexicon grows to the right over the words that belong to it. A seat ("to
Pakistan") is where its holder works and no party to anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.kinds import ActorKind

if TYPE_CHECKING:
    from relcli.coder.annotations import Actor, AnnotatedSentence, Mark
    from relcli.coder.vocabulary.vocabulary import Vocabulary

STATE_KINDS = frozenset(
    {
        ActorKind.NAME,
        ActorKind.CAPITAL,
        ActorKind.METONYM,
        ActorKind.INSTITUTION,
        ActorKind.REGION,
        ActorKind.ORGANISATION,
        ActorKind.GROUP,
    }
)
"""Kinds of names that a title may be followed by: "the foreign minister of Japan"."""
MOST_MODIFIERS = 5
LONGEST_TITLE = 14
LONGEST_BODY_LINK = 3  # tokens of "of the Republic" between a body and its country
MOST_JOINTS = 2  # ", and" between two departments


class Titles:
    """Measures the titles of one sentence."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> None:
        """Work on one sentence whose marks are known."""
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.marks = sentence.marks

    def title_after(self, at: int) -> int | None:
        """Return where a title begins after a country, past adjectives, departments and ordinals."""
        skipped, departments = self.vocabulary.word("separator-adjective"), self.vocabulary.departments
        for _ in range(MOST_MODIFIERS):
            mark = self.marks.get(at)
            if mark:
                return at if mark.title else None
            lower, before = self.sentence.lower(at), self.sentence.lower(at - 1)
            known = lower in skipped or lower in departments or lower[:1].isdigit()
            hyphen = lower == "-" and (before in departments or before in skipped)
            if not known and not hyphen:
                return None
            at += 1
        return None

    def end_of_title(self, title_at: int) -> int:
        """Return the end of "Minister for Industry, Mining, and Trade", "Prime Minister and Minister of Defence"."""
        end = self.marks[title_at].end
        while True:
            mark = self.marks.get(end)
            if mark and mark.title and mark.title.kind == ActorKind.PERSON:
                end = mark.end
                continue
            further = self._past_departments(end)
            if further == end:
                return end
            end = further

    def past_seat(self, at: int) -> int:
        """Return the end of "to Pakistan", "to the United Nations" after an envoy: a seat is no party."""
        if self.sentence.lower(at) not in self.vocabulary.word("title-seat-link"):
            return at
        country = at + 1 + (self.sentence.lower(at + 1) == "the")
        mark = self.marks.get(country)
        return mark.end if mark and mark.alias else at

    def modifies(self, at: int) -> bool:
        """Is a title that ends before a token an adjective of the noun there ("official visit")?"""
        lower = self.sentence.lower(at)
        return lower in self.vocabulary.frames.noun_classes or lower in self.vocabulary.frames.event_nouns

    def take_country(self, actor: Actor, envoy: bool) -> None:
        """Take in the country after a title, with the seat of an envoy before or after it."""
        sentence, word = self.sentence, self.vocabulary.word
        if envoy and self._is_seat_only(actor.end):
            actor.end = self.past_seat(actor.end)
        link = sentence.lower(actor.end)
        if link not in word("title-country-link") or (link == "from" and self._has_verb_before(actor.start)):
            return
        # "In Libya" makes a government Libya's, but not troops.
        if link == "in" and sentence.lowers[actor.start] not in word("title-seated-body"):
            return
        mark = self._country_after(actor.end, LONGEST_TITLE if actor.kind == ActorKind.PERSON else LONGEST_BODY_LINK)
        if mark and mark.alias:
            actor.codes, actor.end = (mark.alias.code,), self._past_body(mark)
            actor.found += f" of {mark.alias.text}"
            if envoy:
                actor.end = self.past_seat(actor.end)

    def _past_body(self, mark: Mark) -> int:
        """Return the end of "the Central African Republic (CAR)", "the Ghanaian Foreign Ministry" after a title."""
        end, sentence = mark.end, self.sentence
        if mark.alias and mark.alias.kind == ActorKind.ADJECTIVE:
            body = self.title_after(end)
            return self.marks[body].end if body is not None else end
        if sentence.lower(end) == "(" and sentence.lower(end + 2) == ")" and sentence.tokens[end + 1].text.isupper():
            return end + 3
        return end

    def _past_departments(self, at: int) -> int:
        """Return the end of the departments that begin at a token ("for Industry, Mining, and Trade"), if any do."""
        sentence, joints = self.sentence, self.vocabulary.word("title-department-joint")
        first = at
        if sentence.lower(at) in self.vocabulary.word("title-department-link"):
            first = at + 1 + (sentence.lower(at + 1) == "the")
        if self._is_department(first):
            at = first if first == at else first + 1
        elif sentence.lower(at) not in {",", *joints} or sentence.lower(at - 1) not in self.vocabulary.departments:
            return at  # "Minister of Agriculture" may be one title; "and Food Security" goes on with it
        while True:
            step = 1
            while step <= MOST_JOINTS and (
                sentence.lower(at + step - 1) == "," or sentence.lower(at + step - 1) in joints
            ):
                step += 1
            if not self._is_department(at + step - 1):
                return at
            at += step

    def _is_department(self, at: int) -> bool:
        """Is a token a capitalised department word that begins no name of its own ("State of Palestine")?"""
        return (
            self.sentence.lower(at) in self.vocabulary.departments
            and self.sentence.capitalised(at)
            and at not in self.marks
        )

    def _country_after(self, at: int, reach: int) -> Mark | None:
        """Return the country in "of the Republic of X", further on in "Head of the Y Department of the Z of X"."""
        filler = self.vocabulary.word("title-country-filler")
        for ahead in range(at + 1, at + reach):
            mark = self.marks.get(ahead)
            if mark and mark.alias:
                return mark if mark.alias.kind in STATE_KINDS or self._owns_body(mark) else None
            if mark is not None or not (self.sentence.capitalised(ahead) or self.sentence.lower(ahead) in filler):
                return None
        return None

    def _owns_body(self, mark: Mark) -> bool:
        """Is it the owner in "the Ghanaian Foreign Ministry", for which a spokesman speaks?"""
        if mark.alias is None or mark.alias.kind != ActorKind.ADJECTIVE:
            return False
        at = self.title_after(mark.end)
        title = self.marks[at].title if at is not None else None
        return title is not None and title.kind == ActorKind.BODY

    def _has_verb_before(self, at: int) -> bool:
        """Is there a verb before a token, so that "from" may be the verb's ("withdrew its diplomats from India")?"""
        return any(word in self.vocabulary.frames.forms for word in self.sentence.lowers[:at])

    def _is_seat_only(self, at: int) -> bool:
        """Is "to Pakistan" a mere seat, because the envoy's name follows (unlike "recalled its envoy to Pakistan")?"""
        end = self.past_seat(at)
        named = self.sentence.lower(end) in {",", "("} and self.sentence.capitalised(end + 1)
        return end > at and self.sentence.lower(at) == "to" and named
