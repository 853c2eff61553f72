"""Telling damage from a bug in the program: a value that nobody wrote can cause an error anywhere.

Only when something has gone wrong, the database is asked whether its values are possible. If they are not, that is what
is said; if they are, the error is ours.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from relcli.errors import DatabaseError

if TYPE_CHECKING:
    from pathlib import Path

HINT = "`relcli database check` lists all damage, `relcli database repair NEW_FILE` saves what is intact"


def explained(path: str | Path, connection: sqlite3.Connection) -> DatabaseError | None:
    """Return what to say of an error if the database, open in `connection`, has values that cannot be; else None."""
    from relcli.store.check import problems

    if connection.in_transaction:
        connection.execute("ROLLBACK")
    try:
        problem = next(problems(connection), "")
    except sqlite3.Error as other:
        problem = str(other)
    return DatabaseError(f"damaged ({problem})", where=str(path), hint=HINT) if problem else None
