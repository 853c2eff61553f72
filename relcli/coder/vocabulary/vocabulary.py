"""The lexicon made ready for matching: phrase tables, word classes, title and person look-up.

Built once a process from the rows of `relcli.lexicon`; holds no state of any document.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from relcli.coder.kinds import ReferenceKind
from relcli.coder.vocabulary.frames import FrameTable, build_frames
from relcli.coder.vocabulary.inflection import plural
from relcli.coder.vocabulary.phrases import PhraseTable
from relcli.lexicon.tables import split_list

if TYPE_CHECKING:
    from relcli.lexicon import Lexicon
    from relcli.lexicon.tables import Row


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
    """An office or a body that stands for its state: 'foreign minister' (person), 'warplanes' (body)."""

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


class Vocabulary:
    """Everything the stages of the coder look up."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Compile the tables of a lexicon."""
        self.version = lexicon.version
        self.words: dict[str, frozenset[str]] = _word_classes(lexicon)
        self.finite_signs = self.word("modal") | self.word("be") | self.word("have")
        self.auxiliaries = self.finite_signs | self.word("do")
        self.clause_links = self.word("subordinator") | self.word("relative") | self.word("clause-conjunction")
        self.function_words = _function_words(self)
        self.pronouns = _pronouns(self)
        self.reference_words = (
            self.word("reference-both") | self.word("reference-counterpart") | {"each", *self.pronouns}
        )
        self.regions = _regions(self)
        self.adjective_endings = tuple(sorted(self.word("coordination-adjective-ending")))
        self.title_offices = _title_offices(lexicon)
        self.aliases: PhraseTable[Alias] = PhraseTable()
        self.titles: PhraseTable[Title] = PhraseTable()
        self.full_names: PhraseTable[Holder] = PhraseTable()
        self.surnames: PhraseTable[Holder] = PhraseTable()
        self.sectors: PhraseTable[str] = PhraseTable()
        self.sector_stems: dict[str, str] = {}
        self.departments = frozenset(row["word"] for row in lexicon.rows("departments"))
        self.forums: frozenset[str] = frozenset()
        self.domains: dict[str, str] = {"uk": "GBR"}  # top-level domain -> code of the state
        self.members: dict[str, frozenset[str]] = {}
        self.country_names: dict[str, str] = {row["code"]: row["name"] for row in lexicon.rows("countries")}
        self.frames: FrameTable = build_frames(lexicon)
        self.values = {(row["type"], row["mode"]): row for row in lexicon.rows("plover")}
        self.reporting = frozenset(next(iter(row.values())) for row in lexicon.rows("reporting"))
        _add_countries(self, lexicon)
        _add_organisations(self, lexicon)
        _add_actors(self, lexicon)
        _add_titles(self, lexicon)
        _add_persons(self, lexicon)
        _add_sectors(self, lexicon)
        tables = (self.aliases, self.titles, self.full_names, self.surnames)
        self.mark_starts = frozenset().union(*(table.first_words() for table in tables))

    def word(self, word_class: str) -> frozenset[str]:
        """Return the words of a class of words.tsv."""
        return self.words[word_class]


