"""The chronology before it is drawn: sections, entries, sources, silences, turning points, lanes, density."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.reports.chronology import NO_SECTOR, chronology, heading_of
from relcli.reports.dates import SHOWN, UNDATED
from relcli.reports.density import density
from relcli.reports.turning import Turn, pairs_of, silence_words, turn_words

from .events import CONDOLENCE, EVENTS, MEETING, PLAN, PLEDGE, STRIKE

if TYPE_CHECKING:
    from relcli.model import Event
    from relcli.reports.chronology import Chronology, Entry, Lane

FIRST_DAY = date(2019, 12, 20)
PRECISIONS = ("day", "week", "month", "year", "before", "")


def talk(number: int, day: str, **fields: Any) -> Event:
    """Return a meeting of two on a day."""
    return MEETING._replace(id=number, date=day, date_end=day, date_precision="day", intensity=2.5, **fields)


def quarrel(number: int, day: str, **fields: Any) -> Event:
    """Return sanctions of one of the two against the other."""
    return talk(number, day, type="SANCTION", mode="", mutual=False)._replace(**{"intensity": -6.0, **fields})


@st.composite
def event_lists(draw: st.DrawFn) -> list[Event]:
    """Events in any order, at any precision, part of one another in any way, from a few sources."""
    numbers = draw(st.lists(st.integers(1, 40), unique=True, max_size=25))
    return [draw(_event(number, numbers)) for number in numbers]


@st.composite
def _event(draw: st.DrawFn, number: int, numbers: list[int]) -> Event:
    precision = draw(st.sampled_from(PRECISIONS))
    begins = FIRST_DAY + timedelta(days=draw(st.integers(0, 1500)))
    if precision in {"month", "year"}:
        begins = begins.replace(day=1, month=1 if precision == "year" else begins.month)
    lasts = {"week": 6, "month": 27, "year": 364}.get(precision, draw(st.integers(0, 3)))
    return MEETING._replace(
        id=number,
        date=begins.isoformat() if precision else "",
        date_end=(begins + timedelta(days=lasts)).isoformat() if precision else "",
        date_precision=precision or "day",
        part_of=draw(st.none() | st.sampled_from([*numbers, 99])),
        source=draw(st.sampled_from([("PAK",), ("PAK", "IRN"), ()])),
        target=draw(st.sampled_from([("RUS",), ("RUS", "CHN"), ()])),
        sectors=draw(st.sampled_from([(), ("trade",), ("trade", "energy")])),
        mutual=draw(st.booleans()),
        intensity=draw(st.sampled_from([None, -6.0, 0.0, 4.0])),
        document=draw(st.sampled_from(["a.txt", "b.txt"])),
        attribution=draw(st.sampled_from(["", "Foreign Office"])),
    )


def entries_of(lane: Lane) -> list[Entry]:
    """Return the entries of a lane from the top down."""
    return [entry for section in lane.sections for entry in section.entries]


def all_events(lane: Lane) -> list[int]:
    """Return the numbers of the events in a lane as a reader meets them."""
    return [each.event.id for entry in entries_of(lane) for each in (entry, *entry.acts)]


UNITS = st.sampled_from(list(SHOWN))


@given(event_lists(), UNITS, st.sampled_from(["", "country", "sector", "type"]), st.booleans())
def test_each_event_is_once_in_a_lane_and_each_source_is_used(
    events: list[Event], by: str, lanes: str, newest_first: bool
) -> None:
    titles = {event.id: f"Title {event.id % 3}" for event in events}
    found = chronology(events, titles, by=by, lanes=lanes, newest_first=newest_first)
    for lane in found.lanes:
        assert sorted(all_events(lane)) == sorted(event.id for event in lane.events)
    assert {event.id for lane in found.lanes for event in lane.events} == {event.id for event in events}
    met: dict[int, None] = {}
    for lane in found.lanes:
        for entry in entries_of(lane):
            for each in (entry, *entry.acts):
                met[each.source.number] = None
                assert (each.source.document, each.source.title) == (each.event.document, titles[each.event.id])
    assert list(met) == [source.number for source in found.sources] == list(range(1, len(found.sources) + 1))


@given(event_lists(), UNITS, st.booleans())
def test_entries_are_in_order_and_undated_ones_last(events: list[Event], by: str, newest_first: bool) -> None:
    (lane,) = chronology(events, by=by, newest_first=newest_first).lanes or (None,)
    if lane is None:
        return
    headings = [section.heading for section in lane.sections]
    assert len(set(headings)) == len(headings)
    if UNDATED in headings:
        assert headings[-1] == UNDATED
    for section in lane.sections:
        keys = [(entry.event.date, entry.event.id) for entry in section.entries]
        assert keys == sorted(keys, reverse=newest_first and section.heading != UNDATED)
        assert {heading_of(entry.event, by) for entry in section.entries} == {section.heading}
    dated = [section.entries[0].event.date for section in lane.sections if section.heading != UNDATED]
    if by in {"year", "quarter", "month"} and not newest_first:
        assert dated == sorted(dated)


@given(event_lists(), UNITS)
def test_the_order_given_makes_no_difference(events: list[Event], by: str) -> None:
    assert chronology(events, by=by) == chronology(events[::-1], by=by)


@given(event_lists(), st.integers(1, 200))
def test_density_counts_every_dated_event_or_says_that_it_is_left_out(events: list[Event], most: int) -> None:
    found = density(events, most)
    dated = sum(bool(event.date) for event in events)
    if found is None:
        return
    assert 4 <= len(found.counts) <= most
    assert sum(found.counts) + found.left_out == dated
    assert found.of(events) == found.counts


def test_a_year_or_a_month_is_a_section_before_those_within_it() -> None:
    year = talk(1, "2024-01-01")._replace(date_end="2024-12-31", date_precision="year")
    month = talk(2, "2024-03-01")._replace(date_end="2024-03-31", date_precision="month")
    days = [talk(3, "2024-01-01"), talk(4, "2024-03-01"), talk(5, "2024-02-29"), talk(6, "2024-03-03")]

    def headings(by: str) -> list[str]:
        return [section.heading for section in chronology([*days, month, year], by=by).sections]

    assert headings("year") == ["2024"]
    assert headings("quarter") == ["2024", "2024Q1"]
    assert headings("month") == ["2024", "2024-01", "2024-02", "2024-03"]
    assert headings("week") == ["2024", "2024-W01", "2024-W09", "2024-03"]
    assert headings("day") == ["2024", "2024-01-01", "2024-02-29", "2024-03", "2024-03-01", "2024-03-03"]


def test_an_act_of_an_act_is_under_the_occasion() -> None:
    (lane,) = chronology([MEETING, CONDOLENCE, PLEDGE._replace(part_of=2)]).lanes
    (entry,) = entries_of(lane)
    assert [act.event.id for act in entry.acts] == [2, 3]


def test_who_says_so_is_named_where_a_source_has_several_voices() -> None:
    other = CONDOLENCE._replace(attribution="Foreign Office")
    one = chronology([MEETING, CONDOLENCE])
    two = chronology([MEETING, other])
    assert one.sources[0].attribution == MEETING.attribution
    assert not one.sections[0].entries[0].attribution
    assert two.sources[0].attribution == ""
    assert [act.attribution for act in two.sections[0].entries[0].acts] == ["Foreign Office"]


def gaps(found: Chronology) -> dict[int, int]:
    """Return the silences shown, by the event below them."""
    return {entry.event.id: entry.silence for lane in found.lanes for entry in entries_of(lane) if entry.silence}


def test_a_year_without_events_is_a_silence() -> None:
    assert gaps(chronology([talk(1, "2021-03-01"), talk(2, "2022-02-28")])) == {}
    assert gaps(chronology([talk(1, "2021-03-01"), talk(2, "2022-03-01")])) == {2: 365}


def test_a_shorter_silence_is_one_where_it_is_unusual() -> None:
    weekly = [talk(number, (date(2024, 1, 1) + timedelta(days=7 * number)).isoformat()) for number in range(1, 8)]
    assert gaps(chronology([*weekly, talk(9, "2024-05-18")])) == {}
    assert gaps(chronology([*weekly, talk(9, "2024-05-19")])) == {9: 90}
    monthly = [talk(number, f"2024-{number:02}-01") for number in range(1, 8)]
    assert gaps(chronology([*monthly, talk(9, "2024-11-30")])) == {}


def test_beside_background_is_no_silence() -> None:
    background = talk(2, "1949-04-04", modality="historical")
    assert gaps(chronology([background, talk(1, "2021-03-01")])) == {}
    assert gaps(chronology([talk(1, "1921-03-01"), background, talk(3, "2021-03-01")])) == {}


def test_from_the_newest_back_a_silence_is_above_its_earlier_side() -> None:
    found = chronology([talk(1, "2021-03-01"), talk(2, "2023-03-01"), PLAN], newest_first=True)
    assert [section.heading for section in found.sections] == ["2023", "2021", UNDATED]
    assert gaps(found) == {1: 730}


def test_what_lasts_is_no_silence() -> None:
    long = talk(1, "2021-03-01")._replace(date_end="2022-12-31")
    assert gaps(chronology([long, talk(2, "2021-06-01"), talk(3, "2023-03-01")])) == {}


def turns(*events: Event) -> dict[int, tuple[Turn, ...]]:
    """Return the turning points of a chronology by event."""
    found = chronology(events)
    return {
        each.event.id: each.turns
        for lane in found.lanes
        for entry in entries_of(lane)
        for each in (entry, *entry.acts)
        if each.turns
    }


THREE_TALKS = (talk(1, "2024-01-01"), talk(2, "2024-02-01"), talk(3, "2024-03-01"))


def test_the_first_conflict_after_cooperation_turns() -> None:
    first, second = quarrel(4, "2024-04-01"), quarrel(5, "2024-05-01")
    assert turns(*THREE_TALKS, first, second) == {4: (Turn("conflict", ("PAK", "RUS")),)}
    assert turns(*THREE_TALKS[1:], first, second) == {}


@pytest.mark.parametrize(
    "change",
    [
        {"modality": "denied"},
        {"modality": "proposed"},
        {"intensity": -1.0},
        {"intensity": None},
        {"target": ("CHN",)},
        {"date_precision": "year"},
    ],
)
def test_what_is_not_done_or_no_conflict_or_with_another_does_not_turn(change: dict[str, object]) -> None:
    assert turns(*THREE_TALKS, quarrel(4, "2024-04-01", **change)) == {}


def test_three_acts_of_one_day_are_not_three_days_of_cooperation() -> None:
    one_day = [event._replace(date="2024-01-01", date_end="2024-01-01") for event in THREE_TALKS]
    assert turns(*one_day, quarrel(4, "2024-04-01")) == {}


def test_the_first_contact_after_a_year_turns() -> None:
    assert turns(*THREE_TALKS, talk(4, "2025-03-01")) == {4: (Turn("contact", ("PAK", "RUS"), 365),)}
    assert turns(*THREE_TALKS, talk(4, "2025-02-28")) == {}
    assert turns(THREE_TALKS[0], talk(4, "2025-03-01")) == {4: (Turn("contact", ("PAK", "RUS"), 425),)}
    between = talk(5, "2024-09-01", source=("PAK",), target=("CHN",))
    assert turns(*THREE_TALKS[:2], between, talk(4, "2025-03-01")) == {}
    assert turns(*THREE_TALKS, between, talk(4, "2025-03-01")) == {4: (Turn("contact", ("PAK", "RUS"), 365),)}
    assert turns(*THREE_TALKS, quarrel(5, "2025-02-28"), talk(4, "2025-03-01")) == {
        5: (Turn("conflict", ("PAK", "RUS")),)
    }


def test_the_occasion_is_the_contact_not_what_was_done_at_it() -> None:
    occasion = talk(9, "2025-06-01")
    act = talk(5, "2025-06-01", part_of=9)
    assert set(turns(*THREE_TALKS, act, occasion)) == {9}


def test_turning_points_are_looked_for_in_the_dyads_that_are_wanted() -> None:
    trilateral = [event._replace(target=("RUS", "CHN")) for event in (*THREE_TALKS, talk(4, "2025-06-01"))]
    everything = chronology(trilateral)
    assert not everything.one_dyad
    turns = everything.sections[-1].entries[0].turns
    assert [turn.pair for turn in turns] == [("CHN", "PAK"), ("CHN", "RUS"), ("PAK", "RUS")]
    two = chronology(trilateral, dyads=lambda pair: pair == ("PAK", "RUS"))
    assert two.one_dyad
    assert [turn.pair for turn in two.sections[-1].entries[0].turns] == [("PAK", "RUS")]


def test_turning_points_and_silences_in_words() -> None:
    contact = Turn("contact", ("PAK", "RUS"), 456)
    assert turn_words(contact, one_dyad=True) == "first contact in 15 months"
    assert turn_words(contact, one_dyad=False) == "PAK – RUS: first contact in 15 months"
    assert turn_words(Turn("conflict", ("PAK", "RUS")), one_dyad=True) == "first conflict after cooperation"
    assert silence_words(90) == "3 months without events"
    assert silence_words(365) == "12 months without events"
    assert silence_words(731) == "2 years without events"
    assert silence_words(3 * 365 + 30) == "3 years and 1 month without events"


def test_the_dyads_of_an_event() -> None:
    assert pairs_of(MEETING._replace(source=("RUS", "CHN"), target=("IRN",))) == [
        ("CHN", "IRN"), ("CHN", "RUS"), ("IRN", "RUS")
    ]  # fmt: skip
    assert pairs_of(STRIKE) == [("IRN", "ISR"), ("IRN", "USA")]
    assert pairs_of(PLAN) == []


def test_lanes_are_the_fullest_first_and_what_has_none_last() -> None:
    found = chronology(EVENTS, lanes="sector")
    assert [(lane.name, len(lane.events)) for lane in found.lanes] == [
        ("defence", 1), ("energy", 1), ("politics", 1), ("trade", 1), (NO_SECTOR, 2)
    ]  # fmt: skip
    assert [lane.name for lane in chronology(EVENTS, lanes="type").lanes] == ["AGREE", "ASSAULT", "CONSULT", "SUPPORT"]


def test_a_country_that_is_in_everything_has_no_lane_unless_something_would_be_in_none() -> None:
    with_others = [talk(1, "2024-01-01"), talk(2, "2024-02-01", target=("CHN",))]
    assert [lane.name for lane in chronology(with_others, lanes="country").lanes] == ["CHN", "RUS"]
    alone = [*with_others, PLAN._replace(source=("PAK",))]
    assert [lane.name for lane in chronology(alone, lanes="country").lanes] == ["PAK", "CHN", "RUS"]


def test_density_is_in_the_shortest_unit_that_suffices() -> None:
    monthly = [talk(number, f"{2019 + number // 12}-{number % 12 + 1:02}-15") for number in range(108)]
    vague = talk(99, "2020-01-01")._replace(date_precision="year")
    for most, unit, step, columns in [
        (4000, "day", 1, 3257), (500, "week", 1, 466), (108, "month", 1, 108), (107, "quarter", 1, 36),
        (9, "year", 1, 9), (5, "year", 2, 5),
    ]:  # fmt: skip
        found = density([*monthly, vague], most)
        assert found is not None
        assert (found.unit, found.step, len(found.counts)) == (unit, step, columns)
        assert found.left_out == (unit != "year")
    historical = [event._replace(modality="historical", date="1821-01-01", id=1000) for event in monthly[:5]]
    found = density([*monthly[:12], *historical], 80)
    assert found is not None
    assert (found.first, found.unit, sum(found.counts), found.left_out) == ("2019-01-15", "week", 12, 5)
    assert density(monthly[:9], 80) is None
    assert density([talk(number, "2024-03-01") for number in range(20)], 80) is None


def test_nothing_has_nothing() -> None:
    assert chronology(()) == ((), (), (), True)
