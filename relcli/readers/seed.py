"""The seed format: one document per file, ` date YYYY-MM-DD ` and then the text, on the same line or below."""

from __future__ import annotations

import re

from relcli.coding import Document
from relcli.errors import InputError
from relcli.readers.body import clean_body
from relcli.readers.encoding import decode
from relcli.readers.publication_dates import parse_date

_MISSING_DATE = "put ' date YYYY-MM-DD ' before the text, or give --date"
_HEADER = re.compile(r"\s*date(?:[^\S\n]*:)?[^\S\n]+(?=\d)(\d{4}-\d\d-\d\d(?![\d-])|[^\s:,;]+)", re.IGNORECASE)
_WRITTEN_HEADER = re.compile(r"\s*date(?:[^\S\n]*:)?[^\S\n]+(?P<words>[^\n]{6,60}?)[^\S\n]*(?:\n|$)", re.IGNORECASE)
"""A line with only a date, perhaps in words: "Date: Tue, 5 Mar 2024 10:00:00 +0000"."""


def read_seed(data: bytes, name: str, default_date: str | None, encoding: str = "") -> Document:
    """Return the document in the bytes of one file; `default_date` is its date if it names none, `encoding` that of
    the text, '' to have it detected.

    Raises:
        InputError: the file is empty, not text, without date or text, or its date does not exist.
    """
    text = decode(data, encoding)
    if not text.strip():
        raise InputError("has no text, only blanks")
    header = _written_header(text) or _HEADER.match(text)
    if header is not None:
        day, precision = parse_date(header[1])
        body = clean_body(text[header.end() :])
        if not body:
            raise InputError("has a date but no text")
    elif default_date is not None:
        day, precision = parse_date(default_date)
        body = clean_body(text)
    else:
        raise InputError("has no date", hint=_MISSING_DATE)
    return Document(name=name, date=day, body=body, date_precision=precision)


def _written_header(text: str) -> re.Match[str] | None:
    """Match a first line that is a date in words."""
    header = _WRITTEN_HEADER.match(text)
    if header is None or header["words"][:4].isdecimal() or not any(letter.isalpha() for letter in header["words"]):
        return None  # a date in numbers may have the text after it
    try:
        parse_date(header["words"])
    except InputError:
        return None
    return header
