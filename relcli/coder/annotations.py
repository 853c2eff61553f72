"""What the stages write on a sentence, and all types that they hand to one another.

Every type of the coder is here, so that a stage can be read without the stages before it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from relcli.coder.kinds import DateBasis, DatePrecision, FrameFlag, PartyOrigin, RowFit, VerbShape
from relcli.coder.text.lines import LineKind

if TYPE_CHECKING:
    from relcli.coder.kinds import (
        ActorKind,
        ActRule,
        Carrier,
        FormShape,
        Modality,
        ReferenceKind,
        SidePlace,
        SubjectOrigin,
        Unreal,
    )
    from relcli.coder.text.tokens import Token
    from relcli.coder.vocabulary.frames import Form, Frame
    from relcli.coder.vocabulary.vocabulary import Alias, Holder, Title

HOSTILE = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "THREATEN"})

CLAIMING = frozenset({"ACCUSE", "REQUEST", "REJECT"})
"""Types whose content (the accused or demanded act) is no event of the document's own voice."""


FEW = 16
"""Actors that are gone through one by one; more of them are searched by their order."""

CONTENT_LENGTH = 5
"""Letters of a word that says what a sentence is about."""

_start_of = attrgetter("start")
_verb_of = attrgetter("group.start")

HEADLINE_KINDS = frozenset({LineKind.HEADLINE, LineKind.INSERTED, LineKind.BULLET})
UNREAD_KINDS = frozenset({LineKind.TAIL, LineKind.CAPTION})
"""Lines that are not searched for acts."""


class Refusal(NamedTuple):
    """That something states no act: why, and the words that show it ('' if no single ones do)."""

    unreal: Unreal
    words: str = ""

    @property
    def reason(self) -> str:
        """The reason in words, for `explain`."""
        return f"{self.unreal} (“{self.words}”)" if self.words else str(self.unreal)


class Mark(NamedTuple):
    """A lexicon entry in the text: exactly one of alias, title, holder is set (none: a phrase that is no actor)."""

    start: int
    end: int
    alias: Alias | None = None
    title: Title | None = None
    holder: Holder | None = None


@dataclass(slots=True)
class Actor:
    """A stretch of tokens [start, end) that names or points to one or more actors.

    `codes` are empty until a reference is resolved; `reference` is set on references alone.
    """

    start: int
    end: int
    codes: tuple[str, ...]
    kind: ActorKind
    person: str = ""
    level: str = ""
    office: str = ""
    reference: ReferenceKind | None = None
    possessive: bool = False
    preposition: str = ""  # the one that governs it, if any
    found: str = ""  # how it was found, for `explain`
    members: tuple[Actor, ...] = ()  # of a coordination or of "both sides"
    is_pair: bool = False  # resolved to the pair of the text: "the two sides"

    @property
    def members_or_self(self) -> tuple[Actor, ...]:
        """The actor itself, or the members of a coordination."""
        return self.members or (self,)


@dataclass(slots=True)
class AnnotatedSentence:
    """A sentence with what the stages find in it: marks, actors, clauses, acts, each written by one stage."""

    start: int
    end: int
    kind: LineKind
    quoted: bool
    tokens: tuple[Token, ...]
    lowers: list[str]
    capitals: list[bool]
    actors: list[Actor] = field(default_factory=list)
    words: frozenset[str] = frozenset()  # all lower-cased tokens, for quick looks
    marks: dict[int, Mark] = field(default_factory=dict)  # lexicon entries by the token they begin at
    stopped: set[int] = field(default_factory=set)  # tokens of phrases that are no actors: "Iran-backed"
    time_starts: dict[int, int] = field(default_factory=dict)  # first token of a phrase of time -> token after it
    time_ends: dict[int, int] = field(default_factory=dict)  # token after a phrase of time -> its first token
    clauses: list[Clause] = field(default_factory=list)
    frames: dict[int, Frame] = field(default_factory=dict)  # rows that fit exactly, by the verb's token
    noun_classes: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)  # of the nouns of a stretch
    parts: dict[int, str] = field(default_factory=dict)  # why clauses only complete others, by the verb's token
    acts: list[Act] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)  # candidates for acts, those that were taken and the best others
    silent: list[SilentNote] = field(default_factory=list)  # triggers that gave no act
    terms: list[TermsHere] | None = None  # the sector terms of all its tokens, once an act has asked for some

    def lower(self, at: int) -> str:
        """Return the lower-cased token at an index, or an empty string outside the sentence."""
        return self.lowers[at] if 0 <= at < len(self.lowers) else ""

    def text(self, start: int, end: int, body: str) -> str:
        """Return the body's words of the tokens [start, end)."""
        return body[self.tokens[start].start : self.tokens[end - 1].end] if start < end else ""

    @property
    def content_words(self) -> frozenset[str]:
        """The words that say what it is about, as far as length shows them."""
        return frozenset(word for word in self.words if len(word) >= CONTENT_LENGTH)

    @property
    def is_headline(self) -> bool:
        """Is it a headline, an inserted one or a bullet: written without a verb's usual signs, in capitals?"""
        return self.kind in HEADLINE_KINDS

    def capitalised(self, at: int) -> bool:
        """Does the token begin with a capital letter?"""
        return 0 <= at < len(self.capitals) and self.capitals[at]

    def actor_at(self, at: int) -> Actor | None:
        """Return the actor that covers a token; actors are in order and never overlap."""
        if len(self.actors) > FEW:
            index = bisect_right(self.actors, at, key=_start_of) - 1
            return self.actors[index] if index >= 0 and at < self.actors[index].end else None
        for actor in self.actors:
            if actor.start <= at < actor.end:
                return actor
        return None

    def actors_from(self, start: int, stop: int) -> list[Actor]:
        """Return the actors that begin at the tokens [start, stop), in order."""
        if len(self.actors) > FEW:
            first = bisect_left(self.actors, start, key=_start_of)
            return self.actors[first : bisect_left(self.actors, stop, first, key=_start_of)]
        return [actor for actor in self.actors if start <= actor.start < stop]

    def clauses_from(self, start: int, stop: int) -> list[Clause]:
        """Return the clauses whose verbs begin at the tokens [start, stop), in order."""
        first = bisect_left(self.clauses, start, key=_verb_of)
        return self.clauses[first : bisect_left(self.clauses, stop, first, key=_verb_of)]


