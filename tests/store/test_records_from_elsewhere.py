"""Records of other databases and of tables that people wrote: known or added, never an edit, the same as they were."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relcli.model import EVENT_FIELDS, EXTRA_FIELDS
from relcli.query.filters import Filters
from relcli.query.paging import Page
from relcli.store.check import problems
from relcli.store.connection import open_copy
from relcli.store.decide.edits import edit_events, merge_events, split_event
from relcli.store.decide.manual_events import add_event
from relcli.store.decide.reimport import import_records
from relcli.store.decide.undo import undo
from relcli.store.read.events import get_event, get_mentions, list_events, list_page
from relcli.store.write.batches import Batch, list_batches
from tests.store.fakes import NOW, act, tell
from tests.store.test_bulk import fill as fill_rows
from tests.store.test_bulk import row
from tests.store.test_curating import LATER, STRIKE, VISIT, by_type, check, decision, fill, unchanged

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from sqlite_utils import Database

    from relcli.store.decide.returned import Reimported

Records = list[tuple[int, dict[str, Any]]]
ALIKE = tell(
    "alike.txt",
    "2024-10-21",
    act("Moscow condemned the raid.", type="ACCUSE", source=("RUS",), target=("PAK",), mutual=False, date="2024-10-18"),
)
ROWS = [row(1), row(2, place="Odesa"), row(3, target=("POL",)), row(4, code="173", type="COERCE", goldstein=-5.0)]


@pytest.fixture
def empty() -> Iterator[Database]:
    """An empty database in memory."""
    yield from _opened()


@pytest.fixture
def full() -> Iterator[Database]:
    """Documents, rows of an event file, edits, a merge, a split and an event by hand."""
    for opened in _opened():
        connection = opened.conn
        fill(opened, VISIT, STRIKE, LATER, ALIKE)
        fill_rows(connection, ROWS)
        coded = replace(VISIT.events[0], type="AID", mode="", mutual=False, place="Lahore")
        add_event(opened, coded, replace(VISIT.document, name="note", body="Aid came."), "Aid came.", decision("add"))
        edit_events(connection, [by_type(connection, "COERCE").id], {"place": "Lviv"}, decision("edit"))
        agreed = by_type(connection, "AGREE")
        edit_events(connection, [agreed.id], {"people": "A;B", "people_countries": ";PAK"}, decision("edit"))
        accusations = [event.id for event in list_events(connection, Filters(types=("ACCUSE",)))]
        assert len(accusations) == 2
        merge_events(connection, accusations, decision("merge"))
        strikes = max(list_events(connection, Filters(types=("ASSAULT",))), key=lambda event: event.mentions)
        split_event(connection, strikes.id, [get_mentions(connection, strikes.id)[0].id], decision("split"))
        yield opened


def _opened() -> Iterator[Database]:
    opened = open_copy("")
    yield opened
    check(opened.conn)
    assert list(problems(opened.conn)) == []
    opened.conn.close()


def exported(database: Database, *, extras: bool = True) -> Records:
    """Return all events as a reader gives them, with the extra fields as `--fields all` has them."""
    names = (*EVENT_FIELDS, *EXTRA_FIELDS) if extras else EVENT_FIELDS
    page = list_page(database.conn, Filters(), Page(("id",), 0, False), EXTRA_FIELDS if extras else ())
    return [(line, {name: getattr(event, name) for name in names}) for line, event in enumerate(page, start=2)]


def bring(database: Database, records: Records) -> Reimported:
    """Import records as one batch."""
    return import_records(database, records, Batch("import", "import events.csv", "2025-01-01T08:00:00", "amira"))


def everywhere(records: Records) -> list[dict[str, Any]]:
    """Return records by key without what depends on the database; `part_of` as the key of the occasion."""
    key_of = {values["id"]: values["key"] for _, values in records}
    kept = [
        {**values, "part_of": key_of.get(values["part_of"]), "id": 0, "database": "", "revision": ""}
        for _, values in records
    ]
    return sorted(kept, key=lambda values: str(values["key"]))


def test_everything_comes_back_as_it_went_out(full: Database, empty: Database) -> None:
    records = exported(full)
    returned = bring(empty, records)
    assert (returned.added, returned.edited, returned.known, returned.rejected) == (len(records), 0, 0, [])
    assert everywhere(exported(empty)) == everywhere(records)
    assert {values["producer"] for _, values in records} == {"", "hand", "gdelt2"}
    with unchanged(empty):
        assert bring(empty, exported(full)).known == len(records)


def test_the_rows_of_an_event_file_are_known_after_their_export(full: Database, empty: Database) -> None:
    bring(empty, exported(full))
    events = len(exported(empty))
    added = fill_rows(empty.conn, ROWS)
    assert (added.events, len(exported(empty))) == (0, events)
    assert added.known == 4  # one of them was edited, two are one event that was split


def test_the_export_is_known_after_its_event_file(full: Database, empty: Database) -> None:
    fill_rows(empty.conn, ROWS)
    rows = [(line, values) for line, values in exported(full) if values["producer"] == "gdelt2"]
    with unchanged(empty):
        assert bring(empty, rows).known == len(rows) == 4


def test_later_rows_of_an_event_that_came_with_an_export_join_it(empty: Database) -> None:
    source = open_copy("")
    fill_rows(source.conn, [row(1), row(2), row(3)])
    bring(empty, exported(source))
    added = fill_rows(empty.conn, [row(1), row(9)])
    assert (added.events, added.mentions, added.known) == (0, 1, 1)
    (event,) = list_events(empty.conn, Filters())
    assert (event.mentions, event.documents, event.outlets) == (4, 4, 1)


def test_a_record_without_the_fields_of_its_producer_is_by_hand_and_that_is_said(empty: Database) -> None:
    source = open_copy("")
    fill_rows(source.conn, [row(1)])
    ((line, values),) = exported(source)
    del values["source_code"]
    assert any("source fields" in notice for notice in bring(empty, [(line, values)]).notices)
    assert exported(empty)[0][1]["producer"] == "hand"
    assert "without the field producer" in bring(open_copy(""), exported(source, extras=False)).notices[0]


def test_events_of_one_export_stay_apart(empty: Database) -> None:
    sentence = "Sharif received Mishustin in Islamabad on 16 October, officials said."
    records = [
        (line, values | {"document": f"{line}.txt", "key": f"0000000{line}-0000-7000-8000-000000000000", "id": line})
        for line in range(2, 6)
        for values in [meeting(sentence)]
    ]
    assert bring(empty, records).added == 4
    with unchanged(empty):
        assert bring(empty, records).known == 4
    fill(empty, LATER)
    assert len(exported(empty)) == 4


def meeting(evidence: str, **fields: Any) -> dict[str, Any]:
    """Return the record of a meeting as another database has it."""
    return {
        "date": "2024-10-16", "date_end": "2024-10-16", "source": ("PAK",), "target": ("RUS",), "mutual": True,
        "type": "CONSULT", "place": "Islamabad", "evidence": evidence, "published": "2024-10-17",
        "database": "elsewhere", **fields,
    }  # fmt: skip


def test_a_record_from_elsewhere_never_edits(full: Database, empty: Database) -> None:
    records = exported(full)
    bring(empty, records)
    with unchanged(empty):
        for _, values in records:
            values |= {"place": "Elsewhere", "modality": "denied"}
        assert bring(empty, records).known == len(records)
        without = [(line, {**values, "database": ""}) for line, values in records]
        assert bring(empty, without).known == len(records)


def test_a_changed_record_that_does_not_name_its_database_is_said(empty: Database) -> None:
    fill(empty, STRIKE)
    ((line, values),) = exported(empty)
    with unchanged(empty):
        assert bring(empty, [(line, {**values, "database": ""})]).notices == []
        (notice,) = bring(empty, [(line, {**values, "database": "", "place": "Quetta"})]).notices
    assert notice == "without the field database, 1 row with a key edits nothing, though it differs"


def test_the_same_documents_elsewhere_make_the_same_events(empty: Database) -> None:
    other = open_copy("")
    fill(other, VISIT, STRIKE, LATER, ALIKE)
    fill(empty, ALIKE, LATER, STRIKE, VISIT)
    records = exported(other)
    for _, values in records:
        values |= {name: values[name][::-1] for name in ("source", "target", "sectors")}
    with unchanged(empty):
        assert bring(empty, records).known == len(records)


def test_a_renamed_document_is_known_by_its_sentence(empty: Database) -> None:
    fill(empty, STRIKE)
    with unchanged(empty):
        records = [(line, {**values, "document": "x", "key": "", "database": ""}) for line, values in exported(empty)]
        assert bring(empty, records).known == 1


def test_undone_and_imported_again_an_event_keeps_its_key(full: Database, empty: Database) -> None:
    records = exported(full)
    bring(empty, records)
    undo(empty.conn, None, NOW)
    assert exported(empty) == []
    assert bring(empty, records).added == len(records)
    assert everywhere(exported(empty)) == everywhere(records)


def test_an_event_that_is_gone_is_not_brought_back_by_its_own_export(empty: Database) -> None:
    fill(empty, STRIKE)
    records = exported(empty)
    undo(empty.conn, None, NOW)
    ((line, why),) = bring(empty, records).rejected
    assert line == 2
    assert "event 1 is gone: the change that added it was undone" in why
    without = [(line, {**values, "key": "", "database": ""}) for line, values in records]
    assert bring(empty, without).added == 1


def test_a_copy_of_this_database_that_went_on_is_another_one(empty: Database) -> None:
    fill(empty, STRIKE)
    later = [(2, {**exported(empty)[0][1], "key": "0190aaaa-0000-7000-8000-000000000000", "type": "REQUEST"})]
    assert bring(empty, later).added == 1
    assert {values["type"] for _, values in exported(empty)} == {"ACCUSE", "REQUEST"}


def test_a_record_of_a_merged_event(empty: Database) -> None:
    fill(empty, VISIT, STRIKE, ALIKE)
    accusations = list(list_events(empty.conn, Filters(types=("ACCUSE",))))
    assert len(accusations) == 2
    records = exported(empty)
    merge_events(empty.conn, [event.id for event in accusations], decision("merge"))
    with unchanged(empty):
        assert bring(empty, records).rejected == []
        gone = next(values for _, values in records if values["id"] == accusations[1].id)
        returned = bring(empty, [(7, {**gone, "place": "Nowhere"})])
        why = f"event {accusations[1].id} was merged into {accusations[0].id}; edit that one"
        assert returned.rejected == [(7, why)]


def test_a_row_copied_with_its_key_is_no_second_edit(empty: Database) -> None:
    fill(empty, STRIKE)
    ((line, values),) = exported(empty)
    returned = bring(empty, [(line, values), (3, dict(values)), (4, {**values, "place": "Quetta"})])
    assert (returned.known, returned.edited) == (2, 0)
    assert returned.rejected == [(4, "has the same key as line 2; leave the key of a new event empty")]


def test_numbers_without_keys_are_new_events_and_that_is_said_once(empty: Database) -> None:
    fill(empty, STRIKE)
    event = by_type(empty.conn, "ACCUSE")
    base = {"source": ("KEN",), "target": ("UGA",), "date": "2024-02-03"}
    records = [
        (2, {**base, "id": event.id, "type": "CONSULT", "mutual": True}),
        (3, {**base, "id": 77, "type": "AGREE", "part_of": event.id}),
        (4, {**base, "id": 78, "type": "AID", "part_of": 99}),
    ]
    returned = bring(empty, records)
    assert (returned.added, returned.edited) == (3, 0)
    assert get_event(empty.conn, event.id) == event
    assert by_type(empty.conn, "AGREE").part_of == by_type(empty.conn, "CONSULT").id
    assert by_type(empty.conn, "AID").part_of is None
    assert [notice.split(";")[0] for notice in returned.notices] == [
        "part_of left empty in 1 row: it names an event that is not in the file",
        (
            "3 rows have an id but no key: added as new events. To edit events, import an export that has the fields"
            " key and database (the default has them)"
        ),
    ]
    with unchanged(empty):
        assert bring(empty, records).known == 3


def test_an_occasion_in_another_document_is_kept_and_can_be_undone(empty: Database) -> None:
    records = [
        (2, {"id": 1, "key": "a", **meeting("They met.", document="one.txt")}),
        (3, {"id": 2, "key": "b", **meeting("They agreed.", document="two.txt", type="AGREE", part_of=1)}),
    ]
    bring(empty, records)
    assert by_type(empty.conn, "AGREE").part_of == by_type(empty.conn, "CONSULT").id
    undo(empty.conn, None, NOW)
    assert exported(empty) == []


def test_blank_cells_are_as_if_their_columns_were_left_out(empty: Database) -> None:
    blank = {
        "modality": "",
        "date_precision": "",
        "date_basis": "",
        "mutual": None,
        "quad_class": "",
        "intensity": None,
    }
    given = {"date": "2024-03-01", "source": ("KEN",), "target": ("UGA",), "type": "AID", "sectors": ()}
    bring(empty, [(2, {**given, **blank, "date_end": "", "place": "  "})])
    (event,) = list_events(empty.conn, Filters())
    assert (event.modality, event.date_precision, event.date_basis, event.mutual) == (
        "occurred",
        "day",
        "stated",
        False,
    )
    assert (event.quad_class, event.intensity, event.date_end, event.place) == (
        "material-cooperation", 10.0, "2024-03-01", "",
    )  # fmt: skip
    with unchanged(empty):
        assert bring(empty, [(2, given)]).known == 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"source": ("Kenja",)}, "source: unknown actor 'Kenja'; did you mean Kenya (KEN)?"),
        ({"source": ()}, "source: an event needs one"),
        ({"target": ("kenya",)}, "KEN is both source and target"),
        ({"host": "Ruritania"}, "host: unknown actor 'Ruritania'"),
        ({"mode": "wave"}, "mode: unknown mode 'wave'"),
        ({"mode": "aerial"}, "AID has no mode 'aerial'"),
        ({"type": "HELP"}, "type: unknown type 'HELP'"),
        ({"type": ""}, "type: an event needs one"),
        ({"sectors": ("trade", "golf")}, "sectors: unknown sector 'golf'"),
        ({"level": "king"}, "level: unknown level 'king'"),
        ({"modality": "done"}, "modality: unknown modality 'done'"),
        ({"quad_class": "good"}, "quad_class: unknown quad_class 'good'"),
        ({"date_precision": "hour"}, "date_precision: unknown date_precision 'hour'"),
        ({"intensity": 99.0}, "intensity: intensity is a number from -10 to 10"),
        ({"date_end": "2024-02-28"}, "date_end 2024-02-28 is before date 2024-03-01"),
        ({"date": "", "published": "2024-03-02", "date_end": "2024-03-01"}, "date_end 2024-03-01 without a date"),
        ({"people": ("A", "B"), "people_countries": ("KEN",)}, "people_countries and people differ in number"),
        ({"people_countries": ("KEN",)}, "people_countries and people differ in number"),
        ({"headline": "x" * 161}, "headline: the headline has 161 characters"),
        ({"producer": "reuters"}, "producer: unknown producer 'reuters'"),
        ({"date": ""}, "has neither a date nor a day of publication"),
    ],
)
def test_a_bad_cell_costs_its_row(empty: Database, fields: dict[str, Any], why: str) -> None:
    good = {"date": "2024-03-01", "source": ("KEN",), "target": ("UGA",), "type": "AID"}
    returned = bring(empty, [(2, good), (3, {**good, **fields}), (4, {**good, "target": ("Uganda", "TZ")})])
    assert returned.added == 2
    assert returned.rejected[0][0] == 3
    assert returned.rejected[0][1].startswith(why)
    assert sorted(values["target"] for _, values in exported(empty)) == [("UGA",), ("UGA", "TZA")]


def test_codes_of_own_tables_of_actors_come_back(empty: Database) -> None:
    record = meeting("They met.", source=("MYORG",), key="k", headline="x" * 130)
    assert bring(empty, [(2, record)]).added == 1
    ((_, values),) = exported(empty)
    assert (values["source"], len(values["headline"])) == (("MYORG",), 130)


def test_records_are_read_before_the_database_is_locked(empty: Database) -> None:
    def records() -> Iterator[tuple[int, dict[str, Any]]]:
        assert not empty.conn.in_transaction
        yield 2, {"date": "2024-03-01", "source": ("KEN",), "target": ("UGA",), "type": "AID"}
        assert not empty.conn.in_transaction

    assert import_records(empty, records(), Batch("import", "import -", NOW)).added == 1


DAYS = st.sampled_from(["2024-05-01", "2024-05-02", ""])
PARTIES = st.lists(st.sampled_from(["KEN", "UGA", "Kenya", "PER"]), min_size=1, max_size=2, unique=True).map(tuple)
RECORDS = st.fixed_dictionaries(
    {"date": DAYS, "source": PARTIES, "target": PARTIES, "type": st.sampled_from(["AID", "CONSULT", "consult"])},
    optional={
        "id": st.integers(1, 6), "part_of": st.integers(1, 6), "key": st.sampled_from(["", "k1", "k2", "k3"]),
        "database": st.sampled_from(["", "elsewhere"]),
        "evidence": st.sampled_from(["", "They met.", "They met. Again."]),
        "document": st.sampled_from(["", "a.txt", "b.txt"]), "place": st.sampled_from(["", "Lima"]),
        "published": DAYS, "mutual": st.booleans(), "mentions": st.integers(0, 3), "date_end": DAYS,
        "sectors": st.lists(st.sampled_from(["trade", "energy", "tech"]), max_size=3).map(tuple),
        "people": st.lists(st.sampled_from(["A", "B"]), max_size=2).map(tuple),
        "producer": st.sampled_from(["", "hand", "gdelt2"]), "source_id": st.sampled_from(["1", "2"]),
        "source_code": st.just("071"), "goldstein": st.none(), "source_quad_class": st.just("2"),
        "place_country": st.just(""), "first_seen": DAYS,
    },
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(RECORDS, max_size=6), st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["Lima", ""]))), st.randoms()
)
def test_a_file_imported_twice_is_imported_once(
    records: list[dict[str, Any]], edits: list[tuple[int, str]], chance: random.Random
) -> None:
    database = open_copy("")
    fill(database, VISIT, STRIKE)
    own = exported(database)
    for place, value in edits:
        own[place % len(own)][1]["place"] = value
    file = [(0, dict(values)) for values in records] + own
    chance.shuffle(file)
    numbered = [(line, values) for line, (_, values) in enumerate(file, 2)]
    first = bring(database, numbered)
    check(database.conn)
    batches = len(list(list_batches(database.conn)))
    for _, values in numbered:
        values |= {name: values[name][::-1] for name in ("source", "target", "sectors") if name in values}
    with unchanged(database):
        again = bring(database, numbered)
        assert (again.edited, again.added, again.mentions) == (0, 0, 0)
        assert [line for line, _ in again.rejected] == [line for line, _ in first.rejected]
    assert len(list(list_batches(database.conn))) == batches
    database.conn.close()
