"""Chronologies to be published: as Markdown, as one page of HTML, as the data of TimelineJS.

One module a format, each with a function `lines(chronology, about)`; `words` has what they share. They know neither
commands nor databases, and yield line by line: what a long chronology costs beyond its events is one line.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.reports.chronology import Chronology
    from relcli.reports.published.words import About

MODULES = {"md": "markdown", "html": "webpage", "timelinejs": "timelinejs"}
"""The module of each of `relcli.output.PUBLISHED_FORMATS`."""


def published(name: str, chronology: Chronology, about: About) -> Iterator[str]:
    """Yield the lines of a chronology in the format `name`; only its module is imported."""
    lines: Iterator[str] = import_module(f"relcli.reports.published.{MODULES[name]}").lines(chronology, about)
    return lines
