"""Forms of date phrases that name a month, a year, or a part or a multiple of them: months without a day,
years, decades.

A number counts as a year only where the words around it say so, and a month's name alone only after such
words: numbers are common, and so are May and March.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.dates import periods
from relcli.coder.dates.forms import DateRule, Form, FormReader
from relcli.coder.dates.units import Which
from relcli.coder.dates.words import MONTH_KIND, NOT_IN_NUMBER, ORDINAL_KIND, YEAR, YEAR_KIND

if TYPE_CHECKING:
    import re

    from relcli.coder.dates.periods import Anchor, Period
    from relcli.coder.dates.words import DateWords


class MonthReader(FormReader):
    """Reads months and years."""

    def __init__(self, words: DateWords) -> None:
        """Take the words that may lead months and years, and the nouns that make a number a count."""
        super().__init__(words)
        self._leads = words.of("date-month-lead")
        self._leads_of_may = words.of("date-may-lead")
        self._leads_of_years = words.of("date-year-range")
        self._counted = words.of("date-counted-noun")

    def full_forms(self) -> tuple[Form, ...]:
        """Return the forms of months from and to, and with their year.

        They are tried before "next year" alone takes half of "April next year".
        """
        month, to = self.words.month, self.words.to
        months = rf"\b(?P<m1>{month})(?:,?\s+(?P<y1>{YEAR}))?{to}(?P<m2>{month})(?:,?\s+(?P<y2>{YEAR}))?(?!\w)"
        return (
            Form(DateRule.MONTHS, MONTH_KIND, months, self._read_months),
            Form(DateRule.MONTH, MONTH_KIND, self._month(r"(?!\w)"), self._read_month),
        )

    def forms(self) -> tuple[Form, ...]:
        """Return the forms of single months and years, the more telling ones first."""
        words = self.words
        part = rf"(?:the\s+)?(?:(?P<part>{words.pattern('date-early-part')})[\s-]+)?"
        years = rf"{NOT_IN_NUMBER}(?P<y1>{YEAR})(?:{words.to}|/)(?P<y2>{YEAR}|\d\d)(?![\w-]|[.,]\d)"
        decade = rf"\b{part}(?P<y>(?:1[5-9]|20)\d0)['\u2019]?s\b"
        century = rf"\b{part}(?P<c>1[5-9]|2[01]){words.ending}[\s-]century\b"
        year = (
            rf"(?:\b(?P<part>{words.part})[\s-]+)?(?:\b(?:the\s+)?(?P<season>{words.season})\s+(?:of\s+)?|"
            rf"\b(?P<q>Q[1-4]|H[12])"
            rf"\s*(?:of\s+)?)?{NOT_IN_NUMBER}(?P<y>{YEAR})(?![\w\u00b0]|-\w)"
        )
        return (
            Form(DateRule.MONTH, MONTH_KIND, self._month(r"?(?!\w)"), self._read_month),
            Form(DateRule.YEARS, YEAR_KIND, years, self._read_years),
            Form(DateRule.DECADE, YEAR_KIND, decade, self._read_decade),
            Form(DateRule.CENTURY, ORDINAL_KIND, century, self._read_century),
            Form(DateRule.YEAR, YEAR_KIND, year, self._read_year),
        )

    def _month(self, end: str) -> str:
        words = self.words
        return (
            rf"\b(?:(?P<part>{words.part})[\s-]+)?(?:(?P<mod>{words.pattern('date-full-month-modifier')})\s+)?"
            rf"(?P<m>{words.month})(?:(?:,|\s+of|,\s+of)?\s+(?P<y>{words.that_year})){end}"
        )

    def _read_months(self, match: re.Match[str], anchor: Anchor) -> Period | None:
        low, high = self.month_number(match["m1"]), self.month_number(match["m2"])
        lead = self.lead_word(match, anchor)
        if " and " in match.group().lower() and lead != "between":
            return None
        if lead not in self._leads and not match["y2"]:
            return None
        if match["y2"]:
            end = int(match["y2"])
        else:
            end = periods.nearest_month(anchor, high, self._which(match, anchor)).first.year
        start = int(match["y1"]) if match["y1"] else end - (low > high)
        first, last = periods.month_start(start, low), periods.last_day(end, high)
        return periods.until(first, last) if first <= last else None

    def _which(self, match: re.Match[str], anchor: Anchor) -> Which:
        return Which.FUTURE if self.says_future(match, anchor) else Which.PAST

    def _read_month(self, match: re.Match[str], anchor: Anchor) -> Period | None:
        month = self.month_number(match["m"])
        year = self.year_number(match["y"], anchor)
        part = self.words.part_of(match["part"])
        if year is not None:
            return periods.narrow(periods.months(year, month, month), part)
        if not match["mod"] and part is None and not self._is_alone(match, anchor):
            return None
        which = self.words.which(match["mod"]) if match["mod"] else self._which(match, anchor)
        return periods.narrow(periods.nearest_month(anchor, month, which), part)

    def _is_alone(self, match: re.Match[str], anchor: Anchor) -> bool:
        """May a month without year be read as one: "in August", "the August summit", but not "Mrs May"?"""
        lead = self.lead_word(match, anchor)
        noun = self.noun_after(match)
        if match["m"].lower() == "may" and (lead not in self._leads_of_may or noun[:1].isupper()):
            return False
        return lead in self._leads - {"of"} or (self.is_determined(match, anchor) and noun[:1].islower())

    def _read_years(self, match: re.Match[str], anchor: Anchor) -> Period | None:
        first, short = int(match["y1"]), match["y2"]
        last = int(short) if len(short) == 4 else first // 100 * 100 + int(short)
        lead = self.lead_word(match, anchor)
        joined = " and " in match.group().lower()
        led = lead == "between" if joined else lead in self._leads_of_years
        bracketed = match.string[match.start() - 1 : match.start()] == "("
        if first >= last or not (led or bracketed):
            return None
        return periods.years(first, last)

    def _read_year(self, match: re.Match[str], anchor: Anchor) -> Period | None:
        year = int(match["y"])
        if match["season"]:
            start = self.words.seasons[match["season"].lower()]
            return periods.months(year, start, start + 2)
        if match["q"]:
            kind, number = match["q"][0].upper(), int(match["q"][1])
            size = 3 if kind == "Q" else 6
            return periods.months(year, size * (number - 1) + 1, size * number)
        if match["part"]:
            return periods.narrow(periods.years(year, year), self.words.part_of(match["part"]))
        return periods.years(year, year) if self._is_year(match, anchor) else None

    def _is_year(self, match: re.Match[str], anchor: Anchor) -> bool:
        text = match.string
        if text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 1] == ")":
            return True
        noun = self.noun_after(match)
        if self.is_determined(match, anchor):
            return bool(noun) and noun not in self._counted
        counted = noun in self._counted or (noun.islower() and noun.endswith("s"))
        lead = self.lead_word(match, anchor)
        return lead in self._leads and not (counted and (lead != "in" or match["y"].endswith("00")))

    def _read_decade(self, match: re.Match[str], _: Anchor) -> Period:
        first = int(match["y"])
        return periods.narrow(periods.years(first, first + 9), self.words.part_of(match["part"]))

    def _read_century(self, match: re.Match[str], _: Anchor) -> Period:
        first = (int(match["c"]) - 1) * 100 + 1
        return periods.narrow(periods.years(first, first + 99), self.words.part_of(match["part"]))
