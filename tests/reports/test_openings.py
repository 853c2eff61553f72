"""What documents without a title are called."""

from __future__ import annotations

import pytest

from relcli.output.width import width_of
from relcli.reports.openings import LONGEST, cut_at_blank, opening, own_headline


@pytest.mark.parametrize(
    ("body", "headline", "words"),
    [
        ("IRAQ INVADES KUWAIT\n\nKUWAIT, Aug. 3 -- Iraqi troops ...", "IRAQ INVADES KUWAIT", "IRAQ INVADES KUWAIT"),
        ("ROME, May 1 -- Italy  left.\n\nMore.", "", "Italy left."),
        ("LAHORE: Pakistan and India agreed.", "", "Pakistan and India agreed."),
        ("Oman said: yes.\n", "", "Oman said: yes."),
        ("A note without an end", "", "A note without an end"),
        ("", "", ""),
    ],
)
def test_the_words_that_a_text_begins_with(body: str, headline: str, words: str) -> None:
    assert own_headline(body) == headline
    assert opening(body) == words


def test_long_sentences_are_cut_behind_a_word() -> None:
    words = opening(f"ROME -- {'seven ' * 40}.\nMore.")
    assert words.endswith(" seven…")
    assert width_of(words) <= LONGEST
    assert cut_at_blank("x" * 90, 80) == "x" * 79 + "…"
    assert cut_at_blank("two words", 9) == "two words"
