"""Databases with everything in them, for the tests of exports: random changes of every kind, and how one is exported,
restored and compared."""

from __future__ import annotations

import hashlib
import json
import random
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relcli.errors import RelcliError
from relcli.query.filters import Filters
from relcli.store.connection import open_copy
from relcli.store.decide.edits import edit_events, merge_events, reject_events, split_event
from relcli.store.decide.recode import compare, recode, stored_documents
from relcli.store.decide.reimport import import_records
from relcli.store.decide.undo import redo, undo
from relcli.store.migrations import SCHEMA_VERSION
from relcli.store.read.events import get_mentions, list_events
from relcli.store.read.saved_views import SavedView, save_view
from relcli.store.transfer.exporting import Export, OwnFile
from relcli.store.transfer.lines import as_line
from relcli.store.transfer.restoring import Restored, load
from relcli.store.transfer.tables import CARRIED, COVERING, FULL_TEXT
from relcli.store.write.batches import Batch
from tests.store.fakes import NOW, Told, act, coder_for, tell
from tests.store.test_bulk import fill as fill_rows
from tests.store.test_bulk import row
from tests.store.test_curating import LATER, STRIKE, VISIT, fill
from tests.store.test_recoding import STRIKE_AS_A_REQUEST, STRIKE_NOT_CODED, VISIT_AGAIN
from tests.store.test_returning import exported as records_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence

    from sqlite_utils import Database

ROOT = Path(__file__).parents[2]
ODD = tell(
    "odd \u2028 name.txt",
    "2024-10-19",
    act('Oman\u2019s "envoy" thanked Chad\\Mali \N{SNOWMAN}\x07 for\ttea.', type="SUPPORT", source=("OMN",)),
    title="Ünïcode; {\u0000}",
)
REPORTS = (VISIT, STRIKE, LATER, ODD)
AGAIN = (VISIT_AGAIN, STRIKE_AS_A_REQUEST, STRIKE_NOT_CODED, VISIT, STRIKE, LATER)
OWN = (OwnFile("config.toml", b'author = "amira"\r\n'), OwnFile("lexicon/verbs.tsv", b"\xef\xbb\xbfverb\xff\n"))
WHERE = "x.jsonl"
NEWER = SCHEMA_VERSION + 1


def made(database: Database, seeds: Sequence[int]) -> None:
    """Fill a database, then make changes, each chosen by a number."""
    fill(database, VISIT, STRIKE)
    for number in seeds:
        chance = random.Random(number)
        with suppress(RelcliError):  # some changes are refused, such as undoing what another one builds on
            STEPS[number % len(STEPS)](database, chance)


def database_with_everything() -> Iterator[Database]:
    """Yield a database in memory with reports, rows of an event file, decisions, a recode and a view."""
    opened = open_copy("")
    made(opened, range(0, 110, 11))
    yield opened
    opened.conn.close()


def batch(kind: Any, chance: random.Random) -> Batch:
    """Return the batch of a change, at any time and by anybody."""
    return Batch(kind, f"{kind} …", f"2024-11-{chance.randint(1, 28):02}T08:00:00", chance.choice(["amira", ""]))


def events_of(database: Database, chance: random.Random, many: int) -> list[int]:
    """Return the numbers of some events."""
    numbers = [event.id for event in list_events(database.conn, Filters())]
    return chance.sample(numbers, min(many, len(numbers)))


def add_report(database: Database, chance: random.Random) -> None:
    """Import a report."""
    fill(database, chance.choice(REPORTS))


def add_rows(database: Database, chance: random.Random) -> None:
    """Import rows of an event file."""
    place = {"goldstein": chance.choice([None, -10.0, 0.1, 1 / 3]), "place": chance.choice(["", "Kyiv; Lviv"])}
    fill_rows(database.conn, [row(chance.randint(1, 5), **place), row(chance.randint(6, 9), source=("USA",))])


def change_fields(database: Database, chance: random.Random) -> None:
    """Edit events."""
    values = [{"place": "Rome"}, {"people": "A B;C D"}, {"sectors": "energy;trade"}, {"headline": 'x "y" \\ ☃'}]
    edit_events(database.conn, events_of(database, chance, 2), chance.choice(values), batch("edit", chance))


def merge(database: Database, chance: random.Random) -> None:
    """Merge two events."""
    numbers = events_of(database, chance, 2)
    if len(numbers) == 2:
        merge_events(database.conn, numbers, batch("merge", chance))


