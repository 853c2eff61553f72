"""The chronology as text: its form, its grouping, its behaviour at several widths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from relcli.output.layout import Layout
from relcli.output.plain_page import plain_lines
from relcli.output.width import width_of
from relcli.reports.chronology import chronology
from relcli.reports.timeline import WIDEST, timeline

from .events import CONDOLENCE, EVENTS, MEETING, PLEDGE, STRIKE

if TYPE_CHECKING:
    from relcli.model import Event
    from relcli.output.page import Page


def page_of(*events: Event, by: str = "year", ascii_only: bool = False, **options: Any) -> Page:
    """Return the page of events as a pipe gets it."""
    return timeline(chronology(events, by=by, **options), by=by, ascii_only=ascii_only)


def laid_out(*events: Event, **options: Any) -> str:
    """Return the timeline of events as plain text."""
    return "\n".join(plain_lines(page_of(*events, **options), Layout()))


def test_an_occasion_stands_with_its_acts_under_it_and_the_sources_at_the_end() -> None:
    assert (
        laid_out(*EVENTS)
        == """\
2024
    ≤03-30  PAK ↔ RUS  visit, Islamabad: Shehbaz Sharif, Albert P. Khorev (politics)  #1 [1]
              → RUS    condoles over the Moscow attack                    #2
              → RUS    [pledged] wants to work closely in energy (energy, trade) 3 passages in 2 documents  #3
 10-16..18  IRN → ISR, USA  Iranian missiles strike bases [sic] near the coast, Ashkelon (defence)  #4 [2]
undated
            DEU        [proposed] plans a visit                           #5 [3]
[1] 2024-03-31  meeting.txt, per Prime Minister's Office
[2] 2024-10-19  Example News, strike.txt
[3] undated  Example News, plan.txt"""
    )


def test_numbers_of_events_and_sources_end_in_the_same_columns() -> None:
    events = [
        MEETING._replace(id=number, document=f"{number}.txt", date=f"2024-01-{number:02}", date_end="")
        for number in range(1, 13)
    ]
    lines = laid_out(*events).splitlines()
    assert lines[1].endswith("   #1  [1]")
    assert lines[12].endswith("  #12 [12]")


def test_lanes_follow_one_another_with_their_events_in_order() -> None:
    lines = laid_out(*EVENTS, lanes="sector").splitlines()
    assert [line for line in lines if not line.startswith((" ", "[", "2024", "undated"))] == [
        "defence: 1 event", "energy: 1 event", "politics: 1 event", "trade: 1 event",
        "no sector: 2 events",
    ]  # fmt: skip
    assert sum(line.endswith("#3 [2]") for line in lines) == 2


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_wider_than_asked_for_or_than_can_be_followed(width: int) -> None:
    for line in plain_lines(page_of(*EVENTS), Layout(width=width)):
        assert width_of(line) <= min(width, WIDEST)


def test_ascii_has_no_other_signs() -> None:
    text = laid_out(*EVENTS, ascii_only=True)
    assert text.isascii()
    assert "<=03-30  PAK <-> RUS" in text


def test_an_act_whose_occasion_is_filtered_out_stands_by_itself() -> None:
    assert "  ≤03-30  PAK → RUS  condoles" in laid_out(CONDOLENCE, STRIKE)


def test_headings_by_month_and_day() -> None:
    assert "2024-03\n" in laid_out(MEETING, STRIKE, by="month")
    assert "2024-10-16\n" in laid_out(MEETING, STRIKE, by="day")


def test_control_sequences_in_news_do_not_reach_the_terminal() -> None:
    evil = PLEDGE._replace(part_of=None, headline="red \x1b[31m text\nand \x9b2J more", outlet="a\x07b")
    text = laid_out(evil)
    assert "red \\x1b[31m text and \\x9b2J more" in text
    assert all(character == "\n" or character.isprintable() for character in text)


def test_nothing_gives_nothing() -> None:
    assert laid_out() == ""
