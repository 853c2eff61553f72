"""The words that date phrases are made of, and the pieces of patterns in which they occur.

All of them are rows of the lexicon (words.tsv: classes that begin with `date-`; word_values.tsv). Everything is lower
case; patterns are matched without regard to case, and the forms look at capitals where they matter (May, March, Sun).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from relcli.coder.dates.units import Fraction, Part, Unit, Which
from relcli.lexicon.words import alternation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcli.lexicon.words import Words

MONTH_KIND, WEEKDAY_KIND, DAY_KIND, UNIT_KIND = 1, 2, 4, 8
NUMBER_KIND, YEAR_KIND, ORDINAL_KIND, DISTANCE_KIND = 16, 32, 64, 128
"""Kinds of words without which a sentence has no date of some form; they are added up."""

YEAR = r"(?:1[5-9]|20|21)\d\d(?![\d%]|[.,]\d)"
DASH = r"\s*[-\u2013\u2014]\s*"
NOT_IN_NUMBER = r"(?<![\w.,/$\u20ac\u00a3-])"
_SHORTEST_NAME = 3


class DateWords:
    """The words of dates of one lexicon by what they mean, and patterns that match them."""

    def __init__(self, words: Words) -> None:
        """Read the classes and build the patterns that several forms share."""
        self.of = words.of
        self.pattern = words.pattern
        # What words mean.
        full, short = words.numbers("month"), words.numbers("month-abbreviation")
        self.months = full | short
        self.full_weekdays, self.short_weekdays = words.numbers("weekday"), words.numbers("weekday-abbreviation")
        self.weekdays = self.full_weekdays | self.short_weekdays
        self.tens = words.numbers("number-tens")
        self.vague_numbers = words.numbers("number-vague")
        self.numbers = words.numbers("number") | self.tens
        self.units = {word: Unit(name) for word, name in words.values("unit").items()}
        self.seasons = words.numbers("season")
        self.day_words = words.numbers("day-word")
        self._back, self._ahead = words.of("date-back"), words.of("date-ahead")
        self._parts = {word: Part(name) for word, name in words.values("period-part").items()}
        self._fractions, self._ordinals = words.numbers("period-fraction"), words.numbers("ordinal")
        # Patterns, by what they match.
        ending = words.pattern("date-ordinal-ending")
        self.ending = ending
        self.day = rf"(?:0?[1-9]|[12]\d|3[01]){ending}?(?!\d)"
        self.month = _month_pattern(full, short)
        self.capitalised_month = _month_pattern([name.title() for name in full], [name.title() for name in short])
        self.weekday, self.short_weekday = alternation(self.full_weekdays), alternation(self.short_weekdays)
        self.day_word = alternation(self.day_words)
        self.season = alternation(self.seasons)
        self.unit = alternation(self.units)
        self.day_part = words.pattern("date-day-part")
        self.that_year = rf"(?:{YEAR}|{words.pattern('date-nearest')}\s+year\b)"
        self.to = rf"(?:{DASH}|\s+(?:{words.pattern('date-to')}|and)\s+(?:the\s+)?)"
        self.part = (
            rf"(?:{words.pattern('date-early-part')}|(?:the\s+)?(?:{words.pattern('date-part-of')}|"
            rf"{words.pattern('date-half')}\s+half|{alternation(self._ordinals)}\s+quarter)\s+of(?:\s+the)?|end)"
        )
        self.triggers = self._triggers()

    def which(self, modifier: str) -> Which:
        """Return what a modifier says by its last word: "last", "this past", "the previous", "next", "this"."""
        word = modifier.lower().split()[-1] if modifier else ""
        if word in self._back:
            return Which.LAST
        return Which.NEXT if word in self._ahead else Which.THIS

    def part_of(self, words: str | None) -> Part | Fraction | None:
        """Return the part that is named: "mid", "the end of", "third quarter of"; None if none is."""
        if not words:
            return None
        names = words.lower().replace("-", " ").split()
        of = next((self._fractions[name] for name in names if name in self._fractions), 0)
        if of:
            return Fraction(next(self._ordinals[name] for name in names if name in self._ordinals), of)
        return next(self._parts[name] for name in names if name in self._parts)

    def _triggers(self) -> dict[str, int]:
        """Return the words without which a sentence has no date, and the kinds of form each may belong to."""
        triggers: defaultdict[str, int] = defaultdict(int)
        distances = self.of("date-distance") | self.of("date-distance-final")
        for kind, phrases in (
            (DISTANCE_KIND, distances),
            (MONTH_KIND, self.months),
            (WEEKDAY_KIND, self.weekdays),
            (UNIT_KIND, self.units),
            (UNIT_KIND, self.seasons),
            (DAY_KIND, self.day_words),
            (DAY_KIND | UNIT_KIND, self.of("date-day-part")),  # "that evening" is read like "that week"
        ):
            for phrase in phrases:
                triggers[phrase.split()[-1]] |= kind
        return dict(triggers)


def _month_pattern(full: Iterable[str], short: Iterable[str]) -> str:
    """Return the pattern of a month's name; before a number, a name as short as "May" may have a stop too."""
    shortest = [name for name in full if len(name) == _SHORTEST_NAME]
    return rf"(?:{alternation(shortest)}\.(?=\s?\d)|{alternation(full)}\b|{alternation(short)}\b\.?)"
