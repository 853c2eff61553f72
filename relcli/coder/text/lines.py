"""What a line of a news body is: headline, inserted headline, list item, caption, agency tail, or body.

Judged by form alone (last sign, capitals, length, a list of set phrases), because this stage knows no verbs
and no actors.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import Literal

from relcli.lexicon.wordlists import agencies, furniture

Kind = Literal["body", "headline", "inserted", "bullet", "tail", "caption"]


class LineKind(StrEnum):
    """What a line or a sentence is."""

    BODY = "body"
    HEADLINE = "headline"
    INSERTED = "inserted"  # a headline between paragraphs
    BULLET = "bullet"  # a list item
    TAIL = "tail"  # what surrounds a report on its page: the agency, "read more", contacts
    CAPTION = "caption"



BULLET = re.compile(
    r"(?:[•●▪◦■\u2023\u2219·*\u2013—-]\s+|[•●▪◦■\u2023\u2219]"
    r"|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})\)\s*|\d{1,2}\.\s+(?=\D))(?=\S)"
)
INNER_BULLET = re.compile(r"[•●▪◦■]\s+(?=\S)")
_LONGEST_HEADLINE = 250
_LONGEST_FURNITURE = 300
_CLOSERS = "\"'”\u2019)]» \u00a0"
_PHOTO_CREDIT = re.compile(
    r"[(\[|/]\s*(?:(?:AP|AFP|File|Handout|Courtesy|Reuters|EPA)\s+)?"
    r"(?:photos?|images?|pictures?|pic)\b[^()\[\]]{0,60}[)\]]?$"
    r"|[|/(]\s*(?:Getty Images|Shutterstock|iStock)\)?$",
    re.IGNORECASE,
)
_ENDS_IN_ACRONYM = re.compile(r"(?:[A-Z]\.){2,}$")
_WORD = re.compile(r"[^\W\d_][\w\u2019'-]*")
_PRESENT = re.compile(r"[a-z]{2,}[^su\W]s$|[a-z]+(?:ss|ch|sh)es$|to$")
_PAST = re.compile(r"[a-z]{2,}ed$|(?:was|were|had|has|have|said|been|met|held|told|will|would)$")
_NOT_VERBS = frozenset({"this", "his", "its", "has", "was", "as", "is", "us"})
_PRESENT_WINDOW = 10


@cache
def _phrases() -> tuple[dict[str, list[tuple[str, Kind]]], dict[str, Kind]]:
    """Return set phrases at the start of a line by their first letter, and those that are a whole line."""
    starts: dict[str, list[tuple[str, Kind]]] = {}
    wholes: dict[str, Kind] = {}
    for phrase, kind, position in furniture():
        name: Kind = "caption" if kind == "caption" else "tail"
        if position == "whole":
            wholes[phrase] = name
        else:
            starts.setdefault(phrase[0], []).append((phrase, name))
    return starts, wholes


def line_kind(line: str) -> Kind:
    """Return what a trimmed line is by its own form: tail, caption, bullet, or else body."""
    if BULLET.match(line):
        return sentence_kind(line, "bullet")
    if len(line) <= _LONGEST_FURNITURE and _PHOTO_CREDIT.search(line):
        return "caption"
    return sentence_kind(line, "body")


def sentence_kind(text: str, otherwise: Kind) -> Kind:
    """Return tail or caption if a trimmed line or sentence is one by its words, else `otherwise`."""
    if len(text) > _LONGEST_FURNITURE:
        return otherwise
    starts, wholes = _phrases()
    lower = text.lower()
    for phrase, kind in starts.get(lower[0], ()):
        inside_word = phrase[-1].isalpha() and lower[len(phrase) : len(phrase) + 1].isalpha()
        if lower.startswith(phrase) and not inside_word:
            return kind
    if len(lower) <= 40 and (lower in wholes or lower.strip("()[]/*#—\u2013- .|") in agencies()):
        return wholes.get(lower, "tail")
    return otherwise


def is_headline(line: str) -> bool:
    """Tell whether a first line has the form of a headline: not too long, and no full stop at its end."""
    if len(line) > _LONGEST_HEADLINE:
        return False
    last = line.rstrip(_CLOSERS)[-1:]
    if last == ".":
        return line.endswith("...") or (bool(_ENDS_IN_ACRONYM.search(line)) and _is_title_case(line))
    return bool(last) and last not in ":;,—\u2013-"


def is_inserted(line: str) -> bool:
    """Tell whether a later line is a headline put in between: no final sign, title case or present tense."""
    if not is_headline(line) or line.rstrip(_CLOSERS)[-1:] in "?!…":
        return False
    if not (line[0].isupper() or line[0] in "\"“\u2018'($"):
        return False
    if any(_PAST.fullmatch(word) for word in _WORD.findall(line)[:_PRESENT_WINDOW]):
        return not line.startswith(("A ", "An ", "The ")) and _is_present(line)
    return _is_title_case(line) or _is_present(line)


def _is_title_case(line: str) -> bool:
    words = _WORD.findall(line)
    heavy = [word for word in words if len(word) > 3] or words
    capitals = sum(word[0].isupper() for word in heavy)
    return bool(heavy) and capitals * 10 >= len(heavy) * 7


def _is_present(line: str) -> bool:
    """Tell whether a verb in the present comes before any in the past ("Pakistan says talks delayed")."""
    words = _WORD.findall(line)[:_PRESENT_WINDOW]
    for index, word in enumerate(words[1:], start=1):
        if _PAST.match(word):
            return False
        following = words[index + 1] if index + 1 < len(words) else ""
        if _PRESENT.match(word) and word not in _NOT_VERBS and not _PAST.match(following):
            return True
    return False
