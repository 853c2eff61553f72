"""Chronologies that are published: what stands in them, that all notes and anchors lead somewhere, and that the text of
strangers is shown and never obeyed."""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from relcli.output import PUBLISHED_FORMATS
from relcli.output.md_text import shown
from relcli.query.names import actor_name
from relcli.reports.chronology import chronology
from relcli.reports.published import published, words
from relcli.reports.published.timelinejs import undated
from relcli.reports.published.words import About
from tests.output.test_active import ACTIVE, BARE, TEXTS, obeyed

from .events import CONDOLENCE, EVENTS, MEETING, PLAN, PLEDGE, STRIKE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relcli.model import Event

ABOUT = About("Pakistan and Russia: a chronology", actor_name)
LEADING = re.compile(BARE.pattern.replace(r"www\.", r"www\.(?=[\w-])"), BARE.flags)
"""Bare addresses; our own full stop after the word www begins none."""
VOID = {"meta", "rect", "br", "link"}
WIRE = STRIKE._replace(id=6, url="https://example.org/a_b?c=1&d=2", outlet="Wire", document="wire-6", part_of=None)


def laid_out(name: str, events: Iterable[Event] = EVENTS, about: About = ABOUT, **options: Any) -> str:
    """Return a chronology of events in a format."""
    return "".join(f"{line}\n" for line in published(name, chronology(events, **options), about))


class Page(HTMLParser):
    """A page as its elements: each closed in order, their attributes, and the text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        pytest.fail(f"a comment: {data}")

    def handle_pi(self, data: str) -> None:
        pytest.fail(f"an instruction: {data}")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def values(self, name: str) -> list[str]:
        """Return the values of an attribute, in order."""
        return [value or "" for _, attrs in self.tags for key, value in attrs if key == name]


# Markdown


def test_a_chronology_in_markdown() -> None:
    assert (
        laid_out("md", titles=dict.fromkeys((1, 2), "Envoy calls on PM [updated]"))
        == """\
# Pakistan and Russia: a chronology

2024 · 5 events · 4 sources

## 2024

- **By 30 March** – Pakistan and Russia: Ambassador Khorev called on Prime Minister Sharif, Islamabad.[^1] <!-- 1 -->
  - Pakistan → Russia: condoles over the Moscow attack.[^1] <!-- 2 -->
  - Pakistan → Russia, *pledged*: wants to work closely in energy.[^2] <!-- 3 -->
- **16–18 October** – Iran → Israel and United States: Iranian missiles strike bases \\[sic\\] near the coast, \
Ashkelon.[^3] <!-- 4 -->

## Undated

- Germany, *proposed*: plans a visit.[^4] <!-- 5 -->

[^1]: “Envoy calls on PM \\[updated\\]”, 31 March 2024, according to Prime Minister's Office.
[^2]: meeting.txt, 31 March 2024, according to Prime Minister's Office.
[^3]: strike.txt, Example News, 19 October 2024.
[^4]: plan.txt, Example News, undated.
"""
    )


def notes(text: str) -> tuple[Counter[str], Counter[str]]:
    """Return how often each footnote is referred to, and how often each is defined."""
    defined = Counter(re.findall(r"(?m)^\[\^(\d+)\]: ", text))
    used = Counter(re.findall(r"(?m)(?<!^)(?<!\\)\[\^(\d+)\]", text))
    return used, defined


@pytest.mark.parametrize("by", ["day", "week", "month", "quarter", "year"])
@pytest.mark.parametrize("lanes", ["", "country", "sector", "type"])
def test_every_footnote_is_used_and_defined_once(by: str, lanes: str) -> None:
    used, defined = notes(laid_out("md", [*EVENTS, WIRE], by=by, lanes=lanes))
    assert set(used) == set(defined)
    assert set(defined.values()) == {1}
    assert len(defined) == len(chronology([*EVENTS, WIRE], by=by, lanes=lanes).sources)


def test_only_addresses_of_the_web_are_links() -> None:
    local = WIRE._replace(id=7, url="javascript:alert(1)", document="wire-7")
    text = laid_out("md", [WIRE, local])
    assert "Wire, 19 October 2024, <https://example.org/a_b?c=1&d=2>." in text
    assert "Wire, 19 October 2024, javascript:alert(1)." in text
    page = Page(laid_out("html", [WIRE, local]))
    assert [href for href in page.values("href") if not href.startswith("#")] == [WIRE.url]


@pytest.mark.parametrize("name", PUBLISHED_FORMATS)
def test_a_source_that_has_only_its_address_is_cited_by_it_once(name: str) -> None:
    text = laid_out(name, [WIRE._replace(document=WIRE.url, url=WIRE.url)])
    page = " ".join(Page(text).text) if name == "html" else text
    assert page.count("example.org/") == 1
    assert "Wire" in page


def test_parties_are_not_repeated_before_a_sentence_that_begins_with_them() -> None:
    met = MEETING._replace(headline="Pakistan and Russia met on gas", place="", people=())
    assert "- **By 30 March** – Pakistan and Russia met on gas.[^1]" in laid_out("md", [met])


@pytest.mark.parametrize("name", PUBLISHED_FORMATS)
def test_a_chronology_of_nothing(name: str) -> None:
    text = laid_out(name, ())
    if name == "timelinejs":
        assert json.loads(text) == {
            "title": {"unique_id": "title", "text": {"headline": ABOUT.title, "text": ""}, "autolink": False},
            "events": [],
        }
    else:
        assert "No events." in text
        assert ABOUT.title in text


def hostile(text: str) -> list[Event]:
    """Return events that have a text in every field that others write."""
    meeting = MEETING._replace(
        headline=text,
        place=text,
        people=(text,),
        document=text,
        outlet=text,
        attribution=text,
        evidence=text,
        url=f"see {text}",
    )
    act = PLEDGE._replace(headline=text, people=(text,), document=f"{text}.", outlet=text, attribution="")
    return [meeting, act, PLAN._replace(headline=text, document=f"{text}x", outlet="", source=())]


def tokens(text: str) -> tuple[list[str], list[str]]:
    """Return the kinds of tokens that Markdown has, and its pieces of plain text as they are searched for bare
    addresses."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")
    kinds, texts = [], []
    for token in parser.parse(text):
        kinds.append(token.type)
        for inner in token.children or ():
            kinds.append(inner.type)
            texts.append(inner.content)
    return [kind for kind in kinds if kind not in {"text", "text_special"}], texts


