"""What is said where a listing has no rows: that the database is empty, or what was asked in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

    from relcli.cli.options import FilterOptions

NOTHING = "nothing found"


def explained(opened: Connection, filters: FilterOptions) -> Callable[[], str]:
    """Return what tells why nothing was found; it looks into the database only when it is called."""

    def why() -> str:
        from relcli.cli.saved import as_typed
        from relcli.store.read.events import counts_at_most_one

        documents, events = counts_at_most_one(opened)
        if not events:
            holds = "documents, but no events" if documents else "no events yet"
            return f"{NOTHING}; the database holds {holds}: `relcli import PATH` brings some"
        asked = as_typed(filters)
        return f"{NOTHING} for {asked}" if asked else NOTHING

    return why
