"""What a line of a news body is: headline, inserted headline, list item, caption, agency tail, or body.

Judged by form alone (last sign, capitals, length, a list of set phrases), because this stage knows no verbs
and no actors.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.lexicon.words import Words


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
_LONGEST_WHOLE = 40
_CLOSERS = "\"'”\u2019)]» \u00a0"
_ENDS_IN_ACRONYM = re.compile(r"(?:[A-Z]\.){2,}$")
_WORD = re.compile(r"[^\W\d_][\w\u2019'-]*")
_PRESENT = re.compile(r"[a-z]{2,}[^su\W]s$|[a-z]+(?:ss|[cs]h)es$")
_REGULAR_PAST = re.compile(r"[a-z]{2,}ed$")
_PRESENT_WINDOW = 10


class LineJudge:
    """Recognises the kinds of lines, with the fixed phrases of one lexicon."""

    def __init__(self, words: Words) -> None:
        """Take set phrases, agencies and the words that give a headline away."""
        self._agencies = words.agencies
        self._starts: dict[str, list[tuple[str, LineKind]]] = {}  # by the first letter
        self._wholes: dict[str, LineKind] = {}
        for phrase, kind, position in words.furniture:
            if position == "whole":
                self._wholes[phrase] = LineKind(kind)
            else:
                self._starts.setdefault(phrase[0], []).append((phrase, LineKind(kind)))
        self._photo_credit = re.compile(
            rf"[(\[|/]\s*(?:{words.pattern('photo-source')}\s+)?"
            rf"{words.pattern('photo-word')}\b[^()\[\]]{{0,60}}[)\]]?$"
            rf"|[|/(]\s*{words.pattern('photo-library')}\)?$",
            re.IGNORECASE,
        )
        self._past = words.of("headline-past")
        self._no_verbs = words.of("headline-no-verb")
        self._article = re.compile(words.pattern("headline-article") + " ")

    def kind_of_line(self, line: str) -> LineKind:
        """Return what a trimmed line is by its own form: tail, caption, bullet, or else body."""
        if BULLET.match(line):
            return self.kind_of_sentence(line, LineKind.BULLET)
        if len(line) <= _LONGEST_FURNITURE and self._photo_credit.search(line):
            return LineKind.CAPTION
        return self.kind_of_sentence(line, LineKind.BODY)

    def kind_of_sentence(self, text: str, otherwise: LineKind) -> LineKind:
        """Return tail or caption if a trimmed line or sentence is one by its words, else `otherwise`."""
        if len(text) > _LONGEST_FURNITURE:
            return otherwise
        lower = text.lower()
        for phrase, kind in self._starts.get(lower[0], ()):
            inside_word = phrase[-1].isalpha() and lower[len(phrase) : len(phrase) + 1].isalpha()
            if lower.startswith(phrase) and not inside_word:
                return kind
        if len(lower) <= _LONGEST_WHOLE:
            if lower in self._wholes:
                return self._wholes[lower]
            if lower.strip("()[]/*#—\u2013- .|") in self._agencies:
                return LineKind.TAIL
        return otherwise

    def is_inserted(self, line: str) -> bool:
        """Is a later line a headline between paragraphs: no final sign, title case or present tense?"""
        if not is_headline(line) or line.rstrip(_CLOSERS)[-1:] in "?!…":
            return False
        if not (line[0].isupper() or line[0] in "\"“\u2018'($"):
            return False
        if any(self._is_past(word) for word in _WORD.findall(line)[:_PRESENT_WINDOW]):
            return not self._article.match(line) and self._is_present(line)
        return _is_title_case(line) or self._is_present(line)

    def _is_present(self, line: str) -> bool:
        """Does a verb in the present come before any in the past ("Pakistan says talks delayed")?"""
        words = _WORD.findall(line)[:_PRESENT_WINDOW]
        for index, word in enumerate(words[1:], start=1):
            if self._is_past(word):
                return False
            following = words[index + 1] if index + 1 < len(words) else ""
            present = word == "to" or (_PRESENT.match(word) and word not in self._no_verbs)
            if present and not self._is_past(following):
                return True
        return False

    def _is_past(self, word: str) -> bool:
        return word in self._past or _REGULAR_PAST.match(word) is not None


def is_headline(line: str) -> bool:
    """Has a first line the form of a headline: not too long, and no full stop at its end?"""
    if len(line) > _LONGEST_HEADLINE:
        return False
    last = line.rstrip(_CLOSERS)[-1:]
    if last == ".":
        return line.endswith("...") or (bool(_ENDS_IN_ACRONYM.search(line)) and _is_title_case(line))
    return bool(last) and last not in ":;,—\u2013-"


def _is_title_case(line: str) -> bool:
    words = _WORD.findall(line)
    heavy = [word for word in words if len(word) > 3] or words
    capitals = sum(word[0].isupper() for word in heavy)
    return bool(heavy) and capitals * 10 >= len(heavy) * 7
