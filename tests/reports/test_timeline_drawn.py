"""The chronology on a terminal: strips, rules, branches, colours, sources, at several widths."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from relcli.output.layout import Layout
from relcli.output.terminal_page import draw_page
from relcli.output.width import width_of
from relcli.reports.chronology import chronology
from relcli.reports.timeline import WIDEST
from relcli.reports.timeline_drawn import drawn_timeline
from relcli.setting_keys import STYLES

from .events import CONDOLENCE, EVENTS, MEETING, PLAN, PLEDGE, STRIKE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relcli.model import Event

PLAIN = Layout(width=80, terminal=True)
COLORED = PLAIN._replace(color=True)
_STYLE = re.compile(r"\x1b\[[0-9;]*m")
WORDY = "Both sides agreed to widen their cooperation in trade, energy and investment " * 2


def drawn(
    *events: Event,
    layout: Layout = PLAIN,
    by: str = "year",
    titles: Mapping[int, str] | None = None,
    **options: Any,
) -> str:
    """Return what a terminal gets."""
    stream = io.StringIO()
    found = chronology(events, titles, by=by, **options)
    draw_page(stream, drawn_timeline(found, by, layout), layout)
    return stream.getvalue()


def daily(number: int, **fields: Any) -> list[Event]:
    """Return so many acts of different sectors on days in a row."""
    return [
        STRIKE._replace(
            id=each + 10,
            date=(date(2024, 1, 1) + timedelta(days=each)).isoformat(),
            date_end="",
            sectors=(("trade",), ("trade", "energy"), ())[each % 3],
            **fields,
        )
        for each in range(number)
    ]


def test_acts_are_branches_of_their_occasion_and_sources_are_at_the_end() -> None:
    assert (
        drawn(*EVENTS)
        == """\
2024 ───────────────────────────────────────────────────────────────────────────
    ≤03-30 ● PAK ↔ RUS  visit, Islamabad: Shehbaz Sharif, Albert P.       #1 [1]
           │ Khorev  #politics
           ├ ● → RUS    condoles over the Moscow attack                   #2
           └ ◔ → RUS    [pledged] wants to work closely in energy         #3
               #energy #trade  3 passages in 2 documents
 10-16..18 ● IRN → ISR, USA  Iranian missiles strike bases [sic] near     #4 [2]
             the coast, Ashkelon  #defence
undated ────────────────────────────────────────────────────────────────────────
           ◌ DEU        [proposed] plans a visit                          #5 [3]