@given(TEXTS)
def test_a_hostile_text_changes_nothing_of_the_markdown_around_it(text: str) -> None:
    about = About(text, actor_name)
    if not shown(text) or shown(text) in {"x", "."}:  # an event without a headline is named by its act
        return
    source = laid_out("md", hostile(text), about, titles={1: text})
    kinds, texts = tokens(source)
    assert kinds == tokens(laid_out("md", hostile("word"), About("word", actor_name), titles={1: "word"}))[0]
    assert not [piece for piece in texts if LEADING.search(piece)]
    used, defined = notes(source)
    assert set(used) == set(defined)
    assert not obeyed(source)


@pytest.mark.parametrize(
    "text", [*[text for text in ACTIVE if text.isprintable()], "1. x", "US$5 and $6$", "a_b_c *d*"]
)
def test_what_is_read_in_markdown_is_what_the_text_says(text: str) -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    page = Page(parser.render(f"- {shown(text, first=True)}"))
    assert "".join(page.text).strip() == text
    assert [tag for tag, _ in page.tags] == ["ul", "li"]


@pytest.mark.parametrize(
    "text",
    ["It costs $3 billion (about 5 %), then $4", "snake_case and #1", "Iran-Iraq: talks; 2 + 2 > 3", 'He said "yes"'],
)
def test_what_means_nothing_in_markdown_is_left_as_it_is(text: str) -> None:
    assert shown(text) == text


# HTML


@pytest.mark.parametrize("by", ["day", "week", "month", "quarter", "year"])
@pytest.mark.parametrize("lanes", ["", "country", "sector", "type"])
def test_every_anchor_is_there_once_and_every_link_within_the_page_leads_to_one(by: str, lanes: str) -> None:
    events = [*EVENTS, WIRE, *(WIRE._replace(id=n, date=f"20{n}-02-01", date_end="") for n in range(10, 25))]
    page = Page(laid_out("html", events, by=by, lanes=lanes))
    anchors = page.values("id")
    assert max(Counter(anchors).values()) == 1
    inner = [href.removeprefix("#") for href in page.values("href") if href.startswith("#")]
    assert set(inner) <= set(anchors)
    assert {f"event-{event.id}" for event in events} <= set(anchors)
    assert set(page.values("aria-labelledby")) <= set(anchors)


def test_a_page_needs_nothing_from_elsewhere() -> None:
    text = laid_out("html", [*EVENTS, WIRE])
    page = Page(text)
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "link", "img", "iframe", "object", "base", "form"})
    assert page.values("src") == []
    assert "url(" not in text
    assert "@import" not in text
    assert page.values("lang") == ["en"]
    assert ("title", ()) in page.tags


def test_sources_lead_back_to_where_they_are_first_cited() -> None:
    text = laid_out("html", EVENTS)
    assert 'id="cited-1" href="#source-1"' in text
    assert '<li id="source-1">' in text
    assert 'href="#cited-1"' in text


