"""What the reader of a document keeps in mind from one sentence to the next.

People by surname, the last subject, the last pair of parties, who was named lately, and the government that speaks.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from relcli.coder.kinds import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relcli.coder.annotations import Actor
    from relcli.coder.kinds import Modality

PRESENT = 5
"""For how many sentences a party stays present without being named."""
PRESENT_IN_SPEECHES = 1
BODY_REACH = 2
"""For how many sentences "the ministry" is one that was named, and not the one at home."""
LONG = 45
"""Sentences: longer texts are speeches and briefings, which turn to something else at any moment."""
MOST_PEOPLE = 500
"""Words of names that are remembered; beyond these, the one learnt first is forgotten."""
MOST_ACTS = 8
"""The last acts between the same sides that are remembered."""
NEVER = -99
"""The index of a sentence that is out of everybody's reach."""


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


class DoneAct(NamedTuple):
    """An act that a sentence before reports."""

    type: str
    modality: Modality
    row: str
    sentence: int
    in_headline: bool
    words: frozenset[str]  # those of its sentence that say something


class WholeText(NamedTuple):
    """What a text as a whole is about.

    `mentions`: in how many sentences a state or organisation is named; `leading`: those of the first sentences;
    `matters`: subject matter -> share of the sentences that are about it, 0 to 1.
    """

    mentions: Mapping[str, int] = {}
    leading: frozenset[str] = frozenset()
    matters: Mapping[str, float] = {}


@dataclass(slots=True)
class Memory:
    """The state of one document's reading; each document has its own."""

    day: str  # ISO day of publication
    home: tuple[str, ...] = ()  # whose government publishes, if the document shows it
    topic: str = ""  # the country a first-person statement is about
    people: dict[str, KnownPerson] = field(default_factory=dict)
    offices: dict[str, KnownPerson] = field(default_factory=dict)  # who was last spoken of in an office, named or not
    offices_here: dict[str, tuple[int, KnownPerson]] = field(
        default_factory=dict
    )  # and in this sentence, at which token
    seat: tuple[str, ...] = ()  # the country that the document is reported from
    bodies: dict[str, tuple[tuple[str, ...], int]] = field(
        default_factory=dict
    )  # whose "army" was named last, and where
    subject: Actor | None = None
    last_person: KnownPerson | None = None
    pair: tuple[Party, Party] | None = None
    blamed: tuple[str, ...] = ()  # whom somebody accused or punished last
    blamer: tuple[str, ...] = ()  # who that was
    blamed_at: int = NEVER  # sentence in which that was
    index: int = 0  # of the sentence being read
    reach: int = PRESENT  # sentences for which a party stays present
    seen: dict[str, int] = field(default_factory=dict)  # code -> sentence in which it was last named
    paired_at: int = NEVER  # sentence of the last act between the two sides
    whole: WholeText = field(default_factory=WholeText)  # what the text is about, read in advance
    done: dict[frozenset[str], deque[DoneAct]] = field(default_factory=dict)  # the last acts by both sides' codes

    def set_reach(self, sentences: int) -> None:
        """Decide for how long parties stay present in a document of so many sentences."""
        self.reach = PRESENT_IN_SPEECHES if sentences > LONG else PRESENT

    def remember(self, name: str, person: KnownPerson) -> None:
        """Keep a person under every word of the name that may stand for it alone (the last, or a listed surname)."""
        word = name.lower()
        if word not in self.people and len(self.people) >= MOST_PEOPLE:
            del self.people[next(iter(self.people))]
        self.people[word] = person

    def note_body(self, noun: str, codes: tuple[str, ...]) -> None:
        """Remember whose body was named in the sentence being read, for "the ministry" later on."""
        self.bodies[noun] = (codes, self.index)

    def body_called(self, noun: str, speaker: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Return whose body a noun alone means: that of the one named lately, of the speaker, or at home.

        "At home" is where the document is reported from, if that country is spoken of or no body was named at all.
        """
        codes, index = self.bodies.get(noun, ((), NEVER))
        if self.index - index <= BODY_REACH:
            return codes
        spoken_of = self.seat if not codes or set(self.seat) & set(self.seen) else ()
        return speaker or self.home or spoken_of or codes

    def note_office(self, start: int, person: KnownPerson) -> None:
        """Remember who was spoken of in an office at a token of the sentence being read."""
        self.offices_here.setdefault(person.office, (start, person))

    def begin_sentence(self) -> None:
        """Take over who was spoken of in an office in the sentence before."""
        for office, (_, person) in self.offices_here.items():
            self.offices[office] = person
        self.offices_here.clear()

    def holder_of(self, office: str, at: int) -> KnownPerson | None:
        """Return who was last spoken of in an office before a token of the sentence being read."""
        start, person = self.offices_here.get(office, (at, None))
        return person if start < at else self.offices.get(office)

    def other_side(self, codes: tuple[str, ...]) -> Party | None:
        """Return the other party of the current pair, or None if there is none or `codes` are not of the pair."""
        if self.pair is None:
            return None
        first, second = self.pair
        other = second if set(codes) & set(first.codes) else first if set(codes) & set(second.codes) else None
        return other if other is not None and self.is_present(other) else None

    def is_present(self, party: Party) -> bool:
        """Was the party named or dealt with lately, so that it may be meant without being named?"""
        last = max((self.seen.get(code, NEVER) for code in party.codes), default=NEVER)
        return self.index - last <= self.reach or self.index - self.paired_at <= self.reach

    def may_have_acts(self, actors: Iterable[Actor]) -> bool:
        """Can the sentence report an act: does it name two sides, or one while another may be meant?"""
        codes = {code for actor in actors for code in actor.codes}
        if len(codes) > 1:
            return True
        if any(member.reference for actor in actors for member in actor.members_or_self):
            return len(codes | set(self.seen) | set(self.home) | set(self.seat)) > 1
        return bool(codes) and (self.pair is not None or bool(self.topic))

    def note_without_acts(self, actors: Iterable[Actor]) -> None:
        """Keep the subject of a sentence that reports no act, for the pronouns of the next."""
        members = (member for actor in actors for member in actor.members_or_self)
        for member in members:
            if member.codes and not member.preposition and member.kind != ActorKind.ADJECTIVE:
                self.subject = member
                if member.person:
                    self.last_person = KnownPerson(member.person, member.codes, member.level, member.office)
                break
        self.note(actors)

    def note(self, actors: Iterable[Actor]) -> None:
        """Remember that actors were named in the sentence being read."""
        for actor in actors:
            if actor.kind != ActorKind.REFERENCE:
                for code in actor.codes:
                    self.seen[code] = self.index

    def note_act(self, codes: set[str], act: DoneAct) -> None:
        """Remember what is done between these sides, and the sentence being read if they are the pair."""
        self.done.setdefault(frozenset(codes), deque(maxlen=MOST_ACTS)).append(act)
        if codes <= {code for party in self.pair or () for code in party.codes}:
            self.paired_at = self.index

    def end_pair(self) -> None:
        """Forget the pair: the text has turned to something else."""
        self.pair = None
