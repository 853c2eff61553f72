"""What is joined by AND, OR, NOT and parentheses, typed as people would type it, means in SQL what its parts mean in
Python: for events, for documents, and for the words searched for.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relcli.errors import UsageError
from relcli.query.expression import parse
from relcli.query.filters import Filters
from relcli.query.paging import Cursor, Page
from relcli.query.question import to_filters
from relcli.query.terms import MOST_NESTED
from relcli.store.read import documents
from relcli.store.read.events import count_events, list_events, list_page
from relcli.store.summary.summaries import summarise
from tests.store.oracle import matches
from tests.store.test_filters_agree import connection  # noqa: F401

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from relcli.model import Event

TODAY = "2024-11-20"
EVENT_TERMS = (
    "country:russia", "country:china", "c:pakistan,usa", "source:china", "target:eu", "between:russia,china",
    "sector:energy", "sector:trade", "type:agree", "t:consult,support", "modality:agreed", "mutual:only", "mode:visit",
    "person:sharif", "place:moscow", "id:3,5,7,11,13", "min-confidence:0.7", "confidence:>=0.5",
)  # fmt: skip
DOCUMENT_TERMS = ("date:2024-01", "since:2024-02", "until:2024-02", "outlet:dawn", "imported-since:2024-11-02")
WORDS = ("gas", "treaty", "number7", '"gas pipeline"')


class Node(NamedTuple):
    """A term, or nodes that a word joins."""

    word: str
    inner: tuple[Node, ...] = ()
    term: str = ""

    def typed(self) -> str:
        """Return it as it is typed, every joint in parentheses."""
        if self.term:
            return self.term
        if self.word == "NOT":
            return f"NOT {self.inner[0].typed()}"
        return f"({f' {self.word} '.join(each.typed() for each in self.inner)})"

    def holds(self, holds: Callable[[str], bool]) -> bool:
        """Return whether it holds, where `holds` says so of each term."""
        if self.term:
            return holds(self.term)
        parts = [each.holds(holds) for each in self.inner]
        return {"AND": all(parts), "OR": any(parts), "NOT": not parts[0]}[self.word]


def trees(terms: tuple[str, ...]) -> st.SearchStrategy[Node]:
    """Return nodes over some terms."""
    return st.recursive(
        st.sampled_from(terms).map(lambda term: Node("", term=term)),
        lambda inner: (
            st.tuples(st.sampled_from(["AND", "OR"]), st.lists(inner, min_size=2, max_size=4).map(tuple)).map(
                lambda joined: Node(*joined)
            )
            | inner.map(lambda node: Node("NOT", (node,)))
        ),
        max_leaves=8,
    )


@cache
def asked(text: str) -> Filters:
    """Return what an expression asks for."""
    return to_filters(parse(text), TODAY)


def told_once(connection: sqlite3.Connection, filters: Filters) -> list[Event]:  # noqa: F811
    """Return the events of a question that have one mention, which their record shows."""
    return [event for event in list_events(connection, filters) if event.mentions == 1]


@settings(max_examples=300, deadline=None)
@given(tree=trees((*EVENT_TERMS, *DOCUMENT_TERMS, *WORDS)))
def test_events(connection: sqlite3.Connection, tree: Node) -> None:  # noqa: F811
    found = told_once(connection, asked(tree.typed()))
    expected = [
        event for event in told_once(connection, Filters()) if tree.holds(lambda term: matches(asked(term), event))
    ]
    assert [event.id for event in found] == [event.id for event in expected]


@settings(max_examples=150, deadline=None)
@given(tree=trees(EVENT_TERMS), size=st.integers(1, 40), down=st.booleans())
def test_pages_counts_and_summaries(
    connection: sqlite3.Connection,  # noqa: F811
    tree: Node,
    size: int,
    down: bool,
) -> None:
    filters = asked(tree.typed())
    everything = list_events(connection, Filters(), newest_first=down)
    expected = [event.id for event in everything if tree.holds(lambda term: matches(asked(term), event))]
    page, walked = Page(limit=size, newest_first=down), list[int]()
    while found := list(list_page(connection, filters, page)):
        assert len(found) <= size
        walked += [event.id for event in found]
        page = page._replace(after=Cursor(found[-1].date, found[-1].id))
    assert walked == expected
    assert count_events(connection, filters) == len(expected)
    assert [row[0] for row in summarise(connection, filters, [])] == ([len(expected)] if expected else [])


def of_document(row: documents.DocumentRow, term: str, with_words: dict[str, set[int]]) -> bool:
    """Return whether a term about documents holds for one."""
    filters = asked(term)
    if filters.text:
        return row.id in with_words[term]
    if filters.outlets:
        return filters.outlets[0] in row.outlet.lower()
    if filters.imported_since:
        return row.imported >= filters.imported_since
    return (filters.since or "0") <= row.date <= (filters.until or "9")


@settings(max_examples=200, deadline=None)
@given(tree=trees((*EVENT_TERMS, *DOCUMENT_TERMS, *WORDS)))
def test_documents(connection: sqlite3.Connection, tree: Node) -> None:  # noqa: F811
    """A document is found if the question holds for it together with one of its events."""
    with_words = {word: {row.id for row in documents.list_documents(connection, asked(word))} for word in WORDS}
    rows = connection.execute(
        """SELECT mention.document_id, event_mention.event_id FROM mention
        JOIN event_mention ON event_mention.mention_id = mention.id ORDER BY 1"""
    )
    reported = {document: [row[1] for row in several] for document, several in groupby(rows, lambda row: row[0])}
    events = {event.id: event for event in list_events(connection, Filters())}

    def holds(row: documents.DocumentRow, event: Event) -> bool:
        def of_both(term: str) -> bool:
            about_events = term in EVENT_TERMS
            return matches(asked(term), event) if about_events else of_document(row, term, with_words)

        return tree.holds(of_both)

    found = {row.id for row in documents.list_documents(connection, asked(tree.typed()))}
    for row in documents.list_documents(connection, Filters()):
        live = [events[event] for event in reported.get(row.id, []) if event in events]
        if live:  # of documents without events only what is asked of themselves can hold
            assert (row.id in found) == any(holds(row, event) for event in live)


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("gas OR sector:energy", "gas"),
        ("gas OR (country:russia treaty)", "gas"),
        ("NOT (gas country:russia)", "^gas"),
        ("NOT (NOT gas OR country:russia)", "no such word"),
        ("(gas OR sector:energy) AND (treaty OR sector:trade)", "gas treaty"),
    ],
)
def test_documents_without_events_are_found_by_what_is_asked_of_them_alone(
    connection: sqlite3.Connection,  # noqa: F811
    text: str,
    alone: str,
) -> None:
    eventless = {row.id for row in documents.list_documents(connection, Filters()) if not row.events}
    assert len(eventless) > 10
    found = {row.id for row in documents.list_documents(connection, asked(text))}
    by_themselves = {row.id for row in documents.list_documents(connection, asked(alone))}
    assert found & eventless == by_themselves & eventless


@pytest.mark.parametrize(
    "text",
    ["gas OR treaty", "gas AND treaty", "(gas OR treaty) sector:energy", "gas NOT (treaty OR outlet:dawn)",
     "(gas country:russia) OR (treaty country:china)", "(gas OR treaty) AND (pipeline OR visit)"],
)  # fmt: skip
def test_search_finds_the_documents_of_the_question(connection: sqlite3.Connection, text: str) -> None:  # noqa: F811
    filters = asked(text)
    words, others = filters.text, Filters(**{**vars(filters), "text": ""})
    found = [row.id for row in documents.search_documents(connection, words, others)]
    assert set(found) == {row.id for row in documents.list_documents(connection, filters)}
    assert len(found) == len(set(found)) == documents.count_found(connection, words, others) > 0


def test_search_needs_words_for_every_document(connection: sqlite3.Connection) -> None:  # noqa: F811
    with pytest.raises(
        UsageError, match="some of what is asked for needs none of the words; give words on each side of OR"
    ):
        next(iter(documents.search_documents(connection, "", asked("gas OR sector:energy"))))
    with pytest.raises(UsageError, match="nothing to search for"):
        next(iter(documents.search_documents(connection, "", asked("country:usa OR sector:energy"))))


def test_long_and_deep_questions_are_answered(connection: sqlite3.Connection) -> None:  # noqa: F811
    terms = [f'place:"nowhere {number}"' if number % 2 else f"country:usa text:w{number}" for number in range(1500)]
    assert list(list_events(connection, asked(" OR ".join([*terms, "id:3"])))) == list(
        list_events(connection, Filters(ids=(3,)))
    )
    for around in ("NOT (person:nobody AND gas OR {})", "(person:nobody OR c:usa AND c:china AND gas AND {})"):
        deep = "id:3"
        for _ in range(MOST_NESTED):
            deep = around.format(deep)
        assert count_events(connection, asked(deep)) >= 0
        assert documents.count_documents(connection, asked(deep)) >= 0


def test_covering_tables_lead_to_a_choice(connection: sqlite3.Connection) -> None:  # noqa: F811
    """Neither the events nor a covering table are gone through from end to end."""
    from relcli.store.query.plan import select

    for text in (
        "country:russia AND country:china",
        "country:russia OR sector:energy",
        "type:aid OR between:usa,china",
    ):
        chosen = select(asked(text), page=Page(limit=50, newest_first=True))
        query = f"EXPLAIN QUERY PLAN SELECT 1 FROM {chosen.source} WHERE {chosen.where} ORDER BY {chosen.date}"
        plan = [row[3] for row in connection.execute(query, chosen.parameters)]
        assert not [step for step in plan if step.startswith(("SCAN event", "SCAN mention"))]
