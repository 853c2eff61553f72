"""What a document without a title is called on a terminal: the words that its text begins with.

A file is named by whoever saved it, often by a program, and `002_dcc3bfa5.txt` tells a reader nothing. Texts of news
agencies begin with a headline on a line of its own or, after the dateline, with the sentence that says what happened.
"""

from __future__ import annotations

from relcli.output.width import cut

LONGEST = 60
"""Columns of the words shown of a text that has no line for its headline."""
LONGEST_HEADLINE, LONGEST_DATELINE = 160, 60
"""A first line that is longer is a paragraph; what is before its first dash or colon, if longer, is no dateline."""
_ENDS = (".", "”", '"', ":", ";")
"""How paragraphs end, and headlines do not."""
_DASHES = (" -- ", " – ", " — ", ": ")
"""What is between a dateline and the text."""


def own_headline(body: str) -> str:
    """Return the headline that a text has on its first line; '' if it begins with a paragraph."""
    first, broken, _ = body.partition("\n")
    words = " ".join(first.split())
    return words if broken and len(words) <= LONGEST_HEADLINE and not words.endswith(_ENDS) else ""


def opening(body: str) -> str:
    """Return the headline that a text has on its first line, or the beginning of its first sentence, without the
    dateline."""
    return own_headline(body) or cut_at_blank(_without_dateline(" ".join(body.partition("\n")[0].split())), LONGEST)


def cut_at_blank(text: str, most: int) -> str:
    """Return a text cut to at most so many columns, behind a word if there is one."""
    short = cut(text, most)
    if short == text:
        return text
    return f"{short[:-1].rpartition(' ')[0] or short[:-1]}…"


def _without_dateline(text: str) -> str:
    """Return a text without the place that it begins with in capitals, and the day."""
    for dash in _DASHES:
        before, found, behind = text.partition(dash)
        if found and len(before) <= LONGEST_DATELINE and before.split(",")[0].isupper():
            return behind
    return text
