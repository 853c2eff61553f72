"""All tables of the lexicon in one object, with a hash that names their state."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from relcli.lexicon.tables import DATA, Row, read_table

if TYPE_CHECKING:
    from pathlib import Path

TABLES = (
    "countries", "actors", "organisations", "persons", "titles", "departments", "verbs", "irregular", "nouns",
    "event_nouns", "reporting", "words", "sectors", "plover",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The rows of every table by table name, and `version`, a short hash over all of them."""

    tables: dict[str, list[Row]]
    version: str

    def rows(self, table: str) -> list[Row]:
        """Return the rows of one table."""
        return self.tables[table]


@cache
def load_lexicon(folder: Path = DATA) -> Lexicon:
    """Read every table of a folder.

    Raises:
        LexiconError: a table is missing or has a line that cannot be used; the message names file and line.
    """
    digest = hashlib.sha256()
    tables = {}
    for name in TABLES:
        path = folder / f"{name}.tsv"
        tables[name] = read_table(path)
        digest.update(path.read_bytes())
    return Lexicon(tables, digest.hexdigest()[:12])
