"""Whose words, and which place, people and day an event gets, next to similar texts where it gets others or none.

The texts are invented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

MEETING = "Kenyan President William Ruto met Ghanaian President Nana Akufo-Addo in Accra on Tuesday."
MET = "GHA=KEN CONSULT occurred"
KENYA = "Ministry of Foreign Affairs of Kenya"

PLACES = {
    "dateline of talks": (
        "LONDON, May 16 -- Sudan and Ethiopia held talks on Tuesday.",
        ["ETH=SDN CONSULT occurred | place London"],
    ),
    "dateline of talks long ago": (
        "LONDON, May 16 -- Sudan and Ethiopia held talks in 2019.",
        ["ETH=SDN CONSULT historical | place -"],
    ),
    "dateline of talks that were not": (
        "LONDON, May 16 -- Sudan and Ethiopia did not hold talks on Tuesday.",
        ["ETH=SDN CONSULT denied | place -"],
    ),
    "dateline of an attack": (
        "LONDON, May 16 -- Sudan bombed Ethiopia on Tuesday.",
        ["SDN>ETH ASSAULT occurred | place -"],
    ),
    "an aside says where": (
        (
            "Polish President Andrzej Duda, currently on a four-day official visit to Slovakia, met Estonian President "
            "Alar Karis."
        ),
        ["EST=POL CONSULT occurred | place Slovakia"],
    ),
    "an aside behind the place itself": (
        (
            "Polish President Andrzej Duda, currently on a four-day official visit to Slovakia, met Estonian President "
            "Alar Karis in Vienna."
        ),
        ["EST=POL CONSULT occurred | place Vienna"],
    ),
}

PEOPLE = {
    "the full name of one": (
        "French minister Roux met Kenyan officials. French Foreign Minister Stephane Roux thanked Kenya for its work.",
        ["FRA=KEN CONSULT occurred | people Stephane Roux", "FRA>KEN SUPPORT occurred | people Stephane Roux"],
    ),
    "the full name of two": (
        (
            "French minister Roux met Kenyan officials. French Foreign Minister Stephane Roux thanked Kenya for its "
            "work. French Trade Minister Alain Roux promised Kenya loans."
        ),
        [
            "FRA=KEN CONSULT occurred | people Roux",
            "FRA>KEN SUPPORT occurred | people Stephane Roux",
            "FRA>KEN AGREE pledged | people Alain Roux",
        ],
    ),
    "a particle is no name": (
        (
            "Emirati minister Saif bin Zayed met Kenyan minister Peter Odhiambo on Tuesday. "
            "Emirati minister Omar bin Rashid met Kenyan minister Peter Odhiambo."
        ),
        [
            "ARE=KEN CONSULT occurred | people Saif bin Zayed, Peter Odhiambo",
            "ARE=KEN CONSULT occurred | people Omar bin Rashid, Peter Odhiambo",
        ],
    ),
    "a name without its particle": (
        (
            "Emirati minister Saif bin Zayed met Kenyan minister Peter Odhiambo on Tuesday. "
            "Emirati minister Saif Zayed met Kenyan minister Peter Odhiambo."
        ),
        ["ARE=KEN CONSULT occurred | retellings 1"],
    ),
    "a particle shared by others who are named": (
        (
            "Kenyan minister Peter bin Odhiambo met Emirati minister Saif bin Zayed, at the invitation of Emirati "
            "minister Omar bin Rashid."
        ),
        ["ARE=KEN CONSULT occurred | people Peter bin Odhiambo, Omar bin Rashid, Saif bin Zayed"],
    ),
    "who is not named takes no part": (
        f"{MEETING} Ruto pledged help with vaccines.",
        [MET + " | people William Ruto, Nana Akufo-Addo", "KEN>GHA AGREE pledged | people William Ruto"],
    ),
    "who is named takes part": (
        f"{MEETING} He pledged Akufo-Addo help with vaccines.",
        [MET, "KEN>GHA AGREE pledged | people William Ruto, Nana Akufo-Addo"],
    ),
    "the level of an unnamed target does not count": (
        (
            "Kenyan Foreign Minister Musalia Mudavadi met Ghanaian President Nana Akufo-Addo. "
            "Mudavadi pledged help with vaccines."
        ),
        [MET + " | level head", "KEN>GHA AGREE pledged | level minister"],
    ),
}

DAYS = {
    "the day of a statement": (
        ("The Norwegian foreign ministry said in a short note on Monday that Norway had bombed Libya."),
        ["NOR>LBY ASSAULT occurred | date 2024-05-13 | date_precision before"],
    ),
    "the day of a deed": (
        "Norway bombed Libya on Monday.",
        ["NOR>LBY ASSAULT occurred | date 2024-05-13 | date_precision day"],
    ),
    "a deadline": ("Norway sent ships to Libya by May 14.", ["NOR>LBY MOBILIZE occurred | date_basis published"]),
    "no deadline": ("Norway sent ships to Libya on May 14.", ["NOR>LBY MOBILIZE occurred | date 2024-05-14"]),
    "the day of what an accord was signed on": (
        "Norway bombed Libya under the accord signed on May 12.",
        ["NOR>LBY ASSAULT occurred | date_basis published"],
    ),
    "the day of a reason": (
        "Norway bombed Libya because rebels attacked Mombasa on May 12.",
        ["NOR>LBY ASSAULT occurred | date_basis published"],
    ),
    "the day before a reason": (
        "Norway bombed Libya on May 12 because rebels attacked Mombasa.",
        ["NOR>LBY ASSAULT occurred | date 2024-05-12"],
    ),
    "a year before a name": ("In 1990 Iraq attacked Kuwait.", ["IRQ>KWT ASSAULT historical | date 1990-01-01"]),
}

TEXTS = {**PLACES, **PEOPLE, **DAYS}

PUBLISHERS = [
    pytest.param(KENYA, "We condemn Libya.", ["KEN>LBY ACCUSE occurred"], id="a-ministry-speaks-for-its-country"),
    pytest.param("The Kenya Daily", "We condemn Libya.", [], id="a-newspaper-does-not"),
    pytest.param(
        KENYA,
        "Ghanaian President Nana Akufo-Addo spoke in Accra. We condemn Libya.",
        ["KEN>LBY ACCUSE occurred"],
        id="we-are-who-publishes",
    ),
    pytest.param(
        KENYA,
        "Ghanaian President Nana Akufo-Addo spoke in Accra. “We condemn Libya.”",
        ["GHA>LBY ACCUSE occurred"],
        id="we-in-quotation-marks-are-who-speaks",
    ),
    pytest.param(
        KENYA,
        "President William Ruto met Ghanaian President Nana Akufo-Addo. The President thanked Ghana.",
        [MET, "KEN>GHA SUPPORT occurred | people William Ruto"],
        id="the-president-is-the-publisher's-own",
    ),
    pytest.param(
        KENYA,
        "President William Ruto met Ghanaian President Nana Akufo-Addo. The President thanked Kenya.",
        [MET],
        id="the-president-is-nobody-else",
    ),
]


@pytest.mark.parametrize(("text", "events"), TEXTS.values(), ids=[name.replace(" ", "-") for name in TEXTS])
def test_details_of_similar_texts(code: Callable[..., list[str]], text: str, events: list[str]) -> None:
    """Places, people and days are those the text gives, and no others."""
    assert code(text, events) == events


def test_every_text_has_its_own_name() -> None:
    """A name used twice would hide a text."""
    assert len(TEXTS) == len(PLACES) + len(PEOPLE) + len(DAYS)


@pytest.mark.parametrize(("outlet", "text", "events"), PUBLISHERS)
def test_whose_government_speaks(code: Callable[..., list[str]], outlet: str, text: str, events: list[str]) -> None:
    """A government that publishes is "we" and has "the President"; a newspaper is nobody's voice."""
    assert code(text, events, outlet=outlet) == events
