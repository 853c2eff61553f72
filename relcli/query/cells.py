"""Is a cell that comes back the value that went out? Spreadsheets and statistics programs change how values are
written: such changes are not edits."""

from __future__ import annotations

import re

from relcli.query.words import unaccented

SETS = frozenset({"source", "target", "sectors", "people"})
"""The lists whose order says nothing."""
_MISSING = "NA"
_GUARD = re.compile("(^|;)'(?=[=+@\t\r\n\uff1d\uff0b\uff0d\uff20-])")
"""What `--safe-csv` puts before formulas, also in the items of a list."""

_NEAREST = {"Ł": "L", "ł": "l", "Đ": "Ð", "đ": "d", "\N{LATIN SMALL LETTER DOTLESS I}": "i", "Ħ": "H", "ħ": "h"}
"""Letters without an accent to leave out, and what Windows writes for them."""

_CODE_PAGE = "cp1252"
"""In which Excel saves "CSV" in Western Europe and America."""


def same_cell(name: str, cell: str, value: str) -> bool:
    """Return whether a cell (lists joined by ';') is the text of a value of the field `name` as some program wrote it:
    a list in another order, without blanks at its ends, with other line ends, in Windows-1252.
    """
    if cell == value:
        return True
    if not _fits(value) and re.fullmatch(_in_code_page(value), cell):
        return True
    cell, value = _plain(cell), _plain(value)
    if cell == value or (not cell and value == _MISSING) or ("'" in cell and _plain(unguarded(cell)) == value):
        return True
    return name in SETS and sorted(cell.split(";")) == sorted(value.split(";"))


def unguarded(text: str) -> str:
    """Return a cell without the apostrophes that `--safe-csv` puts before formulas."""
    return _GUARD.sub(r"\1", text)


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _in_code_page(value: str) -> str:
    """Return the pattern of how programs write a text in Windows-1252: what it lacks is a question mark (two for what
    is two units of UTF-16) or the nearest letter.
    """
    return r"\s*" + "".join(map(_written, value.strip(" \t\r\n").replace("\r\n", "\n"))) + r"\s*"


def _written(sign: str) -> str:
    if sign in "\r\n":
        return "(?:\r\n|\r|\n)"
    if _fits(sign):
        return re.escape(sign)
    nearest = _NEAREST.get(sign, unaccented(sign))
    marks = r"\?\??" if sign > "\uffff" else r"\?"
    return f"(?:{marks}|{re.escape(nearest)})" if _fits(nearest) and nearest else marks


def _fits(text: str) -> bool:
    try:
        text.encode(_CODE_PAGE)
    except UnicodeEncodeError:
        return False
    return True
