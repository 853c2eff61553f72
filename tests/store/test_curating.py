"""What people decide holds: after an import, after a coding anew, and until it is undone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from relcli.errors import RelcliError, UsageError
from relcli.query.filters import Filters
from relcli.store.connection import open_copy
from relcli.store.decide.edits import edit_events, merge_events, reject_events, split_event
from relcli.store.decide.undo import undo
from relcli.store.decision_log import history_of
from relcli.store.read.events import count_events, get_event, get_mentions, list_events
from relcli.store.summary.rollup import differences
from relcli.store.write.batches import Batch, list_batches
from relcli.store.write.documents import import_documents
from relcli.store.write.resolution import mentions_of
from tests.store.fakes import NOW, Told, act, coder_for, tell

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from sqlite_utils import Database

    from relcli.model import Event
    from relcli.store.write.batches import BatchKind

VISIT = tell(
    "visit.txt",
    "2024-10-17",
    act("Sharif received Mishustin in Islamabad on 16 October.", place="Islamabad"),
    act("They agreed to expand trade.", type="AGREE", mutual=True, modality="agreed", part_of=1, sectors=("trade",)),
)
STRIKE = tell(
    "strike.txt",
    "2024-10-18",
    act("Russia condemned the raid.", type="ACCUSE", source=("RUS",), target=("PAK",), mutual=False),
)
LATER = tell(
    "later.txt",
    "2024-10-20",
    act("Sharif received Mishustin in Islamabad on 16 October, the embassy said.", place="Islamabad"),
)


@pytest.fixture
def database() -> Iterator[Database]:
    """A database in memory with two documents and three events."""
    opened = open_copy("")
    fill(opened, VISIT, STRIKE)
    yield opened
    check(opened.conn)
    opened.conn.close()


def fill(database: Database, *told: Told) -> None:
    """Import documents made by hand as one batch."""
    import_documents(database, [[each.document] for each in told], coder_for(*told), Batch("import", "import", NOW))


def check(connection: sqlite3.Connection) -> None:
    """Everything hangs together: keys, covering tables, full text."""
    assert not connection.execute("PRAGMA foreign_key_check").fetchall()
    assert differences(connection) == []
    assert not connection.execute("SELECT 1 FROM event_mention WHERE event_id NOT IN (SELECT id FROM event)").fetchall()
    live = {row[0] for row in connection.execute("SELECT id FROM event WHERE rejected = 0")}
    assert {row[0] for row in connection.execute("SELECT event_id FROM event_type")} == live
    assert not connection.execute("SELECT 1 FROM event WHERE best_mention_id IS NULL").fetchall()
    for table in ("document_search", "mention_search"):
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")


def by_type(connection: sqlite3.Connection, kind: str) -> Event:
    """Return the only event of a type."""
    (event,) = list_events(connection, Filters(types=(kind,)))
    return event


@contextmanager
def unchanged(database: Database) -> Iterator[None]:
    """What happens in the `with` block leaves all events as they were."""
    before = list(list_events(database.conn, Filters()))
    yield
    assert list(list_events(database.conn, Filters())) == before


def decision(kind: BatchKind) -> Batch:
    """Return a batch of somebody's."""
    return Batch(kind, kind, "2024-11-05T08:00:00", "amira")


def test_an_edit_is_seen_everywhere_and_noted(database: Database) -> None:
    connection = database.conn
    event = by_type(connection, "ACCUSE")
    edits = {"type": "REQUEST", "sectors": "energy;trade", "date": "2024-09-01", "date_end": "2024-09-30"}
    (edited,) = edit_events(connection, [event.id], edits, decision("edit"))
    assert (edited.id, edited.type, edited.sectors, edited.date) == (
        event.id,
        "REQUEST",
        ("energy", "trade"),
        "2024-09-01",
    )
    assert list(list_events(connection, Filters(sectors=("energy",)))) == [edited]
    assert list(list_events(connection, Filters(types=("ACCUSE",)))) == []
    log = history_of(connection, event.id)
    assert (log[0].field, log[0].value, log[0].previous) == ("type", "REQUEST", "ACCUSE")
    assert {row.author for row in log} == {"amira"}


