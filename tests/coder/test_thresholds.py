"""How far the coder reaches: for every limit a text just inside it and one just beyond it.

The texts are invented. Only the distance differs: the sentences between those that count name no country.
"""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

INERT = (
    "The hall had been repainted for the day.",
    "Rain fell on the guests outside.",
    "Tea was served late in the afternoon.",
    "Cameras waited behind a rope.",
    "A choir sang two old songs.",
    "Children waved paper flags.",
)
MEETING = "Kenyan President William Ruto met Ghanaian President Nana Akufo-Addo in Accra on Tuesday."
THANKS = "Kenya thanked Ghana for its help with vaccines."
BOTH = "Both sides agreed to cooperate on vaccines."
THEY = "They agreed to cooperate on vaccines."
HELP = "Ruto pledged help with vaccines."

MET = "GHA=KEN CONSULT occurred"
AGREED = "GHA=KEN AGREE agreed"
PLEDGED = "KEN>GHA AGREE pledged"
THANKED = "KEN>GHA SUPPORT occurred"
CONDEMNED = "USA>CUB ACCUSE occurred"
RESCUE = "Norway thanked Kenya for rescuing sailors near Mombasa."
NORWAY = "NOR>KEN SUPPORT occurred"


def after(count: int, sentence: str) -> str:
    """Return a meeting and a sentence, with sentences without events between them."""
    return " ".join((MEETING, *inert(count), sentence))


def before(count: int, sentence: str) -> str:
    """Return a sentence and a meeting, with sentences without events between them."""
    return " ".join((sentence, *inert(count), MEETING))


def inert(count: int) -> list[str]:
    """Return sentences that name nobody."""
    return list(islice(cycle(INERT), count))


def statement(*about: str, between: int = 0) -> str:
    """Return a statement of the United States on others, in the first person."""
    opening = "The United States reaffirms its support for free speech. The President of the United States said so."
    return " ".join((opening, *inert(between), *about, "We condemn the mass detentions."))


CUBA = ("Cuba holds no free elections.", "Courts in Cuba obey orders.", "Prisons in Cuba are full.")
KENYA = ("Kenya will help.", "Kenya remains strong.", "Kenya hopes so.", "Kenya believes so.", "Kenya stands firm.")
GHANA = ("Ghana will help.", "Ghana remains strong.", "Ghana hopes so.", "Ghana believes so.")
BELARUS = ("Belarus is no better.", "Courts in Belarus obey orders.", "Prisons in Belarus are full.")

WITHIN_A_TEXT = [
    pytest.param(after(5, THANKS), [MET, THANKED + " | part_of 1 | place Accra"], id="six-sentences-on-still-there"),
    pytest.param(after(6, THANKS), [MET, THANKED + " | part_of - | place -"], id="seven-sentences-on-elsewhere"),
    pytest.param(before(2, THANKS), [THANKED + " | part_of 2", MET], id="three-sentences-ahead-of-the-meeting"),
    pytest.param(before(3, THANKS), [THANKED + " | part_of -", MET], id="four-sentences-ahead-of-the-meeting"),
    pytest.param(after(4, BOTH), [MET, AGREED], id="both-sides-present-after-five-sentences"),
    pytest.param(after(5, BOTH), [MET], id="both-sides-gone-after-six-sentences"),
    pytest.param(after(1, THEY), [MET, AGREED], id="they-two-sentences-on"),
    pytest.param(after(2, THEY), [MET], id="they-three-sentences-on"),
    pytest.param(after(1, HELP), [MET, PLEDGED], id="help-for-the-other-side-two-sentences-on"),
    pytest.param(after(2, HELP), [MET], id="help-for-nobody-in-particular-three-sentences-on"),
    pytest.param(
        " ".join((MEETING, *inert(4), "Kenya is larger than Ghana.", *inert(3), BOTH)),
        [MET, AGREED],
        id="present-because-named-though-they-last-dealt-long-ago",
    ),
    pytest.param(
        " ".join((MEETING, *inert(6), "Kenya is larger.", *inert(3), BOTH)),
        [MET],
        id="absent-because-only-one-was-named",
    ),
    pytest.param(
        " ".join((MEETING, *inert(3), "Both sides agreed to open a port.", *inert(3), BOTH)),
        [MET, AGREED, AGREED],
        id="present-because-they-dealt-though-named-long-ago",
    ),
]

