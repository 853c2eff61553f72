"""Coding again: what changes is told, events keep their numbers, and what people decided holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from relcli.coding import Document
from relcli.errors import RelcliError, UsageError
from relcli.query.filters import Filters
from relcli.store.connection import open_copy
from relcli.store.decide.edits import edit_events, merge_events, reject_events, split_event
from relcli.store.decide.manual_events import add_event
from relcli.store.decide.recode import (
    Change,
    Recoded,
    StaleError,
    compare,
    recode,
    state_of_codings,
    stored_documents,
)
from relcli.store.decide.undo import undo
from relcli.store.read.events import get_event, get_mentions, list_events
from relcli.store.write.batches import Batch, list_batches
from tests.store.fakes import NOW, Told, act, coder_for, tell
from tests.store.test_curating import LATER, STRIKE, VISIT, by_type, check, decision, fill, unchanged

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


def again(*told: Told) -> dict[Document, Told]:
    """Return what today's coder finds, by document."""
    return {each.document: each for each in told}


def compared(database: Database, coded: dict[Document, Told]) -> list[Recoded]:
    """Return the documents that today's coder codes differently; those not named are coded as before."""
    before = again(VISIT, STRIKE, LATER)
    found = [
        compare(database.conn, number, document, list((coded.get(document) or before[document]).events))
        for number, document in stored_documents(database.conn)
    ]
    return [each for each in found if each.changes]


def recoded(database: Database, *told: Told) -> list[Change]:
    """Code again with these results; return what changed."""
    changed = compared(database, again(*told))
    recode(database.conn, changed, coder_for(*told), Batch("recode", "recode", NOW))
    check(database.conn)
    return [change for each in changed for change in each.changes]


VISIT_AGAIN = tell(
    "visit.txt",
    "2024-10-17",
    act("Sharif received Mishustin in Islamabad on 16 October.", place="Islamabad", mode="visit"),
    act("They agreed to expand trade.", type="AGREE", mutual=True, modality="agreed", part_of=1, sectors=("trade",)),
)
STRIKE_AS_A_REQUEST = tell(
    "strike.txt",
    "2024-10-18",
    act("Russia condemned the raid.", type="REQUEST", source=("RUS",), target=("PAK",), mutual=False),
)
STRIKE_NOT_CODED = Told(STRIKE.document, ())


def test_the_same_coding_changes_nothing(database: Database) -> None:
    with unchanged(database):
        assert recoded(database) == []


def test_a_changed_coding_keeps_its_number(database: Database) -> None:
    connection = database.conn
    before = {event.id for event in list_events(connection, Filters())}
    event = by_type(connection, "ACCUSE")
    (change,) = recoded(database, STRIKE_AS_A_REQUEST)
    assert (change.change, change.event, change.document) == ("changed", event.id, "strike.txt")
    assert change.differences == "type ACCUSE → REQUEST"
    assert by_type(connection, "REQUEST").id == event.id
    assert {event.id for event in list_events(connection, Filters())} == before


def test_a_change_of_confidence_is_a_change(database: Database) -> None:
    event = by_type(database.conn, "ACCUSE")
    doubted = Told(STRIKE.document, tuple(replace(each, confidence=0.5) for each in STRIKE.events))
    (change,) = recoded(database, doubted)
    assert change.differences == "confidence 1.0 → 0.5"
    assert by_type(database.conn, "ACCUSE").confidence == 0.5
    assert by_type(database.conn, "ACCUSE").id == event.id


def test_a_change_of_one_telling_leaves_the_others(database: Database) -> None:
    connection = database.conn
    meeting, agreement = by_type(connection, "CONSULT"), by_type(connection, "AGREE")
    (change,) = recoded(database, VISIT_AGAIN)
    assert change.differences == "mode - → visit"
    after = by_type(connection, "CONSULT")
    assert (after.id, after.mentions, after.mode) == (meeting.id, 2, "visit")
    assert by_type(connection, "AGREE") == agreement


def test_what_is_gained_and_lost_is_told(database: Database) -> None:
    connection = database.conn
    accusation = by_type(connection, "ACCUSE")
    assert [change.change for change in recoded(database, STRIKE_NOT_CODED)] == ["lost"]
    assert get_event(connection, accusation.id) is None
    assert [(change.change, change.event) for change in recoded(database, STRIKE)] == [("gained", None)]
    assert by_type(connection, "ACCUSE").id > accusation.id