def split(database: Database, chance: random.Random) -> None:
    """Split an event that has several mentions."""
    for event in list_events(database.conn, Filters()):
        if event.mentions > 1:
            taken = get_mentions(database.conn, event.id)[-1].id
            split_event(database.conn, event.id, [taken], batch("split", chance))
            return


def reject(database: Database, chance: random.Random) -> None:
    """Reject an event."""
    reject_events(database.conn, events_of(database, chance, 1), batch("reject", chance), why="«no»; never")


def code_again(database: Database, chance: random.Random) -> None:
    """Code the documents again, one of them with another result."""
    told: Told = chance.choice(AGAIN)
    changed = [
        compare(database.conn, number, document, list(told.events))
        for number, document in stored_documents(database.conn)
        if document == told.document
    ]
    recode(database.conn, [each for each in changed if each.changes], coder_for(told), batch("recode", chance))


def take_back(database: Database, chance: random.Random) -> None:
    """Undo the newest change, or any."""
    newest = database.conn.execute("SELECT max(id) FROM batch").fetchone()[0]
    undo(database.conn, chance.choice([None, chance.randint(1, newest)]), NOW)


def make_again(database: Database, chance: random.Random) -> None:
    """Undo the newest change, and make it again."""
    undo(database.conn, None, NOW)
    redo(database.conn)


def save(database: Database, chance: random.Random) -> None:
    """Save a view."""
    save_view(database.conn, SavedView(chance.choice("ab"), f'text:"{chance.random()}"', NOW, ""))


def bring_records(database: Database, chance: random.Random) -> None:
    """Import this database's own records, one of them with a number that means nothing here."""
    records = records_of(database)
    for _, values in records[:1]:
        values |= {"id": 900 + chance.randint(1, 3), "place": "Gaza"}
    import_records(database, records, batch("import", chance))


def bring_foreign_records(database: Database, chance: random.Random) -> None:
    """Import a record of another database, which counts for several reports."""
    other = open_copy("")
    fill(other, chance.choice(REPORTS))
    records = records_of(other)
    for _, values in records[:1]:
        values |= {"mentions": 3, "documents": 2, "first_seen": "2023-01-02"}
    import_records(database, records, batch("import", chance))
    other.conn.close()


STEPS: tuple[Callable[[Database, random.Random], None], ...] = (
    add_report, add_rows, change_fields, merge, split, reject, code_again, take_back, save, bring_records, take_back,
    make_again, bring_foreign_records,
)  # fmt: skip


def exported(connection: sqlite3.Connection, own: Sequence[OwnFile] = ()) -> list[bytes]:
    """Return the lines of an export."""
    made = Export(connection, own)
    try:
        return list(made.lines())
    finally:
        made.close()


def restored_from(lines: Sequence[bytes], connection: sqlite3.Connection, **given: Any) -> list[OwnFile]:
    """Fill an empty database from lines; return the files in them."""
    return load(connection, Restored(lines, WHERE, SCHEMA_VERSION), **given)


def signed(lines: Sequence[bytes]) -> list[bytes]:
    """Return lines with a footer that fits them, instead of the one they have."""
    header, *rows = lines[:-1]
    values = json.loads(header)
    files = sum(line.startswith(b'{"file"') for line in rows)
    values |= {"tables": dict.fromkeys(values["tables"], 0), "files": files}
    for line in rows:
        with suppress(ValueError, KeyError):
            values["tables"][json.loads(line)["table"]] += 1
    body = [as_line(values), *rows]
    digest = hashlib.sha256(b"".join(body)).hexdigest()
    return [*body, as_line({"end": "relcli export", "rows": len(rows) - files, "files": files, "sha256": digest})]


def content(connection: sqlite3.Connection) -> dict[str, Any]:
    """Return everything in a database, full text word by word."""
    found: dict[str, Any] = {
        name: sorted(map(repr, connection.execute(f"SELECT * FROM {name}"))) for name in (*CARRIED, *COVERING, "rollup")
    }
    for name in FULL_TEXT:
        connection.execute(f"CREATE VIRTUAL TABLE temp.words_of USING fts5vocab(main, {name}, instance)")
        found[name] = sorted(connection.execute("SELECT * FROM temp.words_of"))
        connection.execute("DROP TABLE temp.words_of")
    found["schema"] = sorted(map(repr, connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")))
    found["versions"] = [connection.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "application_id")]
    return found