LONG_TEXTS = [
    pytest.param([*inert(42), MEETING, INERT[0], BOTH], [MET, AGREED], id="45-sentences-are-a-report"),
    pytest.param([*inert(43), MEETING, INERT[0], BOTH], [MET], id="46-sentences-are-a-speech-two-sentences-on"),
    pytest.param([*inert(44), MEETING, BOTH], [MET, AGREED], id="46-sentences-are-a-speech-next-sentence"),
]

STATEMENTS = [
    pytest.param(statement(*CUBA), [CONDEMNED], id="about-who-is-named-three-times"),
    pytest.param(statement(*CUBA[:2]), [], id="about-nobody-named-only-twice"),
    pytest.param(statement(*CUBA, *BELARUS[:2]), [CONDEMNED], id="three-mentions-of-five"),
    pytest.param(statement(*CUBA, "Police in Cuba obey orders.", *BELARUS), [], id="four-mentions-of-seven"),
    pytest.param(
        " ".join((*KENYA[:4], *GHANA[:3], "We condemn Libya.")),
        ["KEN>LBY ACCUSE occurred"],
        id="whose-voice-four-to-three",
    ),
    pytest.param(" ".join((*KENYA, *GHANA, "We condemn Libya.")), [], id="whose-voice-five-to-four"),
    pytest.param(statement(*CUBA, between=34), [CONDEMNED], id="40-sentences-are-a-statement"),
    pytest.param(statement(*CUBA, between=35), [], id="41-sentences-are-a-speech"),
]

ONE_OR_TWO = [
    pytest.param(
        f"{RESCUE} Norway thanked Kenya for rescuing sailors from stormy waters.",
        [NORWAY + " | retellings 1"],
        id="half-of-the-words-are-the-same",
    ),
    pytest.param(
        f"{RESCUE} Norway thanked Kenya for rescuing whales from stranded nets.",
        [NORWAY + " | retellings 0"] * 2,
        id="a-quarter-of-the-words-is-the-same",
    ),
    pytest.param(
        "Norway thanked Kenya for rescuing stranded sailors near Mombasa. "
        "Norway thanked Kenya for rescuing stranded whales in torn nets.",
        [NORWAY + " | retellings 0"] * 2,
        id="two-words-in-five-are-the-same",
    ),
    pytest.param(
        "Norway thanked Kenya for the rescue of a dog and a cat at sea. "
        "Norway thanked Kenya for the sale of a bus and a car at cost.",
        [NORWAY + " | retellings 0"] * 2,
        id="only-short-words-are-the-same",
    ),
]

OLD_AND_NEW = [
    pytest.param("France bombed Mali on April 11.", "occurred", id="35-days-before"),
    pytest.param("France bombed Mali on April 10.", "historical", id="36-days-before"),
    pytest.param("France and Mali agreed on April 11 to share water.", "agreed", id="agreed-35-days-before"),
    pytest.param("France and Mali agreed on April 10 to share water.", "historical", id="agreed-36-days-before"),
]

NAMESAKES = [
    pytest.param("2009-09-14", [], id="a-leader-of-a-great-state-who-left-eight-years-ago-has-the-same-name"),
    pytest.param("2010-09-14", ["PLW>FSM ACCUSE occurred"], id="one-who-left-nine-years-ago-has-the-same-name"),
]


@pytest.mark.parametrize(("text", "events"), [*WITHIN_A_TEXT, *ONE_OR_TWO, *STATEMENTS])
def test_reach_within_a_text(code: Callable[..., list[str]], text: str, events: list[str]) -> None:
    """A meeting, a pair or a topic holds for some sentences, and for no more."""
    assert code(text, events) == events


@pytest.mark.parametrize(("sentences", "events"), LONG_TEXTS)
def test_speeches_turn_to_something_else(
    code: Callable[..., list[str]], sentences: list[str], events: list[str]
) -> None:
    """In a text of more than 45 sentences a pair is present in the next sentence only."""
    assert code(" ".join(sentences), events) == events


@pytest.mark.parametrize(("text", "modality"), OLD_AND_NEW)
def test_old_news_is_background(code: Callable[..., list[str]], text: str, modality: str) -> None:
    """What is dated more than 35 days before publication is background."""
    assert [line.split()[2] for line in code(text, [])] == [modality]


@pytest.mark.parametrize(("published", "events"), NAMESAKES)
def test_surname_alone_of_a_namesake(code: Callable[..., list[str]], published: str, events: list[str]) -> None:
    """A prime minister of Japan called Mori left in 2001, a president of Micronesia came in 2007."""
    assert code("On Monday Palau condemned Mori.", events, published) == events