@pytest.mark.parametrize("told", [VISIT_AGAIN, STRIKE_AS_A_REQUEST, STRIKE_NOT_CODED])
def test_undoing_brings_the_codings_back(database: Database, told: Told) -> None:
    with unchanged(database):
        recoded(database, told)
        undo(database.conn, None, NOW)


def test_retellings_come_back_with_the_event_they_retell(database: Database) -> None:
    """They share its block and its days, whatever they say themselves."""
    first, later = "Sharif phoned Putin.", "Last Monday the two had spoken."
    told = tell(
        "call.txt", "2024-11-09", act(f"{first} {later}", mode="phone", date="2024-11-09", date_basis="published")
    )
    (call,) = told.events
    again = act(later, type="AGREE", date="2024-11-04")[1]
    retold = Told(told.document, (replace(call, end=len(first), retellings=(replace(again, start=21, end=51),)),))
    fill(database, retold)
    stretches = "SELECT * FROM event_mention ORDER BY mention_id"
    before = database.conn.execute(stretches).fetchall()
    with unchanged(database):
        changed = compare(database.conn, 4, told.document, [])
        recode(database.conn, [changed], coder_for(), Batch("recode", "recode", NOW))
        undo(database.conn, None, NOW)
    assert database.conn.execute(stretches).fetchall() == before


def test_a_recode_that_another_one_builds_on_is_undone_after_it(database: Database) -> None:
    with unchanged(database):
        recoded(database, STRIKE_AS_A_REQUEST)
        recoded(database, STRIKE_NOT_CODED)
        with pytest.raises(RelcliError, match="batch 3 coded the same documents again"):
            undo(database.conn, 2, NOW)
        undo(database.conn, 3, NOW)
        undo(database.conn, 2, NOW)


def test_decisions_hold_after_a_recode(database: Database) -> None:
    connection = database.conn
    accusation, meeting = by_type(connection, "ACCUSE"), by_type(connection, "CONSULT")
    edit_events(connection, [accusation.id], {"place": "Moscow"}, decision("edit"))
    reject_events(connection, [meeting.id], decision("reject"))
    recoded(database, STRIKE_AS_A_REQUEST, VISIT_AGAIN)
    assert by_type(connection, "REQUEST").place == "Moscow"
    assert list(list_events(connection, Filters(types=("CONSULT",)))) == []


def test_what_people_decided_about_stays_even_if_the_coder_loses_it(database: Database) -> None:
    connection = database.conn
    accusation = by_type(connection, "ACCUSE")
    edit_events(connection, [accusation.id], {"place": "Moscow"}, decision("edit"))
    assert recoded(database, STRIKE_NOT_CODED) == []
    assert by_type(connection, "ACCUSE").place == "Moscow"


def test_merges_and_splits_hold_after_a_recode_and_can_be_undone_after_it(database: Database) -> None:
    connection = database.conn
    agreement, accusation = by_type(connection, "AGREE"), by_type(connection, "ACCUSE")
    meeting = by_type(connection, "CONSULT")
    merge_events(connection, [agreement.id, accusation.id], decision("merge"))
    second = get_mentions(connection, meeting.id)[1]
    _, apart = split_event(connection, meeting.id, [second.id], decision("split"))
    recoded(database, STRIKE_AS_A_REQUEST, VISIT_AGAIN)
    assert get_event(connection, accusation.id).id == agreement.id  # type: ignore[union-attr]
    assert {event.id for event in list_events(connection, Filters(types=("CONSULT",)))} == {meeting.id, apart.id}
    undo(connection, 3, NOW)
    undo(connection, 2, NOW)
    assert by_type(connection, "REQUEST").id == accusation.id
    assert by_type(connection, "CONSULT").mentions == 2


def test_merges_and_splits_hold_after_a_recode_is_undone(database: Database) -> None:
    connection = database.conn
    agreement, accusation = by_type(connection, "AGREE"), by_type(connection, "ACCUSE")
    meeting = by_type(connection, "CONSULT")
    merge_events(connection, [agreement.id, accusation.id], decision("merge"))
    split_event(connection, meeting.id, [get_mentions(connection, meeting.id)[1].id], decision("split"))
    with unchanged(database):
        recoded(database, STRIKE_AS_A_REQUEST, VISIT_AGAIN)
        undo(connection, None, NOW)


