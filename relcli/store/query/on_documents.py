"""Filters -> the condition on documents.

Period, outlet, import and text are asked of the document itself, all other filters of one event that it reports: it is
found if there is such an event.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relcli.query.filters import Filters
from relcli.store.query.conditions import Sql, all_of, any_of, none_of, on_events
from relcli.store.query.fulltext import full_text_query
from relcli.store.query.plan import after_cursor, select

if TYPE_CHECKING:
    from relcli.query.paging import Page


def on_documents(filters: Filters, page: Page | None = None) -> Sql:
    """Return the condition on `document` and `batch` for some filters and the cursor of a page.

    What is excluded about documents excludes them; what is excluded about events excludes documents without any other
    event.
    """
    parts: list[Sql] = []
    down, after = (page.downwards, page.after) if page else (False, None)
    if after is not None:
        parts.append(after_cursor("document.date", "document.id", after, down=down))
    parts += _own_parts(filters, first_of="+" if after and not down else "", last_of="+" if after and down else "")
    if _mixes(filters):
        return all_of([*parts, _one_by_one(filters)])
    excluded = [each for each in filters.excluded if _is_about_events(each)]
    groups = [group for group in filters.groups if any(map(_is_about_events, group))]
    parts += [_holds(each, negated=True, reports=False) for each in filters.excluded if each not in excluded]
    parts += [_one_holds(group, reports=False) for group in filters.groups if group not in groups]
    of_events = replace(_flat_about_events(filters), excluded=tuple(excluded), groups=tuple(groups))
    if of_events != Filters():
        chosen = select(of_events)
        reporting = f"""document.id IN (SELECT mention.document_id FROM {chosen.source}
            JOIN event_mention ON event_mention.event_id = {chosen.id}
            JOIN mention ON mention.id = event_mention.mention_id WHERE {chosen.where})"""
        parts.append(Sql(reporting, chosen.parameters))
    return all_of(parts)


def _is_about_events(filters: Filters) -> bool:
    """Is anything in some filters about events?"""
    return any(_flat_about_events(each) != Filters() for _, each in filters.walked())


def _is_about_documents(filters: Filters) -> bool:
    """Is anything in some filters about documents?"""
    return any(_own_parts(each) for _, each in filters.walked())


def _mixes(filters: Filters) -> bool:
    """Is one of the filters inside about documents and events?"""
    inner = ((each,) for each in filters.excluded)
    return any(
        any(map(_is_about_events, group)) and any(map(_is_about_documents, group))
        for group in (*inner, *filters.groups)
    )


_REPORTS = """EXISTS (SELECT 1 FROM mention
    JOIN event_mention ON event_mention.mention_id = mention.id
    JOIN event ON event.id = event_mention.event_id AND event.rejected = 0
    WHERE mention.document_id = document.id AND ({}))"""


def _one_by_one(filters: Filters) -> Sql:
    """Return the condition for filters in which what is asked of the document and of its events is joined by *or*:
    each event of the document is looked at, and the document by itself.
    """
    reporting = _holds(filters, negated=False, reports=True)
    alone = _holds(filters, negated=False, reports=False)
    return any_of([Sql(_REPORTS.format(reporting.text), reporting.parameters), alone])


def _holds(filters: Filters, *, negated: bool, reports: bool) -> Sql:
    """Return that a document and an event that it `reports` fulfil some filters, or with `negated` that they do not.

    Without an event nothing about events holds, whether it is wanted or excluded: the opposite of a condition is made
    condition by condition.
    """
    about_event = on_events(_flat_about_events(filters))
    single = [*_own_parts(filters), *about_event]
    if negated:
        single = [none_of([each]) for each in single]
    if about_event and not reports:
        single[-len(about_event) :] = [Sql("0")]
    inner = [_holds(each, negated=not negated, reports=reports) for each in filters.excluded]
    if not negated:
        return all_of([*single, *inner, *(_one_holds(group, reports=reports) for group in filters.groups)])
    none = [all_of(_holds(each, negated=True, reports=reports) for each in group) for group in filters.groups]
    return any_of([*single, *inner, *none])


def _one_holds(group: tuple[Filters, ...], *, reports: bool) -> Sql:
    """Return that one of the filters of a group is fulfilled."""
    return any_of(_holds(each, negated=False, reports=reports) for each in group)


def _own_parts(filters: Filters, *, first_of: str = "", last_of: str = "") -> list[Sql]:
    """Return the conditions about the document itself; "+" keeps an end of the period from being looked up
    in the index.
    """
    parts: list[Sql] = []
    if filters.since or filters.until:
        parts.append(Sql(f"{first_of}document.date >= ?", (filters.since or "0",)))
    if filters.until:
        parts.append(Sql(f"{last_of}document.date <= ?", (filters.until,)))
    if filters.imported_since:
        parts.append(Sql("batch.started >= ?", (filters.imported_since,)))
    if filters.outlets:
        parts.append(any_of(Sql("has_words(document.outlet, ?)", (words,)) for words in filters.outlets))
    if filters.text:
        wanted = filters.text if filters.raw_text else full_text_query(filters.text)
        found = "document.id IN (SELECT rowid FROM document_search WHERE document_search MATCH ?)"
        parts.append(Sql(found, (wanted,)) if wanted else Sql("0"))
    return parts


def _flat_about_events(filters: Filters) -> Filters:
    """Return the filters that are about events, without those inside them."""
    own = {"since": "", "until": "", "imported_since": "", "outlets": (), "text": "", "raw_text": False}
    return replace(filters, **own, excluded=(), groups=())  # type: ignore[arg-type]
