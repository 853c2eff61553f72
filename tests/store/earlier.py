"""Databases as earlier versions of the schema left them, made from one of today."""

import sqlite3
from contextlib import closing
from pathlib import Path

from relcli.store import schema
from relcli.store.checksums import fill

_ADDED_BY_3 = ("checksum", "moved", "undone_change", "mention_export", "event_key", "database_identity")


def as_version_4(path: Path) -> None:
    """Turn a database of today into one of schema 4: nothing says how sure the coder was."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP VIEW event_list")
        for table in ("mention", "event"):
            connection.execute(f"ALTER TABLE {table} DROP COLUMN confidence")
        fill(connection)
        connection.execute(_event_list_without(", event.confidence"))
        connection.execute("PRAGMA user_version = 4")


def as_version_3(path: Path) -> None:
    """Turn a database of today into one of schema 3: its rollup counts no reports, and under January what is known
    only to the year."""
    as_version_4(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("ALTER TABLE document DROP COLUMN path")
        connection.execute("ALTER TABLE rollup DROP COLUMN documents")
        connection.execute(
            """INSERT INTO rollup
            SELECT country, key, year, until, value || '-01', events, occasions, mentions, rated, intensity, first, last
            FROM rollup WHERE key = 'month' AND length(value) = 4
            ON CONFLICT DO UPDATE SET events = events + excluded.events, mentions = mentions + excluded.mentions"""
        )
        connection.execute("DELETE FROM rollup WHERE key = 'month' AND length(value) = 4")
        connection.execute("PRAGMA user_version = 3")


def as_version_2(path: Path) -> None:
    """Turn a database of today into one of schema 2: without keys, counts of documents and the log of moves."""
    as_version_3(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DROP VIEW event_list")
        for table in _ADDED_BY_3:
            connection.execute(f"DROP TABLE {table}")
        connection.execute("ALTER TABLE event DROP COLUMN documents")
        connection.execute(
            _event_list_without(
                ", event.confidence",
                "event.documents,\n       event_key.key, (SELECT id FROM database_identity) AS database, ",
                "JOIN event_key ON event_key.event_id = event.id\n",
            )
        )
        connection.execute("PRAGMA user_version = 2")


def _event_list_without(*later: str) -> str:
    """Return the view of events without some of its text."""
    view = next(part for part in schema.VIEWS.split(";\n") if "VIEW event_list" in part)
    for added in later:
        assert added in view
        view = view.replace(added, "")
    return view
