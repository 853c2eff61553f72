"""relcli's own export, imported again: what was written is read, and errors in it are reported by line."""

from __future__ import annotations

import io
import json
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.model import DATE_BASES, DATE_PRECISIONS, EVENT_FIELDS, LEVELS, MODALITIES, SECTORS, TYPES, Event
from relcli.output import csv as csv_writer
from relcli.output import json as json_writer
from relcli.output import jsonl as jsonl_writer
from relcli.output import tsv as tsv_writer
from relcli.output.layout import Layout
from relcli.readers import EventFile, OwnRecord, Rejected, read
from tests.readers.event_rows import opened, rejection

TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=20).filter(
    lambda text: text.strip() != "NA"  # what R writes for a missing value
)
CODES = st.lists(st.sampled_from(["PER", "KEN", "UGA", "AU"]), max_size=3).map(tuple)
WORD = TEXT.map(lambda text: " ".join(text.replace(";", "").split())).filter(bool)
WORDS = st.lists(WORD, max_size=3).map(tuple)
DAY = st.dates().map(str)
COUNT = st.integers(0, 10**9)
EVENTS = st.builds(
    Event,
    id=COUNT, date=DAY, date_end=DAY, date_precision=st.sampled_from(DATE_PRECISIONS),
    date_basis=st.sampled_from(DATE_BASES), source=CODES, target=CODES, mutual=st.booleans(),
    type=st.sampled_from(TYPES), mode=st.sampled_from(["", "visit"]),
    quad_class=st.sampled_from(["", "verbal-conflict"]), intensity=st.none() | st.floats(-10, 10),
    modality=st.sampled_from(MODALITIES), sectors=st.lists(st.sampled_from(SECTORS), max_size=2).map(tuple), place=TEXT,
    host=st.sampled_from(["", "KEN"]), setting=TEXT,
    part_of=st.none() | COUNT, people=WORDS, people_countries=CODES, level=st.sampled_from(["", *LEVELS]),
    attribution=TEXT, headline=TEXT, evidence=TEXT, document=TEXT, outlet=TEXT, url=TEXT, published=DAY,
    mentions=COUNT, outlets=COUNT, first_seen=DAY, documents=COUNT,
    key=st.uuids().map(str), database=st.uuids().map(str), confidence=st.none() | st.floats(0, 1),
)  # fmt: skip
WRITERS = (csv_writer.Writer, tsv_writer.Writer, jsonl_writer.Writer, json_writer.Writer)


def values_of(data: str, name: str = "x.csv") -> list[dict[str, object]]:
    _, rows, tally = opened(data, name)
    assert tally.examples == []
    return [row.values for row in rows if isinstance(row, OwnRecord)]


@pytest.mark.parametrize(("headline", "kept"), [("a\\u0000b", True), ("a\\\\u0000", True), ("a\0b", False)])
def test_the_signs_that_json_writes_a_nul_with_are_no_nul(headline: str, kept: bool) -> None:
    row = {"type": "AID", "source": ["RUS"], "target": ["CHN"], "date": "2024-01-02", "headline": headline}
    _, rows, tally = opened(json.dumps([row]), "x.json")
    assert [record.values["headline"] for record in rows if isinstance(record, OwnRecord)] == [headline] * kept
    assert [reason for _, reason in tally.examples] == ["contains NUL characters"] * (not kept)


@pytest.mark.parametrize("writer", WRITERS)
@given(st.lists(EVENTS, min_size=1, max_size=4))
def test_round_trip(writer: Any, events: list[Event]) -> None:
    stream = io.StringIO()
    written = writer(stream, Layout())
    written.start(EVENT_FIELDS)
    for event in events:
        written.row(attrgetter(*EVENT_FIELDS)(event))
    written.finish()
    assert values_of(stream.getvalue()) == [{**event._asdict(), "revision": event.revision} for event in events]


def test_columns_may_be_few_and_in_any_order() -> None:
    data = "\ufefftype,target,source,date,mutual\r\nAID,CHN;FRA,RUS,2024-01-02,yes\r\n"
    assert values_of(data) == [
        {"type": "AID", "target": ("CHN", "FRA"), "source": ("RUS",), "date": "2024-01-02", "mutual": True}
    ]


