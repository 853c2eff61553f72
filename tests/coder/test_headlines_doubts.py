"""A line that leaves a doubt gives way to the plain line, which says the same for every type, mode and modality."""

from __future__ import annotations

import pytest

from relcli.coder.kinds import Modality
from tests.coder.test_headlines import headlines_of
from tests.coder.test_headlines_alone import plain_line

MEETING = "Norway's minister met Chad's minister in Oslo."

DOUBTED = [
    (f"{MEETING} Norway thanked Chad for the boats as follows.", "as follows"),
    (f"{MEETING} Norway praised Chad's harvest and the new president.", "new president"),
    (f"{MEETING} Norway thanked Chad for its help since the 28th.", "28th"),
    (f"{MEETING} Norway expressed its shared determination, and Chad listened.", "determination"),
    (f"{MEETING} Norway urged Chad to make training parallel with schooling.", "parallel,"),
    (f"{MEETING} Norway pledged to renew its pact with Chad, increase trade.", ", increase"),
    (f"{MEETING} Norway thanked Chad, President Déby.", ", President"),
    (f"{MEETING} Norway praised Norway's help, in talks with Chad.", "Norway praised Norway"),
]
"""Texts, and the words that no line may have."""


@pytest.mark.parametrize(("text", "doubt"), DOUBTED)
def test_no_line_leaves_the_doubt(text: str, doubt: str) -> None:
    found = headlines_of(text)
    assert found
    assert not [line for line in found if doubt in line]


def test_a_title_stays_where_the_name_of_a_body_is_before_it() -> None:
    text = "Norway's minister met Chad Red Cross Secretary General Idriss Mahamat Saleh in Oslo."
    assert all("Cross Idriss" not in line for line in headlines_of(text))


def test_plain_lines_of_what_is_still_to_come_are_what_an_editor_would_write() -> None:
    pledged = Modality.PLEDGED
    assert plain_line("ACCUSE", pledged, mode="allege") == "Kenya vowed to hold Uganda to account"
    assert plain_line("ACCUSE", pledged) == "Kenya vowed to speak out against Uganda"
    assert plain_line("SUPPORT", pledged) == "Kenya pledged to support Uganda"
    assert plain_line("SUPPORT", Modality.PROPOSED) == "Kenya offered to support Uganda"
    assert plain_line("SUPPORT", pledged, mode="thank") == "Kenya thanked Uganda"
    assert plain_line("SUPPORT", Modality.AGREED, mode="sign", mutual=True) == "Kenya and Uganda signed an agreement"
    assert plain_line("ASSAULT", Modality.PROPOSED) == "Kenya planned to attack Uganda"


def test_plain_lines_of_both_sides_are_english() -> None:
    occurred = Modality.OCCURRED
    assert plain_line("COERCE", occurred, mode="arrest", mutual=True) == "Kenya and Uganda arrested each other's people"
    assert (
        plain_line("SANCTION", occurred, mode="withdraw", mutual=True)
        == "Kenya and Uganda recalled their representatives"
    )


def test_a_state_does_not_visit_but_its_representatives_do() -> None:
    assert headlines_of("Norway visited Chad in May.") == ["Representatives of Norway visited Chad"]
    assert plain_line("CONSULT", Modality.OCCURRED, mode="visit") == "Representatives of Kenya visited Uganda"


WHOLE = [
    ("Norway's decision recognised Chad.", "Norway recognised Chad"),
    ("Peru is grateful to Chile.", "Peru thanked Chile"),
    ("Norway went to Chad in May.", "Representatives of Norway visited Chad"),
    ("Norway agrees with Chad.", "Norway and Chad agreed to work together"),
    ("Norway looks forward to a visit, in talks with Chad.", "Norway agreed to work with Chad"),
    ("Norway thanked Chad for hosting.", "Norway thanked Chad"),
    ("Norway reaffirmed its trilateral ties with Chad.", "Norway voiced support for Chad"),
]
"""Texts whose own words leave a doubt, and the headline of their coding."""

MENDED = [
    ("Norwegian delegation visited Chad in May.", "The Norwegian delegation visited Chad in May"),
    ("Hamas gunman shot at a Norwegian ship.", "A Hamas gunman shot at a Norwegian ship"),
    (
        "Norway pledged to begin immediately consultations with Chad on boats.",
        "Norway pledged to immediately begin consultations with Chad on boats",
    ),
    (
        "Peru, Chile, Bolivia and Ecuador held talks with Brazil on fishing.",
        "Peru, Chile, Bolivia and Ecuador held talks with Brazil on fishing",
    ),
    (
        "Minister Khaleel of the Maldives came. Khaleel thanked Sri Lanka for the boats.",
        "Khaleel of the Maldives thanked Sri Lanka for the boats",
    ),
    (
        "Norway met with Chad's envoy Ana Rojas in Rio Grande, Peru, and left.",
        "Norway met with Chad's envoy Ana Rojas in Rio Grande, Peru",
    ),
    ("A Norwegian sailor and a cook detained in Chad.", "A Norwegian sailor and a cook were detained in Chad"),
    (
        "Norway sent condolences to Chad on the death of former Prime Minister Idriss Saleh.",
        "Norway sent condolences to Chad on the death of former Prime Minister Idriss Saleh",
    ),
    ("Norway looks forward to working with Chad and and Mali.", "Norway looks forward to working with Chad and Mali"),
]
"""Texts, and the headline in their own words, which are completed where they can be."""

POINTING = [
    (f"{MEETING} Norway thanked Chad for its help throughout the process.", "process"),
    (f"{MEETING} Norway praised Chad's work on the necessary support to Mali.", "necessary"),
    (f"{MEETING} Norway thanked Chad for its work to achieve that vision.", "vision"),
    (f"{MEETING} Norway and Chad discussed other issues and held a trilateral call.", "trilateral"),
    (f"{MEETING} Norway asked Chad to prevent any attempt by Mali.", "attempt by Mali,"),
    (f"{MEETING} Norway thanked Chad for its help, or blocked the road.", ", or blocked"),
    (f"{MEETING} Norway praised Chad and and Mali.", "and and"),
]


@pytest.mark.parametrize(("text", "headline"), WHOLE)
def test_what_is_doubtful_gives_way_to_the_coding(text: str, headline: str) -> None:
    found = headlines_of(text)
    assert headline in found


@pytest.mark.parametrize(("text", "headline"), MENDED)
def test_what_can_be_completed_is(text: str, headline: str) -> None:
    assert headline in headlines_of(text)


@pytest.mark.parametrize(("text", "doubt"), POINTING)
def test_no_line_points_at_what_nobody_has_introduced(text: str, doubt: str) -> None:
    found = headlines_of(text)
    assert found
    assert not [line for line in found if doubt in line]
