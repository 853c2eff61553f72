"""What rich draws on terminals: columns that give way, all scripts, blocks of rows, styles, links, encodings."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

import relcli
from relcli.errors import UsageError
from relcli.output import open_writer, page_writer
from relcli.output.capabilities import color_system, shows_links
from relcli.output.layout import Layout
from relcli.output.page import Line, Page, Span
from relcli.output.terminal import LEFT_TO_RIGHT, columns_of, wrapped
from relcli.output.terminal_table import BLOCK
from relcli.output.width import width_of
from relcli.setting_keys import STYLES, Setting

from .test_formats import written

if TYPE_CHECKING:
    from collections.abc import Iterator

TERMINAL = Layout(width=60, terminal=True)
COLORED = TERMINAL._replace(color=True)
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
_ESCAPES = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\")


def drawn(page: Page, layout: Layout = TERMINAL, encoding: str = "utf-8") -> str:
    """Return a page as a terminal gets it."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding, errors="backslashreplace", newline="")
    page_writer(layout)(stream, page, layout)
    stream.flush()
    return raw.getvalue().decode(encoding)


def page_of(*lines: Line) -> Page:
    """Return a page of these lines."""
    return Page(iter(lines), 100)


def words(text: str) -> list[str]:
    """Return the words of what is drawn, without its looks."""
    return _ESCAPES.sub("", text).replace(LEFT_TO_RIGHT, "").split()


class TestTables:
    def test_it_says_what_the_plain_one_says(self) -> None:
        rows = [(7, "2024-03-30", ("PAK", "IND"), "meets [sic] somebody", None, True)]
        columns = ("id", "date", "who", "headline", "value", "flag")
        plain, rich = (written("table", rows, columns, width=80, terminal=place) for place in (False, True))
        assert words(rich) == [*words(plain)[:6], *words(rich)[6:7], *words(plain)[12:]]
        assert rich.splitlines()[0] == plain.splitlines()[0]
        assert rich.splitlines()[2] == plain.splitlines()[2]

    @pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
    def test_it_is_never_wider_than_the_terminal(self, width: int) -> None:
        rows = [(1, "short"), (1234, "a much longer text than any terminal is wide " * 5), (2, "漢字" * 60)]
        text = written("table", rows, ("id", "text"), width=width, terminal=True)
        assert all(width_of(line) <= width for line in text.splitlines())

    @PATIENT
    @given(st.lists(st.tuples(st.integers(), st.text(), st.text()), max_size=4), st.integers(8, 80))
    def test_whatever_is_in_it(self, rows: list[tuple[int, str, str]], width: int) -> None:
        text = written("table", rows, ("a", "b", "c"), width=width, terminal=True)
        assert all(line == line.rstrip(" ") for line in text.split("\n"))
        assert all(sign == "\n" or ord(sign) >= 0x20 for sign in text)

    def test_long_text_gives_way_before_short_columns(self) -> None:
        rows = [(n, "≤2024-03-30", "COOPERATE", "a headline of many words " * 4) for n in range(40)]
        lines = written("table", rows, ("id", "date", "type", "headline"), width=50, terminal=True).splitlines()
        assert all("≤2024-03-30  COOPERATE  a headline" in line for line in lines[2::2])
        assert all(line.endswith("…") for line in lines[3::2])

    def test_words_are_broken_only_where_nothing_else_can_give(self) -> None:
        rows = [(1, ("ARM", "AZE"), "normalisation of relations")]
        lines = written("table", rows, ("id", "parties", "headline"), width=26, terminal=True).splitlines()
        assert [line.split() for line in lines[2:]] == [["1", "ARM,", "normalisation"], ["AZE", "of", "relations"]]

    def test_brackets_backslashes_and_colons_are_no_markup(self) -> None:
        evil = "[bold]x[/bold] [/] [link=http://x]y[/link] \\[z] :smile: [red]"
        assert evil in written("table", [(evil,)], (evil,), width=0, terminal=True, color=True)

    def test_text_from_right_to_left_keeps_its_column(self) -> None:
        line = written("table", [("אבגד", "شرق", 7)], ("x", "y", "z"), width=40, terminal=True).splitlines()[2]
        assert line == "\u200eאבגד\u200e  \u200eشرق\u200e  7"

    def test_each_line_of_a_broken_cell_keeps_its_column(self) -> None:
        rows = [("שלום " * 8, "end")]
        lines = written("table", rows, ("text", "edge"), width=30, terminal=True).splitlines()[2:]
        assert len(lines) == 2
        assert all(line.count(LEFT_TO_RIGHT) == 2 for line in lines)
        assert lines[0].endswith("  end")

    def test_chinese_text_is_broken_between_characters(self) -> None:
        lines = written("table", [(1, "漢字" * 12)], ("id", "text"), width=30, terminal=True).splitlines()[2:]
        assert [line.split()[-1] for line in lines] == ["漢字" * 6 + "漢", "字" + "漢字" * 5]

    def test_an_emoji_is_never_taken_apart(self) -> None:
        family = "👩\u200d👩\u200d👧"
        text = written("table", [(family * 12,)], ("x",), width=10, terminal=True)
        assert "…" in text
        assert text.replace("…", "").split("\n", 2)[2].replace("\n", "").replace(family, "") == ""

    def test_the_whole_text_on_a_terminal_is_not_cut(self) -> None:
        assert "x" * 500 in written("text", [("x" * 500,)], ("column",), width=80, terminal=True)

    def test_colours_in_a_pipe_cut_nothing(self) -> None:
        assert f"\x1b[1mcolumn\x1b[0m\n\x1b[2m{'─' * 500}\x1b[0m\n{'x' * 500}\n" == written(
            "table", [("x" * 500,)], ("column",), color=True
        )

    def test_a_table_without_rows_is_its_header_in_a_pipe_and_nothing_on_a_terminal(self) -> None:
        assert written("table", [], ("id", "name"), width=40, color=True, terminal=False).count("\n") == 2
        assert not written("table", [], ("id", "name"), width=40, terminal=True)

    def test_ascii_has_its_own_rules_and_marks(self) -> None:
        text = written("table", [("→ " * 60, 1)], ("column", "n"), width=20, terminal=True, ascii_only=True)
        assert text.isascii()
        assert "..." in text
        assert "-> ->" in text

    def test_what_an_encoding_lacks_is_measured_as_it_is_written_out(self) -> None:
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, "ascii", errors="backslashreplace", newline="")
        writer = open_writer("table", stream, TERMINAL._replace(ascii_only=True))
        writer.start(("name", "n"))
        writer.row(("漢字", 1))
        writer.row(("plain", 22))
        writer.finish()
        stream.flush()
        assert raw.getvalue().decode().splitlines()[2:] == ["\\u6f22\\u5b57   1", "plain         22"]


