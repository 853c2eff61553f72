"""What the reader of a document keeps in mind from one sentence to the next.

People by surname, the last subject, the last pair of parties, the meeting being told, and the government that speaks.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.coder.annotations import Actor


PRESENT = 5
PRESENT_IN_SPEECHES = 1
LONG = 45  # sentences: longer texts are speeches and briefings, which turn to something else at any moment
"""For how many sentences a party stays present without being named."""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Someone named earlier in the document."""

    name: str
    codes: tuple[str, ...]
    level: str
    office: str


@dataclass(slots=True)
class Party:
    """One side of the pair being spoken of: its codes and the people who stood for it."""

    codes: tuple[str, ...]
    people: tuple[KnownPerson, ...] = ()


@dataclass(slots=True)
class Memory:
    """The state of one document's reading; made anew for each document."""

    day: str  # ISO day of publication
    home: tuple[str, ...] = ()  # whose government publishes, if that can be told
    topic: str = ""  # the country a first-person statement is about
    people: dict[str, KnownPerson] = field(default_factory=dict)
    offices: dict[str, KnownPerson] = field(default_factory=dict)  # who was last spoken of in an office, named or not
    subject: Actor | None = None
    last_person: KnownPerson | None = None
    pair: tuple[Party, Party] | None = None
    index: int = 0  # of the sentence being read
    reach: int = PRESENT  # sentences for which a party stays present
    seen: dict[str, int] = field(default_factory=dict)  # code -> sentence in which it was last named
    paired_at: int = -99  # sentence of the last act between the two sides
    occasion: int | None = None

    def remember(self, name: str, person: KnownPerson) -> None:
        """Keep a person under every word of the name that may stand for it alone (the last, or a listed surname)."""
        self.people[name.lower()] = person

    def other_side(self, codes: tuple[str, ...]) -> Party | None:
        """Return the other party of the current pair, or None if there is none or `codes` are not of the pair."""
        if self.pair is None:
            return None
        first, second = self.pair
        other = second if set(codes) & set(first.codes) else first if set(codes) & set(second.codes) else None
        return other if other is not None and self.is_present(other) else None

    def is_present(self, party: Party) -> bool:
        """Was the party named or dealt with lately, so that it may be meant without being named?"""
        last = max((self.seen.get(code, -99) for code in party.codes), default=-99)
        return self.index - last <= self.reach or self.index - self.paired_at <= self.reach

    def note(self, codes: tuple[str, ...]) -> None:
        """Remember that actors were named in the sentence being read."""
        for code in codes:
            self.seen[code] = self.index

    def end_pair(self) -> None:
        """Forget pair and meeting: the text has turned to something else."""
        self.pair = None
        self.occasion = None