def test_an_edit_that_changes_nothing_is_no_batch(database: Database) -> None:
    event = by_type(database.conn, "ACCUSE")
    before = len(list(list_batches(database.conn)))
    assert edit_events(database.conn, [event.id], {"type": "ACCUSE"}, decision("edit")) == []
    assert len(list(list_batches(database.conn))) == before


def test_an_edit_holds_when_another_report_comes(database: Database) -> None:
    connection = database.conn
    event = by_type(connection, "CONSULT")
    edit_events(connection, [event.id], {"place": "Rawalpindi", "date": "2024-10-15"}, decision("edit"))
    fill(database, LATER)
    again = get_event(connection, event.id)
    assert again is not None
    assert (again.mentions, again.place, again.date) == (2, "Rawalpindi", "2024-10-15")


def test_the_newest_edit_of_a_field_holds_and_undoing_it_brings_the_one_before(database: Database) -> None:
    connection = database.conn
    event = by_type(connection, "CONSULT")
    for place in ("Lahore", "Karachi"):
        edit_events(connection, [event.id], {"place": place}, decision("edit"))
    for expected in ("Lahore", "Islamabad"):
        undo(connection, None, NOW)
        held = get_event(connection, event.id)
        assert held is not None
        assert held.place == expected


def test_a_rejected_event_is_in_no_listing_and_its_acts_stand_by_themselves(database: Database) -> None:
    connection = database.conn
    meeting, agreement = by_type(connection, "CONSULT"), by_type(connection, "AGREE")
    assert agreement.part_of == meeting.id
    reject_events(connection, [meeting.id], decision("reject"), why="no meeting took place")
    assert list(list_events(connection, Filters(types=("CONSULT",)))) == []
    assert list(list_events(connection, Filters(ids=(meeting.id,)))) == []
    assert count_events(connection, Filters()) == 2
    assert by_type(connection, "AGREE").part_of is None
    assert get_event(connection, meeting.id) is not None
    fill(database, LATER)
    assert list(list_events(connection, Filters(types=("CONSULT",)))) == []
    reject_events(connection, [meeting.id], decision("restore"), restore=True)
    assert by_type(connection, "CONSULT").mentions == 2
    assert by_type(connection, "AGREE").part_of == meeting.id


def test_rejecting_twice_or_restoring_what_stands_changes_nothing(database: Database) -> None:
    event = by_type(database.conn, "CONSULT")
    assert reject_events(database.conn, [event.id], decision("restore"), restore=True) == []
    assert len(reject_events(database.conn, [event.id], decision("reject"))) == 1
    assert reject_events(database.conn, [event.id], decision("reject")) == []


def test_merging_keeps_the_first_number_and_the_other_leads_there(database: Database) -> None:
    connection = database.conn
    agreement, accusation = by_type(connection, "AGREE"), by_type(connection, "ACCUSE")
    merged = merge_events(connection, [agreement.id, accusation.id], decision("merge"))
    assert (merged.id, merged.mentions) == (agreement.id, 2)
    assert {mention.document.name for mention in get_mentions(connection, merged.id)} == {"visit.txt", "strike.txt"}
    assert get_event(connection, accusation.id) == merged
    fill(database, LATER)
    assert get_event(connection, accusation.id) == merged


def test_undoing_a_merge_brings_both_back_under_their_numbers(database: Database) -> None:
    connection = database.conn
    ids = [by_type(connection, kind).id for kind in ("CONSULT", "ACCUSE", "AGREE")]
    with unchanged(database):
        merge_events(connection, ids, decision("merge"))
        assert count_events(connection, Filters()) == 1
        check(connection)
        undo(connection, None, NOW)


