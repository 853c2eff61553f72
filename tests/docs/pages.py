"""The pages of the documentation, and what a Markdown page is made of: sections, headings, links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.cli.processes import PROJECT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DOCS = PROJECT / "docs"
README = PROJECT / "README.md"
_LINK = re.compile(r"!?\[(?:[^\]\[]|\[[^\]]*\])*\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^( *)```.*?^\1```$", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """Return README.md, CHANGELOG.md and every page below docs."""
    return [README, PROJECT / "CHANGELOG.md", *sorted(DOCS.rglob("*.md"))]


def sections(text: str) -> list[tuple[str, str]]:
    """Return the parts of a page that begin with a heading `## `, each with that heading; what stands before the
    first has ''. Joined, they are the page."""
    parts = re.split(r"(?m)^(?=## )", text)
    return [(part.partition("\n")[0].removeprefix("## ") if part.startswith("## ") else "", part) for part in parts]


def prose(text: str) -> str:
    """Return a page without its code blocks and pieces of code."""
    return re.sub(r"`[^`\n]*`", "`code`", _FENCED.sub("", text))


def links(text: str) -> Iterator[str]:
    """Yield where the links and pictures of a page lead."""
    yield from _LINK.findall(prose(text))


def anchors(text: str) -> set[str]:
    """Return the names by which the headings of a page can be linked to, as GitHub makes them."""
    headings = re.findall(r"(?m)^#+ +(.+?) *$", _FENCED.sub("", text))
    names: set[str] = set()
    for heading in headings:
        plain = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        name, number = plain, 0
        while name in names:
            number += 1
            name = f"{plain}-{number}"
        names.add(name)
    return names
