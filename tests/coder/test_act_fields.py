"""Who takes part in an act, where, when and how real it is, as newspapers tell it, next to texts that tell less.

The texts are invented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

PEOPLE = {
    "a weekday behind a name": (
        "Kenyan minister Peter Odhiambo Friday met Emirati minister Omar Rashid Monday.",
        ["ARE=KEN CONSULT occurred | people Peter Odhiambo, Omar Rashid"],
    ),
    "who says what a country will do": (
        "Kenya will build a school in Togo, Kenyan Foreign Minister Peter Odhiambo said.",
        ["KEN>TGO AGREE pledged | people Peter Odhiambo"],
    ),
    "the speaker behind the verb": (
        "Kenya will build a school in Togo, said Kenyan Foreign Minister Peter Odhiambo.",
        ["KEN>TGO AGREE pledged | people Peter Odhiambo | attribution Kenyan Foreign Minister Peter Odhiambo"],
    ),
    "a speaker of another country": (
        "Kenya will build a school in Togo, Malian Foreign Minister Moussa Keita said.",
        ["KEN>TGO AGREE pledged | people -"],
    ),
    "the speaker of what was done": (
        "Kenya bombed Somalia, Kenyan Foreign Minister Peter Odhiambo said.",
        ["KEN>SOM ASSAULT occurred | people -"],
    ),
    "who is told": (
        "Kenyan minister Peter Odhiambo told Togolese minister Yao Mensah that Kenya will build a school in Togo.",
        ["KEN>TGO AGREE pledged | people Peter Odhiambo, Yao Mensah"],
    ),
    "insisting without that": (
        "Kenyan Foreign Minister Peter Odhiambo insisted Kenya condemns Somalia.",
        ["KEN>SOM ACCUSE occurred | people Peter Odhiambo"],
    ),
    "the speaker of a quotation in the first person": (
        "Kenyan Foreign Minister Peter Odhiambo landed in Lome. “I have come to Togo for talks,” he said.",
        ["KEN>TGO CONSULT occurred | people Peter Odhiambo"],
    ),
    "the name before the office": (
        "Peter Odhiambo, vice-chairman of the Kenyan parliament, met Togolese minister Yao Mensah.",
        ["KEN=TGO CONSULT occurred | people Peter Odhiambo, Yao Mensah"],
    ),
    "something else before the office": (
        "In Nairobi, the chairman of the Kenyan parliament met Togolese minister Yao Mensah.",
        ["KEN=TGO CONSULT occurred | people Yao Mensah"],
    ),
    "the name behind the seat of an envoy": (
        "The Kenyan special envoy for Somalia, Peter Odhiambo, met Togolese minister Yao Mensah.",
        ["KEN=TGO CONSULT occurred | people Peter Odhiambo, Yao Mensah"],
    ),
    "the head of an organisation": (
        "UN Secretary-General Ban Ki-moon condemned Somalia.",
        ["UN>SOM ACCUSE occurred | people Ban Ki-moon"],
    ),
    "a spokesman of a group": (
        "Omar al-Rashid, a spokesman for the Taliban, condemned Chad.",
        ["AFG>TCD ACCUSE occurred | people Omar al-Rashid"],
    ),
    "no name in a headline": (
        "Togolese Leaders Hail Kenya\n\nTogo is a country in the west of Africa and not a large one.",
        ["TGO>KEN SUPPORT occurred | people -"],
    ),
    "we in a quotation": (
        "Kenyan Foreign Minister Peter Odhiambo spoke at length. “We condemn Somalia.”",
        ["KEN>SOM ACCUSE occurred | people Peter Odhiambo"],
    ),
    "the subject by the office": (
        "Kenyan ambassador Peter Odhiambo spoke at length. The Kenyan ambassador condemned Somalia.",
        ["KEN>SOM ACCUSE occurred | people Peter Odhiambo"],
    ),
    "another person behind an office": (
        "The minister of Kenya to minister Yao Mensah of Togo condemned Somalia.",
        ["KEN>SOM ACCUSE occurred | people -"],
    ),
    "a month behind a name": (
        "Kenyan minister Peter Odhiambo met Emirati minister Omar Rashid May 3.",
        ["ARE=KEN CONSULT occurred | people Peter Odhiambo, Omar Rashid"],
    ),
    "a long name": (
        "Kenyan minister Peter Odhiambo met Kuwaiti minister Omar Al-Ahmad Al-Jabir Al-Rashid.",
        ["KEN=KWT CONSULT occurred | people Peter Odhiambo, Omar Al-Ahmad Al-Jabir Al-Rashid"],
    ),
    "the army has no name": ("The Kenyan Army Corps helped Togo.", ["KEN>TGO AID occurred | people -"]),
    "a province is no name": (
        "The governor of Hunan Province met Togolese minister Yao Mensah.",
        ["CHN=TGO CONSULT occurred | people Yao Mensah"],
    ),
}


@pytest.mark.parametrize(("text", "events"), PEOPLE.values(), ids=[name.replace(" ", "-") for name in PEOPLE])
def test_who_takes_part(code: Callable[..., list[str]], text: str, events: list[str]) -> None:
    """Whoever acts, speaks for the source or is spoken to by name takes part, and nobody else."""
    assert code(text, events) == events


SECTORS = {
    "an attack is a matter of arms": (
        "Chad shelled Libya on Monday.",
        ["TCD>LBY ASSAULT occurred | sectors defence, security"],
    ),
    "no field is politics": (
        "Chad accused Libya of bad faith.",
        ["TCD>LBY ACCUSE occurred | sectors politics"],
    ),
    "what the act answers to": (
        "After the missile tests, Chad condemned Libya.",
        ["TCD>LBY ACCUSE occurred | sectors defence"],
    ),
    "its own field comes before what it answers to": (
        "After the missile tests, Chad signed a fisheries agreement with Libya.",
        ["LBY=TCD SUPPORT agreed | sectors agriculture"],
    ),
    "a warning of no field": ("Chad warned Libya.", ["TCD>LBY THREATEN occurred | sectors security"]),
    "a name is no field": (
        "US Secretary of State Condoleezza Rice met Chadian leaders.",
        ["TCD=USA CONSULT occurred | sectors politics"],
    ),
    "rice is a field": (
        "Chad and Libya held talks on rice.",
        ["LBY=TCD CONSULT occurred | sectors agriculture"],
    ),
    "an organisation whose name says its field": (
        "The IMF lent Chad money.",
        ["IMF>TCD AID occurred | sectors finance"],
    ),
    "an organisation without a field": (
        "ASEAN thanked Chad.",
        ["ASEAN>TCD SUPPORT occurred | sectors multilateral"],
    ),
    "the field of the text": (
        (
            "Chad and Libya signed a fisheries agreement on Monday. Chad offered Libya cattle. "
            "Libya asked Chad for wheat. Chad refused a request by Libya."
        ),
        [
            "LBY=TCD SUPPORT agreed | sectors agriculture",
            "TCD>LBY AGREE proposed | sectors agriculture",
            "LBY>TCD REQUEST proposed | sectors agriculture",
            "TCD>LBY REJECT occurred | sectors agriculture",
        ],
    ),
    "a word of four letters": (
        "Chad and Libya held talks on a visa waiver scheme.",
        ["LBY=TCD CONSULT occurred | sectors migration"],
    ),
}


@pytest.mark.parametrize(("text", "events"), SECTORS.values(), ids=[name.replace(" ", "-") for name in SECTORS])
def test_which_fields(code: Callable[..., list[str]], text: str, events: list[str]) -> None:
    """The fields are those of the act's own words, of its sentence, its type, its text, in this order."""
    assert code(text, events) == events


