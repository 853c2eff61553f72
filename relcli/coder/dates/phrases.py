"""Date phrases in a stretch of text, as days: `find_dates`.

Three things make dates in news hard. They are relative to the day of publication ("on Wednesday", "earlier
this month", "yesterday (03)"); they often belong to something else than what the sentence reports ("the 2015
agreement", "an attack which occurred on March 22", "since 1948"); and most numbers and many Mays and Marches
are no dates at all. The forms are in `date_calendar`, `date_days`, `date_spans` and `date_months`; here they
are tried in order, put together ("Wednesday, 16 October") and looked at in their surroundings.

Most sentences have no date. So words and digits are looked up in one set first, and each form only runs where
the kinds of word it needs are there. Patterns are compiled when first needed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from relcli.coder.dates.calendar import CALENDAR_FORMS
from relcli.coder.dates.context import background_of, is_deadline
from relcli.coder.dates.days import DAY_FORMS
from relcli.coder.dates.months import FULL_MONTH_FORMS, MONTH_FORMS
from relcli.coder.dates.periods import make_anchor
from relcli.coder.dates.spans import SPAN_FORMS
from relcli.coder.dates.words import NUMBER_KIND, ORDINAL_KIND, TRIGGERS, YEAR_KIND

if TYPE_CHECKING:
    from datetime import date

    from relcli.coder.dates.forms import Form
    from relcli.coder.dates.periods import Anchor


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
    precision: str
    rule: str
    background: bool = False
    deadline: bool = False
    explicit_future: bool = False


_WORD = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|2[01])\d\d(?!\d)")
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\b")
CALENDAR_RULES = frozenset({"numeric date", "day and month", "month and day", "day of the month"})
_DAY_RULES = frozenset({"weekday", "day word", "neighbouring day"})
_JOINTS = re.compile(r"(?:,?\s*|,?\s+(?:on\s+)?(?:the\s+)?|\s*\(|\s*[\u2013-]\s*)")


def find_dates(
    text: str,
    start: int,
    end: int,
    published: date,
    precision: str = "day",
    *,
    future: bool = False,
    previous: tuple[date, date] | None = None,
) -> list[DatePhrase]:
    """Return the date phrases of text[start:end] in order; they never overlap.

    `published` is the first day of the month or year of publication where `precision` is "month" or "year".
    `future`: the verb is in the future, so "on Monday" is the coming one. `previous`: the days named before
    in the text, for "the same day", "a day later"; without it such phrases are left out.
    """
    kinds = _kinds(text[start:end].lower())
    if not kinds:
        return []
    anchor = make_anchor(published, precision, future, previous, start)
    found: list[DatePhrase] = []
    for form in _FORMS:
        if not form.needs & ~kinds:
            _collect(found, form, text, end, anchor)
    if not found:
        return found
    found.sort(key=lambda phrase: phrase.start)
    return [_in_context(text, end, phrase, anchor) for phrase in _join(text, end, found)]


_FORMS: tuple[Form, ...] = (*CALENDAR_FORMS, *FULL_MONTH_FORMS, *DAY_FORMS, *SPAN_FORMS, *MONTH_FORMS)
"""Full dates first, then what is relative, last single months and years: they are parts of the others too."""


def _kinds(lowered: str) -> int:
    """Return the kinds of trigger in a text; 0 means that there can be no date in it."""
    kinds = 0
    if _DIGIT.search(lowered):
        kinds = NUMBER_KIND
        kinds |= YEAR_KIND if _YEAR.search(lowered) else 0
        kinds |= ORDINAL_KIND if _ORDINAL.search(lowered) else 0
    for word in TRIGGERS.keys() & _WORD.findall(lowered):
        kinds |= TRIGGERS[word]
    return kinds


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _collect(found: list[DatePhrase], form: Form, text: str, end: int, anchor: Anchor) -> None:
    """Add what a form finds in words that no earlier form has taken."""
    for match in _compiled(form.pattern).finditer(text, anchor.start, end):
        low, high = match.span()
        if any(low < phrase.end and phrase.start < high for phrase in found):
            continue
        try:
            period = form.read(match, anchor)
        except (ValueError, OverflowError):  # a day that does not exist: 31 June, 99.99.2024, before year 1
            continue
        if period is not None:
            found.append(DatePhrase(low, high, *period, form.rule))


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
    return (first in _DAY_RULES and second in CALENDAR_RULES) or (first in CALENDAR_RULES and second == "weekday")


def _in_context(text: str, end: int, phrase: DatePhrase, anchor: Anchor) -> DatePhrase:
    deadline = is_deadline(text, phrase.start, anchor)
    span = (phrase.start, phrase.end)
    return replace(
        phrase,
        deadline=deadline,
        background=background_of(text, end, span, phrase.rule, phrase.last, anchor),
        explicit_future=phrase.first > anchor.last,
    )