def test_dates_are_for_machines_too() -> None:
    page = Page(laid_out("html", [*EVENTS, MEETING._replace(id=9, date_precision="month")]))
    assert page.values("datetime") == ["2024-03-30", "2024-03", "2024-10-16"]


def test_a_page_says_by_words_what_its_colours_say() -> None:
    text = laid_out("html", EVENTS)
    assert '<span class="conflict strong">strong conflict</span>' in text
    assert '<span class="cooperation strong">' not in text  # there is none
    assert '<i class="modality">pledged</i>' in text
    assert 'aria-hidden="true">◔</span>' in text


@given(TEXTS)
def test_a_hostile_text_changes_no_tag_of_a_page(text: str) -> None:
    if not text.strip():
        return
    page = Page(laid_out("html", hostile(text), About(text, actor_name), titles={1: text}))
    word = Page(laid_out("html", hostile("word"), About("word", actor_name), titles={1: "word"}))
    apart = {"a", "bdi"}
    assert Counter(tag for tag, _ in page.tags if tag not in apart) == Counter(
        tag for tag, _ in word.tags if tag not in apart
    )
    assert not [name for _, attrs in page.tags for name, _ in attrs if name.startswith("on")]
    assert all(href.startswith(("#", "http")) for href in page.values("href"))
    assert not obeyed("".join(page.text))


def test_a_text_from_right_to_left_keeps_what_is_beside_it_in_place() -> None:
    arabic = STRIKE._replace(headline="\u0627\u062a\u0641\u0627\u0642 12", place="")
    assert "<bdi>\u0627\u062a\u0641\u0627\u0642 12</bdi><sup" in laid_out("html", [arabic])
    assert "<bdi>" not in laid_out("html", [STRIKE])


# TimelineJS


def slides(*events: Event, **options: Any) -> dict[int, dict[str, Any]]:
    """Return the slides by the number of the event."""
    data = json.loads(laid_out("timelinejs", events, **options))
    assert list(data) == ["title", "events"]
    return {int(slide["unique_id"].removeprefix("event-")): slide for slide in data["events"]}


@pytest.mark.parametrize(
    ("dates", "start", "end", "display"),
    [
        (("2024-03-05", "2024-03-05", "day"), (2024, 3, 5), None, "5 March 2024"),
        (("2024-03-05", "", "day"), (2024, 3, 5), None, "5 March 2024"),
        (("2024-03-05", "2024-03-07", "day"), (2024, 3, 5), (2024, 3, 7), "5–7 March 2024"),
        (("2024-03-30", "2024-04-02", "day"), (2024, 3, 30), (2024, 4, 2), "30 March – 2 April 2024"),
        (("2023-12-30", "2024-01-02", "day"), (2023, 12, 30), (2024, 1, 2), "30 December 2023 – 2 January 2024"),
        (("2024-03-05", "2024-03-05", "before"), (2024, 3, 5), None, "By 5 March 2024"),
        (("2024-03-04", "2024-03-10", "week"), (2024, 3, 4), (2024, 3, 10), "Week of 4 March 2024"),
        (("2024-03-01", "2024-03-31", "month"), (2024, 3), None, "March 2024"),
        (("2024-03-01", "2024-05-31", "month"), (2024, 3), (2024, 5), "March–May 2024"),
        (("2023-11-01", "2024-02-29", "month"), (2023, 11), (2024, 2), "November 2023 – February 2024"),
        (("2024-01-01", "2024-12-31", "year"), (2024,), None, "In 2024"),
        (("2023-01-01", "2024-12-31", "year"), (2023,), (2024,), "In 2023–2024"),
    ],
)
def test_slides_have_the_dates_as_exactly_as_they_are_known(
    dates: tuple[str, str, str], start: tuple[int, ...], end: tuple[int, ...] | None, display: str
) -> None:
    day, last, precision = dates
    slide = slides(STRIKE._replace(date=day, date_end=last, date_precision=precision))[STRIKE.id]
    parts = ("year", "month", "day")
    assert slide["start_date"] == dict(zip(parts, start, strict=False))
    assert slide.get("end_date") == (dict(zip(parts, end, strict=False)) if end else None)
    assert slide["display_date"] == display


