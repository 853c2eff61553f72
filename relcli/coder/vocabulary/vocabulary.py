"""The lexicon made ready for matching: phrase tables, word classes, frames, titles and office holders.

Built once a process from the rows of `relcli.lexicon`; holds no state of any document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

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
        self.tokenizer = Tokenizer(self.words)
        inflection = Inflection(lexicon, self.words)
        self.aliases = tables.compile_aliases(lexicon, self.tokenizer)
        self.titles = tables.compile_titles(lexicon, self.tokenizer, inflection)
        self.full_names, self.surnames = tables.compile_persons(lexicon, self.tokenizer)
        self.sectors, self.sector_stems = tables.compile_sectors(lexicon, self.tokenizer)
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
        self.members = {row["code"]: frozenset(split_list(row["members"])) for row in organisations}
        self.forums = frozenset(row["code"] for row in organisations if row["kind"] == "forum")
        names = (self.aliases, self.titles, self.full_names, self.surnames)
        self.mark_starts = frozenset().union(*(table.first_words() for table in names))
        """Words that the name of an actor, a title or a person may begin with."""
