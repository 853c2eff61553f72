"""Short names of a side that the text knows ("his country", "the ministry", "the bloc"), and their near misses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

FOUND = {
    "his country": ("Peru's foreign minister said his country had cut ties with Chile.", "PER>CHL SANCTION occurred"),
    "her government": (
        "The Danish premier visited Nuuk. Her government thanked Norway.",
        "DNK>NOR SUPPORT occurred",
    ),
    "the country": ("Malta paid a fine on Monday. The country thanked Tunisia.", "MLT>TUN SUPPORT occurred"),
    "the country of a speaker": ("Malta's premier said the country had condemned Libya.", "MLT>LBY ACCUSE occurred"),
    "with adjectives": (
        "Rwanda protested on Monday. The small East African nation urged Burundi to withdraw.",
        "RWA>BDI REQUEST proposed",
    ),
    "with an office": (
        "Fiji voted on Monday. The island state's foreign minister thanked Tonga.",
        "FJI>TON SUPPORT occurred",
    ),
    "the ministry": (
        "The Omani Foreign Ministry published a note. The ministry condemned Yemen.",
        "OMN>YEM ACCUSE occurred",
    ),
    "the government of a speaker": (
        "Chad's interior minister said the government had expelled Libya's consul.",
        "TCD>LBY SANCTION occurred",
    ),
    "the government of the only state": ("Benin mourned. The government thanked Togo.", "BEN>TGO SUPPORT occurred"),
    "the body of a dateline": (
        "TALLINN, May 16 (BNS) -- The foreign ministry condemned Belarus.",
        "EST>BLR ACCUSE occurred",
    ),
    "my country": (
        'Peru\'s foreign minister said: "My country condemns Chile."',
        "PER>CHL ACCUSE occurred",
    ),
    "a ministry's spokesman": (
        "LIMA (Reuters) - A foreign ministry spokesman condemned Chile on Monday.",
        "PER>CHL ACCUSE occurred",
    ),
    "a spokesman for the ministry": (
        "Peru's foreign ministry met at noon. A spokesman for the ministry condemned Chile.",
        "PER>CHL ACCUSE occurred",
    ),
    "the government at home": (
        (
            "COLOMBO (Reuters) - Sri Lanka met the rebels. The Norwegian government helped. Talks went on. "
            "It rained. It was cold. The government thanked Togo."
        ),
        "LKA>TGO SUPPORT occurred",
    ),
    "the government named just before": (
        "COLOMBO (Reuters) - Sri Lanka met rebels. The Norwegian government helped. The government thanked Togo.",
        "NOR>TGO SUPPORT occurred",
    ),
    "a court": ("LIMA (Reuters) - A court jailed three Chileans on Monday.", "PER>CHL COERCE occurred"),
    "an unnamed office of a dateline": (
        "KYIV (Reuters) - The president thanked Norway on Monday.",
        "UKR>NOR SUPPORT occurred",
    ),
    "somebody from there": (
        "The Turkish and Greek leaders met in Athens. The Greek said he would visit Ankara.",
        "GRC>TUR AGREE pledged",
    ),
    "an office of a dateline": (
        "ACCRA, May 16 (GNA) -- The foreign minister, Grace Mensah, on Thursday thanked Togo.",
        "GHA>TGO SUPPORT occurred",
    ),
    "as a target": (
        "Chile urged the government of Peru to act. Ecuador also condemned the government.",
        "ECU>PER ACCUSE occurred",
    ),
    "the alliance": ("NATO met on Monday. The alliance condemned Belarus.", "NATO>BLR ACCUSE occurred"),
    "the grouping": ("ASEAN met in Bali. The grouping urged Myanmar to free prisoners.", "ASEAN>MMR REQUEST proposed"),
    "the rebels": ("The M23 took a village. The rebels condemned Rwanda.", "M23>RWA ACCUSE occurred"),
    "they of several states": (
        "Norway met Peru. Chad and Niger, both poor, said they were tired. They condemned Libya.",
        "NER+TCD>LBY ACCUSE occurred",
    ),
    "they of a passive": (
        "Kenyan police were moved to Garissa after they shot two Somali herders.",
        "KEN>SOM ASSAULT occurred",
    ),
    "two offices of two sides": (
        "Vice President Kamala Harris met Uganda's Museveni. The Vice President and the President condemned Rwanda.",
        "UGA+USA>RWA ACCUSE occurred",
    ),
    "a counterpart in a capital": (
        "Chile's foreign minister met with his counterpart in Lima.",
        "CHL=PER CONSULT occurred",
    ),
    "a title is who was spoken of": (
        "Peruvian President Dina Boluarte spoke. A friend of Fiji's Wiliame Katonivere, the leader condemned Tonga.",
        "PER>TON ACCUSE occurred",
    ),
    "the North": (
        "North Korea tested a missile on Monday. Japan condemned the North on Tuesday.",
        "JPN>PRK ACCUSE occurred",
    ),
}


@pytest.mark.parametrize(("text", "expected"), FOUND.values(), ids=FOUND.keys())
def test_known_side(code: Callable[..., list[str]], text: str, expected: str) -> None:
    """A short name is the side that the text speaks of."""
    assert expected in code(text, [])


NOBODY = {
    "any country": "Malta paid a fine on Monday. A country thanked Tunisia.",
    "a relative clause": "Malta paid a fine on Monday. The country that won thanked Tunisia.",
    "a compound": "Malta paid a fine on Monday. The country music club thanked Tunisia.",
    "two states": "Malta and Cyprus paid a fine. Benin's premier said the country had thanked Tunisia.",
    "another state": "Malta paid a fine on Monday. The host country thanked Tunisia.",
    "another region": "Malta paid a fine on Monday. The Baltic nation thanked Tunisia.",
    "a body of nobody": "Malta and Cyprus paid a fine on Monday. The ministry thanked Tunisia.",
    "an envoy's government": "Malta's ambassador said the government had thanked Tunisia.",
    "a seat of organisations": "GENEVA, May 16 (AFP) -- The foreign ministry on Thursday condemned Belarus.",
    "an office of a company": "ACCRA, May 16 (GNA) -- Acme President Grace Mensah thanked Togo.",
    "a spokesman for nobody": "LIMA (Reuters) - A spokesman for the brewery condemned Chile on Monday.",
    "a seat and a club": "ACCRA, May 16 (GNA) -- The leader of the choir, Grace Mensah, on Thursday thanked Togo.",
    "no organisation": "Malta paid a fine on Monday. The alliance condemned Belarus.",
    "no divided state": "Malta paid a fine on Monday. Japan condemned the North on Tuesday.",
    "a wind": "North Korea tested a missile on Monday. Japan condemned the North Atlantic Fish Board on Tuesday.",
}


@pytest.mark.parametrize("text", NOBODY.values(), ids=NOBODY.keys())
def test_near_miss(code: Callable[..., list[str]], text: str) -> None:
    """What only looks like a short name of a side is nobody."""
    assert code(text, []) == []


MEETING = "Kenya and Uganda held talks on Monday."
BOTH = {
    "the sides": "The sides agreed to open a crossing.",
    "the parties": "The parties agreed to open a crossing.",
    "the delegations": "The delegations agreed to open a crossing.",
    "the pair": "The pair agreed to open a crossing.",
    "their governments": "Their governments agreed to open a crossing.",
    "the two": "The two agreed to open a crossing.",
}


@pytest.mark.parametrize("sentence", BOTH.values(), ids=BOTH.keys())
def test_both_sides(code: Callable[..., list[str]], sentence: str) -> None:
    """The pair of the text under a short name."""
    assert code(f"{MEETING} {sentence}", ["", ""])[1:] == ["KEN=UGA AGREE agreed"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The opposition parties agreed to open a crossing.",
        "The three agreed to open a crossing.",
        "The countries of the Gulf agreed to open a crossing.",
        "The two farmers agreed to open a shop.",
    ],
)
def test_not_both_sides(code: Callable[..., list[str]], sentence: str) -> None:
    assert code(f"{MEETING} {sentence}", [""]) == ["KEN=UGA CONSULT occurred"]


def test_where_two_met_is_no_party(code: Callable[..., list[str]]) -> None:
    """`Met in` a country is a place; `arrived in` is a visit to it."""
    assert code("The foreign ministers of Chad and Niger met in Gabon.", [""]) == ["NER=TCD CONSULT occurred"]
    assert code("The foreign ministers of Chad and Niger arrived in Gabon.", [""]) == ["NER+TCD>GAB CONSULT occurred"]


EACH_OTHER = {
    "accused": ("Chad and Sudan have accused each other of breaking a truce.", ["SDN=TCD ACCUSE occurred"]),
    "owner": ("Chad and Niger expelled one another's attaches.", ["NER=TCD SANCTION occurred"]),
    "no act": ("Ministers from Kenya and Somalia hardly know each other.", []),
    "a third": ("Chad and Sudan condemned Libya.", ["SDN+TCD>LBY ACCUSE occurred"]),
}


@pytest.mark.parametrize(("text", "expected"), EACH_OTHER.values(), ids=EACH_OTHER.keys())
def test_each_other(code: Callable[..., list[str]], text: str, expected: list[str]) -> None:
    """What two do to each other is mutual, whatever it is."""
    assert code(text, expected) == expected


DESCRIBED = {
    "fellow member": ("Zambia cut ties with fellow AU state Togo.", "ZMB>TGO SANCTION occurred"),
    "bloc ally": ("Zambia cut ties with its bloc ally Togo.", "ZMB>TGO SANCTION occurred"),
    "member as subject": ("NATO member Turkey condemned Peru on Monday.", "TUR>PER ACCUSE occurred"),
    "ally": ("Iran's closest ally, Syria, condemned Peru on Monday.", "SYR>PER ACCUSE occurred"),
    "allies including": (
        "Zambia and allies including the UK and Egypt cut ties with Togo.",
        "EGY+GBR+ZMB>TGO SANCTION occurred",
    ),
    "its ally": ("Spain and its ally Portugal condemned Peru.", "ESP+PRT>PER ACCUSE occurred"),
    "owners with bare names": ("Norway's Støre and Sweden's Kristersson met in Oslo.", "NOR=SWE CONSULT occurred"),
    "comma subjects": ("Portugal, Spain agree on river water.", "ESP=PRT AGREE agreed"),
    "the body itself": ("NATO states condemned Peru on Monday.", "NATO>PER ACCUSE occurred"),
}


@pytest.mark.parametrize(("text", "expected"), DESCRIBED.values(), ids=DESCRIBED.keys())
def test_described_side(code: Callable[..., list[str]], text: str, expected: str) -> None:
    """A name that describes the next one is no side of its own."""
    assert code(text, [expected]) == [expected]
