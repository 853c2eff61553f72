"""What the parties of an act are called: people by their names, states and organisations in plain English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.english import in_a_row
from relcli.lexicon.naming import MOST_NAMES, spoken_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relcli.coder.annotations import Actor
    from relcli.coder.vocabulary.vocabulary import Vocabulary

LONGEST_INITIALS = 4  # letters; a longer name in capitals is that of a speaker in a transcript
LONGEST_ROW = 75  # characters of more than `MOST_NAMES` names that are all given
REMEMBERED = "2005"
"""From when on those who have left office are known by their surnames, whoever else has borne them."""
ADVERBIAL = "fully"
"""How no name ends, but a word of a heading that follows one: "Rojas Successfully"."""
HEAD = "head"
"""The level of offices whose holders are known by their surnames alone."""


class Names:
    """Names parties with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take a compiled lexicon."""
        self._names = vocabulary.actor_names
        self._with_article = vocabulary.word("act-headline-article-word")
        self._calendar = vocabulary.word("calendar-word")
        self._honorifics = vocabulary.word("act-headline-honorific")
        self._pronouns = vocabulary.pronouns
        self._acronyms = vocabulary.word("act-headline-acronym")
        self._surnames = vocabulary.surnames
        self._bodies = vocabulary.word("act-headline-body")

    def of_code(self, code: str) -> str:
        """Return "the United States", "Iran", "the African Union", "NATO"."""
        return spoken_name(code, self._names.get(code, code), self._with_article, self._acronyms)

    def of_codes(self, codes: Sequence[str]) -> str:
        """Return the names of several states as they stand in a sentence."""
        return self.row([self.of_code(code) for code in codes])

    def row(self, names: Iterable[str]) -> str:
        """Return "A and B", "A, B and 5 others": all names if there is room for them, else the first and how many."""
        named = list(dict.fromkeys(name for name in names if name))
        if len(named) <= MOST_NAMES or len(in_a_row(named)) <= LONGEST_ROW:
            return in_a_row(named)
        return in_a_row([*named[: MOST_NAMES - 1], f"{len(named) - MOST_NAMES + 1} others"])

    def each_of(self, actor: Actor) -> list[str]:
        """Return whom an actor means one by one; a state whose leader is named stands behind the name."""
        members = [member for member in actor.members if member.codes] or [actor]
        led = {code for member in members if self.of_person(member.person) for code in member.codes}
        names: list[str] = []
        for member in members:
            person = self.of_member(member)
            if person:
                names.append(person)
            else:
                names += [self.of_code(code) for code in member.codes if code not in led]
        return names or [self.of_code(code) for code in actor.codes]

    def of_member(self, member: Actor) -> str:
        """Return the name of a person, with the state if it is a surname alone: "Rojas of Peru"; '' if unknown."""
        name = self.of_person(member.person)
        if not name or " " in name or not member.codes:
            return name
        heads = {each.code for each in self._surnames.get(name) if each.level == HEAD}
        if (
            member.level == HEAD and len(heads) == 1 and heads.isdisjoint(member.codes)
        ):  # who leads another state is no name of this one
            return ""
        if self.is_head(name, member):
            return name
        return f"{name} of {self.of_code(member.codes[0])}"

    def is_head(self, surname: str, member: Actor) -> bool:
        """Has just one person of a surname been at the head of a state, so that everybody knows who is meant?"""
        holders = self._surnames.get(surname) or self._surnames.get(surname.title())
        own = member.level == HEAD
        held = [each for each in holders if each.level == HEAD and (own or not each.last or each.last >= REMEMBERED)]
        heads = {(each.name, each.code) for each in held}
        return len(heads) == 1 or len({name for name, of in heads if of in member.codes}) == 1

    def of_person(self, name: str) -> str:
        """Return a name without the comma of "Biden, Jr." and the day that follows it in a report; '' if unknown.

        One word is a name only of those who have held an office: a reader cannot tell who "Patrick" is.
        """
        words = name.replace(",", " ").split() if name.lower() not in self._pronouns else []
        while len(words) > 1 and words[0].lower() in self._honorifics:
            words.pop(0)
        while len(words) > 1 and (words[-1].lower() in self._calendar or words[-1].endswith(ADVERBIAL)):
            words.pop()
        if not words or words[-1].lower() in self._bodies or (len(words) == 1 and not self.is_known(words[0])):
            return ""
        return " ".join(word.title() if len(word) > LONGEST_INITIALS and word.isupper() else word for word in words)

    def is_known(self, surname: str) -> bool:
        """Is a word the surname of somebody who has held an office?"""
        return bool(self._surnames.get(surname)) or bool(self._surnames.get(surname.title()))

    def of_actor(self, actor: Actor, *, states: bool = False) -> str:
        """Return whom an actor means: its people unless `states` are asked for, else its states; '' if unknown."""
        members = [member for member in actor.members if member.codes] or [actor]
        people = [self.of_member(member) for member in members]
        if all(people) and not states:
            return self.row(people)
        several = len({code for member in members for code in member.codes})
        if not actor.members or states or several < len(members):  # "the president and I" of one country
            return self.of_codes(actor.codes)
        return self.row(self.each_of(actor))


def possessive(name: str) -> str:
    """Return "Iran's", "the United States'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"
