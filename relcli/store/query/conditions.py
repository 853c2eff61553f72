"""Filters -> conditions on events, in SQL, field by field.

Conditions on lists probe the covering tables with the event's own date and id, a single look-up each. What each
filter means is written down a second time, in plain Python, for the tests: both must agree on generated events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relcli.store.query.fulltext import full_text_query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from relcli.query.filters import Filters


class Sql:
    """Some SQL with its bound parameters; a plain class, because a dataclass costs every listing half a
    millisecond.
    """

    def __init__(self, text: str, parameters: tuple[str | float, ...] = ()) -> None:
        self.text = text
        self.parameters = parameters


def all_of(conditions: Iterable[Sql]) -> Sql:
    """Join conditions by *and*; no condition at all is always fulfilled."""
    return _joined(conditions, " AND ", "1")


def any_of(conditions: Iterable[Sql]) -> Sql:
    """Join conditions by *or*; no condition at all is never fulfilled."""
    return _joined(conditions, " OR ", "0")


def none_of(conditions: Iterable[Sql]) -> Sql:
    """Return the opposite of conditions joined by *and*."""
    joined = all_of(conditions)
    return Sql(f"NOT ({joined.text})", joined.parameters)


_MOST_JOINED = 100
"""Conditions joined one behind the other. SQLite refuses expressions that are 1,000 deep, and each one more makes them
deeper."""


def _joined(conditions: Iterable[Sql], word: str, empty: str) -> Sql:
    parts = list(conditions)
    while len(parts) > _MOST_JOINED:
        starts = range(0, len(parts), _MOST_JOINED)
        parts = [_joined(parts[start : start + _MOST_JOINED], word, empty) for start in starts]
    if len(parts) == 1:
        return parts[0]  # each pair of parentheses more is one that SQLite's parser has to keep in mind
    text = word.join(f"({part.text})" for part in parts) or empty
    return Sql(text, tuple(parameter for part in parts for parameter in part.parameters))


def on_events(filters: Filters) -> list[Sql]:
    """Return the conditions on `event` that all have to hold, without the period: see `overlaps`."""
    return [
        *_on_parties(filters),
        *_on_kind(filters),
        *_on_mentions(filters),
        *(none_of(_everything(excluded)) for excluded in filters.excluded),
        *(any_of(all_of(_everything(each)) for each in group) for group in filters.groups),
    ]


def _everything(filters: Filters) -> list[Sql]:
    """Return all conditions on `event`."""
    period = [overlaps(filters)] if filters.since or filters.until else []
    return [*period, *on_events(filters)]


def _on_parties(filters: Filters) -> Iterator[Sql]:
    """Yield who takes part, and on which side; in a mutual event everybody acts and is acted upon."""
    if filters.between:
        yield _probe("event_dyad", "first = ? AND second = ?", (min(filters.between), max(filters.between)))
    if filters.countries:
        yield _probe("event_country", f"country IN ({marks(filters.countries)})", filters.countries)
    for role, codes in (("source", filters.source), ("target", filters.target)):
        if codes:
            yield _probe("event_actor", f"role = ? AND actor IN ({marks(codes)})", (role, *codes))
    if filters.mutual != "include":
        yield Sql("event.mutual = ?", (int(filters.mutual == "only"),))


def _on_kind(filters: Filters) -> Iterator[Sql]:
    """Yield which events by number, what was done, in which field, who coded it, and how surely."""
    if filters.ids:
        yield Sql(f"event.id IN ({marks(filters.ids)})", filters.ids)
    if filters.sectors:
        yield _probe("event_sector", f"sector IN ({marks(filters.sectors)})", filters.sectors)
    columns = (("type", filters.types), ("mode", filters.modes), ("modality", filters.modalities))
    for column, values in columns:
        if values:
            yield Sql(f"event.{column} IN ({marks(values)})", values)
    if filters.min_confidence:
        yield Sql("ifnull(event.confidence, 1) >= ?", (filters.min_confidence,))
    if filters.producers:
        yield _coded_by(filters.producers)


def _coded_by(producers: tuple[str, ...]) -> Sql:
    """Return that one of some producers coded the event.

    The index `event_producer` holds events of event files only, and is used where the condition says so.
    """
    if len(producers) == 1 and producers[0]:
        return Sql("event.producer = ? AND event.producer <> ''", producers)
    return Sql(f"event.producer IN ({marks(producers)})", producers)


_HAS_PERSON = """
event.id IN (
    WITH RECURSIVE names(name) AS (
        SELECT min(person) FROM event_person
        UNION ALL
        SELECT (SELECT min(person) FROM event_person WHERE person > names.name) FROM names
        WHERE names.name IS NOT NULL
    )
    SELECT event_id FROM event_person
    WHERE person IN (SELECT name FROM names WHERE has_words(ifnull(name, ''), ?))
)"""
"""Steps from name to name in the index: each name is compared once and not once for each of its events."""

_HAS_PLACE = "has_words(event.place, ?)"

_HAS_OUTLET = """
event.id IN (
    SELECT event_mention.event_id FROM document
    JOIN mention ON mention.document_id = document.id
    JOIN event_mention ON event_mention.mention_id = mention.id
    WHERE has_words(document.outlet, ?)
)"""

_IMPORTED_SINCE = """
event.id IN (
    SELECT event_mention.event_id FROM batch
    JOIN mention ON mention.batch_id = batch.id
    JOIN event_mention ON event_mention.mention_id = mention.id
    WHERE batch.started >= ?
)"""

_HAS_TEXT = """
event.id IN (
    SELECT event_mention.event_id FROM mention_search
    JOIN event_mention ON event_mention.mention_id = mention_search.rowid
    WHERE mention_search MATCH ?
)"""


def _on_mentions(filters: Filters) -> Iterator[Sql]:
    """Yield what is asked about people, places and reports."""
    if filters.imported_since:
        yield Sql(_IMPORTED_SINCE, (filters.imported_since,))
    worded = ((_HAS_PERSON, filters.persons), (_HAS_PLACE, filters.places), (_HAS_OUTLET, filters.outlets))
    for has_words, several in worded:
        if several:
            yield any_of(Sql(has_words, (words,)) for words in several)
    if filters.text:
        query = filters.text if filters.raw_text else full_text_query(filters.text)
        yield Sql(_HAS_TEXT, (query,)) if query else Sql("0")


_EARLIEST_LONG = """
SELECT min(date) FROM (
    SELECT min(long.date) AS date FROM event AS long INDEXED BY event_across
    WHERE substr(long.date_end, 1, 7) > substr(long.date, 1, 7) AND long.date_end >= ?
    UNION ALL
    SELECT min(long.date) FROM event AS long INDEXED BY event_span
    WHERE long.date_end > long.date AND long.date_end BETWEEN ? AND ?)
