"""How the changes to a database, the saved views and the contents of a database look on a terminal.

Times are to the minute everywhere. The text of a line (what was called, what a view asks) has all the room that other
columns leave; who did it gives way where the terminal is narrow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relcli.output.page import Span
from relcli.output.screen import Cell, Column, Screen, count_cell, number_cell, text_cell
from relcli.reports.dates import minute

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relcli.store.write.batches import BatchRow

AUTHOR_FROM, TIME_FROM = 90, 70
"""The least columns of a terminal that shows who did something, and times: when a view was saved, not only the day of a
change."""


def history_screen() -> Screen:
    """Return the screen of changes; what was undone is faint, and says so before what it was."""
    return Screen(
        (
            Column("id", lambda batch: number_cell(batch.id)),
            Column("started", lambda batch: text_cell(batch.started[: len("2024-03-31")]), narrow=TIME_FROM),
            Column("started", lambda batch: text_cell(minute(batch.started)), wide=TIME_FROM),
            Column("author", lambda batch: text_cell(batch.author), wide=AUTHOR_FROM),
            Column("events", lambda batch: count_cell(batch.events)),
            Column("what", _change),
        )
    )


def view_screen() -> Screen:
    """Return the screen of saved views."""
    return Screen(
        (
            Column("view", lambda view: text_cell(f"@{view['name']}", "parties")),
            Column("what it asks", lambda view: text_cell(view["options"], flows=True)),
            Column("saved", lambda view: text_cell(minute(view["saved"]), "faint"), wide=TIME_FROM),
            Column("author", lambda view: text_cell(view["author"], "faint"), wide=AUTHOR_FROM),
        )
    )


def content_screen() -> Screen:
    """Return the screen of how much a database holds."""

    def what(record: Mapping[str, Any]) -> Cell:
        return text_cell(record["what"])

    return Screen((Column("what", what), Column("count", lambda record: count_cell(record["count"]))))


def _change(batch: BatchRow) -> Cell:
    """Return what was done, and that it was undone."""
    if not batch.undone:
        return text_cell(batch.command, flows=True)
    return Cell((Span(f"undone {minute(batch.undone)}", "notice"), Span(f"  {batch.command}", "faint")), flows=True)
