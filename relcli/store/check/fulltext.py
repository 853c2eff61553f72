"""The full text against the texts, by FTS5's own check. It counts as writing, so it is done on temporary tables: the
index, a fraction of the file, is copied, and looks up the texts where they are stored.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from relcli.store.schema import SEARCH_TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator

INDEXES = {"document_search": "document_text", "mention_search": "mention_evidence"}
"""The full-text tables and the views that have their texts."""

_PARTS = ("data", "idx", "docsize", "config")


def full_text(connection: sqlite3.Connection) -> Iterator[str]:
    """Indexes of the full text that do not find just the words that are there."""
    for index, view in INDEXES.items():
        try:
            _copy(connection, index, view)
            connection.execute(f"INSERT INTO temp.{index} ({index}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            yield f"the full text {index} differs from the texts ({error})"
        finally:
            _drop(connection, index, view)


def _copy(connection: sqlite3.Connection, index: str, view: str) -> None:
    """Make a temporary index with the content of a stored one. SQLite looks for the text in the index's own schema, so
    there is a temporary view too.
    """
    columns = {"document_text": "id, title, body", "mention_evidence": "id, evidence"}[view]
    connection.execute(f"CREATE TEMP VIEW {view} AS SELECT {columns} FROM main.{view}")
    connection.execute(_declaration(index).replace(f"TABLE {index}", f"TABLE temp.{index}"))
    for part in _PARTS:
        connection.execute(f"DELETE FROM temp.{index}_{part}")
        connection.execute(f"INSERT INTO temp.{index}_{part} SELECT * FROM main.{index}_{part}")


def _declaration(index: str) -> str:
    """Return the statement that makes an index in a new database."""
    return next(part for part in SEARCH_TABLES.split(";\n") if f"TABLE {index} " in part)


def _drop(connection: sqlite3.Connection, index: str, view: str) -> None:
    connection.execute(f"DROP TABLE IF EXISTS temp.{index}")
    connection.execute(f"DROP VIEW IF EXISTS temp.{view}")
