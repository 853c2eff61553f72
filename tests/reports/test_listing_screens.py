"""Changes, saved views and counts on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relcli.output.screen import Cell
from relcli.reports.listing_screens import content_screen, history_screen, view_screen
from relcli.store.write.batches import BatchRow

if TYPE_CHECKING:
    from relcli.output.screen import Screen

IMPORTED = BatchRow(1, "import", "2026-01-02T09:30:15", "ada", 3, 1200, 1500, 0, "", "import news")
UNDONE = IMPORTED._replace(id=2, events=0, undone="2026-01-03T10:00:01", command="edit 7 place=Baku")
VIEW = {"name": "gas", "options": "--sector energy", "saved": "2026-01-02T09:30:15", "author": "ada"}


def shown(screen: Screen, record: Any, width: int) -> dict[str, str]:
    """Return the texts of a record's cells by the names of their columns."""
    cells = {column.name: column.cell(record) for column in screen.shown(width)}
    return {
        name: "".join(span.text for span in cell.spans) if isinstance(cell, Cell) else str(cell)
        for name, cell in cells.items()
    }


def test_a_change_is_one_line_with_its_time_to_the_minute() -> None:
    assert shown(history_screen(), IMPORTED, 120) == {
        "id": "1", "started": "2026-01-02 09:30", "author": "ada", "events": "1,200", "what": "import news",
    }  # fmt: skip
    assert shown(history_screen(), UNDONE, 80) == {
        "id": "2", "started": "2026-01-02 09:30", "events": "0",
        "what": "undone 2026-01-03 10:00  edit 7 place=Baku",
    }  # fmt: skip
    assert shown(history_screen(), IMPORTED, 60)["started"] == "2026-01-02"


def test_views_have_times_in_the_same_form_and_names_as_they_are_typed() -> None:
    assert shown(view_screen(), VIEW, 120) == {
        "view": "@gas", "what it asks": "--sector energy", "saved": "2026-01-02 09:30", "author": "ada",
    }  # fmt: skip
    assert list(shown(view_screen(), VIEW, 60)) == ["view", "what it asks"]


def test_large_numbers_of_a_database_are_readable() -> None:
    assert shown(content_screen(), {"what": "bytes", "count": 24207360}, 60) == {"what": "bytes", "count": "24,207,360"}
