"""The words by which the details of an act are found: buildings, nouns with a day of their own, who may speak.

Apart from the lexicon's other word classes because places, dates and speakers are found without it. Read once, at
first use.
"""

from __future__ import annotations

from functools import cache

from relcli.lexicon.tables import DATA, read_table


@cache
def detail_words(kind: str) -> frozenset[str]:
    """Return the words of a class of detail_words.tsv, in lower case."""
    return _classes().get(kind, frozenset())


@cache
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in read_table(DATA / "detail_words.tsv"):
        found.setdefault(row["class"], set()).add(row["word"])
    return {kind: frozenset(words) for kind, words in found.items()}
