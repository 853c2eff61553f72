"""Text in running Markdown, where more signs mean something than in the cells of a table (`md`).

What strangers wrote is shown as it is: it never becomes a heading, a list, emphasis, a link, a note, a formula or a
tag, for GitHub, for pandoc or for a plain reader of CommonMark. Only what would be taken for such a thing is escaped,
so that an author can read the source: stars between words, brackets in pairs of other kinds and sums of money come out
as they went in where nothing can come of them.
"""

from __future__ import annotations

import re

from relcli.escaping import escape_line

_ACTIVE = re.compile(
    r"""\\                         # a backslash: it would escape what follows, or be TeX
    | [*`<|\[\]~^{}]               # emphasis, code, tags, tables, links, notes, strikethrough, attributes
    | (?<![^\W_])_ | _(?![^\W_])   # emphasis, but for underscores inside words
    | (?<=\S)\$                    # the end of a formula: without one there is none
    | &(?=\#?\w+;)                 # an entity
    | :(?=//)                      # GitHub makes links of bare addresses
    | (?<=www)\.
    | (?<!\w)@(?=\w)               # pandoc takes a name after one for a citation
    | (?<=[\w.+-])@(?=\w)""",
    re.IGNORECASE | re.VERBOSE,
)
_ANY = re.compile(r"[\\*`<|\[\]~^{}_$&:@.]")
"""What every active sign is one of: most texts have none, and need no closer look."""
_ENTITIES = {"\\": "&#92;", "<": "&lt;", "&": "&amp;"}  # not even a reader that knows no escapes takes these for signs
_BLOCK = re.compile(r"(?P<number>\d{1,9}|[a-z]|[ivxlcdm]+)(?=[.)](?:\s|$))|[#>+=:%(-]", re.IGNORECASE)
"""What begins a heading, a quotation, a list or another block where a line begins with it."""


def shown(text: str, *, first: bool = False) -> str:
    """Return a text in one line of Markdown; `first` where the line, or the item, begins with it."""
    line = escape_line(text).strip()
    if _ANY.search(line):
        line = _ACTIVE.sub(escaped, line)
    found = _BLOCK.match(line) if first else None
    if found is None:
        return line
    number = found["number"] or ""
    return f"{number}\\{line[len(number) :]}"


def address(url: str) -> str:
    """Return an address of the web as a link to itself; see `foreign_text.is_address`, which it has to fulfil."""
    return f"<{url}>"


def escaped(found: re.Match[str]) -> str:
    """Return an active sign as it is shown."""
    return _ENTITIES.get(found[0]) or f"\\{found[0]}"
