"""Importing: transactions, what is known, what is refused, and that a rehearsal writes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relcli import parallel
from relcli.coding import Document
from relcli.commands.import_ import summary_line
from relcli.errors import InputError
from relcli.query.filters import Filters
from relcli.store.connection import reading, writing
from relcli.store.read.events import count_events, list_events
from relcli.store.write import documents
from relcli.store.write.batches import Batch
from relcli.store.write.documents import import_documents
from tests.store.fakes import NOW, FakeCoder, act, coder_for, stumbling, tell

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from relcli.coding import CodedEvent
    from relcli.store.write.documents import Coded, ImportResult

MEETING = tell("meeting.txt", "2024-10-17", act("Sharif met Mishustin in Islamabad.", place="Islamabad"), outlet="APP")
CALL = tell("call.txt", "2024-11-17", act("Putin phoned Sharif.", date="2024-11-16", mode="phone"), outlet="TASS")
SILENT = tell("silent.txt", "2024-11-18")


def count(connection: sqlite3.Connection, table: str) -> int:
    """Return the number of rows of a table."""
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_counts_of_what_was_imported(fill: Callable[..., ImportResult]) -> None:
    result = fill(MEETING, CALL, SILENT)
    assert (result.documents, result.events, result.mentions, result.known, result.rejected) == (
        3,
        2,
        2,
        0,
        [],
    )


def test_the_same_content_again_changes_nothing(fill: Callable[..., ImportResult], path: Path) -> None:
    fill(MEETING, CALL)
    before = path.read_bytes()
    result = fill(MEETING, CALL)
    assert (result.documents, result.events, result.mentions, result.known) == (0, 0, 0, 2)
    assert path.read_bytes() == before
    with reading(path) as connection:
        assert count(connection, "batch") == 1


def test_a_batch_counts_what_it_brought(fill: Callable[..., ImportResult], path: Path) -> None:
    fill(MEETING)
    fill(MEETING, CALL, SILENT)
    with reading(path) as connection:
        rows = connection.execute("SELECT command, started, documents, events, mentions FROM batch ORDER BY id")
        assert rows.fetchall() == [("import", NOW, 1, 1, 1), ("import", NOW, 2, 1, 1)]
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()


def test_a_rehearsal_tells_all_and_creates_nothing(path: Path) -> None:
    with writing(path, dry_run=True) as database:
        result = import_documents(database, [[MEETING.document]], coder_for(MEETING), Batch("import", "import", NOW))
    assert (result.documents, result.events) == (1, 1)
    assert list(path.parent.iterdir()) == []


def test_a_rehearsal_on_a_database_knows_what_is_there(fill: Callable[..., ImportResult], path: Path) -> None:
    fill(MEETING)
    before = path.read_bytes()
    with writing(path, dry_run=True) as database:
        files = [[MEETING.document], [CALL.document]]
        result = import_documents(database, files, coder_for(MEETING, CALL), Batch("import", "import", NOW))
    assert (result.documents, result.known) == (1, 1)
    assert path.read_bytes() == before


def test_a_file_that_cannot_be_read_is_rejected_whole_and_the_rest_goes_on(path: Path) -> None:
    def broken() -> Iterator[Document]:
        yield MEETING.document
        raise InputError("line 2 is no JSON", where="broken.jsonl")

    with writing(path) as database:
        files = [broken(), iter([CALL.document])]
        result = import_documents(database, files, coder_for(MEETING, CALL), Batch("import", "import", NOW))
    assert result.rejected == [("broken.jsonl", "line 2 is no JSON")]
    assert (result.documents, result.events, result.mentions) == (1, 1, 1)
    with reading(path) as connection:
        assert [event.document for event in list_events(connection, Filters())] == ["call.txt"]
        assert count(connection, "batch") == 1


def test_a_document_that_the_coder_refuses_is_rejected(path: Path) -> None:
    class Refusing(FakeCoder):
        def code(self, document: Document) -> list[CodedEvent]:
            if document is CALL.document:
                raise InputError("no text")
            return super().code(document)

    coder = Refusing(coder_for(MEETING).told)
    with writing(path) as database:
        files = [[CALL.document], [MEETING.document]]
        result = import_documents(database, files, coder, Batch("import", "import", NOW))
    assert result.rejected == [("call.txt", "no text")]
    assert result.documents == 1


def test_an_interruption_loses_only_the_file_in_hand(path: Path) -> None:
    def interrupted() -> Iterator[Document]:
        yield CALL.document
        raise KeyboardInterrupt

    coder, files = coder_for(MEETING, CALL), [iter([MEETING.document]), interrupted()]
    with writing(path) as database, pytest.raises(KeyboardInterrupt):
        import_documents(database, files, coder, Batch("import", "import", NOW))
    with reading(path) as connection:
        assert count(connection, "document") == 1
        assert connection.execute("SELECT documents, events FROM batch").fetchall() == [(1, 1)]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_two_imports_at_once_do_not_get_in_each_others_way(fill: Callable[..., ImportResult], path: Path) -> None:
    class Overtaken(FakeCoder):
        def code(self, document: Document) -> list[CodedEvent]:
            assert fill(MEETING).documents == 1  # by another connection, while this document is being coded
            return super().code(document)

    with writing(path) as database:
        result = import_documents(
            database, [[MEETING.document]], Overtaken(coder_for(MEETING).told), Batch("import", "import", NOW)
        )
    assert (result.documents, result.events, result.known) == (0, 0, 1)
    with reading(path) as connection:
        assert count(connection, "batch") == count(connection, "document") == count(connection, "event") == 1


def test_a_long_file_is_written_in_parts(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("relcli.store.write.documents.RECORDS_PER_TRANSACTION", 2)
    told = [tell(f"{day}", f"2024-11-{day:02}", act("They met.", date=f"2024-11-{day:02}")) for day in range(1, 6)]

    def interrupted() -> Iterator[Document]:
        yield from (each.document for each in told)
        raise KeyboardInterrupt

    with writing(path) as database, pytest.raises(KeyboardInterrupt):
        import_documents(database, [interrupted()], coder_for(*told), Batch("import", "import", NOW))
    with reading(path) as connection:
        assert count_events(connection, Filters()) == 4
        assert connection.execute("SELECT documents FROM batch").fetchall() == [(4,)]


def test_progress_is_told_after_every_document(path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    with writing(path) as database:
        import_documents(
            database,
            [[MEETING.document], [MEETING.document, SILENT.document]],
            coder_for(MEETING, SILENT),
            Batch("import", "import", NOW),
            on_document=lambda document, result: seen.append((document.name, result.documents, result.known)),
        )
    assert seen == [("meeting.txt", 1, 0), ("meeting.txt", 1, 1), ("silent.txt", 2, 1)]


def test_mentions_are_kept_whole(fill: Callable[..., ImportResult], path: Path) -> None:
    from relcli.coding import Trace
    from relcli.store.read.events import get_mentions

    trace = Trace("verb", "verbs.tsv:meet", (0, 5), sector_terms=("gas",), date_rule="weekday")
    people = {"people": ("Sharif", "Anon; Jr."), "people_countries": ("PAK", "")}
    told = tell("t", "2024-10-17", act("Sharif met Anon.", trace=trace, intensity=2.5, sectors=("energy",), **people))
    fill(told)
    with reading(path) as connection:
        (mention,) = get_mentions(connection, 1)
    (coded,) = told.events
    assert mention.coded.trace == trace
    assert mention.coded.people == ("Sharif", "Anon, Jr.")
    assert mention.coded.people_countries == ("PAK", "")
    assert (mention.coded.coder, mention.coded.lexicon) == ("fake 1", "0")
    assert (mention.coded.start, mention.coded.end, mention.evidence) == (
        coded.start,
        coded.end,
        "Sharif met Anon.",
    )
    assert mention.document == told.document
    assert mention.best


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_fault_of_the_coder_costs_its_document(path: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "SMALL", 2)
    monkeypatch.setattr(parallel, "CHUNK", 2)
    names = ("one", "key", "two", "memory", "depth", "three")
    files = [[Document(name, "2024-05-01", f"This is {name}.") for name in names]]
    with parallel.AheadCoder(jobs, stumbling, "fake 1", "0") as ahead, writing(path) as database:
        coder, read = (stumbling(), files) if jobs == 1 else (ahead, ahead.files(files))
        result = import_documents(database, read, coder, Batch("import", "import x", NOW))
        stored = [name for (name,) in database.conn.execute("SELECT name FROM document ORDER BY id")]
    assert stored == ["one", "two", "three"]
    assert result.documents == 3
    assert [name for name, _ in result.rejected] == ["key", "memory", "depth"]
    assert "KeyError: 'weeks'" in result.rejected[0][1]
    assert "please report it" in result.rejected[0][1]
    assert result.rejected[1][1] == "needs more memory than there is"
    assert "KeyError" in result.traces[result.rejected[0]]


def test_a_fault_of_writing_costs_its_document(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def insert(connection: sqlite3.Connection, event: CodedEvent, place: Coded) -> list[int]:
        if event.date == "2024-11-16":
            raise OverflowError("date value out of range")
        return inserted(connection, event, place)

    inserted = documents.insert_event
    monkeypatch.setattr(documents, "insert_event", insert)
    told = (MEETING, CALL, SILENT)
    with writing(path) as database:
        files = [[each.document for each in told]]
        result = import_documents(database, files, coder_for(*told), Batch("import", "import x", NOW))
        assert count(database.conn, "document") == 2
        assert database.conn.execute("SELECT documents, events, mentions FROM batch").fetchall() == [(2, 1, 1)]
    assert (result.documents, result.events, result.mentions) == (2, 1, 1)
    assert [name for name, _ in result.rejected] == ["call.txt"]


def test_an_interrupt_is_no_fault(path: Path) -> None:
    class Interrupted(FakeCoder):
        def code(self, document: Document) -> list[CodedEvent]:
            raise KeyboardInterrupt

    with writing(path) as database, pytest.raises(KeyboardInterrupt):
        import_documents(database, [[MEETING.document]], Interrupted({}), Batch("import", "import x", NOW))


def test_events_that_were_there_before_are_counted_apart(fill: Callable[..., ImportResult]) -> None:
    again = [
        tell(f"{name}.txt", "2024-10-17", act(f"Sharif met Mishustin in Islamabad, {name} said.", place="Islamabad"))
        for name in ("TASS", "APP")
    ]
    first = fill(MEETING)
    assert (first.events, first.joined, first.coded) == (1, 0, 1)
    second = fill(*again, CALL)
    assert (second.events, second.joined, second.coded, second.mentions) == (1, 1, 3, 3)


def test_an_import_says_events_and_documents() -> None:
    result = documents.ImportResult(documents=3, events=4, joined=8)
    assert summary_line(result, "imported") == "imported 3 documents, 12 events (4 new, 8 already known)"
    result = documents.ImportResult(known=1, rejected=[("a.txt", "is empty")])
    line = summary_line(result, "would import")
    assert line == "would import 0 documents, 0 events; 1 document already known; 1 rejected"
