"""Date phrases in a stretch of text, as days: `DateFinder`.

Three things make dates in news hard. They are relative to the day of publication ("on Wednesday", "earlier
this month", "yesterday (03)"); they often belong to something else than what the sentence reports ("the 2015
agreement", "an attack which occurred on March 22", "since 1948"); and most numbers and many Mays and Marches
are no dates at all. The forms are in `calendar`, `days`, `spans` and `months`; here they are tried in order,
put together ("Wednesday, 16 October") and looked at in their surroundings.

Most sentences have no date. So words and digits are looked up in one set first, and each form only runs where
the kinds of word it needs are there. Patterns are compiled when first needed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from relcli.coder.dates.calendar import CalendarReader
from relcli.coder.dates.context import Surroundings
from relcli.coder.dates.days import DayReader
from relcli.coder.dates.forms import CALENDAR_RULES, DateRule
from relcli.coder.dates.months import MonthReader
from relcli.coder.dates.periods import Publication, make_anchor
from relcli.coder.dates.spans import SpanReader
from relcli.coder.dates.units import Precision
from relcli.coder.dates.words import NUMBER_KIND, ORDINAL_KIND, YEAR_KIND, DateWords

if TYPE_CHECKING:
    from datetime import date

    from relcli.coder.dates.forms import Form
    from relcli.coder.dates.periods import Anchor
    from relcli.lexicon.words import Words

__all__ = ["CALENDAR_RULES", "DateFinder", "DatePhrase", "DateRule", "Precision", "Publication"]


@dataclass(frozen=True, slots=True)
class DatePhrase:
    """A date as the text says it, `text[start:end]`, without its preposition.

    `first` to `last` are the days meant; with precision `day` all of them, else some day within. `rule` names
    the form that read it. `background`: it dates something else than the clause's own event. `deadline`: a
    limit ("by 2030"). `explicit_future`: all of it lies after publication.
    """

    start: int
    end: int
    first: date
    last: date
    precision: Precision
    rule: DateRule
    background: bool = False
    deadline: bool = False
    explicit_future: bool = False


_WORD = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|2[01])\d\d(?!\d)")
_JOINTS = re.compile(r"(?:,?\s*|,?\s+(?:on\s+)?(?:the\s+)?|\s*\(|\s*[\u2013-]\s*)")
_LOOKALIKE = re.compile(
    "[\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}\N{LATIN SMALL LETTER DOTLESS I}"
    "\N{LATIN SMALL LETTER LONG S}\N{KELVIN SIGN}]"
)
"""What a pattern takes for i, s or k without regard to case, but lower case does not make one: no word of a date has
it."""
_RELATIVE_RULES = frozenset({DateRule.WEEKDAY, DateRule.DAY_WORD, DateRule.NEIGHBOURING_DAY})
"""Rules of days that a date of the calendar may follow: "yesterday (April 5)"."""


class DateFinder:
    """Finds date phrases, with the words of one lexicon; holds no state of any text."""

    def __init__(self, words: Words) -> None:
        """Make the forms ready."""
        date_words = DateWords(words)
        months = MonthReader(date_words)
        # Full dates first, then what is relative, last single months and years: they are parts of the others too.
        self._forms: tuple[Form, ...] = (
            *CalendarReader(date_words).forms(),
            *months.full_forms(),
            *DayReader(date_words).forms(),
            *SpanReader(date_words).forms(),
            *months.forms(),
        )
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._surroundings = Surroundings(date_words)
        self._triggers = date_words.triggers
        self._ordinal = re.compile(rf"\d{date_words.ending}\b")

    def find(
        self,
        text: str,
        span: tuple[int, int],
        publication: Publication,
        *,
        future: bool = False,
        previous: tuple[date, date] | None = None,
    ) -> list[DatePhrase]:
        """Return the date phrases of the stretch `span` of a text in order; they never overlap.

        `future`: the verb is in the future, so "on Monday" is the coming one. `previous`: the days named before
        in the text, for "the same day", "a day later"; without it such phrases are left out.
        """
        start, end = span
        kinds = self._kinds(text[start:end].lower())
        if not kinds:
            return []
        anchor = make_anchor(publication, future, previous, start)
        found: list[DatePhrase] = []
        for form in self._forms:
            if not form.needs & ~kinds:
                self._collect(found, form, text, end, anchor)
        if not found:
            return found
        found.sort(key=lambda phrase: phrase.start)
        return [self._in_context(text, end, phrase, anchor) for phrase in _join(text, end, found)]

    def _kinds(self, lowered: str) -> int:
        """Return the kinds of trigger in a text; 0 means that there can be no date in it."""
        kinds = 0
        if _DIGIT.search(lowered):
            kinds = NUMBER_KIND
            kinds |= YEAR_KIND if _YEAR.search(lowered) else 0
            kinds |= ORDINAL_KIND if self._ordinal.search(lowered) else 0
        for word in self._triggers.keys() & _WORD.findall(lowered):
            kinds |= self._triggers[word]
        return kinds

    def _collect(self, found: list[DatePhrase], form: Form, text: str, end: int, anchor: Anchor) -> None:
        """Add what a form finds in words that no earlier form has taken."""
        for match in self._compiled(form.pattern).finditer(text, anchor.start, end):
            low, high = match.span()
            if any(low < phrase.end and phrase.start < high for phrase in found) or _LOOKALIKE.search(match[0]):
                continue
            try:
                period = form.read(match, anchor)
            except (ValueError, OverflowError):  # a day that does not exist: 31 June, 99.99.2024, before year 1
                continue
            if period is not None:
                found.append(DatePhrase(low, high, *period, form.rule))

    def _compiled(self, pattern: str) -> re.Pattern[str]:
        compiled = self._patterns.get(pattern)
        if compiled is None:
            compiled = self._patterns[pattern] = re.compile(pattern, re.IGNORECASE)
        return compiled

    def _in_context(self, text: str, end: int, phrase: DatePhrase, anchor: Anchor) -> DatePhrase:
        return replace(
            phrase,
            deadline=self._surroundings.is_deadline(text, phrase.start, anchor),
            background=self._surroundings.is_background(text, end, phrase, anchor),
            explicit_future=phrase.first > anchor.last,
        )


def _join(text: str, end: int, found: list[DatePhrase]) -> list[DatePhrase]:
    """Join what says one day twice: "Wednesday, 16 October", "yesterday (April 5)"; the calendar wins."""
    joined: list[DatePhrase] = []
    for phrase in found:
        before = joined[-1] if joined else None
        if (
            before is None
            or not _same_day_twice(before, phrase)
            or not _JOINTS.fullmatch(text, before.end, phrase.start)
        ):
            joined.append(phrase)
            continue
        bracket = "(" in text[before.end : phrase.start] and text[phrase.end : min(end, phrase.end + 1)] == ")"
        calendar = phrase if phrase.rule in CALENDAR_RULES else before
        joined[-1] = replace(calendar, start=before.start, end=phrase.end + bracket)
    return joined


def _same_day_twice(one: DatePhrase, other: DatePhrase) -> bool:
    first, second = one.rule, other.rule
    return (first in _RELATIVE_RULES and second in CALENDAR_RULES) or (
        first in CALENDAR_RULES and second is DateRule.WEEKDAY
    )
