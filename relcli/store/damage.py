"""Telling damage from a fault of the program: a value that nobody wrote ends in an error anywhere.

Only when something has gone wrong, the database is asked whether its values are possible. If they are not, that is what
is said; if they are, the error is ours.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from relcli.errors import DatabaseError

if TYPE_CHECKING:
    from pathlib import Path

HINT = "`relcli database check` lists all damage, `relcli database repair NEW_FILE` saves what is whole"


def raise_if_damaged(error: BaseException, path: str | Path) -> None:
    """Raise DatabaseError, from `error`, if the database has values that cannot be; else return."""
    from relcli.store.connection import open_readonly

    problem = ""
    try:
        with closing(open_readonly(path)) as connection:
            problem = first_problem(connection)
    except (sqlite3.Error, DatabaseError):
        return  # nobody can say; the error is shown as it is
    if problem:
        raise DatabaseError(f"damaged ({problem})", where=str(path), hint=HINT) from error


def first_problem(connection: sqlite3.Connection) -> str:
    """Return the first row that is not as it can be, '' if there is none."""
    from relcli.store.check.rows import values

    return next(values(connection), "")
