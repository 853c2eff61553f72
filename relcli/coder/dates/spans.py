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
from relcli.coder.dates.forms import PART, Form
from relcli.coder.dates.periods import ONE_DAY
from relcli.coder.dates.words import DISTANCE_KIND, NUMBERS, SEASONS, UNIT_KIND, UNITS, VAGUE_NUMBERS

if TYPE_CHECKING:
    from datetime import date

    from relcli.coder.dates.periods import Anchor, Period

_MULTIPLE = "|".join(sorted((*NUMBERS, *VAGUE_NUMBERS), key=len, reverse=True))
_COUNT = rf"(?:\d{{1,3}}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-\w+|{_MULTIPLE})"
_UNIT = "(?:" + "|".join(sorted(UNITS, key=len, reverse=True)) + ")"


def count_of(text: str | None) -> int | None:
    """Return the value of a number in digits or words, "a couple of", "few" and the like; None for none."""
    if not text:
        return None
    words = re.sub(r"\s+", " ", text.lower())
    if words.isdigit():
        return int(words)
    if "-" in words:
        tens, ones = words.split("-", 1)
        return NUMBERS[tens] + NUMBERS[ones]
    return NUMBERS.get(words) or VAGUE_NUMBERS[words]


def _read_ago(match: re.Match[str], anchor: Anchor) -> Period | None:
    unit, direction = UNITS[match["unit"].lower()], match["dir"].lower()
    if unit == "weekend":
        return None
    ahead = direction in ("later", "after", "hence") or direction.startswith("from")
    base: date = anchor.first
    if direction in ("earlier", "before", "later", "after") and anchor.previous is not None:
        base = anchor.previous[1] if ahead else anchor.previous[0]
    elif direction in ("later", "after"):
        return None
    elif anchor.too_coarse_for(
        {"hour": "day", "fortnight": "week"}.get(unit, unit if unit in periods.RANKS else "year")
    ):
        return anchor.publication
    vague = re.sub(r"\s+", " ", match["n"].lower()) in VAGUE_NUMBERS
    count = count_of(match["n"]) or 0
    if vague and not ahead:
        return periods.until(periods.shift(base, unit, -2 * count), periods.shift(base, unit, -2))
    return periods.around(periods.shift(base, unit, count if ahead else -count), unit)


def _is_calendar_unit(match: re.Match[str]) -> bool:
    """Is it "last week", "next year", "the previous month": a calendar unit and no stretch up to now?"""
    if match["n"] or match["unit"].lower().endswith("s"):
        return False
    direction = match["dir"].lower()
    return (direction in ("last", "next") and not match["the"]) or direction in ("previous", "following")