def test_splitting_takes_a_mention_out_for_good(database: Database) -> None:
    connection = database.conn
    fill(database, LATER)
    event = by_type(connection, "CONSULT")
    first, second = get_mentions(connection, event.id)
    left, new = split_event(connection, event.id, [second.id], decision("split"))
    assert (left.id, left.mentions, new.mentions) == (event.id, 1, 1)
    assert [mention.id for mention in get_mentions(connection, left.id)] == [first.id]
    fill(database, tell("third.txt", "2024-10-21", act("Sharif received Mishustin in Islamabad on 16 October 2024.")))
    assert [get_event(connection, each.id).mentions for each in (left, new)] in ([1, 2], [2, 1])  # type: ignore[union-attr]


def test_undoing_a_split_makes_one_of_it_and_the_new_number_leads_there(database: Database) -> None:
    connection = database.conn
    fill(database, LATER)
    event = by_type(connection, "CONSULT")
    second = get_mentions(connection, event.id)[1]
    with unchanged(database):
        _, new = split_event(connection, event.id, [second.id], decision("split"))
        undo(connection, None, NOW)
    assert get_event(connection, new.id) == event


def test_undoing_an_import_takes_its_documents_with_all_that_came_of_them(database: Database) -> None:
    with unchanged(database):
        fill(
            database,
            LATER,
            tell("other.txt", "2024-12-01", act("Putin called Sharif.", mode="phone", date="2024-11-30")),
        )
        assert by_type(database.conn, "AGREE").part_of
        undone = undo(database.conn, None, NOW)
    assert (undone.batch.kind, undone.documents, undone.mentions) == ("import", 2, 2)
    assert [batch.undone for batch in list_batches(database.conn)] == [NOW, ""]


def test_undoing_an_earlier_import_leaves_the_later_one(database: Database) -> None:
    connection = database.conn
    fill(database, LATER)
    event = by_type(connection, "CONSULT")
    undo(connection, 1, NOW)
    (left,) = list_events(connection, Filters())
    assert (left.id, left.mentions, left.document) == (event.id, 1, "later.txt")
    with pytest.raises(RelcliError, match="undone on"):
        undo(connection, 1, NOW)


def test_numbers_are_never_used_again(database: Database) -> None:
    connection = database.conn
    highest = max(event.id for event in list_events(connection, Filters()))
    undo(connection, None, NOW)
    assert count_events(connection, Filters()) == 0
    fill(database, VISIT, STRIKE)
    assert min(event.id for event in list_events(connection, Filters())) > highest
    undo(connection, None, NOW)
    with pytest.raises(RelcliError, match="nothing to undo"):
        undo(connection, None, NOW)
    fill(database, VISIT)


def test_an_edit_survives_undoing_a_later_merge(database: Database) -> None:
    connection = database.conn
    kept, other = by_type(connection, "AGREE"), by_type(connection, "ACCUSE")
    edit_events(connection, [other.id], {"place": "Moscow"}, decision("edit"))
    merge_events(connection, [kept.id, other.id], decision("merge"))
    undo(connection, None, NOW)
    assert by_type(connection, "ACCUSE").place == "Moscow"
    assert by_type(connection, "AGREE").place == ""


def test_undoing_an_edit_under_a_merge_leaves_the_merge(database: Database) -> None:
    connection = database.conn
    kept, other = by_type(connection, "AGREE"), by_type(connection, "ACCUSE")
    edit_events(connection, [other.id], {"place": "Moscow"}, decision("edit"))
    number = next(iter(list_batches(connection))).id
    merged = merge_events(connection, [kept.id, other.id], decision("merge"))
    undo(connection, number, NOW)
    assert get_event(connection, other.id) == merged


def test_what_cannot_be_done_is_said(database: Database) -> None:
    connection = database.conn
    event = by_type(connection, "ACCUSE")
    with pytest.raises(RelcliError, match="no event 99"):
        edit_events(connection, [99], {"place": "x"}, decision("edit"))
    with pytest.raises(UsageError, match="two different"):
        merge_events(connection, [event.id, event.id], decision("merge"))
    with pytest.raises(UsageError, match="has no passage 99"):
        split_event(connection, event.id, [99], decision("split"))
    with pytest.raises(UsageError, match="all the passages"):
        split_event(connection, event.id, mentions_of(connection, event.id), decision("split"))
    with pytest.raises(RelcliError, match="no batch 99"):
        undo(connection, 99, NOW)