class Watched(io.StringIO):
    """A stream that knows how many lines were written when it was last asked."""

    def lines(self) -> int:
        """Return the number of lines so far."""
        return self.getvalue().count("\n")


class TestBlocks:
    @staticmethod
    def written_before(rows: Iterator[tuple[object, ...]], columns: tuple[str, ...]) -> tuple[Watched, list[int]]:
        stream = Watched()
        writer = open_writer("table", stream, TERMINAL)
        writer.start(columns)
        seen = []
        for row in rows:
            writer.row(row)  # type: ignore[arg-type]
            seen.append(stream.lines())
        writer.finish()
        return stream, seen

    def test_rows_are_there_before_the_last_is_read(self) -> None:
        stream, seen = self.written_before(((n, f"row {n}") for n in range(3 * BLOCK + 1)), ("id", "text"))
        assert seen[BLOCK - 2] == 0
        assert seen[BLOCK - 1] == BLOCK + 2
        assert seen[3 * BLOCK - 1] == 3 * BLOCK + 2
        assert stream.lines() == 3 * BLOCK + 1 + 2

    def test_the_first_block_decides_the_widths(self) -> None:
        rows = ((f"2024-01-{1 + n % 28:02}", "text" if n < BLOCK else "longer text " * 20) for n in range(2 * BLOCK))
        stream, _ = self.written_before(rows, ("date", "text"))
        lines = stream.getvalue().splitlines()
        assert lines[0] == "date        text"
        assert lines[2] == "2024-01-01  text"
        assert all(line.startswith("2024-01-") for line in lines[2 + BLOCK :: 2])
        assert stream.getvalue().count("date") == 1

    def test_numbers_that_get_longer_are_not_broken(self) -> None:
        stream, _ = self.written_before(((n, "x " * 60) for n in range(98, 98 + 6 * BLOCK)), ("id", "text"))
        numbers = [line.split()[0] for line in stream.getvalue().splitlines()[2::2]]
        assert numbers == [str(n) for n in range(98, 98 + 6 * BLOCK)]

    def test_memory_is_that_of_a_block(self) -> None:
        import tracemalloc

        class Nowhere(io.StringIO):
            def write(self, text: str) -> int:
                return len(text)

        def peak(blocks: int) -> int:
            writer = open_writer("table", Nowhere(), TERMINAL)
            writer.start(("id", "text"))
            tracemalloc.start()
            for number in range(blocks * BLOCK):
                writer.row((number, f"some text {number % 100}"))
            writer.finish()
            size = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            return size

        peak(1)
        assert peak(12) < 2 * peak(3)


