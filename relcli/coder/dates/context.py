"""What stands around a date phrase: is it a limit, and does it date the event its clause reports?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcli.coder.dates.words import ACT_NOUNS, FUNCTION_WORDS, PARTICIPLES

if TYPE_CHECKING:
    from datetime import date

    from relcli.coder.dates.periods import Anchor

_LIMIT = re.compile(
    r"\b(by|until|till|before|(?:no|not)\s+later\s+than|ahead\s+of|up\s+to)\s+(?:the\s+)?$", re.IGNORECASE
)
_ORIGIN = re.compile(
    r"(?:\b(?:since|after|following|dated|born|from\s+as\s+early\s+as|(?<!later\s)than|compared\s+(?:to|with))"
    r"|(?<!\bas\s)(?<!morning\s)(?<!evening\s)(?<!afternoon\s)(?<!night\s)(?<!eve\s)\bof)\s+(?:late\s+|the\s+)?$",
    re.IGNORECASE,
)
_DETERMINER = r"(?:\b(?:the|a|an|his|her|its|their|our|my|that|under|these|those)|['\u2019]s|s['\u2019])\s+"
_ATTRIBUTE = re.compile(rf"(?:\b(\w+)\s+)?{_DETERMINER}$", re.IGNORECASE)
_DISTANT_ATTRIBUTE = re.compile(rf"(?:\b(\w+)\s+)?{_DETERMINER}(?:[a-z][\w-]+\s+)?$", re.IGNORECASE)
_PREPOSITION_LAST = re.compile(r"\b(\w+)\s+$")
_POSSESSIVE = re.compile(r"['\u2019]s?\s+\w")
_NOUN = re.compile(r"(?:\s+|-)([^\W\d_][\w-]*)")
_OWN = frozenset({"in", "at", "during", "throughout", "within"})
"""Before "the March 22 meeting" these make its date that of what happened there."""
_RELATIVE = re.compile(
    r"\b(?:which|who|whose|whom|that\s+(?:was|were|had|occurred|took|happened|killed|began|started|ended|entered|"
    r"came|left|led|broke))\b",
    re.IGNORECASE,
)
_REDUCED = re.compile(
    rf"\b(?:{ACT_NOUNS})s?\s+(?:{PARTICIPLES})\s+(?:[^\s,;]+\s+){{0,5}}$"
    r"|\b(?:born|founded|established)\s+(?:[^\s,;]+\s+){0,3}$",
    re.IGNORECASE,
)
_SETTING = re.compile(r"\b(?:in|at|during|through)\s+(?:[^\s,;]+\s+){0,4}$", re.IGNORECASE)
_BREAK = re.compile(r"[,;:\u2014]\s|\s[\u2013-]\s")
_LONG_PAST = re.compile(
    r"\b(?:(?:last|past|previous)\s+.*?(?:years?|decades?|centur\w+)|"
    r"(?:years?|decades?|centur\w+)\s+(?:ago|earlier|before))$",
    re.IGNORECASE,
)
_NAMED_WHOLE = frozenset({"month and day", "month", "months", "year", "years", "numeric date", "day and month", "unit"})


def is_deadline(text: str, start: int, anchor: Anchor) -> bool:
    """Is the phrase that begins here a limit: "by 2030", "until May", "before the end of the year"?"""
    return bool(_LIMIT.search(text[max(anchor.start, start - 24) : start]))


def background_of(text: str, end: int, span: tuple[int, int], rule: str, last: date, anchor: Anchor) -> bool:
    """Does the phrase text[span] belong to something else than the event that its clause reports?"""
    before = text[max(anchor.start, span[0] - 80) : span[0]]
    after = text[span[1] : min(end, span[1] + 40)]
    if rule in ("decade", "century") or (before.endswith("(") and rule in ("year", "years")):
        return True
    if rule in ("so long ago", "stretch") and last <= anchor.last and _LONG_PAST.search(text[span[0] : span[1]]):
        return True
    if rule == "day word" and re.search(r"\b(?:until|till|than|of)\s+$", before):
        return True
    limit = _LIMIT.search(before)
    if limit and last < anchor.first and limit.group(1).lower() != "by":
        return True
    return (
        bool(_ORIGIN.search(before))
        or _is_of_noun_before(before)
        or _is_attribute(before, text[span[0] : span[1]], after, rule)
        or _in_relative_clause(text, span[0], anchor)
    )


def _is_of_noun_before(before: str) -> bool:
    """Is it a noun's date ("the deal signed in 2015"), and that noun no setting ("at talks held in 2015")?"""
    found = _REDUCED.search(before)
    return found is not None and not _SETTING.search(before[: found.start()])


def _is_attribute(before: str, phrase: str, after: str, rule: str) -> bool:
    """Does the date stand before the noun it belongs to: "the March 22 attack", "last month's summit"?"""
    if _POSSESSIVE.match(after):
        lead = _PREPOSITION_LAST.search(before)
        return not (lead and lead.group(1).lower() in _OWN)
    noun = _NOUN.match(after)
    if not noun or noun.group(1).lower() in FUNCTION_WORDS or " of " in phrase:
        return False
    if phrase.lower().startswith("the "):
        lead = _PREPOSITION_LAST.search(before)
        return noun.group(1).islower() and not (lead and lead.group(1).lower() in _OWN | {"on"})
    pattern = _DISTANT_ATTRIBUTE if rule in _NAMED_WHOLE else _ATTRIBUTE
    found = pattern.search(before)
    return found is not None and (found.group(1) or "").lower() not in _OWN


def _in_relative_clause(text: str, start: int, anchor: Anchor) -> bool:
    """Does a relative clause that began after `anchor.start` still run when the phrase comes?"""
    clause = text[anchor.start : start]
    found = [(match.start(), match.end()) for match in _RELATIVE.finditer(clause)]
    return bool(found) and found[-1][0] > 2 and not _BREAK.search(clause, found[-1][1])
