"""What must not be taken for an act, a party, a place, a person or a date, next to similar texts where it must be.

The texts are invented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

MEETING = "Kenyan President William Ruto met Ghanaian President Nana Akufo-Addo in Accra on Tuesday."
MET = "GHA=KEN CONSULT occurred"
TREATY = "France and Mali signed a treaty on Tuesday.\n\n"
SIGNED = "FRA=MLI SUPPORT agreed"
BOMBED = "CHN>TWN ASSAULT occurred"

PARTIES = {
    "a group struck in a country": ("Israel bombed Hezbollah in Lebanon.", ["ISR>HEZBOLLAH+LBN ASSAULT occurred"]),
    "a group struck at home": ("Turkey bombed the PKK in Turkey.", ["TUR>PKK ASSAULT occurred"]),
    "a group helped in a country": ("Turkey sent food to the PKK in Iraq.", ["TUR>PKK AID occurred"]),
    "a list that others close": (
        "France, Germany and several other countries condemned Russia.",
        ["DEU+FRA>RUS ACCUSE occurred"],
    ),
    "a list that others close, after the verb": (
        "Russia was condemned by France, Germany and many other states.",
        ["DEU+FRA>RUS ACCUSE occurred"],
    ),
    "names that nothing closes": ("France, Germany, condemned Russia.", ["DEU>RUS ACCUSE occurred"]),
    "an envoy's seat": (
        "The Japanese ambassador to Pakistan and Afghan officials held talks.",
        ["AFG=JPN CONSULT occurred"],
    ),
    "a country beside an envoy": (
        "The Japanese ambassador, Pakistan and Afghan officials held talks.",
        ["AFG+PAK=JPN CONSULT occurred"],
    ),
    "whose attack it is gets no help": (
        "Norway pledged support over Russia's invasion of Ukraine.",
        ["NOR>UKR SUPPORT pledged", "RUS>UKR ASSAULT occurred"],
    ),
    "only backed by a country": ("Iran-backed fighters attacked Iraq.", []),
    "fighters of a country": ("Iranian fighters attacked Iraq.", ["IRN>IRQ ASSAULT occurred"]),
    "for a group": ("Pro-Hamas protesters condemned Israel.", []),
    "of a group": ("Hamas protesters condemned Israel.", ["HAMAS>ISR ACCUSE occurred"]),
    "a forum is no party": ("Norway thanked Libya at the African Union summit.", ["NOR>LBY SUPPORT occurred"]),
    "a forum that is one": ("Norway criticised the African Union.", ["NOR>AU ACCUSE occurred"]),
}

DEEDS = {
    "kept from attacking": ("Turkey kept Syria from attacking Israel.", []),
    "kept attacking": ("Turkey kept attacking Israel.", ["TUR>ISR ASSAULT occurred"]),
    "never at all": ("At no time did Iran attack Iraq.", ["IRN>IRQ ASSAULT denied"]),
    "not the only deed": (
        "Not only did Iran attack Iraq, it bombed Syria.",
        ["IRN>IRQ ASSAULT occurred", "IRN>SYR ASSAULT occurred"],
    ),
    "agreed before the news": (
        f"{MEETING} Kenya had agreed to buy cocoa from Ghana.",
        [MET, "KEN>GHA AGREE historical | date -"],
    ),
    "said to have been agreed": (
        f"{MEETING} Ruto said Kenya had agreed to buy cocoa from Ghana.",
        [MET, "KEN>GHA AGREE agreed | part_of 1"],
    ),
    "a report": (TREATY + "Chinese jets bombed Taiwan on Tuesday.", [SIGNED, BOMBED]),
    "a link to another report": (TREATY + "READ MORE: Chinese jets bombed Taiwan on Tuesday.", [SIGNED]),
    "a caption": (TREATY + "Chinese jets bombed Taiwan (AP Photo)", [SIGNED]),
    "a caption that says so": (TREATY + "Photo: Chinese jets bombed Taiwan on Tuesday.", [SIGNED]),
    "a headline put in between": (
        TREATY + "China bombs Taiwan\n\n" + "Mali thanked France.",
        [SIGNED, "MLI>FRA SUPPORT occurred"],
    ),
    "thanks to nobody known": (f"{MEETING} Ruto thanked the doctors for their help.", [MET]),
    "thanks to partners": (f"{MEETING} Ruto thanked partners for their help.", [MET]),
    "thanks to the other side": (f"{MEETING} Ruto thanked him for his help.", [MET, "KEN>GHA SUPPORT occurred"]),
}

OCCASIONS = {
    "separately ends the pair": (f"{MEETING} Separately, both sides agreed to cooperate on vaccines.", [MET]),
    "both sides without it": (
        f"{MEETING} Both sides agreed to cooperate on vaccines.",
        [MET, "GHA=KEN AGREE agreed | part_of 1"],
    ),
    "no sanctions at a meeting": (
        f"{MEETING} Kenya imposed sanctions on Ghana.",
        [MET, "KEN>GHA SANCTION occurred | part_of -"],
    ),
    "criticism by a country has no part in the meeting": (
        f"{MEETING} Kenya condemned Ghana for the arrests.",
        [MET, "KEN>GHA ACCUSE occurred | part_of -"],
    ),
    "criticism by somebody who was there": (
        f"{MEETING} Ruto condemned Ghana for the arrests.",
        [MET, "KEN>GHA ACCUSE occurred | part_of 1"],
    ),
    "thanks of the day before": (
        f"{MEETING} Kenya thanked Ghana on Monday for its help.",
        [MET, "KEN>GHA SUPPORT occurred | part_of -"],
    ),
    "thanks of the day after": (
        f"{MEETING} Kenya thanked Ghana on Wednesday for its help.",
        [MET, "KEN>GHA SUPPORT occurred | part_of -"],
    ),
    "thanks of the same day": (
        f"{MEETING} Kenya thanked Ghana on Tuesday for its help.",
        [MET, "KEN>GHA SUPPORT occurred | part_of 1"],
    ),
    "a later meeting has no place yet": (
        f"{MEETING} Ruto will meet Akufo-Addo in June.",
        [MET, "GHA=KEN AGREE agreed | part_of 1 | place -"],
    ),
    "a meeting reported twice": (f"{MEETING} Ruto and Akufo-Addo met for an hour.", [MET + " | retellings 1"]),
    "a second meeting on another day": (
        f"{MEETING} Ruto met Akufo-Addo on Wednesday.",
        [MET, MET + " | date 2024-05-15"],
    ),
    "a headline about others changes nothing": (
        f"{MEETING}\n\nNorway Meets Libya in Oslo\n\nBoth sides agreed to cooperate on vaccines.",
        [MET, "GHA=KEN AGREE agreed | part_of 1"],
    ),
    "a sentence about others changes the pair": (
        f"{MEETING}\n\nNorway met Libya in Oslo.\n\nBoth sides agreed to cooperate on vaccines.",
        [MET, "LBY=NOR CONSULT occurred", "LBY=NOR AGREE agreed | part_of 2"],
    ),
    "a second meeting of other people": (
        f"{MEETING} Kenyan Foreign Minister Musalia Mudavadi met Ghanaian Foreign Minister Shirley Botchwey.",
        [MET + " | level head", MET + " | level minister"],
    ),
}

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

TEXTS = {**PARTIES, **DEEDS, **OCCASIONS, **PLACES, **PEOPLE, **DAYS}


@pytest.mark.parametrize(("text", "events"), TEXTS.values(), ids=[name.replace(" ", "-") for name in TEXTS])
def test_similar_texts(code: Callable[..., list[str]], text: str, events: list[str]) -> None:
    """Events, parties, places, people and dates are those the text gives, and no others."""
    assert code(text, events) == events


def test_every_text_has_its_own_name() -> None:
    """A name used twice would hide a text."""
    assert len(TEXTS) == sum(len(texts) for texts in (PARTIES, DEEDS, OCCASIONS, PLACES, PEOPLE, DAYS))


@pytest.mark.parametrize(
    ("outlet", "events"),
    [("Ministry of Justice of Japan", ["JPN>RUS ACCUSE occurred"]), ("Japan Times", [])],
    ids=["a-ministry-speaks-for-its-country", "a-newspaper-does-not"],
)
def test_whose_government_says_we(code: Callable[..., list[str]], outlet: str, events: list[str]) -> None:
    """ "We" is the country of a government that publishes, not of a newspaper."""
    assert code("We condemn Russia for the attack.", events, outlet=outlet) == events
