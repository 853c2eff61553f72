"""Is a database sound? Each module has one kind of checks, each check a small function that yields a line for every
problem it finds.

Everything is read, nothing is written: the checks work on a read-only file in a read-only folder, while others write to
it, and go through the tables in blocks, so that memory stays flat. `problems` is the whole list.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Check = Callable[[sqlite3.Connection], Iterator[str]]

SHOWN = 10
"""How many problems of one check are named; the others are counted."""


def problems(connection: sqlite3.Connection, *, quick: bool = False) -> Iterator[str]:
    """Yield in words what is wrong; nothing for a sound database. `quick` looks at pages and keys only.

    All checks see the database as it was when the first one began, whatever others write meanwhile.
    """
    connection.execute("BEGIN")
    try:
        for name, check in _checks(quick):
            yield from _limited(name, _guarded(name, check, connection))
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _checks(quick: bool) -> list[tuple[str, Check]]:
    """Return the checks by the name of what they look at: the cheap ones, on which the others rely, first."""
    from relcli.store.check import covering, derived, files, fulltext, log, rows, texts

    checks: list[tuple[str, Check]] = [
        ("the pages of the file", files.pages),
        ("keys", files.foreign_keys),
        ("the header", files.header),
        ("the schema", files.schema),
    ]
    if quick:
        return checks
    return [
        *checks,
        ("values", rows.values),
        ("documents", texts.documents),
        ("sentences", texts.sentences),
        ("rows of event files", texts.rows_of_event_files),
        ("batches", log.batches),
        ("decisions", log.decisions),
        ("mentions that were retired", log.retired),
        ("numbers", log.numbers),
        ("redirects", log.redirects),
        ("views", log.views),
        ("the events of mentions", derived.memberships),
        ("events", derived.events),
        ("the indexes of events", covering.covering_tables),
        ("the counts of summaries", covering.counts_of_summaries),
        ("the full text", fulltext.full_text),
    ]


def _guarded(name: str, check: Check, connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what a check finds. In a damaged file anything may come out of a column: a check that cannot go on is a
    problem too.
    """
    try:
        yield from check(connection)
    except sqlite3.Error as error:
        yield f"{name} cannot be read to the end ({error})"
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        yield f"{name} cannot be understood ({type(error).__name__}: {error})"
    finally:
        connection.text_factory = str


def _limited(name: str, lines: Iterator[str]) -> Iterator[str]:
    """Yield the first lines, and how many there are beyond."""
    more = 0
    for number, line in enumerate(lines):
        if number < SHOWN:
            yield line
        else:
            more += 1
    if more:
        yield f"{more:,} more problems in {name}"
