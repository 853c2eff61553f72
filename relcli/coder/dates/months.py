"""Forms of date phrases that name a month, a year, or a part or a multiple of them: months without a day,
years, decades.

A number counts as a year only where the words around it say so, and a month's name alone only behind such
words: numbers are common, and so are May and March.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.coder.dates import periods
from relcli.coder.dates.forms import (
    MONTH,
    NOT_IN_NUMBER,
    PART,
    THAT_YEAR,
    TO,
    YEAR,
    Form,
    is_determined,
    lead_word,
    month_number,
    noun_behind,
    says_future,
    year_number,
)
from relcli.coder.dates.words import COUNTED_NOUNS, MONTH_KIND, ORDINAL_KIND, SEASONS, YEAR_KIND

if TYPE_CHECKING:
    import re

    from relcli.coder.dates.periods import Anchor, Period

_LEADS = frozenset("in since until till by before after during from throughout through of around between".split())
_LEADS_OF_MAY = _LEADS - {"of", "by", "from", "after", "before", "between"}


def _read_month_range(match: re.Match[str], anchor: Anchor) -> Period | None:
    low, high = month_number(match["m1"]), month_number(match["m2"])
    lead = lead_word(match, anchor)
    if " and " in match.group().lower() and lead != "between":
        return None
    if lead not in _LEADS and not match["y2"]:
        return None
    end = int(match["y2"]) if match["y2"] else periods.nearest_month(anchor, high, _mode(match, anchor)).first.year
    start = int(match["y1"]) if match["y1"] else end - (low > high)
    first, last = periods.month_start(start, low), periods.last_day(end, high)
    return periods.until(first, last) if first <= last else None


def _mode(match: re.Match[str], anchor: Anchor) -> str:
    return "future" if says_future(match, anchor) else "past"


def _read_month(match: re.Match[str], anchor: Anchor) -> Period | None:
    month = month_number(match["m"])
    year = year_number(match["y"], anchor)
    if year is not None:
        return periods.narrow(periods.months(year, month, month), match["part"])
    modifier = (match["mod"] or "").lower().split()
    if not modifier and not match["part"] and not _stands_alone(match, anchor):
        return None
    mode = {"last": "last", "past": "last", "next": "next", "this": "this"}.get(modifier[-1] if modifier else "")
    return periods.narrow(periods.nearest_month(anchor, month, mode or _mode(match, anchor)), match["part"])


def _stands_alone(match: re.Match[str], anchor: Anchor) -> bool:
    """May a month without year be read as one: "in August", "the August summit", but not "Mrs May"?"""
    lead = lead_word(match, anchor)
    if match["m"].lower() == "may" and (lead not in _LEADS_OF_MAY or noun_behind(match)[:1].isupper()):
        return False
    return lead in _LEADS - {"of"} or (is_determined(match, anchor) and noun_behind(match)[:1].islower())


def _read_year_range(match: re.Match[str], anchor: Anchor) -> Period | None:
    first, short = int(match["y1"]), match["y2"]
    last = int(short) if len(short) == 4 else first // 100 * 100 + int(short)
    lead = lead_word(match, anchor)
    wanted = ("between",) if " and " in match.group().lower() else ("from", "between", "in", "during", "for", "over")
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


_DECADE_PART = r"(?:the\s+)?(?:(?P<part>early|mid|late)[\s-]+)?"

_MONTH = (
    rf"\b(?:(?P<part>{PART})[\s-]+)?(?:(?P<mod>last|next|this\s+past|this)\s+)?(?P<m>{MONTH})"
    rf"(?:(?:,|\s+of|,\s+of)?\s+(?P<y>{THAT_YEAR}))"
)
FULL_MONTH_FORMS = (
    Form(
        "months",
        MONTH_KIND,
        rf"\b(?P<m1>{MONTH})(?:,?\s+(?P<y1>{YEAR}))?{TO}(?P<m2>{MONTH})(?:,?\s+(?P<y2>{YEAR}))?(?!\w)",
        _read_month_range,
    ),
    Form("month", MONTH_KIND, _MONTH + r"(?!\w)", _read_month),
)
"""Months from and to, and with their year: tried before "next year" alone takes half of "April next year"."""

MONTH_FORMS = (
    Form("month", MONTH_KIND, _MONTH + r"?(?!\w)", _read_month),
    Form(
        "years",
        YEAR_KIND,
        rf"{NOT_IN_NUMBER}(?P<y1>{YEAR})(?:{TO}|/)(?P<y2>{YEAR}|\d\d)(?![\w-]|[.,]\d)",
        _read_year_range,
    ),
    Form(
        "decade",
        YEAR_KIND,
        rf"\b{_DECADE_PART}(?P<y>(?:1[5-9]|20)\d0)['\u2019]?s\b",
        _read_decade,
    ),
    Form(
        "century",
        ORDINAL_KIND,
        rf"\b{_DECADE_PART}(?P<c>1[5-9]|2[01])(?:st|th)[\s-]century\b",
        _read_century,
    ),
    Form(
        "year",
        YEAR_KIND,
        rf"(?:\b(?P<part>{PART})[\s-]+)?(?:\b(?:the\s+)?(?P<season>spring|summer|autumn|fall|winter)\s+(?:of\s+)?|"
        rf"\b(?P<q>Q[1-4]|H[12])"
        rf"\s*(?:of\s+)?)?{NOT_IN_NUMBER}(?P<y>{YEAR})(?![\w\u00b0]|-\w)",
        _read_year,
    ),
)
"""The forms of months and years, the more telling ones first."""
