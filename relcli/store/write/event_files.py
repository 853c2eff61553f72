"""Event files -> database, thousands of rows a second.

Rows of an event file need no clustering: those of the same producer, actors, code and day are one event
(`exact_block_of`). So thousands of rows are looked up, grouped and written at once, with all tables kept in step.
Only rows that meet an event which a person decided about take the general way of `write.resolution`.

A row is known by the producer's own id together with what the row says: files that come late, twice or overlap
change nothing, and one id with two contents (ICEWS has them) is two rows.
"""

from __future__ import annotations

from collections import defaultdict
from hashlib import blake2b, sha256
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from relcli.coding import CodedEvent
from relcli.model import SECTORS
from relcli.resolve.derive import derive, distinct_outlets
from relcli.resolve.mention import NO_EVENT, Mention, exact_block_of
from relcli.store.mentions import coding_to_row
from relcli.store.query.conditions import marks
from relcli.store.rows import CODING_COLUMNS, split
from relcli.store.write.events import EventWriter
from relcli.store.write.resolution import load_mentions, resolve_mentions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from relcli.coding import ReportedEvent
    from relcli.store.write.batches import Batch

_MENTION_COLUMNS = ("id", "telling", "batch_id", "document_id", *CODING_COLUMNS)
_INSERT_MENTION = (
    f"INSERT INTO mention ({', '.join(_MENTION_COLUMNS)}) VALUES ({', '.join('?' * len(_MENTION_COLUMNS))})"
)
_INSERT_SOURCE = "INSERT INTO mention_source VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_DOCUMENT = """
INSERT INTO document (id, batch_id, content_hash, name, date, date_precision, title, outlet, url, characters, body,
                      producer)
VALUES (?, ?, ?, ?, ?, 'day', '', ?, ?, ?, ?, ?)
"""
_INSERT_EVENT_MENTION = "INSERT INTO event_mention VALUES (?, ?, ?, ?, ?, NULL)"
_NOT_SIMPLE = """
SELECT 1 FROM event_mention LEFT JOIN mention_export ON mention_export.mention_id = event_mention.mention_id
WHERE block = ? AND (pin IS NOT NULL OR mention_export.mention_id IS NOT NULL) LIMIT 1
"""
"""Whether a person decided about an event, or it came with an export and counts for several reports."""

_MENTIONS_OF_ROW = """
SELECT mention_source.mention_id, ifnull(mention_export.key, ''), mention_source.digest = :digest FROM mention_source
JOIN mention ON mention.id = mention_source.mention_id JOIN document ON document.id = mention.document_id
LEFT JOIN mention_export ON mention_export.mention_id = mention_source.mention_id
WHERE mention_source.producer = :producer AND mention_source.source_id = :source_id
  AND (mention_source.digest = :digest OR (mention_source.code = :code AND document.name = :name
       AND document.url = :url AND (mention_export.mention_id IS NOT NULL OR NOT :exported_only)))
ORDER BY mention_source.digest = :digest DESC, mention_source.mention_id
"""
"""The reports that a row is, those of just this content first. What came with an export is known by what nobody can
edit."""

_OUTLETS = """
SELECT document.outlet, substr(document.body, mention.start_offset + 1, mention.end_offset - mention.start_offset)
FROM event_mention
JOIN mention ON mention.id = event_mention.mention_id JOIN document ON document.id = mention.document_id
WHERE event_mention.event_id = ? ORDER BY document.date, document.content_hash, mention.number, mention.telling
"""
_COUNT_DOCUMENTS = """
SELECT count(DISTINCT mention.document_id) FROM event_mention
JOIN mention ON mention.id = event_mention.mention_id WHERE event_mention.event_id = ?
"""
_Value = TypeVar("_Value", str, int)
ROWS_PER_TRANSACTION = 5000
"""Half a second's work; with a thousand rows the import takes a third longer, for committing."""

_MANY = 500
"""How many values one statement looks up."""


class Added(NamedTuple):
    """What some rows added: new mentions, new events, and how many rows were known."""

    mentions: int
    events: int
    known: int


def import_rows(
    connection: sqlite3.Connection, rows: Iterable[ReportedEvent], batch: Batch, *, day: str
) -> Iterator[Added]:
    """Write the rows of an event file, a transaction for each five thousand; yield what each added.

    `day` is the ISO day of import.
    """
    waiting = iter(rows)
    while chunk := list(islice(waiting, ROWS_PER_TRANSACTION)):
        with batch.transaction(connection):
            added = _Chunk(connection, batch, day).write(chunk)
        yield added


class _Report(NamedTuple):
    """The document of a row: bodyless, but for the sentence where the file has one."""

    producer: str
    name: str
    url: str
    outlet: str
    published: str
    body: str

    @property
    def content_hash(self) -> str:
        """The hash by which it is known; it cannot be that of an imported document."""
        return sha256("\0".join(("event file", *self)).encode()).hexdigest()


