"""What a phrase of the lexicon can stand for: an alias of an actor, a title, the holder of an office."""

from __future__ import annotations

from typing import NamedTuple


class Alias(NamedTuple):
    """One name of an actor: `kind` says what sort of name, `rule` when it counts (docs/lexicon.md)."""

    code: str
    kind: str
    text: str
    rule: str = ""
    first: str = ""
    last: str = ""

    def valid_on(self, day: str) -> bool:
        """Is the alias in use on an ISO day?"""
        return (not self.first or self.first <= day) and (not self.last or day <= self.last)


class Title(NamedTuple):
    """An office or a body that represents its state: 'foreign minister' (person), 'warplanes' (body)."""

    text: str
    level: str
    office: str
    kind: str
    plural: bool = False


class Holder(NamedTuple):
    """A person in an office for a time."""

    name: str
    code: str
    office: str
    level: str
    first: str
    last: str

    def holds_on(self, day: str) -> bool:
        """Is the person in office on an ISO day?"""
        return (not self.first or self.first <= day) and (not self.last or day[: len(self.last)] <= self.last)
