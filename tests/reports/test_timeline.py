"""The chronology: its form, its grouping, its behaviour at several widths."""

from __future__ import annotations

import pytest

from relcli.output.layout import Layout
from relcli.output.plain_page import plain_lines
from relcli.output.width import width_of
from relcli.reports.timeline import nested, timeline

from .events import CONDOLENCE, EVENTS, MEETING, PLEDGE, STRIKE


def laid_out(*events: object, **options: object) -> str:
    """Return the timeline of events as plain text."""
    return "\n".join(plain_lines(timeline(events, **options), Layout()))  # type: ignore[arg-type]


def test_an_occasion_stands_with_its_acts_under_it_and_the_sources_at_the_end() -> None:
    assert (
        laid_out(*EVENTS)
        == """\
2024
    ≤03-30  PAK ↔ RUS  visit, Islamabad: Shehbaz Sharif, Albert P. Khorev (politics)  [1]
              → RUS   condoles over the Moscow attack
              → RUS   [pledged] wants to work closely in energy (energy, trade, investment) 3 reports
 10-16..18  IRN → ISR, USA  Iranian missiles strike bases [sic] near the coast, Ashkelon (defence)  [2]
undated
            DEU        [proposed] plans a visit                              [3]
[1] 2024-03-31  meeting.txt, per Prime Minister's Office
[2] 2024-10-19  Example News, strike.txt
[3] undated  Example News, plan.txt"""
    )


@pytest.mark.parametrize("width", [60, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    for line in plain_lines(timeline(EVENTS), Layout(width=width)):
        assert width_of(line) <= width


def test_ascii_has_no_other_signs() -> None:
    text = laid_out(*EVENTS, ascii_only=True)
    assert text.isascii()
    assert "<=03-30  PAK <-> RUS" in text


def test_an_act_whose_occasion_is_filtered_out_stands_by_itself() -> None:
    tops, acts = nested([CONDOLENCE, STRIKE])
    assert tops == [CONDOLENCE, STRIKE]
    assert not acts


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
