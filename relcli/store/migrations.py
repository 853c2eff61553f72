"""How a database of any earlier version becomes one of today's.

Each migration is a short function named after the version it leads to and what it does. The version is kept in
the file's `user_version`. All migrations that are missing run in one transaction, which begins with a copy beside the
file if there is anything to lose. A file from a newer relcli is refused, never guessed at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.errors import DatabaseError
from relcli.store.identity import add_keys, identify
from relcli.store.transaction import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path


APPLICATION_ID = 0x72656C63
"""The letters "relc" in the file's header, by which a relcli database differs from any other SQLite file."""


def m002_all_tables(connection: sqlite3.Connection) -> None:
    """Make all tables, views and full-text tables of a new database."""
    from relcli.store import schema  # reading commands have no use for the texts of the tables

    derived = (schema.DERIVED_TABLES, schema.ROLLUP_TABLE)
    _run(connection, schema.SOURCE_TABLES, schema.LASTING_TABLES, *derived, schema.VIEWS, schema.SEARCH_TABLES)
    identify(connection)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def m003_lasting_keys(connection: sqlite3.Connection) -> None:
    """Give the database an identifier and each event a lasting key; count the documents of events; make the log of
    moves. A new database has all of it already.
    """
    from relcli.store import schema

    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'event_key'").fetchone():
        return
    _run(connection, schema.LASTING_TABLES)
    identify(connection)
    numbers = "SELECT id FROM event UNION SELECT old_id FROM event_redirect"
    add_keys(connection, [row[0] for row in connection.execute(numbers)])
    _run(connection, _MOVES_SO_FAR)
    connection.execute("ALTER TABLE event ADD COLUMN documents INTEGER NOT NULL DEFAULT 0")
    connection.execute(
        """UPDATE event SET documents = (SELECT count(DISTINCT mention.document_id) FROM event_mention
        JOIN mention ON mention.id = event_mention.mention_id WHERE event_mention.event_id = event.id)"""
    )
    _make_views_again(connection)


_MOVES_SO_FAR = """
INSERT INTO moved (batch_id, what, id, previous, event_id)
SELECT decision.batch_id, 'mention', decision_pin.mention_id, decision_pin.previous, decision_pin.event_id
FROM decision_pin JOIN decision ON decision.id = decision_pin.decision_id
WHERE decision_pin.previous <> decision_pin.event_id ORDER BY decision.id
ON CONFLICT DO UPDATE SET event_id = excluded.event_id;
INSERT OR IGNORE INTO moved (batch_id, what, id, previous, event_id)
SELECT retired_by, 'mention', id, retired_event, NULL FROM mention WHERE retired_by IS NOT NULL;
"""
"""What schema 2 knows of moves: where merges and splits took mentions from, and what recodes retired."""


def m003_checksums(connection: sqlite3.Connection) -> None:
    """Keep a checksum of every row that cannot be derived from others, and sum those that are there."""
    from relcli.store import schema
    from relcli.store.checksums import fill

    _run(connection, schema.CHECKSUM_TABLE)
    fill(connection)


def m003(connection: sqlite3.Connection) -> None:
    """Do all steps of version 3."""
    for step in (m003_lasting_keys, m003_checksums):
        step(connection)


def m004_reports_and_unknown_months(connection: sqlite3.Connection) -> None:
    """Have the rollup count reports, and no longer count under January what is known only to the year; make room for
    the files of documents. A new database has all of it already.
    """
    from relcli.store import schema
    from relcli.store.summary.rollup import rebuild

    if _version_of_tables(connection) >= 4:
        return
    connection.execute("ALTER TABLE document ADD COLUMN path TEXT NOT NULL DEFAULT ''")
    connection.execute("DROP TABLE rollup")
    _run(connection, schema.ROLLUP_TABLE)
    rebuild(connection)


def m005_confidence(connection: sqlite3.Connection) -> None:
    """Make room for how sure the coder is of mentions and events, which stays empty until they are coded again. A new
    database has it already.
    """
    if _version_of_tables(connection) >= 5:
        return
    for table in ("mention", "event"):
        connection.execute(f"ALTER TABLE {table} ADD COLUMN confidence REAL")
    _make_views_again(connection)


def _make_views_again(connection: sqlite3.Connection) -> None:
    """Make all views as they are today."""
    from relcli.store import schema

    for view in ("mention_evidence", "document_text", "event_list", "document_list"):
        connection.execute(f"DROP VIEW {view}")
    _run(connection, schema.VIEWS)


