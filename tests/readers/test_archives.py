"""gzip and zip: read as if unpacked, never as a whole in memory, and damage costs only what comes after it."""

from __future__ import annotations

import gzip
import io
import zipfile
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from relcli import readers
from relcli.coding import Document
from relcli.readers import EventFile, Rejected, find_inputs, read
from tests.readers.event_rows import gdelt2

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SEED = b" date 2024-10-17 Iran and Iraq met."


def zipped(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def contents_of(path: Path) -> list[object]:
    """Return names of documents, (where, rows) of event files, and what was rejected."""
    found: list[object] = []
    for item in read(path):
        if isinstance(item, EventFile):
            found.append((item.where, len(list(item.rows))))
        else:
            found.append(item.name if isinstance(item, Document) else item)
    return found


def put(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def test_gzip(tmp_path: Path) -> None:
    assert contents_of(put(tmp_path, "a.txt.gz", gzip.compress(SEED))) == ["a.txt"]
    file = put(tmp_path, "x", gzip.compress(gdelt2().encode()))
    assert contents_of(file) == [(str(file), 1)]


def test_zip(tmp_path: Path) -> None:
    rows = f"{gdelt2()}\n{gdelt2()}\n".encode()
    jsonl = b'{"date": "2024", "text": "T"}\n'
    members = {
        "d/": b"", "d/b.txt": SEED, "__MACOSX/b.txt": b"x", "d/.DS_Store": b"x", "e.export.CSV": rows, "bad.txt": b"",
        "n.jsonl": jsonl, "in.gz": gzip.compress(SEED), "table.csv": b"a,b\n1,2\n",
    }  # fmt: skip
    file = put(tmp_path, "a.zip", zipped(members))
    *others, table = contents_of(file)
    assert others == [
        "b.txt", (f"{file}/e.export.CSV", 2), Rejected(f"{file}/bad.txt", "is empty"), "n.jsonl:1",
        Rejected(f"{file}/in.gz", "is an archive inside an archive; unpack it first"),
    ]  # fmt: skip
    assert isinstance(table, Rejected)


def test_standard_input_that_cannot_seek() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    for data in (gzip.compress(gdelt2().encode()), zipped({"a.csv": gdelt2().encode()}), gdelt2().encode()):
        (found,) = [(item, list(item.rows)) for item in read(None, Pipe(data)) if isinstance(item, EventFile)]
        assert len(found[1]) == 1


def test_the_readable_part_of_a_damaged_archive_is_kept(tmp_path: Path) -> None:
    rows = "".join(gdelt2(id=str(number * 7919 % 10007)) + "\n" for number in range(5000)).encode()
    packed = gzip.compress(rows)
    file = put(tmp_path, "x.gz", packed[: len(packed) // 2])
    rows_read, damage = contents_of(file)
    assert isinstance(rows_read, tuple)
    where, count = rows_read
    assert where == str(file)
    assert 1000 < count < 5000
    assert isinstance(damage, Rejected)
    assert damage.why.startswith("cannot be read: the archive is damaged (Compressed file ended")
    archive = bytearray(zipped({"a.txt": SEED, "b.txt": SEED * 2}))
    archive[archive.index(b"a.txt") + 8] ^= 0xFF
    first, second = contents_of(put(tmp_path, "y.zip", bytes(archive)))
    assert isinstance(first, Rejected)
    assert (first.where, second) == (str(tmp_path / "y.zip/a.txt"), "b.txt")
    (broken,) = contents_of(put(tmp_path, "z.zip", b"PK\x03\x04 nothing"))
    assert isinstance(broken, Rejected)
    assert broken.why == "cannot be read: the archive is damaged (File is not a zip file)"


def test_a_document_beyond_the_limit_is_rejected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_LARGEST_DOCUMENT", 100)
    large = b" date 2024-10-17 " + b"x" * 100
    why = "is larger than 64 megabytes, which no document is"
    file = put(tmp_path, "a.txt", large)
    assert contents_of(file) == [Rejected(str(file), why)]
    file = put(tmp_path, "a.txt.gz", gzip.compress(large))
    assert contents_of(file) == [Rejected(str(file), why)]
    file = put(tmp_path, "n.jsonl", b'{"date": "2024", "text": "' + b"x" * 100 + b'"}\n{"date": "2024", "text": "T"}\n')
    assert contents_of(file) == [Rejected(f"{file}:1", why), "n.jsonl:2"]


def test_folders_give_only_tables_and_archives_with_content(tmp_path: Path) -> None:
    row = gdelt2().encode()
    contents = {
        "a.export.CSV": row, "b.csv": b"name,amount\n", "c.txt.gz": gzip.compress(SEED),
        "d.tar.gz": gzip.compress(b"x"),
        "e.csv.gz": gzip.compress(row), "f.csv.gz": gzip.compress(b"a,b\n"), "g.zip": zipped({"x/n.txt": SEED}),
        "h.zip": zipped({"x.pdf": b"x"}), "i.json": b'{"a": 1}', "j.tab": row, "k.tsv": b"date\tsource\ttarget\ttype\n",
        "l.json": b'[{"actor": [], "event": []}]', "m.gz": b"no archive", "n.pdf": b"x", "o.zip": b"PK\x03\x04 nothing",
    }  # fmt: skip
    for name, data in contents.items():
        put(tmp_path, name, data)
    found = "".join(file.name[0] for file in find_inputs([tmp_path]))
    assert found == "acegjklo"
    assert [file.name for file in find_inputs([tmp_path / "b.csv"])] == ["b.csv"]


def test_a_member_without_a_name_is_read() -> None:
    named = zipped({"a.txt": SEED})
    nameless = named.replace(b"a.txt", b"\0.txt")  # a NUL ends a name in the directory of a zip
    assert list(read(None, nameless))


@settings(max_examples=400, deadline=None)
@given(st.sampled_from([gzip.compress(SEED * 9), zipped({"a.csv": gdelt2().encode(), "b.txt": SEED})]), st.data())
def test_no_damage_makes_a_reader_raise(good: bytes, data: st.DataObject) -> None:
    place = data.draw(st.integers(2, len(good) - 1))
    noise = data.draw(st.binary(max_size=8))
    for content in (good[:place], good[:place] + noise + good[place + len(noise) :], good + noise):
        for item in read(None, content):
            if isinstance(item, EventFile):
                list(item.rows)
