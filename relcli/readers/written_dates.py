"""Dates of publication as people and mail programs write them: "March 5, 2024", "Tue, 5 Mar 2024 10:00:00 +0000".

Only what names day, month and a year of four digits, and can be read in one way, is taken: 03/05/2024 is March in one
country and May in another. The parser is imported when such a date first turns up.
"""

from __future__ import annotations

import re

from relcli.errors import InputError

_NUMBERS = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](\d{4}|\d\d)\b.*", re.DOTALL)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_YEAR_FIRST = re.compile(r"\d{4}([/.-])\d{1,2}\1\d{1,2}(?!\d|[/.-]\d)")
_MONTH = re.compile(r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_LONGEST = 60


def read_written_date(words: str) -> str | None:
    """Return the day that a written date names, in its own time zone, as an ISO date; None if it is no such
    date.

    Raises:
        InputError: it is a date of numbers alone that has two readings, or a day that does not exist.
    """
    text = words.strip()
    if _NUMBERS.fullmatch(text):
        what = f"the order of day and month in the date {words!r} is not certain"
        raise InputError(what, hint="write it as YYYY-MM-DD")
    named = _MONTH.search(text) is not None and _YEAR.search(text) is not None
    if len(text) > _LONGEST or not (named or _YEAR_FIRST.match(text)):
        return None
    from datetime import datetime

    from dateutil import parser  # type: ignore[import-untyped]

    try:
        # What the words do not tell is filled in from a default: a date is full if two defaults give the same.
        days = {
            parser.parse(text, default=default, ignoretz=True, dayfirst=False, yearfirst=True).date()
            for default in (datetime(2000, 1, 1), datetime(2004, 2, 2))
        }
    except (ValueError, OverflowError):
        return None
    return days.pop().isoformat() if len(days) == 1 else None
