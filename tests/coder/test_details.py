"""Details of an act: where, under whose roof, who says so, in which fields, when, and in one line."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from relcli.coding import CodedEvent, Document
from tests.coders import shipped_coder

if TYPE_CHECKING:
    from relcli.coder.pipeline import RuleCoder

PUBLISHED = "2024-05-16"  # a Thursday

PLACES = [
    ("Egypt and Jordan held talks in Aqaba on Tuesday.", "CONSULT", "Aqaba"),
    ("French ministers met Chadian leaders at the Élysée Palace in Paris.", "CONSULT", "Élysée Palace in Paris"),
    ("Spain's king received the Emir of Qatar at the Royal Palace.", "CONSULT", "Royal Palace"),
    ("The Greek and Turkish foreign ministers met at a hotel in Geneva.", "CONSULT", "Geneva"),
    ("Indonesian President Joko Widodo visited Kenya on Monday.", "CONSULT", "Kenya"),
    ("Peru and Chile signed a border treaty at the Foreign Ministry in Lima.", "SUPPORT", "Foreign Ministry in Lima"),
    ("Israeli aircraft struck Syria near Homs.", "ASSAULT", "Homs"),
    ("Russia deployed troops against Ukraine along the Ukrainian border.", "MOBILIZE", "Ukrainian border"),
    ("Japan will build a school for Vietnam in Hanoi.", "AGREE", "Hanoi"),
    ("The United States called on Israel to allow more aid into Gaza.", "REQUEST", "Gaza"),
    ("German Chancellor Olaf Scholz spoke by phone with Chinese President Xi Jinping in Beijing.", "CONSULT", ""),
    ("The Italian minister expressed interest in Albania.", "AGREE", ""),
    ("BAKU, May 16 -- Azerbaijan and Turkey signed a gas agreement on Thursday.", "SUPPORT", "Baku"),
    ("VIENNA, May 16 -- Saudi Arabia and Iraq held talks on oil on Thursday.", "CONSULT", "Vienna"),
    ("LONDON, May 16 -- Sudan bombed Ethiopia on Thursday.", "ASSAULT", ""),
    ("Thai and Cambodian officials held talks in May.", "CONSULT", ""),
    ("Biden met Macron, the president of France, to discuss the war in Ukraine.", "CONSULT", ""),
    ("US President Joe Biden welcomed Italian leaders to the White House.", "CONSULT", "White House"),
    ("Britain held talks with the EU at Lancaster House in London.", "CONSULT", "Lancaster House in London"),
    ("Polish and Lithuanian ministers held talks in Arab style.", "CONSULT", ""),
]  # fmt: skip

SETTINGS = [
    ("India and France held talks on the sidelines of the G20 summit in Rio.", "G20 summit"),
    ("India and France held talks on the margins of the Munich Security Conference.", "Munich Security Conference"),
    ("India and France held talks at the 79th UN General Assembly in New York.", "79th UN General Assembly"),
    ("India and France held talks during the Shangri-La Dialogue and agreed on arms.", ""),
    ("India and France held talks at the meeting.", ""),
    ("India and France held talks at a joint press conference.", ""),
]

SPEAKERS = [
    ("Mexico and Cuba held talks on Monday, the Mexican Foreign Ministry said.", "Mexican Foreign Ministry"),
    ("Russia and Iran held talks on Monday, according to the Kremlin.", "Kremlin"),
    ("On Sunday Chancellor Karl Nehammer said that Austria would help Ukraine.", "Chancellor Karl Nehammer"),
    ("Mexico and Cuba held talks on Monday.", ""),
    ("Georgia filed a suit against Russia and said that it would leave the CIS.", ""),
    ("Both ministers said that Oman would help Yemen.", ""),
    ("His spokesman said that Oman would help Yemen.", ""),
    ("An Omani official said that Oman would help Yemen.", "An Omani official"),
]

FIELDS = [
    ("Oman and India agreed to cooperate in health, education and law.", "AGREE", {"health", "education", "law"}),
    ("Oman and India agreed to hold joint exercises.", "AGREE", {"defence"}),
    ("Oman and India agreed to strengthen their relations.", "AGREE", {"politics"}),
    ("The presidents of Oman and India met on Monday.", "CONSULT", {"politics"}),
    ("The United Nations thanked Oman.", "SUPPORT", {"multilateral"}),
]  # fmt: skip

DAYS = [
    ("Norway condemned Russia for the attack in Kharkiv on May 12.", "ACCUSE", "2024-05-16", "published"),
    ("Norway on Tuesday condemned Russia for the attack in Kharkiv on May 12.", "ACCUSE", "2024-05-14", "stated"),
    ("Norway and Russia held talks, which followed a clash on May 12.", "CONSULT", "2024-05-16", "published"),
    ("On Monday Norway said it would help Ukraine.", "AGREE", "2024-05-13", "stated"),
    ("Norway said on Monday that King Harald would visit Estonia on Friday.", "AGREE", "2024-05-17", "stated"),
    ("Norway thanked Japan for its leadership of the council this month.", "SUPPORT", "2024-05-16", "published"),
    ("Norway thanked Japan on Monday.", "SUPPORT", "2024-05-13", "stated"),
    ("Norway promised Ukraine new tanks for August 2025.", "AGREE", "2024-05-16", "published"),
    ("Norway said on Wednesday that Espen Barth Eide had met Jordanian envoys.", "CONSULT", "2024-05-15", "inferred"),
]  # fmt: skip


@cache
def coder() -> RuleCoder:
    return shipped_coder()


def events_of(text: str, kind: str = "") -> list[CodedEvent]:
    events = coder().code(Document("sentence", PUBLISHED, text))
    return [event for event in events if event.type == kind or not kind]


@pytest.mark.parametrize(("text", "kind", "place"), PLACES)
def test_place_in_the_texts_own_words(text: str, kind: str, place: str) -> None:
    assert [event.place for event in events_of(text, kind)] == [place]


@pytest.mark.parametrize(("text", "setting"), SETTINGS)
def test_setting(text: str, setting: str) -> None:
    assert events_of(text)[0].setting == setting


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_who_says_so(text: str, speaker: str) -> None:
    assert events_of(text)[0].attribution == speaker


@pytest.mark.parametrize(("text", "kind", "sectors"), FIELDS)
def test_sectors(text: str, kind: str, sectors: set[str]) -> None:
    assert set(events_of(text, kind)[0].sectors) == sectors


@pytest.mark.parametrize(("text", "kind", "day", "basis"), DAYS)
def test_the_day_is_the_acts_own(text: str, kind: str, day: str, basis: str) -> None:
    event = events_of(text, kind)[0]
    assert (event.date, event.date_basis) == (day, basis)
