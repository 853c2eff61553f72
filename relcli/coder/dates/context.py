"""What surrounds a date phrase: is it a limit, and does it date the event its clause reports?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcli.coder.dates.forms import DateRule

if TYPE_CHECKING:
    from relcli.coder.dates.periods import Anchor
    from relcli.coder.dates.phrases import DatePhrase
    from relcli.coder.dates.words import DateWords

_PREPOSITION_LAST = re.compile(r"\b(\w+)\s+$")
_POSSESSIVE = re.compile(r"['\u2019]s?\s+\w")
_NOUN = re.compile(r"(?:\s+|-)([^\W\d_][\w-]*)")
_BREAK = re.compile(r"[,;:\u2014]\s|\s[\u2013-]\s")
_NAMED_WHOLE = frozenset(
    {
        DateRule.MONTH_AND_DAY,
        DateRule.DAY_AND_MONTH,
        DateRule.NUMERIC_DATE,
        DateRule.MONTH,
        DateRule.MONTHS,
        DateRule.YEAR,
        DateRule.YEARS,
        DateRule.UNIT,
    }
)
"""Rules of dates that an adjective may precede: "the deadly March 22 attack"."""
_ALWAYS_BACKGROUND = frozenset({DateRule.DECADE, DateRule.CENTURY})
_YEAR_RULES = frozenset({DateRule.YEAR, DateRule.YEARS})
_COUNTED_BACK = frozenset({DateRule.SO_LONG_AGO, DateRule.STRETCH})
_BEFORE, _AFTER, _LIMIT_REACH = 80, 40, 24
_CLAUSE_REACH = 1_000
"""Characters over which a relative clause may run until a date in it."""


class Surroundings:
    """Judges date phrases by the words around them, with the words of one lexicon."""

    def __init__(self, words: DateWords) -> None:
        """Build the patterns of what may precede or follow."""
        self._function_words = words.of("date-function-word")
        self._own = words.of("date-own-preposition")
        # Before "the March 22 meeting" these make its date that of what happened there.
        determiner = rf"(?:\b{words.pattern('date-possessive')}|['\u2019]s|s['\u2019])\s+"
        self._attribute = _ignoring_case(rf"(?:\b(\w+)\s+)?{determiner}$")
        self._distant_attribute = _ignoring_case(rf"(?:\b(\w+)\s+)?{determiner}(?:[a-z][\w-]+\s+)?$")
        self._limit = _ignoring_case(rf"\b({words.pattern('date-limit')})\s+(?:the\s+)?$")
        not_of = "".join(rf"(?<!\b{re.escape(word)}\s)" for word in sorted(words.of("date-before-of")))
        self._origin = _ignoring_case(
            rf"(?:\b(?:{words.pattern('date-origin')}|(?<!later\s)than)|{not_of}\bof)\s+"
            rf"(?:{words.pattern('date-late-the')}\s+)?$"
        )
        self._no_day_word = re.compile(rf"\b{words.pattern('date-no-day-word')}\s+$")
        self._relative = _ignoring_case(rf"\b{words.pattern('date-relative')}\b")
        few_words = r"(?:[^\s,;]+\s+)"
        self._reduced = _ignoring_case(
            rf"\b{words.pattern('date-act-noun')}s?\s+{words.pattern('date-participle')}\s+{few_words}{{0,5}}$"
            rf"|\b{words.pattern('date-founded')}\s+{few_words}{{0,3}}$"
        )
        self._setting = _ignoring_case(rf"\b{words.pattern('date-setting')}\s+{few_words}{{0,4}}$")
        long_unit = words.pattern("date-long-unit")
        self._long_past = _ignoring_case(
            rf"\b(?:{words.pattern('date-back')}\s+.*?{long_unit}|{long_unit}\s+{words.pattern('date-long-ago')})$"
        )

    def is_deadline(self, text: str, start: int, anchor: Anchor) -> bool:
        """Is the phrase that begins here a limit: "by 2030", "until May", "before the end of the year"?"""
        return bool(self._limit.search(text[max(anchor.start, start - _LIMIT_REACH) : start]))

    def is_background(self, text: str, end: int, phrase: DatePhrase, anchor: Anchor) -> bool:
        """Does the phrase belong to something else than the event that its clause reports?"""
        before = text[max(anchor.start, phrase.start - _BEFORE) : phrase.start]
        after = text[phrase.end : min(end, phrase.end + _AFTER)]
        words = text[phrase.start : phrase.end]
        if phrase.rule in _ALWAYS_BACKGROUND or (before.endswith("(") and phrase.rule in _YEAR_RULES):
            return True
        if phrase.rule in _COUNTED_BACK and phrase.last <= anchor.last and self._long_past.search(words):
            return True
        if phrase.rule is DateRule.DAY_WORD and self._no_day_word.search(before):
            return True
        limit = self._limit.search(before)
        if limit and phrase.last < anchor.first and limit.group(1).lower() != "by":
            return True
        return (
            bool(self._origin.search(before))
            or self._is_of_noun_before(before)
            or self._is_attribute(before, words, after, phrase.rule)
            or self._in_relative_clause(text, phrase.start, anchor)
        )

    def _is_of_noun_before(self, before: str) -> bool:
        """Is it a noun's date ("the deal signed in 2015"), and that noun no setting ("at talks held in 2015")?"""
        found = self._reduced.search(before)
        return found is not None and not self._setting.search(before[: found.start()])

    def _is_attribute(self, before: str, words: str, after: str, rule: DateRule) -> bool:
        """Does the date precede the noun it belongs to: "the March 22 attack", "last month's summit"?"""
        if _POSSESSIVE.match(after):
            lead = _PREPOSITION_LAST.search(before)
            return not (lead and lead.group(1).lower() in self._own)
        noun = _NOUN.match(after)
        if not noun or noun.group(1).lower() in self._function_words or " of " in words:
            return False
        if words.lower().startswith("the "):
            lead = _PREPOSITION_LAST.search(before)
            return noun.group(1).islower() and not (lead and lead.group(1).lower() in self._own | {"on"})
        pattern = self._distant_attribute if rule in _NAMED_WHOLE else self._attribute
        found = pattern.search(before)
        return found is not None and (found.group(1) or "").lower() not in self._own

    def _in_relative_clause(self, text: str, start: int, anchor: Anchor) -> bool:
        """Does a relative clause that began after `anchor.start` still run when the phrase comes?"""
        clause = text[max(anchor.start, start - _CLAUSE_REACH) : start]
        found = [(match.start(), match.end()) for match in self._relative.finditer(clause)]
        return bool(found) and found[-1][0] > 2 and not _BREAK.search(clause, found[-1][1])


def _ignoring_case(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