def _read_stretch(match: re.Match[str], anchor: Anchor) -> Period | None:
    unit = UNITS[match["unit"].lower()]
    direction = match["dir"].lower().split()[-1]
    plural = match["unit"].lower().endswith("s")
    if unit == "weekend" or _is_calendar_unit(match) or not (plural or match["the"] or direction == "past"):
        return None
    if not match["n"] and (unit in ("day", "hour") if not plural else direction in ("last", "next")):
        return None
    if anchor.too_coarse_for("week" if unit in ("hour", "day", "week", "fortnight") else "month"):
        return anchor.publication
    count = count_of(match["n"]) or (VAGUE_NUMBERS["recent"] if plural else 1)
    ahead = direction in ("next", "coming", "following", "upcoming")
    if unit == "hour":
        unit, count = "day", -(-count // 24)
    if ahead:
        return periods.until(anchor.first, periods.shift(anchor.last, unit, count))
    return _spread(periods.shift(anchor.first, unit, -count), anchor.last, unit)


def _spread(first: date, last: date, unit: str) -> Period:
    if unit == "day":
        return periods.Period(first, last, "day")
    # "The past week" counts eight days with today; its unit still says best how exactly it is known.
    period = periods.until(first, last)
    return period if period.precision == "year" or unit == "fortnight" else periods.Period(first, last, unit)


def _read_in_future(match: re.Match[str], anchor: Anchor) -> Period | None:
    if not (anchor.future or match["time"] or match["lead"].lower() == "within"):
        return None
    unit, count = UNITS[match["unit"].lower()], count_of(match["n"]) or 0
    if unit == "weekend" or (match["lead"].lower() == "within" and not anchor.future):
        return None
    if anchor.too_coarse_for("week" if unit in ("hour", "day", "week", "fortnight") else "month"):
        return anchor.publication
    when = periods.shift(anchor.first, unit, count)
    return periods.until(anchor.first, when) if match["lead"].lower() == "within" else periods.around(when, unit)


def _read_unit(match: re.Match[str], anchor: Anchor) -> Period | None:
    unit, part = match["unit"].lower(), (match["part"] or "").lower()
    direction = match["mod"].lower().split()[-1]
    if direction == "the" and not part and unit != "weekend":
        return None
    base, step = (
        anchor.first,
        {"last": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1, "following": 1}.get(direction, 0),
    )
    if direction in ("previous", "preceding", "following"):
        if anchor.previous is not None:
            base = anchor.previous[0]
        elif direction == "following":
            return None
    if anchor.too_coarse_for(unit if unit in periods.RANKS else "week" if unit == "weekend" else "year"):
        return anchor.publication
    if unit == "weekend":
        return _weekend(anchor, direction, step)
    if unit == "decade":
        first = base.year // 10 * 10 + 10 * step
        return periods.narrow(periods.years(first, first + 9), part)
    period = periods.around(periods.shift(base, unit, step), unit)
    if part.startswith("earlier"):
        return periods.Period(period.first, min(period.last, anchor.last), period.precision) if step == 0 else period
    if part.startswith("later"):
        return periods.Period(max(period.first, anchor.first), period.last, period.precision) if step == 0 else period
    return periods.narrow(period, part)


def _weekend(anchor: Anchor, direction: str, step: int) -> Period:
    saturday = periods.week_of(anchor.first).first + ONE_DAY * 5
    if step < 0 or (direction == "the" and not anchor.future):
        saturday = periods.weekday(anchor, 5, future=False)
        if step < 0 and saturday + ONE_DAY >= anchor.first:
            saturday -= ONE_DAY * 7
    elif step > 0 and anchor.first < saturday:
        saturday += ONE_DAY * (0 if direction == "coming" else 7)
    elif step > 0:
        saturday += ONE_DAY * 7
    return periods.Period(saturday, saturday + ONE_DAY, "week")


def _read_season(match: re.Match[str], anchor: Anchor) -> Period:
    mode = {"last": "last", "past": "last", "next": "next", "coming": "next"}.get(
        match["mod"].lower().split()[-1], "this"
    )
    if anchor.too_coarse_for("month"):
        return anchor.publication
    return periods.season(anchor, SEASONS[match["season"].lower()], mode)


SPAN_FORMS = (
    Form(
        "so long ago",
        UNIT_KIND | DISTANCE_KIND,
        rf"\b(?:(?:more\s+than|over|nearly|almost|about|some|around|just|only|barely|less\s+than)\s+)?"
        rf"(?P<n>{_COUNT})[\s-]+(?P<unit>{_UNIT})\s+"
        r"(?P<dir>ago|earlier|from\s+now|from\s+today|hence|later|(?:before|after)(?=\s*(?:[,.;:)]|$)))\b(?!\s+than)",
        _read_ago,
    ),
    Form(
        "stretch",
        UNIT_KIND,
        rf"\b(?P<the>(?:the|these|this)\s+)?(?P<dir>last|past|previous|next|coming|following|upcoming)\s+"
        rf"(?:(?P<n>{_COUNT})\s+)?"
        rf"(?P<unit>{_UNIT})\b(?!-)",
        _read_stretch,
    ),
    Form(
        "in so long",
        UNIT_KIND,
        rf"\b(?P<lead>in|within)\s+(?:the\s+)?(?P<n>{_COUNT})\s+(?P<unit>{_UNIT})\b"
        r"(?P<time>['\u2019]?s?['\u2019]?\s+time\b)?(?!\s+(?:ago|earlier|of))",
        _read_in_future,
    ),
    Form(
        "unit",
        UNIT_KIND,
        rf"\b(?:(?P<part>earlier|later|{PART})\s+(?:on\s+)?(?:in\s+)?)?(?P<mod>last|this\s+(?:past|coming)|this|next|"
        r"the\s+(?:current|previous|preceding|following)|the)\s+(?P<unit>weekend|week|month|year|decade)\b(?!-)",
        _read_unit,
    ),
    Form(
        "season",
        UNIT_KIND,
        r"\b(?P<mod>last|this\s+past|this\s+coming|this|next|coming|past)\s+"
        r"(?P<season>spring|summer|autumn|winter|fall)\b(?!\s+(?:of|to)\b)",
        _read_season,
    ),
)
"""The forms of units, in the order in which they may take words."""