MODALITIES = {
    "a visit is a plan of one's own": ("The Kenyan president will visit Togo.", ["KEN>TGO AGREE pledged"]),
    "a visit by invitation is settled": (
        "At the invitation of the Togolese king, the Kenyan president will visit Togo.",
        ["KEN>TGO AGREE agreed"],
    ),
    "a visit for talks is settled": ("The Kenyan president will visit Togo for talks.", ["KEN>TGO AGREE agreed"]),
    "a message is one's own": ("Kenya will brief Togo on the results.", ["KEN>TGO AGREE pledged"]),
    "looking forward to a visit": (
        "Kenya looks forward to the visit of the Togolese king.",
        ["KEN>TGO AGREE agreed"],
    ),
    "looking forward to friendship": (
        "Kenya looks forward to closer friendship with Togo.",
        ["KEN>TGO AGREE pledged"],
    ),
    "a meeting to come is settled": ("The Kenyan president will meet the Togolese king.", ["KEN=TGO AGREE agreed"]),
    "a plan": ("Kenya plans to build a school in Togo.", ["KEN>TGO AGREE pledged"]),
    "an expectation": ("Kenya is expected to build a school in Togo.", ["KEN>TGO AGREE proposed"]),
    "talks that are expected": (
        "The Kenyan president is expected to hold talks with the Togolese king.",
        ["KEN>TGO AGREE agreed"],
    ),
    "a treaty that is expected": (
        "Kenya and Togo are expected to sign a treaty.",
        ["KEN=TGO AGREE agreed"],
    ),
    "a decision of both": ("Kenya and Togo have decided to build a railway.", ["KEN=TGO AGREE agreed"]),
    "a decision of one": ("Kenya has decided to build a railway with Togo.", ["KEN>TGO AGREE pledged"]),
    "an earlier month": ("Kenya bombed Somalia in April.", ["KEN>SOM ASSAULT historical"]),
    "last week": ("Kenya bombed Somalia last week.", ["KEN>SOM ASSAULT occurred"]),
    "a month that opens what follows": (
        "In April, Kenya said it had agreed with Togo on a railway.",
        ["KEN=TGO AGREE historical"],
    ),
    "more than a month ago": ("Kenya bombed Somalia on April 2.", ["KEN>SOM ASSAULT historical"]),
    "less than a month ago": ("Kenya bombed Somalia on May 2.", ["KEN>SOM ASSAULT occurred"]),
    "had, within the news": ("Kenya had bombed Somalia earlier.", ["KEN>SOM ASSAULT occurred"]),
    "had, before the news": ("Kenya had bombed Somalia.", ["KEN>SOM ASSAULT historical"]),
    "long": ("Kenya has long accused Somalia of piracy.", ["KEN>SOM ACCUSE historical"]),
    "in the past": ("Kenya bombed Somalia in the past.", ["KEN>SOM ASSAULT historical"]),
    "in the past week": ("Kenya bombed Somalia in the past week.", ["KEN>SOM ASSAULT occurred"]),
    "since": (
        "Togo has condemned Kenya often since Kenya bombed Somalia.",
        ["TGO>KEN ACCUSE occurred", "KEN>SOM ASSAULT historical"],
    ),
    "since as a reason": (
        "Since Kenya bombed Somalia, Togo condemned Kenya.",
        ["KEN>SOM ASSAULT occurred", "TGO>KEN ACCUSE occurred"],
    ),
}


