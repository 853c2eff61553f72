"""One sentence as the stages pass it on: its tokens, what stands where, and the actors found in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coder.marks import Mark
    from relcli.coder.text import Sentence
    from relcli.coder.tokens import Token


@dataclass(slots=True)
class Actor:
    """A stretch of tokens [start, end) that names or points to one or more actors.

    `kind`: name, adjective, demonym, capital, city, metonym, institution, region, organisation, group (as in the
    lexicon),
    person (someone in an office), body (an organ of a state), reference (a pronoun or a title without a name;
    `reference`
    says which). `codes` are empty until a reference is resolved.
    """

    start: int
    end: int
    codes: tuple[str, ...]
    kind: str
    person: str = ""
    level: str = ""
    office: str = ""
    reference: str = ""
    possessive: bool = False
    oblique: str = ""  # the preposition before it, if any
    found: str = ""  # how it was found, for `explain`
    members: tuple[Actor, ...] = ()  # of a coordination or of "both sides"

    @property
    def everyone(self) -> tuple[Actor, ...]:
        """The actor itself, or the members of a coordination."""
        return self.members or (self,)


@dataclass(slots=True)
class View:
    """A sentence with its tokens' lower-cased forms beside it, and its actors in order."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    lowers: list[str]
    capitals: list[bool]
    actors: list[Actor] = field(default_factory=list)
    words: frozenset[str] = frozenset()  # all lower-cased tokens, for quick looks
    marks: dict[int, Mark] = field(default_factory=dict)  # lexicon entries by the token they begin at
    stopped: set[int] = field(default_factory=set)  # tokens of phrases that are no actors: "Iran-backed"

    def lower(self, at: int) -> str:
        """Return the lower-cased token at an index, or an empty string outside the sentence."""
        return self.lowers[at] if 0 <= at < len(self.lowers) else ""

    def text(self, start: int, end: int, body: str) -> str:
        """Return the body's words of the tokens [start, end)."""
        return body[self.tokens[start].start : self.tokens[end - 1].end] if start < end else ""

    def capitalised(self, at: int) -> bool:
        """Does the token begin with a capital letter?"""
        return 0 <= at < len(self.capitals) and self.capitals[at]

    def actor_at(self, at: int) -> Actor | None:
        """Return the actor that covers a token."""
        for actor in self.actors:
            if actor.start <= at < actor.end:
                return actor
        return None


def view_of(sentence: Sentence) -> View:
    """Return a view of a sentence without actors yet."""
    tokens = sentence.tokens
    lowers = [token.lower for token in tokens]
    capitals = [token.text[0].isupper() for token in tokens]
    return View(sentence, tokens, lowers, capitals, words=frozenset(lowers))
