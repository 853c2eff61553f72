"""What was typed, before it is looked up what it means: the terms of a question.

Options, the query expression and saved views all become terms, so that the three mean the same and can be mixed;
`question` makes Filters of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ANY_OF = (
    "country", "source", "target", "sector", "type", "mode", "modality", "person", "place", "outlet",
    "producer", "id",
)  # fmt: skip
"""Keys whose values add up (any of them may hold) and may be comma lists."""

ONCE = ("between", "mutual", "period", "since", "until", "imported-since")
"""Keys that a question has once."""

KEYS = (*ANY_OF, *ONCE, "text")
ALIASES = {"c": "country", "s": "sector", "t": "type", "p": "period", "date": "period"}
VIEW = "@"
"""The key of a term that names a saved view."""

SUCCESSORS = "successors"
"""The key of the term, without words, by which all actors stand for the former states they succeeded too."""

_FAMILY = {"since": "period", "until": "period"}


class Word(NamedTuple):
    """One value as it was typed, and where ("column 9"; '' for options)."""

    text: str
    where: str = ""


class Term(NamedTuple):
    """One condition as it was typed; `raw` text is in the full-text index's own syntax."""

    key: str
    words: tuple[Word, ...]
    excluded: bool = False
    raw: bool = False

    @property
    def field(self) -> tuple[str, bool]:
        """What a term of the command line replaces in a view: the key (one for all ways to give a period) and its
        exclusion.
        """
        return _FAMILY.get(self.key, self.key), self.excluded


def known_key(word: str) -> str:
    """Return the key that `word` means, in any case and also by its short form; '' if none."""
    folded = word.lower().replace("_", "-")
    return folded if folded in KEYS else ALIASES.get(folded, "")


def replaced(earlier: Iterable[Term], later: Sequence[Term]) -> list[Term]:
    """Return the later terms, and the earlier ones of fields that the later ones do not name."""
    named = {term.field for term in later}
    return [*(term for term in earlier if term.field not in named), *later]


def names_view(terms: Iterable[Term]) -> bool:
    """Return whether a question names a saved view."""
    return any(term.key == VIEW for term in terms)


def with_views(terms: Sequence[Term], terms_of: Callable[[Word], Iterable[Term]]) -> list[Term]:
    """Return the terms with each view replaced by its own, which the other terms change.

    `terms_of` returns the terms of the view that a word names. The view becomes their place, for errors.
    """
    viewed: list[Term] = []
    for term in terms:
        if term.key == VIEW:
            view = term.words[0]
            viewed = replaced(viewed, [_placed(each, f"view {view.text}") for each in terms_of(view)])
    return replaced(viewed, [term for term in terms if term.key != VIEW])


def _placed(term: Term, where: str) -> Term:
    return term._replace(words=tuple(word._replace(where=where) for word in term.words))
