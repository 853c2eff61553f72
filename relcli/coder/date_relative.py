"""Forms of date phrases that are relative: to the day of publication, or to the date named before in the text.

A weekday is the last one at or before publication unless the verb is in the future or the phrase is a limit ("by
Friday"); "last Thursday" is never the day of publication itself. Where only the month or year of publication is known, what
depends on its day is that month or year.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcli.coder import date_periods as periods
from relcli.coder.date_calendar import MONTH, PART, TO, Form, lead_word, noun_behind, says_future
from relcli.coder.date_periods import ONE_DAY
from relcli.coder.date_words import (
    DAY_KIND,
    DAY_PARTS,
    NUMBER_KIND,
    NUMBERS,
    SEASONS,
    UNIT_KIND,
    UNITS,
    VAGUE_NUMBERS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAY_KIND,
    WEEKDAYS,
)

if TYPE_CHECKING:
    from datetime import date

    from relcli.coder.date_periods import Anchor, Period

SLACK = 1
"""A day in brackets may lie one day after publication: where it was written, the next day had begun."""

WEEKDAY = "(?:" + "|".join(WEEKDAYS) + ")"
_SHORT = "(?:" + "|".join(sorted(WEEKDAY_ABBREVIATIONS, key=len, reverse=True)) + r")\b\.?"
_DAY_PART = "(?:" + "|".join(DAY_PARTS) + ")"
_BRACKET = r"(?:\s*\((?:the\s+)?(?P<b>[0-3]?\d)(?:st|nd|rd|th)?\))"
_MULTIPLE = "|".join(sorted((*NUMBERS, *VAGUE_NUMBERS), key=len, reverse=True))
_COUNT = rf"(?:\d{{1,3}}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-\w+|{_MULTIPLE})"
_UNIT = "(?:" + "|".join(sorted(UNITS, key=len, reverse=True)) + ")"
_NO_DAY = frozenset(
    {"every", "each", "good", "black", "bloody", "ash", "holy", "easter", "palm", "maundy", "boxing"}
)
_NO_TODAY = frozenset(
    "world era age times time society environment generation youth standards global economy children".split()
)


_DATE_NEXT = re.compile(rf",?\s+(?:\d|{MONTH})")


def _weekday_number(name: str) -> int:
    plain = name.rstrip(".").lower()
    return WEEKDAYS[plain] if plain in WEEKDAYS else WEEKDAY_ABBREVIATIONS[plain]


def _read_weekdays(match: re.Match[str], anchor: Anchor) -> Period | None:
    low, high = _weekday_number(match["w1"]), _weekday_number(match["w2"])
    if " and " in match.group().lower() and (high - low) % 7 != 1 and lead_word(match, anchor) != "between":
        return None
    if anchor.too_coarse_for("day"):
        return anchor.publication
    if says_future(match, anchor):
        first = periods.weekday(anchor, low, future=True)
        return periods.Period(first, first + ONE_DAY * ((high - low) % 7), "day")
    last = periods.weekday(anchor, high, future=False)
    return periods.Period(last - ONE_DAY * ((high - low) % 7), last, "day")


def _read_weekday(match: re.Match[str], anchor: Anchor) -> Period | None:
    modifier = (match["mod"] or "").lower().split()
    if match["w"][0].islower() or (modifier and modifier[-1] in _NO_DAY) or _is_title(match):
        return None
    future = says_future(match, anchor)
    if match["b"]:
        return _bracketed(anchor, int(match["b"]), future)
    if anchor.too_coarse_for("day"):
        return anchor.publication
    number = _weekday_number(match["w"])
    if match["wk"]:
        week = periods.week_of(
            anchor.first + ONE_DAY * {"last": -7, "this": 0, "next": 7}[match["wk"].lower()]
        )
        return periods.day(week.first + ONE_DAY * number)
    if modifier and modifier[-1] in ("next", "coming"):
        return periods.day(periods.weekday(anchor, number, future=True, other=True))
    if modifier and modifier[-1] in ("last", "past"):
        return periods.day(periods.weekday(anchor, number, future=False, other=True))
    return periods.day(periods.weekday(anchor, number, future=future))


def _is_title(match: re.Match[str]) -> bool:
    return noun_behind(match) in (
        "Times",
        "Telegraph",
        "Mail",
        "Mirror",
        "Express",
        "Post",
        "Agreement",
        "Massacre",
    )


def _read_short_weekday(match: re.Match[str], anchor: Anchor) -> Period | None:
    """Read "on Wed." and "Tue, 5 May"; elsewhere Sun and Sat are other words."""
    stated = lead_word(match, anchor) == "on" or _DATE_NEXT.match(match.string, match.end())
    if match["w"][0].islower() or not stated:
        return None
    if anchor.too_coarse_for("day"):
        return anchor.publication
    return periods.day(
        periods.weekday(anchor, _weekday_number(match["w"]), future=says_future(match, anchor))
    )


def _bracketed(anchor: Anchor, number: int, future: bool) -> Period:
    return periods.day(periods.day_of_month(anchor, number, future=future, slack=SLACK))


def _read_day_word(match: re.Match[str], anchor: Anchor) -> Period | None:
    word = re.sub(r"\s+", " ", match["word"].lower())
    if word == "today" and noun_behind_possessive(match).lower() in _NO_TODAY:
        return None
    ahead = word.startswith("tomorrow") or word.endswith("tomorrow")
    if match["b"]:
        return _bracketed(anchor, int(match["b"]), ahead or anchor.future)
    if anchor.too_coarse_for("day"):
        return anchor.publication
    if word == "overnight":
        return periods.Period(anchor.first - ONE_DAY, anchor.first, "day") if not noun_behind(match) else None
    step = 0
    if "yesterday" in word or word.startswith("last "):
        step = -2 if word.startswith("the day") else -1
    elif ahead:
        step = 2 if word.startswith("the day") else 1
    return periods.day(anchor.first + ONE_DAY * step)


def noun_behind_possessive(match: re.Match[str]) -> str:
    """Return the noun in "today's world" ('' without a possessive)."""
    found = re.compile(r"['\u2019]s\s+(\w+)").match(match.string, match.end())
    return found.group(1) if found else ""


def _read_same_day(match: re.Match[str], anchor: Anchor) -> Period | None:
    if anchor.previous is None:
        return None
    first, last = anchor.previous
    unit = UNITS.get(match["unit"].lower(), "day")
    if unit == "day":
        return periods.Period(first, last, "day")
    return periods.around(first, unit)


def _read_next_day(match: re.Match[str], anchor: Anchor) -> Period | None:
    back = (match["dir"] or match["dir2"]).lower() in ("previous", "preceding", "before", "prior")
    if anchor.previous is not None:
        base = anchor.previous[0] if back else anchor.previous[1]
        return periods.day(base + (-ONE_DAY if back else ONE_DAY))
    if not back or anchor.too_coarse_for("day"):
        return None
    return periods.day(anchor.first - ONE_DAY)


def count_of(text: str | None) -> int | None:
    """Return the value of a number in digits or words, of "a couple of", "few" and their like (None if there is none)."""
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
    if direction in ("last", "next") and plural and not match["n"]:
        return None
    if anchor.too_coarse_for("week" if unit in ("hour", "day", "week", "fortnight") else "month"):
        return anchor.publication
    count = count_of(match["n"]) or (VAGUE_NUMBERS["recent"] if plural else 1)
    ahead = direction in ("next", "coming", "following", "upcoming")
    if unit == "hour":
        unit, count = "day", -(-count // 24)
    if ahead:
        return _spread(anchor.first, periods.shift(anchor.last, unit, count), unit)
    return _spread(periods.shift(anchor.first, unit, -count), anchor.last, unit)


def _spread(first: date, last: date, unit: str) -> Period:
    if unit == "day":
        return periods.Period(first, last, "day")
    # "The past week" counts its first day too; the unit itself is then the best word for how exactly it is known.
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
    return (
        periods.until(anchor.first, when) if match["lead"].lower() == "within" else periods.around(when, unit)
    )


def _read_unit(match: re.Match[str], anchor: Anchor) -> Period | None:
    unit, part = match["unit"].lower(), (match["part"] or "").lower()
    direction = match["mod"].lower().split()[-1]
    if direction == "the" and not part and unit != "weekend":
        return None
    base, step = (
        anchor.first,
        {"last": -1, "previous": -1, "preceding": -1, "next": 1, "coming": 1, "following": 1}.get(
            direction, 0
        ),
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
        return (
            periods.Period(period.first, min(period.last, anchor.last), period.precision)
            if step == 0
            else period
        )
    if part.startswith("later"):
        return (
            periods.Period(max(period.first, anchor.first), period.last, period.precision)
            if step == 0
            else period
        )
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


def _read_ordinal(match: re.Match[str], anchor: Anchor) -> Period:
    number = int(match["o"])
    if match["mo"]:
        step = {"last": -1, "previous": -1, "next": 1}.get(match["mo"].lower(), 0)
        return periods.day(
            periods.month_start(anchor.first.year, anchor.first.month + step).replace(day=number)
        )
    return periods.day(periods.day_of_month(anchor, number, future=says_future(match, anchor)))


_ORDINAL_END = r"(?=\s*(?:[,.;:)!?]|$|\s(?:and|to|in|at|for|with|by|as|of|when|that|which|who|said)\b))"

RELATIVE_FORMS = (
    Form(
        "weekdays",
        WEEKDAY_KIND,
        rf"\b(?P<w1>{WEEKDAY})(?:\s+(?:morning|afternoon|evening|night))?{TO}(?P<w2>{WEEKDAY})\b(?!['\u2019]s)",
        _read_weekdays,
    ),
    Form(
        "weekday",
        WEEKDAY_KIND,
        rf"\b(?:(?P<mod>this\s+past|this\s+coming|last|past|next|coming|this|late(?:\s+on)?|early(?:\s+on)?|earlier(?:\s+on)?|"
        rf"later(?:\s+on)?|{'|'.join(sorted(_NO_DAY))})\s+)?(?P<w>{WEEKDAY})\b(?:\s+{_DAY_PART}\b)?"
        rf"{_BRACKET}?(?:\s+(?:of\s+)?(?P<wk>last|this|next)\s+week\b)?",
        _read_weekday,
    ),
    Form(
        "weekday",
        WEEKDAY_KIND,
        rf"\b(?P<w>{_SHORT})(?!\w)",
        _read_short_weekday,
    ),
    Form(
        "day word",
        DAY_KIND,
        rf"\b(?:(?:earlier|later|late|early)\s+)?(?P<word>the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|"
        rf"today|yesterday|tomorrow|tonight|overnight|this\s+{_DAY_PART}|last\s+(?:night|evening))\b"
        rf"(?:\s+{_DAY_PART}\b)?{_BRACKET}?",
        _read_day_word,
    ),
    Form(
        "anaphor",
        UNIT_KIND | DAY_KIND,
        rf"\b(?:(?:earlier|later|late|early)\s+)?(?:on\s+)?(?:that\s+same|that\s+very|that|the\s+same|the\s+very\s+same)\s+"
        rf"(?P<unit>day|week|month|year|{_DAY_PART})\b",
        _read_same_day,
    ),
    Form(
        "neighbouring day",
        UNIT_KIND,
        r"\b(?:the\s+(?P<dir>previous|preceding|next|following)\s+day|the\s+day\s+(?P<dir2>before|after|prior))\b"
        r"(?=\s*(?:[,.;:)!?\u2013-]|$|\s(?:and|in|at|that|by|with|said)\b))",
        _read_next_day,
    ),
    Form(
        "so long ago",
        UNIT_KIND,
        rf"\b(?:(?:more\s+than|over|nearly|almost|about|some|around|just|only|barely|less\s+than)\s+)?(?P<n>{_COUNT})[\s-]+(?P<unit>{_UNIT})\s+"
        r"(?P<dir>ago|earlier|from\s+now|from\s+today|hence|later|(?:before|after)(?=\s*(?:[,.;:)]|$)))\b(?!\s+than)",
        _read_ago,
    ),
    Form(
        "stretch",
        UNIT_KIND,
        rf"\b(?P<the>(?:the|these|this)\s+)?(?P<dir>last|past|previous|next|coming|following|upcoming)\s+(?:(?P<n>{_COUNT})\s+)?"
        rf"(?P<unit>{_UNIT})\b(?!-)",
        _read_stretch,
    ),
    Form(
        "in so long",
        UNIT_KIND,
        rf"\b(?P<lead>in|within)\s+(?:the\s+)?(?P<n>{_COUNT})\s+(?P<unit>{_UNIT})\b(?P<time>['\u2019]?s?['\u2019]?\s+time\b)?(?!\s+(?:ago|earlier|of))",
        _read_in_future,
    ),
    Form(
        "unit",
        UNIT_KIND,
        rf"\b(?:(?P<part>earlier|later|{PART})\s+(?:on\s+)?(?:in\s+)?)?(?P<mod>last|this\s+(?:past|coming)|this|next|"
        r"the\s+(?:current|previous|preceding|following)|the|over\s+the)\s+(?P<unit>weekend|week|month|year|decade)\b(?!-)",
        _read_unit,
    ),
    Form(
        "season",
        UNIT_KIND,
        r"\b(?P<mod>last|this\s+past|this\s+coming|this|next|coming|past)\s+(?P<season>spring|summer|autumn|winter|fall)\b(?!\s+(?:of|to)\b)",
        _read_season,
    ),
    Form(
        "day of the month",
        NUMBER_KIND,
        rf"\b(?:(?<=\bon\s)(?:the\s+)?|(?<=from\s)the\s+|(?<=since\s)the\s+|(?<=by\s)the\s+|(?<=until\s)the\s+)(?P<o>[0-3]?\d)(?:st|nd|rd|th)\b"
        rf"(?:\s+of\s+(?:the\s+)?(?P<mo>this|last|next|previous|current|same)\s+month\b|{_ORDINAL_END})",
        _read_ordinal,
    ),
)
"""The relative forms, in the order in which they may take words."""
