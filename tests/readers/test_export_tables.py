"""relcli's own tables after other programs had them: spreadsheets, R, pandas, `cat`, an editor that broke a line."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.readers import OwnRecord
from tests.readers.event_rows import opened, rejection

if TYPE_CHECKING:
    from relcli.readers import Tally

HEAD = "date,source,target,type,place,headline"
GOOD = "2023-02-07,NOR,SWE,AID,Oslo,Norway helps"


def read(data: str | bytes, name: str = "x.csv") -> tuple[list[OwnRecord], Tally]:
    """Return the records of a file, and what became of its rows."""
    producer, rows, tally = opened(data, name)
    assert producer == "relcli"
    return [row for row in rows if isinstance(row, OwnRecord)], tally


def places(data: str | bytes) -> list[object]:
    """Return the places of the records of a file without a bad row."""
    rows, tally = read(data)
    assert (tally.examples, tally.read) == ([], len(rows))
    return [row.values["place"] for row in rows]


def test_an_open_quotation_mark_costs_its_row_only() -> None:
    lines = [
        HEAD,
        GOOD,
        '2023-02-08,NOR,FIN,AID,Oslo,"Norway helps',
        GOOD,
        GOOD.replace("Oslo", '"Oslo, Norway"'),
        GOOD,
    ]
    rows, tally = read("\n".join(lines) + "\n")
    assert [row.line for row in rows] == [2, 4, 5, 6]
    assert rows[2].values["place"] == "Oslo, Norway"
    assert (tally.read, [line for line, _ in tally.examples]) == (5, [3])
    assert "quotation mark is not closed" in tally.examples[0][1]


def test_an_open_quotation_mark_at_the_end_costs_only_the_last_row() -> None:
    rows, tally = read(f'{HEAD}\n{GOOD}\n2023-02-08,NOR,FIN,AID,"Oslo,x\n')
    assert ([row.line for row in rows], tally.rejected, tally.read) == ([2], 1, 2)


def test_the_rest_of_a_broken_record_is_not_reported_again() -> None:
    broken = '2023-02-08,NOR,FIN,AID,Oslo,"first line\nsecond line\nthird line",x'
    rows, tally = read(f"{HEAD}\n{broken}\n{GOOD}\n")
    assert ([row.line for row in rows], tally.read) == ([5], 2)
    assert tally.examples == [(2, "7 columns where the header has 6")]


@given(st.lists(st.sampled_from(['"', "a", ",", "\n", '""', 'x,"y"', GOOD + "\n"]), max_size=30))
def test_every_good_row_after_a_broken_one_is_read(parts: list[str]) -> None:
    rows, tally = read(f"{HEAD}\n{''.join(parts)}\n\n{GOOD}\n{GOOD}\n".replace('"', "'"))
    assert len(rows) + tally.rejected == tally.read
    rows, tally = read(f"{HEAD}\n{''.join(parts)}\n{GOOD}\n{GOOD}\n")
    assert len(rows) + tally.rejected == tally.read
    if "".join(parts).count('"') % 2 == 0:
        assert rows[-1].values["headline"] == "Norway helps"


@pytest.mark.parametrize("separator", [";", "\t", ","])
def test_the_separator_is_seen_from_the_header(separator: str) -> None:
    lines = [HEAD, GOOD.replace("NOR", '"NOR;DNK"' if separator == ";" else "NOR;DNK")]
    rows, _ = read("".join(line.replace(",", separator) + "\r\n" for line in lines))
    assert (rows[0].values["source"], rows[0].values["place"]) == (("NOR", "DNK"), "Oslo")


def test_numbers_with_a_decimal_comma() -> None:
    rows, _ = read("date;source;target;type;intensity;mentions\n2023-02-07;NOR;SWE;AID;6,5;2,0\n")
    assert (rows[0].values["intensity"], rows[0].values["mentions"]) == (6.5, 2)


@pytest.mark.parametrize("first", ["sep=,", '"sep=,"', "SEP=;", ""])
def test_the_line_that_excel_puts_first_is_passed_over(first: str) -> None:
    assert places(f"\ufeff{first}\r\n{HEAD}\r\n{GOOD}\r\n") == ["Oslo"]


def test_rows_and_columns_without_content_are_passed_over() -> None:
    data = f"{HEAD},,\n{GOOD},,\n,,,,,,,\n\n , ,,\n{GOOD}\n{GOOD},,,,\n"
    rows, tally = read(data)
    assert ([row.line for row in rows], tally.read) == ([2, 7], 3)
    assert tally.examples == [(6, "6 columns where the header has 8")]
    _, tally = read(f"{HEAD},\n{GOOD},lost?\n")
    assert tally.examples == [(2, "column 7 has no name")]


@pytest.mark.parametrize("name", ["", '""', "Unnamed: 0"])
def test_a_first_column_of_row_numbers_is_left_out(name: str) -> None:
    assert places(f"{name},{HEAD}\n0,{GOOD}\n1,{GOOD}\n") == ["Oslo", "Oslo"]


def test_joined_files() -> None:
    other = "type,date,target,source,place\nAID,2023-02-09,SWE,DNK,Malmö\n"
    data = f"\ufeff{HEAD}\n{GOOD}\n\ufeff{HEAD}\n{GOOD}\n\ufeff{other}"
    rows, tally = read(data)
    assert [(row.line, row.values["place"]) for row in rows] == [(2, "Oslo"), (4, "Oslo"), (6, "Malmö")]
    assert (tally.read, tally.rejected) == (3, 0)
    line = '{"date":"2023-02-07","source":["NOR"],"target":["SWE"],"type":"AID"}\n'
    assert len(read(f"\ufeff{line}\ufeff{line}", "x.jsonl")[0]) == 2


def test_a_header_may_be_quoted() -> None:
    quoted = ",".join(f'"{name}"' for name in HEAD.split(","))
    assert places(f"\ufeff{quoted}\n{GOOD}\n{quoted}\n{GOOD}\n") == ["Oslo", "Oslo"]


def test_lines_that_end_as_on_old_macintoshs() -> None:
    assert places(f"{HEAD}\r{GOOD}\r{GOOD}\r") == ["Oslo", "Oslo"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_unicode_text_of_excel(encoding: str) -> None:
    lines = [HEAD, '2023-02-07,NOR,SWE,AID,Tromsø,"""We help"" \u2013 Oslo"']
    data = "".join(line.replace(",", "\t") + "\r\n" for line in lines)
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    for raw in (mark + data.encode(encoding), gzip.compress(mark + data.encode(encoding))):
        rows, tally = read(raw)
        assert (rows[0].values["place"], rows[0].values["headline"]) == ("Tromsø", '"We help" \u2013 Oslo')
        assert tally.warnings == {}


