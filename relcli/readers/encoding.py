"""Decodes bytes to text, or gives a clear reason why not.

News files are UTF-8 today, with or without a byte order mark; UTF-16 comes from Windows tools and is detected by its
mark. Windows-1252 is the only older encoding that is accepted, because any bytes are valid in most of them, and a wrong
guess silently turns names into rubbish. It is accepted only if nothing speaks against it:

- none of the five bytes that it leaves undefined, and no control characters,
- less than half of the bytes beyond ASCII are UTF-8 sequences (otherwise the file is damaged UTF-8),
- few bytes beyond ASCII, and no long run of them: Cyrillic, Greek, Arabic and Chinese encodings consist of them.
"""

from __future__ import annotations

import codecs
import re

from relcli.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]+")
_LONGEST_HIGH_RUN = 3
_HIGHEST_SHARE = 0.1
_RECODE = "save it as UTF-8"


def decode(data: bytes) -> str:
    """Return the text of a file, without its byte order mark.

    Raises:
        InputError: the bytes are empty, binary, damaged, or in an unknown encoding.
    """
    if not data:
        raise InputError("is empty")
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], name)
    if b"\0" in data:
        raise InputError("is binary, not text (it contains NUL bytes)", hint="convert it to text first")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_windows(data, error.start)


def _decode_marked(data: bytes, name: str) -> str:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        reason = f"begins as {name.upper()} but is damaged at byte {error.start + 1}"
        raise InputError(reason, hint=_RECODE) from None
    if not text:
        raise InputError("is empty")
    if "\0" in text:
        raise InputError("is binary, not text (it contains NUL characters)", hint="convert it to text first")
    return text


def _decode_windows(data: bytes, position: int) -> str:
    """Return the text of Windows-1252 bytes; `position` is the first byte that is not UTF-8."""
    where = f"byte {position + 1}"
    unknown = f"is neither UTF-8 ({where}) nor Windows-1252: unknown encoding"
    runs = _HIGH.findall(data)
    if 2 * sum(map(len, _UTF8_SEQUENCE.findall(data))) >= sum(map(len, runs)):
        raise InputError(f"is damaged UTF-8 at {where}", hint=_RECODE)
    if (
        _CONTROL.search(data)
        or max(map(len, runs)) > _LONGEST_HIGH_RUN
        or sum(map(len, runs)) > max(_HIGHEST_SHARE * len(data), 1)
    ):
        raise InputError(unknown, hint=_RECODE)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise InputError(unknown, hint=_RECODE) from None
