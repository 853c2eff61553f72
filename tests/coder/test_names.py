"""Names that a reader knows at once: surnames alone, namesakes, portfolios, owners with a bare name, attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

FOUND = {
    "a namesake was once in office": ("Obama condemned Mali on Monday.", "2012-05-05", "USA>MLI ACCUSE occurred"),
    "a namesake is in office": ("Obama condemned Mali on Monday.", "2016-08-01", "USA>MLI ACCUSE occurred"),
    "before a modal": ("Sunak will receive the king of Tonga on Friday.", "2024-05-16", "GBR=TON AGREE agreed"),
    "named in full too": (
        "Barack Obama spoke at noon. Michelle Obama listened. Obama condemned Mali.",
        "2012-05-05",
        "USA>MLI ACCUSE occurred",
    ),
    "a name that is a place": ("Sheikh Sabah thanked Fiji.", "2012-05-16", "KWT>FJI SUPPORT occurred"),
    "an initial before a place": (
        "Botswana's President M. Masisi met Namibia's Hage Geingob.",
        "2023-05-16",
        "BWA=NAM CONSULT occurred",
    ),
    "two departments": (
        "Sudanese Minister of Agriculture and Food Security Omar Hassan met the Zambian Minister of Livestock.",
        "2024-05-16",
        "SDN=ZMB CONSULT occurred",
    ),
    "an acronym before the name": (
        "The Foreign Minister of the Central African Republic (CAR) Sylvie Baipo rested. Baipo thanked Gabon.",
        "2024-05-16",
        "CAF>GAB SUPPORT occurred",
    ),
    "a newspaper in small letters": ("Pakistan today released 40 Indians.", "2024-05-16", "PAK>IND RETREAT occurred"),
    "a junior office": (
        "The Kenyan junior health minister, Ruth Wafula, thanked Cuba.",
        "2024-05-16",
        "KEN>CUB SUPPORT occurred",
    ),
    "a spokesman": (
        "Kofi Mensah, spokesman for the Ghanaian Foreign Ministry, thanked Togo.",
        "2024-05-16",
        "GHA>TGO SUPPORT occurred",
    ),
    "led troops": ("Nigerian-led troops shelled a town in Benin.", "2024-05-16", "NGA>BEN ASSAULT occurred"),
    "a company's country": ("Japan blacklisted two Malaysia-based firms.", "2024-05-16", "JPN>MYS SANCTION occurred"),
    "a rank before the name": (
        "Chad's interior minister, General Mahamat Margui, thanked Niger.",
        "2024-05-16",
        "TCD>NER SUPPORT occurred",
    ),
    "two of one name": ("The two Koreas held talks on Monday.", "2024-05-16", "KOR=PRK CONSULT occurred"),
    "two halves": ("North and South Korea held talks on Monday.", "2024-05-16", "KOR=PRK CONSULT occurred"),
    "as well as": ("Egypt as well as Jordan condemned Peru.", "2024-05-16", "EGY+JOR>PER ACCUSE occurred"),
    "a capital's government": ("Chad condemned the Kampala government.", "2024-05-16", "TCD>UGA ACCUSE occurred"),
    "an amount": ("Iranian guards arrested up to 20 Omanis.", "2024-05-16", "IRN>OMN COERCE occurred"),
    "the president is the one before": (
        "Ghanaian President Kofi Asare rested. The president thanked Niger's head of state, General Tiani.",
        "2024-05-16",
        "GHA>NER SUPPORT occurred",
    ),
    "a new clause after a name": (
        "President William Ruto rested. After a call with Charles Michel, the president thanked Uganda for its maize.",
        "2022-12-16",
        "KEN>UGA SUPPORT occurred",
    ),
    "a day after the office": (
        "Xavier Lebrun, the French Minister of Health, Tuesday spoke in Lille. Lebrun thanked Togo.",
        "2024-05-16",
        "FRA>TGO SUPPORT occurred",
    ),
}


@pytest.mark.parametrize(("text", "day", "expected"), FOUND.values(), ids=FOUND.keys())
def test_known_name(code: Callable[..., list[str]], text: str, day: str, expected: str) -> None:
    assert expected in code(text, [], day)


NOBODY = {
    "somebody else of that name": ("Sarah Obama, a farmer, sang. Obama thanked Kenya.", "2012-05-05"),
    "a relative": (
        "Cuban President Fidel Castro spoke. Juanita Castro, a chemist in Miami, sang. She thanked Peru.",
        "2000-05-05",
    ),
    "a common surname": ("Lee thanked Kenya.", "2012-05-05"),
    "a word": ("May thanked Kenya.", "2018-05-05"),
    "a newspaper": ("Pakistan Today thanked India.", "2024-05-16"),
    "a club": ("The president of the chess club thanked the champion of Togo.", "2024-05-16"),
    "led talks": ("Nigerian-led talks thanked Benin.", "2024-05-16"),
    "a company": ("A Malaysia-based firm thanked Japan.", "2024-05-16"),
    "people of two countries": ("Some Greek-Americans thanked the Togolese president.", "2024-05-16"),
    "no amount": ("Up to 20 flights from Iran to Pakistan were late.", "2024-05-16"),
    "other halves": ("Japan praised the North and South Dakota choirs.", "2024-05-16"),
    "where it was agreed": ("Chad rejected the Kampala Accord on Monday.", "2024-05-16"),
    "where it took place": ("Chad rejected the Kampala talks on Monday.", "2024-05-16"),
    "a baker's town": ("Anna Bishop, a baker from Wellington, thanked the chess champion of Fiji.", "2024-05-16"),
    "a summit's margins": ("Talks on the sidelines of the APEC summit with Peru ended.", "2024-05-16"),
}


@pytest.mark.parametrize(("text", "day"), NOBODY.values(), ids=NOBODY.keys())
def test_near_miss(code: Callable[..., list[str]], text: str, day: str) -> None:
    """Who only shares a name, and what only bears one, acts for nobody."""
    assert code(text, [], day) == []
