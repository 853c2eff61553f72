"""Keeping events in step with mentions: after an import, only the events that new mentions touch are derived again.

The unit of work is a stretch: all mentions of one block whose windows of days overlap without a gap. A stretch is
always resolved as a whole, so the result depends on what is in the database and not on the order in which it came.
Occasions go first; if one of them turns out to be another event than before, the acts that were part of it are
resolved again. What people decided (`decision_log`) is put on top of what was derived.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import Counter
from typing import TYPE_CHECKING

from relcli.model import EXPORT, HAND, OCCASION_TYPE
from relcli.resolve.clusters import cluster
from relcli.resolve.derive import derive
from relcli.resolve.mention import NO_EVENT, ONCE, Counted, Mention, is_occasion_block
from relcli.store.decision_log import decided
from relcli.store.mentions import row_to_coding
from relcli.store.rows import CODING_COLUMNS
from relcli.store.write.events import EventWriter, new_event_id

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence

SHORT = 20_000
"""Characters of a document whose sentences SQLite may cut out: each time it counts from the beginning of the text."""

_MENTIONS = f"""
SELECT {", ".join(f"mention.{column}" for column in CODING_COLUMNS)},
       mention.id, document.id,
       CASE WHEN document.characters <= {SHORT}
            THEN substr(document.body, mention.start_offset + 1, mention.end_offset - mention.start_offset) END,
       event_mention.block, event_mention.first_day, event_mention.last_day,
       mention.telling, document.content_hash, document.name, document.date, document.outlet, document.url,
       ifnull(mention_export.first_seen, substr(batch.started, 1, 10)),
       document.producer, event_mention.pin, event_mention.event_id,
       ifnull(mention_export.key, ''),
       mention_export.mentions, mention_export.documents, mention_export.outlets,
       (SELECT held.event_id FROM mention AS occasion
        JOIN event_mention AS held ON held.mention_id = occasion.id
        LEFT JOIN event ON event.id = held.event_id
        WHERE occasion.document_id = mention.document_id AND occasion.number = mention.part_of
          AND occasion.telling = 0 AND occasion.batch_id = mention.batch_id AND occasion.type = '{OCCASION_TYPE}'
          AND ifnull(event.rejected, 0) = 0)
