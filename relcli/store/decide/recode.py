"""Coding the stored documents again, with today's coder and lexicon.

First it is shown what would be gained, lost and changed, sentence by sentence; only then is anything written, and it
can be undone. A new coding takes the place of the old one whose sentence it shares: the event keeps its number, and
what people decided about it still holds. A coding that people decided about and that the coder no longer finds stays
as it is; so does what they wrote themselves.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from relcli.model import EXPORT, HAND
from relcli.resolve.mention import block_of
from relcli.store.decide.removal import remove_empty
from relcli.store.decide.returning import pass_on
from relcli.store.decision_log import renew_pins
from relcli.store.mentions import row_to_document
from relcli.store.rows import CODING_COLUMNS, DOCUMENT_COLUMNS
from relcli.store.write.documents import Coded, insert_event
from relcli.store.write.resolution import load_mentions, mentions_of, resolve_mentions

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from relcli.coder import Coder
    from relcli.coding import CodedEvent, Document
    from relcli.resolve.mention import Mention
    from relcli.store.write.batches import Batch

ChangeKind = Literal["gained", "lost", "changed"]

RECODE_FIELDS = ("change", "event", "document", "headline", "differences", "evidence")
"""The record of the `recode` listing."""

_NOT_CODING = frozenset({"number", "part_of", "coder", "lexicon", "trace", "start_offset", "end_offset"})
_COMPARED = tuple(name for name in CODING_COLUMNS if name not in _NOT_CODING)
"""The columns by which two codings differ; where the sentence is does not matter."""


class Change(NamedTuple):
    """One coding gained, lost or changed."""

    change: ChangeKind
    event: int | None
    document: str
    headline: str
    differences: str
    evidence: str


@dataclass
class Recoded:
    """A document with its new coding beside the stored one."""

    document_id: int
    document: Document
    events: list[CodedEvent]
    stored: list[Mention]
    replaced: dict[int, Mention]  # place of a new coding among all with retellings -> the mention whose place it takes
    changes: list[Change] = field(default_factory=list)

    @property
    def kept(self) -> list[Mention]:
        """The mentions that nothing takes the place of and that people decided about."""
        return [old for old in self._without_heir() if old.pin is not None]

    @property
    def lost(self) -> list[Mention]:
        """The mentions that nothing replaces and that no decision concerns."""
        return [old for old in self._without_heir() if old.pin is None]

    def _without_heir(self) -> list[Mention]:
        replaced = {old.id for old in self.replaced.values()}
        return [old for old in self.stored if old.id not in replaced]


def stored_documents(connection: sqlite3.Connection) -> Iterator[tuple[int, Document]]:
    """Yield (number, document) of all documents that were coded here."""
    query = f"SELECT id, {', '.join(DOCUMENT_COLUMNS)} FROM document WHERE producer = '' ORDER BY id"
    return ((row[0], row_to_document(row[1:])) for row in connection.execute(query))


def compare(connection: sqlite3.Connection, document_id: int, document: Document, events: list[CodedEvent]) -> Recoded:
    """Return what a new coding of a document changes; `changes` is empty if it is the same."""
    stored = _stored_mentions(connection, document_id)
    new = with_retellings(events)
    recoded = Recoded(document_id, document, events, stored, _replaced(stored, new))
    occasions = _sentences([old.coded for old in stored]), _sentences(new)
    for place, coded in enumerate(new):
        old = recoded.replaced.get(place)
        differing = differences(old.coded, coded) if old else ""
        if old and occasions[0].get(old.coded.part_of) != occasions[1].get(coded.part_of):
            differing = "; ".join(filter(None, (differing, "part_of another occasion")))
        if old is None or differing:
            recoded.changes.append(_change("changed" if old else "gained", old, document, coded, differing))
    recoded.changes += [_change("lost", old, document, old.coded, "") for old in recoded.lost]
    return recoded


def with_retellings(events: Iterable[CodedEvent]) -> list[CodedEvent]:
    """Return events, each followed by its retellings."""
    return [coded for event in events for coded in (event, *event.retellings)]


def _sentences(codings: Iterable[CodedEvent]) -> dict[int | None, tuple[int, int]]:
    """Return where the sentence of each numbered event is, to compare occasions by it."""
    return {coded.number: (coded.start, coded.end) for coded in reversed(list(codings))}


def _change(kind: ChangeKind, old: Mention | None, document: Document, coded: CodedEvent, differing: str) -> Change:
    """Return the line that describes a change."""
    evidence = document.body[coded.start : coded.end]
    return Change(kind, old.event_id if old else None, document.name, coded.headline, differing, evidence)


def _stored_mentions(connection: sqlite3.Connection, document_id: int) -> list[Mention]:
    """Return the mentions of a document that count and that the coder made."""
    where = "mention.document_id = ? AND mention.coder NOT IN (?, ?) ORDER BY mention.number, mention.telling"
    return load_mentions(connection, where, (document_id, HAND, EXPORT))


def _replaced(stored: list[Mention], new: list[CodedEvent]) -> dict[int, Mention]:
    """Return which old mention each new coding takes the place of, the most alike first."""
    pairs = []
    for place, coded in enumerate(new):
        for number, old in enumerate(stored):
            if likeness := _alike(old.coded, coded):
                pairs.append((-likeness, number, place))
    replaced: dict[int, Mention] = {}
    taken: set[int] = set()
    for _, number, place in sorted(pairs):
        if place not in replaced and number not in taken:
            replaced[place] = stored[number]
            taken.add(number)
    return replaced


def _alike(old: CodedEvent, new: CodedEvent) -> int:
    """Return how surely a new coding takes the place of an old one; 0 = not at all: the sentences do not overlap, or
    neither the act nor the parties are the same.
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
    """Return in words how two codings differ, '' if they do not."""
    found = []
    for name in _COMPARED:
        before, after = _shown(getattr(old, name)), _shown(getattr(new, name))
        if before != after:
            found.append(f"{name} {before or '-'} → {after or '-'}")
    return "; ".join(found)


