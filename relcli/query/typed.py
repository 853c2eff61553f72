"""What was typed, as words: the query expression and the options of a question.

Both become terms. Back as one line, just as a shell takes it, they are what a saved view keeps and shows:
`country:russia ^type:consult --period 'last month'`. Kept as typed, a relative period stays relative.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.errors import RelcliError
from relcli.query.terms import KEYS, SUCCESSORS, Term, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    Options = Iterable[tuple[str, Sequence[str]]]
    """Options that were given: their names without dashes, and their values; a flag has none."""

RAW_QUERY = "raw-query"
"""The flag by which words of the text are in the full-text index's own syntax."""

_COUNT_OF_VALUES = {SUCCESSORS: 0, RAW_QUERY: 0, "between": 2}


def typed_terms(expression: Sequence[str], options: Options) -> list[Term]:
    """Return what was typed as terms, those of options first; UsageError for an expression that cannot be read."""
    given = dict(options)
    raw = given.pop(RAW_QUERY, None) is not None
    terms = [
        Term(key, tuple(Word(value) for value in values), raw=raw and key == "text") for key, values in given.items()
    ]
    if expression:
        from relcli.query.expression import parse

        terms.extend(parse(" ".join(expression), raw=raw))
    return terms


def as_line(expression: Sequence[str], options: Options) -> str:
    """Return what was typed as one line, as a shell would take it."""
    import shlex

    words: list[str] = []
    for key, values in options:
        option = f"--{key}"
        if _COUNT_OF_VALUES.get(key, 1) == 1:
            words += [word for value in values for word in (option, value)]
        else:
            words += [option, *values]
    if any(word.startswith("-") for word in expression):
        return shlex.join([*words, "--", *expression])
    return shlex.join([*expression, *words])


def parse_line(line: str) -> list[Term]:
    """Return the terms of a line that `as_line` made; RelcliError for any other."""
    import shlex

    try:
        words = shlex.split(line)
    except ValueError as error:
        raise _unreadable(line) from error
    expression: list[str] = []
    options: dict[str, list[str]] = {}
    while words:
        word = words.pop(0)
        if word == "--":
            expression += words
            break
        if not word.startswith("--"):
            expression.append(word)
            continue
        key = word.removeprefix("--")
        count = _COUNT_OF_VALUES.get(key, 1)
        if key not in {*KEYS, *_COUNT_OF_VALUES} or len(words) < count:
            raise _unreadable(line)
        options.setdefault(key, []).extend(words[:count])
        del words[:count]
    return typed_terms(expression, options.items())


def _unreadable(line: str) -> RelcliError:
    return RelcliError(f"a saved view cannot be read: {line!r}", hint="remove it and save it again")
