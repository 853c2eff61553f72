"""An export that comes back after its events have changed: it takes no change back, and says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from relcli.model import EVENT_FIELDS, REVISED, Event, as_text, revision_of
from relcli.query.filters import Filters
from relcli.store.connection import open_copy
from relcli.store.decide.edits import edit_events, merge_events
from relcli.store.decide.undo import undo
from relcli.store.read.events import get_event, list_events
from relcli.store.write.batches import Batch
from tests.store.fakes import NOW
from tests.store.test_curating import LATER, STRIKE, VISIT, by_type, check, fill, unchanged
from tests.store.test_records_from_elsewhere import ALIKE
from tests.store.test_returning import bring, exported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database


@pytest.fixture
def database() -> Iterator[Database]:
    """A database in memory with three documents and three events."""
    opened = open_copy("")
    fill(opened, VISIT, STRIKE, LATER)
    yield opened
    check(opened.conn)
    opened.conn.close()


def edit(database: Database, event: Event, **fields: str) -> None:
    """Edit an event as a person does."""
    edit_events(database.conn, [event.id], fields, Batch("edit", "edit", NOW, "amira"))


def row_of(records: list[tuple[int, dict[str, Any]]], event: Event) -> dict[str, Any]:
    """Return the values of an event's record."""
    return next(values for _, values in records if values["id"] == event.id)


def place_of(database: Database, event: Event) -> str:
    """Return where an event was, as the database has it now."""
    found = get_event(database.conn, event.id)
    assert found is not None
    return found.place


def test_a_revision_is_of_the_texts_that_the_record_has(database: Database) -> None:
    events = list(list_events(database.conn, Filters()))
    for event in events:
        assert event.revision == revision_of([as_text(getattr(event, name)) for name in REVISED])
    assert len({event.revision for event in events}) == len(events)
    assert EVENT_FIELDS[: EVENT_FIELDS.index("revision")] == Event._fields[: Event._fields.index("confidence")]


@pytest.mark.parametrize("name", REVISED)
def test_a_revision_changes_with_every_field(database: Database, name: str) -> None:
    event = by_type(database.conn, "CONSULT")
    other: Any = {"mutual": not event.mutual, "intensity": 9.75, "part_of": 77, "mentions": 99}
    for field in ("source", "target", "sectors", "people", "people_countries"):
        other[field] = ("X",)
    changed = event._replace(**{name: other.get(name, "x")})
    assert changed.revision != event.revision
    assert changed._replace(**{name: getattr(event, name)}).revision == event.revision


def test_a_revision_is_no_number_to_a_spreadsheet() -> None:
    for number in range(2000):
        revision = revision_of([str(number)])
        assert len(revision) == 8
        assert revision[0] in "abcdef"
        int(revision, 16)


def test_events_can_be_sorted_by_revision(database: Database) -> None:
    revisions = [event.revision for event in list_events(database.conn, Filters(), sort=["-revision"])]
    assert revisions == sorted(revisions, reverse=True)


def test_an_old_export_does_not_take_an_edit_back(database: Database) -> None:
    records = exported(database)
    meeting = by_type(database.conn, "CONSULT")
    edit(database, meeting, place="Beirut")
    with unchanged(database):
        returned = bring(database, records)
    assert (returned.edited, returned.known, returned.rejected) == (0, len(records), [])
    assert returned.notices == ["1 row is older than its event, which has changed since; left as it is"]
    assert place_of(database, meeting) == "Beirut"


def test_several_old_rows_are_said_in_one_notice(database: Database) -> None:
    records = exported(database)
    for event in list(list_events(database.conn, Filters(), limit=2)):
        edit(database, event, place="Beirut")
    assert bring(database, records).notices == [
        "2 rows are older than their events, which have changed since; left as they are"
    ]


def test_a_changed_row_of_an_event_that_has_changed_is_rejected(database: Database) -> None:
    records = exported(database)
    meeting = by_type(database.conn, "CONSULT")
    edit(database, meeting, place="Beirut")
    row_of(records, meeting)["sectors"] = ("energy",)
    (newest,) = database.conn.execute("SELECT max(id) FROM batch").fetchone()
    with unchanged(database):
        ((_, why),) = bring(database, records).rejected
    assert why == f"event {meeting.id} has changed since it was exported (batch {newest}); export it again"


def test_a_changed_row_whose_change_is_here_already_is_known(database: Database) -> None:
    records = exported(database)
    meeting = by_type(database.conn, "CONSULT")
    edit(database, meeting, place="Beirut")
    row_of(records, meeting)["place"] = "Beirut"
    with unchanged(database):
        returned = bring(database, records)
    assert (returned.known, returned.rejected, returned.notices) == (len(records), [], [])


def test_a_row_without_a_revision_edits_as_ever(database: Database) -> None:
    records = exported(database)
    meeting = by_type(database.conn, "CONSULT")
    edit(database, meeting, place="Beirut")
    for value in (None, ""):
        values = {**row_of(records, meeting), "revision": value, "place": f"Lahore{value}"}
        if value is None:
            del values["revision"]
        assert bring(database, [(2, values)]).edited == 1


def test_an_edit_that_was_undone_leaves_the_export_up_to_date(database: Database) -> None:
    records = exported(database)
    meeting = by_type(database.conn, "CONSULT")
    edit(database, meeting, place="Beirut")
    undo(database.conn, None, NOW)
    row_of(records, meeting)["place"] = "Lahore"
    assert bring(database, records).edited == 1


