"""Names of countries in place of codes."""

from __future__ import annotations

from relcli.reports.naming import named, record_with_names, with_names
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
