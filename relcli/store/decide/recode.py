"""Coding the stored documents again, with today's coder and lexicon.

First it is told what would be gained, lost and changed, sentence by sentence; only then is anything written,
and it can be undone. A new coding takes the place of the old one whose sentence it shares: the event keeps its
number, and what people decided about it keeps holding. A coding that people decided about and that the coder no
longer finds stays as it is; so does what they wrote themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from relcli.resolve.mention import HAND, block_of
from relcli.store.decide.log import renew_pins
from relcli.store.decide.undo import copy_pins, remove_empty
from relcli.store.mentions import row_to_coding, row_to_document
from relcli.store.rows import CODING_COLUMNS, DOCUMENT_COLUMNS
from relcli.store.write.documents import Coded, insert_event
from relcli.store.write.resolution import resolve_mentions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from relcli.coder import Coder
    from relcli.coding import CodedEvent, Document
    from relcli.store.write.batches import Batch

RECODE_FIELDS = ("change", "event", "document", "headline", "differences", "evidence")
"""The record of the `recode` listing."""

_NOT_CODING = frozenset({"number", "part_of", "coder", "lexicon", "trace", "start_offset", "end_offset"})
_COMPARED = tuple(name for name in CODING_COLUMNS if name not in _NOT_CODING)
"""What has to differ for a coding to be another one; where the sentence stands says nothing."""


class Held(NamedTuple):
    """A coding that is stored: its mention, its event, and whether people decided about it."""

    mention_id: int
    event_id: int
    pinned: bool
    coded: CodedEvent


class Change(NamedTuple):
    """One coding gained, lost or changed."""

    change: str
    event: int | None
    document: str
    headline: str
    differences: str
    evidence: str


@dataclass
class Recoded:
    """A document whose coding is another one now."""

    document_id: int
    document: Document
    events: list[CodedEvent]
    held: list[Held]
    heirs: dict[int, Held]  # place of a coding among those of `told` -> the one whose place it takes
    changes: list[Change] = field(default_factory=list)

    @property
    def kept(self) -> list[Held]:
        """The codings that nothing takes the place of and that people decided about."""
        placed = {old.mention_id for old in self.heirs.values()}
        return [old for old in self.held if old.pinned and old.mention_id not in placed]


def stored_documents(connection: sqlite3.Connection) -> Iterator[tuple[int, Document]]:
    """Yield (number, document) of all documents that were coded here."""
    query = f"SELECT id, {', '.join(DOCUMENT_COLUMNS)} FROM document WHERE producer = '' ORDER BY id"
    return ((row[0], row_to_document(row[1:])) for row in connection.execute(query))


def compare(connection: sqlite3.Connection, document_id: int, document: Document, events: list[CodedEvent]) -> Recoded:
    """Return what a new coding of a document changes; `changes` is empty if it is the same."""
    held = _held(connection, document_id)
    new = told(events)
    recoded = Recoded(document_id, document, events, held, _heirs(held, new))
    occasions = _sentences([old.coded for old in held]), _sentences(new)
    for place, coded in enumerate(new):
        old = recoded.heirs.get(place)
        differing = differences(old.coded, coded) if old else ""
        if old and occasions[0].get(old.coded.part_of) != occasions[1].get(coded.part_of):
            differing = "; ".join(filter(None, (differing, "part_of another occasion")))
        if old is None or differing:
            recoded.changes.append(_change("changed" if old else "gained", old, document, coded, differing))
    placed = {old.mention_id for old in recoded.heirs.values()}
    for old in held:
        if old.mention_id not in placed and not old.pinned:
            recoded.changes.append(_change("lost", old, document, old.coded, ""))
    return recoded


def told(events: Iterable[CodedEvent]) -> list[CodedEvent]:
    """Return events, each followed by its retellings."""
    return [coded for event in events for coded in (event, *event.retellings)]


def _sentences(codings: Iterable[CodedEvent]) -> dict[int | None, tuple[int, int]]:
    """Return where the sentence of each numbered event stands, to compare occasions by it."""
    return {coded.number: (coded.start, coded.end) for coded in reversed(list(codings))}


def _change(kind: str, old: Held | None, document: Document, coded: CodedEvent, differing: str) -> Change:
    """Return the line that tells a change."""
    evidence = document.body[coded.start : coded.end]
    return Change(kind, old and old.event_id, document.name, coded.headline, differing, evidence)


def _held(connection: sqlite3.Connection, document_id: int) -> list[Held]:
    """Return the codings of a document that count and that the coder made."""
    query = f"""SELECT mention.id, event_mention.event_id, event_mention.pin IS NOT NULL,
            {", ".join(f"mention.{column}" for column in CODING_COLUMNS)}
        FROM mention JOIN event_mention ON event_mention.mention_id = mention.id
        WHERE mention.document_id = ? AND mention.coder <> ? ORDER BY mention.number, mention.telling"""
    rows = connection.execute(query, (document_id, HAND))
    return [Held(row[0], row[1], bool(row[2]), row_to_coding(row[3:])) for row in rows]


def _heirs(held: list[Held], new: list[CodedEvent]) -> dict[int, Held]:
    """Return which old coding each new one takes the place of, the most alike first."""
    pairs = []
    for place, coded in enumerate(new):
        for number, old in enumerate(held):
            if likeness := _alike(old.coded, coded):
                pairs.append((-likeness, number, place))
    heirs: dict[int, Held] = {}
    for _, number, place in sorted(pairs):
        if place not in heirs and held[number] not in heirs.values():
            heirs[place] = held[number]
    return heirs


def _alike(old: CodedEvent, new: CodedEvent) -> int:
    """Return how surely a new coding takes the place of an old one; 0 = not at all: the sentences are others,
    or neither the act nor the parties are the same.
    """
    if old.end <= new.start or new.end <= old.start:
        return 0
    same_parties = {*old.source, *old.target} == {*new.source, *new.target}
    if old.type != new.type and not same_parties:
        return 0
    exactly = (old.start, old.end) == (new.start, new.end)
    same = block_of(old) == block_of(new)
    return 1 + 8 * same + 4 * (old.type == new.type) + 2 * same_parties + exactly + 16 * (not differences(old, new))


def differences(old: CodedEvent, new: CodedEvent) -> str:
    """Return in words in what two codings differ, '' if in nothing."""
    found = []
    for name in _COMPARED:
        before, after = _shown(getattr(old, name)), _shown(getattr(new, name))
        if before != after:
            found.append(f"{name} {before or '-'} → {after or '-'}")
    return "; ".join(found)


def _shown(value: object) -> str:
    """Return a field of a coding as it is told."""
    if isinstance(value, tuple):
        return ",".join(value)
    return "" if value is None else str(value)


def recode(connection: sqlite3.Connection, changed: Iterable[Recoded], coder: Coder, batch: Batch) -> int:
    """Write new codings of documents in one transaction; return how many events are new."""
    new, poorer = [], set()
    with batch.transaction(connection):
        for recoded in changed:
            _retire(connection, recoded, batch.id(connection))
            new += _write(connection, recoded, coder, batch.id(connection))
            poorer |= {old.event_id for old in recoded.held}
        held = "SELECT mention_id FROM event_mention WHERE event_id = ?"
        company = [row[0] for event_id in sorted(poorer) for row in connection.execute(held, (event_id,))]
        events = resolve_mentions(connection, dict.fromkeys([*new, *company]), also=poorer)
        remove_empty(connection, poorer)
        if new or poorer:
            batch.count(connection, events=events, mentions=len(new))
    return events


def _retire(connection: sqlite3.Connection, recoded: Recoded, batch_id: int) -> None:
    """Put away the codings that do not count any more; they stay, so that this can be undone."""
    kept = recoded.kept
    gone = [(old.mention_id,) for old in recoded.held if old not in kept]
    connection.executemany(
        """UPDATE mention SET retired_by = ?,
            retired_event = (SELECT event_id FROM event_mention WHERE mention_id = mention.id) WHERE id = ?""",
        [(batch_id, *row) for row in gone],
    )
    connection.executemany("UPDATE event SET best_mention_id = NULL WHERE best_mention_id = ?", gone)
    connection.executemany("DELETE FROM event_mention WHERE mention_id = ?", gone)


def _write(connection: sqlite3.Connection, recoded: Recoded, coder: Coder, batch_id: int) -> list[int]:
    """Write the new codings of a document, numbered after those that stay; return their mentions."""
    query = """SELECT ifnull(max(mention.number), 0) FROM mention
        JOIN event_mention ON event_mention.mention_id = mention.id WHERE mention.document_id = ?"""
    offset = int(connection.execute(query, (recoded.document_id,)).fetchone()[0])
    place = Coded(recoded.document_id, recoded.document.body, batch_id, coder.name, coder.lexicon_version)
    mentions: list[int] = []
    for event in recoded.events:
        part_of = None if event.part_of is None else event.part_of + offset
        mentions += insert_event(connection, replace(event, number=event.number + offset, part_of=part_of), place)
    for number, old in recoded.heirs.items():
        mention_id = mentions[number]
        connection.execute("UPDATE mention SET replaces = ? WHERE id = ?", (old.mention_id, mention_id))
        connection.execute("UPDATE event_mention SET event_id = ? WHERE mention_id = ?", (old.event_id, mention_id))
        copy_pins(connection, old.mention_id, mention_id)
    renew_pins(connection, mentions)
    return mentions
