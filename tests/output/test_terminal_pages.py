"""Pages that rich draws: indents, branches, margins and rules, and that nothing of a text is lost."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relcli.output.layout import Layout
from relcli.output.page import Line, Span
from relcli.output.plain_page import plain_lines
from relcli.output.terminal import LEFT_TO_RIGHT
from relcli.output.width import width_of
from relcli.setting_keys import STYLES

from .test_terminal import COLORED, PATIENT, TERMINAL, drawn, page_of, words


class TestPages:
    def test_lines_hang_below_the_beginning_of_their_text(self) -> None:
        line = Line((Span("one two three four five six seven eight nine ten eleven twelve"),), (Span("  start  "),))
        assert drawn(page_of(line)) == (
            "  start  one two three four five six seven eight nine ten\n         eleven twelve\n"
        )

    def test_the_margin_is_at_the_right_edge_and_keeps_its_room(self) -> None:
        text = "word " * 20
        first, second, *_ = drawn(page_of(Line((Span(text),), (Span("> "),), Span("[1]")))).splitlines()
        assert width_of(first) == 60
        assert first.endswith("  [1]")
        assert width_of(second) <= 55

    def test_further_lines_begin_with_what_the_line_says(self) -> None:
        line = Line((Span("word " * 30),), (Span("├ "), Span("parties  ")), Span("[1]"), more=(Span("│   "),))
        first, *further = drawn(page_of(line)).splitlines()
        assert first.startswith("├ parties  word")
        assert len(further) > 1
        assert all(each.startswith("│   word") for each in further)
        assert max(map(width_of, further)) <= 55
        assert len(further[0]) > len("│   ") + len("word ") * 9  # the room that the smaller indent leaves is used
        assert " ".join([first, *further]).count("word") == 30

    def test_a_rule_fills_the_line_up_to_its_margin(self) -> None:
        heading, long = Line((Span("2024", "heading"),), fill=Span("─", "rule")), Line((Span("w" * 70),))
        assert drawn(page_of(heading)) == "2024 " + "─" * 55 + "\n"
        assert drawn(page_of(heading._replace(margin=Span("9 events")))) == "2024 " + "─" * 45 + "  9 events\n"
        assert drawn(page_of(long._replace(fill=Span("─")))).splitlines()[0] == "w" * 60
        assert list(plain_lines(page_of(heading), Layout())) == ["2024"]

    def test_a_long_list_of_parties_gets_lines_of_its_own(self) -> None:
        parties = Span(", ".join(["ABC"] * 15) + "  ", "parties")
        text = drawn(page_of(Line((Span("meets"),), (Span(" 03-30  "), parties), Span("[1]"))))
        lines = text.splitlines()
        assert lines[0].startswith(" 03-30  ABC, ABC")
        assert lines[1].startswith("        ABC")
        assert lines[-1].split() == ["meets", "[1]"]
        assert lines[-1].startswith(" " * 10 + "meets")

    @PATIENT
    @given(st.lists(st.text(), max_size=5), st.integers(24, 120))
    @example(["\ue000"], 24)  # a sign that means nothing, which a page uses itself
    def test_a_page_says_on_a_terminal_what_it_says_in_a_pipe(self, texts: list[str], width: int) -> None:
        line = Line(tuple(Span(f"{text} ", style) for text, style in zip(texts, STYLES, strict=False)), (Span("> "),))
        layout = COLORED._replace(width=width)
        shown, plain = drawn(page_of(line), layout), "\n".join(plain_lines(page_of(line), Layout()))
        assert "".join(words(shown)) == "".join(words(plain))

    def test_styles_become_colours_and_nothing_without_them(self) -> None:
        line = Line((Span("good", "cooperation"), Span(" "), Span("bad", "strong-conflict")))
        assert drawn(page_of(line), COLORED) == "\x1b[32mgood\x1b[0m \x1b[1;31mbad\x1b[0m\n"
        assert drawn(page_of(line)) == "good bad\n"

    def test_signs_stand_for_a_style_that_cannot_be_shown(self) -> None:
        line = Line((Span("here", "evidence", plain=">>> here <<<"),))
        assert drawn(page_of(line)) == ">>> here <<<\n"
        assert words(drawn(page_of(line), COLORED)) == ["here"]

    def test_an_address_is_never_broken(self) -> None:
        url = "https://example.org/" + "long/" * 20
        lines = drawn(page_of(Line((Span("Example News, "), Span(url, link=url)), (Span("[1] "),)))).splitlines()
        assert lines == ["[1] Example News,", f"    {url}"]

    def test_markup_and_controls_in_data_are_shown(self) -> None:
        text = drawn(page_of(Line((Span("[red]x[/red] \x1b[2J :smile:"),))), COLORED)
        assert text == "[red]x[/red] \\x1b[2J :smile:\n"

    def test_text_from_right_to_left_leaves_the_margin_alone(self) -> None:
        text = drawn(page_of(Line((Span("שלום"),), (Span("> "),), Span("[1]"))))
        assert text.startswith(f"> {LEFT_TO_RIGHT}שלום{LEFT_TO_RIGHT} ")
        assert text.endswith(" [1]\n")

    @pytest.mark.parametrize(
        ("text", "encoding", "written"),
        [
            ("Beijing’s “one China” – policy", "ascii", 'Beijing\'s "one China" - policy'),
            ("Mevlüt Çavuşoğlu, Łódź, K\u0131z\u0131lay", "ascii", "Mevlut Cavusoglu, Lodz, Kizilay"),
            ("Straße, Ærø, Erdoğan", "latin-1", "Straße, Ærø, Erdogan"),
            ("Пекин, 10 €", "ascii", r"\u041f\u0435\u043a\u0438\u043d, 10 \u20ac"),
        ],
    )
    def test_names_and_quotes_where_there_are_only_some_letters(self, text: str, encoding: str, written: str) -> None:
        assert drawn(page_of(Line((Span(text),))), TERMINAL._replace(ascii_only=True), encoding) == f"{written}\n"

    def test_a_span_that_stays_together_is_broken_only_where_no_line_has_room(self) -> None:
        count = Span("12 passages in 10 documents", together=True)
        line = Line((Span("The envoys met and spoke at length of gas, "), count))
        assert drawn(page_of(line)) == "The envoys met and spoke at length of gas,\n12 passages in 10 documents\n"
        narrow = drawn(page_of(line), TERMINAL._replace(width=20))
        assert narrow.split() == [*"The envoys met and spoke at length of gas, 12 passages in 10 documents".split()]

    def test_ascii_signs(self) -> None:
        assert drawn(page_of(Line((Span("A ↔ B → ≤…"),))), TERMINAL._replace(ascii_only=True)) == "A <-> B -> <=...\n"