FROM event_mention
JOIN mention ON mention.id = event_mention.mention_id
JOIN document ON document.id = mention.document_id
JOIN batch ON batch.id = mention.batch_id
LEFT JOIN mention_export ON mention_export.mention_id = mention.id
"""

_NO_DAY = "\U0010ffff"  # after any day
_OVERLAPPING = "event_mention.block = ? AND event_mention.first_day <= ? AND event_mention.last_day >= ?"

MOST_BODIES = 8
FEW_STEPS = 8
"""Times that a stretch is widened by a question to the database, before all days of its block are read."""

_Stretch = tuple[str, str, str]  # block, first day, last day


def resolve_mentions(
    connection: sqlite3.Connection,
    mention_ids: Iterable[int],
    events: Collection[int] = (),
    occasions: Iterable[int] = (),
    preferred: Collection[int] = (),
) -> int:
    """Resolve new mentions (their event_mention rows say NO_EVENT) and known ones whose pins or neighbours changed;
    return how many events are new.

    `events` are derived again in any case. `occasions` are mentions of occasions that were rejected or brought back:
    the acts that were part of them are resolved again. `preferred` are events whose numbers go before all others, when
    groups come together. Runs inside the caller's transaction.
    """
    before = connection.execute("SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'event'").fetchone()
    last_id = before[0]
    writer = EventWriter(connection)
    touched: set[int] = set()
    new_ids = list(mention_ids)
    moved = _regroup(writer, _stretches(connection, new_ids, of_occasions=True), touched, preferred)
    flipped = _write_rejections(writer, events)
    their_mentions = [mention for event_id in flipped for mention in mentions_of(connection, event_id)]
    acts = _acts_at(connection, [*moved, *occasions, *their_mentions])
    _regroup(writer, _stretches(connection, [*new_ids, *acts], of_occasions=False), touched, preferred)
    touched.update(events_with(connection, acts), events)
    new: int = sum(_write(writer, event_id) and event_id > last_id for event_id in sorted(touched))
    writer.finish()
    return new


def _write_rejections(writer: EventWriter, events: Iterable[int]) -> list[int]:
    """Write those of some events that are rejected now, or not any more, and return them: their acts look at that."""
    flipped = []
    for event_id in events:
        query = "SELECT rejected FROM event WHERE id = ?"
        row = writer.connection.execute(query, (event_id,)).fetchone()
        if row and bool(row[0]) != decided(writer.connection, event_id).rejected:
            _write(writer, event_id)
            flipped.append(event_id)
    return flipped


def _write(writer: EventWriter, event_id: int) -> bool:
    """Derive an event from its mentions and write it with what people decided; False if it has none."""
    mentions = load_mentions(writer.connection, "event_mention.event_id = ?", (event_id,))
    if not mentions:
        return False
    event, best = derive(mentions, event_id)
    decision = decided(writer.connection, event_id)
    producer = producer_of(best)
    writer.write(decision.applied(event), best.id, producer, rejected=decision.rejected)
    return True


def producer_of(best: Mention) -> str:
    """Return whose an event is: its best mention's coder's, if that is a person or the relcli of another database, else
    its document's producer's.
    """
    return {HAND: HAND, EXPORT: ""}.get(best.coded.coder, best.producer)


def _stretches(connection: sqlite3.Connection, mention_ids: Iterable[int], *, of_occasions: bool) -> list[_Stretch]:
    """Return the stretches that hold the given mentions, each once: those of occasions or those of all other acts.

    They keep the order of the mentions, so that new events are numbered in the order of the text.
    """
    query = "SELECT block, first_day, last_day FROM event_mention WHERE mention_id = ?"
    seeds = dict.fromkeys(connection.execute(query, (mention_id,)).fetchone() for mention_id in mention_ids)
    wanted = (seed for seed in seeds if seed is not None and is_occasion_block(seed[0]) == of_occasions)
    stretches: dict[_Stretch, None] = {}
    known: dict[str, list[tuple[str, str]]] = {}  # by block, in the order of their days
    for block, first, last in wanted:
        held = known.setdefault(block, [])
        place = bisect_right(held, (first, _NO_DAY))
        if place and last <= held[place - 1][1]:
            continue  # inside one that was widened already
        stretch = _widened(connection, block, first, last)
        stretches[stretch] = None
        insort(held, stretch[1:])
    return list(stretches)


def _widened(connection: sqlite3.Connection, block: str, first: str, last: str) -> _Stretch:
    """Return the whole stretch around some days: as far as windows overlap without a gap."""
    query = f"SELECT min(first_day), max(last_day) FROM event_mention WHERE {_OVERLAPPING}"
    for _ in range(FEW_STEPS):
        found = connection.execute(query, (block, last, first)).fetchone()
        if found == (first, last):
            return block, first, last
        first, last = found
    windows = connection.execute(
        "SELECT first_day, last_day FROM event_mention WHERE block = ? ORDER BY first_day, last_day", (block,)
    )
    begun, ended = "", ""
    for day, end in windows:
        if day > ended:
            if ended >= last and begun <= first:
                break
            begun, ended = day, end
        ended = max(ended, end)
    return block, begun, ended


def _regroup(
    writer: EventWriter, stretches: Iterable[_Stretch], touched: set[int], preferred: Collection[int]
) -> list[int]:
    """Give the mentions of each stretch their events; return the mentions that had another event before.

    Adds to `touched` the events whose mentions changed, takes out those that are gone.
    """
    connection = writer.connection
    moved: list[int] = []
    for block, first, last in stretches:
        held = load_mentions(connection, _OVERLAPPING, (block, last, first))
        before = {mention.id: mention.event_id for mention in held}
        groups = cluster(held)
        after: dict[int, int] = {}
        for group, kept in zip(groups, _assign(groups, before, preferred), strict=True):
            after.update(dict.fromkeys((mention.id for mention in group), kept or new_event_id(connection)))
        changed = [mention_id for mention_id, event_id in after.items() if before[mention_id] != event_id]
        connection.executemany(
            "UPDATE event_mention SET event_id = ? WHERE mention_id = ?",
            [(after[mention_id], mention_id) for mention_id in changed],
        )
        moved += [mention_id for mention_id in changed if before[mention_id] != NO_EVENT]
        touched.update(event_id for mention_id in changed for event_id in (before[mention_id], after[mention_id]))
        _remove_emptied(writer, before, after, touched)
    touched.discard(NO_EVENT)
    return moved


def _remove_emptied(writer: EventWriter, before: dict[int, int], after: dict[int, int], touched: set[int]) -> None:
    """Remove the events that have no mention any more; their ids lead to where most of their mentions went."""
    emptied = set(before.values()) - set(after.values()) - {NO_EVENT}
    went: dict[int, Counter[int]] = {gone: Counter() for gone in emptied}
    for mention_id, event_id in before.items():
        if event_id in emptied:
            went[event_id][after[mention_id]] += 1
    for gone in sorted(emptied):
        if writer.connection.execute("SELECT 1 FROM event_mention WHERE event_id = ?", (gone,)).fetchone():
            continue  # a person put mentions of other blocks into it
        heirs = went[gone]
        writer.remove(gone, min(heirs, key=lambda heir: (-heirs[heir], heir)))
        touched.discard(gone)


def _assign(groups: Sequence[Sequence[Mention]], before: dict[int, int], preferred: Collection[int] = ()) -> list[int]:
    """Return the id each group keeps (NO_EVENT = needs a new one): that of the event a person put it into, else one
    that is preferred, else that of the event most of its mentions had.
    """
    kept = [min((t.pin for t in group if t.pin is not None), default=NO_EVENT) for group in groups]
    given = set(kept)
    claims = []
    for number, group in enumerate(groups):
        for event_id, count in Counter(before[mention.id] for mention in group).items():
            if event_id != NO_EVENT:
                claims.append((event_id not in preferred, -count, event_id, number))
    for *_, event_id, number in sorted(claims):
        if kept[number] == NO_EVENT and event_id not in given:
            kept[number] = event_id
            given.add(event_id)
    return kept


def load_mentions(connection: sqlite3.Connection, where: str, parameters: tuple[object, ...]) -> list[Mention]:
    """Return the mentions that fulfil a condition (which may end in ORDER BY ...)."""
    width = len(CODING_COLUMNS)
    mentions: list[Mention] = []
    body_of = _Bodies(connection)
    for row in connection.execute(f"{_MENTIONS} WHERE {where}", parameters):
        mention_id, document_id, evidence, block, first, last, *document, producer, pin, event_id, exported_as = row[
            width : width + 17
        ]
        *counted, occasion = row[width + 17 :]
        coded = row_to_coding(row[:width])
        if evidence is None:
            evidence = body_of[document_id][coded.start : coded.end]
        fields = (
            mention_id,
            coded,
            evidence,
            block,
            (first, last),
            *document,
            occasion or None,
            producer,
            pin,
            event_id,
            ONCE if counted[0] is None else Counted(*counted),
            exported_as,
        )
        mentions.append(Mention(*fields))
    return mentions


class _Bodies(dict[int, str]):
    """Texts of long documents by number, read once for all of their sentences; a few are kept at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, document_id: int) -> str:
        if len(self) >= MOST_BODIES:
            del self[next(iter(self))]
        body = self._connection.execute("SELECT body FROM document WHERE id = ?", (document_id,)).fetchone()[0]
        self[document_id] = str(body)
        return self[document_id]


def _acts_at(connection: sqlite3.Connection, occasion_ids: Iterable[int]) -> list[int]:
    """Return the mentions that were part of the given occasions, in the same coding of the same document."""
    query = """SELECT act.id FROM mention AS occasion JOIN mention AS act
        ON act.document_id = occasion.document_id AND act.batch_id = occasion.batch_id
        AND act.part_of = occasion.number
        WHERE occasion.id = ?"""
    return [row[0] for mention_id in occasion_ids for row in connection.execute(query, (mention_id,))]


def events_with(connection: sqlite3.Connection, mention_ids: Iterable[int]) -> set[int]:
    """Return the events of mentions."""
    query = "SELECT event_id FROM event_mention WHERE mention_id = ?"
    return {row[0] for mention_id in mention_ids for row in connection.execute(query, (mention_id,))}


def mentions_of(connection: sqlite3.Connection, event_id: int) -> list[int]:
    """Return the mentions of an event in the order of their numbers."""
    query = "SELECT mention_id FROM event_mention WHERE event_id = ? ORDER BY mention_id"
    return [row[0] for row in connection.execute(query, (event_id,))]
