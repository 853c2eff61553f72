"""Numbers drawn as signs: widths are exact, more is never shorter, and every sign has one of ASCII."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relcli.output.charts import (
    EIGHTHS,
    FILLED,
    HEIGHTS,
    MIDDLE,
    SHADES,
    bar,
    shade,
    shade_level,
    shade_limits,
    sparkline,
    tone_bar,
)
from relcli.output.page import ascii_signs
from relcli.output.width import width_of

counts = st.integers(0, 10**9)
widths = st.integers(0, 60)


@pytest.mark.parametrize(
    ("value", "most", "width", "drawn"),
    [
        (0, 8, 4, "    "),
        (8, 8, 4, "████"),
        (4, 8, 4, "██  "),
        (1, 32, 4, "▏   "),
        (3, 32, 4, "▍   "),
        (11, 32, 4, "█▍  "),
        (1, 10**6, 4, "▏   "),
        (5, 0, 4, "    "),
        (9, 8, 4, "████"),
        (5, 5, 0, ""),
    ],
)
def test_a_bar_is_filled_by_eighths_and_shows_whatever_is_there(value: int, most: int, width: int, drawn: str) -> None:
    assert bar(value, most, width) == drawn


@given(counts, counts, counts, widths)
def test_bars_have_their_width_and_more_is_never_shorter(one: int, other: int, most: int, width: int) -> None:
    drawn = [bar(value, most, width) for value in sorted((one, other))]
    assert [width_of(each) for each in drawn] == [width, width]
    lengths = [sum(EIGHTHS.index(sign) for sign in each) for each in drawn]
    assert lengths == sorted(lengths)
    assert [length > 0 for length in lengths] == [value > 0 < width and most > 0 for value in sorted((one, other))]


@pytest.mark.parametrize(
    ("values", "most", "drawn"),
    [
        ([], 0, ""),
        ([0, 0], 0, "  "),
        ([1, 2, 3, 4, 5, 6, 7, 8], 0, "▁▂▃▄▅▆▇█"),
        ([0, 1, 1000], 0, " ▁█"),
        ([4, 2], 8, "▄▂"),
        ([16, 2], 8, "█▂"),
    ],
)
def test_a_sparkline_has_a_sign_for_each_count(values: list[int], most: int, drawn: str) -> None:
    assert sparkline(values, most) == drawn


@given(st.lists(counts, max_size=40))
def test_sparklines_are_as_long_as_their_counts_and_in_their_order(values: list[int]) -> None:
    drawn = sparkline(values)
    assert width_of(drawn) == len(values)
    heights = [HEIGHTS.index(sign) for sign in drawn]
    assert [height > 0 for height in heights] == [value > 0 for value in values]
    assert [heights[place] for place in sorted(range(len(values)), key=values.__getitem__)] == sorted(heights)
    if any(values):
        assert heights[values.index(max(values))] == len(HEIGHTS) - 1


def test_signs_of_a_sparkline_can_be_several_columns_wide() -> None:
    assert sparkline([0, 1, 8, 16], 16) == " ▁▄█"
    assert sparkline([1, 0, 3], 3, wide=2) == "▃▃  ██"


@pytest.mark.parametrize(
    ("value", "drawn"),
    [
        (None, "       "),
        (0.0, "   │   "),
        (-0.2, "   │   "),
        (5.0, "   │▒▒ "),
        (-5.1, " ▒▒│   "),
        (10.0, "   │▒▒▒"),
        (-99.0, "▒▒▒│   "),
    ],
)
def test_a_tone_is_to_the_right_or_left_of_a_line(value: float | None, drawn: str) -> None:
    assert tone_bar(value, 10, 3) == drawn


@example(0.0, 1.0, 5e-324, 1)
@given(st.floats(-20, 20), st.floats(-20, 20), st.floats(0, 20), st.integers(0, 20))
def test_tones_have_their_width_and_order(one: float, other: float, most: float, half: int) -> None:
    drawn = [tone_bar(value, most, half) for value in sorted((one, other))]
    assert [width_of(each) for each in drawn] == [2 * half + 1] * 2
    assert [each[half] for each in drawn] == [MIDDLE, MIDDLE]
    lengths = [each[half:].count(FILLED) - each[:half].count(FILLED) for each in drawn]
    assert lengths == sorted(lengths)


@pytest.mark.parametrize(
    ("value", "most", "sign"),
    [(0, 16, " "), (1, 16, "░"), (2, 16, "▒"), (4, 16, "▒"), (5, 16, "▓"), (9, 16, "▓"), (10, 16, "█"), (3, 0, " ")],
)  # fmt: skip
def test_shades_go_by_the_square_root(value: int, most: int, sign: str) -> None:
    assert shade(value, most) == sign


@pytest.mark.parametrize(
    ("most", "limits"),
    [
        (0, []),
        (1, [("█", 1)]),
        (4, [("▒", 1), ("▓", 2), ("█", 4)]),
        (374, [("░", 23), ("▒", 93), ("▓", 210), ("█", 374)]),
    ],
)
def test_a_legend_has_the_shades_that_occur(most: int, limits: list[tuple[str, int]]) -> None:
    assert shade_limits(most) == limits


@given(counts, st.integers(1, 10**9))
def test_the_legend_is_true_of_every_count(value: int, most: int) -> None:
    value = min(value, most)
    level = shade_level(value, most)
    assert (level > 0) == (value > 0)
    if value:
        assert next(sign for sign, limit in shade_limits(most) if value <= limit) == SHADES[level]


def test_every_sign_has_one_of_ascii() -> None:
    for sign in {*EIGHTHS, *HEIGHTS, *SHADES, MIDDLE, FILLED}:
        assert len(ascii_signs(sign)) == 1
        assert ascii_signs(sign).isascii()
    assert len({ascii_signs(sign) for sign in HEIGHTS}) == len(HEIGHTS)
    assert len({ascii_signs(sign) for sign in SHADES}) == len(SHADES)
