"""Listings on a terminal as cards: a few lines for each record, drawn as those of pages are, some records at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relcli.output.page import Page
from relcli.output.terminal_page import PagePrinter

if TYPE_CHECKING:
    from typing import TextIO

    from relcli.output.layout import Layout
    from relcli.output.screen import Screen

BLOCK = 50
"""Records that are drawn at a time: what stands below one another is aligned among so many."""


class CardWriter:
    """Draws records as the cards of their screen."""

    def __init__(self, stream: TextIO, layout: Layout, screen: Screen) -> None:
        self._printer = PagePrinter(stream, layout)
        self._screen = screen
        self._width = layout.width
        self._block: list[Any] = []

    def record(self, record: Any) -> None:
        """Take one record; it is drawn with its block."""
        self._block.append(record)
        if len(self._block) == BLOCK:
            self.finish()

    def finish(self) -> None:
        """Draw the records that still wait."""
        if self._block and self._screen.cards is not None:
            self._printer.draw(Page(self._screen.cards(self._block, self._width), self._screen.widest))
        self._block = []
