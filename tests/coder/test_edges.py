"""Days at either end of the calendar, which other programs write for "no date", and letters that pass for others."""

from __future__ import annotations

from datetime import date

import pytest

from relcli.coder.dates.phrases import DateFinder, Precision, Publication
from relcli.coding import CodedEvent, Document
from relcli.lexicon import load_lexicon
from relcli.lexicon.words import Words
from relcli.resolve.mention import window_of
from tests.coders import shipped_coder

TEXT = """Foreign Minister Sergey Lavrov met his Indian counterpart in Moscow on Friday (31).
Kenya accused Sudan last week. Two decades ago Norway signed a treaty with Sweden in Oslo. Ghana has sanctioned Mali.
France will host Germany next spring, and Italy visited Spain last winter. Chad thanked Egypt at the weekend.
"""
ENDS = ["0001-01-01", "0001-01-02", "0001-01-05", "0001-03-10", "9999-12-01", "9999-12-30", "9999-12-31"]
FINDER = DateFinder(Words(load_lexicon()))


def coded(body: str, day: str, precision: str = "day") -> list[CodedEvent]:
    """Return the events of a text published on a day."""
    return shipped_coder().code(Document("x", day, body, precision))


@pytest.mark.parametrize("precision", ["day", "month", "year"])
@pytest.mark.parametrize("day", ENDS)
def test_a_document_of_the_first_or_last_days_is_coded_as_any_other(day: str, precision: str) -> None:
    events = coded(TEXT, day, precision)
    usual = coded(TEXT, "2024-05-31", precision)
    assert {(event.type, event.source) for event in events} >= {(each.type, each.source) for each in usual}
    for event in events:
        first, last = window_of(event)
        assert date.fromisoformat(first) <= date.fromisoformat(last)


def test_a_month_at_the_end_of_the_calendar_ends_with_it() -> None:
    (event,) = coded("Ghana has sanctioned Mali.", "9999-12-01", "month")
    assert (event.date, event.date_end) == ("9999-12-01", "9999-12-31")


@pytest.mark.parametrize(
    ("text", "published", "days"),
    [
        ("They met on Friday (31).", date(9999, 12, 31), (date(9999, 12, 31), date(9999, 12, 31))),
        ("They met last winter.", date(9999, 12, 31), (date(9998, 12, 1), date(9999, 2, 28))),
        ("They met this week.", date(9999, 12, 31), (date(9999, 12, 27), date(9999, 12, 31))),
        ("They met this spring.", date(1, 4, 1), (date(1, 3, 1), date(1, 5, 31))),
    ],
)
def test_phrases_near_an_end_mean_what_they_mean_elsewhere(text: str, published: date, days: tuple[date, date]) -> None:
    (phrase,) = FINDER.find(text, (0, len(text)), Publication(published, Precision.DAY))
    assert (phrase.first, phrase.last) == days


@pytest.mark.parametrize("text", ["last winter", "last week", "a century ago", "yesterday", "last year"])
def test_what_lies_before_the_calendar_is_no_date(text: str) -> None:
    assert FINDER.find(text, (0, len(text)), Publication(date(1, 1, 1), Precision.DAY)) == []


@pytest.mark.parametrize(
    "phrase",
    [
        "last week\N{LATIN SMALL LETTER LONG S}",
        "two wee\N{KELVIN SIGN}s ago",
        "on Fr\N{LATIN SMALL LETTER DOTLESS I}day",
        "in the th\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}rd quarter of last year",
        "late la\N{LATIN SMALL LETTER LONG S}t month",
        "on 3 Apr\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}l 2024",
    ],
)
def test_letters_that_pass_for_others_are_no_words_of_dates(phrase: str) -> None:
    text = f"Kenya accused Sudan {phrase}."
    assert len(coded(text, "2024-05-16")) == 1
    assert all(
        found.end - found.start < len(phrase)
        for found in FINDER.find(text, (0, len(text)), Publication(date(2024, 5, 16), Precision.DAY))
    )
