"""Forms of date phrases that name a calendar date, a month, a year or a longer calendar period.

Each form is a pattern and a function that turns a match into a period, or into None where it is no date after all.
Numbers alone are day first: 10.03.2024 is 10 March, unless the second number can be no month (03/25/2024); the big-endian
2024-03-10 is what it looks like. A year counts as one only where the words around it say so: numbers are common.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from relcli.coder import date_periods as periods
from relcli.coder.date_words import COUNTED_NOUNS, FUNCTION_WORDS, MONTH_KIND, MONTHS, NUMBER_KIND, SEASONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from relcli.coder.date_periods import Anchor, Period


class Form(NamedTuple):
    """One kind of date phrase: its rule name, the kinds of trigger it needs (all of them), pattern and reading."""

    rule: str
    needs: int
    pattern: str
    read: Callable[[re.Match[str], Anchor], Period | None]


DASH = r"\s*[-\u2013\u2014]\s*"
TO = rf"(?:{DASH}|\s+(?:to|and|until|till|through|&)\s+(?:the\s+)?)"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d)"
YEAR = r"(?:1[5-9]|20|21)\d\d(?![\d%]|[.,]\d)"
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept(?:ember)?|Sep|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
PART = (
    r"(?:early|mid|late|(?:the\s+)?(?:beginning|start|middle|end|(?:first|second)\s+half|"
    r"(?:first|second|third|fourth|last)\s+quarter)\s+of(?:\s+the)?|end)"
)
# "and" joins two dates only where no counted noun follows: "on March 22 and 3 people" is one date.
_LISTED = rf"and\s+(?={DAY}(?:,?\s+{YEAR})?(?:\s*[,.;:)\u2013-]|\s*$|\s+(?:in|at|to|for|with|of|by|as|when|where|which|the|a|his|her)\b))"
_TO_DAY = rf"(?:{DASH}|\s+(?:to|until|till|through|&)\s+(?:the\s+)?|\s+{_LISTED})"

_LEADS = frozenset(
    "in since until till by before after during from throughout through of around between".split()
)
_LEADS_OF_MAY = _LEADS - {"of"}
_LEAD = re.compile(r"(?:^|[\s(])([A-Za-z]+)\s+(?:the\s+)?$")
_DETERMINED = re.compile(
    r"(?:^|[\s(])(?:the|a|an|its|his|her|their|this|our)\s+$|['\u2019]s?\s+$", re.IGNORECASE
)
_NEXT_WORD = re.compile(r"\s+([\w-]+)")


def lead_word(match: re.Match[str], anchor: Anchor) -> str:
    """Return the word before the phrase, lower case ('' at the beginning or behind punctuation)."""
    before = match.string[max(anchor.start, match.start() - 24) : match.start()]
    found = _LEAD.search(before)
    return found.group(1).lower() if found else ""


def says_future(match: re.Match[str], anchor: Anchor) -> bool:
    """Does the phrase lie ahead: after a future verb, or as a limit ("by Friday", "until May")?"""
    return anchor.future or lead_word(match, anchor) in ("by", "until", "till")


def is_determined(match: re.Match[str], anchor: Anchor) -> bool:
    """Is there a determiner or a possessor directly before the phrase?"""
    return bool(_DETERMINED.search(match.string[max(anchor.start, match.start() - 12) : match.start()]))


def noun_behind(match: re.Match[str]) -> str:
    """Return the word behind the phrase if it may be a noun ('' if there is none)."""
    found = _NEXT_WORD.match(match.string, match.end())
    word = found.group(1) if found else ""
    return "" if word.lower() in FUNCTION_WORDS else word


def _month(name: str) -> int:
    """Return 1..12; lower-case "may" and "march" are verbs, and no abbreviation is written small."""
    plain = name.rstrip(".")
    if plain[0].islower() and (len(plain) < 5 or plain == "march"):
        raise ValueError(name)
    return MONTHS[plain.lower()]


def _number(text: str) -> int:
    return int(text.rstrip("stndrhSTNDRH"))


def _two_days(
    anchor: Anchor, low: tuple[int, int, str | None], high: tuple[int, int, str | None], future: bool
) -> Period:
    """Return the days from (day, month, year) to (day, month, year), where years may be left out."""
    if high[2] or not low[2]:
        last = _one_day(anchor, high, future)
        year = int(low[2]) if low[2] else last.year - ((low[1], low[0]) > (high[1], high[0]))
        first = date(year, low[1], low[0])
    else:
        first = _one_day(anchor, low, future)
        last = date(first.year + ((low[1], low[0]) > (high[1], high[0])), high[1], high[0])
    if last < first:
        raise ValueError(last)
    return periods.Period(first, last, "day")


def _one_day(anchor: Anchor, when: tuple[int, int, str | None], future: bool) -> date:
    number, month, year = when
    if year:
        return date(int(year), month, number)
    return periods.nearest_year(anchor, month, number, future=future)


def _read_numeric(match: re.Match[str], anchor: Anchor) -> Period:
    if match["iso"]:
        return periods.day(date(int(match["iso"]), int(match["isom"]), int(match["isod"])))
    number, month, year = int(match["a"]), int(match["b"]), int(match["c"])
    if month > 12 >= number:
        number, month = month, number
    if year < 100:
        year += 2000 if year <= anchor.last.year % 100 + 10 else 1900
    return periods.day(date(year, month, number))


def _read_day_first(match: re.Match[str], anchor: Anchor) -> Period:
    future = says_future(match, anchor)
    month = _month(match["m2"])
    high = (_number(match["d2"]), month, match["y2"])
    if not match["d1"]:
        return periods.day(_one_day(anchor, high, future))
    low = (_number(match["d1"]), _month(match["m1"]) if match["m1"] else month, match["y1"])
    return _two_days(anchor, low, high, future)


def _read_month_first(match: re.Match[str], anchor: Anchor) -> Period:
    future = says_future(match, anchor)
    month = _month(match["m1"])
    low = (_number(match["d1"]), month, match["y1"])
    if not match["d2"]:
        return periods.day(_one_day(anchor, low, future))
    high = (_number(match["d2"]), _month(match["m2"]) if match["m2"] else month, match["y2"])
    return _two_days(anchor, low, high, future)


def _read_month_range(match: re.Match[str], anchor: Anchor) -> Period | None:
    low, high = _month(match["m1"]), _month(match["m2"])
    lead = lead_word(match, anchor)
    if " and " in match.group().lower() and lead != "between":
        return None
    if lead not in _LEADS and not match["y2"]:
        return None
    end = (
        int(match["y2"])
        if match["y2"]
        else periods.nearest_month(anchor, high, _mode(match, anchor)).first.year
    )
    start = int(match["y1"]) if match["y1"] else end - (low > high)
    first, last = periods.month_start(start, low), periods.last_day(end, high)
    return periods.until(first, last) if first <= last else None


def _mode(match: re.Match[str], anchor: Anchor) -> str:
    return "future" if says_future(match, anchor) else "past"


def _read_month(match: re.Match[str], anchor: Anchor) -> Period | None:
    month = _month(match["m"])
    year = match["y"]
    if year:
        step = {"last": -1, "this": 0, "next": 1}.get(year.split()[0].lower())
        number = int(year) if step is None else anchor.last.year + step
        return periods.narrow(periods.months(number, month, month), match["part"])
    modifier = (match["mod"] or "").lower().split()
    if not modifier and not match["part"] and not _stands_alone(match, anchor):
        return None
    mode = {"last": "last", "past": "last", "next": "next", "this": "this"}.get(
        modifier[-1] if modifier else ""
    )
    return periods.narrow(periods.nearest_month(anchor, month, mode or _mode(match, anchor)), match["part"])


def _stands_alone(match: re.Match[str], anchor: Anchor) -> bool:
    """May a month without year be read as one: "in August", "the August summit", but not "Mrs May"?"""
    lead = lead_word(match, anchor)
    if match["m"].lower() == "may" and (lead not in _LEADS_OF_MAY or noun_behind(match)[:1].isupper()):
        return False
    return lead in _LEADS or (is_determined(match, anchor) and noun_behind(match)[:1].islower())


def _read_year_range(match: re.Match[str], anchor: Anchor) -> Period | None:
    first, short = int(match["y1"]), match["y2"]
    last = int(short) if len(short) == 4 else first // 100 * 100 + int(short)
    lead = lead_word(match, anchor)
    wanted = (
        ("between",)
        if " and " in match.group().lower()
        else ("from", "between", "in", "during", "for", "over")
    )
    bracketed = match.string[match.start() - 1 : match.start()] == "("
    if first >= last or not (lead in wanted or bracketed):
        return None
    return periods.years(first, last)


def _read_year(match: re.Match[str], anchor: Anchor) -> Period | None:
    year = int(match["y"])
    if match["season"]:
        start = SEASONS[match["season"].lower()]
        return periods.months(year, start, start + 2)
    if match["q"]:
        kind, number = match["q"][0].upper(), int(match["q"][1])
        size = 3 if kind == "Q" else 6
        return periods.months(year, size * (number - 1) + 1, size * number)
    if match["part"]:
        return periods.narrow(periods.years(year, year), match["part"])
    return periods.years(year, year) if _is_year(match, anchor) else None


def _is_year(match: re.Match[str], anchor: Anchor) -> bool:
    text = match.string
    if text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 1] == ")":
        return True
    noun = noun_behind(match)
    if is_determined(match, anchor):
        return bool(noun) and noun not in COUNTED_NOUNS
    counted = noun in COUNTED_NOUNS or (noun.islower() and noun.endswith("s"))
    lead = lead_word(match, anchor)
    return lead in _LEADS and not (counted and (lead != "in" or match["y"].endswith("00")))


def _read_decade(match: re.Match[str], _: Anchor) -> Period:
    first = int(match["y"])
    return periods.narrow(periods.years(first, first + 9), match["part"])


def _read_century(match: re.Match[str], _: Anchor) -> Period:
    first = (int(match["c"]) - 1) * 100 + 1
    return periods.narrow(periods.years(first, first + 99), match["part"])


_NOT_IN_NUMBER = r"(?<![\w.,/$\u20ac\u00a3-])"
_DECADE_PART = r"(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?"

CALENDAR_FORMS = (
    Form(
        "numeric date",
        NUMBER_KIND,
        r"(?<![\w.,/-])(?:(?P<iso>[12]\d{3})[-/](?P<isom>\d\d)[-/](?P<isod>\d\d)(?!\d)|"
        r"(?P<a>\d{1,2})(?P<s>[./-])(?P<b>\d{1,2})(?P=s)(?P<c>[12]\d{3}|(?<=/)\d\d)(?![\w/-]|[.]\d))",
        _read_numeric,
    ),
    Form(
        "day and month",
        NUMBER_KIND | MONTH_KIND,
        rf"(?:\bthe\s+)?{_NOT_IN_NUMBER}(?:(?P<d1>{DAY})(?:\s+(?:of\s+)?(?P<m1>{MONTH})(?:,?\s+(?P<y1>{YEAR}))?)?{TO})?"
        rf"(?P<d2>{DAY})(?:\s+of\s+|\s*-\s*|\s*)(?P<m2>{MONTH})(?:(?:,?\s*|-)(?P<y2>{YEAR}))?(?!\w)",
        _read_day_first,
    ),
    Form(
        "month and day",
        NUMBER_KIND | MONTH_KIND,
        rf"\b(?P<m1>{MONTH})\s*(?:the\s+)?(?P<d1>{DAY})(?:,?\s*(?P<y1>{YEAR}))?"
        rf"(?:{_TO_DAY}(?:(?P<m2>{MONTH})\s*)?(?P<d2>{DAY})(?:,?\s*(?P<y2>{YEAR}))?)?(?!\w)",
        _read_month_first,
    ),
    Form(
        "months",
        MONTH_KIND,
        rf"\b(?P<m1>{MONTH})(?:,?\s+(?P<y1>{YEAR}))?{TO}(?P<m2>{MONTH})(?:,?\s+(?P<y2>{YEAR}))?(?!\w)",
        _read_month_range,
    ),
    Form(
        "month",
        MONTH_KIND,
        rf"\b(?:(?P<part>{PART})[\s-]+)?(?:(?P<mod>last|next|this\s+past|this)\s+)?(?P<m>{MONTH})"
        rf"(?:(?:,|\s+of|,\s+of)?\s+(?P<y>{YEAR}|(?:last|this|next)\s+year))?(?!\w)",
        _read_month,
    ),
    Form(
        "years",
        NUMBER_KIND,
        rf"{_NOT_IN_NUMBER}(?P<y1>{YEAR})(?:{TO}|/)(?P<y2>{YEAR}|\d\d)(?![\w-]|[.,]\d)",
        _read_year_range,
    ),
    Form(
        "decade",
        NUMBER_KIND,
        rf"\b{_DECADE_PART}(?P<y>(?:1[5-9]|20)\d0)['\u2019]?s\b",
        _read_decade,
    ),
    Form(
        "century",
        NUMBER_KIND,
        rf"\b{_DECADE_PART}(?P<c>1[5-9]|2[01])(?:st|th)[\s-]century\b",
        _read_century,
    ),
    Form(
        "year",
        NUMBER_KIND,
        rf"(?:\b(?P<part>{PART})[\s-]+)?(?:\b(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?|\b(?P<q>Q[1-4]|H[12])"
        rf"\s*(?:of\s+)?)?{_NOT_IN_NUMBER}(?P<y>{YEAR})(?![\w\u00b0]|-\w)",
        _read_year,
    ),
)
"""The calendar forms, the more telling ones first: what one has taken, later ones leave alone."""
