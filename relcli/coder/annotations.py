"""What the stages write on a sentence, and all types that they hand to one another.

Every type of the coder is here, so that a stage can be read without the stages before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from relcli.coder.text.lines import LineKind
    from relcli.coder.text.sentences import Sentence
    from relcli.coder.text.tokens import Token
    from relcli.coder.vocabulary.frames import Form
    from relcli.coder.vocabulary.vocabulary import Alias, Holder, Title

HOSTILE = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "THREATEN"})

CLAIMING = frozenset({"ACCUSE", "REQUEST", "REJECT"})
"""Types whose content (the accused or demanded act) is no event of the document's own voice."""


class FormShape(StrEnum):
    """Which form of its verb a written word is."""

    BASE = "base"
    THIRD = "third"
    PAST = "past"
    PARTICIPLE = "participle"
    GERUND = "gerund"


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
    preposition: str = ""  # the one that governs it, if any
    found: str = ""  # how it was found, for `explain`
    members: tuple[Actor, ...] = ()  # of a coordination or of "both sides"

    @property
    def members_or_self(self) -> tuple[Actor, ...]:
        """The actor itself, or the members of a coordination."""
        return self.members or (self,)


@dataclass(slots=True)
class AnnotatedSentence:
    """A sentence with its tokens' lower-cased forms beside it, and its actors in order."""

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


@dataclass(slots=True)
class VerbGroup:
    """A main verb at token `verb` with its auxiliaries from `start`; `end` is the token behind the main verb."""

    verb: int
    start: int
    end: int
    readings: tuple[Form, ...]
    shape: str  # finite, infinitive, gerund, reduced (participle without auxiliary)
    passive: bool = False
    negated: bool = False
    modal: str = ""
    perfect: str = ""  # "have", "had" or ""
    be_at: int = -1  # where a form of "be" stands in the group


@dataclass(slots=True)
class Clause:
    """A verb group with its surroundings; token indexes as in the sentence's view."""

    group: VerbGroup
    left: int  # first token of the stretch that may hold the subject
    object_end: int  # end of the stretch that may hold direct objects (before the next verb group)
    right: int  # end of the stretch that may hold anything of this clause
    next_shape: str = ""  # shape of the next verb group
    subject: Actor | None = None
    explicit_subject: bool = False  # some words stand where the subject stands, even if they name no actor
    subject_from: str = ""
    governor: Clause | None = None  # what an infinitive or a gerund hangs on
    conditional: bool = False
    relative: bool = False
    reported_by: Clause | None = None
    unreal: str = ""  # why it tells no act: asked, supposed, feared, alleged (module standing)
    reported: bool = False  # the content of a report ("news that")
    denied: bool = False  # said to be untrue: "denied that", "neither ... nor"


@dataclass(slots=True)
class Act:
    """One act: its parties, what it is, and where in the sentence it stands (token indexes)."""

    type: str
    mode: str
    modality: str
    source: Actor
    target: Actor
    mutual: bool
    trigger: tuple[int, int]
    region: tuple[int, int]
    rule: str
    row: str
    clause: Clause | None = None
    source_from: str = ""
    target_from: str = ""
    flags: frozenset[str] = frozenset()
    future: bool = False

    @property
    def codes(self) -> set[str]:
        """The codes of both sides together."""
        return {*self.source.codes, *self.target.codes}


@dataclass(slots=True)
class Findings:
    """What a sentence gave: its acts, and why other triggers gave none."""

    acts: list[Act] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)  # token of the trigger, reason


@dataclass(frozen=True, slots=True)
class Dated:
    """The first and last day of an act (ISO, '' if unknown), how exactly they are known, and from what."""

    first: str = ""
    last: str = ""
    precision: str = "day"
    basis: str = "published"
    rule: str = ""

    @property
    def stated(self) -> bool:
        """Does the text itself give the date?"""
        return self.basis == "stated"


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
    headline: str
    host: str = ""
    occasion: Draft | None = None
    group: Draft | None = None  # the draft that this one retells

    @property
    def parties(self) -> tuple[frozenset[str], frozenset[str]]:
        """The two sides' codes; of a mutual act in a fixed order."""
        source, target = frozenset(self.act.source.codes), frozenset(self.act.target.codes)
        if self.act.mutual and sorted(source) > sorted(target):
            return target, source
        return source, target

    @property
    def told_in_headline(self) -> bool:
        """Does it stand in a headline?"""
        return self.sentence.kind in {"headline", "inserted", "bullet"}


def split_members(actor: Actor) -> tuple[Actor, Actor]:
    """Return the first member of a coordination or pair and the rest together."""
    members = tuple(member for member in actor.members if member.codes)
    members = members or tuple(Actor(actor.start, actor.end, (code,), actor.kind) for code in actor.codes)
    first = members[0]
    rest = [member for member in members[1:] if not set(member.codes) <= set(first.codes)]
    codes = tuple(dict.fromkeys(code for member in rest for code in member.codes if code not in first.codes))
    others = Actor(actor.start, actor.end, codes, actor.kind, members=tuple(rest), found=actor.found)
    if rest:
        others.person, others.level = rest[0].person, rest[0].level
    return first, others


def annotate(split: Sentence) -> AnnotatedSentence:
    """Return a sentence with its tokens, no actors yet."""
    tokens = split.tokens
    lowers = [token.lower for token in tokens]
    capitals = [token.text[0].isupper() for token in tokens]
    return AnnotatedSentence(
        split.start, split.end, split.kind, split.quoted, tokens, lowers, capitals, words=frozenset(lowers)
    )
