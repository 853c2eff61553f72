"""Headlines are whole clauses that are understood without their document."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relcli.coder.headlines.checks import LONGEST, Checks
from relcli.coding import Document
from relcli.english import in_a_row
from relcli.lexicon.naming import MOST_NAMES, spoken_names
from tests.coders import shipped_coder

PUBLISHED = "2024-05-16"
SEEDS = sorted((Path(__file__).parent.parent.parent / "seeds").glob("*.txt"))

OWN_WORDS = [
    ("Turkey and Libya held talks in Tripoli on Monday.", "Turkey and Libya held talks in Tripoli"),
    ("The presidents of Chad and Niger signed a pact.", "The presidents of Chad and Niger signed a pact"),
    (
        "Norway criticised Russia over two arrests, and Sweden sent a ship.",
        "Norway criticised Russia over two arrests",
    ),
    ("Mali rejected an offer by Niger, the agency reported.", "Mali rejected an offer by Niger"),
    ("Portugal met Angola and agreed with Angola on visas.", "Portugal agreed with Angola on visas"),
    (
        "A Danish sailor was detained by Iran in the port of Bandar.",
        "A Danish sailor was detained by Iran in the port of Bandar",
    ),
    ("Japan denied that it had attacked China.", "Japan did not attack China"),
    ("Kenya sought to persuade Uganda to open the border.", "Kenya sought to persuade Uganda to open the border"),
    ("Ghana (the host) met today with Togo, who came late.", "Ghana met with Togo"),
    (
        "The vote comes as the countries of the European Union have imposed sanctions on Mali over the coup.",
        "The countries of the European Union have imposed sanctions on Mali over the coup",
    ),
]  # fmt: skip
"""Sentences whose own words are a clause: what is about other things or only counts today is left out."""

NAMED = [
    (
        "William Ruto, president of Kenya, met Uganda's president in Nairobi. He thanked Uganda for grain.",
        "William Ruto thanked Uganda for grain",
    ),
    (
        "The foreign ministers of Ghana and Mali met in Accra. Both sides agreed to share water.",
        "Ghana and Mali agreed to share water",
    ),
    (
        "Ghana and Mali met. Norway praised the ties between Ghana and Mali.",
        "Norway praised the ties between Ghana and Mali",
    ),
    (
        "The Foreign Minister of Norway, who visited Sweden in May, praised the talks.",
        "The Foreign Minister of Norway visited Sweden in May",
    ),
]  # fmt: skip
"""Who "he" and "both sides" are is said."""

LONG_NEED = (
    "Norway and Chad discussed the talks in Oslo on the quotas of the northern lake for trout and char and the need "
    "to turn the fragile truce along the northern shore into a lasting peace that all accept."
)
LONG_LIST = (
    "Norway agreed with Chad to build roads in the north of the country, bridges across the rivers of the delta, "
    "and schools that the children of the fishermen on the far islands can reach by boat."
)
LONG_PACT = (
    "Chad and Niger will sign a formal pact on the protection of the northern lake and its trout to be opened this "
    "month by the fishing ministry of the eastern lake district and the union of boatmen."
)
NOT_BROKEN_OFF = [
    (LONG_NEED, "Norway and Chad discussed the talks in Oslo on the quotas of the northern lake"),
    (
        LONG_LIST,
        "Norway agreed with Chad to build roads in the north of the country and bridges across the rivers of the delta",
    ),
    ("Kenya spoke with Uganda on Sunday, April 28th about roads.", "Kenya spoke with Uganda on April 28th about roads"),
    ("Kenya met Uganda's minister in Gulu yesterday afternoon.", "Kenya met Uganda's minister in Gulu"),
    (
        "Jonas Støre affirmed Norway's solidarity with India, the two countries with the longest coasts.",
        "Jonas Støre affirmed Norway's solidarity with India, the two countries with the longest coasts",
    ),
    ("Norway's envoy met the families of Americans held hostage by Iran.", "Americans were held hostage by Iran"),
    ("Both countries met. Kenya and Uganda are committed to:", "Kenya and Uganda pledged to work together"),
    ("The strikes by Norway against Houthi fighters went on.", "Norway carried out strikes against Houthi fighters"),
    ("Following the raid by Chad on Niger, and Niger's reply, all was calm.", "Chad carried out a raid on Niger"),
    (
        "In Oslo, the envoys discussed Norwegian support for Chad’s fishing fleet.",
        "Norway voiced support for Chad’s fishing fleet",
    ),
    ("Mali criticised Niger because Niger closed the border.", "Mali criticised Niger because Niger closed the border"),
    ("Last year French soldiers were stationed in Gabon.", "French soldiers were stationed in Gabon"),
    ("Chad and Niger met. They will talk again on Tuesday.", "Chad and Niger will talk again"),
    (
        "Mali agreed with Niger that the dam will be built only if a majority of the herders so wish.",
        "Mali agreed with Niger that the dam will be built only if a majority of the herders so wish",
    ),
    (
        LONG_PACT,
        "Chad and Niger will sign a formal pact on the protection of the northern lake and its trout",
    ),
    ("The guests spoke of Norway's support for what the people of Chad have said they want.",
     "Norway voiced support for Chad"),
    (
        "Chad met Niger's envoys on the river, either in Gulu or, I hope, in Mali.",
        "Chad met Niger's envoys on the river",
    ),
    (
        "The report was on Norway's commitment to support Chad's economic and social progress.",
        "Norway made a commitment to support Chad's economic and social progress",
    ),
    ("Niger and Chad met. They deepened cooperation in these sectors.", "Niger and Chad deepened cooperation"),
    (
        "Mali thanked Niger for the new bridge and the road to this bridge.",
        "Mali thanked Niger for the new bridge and the road to this bridge",
    ),
    ("Norway demanded that Chad first free the crew.", "Norway demanded that Chad first free the crew"),
]  # fmt: skip
"""What a verb, a list or a clause has begun is either there to its end or not there at all."""

MADE_FINITE = [
    ("Peru thanked Chile for supporting its bid to host the games.", "Chile supported Peru's bid to host the games"),
    (
        "President Ruto of Kenya called President Museveni of Uganda to congratulate him on his victory.",
        "Ruto congratulated Museveni on his victory",
    ),
    (
        "Peru thanked Chile for supporting its bid to host the games and welcoming its players.",
        "Chile supported Peru's bid to host the games and welcomed Peru's players",
    ),
    ("President Ruto of Kenya will go on hoping and keep supporting Uganda.",
     "President Ruto of Kenya will keep supporting Uganda"),
    ("Norway's attack on Sweden shocked many.", "Norway carried out an attack on Sweden"),
    (
        "Peace talks between Ethiopia and Eritrea on the border began.",
        "Ethiopia and Eritrea held peace talks on the border",
    ),
    ("Iran will face serious consequences, Israel said.", "Israel warned that Iran will face serious consequences"),
    ("Norway said that Russia must release the crew.", "Norway said that Russia must release the crew"),
]  # fmt: skip
"""Infinitives, participles and nouns become clauses with their subject."""


@cache
def headlines_of(text: str) -> list[str]:
    return [event.headline for event in shipped_coder().code(Document("text", PUBLISHED, text))]


@cache
def checks() -> Checks:
    return Checks(shipped_coder().vocabulary)


def faults(text: str) -> list[str]:
    """Return the headlines of a text that break off, are too long or begin in the middle."""
    events = shipped_coder().code(Document("text", PUBLISHED, text))
    lines = [telling.headline for event in events for telling in (event, *event.retellings)]
    return [line for line in lines if not checks().is_whole(line)]


@pytest.mark.parametrize(("text", "headline"), [*OWN_WORDS, *NAMED, *NOT_BROKEN_OFF, *MADE_FINITE])
def test_headline(text: str, headline: str) -> None:
    assert headline in headlines_of(text)


def test_a_verb_that_the_noun_phrase_begins_with_is_not_doubled() -> None:
    text = (
        "The contract comes at a time when Western countries have imposed sanctions on Serbia over the shelling of "
        "Bosnia and the European Union is trying to buy less."
    )
    found = headlines_of(text)
    assert found
    assert not [line for line in found if "imposed imposed" in line]


def test_a_long_list_ends_with_one_of_its_members() -> None:
    members = ", ".join(
        f"{name} roads" for name in ("northern", "southern", "eastern", "coastal", "inner", "outer") * 3
    )
    (line,) = headlines_of(f"Slovenia and Croatia agreed on {members} and two bridges.")
    assert line.startswith("Slovenia and Croatia agreed on northern roads, southern roads, ")
    assert line.endswith(" roads")
    assert line.count(" and ") == 2
    assert len(line) <= LONGEST


def test_titles_go_before_the_rest() -> None:
    (line,) = headlines_of(
        "The Foreign Minister of Chile met Peru's Prime Minister and Minister of Fisheries Ana Rojas"
        " and talked with Peru about quotas for anchovies, the protection of the coast, and a treaty on rescue at sea."
    )
    assert len(line) <= LONGEST
    assert "Ana Rojas" in line


@pytest.mark.parametrize(
    "line",
    ["Iran met", "A: B: C", "Norway praised Chile", 'The Netherlands thanked "Peru" for help', "11 states met Chad"],
)
def test_whole_lines(line: str) -> None:
    assert checks().is_whole(line)


@pytest.mark.parametrize(
    "line",
    ["", "Iran", "he met Chad", "He met Chad", "Norway praised the", "Norway spoke of", "Norway met Chad and",
     "Norway (NO met Chad", "Norway met Chad's", "Norway praised Chad\nand left",
     "Norway praised Chad…", "Norway met " + "a" * LONGEST],
)  # fmt: skip
def test_lines_that_are_not_whole(line: str) -> None:
    assert not checks().is_whole(line)


def test_names_take_their_article() -> None:
    names = spoken_names()
    assert [names[code] for code in ("USA", "IRN", "NLD", "NATO", "EU", "UN")] == [
        "the United States", "Iran", "the Netherlands", "NATO", "the European Union", "the United Nations",
    ]  # fmt: skip
    assert in_a_row(["A", "B", "C", "D"], MOST_NAMES) == "A, B and 2 more"
    assert [in_a_row(["A", "B", "C"][:many]) for many in range(4)] == ["", "A", "A and B", "A, B and C"]


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_headlines_of_documents_are_whole(path: Path) -> None:
    assert faults(path.read_text(encoding="utf-8").lstrip()[15:].lstrip()) == []


WORDS = st.sampled_from(
    (
        "Norway Chad Iran Russia President Sharif he they both sides agreed thanked attacked met to support supporting"
        ' sanctions talks between and , the of with on trade ( ) " who which that said in Oslo today for its their not'
        " will was by . ; invited visit \u2013 — our we I you your U.S. Prime Minister including as attack against"
    ).split(" ")
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=3, max_size=40))
def test_headlines_of_any_words_are_whole(words: list[str]) -> None:
    assert faults("Norway met Chad in Oslo. " + " ".join(words) + ".") == []
