"""One term of a query expression, at a place of its text: `key:value`, a word, a phrase, `@view`, or `^` before one.

How terms are joined is read in `expression`.
"""

from __future__ import annotations

import re

from relcli.errors import UsageError
from relcli.query.terms import ALIASES, ANY_OF, KEYS, VIEW, Term, Word, known_key

_KEY = re.compile(r"([^\W\d][\w-]*):")
_NAME = re.compile(r"[A-Za-z0-9_-]+")
_LITERAL = re.compile(r'(?:"[^"]*")?\S*')
_LISTS = frozenset({*ANY_OF, "between"})
_CLOSING = ")"


def is_view_name(name: str) -> bool:
    """Return whether a saved view may have this name: letters, digits, - and _."""
    return _NAME.fullmatch(name) is not None


def term_at(text: str, start: int, *, raw: bool) -> tuple[Term, int]:
    """Return the term that begins at `start`, and where it ends: before a blank, or a parenthesis that closes others.

    With `raw`, what is neither `key:value` nor `@name` is full-text syntax, in which parentheses mean something else.
    """
    closing = "" if raw else _CLOSING
    excluded = text[start] == "^"
    place = start + excluded
    if text.startswith(VIEW, place):
        return _view(text, place, closing, excluded=excluded)
    typed = _KEY.match(text, place)
    key = known_key(typed[1]) if typed else ""
    if raw and not key:
        literal = _LITERAL.match(text, start)
        assert literal is not None  # it can be empty, but `start` is not a blank
        return Term("text", (Word(literal[0], column(start)),), raw=True), literal.end()
    if excluded and not text[place : place + 1].strip(f"{closing} "):
        raise UsageError("^ excludes nothing", where=column(start), hint="write it before a term: ^type:consult")
    if typed and not key:
        raise _unknown_key(typed[1], place)
    if typed:
        words, end = _values(text, typed.end(), key, closing)
    else:
        word, end = _value(text, place, "text", closing)
        words = (word,)
    return Term(key or "text", words, excluded, raw), end


def _view(text: str, place: int, closing: str, *, excluded: bool) -> tuple[Term, int]:
    """Return the term that names a view."""
    end = _end_of_word(text, place, closing)
    name = text[place + 1 : end]
    if not is_view_name(name):
        hint = "the name of a view is made of letters, digits, - and _; put a word of the text into quotation marks"
        raise UsageError(f"'@{name}' is not the name of a view", where=column(place), hint=hint)
    return Term(VIEW, (Word(name, column(place)),), excluded), end


def _values(text: str, start: int, key: str, closing: str) -> tuple[tuple[Word, ...], int]:
    """Return the values after a key and where they end; only some keys take comma lists."""
    word, end = _value(text, start, key, closing)
    words = [word]
    while key in _LISTS and text.startswith(",", end):
        word, end = _value(text, end + 1, key, closing)
        words.append(word)
    return tuple(words), end


def _value(text: str, start: int, key: str, closing: str) -> tuple[Word, int]:
    """Return one value, without its quotation marks unless it is text, and where it ends."""
    stop = f"{',' if key in _LISTS else ''}{closing}"
    if closing and text.startswith("(", start):
        hint = f"write {key}:A,B for any of several" if key in ANY_OF else "put the value into quotation marks"
        raise UsageError("parentheses hold whole terms, not values", where=column(start), hint=hint)
    if key != "text" and text.startswith("'", start) and "'" in text[start + 1 :]:
        hint = f'write {key}:"..."'
        raise UsageError("values are put into double quotation marks", where=column(start), hint=hint)
    if not text.startswith('"', start):
        end = _end_of_word(text, start, stop)
        if end == start:
            hint = "put values with spaces into quotation marks" if text[start - 1] == "," else f"write {key}:VALUE"
            raise UsageError("a value is missing", where=column(start), hint=hint)
        return Word(text[start:end], column(start)), end
    close = text.find('"', start + 1)
    if close < 0:
        raise UsageError("the quotation mark is never closed", where=column(start), hint='close it with another "')
    if not text[start + 1 : close].strip():
        raise UsageError("there is nothing between the quotation marks", where=column(start))
    end = close + 1
    if _end_of_word(text, end, stop) != end:
        raise UsageError("a space is missing after the quotation mark", where=column(end))
    held = text[start:end] if key == "text" else text[start + 1 : close]
    return Word(held, column(start)), end


def _unknown_key(word: str, place: int) -> UsageError:
    """Return the error for an unknown key, with the closest matches."""
    from difflib import get_close_matches  # only for an error

    near = get_close_matches(word.lower(), [*KEYS, *(alias for alias in ALIASES if len(alias) > 1)], n=3)
    keys = f"did you mean {', '.join(near)}?" if near else f"keys are {', '.join(KEYS)};"
    hint = f"{keys} put words with a colon into quotation marks"
    return UsageError(f"unknown key {word!r}", where=column(place), hint=hint)


def after_blanks(text: str, place: int) -> int:
    """Return the first place from `place` on that is not a space."""
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _end_of_word(text: str, place: int, stop: str) -> int:
    """Return the first place from `place` on that is a space, a sign of `stop` or the end. A parenthesis that was
    opened inside the word, as in "pipeline(s)", closes inside it.
    """
    opened = 0
    while place < len(text) and not text[place].isspace():
        sign = text[place]
        if sign in stop and not (sign == _CLOSING and opened):
            break
        opened += (sign == "(") - (sign == _CLOSING)
        place += 1
    return place


def column(place: int) -> str:
    """Return a place as an error names it."""
    return f"column {place + 1}"