ADDED_COLUMNS: dict[str, dict[str, tuple[int, str | None]]] = {
    "document": {"path": (4, "")},
    "mention": {"confidence": (5, None)},
    "event": {"confidence": (5, None)},
}
"""Columns that came to a table after schema 3, at its end: with which schema, and what a row from before says. SQLite
does not write such a row anew; on its page it stays as short as it was."""


def _run(connection: sqlite3.Connection, *parts: str) -> None:
    """Execute the statements of some texts, each ended by ';' and a line end."""
    for part in parts:
        for statement in part.split(";\n"):
            if statement.strip():
                connection.execute(statement)


FIRST_VERSION = 2
"""The version of a new database before there were any migrations; version 1 was never released."""

MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    m002_all_tables,
    m003,
    m004_reports_and_unknown_months,
    m005_confidence,
)

SCHEMA_VERSION = FIRST_VERSION + len(MIGRATIONS) - 1


def check_schema(connection: sqlite3.Connection, where: str) -> int:
    """Return the schema version; raise DatabaseError for a newer one and for a file that is not relcli's.

    A database without any table has version 0.
    """
    version = version_of(connection)
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if tables and (version < SCHEMA_VERSION or application != APPLICATION_ID):
        _refuse_wrong_header(connection, version, application, where)
    if tables and application != APPLICATION_ID:
        raise DatabaseError("not a relcli database", where=where, hint="give another file with --db")
    if 0 < version < FIRST_VERSION:
        raise DatabaseError(
            f"made before the first release of relcli (schema {version})",
            where=where,
            hint="import the documents again",
        )
    if version > SCHEMA_VERSION:
        raise DatabaseError(
            f"made by a newer relcli (schema {version}, this program knows {SCHEMA_VERSION})",
            where=where,
            hint="update relcli",
        )
    return version


def _refuse_wrong_header(connection: sqlite3.Connection, version: int, application: int, where: str) -> None:
    """Raise DatabaseError if the header does not fit tables of relcli's."""
    held = _version_of_tables(connection)
    if held > version:
        what = f"damaged (its header says schema {version}, its tables are of schema {held})"
    elif held and application != APPLICATION_ID:
        what = "damaged (its header says that it is not a relcli database, but it has relcli's tables)"
    else:
        return
    hint = "restore a copy, or save what is intact with `relcli database repair NEW_FILE`"
    raise DatabaseError(what, where=where, hint=hint)


def _version_of_tables(connection: sqlite3.Connection) -> int:
    """Return the schema version that the names of the tables and of some columns show, 0 if they are not relcli's."""
    names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    for table in ("rollup", "mention"):
        names |= {f"{table}.{row[0]}" for row in connection.execute(f"SELECT name FROM pragma_table_info('{table}')")}
    found = 0
    for version, tables in _TABLES_SINCE.items():
        if not tables <= names:
            break
        found = version
    return found


_TABLES_SINCE = {
    2: {"batch", "document", "mention", "decision", "event", "event_mention"},
    3: {"event_key", "checksum"},
    4: {"rollup.documents"},
    5: {"mention.confidence"},
}
"""By schema version, tables that it added, or a column of one, and that are in all later ones."""


def migrate(
    connection: sqlite3.Connection,
    path: Path | None,
    migrations: Sequence[Callable[[sqlite3.Connection], None]] | None = None,
) -> Path | None:
    """Bring the database up to date in one transaction; return the backup that was made before, if one was needed.

    `path` is the file, None for a database in memory; `migrations` are MIGRATIONS unless given. Nothing
    happens to a database that is up to date. From now on the connection keeps the checksums of what it writes.
    """
    from relcli.store.checksums import keep

    backup = _migrate(connection, path, MIGRATIONS if migrations is None else migrations)
    keep(connection)
    return backup


def _migrate(
    connection: sqlite3.Connection, path: Path | None, migrations: Sequence[Callable[[sqlite3.Connection], None]]
) -> Path | None:
    newest = FIRST_VERSION + len(migrations) - 1
    if version_of(connection) >= newest:
        return None
    backup = None
    with transaction(connection):
        version = version_of(connection)
        if version >= newest:  # another process was first
            return None
        if version and path:
            from relcli.store.copies import copy_of_before  # rarely needed

            backup = copy_of_before(path, version)  # nobody else can write now
        for step in migrations[max(0, version - FIRST_VERSION + 1) :]:
            step(connection)
        connection.execute(f"PRAGMA user_version = {newest}")
    return backup


def version_of(connection: sqlite3.Connection) -> int:
    """Return the schema version of a database, 0 if it is empty."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
