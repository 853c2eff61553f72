"""From the tables of the lexicon to phrase tables: names of actors, titles, office holders, terms of sectors.

One function a table; each files the rows of its table under the phrases by which a text may show them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcli.coder.vocabulary.entries import Alias, Holder, Title
from relcli.coder.vocabulary.phrase_table import PhraseTable
from relcli.lexicon.tables import split_list

if TYPE_CHECKING:
    from relcli.coder.text.tokens import Tokenizer
    from relcli.coder.vocabulary.inflection import Inflection
    from relcli.lexicon import Lexicon
    from relcli.lexicon.tables import Row


_NAME_COLUMNS = {
    "name": "name",
    "names": "name",
    "adjectives": "adjective",
    "demonyms": "demonym",
    "capitals": "capital",
}
"""Columns of countries.tsv that hold names, and the kind of alias each gives."""


class Persons(NamedTuple):
    """Office holders by the names that may be written: whole names, and surnames that may be used alone."""

    full_names: PhraseTable[Holder]
    surnames: PhraseTable[Holder]


class Sectors(NamedTuple):
    """Sectors by their terms, and by the stems of words that any ending may follow."""

    terms: PhraseTable[str]
    stems: dict[str, str]


def compile_aliases(lexicon: Lexicon, tokenizer: Tokenizer) -> PhraseTable[Alias]:
    """Return the names of countries, organisations and other actors."""
    aliases: PhraseTable[Alias] = PhraseTable(tokenizer)
    # Rows of actors.tsv may only say when a name of a country or an organisation counts.
    ruled = {
        (row["alias"], row["code"]): row for row in lexicon.rows("actors") if row["rule"] or row["from"] or row["to"]
    }
    for row in lexicon.rows("countries"):
        _add_country(aliases, row, ruled)
    for row in lexicon.rows("organisations"):
        _add_organisation(aliases, row, ruled)
    for row in lexicon.rows("actors"):
        if any(alias.code == row["code"] for alias in aliases.get(row["alias"])):
            continue
        alias = Alias(row["code"], row["kind"], row["alias"], row["rule"], row["from"], row["to"])
        aliases.add(row["alias"], alias)
    return aliases


def _add_country(aliases: PhraseTable[Alias], row: Row, ruled: dict[tuple[str, str], Row]) -> None:
    code = row["code"]
    for column, kind in _NAME_COLUMNS.items():
        for text in split_list(row[column]):
            if (text, code) in ruled:
                rule = ruled[text, code]
                aliases.add(text, Alias(code, kind, text, rule["rule"], rule["from"] or row["from"], rule["to"]))
            else:
                # A former state's names last beyond it ("Soviet era"), so only the start is held against a text.
                # A capital passes on: Moscow was the Soviet Union's until the last day of 1991.
                last = row["to"] if column == "capitals" else ""
                aliases.add(text, Alias(code, kind, text, "", row["from"], last))


def _add_organisation(aliases: PhraseTable[Alias], row: Row, ruled: dict[tuple[str, str], Row]) -> None:
    code, kind = row["code"], "group" if row["kind"] == "armed group" else "organisation"
    for text in (row["name"], *split_list(row["aliases"]), *split_list(row["subbodies"])):
        rule = ruled.get((text, code))
        dated = (rule["rule"], rule["from"], rule["to"]) if rule else ("", "", "")
        aliases.add(text, Alias(code, kind, text, *dated))


def compile_titles(lexicon: Lexicon, tokenizer: Tokenizer, inflection: Inflection) -> PhraseTable[Title]:
    """Return titles and bodies; persons' titles in the plural too."""
    titles: PhraseTable[Title] = PhraseTable(tokenizer)
    for row in lexicon.rows("titles"):
        title = Title(row["title"], row["level"], row["office"], row["kind"])
        titles.add(row["title"], title)
        many = inflection.plural(row["title"])
        if row["kind"] == "person" and not titles.get(many):
            titles.add(many, title._replace(plural=True))
    return titles


def compile_persons(lexicon: Lexicon, tokenizer: Tokenizer) -> Persons:
    """Return the office holders by name."""
    persons = Persons(PhraseTable(tokenizer), PhraseTable(tokenizer))
    for row in lexicon.rows("persons"):
        holder = Holder(row["name"], row["code"], row["office"], row["level"], row["from"], row["to"])
        for name in (row["name"], *split_list(row["variants"])):
            if " " in name:
                persons.full_names.add(name, holder)
        for name in split_list(row["surname"]):
            persons.surnames.add(name, holder)
    return persons


def compile_sectors(lexicon: Lexicon, tokenizer: Tokenizer) -> Sectors:
    """Return the terms of sectors."""
    sectors = Sectors(PhraseTable(tokenizer), {})
    for row in lexicon.rows("sectors"):
        term = row["term"]
        if term.endswith("*") and " " not in term:
            sectors.stems[term[:-1]] = row["sector"]
        else:
            sectors.terms.add(term.rstrip("*"), row["sector"])
    return sectors