class _Chunk:
    """Writes some rows into all tables."""

    def __init__(self, connection: sqlite3.Connection, batch: Batch, day: str) -> None:
        self._connection = connection
        self._batch = batch
        self._day = day
        self._writer = EventWriter(connection)

    def write(self, rows: Sequence[ReportedEvent]) -> Added:
        """Write what is new; return what it was."""
        new = self._unknown(rows)
        if not new:
            return Added(0, 0, len(rows))
        by_block: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._mentions(new):
            by_block[mention.block].append(mention)
        held = self._events_with(list(by_block))
        fresh = [group for block, group in by_block.items() if block not in held]
        self._add_events(fresh)
        grown = [(held[block], group) for block, group in by_block.items() if block in held]
        events = len(fresh) + self._grow(grown)
        self._batch.count(self._connection, events=events, mentions=len(new))
        return Added(len(new), events, len(rows) - len(new))

    def _unknown(self, rows: Sequence[ReportedEvent]) -> dict[int, ReportedEvent]:
        """Return the rows that are not in the database by their digest, each once."""
        new = {digest_of(row): row for row in rows}
        named: dict[str, set[str]] = defaultdict(set)
        for row in new.values():
            named[row.producer].add(row.source_id)
        for producer, source_ids in named.items():
            for part in _parts(sorted(source_ids)):
                query = f"SELECT digest FROM mention_source WHERE producer = ? AND source_id IN ({marks(part)})"
                for (digest,) in self._connection.execute(query, (producer, *part)):
                    new.pop(digest, None)
        for digest in self._came_with_export(new):
            del new[digest]
        return new

    def _came_with_export(self, rows: dict[int, ReportedEvent]) -> list[int]:
        """Return which rows are here as records of an export, which may have been edited before."""
        exported = "SELECT EXISTS (SELECT 1 FROM mention_export JOIN mention_source USING (mention_id))"
        if not self._connection.execute(exported).fetchone()[0]:
            return []
        return [digest for digest, row in rows.items() if mentions_of_row(self._connection, row, exported_only=True)]

    def _mentions(self, rows: dict[int, ReportedEvent]) -> list[Mention]:
        """Write the mentions of rows with their documents; return them, still without an event."""
        connection = self._connection
        reports = {row: report_of(row) for row in rows.values()}
        documents = self._documents(dict.fromkeys(reports.values()))
        next_id = _last_id(connection, "mention") + 1
        batch_id = self._batch.id(connection)
        mentions, written, sources = [], [], []
        for mention_id, (digest, row) in enumerate(rows.items(), next_id):
            report = reports[row]
            document_id, content_hash = documents[report]
            coded = coding_of(row, digest)
            said = (row.evidence, exact_block_of(row), (row.date, row.date), 0, content_hash)
            where = (report.name, report.published, report.outlet, report.url)
            mentions.append(Mention(mention_id, coded, *said, *where, self._day, None, row.producer))
            written.append((mention_id, 0, batch_id, document_id, *coding_to_row(coded)))
            own = (row.code, row.goldstein, row.source_quad, row.place_country)
            sources.append((mention_id, row.producer, row.source_id, digest, *own))
        connection.executemany(_INSERT_MENTION, written)
        connection.executemany(_INSERT_SOURCE, sources)
        sentences = [(mention.id, mention.evidence) for mention in mentions if mention.evidence]
        connection.executemany("INSERT INTO mention_search (rowid, evidence) VALUES (?, ?)", sentences)
        return mentions

    def _documents(self, reports: Iterable[_Report]) -> dict[_Report, tuple[int, str]]:
        """Return (id, content hash) of the document of each report; missing ones are made."""
        connection = self._connection
        hashes = {report.content_hash: report for report in reports}
        known: dict[str, int] = {}
        for part in _parts(list(hashes)):
            query = f"SELECT content_hash, id FROM document WHERE content_hash IN ({marks(part)})"
            known.update(connection.execute(query, part))
        missing = [content_hash for content_hash in hashes if content_hash not in known]
        batch_id = self._batch.id(connection)
        rows = []
        for document_id, content_hash in enumerate(missing, _last_id(connection, "document") + 1):
            report = hashes[content_hash]
            described = (report.name, report.published, report.outlet, report.url, len(report.body), report.body)
            rows.append((document_id, batch_id, content_hash, *described, report.producer))
            known[content_hash] = document_id
        connection.executemany(_INSERT_DOCUMENT, rows)
        texts = [(known[content_hash], hashes[content_hash].body) for content_hash in missing]
        connection.executemany(
            "INSERT INTO document_search (rowid, title, body) VALUES (?, '', ?)", [text for text in texts if text[1]]
        )
        self._batch.count(connection, documents=len(rows))
        return {report: (known[content_hash], content_hash) for content_hash, report in hashes.items()}

    def _events_with(self, blocks: list[str]) -> dict[str, int]:
        """Return the event of each block that has one already; the smallest if a person split it."""
        held: dict[str, int] = {}
        for part in _parts(blocks):
            query = f"""SELECT block, min(event_id) FROM event_mention
                WHERE block IN ({marks(part)}) AND event_id <> {NO_EVENT} GROUP BY block"""
            held.update(self._connection.execute(query, part))
        return held

    def _add_events(self, groups: Sequence[Sequence[Mention]]) -> None:
        """Write one new event for each group of mentions."""
        connection = self._connection
        events, held = [], []
        for event_id, group in enumerate(groups, _last_id(connection, "event") + 1):
            event, best = derive(group, event_id)
            events.append((event, best.id, best.producer))
            held += [_held(mention, event_id) for mention in group]
        self._writer.insert(events)
        connection.executemany(_INSERT_EVENT_MENTION, held)

    def _grow(self, groups: Sequence[tuple[int, list[Mention]]]) -> int:
        """Add mentions to known events, one of which may have several groups; return how many events are new (a person
        may have split one).
        """
        decided: list[int] = []
        for event_id, group in groups:
            if self._connection.execute(_NOT_SIMPLE, (group[0].block,)).fetchone():
                self._connection.executemany(_INSERT_EVENT_MENTION, [_held(mention, NO_EVENT) for mention in group])
                decided += [mention.id for mention in group]
            else:
                self._grow_event(event_id, group)
        self._writer.finish()  # resolution has a writer of its own
        return resolve_mentions(self._connection, decided) if decided else 0

    def _grow_event(self, event_id: int, group: Sequence[Mention]) -> None:
        """Add mentions to an event without loading those it has: its best one represents all of them."""
        connection = self._connection
        connection.executemany(_INSERT_EVENT_MENTION, [_held(mention, event_id) for mention in group])
        query = "SELECT best_mention_id, mentions, sectors, first_seen FROM event WHERE id = ?"
        best_id, mentions, sectors, first_seen = connection.execute(query, (event_id,)).fetchone()
        held = load_mentions(connection, "event_mention.mention_id = ?", (best_id,))
        event, best = derive([*held, *group], event_id)
        named = {*event.sectors, *split(sectors)}
        grown = event._replace(
            mentions=mentions + len(group),
            outlets=max(1, distinct_outlets(connection.execute(_OUTLETS, (event_id,)))),
            documents=connection.execute(_COUNT_DOCUMENTS, (event_id,)).fetchone()[0],
            sectors=tuple(sector for sector in SECTORS if sector in named),
            first_seen=min(event.first_seen, first_seen),
        )
        self._writer.write(grown, best.id, best.producer)


