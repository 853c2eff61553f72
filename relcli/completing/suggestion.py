"""Suggestions, and which of them go on what was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Suggestion(NamedTuple):
    """A word that can stand there, and what it is."""

    text: str
    note: str = ""


class Found(NamedTuple):
    """All that can stand there; `files`: the shell completes file names; `open`: more of the word follows."""

    suggestions: tuple[Suggestion, ...] = ()
    files: bool = False
    open: bool = False

    def behind(self, head: str) -> Found:
        """Return the same behind what stands before it in its word."""
        return self._replace(suggestions=tuple(each._replace(text=head + each.text) for each in self.suggestions))


NOTHING = Found()
FILES = Found(files=True)


def beginning(typed: str, known: Iterable[Suggestion | str], *, more: bool = False) -> Found:
    """Return what begins with the letters typed, in any case; `more` of the word follows each."""
    start = typed.lower()
    found = [Suggestion(each) if isinstance(each, str) else each for each in known]
    matching = [each for each in found if each.text.lower().startswith(start)]
    return Found(_going_on(typed, matching), open=more and bool(matching))


def _going_on(typed: str, found: list[Suggestion]) -> tuple[Suggestion, ...]:
    """Return suggestions whose common beginning is no shorter than what was typed.

    Shells put the common beginning in the place of what was typed; with UNESCO and United Kingdom for `un` that
    would be the letter U alone. What was typed is then kept as it is.
    """
    if len({each.text[: len(typed)] for each in found}) > 1:
        found = [each._replace(text=typed + _rest(each.text, typed)) for each in found]
    return tuple(dict.fromkeys(found))


def _rest(text: str, typed: str) -> str:
    """Return what stands behind the letters typed; an acronym goes on in small letters if it was begun so."""
    rest = text[len(typed) :]
    return rest.lower() if text.isupper() and typed.islower() else rest
