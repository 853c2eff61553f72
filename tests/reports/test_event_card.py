"""The page of one event on a terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from relcli.coding import CodedEvent, Document
from relcli.output.layout import Layout
from relcli.output.page import Page
from relcli.output.plain_page import plain_lines
from relcli.reports.event_card import Related, event_card, in_words
from relcli.reports.naming import with_names
from relcli.store.mentions import StoredMention

from .events import CONDOLENCE, MEETING, PLEDGE

BODY = "ISLAMABAD: The envoys met. They spoke of gas and of grain. Nothing else was said.\nA second paragraph."


def mention(number: int, sentence: str, document: int = 1, *, best: bool = False) -> StoredMention:
    """Return a mention of the meeting by a sentence of BODY."""
    start = BODY.index(sentence)
    shared = {
        name: getattr(MEETING, name) for name in ("date", "date_end", "source", "target", "mutual", "type", "modality")
    }
    coded = CodedEvent(
        **shared, date_precision="before", date_basis="published", number=number, start=start, end=start + len(sentence)
    )
    held = Document(name=f"doc{document}", date="2024-03-31", body=BODY, title=f"Title {document}", outlet="The Wire")
    return StoredMention(number, MEETING.id, 0, coded, document, held, "2026-01-02", best)


def page(*mentions: StoredMention, related: Related | None = None, event: object = MEETING) -> list[str]:
    """Return the lines of the meeting's page."""
    names = {"PAK": "Pakistan", "RUS": "Russia"}
    lines = event_card(event, mentions, related or Related(), name_of=lambda code: names.get(code, code))  # type: ignore[arg-type]
    return list(plain_lines(Page(lines, 100), Layout()))


@pytest.mark.parametrize(
    ("first", "last", "precision", "basis", "words"),
    [
        ("2024-03-30", "2024-03-30", "day", "stated", "30 March 2024, stated in the text"),
        ("2024-03-30", "2024-04-02", "day", "stated", "30 March 2024 to 2 April 2024, stated in the text"),
        ("2024-03-30", "", "before", "published", "on or before 30 March 2024, from the day of publication"),
        (
            "2024-03-25",
            "2024-03-31",
            "week",
            "inferred",
            "in the week from 25 March 2024 to 31 March 2024, worked out from the text",
        ),
        ("2024-03-01", "2024-03-31", "month", "stated", "March 2024, stated in the text"),
        ("2023-01-01", "2024-12-31", "year", "stated", "2023 to 2024, stated in the text"),
        ("", "", "day", "published", "not known"),
    ],
)
def test_a_date_in_words(first: str, last: str, precision: str, basis: str, words: str) -> None:
    event = MEETING._replace(date=first, date_end=last, date_precision=precision, date_basis=basis)
    assert in_words(event) == words


def test_the_first_line_says_who_did_what() -> None:
    assert page(mention(7, "The envoys met.", best=True))[0] == (
        "#1  PAK ↔ RUS  ● visit  Ambassador Khorev called on Prime Minister Sharif"
    )
    pledge = PLEDGE._replace(source=("PAK",), target=("RUS",))
    assert page(event=pledge)[0].startswith("#3  PAK → RUS  ◔ promise  [pledged] ")


def test_names_stand_in_full_and_empty_facts_are_left_out() -> None:
    lines = page(mention(7, "The envoys met.", best=True))
    assert "  people        Shehbaz Sharif (Pakistan), Albert P. Khorev (Russia)" in lines
    assert "  who           Pakistan (PAK)" in lines
    assert not [line for line in lines if line.split()[:1] in (["setting"], ["decided"], ["reported"])]


def test_a_passage_stands_in_its_paragraph_once_for_each_document() -> None:
    lines = page(
        mention(7, "The envoys met.", best=True),
        mention(8, "They spoke of gas and of grain."),
        mention(9, "Nothing else was said.", document=2),
        event=MEETING._replace(mentions=3, documents=2),
    )
    assert "  reported in   3 passages in 2 documents" in lines
    begin = lines.index("  Title 1")
    assert lines[begin : begin + 11] == [
        "  Title 1",
        "  The Wire, 31 March 2024, doc1",
        "  passage 7",
        "  │ ISLAMABAD: >>> The envoys met. <<< They spoke of gas and of grain. Nothing else was said.",
        "  passage 8",
        "  │ They spoke of gas and of grain.",
        "",
        "  Title 2",
        "  The Wire, 31 March 2024, doc2",
        "  passage 9",
        "  │ ISLAMABAD: The envoys met. They spoke of gas and of grain. >>> Nothing else was said. <<<",
    ]


def test_passages_of_one_document_stand_together_even_if_another_was_published_between() -> None:
    lines = page(
        mention(7, "The envoys met.", best=True),
        mention(9, "Nothing else was said.", document=2),
        mention(8, "They spoke of gas and of grain."),
        event=MEETING._replace(mentions=3, documents=2),
    )
    assert [line.strip() for line in lines if "Title" in line or "passage " in line] == [
        "Title 1", "passage 7", "passage 8", "Title 2", "passage 9",
    ]  # fmt: skip


@pytest.mark.parametrize(("level", "words"), [("head", "head of state or government"), ("minister", "minister")])
def test_the_level_is_in_words(level: str, words: str) -> None:
    lines = page(mention(7, "The envoys met.", best=True), event=MEETING._replace(level=level))
    assert f"  level         {words}" in lines


def test_a_passage_says_in_what_it_differs() -> None:
    first, second = mention(7, "The envoys met.", best=True), mention(8, "They spoke of gas and of grain.")
    own = MEETING._replace(date=second.coded.date, date_precision="before", attribution="")

    def said(**changes: object) -> str:
        coded = replace(second.coded, **changes)  # type: ignore[arg-type]
        return next(
            line.strip() for line in page(first, replace(second, coded=coded), event=own) if "passage 8" in line
        )

    assert said() == "passage 8"
    assert said(attribution="the ministry") == "passage 8, here according to the ministry"
    assert said(date="2024-04-01", modality="denied") == "passage 8, here dated ≤2024-04-01, denied"
    assert said(date="") == "passage 8, here without a date"


def test_what_was_done_and_what_followed_is_listed_with_numbers() -> None:
    later = MEETING._replace(id=120, date="2024-10-16", date_precision="day", headline="the next meeting")
    lines = page(related=Related(None, (CONDOLENCE,), (later,)))
    assert lines[-5:] == [
        "What was done",
        "  #2  → RUS  ● condole  condoles over the Moscow attack",
        "",
        "What followed between PAK and RUS",
        "  #120  2024-10-16  PAK ↔ RUS  ● visit  the next meeting",
    ]


def test_an_act_names_its_occasion() -> None:
    lines = page(related=Related(MEETING), event=CONDOLENCE)
    assert "  part of       #1  ≤2024-03-30  ● visit  Ambassador Khorev called on Prime Minister Sharif" in lines


def test_names_stand_in_place_of_codes_where_they_are_asked_for() -> None:
    related = Related(None, (CONDOLENCE,), (MEETING._replace(id=120),))
    lines = event_card(MEETING, (), related, name_of=str, shown=with_names)
    text = "\n".join(plain_lines(Page(lines, 100), Layout()))
    assert text.startswith("#1  Pakistan ↔ Russia  ")
    assert "→ Russia  ● condole" in text
    assert "What followed between Pakistan and Russia" in text
    assert "#120  ≤2024-03-30  Pakistan ↔ Russia" in text
