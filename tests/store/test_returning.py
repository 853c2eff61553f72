"""An export that comes back: into its own database it edits, into another one it adds, twice it changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from relcli.model import EVENT_FIELDS, Event
from relcli.query.filters import Filters
from relcli.store.connection import open_copy
from relcli.store.decide.reimport import Reimported, import_records
from relcli.store.decide.undo import undo
from relcli.store.read.events import get_event, list_events
from relcli.store.write.batches import Batch, list_batches
from tests.store.fakes import NOW
from tests.store.test_bulk import fill as fill_rows
from tests.store.test_bulk import row
from tests.store.test_curating import LATER, STRIKE, VISIT, by_type, check, fill, unchanged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

OF_THIS_DATABASE = {"id", "part_of", "first_seen", "mentions", "outlets", "documents", "key", "database", "revision"}


@pytest.fixture
def database() -> Iterator[Database]:
    """A database in memory with three documents and three events, and one of an event file."""
    opened = open_copy("")
    fill(opened, VISIT, STRIKE, LATER)
    fill_rows(opened.conn, [row(1)])
    yield opened
    check(opened.conn)
    opened.conn.close()


@pytest.fixture
def other() -> Iterator[Database]:
    """An empty database in memory."""
    opened = open_copy("")
    yield opened
    check(opened.conn)
    opened.conn.close()


def exported(database: Database) -> list[tuple[int, dict[str, Any]]]:
    """Return all events as a reader gives them."""
    events = list_events(database.conn, Filters())
    return [(line, {name: getattr(event, name) for name in EVENT_FIELDS}) for line, event in enumerate(events, start=2)]


def bring(database: Database, records: list[tuple[int, dict[str, Any]]]) -> Reimported:
    """Import records as one batch."""
    return import_records(database, records, Batch("import", "import events.csv", NOW, "amira"))


def told(event: Event) -> dict[str, Any]:
    """Return what an event says wherever it is stored."""
    return {name: getattr(event, name) for name in EVENT_FIELDS if name not in OF_THIS_DATABASE}


def test_what_comes_back_unchanged_changes_nothing(database: Database) -> None:
    batches = len(list(list_batches(database.conn)))
    with unchanged(database):
        assert bring(database, exported(database)).known == 4
    assert len(list(list_batches(database.conn))) == batches


def test_what_was_changed_outside_is_an_edit_and_can_be_undone(database: Database) -> None:
    records = exported(database)
    accusation = by_type(database.conn, "ACCUSE")
    with unchanged(database):
        for _, values in records:
            if values["id"] == accusation.id:
                values |= {"type": "REQUEST", "sectors": ("security",), "people": ("Ishaq Dar",)}
        returned = bring(database, records)
        assert (returned.edited, returned.added, returned.known) == (1, 0, 3)
        edited = get_event(database.conn, accusation.id)
        assert edited is not None
        assert (edited.type, edited.quad_class, edited.intensity) == ("REQUEST", "verbal-conflict", 0)
        assert (edited.sectors, edited.people) == (("security",), ("Ishaq Dar",))
        undo(database.conn, None, NOW)


def test_some_columns_are_enough_to_edit(database: Database) -> None:
    meeting = by_type(database.conn, "CONSULT")
    values = {"date": meeting.date, "source": meeting.source, "target": meeting.target}
    values |= {"key": meeting.key, "database": meeting.database}
    assert bring(database, [(2, {**values, "type": "CONSULT", "place": "Lahore"})]).edited == 1
    assert by_type(database.conn, "CONSULT").place == "Lahore"


def test_another_database_gets_the_same_events(database: Database, other: Database) -> None:
    records = exported(database)
    returned = bring(other, records)
    assert (returned.added, returned.edited, returned.known) == (4, 0, 0)
    events, copies = list(list_events(database.conn, Filters())), list(list_events(other.conn, Filters()))
    assert [told(event) for event in copies] == [told(event) for event in events]
    assert by_type(other.conn, "AGREE").part_of == by_type(other.conn, "CONSULT").id


def test_how_sure_the_coder_was_comes_along(database: Database, other: Database) -> None:
    records = [(line, {**values, "confidence": 0.55}) for line, values in exported(database) if values["evidence"]]
    bring(other, records)
    assert {event.confidence for event in list_events(other.conn, Filters())} == {0.55}


def test_an_export_from_before_there_was_confidence_says_nothing_of_it(database: Database, other: Database) -> None:
    records = exported(database)
    for _, values in records:
        del values["confidence"]
    with unchanged(database):
        assert bring(database, records).known == 4
    bring(other, records)
    assert {event.confidence for event in list_events(other.conn, Filters())} == {None}


@pytest.mark.parametrize("confidence", [-0.1, 1.01])
def test_a_confidence_that_cannot_be_is_rejected(database: Database, other: Database, confidence: float) -> None:
    records = [(2, {**exported(database)[0][1], "confidence": confidence})]
    assert bring(other, records).rejected == [(2, f"confidence: {confidence:g} is not from 0 to 1")]


def test_what_a_person_or_an_event_file_says_has_no_confidence(database: Database, other: Database) -> None:
    by_hand = {"date": "2024-10-18", "source": ("RUS",), "target": ("PAK",), "type": "ACCUSE", "confidence": 0.3}
    bring(other, [(2, by_hand)])
    assert by_type(other.conn, "ACCUSE").confidence is None
    fill_rows(other.conn, [row(1)])
    assert {event.confidence for event in list_events(other.conn, Filters())} == {None}


def test_twice_into_another_database_is_once(database: Database, other: Database) -> None:
    records = exported(database)
    bring(other, records)
    with unchanged(other):
        assert bring(other, records[:2]).known == 2
        assert bring(other, records).known == 4


def test_a_number_of_another_database_means_nothing(database: Database, other: Database) -> None:
    fill(other, STRIKE)
    ours = by_type(other.conn, "ACCUSE")
    records = [(2, {**values, "id": ours.id}) for _, values in exported(database) if values["type"] == "CONSULT"]
    assert bring(other, records).added == 1
    assert by_type(other.conn, "ACCUSE") == ours


def test_a_document_that_is_here_is_not_made_again(database: Database, other: Database) -> None:
    fill(other, VISIT, STRIKE, LATER)
    with unchanged(other):
        records = [(line, {**values, "id": None}) for line, values in exported(database) if values["evidence"]]
        returned = bring(other, records)
        assert (returned.added, returned.mentions, returned.known) == (0, 0, 3)


def test_what_cannot_be_placed_is_rejected_by_its_line(other: Database) -> None:
    record = {"date": "", "source": ("RUS",), "target": ("PAK",), "type": "ACCUSE"}
    assert bring(other, [(7, record)]).rejected == [(7, "has neither a date nor a day of publication")]
    assert list(list_batches(other.conn)) == []


@pytest.mark.parametrize(
    "changed",
    [{"type": "REQUEST"}, {"mode": "visit", "type": "CONSULT"}, {"date": "2023-01-05"}, {"type": "AGREE", "mode": ""}],
    ids=str,
)
def test_what_follows_an_edit_of_a_file_is_not_undone_by_the_same_file(
    database: Database, changed: dict[str, Any]
) -> None:
    """Whoever changes the type in a spreadsheet leaves the intensity as it was."""
    records = exported(database)
    records[0][1].update(changed)
    assert bring(database, records).edited == 1
    with unchanged(database):
        again = bring(database, records)
        assert (again.edited, again.known, again.rejected) == (0, 4, [])


def test_what_followed_can_still_be_set_by_hand_and_by_a_later_export(database: Database) -> None:
    records = exported(database)
    records[0][1].update(type="REQUEST")
    bring(database, records)
    number = records[0][1]["id"]
    later = [record for record in exported(database) if record[1]["id"] == number]
    later[0][1].update(intensity=1.5)
    assert bring(database, later).edited == 1
    edited = get_event(database.conn, number)
    assert edited is not None
    assert edited.intensity == 1.5


def test_a_type_in_other_letters_changes_nothing(database: Database) -> None:
    records = exported(database)
    records[0][1].update(type=records[0][1]["type"].lower(), intensity=1.0)
    assert bring(database, records).edited == 1
    with unchanged(database):
        assert bring(database, records).known == 4
