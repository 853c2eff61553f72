"""A new database out of salvaged rows: what refers to lost rows goes too, all that can be derived is derived again, and
events keep their numbers.

The old `event_mention` and its index, two copies of the same, say which event a mention is in; where neither can be
read, the mention is resolved like a new one.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from relcli.errors import DatabaseError
from relcli.store.checksums import fill
from relcli.store.connection import open_copy
from relcli.store.copies import back_up
from relcli.store.identity import identify
from relcli.store.repair.events import derive_events, gather_memberships, resolve_homeless
from relcli.store.repair.pages import PagedFile
from relcli.store.repair.report import Report
from relcli.store.repair.salvage import Salvage
from relcli.store.repair.trees import Trees

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

LOST_BATCH = "(lost)"
"""The command of a batch of which only the number is left."""

_OF_BATCH = ("document", "mention", "decision", "moved", "undone_change")
_DEPENDENT = (
    ("mention", "id", "document_id NOT IN (SELECT id FROM document)", "its document is lost"),
    (
        "mention",
        "id",
        """id NOT IN (SELECT mention_id FROM mention_source) AND document_id IN
        (SELECT id FROM document WHERE producer NOT IN ('', 'hand')) AND coder <> 'hand'""",
        "the row of its event file is lost; import the file again",
    ),
    ("mention_source", "mention_id", "mention_id NOT IN (SELECT id FROM mention)", "its mention is lost"),
    ("mention_export", "mention_id", "mention_id NOT IN (SELECT id FROM mention)", "its mention is lost"),
    (
        "decision_pin",
        "mention_id || ' ' || decision_id",
        "mention_id NOT IN (SELECT id FROM mention) OR decision_id NOT IN (SELECT id FROM decision)",
        "its mention or its decision is lost",
    ),
)
"""Table, name of the row, condition and reason for rows that mean nothing without a lost one."""


def repair(path: Path, new: Path | None) -> Report:
    """Write all that is intact in the database at `path` into a new file, None for a trial; return the outcome.

    DatabaseError if nothing can be found in it, RelcliError if the new file is there already or cannot be written.
    """
    report = Report()
    if not path.is_file():
        raise DatabaseError(f"no database at {path}", hint="name it with --db")
    connection = open_copy("").conn  # a temporary file, so that the new one is complete or absent
    with closing(connection):
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN IMMEDIATE")
        try:
            file = PagedFile(path)
        except OSError as error:
            raise DatabaseError(f"cannot be read ({error.strerror})", where=str(path)) from error
        with closing(file):
            _salvage(connection, Trees(file), report, path)
        _derive(connection, report)
        fill(connection)
        connection.execute("COMMIT")
        if new is not None:
            back_up(connection, new)
    return report


def _salvage(connection: sqlite3.Connection, trees: Trees, report: Report, path: Path) -> None:
    """Copy all rows that are intact, and what belongs together."""
    connection.execute("DELETE FROM database_identity")
    Salvage(trees, connection, report).read()
    if not report.kept["batch"] and not report.kept["document"]:
        raise DatabaseError("no trace of a relcli database was found in it", where=str(path))
    _drop_dependents(connection, report)
    _stand_in_for_batches(connection, report)
    gather_memberships(connection, trees)
    _keep_numbers(connection, trees)


def _drop_dependents(connection: sqlite3.Connection, report: Report) -> None:
    """Leave out the rows that mean nothing without a lost one."""
    for table, name, condition, why in _DEPENDENT:
        for (row,) in connection.execute(f"SELECT {name} FROM {table} WHERE {condition}").fetchall():
            report.lose(table, str(row), why)
        report.kept[table] -= connection.execute(f"DELETE FROM {table} WHERE {condition}").rowcount
    connection.execute(
        "UPDATE mention SET replaces = NULL WHERE replaces IS NOT NULL AND replaces NOT IN (SELECT id FROM mention)"
    )


def _stand_in_for_batches(connection: sqlite3.Connection, report: Report) -> None:
    """Make a row for each lost batch that others refer to: its number, and the time of the batch before it."""
    referring = [f"SELECT batch_id AS id FROM {table}" for table in _OF_BATCH]
    referring.append("SELECT retired_by FROM mention WHERE retired_by IS NOT NULL")
    query = f"""SELECT DISTINCT id FROM ({" UNION ".join(referring)})
        WHERE id NOT IN (SELECT id FROM batch) ORDER BY id"""
    for (batch_id,) in connection.execute(query).fetchall():
        kind = "recode" if _has_retired(connection, batch_id) else "import"
        counted = [
            connection.execute(f"SELECT count(*) FROM {table} WHERE batch_id = ?", (batch_id,)).fetchone()[0]
            for table in ("document", "mention")
        ]
        connection.execute(
            """INSERT INTO batch (id, command, started, documents, mentions, kind)
            VALUES (?1, ?2, ifnull((SELECT started FROM batch WHERE id < ?1 ORDER BY id DESC LIMIT 1), ''),
                ?3, ?4, ?5)""",
            (batch_id, LOST_BATCH, *counted, kind),
        )
        report.changes.append(f"batch {batch_id}: a new row replaces the lost one; its date and author are not known")


def _has_retired(connection: sqlite3.Connection, batch_id: int) -> bool:
    return connection.execute("SELECT 1 FROM mention WHERE retired_by = ? LIMIT 1", (batch_id,)).fetchone() is not None


def _keep_numbers(connection: sqlite3.Connection, trees: Trees) -> None:
    """See to it that no number is given out twice: of rows that are there, were there, or have a checksum."""
    sequences = {table: 0 for table in ("batch", "document", "mention", "decision", "event")}
    for row in trees.rows("sqlite_sequence"):
        if len(row.values) == 2 and isinstance(row.values[0], bytes) and isinstance(row.values[1], int):
            name = row.values[0].decode(errors="replace")
            if name in sequences and 0 <= row.values[1] < 1 << 40:
                sequences[name] = max(sequences[name], row.values[1])
    for table, last in sequences.items():
        known = "event_key" if table == "event" else table
        query = """SELECT max(ifnull((SELECT max(key) FROM stored_sum WHERE table_name = ?1 AND typeof(key) = 'integer'
                AND key < 1 << 40), 0), ifnull((SELECT seq FROM sqlite_sequence WHERE name = ?2), 0))"""
        (stored,) = connection.execute(query, (known, table)).fetchone()
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        if last or stored:
            connection.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, max(last, stored)))


def _derive(connection: sqlite3.Connection, report: Report) -> None:
    """Make everything that is derived: events with their indexes and counts, and the full text."""
    if not connection.execute("SELECT 1 FROM database_identity").fetchone():
        identify(connection)
        report.changes.append("the database has a new identifier; its own exports count as those of another one")
    for index in ("document_search", "mention_search"):
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    derive_events(connection)
    for mention_id, event_id in resolve_homeless(connection):
        report.changes.append(f"mention {mention_id}: is in event {event_id}; its previous event is not known")
