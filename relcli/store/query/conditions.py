"""The leaves of a question's tree: small conditions on events, each in SQL.

Conditions on lists probe the covering tables with the event's own date and id, a single look-up each. What
each filter means is written down a second time, in plain Python, for the tests: both must agree on generated
events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.store.query.fulltext import full_text_query
from relcli.store.query.tree import Node, Sql

if TYPE_CHECKING:
    from collections.abc import Sequence


class Field(Node):
    """One plain column (type, mode, modality, id) has one of some values."""

    def __init__(self, column: str, values: tuple[str | int, ...]) -> None:
        self.column = column
        self.values = values

    def sql(self) -> Sql:
        """See Node."""
        return Sql(f"event.{self.column} IN ({_marks(self.values)})", self.values)


class Countries(Node):
    """One of some actors takes part, on either side."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        self.codes = codes

    def sql(self) -> Sql:
        """See Node."""
        return _probe("event_country", f"country IN ({_marks(self.codes)})", self.codes)


class Role(Node):
    """One of some actors acts ("source") or is acted upon ("target"); in a mutual event everybody does
    both.
    """

    def __init__(self, role: str, codes: tuple[str, ...]) -> None:
        self.role = role
        self.codes = codes

    def sql(self) -> Sql:
        """See Node."""
        condition = f"role = ? AND actor IN ({_marks(self.codes)})"
        return _probe("event_actor", condition, (self.role, *self.codes))


class Between(Node):
    """Two actors are on different sides of the event, or both parties of a mutual one."""

    def __init__(self, one: str, other: str) -> None:
        self.first, self.second = min(one, other), max(one, other)

    def sql(self) -> Sql:
        """See Node."""
        return _probe("event_dyad", "first = ? AND second = ?", (self.first, self.second))


class Mutual(Node):
    """Both sides do it, or not."""

    def __init__(self, wanted: bool) -> None:
        self.wanted = wanted

    def sql(self) -> Sql:
        """See Node."""
        return Sql("event.mutual = ?", (int(self.wanted),))


class Sectors(Node):
    """The event belongs to one of some sectors."""

    def __init__(self, sectors: tuple[str, ...]) -> None:
        self.sectors = sectors

    def sql(self) -> Sql:
        """See Node."""
        return _probe("event_sector", f"sector IN ({_marks(self.sectors)})", self.sectors)


class _Worded(Node):
    """All of some words occur somewhere, in any order."""

    def __init__(self, words: str) -> None:
        self.words = words


_EVENTS_OF_PERSON = """
WITH RECURSIVE names(name) AS (
    SELECT min(person) FROM event_person
    UNION ALL
    SELECT (SELECT min(person) FROM event_person WHERE person > names.name) FROM names
    WHERE names.name IS NOT NULL
)
SELECT event_id FROM event_person
WHERE person IN (SELECT name FROM names WHERE has_words(ifnull(name, ''), ?))
"""
"""Steps from name to name in the index: each name is compared once and not once for each of its events."""


class Person(_Worded):
    """All words occur in the name of one person taking part."""

    def sql(self) -> Sql:
        """See Node."""
        return Sql(f"event.id IN ({_EVENTS_OF_PERSON})", (self.words,))


class Place(_Worded):
    """All words occur in the place."""

    def sql(self) -> Sql:
        """See Node."""
        return Sql("has_words(event.place, ?)", (self.words,))


class Outlet(_Worded):
    """All words occur in the name of an outlet that reports the event."""

    def sql(self) -> Sql:
        """See Node."""
        query = """event.id IN (SELECT event_mention.event_id FROM document
            JOIN mention ON mention.document_id = document.id
            JOIN event_mention ON event_mention.mention_id = mention.id
            WHERE has_words(document.outlet, ?))"""
        return Sql(query, (self.words,))


class Words(_Worded):
    """All words and "phrases in quotation marks" occur in the evidence of one mention.

    `raw` words are a query in FTS5's own syntax.
    """

    def __init__(self, words: str, *, raw: bool = False) -> None:
        super().__init__(words)
        self.raw = raw

    def sql(self) -> Sql:
        """See Node."""
        quoted = self.words if self.raw else full_text_query(self.words)
        if not quoted:
            return Sql("0")
        query = """event.id IN (SELECT event_mention.event_id FROM mention_search
            JOIN event_mention ON event_mention.mention_id = mention_search.rowid
            WHERE mention_search MATCH ?)"""
        return Sql(query, (quoted,))


class Producers(Node):
    """One of some producers coded the event, '' = relcli."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names

    def sql(self) -> Sql:
        """See Node.

        The index `event_producer` holds events of event files only, and is used where the condition says so.
        """
        if len(self.names) == 1 and self.names[0]:
            return Sql("event.producer = ? AND event.producer <> ''", self.names)
        return Sql(f"event.producer IN ({_marks(self.names)})", self.names)


class ImportedSince(Node):
    """A mention of the event was imported on a day or later."""

    def __init__(self, day: str) -> None:
        self.day = day

    def sql(self) -> Sql:
        """See Node."""
        query = """event.id IN (SELECT event_mention.event_id FROM batch
            JOIN mention ON mention.batch_id = batch.id
            JOIN event_mention ON event_mention.mention_id = mention.id
            WHERE batch.started >= ?)"""
        return Sql(query, (self.day,))


def _probe(table: str, condition: str, parameters: tuple[str, ...]) -> Sql:
    """Return the condition that a covering table has a row for this very event."""
    row = f"{table}.date = event.date AND {table}.event_id = event.id"
    return Sql(f"EXISTS (SELECT 1 FROM {table} WHERE {condition} AND {row})", parameters)


def _marks(values: Sequence[object]) -> str:
    """Return as many bound-parameter marks as there are values."""
    return ", ".join("?" * len(values))
