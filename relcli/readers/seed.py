"""The seed format: one document a file, ` date YYYY-MM-DD ` and then the text, on the same line or below."""

from __future__ import annotations

import re

from relcli.errors import InputError
from relcli.model import Document
from relcli.readers.encoding import decode
from relcli.readers.headers import MISSING_DATE, clean_body, parse_date

_HEADER = re.compile(
    r"\s*date(?:[^\S\n]*:)?[^\S\n]+(?=\d)(\d{4}-\d\d-\d\d(?![\d-])|[^\s:,;]+)", re.IGNORECASE
)


def read_seed(data: bytes, name: str, default_date: str | None) -> Document:
    """Return the document in the bytes of one file; `default_date` is taken where the file has no date.

    Raises:
        InputError: the file is empty, not text, without date or text, or its date does not exist.
    """
    text = decode(data)
    if not text.strip():
        raise InputError("has no text, only blanks")
    header = _HEADER.match(text)
    if header is not None:
        day, precision = parse_date(header[1])
        body = clean_body(text[header.end() :])
        if not body:
            raise InputError("has a date but no text")
    elif default_date is not None:
        day, precision = parse_date(default_date)
        body = clean_body(text)
    else:
        raise InputError("has no date", do=MISSING_DATE)
    return Document(name=name, date=day, body=body, date_precision=precision)