def _shown(value: object) -> str:
    """Return a field of a coding as it is shown."""
    if isinstance(value, tuple):
        return ",".join(value)
    return "" if value is None else str(value)


class StaleError(Exception):
    """The database was coded again by another program since the codings were compared with it."""


def state_of_codings(connection: sqlite3.Connection) -> tuple[object, ...]:
    """Return what changes whenever documents are coded again, or that is undone."""
    query = "SELECT count(*), ifnull(max(id), 0), total(undone <> '') FROM batch WHERE kind = 'recode'"
    return tuple(connection.execute(query).fetchone())


def recode(
    connection: sqlite3.Connection,
    changed: Iterable[Recoded],
    coder: Coder,
    batch: Batch,
    compared_with: tuple[object, ...] | None = None,
) -> int:
    """Write new codings of documents in one transaction; return how many events are new.

    The codings are compared again with what is stored now, so that what people decided in the meantime holds.
    `compared_with` is `state_of_codings` from before the first comparison.

    Raises:
        StaleError: documents were coded again since then; nothing is written.
    """
    new, changed_events = [], set()
    with batch.transaction(connection):
        if compared_with not in {None, state_of_codings(connection)}:
            raise StaleError
        for recoded in _compared_again(connection, changed):
            _retire(connection, recoded, batch.id(connection))
            new += _write(connection, recoded, coder, batch.id(connection))
            changed_events |= {old.event_id for old in recoded.stored}
        neighbours = [mention for event_id in sorted(changed_events) for mention in mentions_of(connection, event_id)]
        events = resolve_mentions(connection, dict.fromkeys([*new, *neighbours]), events=changed_events)
        remove_empty(connection, changed_events)
        if new or changed_events:
            batch.count(connection, events=events, mentions=len(new))
    return events


def _compared_again(connection: sqlite3.Connection, changed: Iterable[Recoded]) -> Iterator[Recoded]:
    """Yield what new codings change as the database is now; documents that are gone are left out."""
    for recoded in changed:
        if connection.execute("SELECT 1 FROM document WHERE id = ?", (recoded.document_id,)).fetchone():
            again = compare(connection, recoded.document_id, recoded.document, recoded.events)
            if again.changes:
                yield again


def _retire(connection: sqlite3.Connection, recoded: Recoded, batch_id: int) -> None:
    """Put away the mentions that do not count any more; they stay stored, so that this can be undone."""
    kept = {old.id for old in recoded.kept}
    retired = [(old.id,) for old in recoded.stored if old.id not in kept]
    connection.executemany(
        """UPDATE mention SET retired_by = ?,
            retired_event = (SELECT event_id FROM event_mention WHERE mention_id = mention.id) WHERE id = ?""",
        [(batch_id, *row) for row in retired],
    )
    connection.executemany("UPDATE event SET best_mention_id = NULL WHERE best_mention_id = ?", retired)
    connection.executemany("DELETE FROM event_mention WHERE mention_id = ?", retired)


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
    for number, old in recoded.replaced.items():
        mention_id = mentions[number]
        connection.execute("UPDATE mention SET replaces = ? WHERE id = ?", (old.id, mention_id))
        connection.execute("UPDATE event_mention SET event_id = ? WHERE mention_id = ?", (old.event_id, mention_id))
    pass_on(connection, [(old.id, mentions[number]) for number, old in recoded.replaced.items()])
    renew_pins(connection, mentions)
    return mentions
