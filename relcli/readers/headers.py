"""What every reader shares: dates of publication, and the body as it is stored."""

from __future__ import annotations

import re
from datetime import date

from relcli.errors import InputError

DATE_FORMS = "YYYY-MM-DD, YYYY-MM or YYYY"
MISSING_DATE = "put ' date YYYY-MM-DD ' before the text, or give --date"
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def parse_date(words: str) -> tuple[str, str]:
    """Return the first day of a date of publication, as an ISO date, and its precision (day, month, year).

    A full date may also be written in words or as mail programs do ("5 March 2024"; `written_dates`).

    Raises:
        InputError: the words are no date of these forms, or a date that does not exist or is ambiguous.
    """
    match = _DATE.fullmatch(words)
    if match is None:
        from relcli.readers.written_dates import read_written_date

        if day_read := read_written_date(words):
            return day_read, "day"
        raise InputError(f"the date {words!r} is not of the form {DATE_FORMS}")
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise InputError(f"the date {words!r} does not exist ({error})") from None
    return first.isoformat(), "day" if day else "month" if month else "year"


def clean_body(text: str) -> str:
    r"""Return a body as it is stored: no blanks in front, `\n` line ends, otherwise unchanged.

    Raises:
        InputError: the text has characters that no file can hold.
    """
    body = text.replace("\r\n", "\n").replace("\r", "\n").lstrip()
    check_characters(body, "the text")
    return body


def check_characters(text: str, name: str) -> None:
    """Raise InputError if a text from a JSON string has NULs or lone surrogates, which cannot be stored."""
    if "\0" in text:
        raise InputError(f"{name} holds NUL characters")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(f"{name} holds half a character (a lone surrogate) at {error.start + 1}") from None
