"""Is a cell that comes back the value that went out? Spreadsheets and statistics programs change how values are
written: such changes are no edits."""

from __future__ import annotations

from relcli.query.words import unaccented

SETS = frozenset({"source", "target", "sectors", "people"})
"""The lists whose order says nothing."""
_MISSING = "NA"
_FORMULA_SIGNS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
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
    in_code_page = map(_plain, _in_code_page(value))
    cell, value = _plain(cell), _plain(value)
    if cell == value or (not cell and value == _MISSING):
        return True
    if cell.startswith("'") and cell[1:] == value and value.startswith(_FORMULA_SIGNS):
        return True  # what `--safe-csv` puts before formulas
    if any(cell == other for other in in_code_page):
        return True
    return name in SETS and sorted(cell.split(";")) == sorted(value.split(";"))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _in_code_page(value: str) -> list[str]:
    """Return how programs write a text in Windows-1252: what it lacks is a question mark (two for what is two units
    of UTF-16), or the letter without its accent.
    """
    if _fits(value):
        return []
    return ["".join(sign if _fits(sign) else write(sign) for sign in value) for write in _WRITERS]


def _fits(text: str) -> bool:
    try:
        text.encode(_CODE_PAGE)
    except UnicodeEncodeError:
        return False
    return True


def _without_accent(sign: str) -> str:
    plain = _NEAREST.get(sign, unaccented(sign))
    return plain if _fits(plain) else "?" * (1 + (sign > "\uffff"))


_WRITERS = (lambda sign: "?", lambda sign: "?" * (1 + (sign > "\uffff")), _without_accent)
