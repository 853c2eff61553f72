"""The lexicon made ready for matching: phrase tables, word classes, frames, titles and office holders.

Built once a process from the rows of `relcli.lexicon`; holds no state of any document.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from relcli.coder.kinds import ReferenceKind
from relcli.coder.text.tokens import Tokenizer
from relcli.coder.vocabulary import tables
from relcli.coder.vocabulary.entries import Alias, Holder, Title
from relcli.coder.vocabulary.frames import build_frames
from relcli.coder.vocabulary.inflection import Inflection
from relcli.lexicon.tables import split_list
from relcli.lexicon.words import Words

if TYPE_CHECKING:
    from relcli.lexicon import Lexicon

__all__ = ["Alias", "Holder", "Title", "Vocabulary"]


class Vocabulary:
    """Everything the stages of the coder look up."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile the tables of a lexicon."""
        self.version = lexicon.version
        self.words = Words(lexicon)
        self.word = self.words.of
        """The words of a class of words.tsv: `vocabulary.word("preposition")`."""
        self.finite_signs = self.word("modal") | self.word("be") | self.word("have")
        self.auxiliaries = self.finite_signs | self.word("do")
        self.clause_links = self.word("subordinator") | self.word("relative") | self.word("clause-conjunction")
        self.function_words = _function_words(self)
        self.pronouns = _pronouns(self)
        self.regions = self.words.family("region-")
        """Region -> codes, in lower case, of the states that its name may mean ("the Gulf state")."""
        self.halves = _in_capitals(self.words.family("compass-"))
        """Point of the compass -> codes of the states that are called by it ("the North")."""
        self.several = _in_capitals(self.words.family("several-"))
        """Name in the plural -> codes of the states that it means together ("the two Koreas")."""
        self.organisations_called = _in_capitals(self.words.family("organisation-"))
        """Noun -> codes of the organisations that it may mean ("the bloc")."""
        self.organisation_seats = {town: code.upper() for town, code in self.words.values("organisation-seat").items()}
        """Town -> code of the organisation that it stands for."""
        self.matters = {
            word: matter for matter, words in self.words.family("matter-").items() for word in sorted(words)
        }
        """Word -> what a text with many such words is about: a sport, a market, a court, relations."""
        self.judging = _judging(self)
        """Word -> types of acts of whoever says it of somebody ("provocative", "fruitful")."""
        self.reference_words = _reference_words(self)
        self.describing = self.word("phrase-friend") | self.word("phrase-member")
        """Nouns that describe the name right after them ("its neighbour Botswana")."""
        self.adjective_endings = tuple(sorted(self.word("coordination-adjective-ending")))
        self.weekdays = frozenset(self.words.values("weekday"))
        self.title_offices = _title_offices(lexicon)
        self.tokenizer = Tokenizer(self.words)
        self.inflection = inflection = Inflection(lexicon, self.words)
        self.aliases = tables.compile_aliases(lexicon, self.tokenizer)
        self.titles = tables.compile_titles(lexicon, self.tokenizer, inflection)
        self.full_names, self.surnames = tables.compile_persons(lexicon, self.tokenizer)
        self.sectors, self.sector_stems = tables.compile_sectors(lexicon, self.tokenizer)
        self.longest_stem = max(map(len, self.sector_stems), default=0)
        self.frames = build_frames(lexicon, self.words, inflection)
        self.departments = frozenset(row["word"] for row in lexicon.rows("departments"))
        self.reporting = frozenset(row["phrase"] for row in lexicon.rows("reporting"))
        self.values = {(row["type"], row["mode"]): row for row in lexicon.rows("plover")}
        self.domains = {
            **self.words.values("domain"),
            **{row["alpha2"].lower(): row["code"] for row in lexicon.rows("countries")},
        }
        """Top-level domain -> code of the state."""
        organisations = lexicon.rows("organisations")
        self.actor_names = {row["code"]: row["name"] for row in (*lexicon.rows("countries"), *organisations)}
        """Code -> plain English name."""
        self.predicates = {(row["type"], row["mode"], row["noun"]): row["phrase"] for row in lexicon.rows("headlines")}
        """How an act reads in a headline, by type, mode and event noun."""
        self.members = {row["code"]: frozenset(split_list(row["members"])) for row in organisations}
        self.armed_groups = frozenset(row["code"] for row in organisations if row["kind"] == "armed group")
        self.forums = frozenset(row["code"] for row in organisations if row["kind"] == "forum")
        names = (self.aliases, self.titles, self.full_names, self.surnames)
        self.mark_starts = frozenset().union(*(table.first_words() for table in names))
        """Words that the name of an actor, a title or a person may begin with."""


def _function_words(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the words that are no part of a name, though a sentence or a headline gives them a capital."""
    word = vocabulary.word
    joining = word("coordinator") | word("subordinator") | word("relative") | word("preposition")
    return joining | word("determiner") | vocabulary.finite_signs


def _pronouns(vocabulary: Vocabulary) -> dict[str, ReferenceKind]:
    """Return to whom each pronoun points; the classes are called `pronoun-` and the kind of reference."""
    kinds = (ReferenceKind.PERSON, ReferenceKind.THEY, ReferenceKind.WE, ReferenceKind.IT)
    return {word: kind for kind in kinds for word in vocabulary.word(f"pronoun-{kind}")}


def _reference_words(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the words at which a phrase may begin that points to somebody without a name or a title."""
    word = vocabulary.word
    plural = word("reference-both") | word("reference-pair") | word("reference-opener")
    single = word("reference-counterpart") | word("reference-state")
    several = word("reference-armed-noun") | word("reference-organisation")
    return (
        plural
        | single
        | several
        | {*vocabulary.pronouns, *vocabulary.halves, *vocabulary.several, *vocabulary.organisations_called}
    )


def _in_capitals(codes: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return word -> codes from the classes of a family, whose words are codes in lower case."""
    return {word: frozenset(code.upper() for code in members) for word, members in codes.items()}


def _title_offices(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Return by office those whose titles news gives to its holders as well."""
    offices: dict[str, set[str]] = defaultdict(set)
    for row in lexicon.rows("offices"):
        offices[row["office"]].add(row["title_office"])
    return {office: frozenset(titles) for office, titles in offices.items()}


def _judging(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for event_type, words in sorted(vocabulary.words.family("judging-").items()):
        for word in words:
            found[word] = (*found.get(word, ()), event_type.upper())
    return found
