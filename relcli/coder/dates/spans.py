"""Forms of date phrases that count or name units of time: "two weeks ago", "last month", "over the past
week".

"Last week" is the calendar week before, Monday to Sunday; "the last week" the seven days up to publication.
An event "two weeks ago" is dated to the calendar week that holds the day a fortnight back, and so on for
months and years: the round number says no more.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcli.coder.dates import periods
from relcli.coder.dates.forms import DateRule, Form, FormReader
from relcli.coder.dates.periods import ONE_DAY, Period
from relcli.coder.dates.units import STEPS, Precision, Unit, Which
from relcli.coder.dates.words import DISTANCE_KIND, UNIT_KIND
from relcli.lexicon.words import alternation

if TYPE_CHECKING:
    from datetime import date

    from relcli.coder.dates.periods import Anchor
    from relcli.coder.dates.words import DateWords

_BLANKS = re.compile(r"\s+")
_SOME = 3
"""How many units "the past weeks" are, where no number is given."""
_SATURDAY = 5


class SpanReader(FormReader):
    """Reads counted and named units."""

    def __init__(self, words: DateWords) -> None:
        """Take the words that say which way a unit is counted."""
        super().__init__(words)
        self._ahead = words.of("date-distance-ahead")
        self._from_named = words.of("date-distance-named")
        self._bare = words.of("date-bare-direction")
        self._neighbours = words.of("date-neighbour")

    def forms(self) -> tuple[Form, ...]:
        """Return the forms in the order in which they may take words."""
        words = self.words
        counts = alternation((*words.numbers, *words.vague_numbers))
        count = rf"(?:\d{{1,3}}|{alternation(words.tens)}-\w+|{counts})"
        ago = (
            rf"\b(?:{words.pattern('date-approximate')}\s+)?(?P<n>{count})[\s-]+(?P<unit>{words.unit})\s+"
            rf"(?P<dir>{words.pattern('date-distance')}|"
            rf"{words.pattern('date-distance-final')}(?=\s*(?:[,.;:)]|$)))\b(?!\s+than)"
        )
        stretch = (
            rf"\b(?P<the>{words.pattern('date-stretch-determiner')}\s+)?(?P<dir>{words.pattern('date-stretch')})\s+"
            rf"(?:(?P<n>{count})\s+)?(?P<unit>{words.unit})\b(?!-)"
        )
        ahead = (
            rf"\b(?P<lead>{words.pattern('date-in')})\s+(?:the\s+)?(?P<n>{count})\s+(?P<unit>{words.unit})\b"
            rf"(?P<time>['\u2019]?s?['\u2019]?\s+time\b)?(?!\s+{words.pattern('date-no-in')})"
        )
        unit = (
            rf"\b(?:(?P<part>{words.pattern('date-earlier-later')}|{words.part})\s+(?:on\s+)?(?:in\s+)?)?"
            rf"(?P<mod>{words.pattern('date-unit-modifier')})\s+(?P<unit>{words.pattern('date-named-unit')})\b(?!-)"
        )
        season = (
            rf"\b(?P<mod>{words.pattern('date-season-modifier')})\s+"
            rf"(?P<season>{words.season})\b(?!\s+{words.pattern('date-no-season')}\b)"
        )
        return (
            Form(DateRule.SO_LONG_AGO, UNIT_KIND | DISTANCE_KIND, ago, self._read_ago),
            Form(DateRule.STRETCH, UNIT_KIND, stretch, self._read_stretch),
            Form(DateRule.IN_SO_LONG, UNIT_KIND, ahead, self._read_in_future),
            Form(DateRule.UNIT, UNIT_KIND, unit, self._read_unit),
            Form(DateRule.SEASON, UNIT_KIND, season, self._read_season),
        )

    def _unit(self, match: re.Match[str]) -> Unit:
        return self.words.units[match["unit"].lower()]

    def _count(self, text: str | None) -> int | None:
        """Return the value of a number in digits or words, "a couple of", "few" and the like; None without one.

        Of "twenty-odd" the tens count.
        """
        if not text:
            return None
        words = _BLANKS.sub(" ", text.lower())
        if words.isdigit():
            return int(words)
        numbers = self.words.numbers
        if "-" in words:
            tens, ones = words.split("-", 1)
            return numbers[tens] + numbers.get(ones, 0)
        return numbers.get(words) or self.words.vague_numbers[words]

    def _read_ago(self, match: re.Match[str], anchor: Anchor) -> Period | None:
        unit, direction = self._unit(match), _BLANKS.sub(" ", match["dir"].lower())
        if unit is Unit.WEEKEND:
            return None
        ahead = direction in self._ahead
        base: date = anchor.first
        if direction in self._from_named and anchor.previous is not None:
            base = anchor.previous[1] if ahead else anchor.previous[0]
        elif direction in self._from_named and ahead:
            return None
        elif anchor.too_coarse_for(unit.precision):
            return anchor.publication
        vague = _BLANKS.sub(" ", match["n"].lower()) in self.words.vague_numbers
        count = self._count(match["n"]) or 0
        if vague and not ahead:
            return periods.until(periods.shift(base, unit, -2 * count), periods.shift(base, unit, -2))
        return periods.around(periods.shift(base, unit, count if ahead else -count), unit)

    def _read_stretch(self, match: re.Match[str], anchor: Anchor) -> Period | None:
        unit, direction = self._unit(match), match["dir"].lower()
        plural = match["unit"].lower().endswith("s")
        if unit is Unit.WEEKEND or self._is_calendar_unit(match):
            return None
        if not (plural or match["the"] or direction == "past"):
            return None
        if not match["n"] and (direction in self._bare if plural else unit.precision is Precision.DAY):
            return None
        if anchor.too_coarse_for(_least_precision(unit)):
            return anchor.publication
        count = self._count(match["n"]) or (_SOME if plural else 1)
        if unit is Unit.HOUR:
            unit, count = Unit.DAY, -(-count // 24)
        if self.words.which(direction) is Which.NEXT:
            return periods.until(anchor.first, periods.shift(anchor.last, unit, count))
        return _spread(periods.shift(anchor.first, unit, -count), anchor.last, unit)

    def _is_calendar_unit(self, match: re.Match[str]) -> bool:
        """Is it "last week", "next year", "the previous month": a calendar unit and no stretch up to now?"""
        if match["n"] or match["unit"].lower().endswith("s"):
            return False
        direction = match["dir"].lower()
        return direction in self._neighbours or (direction in self._bare and not match["the"])

    def _read_in_future(self, match: re.Match[str], anchor: Anchor) -> Period | None:
        within = match["lead"].lower() == "within"
        if not (anchor.future or match["time"] or within):
            return None
        unit, count = self._unit(match), self._count(match["n"]) or 0
        if unit is Unit.WEEKEND or (within and not anchor.future):
            return None
        if anchor.too_coarse_for(_least_precision(unit)):
            return anchor.publication
        when = periods.shift(anchor.first, unit, count)
        return periods.until(anchor.first, when) if within else periods.around(when, unit)

    def _read_unit(self, match: re.Match[str], anchor: Anchor) -> Period | None:
        unit, part = self._unit(match), (match["part"] or "").lower()
        direction = match["mod"].lower().split()[-1]
        if direction == "the" and not part and unit is not Unit.WEEKEND:
            return None
        # "This past week" is read as the current one.
        which = Which.THIS if direction == "past" else self.words.which(direction)
        base = anchor.first
        if direction in self._neighbours:
            if anchor.previous is not None:
                base = anchor.previous[0]
            elif which is Which.NEXT:
                return None
        if anchor.too_coarse_for(unit.precision):
            return anchor.publication
        if unit is Unit.WEEKEND:
            return _weekend(anchor, direction, which)
        if unit is Unit.DECADE:
            first = base.year // 10 * 10 + 10 * STEPS[which]
            return periods.narrow(periods.years(first, first + 9), self.words.part_of(part))
        period = periods.around(periods.shift(base, unit, STEPS[which]), unit)
        if part == "earlier":
            return period._replace(last=min(period.last, anchor.last)) if which is Which.THIS else period
        if part == "later":
            return period._replace(first=max(period.first, anchor.first)) if which is Which.THIS else period
        return periods.narrow(period, self.words.part_of(part))

    def _read_season(self, match: re.Match[str], anchor: Anchor) -> Period:
        if anchor.too_coarse_for(Precision.MONTH):
            return anchor.publication
        return periods.season(anchor, self.words.seasons[match["season"].lower()], self.words.which(match["mod"]))


def _least_precision(unit: Unit) -> Precision:
    """Return how exactly publication must be known, so that a stretch up to it says anything."""
    return Precision.WEEK if unit.precision in _SHORT else Precision.MONTH


_SHORT = frozenset({Precision.DAY, Precision.WEEK})


def _spread(first: date, last: date, unit: Unit) -> Period:
    if unit is Unit.DAY:
        return Period(first, last, Precision.DAY)
    # "The past week" counts eight days with today; its unit still says best how exactly it is known.
    period = periods.until(first, last)
    if period.precision is Precision.YEAR or unit is Unit.FORTNIGHT:
        return period
    return Period(first, last, unit.precision)


def _weekend(anchor: Anchor, direction: str, which: Which) -> Period:
    saturday = periods.week_of(anchor.first).first + ONE_DAY * _SATURDAY
    if which is Which.LAST or (direction == "the" and not anchor.future):
        saturday = periods.weekday(anchor, _SATURDAY, future=False)
        if which is Which.LAST and saturday + ONE_DAY >= anchor.first:
            saturday -= ONE_DAY * 7
    elif which is Which.NEXT and anchor.first < saturday:
        saturday += ONE_DAY * (0 if direction == "coming" else 7)
    elif which is Which.NEXT:
        saturday += ONE_DAY * 7
    return Period(saturday, saturday + ONE_DAY, Precision.WEEK)
