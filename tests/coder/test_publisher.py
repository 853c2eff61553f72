"""Whose government publishes a text: a statement shows it, a reporter's story has none."""

from __future__ import annotations

import pytest

from relcli.coding import Document
from tests.coders import shipped_coder

CODER = shipped_coder()
DAY = "2024-05-16"
READOUT = "President William Ruto met President Yoweri Museveni of Uganda. The President thanked Uganda for its grain."


def home_of(text: str) -> tuple[str, ...]:
    return CODER.analyse(Document("text", DAY, text)).home


@pytest.mark.parametrize(
    ("text", "home"),
    [
        (READOUT, "KEN"),
        ("Vice President Rigathi Gachagua spoke. We thank Uganda. Kenya stands with our friends.", "KEN"),
        ("Norway condemns the attack. Norway will work with our partners in Peru.", "NOR"),
        ("Meeting with President William Ruto\nFarmers of Uganda met President William Ruto in Kampala.", "KEN"),
    ],
)
def test_statement(text: str, home: str) -> None:
    """Office holders who are never named with their country, "we" and the government's voice show the publisher."""
    assert home_of(text) == (home,)


@pytest.mark.parametrize(
    "text",
    [
        f"NAIROBI, May 16 (Xinhua) -- {READOUT}",
        f"{READOUT} Kenya will send maize, he told reporters. It will not be the last load, he said.",
        "Kenya will buy maize, its ministry said. We hope so too, I told the clerk, and he said yes.",
        "President William Ruto met President Yoweri Museveni. Both spoke of maize.",
        "We called on former President Uhuru Kenyatta. He gave us tea.",
    ],
)
def test_no_publisher(text: str) -> None:
    """A dateline, reported speech, several heads without a country or a former one are no signs of a government."""
    assert home_of(text) == ()


def test_a_story_does_not_speak_for_the_country_it_is_about() -> None:
    """`We` outside quotations is nobody in a story; in a statement it is who publishes."""
    speech = "We condemn the raid by Uganda."
    statement = CODER.code(Document("text", DAY, f"President William Ruto spoke today. {speech}"))
    assert [(event.source, event.target) for event in statement] == [(("KEN",), ("UGA",))]
    story = CODER.code(
        Document(
            "text",
            DAY,
            f"NAIROBI, May 16 (AFP) -- President William Ruto spoke, aides said. {speech} It was a raid, he said.",
        )
    )
    assert story == []
