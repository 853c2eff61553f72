"""Filters refuse what no event can have."""

from __future__ import annotations

import pytest

from relcli.errors import UsageError
from relcli.query.filters import Filters
from relcli.query.words import fold, has_words


@pytest.mark.parametrize(
    "wrong",
    [
        {"sectors": ("defense",)},
        {"types": ("consult",)},
        {"modalities": ("done",)},
        {"mutual": "maybe"},
        {"between": ("RUS", "RUS")},
        {"since": "2024-02-01", "until": "2024-01-01"},
    ],
)
def test_impossible_values(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        Filters(**wrong)  # type: ignore[arg-type]


def test_nothing_asked_is_allowed() -> None:
    assert Filters() == Filters(countries=())


def test_folding() -> None:
    assert fold("Türkiye (Ankara)") == "turkiye ankara"
    assert fold("U.S.") == "us"
    assert fold("Côte d\N{RIGHT SINGLE QUOTATION MARK}Ivoire") == "cote divoire"
    assert fold("...") == ""


def test_words_are_whole_words_in_any_order() -> None:
    assert has_words("Muhammad Shehbaz Sharif", "sharif shehbaz")
    assert not has_words("Sharifabad", "sharif")
    assert not has_words("Sharif", "")
