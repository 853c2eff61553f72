"""How far a title reaches: its departments, the seat of an envoy, the country behind it.

"Minister for Industry, Mining, and Trade", "Ambassador of Japan to Pakistan", "Head of the Y Department of the Z of X":
no list can hold them all, so a title of the lexicon grows to the right over the words that belong to it. The country is
whose title it is; a seat ("to Pakistan") is where its holder sits and no party to anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coder.annotations import Actor, AnnotatedSentence, Mark
    from relcli.coder.vocabulary.vocabulary import Vocabulary

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


class Titles:
    """Measures the titles of one sentence."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary) -> None:
        """Work on one sentence whose marks are known."""
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.marks = sentence.marks

    def title_behind(self, at: int) -> int | None:
        """Return where a title begins behind a country, past adjectives, departments and ordinals."""
        skipped = self.vocabulary.word("separator-adjective")
        for _ in range(MOST_MODIFIERS):
            mark = self.marks.get(at)
            if mark:
                return at if mark.title else None
            lower = self.sentence.lower(at)
            known = lower in skipped or lower in self.vocabulary.departments or lower[:1].isdigit()
            before = self.sentence.lower(at - 1)
            hyphen = lower == "-" and (before in self.vocabulary.departments or before in skipped)
            if not known and not hyphen:
                return None
            at += 1
        return None

    def end_of_title(self, title_at: int) -> int:
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

    def past_seat(self, at: int) -> int:
        """Return the end of "to Pakistan", "to the United Nations" behind an envoy: a seat is no party."""
        if self.sentence.lower(at) not in SEAT_LINKS:
            return at
        after = at + 1 + (self.sentence.lower(at + 1) == "the")
        mark = self.marks.get(after)
        return mark.end if mark and mark.alias else at

    def modifies(self, at: int) -> bool:
        """Is a title an adjective here, before a noun of its own ("official visit")?"""
        lower = self.sentence.lower(at)
        return lower in self.vocabulary.frames.noun_classes or lower in self.vocabulary.frames.event_nouns

    def take_country(self, actor: Actor, envoy: bool) -> None:
        """Take in the country behind a title, with the seat of an envoy before or behind it."""
        sentence = self.sentence
        if envoy and self._named_behind_seat(actor.end):
            actor.end = self.past_seat(actor.end)
        link = sentence.lower(actor.end)
        if link not in COUNTRY_LINKS | {"in"} or (link == "from" and self._behind_verb(actor.start)):
            return
        mark = self._country_after(actor.end, actor.kind == "person")
        if link == "in" and sentence.lowers[actor.start] not in SEATED_BODIES:
            return
        if mark and mark.alias:
            actor.codes, actor.end = (mark.alias.code,), mark.end
            actor.found += f" of {mark.alias.text}"
            if envoy:
                actor.end = self.past_seat(actor.end)

    def _departments(self, at: int) -> int:
        sentence = self.sentence
        start = at
        if sentence.lower(at) in {"of", "for"}:
            first = at + 1 + (sentence.lower(at + 1) == "the")
            if not self._is_department(first):
                return start
            at = first + 1
        elif not self._is_department(at):
            return start
        while True:
            step = 1
            while sentence.lower(at + step - 1) in {",", "and", "&", "in-charge"} and step < 3:
                step += 1
            if self._is_department(at + step - 1):
                at += step
            else:
                return at

    def _is_department(self, at: int) -> bool:
        """Is a token a capitalised department word that begins no name of its own ("State of Palestine")?"""
        return (
            self.sentence.lower(at) in self.vocabulary.departments
            and self.sentence.capitalised(at)
            and at not in self.marks
        )

    def _country_after(self, at: int, long_title: bool) -> Mark | None:
        """Return the country in "of the Republic of X", for a person also in "Head of the Y Department of the Z of
        X"."""
        for ahead in range(at + 1, at + (LONGEST_TITLE if long_title else 3)):
            mark = self.marks.get(ahead)
            if mark and mark.alias:
                return mark if mark.alias.kind in STATE_KINDS - {"adjective", "demonym"} else None
            lower = self.sentence.lower(ahead)
            filler = lower in {"of", "the", "for", "and"} or self.sentence.capitalised(ahead)
            if mark is not None or not filler:
                return None
        return None

    def _behind_verb(self, at: int) -> bool:
        """Does a verb stand before a token, so that "from" may be the verb's ("withdrew its diplomats from India")?"""
        return any(word in self.vocabulary.frames.forms for word in self.sentence.lowers[:at])

    def _named_behind_seat(self, at: int) -> bool:
        """Is "to Pakistan" a mere seat, because the envoy's name or verb follows ("recalled its envoy to
        Pakistan": it is not)?"""
        end = self.past_seat(at)
        return (
            end > at
            and self.sentence.lower(at) == "to"
            and self.sentence.lower(end) in {",", "("}
            and self.sentence.capitalised(end + 1)
        )