def digest_of(row: ReportedEvent) -> int:
    """Return a number for what a row says, the same in every database."""
    said = (
        row.producer, row.source_id, row.date, row.published, ";".join(row.source), ";".join(row.target), row.code,
        row.type, row.mode, row.place, row.url or row.document, row.evidence,
    )  # fmt: skip
    return int.from_bytes(blake2b("\0".join(said).encode(), digest_size=8).digest(), "big", signed=True)


def mentions_of_row(
    connection: sqlite3.Connection, row: ReportedEvent, *, exported_only: bool = False
) -> list[tuple[int, str]]:
    """Return the mentions that are a row, each with the key of the record it came with ('' = none): those with the same
    content, else those of the same id, code and report (`exported_only`: if they came with an export).
    """
    values = {
        "digest": digest_of(row), "producer": row.producer, "source_id": row.source_id, "code": row.code,
        "name": row.document, "url": row.url, "exported_only": exported_only,
    }  # fmt: skip
    found = connection.execute(_MENTIONS_OF_ROW, values).fetchall()
    return [(mention_id, key) for mention_id, key, same in found if same or not found[0][2]]


def report_of(row: ReportedEvent) -> _Report:
    """Return the document of a row."""
    return _Report(row.producer, row.document, row.url, row.outlet, row.published, row.evidence)


def coding_of(row: ReportedEvent, digest: int) -> CodedEvent:
    """Return the coding of a row. Its number in the document comes from what it says, so that the order of files does
    not matter.
    """
    return CodedEvent(
        number=digest >> 16 & 0xFFFFFFFFFFFF,
        source=row.source,
        target=row.target,
        mutual=row.mutual,
        type=row.type,
        modality=row.modality,
        start=0,
        end=len(row.evidence),
        date=row.date,
        date_end=row.date,
        date_basis=row.date_basis,
        mode=row.mode,
        quad_class=row.quad_class,
        intensity=row.intensity,
        sectors=row.sectors,
        place=row.place,
        host=row.host,
        headline=row.headline,
        coder=row.producer,
        confidence=None,
    )


def _held(mention: Mention, event_id: int) -> tuple[int, int, str, str, str]:
    """Return the row that puts a mention into an event."""
    return mention.id, event_id, mention.block, *mention.window


def _last_id(connection: sqlite3.Connection, table: str) -> int:
    """Return the highest id a table ever gave out."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    return int(row[0]) if row else 0


def _parts(values: list[_Value]) -> Iterator[list[_Value]]:
    """Yield values in parts that one statement can take."""
    for start in range(0, len(values), _MANY):
        yield values[start : start + _MANY]
