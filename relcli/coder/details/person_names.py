"""The name of somebody whom an actor's phrase shows only by the office: before it, behind it, or behind its head.

"Jan Novak, chairman of the Czech senate", "the US envoy for Libya, Ann Smith", "Korean Trade Agency chief Kim Min-su".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.actors.names import take_name
from relcli.coder.kinds import ActorKind

if TYPE_CHECKING:
    from relcli.coder.annotations import Actor, AnnotatedSentence
    from relcli.coder.vocabulary.vocabulary import Vocabulary

HEADED_KINDS = frozenset({ActorKind.ORGANISATION, ActorKind.BODY, ActorKind.INSTITUTION, ActorKind.ADJECTIVE})
"""Kinds of actors that may be followed by the office of somebody who stands for them."""
OFFICE_REACH = 9  # tokens of "special rapporteur on the sale of children"
LONGEST_NAME = 6
FULL_NAME = 2  # words
CLOSING = frozenset({",", ".", ";", "(", "", "\u2013", "-"})


class PersonNames:
    """Finds the names of one sentence's actors."""

    def __init__(self, sentence: AnnotatedSentence, vocabulary: Vocabulary, body: str) -> None:
        """Read with the words of one vocabulary."""
        self.sentence = sentence
        self.vocabulary = vocabulary
        self.word = vocabulary.word
        self.body = body

    def of(self, actor: Actor) -> str:
        """Return the name of the person that an actor stands for, or an empty string."""
        if actor.person:
            return actor.person
        unnamed = actor.members or not actor.codes or actor.reference
        if unnamed or self.sentence.is_headline or not self._is_here(actor):  # in headlines all words have capitals
            return ""
        if actor.kind == ActorKind.PERSON:
            return self._before(actor.start) or self._behind(actor.end)
        office = self._office_before(actor.start)
        if office is not None:
            return self._before(office)
        if actor.kind not in HEADED_KINDS or actor.possessive:
            return ""
        head = self.sentence.actor_at(actor.end)
        if head is not None:
            same = head.codes == actor.codes and not head.possessive
            return head.person if same else ""
        return self._behind(actor.end, by_office=not self._ends_with_office(actor))

    def _ends_with_office(self, actor: Actor) -> bool:
        """Is the last word of an actor's own name an office ("the OSCE Secretary General")?"""
        titles, lowers = self.vocabulary.titles, self.sentence.lowers
        ends = (titles.longest(lowers, at) for at in range(actor.start, actor.end))
        return any(
            found is not None and found[0] == actor.end and found[1][0].kind == ActorKind.PERSON for found in ends
        )

    def _is_here(self, actor: Actor) -> bool:
        """Is the actor one of the sentence's own, not one that a pronoun of it points to?"""
        return self.sentence.actor_at(actor.start) is actor

    def _office_before(self, at: int) -> int | None:
        """Return where the office of "a spokesman for the rebels" begins, given where the rebels do."""
        at -= self.sentence.lower(at - 1) == "the"
        if self.sentence.lower(at - 1) not in self.word("office-link"):
            return None
        marks = self.sentence.marks.values()
        return next((mark.start for mark in marks if mark.end == at - 1 and mark.title is not None), None)

    def _before(self, at: int) -> str:
        """Return the name before the comma of "Jan Novak, vice-chairman of", given where the office begins."""
        sentence, leads = self.sentence, self.word("office-lead")
        while at > 0 and (sentence.lowers[at - 1] in leads or sentence.lowers[at - 1] == "-"):
            at -= 1
        if sentence.lower(at - 1) != ",":
            return ""
        end = start = at - 1
        while start > 0 and end - start < LONGEST_NAME and self._is_of_name(start - 1):
            start -= 1
        for first in range(start, end - FULL_NAME + 1):
            if take_name(sentence, first, sentence.marks, self.vocabulary) == (first, end):
                return sentence.text(first, end, self.body)
        return ""

    def _is_of_name(self, at: int) -> bool:
        sentence = self.sentence
        lower = sentence.lowers[at]
        return sentence.capitalised(at) or lower == "-" or lower in self.word("name-particle")

    def _behind(self, at: int, *, by_office: bool = False) -> str:
        """Return the name behind the rest of an office, with or without a comma before it."""
        sentence, links = self.sentence, self.word("office-link")
        office = not by_office
        found = self._name_at(at) if office else ""
        if found:
            return found
        last = min(at + OFFICE_REACH, len(sentence.tokens))
        while at < last:
            other = sentence.actor_at(at)
            if other is not None and (other.person or other.kind == ActorKind.PERSON):
                return ""  # "the premier of Japan to President Smith"
            mark = sentence.marks.get(at)
            if mark is not None and mark.title is not None:
                office, at = mark.title.kind == ActorKind.PERSON, mark.end
                found = self._name_at(at) if office else ""
                if found:
                    return found
            elif sentence.lowers[at] == ",":
                name = take_name(sentence, at + 1, sentence.marks, self.vocabulary) if office else None
                full = name is not None and name[1] - name[0] >= FULL_NAME and sentence.lower(name[1]) in CLOSING
                return sentence.text(*name, self.body) if name is not None and full else ""
            elif sentence.capitalised(at) or sentence.lowers[at] in links:
                at += 1
            else:
                return ""
        return ""

    def _name_at(self, at: int) -> str:
        name = take_name(self.sentence, at, self.sentence.marks, self.vocabulary)
        return self.sentence.text(*name, self.body) if name is not None else ""
