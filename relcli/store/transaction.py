"""One transaction: all of a change, or nothing of it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Make what happens in the `with` block one transaction; an error, or an interrupt, takes all of it back.
    New rows get their checksums at its end.

    An interrupt can also arrive when all is written and there is nothing left to take back.
    """
    from relcli.store.checksums import last_summed, sum_new  # reading commands import this module

    connection.execute("BEGIN IMMEDIATE")
    try:
        summed = last_summed(connection)
        yield
        sum_new(connection, summed)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
