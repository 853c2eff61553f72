"""How many columns a text takes on a terminal, and how to cut it to fit.

Wide characters of East Asia take two columns, combining marks none (Unicode Standard Annex 11). ASCII, most
of what there is, needs no look at any table.
"""

from __future__ import annotations


def width_of(text: str) -> int:
    """Return the number of terminal columns `text` takes."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    columns = 0
    for character in text:
        if character.isascii():
            columns += 1
        elif category(character) not in {"Mn", "Me", "Cf"}:
            columns += 2 if east_asian_width(character) in {"W", "F"} else 1
    return columns


def cut(text: str, width: int, mark: str = "…") -> str:
    """Return `text` cut to at most `width` columns, its loss shown by `mark`."""
    room = width - width_of(mark)
    if text.isascii():
        return text if len(text) <= width else text[:room].rstrip() + mark if room > 0 else mark[:width]
    if width_of(text) <= width:
        return text
    if room <= 0:
        return mark[:width]
    kept = ""
    for character in text:
        if width_of(kept + character) > room:
            break
        kept += character
    return kept.rstrip() + mark


def pad(text: str, width: int) -> str:
    """Return `text` filled with blanks to `width` columns."""
    return text if text.isascii() and len(text) >= width else text + " " * (width - width_of(text))


def wrap(text: str, width: int) -> list[str]:
    """Return `text` broken at blanks into lines of at most `width` columns; a longer word has a line to
    itself."""
    lines: list[str] = []
    line, columns = "", 0
    for word in text.split(" "):
        taken = width_of(word)
        if line and columns + 1 + taken > width:
            lines.append(line)
            line, columns = word, taken
        else:
            line, columns = (f"{line} {word}", columns + 1 + taken) if line else (word, taken)
    return [*lines, line]
