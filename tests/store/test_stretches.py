"""Stretches of days: many reports in a row are one, and finding it does not take a question for each day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from relcli.query.filters import Filters
from relcli.store.connection import open_copy
from relcli.store.read.events import list_events
from relcli.store.write.batches import Batch
from relcli.store.write.documents import import_documents
from tests.store.fakes import NOW, Told, act, coder_for, tell

if TYPE_CHECKING:
    from collections.abc import Sequence

DAYS = 40
MOST_QUESTIONS = 12


def daily(number: int, later: int = 0) -> Told:
    """Return a report of a strike, dated by its publication only, so that it may be of the two days before."""
    day = (date(2024, 1, 1) + timedelta(days=number + later)).isoformat()
    word = f"{'bdfgk'[number % 5]}o{'lmnrs'[number // 5 % 5]}a{'tvzpx'[number // 25 % 5]}"
    strike = act(
        f"{word}mar {word}dun {word}lek {word}sor.".capitalize(),
        type="ASSAULT",
        source=("RUS",),
        target=("UKR",),
        mutual=False,
        date=day,
        date_basis="published",
    )
    return tell(f"report-{number}-{later}.txt", day, strike)


def events_of(files: Sequence[Sequence[Told]]) -> list[tuple[str, str, int]]:
    """Import files and return day, sentence and number of mentions of each event."""
    database = open_copy("")
    coder = coder_for(*(told for file in files for told in file))
    import_documents(database, [[told.document for told in file] for file in files], coder, Batch("import", "x", NOW))
    return sorted((event.date, event.evidence, event.mentions) for event in list_events(database.conn, Filters()))


@pytest.mark.parametrize("step", [1, -1, 7])
def test_reports_of_days_in_a_row_are_the_same_events_one_by_one_and_at_once(step: int) -> None:
    reports = [daily(number) for number in (*range(DAYS), 100, 101, 102)]
    order = [*reports, *(daily(number, later=1) for number in range(0, DAYS, 3))]
    together = events_of([order])
    by_one = [[order[at * step % len(order)]] for at in range(len(order))]
    assert events_of(by_one) == together
    assert len(together) == len(reports)


def test_a_stretch_is_found_in_few_questions() -> None:
    reports = [daily(number) for number in range(DAYS)]
    database = open_copy("")
    coder = coder_for(*reports)
    asked: list[str] = []
    import_documents(database, [[told.document for told in reports[1:]]], coder, Batch("import", "x", NOW))
    database.conn.set_trace_callback(asked.append)
    import_documents(database, [[reports[0].document]], coder, Batch("import", "y", NOW))
    assert 0 < sum("min(first_day)" in statement for statement in asked) <= MOST_QUESTIONS


def test_mentions_of_one_stretch_widen_it_once() -> None:
    reports = [daily(number) for number in range(DAYS)]
    database = open_copy("")
    asked: list[str] = []
    database.conn.set_trace_callback(asked.append)
    documents = [told.document for told in reports]
    import_documents(database, [documents], coder_for(*reports), Batch("import", "x", NOW))
    assert 0 < sum("min(first_day)" in statement for statement in asked) <= MOST_QUESTIONS
