"""A headline names whom and what it speaks of; where the act's own words do not, it is made of the coding."""

from __future__ import annotations

import pytest

from relcli.coder.annotations import Act, Actor, LexiconRow, Parties, PartyFound
from relcli.coder.headlines.alone import triggers
from relcli.coder.headlines.names import Names
from relcli.coder.headlines.plain import PlainLines
from relcli.coder.kinds import ActorKind, ActRule, Modality, PartyOrigin
from tests.coder.test_headlines import checks, headlines_of
from tests.coders import shipped_coder

KENYA_AND_UGANDA = "President William Ruto of Kenya spoke today with President Yoweri Museveni of Uganda."

NAMED = [
    (
        "President Ruto of Kenya met President Museveni of Uganda. Ruto praised the President for the harvest.",
        "Ruto praised Museveni",
    ),
    (
        "Norway's Prime Minister and Chad's President met. The Prime Minister and the President agreed on a new port.",
        "Norway's Prime Minister and Chad's President agreed on a new port",
    ),
    (
        "Norway met Chad in Oslo. Norway reiterated its commitment to strengthen these ties.",
        "Norway reiterated its commitment to strengthen ties with Chad",
    ),
    (
        "Chad's president met Niger's minister in Oslo. Norway thanked Chad for its help in this conflict.",
        "Norway thanked Chad for its help in the conflict",
    ),
    (
        "Norway's minister met Chad's minister in Oslo. Norway's minister assured that Norway would send boats.",
        "Norway's minister assured Chad that Norway would send boats",
    ),
    (
        "Norway's minister met Chad's minister. Norway expressed its desire to work together on fishing.",
        "Norway expressed its desire to work together with Chad on fishing",
    ),
    (
        f"{KENYA_AND_UGANDA} Ruto expressed concern about the floods.",
        "William Ruto expressed concern about the floods, in talks with Uganda",
    ),
]
"""Offices, relations and the other side get their names."""

CUT = [
    ("Chad offered aid to Niger after these floods.", "Chad offered aid to Niger"),
    ("Chad criticised Niger over that.", "Chad criticised Niger"),
    ("Norway thanked Chad for the boats and the work here.", "Norway thanked Chad for the boats and the work"),
    ("Norway praised, Mr. President, Chad's work on the lake.", "Norway praised Chad's work on the lake"),
    ("Norway stands with Chad and always.", "Norway stands with Chad"),
]
"""What points outside the line, or is not complete, is left out."""

PLAIN = [
    ("Kenya and Uganda met. Kenya praised this agreement.", "Kenya praised Uganda"),
    (
        "Norway and Chad met. Norway looks forward to deepening the partnership between our nations.",
        "Norway pledged to work with Chad",
    ),
    (
        "Kenya asked Uganda to free the sailors in exchange for this promise.",
        "Kenya pressed Uganda for a change of policy",
    ),
    ("Peru is grateful to Chile for everything we have.", "Peru thanked Chile"),
    ("Norway encouraged Chad.", "Norway pressed Chad for a change of policy"),
    ("The bloodiest fighting between Chad and Niger went on.", "Chad and Niger had the bloodiest fighting"),
]
"""Where nothing is left of the act's own words, the coding says who did what to whom."""


@pytest.mark.parametrize(("text", "headline"), [*NAMED, *CUT, *PLAIN])
def test_headline_stands_alone(text: str, headline: str) -> None:
    found = headlines_of(text)
    assert headline in found
    assert all(checks().is_whole(line) for line in found)


def test_a_meeting_names_both_sides() -> None:
    text = "Kenya and Uganda met. The meeting was attended by several officials."
    assert all("Kenya" in line and "Uganda" in line for line in headlines_of(text))


def test_every_fault_has_words_that_may_be_it() -> None:
    found = triggers(shipped_coder().vocabulary)
    for lower in ("this", "our", "their", "his", "it", "both", "the", "here"):
        assert lower in found


def actor(code: str, person: str = "") -> Actor:
    return Actor(0, 1, (code,), ActorKind.PERSON if person else ActorKind.NAME, person)


def plain_line(
    kind: str, modality: Modality, *, mode: str = "", mutual: bool = False, sector: str = "", person: str = ""
) -> str:
    """Return the plain line of an act between Kenya, or a person of it, and Uganda."""
    vocabulary = shipped_coder().vocabulary
    found = PartyFound(PartyOrigin.SUBJECT)
    parties = Parties(actor("KEN", person), actor("UGA"), mutual, ActRule.VERB, found, found)
    act = Act(kind, mode, modality, parties, (0, 1), (0, 1), LexiconRow("", ()))
    return PlainLines(vocabulary, Names(vocabulary)).of_act(act, (sector,) if sector else ())


def test_plain_lines_are_as_real_as_their_acts() -> None:
    assert [plain_line("AID", modality) for modality in Modality] == [
        "Kenya gave aid to Uganda",
        "Kenya agreed to give aid to Uganda",
        "Kenya pledged to give aid to Uganda",
        "Kenya proposed to give aid to Uganda",
        "Kenya did not give aid to Uganda",
        "Kenya gave aid to Uganda",
    ]
    assert plain_line("AGREE", Modality.PROPOSED) == "Kenya proposed to work with Uganda"
    assert plain_line("REQUEST", Modality.PROPOSED, mode="assist") == "Kenya asked Uganda for help"


def test_plain_lines_of_both_sides_and_of_what_they_are_about() -> None:
    assert (
        plain_line("CONSULT", Modality.OCCURRED, mutual=True, sector="trade") == "Kenya and Uganda held talks on trade"
    )
    assert plain_line("ACCUSE", Modality.OCCURRED, mutual=True) == "Kenya and Uganda criticised each other"
    assert plain_line("AGREE", Modality.PLEDGED, mutual=True) == "Kenya and Uganda pledged to work together"
    assert plain_line("AID", Modality.OCCURRED, sector="trade") == "Kenya gave aid to Uganda"


def test_every_type_and_mode_has_a_plain_line_for_each_modality() -> None:
    vocabulary = shipped_coder().vocabulary
    for kind, mode in vocabulary.values:
        for modality in Modality:
            for mutual in (False, True):
                line = plain_line(kind, modality, mode=mode, mutual=mutual)
                assert checks().is_whole(line)
                assert "{" not in line
                assert "Uganda" in line


def test_both_sides_of_a_plain_line_are_states_unless_both_are_people() -> None:
    ruto = "William Ruto"
    assert plain_line("CONSULT", Modality.OCCURRED, mutual=True, person=ruto) == "Kenya and Uganda held talks"
    assert plain_line("AID", Modality.OCCURRED, person=ruto).startswith("William Ruto")