def test_undoing_a_recode_leaves_what_was_decided_after_it(database: Database) -> None:
    connection = database.conn
    recoded(database, STRIKE_AS_A_REQUEST)
    request = by_type(connection, "REQUEST")
    edit_events(connection, [request.id], {"place": "Moscow"}, decision("edit"))
    undo(connection, 2, NOW)
    assert by_type(connection, "ACCUSE").place == "Moscow"


def hand(database: Database, sentence: str, where: Document | int, **fields: object) -> tuple[int, bool]:
    """Add an event by hand."""
    return add_event(database, act(sentence, **fields)[1], where, sentence, Batch("add", "add", NOW, "amira"))


def test_an_event_by_hand_is_an_event_with_its_sentence(database: Database) -> None:
    sentence = "Pakistan opened a consulate in Kazan."
    document = Document("ministry.html", "2024-11-02", sentence, outlet="Foreign Ministry", url="https://example.org/9")
    number, new = hand(database, sentence, document, type="SUPPORT", mutual=False, date="2024-11-01")
    event = get_event(database.conn, number)
    assert event is not None
    assert new
    assert (event.evidence, event.document, event.outlet) == (sentence, "ministry.html", "Foreign Ministry")
    with unchanged(database):
        recoded(database, STRIKE_AS_A_REQUEST)
        undo(database.conn, None, NOW)


def test_an_event_by_hand_can_stand_in_a_stored_document(database: Database) -> None:
    sentence = "Russia condemned the raid."
    number, _ = hand(database, sentence, 2, type="PROTEST", source=("RUS",), target=("PAK",), mutual=False)
    recoded(database, STRIKE_AS_A_REQUEST)
    event = get_event(database.conn, number)
    assert event is not None
    assert (event.type, event.document) == ("PROTEST", "strike.txt")
    with pytest.raises(UsageError, match="does not contain"):
        hand(database, "Nobody said this.", 2)
    with pytest.raises(UsageError, match="no document 99"):
        hand(database, sentence, 99)


def test_what_is_written_by_hand_speaks_for_an_event_that_is_there(database: Database) -> None:
    sentence = "Sharif received Mishustin in Islamabad on 16 October."
    meeting = by_type(database.conn, "CONSULT")
    document = Document("note", "2024-11-02", sentence)
    number, new = hand(database, sentence, document, place="Islamabad", setting="SCO summit")
    assert (number, new) == (meeting.id, False)
    after = by_type(database.conn, "CONSULT")
    assert (after.mentions, after.setting, after.document) == (3, "SCO summit", "note")
    undo(database.conn, None, NOW)
    assert by_type(database.conn, "CONSULT") == meeting


def test_what_is_decided_while_a_recode_is_being_compared_holds(database: Database) -> None:
    connection = database.conn
    accusation, agreement = by_type(connection, "ACCUSE"), by_type(connection, "AGREE")
    changed = compared(database, again(STRIKE_NOT_CODED, Told(VISIT.document, ())))
    edit_events(connection, [accusation.id, agreement.id], {"place": "Moscow"}, decision("edit"))
    recode(connection, changed, coder_for(), Batch("recode", "recode", NOW))
    check(connection)
    for kept in (accusation, agreement):
        event = get_event(connection, kept.id)
        assert event is not None
        assert event.place == "Moscow"


def test_a_recode_starts_over_if_another_one_was_written_or_undone_in_the_meantime(database: Database) -> None:
    connection = database.conn
    state = state_of_codings(connection)
    changed = compared(database, again(STRIKE_AS_A_REQUEST))
    recoded(database, STRIKE_AS_A_REQUEST)
    for _ in range(2):
        before = list(list_events(connection, Filters()))
        with pytest.raises(StaleError):
            recode(connection, changed, coder_for(), Batch("recode", "recode", NOW), state)
        assert list(list_events(connection, Filters())) == before
        state = state_of_codings(connection)
        undo_or_nothing(database)


def undo_or_nothing(database: Database) -> None:
    """Undo the newest batch that is in force, if it is a recode."""
    newest = next(batch for batch in list_batches(database.conn) if not batch.undone)
    if newest.kind == "recode":
        undo(database.conn, newest.id, NOW)


def test_documents_that_are_gone_by_the_time_of_writing_are_left_out(database: Database) -> None:
    connection = database.conn
    changed = compared(database, again(STRIKE_AS_A_REQUEST, VISIT_AGAIN))
    undo(connection, 1, NOW)
    assert recode(connection, changed, coder_for(), Batch("recode", "recode", NOW)) == 0
    assert list(list_events(connection, Filters())) == []
