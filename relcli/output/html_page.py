"""What the HTML pages have in common: one file with everything in it, no script, nothing fetched from anywhere.

The text of strangers is shown as it is and never becomes a tag. Only addresses of the web may become links, and only
where a page says so.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from relcli.escaping import escape_line
from relcli.output.foreign_text import runs_from_the_right

_FOLDER = Path(__file__).parent


def head(title: str, *styles: str, rules: str = "") -> str:
    """Return the beginning of a page, up to its body; `styles` are style sheets beside the common one, `rules` are
    those of this page alone."""
    sheets = "".join([(_FOLDER / f"{name}.css").read_text("utf-8") for name in ("page", *styles)]) + rules
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{shown(title)}</title>\n<style>\n{sheets}</style>\n</head>\n<body>\n"
    )


FOOT = "</body>\n</html>\n"
"""The end of a page."""


def shown(text: str) -> str:
    """Return a text as it stands on a page or in an attribute: no tags, control characters written out."""
    return escape(escape_line(text))


def isolated(text: str) -> str:
    """Return a text as `shown`, apart from what is beside it where it may run from right to left: full stops and
    numbers after it keep their places."""
    return f"<bdi>{shown(text)}</bdi>" if runs_from_the_right(text) else shown(text)
