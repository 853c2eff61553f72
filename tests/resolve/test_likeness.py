"""Names in many spellings, and sentences that tell one act in other words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.coding import CodedEvent
from relcli.resolve.people import other_people, same_person, shared_people
from relcli.resolve.wording import common_bigrams, common_words, counted_apart, is_filed_from, named_apart
from tests.resolve.test_pairs import MEETING, STRIKE, mention

NAMES = st.text(st.characters(categories=("L", "Zs", "Pd")), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Zelenskyy", "Volodymyr Zelenskiy"),
        ("Recep Tayyip Erdogan", "Erdoğan"),
        ("Xi Jinping", "Xi"),
        ("Yoon Suk Yeol", "Yoon Suk-yeol"),
        ("Fumio Kishida", "Kishida Fumio"),
        ("Hossein Amir-Abdollahian", "Hossein Amirabdollahian"),
        ("Joe Biden", "Joseph R. Biden, Jr."),
        ("Lula", "Luiz Inácio Lula da Silva"),
        ("Anura Kumara Dissanayake", "Anura Kumar Disanayaka"),
    ],
)
def test_one_person(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Wang Yi", "Xi Jinping"), ("Li Qiang", "Li Keqiang"), ("Ishaq Dar", "Khawaja Asif"), ("Scholz", "Steinmeier")],
)
def test_two_people(one: str, other: str) -> None:
    assert not same_person(one, other)


@given(NAMES, NAMES)
def test_names_are_compared_alike_both_ways(one: str, other: str) -> None:
    assert same_person(one, other) == same_person(other, one)


def with_people(**countries: str) -> CodedEvent:
    """Return a meeting with one person a country."""
    return CodedEvent(
        1,
        (),
        (),
        True,
        "CONSULT",
        "occurred",
        0,
        0,
        people=tuple(countries.values()),
        people_countries=tuple(countries),
    )


def test_who_is_in_both_is_nobody_else_whatever_his_country() -> None:
    visit = with_people(AUS="Samantha Mostyn", LKA="Anura Kumara Dissanayake")
    assert not other_people(visit, with_people(AUS="Anura Kumara Dissanayake"))
    assert other_people(visit, with_people(AUS="Penny Wong"))
    assert shared_people(visit, with_people(LKA="Dissanayake")) == {"LKA"}


def test_parties_people_and_days_are_no_common_words() -> None:
    one = mention("a", STRIKE, "Russia hit a power plant in Ukraine on Monday.")
    other = mention("b", STRIKE, "Russian forces took prisoners in Ukraine on Monday.")
    assert common_words(one, other) == 0
    assert common_bigrams(one, other) == 0


def test_ordinals_in_letters_and_figures() -> None:
    tenth, figure, next_one = (
        mention(name, STRIKE, f"The {number} package was adopted.")
        for name, number in (("a", "tenth"), ("b", "10th"), ("c", "eleventh"))
    )
    assert common_words(tenth, figure) == 1
    assert not counted_apart(tenth, figure)
    assert counted_apart(tenth, next_one)


def test_names_of_towns_part_and_spellings_do_not() -> None:
    ternopil = mention("a", STRIKE, "Missiles hit houses in the city of Ternopil.")
    kharkiv = mention("b", STRIKE, "Missiles hit houses in the city of Kharkiv.")
    odesa, odessa = (mention(name, STRIKE, f"Missiles hit the port of {name}.") for name in ("Odesa", "Odessa"))
    assert named_apart(ternopil, kharkiv)
    assert not named_apart(odesa, odessa)


def test_where_a_report_was_filed() -> None:
    assert is_filed_from(mention("a", MEETING, "ISLAMABAD: Both agreed on a ceasefire.", place="Islamabad"))
    assert is_filed_from(mention("a", MEETING, "NEW DELHI, May 11 -- Both agreed.", place="New Delhi"))
    assert not is_filed_from(mention("a", MEETING, "ISLAMABAD: Both agreed in Doha.", place="Doha"))
    assert not is_filed_from(mention("a", MEETING, "Both agreed in Islamabad.", place="Islamabad"))


def test_two_tellings_without_a_sentence_are_not_alike() -> None:
    assert common_words(mention("a", MEETING, ""), mention("b", MEETING, "")) == 0
    assert common_words(mention("a", MEETING, "They met."), mention("b", MEETING, "They met.")) == 1
