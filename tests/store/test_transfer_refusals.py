"""An export that is cut, changed or not one is refused by its line, and nothing is left half-written."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from relcli.errors import DatabaseError, InputError, RelcliError, UsageError
from relcli.store.check import problems
from relcli.store.migrations import MIGRATIONS, SCHEMA_VERSION
from relcli.store.transfer import files as transfer_files
from relcli.store.transfer.exporting import Export
from relcli.store.transfer.files import checked_ending, compressed, lines_of, new_file, unpacked
from relcli.store.transfer.lines import as_line
from relcli.store.transfer.restoring import Restored, load, new_database
from relcli.store.transfer.tables import CARRIED, COVERING, FULL_TEXT, SEQUENCE
from relcli.store.write.batches import Batch
from relcli.store.write.documents import import_documents
from tests.store.fakes import NOW, coder_for
from tests.store.test_curating import LATER, VISIT, fill
from tests.store.transfers import (
    NEWER,
    WHERE,
    content,
    database_with_everything,
    exported,
    restored_from,
    signed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlite_utils import Database


@pytest.fixture
def database() -> Iterator[Database]:
    """A database in memory with reports, rows of an event file, decisions, a recode and a view."""
    yield from database_with_everything()


@pytest.mark.parametrize("ending", [".jsonl", ".gz", ".zst"])
def test_what_is_compressed_is_known_by_its_content(ending: str) -> None:
    lines = [b"one\n", "zwei ☃\n".encode() * 10_000]
    raw = io.BytesIO()
    with compressed(raw, ending, WHERE) as stream:
        stream.writelines(lines)
    for source in (io.BytesIO(raw.getvalue()), io.BufferedReader(io.BytesIO(raw.getvalue()))):
        assert unpacked(source, WHERE).read() == b"".join(lines)


@pytest.mark.parametrize("ending", [".jsonl", ".gz", ".zst"])
def test_an_export_cut_anywhere_is_refused(database: Database, ending: str) -> None:
    raw = io.BytesIO()
    with compressed(raw, ending, WHERE) as stream:
        stream.writelines(exported(database.conn))
    whole = raw.getvalue()
    for length in [*range(0, len(whole) - 1, max(1, len(whole) // 40)), len(whole) - 1]:
        assert refused(whole[:length]), f"the first {length} of {len(whole)} bytes"
    assert not refused(whole)


@pytest.mark.parametrize("ending", [".jsonl", ".gz", ".zst"])
def test_an_export_with_a_changed_byte_is_refused(database: Database, ending: str) -> None:
    raw = io.BytesIO()
    with compressed(raw, ending, WHERE) as stream:
        stream.writelines(exported(database.conn))
    whole = raw.getvalue()
    chance = random.Random(1)
    for place in chance.sample(range(len(whole)), 60):
        changed = bytearray(whole)
        changed[place] ^= 1 << chance.randrange(8)
        # A compression has a few bits that say nothing.
        assert refused(bytes(changed)) or content_of(bytes(changed)) == content_of(whole), f"byte {place}"


def content_of(packed: bytes) -> bytes:
    """Return what is compressed in a file."""
    return unpacked(io.BytesIO(packed), WHERE).read()


def refused(packed: bytes) -> str:
    """Return why an export is refused, '' if it is restored."""
    try:
        with new_database(None) as again:
            lines = lines_of(unpacked(io.BytesIO(packed), WHERE), WHERE)
            load(again, Restored(lines, WHERE, SCHEMA_VERSION))
    except InputError as error:
        return str(error)
    return ""


def with_row(lines: Sequence[bytes], table: str, **values: Any) -> tuple[list[bytes], int]:
    """Return lines with the last row of a table changed, and the number of that line; a value of ... takes a member
    away. The footer fits."""
    place = max(number for number, line in enumerate(lines) if line.startswith(f'{{"table": "{table}",'.encode()))
    row = json.loads(lines[place])
    for name, value in values.items():
        row[name] = value
    row = {name: value for name, value in row.items() if value is not ...}
    return signed([*lines[:place], as_line(row), *lines[place + 1 :]]), place + 1


@pytest.mark.parametrize(
    ("table", "values", "reason"),
    [
        ("document", {"characters": "12"}, "document: characters must be a whole number"),
        ("document", {"characters": True}, "document: characters must be a whole number"),
        ("document", {"characters": 2**63}, "document: a number is too large"),
        ("document", {"title": None}, "document: title must be a text"),
        ("document", {"titel": "x"}, "document has no column 'titel'; did you mean title?"),
        ("document", {"title": ...}, "the row of document has no title"),
        ("document", {"batch_id": 99}, "document: refers to a missing row"),
        ("document", {"id": 1}, "document: id 1 is out of order or repeated"),
        ("document", {"id": None}, "document: id must be a whole number"),
        ("mention", {"source": "RUS"}, "mention: source must be a list"),
        ("mention", {"source": ["RUS;PAK"]}, "mention: source must be a list of texts without ';'"),
        ("mention", {"source": [""]}, "mention: source must be a list of texts without ';'"),
        ("mention", {"source": [1]}, "mention: source must be a list of texts without ';'"),
        ("mention", {"mutual": "yes"}, "mention: mutual must be true or false"),
        ("mention", {"intensity": "high"}, "mention: intensity must be a number"),
        ("mention", {"replaces": 12_345}, "mention: refers to a missing row"),
        ("event_mention", {"event_id": 12_345}, "event_mention: refers to a missing row of event"),
        ("event", {"best_mention_id": 12_345}, "event: refers to a missing row"),
        (SEQUENCE, {"name": "zebra"}, "sqlite_sequence: there is no table 'zebra'"),
        (SEQUENCE, {"seq": 1.5}, "sqlite_sequence: seq must be a whole number"),
    ],
)
def test_a_wrong_row_is_refused_by_its_line(
    database: Database, table: str, values: dict[str, Any], reason: str
) -> None:
    lines, number = with_row(exported(database.conn), table, **values)
    assert refused(b"".join(lines)) == f"{WHERE}:{number}: {reason}"


def test_a_repeated_content_is_refused_by_its_line(database: Database) -> None:
    lines = exported(database.conn)
    digest = next(json.loads(line)["content_hash"] for line in lines if line.startswith(b'{"table": "document"'))
    lines, number = with_row(lines, "document", content_hash=digest)
    assert refused(b"".join(lines)) == f"{WHERE}:{number}: document: UNIQUE constraint failed: document.content_hash"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"\xff\n", "is not UTF-8 (byte 1)"),
        (b"[]\n", "is not a JSON object"),
        (b'{"table": "batch", "id": NaN}\n', "is not a JSON object (NaN is not a JSON value)"),
        (b"\n", "is not a JSON object (Expecting value: line 2 column 1 (char 1))"),
        (b"[" * 100_000 + b"\n", "is not a JSON object"),
        (b'{"table": "zebra"}\n', "table 'zebra' where row 1 of table batch was expected"),
        (b'{"row": 1}\n', "another line where row 1 of table batch was expected"),
        (b'{"file": "config.toml", "text": ""}\n', "file 'config.toml' where row 1 of table batch was expected"),
    ],
)
def test_a_line_that_is_no_row_is_refused(database: Database, line: bytes, reason: str) -> None:
    lines = exported(database.conn)
    lines[2] = line
    assert refused(b"".join(lines)).startswith(f"{WHERE}:3: {reason}")


def test_half_a_character_is_refused(database: Database) -> None:
    lines = exported(database.conn)
    place = next(number for number, line in enumerate(lines) if line.startswith(b'{"table": "document"'))
    lines[place] = lines[place].replace(b'"title": ""', b'"title": "\\ud800"')
    reason = f"{WHERE}:{place + 1}: document: half a character (a lone surrogate)"
    assert refused(b"".join(signed(lines))) == reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"format": 2}, "x.jsonl: is from a newer relcli (format 2, this program knows 1); update relcli"),
        (
            {"schema": NEWER},
            f"x.jsonl: is from a newer relcli (schema {NEWER}, this program knows {SCHEMA_VERSION}); update relcli",
        ),
        ({"schema": 2}, "x.jsonl:1: there are no exports of schema 2"),
        ({"schema": "3"}, "x.jsonl: the header has no number 'schema'"),
        ({"tables": {"zebra": 1}}, f"x.jsonl:1: schema {SCHEMA_VERSION} has no table 'zebra' to restore"),
        ({"tables": {"batch": -1}}, "x.jsonl: the header does not say how many rows each table has"),
        ({"tables": dict.fromkeys(CARRIED[1:], 0)}, "x.jsonl:1: the header does not name database_identity"),
    ],
)
def test_a_header_that_cannot_be_followed_is_refused(database: Database, changes: dict[str, Any], reason: str) -> None:
    header, *rest = exported(database.conn)
    assert refused(b"".join([as_line(json.loads(header) | changes), *rest])) == reason


@pytest.mark.parametrize("text", [b"", b"id,date\n", b"{}\n", b"date 2024-03-31\nA text.\n"])
def test_what_is_no_export_is_refused(text: bytes) -> None:
    assert "is not a relcli export; 'relcli export --all' makes them" in refused(text)


def test_a_database_is_no_export(tmp_path: Path) -> None:
    with new_database(tmp_path / "a.db") as made:
        made.execute("CREATE TABLE a (b)")
    assert "is a database, not an export; copy it to its place" in refused((tmp_path / "a.db").read_bytes())


def test_what_goes_on_after_its_end_is_refused(database: Database) -> None:
    lines = exported(database.conn)
    assert "the export continues after its last line" in refused(b"".join([*lines, lines[1]]))


@pytest.mark.parametrize(
    "name",
    [
        "../config.toml",
        "lexicon/../../x.tsv",
        "lexicon/.x.tsv",
        "/etc/passwd",
        "lexicon/a\\b.tsv",
        "lexicon/a.tsv/b",
        "x.tsv",
        7,
    ],
)
def test_a_file_of_another_name_is_refused(database: Database, name: Any) -> None:
    *rows, _ = exported(database.conn)
    lines = signed([*rows, as_line({"file": name, "text": ""}), b""])
    assert f"an export has no file named {name!r}" in refused(b"".join(lines))


def test_an_export_shows_the_moment_at_which_it_began(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    from relcli.store.connection import reading, writing

    with writing(path) as database:
        fill(database, VISIT)
    with reading(path) as connection:
        before = exported(connection)
        made = Export(connection)
        lines = made.lines()
        first = next(lines)
        with writing(path) as database:
            import_documents(database, [[LATER.document]], coder_for(LATER), Batch("import", "import", NOW))
        assert [first, *lines] == before
        made.close()
        assert exported(connection) != before


def test_a_database_with_broken_references_is_not_exported(database: Database) -> None:
    database.conn.execute("PRAGMA foreign_keys = OFF")
    database.conn.execute("UPDATE document SET batch_id = 99 WHERE id = 1")
    with pytest.raises(DatabaseError, match="a row of document refers to a missing row of batch"):
        exported(database.conn)
    assert not database.conn.in_transaction


def test_a_text_that_is_damaged_is_named(tmp_path: Path, database: Database) -> None:
    with new_database(tmp_path / "a.db") as damaged:
        restored_from(exported(database.conn), damaged)
        damaged.execute("UPDATE document SET title = CAST(x'41ff42' AS TEXT) WHERE id = 2")
        with pytest.raises(DatabaseError, match="damaged: title of document 2 is not UTF-8"):
            exported(damaged)
        assert damaged.execute("SELECT name FROM document WHERE id = 1").fetchone() == ("visit.txt",)


def test_an_export_of_an_earlier_schema_is_migrated(database: Database) -> None:
    def m004_tones(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE event ADD COLUMN tone TEXT NOT NULL DEFAULT ''")
        connection.execute("UPDATE event SET tone = 'sharp' WHERE type = 'ACCUSE'")

    lines = exported(database.conn)
    with new_database(None) as again:
        restored_from(lines, again, migrations=(*MIGRATIONS[: SCHEMA_VERSION - 1], m004_tones))
        assert again.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION + 1,)
        tones = "SELECT count(*) FROM event WHERE (tone = 'sharp') <> (type = 'ACCUSE')"
        assert again.execute(tones).fetchone() == (0,)
        ours, theirs = content(database.conn), content(again)
        for name in (*COVERING, "rollup", *FULL_TEXT):
            assert theirs[name] == ours[name]


@pytest.mark.parametrize("schema", [3, 4])
def test_a_column_that_an_earlier_schema_lacks_is_empty(database: Database, schema: int) -> None:
    lines = []
    for line in exported(database.conn):
        values = json.loads(line)
        if "relcli" in values:
            values["schema"] = schema
        if schema == 3 and values.get("table") == "document":
            del values["path"]
        values.pop("confidence", None)
        lines.append(as_line(values))
    with new_database(None) as again:
        restored_from(signed(lines), again)
        ours, theirs = content(database.conn), content(again)
        assert theirs["decision"] == ours["decision"]
        assert again.execute("SELECT count(*) FROM event WHERE confidence IS NOT NULL").fetchone() == (0,)
        assert list(problems(again)) == list(problems(database.conn))
    later = [line.replace(b'"schema": %d' % schema, b'"schema": %d' % SCHEMA_VERSION) for line in lines]
    refused = pytest.raises(InputError, match=r"the row of (document has no path|mention has no confidence)")
    with new_database(None) as again, refused:
        restored_from(signed(later), again)


def test_a_file_is_there_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    with suppress(KeyboardInterrupt), new_file(target) as part:
        part.write_bytes(b"half")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []
    with new_file(target) as part:
        part.write_bytes(b"whole")
        assert not target.exists()
    assert target.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    theirs_first = pytest.raises(FileExistsError)
    with theirs_first, new_file(target) as part:
        part.write_bytes(b"ours")
        target.write_bytes(b"theirs")
    assert target.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [target]


def test_the_same_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", link)
    with new_file(tmp_path / "a.db") as part:
        part.write_bytes(b"ours")
    assert (tmp_path / "a.db").read_bytes() == b"ours"
    with pytest.raises(FileExistsError), new_file(tmp_path / "a.db"):
        pass
    assert list(tmp_path.iterdir()) == [tmp_path / "a.db"]


def test_zstd_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "backports", None)
    monkeypatch.setitem(sys.modules, "compression", None)
    with pytest.raises(RelcliError, match=r"this Python has no zstd; install backports\.zstd, or use \.jsonl\.gz"):
        checked_ending(Path("a.jsonl.zst"))


@pytest.mark.parametrize("name", ["a", "a.csv", "a.db", "a.json", "a.jsonl.bz2"])
def test_an_ending_that_says_no_format_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match=r"end it in \.jsonl, \.jsonl\.gz or \.jsonl\.zst"):
        checked_ending(Path(name))


def test_a_line_without_an_end_is_not_read_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer_files, "LONGEST_LINE", 1000)
    packed = gzip.compress(b"x" * 100_000)
    with pytest.raises(InputError, match=r"x\.jsonl:1: the line is too long for an export"):
        list(lines_of(unpacked(io.BytesIO(packed), WHERE), WHERE))


def test_nothing_is_left_in_the_database_that_a_later_writer_has_to_finish(tmp_path: Path, database: Database) -> None:
    target = tmp_path / "b.db"
    with new_database(target) as again:
        restored_from(exported(database.conn), again)
    assert list(tmp_path.iterdir()) == [target]
    with closing(sqlite3.connect(target)) as opened:
        assert opened.execute("PRAGMA journal_mode").fetchone() == ("wal",)