def test_a_slide_is_an_occasion_with_its_acts_and_what_has_no_date_is_counted() -> None:
    found = slides(*EVENTS, titles={1: "Envoy <b>calls</b>"})
    assert list(found) == [1, 4]
    assert undated(chronology(EVENTS)) == 1
    assert found[1]["group"] == "Consult"
    assert found[1]["text"]["headline"] == "Ambassador Khorev called on Prime Minister Sharif, Islamabad"
    assert slides(PLEDGE)[3]["text"]["headline"] == "wants to work closely in energy (pledged)"
    text = found[1]["text"]["text"]
    assert text.startswith("<p><b>Pakistan and Russia</b></p><blockquote>Ambassador Albert P. Khorev called on")
    assert "<li>Pakistan → Russia, pledged: wants to work closely in energy</li>" in text
    assert "<small>“Envoy &lt;b&gt;calls&lt;/b&gt;”, 31 March 2024, according to Prime Minister&#x27;s Office" in text
    assert all(slide["autolink"] is False for slide in found.values())


def test_lanes_are_the_rows_of_the_picture_and_an_event_has_one_slide() -> None:
    found = slides(*EVENTS, lanes="sector")
    assert {number: slide["group"] for number, slide in found.items()} == {
        1: "Politics", 2: "No sector", 3: "Energy", 4: "Defence"
    }  # fmt: skip
    assert {number: slide["group"] for number, slide in slides(*EVENTS, lanes="country").items()} == {
        1: "Pakistan", 4: "Iran"
    }  # fmt: skip


def test_an_address_of_the_web_is_the_link_of_its_title() -> None:
    text = slides(WIRE)[6]["text"]["text"]
    assert '<a href="https://example.org/a_b?c=1&amp;d=2">wire-6</a>, Wire, 19 October 2024' in text
    assert "<a" not in slides(WIRE._replace(url="javascript:alert(1)"))[6]["text"]["text"]


@given(TEXTS)
def test_a_hostile_text_changes_no_tag_of_a_slide(text: str) -> None:
    if not text.strip():
        return
    data = json.loads(laid_out("timelinejs", hostile(text), About(text, actor_name), titles={1: text}))
    word = json.loads(laid_out("timelinejs", hostile("word"), titles={1: "word"}))
    for slide, other in zip(data["events"], word["events"], strict=True):
        found, usual = (Page(each["text"]["headline"] + each["text"]["text"]) for each in (slide, other))
        assert Counter(tag for tag, _ in found.tags if tag != "a") == Counter(tag for tag, _ in usual.tags)
        assert not obeyed("".join(found.text))
        assert all(href.startswith("http") for href in found.values("href"))


# Words


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (MEETING, "Pakistan and Russia"),
        (CONDOLENCE, "Pakistan → Russia"),
        (STRIKE, "Iran → Israel and United States"),
        (PLAN, "Germany"),
        (STRIKE._replace(source=()), "→ Israel and United States"),
        (STRIKE._replace(source=("XYZZY",), target=()), "XYZZY"),
    ],
)
def test_parties_are_named_in_full(event: Event, text: str) -> None:
    assert words.parties(event, actor_name) == text


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("2024", "2024"),
        ("2024Q3", "Third quarter of 2024"),
        ("2024-03", "March 2024"),
        ("2024-W13", "Week of 25 March 2024"),
        ("2024-03-30", "30 March 2024"),
        ("undated", "Undated"),
    ],
)
def test_headings_are_written_in_words(heading: str, text: str) -> None:
    assert words.heading_in_words(heading) == text


def test_a_title_names_what_was_asked_for() -> None:
    assert words.title_of(["Iran", "Oman"], ["trade"]) == "Iran and Oman, trade: a chronology"
    assert words.title_of([], ["energy", "trade"]) == "Energy and trade: a chronology"
    assert words.title_of([]) == "A chronology"


@pytest.mark.parametrize("name", PUBLISHED_FORMATS)
def test_a_long_chronology_costs_no_more_than_its_events(name: str) -> None:
    """Lines are made one by one: ten times the events are ten times the text, and no line grows with them."""
    many = [WIRE._replace(id=n, document=f"d{n}", date=f"{1900 + n % 100}-03-04", date_end="") for n in range(1, 1001)]
    few = many[:100]
    long, short = (laid_out(name, events) for events in (many, few))
    assert len(long) < 11 * len(short)
    body = long.partition("</header>")[2] or long
    assert max(map(len, body.splitlines())) < 2000


def test_turning_points_and_silences_are_on_the_page_of_html() -> None:
    days = [(2000 + n, f"2020-0{n}-01", 5.0) for n in range(1, 5)] + [(9, "2021-12-01", -9.0)]
    events = [
        WIRE._replace(id=n, date=day, date_end=day, source=("IRN",), target=("OMN",), intensity=value)
        for n, day, value in days
    ]
    text = laid_out("html", events)
    assert '<p class="turn">First conflict after cooperation</p>' in text
    assert '<li class="gap">20 months without events</li>' in text
    strike = STRIKE._replace(date="2022-01-01", date_end="")
    assert '<p class="turn">Iran and Oman: first conflict after cooperation</p>' in laid_out("html", [*events, strike])