@pytest.mark.parametrize(("text", "events"), MODALITIES.values(), ids=[name.replace(" ", "-") for name in MODALITIES])
def test_how_real(code: Callable[..., list[str]], text: str, events: list[str]) -> None:
    """One side's plan is pledged, what both know of is agreed, an earlier cycle of news is historical."""
    assert code(text, events) == events


PLACES = {
    "a town behind its noun": (
        "Kenyan troops shelled rebels from Somalia in the southern town of Kismayo.",
        ["KEN>SOM ASSAULT occurred | place Kismayo"],
    ),
    "a capital behind its noun": (
        "LONDON, May 16 -- Chad and Libya held talks in the Tunisian capital Tunis on Tuesday.",
        ["LBY=TCD CONSULT occurred | place Tunis"],
    ),
    "a province behind its country": (
        "The Kenyan president visited east China's Hunan Province.",
        ["KEN>CHN CONSULT occurred | place Hunan Province"],
    ),
    "a noun without a name": (
        "Chad and Libya held talks in the Tunisian capital.",
        ["LBY=TCD CONSULT occurred | place -"],
    ),
    "the predicate of a meeting": (
        "A meeting between Chad and Libya was held this morning at the Presidential Palace.",
        ["LBY=TCD CONSULT occurred | place Presidential Palace"],
    ),
    "a meeting to come": (
        "The Chadian president is scheduled to meet the Libyan foreign minister in Geneva.",
        ["TCD>LBY AGREE agreed | place Geneva"],
    ),
    "a base near a town that is not listed": (
        "ROME, May 16 -- Italy and Iraq held talks on Tuesday at the Camp Mittica base near Nassiriya.",
        ["IRQ=ITA CONSULT occurred | place Camp Mittica base near Nassiriya"],
    ),
    "where one is on a visit": (
        "During an official visit to Peru, the Chadian president met the Peruvian foreign minister.",
        ["PER=TCD CONSULT occurred | place Peru"],
    ),
    "an arrival before the meeting": (
        "The Chadian president arrived in Nyon and met the Libyan foreign minister.",
        ["LBY=TCD CONSULT occurred | place Nyon"],
    ),
    "a meeting before the words": (
        "At a meeting in Geneva, Chad urged Libya to withdraw.",
        ["TCD>LBY REQUEST proposed | place Geneva"],
    ),
    "what is withdrawn from": (
        "Chad has withdrawn its troops from parts of northern Libya.",
        ["TCD>LBY RETREAT occurred | place Libya"],
    ),
    "what is sent somewhere": ("Chad flew tents to Libya.", ["TCD>LBY AID occurred | place Libya"]),
    "here of a statement about a deed": (
        "TRIPOLI, May 16 -- Chad bombed Libya, a statement said here on Thursday.",
        ["TCD>LBY ASSAULT occurred | place -"],
    ),
    "here of a deed": (
        "TRIPOLI, May 16 -- Chad bombed Libya here on Thursday.",
        ["TCD>LBY ASSAULT occurred | place Tripoli"],
    ),
    "a demand is not made where the report is from": (
        "LONDON, May 16 -- Chad urged Libya to withdraw on Thursday.",
        ["TCD>LBY REQUEST proposed | place -"],
    ),
    "the place of the attack that is condemned": (
        "Chad condemned Libya for an attack in Kabul.",
        ["TCD>LBY ACCUSE occurred | place -"],
    ),
    "what is discussed": (
        "Chad and Libya discussed the crisis in Mali.",
        ["LBY=TCD CONSULT occurred | place -"],
    ),
    "what a country owns": (
        "Chad urged Libya to take part in Mali's Debt Operations.",
        ["TCD>LBY REQUEST proposed | place -"],
    ),
    "a place that belongs to an office": (
        "The UN coordinator in Nepal Anna Lind met Nepalese leaders.",
        ["NPL=UN CONSULT occurred | place -"],
    ),
    "an abbreviated month": (
        "Chad and Libya will hold talks in Nov. this year.",
        ["LBY=TCD AGREE agreed | place -"],
    ),
}