def test_a_record_over_several_lines_has_the_number_of_its_first_line() -> None:
    data = 'date,source,target,type,evidence\n2024-01-01,A,B,AID,"one\ntwo"\n2024-13-01,A,B,AID,x\n'
    _, rows, tally = opened(data)
    assert [row.line for row in rows] == [2]
    assert (tally.read, tally.examples) == (2, [(4, "date: '2024-13-01' is not a day such as 2024-03-31")])


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("mutual", "perhaps", "mutual: 'perhaps' is neither true nor false"),
        ("intensity", "high", "intensity: 'high' is not a number"),
        ("intensity", "nan", "intensity: nan is not a number"),
        ("id", "1.5", "id: '1.5' is not a whole number"),
        ("published", "2024-02-30", "published: '2024-02-30' is not a day such as 2024-03-31"),
        ("published", "20240230", "published: '20240230' is not a day such as 2024-03-31"),
        ("evidence", "a\0b", "evidence: contains a NUL character"),
        ("part_of", "9" * 30, "part_of: too large"),
        ("confidence", "high", "confidence: 'high' is not a number"),
        ("goldstein", "2.5x", "goldstein: '2.5x' is not a number"),
        ("mode", "a,b", "6 columns where the header has 5"),
        ("mode", '"a"b', "is not CSV: ',' expected after '\"'"),
    ],
)
def test_bad_records(column: str, value: str, why: str) -> None:
    good = "2024-01-01,A,B,AID,\n"
    _, rows, tally = opened(f"date,source,target,type,{column}\n{good}2024-01-01,A,B,AID,{value}\n{good}")
    assert (len(rows), tally.examples) == (2, [(3, why)])


def test_an_unknown_column_rejects_the_file() -> None:
    why = "an event has no field 'modalty'; did you mean modality?"
    assert rejection("date,source,target,type,modalty\n2024-01-01,A,B,AID,\n") == Rejected("events.csv", why)
    record = {"date": "2024-01-01", "source": ["A"], "target": ["B"], "type": "AID", "modalty": ""}
    assert rejection(json.dumps(record)).why == why


def test_json_values() -> None:
    good: dict[str, Any] = {"date": "2024-01-01", "source": ["A"], "target": ["B"], "type": "AID"}
    data = "\n".join(
        json.dumps(good | changes)
        for changes in ({"id": None, "mutual": 1, "place": None}, {"source": "A"}, {"mode": ["x"]}, {"id": 2**70})
    )
    _, rows, tally = opened(data)
    assert [row.values for row in rows if isinstance(row, OwnRecord)] == [
        {**good, "source": ("A",), "target": ("B",), "id": None, "mutual": True, "place": ""}
    ]
    assert tally.examples == [
        (2, "source: is not a list of texts"),
        (3, "mode: \"['x']\" is not text"),
        (4, "id: too large"),
    ]


def test_a_list_in_json_has_no_blank_members_except_beside_people() -> None:
    record = {
        "date": "2024-01-02",
        "source": ["RUS", ""],
        "target": [" "],
        "type": "AID",
        "people_countries": ["", "KEN"],
    }
    (values,) = values_of(json.dumps(record), "x.jsonl")
    assert (values["source"], values["target"], values["people_countries"]) == (("RUS",), (), ("", "KEN"))


@given(st.binary(max_size=200))
def test_any_bytes_after_a_header(data: bytes) -> None:
    for header in (b"date,source,target,type,mutual,intensity\n", b"date\tsource\ttarget\ttype\n"):
        for item in read(Path("x"), header + data):
            assert isinstance(item, EventFile)
            assert len(list(item.rows)) + item.tally.rejected == item.tally.read


def test_extra_fields_come_back_with_their_types() -> None:
    head = "id,date,source,target,type,producer,source_id,source_code,goldstein,source_quad_class,place_country"
    (values,) = values_of(f"{head}\n7,2024-08-31,RUS,UKR,ASSAULT,gdelt2,1,190,-10.0,4,UKR\n")
    extras = {"producer": "gdelt2", "source_id": "1", "source_code": "190", "goldstein": -10.0}
    assert values.items() >= {**extras, "source_quad_class": "4", "place_country": "UKR"}.items()
    line = {"date": "2024-08-31", "source": ["RUS"], "target": ["UKR"], "type": "ASSAULT", "goldstein": -10}
    assert values_of(json.dumps(line), "x.jsonl")[0]["goldstein"] == -10.0
