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
