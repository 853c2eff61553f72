"""What the stages write on a sentence, and all types that they hand to one another.

Every type of the coder is here, so that a stage can be read without the stages before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from relcli.coder.text.lines import Kind
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


class VerbShape(StrEnum):
    """What a verb group is in its sentence; REDUCED is a participle without auxiliary ("sanctions imposed by")."""

    FINITE = "finite"
    INFINITIVE = "infinitive"
    GERUND = "gerund"
    REDUCED = "reduced"


class SubjectOrigin(StrEnum):
    """How the subject of a clause was found, in the words of `explain`."""

    OWN = "subject"
    GOVERNOR = "subject of"
    SHARED = "shared subject"
    NOUN_BEFORE = "noun before"
    ABSOLUTE = "with X doing"
    SENTENCE = "subject of the sentence"
    INVERTED = "subject after the verb"


class ActorKind(StrEnum):
    """What sort of words name an actor: kinds of names and titles as in the lexicon, and what is built of them."""

    NAME = "name"
    ADJECTIVE = "adjective"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    CITY = "city"
    METONYM = "metonym"
    INSTITUTION = "institution"
    REGION = "region"
    ORGANISATION = "organisation"
    GROUP = "group"
    PERSON = "person"  # someone in an office
    BODY = "body"  # an organ of a state
    REFERENCE = "reference"  # a pronoun or a title without a name
    COORDINATION = "coordination"


class ReferenceKind(StrEnum):
    """Whom a reference points to."""

    PERSON = "person"  # he, she
    THEY = "they"
    WE = "we"
    IT = "it"
    BOTH = "both"  # both sides, each other
    COUNTERPART = "counterpart"
    TITLE = "title"  # the ambassador
    TITLE_PLURAL = "title-plural"  # the ministers


class Modality(StrEnum):
    """How real an act is: done, agreed upon, only promised or proposed, denied, or long past."""

    OCCURRED = "occurred"
    AGREED = "agreed"
    PLEDGED = "pledged"
    PROPOSED = "proposed"
    DENIED = "denied"
    HISTORICAL = "historical"


class Unreal(StrEnum):
    """Why a clause or a noun states no act, in the words of `explain`."""

    ASKED = "asked, not stated"
    SUPPOSED = "only supposed"
    CONDITION = "a condition, not an act"
    ALLEGED = "only alleged"
    RUMOURED = "only rumoured"
    DOUBTED = "feared, expected or alleged, not stated"
    NOT_CLAIMED = "not said to be so"
    NOT_DENIED = "not denied, but not stated either"
    RUMOUR_NOT_DENIED = "a rumour that is not denied"
    NOT_REAL = "not stated as real"
    HYPOTHETICAL = "hypothetical"
    POSSIBLE = "only possible"
    INTENDED = "only intended"
    DEMANDED = "only demanded"
    STILL_TO_COME = "still to come"
    PAST_PLAN = "a plan of the past"
    NEARLY_DONE = "not quite done"
    PREVENTED = "prevented"
    UNDONE = "undone"
    RULED_OUT = "out of the question"
    NOT_HELD = "said not to have happened"
    BY_NOBODY = "said of nobody"
    NEGATED = "negated"
    DENIED_TWICE = "denied twice"
    NOT_DISCUSSED = "a subject not spoken of"


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

    @property
    def members_or_self(self) -> tuple[Actor, ...]:
        """The actor itself, or the members of a coordination."""
        return self.members or (self,)


@dataclass(slots=True)
class AnnotatedSentence:
    """A sentence with its tokens' lower-cased forms beside it, and its actors in order."""

    start: int
    end: int
    kind: Kind
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

    @property
    def is_headline(self) -> bool:
        """Is it a headline, an inserted one or a bullet: written without a verb's usual signs, in capitals?"""
        return self.kind in {"headline", "inserted", "bullet"}

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
    conditional: bool = False
    relative: bool = False
    unreal: Refusal | None = None  # why it states no act: asked, supposed, feared, alleged (module factuality)
    reported: bool = False  # the content of a report ("news that")
    denied: bool = False  # said to be untrue: "denied that", "neither ... nor"

    @property
    def subject_from(self) -> str:
        """How the subject was found, in words ('' if there is none)."""
        return f"{self.subject_origin or ''} {self.subject_verb}".strip()


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
        return self.sentence.is_headline


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