"""
"""Events that last longer than a day and end in the period: the few that go on into another month, and those
that end in the month in which the period begins."""


def overlaps(filters: Filters, first_day: str = "event.date", *, first_of: str = "", last_of: str = "") -> Sql:
    """Return that the event's days overlap the period; what is only known to be *before* a day counts as of
    that day, and undated events are in no period.

    `first_day` is the column whose index is read. Events that last longer than a day may begin before the period;
    two small indexes know the earliest. "+" as `first_of` or `last_of` keeps that end of the period from being
    looked up in the index.
    """
    text = f"{first_of}{first_day} > ''"
    parameters: tuple[str, ...] = ()
    since = filters.since
    if since:
        text = f"{first_of}{first_day} >= min(?, ifnull(({_EARLIEST_LONG}), ?)) AND event.date_end >= ?"
        parameters = (since, since, since, f"{since[:8]}31", since, since)
    if filters.until:
        text, parameters = f"{text} AND {last_of}{first_day} <= ?", (*parameters, filters.until)
    return Sql(text, parameters)


def _probe(table: str, condition: str, parameters: tuple[str, ...]) -> Sql:
    """Return that a covering table has a row for this very event."""
    row = f"{table}.date = event.date AND {table}.event_id = event.id"
    return Sql(f"EXISTS (SELECT 1 FROM {table} WHERE {condition} AND {row})", parameters)


def marks(values: Sequence[object]) -> str:
    """Return as many bound-parameter marks as there are values."""
    return ", ".join("?" * len(values))
