"""What must not be taken for an act, a party or part of a meeting, next to similar texts where it must be.

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
    "support for allies": (f"{MEETING} Ruto pledged support to allies.", [MET]),
    "cooperation with allies": (f"{MEETING} Ruto promised allies more cooperation.", [MET]),
    "cooperation with the other side": (
        f"{MEETING} Ruto pledged closer cooperation.",
        [MET, "KEN>GHA AGREE pledged"],
    ),
    "help for no forum": ("Norway met the G20 on Tuesday. Norway pledged help.", ["G20=NOR CONSULT occurred"]),
    "help for an organisation": (
        "Norway met the African Union on Tuesday. Norway pledged help.",
        ["AU=NOR CONSULT occurred", "NOR>AU AGREE pledged"],
    ),
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
    "a war of others changes nothing": (
        f"{MEETING} Russia's attack on Ukraine went on. Both sides agreed to cooperate on vaccines.",
        [MET, "RUS>UKR ASSAULT occurred", "GHA=KEN AGREE agreed | part_of 1"],
    ),
    "a meeting of others long ago changes nothing": (
        f"{MEETING} Norway met Libya in 2019. Both sides agreed to cooperate on vaccines.",
        [MET, "LBY=NOR CONSULT historical", "GHA=KEN AGREE agreed | part_of 1"],
    ),
    "thanks of the day before, ahead of the meeting": (
        f"Kenya thanked Ghana on Monday for its help. {MEETING}",
        ["KEN>GHA SUPPORT occurred | part_of -", MET],
    ),
    "thanks of the same day, ahead of the meeting": (
        f"Kenya thanked Ghana on Tuesday for its help. {MEETING}",
        ["KEN>GHA SUPPORT occurred | part_of 2", MET],
    ),
    "a second meeting of other people": (
        f"{MEETING} Kenyan Foreign Minister Musalia Mudavadi met Ghanaian Foreign Minister Shirley Botchwey.",
        [MET + " | level head", MET + " | level minister"],
    ),
}

TEXTS = {**PARTIES, **DEEDS, **OCCASIONS}


@pytest.mark.parametrize(("text", "events"), TEXTS.values(), ids=[name.replace(" ", "-") for name in TEXTS])
def test_similar_texts(code: Callable[..., list[str]], text: str, events: list[str]) -> None:
    """Events, parties and occasions are those the text gives, and no others."""
    assert code(text, events) == events


def test_every_text_has_its_own_name() -> None:
    """A name used twice would hide a text."""
    assert len(TEXTS) == len(PARTIES) + len(DEEDS) + len(OCCASIONS)
