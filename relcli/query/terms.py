"""What was typed, before it is looked up what it means: the terms of a question.

Options, the query expression and saved views all become terms, so that the three mean the same and can be mixed;
`question` makes Filters of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

ANY_OF = (
    "country", "source", "target", "sector", "type", "mode", "modality", "person", "place", "outlet",
    "producer", "id",
)  # fmt: skip
"""Keys whose values add up (any of them may hold) and may be comma lists."""

MIN_CONFIDENCE = "min-confidence"
ONCE = ("between", "mutual", "period", "since", "until", "imported-since", MIN_CONFIDENCE)
"""Keys that a question has once."""

KEYS = (*ANY_OF, *ONCE, "text")
ALIASES = {"c": "country", "s": "sector", "t": "type", "p": "period", "date": "period", "confidence": MIN_CONFIDENCE}
VIEW = "@"
"""The key of a term that names a saved view."""

GROUP = "("
"""The key of a term that stands for others: what is in parentheses, or joined by AND and OR."""

MOST_NESTED = 6
"""Parentheses inside one another. Behind ten, SQLite's parser may give up."""

SUCCESSORS = "successors"
"""The key of the term, without words, by which all actors stand for the former states they succeeded too."""

_FAMILY = {"since": "period", "until": "period"}


class Word(NamedTuple):
    """One value as it was typed, and where ("column 9"; '' for options)."""

    text: str
    where: str = ""


class Term(NamedTuple):
    """One condition as it was typed; `raw` text is in the full-text index's own syntax.

    A GROUP has no words but alternatives, one of which has to hold; each is a question of its own.
    """

    key: str
    words: tuple[Word, ...]
    excluded: bool = False
    raw: bool = False
    alternatives: tuple[tuple[Term, ...], ...] = ()

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


def group(alternatives: Sequence[Sequence[Term]], *, excluded: bool = False) -> Term:
    """Return the term that holds if one of several questions does."""
    return Term(GROUP, (), excluded, alternatives=tuple(map(tuple, alternatives)))


def negated(term: Term) -> Term:
    """Return the term that holds where this one does not."""
    return group([[term._replace(excluded=False)]]) if term.excluded else term._replace(excluded=True)


def walked(terms: Iterable[Term]) -> Iterator[Term]:
    """Yield all terms, those of groups in place of the groups."""
    for term in terms:
        if term.key == GROUP:
            for alternative in term.alternatives:
                yield from walked(alternative)
        else:
            yield term


def replaced(earlier: Iterable[Term], later: Sequence[Term]) -> list[Term]:
    """Return the later terms, and the earlier ones of fields that the later ones do not name.

    Earlier terms that are joined by AND are replaced one by one; a choice between alternatives is kept whole.
    """
    named = {term.field for term in later if term.key != GROUP}
    return [*_without(earlier, named), *later]


def _without(terms: Iterable[Term], named: set[tuple[str, bool]]) -> Iterator[Term]:
    """Yield the terms that are of none of some fields."""
    for term in terms:
        if term.key == GROUP and len(term.alternatives) == 1 and not term.excluded:
            kept = [*_without(term.alternatives[0], named)]
            if kept or not term.alternatives[0]:
                yield group([kept])
        elif term.key == GROUP or term.field not in named:
            yield term


def names_view(terms: Iterable[Term]) -> bool:
    """Return whether a question names a saved view."""
    return any(term.key == VIEW for term in walked(terms))


def with_views(terms: Sequence[Term], terms_of: Callable[[Word], Iterable[Term]]) -> list[Term]:
    """Return the terms with each view replaced by its own, which the other terms beside it change.

    `terms_of` returns the terms of the view that a word names. The view becomes their place, for errors.
    """
    viewed: list[Term] = []
    beside: list[Term] = []
    for term in terms:
        if term.key == GROUP:
            inner = [with_views(alternative, terms_of) for alternative in term.alternatives]
            beside.append(group(inner, excluded=term.excluded))
        elif term.key != VIEW:
            beside.append(term)
        else:
            view = term.words[0]
            of_view = [_placed(each, f"view {view.text}") for each in terms_of(view)]
            if term.excluded:
                beside.append(group([of_view], excluded=True))
            else:
                viewed = replaced(viewed, of_view)
    return replaced(viewed, beside)


def _placed(term: Term, where: str) -> Term:
    """Return a term whose words have another place."""
    return term._replace(
        words=tuple(word._replace(where=where) for word in term.words),
        alternatives=tuple(tuple(_placed(each, where) for each in one) for one in term.alternatives),
    )