def test_a_file_that_edited_and_comes_once_more_is_not_rejected(database: Database) -> None:
    records = exported(database)
    meeting = by_type(database.conn, "CONSULT")
    row_of(records, meeting).update(type="AGREE", mode="", place="Lahore")
    assert bring(database, records).edited == 1
    with unchanged(database):
        assert bring(database, records).rejected == []
    edit(database, meeting, place="Beirut")
    with unchanged(database):
        returned = bring(database, records)
    assert (returned.edited, returned.rejected) == (0, [])
    assert "1 row is older than its event, which has changed since; left as it is" in returned.notices


def test_an_export_of_a_merged_event_makes_no_edits(database: Database) -> None:
    fill(database, ALIKE)
    records = exported(database)
    kept, other = list_events(database.conn, Filters(types=("ACCUSE",)))
    edit(database, kept, place="Beirut")
    merge_events(database.conn, [kept.id, other.id], Batch("merge", "merge", NOW, "amira"))
    with unchanged(database):
        returned = bring(database, records)
    assert (returned.edited, returned.known, returned.rejected) == (0, len(records), [])
    row_of(records, other)["place"] = "Oslo"
    ((_, why),) = bring(database, records).rejected
    assert f"event {other.id} was merged into {kept.id}" in why


def test_a_row_that_only_a_program_changed_is_untouched(database: Database) -> None:
    meeting = by_type(database.conn, "CONSULT")
    edit(database, meeting, place="=Oslo", setting="one\ntwo")
    records = exported(database)
    row_of(records, meeting).update(place="'=Oslo", setting="one\r\ntwo")
    edit(database, meeting, place="Beirut")
    assert bring(database, records).rejected == []
    assert place_of(database, meeting) == "Beirut"


def test_a_number_and_a_key_of_different_events_are_rejected(database: Database) -> None:
    records = exported(database)
    (_, first), (_, second), *_ = records
    first["id"], second["id"] = second["id"], first["id"]
    with unchanged(database):
        rejected = bring(database, records).rejected
    assert [why for _, why in rejected] == [
        f"id {values['id']} and its key belong to different events; sort all columns of a table together"
        for values in (first, second)
    ]


def test_a_number_merged_into_the_event_of_the_key_is_good(database: Database) -> None:
    fill(database, ALIKE)
    kept, other = list_events(database.conn, Filters(types=("ACCUSE",)))
    merge_events(database.conn, [kept.id, other.id], Batch("merge", "merge", NOW, "amira"))
    values = {**row_of(exported(database), kept), "id": other.id, "place": "Oslo"}
    assert bring(database, [(2, values)]).edited == 1
    assert place_of(database, kept) == "Oslo"


@pytest.mark.parametrize("key", ["x", "0190aaaa-0000-4000-8000-000000000000", "0190aaaa-0000-7000-8000-00000000000g"])
def test_a_key_that_no_database_gave_out_is_rejected(database: Database, key: str) -> None:
    values = {**exported(database)[0][1], "key": key, "place": "Oslo"}
    with unchanged(database):
        ((_, why),) = bring(database, [(2, values)]).rejected
    assert why.startswith("no event of this database has this key")
    assert bring(database, [(2, {**values, "key": "0190aaaa-0000-7000-8000-000000000000"})]).added == 1


def test_cells_that_cannot_be_edited_are_named_once(database: Database) -> None:
    records = exported(database)
    for _, values in records[:2]:
        values["evidence"] = "They met."
    records[0][1]["outlet"] = "Another"
    with unchanged(database):
        returned = bring(database, records)
    assert (returned.known, returned.rejected) == (len(records), [])
    assert returned.notices == ["2 rows: evidence and outlet cannot be edited; left as they were"]
    records = exported(database)
    records[0][1]["document"] = "other.txt"
    assert bring(database, records).notices == ["1 row: document cannot be edited; left as it was"]


def test_the_apostrophes_of_safe_csv_do_not_come_in(database: Database) -> None:
    values = {**exported(database)[0][1], "key": "0190aaaa-0000-7000-8000-000000000000", "database": "elsewhere"}
    values |= {"place": "'=Oslo", "headline": "'-- a line", "people": ("'@Ann", "Bo's"), "people_countries": ("", "")}
    values |= {"evidence": "'- They met.", "setting": "'Round' table"}
    assert bring(database, [(2, values)]).added == 1
    *_, added = sorted(list_events(database.conn, Filters()))
    assert (added.place, added.headline, added.people) == ("=Oslo", "-- a line", ("@Ann", "Bo's"))
    assert (added.evidence, added.setting) == ("- They met.", "'Round' table")


def test_a_list_with_the_apostrophes_of_safe_csv_is_the_same_list(database: Database) -> None:
    meeting = by_type(database.conn, "CONSULT")
    edit(database, meeting, people="Ann;=Bo", place="=a;=b")
    records = exported(database)
    row_of(records, meeting).update(people=("Ann", "'=Bo"), place="'=a;'=b")
    with unchanged(database):
        assert bring(database, records).known == len(records)
    row_of(records, meeting).update(place="'quoted'")
    assert bring(database, records).edited == 1
    assert place_of(database, meeting) == "'quoted'"