@dataclass(slots=True)
class VerbGroup:
    """A main verb at token `verb` with its auxiliaries from `start`; `end` is the token after the main verb."""

    verb: int
    start: int
    end: int
    readings: tuple[Form, ...]
    shape: VerbShape
    passive: bool = False
    negated: bool = False
    modal: str = ""
    perfect: str = ""  # "have", "had" or ""
    be_at: int = -1  # token of the form of "be" in the group, if any
    forms: frozenset[FormShape] = field(init=False)  # of which forms the main verb can be

    def __post_init__(self) -> None:
        """Gather the forms of the readings."""
        self.forms = frozenset([form.shape for form in self.readings])

    @property
    def is_bare(self) -> bool:
        """Is it a finite verb without auxiliaries?"""
        return self.shape is VerbShape.FINITE and self.start == self.verb


@dataclass(slots=True)
class Clause:
    """A verb group with its surroundings; all positions are tokens of the sentence."""

    group: VerbGroup
    left: int  # first token of the stretch that may hold the subject
    object_end: int  # end of the stretch that may hold direct objects (before the next verb group)
    right: int  # end of the stretch that may hold anything of this clause
    next_shape: VerbShape | None = None  # shape of the next verb group
    subject: Actor | None = None
    explicit_subject: bool = False  # there are words in the subject's place, even if they name no actor
    subject_origin: SubjectOrigin | None = None
    subject_verb: str = ""  # whose subject it is, if it is that of the governor
    governor: Clause | None = None  # what an infinitive or a gerund depends on
    carrier: Carrier | None = None  # of an infinitive that tells an act: what the word before it makes of that act
    conditional: bool = False
    relative: bool = False
    unreal: Refusal | None = None  # why it states no act: asked, supposed, feared, alleged (module factuality)
    reported: bool = False  # the content of a report ("news that")
    denied: bool = False  # said to be untrue: "denied that", "neither ... nor"

    @property
    def subject_from(self) -> str:
        """How the subject was found, in words ('' if there is none)."""
        return f"{self.subject_origin or ''} {self.subject_verb}".strip()


class PartyFound(NamedTuple):
    """How one side of an act was found; `slot` and `words` are details for `explain`."""

    origin: PartyOrigin
    slot: str = ""
    words: str = ""  # how the actor itself was found
    is_pair: bool = False  # does the actor stand for the pair of the text?

    @property
    def is_unnamed(self) -> bool:
        """Is the side meant without being named, because the text speaks of the pair?"""
        return self.is_pair or self.origin is PartyOrigin.OTHER_SIDE or self.origin is PartyOrigin.PAIR


class Parties(NamedTuple):
    """The two sides of an act, and how they were found."""

    source: Actor
    target: Actor
    mutual: bool
    rule: ActRule
    source_from: PartyFound
    target_from: PartyFound


class NoParties(NamedTuple):
    """That a clause has no two sides, and why."""

    reason: str


class Target(NamedTuple):
    """A target of a clause, and where it was found."""

    actor: Actor
    origin: PartyOrigin
    slot: str = ""

    def found(self, words: str = "", *, is_pair: bool = False) -> PartyFound:
        """Return how the target was found."""
        return PartyFound(self.origin, self.slot, words, is_pair)


