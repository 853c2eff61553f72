"""A table of phrases that finds the longest one beginning at a token.

Token tuples in a plain dict: five thousand aliases cost milliseconds to build, and a look-up is one hash per possible
length. One big regular expression was fifty times slower.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcli.coder.text.tokens import Tokenizer

Value = TypeVar("Value")


class PhraseTable(Generic[Value]):
    """Phrases (tuples of lower-cased tokens) with the values filed under them."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        """Make an empty table whose phrases are split as texts are."""
        self._split = tokenizer.lowers
        self._values: dict[tuple[str, ...], list[Value]] = {}
        self._lengths: dict[str, list[int]] = {}

    def add(self, phrase: str, value: Value) -> None:
        """File a value under a phrase."""
        key = tuple(self._split(phrase))
        if not key:
            return
        values = self._values.setdefault(key, [])
        if value not in values:
            values.append(value)
        lengths = self._lengths.setdefault(key[0], [])
        if len(key) not in lengths:
            lengths.append(len(key))
            lengths.sort(reverse=True)

    def longest(self, lowers: Sequence[str], at: int) -> tuple[int, list[Value]] | None:
        """Return the end of the longest phrase that begins at token `at`, and its values."""
        lengths = self._lengths.get(lowers[at])
        if lengths is None:
            return None
        for length in lengths:
            if at + length <= len(lowers):
                values = self._values.get(tuple(lowers[at : at + length]))
                if values is not None:
                    return at + length, values
        return None

    def first_words(self) -> set[str]:
        """Return the words that some phrase begins with."""
        return set(self._lengths)

    def get(self, phrase: str) -> list[Value]:
        """Return the values of exactly this phrase."""
        return self._values.get(tuple(self._split(phrase)), [])
