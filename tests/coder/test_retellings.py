"""One act told twice in a document is one event; two acts of one type between the same sides stay two.

The texts are invented. Each pair of a retelling and its near miss differs only in what decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relcli.coder.discourse.points import BASE, Points, read_points
from relcli.coder.kinds import Sign
from relcli.errors import LexiconError
from relcli.lexicon.tables import DATA, read_table
from relcli.model import TYPES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SEIZURE = "Kenya condemned Ethiopia on Tuesday for the seizure of a bus at the border."
WATER = (
    "Chad's president Mahamat Deby met Niger's leader Abdourahamane Tiani in Niamey on Tuesday."
    " They agreed to share water."
)
TALKS = "Turkey and Greece held talks in Athens on Tuesday."
PAUSE = " ".join(["Tea was served late in the afternoon.", "Rain fell on the guests outside."] * 4)

ONE = [
    pytest.param(
        "Norway expels two Iranian envoys\n\nOSLO, May 14 (NTB) -- Norway's foreign ministry said on Tuesday that it"
        " had expelled two Iranian diplomats.\n\n"
        "Norway expelled the two Iranians over letters to a newspaper, it said.",
        "NOR>IRN SANCTION occurred | retellings 2",
        id="headline-lead-and-elaboration",
    ),
    pytest.param(
        f'{SEIZURE} "We condemn Ethiopia for this act," Kenyan Foreign Minister Musalia Mudavadi said.',
        "KEN>ETH ACCUSE occurred | retellings 1",
        id="the-words-themselves-in-quotes",
    ),
    pytest.param(
        "Egypt imposed sanctions on Ethiopia over the dam. Egypt imposed the sanctions on Ethiopia after talks"
        " had failed.",
        "EGY>ETH SANCTION occurred | retellings 1",
        id="the-act-taken-up-by-its-noun",
    ),
    pytest.param(
        'France promised Mali 40 trucks on Tuesday. "France will give Mali 40 trucks," the French ambassador said.',
        "FRA>MLI AGREE pledged | retellings 1",
        id="the-same-figure-in-quotes",
    ),
    pytest.param(
        f"{TALKS} The two sides discussed migration. They also discussed tourism.",
        "GRC=TUR CONSULT occurred | retellings 2",
        id="what-was-discussed-at-a-meeting",
    ),
    pytest.param(
        f"{TALKS} {PAUSE} The talks between Turkey and Greece lasted for an hour, and were also about tourism.",
        "GRC=TUR CONSULT occurred | retellings 1",
        id="the-meeting-taken-up-by-its-noun",
    ),
]

TWO = [
    pytest.param(
        f"{SEIZURE} Kenya also condemned Ethiopia for a dam on the Omo River.",
        ["KEN>ETH ACCUSE occurred | retellings 0"] * 2,
        id="also-with-the-same-verb",
    ),
    pytest.param(
        "Egypt imposed sanctions on Ethiopia on May 7 over the dam. Egypt imposed sanctions on Ethiopia on May 14.",
        ["EGY>ETH SANCTION occurred | retellings 0"] * 2,
        id="on-another-day",
    ),
    pytest.param(
        f"{WATER} Relatedly, Chad's minister of trade Ahmat Bachir met Niger's minister of trade Seydou Asman."
        " Both sides agreed to share water.",
        ["NER=TCD CONSULT occurred", "NER=TCD AGREE agreed | retellings 0"] * 2,
        id="at-another-meeting",
    ),
    pytest.param(
        "Chad and Niger agreed to build a road. They will meet again in Niamey in June.",
        ["NER=TCD AGREE agreed | mode - | retellings 0", "NER=TCD AGREE agreed | mode plan | retellings 0"],
        id="an-agreement-and-a-plan-to-meet",
    ),
    pytest.param(
        f"{TALKS} {PAUSE} Another round of talks between Turkey and Greece lasted for an hour, also about tourism.",
        ["GRC=TUR CONSULT occurred | retellings 0"] * 2,
        id="another-meeting-told-by-the-same-noun",
    ),
    pytest.param(
        "Poland denied that it had attacked Belarus. Poland attacked Belarus on Tuesday, Minsk said.",
        ["POL>BLR ASSAULT denied | retellings 0", "POL>BLR ASSAULT occurred | retellings 0"],
        id="denied-and-done",
    ),
    pytest.param(
        "Japan urged Russia on Friday to release a fishing boat. Rain fell on the port all day. The weather was bad."
        " Meanwhile, Japan urged Russia to cut tariffs on timber in an earlier letter.",
        ["JPN>RUS REQUEST proposed | retellings 0"] * 2,
        id="meanwhile-something-else",
    ),
    pytest.param(
        "France and Mali agreed to open a school. Tea was served late in the afternoon. Rain fell on the guests"
        " outside. Mali and France agreed to cooperate on vaccines.",
        ["FRA=MLI AGREE agreed | retellings 0"] * 2,
        id="two-agreements-about-two-things",
    ),
]


@pytest.mark.parametrize(("text", "event"), ONE)
def test_one_act_told_twice_is_one_event(code: Callable[..., list[str]], text: str, event: str) -> None:
    assert code(text, [event]) == [event]


@pytest.mark.parametrize(("text", "events"), TWO)
def test_two_acts_stay_two_events(code: Callable[..., list[str]], text: str, events: list[str]) -> None:
    assert code(text, events) == events


def test_an_event_takes_from_its_retelling_what_only_that_says(code: Callable[..., list[str]]) -> None:
    text = 'Egypt condemned Ethiopia over the dam. "We condemn Ethiopia," Egypt said on Tuesday.'
    events = ["EGY>ETH ACCUSE occurred | date 2024-05-14 | retellings 1"]
    assert code(text, events) == events


def test_every_row_of_the_table_is_a_sign_and_every_sign_has_points() -> None:
    rows = {row["sign"] for row in read_table(DATA / "retellings.tsv")}
    of_types = {f"both {name}" for name in TYPES}
    assert rows - of_types == {BASE, *Sign}


def test_points_are_added_up_and_unknown_signs_have_none() -> None:
    points = Points({"base": 0.5, "speech": 1.0, "distance": -2.0})
    assert points.of({}) == 0.5
    assert points.of({"speech": True, "distance": 0.25, "lead": True}) == 1.0


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        ("sign\tpoints\nbase\tmany\n", "no sign with its points: 'base many'"),
        ("sign\tpoints\nspeech\t1\n", "no points for 'base'"),
    ],
)
def test_a_damaged_table_is_an_error(tmp_path: Path, table: str, wrong: str) -> None:
    path = tmp_path / "retellings.tsv"
    path.write_text(table, "utf-8")
    with pytest.raises(LexiconError, match=wrong):
        read_points(path)
