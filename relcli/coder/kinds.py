"""The kinds that actors, clauses, acts and their details come in.

Each is a StrEnum, so that a cell of the lexicon's tables compares equal to the member it names.
"""

from __future__ import annotations

from enum import StrEnum


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
    AUTHOR = "author"
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
    STATE = "state"  # the country, the East African nation
    OWN = "own"  # his country, their government
    BODY = "body"  # the ministry
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


class Carrier(StrEnum):
    """What the word that an infinitive completes makes of its act: "decision to", "plan to", "effort to"."""

    DONE = "done"
    PLANNED = "planned"
    PROPOSED = "proposed"
    SETTLED = "settled"  # by a treaty or another document
    REFUSED = "refused"
    THREATENED = "threatened"


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


class ActMode(StrEnum):
    """The modes that the rules single out; the lexicon's rows may have any other mode of PLOVER's table."""

    ACCREDIT = "accredit"
    ARREST = "arrest"
    CHANGE = "change"
    CONDOLE = "condole"
    CONGRATULATE = "congratulate"
    DEPORT = "deport"
    EXPEL = "expel"
    INVITE = "invite"
    OFFER = "offer"
    PHONE = "phone"
    PLAN = "plan"
    PRAISE = "praise"
    PROMISE = "promise"
    RATIFY = "ratify"
    RELEASE = "release"
    SIGN = "sign"
    THANK = "thank"
    VISIT = "visit"


PLANNING_MODES = frozenset({ActMode.PLAN, ActMode.INVITE})
"""Modes that speak of something arranged for later."""


class FrameFlag(StrEnum):
    """What the column `flags` of verbs.tsv and event_nouns.tsv says of a row, as far as acts depend on it."""

    ACTIVE = "active"  # only in the active voice
    PASSIVE = "passive"  # only in the passive voice
    MUTUAL = "mutual"  # both sides do it
    RECIPROCAL = "reciprocal"  # two subjects do it to each other
    REVERSE = "reverse"  # the subject is the target
    SPEAKER = "speaker"  # whoever says so does it to the subject
    HOST = "host"  # the source receives the target


class Slot(StrEnum):
    """Where a row of the lexicon looks for a party: a part of the clause, or the preposition that governs it."""

    OBJECT = "obj"
    CONTENT = "that"  # the first actor of what follows
    ANYWHERE = "any"
    PAIR = "pair"  # the other side, though it is not named
    POSSESSIVE = "poss"
    AGAINST = "against"
    AT = "at"
    BETWEEN = "between"
    BY = "by"
    FOR = "for"
    FROM = "from"
    IN = "in"
    OF = "of"
    ON = "on"
    TO = "to"
    WITH = "with"


class ObjectClass(StrEnum):
    """Classes of nouns.tsv that decide more than which frame fits."""

    COMMITMENT = "commitment"
    IMPORTANCE = "importance"
    WILLINGNESS = "willingness"


class ActRule(StrEnum):
    """The rule by which the two sides of an act were found; the value is the name that `explain` shows."""

    VERB = "verb"
    AMONG_THEMSELVES = "verb, among themselves"
    REVERSED = "verb reversed"
    SAID_BY_SPEAKER = "said by the speaker"
    PASSIVE = "passive"
    ANNOUNCED_PASSIVE = "passive, announced by the agent"
    PASSIVE_OF_PAIR = "passive without agent"
    PURPOSE = "purpose"
    INSIDE_THANKS = "inside thanks"
    DUTY = "duty"
    EVENT_NOUN = "event noun"
    SECOND_LOOK = "second look"  # proposed because no other rule found the sides


class RowFit(StrEnum):
    """How closely the row of an act fits its words."""

    STRICT = "strict"  # the act is one that the rules find
    EXACT = "exact"  # the row fits as it says
    CLASS = "class"  # an object of its class is somewhere in the clause
    PLAIN = "plain"  # it asks for no class, but for something else that is missing
    OTHER = "other"  # the verb is known, its object is not
    NOUN = "noun"
    SAID = "said"  # no row: a word of judgement in what somebody says


class Role(StrEnum):
    """Which side of an act an actor is."""

    SOURCE = "source"
    TARGET = "target"


class SidePlace(StrEnum):
    """Where a possible side of an act is, seen from the trigger."""

    SUBJECT = "subject"
    LEFT = "left"
    RIGHT = "right"
    PAIR = "pair"  # not in the sentence: a side of the pair that the text speaks of
    LAST_SUBJECT = "last subject"
    MEANT = "meant"  # found by a rule though it is not named


class PartyOrigin(StrEnum):
    """Where one side of an act was found; `relcli.coder.explanation` has the words for each."""

    SUBJECT = "subject"  # of the clause, however the clause came by it
    ADDRESSED_SUBJECT = "addressed subject"  # the subject, as the target
    SLOT = "slot"  # a slot of the frame
    NEXT_VERB = "next verb"  # after the next verb, in any slot
    BEFORE_VERB = "before the verb"
    ACTOR = "actor"  # named with the noun or among the members of the subject
    SPEAKER = "speaker"
    CALLER = "caller"
    CALLED = "called"
    THANKING = "thanking"
    THANKED = "thanked"
    OTHER_SIDE = "other side"  # of the pair, not named in the clause
    PAIR = "pair"  # both sides of the text, neither of them named
    TOPIC = "topic"  # the country that the statement is about
    NEAR = "near"  # an actor near the trigger
    LAST_SUBJECT = "last subject"  # of a sentence before


class DateBasis(StrEnum):
    """What an act's date rests on."""

    STATED = "stated"
    INFERRED = "inferred"
    PUBLISHED = "published"


class DatePrecision(StrEnum):
    """How exactly an act's days are known."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    BEFORE = "before"


class Sign(StrEnum):
    """What speaks for two sentences telling one act, or against it; retellings.tsv has its points."""

    HEADLINE = "headline"
    LEAD = "lead"
    SAME_MODALITY = "same modality"
    BACKGROUND = "one is background"
    WORDS = "common words"
    NAME = "common name"
    FIGURE = "common figure"
    NEXT = "next sentence"
    DISTANCE = "distance"
    SPEECH = "speech"
    QUOTATION = "quotation"
    TURNS = "turns"
    LOOKS_BACK = "looks back"
    AGAIN = "again"
    KNOWN_NOUN = "the noun"
    FIELDS_APART = "fields apart"
    VISIT_AND_TALKS = "visit and talks"
    RIVALS = "rivals"
