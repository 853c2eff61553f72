"""`--encoding`: what is read in it, what is rejected with the place, and when a byte order mark comes before it."""

from __future__ import annotations

import gzip
import io
import json
import zipfile

import pytest

from relcli.coding import Document
from relcli.readers import EventFile, OwnRecord, Rejected, read
from relcli.readers.encoding import canonical_name, extends_ascii
from tests.readers.event_rows import gdelt2

WORDS = "Посол Франции встретил министра."
SEED = f"date 2024-03-31\n{WORDS}\n"
RECORD = json.dumps({"id": "a", "date": "2024-03-31", "text": WORDS}, ensure_ascii=False)
TABLE = f"date,source,target,type,place\n2024-03-31,FRA,POL,CONSULT,{WORDS}\n"


def bodies(data: bytes, encoding: str) -> list[str]:
    """Return the texts of the documents in these bytes."""
    return [item.body if isinstance(item, Document) else str(item) for item in read(None, data, encoding=encoding)]


def refusal(data: bytes, encoding: str, form: str = "") -> str:
    """Return where and why the only input that cannot be read is rejected."""
    (found,) = [item for item in read(None, data, encoding=encoding) if isinstance(item, Rejected)]
    return f"{found.where}: {found.why}{form}"


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "iso8859-5", "utf-16", "utf-16-be", "utf-32-le", "utf-8"])
def test_texts_and_records_are_read_in_the_encoding_named(encoding: str) -> None:
    (text,) = bodies(SEED.encode(encoding), encoding)
    assert text.strip() == WORDS
    assert bodies(f"{RECORD}\n".encode(encoding), encoding) == [WORDS]
    assert bodies(gzip.compress(SEED.encode(encoding)), encoding)[0].startswith(WORDS)


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16-le", "utf-8"])
def test_tables_are_read_in_the_encoding_named(encoding: str) -> None:
    for text in (TABLE, TABLE.replace("\n", "\r")):
        (file,) = read(None, text.encode(encoding), encoding=encoding)
        assert isinstance(file, EventFile)
        (record,) = file.rows
        assert isinstance(record, OwnRecord)
        assert record.values["place"] == WORDS
        assert not file.tally.warnings


def test_rows_of_event_files_are_read_in_the_encoding_named() -> None:
    data = (gdelt2(place="Chișinău, Chișinău, Moldova") + "\n").encode("iso8859-16")
    (file,) = read(None, data, encoding="iso8859-16")
    assert isinstance(file, EventFile)
    assert "Chișinău" in str(next(iter(file.rows)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_byte_order_mark_comes_before_the_option(encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-8" else ""
    for text in (SEED, f"{RECORD}\n"):
        assert bodies((mark + text).encode(encoding), "cp1252")[0].startswith(WORDS)
    (file,) = read(None, (mark + TABLE).encode(encoding), encoding="cp1252")
    assert isinstance(file, EventFile)
    (record,) = file.rows
    assert isinstance(record, OwnRecord)
    assert record.values["place"] == WORDS


def test_without_it_nothing_is_guessed_otherwise_than_before() -> None:
    assert bodies("date 2024-03-31\nCafé.".encode("cp1252"), "") == ["Café."]
    assert "not cp1253" in refusal(b"date 2024-03-31\nCaf\xd2.", "cp1253")


def test_what_is_not_of_the_encoding_is_rejected_with_its_place() -> None:
    assert refusal(b"date 2024-03-31\nCaf\xe9.", "utf-8").startswith("standard input: is not utf-8 at byte 20; ")
    assert refusal(b"date 2024-03-31\nCaf\xe9.", "ascii").startswith("standard input: is not ascii at byte 20; ")
    half = SEED.encode("utf-16-le") + b"\x00\xd8"
    assert refusal(half, "utf-16-le").startswith(f"standard input: is not utf-16-le at byte {len(half) - 1}; ")
    assert refusal(gzip.compress(half), "utf-16-le").startswith("standard input: is not utf-16-le at byte")


def test_a_bad_record_costs_only_itself() -> None:
    lines = [b'{"date": "2024-03-31", "text": "%s"}\n' % word for word in (b"One.", b"Caf\x98.", b"Three.")]
    found = [*read(None, b"".join(lines), encoding="cp1251")]
    assert [item.body for item in found if isinstance(item, Document)] == ["One.", "Three."]
    (bad,) = [item for item in found if isinstance(item, Rejected)]
    assert bad.where == "standard input:2"
    assert bad.why.startswith("is not cp1251 at byte 36; ")


def test_a_table_is_read_up_to_what_is_not_of_the_encoding() -> None:
    row = b"2024-03-31,FRA,POL,CONSULT,Caf\x98\n"
    data = TABLE.encode("cp1251") + b"2024-03-30,FRA,POL,CONSULT,Nice\n" * 9000 + row
    rows, rejected = 0, []
    for item in read(None, data, encoding="cp1251"):
        if isinstance(item, EventFile):
            rows += sum(1 for _ in item.rows)
        else:
            rejected.append(item)
    assert rows > 5000
    (bad,) = rejected
    assert isinstance(bad, Rejected)
    assert f"is not cp1251 at byte {data.index(bytes([0x98])) + 1}" in bad.why


def test_a_character_over_two_pieces_is_one() -> None:
    text = "date 2024-03-31\n" + "字" * 70_000
    assert bodies(text.encode("gb18030"), "gb18030") == ["字" * 70_000]
    record = json.dumps({"date": "2024-03-31", "text": "字" * 70_000}, ensure_ascii=False)
    assert bodies(record.encode("utf-16-be"), "utf-16-be") == ["字" * 70_000]


def test_the_names_in_an_archive_are_left_as_they_are() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("посол.txt", SEED.encode("koi8-r"))
    (document,) = read(None, packed.getvalue(), encoding="koi8-r")
    assert isinstance(document, Document)
    assert document.name == "посол.txt"
    assert document.body.startswith(WORDS)


def test_names_of_encodings() -> None:
    assert canonical_name("Windows-1251") == "cp1251"
    assert canonical_name("UTF8") == "utf-8"
    for name in ("", "nope", "base64", "rot13", "hex", "undefined", "idna", "unicode_escape"):
        assert canonical_name(name) == "", name
    assert extends_ascii("shift_jis")
    assert not any(extends_ascii(name) for name in ("utf-16", "cp037", "utf-7"))
