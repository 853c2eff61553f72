"""Names of countries in place of codes."""

from __future__ import annotations

from relcli.reports.chronology import chronology
from relcli.reports.naming import chronology_with_names, named, record_with_names, with_names
from relcli.reports.wording import pair

from .events import MEETING


def test_codes_become_names() -> None:
    assert named("PAK") == "Pakistan"
    assert named(("PAK", "RUS")) == ("Pakistan", "Russia")


def test_what_has_no_name_stays_as_it_is() -> None:
    assert named(("QQQ", "")) == ("QQQ", "")
    assert named(()) == ()


def test_an_event_with_names_reads_as_one_with_codes() -> None:
    shown = with_names(MEETING)
    assert pair(shown) == "Pakistan ↔ Russia"
    assert shown.host == "Pakistan"
    assert shown.people_countries == ("Pakistan", "Russia")


def test_a_coded_record_has_names_too() -> None:
    record = {"source": ("FRA",), "target": (), "host": "", "people_countries": ("FRA",), "headline": "meets"}
    assert record_with_names(record) == record | {"source": ("France",), "people_countries": ("France",)}


def test_a_chronology_differs_in_its_names_alone() -> None:
    act = MEETING._replace(id=2, part_of=1, mutual=False, type="AID", mode="")
    codes = chronology([MEETING, act], lanes="country")
    names = chronology_with_names(codes)
    assert [lane.name for lane in names.lanes] == ["Pakistan", "Russia"]
    first, wanted = names.sections[0].entries[0], codes.sections[0].entries[0]
    assert pair(first.event) == "Pakistan ↔ Russia"
    assert pair(first.acts[0].event) == "Pakistan → Russia"
    assert first._replace(event=MEETING, acts=()) == wanted._replace(acts=())


def test_lanes_by_type_keep_their_names() -> None:
    assert [lane.name for lane in chronology_with_names(chronology([MEETING], lanes="type")).lanes] == ["CONSULT"]


def test_turning_points_are_of_names() -> None:
    later = MEETING._replace(id=2, date="2026-03-30", date_end="2026-03-30", date_precision="day")
    found = chronology_with_names(chronology([MEETING._replace(date_precision="day"), later]))
    turns = [turn for section in found.sections for entry in section.entries for turn in entry.turns]
    assert [turn.pair for turn in turns] == [("Pakistan", "Russia")]
