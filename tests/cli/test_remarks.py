"""Words that were searched for though a country, or a joining word, may have been meant."""

from __future__ import annotations

import pytest

from relcli.cli.remarks import remarks
from relcli.query.names import country_named
from relcli.query.typed import typed_terms

AND = '"and" was searched for as a word; in capitals, AND joins terms'
RUSSIA = "russia was searched for as a word; for the country write -c russia"
BOTH = "-c pakistan,russia (either) or --between pakistan russia (both)"


def said(query: str, *, nothing_found: bool = False, of_documents: bool = False, country: str = "") -> list[str]:
    """Return the remarks on a query beside `--country`."""
    options = [("country", [country])] if country else []
    return remarks(typed_terms([query], options), nothing_found=nothing_found, of_documents=of_documents)


def test_a_name_beside_a_country_that_is_asked_for() -> None:
    russia = f"russia was searched for as a word; for the country write {BOTH}"
    assert said("russia", country="pakistan") == said("country:pakistan russia") == [russia]
    assert said("pakistan russia") == [
        f"pakistan and russia were searched for as words; for the countries write {BOTH}"
    ]
    assert said("between:usa,china russia") == [RUSSIA]


def test_a_name_alone_is_remarked_on_where_nothing_was_found() -> None:
    assert said("russia") == said("gas russia") == []
    assert said("gas russia", nothing_found=True) == [RUSSIA]
    assert said("gas pipeline", nothing_found=True) == []


def test_words_of_documents_are_often_names() -> None:
    assert said("russia", country="pakistan", of_documents=True) == []
    assert said("russia", of_documents=True, nothing_found=True) == [RUSSIA]


@pytest.mark.parametrize("query", ["^russia", '"russia"', "moscow", "russian", "in us car", "country:russia,pakistan"])
def test_what_is_excluded_or_quoted_or_no_name_is_not(query: str) -> None:
    assert said(query, nothing_found=True, country="china") == []


def test_names_of_several_words_are_one_name() -> None:
    (line,) = said("saudi arabia iran south korea", nothing_found=True)
    assert line.startswith("saudi arabia, iran and south korea were searched for")
    assert line.endswith("write -c 'saudi arabia,iran,south korea'")
    (line,) = said("saudi arabia", country="iran")
    assert line.endswith("-c 'iran,saudi arabia' (either) or --between iran 'saudi arabia' (both)")


def test_names_inside_alternatives_count() -> None:
    assert said("(russia OR gas)", nothing_found=True) == [RUSSIA]
    assert said("NOT (russia OR gas)", nothing_found=True) == []


def test_joining_words_in_small_letters() -> None:
    assert said("country:usa and country:china") == [AND]
    assert said("(country:usa and country:china) OR gas") == [AND]
    assert said("not country:usa") == ['"not" was searched for as a word; in capitals, NOT joins terms']
    assert said("gas and oil") == said("and country:usa") == said("country:usa or") == said("not gas") == []
    assert said("gas and oil", nothing_found=True) == [AND]
    assert said("country:usa AND country:china") == said('country:usa "and" country:china') == []


def test_only_names_name_a_country() -> None:
    assert {word: country_named(word) for word in ("Russia", "USA", "us", "south korea", "Côte d'Ivoire")} == {
        "Russia": "RUS",
        "USA": "USA",
        "us": "USA",
        "south korea": "KOR",
        "Côte d'Ivoire": "CIV",
    }
    for word in ("in", "RU", "Russian", "Moscow", "let", "nato", "USSR", "nowhere", ""):
        assert country_named(word) == "", word


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("country=usa", "country:usa"),
        ("country==usa", "country:usa"),
        ("country!=usa", "^country:usa"),
        ("type:aid && gas", "AND"),
        ("gas | oil", "OR"),
        ("gas || oil", "OR"),
        ("gas -type:aid", "^type:aid"),
        ("gas !type:aid", "^type:aid"),
    ],
)
def test_signs_of_other_programs_are_remarked_on_where_nothing_was_found(query: str, meant: str) -> None:
    (line,) = said(query, nothing_found=True)
    assert line.endswith(f" was searched for as a word; write {meant}")
    assert said(query) == []


@pytest.mark.parametrize("query", ["a=b", "gas - oil", '"&&"', "-zzz:aid", "AT&T", "country="])
def test_other_signs_are_not(query: str) -> None:
    assert said(query, nothing_found=True) == []
