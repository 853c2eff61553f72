"""Undoing and making again, whatever was done before and in whatever order: what comes back is what was there, with the
same numbers and keys.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from relcli.store.check import problems
from relcli.store.connection import open_copy
from relcli.store.write.batches import list_batches
from tests.store.writes import Desk

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from relcli.model import Event

_HELD = "SELECT mention_id, event_id, block, first_day, last_day, pin FROM event_mention ORDER BY mention_id"
_KEPT = ("document", "mention", "decision", "decision_pin", "event_redirect", "event", "moved")


def state(desk: Desk) -> tuple[list[Event], list[tuple[object, ...]]]:
    """Return all events with numbers and keys, and which mention is in which."""
    return desk.events(), desk.database.conn.execute(_HELD).fetchall()


def everything(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of the tables that a change and its undoing concern."""
    return {table: sorted(connection.execute(f"SELECT * FROM {table}"), key=repr) for table in _KEPT}


@pytest.fixture
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A database with one import, and a seed for what comes then."""
    database = open_copy("")
    desk = Desk(database, random.Random(request.param))
    desk.import_some()
    desk.import_some()
    yield desk
    database.conn.close()


@pytest.mark.parametrize("desk", [*range(60), 5374, 6359, 7064, 7372], indirect=True)
def test_undone_in_any_order_that_is_accepted_all_is_as_it_was(desk: Desk) -> None:
    while desk.standing():
        desk.undo()
    before = state(desk)
    done = []
    for _ in range(desk.chance.randint(3, 14)):
        done.append(desk.change())
        assert list(problems(desk.database.conn)) == [], done
    done += desk.undo_all()
    assert list(problems(desk.database.conn)) == [], done
    assert state(desk) == before, done


@pytest.mark.parametrize("desk", range(100, 140), indirect=True)
def test_what_is_undone_and_made_again_is_as_if_it_had_never_been_undone(desk: Desk) -> None:
    for _ in range(desk.chance.randint(3, 10)):
        desk.change()
    connection = desk.database.conn
    standing = desk.standing()
    before = everything(connection)
    undone = []
    for batch_id in standing[: desk.chance.randint(1, 4)]:
        if batch_id in desk.standing():
            desk.undo_one(batch_id)
            undone.append(batch_id)
    for batch_id in reversed(undone):
        assert desk.redo_one() == batch_id
        assert list(problems(connection)) == []
    assert everything(connection) == before
    assert [batch.id for batch in list_batches(connection) if not batch.undone and batch.id > 1] == standing
