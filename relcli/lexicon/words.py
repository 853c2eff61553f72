"""The one door to the word lists: classes of words, words that stand for a value, and how text is split.

Every list of English words that the coder needs is a class of `words.tsv`, `word_values.tsv` or one of the tables of
the text stage, and is read from a loaded `Lexicon`, so that the user's own rows reach every stage.
"""

from __future__ import annotations

import re
from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcli.lexicon.loader import Lexicon


class AbbreviationKind(StrEnum):
    """What an abbreviation is, and so whether its stop may end a sentence (docs/lexicon.md)."""

    TITLE = "title"
    RANK = "rank"
    MONTH = "month"
    COUNTRY = "country"
    LATIN = "latin"
    OTHER = "other"
    TIME = "time"
    NUMBER = "number"
    FINAL = "final"


class Words:
    """The word lists of a lexicon by name; it keeps no state of any document."""

    def __init__(self, lexicon: Lexicon) -> None:
        """Read the lists of a loaded lexicon."""
        self._classes = _classes(lexicon)
        self._values: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for row in lexicon.rows("word_values"):
            self._values[row["class"]][row["word"]] = row["value"]
        self.abbreviations = _abbreviations(lexicon)
        """Abbreviation (with its stop) -> kind, as written and in capitals."""
        self.agencies = frozenset(row["name"].lower() for row in lexicon.rows("agencies"))
        """Lower-case names of news agencies and outlets."""
        self.dateline_places = frozenset(row["place"].lower() for row in lexicon.rows("datelines"))
        """Places, in lower case, that open a report without agency or day ("TOKYO Japan summoned")."""
        self.starters = frozenset(row["word"] for row in lexicon.rows("starters"))
        """Words that, capitalised after an abbreviation, begin a sentence ("the U.S. The president")."""
        self.furniture = tuple((row["phrase"], row["kind"], row["position"]) for row in lexicon.rows("furniture"))
        """(phrase, kind, position) of what surrounds a report on a page; the position is `start` or `whole`."""

    def of(self, word_class: str) -> frozenset[str]:
        """Return the words of a class of words.tsv.

        Raises:
            KeyError: there is no such class.
        """
        return self._classes[word_class]

    def family(self, prefix: str) -> dict[str, frozenset[str]]:
        """Return the classes whose names begin with `prefix`, by the rest of their names."""
        return {name.removeprefix(prefix): words for name, words in self._classes.items() if name.startswith(prefix)}

    def values(self, value_class: str) -> dict[str, str]:
        """Return word -> value of a class of word_values.tsv.

        Raises:
            KeyError: there is no such class.
        """
        if value_class not in self._values:
            raise KeyError(value_class)
        return self._values[value_class]

    def numbers(self, value_class: str) -> dict[str, int]:
        """Return word -> value of a class of word_values.tsv whose values are whole numbers."""
        return {word: int(value) for word, value in self.values(value_class).items()}

    def pattern(self, *classes: str) -> str:
        """Return a pattern that matches any word of these classes of words.tsv."""
        return alternation(word for name in classes for word in self.of(name))


def alternation(words: Iterable[str]) -> str:
    """Return a pattern that matches any of the words, the longest first; a space matches any number of spaces."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in longest_first) + ")"


def _classes(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    classes: defaultdict[str, set[str]] = defaultdict(set)
    for row in lexicon.rows("words"):
        classes[row["class"]].add(row["word"])
    return {name: frozenset(words) for name, words in classes.items()}


def _abbreviations(lexicon: Lexicon) -> dict[str, AbbreviationKind]:
    rows = [(row["abbreviation"], AbbreviationKind(row["kind"])) for row in lexicon.rows("abbreviations")]
    capitals = {form.upper(): kind for form, kind in rows if kind != AbbreviationKind.NUMBER}
    return capitals | dict(rows)  # so that no entry is displaced by another's form in capitals
