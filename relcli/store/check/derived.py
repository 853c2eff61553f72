"""Events against what they are derived from: every event is made again from its mentions and decisions and compared,
field by field.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from relcli.resolve.derive import derive
from relcli.resolve.mention import block_of, exact_block_of, window_of
from relcli.store.check.texts import reported
from relcli.store.decision_log import decided
from relcli.store.mentions import row_to_coding
from relcli.store.rows import CODING_COLUMNS, EVENT_COLUMNS, event_to_row
from relcli.store.write.resolution import load_mentions, producer_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from relcli.resolve.mention import Mention

AT_ONCE = 2000
"""So many events are derived together."""

STORED = (*EVENT_COLUMNS, "best_mention_id", "producer", "rejected")
_CODINGS = f"""
SELECT mention.document_id, mention.batch_id, mention.number, mention.id, event_mention.block,
       event_mention.first_day, event_mention.last_day, source.mention_id,
       {", ".join(f"mention.{column}" for column in CODING_COLUMNS)},
       source.producer, source.source_id, mention.date, document.date, mention.source, mention.target,
       source.code, mention.type, mention.mode, mention.place, document.url, document.name, document.body
FROM mention
{{join}} event_mention ON event_mention.mention_id = mention.id
JOIN document ON document.id = mention.document_id
LEFT JOIN mention_source AS source ON source.mention_id = mention.id
WHERE mention.retired_by IS NULL
ORDER BY mention.document_id, mention.batch_id, mention.number, mention.telling
"""


def codings(connection: sqlite3.Connection, *, homeless: bool = False) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of each coded event that was not retired, with its retellings; with `homeless`, also of those that
    are in no event.
    """
    query = _CODINGS.format(join="LEFT JOIN" if homeless else "JOIN")
    return (list(group) for _, group in groupby(connection.execute(query), key=lambda row: row[:3]))


def memberships(connection: sqlite3.Connection) -> Iterator[str]:
    """Mentions that are looked for among others than those of their parties, act and days."""
    for rows in codings(connection):
        wanted = stretch_of(rows)
        for row in rows:
            for name, held, right in zip(("block", "first_day", "last_day"), row[4:7], wanted, strict=True):
                if held != right:
                    yield f"event_mention {row[3]}: {name} is {held!r}, the mention says {right!r}"


def stretch_of(rows: Sequence[Sequence[Any]]) -> tuple[str, str, str]:
    """Return block and days of a coded event with its retellings, from their rows of `codings`."""
    end = 8 + len(CODING_COLUMNS)
    coded, *retellings = (row_to_coding(row[8:end]) for row in rows)
    if rows[0][7] is not None:
        row = reported(rows[0][end:])._replace(mutual=coded.mutual, host=coded.host)
        return exact_block_of(row), coded.date, coded.date
    return block_of(coded), *window_of(replace(coded, retellings=tuple(retellings)))


def events(connection: sqlite3.Connection) -> Iterator[str]:
    """Events that are not what their mentions and decisions make of them."""
    (last,) = connection.execute("SELECT ifnull(max(id), 0) FROM event").fetchone()
    (strays,) = connection.execute("SELECT ifnull(max(event_id), 0) FROM event_mention").fetchone()
    for first in range(1, max(last, strays) + 1, AT_ONCE):
        yield from _events_between(connection, first, first + AT_ONCE - 1)
    for (number,) in connection.execute("SELECT mention_id FROM event_mention WHERE event_id < 1 ORDER BY 1"):
        yield f"event_mention {number}: belongs to no event"
    for (number,) in connection.execute("SELECT id FROM event WHERE id < 1"):
        yield f"event {number}: is not an event number"


def _events_between(connection: sqlite3.Connection, first: int, last: int) -> Iterator[str]:
    """Compare the events with the numbers from `first` to `last`."""
    query = f"SELECT {', '.join(STORED)} FROM event WHERE id BETWEEN ? AND ? ORDER BY id"
    stored = {row[0]: row for row in connection.execute(query, (first, last))}
    where = "event_mention.event_id BETWEEN ? AND ? ORDER BY event_mention.event_id, event_mention.mention_id"
    query = "SELECT DISTINCT event_id FROM decision WHERE event_id BETWEEN ? AND ?"
    with_decisions = {row[0] for row in connection.execute(query, (first, last))}
    for event_id, group in groupby(load_mentions(connection, where, (first, last)), key=attrgetter("event_id")):
        held = stored.pop(event_id, None)
        if held is None:
            yield f"event {event_id}: is missing but has mentions"
            continue
        wanted = derived_row(connection, event_id, list(group), decided_about=event_id in with_decisions)
        yield from _compared(held, wanted)
    for event_id in stored:
        yield f"event {event_id}: has no mention"


def derived_row(
    connection: sqlite3.Connection, event_id: int, mentions: Sequence[Mention], *, decided_about: bool
) -> tuple[Any, ...]:
    """Return the row of an event as its mentions and decisions make it."""
    event, best = derive(mentions, event_id)
    rejected = False
    if decided_about:
        decision = decided(connection, event_id)
        event, rejected = decision.applied(event), decision.rejected
    return (*event_to_row(event), best.id, producer_of(best), int(rejected))


def _compared(held: Sequence[Any], wanted: Sequence[Any]) -> Iterator[str]:
    """Yield how the stored row of an event differs from the derived one."""
    if tuple(held) == tuple(wanted):
        return
    for name, stored, right in zip(STORED, held, wanted, strict=True):
        if stored != right:
            yield f"event {held[0]}: {name} is {_short(stored)}, its mentions and decisions say {_short(right)}"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
