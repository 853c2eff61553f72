"""How shells pass the line that is being typed, and how they want the suggestions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from relcli.escaping import escape_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relcli.completing.values import Found

SHELLS = ("bash", "zsh", "fish")
_SPECIAL = frozenset(" \t\"'\\$`&|;<>()*?[]{}!#~")
_KEPT_BREAKS = "@$"
"""Word breaks that belong to the part after them (readline's special prefixes); after others a new part begins."""


class Line(NamedTuple):
    """A line up to the cursor: its words without quotation marks, the last of which is being typed; the quotation mark
    that is open; and where in the last word the part begins that bash replaces."""

    words: list[str]
    quotation: str = ""
    part: int = 0


def line_of(shell: str, arguments: Sequence[str]) -> Line:
    """Return the line that a shell passes."""
    if shell == "bash":
        return parse_line(arguments[0], arguments[1] if len(arguments) > 1 else "")
    if shell == "fish":
        return Line([*arguments[:-1], *parse_line(arguments[-1]).words[-1:]])
    return Line([parse_line(word).words[-1] for word in arguments])


def parse_line(text: str, breaks: str = "") -> Line:
    """Split a line into words as a POSIX shell does; a quotation may be open at its end.

    At the characters in `breaks` bash begins a new part of the word, unless they are quoted.
    """
    words: list[str] = []
    word: list[str] = []
    in_word, quotation, part = False, "", 0
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
            quotation, part, in_word = letter, len(word), True
        elif letter in " \t\n":
            if in_word:
                words.append("".join(word))
            word, in_word, part = [], False, 0
        else:
            in_word = True
            word.append(next(letters, "") if letter == "\\" else letter)
            if letter in breaks and letter != "\\":
                part = len(word) - (letter in _KEPT_BREAKS)
    return Line([*words, "".join(word)], quotation, part)


def answer_lines(shell: str, line: Line, found: Found) -> Iterator[str]:
    """Yield the lines for the script of a shell."""
    yield "files" if found.files else "open" if found.open else ""
    for suggestion in found.suggestions:
        if shell == "bash":
            yield quoted(suggestion.text[line.part :], line.quotation)
        else:
            yield f"{suggestion.text}\t{escape_line(suggestion.note)}" if suggestion.note else suggestion.text


def quoted(text: str, quotation: str) -> str:
    """Return a text quoted for a POSIX shell, after `quotation` if that is open."""
    if quotation == "'":
        return text.replace("'", "'\\''")
    special = frozenset('"\\$`') if quotation else _SPECIAL
    return "".join(f"\\{letter}" if letter in special else letter for letter in text)
