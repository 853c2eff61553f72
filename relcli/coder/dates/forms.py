"""What all forms of date phrases share: the shape of a form, pieces of patterns, looks at the neighbouring
words.

A form is a pattern and a function that turns a match into a period, or into None where it is no date after
all. Patterns are written for matching without regard to case.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from relcli.coder.dates.words import FUNCTION_WORDS, MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable

    from relcli.coder.dates.periods import Anchor, Period


class Form(NamedTuple):
    """One kind of date phrase: its name, the kinds of trigger it needs (all of them), pattern and reading."""

    rule: str
    needs: int
    pattern: str
    read: Callable[[re.Match[str], Anchor], Period | None]


DASH = r"\s*[-\u2013\u2014]\s*"
TO = rf"(?:{DASH}|\s+(?:to|and|until|till|through|&)\s+(?:the\s+)?)"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d)"
YEAR = r"(?:1[5-9]|20|21)\d\d(?![\d%]|[.,]\d)"
THAT_YEAR = rf"(?:{YEAR}|(?:last|this|next)\s+year\b)"
MONTH = (
    r"(?:May\.(?=\s?\d)|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
PART = (
    r"(?:early|mid|late|(?:the\s+)?(?:beginning|start|middle|end|(?:first|second)\s+half|"
    r"(?:first|second|third|fourth|last)\s+quarter)\s+of(?:\s+the)?|end)"
)

NOT_IN_NUMBER = r"(?<![\w.,/$\u20ac\u00a3-])"

_LEAD = re.compile(r"(?:^|[\s(])([A-Za-z]+)\s+(?:the\s+)?$")
_DETERMINED = re.compile(r"(?:^|[\s(])(?:the|a|an|its|his|her|their|this|our)\s+$|['\u2019]s?\s+$", re.IGNORECASE)
_NEXT_WORD = re.compile(r"\s+([\w-]+)")


def lead_word(match: re.Match[str], anchor: Anchor) -> str:
    """Return the word before the phrase, lower case ('' at the beginning or behind punctuation)."""
    before = match.string[max(anchor.start, match.start() - 24) : match.start()]
    found = _LEAD.search(before)
    return found.group(1).lower() if found else ""


def says_future(match: re.Match[str], anchor: Anchor) -> bool:
    """Does the phrase lie ahead: after a future verb, or as a limit ("by Friday", "until May")?"""
    return anchor.future or lead_word(match, anchor) in ("by", "until", "till")


def is_determined(match: re.Match[str], anchor: Anchor) -> bool:
    """Is there a determiner or a possessor directly before the phrase?"""
    return bool(_DETERMINED.search(match.string[max(anchor.start, match.start() - 12) : match.start()]))


def noun_behind(match: re.Match[str]) -> str:
    """Return the word behind the phrase if it may be a noun ('' if there is none)."""
    found = _NEXT_WORD.match(match.string, match.end())
    word = found.group(1) if found else ""
    return "" if word.lower() in FUNCTION_WORDS else word


def year_number(text: str | None, anchor: Anchor) -> int | None:
    """Return the year that digits or "last year", "this year", "next year" name (None if nothing does)."""
    if not text:
        return None
    step = {"last": -1, "this": 0, "next": 1}.get(text.split()[0].lower())
    return int(text) if step is None else anchor.last.year + step


def month_number(name: str) -> int:
    """Return 1..12; lower-case "may" and "march" are verbs, and no abbreviation is written small."""
    plain = name.rstrip(".")
    if plain[0].islower() and (len(plain) < 5 or plain == "march"):
        raise ValueError(name)
    return MONTHS[plain.lower()]
