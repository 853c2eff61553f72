"""Summaries laid out for a terminal, line by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.output.layout import Layout
from relcli.output.page import Page, Span
from relcli.output.plain_page import plain_lines
from relcli.output.width import width_of
from relcli.reports.columns import Column, Look, as_shown, fitting, lines_of, needed
from relcli.reports.heat_map import Counts, heat_map
from relcli.reports.summary import ordered
from relcli.reports.summary_labels import pair_label, plain_label
from relcli.reports.summary_page import Row, grouped, summary_page, with_years

ROWS = [
    Row(("KAZ",), 1250, 40, 1400, "2019-02-01", "2024-05-06", 3.14159, 1300),
    Row(("EU",), 310, 7, 333, "2021-02-01", "2024-05-06", -2.5, 311),
    Row(("",), 1, 0, 1, "", "", None, 1),
]
TOTAL = Row((), 1400, 44, 1600, "2019-02-01", "2024-05-06", 0.5, 1500)
BY_YEAR = [
    ("EU", "2022", 300), ("EU", "2024", 10), ("KAZ", "2021", 500), ("KAZ", "2022", 250), ("KAZ", "2023", 500),
    ("OMN", "2023", 9), ("", "", 1),
]  # fmt: skip


def lines(page: Page, width: int = 0) -> list[str]:
    """Return the lines of a page as plain text."""
    return list(plain_lines(page, Layout(width=width)))


def test_one_key_has_names_bars_a_trend_the_tone_and_a_total() -> None:
    page = summary_page(["country"], *with_years("country", ROWS, TOTAL, BY_YEAR), Look(80))
    assert lines(page, 80) == [
        "country             events                     2021–24  meetings  reports   tone",
        "─" * 80,
        "KAZ Kazakhstan       1,250  █████████████████  █▄█            40    1,300  +3.14",
        "EU  European Union     310  ████▎               █ ▁            7      311  -2.50",
        "(none)                   1  ▏                                  0        1",
        "─" * 80,
        "total                1,400                                    44    1,500  +0.50",
    ]


def test_without_a_header_there_are_rows_alone() -> None:
    page = summary_page(
        ["sector"], [Row(("law",), 2, 1, 2, "2024-01-01", "2024-01-01", 1.0, 2)], None, Look(40, header=False)
    )
    assert lines(page, 40) == ["law  2  ██████  1  2  +1.00       │▒"]


IMF = Row(("IMF",), 90, 3, 99, "2019-02-01", "2024-05-06", 1.5, 95)


def test_names_are_whole_where_there_is_room_and_cut_before_a_chart_goes() -> None:
    rows = [row._replace(by_year={"2023": 5, "2024": 1}) for row in (ROWS[0], IMF)]
    for width in (100, 160, 0):
        drawn = lines(summary_page(["country"], rows, TOTAL, Look(width)), width)
        assert drawn[3].startswith("IMF International Monetary Fund  ")
    narrow = lines(summary_page(["country"], rows, TOTAL, Look(76)), 76)
    assert "2023–24" in narrow[0]
    assert narrow[3].startswith("IMF International M")
    assert "█" in narrow[2]
    assert max(map(width_of, narrow)) <= 76


@pytest.mark.parametrize("width", [60, 80, 120, 0])
def test_pairs_of_long_names_take_the_room_that_is_left(width: int) -> None:
    pair = "IMF-LKA"
    drawn = lines(summary_page(["dyad"], [IMF._replace(values=(pair,))], None, Look(width, names=True)), width)
    assert (width_of(drawn[1]) <= width) or not width
    if width in (0, 120):
        assert pair_label(pair, names=True) in drawn[2]


def test_names_beside_a_heat_map_are_whole_where_there_is_room() -> None:
    counts = Counts({("IMF", "law"): 90}, {"IMF": 90}, {"law": 90}, 90)
    for width in (60, 120, 0):
        drawn = lines(heat_map(("country", "sector"), counts, ["IMF"], ["law"], Look(width)).page, width)
        assert drawn[2].startswith("IMF International Monetary Fund  ")


@pytest.mark.parametrize("width", range(28, 70, 6))
def test_a_legend_has_each_shade_on_a_line_with_its_numbers(width: int) -> None:
    counts = Counts({("KAZ", "law"): 123456}, {"KAZ": 123456}, {"law": 123456}, 123456)
    page = heat_map(("country", "sector"), counts, ["KAZ"], ["law"], Look(width)).page
    legend = lines(page, width)[6:]
    assert "  ".join(legend) == "░░ 1–7,716  ▒▒ 7,717–30,864  ▓▓ 30,865–69,444  ██ 69,445–123,456  events"
    assert all(line.startswith(("░", "▒", "▓", "█")) for line in legend)
    assert max(map(len, legend)) <= max(width, 27)


def test_no_rows_make_no_page() -> None:
    assert lines(summary_page(["country"], [], None, Look(80))) == []
    drawn = heat_map(("country", "month"), Counts({}, {}, {}, 0), [], [], Look(80))
    assert (lines(drawn.page), drawn.summed_up) == ([], 0)


def test_a_trend_is_of_the_years_that_nearly_all_events_are_in() -> None:
    by_year = [("KAZ", "1951", 2), *(("KAZ", str(year), 100) for year in range(2020, 2024))]
    header = lines(summary_page(["country"], *with_years("country", ROWS[:1], TOTAL, by_year), Look(80)))[0]
    assert "2020–23" in header
    rows = with_years("country", ROWS[:1], TOTAL, [("KAZ", "2023", 7)])
    header = lines(summary_page(["country"], *rows, Look(80)))[0]
    assert "20" not in header


def test_the_total_has_a_trend_where_years_add_up() -> None:
    by_year = [("AID", "2023", 2), ("AGREE", "2023", 5), ("AGREE", "2024", 1), ("", "", 4)]
    rows = [Row(("AGREE",), 6, 0, 6, "2023-01-01", "2024-01-01", None, 6)]
    assert dict(with_years("type", rows, TOTAL, by_year)[1].by_year) == {"2023": 7, "2024": 1, "": 4}
    shown, total = with_years("sector", rows, TOTAL, by_year)
    assert (shown[0].by_year, total.by_year) == ({"2023": 5, "2024": 1}, {})


def test_several_keys_are_in_groups() -> None:
    values = [("trade", "2024-02"), ("law", "2024-01"), ("trade", "2024-01"), ("", "2024-01"), ("trade", "")]
    rows = [Row(value, 10 + place, 0, 0, "", "", None, 0) for place, value in enumerate(values)]
    assert [row.values for row in grouped(["sector", "month"], rows)] == [
        ("trade", "2024-01"), ("trade", "2024-02"), ("trade", ""), ("law", "2024-01"), ("", "2024-01"),
    ]  # fmt: skip
    page = summary_page(["sector", "month"], grouped(["sector", "month"], rows), None, Look(24))
    assert [line.split() for line in lines(page)[2:]] == [
        ["trade", "2024-01", "12"], ["2024-02", "10"], ["undated", "14"], ["law", "2024-01", "11"],
        ["(none)", "2024-01", "13"],
    ]  # fmt: skip


COUNTS = Counts(
    {("KAZ", "2024"): 2, ("KAZ", "2024-01"): 100, ("EU", "2024-01"): 6, ("EU", "2024-11"): 1000, ("KAZ", ""): 1},
    {"KAZ": 103, "EU": 1006},
    {"2024": 2, "2024-01": 106, "2024-11": 1000, "": 1},
    1100,
)


def test_two_keys_are_a_heat_map_with_totals_and_a_legend() -> None:
    rows, columns = ordered(COUNTS.rows), ordered(COUNTS.columns)
    drawn = heat_map(("country", "month"), COUNTS, rows, columns, Look(80))
    assert drawn.summed_up == 0
    assert lines(drawn.page, 80) == [
        "                            2024",
        "country             events  year      01        11  undated",
        "─" * 59,
        "EU  European Union   1,006        ░░   6  ██ 1,000",
        "KAZ Kazakhstan         103  ░░ 2  ▒▒ 100               ░░ 1",
        "─" * 59,
        "total                1,100     2     106     1,000        1",
        "",
        "░░ 1–62  ▒▒ 63–250  ▓▓ 251–562  ██ 563–1,000  events",
    ]


def test_times_that_do_not_fit_are_summed_up_before_the_others() -> None:
    rows, columns = ordered(COUNTS.rows), ordered(COUNTS.columns)
    drawn = heat_map(("country", "month"), COUNTS, rows, columns, Look(46))
    assert drawn.summed_up == 2
    assert lines(drawn.page, 46)[:7] == [
        "                       2      2024",
        "country  events  earlier        11  undated",
        "─" * 43,
        "EU        1,006        6  ██ 1,000",
        "KAZ         103      102               ░░ 1",
        "─" * 43,
        "total     1,100      108     1,000        1",
    ]


@pytest.mark.parametrize("key", ["day", "month", "dyad"])
@pytest.mark.parametrize("width", range(24, 90, 3))
def test_a_heat_map_is_never_wider_than_the_terminal(key: str, width: int) -> None:
    values = {
        "day": [f"2024-{month:02}-{day:02}" for month in (3, 4) for day in range(1, 9)],
        "month": ["2023", *(f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)), ""],
        "dyad": [f"PAK-{code}" for code in ("RUS", "CHN", "USA", "EU", "MUSLIMBROTHERHOOD", "IND", "IRN", "TUR")],
    }[key]
    cells = {("KAZ", value): 3**place % 700 for place, value in enumerate(values)}
    by_column = {value: count for (_, value), count in cells.items()}
    total = sum(by_column.values())
    drawn = heat_map(
        ("country", key), Counts(cells, {"KAZ": total}, by_column, total), ["KAZ"], ordered(by_column), Look(width)
    )
    shown = lines(drawn.page, width)
    assert max(map(len, shown[:-2])) <= width
    assert drawn.summed_up < len(values) or width < 36
    row = next(line for line in shown if line.startswith("KAZ"))
    numbers = [int(number) for number in row.replace(",", "").split() if number.isdigit()]
    assert numbers[0] == total == sum(numbers[1:])


@pytest.mark.parametrize(
    ("key", "value", "names", "label"),
    [
        ("country", "RUS", False, "RUS"),
        ("country", "RUS", True, "Russia"),
        ("country", "", False, "(none)"),
        ("month", "", True, "undated"),
        ("dyad", "PAK-RUS", False, "PAK-RUS"),
        ("dyad", "PAK-RUS", True, "Pakistan ↔ Russia"),
        ("directed-dyad", "PAK>RUS", True, "Pakistan → Russia"),
        ("sector", "science-technology", True, "science-technology"),
    ],
)
def test_labels_in_a_pipe(key: str, value: str, names: bool, label: str) -> None:
    assert plain_label(key, value, names=names) == label


@pytest.mark.parametrize(
    ("pair", "label"),
    [
        ("PAK-RUS", "PAK ↔ RUS"),
        ("PAK=RUS", "PAK ↔ RUS"),
        ("PAK>RUS", "PAK → RUS"),
        ("PAK-X-Y-Z", "PAK-X-Y-Z"),
        ("", ""),
    ],
)
def test_pairs_have_arrows_where_it_is_clear_who_they_are(pair: str, label: str) -> None:
    assert pair_label(pair) == label


texts = st.text(st.sampled_from("aé↔…中 "), max_size=12)
columns_of_three = st.lists(
    st.builds(
        Column,
        header=st.tuples(texts),
        cells=st.lists(st.lists(st.builds(Span, texts), max_size=2).map(tuple), min_size=3, max_size=3),
        right=st.booleans(),
        gives_way=st.integers(0, 4),
        widest=st.sampled_from([0, 3, 8]),
    ),
    min_size=1,
    max_size=5,
)


@given(columns_of_three, st.integers(1, 60), st.booleans())
def test_columns_fit_unless_those_that_stay_do_not(columns: list[Column], width: int, ascii_only: bool) -> None:
    look = Look(width, ascii_only=ascii_only)
    shown = [as_shown(column, look) for column in columns]
    kept = fitting(shown, width)
    assert [column for column in shown if not column.gives_way] == [column for column in kept if not column.gives_way]
    assert needed(kept) <= width or not any(column.gives_way for column in kept)
    gone = [column.gives_way for column in shown if column not in kept]
    assert not gone or min(gone) > max((column.gives_way for column in kept), default=0)
    for line in lines_of(kept, look) if kept else ():
        drawn = "".join(span.text for span in line.text)
        assert width_of(drawn) <= needed(kept)
        assert drawn.isascii() or not ascii_only


def test_labels_of_groups_are_headings_and_those_of_lines_are_not() -> None:
    values = [("law", "AID", "2024"), ("law", "AID", "2025"), ("", "AGREE", "2024")]
    rows = [Row(value, 1, 0, 1, "", "", None, 1) for value in values]
    page = summary_page(["sector", "type", "year"], rows, None, Look(60))
    styles = {span.text: span.style for line in [*page.lines][2:] for span in line.text}
    assert [styles[text] for text in ("law", "aid", "agree", "2024", "2025")] == ["heading"] * 3 + ["", ""]
    assert styles["(none)"] == "faint"


def test_a_shade_is_beside_its_number_however_large_the_total_is() -> None:
    counts = Counts({("KAZ", "law"): 9, ("EU", "law"): 4}, {"KAZ": 9, "EU": 4}, {"law": 123456}, 123456)
    drawn = lines(heat_map(("country", "sector"), counts, ["KAZ", "EU"], ["law"], Look(80)).page, 80)
    assert [line[-4:] for line in drawn[2:4]] == ["██ 9", "▓▓ 4"]


def test_a_heat_map_takes_the_width_of_a_wide_terminal() -> None:
    values = [f"{year}" for year in range(1990, 2022)]
    counts = Counts({("KAZ", value): 1 for value in values}, {"KAZ": 32}, dict.fromkeys(values, 1), 32)
    drawn = heat_map(("country", "year"), counts, ["KAZ"], values, Look(250))
    assert 160 < max(map(len, lines(drawn.page, 250))) <= 200
