"""Words for events that several screens share."""

from __future__ import annotations

import pytest

from relcli.model import DOUBTFUL
from relcli.output.page import Span
from relcli.reports.wording import confidence_shown, digits_of_confidence, reported, said

from .events import MEETING, PLEDGE


@pytest.mark.parametrize(
    ("mentions", "documents", "words"),
    [
        (1, 1, "1 passage"),
        (2, 1, "2 passages in 1 document"),
        (3, 2, "3 passages in 2 documents"),
        (1203, 1001, "1,203 passages in 1,001 documents"),
    ],
)
def test_passages_are_counted_apart_from_documents(mentions: int, documents: int, words: str) -> None:
    assert reported(MEETING._replace(mentions=mentions, documents=documents)) == words


@pytest.mark.parametrize(
    ("confidence", "digits", "shown", "mark"),
    [
        (None, "", "", ()),
        (1.0, "1.00", "1.00", ()),
        (DOUBTFUL, "0.80", "0.80", ()),
        (0.55, "0.55", "0.55 (doubtful)", (Span("? ", "faint"),)),
        (0.0, "0.00", "0.00 (doubtful)", (Span("? ", "faint"),)),
    ],
)
def test_what_the_coder_is_not_sure_of_is_marked(
    confidence: float | None, digits: str, shown: str, mark: tuple[Span, ...]
) -> None:
    event = MEETING._replace(confidence=confidence)
    assert digits_of_confidence(event) == digits
    assert confidence_shown(event) == shown
    assert said(event) == (*mark, Span(event.headline))


def test_the_mark_comes_before_the_modality() -> None:
    doubtful = PLEDGE._replace(confidence=0.4)
    assert [span.text for span in said(doubtful)] == ["? ", "pledged: ", PLEDGE.headline]


@pytest.mark.parametrize(
    ("modality", "headline", "spans"),
    [
        ("pledged", "Chad pledged to help Togo", ["", "Chad ", "pledged", " to help Togo"]),
        ("pledged", "Chad will help Togo", ["pledged: ", "Chad will help Togo"]),
        ("agreed", "Chad disagreed with Togo", ["agreed: ", "Chad disagreed with Togo"]),
        (
            "historical",
            "Chad made a historical visit to Togo",
            ["historical: ", "Chad made a historical visit to Togo"],
        ),
        ("occurred", "Chad pledged to help Togo", ["Chad pledged to help Togo"]),
    ],
)
def test_a_headline_that_says_its_modality_itself_is_coloured_where_it_does(
    modality: str, headline: str, spans: list[str]
) -> None:
    event = PLEDGE._replace(modality=modality, headline=headline)
    assert [span.text for span in said(event)] == spans
    plain = "".join(span.plain or span.text for span in said(event))
    assert plain == (headline if modality == "occurred" else f"[{modality}] {headline}")
