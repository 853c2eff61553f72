"""Dates of publication: ISO dates, and full dates as people and mail programs write them.

A date in words ("March 5, 2024", "Tue, 5 Mar 2024 10:00:00 +0000") is accepted only if it names day, month and a year
of four digits and has one reading: 03/05/2024 is in March in one country and in May in another. The parser for such
dates is slow to import, so that is done for the first of them.
"""

from __future__ import annotations

import re
from datetime import date

from relcli.errors import InputError

_FORMS = "YYYY-MM-DD, YYYY-MM or YYYY"
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_YEAR_LAST = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](\d{4}|\d\d)\b.*", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_YEAR_FIRST = re.compile(r"\d{4}([/.-])\d{1,2}\1\d{1,2}(?!\d|[/.-]\d)")
_MONTH = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_LONGEST = 60


def parse_date(words: str) -> tuple[str, str]:
    """Return the first day of a date of publication, as an ISO date, and its precision (day, month, year).

    Raises:
        InputError: the words are not a date, or a date that does not exist or is ambiguous.
    """
    match = _ISO_DATE.fullmatch(words)
    if match is None:
        if day_in_words := _read_words(words):
            return day_in_words, "day"
        raise InputError(f"the date {words!r} is not of the form {_FORMS}")
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise InputError(f"the date {words!r} does not exist ({error})") from None
    return first.isoformat(), "day" if day else "month" if month else "year"


def _read_words(words: str) -> str | None:
    """Return the day that a date in words names, in its own time zone, as an ISO date; None if it is not one.

    Raises:
        InputError: it is in numbers with the year last, so that day and month may be in either order.
    """
    text = words.strip()
    if _YEAR_LAST.fullmatch(text):
        raise InputError(f"the date {words!r} does not say which number is the month", hint="write it as YYYY-MM-DD")
    has_names = _MONTH.search(text) is not None and _YEAR.search(text) is not None
    if len(text) > _LONGEST or not (has_names or _YEAR_FIRST.match(text)):
        return None
    from datetime import datetime

    from dateutil import parser  # type: ignore[import-untyped]

    try:
        # The parser takes missing parts from a default: the date is complete if two defaults give the same day.
        days = {
            parser.parse(text, default=default, ignoretz=True, dayfirst=False, yearfirst=True).date()
            for default in (datetime(2000, 1, 1), datetime(2004, 2, 2))
        }
    except (ValueError, OverflowError):
        return None
    return days.pop().isoformat() if len(days) == 1 else None
