"""States and organisations by name as they stand in an English sentence: "the United States", "Iran", "NATO"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from relcli.lexicon.tables import DATA, read_table

if TYPE_CHECKING:
    from collections.abc import Collection

MOST_NAMES = 3
"""Names in a row; of more only some are given, and how many more there are (`english.in_a_row`)."""


def spoken_name(code: str, name: str, article_words: Collection[str], acronyms: Collection[str]) -> str:
    """Return a name with "the" if it has one of the words that take it, or the code if it is spoken as a word."""
    if code.lower() in acronyms:
        return code
    words = name.lower().split()
    takes = words[0] != "the" and any(word in article_words for word in words)
    return f"the {name}" if takes else name


@cache
def spoken_names() -> dict[str, str]:
    """Return the names of the shipped lexicon by code, for readers that do without the coder's vocabulary."""
    classes: dict[str, set[str]] = {"act-headline-article-word": set(), "act-headline-acronym": set()}
    for row in read_table(DATA / "words.tsv"):
        if row["class"] in classes:
            classes[row["class"]].add(row["word"])
    rows = [*read_table(DATA / "countries.tsv"), *read_table(DATA / "organisations.tsv")]
    return {row["code"]: spoken_name(row["code"], row["name"], *classes.values()) for row in rows}
