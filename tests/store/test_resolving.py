"""The same events come out of the same documents, whatever the order of imports; ids stay and are never
used again.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relcli.query.filters import Filters
from relcli.store.connection import open_copy, reading
from relcli.store.read.events import get_event, get_mentions, list_events
from relcli.store.summary.rollup import differences
from relcli.store.write.batches import Batch
from relcli.store.write.documents import import_documents
from relcli.store.write.events import Facets, covering_rows
from tests.store.fakes import NOW, Told, act, coder_for, tell

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from random import Random

    from relcli.coding import CodedEvent
    from relcli.store.write.documents import ImportResult

PEOPLE = {"people": ("Shehbaz Sharif", "Mikhail Mishustin"), "people_countries": ("PAK", "RUS")}
AGREED = {"type": "AGREE", "modality": "agreed", "mutual": True, "part_of": 1, "sectors": ("energy",)}
THANKED = {"type": "SUPPORT", "mode": "thank", "mutual": False, "part_of": 1}

OFFICE = tell(
    "office.txt",
    "2024-10-17",
    act(
        "Prime Minister Sharif held a meeting with Prime Minister Mishustin in Islamabad on Wednesday.",
        place="Islamabad",
        mode="visit",
        **PEOPLE,
    ),
    act("Both sides agreed to expand cooperation in oil and gas.", **AGREED),
    act("Sharif thanked Russia for its support of the BRICS bid.", **THANKED),
    outlet="APP",
)
AGENCY = tell(
    "agency.txt",
    "2024-10-18",
    act(
        "Mishustin and Sharif met in Islamabad, the office said.",
        place="the Prime Minister's House",
        **PEOPLE,
    ),
    act(
        "They agreed to expand cooperation in gas and oil trade.",
        **{**AGREED, "sectors": ("energy", "trade")},
    ),
    outlet="Dawn",
)
LATE = tell(
    "late.txt",
    "2024-10-18",
    act(
        "The prime ministers of Pakistan and Russia met.",
        date="2024-10-18",
        date_basis="published",
        **PEOPLE,
    ),
    outlet="Xinhua",
)
NEXT_DAY = tell(
    "next.txt",
    "2024-10-18",
    act("Sharif and Mishustin met again.", date="2024-10-17", **PEOPLE),
    act("Both sides agreed to expand cooperation in oil and gas.", date="2024-10-17", **AGREED),
)
BACKGROUND = tell(
    "background.txt",
    "2025-01-05",
    act("Sharif and Mishustin met in October.", modality="historical", **PEOPLE),
)


def imported(told: Sequence[Told], size: int = 1) -> sqlite3.Connection:
    """Return a database in memory with documents imported in the order given, `size` a transaction."""
    database = open_copy("")
    files = [[each.document for each in told[start : start + size]] for start in range(0, len(told), size)]
    import_documents(database, files, coder_for(*told), Batch("import", "import", NOW))
    connection: sqlite3.Connection = database.conn
    check(connection)
    return connection


def check(connection: sqlite3.Connection) -> None:
    """Compare all derived tables with the events, and the events with each other."""
    events = {event.id: event for event in list_events(connection, Filters())}
    assert {event.part_of for event in events.values()} <= {None, *events}
    expected: dict[str, set[tuple[str | int, ...]]] = {}
    for e in events.values():
        facets = Facets(e.id, e.date, e.source, e.target, e.mutual, e.type, e.sectors, e.people)
        for table, rows_of_event in covering_rows(facets).items():
            expected.setdefault(table, set()).update(rows_of_event)
    for table, rows in expected.items():
        assert set(connection.execute(f"SELECT * FROM {table}")) == rows
    assert {row[0] for row in connection.execute("SELECT event_id FROM event_mention")} == set(events)
    assert not connection.execute("PRAGMA foreign_key_check").fetchall()
    assert differences(connection) == []


def outcome(connection: sqlite3.Connection) -> set[tuple[object, ...]]:
    """Return everything about the events but their ids and keys; occasions are told by their evidence."""
    events = {event.id: event for event in list_events(connection, Filters())}
    return {
        (
            event._replace(id=0, part_of=None, key="", database=""),
            events[event.part_of].evidence if event.part_of else None,
            frozenset((m.document.name, m.coded.number, m.telling) for m in get_mentions(connection, event.id)),
        )
        for event in events.values()
    }


def test_two_reports_of_one_meeting_and_its_acts() -> None:
    connection = imported([OFFICE, AGENCY])
    meeting, agreed, thanked = list_events(connection, Filters())
    assert (meeting.mentions, meeting.outlets, meeting.document) == (2, 2, "office.txt")
    assert (agreed.mentions, agreed.part_of, agreed.sectors) == (2, meeting.id, ("trade", "energy"))
    assert (thanked.mentions, thanked.part_of) == (1, meeting.id)


def test_a_report_without_a_day_joins_the_dated_one_and_a_meeting_on_the_next_day_does_not() -> None:
    events = list(list_events(imported([LATE, OFFICE]), Filters(types=("CONSULT",))))
    assert [(event.date, event.date_basis, event.mentions) for event in events] == [("2024-10-16", "stated", 2)]
    events = list(list_events(imported([NEXT_DAY, OFFICE]), Filters()))
    assert sorted(event.mentions for event in events) == [1, 1, 1, 1, 1]


def test_background_alone_is_historical_and_with_the_news_it_is_not() -> None:
    (alone,) = list_events(imported([BACKGROUND]), Filters())
    assert alone.modality == "historical"
    (both,) = list_events(imported([BACKGROUND, OFFICE]), Filters(types=("CONSULT",)))
    assert (both.modality, both.mentions, both.document) == ("occurred", 2, "office.txt")


ALL = (OFFICE, AGENCY, LATE, NEXT_DAY, BACKGROUND)


def test_every_order_of_imports_gives_the_same_events() -> None:
    expected = outcome(imported(ALL))
    for order in permutations(ALL):
        assert outcome(imported(order)) == expected


@pytest.mark.parametrize("size", [2, 5])
def test_the_size_of_transactions_does_not_matter(size: int) -> None:
    assert outcome(imported(ALL, size)) == outcome(imported(ALL))


WORDS = ("signed", "pipeline", "ministers", "Geneva", "quickly", "treaty", "talks", "gas")
ACTS = st.builds(
    lambda words, day, basis, people, place, kind, part_of: act(
        " ".join(words),
        date=f"2024-10-{day:02}",
        date_basis=basis,
        people=people,
        people_countries=("RUS",) * len(people),
        place=place,
        part_of=part_of if kind != "CONSULT" else None,
        type=kind,
        sectors=("energy",),
    ),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=5),
    st.integers(10, 13),
    st.sampled_from(["stated", "published"]),
    st.sampled_from([(), ("Lavrov",), ("Putin",)]),
    st.sampled_from(["", "Moscow"]),
    st.sampled_from(["CONSULT", "SUPPORT", "AGREE"]),
    st.sampled_from([None, 1]),
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(ACTS, min_size=1, max_size=3), min_size=2, max_size=5),
    st.randoms(use_true_random=False),
)
def test_any_documents_in_any_order(documents: list[list[tuple[str, CodedEvent]]], random: Random) -> None:
    told = [tell(f"{number}", f"2024-10-{14 + number}", *acts) for number, acts in enumerate(documents)]
    shuffled = list(told)
    random.shuffle(shuffled)
    assert outcome(imported(told)) == outcome(imported(shuffled, size=2))


def test_retellings_are_mentions_of_the_same_event() -> None:
    sentence, coded = act("Sharif met Mishustin. Later the office dated the talks to 16 October.")
    again = replace(coded, start=22, end=68, date="", date_end="", type="AGREE", modality="agreed", mutual=True)
    told = tell("retold.txt", "2024-10-17", (sentence, replace(coded, retellings=(again,))))
    connection = imported([told])
    (event,) = list_events(connection, Filters())
    assert (event.mentions, event.outlets, event.type) == (2, 1, "CONSULT")
    assert [mention.telling for mention in get_mentions(connection, event.id)] == [0, 1]


def test_two_events_of_one_document_never_merge() -> None:
    twice = tell(
        "twice.txt",
        "2024-10-17",
        act("Sharif met Mishustin.", **PEOPLE),
        act("Sharif met Mishustin.", **PEOPLE),
    )
    assert [event.mentions for event in list_events(imported([twice]), Filters())] == [1, 1]


def test_events_that_turn_out_to_be_one_keep_an_id_and_redirect_the_other(
    fill: Callable[..., ImportResult], path: Path
) -> None:
    """Two reports with few words in common are one event once a third has the words of both."""
    first = tell("1", "2024-10-17", act("Leaders signed pipeline treaty Geneva.", type="SUPPORT"))
    second = tell("2", "2024-10-17", act("Documents about cooperation prepared quickly.", type="SUPPORT"))
    both = "Leaders signed pipeline treaty Geneva, documents about cooperation prepared quickly."
    third = tell("3", "2024-10-17", act(both, type="SUPPORT"))
    fill(first)
    fill(second)
    with reading(path) as connection:
        assert [event.id for event in list_events(connection, Filters())] == [1, 2]
    assert fill(third).events == 0
    with reading(path) as connection:
        (event,) = list_events(connection, Filters())
        assert (event.id, event.mentions) == (1, 3)
        assert get_event(connection, 2) == event
        assert get_event(connection, 3) is None
    fill(tell("4", "2024-12-17", act("Something else.", date="2024-12-16")))
    with reading(path) as connection:
        assert [event.id for event in list_events(connection, Filters())] == [1, 3]
        for table in ("event_country", "event_type", "event_dyad", "event_actor"):
            ids = {row[0] for row in connection.execute(f"SELECT event_id FROM {table}")}
            assert ids == {1, 3}
