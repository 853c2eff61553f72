"""The tables that are derived, made from those that are carried: covering tables, rollup and full text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.store.summary.rollup import rebuild
from relcli.store.transfer.tables import FULL_TEXT
from relcli.store.write.events import rebuild_covering_tables

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable


def derive(connection: sqlite3.Connection, on_step: Callable[[], None] = lambda: None) -> None:
    """Make all derived tables again, inside the caller's transaction; `on_step` is called after each of some steps."""
    rebuild_covering_tables(connection)
    on_step()
    rebuild(connection)
    on_step()
    for table in FULL_TEXT:
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
        on_step()


STEPS = 2 + len(FULL_TEXT)
"""How often `derive` calls `on_step`."""
