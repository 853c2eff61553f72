"""What people search for, as FTS5 understands it: every word quoted, so that nothing they type is syntax."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING

from relcli.errors import UsageError
from relcli.store.interrupts import swallowed_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.query.filters import Filters


def full_text_query(text: str) -> str:
    """Return an FTS5 query for all words and "phrases" of `text`, each quoted, so that nothing in it is syntax."""
    return " ".join(f'"{" ".join(phrase)}"' for phrase in phrases(text))


def needed_words(filters: Filters) -> str:
    """Return the FTS5 query that everything has to match that fulfils some filters, '' if no words are needed."""
    needed = [filters.text if filters.raw_text else full_text_query(filters.text)]
    for group in filters.groups:
        of_each = [needed_words(alternative) for alternative in group]
        needed.append(" OR ".join(f"({each})" for each in of_each) if all(of_each) else "")
    return " AND ".join(f"({each})" for each in needed if each)


def phrases(text: str) -> list[list[str]]:
    """Return the words and phrases of a text as lists of tokens, without those that have none."""
    parts = (quoted or word for quoted, word in re.findall(r'"([^"]*)"|(\S+)', text))
    return [found for part in parts if (found := tokens(part))]


def tokens(text: str) -> list[str]:
    """Return the tokens of a text as FTS5's unicode61 makes them: letters and digits, lower case, no accents."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return re.findall(r"[^\W_]+", "".join(sign for sign in decomposed if not unicodedata.combining(sign)))


@contextmanager
def explained(raw: str) -> Iterator[None]:
    """Turn SQLite's errors about a `raw` query, in FTS5's own syntax, into UsageError; '' = no such query."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if (interrupt := swallowed_by(error)) is not None:
            raise interrupt from None
        if raw and error.sqlite_errorcode == sqlite3.SQLITE_ERROR:  # not locked, not damaged
            raise UsageError(f"cannot read the query {raw!r} ({error})", hint="see FTS5's query syntax") from error
        raise
