"""The same data through every format: nothing is lost, nothing reaches a terminal that it could obey."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relcli.errors import UsageError
from relcli.output import FORMATS, open_writer
from relcli.output.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcli.output import Row

# Making the first text takes hypothesis a second on a busy machine; timings decide no test.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
COLUMNS = ("id", "names", "text", "value", "flag")
VALUE_ROWS = st.lists(
    st.tuples(
        st.integers(),
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters=";"), min_size=1)).map(tuple),
        st.text(st.characters(codec="utf-8")),
        st.none() | st.floats(allow_nan=False, allow_infinity=False),
        st.booleans(),
    ),
    max_size=5,
)


def written(name: str, rows: Sequence[Row], columns: Sequence[str] = COLUMNS, **layout: object) -> str:
    """Return rows as one format writes them."""
    stream = io.StringIO(newline="")
    writer = open_writer(name, stream, Layout(**layout))  # type: ignore[arg-type]
    writer.start(columns)
    for row in rows:
        writer.row(row)
    writer.finish()
    return stream.getvalue()


@PATIENT
@given(VALUE_ROWS)
def test_csv_comes_back_as_it_went_in(rows: list[Row]) -> None:
    back = list(csv.reader(io.StringIO(written("csv", rows), newline="")))
    assert back[0] == list(COLUMNS)
    assert [row[2] for row in back[1:]] == [row[2] for row in rows]
    assert [row[0] for row in back[1:]] == [str(row[0]) for row in rows]


@PATIENT
@given(VALUE_ROWS)
def test_json_and_jsonl_come_back_as_they_went_in(rows: list[Row]) -> None:
    expected = [
        {name: list(value) if isinstance(value, tuple) else value for name, value in zip(COLUMNS, row, strict=True)}
        for row in rows
    ]
    assert json.loads(written("json", rows)) == expected
    assert [json.loads(line) for line in written("jsonl", rows).split("\n")[:-1]] == expected


@PATIENT
@given(VALUE_ROWS)
def test_a_row_of_tsv_is_one_line_with_all_columns(rows: list[Row]) -> None:
    lines = written("tsv", rows).split("\n")[:-1]
    assert len(lines) == len(rows) + 1
    assert {line.count("\t") for line in lines} == {len(COLUMNS) - 1}


@pytest.mark.parametrize("name", FORMATS)
@PATIENT
@given(rows=VALUE_ROWS)
def test_a_terminal_gets_nothing_that_it_could_obey(name: str, rows: list[Row]) -> None:
    text = written(name, rows, terminal=True, width=60)
    allowed = {"\n", "\t"} if name in {"csv", "tsv"} else {"\n"}
    controls = {character for character in text if ord(character) < 0x20 or 0x7F <= ord(character) < 0xA0}
    assert controls <= allowed


@pytest.mark.parametrize("name", FORMATS)
def test_news_brackets_come_out_as_they_went_in(name: str) -> None:
    assert "[sic] [/update] :smile: [red]" in written(name, [("[sic] [/update] :smile: [red]",)], ("text",))


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_written_that_is_no_row_without_a_header(name: str) -> None:
    text = written(name, [("value",)], ("column",), header=False)
    assert "value" in text
    assert "column" not in text or name in {"json", "jsonl"}


def test_csv_follows_rfc_4180_with_plain_line_ends() -> None:
    assert written("csv", [('a "b"', "c,d", "e\nf")], ("x", "y", "z")) == 'x,y,z\n"a ""b""","c,d","e\nf"\n'


def test_an_unknown_format_is_answered_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="formats are table, text, csv"):
        open_writer("xls", io.StringIO(), Layout())


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_a_safe_cell_is_no_formula(start: str) -> None:
    row = (f"{start}SUM(A1)", (f"{start}1x", "b"), -3.5, "-3.5", "+7", "fine=1")
    safe = next(csv.reader(io.StringIO(written("csv", [row], "abcdef", header=False, safe=True), newline="")))
    assert safe == [f"'{start}SUM(A1)", f"'{start}1x;b", "-3.5", "-3.5", "+7", "fine=1"]
    plain = next(csv.reader(io.StringIO(written("csv", [row], "abcdef", header=False), newline="")))
    assert plain[:2] == [f"{start}SUM(A1)", f"{start}1x;b"]
    assert written("tsv", [row], "abcdef", header=False, safe=True).startswith("'")


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_a_byte_order_mark_stands_once_at_the_beginning(name: str) -> None:
    text = written(name, [("a",), ("b",)], ("x",), byte_order_mark=True)
    assert text == "\ufeff" + written(name, [("a",), ("b",)], ("x",))
