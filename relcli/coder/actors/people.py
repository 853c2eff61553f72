"""People: the name that follows a title, and what the document remembers of everybody it names.

A text gives office and country once ("the Armenian Foreign Minister, Ararat Mirzoyan") and then only the surname, so
every name is kept with what was said of it, under each word by which it may come back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.actors.names import take_name
from relcli.coder.memory import KnownPerson

if TYPE_CHECKING:
    from relcli.coder.annotations import Actor, AnnotatedSentence
    from relcli.coder.memory import Memory
    from relcli.coder.vocabulary.vocabulary import Holder, Vocabulary

APPOSITION_ENDS = frozenset({",", ".", "", ";", "'s", "(", "–", "-"})


class People:
    """Takes in and remembers the people of one sentence."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary, memory: Memory, body: str) -> None:
        """Work on one sentence of a document with this body, with the memory of the sentences before it."""
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.memory = memory
        self.body = body
        self.marks = sentence.marks

    def take_person(self, actor: Actor) -> None:
        """Take in the name that follows a title, also after a comma, and remember the person."""
        at = self._past_rank(actor.end)
        name = take_name(self.sentence, at, self.marks, self.vocabulary)
        if name is None and self.sentence.lower(at) == ",":
            name = take_name(self.sentence, self._past_rank(at + 1), self.marks, self.vocabulary)
            if name and not self._closes_apposition(name[1]):
                name = None
        if name is None:
            return
        start, end = name
        actor.person = self.sentence.text(start, end, self.body)
        actor.end = end
        self.remember(actor, start, end)

    def _past_rank(self, at: int) -> int:
        """Return the end of a rank before a name ("Chad's interior minister, General Margui")."""
        mark = self.marks.get(at)
        rank = mark is not None and mark.title is not None and mark.title.level == "official" and not mark.title.plural
        return mark.end if mark is not None and rank and self.sentence.capitalised(at) else at

    def remember(self, actor: Actor, start: int, end: int) -> None:
        """Keep the person named by the tokens for the rest of the document, under every surname."""
        last = self._last_word(start, end)
        surname = self.sentence.lower(last)
        before = self.memory.people.get(surname)
        words = self._names_alone(actor, start, end, last)
        if not actor.codes and before and before.codes:
            actor.codes, actor.found = before.codes, f"named before: {before.name}"
        person = KnownPerson(actor.person, actor.codes, actor.level, actor.office)
        for word in sorted(words):  # in a fixed order: who was named last decides later on
            known = self.memory.people.get(word)
            if known is None or not known.codes or (actor.codes and len(actor.person) >= len(known.name)):
                self.memory.remember(word, person)

    def correct(self, actor: Actor) -> None:
        """Change what is remembered of a person whose country or office became known after the name."""
        for word, known in list(self.memory.people.items()):
            if known.name == actor.person:
                self.memory.remember(word, KnownPerson(actor.person, actor.codes, actor.level, actor.office))

    def country_of_name(self, actor: Actor) -> None:
        """Give a titled name its country: that of the office holder listed so, or of the person named before.

        The latter also gives the full name.
        """
        marks = (self.marks.get(at) for at in range(actor.start, actor.end))
        holder = next((mark.holder for mark in marks if mark and mark.holder), None)
        if holder is not None:
            actor.codes, actor.found = (holder.code,), f"office holder {holder.name}"
            actor.level = actor.level or holder.level
            return
        known = self.memory.people.get(self.sentence.lowers[actor.end - 1])
        if known and known.codes:
            actor.codes, actor.found = known.codes, f"named before: {known.name}"
            if len(known.name) > len(actor.person):
                actor.person = known.name

    def _last_word(self, start: int, end: int) -> int:
        """Return the token of a name's last word, before "Jr." and the like."""
        suffixes = self.vocabulary.word("name-suffix")
        last = end - 1
        while last > start and (self.sentence.lower(last) == "," or self.sentence.lower(last) in suffixes):
            last -= 1
        return last

    def _names_alone(self, actor: Actor, start: int, end: int, last: int) -> set[str]:
        """Return the words by which a person named by the tokens may be named alone later."""
        surname, particle = self.sentence.lower(last), self.sentence.lower(last - 1)
        words = {surname}
        if last - 1 > start and particle in self.vocabulary.word("name-particle"):
            words.add(particle)
        for holder in self._holders(start, end):
            words.update(word for word in holder.name.lower().split() if self.vocabulary.surnames.get(word))
        new = surname not in self.memory.people and end - start > 1
        if new and not self.vocabulary.full_names.get(actor.person):  # in many languages the surname comes first
            words.add(self.sentence.lower(start))
        return words

    def _closes_apposition(self, at: int) -> bool:
        """Does the word at a token show that the name between it and the comma explained the title?"""
        lower, word = self.sentence.lower(at), self.vocabulary.word
        return (
            lower in APPOSITION_ENDS
            or lower in self.vocabulary.frames.forms
            or lower in word("modal")
            or lower in word("adverb")
            or lower in word("person-apposition-follower")
        )

    def _holders(self, start: int, end: int) -> list[Holder]:
        """Return the office holders whose full name begins the tokens."""
        found = self.vocabulary.full_names.longest(self.sentence.lowers, start)
        return found[1] if found and found[0] <= end else []
