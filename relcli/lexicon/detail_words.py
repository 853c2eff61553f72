"""Deprecated: the words by which the details of an act are found, as shipped. Ask the vocabulary instead."""

from __future__ import annotations

from functools import cache

from relcli.lexicon.tables import DATA, read_table

RENAMED = {"determiner": "destination-determiner"}
"""Classes that had another content than the class of this name in words.tsv."""


def detail_words(kind: str) -> frozenset[str]:
    """Return the words of a class of words.tsv; use `vocabulary.word(kind)`, which knows the user's rows too."""
    return _classes().get(RENAMED.get(kind, kind), frozenset())


@cache
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in read_table(DATA / "words.tsv"):
        found.setdefault(row["class"], set()).add(row["word"])
    return {kind: frozenset(words) for kind, words in found.items()}
