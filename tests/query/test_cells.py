"""Cells that other programs wrote: the same value, or another one?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.query.cells import same_cell


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("place", "Lódz", "Lódź"),
        ("place", "?ód?", "Łódź"),
        ("place", "Lodz", "Łodź"),
        ("place", "?od?", "Łodź"),
        ("headline", "??", "\N{EARTH GLOBE EUROPE-AFRICA}"),
        ("headline", "?", "\N{EARTH GLOBE EUROPE-AFRICA}"),
        ("headline", "one\r\ntwo ", "one\ntwo"),
        ("headline", "'=1+1", "=1+1"),
        ("place", "", "NA"),
        ("sectors", "energy;trade", "trade;energy"),
    ],
)
def test_what_only_looks_different(name: str, cell: str, value: str) -> None:
    assert same_cell(name, cell, value)


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("place", "Oslo", "Bergen"),
        ("place", "", "Oslo"),
        ("place", "Oslo?", "Oslo"),
        ("place", "??", "é"),
        ("headline", "'Oslo", "Oslo"),
        ("sectors", "trade;trade", "trade"),
        ("setting", "b;a", "a;b"),
    ],
)
def test_what_is_different(name: str, cell: str, value: str) -> None:
    assert not same_cell(name, cell, value)


@given(st.text())
def test_a_text_is_itself_however_it_was_encoded(text: str) -> None:
    assert same_cell("headline", text, text)
    assert same_cell("headline", text.encode("cp1252", "replace").decode("cp1252"), text)