def test_windows_1252_is_said_once() -> None:
    data = f"{HEAD}\r\n{GOOD}\r\n2023-02-07,NOR,SWE,AID,L\u2019Anse,\u201cHelp\u201d \u2026\r\n".encode("cp1252")
    rows, tally = read(data)
    assert (rows[1].values["place"], rows[1].values["headline"]) == ("L\u2019Anse", "\u201cHelp\u201d \u2026")
    assert tally.warnings == {"not UTF-8, decoded as Windows-1252": 1}
    rows, _ = read(f"{HEAD}\n{GOOD}\n".encode().replace(b"Oslo", b"\x81\x9f"))
    assert rows[0].values["place"] == "\ufffd\u0178"


@pytest.mark.parametrize("missing", ["NA", " NA ", "", "N/A", "null", "NULL", "NaN", "<NA>", "None"])
def test_missing_values_as_programs_write_them(missing: str) -> None:
    columns = "id,part_of,intensity,mutual,host,source,sectors,date_end,published,modality"
    row = ",".join([missing] * 10)
    rows, tally = read(f"date,target,type,{columns}\n2023-02-07,SWE,AID,{row}\n")
    assert tally.examples == []
    numbers = {"id": None, "part_of": None, "intensity": None, "mutual": None}
    texts = {"host": "", "source": (), "sectors": (), "date_end": "", "published": "", "modality": ""}
    assert rows[0].values.items() >= {**numbers, **texts}.items()


def test_only_what_r_writes_is_missing_in_prose() -> None:
    assert places(f"{HEAD}\n" + "".join(GOOD.replace("Oslo", text) + "\n" for text in ("NA", "None", "null"))) == [
        "", "None", "null",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("id", "7.0", 7), ("part_of", "12.", 12), ("mutual", "TRUE", True), ("mutual", "False", False),
        ("mutual", "1.0", True), ("published", "2023-02-07 00:00:00", "2023-02-07"),
        ("people_countries", ";NOR", ("", "NOR")), ("people", "A; B;", ("A", "B")), ("intensity", "-9", -9.0),
    ],
)  # fmt: skip
def test_values_as_programs_write_them(column: str, cell: str, value: object) -> None:
    rows, tally = read(f"date,source,target,type,{column}\n2023-02-07,NOR,SWE,AID,{cell}\n")
    assert (rows[0].values[column], tally.examples) == (value, [])


def test_dates_of_one_form_are_reported_once_for_the_column() -> None:
    rows = "".join(f"{month}/3/2023,{month}.3.2023,NOR,SWE,AID\n" for month in range(1, 9))
    _, tally = read(f"date,published,source,target,type\n{rows}2023-02-30,,NOR,SWE,AID\n")
    assert tally.rejected == 9
    assert [line for line, _ in tally.examples] == [2, 10]
    assert tally.examples[0][1].startswith("date: dates such as '1/3/2023' can be read in two ways")


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("17/10/2024", "dates such as '17/10/2024' are not read; write them as 2024-10-17"),
        ("10/17/2024", "dates such as '10/17/2024' are not read; write them as 2024-10-17"),
        ("31.08.2024", "dates such as '31.08.2024' are not read; write them as 2024-08-31"),
        ("31.08.24", "dates such as '31.08.24' are not read; write them as 2024-03-31"),
        ("31/02/2024", "dates such as '31/02/2024' are not read; write them as 2024-03-31"),
        ("31/31/2024", "dates such as '31/31/2024' are not read; write them as 2024-03-31"),
        ("12-11-2024", "dates such as '12-11-2024' can be read in two ways; write them as 2024-03-31"),
    ],
)
def test_only_a_date_with_two_readings_is_called_ambiguous(cell: str, said: str) -> None:
    _, tally = read(f"date,source,target,type\n{cell},NOR,SWE,AID\n")
    assert tally.examples == [(2, f"date: {said}")]


def test_a_column_that_is_there_twice_rejects_the_file() -> None:
    assert rejection(f"{HEAD},place\n{GOOD},x\n").why == "the column 'place' appears twice; remove one of them"


def test_relclis_own_tsv_has_no_quotation() -> None:
    rows, _ = read('date\tsource\ttarget\ttype\theadline\n2023-02-07\tNOR\tSWE\tAID\t"We help."\n')
    assert rows[0].values["headline"] == '"We help."'
