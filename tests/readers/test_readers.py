"""Readers: the seed format, JSONL, encodings, and which files are read."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.coding import Document
from relcli.errors import UsageError
from relcli.readers import Rejected, find_inputs, read

TEXT = "Iran and Iraq met."


def one(data: bytes | str, *, name: str = "news.txt", default_date: str | None = None) -> Document | Rejected:
    raw = data.encode() if isinstance(data, str) else data
    (result,) = read(Path(name), raw, default_date=default_date)
    assert isinstance(result, Document | Rejected)
    return result


def document(data: bytes | str, *, name: str = "news.txt", default_date: str | None = None) -> Document:
    result = one(data, name=name, default_date=default_date)
    assert isinstance(result, Document), result
    return result


def reason(data: bytes | str, *, name: str = "news.txt", default_date: str | None = None) -> str:
    result = one(data, name=name, default_date=default_date)
    assert isinstance(result, Rejected), result
    assert "\n" not in result.why
    return result.why


@pytest.mark.parametrize(
    ("head", "day", "precision"),
    [
        (" date 2024-10-17 ", "2024-10-17", "day"),
        ("date 2024-10-17\n", "2024-10-17", "day"),
        ("\n\n  date 2024-10-17\r\n\r\n", "2024-10-17", "day"),
        ("date 2023-08 ", "2023-08-01", "month"),
        ("date 2019 ", "2019-01-01", "year"),
        ("Date: 2024-10-17 ", "2024-10-17", "day"),
        ("\ufeff date 2024-10-17 ", "2024-10-17", "day"),
        (" date 2024-10-17", "2024-10-17", "day"),
    ],
)
def test_seed_dates(head: str, day: str, precision: str) -> None:
    found = document(head + TEXT)
    assert (found.date, found.date_precision, found.body, found.name) == (day, precision, TEXT, "news.txt")


def test_seed_body_is_unchanged_but_for_line_ends() -> None:
    assert document(" date 2024-10-17 \n\n A \r\n\r\nB\rC  \n\n").body == "A \n\nB\nC  \n\n"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \n\t", "has no text, only blanks"),
        (b" date 2024-10-17 \n \n", "has a date but no text"),
        (TEXT.encode(), "has no date"),
        (b" date 2024-02-30 x", "'2024-02-30' does not exist (day is out of range"),
        (b" date 2024-13 x", "'2024-13' does not exist (month"),
        (b" date 17.10.2024 x", "the date '17.10.2024' does not say which number is the month"),
        (b" date 2024/10/32 x", "not of the form YYYY-MM-DD"),
        (b"\x89PNG\0\0", "is binary"),
        (b" date 2024-10-17 caf\xc3\xa9 na\xefve", "is damaged UTF-8 at byte"),
        (" date 2024-10-17 Москва и Киев".encode("cp1251"), "unknown encoding"),
        (" date 2024-10-17 習近平は東京で".encode("shift-jis"), "unknown encoding"),
        (b" date 2024-10-17 a\x81b", "unknown encoding"),
        (b"\xff\xfea", "is damaged at byte"),
        (b'[{"text": "x"}]', "is a JSON array; write one object per line"),
        (b'{\n "text": "x"}', "over several lines"),
    ],
)
def test_rejected(data: bytes, words: str) -> None:
    assert words in reason(data)


def test_the_reason_says_what_to_do() -> None:
    assert reason(TEXT) == "has no date; put ' date YYYY-MM-DD ' before the text, or give --date"


def test_default_date_only_where_none_is_given() -> None:
    assert document(TEXT, default_date="2024-05").date == "2024-05-01"
    assert document(" date 2024-10-17 " + TEXT, default_date="2001").date == "2024-10-17"
    assert "does not exist" in reason(" date 2024-02-30 " + TEXT, default_date="2001")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_encodings(encoding: str) -> None:
    assert document((" date 2024-10-17 São Tomé – “Élysée”\n" + TEXT).encode(encoding)).body.startswith("São Tomé – “")


def test_windows_1252() -> None:
    body = "Côte d’Ivoire and São Tomé signed “a treaty” – at last, in the old palace of the republic, he said."
    assert document((" date 2024-10-17 " + body).encode("cp1252")).body == body


def test_jsonl() -> None:
    lines = [
        '{"id": "a", "date": "2024-10-17", "text": "T\\r\\nU", "title": "H", "outlet": "AP", "url": "u"}',
        "",
        '{"id": 7, "date": 2019, "text": "T"}',
        '{"date": "2024-10", "text": "T", "title": null}',
        '{"id": "t", "date": "2024-10-17T05:00:00Z", "text": "T"}',
    ]
    found = list(read(Path("x/n.jsonl"), "\r\n".join(lines).encode()))
    assert found == [
        Document("a", "2024-10-17", "T\nU", "day", "H", "AP", "u"),
        Document("7", "2019-01-01", "T", "year"),
        Document("n.jsonl:4", "2024-10-01", "T", "month"),
        Document("t", "2024-10-17", "T", "day"),
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"oops", "is not JSON: Expecting value at column 1"),
        (b'{"id": "a", "date": "2024-10-17"}', "has no key 'text'"),
        (b'{"text": " ", "date": "2024-10-17"}', "has no text"),
        (b'{"text": "T"}', "has no date; put it in the key 'date', or give --date"),
        (b'{"text": "T", "date": "2024-02-30"}', "does not exist"),
        (b'{"text": "T", "date": "soon"}', "not of the form"),
        (b'{"text": ["T"], "date": "2024"}', "the value of 'text' is not text"),
        (b'{"text": "T", "date": "2024", "title": true}', "the value of 'title' is not text"),
        (b'{"text": "T\\ud800", "date": "2024"}', "lone surrogate"),
        (b'{"text": "T\\u0000", "date": "2024"}', "NUL"),
        (b'{"text": "T", "date": "2024", "url": "\\ud800"}', "lone surrogate"),
        (b"[1]", "is not a JSON object"),
        (b'{"text": "caf\xe9", "date": "2024"}', "is not UTF-8 at byte 14"),
        (b'{"text": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"date": ' + b"1" * 5000 + b', "text": "T"}', "a number is too long"),
    ],
)
def test_a_bad_line_costs_only_itself(line: bytes, words: str) -> None:
    good = b'{"id": "a", "date": "2024-10-17", "text": "T"}\n'
    found = list(read(Path("f/n.jsonl"), good + line + b"\n" + good))
    assert isinstance(found[0], Document)
    assert isinstance(found[2], Document)
    assert isinstance(found[1], Rejected)
    assert found[1].where == os.path.join("f", "n.jsonl:2")
    assert words in found[1].why


def test_the_format_is_detected_by_content() -> None:
    assert document('{"id": "a", "date": "2024", "text": "T"}', name="x.txt").name == "a"
    assert document(" date 2024 " + TEXT, name="x.jsonl").body == TEXT
    assert document('\ufeff{"id": "a", "date": "2024", "text": "T"}').name == "a"
    assert document('{"id": "é", "date": "2024", "text": "T\u2028U"}'.encode("utf-16")).body == "T\u2028U"


def test_jsonl_of_standard_input_streams() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            line = b'{"date": "2024", "text": "T"}\n'
            count = min(len(buffer), len(line))
            buffer[:count] = line[:count]
            return count

    results = read(None, io.BufferedReader(Endless(), 30))
    assert next(results) == Document("-:1", "2024-01-01", "T", "year")


def test_long_lines_cross_the_first_block() -> None:
    text = "word " * 5000
    data = "".join(json.dumps({"id": str(i), "date": "2024", "text": text}) + "\n" for i in range(3))
    assert [found.name for found in read(Path("n"), data.encode()) if isinstance(found, Document)] == [
        "0",
        "1",
        "2",
    ]


def test_reading_a_path(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(" date 2024-10-17 " + TEXT)
    assert list(read(file)) == [Document("a.txt", "2024-10-17", TEXT)]
    assert list(read(tmp_path)) == [Rejected(str(tmp_path), "cannot be read: Is a directory")]
    assert list(read(tmp_path / "no")) == [Rejected(str(tmp_path / "no"), "cannot be read: No such file or directory")]
    assert list(read(None, b"")) == [Rejected("standard input", "is empty")]


def test_find_inputs(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.jsonl",
        "c",
        "README.md",
        "README",
        "LICENSE.txt",
        "x.md",
        "d.csv",
        ".h.txt",
        "s/e.text",
        ".g/f.txt",
    ):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("x")
    names = [str(file.relative_to(tmp_path)) for file in find_inputs([tmp_path])]
    assert names == ["a.jsonl", "b.txt", "c", os.path.join("s", "e.text")]
    assert [file.name for file in find_inputs([tmp_path / "x.md", tmp_path / "b.txt", tmp_path])] == [
        "x.md", "b.txt", "a.jsonl", "c", "e.text",
    ]  # fmt: skip
    assert [file.name for file in find_inputs([f"{tmp_path}/*.t*t"])] == ["b.txt", "LICENSE.txt"][::-1]
    assert [file.name for file in find_inputs([f"{tmp_path}/**/*.text"])] == ["e.text"]


def test_missing_paths_are_named_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no/such: no such file or folder"):
        find_inputs([tmp_path, "no/such"])
    with pytest.raises(UsageError, match="no file matches this pattern"):
        find_inputs([f"{tmp_path}/*.txt"])


def test_a_name_with_pattern_signs_is_a_name(tmp_path: Path) -> None:
    file = tmp_path / "[1].txt"
    file.write_text("x")
    assert list(find_inputs([str(file)])) == [file]


BODIES = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\r"), min_size=1).filter(
    lambda body: bool(body.strip()) and body == body.lstrip()
)


@given(
    BODIES,
    st.dates(),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from([" ", "\n", "\r\n\n"]),
)
def test_seed_round_trip(body: str, day: object, encoding: str, gap: str) -> None:
    found = document(f" date {day}{gap}{body}".encode(encoding))
    assert (found.date, found.body) == (str(day), body)


@given(st.lists(st.tuples(BODIES, st.dates()), min_size=1, max_size=5), st.booleans())
def test_jsonl_round_trip(rows: list[tuple[str, object]], ascii_only: bool) -> None:
    data = "\n".join(
        json.dumps({"id": f"n{number}", "date": str(day), "text": body}, ensure_ascii=ascii_only)
        for number, (body, day) in enumerate(rows)
    )
    found = list(read(Path("x"), data.encode()))
    assert found == [Document(f"n{number}", str(day), body) for number, (body, day) in enumerate(rows)]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_rejected(data: bytes) -> None:
    for result in read(Path("x"), data):
        assert isinstance(result, Document | Rejected)


@given(st.binary(max_size=60))
def test_any_bytes_after_a_date(data: bytes) -> None:
    for result in read(Path("x"), b" date 2024-10-17 " + data):
        assert isinstance(result, Document | Rejected)
