"""A headline has no hole: no noun, no verb and no side of an act is missing."""

from __future__ import annotations

import pytest

from tests.coder.test_headlines import checks, headlines_of

MEETING = "Norway's minister met Chad's minister in Oslo."

WHOLE = [
    (
        (
            "Jonas Støre underscored the firm commitment of Norway to provide Chad with the economic, humanitarian, "
            "and medical support it needs to defend the northern shore against the floods of the coming years."
        ),
        "economic and humanitarian",
    ),
    (
        (
            "Norway welcomed the March talks in the old harbour of Gulu, Uganda, between senior political and security "
            "officials from Chad, the Central African Republic, Niger, and Cameroon with an aim to bring peace."
        ),
        "officials from Chad",
    ),
    ("Norway met Chad in Gulu, Uganda, and in Oslo to talk about the boats.", "Gulu and Uganda"),
    (f"{MEETING} Norway's minister asked the village to observe this day.", "this day"),
    (f"{MEETING} Norway's minister expressed to Chad the commitment of Norway.", "commitment of Norway"),
    (f"{MEETING} Norway thanked Chad for its part in the negotiations to date.", "to date"),
    (f"{MEETING} Norway's minister went on to thank Chad for the boats.", "went on to"),
    ("Norway's minister praised Chad, the country's doctors and the region.", "the region"),
]
"""Texts, and the words with which their lines would have a hole."""

BETTER = [
    ("Norway and Chad signed a pact on boats in May 3, 2021.", "Norway and Chad signed a pact on boats on May 3, 2021"),
    (
        f"{MEETING} Norway pledged to work together to help the villages.",
        "Norway pledged to work together with Chad to help the villages",
    ),
    ("Norway met Chad's envoys to advance a roadmap.", "Norway and Chad held talks"),
    ("The strikes by Norway on Chad and the Vice President were many.", "Norway carried out strikes on Chad"),
]


@pytest.mark.parametrize(("text", "hole"), WHOLE)
def test_no_headline_has_the_hole(text: str, hole: str) -> None:
    found = headlines_of(text)
    assert found
    assert not [line for line in found if hole in line]


@pytest.mark.parametrize(("text", "headline"), BETTER)
def test_headline_is_whole(text: str, headline: str) -> None:
    assert headline in headlines_of(text)


def test_a_quotation_that_is_open_is_no_line() -> None:
    assert not checks().is_whole("Norway urged Chad to reach ‘tarmac")
    assert checks().is_whole("Norway urged Chad to reach ‘tarmac’")
