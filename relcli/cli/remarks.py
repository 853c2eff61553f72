"""Remarks on words that were searched for though something else may have been meant: names of countries, joining words
in small letters, and the signs of other programs (`country=usa`, `a && b`, `-type:aid`).

`timeline -c pakistan russia` finds what Pakistan took part in and whose sentence has the word "russia". That can be
meant, so it is an answer and not an error; but many who type it mean both countries.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcli.english import in_a_row
from relcli.errors import shortened
from relcli.query.terms import GROUP, known_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcli.query.terms import Term

_MEANT = {
    re.compile("&&?"): "AND",
    re.compile(r"\|\|?"): "OR",
    re.compile(r"([a-z-]+)==?([^=].*)"): r"\1:\2",
    re.compile(r"([a-z-]+)!=(.+)"): r"^\1:\2",
    re.compile(r"[-!]([a-z][a-z-]*):(.+)"): r"^\1:\2",
}
"""What is written here for what other programs read as joints, comparisons and exclusions."""

_JOINTS = frozenset({"and", "or", "not"})
_LONGEST_NAME = 3
"""Words of the names of countries that are looked for."""
_SHORTEST_WORD = 4
"""Letters of a name that is no other word, such as "us" or "car"."""


def remarks(terms: Sequence[Term], *, nothing_found: bool, of_documents: bool = False) -> list[str]:
    """Return what to say about the words of a question; nothing for most questions.

    Where something was found, names of countries are remarked on only beside a country that is asked for, or several
    of them together; not where words are those of whole documents, which are often about a country.
    """
    typed = [*_words_typed(terms)]
    if not typed:
        return []
    said = [*_on_joints(terms, nothing_found=nothing_found)]
    if nothing_found:
        said += _on_signs(typed)
    if nothing_found or not of_documents:
        said += _on_countries(terms, typed, nothing_found=nothing_found)
    return said


def _words_typed(terms: Sequence[Term]) -> Iterator[str]:
    """Yield the words of the text that stand alone in a query, those excluded and "phrases" left out."""
    for term in terms:
        if term.key == GROUP and not term.excluded:
            for alternative in term.alternatives:
                yield from _words_typed(alternative)
        elif term.key == "text" and not (term.excluded or term.raw):
            yield from (word.text for word in term.words if word.where and not word.text.startswith('"'))


def _on_joints(terms: Sequence[Term], *, nothing_found: bool) -> Iterator[str]:
    """Yield what to say about and, or, not: they join where `key:value` terms are on both sides."""
    for before, term, behind in zip([None, *terms], terms, [*terms[1:], None], strict=False):
        if term.key == GROUP:
            for alternative in term.alternatives:
                yield from _on_joints(alternative, nothing_found=nothing_found)
            continue
        word = term.words[0].text if term.key == "text" and term.words and term.words[0].where else ""
        if word.lower() not in _JOINTS or term.raw or behind is None or (before is None and word.lower() != "not"):
            continue
        sides = [behind] if word.lower() == "not" or before is None else [before, behind]
        if nothing_found or all(each.key != "text" for each in sides):
            yield f'"{word}" was searched for as a word; in capitals, {word.upper()} joins terms'
            return


def _on_signs(typed: Sequence[str]) -> Iterator[str]:
    """Yield what to write for the first sign among the words typed that other programs read as more than a word."""
    for word in typed:
        for sign, meant in _MEANT.items():
            found = sign.fullmatch(word)
            if found and (not found.groups() or known_key(found[1])):
                yield f"{shortened(word)!r} was searched for as a word; write {found.expand(meant)}"
                return


def _on_countries(terms: Sequence[Term], typed: Sequence[str], *, nothing_found: bool) -> Iterator[str]:
    """Yield what to say about names of countries among the words typed."""
    asked_for = [word.text for term in terms if term.key == "country" and not term.excluded for word in term.words]
    beside = bool(asked_for) or any(term.key == "between" for term in terms)
    if not (nothing_found or beside or len(typed) > 1):
        return
    named = [*_countries(typed)]
    if named and (nothing_found or beside or len(named) > 1):
        yield _on_names(named, [*asked_for, *named])


def _countries(words: Sequence[str]) -> Iterator[str]:
    """Yield the names of countries among some words, the longest ones first: "south korea"."""
    from relcli.query.names import country_named  # no other question needs the names

    place = 0
    while place < len(words):
        for size in range(min(_LONGEST_NAME, len(words) - place), 0, -1):
            name = " ".join(words[place : place + size])
            code = country_named(name)
            if code and (len(name) >= _SHORTEST_WORD or name.isupper() or name.upper() == code):
                yield name
                place += size - 1
                break
        place += 1


def _on_names(named: Sequence[str], all_named: Sequence[str]) -> str:
    """Return what to say about names of countries; `all_named` has those that were asked for, too."""
    from shlex import quote

    several = len(named) > 1
    were = "were searched for as words; for the countries" if several else "was searched for as a word; for the country"
    write = f"-c {quote(','.join(all_named))}"
    if len(all_named) == 2:
        write += f" (either) or --between {quote(all_named[0])} {quote(all_named[1])} (both)"
    return f"{in_a_row(named)} {were} write {write}"
