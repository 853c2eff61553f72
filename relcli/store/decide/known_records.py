"""Is the event of a record from elsewhere here already? By its key, as a row of its producer, or by what it says.

By what it says: a report of the same sentence in a document of the same name and day (or in any document) has the same
coding, or is of an event that is the same. Each report here is that of one record with a key only: where two events
say the same elsewhere, there are two here.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from relcli.model import EDITABLE, as_text
from relcli.query.cells import SETS
from relcli.resolve.mention import block_of
from relcli.store.mentions import row_to_coding
from relcli.store.read.events import get_event
from relcli.store.rows import CODING_COLUMNS
from relcli.store.write.event_files import mentions_of_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from relcli.coding import CodedEvent
    from relcli.model import Event
    from relcli.store.decide.returned import Place, Record

_SAID = tuple(name for name in EDITABLE if name not in {"part_of", "level", "quad_class", "intensity"})
"""The fields in which two codings have to agree to be the same."""

_HELD = f"""
SELECT mention.id, event_mention.event_id, ifnull(mention_export.key, ''),
       substr(document.body, mention.start_offset + 1, mention.end_offset - mention.start_offset) AS sentence,
       {", ".join(f"mention.{column}" for column in CODING_COLUMNS)}
FROM mention JOIN event_mention ON event_mention.mention_id = mention.id
JOIN document ON document.id = mention.document_id
LEFT JOIN mention_export ON mention_export.mention_id = mention.id
"""
_IN_DOCUMENT = "WHERE mention.document_id = ? AND sentence = ? ORDER BY mention.id"
_IN_BLOCK = "WHERE event_mention.block = ? AND sentence = ? ORDER BY mention.id"
_IN_EVENT = "WHERE event_mention.event_id = ? AND sentence = ? ORDER BY mention.id"


class Documents:
    """The documents of a database by day and name, read a day at a time: there is no index of names, and event files
    have very many documents a day.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._days: dict[str, dict[str, list[tuple[int, str, str]]]] = {}

    def at(self, place: Place) -> list[int]:
        """Return the documents of a place: of this name and day and, where they are given, outlet and address."""
        name, day, outlet, url = place
        if day not in self._days:
            names: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
            query = "SELECT name, id, outlet, url FROM document WHERE date = ? ORDER BY id"
            for held, *document in self._connection.execute(query, (day,)):
                names[held].append((document[0], document[1], document[2]))
            self._days[day] = names
        return [
            document_id
            for document_id, held_outlet, held_url in self._days[day].get(name, ())
            if outlet in {"", held_outlet} and url in {"", held_url}
        ]


class Known:
    """Looks records up in the database, each report for one record with a key."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._taken: set[int] = set()
        self.documents = Documents(connection)

    def event_of(self, record: Record) -> int | None:
        """Return the event here of a record from elsewhere; None if there is none."""
        found = self._by_key(record.key) if record.key else None
        if found is not None:
            return found
        return self._as_row(record) if record.is_row else self._by_content(record)

    def says_the_same(self, record: Record, event_id: int) -> bool:
        """Return whether some report of an event says what a record does."""
        held = self._connection.execute(_HELD + _IN_EVENT, (event_id, record.evidence))
        wanted = _said(record.coded(0))
        return any(_said(row_to_coding(row[4:])) == wanted for row in held)

    def _by_key(self, key: str) -> int | None:
        query = """SELECT event_mention.event_id FROM mention_export
            JOIN event_mention ON event_mention.mention_id = mention_export.mention_id
            WHERE mention_export.key = ?"""
        row = self._connection.execute(query, (key,)).fetchone()
        if row:
            return int(row[0])
        number = number_of(self._connection, key)
        event = None if number is None else get_event(self._connection, number)
        return event.id if event else None

    def _as_row(self, record: Record) -> int | None:
        """Return the event of the row of an event file that a record was made from."""
        for mention_id, key in mentions_of_row(self._connection, record.row()):
            if self._may_be(record, mention_id, key):
                query = "SELECT event_id FROM event_mention WHERE mention_id = ?"
                held = self._connection.execute(query, (mention_id,)).fetchone()
                if held:
                    self._taken.add(mention_id)
                    return int(held[0])
        return None

    def _by_content(self, record: Record) -> int | None:
        wanted = _said(record.coded(0))
        for mention_id, event_id, key, coded in self._candidates(record):
            if not self._may_be(record, mention_id, key):
                continue
            event = None if _said(coded) == wanted else get_event(self._connection, event_id)
            if event is None or _said(event) == wanted:
                if record.key:
                    self._taken.add(mention_id)
                return event_id
        return None

    def _may_be(self, record: Record, mention_id: int, key: str) -> bool:
        """Return whether a report here can be what a record with a key was made from: no other record is."""
        return not record.key or (mention_id not in self._taken and key in {"", record.key})

    def _candidates(self, record: Record) -> Iterator[tuple[int, int, str, CodedEvent]]:
        """Yield mention, event, key and coding of the reports that may say the same."""
        for document_id in self.documents.at(record.place):
            for row in self._connection.execute(_HELD + _IN_DOCUMENT, (document_id, record.evidence)).fetchall():
                yield row[0], row[1], row[2], row_to_coding(row[4:])
        if record.evidence:
            anywhere = (block_of(record.coded(0)), record.evidence)
            for row in self._connection.execute(_HELD + _IN_BLOCK, anywhere).fetchall():
                yield row[0], row[1], row[2], row_to_coding(row[4:])


def number_of(connection: sqlite3.Connection, key: str) -> int | None:
    """Return the number that an event with this key has or had here."""
    row = connection.execute("SELECT event_id FROM event_key WHERE key = ?", (key,)).fetchone()
    return int(row[0]) if row else None


def _said(coded: CodedEvent | Event) -> tuple[object, ...]:
    """Return what a coding or an event says: lists in any order, people with their actors."""
    people = sorted(zip(coded.people, (*coded.people_countries, *[""] * len(coded.people)), strict=False))
    plain = [name for name in _SAID if name not in {"people", "people_countries"}]
    return (*(_in_order(name, as_text(getattr(coded, name))) for name in plain), people)


def _in_order(name: str, text: str) -> str:
    return ";".join(sorted(text.split(";"))) if name in SETS else text
