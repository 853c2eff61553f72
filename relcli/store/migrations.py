"""How a database of any earlier version becomes one of today's.

Each migration is a short function named after what it does; its place in MIGRATIONS is the version it
leads to, kept in the file's `user_version`. All that are missing run in one transaction, after a backup
beside the file where there is something to lose. A file from a newer relcli is refused, never guessed at.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from relcli.errors import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


APPLICATION_ID = 0x72656C63
"""The letters "relc" in the file's header: tells a relcli database from any other SQLite file."""


def m001_first_tables(connection: sqlite3.Connection) -> None:
    """Make all tables, views and full-text tables of version 1."""
    from relcli.store import schema  # reading commands have no use for the texts of the tables

    _run(connection, schema.SOURCE_TABLES, schema.DERIVED_TABLES, schema.VIEWS, schema.SEARCH_TABLES)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def m002_decisions_and_event_files(connection: sqlite3.Connection) -> None:
    """Add what event files, decisions, saved views and summaries need; summaries are counted once."""
    from relcli.store import schema_2
    from relcli.store.summary.rollup import rebuild

    _run(connection, schema_2.NEW_COLUMNS, schema_2.SOURCE_TABLES, schema_2.DERIVED_TABLES)
    _run(connection, schema_2.VIEWS, schema_2.SEARCH_TABLES)
    rebuild(connection)


def _run(connection: sqlite3.Connection, *parts: str) -> None:
    """Execute the statements of some texts, each ended by ';' and a line end."""
    for part in parts:
        for statement in part.split(";\n"):
            if statement.strip():
                connection.execute(statement)


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (m001_first_tables, m002_decisions_and_event_files)

SCHEMA_VERSION = len(MIGRATIONS)


def check_schema(connection: sqlite3.Connection, where: str) -> int:
    """Return the schema version; raise DatabaseError for a newer one and for a file that is not relcli's.

    A database without any table has version 0.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if tables and application != APPLICATION_ID:
        raise DatabaseError("not a relcli database", where=where, hint="give another file with --db")
    if version > SCHEMA_VERSION:
        raise DatabaseError(
            f"made by a newer relcli (schema {version}, this program knows {SCHEMA_VERSION})",
            where=where,
            hint="update relcli",
        )
    return version


def migrate(
    connection: sqlite3.Connection,
    path: Path | None,
    migrations: Sequence[Callable[[sqlite3.Connection], None]] = MIGRATIONS,
) -> Path | None:
    """Bring the database up to date in one transaction; return the backup that was made before, if there
    was a need.

    `path` is the file, None for a database in memory. Nothing happens to a database that is up to date.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version >= len(migrations):
        return None
    backup = back_up(connection, path, version) if version and path else None
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])  # another process may have been first
        for step in migrations[version:]:
            step(connection)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    return backup


def back_up(connection: sqlite3.Connection, path: Path, version: int) -> Path:
    """Copy the database beside itself as NAME.schemaN.backup, never over an earlier copy; return the
    copy's path.
    """
    copy = path.with_name(f"{path.name}.schema{version}.backup")
    number = 1
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.name}.schema{version}.backup{number}")
    with closing(sqlite3.connect(copy)) as target:
        connection.backup(target)
    return copy
