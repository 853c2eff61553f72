"""How values are written in formats of plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.output import Row, Value

LIST_SEPARATOR = ";"
"""Joins the members of a list in CSV and TSV."""
BYTE_ORDER_MARK = "\ufeff"
"""By which Excel knows a file of UTF-8."""
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""A cell that begins so is a formula to a spreadsheet: OWASP, "CSV Injection", whose last four are the full-width
forms of the first."""


def as_text(value: Value, separator: str = LIST_SEPARATOR) -> str:
    """Return `value` as text: nothing for None, `true`/`false`, whole floats with one decimal, lists
    joined."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return separator.join(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def plain_cells(values: Row) -> list[str]:
    """Return the cells of a row for CSV and TSV."""
    return [value if type(value) is str else as_text(value) for value in values]


def safe_cells(values: Row) -> list[str]:
    """Return the cells of a row for CSV and TSV, none of them a formula."""
    return [no_formula(value) if isinstance(value, (str, tuple)) else as_text(value) for value in values]


def no_formula(value: str | tuple[str, ...]) -> str:
    """Return a text or list as a cell that no spreadsheet takes for a formula: with an apostrophe before its first
    sign, unless it is a number such as -3.5.

    The same after each semicolon, where spreadsheets of many countries begin another cell."""
    return ";".join([_no_formula(part) for part in as_text(value).split(";")])


def _no_formula(text: str) -> str:
    if not text.startswith(FORMULA_SIGNS):
        return text
    number = text[1:].replace(".", "", 1)
    return text if text[0] in "+-" and number.isascii() and number.isdigit() else "'" + text
