"""Plain tables, for pipes and files: widths, cutting, wide characters, and the time they take."""

from __future__ import annotations

import io
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.output import open_writer
from relcli.output.layout import Layout
from relcli.output.plain_page import broken
from relcli.output.table import fitted
from relcli.output.width import cut, is_plain, width_of

from .test_formats import written


@given(st.lists(st.integers(1, 200), min_size=1, max_size=10), st.integers(1, 300))
def test_columns_fit_or_are_as_narrow_as_they_may_be(natural: list[int], room: int) -> None:
    widths = fitted(natural, room)
    assert sum(widths) <= room or all(width <= max(6, least) for width, least in zip(widths, natural, strict=True))
    assert all(width <= before for width, before in zip(widths, natural, strict=True))


@given(st.text(), st.integers(1, 40))
def test_what_is_cut_fits(text: str, width: int) -> None:
    assert width_of(cut(text, width)) <= width


def test_wide_and_combining_characters_are_measured_as_a_terminal_shows_them() -> None:
    assert width_of("漢字") == 4
    assert width_of("e\u0301") == 1
    assert cut("漢字漢字", 6) == "漢字…"


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("👩\u200d👩\u200d👧", 2),
        ("\u1112\u1161\u11ab", 2),
        ("a\u200b\u200fb", 2),
        ("a\u00adb", 3),
        ("🇫🇷", 2),
        ("क्\u200dष", 2),
        ("Владимир – «Путин» €", 20),
    ],
)
def test_what_stands_in_the_place_of_others_takes_none(text: str, columns: int) -> None:
    assert width_of(text) == columns


@given(st.text())
def test_plain_text_is_as_wide_as_any_other_way_of_counting_says(text: str) -> None:
    if is_plain(text):
        assert all(unicodedata.east_asian_width(sign) not in {"W", "F"} for sign in text)
        assert all(sign < " " or unicodedata.category(sign) not in {"Mn", "Me", "Cf"} for sign in text)


def test_an_emoji_is_cut_off_whole_and_joins_nothing() -> None:
    assert cut("ab👩\u200d👩\u200d👧cd", 4) == "ab…"
    assert cut("a👩\u200d👩\u200d👧cd", 4) == "a👩\u200d👩\u200d👧…"
    assert "\u200d…" not in {cut("👩\u200d漢字", width)[-2:] for width in range(1, 8)}


def test_a_pipe_gets_text_from_right_to_left_as_it_is() -> None:
    assert "\u200e" not in written("table", [("אבגד", "شرق", 7)], ("x", "y", "z"), width=40)


def test_a_date_is_shown_whole_even_if_few_are_so_long() -> None:
    rows = [("2024-03-30", "x" * 90)] * 40 + [("≤2024-03-30", "y")]
    assert "≤2024-03-30" in written("table", rows, ("date", "text"), width=60)


def test_one_long_cell_takes_no_room_from_other_columns() -> None:
    rows = [("brief", "word " * 9 + "end")] * 40 + [("x" * 300, "y")]
    assert "word " * 9 + "end" in written("table", rows, ("note", "text"), width=60)


def test_lines_break_at_blanks() -> None:
    assert broken("one two three", 7) == ["one two", "three"]
    assert broken("unbreakable x", 4) == ["unbreakable", "x"]


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_a_table_is_never_wider_than_the_terminal(width: int) -> None:
    rows = [(1, "short"), (1234, "a much longer text than any terminal is wide " * 5), (2, "漢字" * 60)]
    assert all(width_of(line) <= width for line in written("table", rows, ("id", "text"), width=width).splitlines())


def test_text_is_never_cut() -> None:
    assert "x" * 500 in written("text", [("x" * 500,)], ("column",), width=80)


def test_frames_are_ascii_where_nothing_else_can_be_written() -> None:
    assert written("table", [("x" * 30,)], ("column",), width=10, ascii_only=True).isascii()


def test_a_row_of_a_long_table_costs_some_calls_for_each_cell() -> None:
    """Counted, not timed: one more way through the characters of every cell shows here."""
    row = (1, "2024-03-30", ("PAK",), ("RUS",), "CONSULT", ("trade", "energy"), "meets, number by number " * 4)
    columns = ("id", "date", "source", "target", "type", "sectors", "headline")
    calls = 0

    def count(_: object, event: str, __: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    writer = open_writer("table", io.StringIO(newline=""), Layout(width=120))
    sys.setprofile(count)
    try:
        writer.start(columns)
        for _ in range(1000):
            writer.row(row)
        writer.finish()
    finally:
        sys.setprofile(None)
    assert calls / 1000 <= 15 * len(columns)
