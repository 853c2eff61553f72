"""Event files of GDELT, ICEWS, POLECAT, Phoenix and PLOVER: what a row becomes, and the traps of each format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.coding import Document, ReportedEvent
from relcli.readers import EventFile, Rejected, read
from relcli.readers.events.event_codes import cameo_acts, plover_act, plover_values
from relcli.readers.events.values import headline
from tests.readers.event_rows import (
    ICEWS,
    POLECAT,
    event_of,
    events_of,
    gdelt1,
    gdelt2,
    icews,
    opened,
    phoenix,
    polecat,
    rejection,
)


def test_gdelt2_row() -> None:
    assert event_of(gdelt2()) == ReportedEvent(
        1, "gdelt2", "7001", "2019-10-24", "2019-10-24", "published", ("FRA",), ("MLI",), False, "ACCUSE", "disapprove",
        "verbal-conflict", -2.0, "occurred", (), "Bamako, Mali", "MLI", "", "France criticised Mali", "",
        "https://www.example.org:8080/a", "example.org", "https://www.example.org:8080/a", "111", -2.0, "3",
    )  # fmt: skip


@pytest.mark.parametrize("columns", [58, 57])
def test_gdelt1_has_two_widths(columns: int) -> None:
    event = event_of(gdelt1(columns))
    assert (event.producer, event.place, event.place_country) == ("gdelt1", "Bamako, Mali", "MLI")
    assert event.outlet == ("example.org" if columns == 58 else "")
    assert event.document == ("https://www.example.org:8080/a" if columns == 58 else "GDELT 1.0 2019-10-24")


def test_gdelt_guesses_the_day_of_the_event() -> None:
    event = event_of(gdelt2(date="20181024"))
    assert (event.date, event.published, event.date_basis) == ("2018-10-24", "2019-10-24", "inferred")


def test_gdelt_geo_countries_are_fips() -> None:
    assert event_of(gdelt2(country="AS")).place_country == "AUS"
    assert event_of(gdelt2(country="GM")).place_country == "DEU"
    assert event_of(gdelt2(country="", place="")).place == ""
    events, tally = events_of(gdelt2(country="QQ"))
    assert (events[0].place_country, tally.warnings) == ("", {"unknown place country 'QQ'": 1})


@pytest.mark.parametrize(
    ("changes", "actor"),
    [
        ({"country1": "EUR", "group1": "EEC", "actor1": "IGOEUREEC"}, "EU"),
        ({"country1": "WST", "group1": "NAT", "actor1": "IGOWSTNAT"}, "NATO"),
        ({"country1": "", "group1": "UNO", "actor1": "IGOUNO"}, "UN"),
        ({"country1": "", "group1": "UNO", "actor1": "IGOUNODEVWBK"}, "WB"),
        ({"country1": "AFG", "group1": "TAL", "actor1": "AFGTAL"}, "AFG"),
        ({"country1": "ROM", "actor1": "ROM"}, "ROU"),
        ({"country1": "MTN", "actor1": "MTNGOV"}, "MNE"),
        ({"country1": "WSB", "actor1": "WSB"}, "PSE"),
        ({"country1": "", "actor1": "TWN"}, "TWN"),
    ],
)
def test_gdelt_actors(changes: dict[str, str], actor: str) -> None:
    assert event_of(gdelt2(**changes)).source == (actor,)


@pytest.mark.parametrize(
    "changes",
    [
        {"country1": "", "actor1": ""},
        {"country1": "", "actor1": "GOV"},
        {"country1": "MLI", "actor1": "MLIGOV"},
        {"country1": "EUR", "actor1": "EUR"},
        {"country1": "SAF", "actor1": "SAF"},
        {"country1": "", "group1": "XFM", "actor1": "NGOXFM"},
    ],
)
def test_without_two_actors_a_row_is_skipped(changes: dict[str, str]) -> None:
    events, tally = events_of(gdelt2(**changes), gdelt2())
    assert (len(events), tally.read, tally.skipped, tally.rejected) == (1, 2, {"not two different actors": 1}, 0)


def test_statements_and_appeals_have_no_type() -> None:
    _, tally = events_of(gdelt2(code="010"), gdelt2(code="0233"), gdelt2(code="01"))
    assert (tally.skipped, tally.rejected) == ({"no PLOVER type": 3}, 0)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (gdelt2() + "\tx", "62 columns where GDELT 2.0 has 61"),
        (gdelt2(code="13y"), "unknown event code '13y'"),
        (gdelt2(code=""), "no event code"),
        (gdelt2(code="14"), "event code '14' may be 14 or 014"),
        (gdelt2(country1="QQQ", actor1="QQQ"), "unknown country code 'QQQ'"),
        (gdelt2(date="20190230"), "the date '20190230' does not exist"),
        (gdelt2(date="soon"), "'soon' is not a date"),
        (gdelt2(added="x"), "'x' is not a date"),
        (gdelt2(goldstein="high"), "'high' is not a number"),
        (gdelt2(goldstein="inf"), "'inf' is not a number"),
        (gdelt2(id=""), "no event id"),
        (gdelt2(name1="A\0B"), "contains NUL characters"),
        ("x" * 1_048_576, "the line is longer than a megabyte"),
    ],
)
def test_a_bad_row_is_reported_and_the_rest_is_read(row: str, why: str) -> None:
    events, tally = events_of(gdelt2(), "", row, gdelt2(id="2"))
    assert [event.line for event in events] == [1, 4]
    assert (tally.read, tally.rejected, tally.examples) == (3, 1, [(3, why)])


def test_only_ten_bad_rows_are_quoted() -> None:
    _, tally = events_of(gdelt2(), *[gdelt2(code="13y")] * 12)
    assert (tally.rejected, len(tally.examples), tally.examples[-1][0]) == (12, 10, 11)


def test_codes_that_lost_their_zero() -> None:
    events, tally = events_of(gdelt2(code="40"), gdelt2(code="311"), gdelt2(code="3"), gdelt2(code=" 040"))
    assert [event.code for event in events] == ["040", "0311", "03", "040"]
    assert tally.warnings == {"leading zero of the event code restored": 4}


@pytest.mark.parametrize(
    ("code", "one", "other", "source", "target", "host"),
    [
        ("040", "MLI", "FRA", "FRA", "MLI", ""),
        ("046", "FRA", "MLI", "FRA", "MLI", ""),
        ("057", "MLI", "FRA", "FRA", "MLI", ""),
        ("042", "MLI", "FRA", "MLI", "FRA", "FRA"),
        ("043", "FRA", "MLI", "MLI", "FRA", "FRA"),
    ],
)
def test_both_directions_make_the_same_event(
    code: str, one: str, other: str, source: str, target: str, host: str
) -> None:
    event = event_of(gdelt2(code=code, country1=one, country2=other))
    assert (event.source, event.target, event.mutual, event.host) == ((source,), (target,), True, host)
    assert event.code == code


@pytest.mark.parametrize(
    ("code", "kind", "mode", "modality", "intensity"),
    [
        ("036", "AGREE", "plan", "pledged", 2.5),
        ("057", "SUPPORT", "sign", "agreed", 5.0),
        ("1031", "REQUEST", "assist", "proposed", 0.5),
        ("138", "THREATEN", "violence", "pledged", -3.5),
        ("163", "COERCE", "restrict", "occurred", -7.0),
        ("176", "COERCE", "cyber", "occurred", -7.0),
        ("0871", "RETREAT", "ceasefire", "occurred", 7.5),
        ("1712", "ASSAULT", "destroy", "occurred", -8.5),
    ],
)
def test_types_of_codes(code: str, kind: str, mode: str, modality: str, intensity: float) -> None:
    event = event_of(gdelt2(code=code))
    assert (event.type, event.mode, event.modality, event.intensity) == (kind, mode, modality, intensity)


def test_the_values_of_the_producer_are_kept() -> None:
    event = event_of(gdelt2(code="090", quad="2", goldstein="-2.0"))
    assert (event.quad_class, event.source_quad, event.goldstein) == ("verbal-conflict", "2", -2.0)
    assert event_of(gdelt2(goldstein="")).goldstein is None


def test_lines_in_windows_1252_are_decoded_with_a_warning() -> None:
    good = gdelt2(place="N\u2019Djaména, Chad")
    _, rows, tally = opened(b"\xef\xbb\xbf" + good.encode() + b"\r\n" + good.encode("cp1252") + b"\r\n")
    assert [row.place for row in rows if isinstance(row, ReportedEvent)] == ["N\u2019Djaména, Chad"] * 2
    assert tally.warnings == {"not UTF-8, decoded as Windows-1252": 1}


def test_quote_characters_are_data() -> None:
    assert event_of(gdelt2(place='"Bamako, "Mali')).place == '"Bamako, "Mali'


def test_a_report_without_a_web_page_is_named_after_its_publisher() -> None:
    event = event_of(gdelt2(url="Example Monitoring"))
    assert (event.document, event.outlet, event.url) == ("Example Monitoring 2019-10-24", "Example Monitoring", "")


def test_headlines_are_clauses_with_the_names_of_both_sides() -> None:
    event = event_of(icews_file(icews(source="A" * 80, target="B\x0bC" * 20)))
    assert event.headline == "Chile held talks with Peru"
    assert (
        headline(("USA", "UN"), "sued {target}", ("NLD",))
        == "The United States and the United Nations sued the Netherlands"
    )
    many = headline(("XKX", "NATO", "SUN", "EU"), "fought {target}", ("MLI", "TCD", "CHE", "FJI", "NOR"))
    assert many == "Kosovo, NATO and 2 more fought Mali, Chad and 3 more"


def test_every_act_has_a_headline_that_is_a_clause() -> None:
    labels = [act.label for act in cameo_acts().values() if act is not None]
    labels += [plover_act(*kind).label for kind in plover_values()]
    assert [label for label in labels if label.count("{target}") != 1 or not label[0].islower()] == []
    longest = max(len(headline(("COD", "FSM", "VCT", "TCA"), label, ("COD", "GBR", "USA"))) for label in labels)
    assert longest <= 160


def icews_file(*rows: str, header: str = ICEWS) -> str:
    return "\n".join((header, *rows))


def test_icews_row() -> None:
    assert event_of(icews_file(icews(source="Police (Chile)"))) == ReportedEvent(
        2, "icews", "5001", "2018-06-01", "2018-06-01", "published", ("CHL",), ("PER",), True, "CONSULT", "",
        "verbal-cooperation", 2.5, "occurred", (), "Lima, Peru", "PER", "",
        "Chile held talks with Peru", "", "story 47", "Example News", "", "040", 1.0, "",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("country", "name", "actor"),
    [
        ("Moldova, Republic of", "x", "MDA"),
        ("the former Yugoslav Republic of Macedonia", "x", "MKD"),
        ("Occupied Palestinian Territory", "x", "PSE"),
        ("Congo", "x", "COG"),
        ("Yemen", "Houthis", "YEM"),
        ("NA", "European Union", "EU"),
        ("", "European Commission", "EU"),
        ("NULL", "Police (Australia)", "AUS"),
        ("NA", "Criminal (Al Qaeda)", "ALQAEDA"),
        ("NA", "North Atlantic Treaty Organization", "NATO"),
    ],
)
def test_icews_actors(country: str, name: str, actor: str) -> None:
    event = event_of(icews_file(icews(country1=country, source=name, code="111")))
    assert event.source == (actor,)


@pytest.mark.parametrize("name", ["Africa", "Men (Africa)", "Unspecified Actor", "Citizen (International)", "A B"])
def test_icews_missing_countries_are_not_namibia(name: str) -> None:
    _, tally = events_of(icews_file(icews(country1="NA", source=name)))
    assert tally.skipped == {"not two different actors": 1}


def test_icews_missing_values() -> None:
    event = event_of(icews_file(icews(city="NA", province="NA", country="NA", intensity="NA", story="NA")))
    assert (event.place, event.place_country, event.goldstein) == ("", "", None)
    assert event.document == "ICEWS 2018-06-01"


def test_icews_american_dates() -> None:
    events, tally = events_of(icews_file(icews(date="12/31/2010"), icews(date="31/12/2010")))
    assert [event.date for event in events] == ["2010-12-31"]
    assert tally.examples == [(3, "the date '31/12/2010' does not exist")]


def test_icews_stray_lines_and_repeated_headers() -> None:
    events, tally = events_of("Headline", icews_file(icews(), "Headline", ICEWS, icews(id="2")))
    assert [event.line for event in events] == [3, 6]
    assert (tally.read, tally.rejected) == (2, 0)
    assert tally.warnings == {"stray line 'Headline' ignored": 2, "repeated header ignored": 1}


def test_icews_restricted_edition() -> None:
    header = ICEWS + "\tEvent Sentence\tHeadline"
    event = event_of(icews_file(icews() + "\tThey met in Lima.\tTalks", header=header))
    assert event.evidence == "They met in Lima."


def test_icews_is_read_by_column_name_and_reports_bad_rows() -> None:
    events, tally = events_of(
        icews_file(icews() + "\tstray", icews().rsplit("\t", 1)[0], icews(country1="Atlantis"), icews() + "\t\t")
    )
    assert [event.line for event in events] == [5]
    assert tally.examples == [
        (2, "21 columns where the header has 20"),
        (3, "19 columns where the header has 20"),
        (4, "unknown country name 'Atlantis'"),
    ]


def test_icews_rows_of_one_sentence_in_both_directions_are_mutual() -> None:
    swapped = {"source": "Government (Peru)", "country1": "Peru", "target": "Chile", "country2": "Chile"}
    events, _ = events_of(
        icews_file(
            icews(code="036", country1="Peru", country2="Chile", sentence="1"),
            icews(code="036"),
            icews(code="111"),
            icews(code="036", **swapped),
            icews(code="036", sentence="3", **swapped),
        )
    )
    found = [(event.line, event.source, event.target, event.mutual) for event in events]
    assert found == [
        (2, ("PER",), ("CHL",), False),
        (3, ("CHL",), ("PER",), True),
        (4, ("CHL",), ("PER",), False),
        (5, ("CHL",), ("PER",), True),
        (6, ("PER",), ("CHL",), False),
    ]


def polecat_file(*rows: str, header: str = POLECAT) -> str:
    return "\n".join((header, *rows))


def test_polecat_row() -> None:
    assert event_of(polecat_file(polecat())) == ReportedEvent(
        2, "polecat", "P1", "2023-02-01", "2023-02-03", "inferred", ("XKX",), ("ALB",), True, "CONSULT", "visit",
        "verbal-cooperation", 4.0, "occurred", ("trade",), "Tirana, ALB", "ALB", "ALB",
        "Kosovo visited Albania", "", "POLECAT 2023-02-03", "Example Daily", "", "CONSULT visit", 4.0,
        "VERBAL COOPERATION",
    )  # fmt: skip


def test_polecat_traps() -> None:
    header = POLECAT.replace("Intensity", "Event Intensity") + "\t\t"
    events, tally = events_of(
        polecat_file(
            polecat(type="SANCTION", mode="convict", country1="BLR;RUS") + "\t\t",
            header,
            polecat(type="CONSULT", mode="", country1="RUS", country2="CHN") + "\t\t",
            polecat(type="YIELD") + "\t\t",
            polecat(type="DEMAND", mode="oddly", country1="UNO", country2="EUR") + "\t\t",
            polecat(country1="QQQ") + "\t\t",
            polecat(country1="", actor="European Union", type="AID", mode="NULL") + "\t\t",
            header=header,
        )
    )
    assert [(event.type, event.source, event.target, event.mutual) for event in events] == [
        ("SANCTION", ("BLR", "RUS"), ("ALB",), False),
        ("CONSULT", ("CHN",), ("RUS",), True),
        ("REQUEST", ("UN",), ("EU",), False),
        ("AID", ("EU",), ("ALB",), False),
    ]
    assert events[0].goldstein == 4.0
    assert tally.examples == [
        (5, "ambiguous event type 'YIELD', which may be CONCEDE or RETREAT"),
        (7, "unknown country code 'QQQ'"),
    ]
    assert tally.warnings == {"repeated header ignored": 1, "mode 'oddly' of REQUEST left out": 1}


def test_phoenix_row() -> None:
    assert event_of(phoenix()) == ReportedEvent(
        1, "phoenix", "12_1.0", "2015-03-04", "2015-03-04", "published", ("SUN",), ("SYR",), False, "AID", "",
        "material-cooperation", 10.0, "occurred", ("defence",), "Latakia, SYR", "SYR", "",
        "The Soviet Union gave military aid to Syria", "", "http://www.example.com/x", "example.com", "http://www.example.com/x",
        "072", 8.3, "2",
    )  # fmt: skip


def test_phoenix_traps() -> None:
    events, tally = events_of(
        phoenix(source="USRGOV", root1="USR", place="", country=""),
        phoenix(source="IGOUNO", root1="IGO"),
        phoenix(source="IMGMUSISI", root1="IMG"),
        phoenix(code="016", quad="0"),
        phoenix(source="NGO", root1="NGO"),
        phoenix(source="DDR", root1=""),
        phoenix() + "\tx",
    )
    assert [event.source for event in events] == [("SUN",), ("UN",), ("ISIS",), ("DDR",)]
    assert events[0].place == ""
    assert tally.skipped == {"no PLOVER type": 1, "not two different actors": 1}
    assert tally.examples == [(7, "27 columns where Phoenix has 26")]


def plover(**changes: object) -> dict[str, object]:
    return {
        "id": "x1", "date": "2021-05-06", "actor": [{"code": "JPN", "name": "Japan"}], "recipient": [{"code": "KOS"}],
        "event": ["AID"], "context": ["health"], "quad_code": 2, "event_scale": 10,
        "event_loc": {"city": "Pristina", "country": "KOS"}, "text": "Japan gave masks.",
        "cite_info": {"url": "https://example.org/p", "publication": "Example"},
    } | changes  # fmt: skip


def jsonl(*records: object) -> str:
    return "\n".join(json.dumps(record) for record in records)


def test_plover_json() -> None:
    assert event_of(jsonl(plover())) == ReportedEvent(
        1, "plover", "x1", "2021-05-06", "2021-05-06", "published", ("JPN",), ("XKX",), False, "AID", "",
        "material-cooperation", 10.0, "occurred", ("health",), "Pristina, KOS", "XKX", "", "Japan gave aid to Kosovo",
        "Japan gave masks.", "https://example.org/p", "Example", "https://example.org/p", "AID", 10.0, "2",
    )  # fmt: skip


def test_plover_traps() -> None:
    parties = [{"code": "USA"}, {"code": "CHN"}, {"code": "FRA"}]
    events, tally = events_of(
        jsonl(
            plover(event=["CONSULT"], actor=parties, recipient="NULL"),
            plover(event=["ASSAULT"], mode=["aerial", "historical"], text="NULL"),
            plover(recipient=[]),
            plover(event=["CRIME"]),
            plover(date="2021-05"),
            plover(id=None),
            [1],
        ),
        '{"id": "\\ud800"}',
        '{"actor": [' + "[" * 100_000,
        "{",
    )
    assert [(event.source, event.target, event.mutual) for event in events] == [
        (("CHN",), ("FRA", "USA"), True),
        (("JPN",), ("XKX",), False),
    ]
    assert (events[1].mode, events[1].modality, events[1].evidence) == ("aerial", "historical", "")
    assert tally.skipped == {"not two different actors": 1}
    assert [line for line, _ in tally.examples] == [4, 5, 6, 7, 8, 9, 10]


def test_an_array_of_plover_objects() -> None:
    records = [plover(id=str(number), text="long " * 5000) for number in range(20)]
    _, rows, tally = opened(json.dumps(records, indent=1), "x.json")
    assert [row.source_id for row in rows if isinstance(row, ReportedEvent)] == [str(number) for number in range(20)]
    assert (tally.read, tally.rejected) == (20, 0)
    _, rows, tally = opened(json.dumps(records)[:-20], "x.json")
    assert (len(rows), tally.rejected) == (19, 1)


def test_documents_are_still_documents() -> None:
    found = list(read(Path("x.json"), b'{"id": "a", "date": "2024", "text": "T", "source": "A", "target": "B"}'))
    assert [type(item) for item in found] == [Document]
    assert "is a JSON array" in rejection('[{"text": "T"}]').why


def test_a_table_of_something_else_is_rejected() -> None:
    assert rejection("name,amount\nx,1\n").why.startswith("is a table, but not of GDELT, ICEWS")
    assert rejection("", "x.csv").why == "is empty"


FORMATS = [
    gdelt2(), gdelt1(), gdelt1(57), icews_file(icews()), polecat_file(polecat()), phoenix(), jsonl(plover()),
    json.dumps([plover()]), "date,source,target,type\n2024-01-01,RUS,CHN,AID\n",
]  # fmt: skip


@given(st.sampled_from(FORMATS), st.binary(max_size=80), st.data())
def test_no_bytes_make_a_reader_raise(good: str, noise: bytes, data: st.DataObject) -> None:
    raw = good.encode()
    place = data.draw(st.integers(0, len(raw)))
    for content in (raw[:place] + noise + raw[place:], raw + b"\n" + noise, noise + b"\n" + raw):
        for item in read(Path("x.csv"), content):
            if isinstance(item, EventFile):
                rows = len(list(item.rows))
                assert rows + sum(item.tally.skipped.values()) + item.tally.rejected == item.tally.read
            else:
                assert isinstance(item, Document | Rejected)
