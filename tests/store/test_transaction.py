"""One transaction: all of a change, or nothing of it, also where it is interrupted."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from relcli.store.transaction import transaction


class Interrupted(sqlite3.Connection):
    """A connection whose user presses Ctrl-C just after a statement was executed."""

    after = ""

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        done = super().execute(*arguments)
        if arguments[0] == self.after:
            raise KeyboardInterrupt
        return done


@pytest.mark.parametrize(
    ("statement", "kept"), [("INSERT INTO a VALUES (1)", []), ("INSERT INTO a VALUES (2)", []), ("COMMIT", [1, 2])]
)
def test_an_interrupt_takes_back_what_is_not_written_and_nothing_else(statement: str, kept: list[int]) -> None:
    connection = sqlite3.connect(":memory:", factory=Interrupted, isolation_level=None)
    connection.execute("CREATE TABLE a (b)")
    connection.after = statement

    def change() -> None:
        with transaction(connection):
            connection.execute("INSERT INTO a VALUES (1)")
            connection.execute("INSERT INTO a VALUES (2)")

    with pytest.raises(KeyboardInterrupt):
        change()
    assert not connection.in_transaction
    assert [row[0] for row in connection.execute("SELECT b FROM a")] == kept
