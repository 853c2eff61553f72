"""Cells in pieces, columns that flow and give way, records that do not fit side by side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from relcli.output.page import Span
from relcli.output.screen import Cell, Column, Screen, count_cell
from relcli.output.width import width_of

from .test_formats import written

if TYPE_CHECKING:
    from collections.abc import Sequence

LONG = "a sentence of ten words that needs some room here " * 3
WIDTHS = [30, 40, 60, 80, 120, 200]


def flowing(text: str, *before: Span) -> Cell:
    """Return a cell that is never cut."""
    return Cell((*before, Span(text)), flows=True)


def drawn(rows: Sequence[tuple[object, ...]], columns: tuple[str, ...], **layout: object) -> str:
    """Return rows as a terminal gets them."""
    return written("table", rows, columns, **{"terminal": True, **layout})  # type: ignore[arg-type]


@pytest.mark.parametrize("width", WIDTHS)
def test_what_flows_is_never_cut(width: int) -> None:
    text = drawn([(1, "2024-03-30", flowing(LONG))], ("id", "date", "headline"), width=width)
    assert "…" not in text
    assert " ".join(LONG.split()) in " ".join(" ".join(text.splitlines()[2:]).split())
    assert all(width_of(line) <= width for line in text.splitlines())


def test_a_flowing_column_has_all_the_room_that_others_leave() -> None:
    rows = [(number, "PAK ↔ RUS", flowing("word " * 30)) for number in range(3)]
    lines = drawn(rows, ("id", "parties", "headline"), width=100).splitlines()[2:]
    assert max(map(width_of, lines)) > 94
    assert all("PAK ↔ RUS" in line for line in lines[::2])


@pytest.mark.parametrize("width", [70, 80, 120])
def test_ten_countries_do_not_take_the_room_of_the_headline(width: int) -> None:
    many = ", ".join(["ABC", "DEF"] * 5) + " → XYZ"
    rows = [(number, Cell((Span("PAK ↔ RUS" if number else many),)), flowing(LONG)) for number in range(5)]
    text = drawn(rows, ("id", "parties", "headline"), width=width)
    first = text.splitlines()[2]
    assert first.index("a sentence") <= 5 + max(width // 4, 9) + 4
    assert text.count("ABC") == 5
    assert text.count("DEF") == 5


def test_cells_at_the_right_are_in_line_with_numbers() -> None:
    rows = [(Cell((Span(str(number), "faint"),), right=True), "x") for number in (7, 1234)]
    assert drawn(rows, ("id", "name"), width=40).splitlines()[2:] == ["   7  x", "1234  x"]


def test_each_piece_has_its_style() -> None:
    cell = Cell((Span("pledged", "modality"), Span(" to buy gas"), Span("  #energy", "faint")), flows=True)
    line = drawn([(cell,)], ("headline",), width=60, color=True, header=False)
    assert line == "\x1b[35mpledged\x1b[0m to buy gas\x1b[2m  #energy\x1b[0m\n"
    assert drawn([(cell,)], ("headline",), width=60, header=False) == "pledged to buy gas  #energy\n"


def test_pieces_are_no_markup_and_send_no_commands() -> None:
    text = drawn([(flowing("[red]x[/red] \x1b[2J :smile:"),)], ("headline",), width=60, color=True, header=False)
    assert text == "[red]x[/red] \\x1b[2J :smile:\n"


def test_a_count_of_nothing_is_faint() -> None:
    text = drawn([(count_cell(0),), (count_cell(1234),)], ("n",), width=60, color=True, header=False)
    assert text == "    \x1b[2m0\x1b[0m\n1,234\n"


def test_our_signs_have_a_form_in_ascii() -> None:
    text = drawn([(Cell((Span("● PAK ↔ RUS"),)),)], ("x",), width=60, ascii_only=True, header=False)
    assert text == "* PAK <-> RUS\n"


def test_a_line_does_not_end_in_blanks() -> None:
    assert drawn([(Cell((Span("12  "),)),)], ("n",), width=20, header=False) == "12\n"


def test_records_that_do_not_fit_side_by_side_are_one_field_a_line() -> None:
    names = tuple(f"field_{letter}" for letter in "abcdefghijkl")
    rows = [tuple(f"value_{letter}{number}" for letter in "abcdefghijkl") for number in (1, 2)]
    lines = drawn(rows, names, width=60).splitlines()
    assert lines == [
        *(f"field_{letter}  value_{letter}1" for letter in "abcdefghijkl"), "",
        *(f"field_{letter}  value_{letter}2" for letter in "abcdefghijkl"), "",
    ]  # fmt: skip


def test_nothing_of_such_a_record_is_cut() -> None:
    names = tuple(f"name_{number}" for number in range(15))
    text = drawn([(*range(100000, 100014), LONG)], names, width=50)
    assert " ".join(LONG.split()) in " ".join(text.replace("name_14", "").split())
    assert all(width_of(line) <= 50 for line in text.splitlines())


def test_without_rows_a_terminal_gets_nothing_and_a_pipe_the_header_however_narrow() -> None:
    names = tuple(f"field_{number}" for number in range(12))
    assert not drawn([], names, width=60)
    assert written("table", [], names, width=60, color=True).count("─") > 0


def test_columns_with_nothing_in_them_are_left_out_unless_they_were_asked_for() -> None:
    rows = [("a", "", 1, None), ("b", "", 22, None)]
    names = ("id", "outlet", "count", "rule")
    assert drawn(rows, names, width=60, sparse=True).splitlines() == [
        "id  count", "─────────", "a       1", "b      22",
    ]  # fmt: skip
    assert drawn(rows, names, width=60).splitlines()[0] == "id  outlet  count  rule"
    assert drawn([("", "")], ("a", "b"), width=60, sparse=True)


def test_what_has_nothing_is_left_out_of_a_record_too() -> None:
    names = tuple(f"name_{number}" for number in range(15))
    rows = [tuple("" if number % 2 else f"value {number}" for number in range(15)), tuple(map(str, range(15)))]
    lines = drawn(rows, names, width=40, sparse=True).splitlines()
    assert lines[:2] == ["name_0   value 0", "name_2   value 2"]
    assert len([line for line in lines if line]) == 8 + 15
    assert len([line for line in drawn(rows, names, width=40).splitlines() if line]) == 30


def test_names_of_columns_are_broken_last_of_all() -> None:
    rows = [("Moscow", "capital", "Russia", "1922-12-30", "yes", "countries.tsv:195")]
    text = drawn(rows, ("match", "kind", "meaning", "from", "in_force", "where"), width=62)
    assert text.splitlines()[0].split() == ["match", "kind", "meaning", "from", "in_force", "where"]
    assert "countries.tsv:195" in text


def test_a_few_long_cells_have_an_eighth_of_the_terminal_beside_what_flows() -> None:
    rows = [(Cell((Span("USA ↔ CAN, MEX" if number == 5 else "USA ↔ CAN"),)), flowing(LONG)) for number in range(20)]
    assert "USA ↔ CAN, MEX" in drawn(rows, ("parties", "headline"), width=120)
    assert "USA ↔ CAN, MEX" not in drawn(rows, ("parties", "headline"), width=80)


def test_columns_are_shown_between_two_widths() -> None:
    columns = (
        Column("id", str),
        Column("type", str, wide=70),
        Column("headline", str, narrow=100),
        Column("headline", repr, wide=100),
    )
    screen = Screen(columns, cards=lambda records, width: (), cards_below=60)
    assert screen.shown(59) == ()
    assert [column.name for column in screen.shown(60)] == ["id", "headline"]
    assert [column.name for column in screen.shown(70)] == ["id", "type", "headline"]
    assert [column.cell for column in screen.shown(99)] == [str, str, str]
    assert [column.cell for column in screen.shown(100)] == [str, str, repr]
    assert [column.name for column in screen.shown(0)] == ["id", "type", "headline"]


@pytest.mark.parametrize("width", [44, 50, 60, 80])
def test_what_stays_together_is_never_broken(width: int) -> None:
    date, kind = (Cell((Span(text, together=True),)) for text in (" 2024-03-30", "● threaten"))
    many = Cell((Span("PAK, IND, CHN, NPL, BGD, LKA ↔ RUS"),))
    lines = drawn([(1, date, many, kind, flowing(LONG))], ("id", "date", "parties", "type", "headline"), width=width)
    assert lines.count("2024-03-30") == lines.count("● threaten") == 1
    assert all(width_of(line) <= width for line in lines.splitlines())


def test_a_record_of_one_field_a_line_has_no_indent_of_a_table() -> None:
    names = ("date", *(f"field_{letter}" for letter in "abcdefghijkl"))
    text = drawn([(Cell((Span(" 2024"),)), *["value_of_ten"] * 12)], names, width=60)
    assert text.splitlines()[0] == "date     2024"


def test_a_rule_without_an_edge_is_as_wide_as_a_usual_page() -> None:
    rows = [(1, flowing("word " * 60))]
    header, rule, line = drawn(rows, ("id", "headline"), width=0).splitlines()
    assert (header.split(), rule, len(line)) == (["id", "headline"], "─" * 80, 303)
    assert drawn([(1, "two words")], ("id", "name"), width=0).splitlines()[1] == "─" * 13


@pytest.mark.parametrize("width", [26, 30, 36])
def test_a_name_that_fits_into_its_lines_is_not_cut_for_its_dashes(width: int) -> None:
    name = "a-name-of-a-file-with-thirty-2.txt"
    text = drawn([(name, 123456)], ("name", "n"), width=width)
    assert "…" not in text
    assert "".join(line.split()[0] for line in text.splitlines()[2:]) == name


def test_links_are_those_of_whole_cells() -> None:
    text = drawn([("https://example.org/x",)], ("url",), width=0, color=True, links=True, header=False)
    assert re.search(r"\x1b]8;id=[^;]*;https://example.org/x\x1b", text)
