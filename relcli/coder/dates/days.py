"""Forms of date phrases that name a day relative to publication, or to the date named before in the text.

A weekday is the last one at or before publication unless the verb is in the future or the phrase is a limit
("by Friday"); "last Thursday" is never the day of publication itself. Where only the month or year of
publication is known, what depends on its day is that month or year.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relcli.coder.dates import periods
from relcli.coder.dates.forms import MONTH, TO, Form, lead_word, noun_behind, says_future
from relcli.coder.dates.periods import ONE_DAY
from relcli.coder.dates.words import (
    DAY_KIND,
    DAY_PARTS,
    ORDINAL_KIND,
    UNIT_KIND,
    UNITS,
    WEEKDAY_ABBREVIATIONS,
    WEEKDAY_KIND,
    WEEKDAYS,
)

if TYPE_CHECKING:
    from relcli.coder.dates.periods import Anchor, Period

SLACK = 1
"""A day in brackets may lie one day after publication: where it was written, the next day had begun."""
WEEKDAY = "(?:" + "|".join(WEEKDAYS) + ")"
_SHORT = "(?:" + "|".join(sorted(WEEKDAY_ABBREVIATIONS, key=len, reverse=True)) + r")\b\.?"
_DAY_PART = "(?:" + "|".join(DAY_PARTS) + ")"
_BRACKET = r"(?:\s*\((?:the\s+)?(?P<b>[0-3]?\d)(?:st|nd|rd|th)?\))"
_NO_DAY = frozenset({"every", "each", "good", "black", "bloody", "ash", "holy", "easter", "palm", "maundy", "boxing"})
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
        week = periods.week_of(anchor.first + ONE_DAY * {"last": -7, "this": 0, "next": 7}[match["wk"].lower()])
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
    return periods.day(periods.weekday(anchor, _weekday_number(match["w"]), future=says_future(match, anchor)))


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


def _read_ordinal(match: re.Match[str], anchor: Anchor) -> Period:
    number = int(match["o"])
    if match["mo"]:
        step = {"last": -1, "previous": -1, "next": 1}.get(match["mo"].lower(), 0)
        return periods.day(periods.month_start(anchor.first.year, anchor.first.month + step).replace(day=number))
    return periods.day(periods.day_of_month(anchor, number, future=says_future(match, anchor)))


_ORDINAL_END = r"(?=\s*(?:[,.;:)!?]|$|\s(?:and|to|in|at|for|with|by|as|of|when|that|which|who|said)\b))"

DAY_FORMS = (
    Form(
        "day of the month",
        ORDINAL_KIND,
        rf"\b(?:(?<=\bon\s)(?:the\s+)?|(?<=from\s)the\s+|(?<=since\s)the\s+|(?<=by\s)the\s+|"
        rf"(?<=until\s)the\s+)(?P<o>[0-3]?\d)(?:st|nd|rd|th)\b"
        rf"(?:\s+of\s+(?:the\s+)?(?P<mo>this|last|next|previous|current|same)\s+month\b|{_ORDINAL_END})",
        _read_ordinal,
    ),
    Form(
        "weekdays",
        WEEKDAY_KIND,
        rf"\b(?P<w1>{WEEKDAY})(?:\s+(?:morning|afternoon|evening|night))?{TO}(?P<w2>{WEEKDAY})\b(?!['\u2019]s)",
        _read_weekdays,
    ),
    Form(
        "weekday",
        WEEKDAY_KIND,
        rf"\b(?:(?P<mod>this\s+past|this\s+coming|last|past|next|coming|this|"
        rf"(?:late|early|earlier|later)(?:\s+on)?|{'|'.join(sorted(_NO_DAY))})\s+)?(?P<w>{WEEKDAY})\b(?:\s+{_DAY_PART}\b)?"
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
        rf"\b(?:(?:earlier|later|late|early)\s+)?(?P<word>"
        rf"the\s+day\s+before\s+yesterday|the\s+day\s+after\s+tomorrow|"
        rf"today|yesterday|tomorrow|tonight|overnight|this\s+{_DAY_PART}|last\s+(?:night|evening))\b"
        rf"(?:\s+{_DAY_PART}\b)?{_BRACKET}?",
        _read_day_word,
    ),
    Form(
        "anaphor",
        UNIT_KIND,
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
)
"""The forms of relative days, in the order in which they may take words."""