def _word_classes(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = defaultdict(set)
    for row in lexicon.rows("words"):
        classes[row["class"]].add(row["word"])
    return {name: frozenset(words) for name, words in classes.items()}


def _function_words(vocabulary: Vocabulary) -> frozenset[str]:
    """Return the words that are no part of a name, though a sentence or a headline gives them a capital."""
    word = vocabulary.word
    joining = word("coordinator") | word("subordinator") | word("relative") | word("preposition")
    return joining | word("determiner") | vocabulary.finite_signs


def _pronouns(vocabulary: Vocabulary) -> dict[str, ReferenceKind]:
    """Return to whom each pronoun points; the classes are called `pronoun-` and the kind of reference."""
    kinds = (ReferenceKind.PERSON, ReferenceKind.THEY, ReferenceKind.WE, ReferenceKind.IT)
    return {word: kind for kind in kinds for word in vocabulary.word(f"pronoun-{kind}")}


def _regions(vocabulary: Vocabulary) -> dict[str, frozenset[str]]:
    """Return the codes, in lower case, of the states of each region that names them ("the Gulf state")."""
    prefix = "region-"
    return {name.removeprefix(prefix): codes for name, codes in vocabulary.words.items() if name.startswith(prefix)}


def _title_offices(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Return by office those whose titles news gives to its holders as well."""
    offices: dict[str, set[str]] = defaultdict(set)
    for row in lexicon.rows("offices"):
        offices[row["office"]].add(row["title_office"])
    return {office: frozenset(titles) for office, titles in offices.items()}


def _add_countries(vocabulary: Vocabulary, lexicon: Lexicon) -> None:
    add = vocabulary.aliases.add
    ruled = _ruled(lexicon)
    for row in lexicon.rows("countries"):
        code, dates = row["code"], (row.get("from", ""), row.get("to", ""))
        vocabulary.domains[row["alpha2"].lower()] = code
        kinds = (("name", row["name"]), ("name", row["names"]), ("adjective", row["adjectives"]))
        for kind, cell in (*kinds, ("demonym", row["demonyms"]), ("capital", row["capitals"])):
            for text in split_list(cell):
                if (text, code) in ruled:  # a row in actors.tsv says when the name counts
                    rule = ruled[text, code]
                    add(text, Alias(code, kind, text, rule["rule"], rule["from"] or dates[0], rule["to"]))
                    continue
                # A former state's names last beyond it ("Soviet era"), so only the start is held against a text.
                # A capital passes on: Moscow was the Soviet Union's until the last day of 1991.
                add(text, Alias(code, kind, text, "", dates[0], dates[1] if kind == "capital" else ""))


def _ruled(lexicon: Lexicon) -> dict[tuple[str, str], Row]:
    """Return the rows of actors.tsv that only say when a name of a country or an organisation counts."""
    return {
        (row["alias"], row["code"]): row for row in lexicon.rows("actors") if row["rule"] or row["from"] or row["to"]
    }


def _add_actors(vocabulary: Vocabulary, lexicon: Lexicon) -> None:
    for row in lexicon.rows("actors"):
        if any(alias.code == row["code"] for alias in vocabulary.aliases.get(row["alias"])):
            continue
        alias = Alias(row["code"], row["kind"], row["alias"], row["rule"], row.get("from", ""), row.get("to", ""))
        vocabulary.aliases.add(row["alias"], alias)


def _add_organisations(vocabulary: Vocabulary, lexicon: Lexicon) -> None:
    forums = set()
    ruled = _ruled(lexicon)
    for row in lexicon.rows("organisations"):
        code, kind = row["code"], "group" if row["kind"] == "armed group" else "organisation"
        names = (row["name"], *split_list(row["aliases"]), *split_list(row["subbodies"]))
        for text in names:
            rule = ruled.get((text, code))
            dated = (rule["rule"], rule["from"], rule["to"]) if rule else ("", "", "")
            vocabulary.aliases.add(text, Alias(code, kind, text, *dated))
        vocabulary.members[code] = frozenset(split_list(row["members"]))
        if row["kind"] == "forum":
            forums.add(code)
    vocabulary.forums = frozenset(forums)


def _add_titles(vocabulary: Vocabulary, lexicon: Lexicon) -> None:
    for row in lexicon.rows("titles"):
        title = Title(row["title"], row["level"], row["office"], row["kind"])
        vocabulary.titles.add(row["title"], title)
        many = plural(row["title"])
        if row["kind"] == "person" and not vocabulary.titles.get(many):
            vocabulary.titles.add(many, title._replace(plural=True))


def _add_persons(vocabulary: Vocabulary, lexicon: Lexicon) -> None:
    for row in lexicon.rows("persons"):
        holder = Holder(row["name"], row["code"], row["office"], row["level"], row["from"], row["to"])
        for name in (row["name"], *split_list(row["variants"])):
            if " " in name:
                vocabulary.full_names.add(name, holder)
        for name in split_list(row["surname"]):
            vocabulary.surnames.add(name, holder)


def _add_sectors(vocabulary: Vocabulary, lexicon: Lexicon) -> None:
    for row in lexicon.rows("sectors"):
        sector, term = row["sector"], row["term"]
        if term.endswith("*") and " " not in term:
            vocabulary.sector_stems[term[:-1]] = sector
        else:
            vocabulary.sectors.add(term.rstrip("*"), sector)
