"""The file as SQLite sees it: pages, keys, header, and whether it has the tables of today's program."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from relcli.store import migrations

if TYPE_CHECKING:
    from collections.abc import Iterator

_OBJECTS = "SELECT type, name, tbl_name, ifnull(sql, '') FROM main.sqlite_schema WHERE name NOT GLOB 'sqlite_stat*'"


def pages(connection: sqlite3.Connection) -> Iterator[str]:
    """SQLite's own check of pages, indexes and types of values."""
    for (lines,) in connection.execute("PRAGMA main.integrity_check(1000)"):
        for line in str(lines).splitlines():
            if line not in {"ok", "*** in database main ***"}:
                yield f"damaged file: {line}"


def foreign_keys(connection: sqlite3.Connection) -> Iterator[str]:
    """Rows that refer to rows which are not there."""
    for table, row, parent, _ in connection.execute("PRAGMA main.foreign_key_check"):
        where = table if row is None else f"{table} {row}"
        yield f"{where}: refers to a missing row of {parent}"


def header(connection: sqlite3.Connection) -> Iterator[str]:
    """Marks in the file's header by which programs know what it is."""
    application = connection.execute("PRAGMA main.application_id").fetchone()[0]
    if application != migrations.APPLICATION_ID:
        yield f"the header says application {application:#x}, not {migrations.APPLICATION_ID:#x} (relcli)"
    version = migrations.version_of(connection)
    if version != migrations.SCHEMA_VERSION:
        yield f"the header says schema {version}, this program makes {migrations.SCHEMA_VERSION}"
    encoding = connection.execute("PRAGMA main.encoding").fetchone()[0]
    if encoding != "UTF-8":
        yield f"texts are in {encoding}, not UTF-8"


def schema(connection: sqlite3.Connection) -> Iterator[str]:
    """Tables, indexes, views and triggers beside those of a new database, compared with one made in memory.

    Spaces do not count: a table that a migration changed is written in another way.
    """
    held = _objects(connection)
    wanted = fresh_objects()
    for key in sorted(held.keys() | wanted.keys()):
        what = " ".join(key)
        if key not in held:
            yield f"schema: {what} is missing"
        elif key not in wanted:
            yield f"schema: {what} is not one of relcli's"
        elif held[key] != wanted[key]:
            yield f"schema: {what} is not what relcli makes"


def fresh_objects() -> dict[tuple[str, str], str]:
    """Return what a new database consists of."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrations.migrate(fresh, None)
        return _objects(fresh)


def _objects(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Return (type, name) -> the table it belongs to and its SQL without blanks."""
    return {(kind, name): f"{table}: {''.join(sql.split())}" for kind, name, table, sql in connection.execute(_OBJECTS)}
