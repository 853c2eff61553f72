"""What all forms of date phrases share: the shape of a form, its rule, looks at the neighbouring words.

A form is a pattern and a function that turns a match into a period, or into None where it is no date after
all. Patterns are written for matching without regard to case.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from relcli.coder.dates.units import STEPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from relcli.coder.dates.periods import Anchor, Period
    from relcli.coder.dates.words import DateWords


class DateRule(StrEnum):
    """The form that read a date phrase, in the words of `explain`."""

    NUMERIC_DATE = "numeric date"
    DAY_AND_MONTH = "day and month"
    MONTH_AND_DAY = "month and day"
    DAY_OF_MONTH = "day of the month"
    WEEKDAYS = "weekdays"
    WEEKDAY = "weekday"
    DAY_WORD = "day word"
    ANAPHOR = "anaphor"
    NEIGHBOURING_DAY = "neighbouring day"
    SO_LONG_AGO = "so long ago"
    STRETCH = "stretch"
    IN_SO_LONG = "in so long"
    UNIT = "unit"
    SEASON = "season"
    MONTHS = "months"
    MONTH = "month"
    YEARS = "years"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


CALENDAR_RULES = frozenset(
    {DateRule.NUMERIC_DATE, DateRule.DAY_AND_MONTH, DateRule.MONTH_AND_DAY, DateRule.DAY_OF_MONTH}
)
"""Rules that read a day by its number."""


class Form(NamedTuple):
    """One kind of date phrase: its rule, the kinds of trigger it needs (all of them), pattern and reading."""

    rule: DateRule
    needs: int
    pattern: str
    read: Callable[[re.Match[str], Anchor], Period | None]


_LEAD = re.compile(r"(?:^|[\s(])([A-Za-z]+)\s+(?:the\s+)?$")
_NEXT_WORD = re.compile(r"\s+([\w-]+)")
_LEAD_REACH = 24
_DETERMINER_REACH = 12


class FormReader:
    """Reads the forms of one module: the words of dates, and looks at the words around a match."""

    def __init__(self, words: DateWords) -> None:
        """Take the words of dates."""
        self.words = words
        self._deadline = words.of("date-deadline")
        self._function_words = words.of("date-function-word")
        self._determined = re.compile(
            rf"(?:^|[\s(]){words.pattern('date-determiner')}\s+$|['\u2019]s?\s+$", re.IGNORECASE
        )

    def lead_word(self, match: re.Match[str], anchor: Anchor) -> str:
        """Return the word before the phrase, lower case ('' at the beginning or after punctuation)."""
        before = match.string[max(anchor.start, match.start() - _LEAD_REACH) : match.start()]
        found = _LEAD.search(before)
        return found.group(1).lower() if found else ""

    def says_future(self, match: re.Match[str], anchor: Anchor) -> bool:
        """Does the phrase lie ahead: after a future verb, or as a limit ("by Friday", "until May")?"""
        return anchor.future or self.lead_word(match, anchor) in self._deadline

    def is_determined(self, match: re.Match[str], anchor: Anchor) -> bool:
        """Is there a determiner or a possessor directly before the phrase?"""
        before = match.string[max(anchor.start, match.start() - _DETERMINER_REACH) : match.start()]
        return bool(self._determined.search(before))

    def noun_after(self, match: re.Match[str]) -> str:
        """Return the word after the phrase if it may be a noun ('' if there is none)."""
        found = _NEXT_WORD.match(match.string, match.end())
        word = found.group(1) if found else ""
        return "" if word.lower() in self._function_words else word

    def year_number(self, text: str | None, anchor: Anchor) -> int | None:
        """Return the year that digits or "last year", "this year", "next year" name (None if nothing does)."""
        if not text:
            return None
        return int(text) if text[0].isdigit() else anchor.last.year + STEPS[self.words.which(text.split()[0])]

    def month_number(self, name: str) -> int:
        """Return 1..12; lower-case "may" and "march" are verbs, and no abbreviation is written small."""
        plain = name.rstrip(".")
        if plain[0].islower() and (len(plain) < 5 or plain == "march"):
            raise ValueError(name)
        return self.words.months[plain.lower()]