class TestLinks:
    LINKED = COLORED._replace(links=True)
    URL = "https://example.org/a?b=c"

    def test_the_address_of_a_source_leads_there(self) -> None:
        line = Line((Span("Example, "), Span(self.URL, "source", link=self.URL)))
        text = re.sub(r"id=[^;]*", "id=1", drawn(page_of(line), self.LINKED))
        assert text == f"Example, \x1b]8;id=1;{self.URL}\x1b\\\x1b[2m{self.URL}\x1b[0m\x1b]8;;\x1b\\\n"

    @pytest.mark.parametrize("layout", [COLORED, TERMINAL, TERMINAL._replace(color=True, links=False)])
    def test_not_where_the_terminal_cannot(self, layout: Layout) -> None:
        assert "\x1b]8" not in drawn(page_of(Line((Span(self.URL, link=self.URL),))), layout)

    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "https://a b",
            "https://\x1b]8;;x",
            "https://é",
            "https://a<b",
            "x.txt",
            "file:///etc/x",
        ],
    )
    def test_what_is_no_plain_address_is_no_link(self, address: str) -> None:
        text = drawn(page_of(Line((Span("name", link=address),))), self.LINKED)
        assert text == "name\n"

    def test_cells_of_addresses_and_files_are_links(self) -> None:
        rows = [("https://example.org/x", "/etc/my file.tsv:12", "https://example.org/y")]
        layout = {"width": 0, "terminal": True, "color": True, "links": True}
        text = written("table", rows, ("url", "where", "name"), **layout)
        assert re.findall(r"\x1b]8;id=[^;]*;([^\x1b]+)\x1b", text) == [
            "https://example.org/x", "file:///etc/my%20file.tsv",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("variables", "expected"),
        [
            ({"TERM": "xterm-256color"}, False),
            ({"TERM": "xterm-kitty"}, True),
            ({"TERM": "xterm-256color", "VTE_VERSION": "6800"}, True),
            ({"TERM": "xterm-256color", "VTE_VERSION": "4205"}, False),
            ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, True),
            ({"TERM": "tmux-256color", "TERM_PROGRAM": "iTerm.app"}, False),
            ({"TERM": "dumb", "VTE_VERSION": "6800"}, False),
            ({"TERM": "xterm", "FORCE_HYPERLINK": "1"}, True),
            ({"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"}, False),
        ],
    )
    def test_terminals_that_follow_links(self, variables: dict[str, str], expected: bool) -> None:
        assert shows_links(variables) is expected


