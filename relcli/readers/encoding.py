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
from functools import cache

from relcli.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOTATIONS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape"})
"""Codecs that are notations and not encodings of files."""
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1f\x7f]")
_HIGH = re.compile(rb"[\x80-\xff]+")
_LONGEST_HIGH_RUN = 3
_HIGHEST_SHARE = 0.1
_RECODE = "save it as UTF-8"
NAME_IT = f"{_RECODE}, or name its encoding with --encoding"
SHORTEST_UTF16 = 32
USUAL_NULS = 0.8
"""Bytes without a mark are taken for UTF-16 from this length on, if this share of every other byte is NUL."""
OTHER = "name another encoding with --encoding, or none to have it detected"


def canonical_name(name: str) -> str:
    """Return Python's name of an encoding of text, '' where it has none of this name."""
    try:
        found = codecs.lookup(name).name
        b"a".decode(found)  # not every codec is one of text
    except UnicodeDecodeError:  # half a character
        pass
    except (LookupError, UnicodeError, ValueError):
        return ""
    return "" if found in _NOTATIONS else found


def has_mark(head: bytes) -> bool:
    """Does an input that begins with these bytes name its encoding itself, by a byte order mark?"""
    return head.startswith(tuple(mark for mark, _ in _MARKS))


@cache
def extends_ascii(encoding: str) -> bool:
    """Are the characters of ASCII one byte each, as in ASCII, so that lines and signs of a format can be seen?"""
    try:
        return bytes(range(128)).decode(encoding) == bytes(range(128)).decode("ascii")
    except UnicodeError:
        return False


def decode(data: bytes, encoding: str = "") -> str:
    """Return the text of a file, without its byte order mark; `encoding` ('' = not known) counts only without one.

    Raises:
        InputError: the bytes are empty, binary, damaged, or in an unknown encoding.
    """
    if not data:
        raise InputError("is empty")
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], name)
    if b"\0" in data:
        raise _binary(data)
    if encoding:
        return decoded(data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_windows(data, error.start)


def _binary(data: bytes) -> InputError:
    """Return the error for bytes with NULs; where nearly every other byte is NUL, they are UTF-16 without a mark."""
    hint = "convert it to text first"
    even, odd = data[::2], data[1::2]
    for name, letters, nuls in (("utf-16-le", even, odd), ("utf-16-be", odd, even)):
        if len(data) >= SHORTEST_UTF16 and 0 not in letters and nuls.count(0) > USUAL_NULS * len(nuls):
            hint = f"if it is UTF-16, give --encoding {name}"
    return InputError("is binary, not text (it contains NUL bytes)", hint=hint)


def decoded(data: bytes, encoding: str) -> str:
    """Return bytes as text of a named encoding; InputError with the place of the first that are none."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(not_in(encoding, error.start), hint=OTHER) from None


def not_in(encoding: str, offset: int) -> str:
    """Return what to say of bytes at an offset that are not of an encoding."""
    return f"is not {encoding} at byte {offset + 1}"


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
        raise InputError(unknown, hint=NAME_IT)
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise InputError(unknown, hint=NAME_IT) from None
