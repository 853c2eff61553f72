"""The query expression: `country:russia sector:energy ^type:consult date:2024Q3 "gas pipeline"`.

A term is `key:value` or a bare word or phrase of the text; `^` before it excludes, `@name` names a saved view. Keys are
the options' names. Columns count from 1, so that an error can point at its place. docs/query.md describes the language
for users.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcli.errors import UsageError
from relcli.escaping import is_text, written_out
from relcli.query.terms import ALIASES, ANY_OF, KEYS, VIEW, Term, Word, known_key

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTES = str.maketrans("\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}", '""')
_KEY = re.compile(r"([^\W\d][\w-]*):")
_NAME = re.compile(r"[A-Za-z0-9_-]+")
_LITERAL = re.compile(r'(?:"[^"]*")?\S*')
_LISTS = frozenset({*ANY_OF, "between"})


def parse(text: str, *, raw: bool = False) -> Iterator[Term]:
    """Yield the terms of an expression in the order typed.

    With `raw`, what is neither `key:value` nor `@name` is full-text syntax and taken as it is. Raises UsageError with
    the column for unknown keys, missing values and quotation marks that are never closed, and for what is no text.
    """
    if not is_text(text):
        raise UsageError(f"{written_out(text)!r} is not UTF-8", hint="type it in UTF-8")
    text = text.translate(_QUOTES)
    place = _after_blanks(text, 0)
    while place < len(text):
        term, end = _term(text, place, raw=raw)
        yield term
        place = _after_blanks(text, end)


def is_view_name(name: str) -> bool:
    """Return whether a saved view may have this name: letters, digits, - and _."""
    return _NAME.fullmatch(name) is not None


def _term(text: str, start: int, *, raw: bool) -> tuple[Term, int]:
    """Return the term that begins at `start`, and where it ends."""
    excluded = text[start] == "^"
    place = start + excluded
    if text.startswith(VIEW, place):
        return _view(text, place, excluded=excluded)
    typed = _KEY.match(text, place)
    key = known_key(typed[1]) if typed else ""
    if raw and not key:
        literal = _LITERAL.match(text, start)
        assert literal is not None  # it can be empty, but `start` is not a blank
        return Term("text", (Word(literal[0], _column(start)),), raw=True), literal.end()
    if excluded and not text[place : place + 1].strip():
        raise UsageError("^ excludes nothing", where=_column(start), hint="write it before a term: ^type:consult")
    if typed and not key:
        raise _unknown_key(typed[1], place)
    if typed:
        words, end = _values(text, typed.end(), key)
    else:
        word, end = _value(text, place, "text")
        words = (word,)
    return Term(key or "text", words, excluded, raw), end


def _view(text: str, place: int, *, excluded: bool) -> tuple[Term, int]:
    """Return the term that names a view."""
    end = _end_of_word(text, place, "")
    name = text[place + 1 : end]
    if excluded:
        raise UsageError("a view cannot be excluded", where=_column(place), hint="exclude single terms")
    if not is_view_name(name):
        hint = "the name of a view is made of letters, digits, - and _; put a word of the text into quotation marks"
        raise UsageError(f"'@{name}' is not the name of a view", where=_column(place), hint=hint)
    return Term(VIEW, (Word(name, _column(place)),)), end


def _values(text: str, start: int, key: str) -> tuple[tuple[Word, ...], int]:
    """Return the values after a key and where they end; only some keys take comma lists."""
    word, end = _value(text, start, key)
    words = [word]
    while key in _LISTS and text.startswith(",", end):
        word, end = _value(text, end + 1, key)
        words.append(word)
    return tuple(words), end


def _value(text: str, start: int, key: str) -> tuple[Word, int]:
    """Return one value, without its quotation marks unless it is text, and where it ends."""
    comma = "," if key in _LISTS else ""
    if not text.startswith('"', start):
        end = _end_of_word(text, start, comma)
        if end == start:
            hint = "put values with spaces into quotation marks" if text[start - 1] == "," else f"write {key}:VALUE"
            raise UsageError("a value is missing", where=_column(start), hint=hint)
        return Word(text[start:end], _column(start)), end
    close = text.find('"', start + 1)
    if close < 0:
        raise UsageError("the quotation mark is never closed", where=_column(start), hint='close it with another "')
    if not text[start + 1 : close].strip():
        raise UsageError("there is nothing between the quotation marks", where=_column(start))
    end = close + 1
    if _end_of_word(text, end, comma) != end:
        raise UsageError("a space is missing after the quotation mark", where=_column(end))
    held = text[start:end] if key == "text" else text[start + 1 : close]
    return Word(held, _column(start)), end


def _unknown_key(word: str, place: int) -> UsageError:
    """Return the error for an unknown key, with the closest matches."""
    from difflib import get_close_matches  # only for an error

    near = get_close_matches(word.lower(), [*KEYS, *(alias for alias in ALIASES if len(alias) > 1)], n=3)
    keys = f"did you mean {', '.join(near)}?" if near else f"keys are {', '.join(KEYS)};"
    hint = f"{keys} put words with a colon into quotation marks"
    return UsageError(f"unknown key {word!r}", where=_column(place), hint=hint)


def _after_blanks(text: str, place: int) -> int:
    """Return the first place from `place` on that is not a space."""
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _end_of_word(text: str, place: int, stop: str) -> int:
    """Return the first place from `place` on that is a space, a sign of `stop` or the end."""
    while place < len(text) and not text[place].isspace() and text[place] not in stop:
        place += 1
    return place


def _column(place: int) -> str:
    """Return a place as an error names it."""
    return f"column {place + 1}"
