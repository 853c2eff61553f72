"""`field=value` as people type it."""

from __future__ import annotations

import pytest

from relcli.errors import UsageError
from relcli.model import EDITABLE, as_text, from_text
from relcli.query.assignments import completed, new_fields, own_edits, parse_assignments
from relcli.resolve.derive import Decision
from tests.reports.events import MEETING

TODAY = "2024-11-05"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("type=request", {"type": "REQUEST"}),
        ("Source=russia", {"source": "RUS"}),
        ("target=Pakistan,EU", {"target": "PAK;EU"}),
        ("sector=defense,trade", {"sectors": "defence;trade"}),
        ("modality=Pledged", {"modality": "pledged"}),
        ("mutual=yes", {"mutual": "true"}),
        ("place=  New   York ", {"place": "New York"}),
        ("place=", {"place": ""}),
        ("part-of=#7", {"part_of": "7"}),
        ("part_of=", {"part_of": ""}),
        ("intensity=-3", {"intensity": "-3.0"}),
        ("people=Ishaq Dar, Sergey Lavrov", {"people": "Ishaq Dar;Sergey Lavrov"}),
        ("level=Head", {"level": "head"}),
        ("host=Moscow", {"host": "RUS"}),
        ("people_countries=;Kenya", {"people_countries": ";KEN"}),
        ("people_countries=Kenya, PER", {"people_countries": "KEN;PER"}),
    ],
)
def test_values_become_what_the_record_holds(word: str, expected: dict[str, str]) -> None:
    assert parse_assignments([word], TODAY) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-03-05", ("2024-03-05", "2024-03-05", "day")),
        ("yesterday", ("2024-11-04", "2024-11-04", "day")),
        ("2024-03", ("2024-03-01", "2024-03-31", "month")),
        ("march 2024", ("2024-03-01", "2024-03-31", "month")),
        ("2023", ("2023-01-01", "2023-12-31", "year")),
        ("2024-W12", ("2024-03-18", "2024-03-24", "week")),
        ("2024-04-20..2024-04-22", ("2024-04-20", "2024-04-22", "day")),
        ("9999-12-31", ("9999-12-31", "9999-12-31", "day")),
        ("9999-12", ("9999-12-01", "9999-12-31", "month")),
        ("9999", ("9999-01-01", "9999-12-31", "year")),
        ("0001-01-01", ("0001-01-01", "0001-01-01", "day")),
    ],
)
def test_a_date_has_an_end_and_a_precision(value: str, expected: tuple[str, str, str]) -> None:
    edits = parse_assignments([f"date={value}"], TODAY)
    assert (edits["date"], edits["date_end"], edits["date_precision"]) == expected
    assert edits["date_basis"] == "stated"


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("type", "is not a field=value"),
        ("kind=REQUEST", "no field 'kind'"),
        ("evidence=x", "no field 'evidence'"),
        ("id=3", "no field 'id'"),
        ("type=", "type cannot be empty"),
        ("type=yield", "can mean"),
        ("source=atlantis", "unknown actor"),
        ("sectors=chess", "unknown sector"),
        ("date=2024Q3", "not a day, week, month, year"),
        ("date=since 2022", "not a day, week, month, year"),
        ("date_end=2024", "is a day"),
        ("intensity=11", "from -10 to 10"),
        ("intensity=nan", "from -10 to 10"),
        ("mutual=perhaps", "true or false"),
        ("part_of=x", "number of an event"),
        ("level=king", "unknown level"),
        ("source=", "source cannot be empty"),
        ("people_countries=Narnia;KEN", "unknown actor 'Narnia'"),
        (f"headline={'x' * 161}", "161 characters"),
    ],
)
def test_what_cannot_be_is_refused(word: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        parse_assignments([word], TODAY)


def test_quad_class_and_intensity_follow_the_type_and_a_foreign_mode_goes() -> None:
    visit = MEETING
    assert completed({"type": "REQUEST"}, visit) == {
        "type": "REQUEST",
        "mode": "",
        "quad_class": "verbal-conflict",
        "intensity": "0.0",
    }
    assert completed({"mode": "phone"}, visit)["intensity"] == "1.5"
    assert completed({"type": "REQUEST", "intensity": "2.0"}, visit)["intensity"] == "2.0"
    with pytest.raises(UsageError, match="CONSULT has no mode 'sign'"):
        completed({"mode": "sign"}, visit)


def test_a_record_that_comes_back_unchanged_edits_nothing() -> None:
    told = MEETING._replace(part_of=3)
    values = {name: getattr(told, name) for name in EDITABLE}
    assert own_edits(values, told) == {}
    assert own_edits({**values, "place": "Doha"}, told) == {"place": "Doha"}


def test_what_was_decided_is_put_on_top_of_what_was_told() -> None:
    told = MEETING
    for name in EDITABLE:
        assert from_text(name, as_text(getattr(told, name))) == getattr(told, name), name
    edits = {"sectors": "trade;energy", "mutual": "false", "part_of": "9", "intensity": ""}
    expected = told._replace(sectors=("trade", "energy"), mutual=False, part_of=9, intensity=None)
    assert Decision(edits).applied(told) == expected


@pytest.mark.parametrize(
    ("edits", "why"),
    [
        ({"date_end": "2024-03-29"}, "date_end 2024-03-29 is before date 2024-03-30"),
        ({"date": "2024-03-31", "date_end": "2024-03-30"}, "date_end 2024-03-30 is before date 2024-03-31"),
        ({"date": "", "date_end": "2024-03-30"}, "date_end 2024-03-30 without a date"),
        ({"target": "PAK;CHN"}, "PAK is both source and target"),
        ({"source": "CHN;RUS"}, "RUS is both source and target"),
        ({"people": "A;B", "people_countries": "PAK"}, "people_countries and people differ in number"),
        ({"people": "", "people_countries": "PAK"}, "people_countries and people differ in number"),
    ],
)
def test_fields_that_contradict_each_other_are_refused(edits: dict[str, str], why: str) -> None:
    with pytest.raises(UsageError, match=why):
        completed(edits, MEETING)


def test_an_empty_last_day_is_the_first() -> None:
    assert completed({"date_end": ""}, MEETING._replace(date_end="2024-04-02")) == {"date_end": "2024-03-30"}
    assert completed({"date": "", "date_end": "", "date_precision": "day"}, MEETING)["date_end"] == ""
    with pytest.raises(UsageError, match="before"):
        completed({"date": "2024-05-03", "date_end": "2024-05-01"})


def test_what_contradicts_itself_already_may_be_edited_elsewhere() -> None:
    odd = MEETING._replace(target=MEETING.source, date_end="2020-01-01")
    assert completed({"place": "Doha"}, odd) == {"place": "Doha"}


def test_people_in_another_order_are_no_edit_but_their_actors_are() -> None:
    event = MEETING._replace(people=("Ann", "Bo"), people_countries=("", "POL"))
    turned = {"people": ("Bo", "Ann"), "people_countries": ("POL", "")}
    assert own_edits(turned, event) == {}
    assert own_edits({**turned, "people_countries": ("DEU", "")}, event) == {
        "people": "Bo;Ann",
        "people_countries": "DEU;",
    }


def test_a_refused_cell_is_named() -> None:
    with pytest.raises(UsageError, match="host: unknown actor 'Narnia'"):
        own_edits({"host": "Narnia"}, MEETING)
    with pytest.raises(UsageError, match="source: unknown actor 'Narnia'"):
        new_fields({"type": "AID", "date": "2024-01-01", "source": ("Narnia",)}, exported=False)