@pytest.mark.parametrize(("text", "events"), PLACES.values(), ids=[name.replace(" ", "-") for name in PLACES])
def test_where(code: Callable[..., list[str]], text: str, events: list[str]) -> None:
    """The place is that of the act: behind its noun or its country, before the words, or where one has come to."""
    assert code(text, events) == events


DAYS = {
    "the day of a verb before the noun": (
        "The United Nations voted on Monday to deplore the Israeli attack on Syria.",
        ["UN>ISR ACCUSE occurred | date 2024-05-13", "ISR>SYR ASSAULT occurred | date_basis published"],
    ),
    "the day of the noun itself": (
        "On Monday an Israeli attack on Syria killed a soldier.",
        ["ISR>SYR ASSAULT occurred | date 2024-05-13"],
    ),
    "the day of a summit still ahead": (
        "Chad urged Libya to withdraw ahead of a summit in Tunis on Sunday.",
        ["TCD>LBY REQUEST proposed | date_basis published"],
    ),
    "the day of the clause before": (
        "Chad freed a Libyan soldier on Monday, but Libya has condemned Chad.",
        ["TCD>LBY RETREAT occurred | date 2024-05-13", "LBY>TCD ACCUSE occurred | date_basis published"],
    ),
    "a deed is not done at the meeting": (
        "Chad and Libya held talks on Monday. Libya has sheltered refugees from Chad.",
        ["LBY=TCD CONSULT occurred | date 2024-05-13", "LBY>TCD AID occurred | date_basis published"],
    ),
    "words are said at the meeting": (
        "Chad and Libya held talks on Monday. Libya thanked Chad for its help.",
        ["LBY=TCD CONSULT occurred | date 2024-05-13", "LBY>TCD SUPPORT occurred | date 2024-05-13"],
    ),
}


@pytest.mark.parametrize(("text", "events"), DAYS.values(), ids=[name.replace(" ", "-") for name in DAYS])
def test_when(code: Callable[..., list[str]], text: str, events: list[str]) -> None:
    """A day belongs to its own verb or noun, and that of a meeting to what is said there."""
    assert code(text, events) == events