class LexiconRow(NamedTuple):
    """A row of verbs.tsv or event_nouns.tsv: its name, which no other row has, and its words."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A clause under one frame: what it would be if it has two sides; `inner` is the infinitive that completes it."""

    clause: Clause
    frame: Frame
    type: str
    inner: Clause | None = None
    inner_frame: Frame | None = None

    @property
    def mutual(self) -> bool:
        """Does the frame say that both sides do it?"""
        return FrameFlag.MUTUAL in self.frame.flags


class SilentNote(NamedTuple):
    """A trigger that gave no act: its token and the reason."""

    at: int
    reason: str


@dataclass(slots=True)
class Act:
    """One act: its sides, what it is, and which tokens of the sentence it covers."""

    type: str
    mode: str
    modality: Modality
    parties: Parties
    trigger: tuple[int, int]
    region: tuple[int, int]
    row: LexiconRow
    clause: Clause | None = None
    flags: frozenset[str] = frozenset()  # of its row, as FrameFlag
    future: bool = False  # does it look ahead, so that "on Monday" is the next one?
    fit: RowFit = RowFit.STRICT
    confidence: float = 1.0  # how likely it is right, 0 to 1

    @property
    def source(self) -> Actor:
        """Who does it."""
        return self.parties.source

    @property
    def target(self) -> Actor:
        """To whom it is done."""
        return self.parties.target

    @property
    def mutual(self) -> bool:
        """Do both sides do it?"""
        return self.parties.mutual

    @property
    def codes(self) -> set[str]:
        """The codes of both sides together."""
        return {*self.source.codes, *self.target.codes}


@dataclass(slots=True)
class Trigger:
    """A verb or a noun that may state an act under one row of the lexicon; sides are still to be found for it."""

    start: int
    end: int
    row: LexiconRow
    type: str
    mode: str
    modality: Modality
    fit: RowFit
    slots: tuple[str, ...] = ()  # where the row looks for the target
    source_slots: tuple[str, ...] = ()  # where a noun's row looks for the source
    flags: frozenset[str] = frozenset()
    clause: Clause | None = None  # None for a noun
    future: bool = False


class Side(NamedTuple):
    """An actor as a possible side of a trigger: where it is, and as the how manyth actor from the trigger."""

    actor: Actor
    place: SidePlace
    rank: int = 0


class Judged(NamedTuple):
    """A candidate for an act as the judge saw it: how likely it is right, whether it was taken, and what weighed most
    for and against it."""

    act: Act
    taken: bool
    reasons: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """The first and last day of an act (ISO, '' if unknown), how exactly they are known, and from what."""

    first: str = ""
    last: str = ""
    precision: DatePrecision = DatePrecision.DAY
    basis: DateBasis = DateBasis.PUBLISHED
    rule: str = ""  # for `explain`

    @property
    def stated(self) -> bool:
        """Does the text itself give the date?"""
        return self.basis is DateBasis.STATED


class TermsHere(NamedTuple):
    """The sectors that a phrase of the tokens [at, end) names; of a single word it may be the beginning that does."""

    at: int
    end: int
    sectors: tuple[str, ...]


class SectorTerm(NamedTuple):
    """A sector, and the tokens [start, end) that name it."""

    sector: str
    start: int
    end: int


class Said(NamedTuple):
    """Who says so: in the text's words ('' is the document's own voice), the speaker, and who is spoken to."""

    words: str = ""
    speaker: Actor | None = None
    listener: Actor | None = None


class Participants(NamedTuple):
    """Names with the countries they stand for, and the highest level taking part."""

    people: tuple[str, ...]
    countries: tuple[str, ...]
    level: str


@dataclass(slots=True)
class Draft:
    """An act with its details, before numbers are given."""

    act: Act
    sentence: AnnotatedSentence
    sentence_index: int
    sectors: tuple[str, ...]
    sector_terms: tuple[str, ...]
    people: tuple[str, ...]
    people_countries: tuple[str, ...]
    level: str
    dated: Dated | None
    place: str
    setting: str
    attribution: str
    own_words: str  # of its clause, to compare it with others
    occasion: Draft | None = None  # the meeting at which it was done
    original: Draft | None = None  # the draft that this one retells

    @property
    def parties(self) -> tuple[frozenset[str], frozenset[str]]:
        """The two sides' codes; of a mutual act in a fixed order."""
        source, target = frozenset(self.act.source.codes), frozenset(self.act.target.codes)
        if self.act.mutual and sorted(source) > sorted(target):
            return target, source
        return source, target

    @property
    def is_in_headline(self) -> bool:
        """Is its sentence a headline or a list item?"""
        return self.sentence.is_headline
