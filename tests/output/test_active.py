"""Markdown and HTML carry no link, image or tag that stands in a text: what strangers wrote is shown, never obeyed."""

from __future__ import annotations

import io
import re
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from relcli.output import FORMATS
from relcli.output.layout import Layout
from relcli.output.page import Line, Page, Span
from relcli.output.plain_page import write_page
from relcli.output.terminal_page import draw_page
from tests.output.test_formats import written

# What GitHub turns into links although nothing marks it as one: https://github.github.com/gfm/, "Autolinks (extension)"
BARE = re.compile(r"(?:https?|ftp)://|www\.|[\w.+-]+@[\w-]+\.[\w-]|(?:mailto|xmpp):[\w.+-]+@", re.IGNORECASE)
ACTIVE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- hidden --><a href='https://example.org'>here</a>",
    "<https://example.org/>",
    "<someone@example.org>",
    "[x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "![x](https://example.org/x.png)",
    "[x][y] [y]: https://example.org",
    "[x]\\(https://example.org)",
    "\\[x](https://example.org)",
    "\\\\[x](https://example.org)",
    "[![x](y)](z)",
    "see https://example.org/a_b and HTTP://EXAMPLE.ORG",
    "www.example.org, WWW.example.org and ftp://example.org",
    "write to someone@example.org or mailto:someone@example.org",
    "&lt;b&gt; &#60;script&#62; &#x3c;i&#x3e; &NewLine;# x",
    "`<b>` `` ` `` `|`",
    "a | b \\| c \\\\| d",
    "| --- | --- |",
    "x\n# heading\r\n> quoted\n\n- item\n    <b>code</b>",
    "\"><b onclick='x'>",
    "x\\",
    "<![CDATA[ <b> ]]> <?php x ?> <!DOCTYPE html>",
    "\u2028# x\u2029| y\x0b\x0c\x85z",
)
PIECES = st.lists(
    st.sampled_from(
        [*"<>[]()!|`\\&;:@#*_~\"'/=- \n\r\t\x00aw.", "www.", "http://", "&lt;", "](", "javascript:", "<b>", "x@y.zz"]
    ),
    max_size=25,
).map("".join)
TEXTS = st.sampled_from(ACTIVE) | PIECES | st.text(st.characters(codec="utf-8"))


class Tags(HTMLParser):
    """All that an HTML parser finds beside text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.cells: list[str] = []
        self._in_cell = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(f"{tag} {attrs}")
        self._in_cell = tag in {"td", "th"}
        if self._in_cell:
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self.found.append(f"/{tag}")
        self._in_cell = False

    def handle_comment(self, data: str) -> None:
        self.found.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.found.append("declaration")

    def unknown_decl(self, data: str) -> None:
        self.found.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.found.append("instruction")

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.cells[-1] += data


def markdown_of(text: str, *, header: bool = True) -> tuple[list[str], list[str]]:
    """Return the kinds of tokens that a row with this text has, and its pieces of plain text as they are searched for
    bare addresses."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")
    source = written("md", [(text, "end", (text, text))], ("url", "text", "list"), header=header)
    kinds, texts = [], []
    for token in parser.parse(source):
        kinds.append(token.type)
        for inner in token.children or ():
            kinds.append(inner.type)
            texts.append(inner.content)
    return [kind for kind in kinds if kind not in {"text", "text_special", "em_open", "em_close"}], texts


def is_formatting(kind: str) -> bool:
    """Is it emphasis, which leads nowhere?"""
    return kind.startswith(("strong", "em_", "s_"))


@given(TEXTS)
def test_markdown_of_a_text_is_a_row_of_plain_cells(text: str) -> None:
    kinds, texts = markdown_of(text)
    assert [kind for kind in kinds if not is_formatting(kind)] == markdown_of("")[0]
    assert not [piece for piece in texts if BARE.search(piece)]


@pytest.mark.parametrize("text", ACTIVE)
def test_markdown_has_nothing_active_without_a_header_either(text: str) -> None:
    kinds, texts = markdown_of(text, header=False)
    assert not {kind for kind in kinds if kind in {"link_open", "image", "html_inline", "html_block", "code_inline"}}
    assert not [piece for piece in texts if BARE.search(piece)]


@pytest.mark.parametrize("text", [text for text in ACTIVE if text.isprintable()])
def test_what_is_read_in_markdown_is_what_the_text_says(text: str) -> None:
    parser = MarkdownIt("commonmark").enable("table")
    (shown,) = re.findall(r"<td>(.*)</td>", parser.render(written("md", [(text,)], ("text",))))
    assert Tags(f"<td>{shown}</td>").cells == [text]


@given(TEXTS)
def test_html_of_a_text_has_the_tags_of_an_empty_one(text: str) -> None:
    page, empty = (Tags(written("html", [(each, (each, each))], ("url", "list"))) for each in (text, ""))
    assert page.found == empty.found
    if text.isprintable():
        assert page.cells == ["url", "list", text, f"{text}, {text}"]


def test_html_has_no_links_in_the_column_of_addresses() -> None:
    page = written("html", [("https://example.org/?a=1&b=\"2'",)], ("url",))
    assert "<td>https://example.org/?a=1&amp;b=&quot;2&#x27;</td>" in page
    assert "<a" not in page


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_a_safe_cell_is_no_formula_where_semicolons_part_cells_either(sign: str) -> None:
    row = ("one", f"{sign}1x"), f"Oslo;{sign}SUM(A1)"
    assert written("csv", [row], "ab", header=False, safe=True) == f"one;'{sign}1x,Oslo;'{sign}SUM(A1)\n"


CONTROLS = st.sampled_from(
    [
        *map(chr, (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029)),
        *("\x1b]8;;https://example.org\x07", "\x1b[2J", "\x9b31m", "\x1bP", "\x1b]0;title\x1b\\", "a", " ", "[", "中"),
    ]
)
OBEYED = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "B"}
"""Bidirectional classes that turn what follows, and the end of a paragraph."""


def obeyed(text: str) -> set[str]:
    """Return what a terminal would act upon, line feeds and tabs aside."""
    return {
        sign
        for sign in text
        if sign not in "\n\t" and (unicodedata.category(sign) == "Cc" or unicodedata.bidirectional(sign) in OBEYED)
    }


@pytest.mark.parametrize("name", FORMATS)
@given(text=st.lists(CONTROLS, max_size=12).map("".join))
def test_a_terminal_is_sent_no_control_sequence_and_nothing_that_turns_a_line(name: str, text: str) -> None:
    row = (text, (text, text), "end")
    assert not obeyed(written(name, [row], ("text", "list", "last"), terminal=True, width=70))
    if name in {"table", "text", "md", "html"}:  # in files too
        assert not obeyed(written(name, [row], ("text", "list", "last")))


@given(text=st.lists(CONTROLS, max_size=12).map("".join), link=st.lists(CONTROLS, max_size=4).map("".join))
def test_a_page_has_no_control_sequence(text: str, link: str) -> None:
    stream = io.StringIO(newline="")
    line = Line((Span(text, link=link, plain=text),), (Span(text),), Span(text))
    write_page(stream, Page([line, line._replace(margin=None)], 80), Layout(width=60))
    assert not obeyed(stream.getvalue())
    stream = io.StringIO(newline="")
    draw_page(stream, Page([line, line._replace(margin=None)], 80), Layout(width=60, terminal=True))
    assert not obeyed(stream.getvalue())
