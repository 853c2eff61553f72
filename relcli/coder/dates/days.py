"""Forms of date phrases that name a day relative to publication, or to the date named before in the text.

A weekday is the last one at or before publication unless the verb is in the future or the phrase is a limit
("by Friday"); "last Thursday" is never the day of publication itself. Where only the month or year of
publication is known, what depends on its day is that month or year.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcli.coder.dates import periods
from relcli.coder.dates.forms import DateRule, Form, FormReader
from relcli.coder.dates.periods import ONE_DAY, Period
from relcli.coder.dates.units import STEPS, Precision, Unit, Which
from relcli.coder.dates.words import DAY_KIND, ORDINAL_KIND, UNIT_KIND, WEEKDAY_KIND

if TYPE_CHECKING:
    from relcli.coder.dates.periods import Anchor
    from relcli.coder.dates.words import DateWords

SLACK = 1
"""A day in brackets may lie one day after publication: where it was written, the next day had begun."""
_AFTER_POSSESSIVE = re.compile(r"['\u2019]s\s+(\w+)")
_BLANKS = re.compile(r"\s+")


class DayReader(FormReader):
    """Reads relative days."""

    def __init__(self, words: DateWords) -> None:
        """Take the words that are, or only look like, days."""
        super().__init__(words)
        self._no_weekday = words.of("date-no-weekday")
        self._no_today = words.of("date-no-today")
        self._weekday_nouns = words.of("date-weekday-noun")
        self._day_before = words.of("date-day-before")
        self._date_next = re.compile(rf",?\s+(?:\d|{words.capitalised_month})")  # not "on Sat may"

    def forms(self) -> tuple[Form, ...]:
        """Return the forms in the order in which they may take words."""
        return (*self._weekday_forms(), *self._day_forms())

    def _weekday_forms(self) -> tuple[Form, ...]:
        words = self.words
        leads = "|".join(rf"(?<={re.escape(lead)}\s)the\s+" for lead in sorted(words.of("date-ordinal-lead")))
        day_of_month = (
            rf"\b(?:(?<=\bon\s)(?:the\s+)?|{leads})(?P<o>[0-3]?\d){words.ending}\b"
            rf"(?:\s+of\s+(?:the\s+)?(?P<mo>{words.pattern('date-month-modifier')})\s+month\b|"
            rf"(?=\s*(?:[,.;:)!?]|$|\s{words.pattern('date-after-ordinal')}\b)))"
        )
        weekdays = (
            rf"\b(?P<w1>{words.weekday})(?:\s+{words.pattern('date-range-day-part')})?{words.to}"
            rf"(?P<w2>{words.weekday})\b(?!['\u2019]s)"
        )
        modifier = (
            rf"(?:{words.pattern('date-weekday-modifier', 'date-no-weekday')}|"
            rf"{words.pattern('date-early-late')}(?:\s+on)?)"
        )
        weekday = (
            rf"\b(?:(?P<mod>{modifier})\s+)?(?P<w>{words.weekday})\b(?:\s+{words.day_part}\b)?"
            rf"{self._bracket}?(?:\s+(?:of\s+)?(?P<wk>{words.pattern('date-nearest')})\s+week\b)?"
        )
        return (
            Form(DateRule.DAY_OF_MONTH, ORDINAL_KIND, day_of_month, self._read_ordinal),
            Form(DateRule.WEEKDAYS, WEEKDAY_KIND, weekdays, self._read_weekdays),
            Form(DateRule.WEEKDAY, WEEKDAY_KIND, weekday, self._read_weekday),
            Form(
                DateRule.WEEKDAY,
                WEEKDAY_KIND,
                rf"\b(?P<w>{words.short_weekday}\b\.?)(?!\w)",
                self._read_short_weekday,
            ),
        )

    def _day_forms(self) -> tuple[Form, ...]:
        words = self.words
        early_late = rf"(?:{words.pattern('date-early-late')}\s+)?"
        day_word = (
            rf"\b{early_late}(?P<word>{words.day_word}|this\s+{words.day_part})\b"
            rf"(?:\s+{words.day_part}\b)?{self._bracket}?"
        )
        anaphor = (
            rf"\b{early_late}(?:on\s+)?{words.pattern('date-that')}\s+"
            rf"(?P<unit>{words.pattern('date-that-unit', 'date-day-part')})\b"
        )
        neighbour = (
            rf"\b(?:the\s+(?P<dir>{words.pattern('date-neighbour-before')})\s+day|"
            rf"the\s+day\s+(?P<dir2>{words.pattern('date-neighbour-after')}))\b"
            rf"(?=\s*(?:[,.;:)!?\u2013-]|$|\s{words.pattern('date-after-neighbour')}\b))"
        )
        return (
            Form(DateRule.DAY_WORD, DAY_KIND, day_word, self._read_day_word),
            Form(DateRule.ANAPHOR, UNIT_KIND, anaphor, self._read_same_day),
            Form(DateRule.NEIGHBOURING_DAY, UNIT_KIND, neighbour, self._read_next_day),
        )

    @property
    def _bracket(self) -> str:
        return rf"(?:\s*\((?:the\s+)?(?P<b>[0-3]?\d){self.words.ending}?\))"

    def _read_weekdays(self, match: re.Match[str], anchor: Anchor) -> Period | None:
        low, high = self._weekday_number(match["w1"]), self._weekday_number(match["w2"])
        joined = " and " in match.group().lower()
        if joined and (high - low) % 7 != 1 and self.lead_word(match, anchor) != "between":
            return None
        if anchor.too_coarse_for(Precision.DAY):
            return anchor.publication
        if self.says_future(match, anchor):
            first = periods.weekday(anchor, low, future=True)
            return Period(first, first + ONE_DAY * ((high - low) % 7), Precision.DAY)
        last = periods.weekday(anchor, high, future=False)
        return Period(last - ONE_DAY * ((high - low) % 7), last, Precision.DAY)

    def _read_weekday(self, match: re.Match[str], anchor: Anchor) -> Period | None:
        modifier = (match["mod"] or "").lower()
        named = bool(modifier) and modifier.split()[-1] in self._no_weekday
        if match["w"][0].islower() or named or self.noun_after(match) in self._weekday_nouns:
            return None
        future = self.says_future(match, anchor)
        if match["b"]:
            return _bracketed(anchor, int(match["b"]), future)
        if anchor.too_coarse_for(Precision.DAY):
            return anchor.publication
        number = self._weekday_number(match["w"])
        if match["wk"]:
            week = periods.week_of(anchor.first + ONE_DAY * 7 * STEPS[self.words.which(match["wk"])])
            return periods.day(week.first + ONE_DAY * number)
        which = self.words.which(modifier)
        if which is Which.NEXT:
            return periods.day(periods.weekday(anchor, number, future=True, other=True))
        if which is Which.LAST:
            return periods.day(periods.weekday(anchor, number, future=False, other=True))
        return periods.day(periods.weekday(anchor, number, future=future))

    def _read_short_weekday(self, match: re.Match[str], anchor: Anchor) -> Period | None:
        """Read "on Wed." and "Tue, 5 May"; elsewhere Sun and Sat are other words."""
        stated = self.lead_word(match, anchor) == "on" or self._date_next.match(match.string, match.end())
        if match["w"][0].islower() or not stated:
            return None
        if anchor.too_coarse_for(Precision.DAY):
            return anchor.publication
        future = self.says_future(match, anchor)
        return periods.day(periods.weekday(anchor, self._weekday_number(match["w"]), future=future))

    def _weekday_number(self, name: str) -> int:
        return self.words.weekdays[name.rstrip(".").lower()]

    def _read_day_word(self, match: re.Match[str], anchor: Anchor) -> Period | None:
        word = _BLANKS.sub(" ", match["word"].lower())
        if word == "today" and _noun_after_possessive(match).lower() in self._no_today:
            return None
        step = self.words.day_words.get(word, 0)
        if match["b"]:
            return _bracketed(anchor, int(match["b"]), step > 0 or anchor.future)
        if anchor.too_coarse_for(Precision.DAY):
            return anchor.publication
        if word == "overnight":
            return None if self.noun_after(match) else Period(anchor.first - ONE_DAY, anchor.first, Precision.DAY)
        return periods.day(anchor.first + ONE_DAY * step)

    def _read_same_day(self, match: re.Match[str], anchor: Anchor) -> Period | None:
        if anchor.previous is None:
            return None
        first, last = anchor.previous
        unit = self.words.units.get(match["unit"].lower(), Unit.DAY)
        return Period(first, last, Precision.DAY) if unit is Unit.DAY else periods.around(first, unit)

    def _read_next_day(self, match: re.Match[str], anchor: Anchor) -> Period | None:
        back = (match["dir"] or match["dir2"]).lower() in self._day_before
        if anchor.previous is not None:
            base = anchor.previous[0] if back else anchor.previous[1]
            return periods.day(base + (-ONE_DAY if back else ONE_DAY))
        if not back or anchor.too_coarse_for(Precision.DAY):
            return None
        return periods.day(anchor.first - ONE_DAY)

    def _read_ordinal(self, match: re.Match[str], anchor: Anchor) -> Period:
        number = int(match["o"])
        if match["mo"]:
            month = anchor.first.month + STEPS[self.words.which(match["mo"])]
            return periods.day(periods.month_start(anchor.first.year, month).replace(day=number))
        return periods.day(periods.day_of_month(anchor, number, future=self.says_future(match, anchor)))


def _bracketed(anchor: Anchor, number: int, future: bool) -> Period:
    return periods.day(periods.day_of_month(anchor, number, future=future, slack=SLACK))


def _noun_after_possessive(match: re.Match[str]) -> str:
    """Return the noun in "today's world" ('' without a possessive)."""
    found = _AFTER_POSSESSIVE.match(match.string, match.end())
    return found.group(1) if found else ""