[1] 2024-03-31  meeting.txt, per Prime Minister's Office
[2] 2024-10-19  Example News, strike.txt
[3] undated     Example News, plan.txt
"""
    )


def test_acts_show_their_sources_if_one_of_them_has_another_than_its_occasion() -> None:
    other = PLEDGE._replace(document="second.txt", part_of=MEETING.id)
    marks = [re.findall(r"#\d+ ( *\[\d\])?$", line) for line in drawn(MEETING, CONDOLENCE, other).splitlines()]
    assert [mark for found in marks for mark in found] == ["[1]", "[1]", "[2]"]


@pytest.mark.parametrize("width", [50, 60, 62, 64, 66, 70, 80, 99, 120])
def test_how_often_an_event_is_reported_stays_on_one_line(width: int) -> None:
    often = PLEDGE._replace(part_of=None, headline=WORDY, mentions=12, documents=10)
    lines = drawn(often, layout=PLAIN._replace(width=width)).splitlines()
    assert [line for line in lines if "12 passages in 10 documents" in line]
    assert "\ue000" not in "".join(lines)


def test_a_week_has_its_days_beside_it() -> None:
    headings = [
        drawn(STRIKE._replace(date=day, date_end=""), by="week").split(" ─")[0]
        for day in ("2024-03-27", "2024-01-31", "2025-01-01", "9999-12-31")
    ]
    assert headings == [
        "2024-W13 03-25..31",
        "2024-W05 01-29..02-04",
        "2025-W01 12-30..2025-01-05",
        "9999-W52 12-27..31",
    ]


@pytest.mark.parametrize("width", [50, 60, 80, 120, 140, 200])
@pytest.mark.parametrize("lanes", ["", "sector"])
@pytest.mark.parametrize("ascii_only", [False, True])
def test_no_line_is_wider_than_the_terminal_or_than_can_be_followed(width: int, lanes: str, ascii_only: bool) -> None:
    many = [*daily(30), *EVENTS, PLEDGE._replace(id=99, headline=WORDY, source=("IRN", "IRQ", "OMN", "CHN", "SAU"))]
    text = drawn(*many, layout=PLAIN._replace(width=width, ascii_only=ascii_only), lanes=lanes)
    for line in text.splitlines():
        assert width_of(line) <= min(width, WIDEST)
    assert text.isascii() or not ascii_only
    assert all(f"#{event.id}" in text for event in many)
    assert max(width_of(line) for line in text.splitlines()) == min(width, WIDEST)


def test_branches_run_on_beside_text_that_is_broken() -> None:
    long = [event._replace(headline=WORDY) for event in (CONDOLENCE, PLEDGE)]
    lines = drawn(MEETING, *long, layout=PLAIN._replace(width=120)).splitlines()
    column = lines[1].index("●")
    assert [line[column] for line in lines[1:6]] == ["●", "├", "│", "└", " "]
    assert {len(line) - len(line[column + 1 :].lstrip(" │")) for line in lines[3:6:2]} == {lines[1].index("visit")}


def test_what_goes_on_begins_under_the_parties_on_narrow_terminals() -> None:
    first, second, *_ = drawn(STRIKE._replace(target=("ISR",), headline=WORDY)).splitlines()[1:]
    assert len(second) - len(second.lstrip()) == first.index("IRN")
    narrow = drawn(STRIKE._replace(target=("ISR",), headline=WORDY), layout=PLAIN._replace(width=60)).splitlines()
    assert re.fullmatch(r" 10-16..18 ● IRN → ISR +#4 \[1\]", narrow[1])
    assert narrow[2].startswith(" " * narrow[1].index("IRN") + "Both sides agreed")


def test_colour_is_on_the_sign_and_on_the_word_for_a_meeting_alone() -> None:
    text = drawn(MEETING._replace(intensity=2.5), STRIKE._replace(target=("ISR",)), layout=COLORED)
    coloured = re.findall(r"\x1b\[((?:1;)?3[0-7])m([^\x1b]*)\x1b", text)
    assert coloured == [("32", "● "), ("32", "visit"), ("1;31", "● ")]


def test_the_modality_is_a_word_and_where_styles_cannot_be_shown_in_brackets() -> None:
    looks = STYLES["modality"][0]
    assert looks == "magenta"
    assert "\x1b[35mproposed: \x1b[0mplans a visit" in drawn(PLAN, layout=COLORED)
    assert "[proposed] plans a visit" in drawn(PLAN)


def test_a_range_into_the_next_year_does_not_leave_the_column_of_dates() -> None:
    winter = STRIKE._replace(id=9, date="2024-12-28", date_end="2025-01-03", target=("ISR",))
    lines = drawn(MEETING, winter, layout=PLAIN._replace(width=120)).splitlines()
    long = next(line for line in lines if "#9" in line)
    assert long.startswith(" 12-28.. ● IRN → ISR  until 2025-01-03  ")
    assert long.index("●") == lines[1].index("●")


def test_long_lists_of_parties_widen_their_column_where_there_is_room() -> None:
    many = STRIKE._replace(target=("ISR", "USA"))
    for width, aligned in ((80, False), (120, True)):
        lines = drawn(many, STRIKE._replace(id=8, target=("ISR",)), layout=PLAIN._replace(width=width)).splitlines()
        first, second = (next(line for line in lines if f"#{number} " in line) for number in (many.id, 8))
        texts = [line.index(STRIKE.headline[:10]) for line in (first, second)]
        assert (texts[0] == texts[1]) is aligned


def test_a_silence_is_before_the_heading_of_what_comes_after_it() -> None:
    lines = drawn(MEETING, STRIKE._replace(date="2026-10-16", date_end="", target=("ISR",))).splitlines()
    place = lines.index(" ┄┄┄┄┄┄   2 years and 7 months without events")
    assert lines[place + 1].startswith("2026 ─")
    assert lines[place + 2].startswith("  10-16 ● IRN → ISR")


def test_a_turning_point_is_marked_before_its_event() -> None:
    peace = [event._replace(target=("ISR",)) for event in daily(3, intensity=5.0)]
    war = STRIKE._replace(target=("ISR",))
    lines = drawn(*peace, war).splitlines()
    place = next(at for at, line in enumerate(lines) if "◆" in line)
    assert lines[place].strip() == "◆ first conflict after cooperation"
    assert "#4" in lines[place + 1]
    several = drawn(*peace, war, MEETING)
    assert "◆ IRN – ISR: first conflict after cooperation" in several


def test_a_strip_shows_when_there_were_events() -> None:
    first, second, third, *_ = drawn(*daily(20)).splitlines()
    assert re.fullmatch(r"2024-01 █+ 2024-01", first)
    assert second == "events per day, at most 1"
    assert not third
    assert not drawn(*daily(9)).startswith("2024-01")


def test_events_in_a_lane_have_only_their_other_sectors() -> None:
    text = drawn(*daily(3), lanes="sector")
    trade, energy = text[text.index("trade ─") :].split("energy ─")
    assert re.findall("#[a-z]+", trade) == ["#energy"]
    assert re.findall("#[a-z]+", energy) == ["#trade"]


def test_the_line_below_a_strip_says_what_is_not_in_it() -> None:
    past = STRIKE._replace(id=90, modality="historical", date="2024-01-02", date_end="")
    vague = STRIKE._replace(id=91, date="2024-01-01", date_end="2024-12-31", date_precision="year")
    assert "events per day, at most 1; not shown: 2 historical or without an exact date\n" in drawn(
        *daily(20), past, vague
    )
    yearly = [event._replace(date=f"{1990 + place}-01-01") for place, event in enumerate(daily(30))]
    assert "events per year, at most 1; not shown: 1 historical\n" in drawn(
        *yearly, past, layout=PLAIN._replace(width=60)
    )


def test_strips_of_lanes_are_under_one_another_on_the_same_days() -> None:
    lines = drawn(*daily(30), lanes="sector").splitlines()
    overview = lines[: lines.index("")]
    assert [line.split()[0] for line in overview] == ["2024-01", "trade", "energy", "no", "events"]
    assert [line.split()[-1] for line in overview[1:4]] == ["20", "10", "10"]
    begin = overview[0].index("2024-01")
    days = {name: overview[at][begin : begin + 60] for at, name in enumerate(("trade", "energy", "none"), 1)}
    for at in range(0, 60, 2):
        assert (days["trade"][at] == "█") == (at // 2 % 3 < 2)
        assert (days["energy"][at] == "█") == (at // 2 % 3 == 1)
        assert (days["none"][at] == "█") == (at // 2 % 3 == 2)
    assert any(re.fullmatch(r"trade ─+  20 events", line) for line in lines)


def test_a_source_has_its_title_outlet_and_day_and_leads_to_its_address() -> None:
    url = "https://example.org/talks"
    event = MEETING._replace(outlet="Example News", url=url, attribution="")
    linked = drawn(event, titles={1: "Talks in Islamabad"}, layout=COLORED._replace(links=True))
    assert re.search(rf"\x1b\]8;[^;]*;{url}\x1b\\\x1b\[2mTalks in Islamabad", linked)
    assert url not in re.sub(r"\x1b\]8;[^\x1b]*\x1b\\", "", linked)
    shown = drawn(event, titles={1: "Talks in Islamabad"})
    assert shown.splitlines()[-1] == f"[1] 2024-03-31  Talks in Islamabad, Example News, {url}"
    assert drawn(event._replace(url="")).splitlines()[-1] == "[1] 2024-03-31  Example News, meeting.txt"


def test_long_sources_are_wrapped_and_their_numbers_aligned() -> None:
    events = [
        MEETING._replace(id=number, document=f"{number}.txt", attribution="", people=()) for number in range(1, 12)
    ]
    lines = drawn(*events, titles={2: "A long title " * 8}).splitlines()
    start = lines.index("") + 1
    assert lines[start].startswith(" [1] 2024-03-31  1.txt")
    assert lines[start + 1].startswith(" [2] 2024-03-31  A long title")
    assert re.match(" {17}[a-zA]", lines[start + 2])
    assert lines[-1] == "[11] 2024-03-31  11.txt"


def test_control_sequences_in_news_do_not_reach_the_terminal() -> None:
    evil = PLEDGE._replace(part_of=None, headline="red \x1b[31m text\nand \x9b2J more", outlet="a\x07b")
    text = drawn(evil, titles={3: "title \x1b]0;x\x07"}, layout=COLORED)
    rest = _STYLE.sub("", text)
    assert "red \\x1b[31m text and" in rest
    assert all(sign == "\n" or sign.isprintable() for sign in rest)


def test_nothing_gives_nothing() -> None:
    assert drawn() == ""
