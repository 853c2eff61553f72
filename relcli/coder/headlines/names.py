"""What the parties of an act are called: people by their names, states and organisations in plain English."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relcli.coder.annotations import Actor
    from relcli.coder.vocabulary.vocabulary import Vocabulary

MOST_NAMES = 3
"""Names in a row; of more only the first two are given, and how many more there are."""


class Names:
    """Names parties with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take a compiled lexicon."""
        self._names = vocabulary.actor_names
        self._with_article = vocabulary.word("act-headline-article-word")
        self._calendar = vocabulary.word("calendar-word")
        self._honorifics = vocabulary.word("act-headline-honorific")
        self._acronyms = vocabulary.word("act-headline-acronym")

    def of_code(self, code: str) -> str:
        """Return "the United States", "Iran", "the African Union", "NATO"."""
        name = self._names.get(code, code)
        if code.lower() in self._acronyms:
            return code
        words = name.lower().split()
        return f"the {name}" if not self._with_article.isdisjoint(words) and words[0] != "the" else name

    def of_codes(self, codes: Sequence[str]) -> str:
        """Return the names of several states as they stand in a sentence."""
        return in_a_row([self.of_code(code) for code in codes])

    def each_of(self, actor: Actor) -> list[str]:
        """Return whom an actor means one by one; a state whose leader is named stands behind the name."""
        members = [member for member in actor.members if member.codes] or [actor]
        led = {code for member in members if member.person for code in member.codes}
        names: list[str] = []
        for member in members:
            if member.person:
                names.append(self.of_person(member.person))
            else:
                names += [self.of_code(code) for code in member.codes if code not in led]
        return names

    def of_person(self, name: str) -> str:
        """Return a name without the comma of "Biden, Jr." and without the day that follows it in a report."""
        words = name.replace(",", " ").split()
        while len(words) > 1 and words[0].lower() in self._honorifics:
            words.pop(0)
        while len(words) > 1 and words[-1].lower() in self._calendar:
            words.pop()
        return " ".join(words)

    def of_actor(self, actor: Actor, *, states: bool = False) -> str:
        """Return whom an actor means: its people unless `states` are asked for, else its states; '' if unknown."""
        members = [member for member in actor.members if member.codes] or [actor]
        people = [self.of_person(member.person) for member in members]
        if all(people) and not states:
            return in_a_row(list(dict.fromkeys(people)))
        if not actor.members or states:
            return self.of_codes(actor.codes)
        return in_a_row(dict.fromkeys(self.each_of(actor)))


def in_a_row(names: Iterable[str]) -> str:
    """Return "A", "A and B", "A, B and C", "A, B and 5 more"."""
    named = [name for name in names if name]
    if len(named) > MOST_NAMES:
        named = [*named[:2], f"{len(named) - 2} more"]
    return " and ".join([", ".join(named[:-1]), named[-1]]) if len(named) > 1 else "".join(named)


def possessive(name: str) -> str:
    """Return "Iran's", "the United States'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def capitalised(text: str) -> str:
    """Return a text that begins with a capital letter, the rest as it is."""
    return text[:1].upper() + text[1:]
