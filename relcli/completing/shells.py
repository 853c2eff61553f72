"""What shells tell of the line that is being typed, and the form in which they take suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcli.escaping import escape_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcli.completing.suggestion import Found

SHELLS = ("bash", "zsh", "fish")
_SPECIAL = frozenset(" \t\"'\\$`&|;<>()*?[]{}!#~")


_KEPT = "@$"
"""Breaks with which bash begins the new part (readline's special prefixes); it begins behind the others."""


class Line(NamedTuple):
    """A line up to the cursor: its words without quotation marks, the last being the one that is typed; the sign
    of a quotation that is open; and where in the last word the part begins that bash puts in anew."""

    words: list[str]
    quotation: str = ""
    part: int = 0


def line_of(shell: str, told: Sequence[str]) -> Line:
    """Return the line that a shell tells of."""
    if shell == "bash":
        return parsed(told[0], told[1] if len(told) > 1 else "")
    if shell == "fish":
        return Line([*told[:-1], *parsed(told[-1]).words[-1:]])
    return Line([parsed(word).words[-1] for word in told])


def parsed(text: str, breaks: str = "") -> Line:
    """Take a line apart as a POSIX shell does; what is open at its end stays open.

    At the signs of `breaks` bash begins a new part of the word, unless they are quoted.
    """
    words: list[str] = []
    word: list[str] = []
    begun, quotation, part = False, "", 0
    letters = iter(text)
    for letter in letters:
        if quotation:
            if letter == quotation:
                quotation = ""
            elif letter == "\\" and quotation == '"':
                following = next(letters, "")
                word.append(following if following in '"\\$`' else f"\\{following}")
            else:
                word.append(letter)
        elif letter in "'\"":
            quotation, part, begun = letter, len(word), True
        elif letter in " \t\n":
            if begun:
                words.append("".join(word))
            word, begun, part = [], False, 0
        else:
            begun = True
            word.append(next(letters, "") if letter == "\\" else letter)
            if letter in breaks and letter != "\\":
                part = len(word) - (letter in _KEPT)
    return Line([*words, "".join(word)], quotation, part)


def lines_for(shell: str, line: Line, found: Found) -> Iterator[str]:
    """Yield the lines that the script of a shell reads."""
    yield "files" if found.files else "open" if found.open else ""
    for suggestion in found.suggestions:
        if shell == "bash":
            yield quoted(suggestion.text[line.part :], line.quotation)
        else:
            yield f"{suggestion.text}\t{escape_line(suggestion.note)}" if suggestion.note else suggestion.text


def quoted(text: str, quotation: str) -> str:
    """Return a text as it stands in a POSIX shell, where a quotation mark is open or not."""
    if quotation == "'":
        return text.replace("'", "'\\''")
    special = frozenset('"\\$`') if quotation else _SPECIAL
    return "".join(f"\\{letter}" if letter in special else letter for letter in text)