class TestStyles:
    @staticmethod
    def page(**styles: str) -> str:
        found = {name: Setting(text, "relcli.toml:3") for name, text in styles.items()}
        return drawn(page_of(Line((Span("x", "conflict"),))), COLORED._replace(styles=found, color_system="truecolor"))

    @pytest.mark.parametrize(
        ("style", "expected"),
        [("magenta", "35"), ("bold #ff8800", "1;38;2;255;136;0"), ("reverse", "7"), ("black on yellow", "30;43")],
    )
    def test_a_file_says_how_a_style_looks(self, style: str, expected: str) -> None:
        assert self.page(conflict=style) == f"\x1b[{expected}mx\x1b[0m\n"

    def test_none_is_ordinary_text(self) -> None:
        assert self.page(conflict="none") == "x\n"

    @pytest.mark.parametrize(
        "style", ["rde", "bold bold purpel", "on", "conceal", "red c", "red link https://evil.example"]
    )
    def test_what_is_no_style_is_one_clear_line(self, style: str) -> None:
        with pytest.raises(UsageError) as caught:
            self.page(conflict=style)
        assert str(caught.value).startswith(f"relcli.toml:3: colors.conflict cannot be {style!r}; for instance")

    def test_a_terminal_without_many_colours_gets_the_nearest(self) -> None:
        found = {"conflict": Setting("#ff0000", "")}
        assert drawn(page_of(Line((Span("x", "conflict"),))), COLORED._replace(styles=found)) == "\x1b[31mx\x1b[0m\n"

    def test_every_style_that_is_used_has_a_name(self) -> None:
        folder = Path(relcli.__file__).parent
        used = {
            name
            for path in [*(folder / "reports").glob("*.py"), *(folder / "output").glob("*.py")]
            for name in re.findall(r'(?:Span\(.*, |style = |_style=|joined\(.*, )"([a-z-]+)"', path.read_text("utf-8"))
        }
        assert used - {"none"} <= set(STYLES)
        assert {"parties", "modality", "source", "evidence"} <= used


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"TERM": "xterm"}, "standard"),
        ({"TERM": "xterm-256color"}, "256"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "truecolor"),
        ({}, "standard"),
    ],
)
def test_the_colours_of_a_terminal(variables: dict[str, str], expected: str) -> None:
    assert color_system(variables) == expected


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("to wh-2026-05-17-fact-sheet.txt", 12, ["to", "wh-2026-05-", "17-fact-", "sheet.txt"]),
        ("https://example.org/a/long/path", 20, ["https://example.org/", "a/long/path"]),
        ("a_b_cdefghijklmn", 10, ["a_b_cdefgh", "ijklmn"]),
        ("中国与俄罗斯 gas", 5, ["中国", "与俄", "罗斯", "gas"]),
        ("中文", 1, ["中", "文"]),
        ("one two three", 8, ["one two", "three"]),
        ("", 5, []),
        ("a  " + "b" * 7, 3, ["a", "bbb", "bbb", "b"]),
    ],
)
def test_long_words_are_broken_behind_their_dashes(text: str, width: int, expected: list[str]) -> None:
    lines = [line.plain.strip() for line in wrapped(Text(text), Console(width=80), width)]
    assert [line for line in lines if line] == expected


@given(st.text("ab-_/ é中\u0301", max_size=60), st.integers(1, 20))
def test_nothing_is_lost_where_lines_are_broken(text: str, width: int) -> None:
    lines = [line.plain for line in wrapped(Text(text), Console(width=80), width)]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns_of(line.strip()) <= max(width, 2) for line in lines)


def test_a_word_without_end_is_broken_in_time_that_grows_with_it() -> None:
    assert len(wrapped(Text("中" * 50_000), Console(width=80), 80)) == 1250


def test_only_what_draws_imports_rich() -> None:
    folder = Path(relcli.__file__).parent
    importing = {
        str(path.relative_to(folder))
        for path in folder.rglob("*.py")
        if re.search(r"(?m)^\s*(?:import|from) rich\b", path.read_text("utf-8"))
    }
    assert importing == {f"output/terminal{part}.py" for part in ("", "_columns", "_page", "_progress", "_table")}


def test_drawing_imports_no_more_of_rich_than_it_needs() -> None:
    program = (
        "import io, sys\n"
        "from relcli.output import open_writer, page_writer\n"
        "from relcli.output.layout import Layout\n"
        "from relcli.output.page import Line, Page, Span\n"
        "layout = Layout(width=80, terminal=True, color=True)\n"
        "writer = open_writer('table', io.StringIO(), layout)\n"
        "writer.start(('a',))\n"
        "writer.row(('x',))\n"
        "writer.finish()\n"
        "page_writer(layout)(io.StringIO(), Page([Line((Span('x'),))], 80), layout)\n"
        "print(*sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    modules = set(done.stdout.split())
    assert "rich.console" in modules
    assert not modules & {f"rich.{name}" for name in ("traceback", "pretty", "syntax", "markdown", "progress", "live")}
