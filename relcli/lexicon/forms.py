"""The form of every table: its columns, what a cell may hold, and which row of the user's replaces which shipped one.

A column is written `name`, with `!` if its cell may not be empty and `:kind` if it may not be any text; the kinds
are checked in `relcli.lexicon.cells`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcli.lexicon.tables import split_list

if TYPE_CHECKING:
    from relcli.lexicon.tables import Row

VOICES = frozenset({"active", "passive"})


class Column(NamedTuple):
    """A column: its name, whether its cell may not be empty, and the kind of its content."""

    name: str
    needed: bool
    kind: str


class Form(NamedTuple):
    """A table: its columns, and the names of those that make up the key.

    Rows of one key are about the same thing: the user's replace the shipped ones. Verbs and event nouns may have one
    row for each voice, so flags `active` and `passive` belong to the key.
    """

    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def key_of(self, row: Row) -> tuple[str, ...]:
        """Return the key of a row: two rows of one key are about the same thing."""
        voice = VOICES.intersection(split_list(row["flags"])) if "flags" in row else ()
        return (*(row[name] for name in self.key), *sorted(voice))


def _form(columns: str, key: str) -> Form:
    made = []
    for word in columns.split():
        name, _, kind = word.partition(":")
        made.append(Column(name.rstrip("!"), "!" in word, kind or "text"))
    return Form(tuple(made), tuple(key.split()))


FORMS = {
    "countries": _form(
        "code!:new-state alpha2:alpha2 name! names:list adjectives:list demonyms:list capitals:list from:day to:day"
        " successors:states",
        "code",
    ),
    "actors": _form("alias! code:actor kind!:actor-kind rule:rule from:day to:day", "alias from"),
    "organisations": _form(
        "code!:new-code name! aliases:list subbodies:list members:states kind!:organisation-kind", "code"
    ),
    "persons": _form(
        "name! variants:list surname:list code!:actor office! level!:level from:date to:date source",
        "name code office from",
    ),
    "titles": _form("title! level:level office kind!:title-kind", "title"),
    "offices": _form("office!:lower title_office!:lower", "office title_office"),
    "departments": _form("word!:lower", "word"),
    "verbs": _form(
        "verb!:lower object:object type!:act mode modality:modality target:slots flags:flags example:example counter",
        "verb object",
    ),
    "irregular": _form("lemma!:lower past!:list participle!:list", "lemma"),
    "nouns": _form("class!:lower noun!", "class noun"),
    "event_nouns": _form(
        "noun!:lower type!:act mode modality:modality source:sources target:slots flags:flags example:example counter",
        "noun",
    ),
    "reporting": _form("phrase!:lower", "phrase"),
    "words": _form("class!:word-class word!", "class word"),
    "sectors": _form("sector!:sector term!:lower", "term"),
    "plover": _form("type!:type mode quad_class!:quad-class intensity!:number", "type mode"),
    "headlines": _form("type!:type mode noun phrase!", "type mode noun"),
    "word_values": _form("class!:value-class word! value!", "class word"),
    "abbreviations": _form("abbreviation! kind!:abbreviation-kind", "abbreviation"),
    "agencies": _form("name! outlet", "name"),
    "datelines": _form("place!", "place"),
    "starters": _form("word!", "word"),
    "furniture": _form("phrase!:lower kind!:furniture-kind position!:furniture-position", "phrase"),
}
"""The tables of the lexicon, all of which the user can add to, in the order in which they are read."""

WEIGHTS = "weights"
"""The table of the coder's judge, which bench/train_judge.py makes."""
CLOSED_TABLES = frozenset(
    {"cameo", "contexts", "foreign_codes", "retellings", "sector_synonyms", "type_synonyms", WEIGHTS}
)
"""Tables beside them that are read as they are shipped."""
