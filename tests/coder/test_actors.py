"""Actors as they are put together from names, titles and countries, and what references point to."""

from __future__ import annotations

import pytest

from relcli.coding import Document
from tests.coders import shipped_coder

CODER = shipped_coder()
DAY = "2024-06-15"


def actors_of(text: str, day: str = DAY) -> list[tuple[str, tuple[str, ...]]]:
    """Return the words and codes of every actor of a text that has codes."""
    analysis = CODER.analyse(Document("x", day, text))
    return [
        (text[note.start : note.end], note.codes)
        for sentence in analysis.sentences
        for note in sentence.actors
        if note.codes
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway's prime minister Jonas Gahr Støre spoke.", [("Norway's prime minister Jonas Gahr Støre", "NOR")]),
        ("The president of Peru, Dina Boluarte, spoke.", [("president of Peru, Dina Boluarte", "PER")]),
        ("Iraqi warplanes flew over the border.", [("Iraqi warplanes", "IRQ")]),
        ("The Government of the Republic of Poland paid.", [("Government of the Republic of Poland", "POL")]),
        ("The Kremlin declined.", [("The Kremlin", "RUS")]),
        ("Talks with Moscow went on.", [("Moscow", "RUS")]),
        ("Estonia's parliament voted.", [("Estonia's parliament", "EST")]),
        ("The UN Security Council met.", [("UN Security Council", "UNSC")]),
    ],
)
def test_phrases(text: str, expected: list[tuple[str, str]]) -> None:
    """A phrase is one actor, with the code of its state."""
    found = actors_of(text)
    for words, code in expected:
        assert any(code in codes and (words in said or said in words) for said, codes in found), found


@pytest.mark.parametrize(
    "text",
    [
        "He read the New York Times in the Turkish bath.",
        "They ate turkey and polished the china.",
        "Iran-backed militias held a rally.",
        "It may march on in August.",
        "The company earned 5 million US dollars in New Mexico.",
    ],
)
def test_no_actors(text: str) -> None:
    """What only looks like a country is none."""
    states = {code for _, codes in actors_of(text) for code in codes}
    assert not states & {"USA", "TUR", "CHN", "IRN", "MEX", "GBR"}


def test_office_holders_by_date() -> None:
    """The document's date decides who a surname is."""
    text = "Prime Minister Sharif met Chancellor {} in Berlin."
    later = actors_of(text.format("Merz"), "2025-09-01")
    earlier = actors_of(text.format("Merkel"), "2015-09-01")
    assert any(codes == ("DEU",) for _, codes in later)
    assert any(codes == ("DEU",) for _, codes in earlier)


def test_former_capital() -> None:
    """Moscow was the Soviet Union's until the end of 1991."""
    assert ("Moscow", ("SUN",)) in actors_of("Talks with Moscow went on.", "1985-03-01")
    assert ("Moscow", ("RUS",)) in actors_of("Talks with Moscow went on.", "1995-03-01")


def events_of(text: str, day: str = DAY) -> list[tuple[str, str, str]]:
    """Return (sources, type, targets) of every event."""
    events = CODER.code(Document("x", day, text))
    return [("/".join(e.source), e.type, "/".join(e.target)) for e in events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "French President Emmanuel Macron met Greek Prime Minister Kyriakos Mitsotakis on Monday. "
                "He thanked Greece for its hospitality."
            ),
            ("FRA", "SUPPORT", "GRC"),
        ),
        (
            (
                "French President Emmanuel Macron met Greek Prime Minister Kyriakos Mitsotakis on Monday. "
                "Both sides agreed to deepen cooperation in energy."
            ),
            ("FRA", "AGREE", "GRC"),
        ),
        (
            (
                "The Japanese ambassador to Kenya, Ken Okaniwa, met Kenyan President William Ruto. "
                "The ambassador pledged to work more closely with Kenya."
            ),
            ("JPN", "AGREE", "KEN"),
        ),
        (
            (
                "Foreign Minister Hakan Fidan of Turkey received his Iraqi counterpart Fuad Hussein. "
                "Relatedly, Egyptian Foreign Minister Badr Abdelatty called his Libyan counterpart. "
                "The two ministers agreed to open the border."
            ),
            ("EGY", "AGREE", "LBY"),
        ),
        (
            "Argentine President Javier Milei, who visited Chile in May, urged Chile to open the pass.",
            ("ARG", "REQUEST", "CHL"),
        ),
    ],
)
def test_references(text: str, expected: tuple[str, str, str]) -> None:
    """Pronouns, both sides, titles and counterparts find whom they mean."""
    assert expected in events_of(text)


def test_region_names_the_state_named_last() -> None:
    text = "Russia's minister visited Armenia on Monday. The Caucasus nation signed a treaty with Russia on Tuesday."
    assert ("Caucasus nation", ("ARM",)) in actors_of(text)
    assert not any("Baltic" in words for words, _ in actors_of(text.replace("Caucasus", "Baltic")))


@pytest.mark.parametrize(
    ("outlet", "url", "home"),
    [
        ("", "https://www.whitehouse.gov/briefing", "USA"),
        ("", "https://mofa.gov.np/statement", "NPL"),
        ("", "https://www.gov.uk/news", "GBR"),
        ("The White House", "", "USA"),
        ("Ministry of Foreign Affairs of Japan", "", "JPN"),
        ("The Moscow Times", "https://www.themoscowtimes.com/a", ""),
        ("France 24", "", ""),
    ],
)
def test_source_tells_whose_government_says_we(outlet: str, url: str, home: str) -> None:
    document = Document("x", DAY, "We thank the people of Chile for their help.", outlet=outlet, url=url)
    assert CODER.analyse(document).home == ((home,) if home else ())


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The European Commission warned Spain. Brussels rejected the Spanish plan.", "EU"),
        ("The European Commission warned Spain. Belgium agreed. Brussels rejected the Spanish plan.", "BEL"),
        ("Brussels rejected the Spanish plan.", "BEL"),
        ("The European Commission met Spain in Brussels.", "BEL"),
    ],
)
def test_a_town_stands_for_the_organisation_that_the_text_names(text: str, code: str) -> None:
    assert ("Brussels", (code,)) in actors_of(text)


@pytest.mark.parametrize("name", ["Operation Colombo", "The University of Malta", "The Historical Society of Chile"])
def test_a_state_within_another_name_does_nothing(name: str) -> None:
    assert [codes for _, codes in actors_of(f"{name} was praised by Nepal.")] == [("NPL",)]
    assert ("The Russian Federation", ("RUS",)) in actors_of("The Russian Federation was praised by Nepal.")
