"""The language of periods: `2024`, `2024Q3`, `last month`, `since 2022`, `2023-05..2024-02`, `ytd` ...

People mean both ends inclusively, so a period is its first and its last day, '' where it is open. "Now"
is always handed in (`--today`), so that a script gives the same answer tomorrow.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from relcli.errors import UsageError, shortened

PERIOD_FORMS = (
    "2024, 2024-03, 2024-03-05, 2024Q3, Q3, 2024-W12, 'march 2024', march, 'last month', 'this year', 'last 90 days', "
    "'since 2022', 'until 2023-06', 2023-05..2024-02, ytd, qtd, mtd, today, yesterday"
)
"""The forms that an error about a period shows."""

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_TO_DATE = {"ytd": "year", "qtd": "quarter", "mtd": "month"}
_SPAN = tuple[date, date]


def parse_period(text: str, today: str) -> tuple[str, str]:
    """Return the first and last day (ISO, inclusive, '' = open) that `text` means on the day `today`.

    Raises UsageError, with the forms, for anything that is not a period, impossible days and ends before beginnings.
    """
    words = " ".join(text.lower().split())
    first, last = _open_or_closed(words, date.fromisoformat(today), text)
    if first and last and first > last:
        raise UsageError(f"the period {text!r} ends ({last}) before it begins ({first})")
    return first, last


def parse_since(text: str, today: str) -> str:
    """Return the first day of the day, month, year or other closed period in `text` (for `--since`)."""
    return _closed(text, today)[0]


def parse_until(text: str, today: str) -> str:
    """Return the last day of the day, month, year or other closed period in `text` (for `--until`)."""
    return _closed(text, today)[1]


def _closed(text: str, today: str) -> tuple[str, str]:
    """Return both ends of a period that has no open end."""
    span = _span(" ".join(text.lower().split()), date.fromisoformat(today))
    if span is None:
        raise _bad(text)
    return span[0].isoformat(), span[1].isoformat()


def _open_or_closed(words: str, today: date, text: str) -> tuple[str, str]:
    """Return both ends of `words`; `text` is what was typed, for the error."""
    if ".." in words:
        left, right = (part.strip(" .") for part in words.split("..", 1))
    elif words.startswith(("since ", "from ")):
        left, right = words.split(" ", 1)[1], ""
    elif words.startswith(("until ", "till ")):
        left, right = "", words.split(" ", 1)[1]
    else:
        left = right = words
    if not left and not right:
        raise _bad(text)
    first, last = _span(left, today) if left else None, _span(right, today) if right else None
    if (left and first is None) or (right and last is None):
        raise _bad(text)
    return (first[0].isoformat() if first else "", last[1].isoformat() if last else "")


def _bad(text: str) -> UsageError:
    """Return the error for anything that is not a period."""
    return UsageError(f"cannot read the period {shortened(text)!r}", hint=f"write {PERIOD_FORMS}")


def _span(words: str, today: date) -> _SPAN | None:
    """Return the first and last day of one closed period, None for any other words."""
    for read in (_number_span, _named_span, _relative_span, _counted_span):
        try:
            span = read(words, today)
        except OverflowError:
            what = f"the period {words!r} is outside the years 1 to 9999"
            raise UsageError(what, hint=f"write {PERIOD_FORMS}") from None
        except ValueError:  # a day or week that no calendar has
            return None
        if span is not None:
            return span
    return None


def _number_span(words: str, today: date) -> _SPAN | None:
    """Read 2024, 2024-03, 2024-03-05, 2024Q3, Q3 (of this year), 2024-W12."""
    if match := re.fullmatch(r"(\d{4})", words, re.ASCII):
        return date(int(match[1]), 1, 1), date(int(match[1]), 12, 31)
    if match := re.fullmatch(r"(\d{4})-(\d\d?)", words, re.ASCII):
        return _month(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", words, re.ASCII):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := re.fullmatch(r"(\d{4})[- ]?q([1-4])|q([1-4])[- ]?(\d{4})", words, re.ASCII):
        return _quarter(int(match[1] or match[4]), int(match[2] or match[3]))
    if match := re.fullmatch(r"q([1-4])", words, re.ASCII):
        return _quarter(today.year, int(match[1]))
    if match := re.fullmatch(r"(\d{4})[- ]?w(\d\d?)", words, re.ASCII):
        return _week(date.fromisocalendar(int(match[1]), int(match[2]), 1))
    return None


def _named_span(words: str, today: date) -> _SPAN | None:
    """Read "march 2024", "mar 2024", "5 march 2024", and "march": the last one that has begun."""
    match = re.fullmatch(r"(?:(\d\d?) )?([a-z]{3,9})\.? (\d{4})|([a-z]{3,9})\.?", words, re.ASCII)
    months = [number for number, name in enumerate(_MONTHS, 1) if match and name.startswith(match[2] or match[4])]
    if not match or not months:
        return None
    if match[4]:
        year = today.year - (months[0] > today.month)
        if year < date.min.year:
            raise OverflowError(year)
        return _month(year, months[0])
    if match[1]:
        day = date(int(match[3]), months[0], int(match[1]))
        return day, day
    return _month(int(match[3]), months[0])


def _relative_span(words: str, today: date) -> _SPAN | None:
    """Read today, yesterday, ytd, qtd, mtd (year, quarter, month to date), and this or last week, month,
    quarter, year (a week begins on Monday)."""
    if words == "today":
        return today, today
    if words == "yesterday":
        return today - timedelta(days=1), today - timedelta(days=1)
    if words in _TO_DATE:
        return _unit(_TO_DATE[words], today)[0], today
    match = re.fullmatch(r"(this|last|previous) (week|month|quarter|year)", words)
    if not match:
        return None
    this = _unit(match[2], today)
    return this if match[1] == "this" else _unit(match[2], this[0] - timedelta(days=1))


def _counted_span(words: str, today: date) -> _SPAN | None:
    """Read "last 90 days" (today is the last of them), and the like with weeks, months, years."""
    match = re.fullmatch(r"(?:last|past) (\d{1,5}) (day|week|month|year)s?", words, re.ASCII)
    if not match or int(match[1]) == 0:
        return None
    count = int(match[1])
    if match[2] in {"day", "week"}:
        return today - timedelta(days=count * (7 if match[2] == "week" else 1) - 1), today
    return _months_before(today, count * (12 if match[2] == "year" else 1)) + timedelta(days=1), today


def _unit(unit: str, day: date) -> _SPAN:
    """Return the whole week, month, quarter or year that contains `day`."""
    if unit == "week":
        return _week(day - timedelta(days=day.weekday()))  # the year 1 begins on a Monday
    if unit == "month":
        return _month(day.year, day.month)
    if unit == "quarter":
        return _quarter(day.year, (day.month + 2) // 3)
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _week(monday: date) -> _SPAN:
    """Return a week, which ends early where the calendar does: with the year 9999."""
    return monday, monday + min(timedelta(days=6), date.max - monday)


def _month(year: int, month: int) -> _SPAN:
    """Return the first and last day of a month; ValueError if there is no such month."""
    return date(year, month, 1), date(year, month, _days_in_month(year, month))


def _quarter(year: int, quarter: int) -> _SPAN:
    """Return the first and last day of a quarter."""
    return date(year, 3 * quarter - 2, 1), _month(year, 3 * quarter)[1]


def _months_before(day: date, count: int) -> date:
    """Return the day `count` months earlier, at the end of the month where that month is shorter; OverflowError before
    the year 1."""
    months = day.year * 12 + day.month - 1 - count
    year, month = divmod(months, 12)
    if year < date.min.year:
        raise OverflowError(year)
    return date(year, month + 1, min(day.day, _days_in_month(year, month + 1)))


def _days_in_month(year: int, month: int) -> int:
    """Return the number of days of a month; ValueError if there is no such month."""
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days
