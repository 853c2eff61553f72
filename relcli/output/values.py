"""How one value is written in formats of plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relcli.output import Value

LIST_SEPARATOR = ";"
"""Joins the members of a list in CSV and TSV."""


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
