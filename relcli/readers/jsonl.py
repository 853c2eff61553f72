"""JSONL documents: one object per line with `id`, `date`, `text` and, if known, `title`, `outlet`, `url`.

They are read line by line, so that a file of any size needs the memory of one line, and a bad line costs only itself.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from relcli.coding import Document
from relcli.errors import InputError
from relcli.readers.body import check_characters, clean_body
from relcli.readers.encoding import NAME_IT, decoded
from relcli.readers.publication_dates import parse_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MISSING_DATE = "put it in the key 'date', or give --date"
TOO_LARGE = "is larger than 64 megabytes, which no document is"
_TIMESTAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:?\d\d.*")


def read_lines(
    lines: Iterable[tuple[int, bytes | None]], name: str, default_date: str | None, encoding: str = ""
) -> Iterator[Document | tuple[int, Exception]]:
    """Yield a document for every valid line, and (line number, error) for every other: an InputError, or what nobody
    foresaw.

    `lines` are numbered, and in UTF-8 unless an encoding is named; None is a line that is too long. Blank lines are
    ignored. A record without `id` is named after the file and the line.
    """
    for number, line in lines:
        if line is None:
            yield number, InputError(TOO_LARGE)
            continue
        if not line.strip():
            continue
        try:
            line = decoded(line, encoding).encode() if encoding else line
            record: Document | tuple[int, Exception] = _read_record(line, f"{name}:{number}", default_date)
        except Exception as error:
            record = number, error
        yield record


def _read_record(line: bytes, name: str, default_date: str | None) -> Document:
    try:
        record = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(f"is not UTF-8 at byte {error.start + 1}", hint=NAME_IT) from None
    except json.JSONDecodeError as error:
        raise InputError(f"is not JSON: {error.msg} at column {error.colno}") from None
    except (ValueError, RecursionError):
        raise InputError("cannot be read as JSON: a number is too long, or it is nested too deeply") from None
    if not isinstance(record, dict):
        raise InputError("is not a JSON object", hint='write {"id": ..., "date": ..., "text": ...}')
    text = _field(record, "text")
    if not text.strip():
        raise InputError("has no text" if "text" in record else "has no key 'text'")
    words = _field(record, "date").strip() or default_date
    if words is None:
        raise InputError("has no date", hint=_MISSING_DATE)
    timestamp = _TIMESTAMP.fullmatch(words)
    day, precision = parse_date(timestamp[1] if timestamp else words)
    return Document(
        name=_field(record, "id").strip() or name,
        date=day,
        body=clean_body(text),
        date_precision=precision,
        title=_field(record, "title").strip(),
        outlet=_field(record, "outlet").strip(),
        url=_field(record, "url").strip(),
    )


def _field(record: dict[str, object], key: str) -> str:
    """Return the text of a key ('' if absent or null). Numbers count as text, since ids and years often are numbers."""
    value = record.get(key)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InputError(f"the value of {key!r} is not text")
    text = str(value)
    if key != "text":
        check_characters(text, f"the value of {key!r}")
    return text
