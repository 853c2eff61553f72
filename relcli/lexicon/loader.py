"""All tables of the lexicon in one object, with a hash that names their state.

The shipped tables are taken as they are (tests check them); the user's are checked row by row, and what is wrong in
them is reported and left out, so that one slip does not stop the coding.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from relcli.lexicon.forms import FORMS, WEIGHTS
from relcli.lexicon.tables import DATA, Row, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from relcli.errors import LexiconError


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The rows of every table by name; `version`, a short hash over all files; what is wrong in the user's tables."""

    tables: dict[str, list[Row]]
    version: str
    problems: tuple[LexiconError, ...] = ()

    def rows(self, table: str) -> list[Row]:
        """Return the rows of one table."""
        return self.tables[table]


@cache
def load_lexicon(folders: tuple[Path, ...] = ()) -> Lexicon:
    """Read the shipped tables and those of `folders`; a later folder takes precedence over an earlier one.

    Raises:
        LexiconError: a shipped table is missing or has a line that cannot be used.
    """
    digest = hashlib.sha256()
    tables = {}
    for name in (*FORMS, WEIGHTS):
        tables[name] = read_table(DATA / f"{name}.tsv")
        digest.update((DATA / f"{name}.tsv").read_bytes())
    problems: list[LexiconError] = []
    if folders:
        from relcli.lexicon.own import read_own

        own = read_own(folders, tables)
        problems = own.problems
        for name, content in own.contents:
            digest.update(name.encode() + b"\0" + content)
        for name, entries in own.tables.items():
            tables[name] = merged(name, tables[name], [entry.row for entry in entries])
    return Lexicon(tables, digest.hexdigest()[:12], tuple(problems))


def merged(table: str, rows: Iterable[Row], own: list[Row]) -> list[Row]:
    """Return the user's rows, followed by the shipped rows whose keys they do not have; of two rows that fit alike
    the coder takes the first."""
    key_of = FORMS[table].key_of
    taken = {key_of(row) for row in own}
    return [*own, *(row for row in rows if key_of(row) not in taken)]
