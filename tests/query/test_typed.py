"""What was typed becomes terms, and one line from which the same terms come again."""

from __future__ import annotations

import shlex
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.errors import RelcliError, UsageError
from relcli.query.filters import Filters
from relcli.query.question import to_filters
from relcli.query.terms import ANY_OF, ONCE, SUCCESSORS, Term, Word, names_view, with_views
from relcli.query.typed import RAW_QUERY, as_line, parse_line, typed_terms

VALUES = st.text(min_size=1, max_size=12)
SINGLE = tuple(key for key in (*ONCE, "text") if key != "between")
OPTIONS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(ANY_OF), st.lists(VALUES, min_size=1, max_size=3)),
        st.tuples(st.just("between"), st.lists(VALUES, min_size=2, max_size=2)),
        st.tuples(st.sampled_from(SINGLE), st.lists(VALUES, min_size=1, max_size=1)),
        st.tuples(st.sampled_from([SUCCESSORS, RAW_QUERY]), st.just([])),
    ),
    unique_by=lambda option: option[0],
)
EXPRESSIONS = st.lists(
    st.sampled_from(
        [
            "country:russia",
            "^type:consult",
            "gas",
            '"gas pipeline"',
            "date:2024Q3",
            "@view",
            "-",
            "--gas",
            "(gas OR c:usa)",
        ]
    )
)


@given(expression=EXPRESSIONS, options=OPTIONS)
def test_a_line_gives_the_same_terms_again(expression: list[str], options: list[tuple[str, list[str]]]) -> None:
    assert parse_line(as_line(expression, options)) == typed_terms(expression, options)


def test_a_line_is_what_a_shell_takes() -> None:
    options = [("between", ["Saudi Arabia", "Iran"]), (SUCCESSORS, []), ("sector", ["energy", "trade"])]
    line = as_line(["country:russia", '"Wang Yi"'], options)
    assert line == (
        """country:russia '"Wang Yi"' --between 'Saudi Arabia' Iran --successors --sector energy --sector trade"""
    )
    assert as_line(["--gas"], options[1:2]) == "--successors -- --gas"
    assert "--between" in shlex.split(line)


def test_raw_text_is_raw_in_options_and_in_the_expression() -> None:
    terms = parse_line("gas --text 'a NEAR b' --country russia --raw-query")
    assert [(term.key, term.raw) for term in terms] == [("text", True), ("country", False), ("text", True)]


@pytest.mark.parametrize("line", ["'gas", "--colour red", "--between Iran", "--sector"])
def test_any_other_line_is_an_error(line: str) -> None:
    with pytest.raises(RelcliError, match=r"saved view cannot be read.*; remove it and save it again"):
        parse_line(line)


VIEWS = {
    "gas": "sector:energy date:2022 --country russia",
    "old": "--successors --source china",
    "deep": f"'{'(gas OR ' * 5}oil{')' * 5}'",
    "both": "'country:usa AND country:china' --period 2022",
}


def of_view(name: Word) -> list[Term]:
    """Return the terms of one of VIEWS."""
    if name.text not in VIEWS:
        raise UsageError("no such view", where=name.where)
    return parse_line(VIEWS[name.text])


def test_a_view_is_changed_by_what_else_is_typed() -> None:
    typed = typed_terms(["@gas", "@old"], [("period", ["2023"])])
    assert names_view(typed)
    terms = with_views(typed, of_view)
    assert [(term.key, [word.text for word in term.words]) for term in terms] == [
        ("country", ["russia"]),
        ("sector", ["energy"]),
        (SUCCESSORS, []),
        ("source", ["china"]),
        ("period", ["2023"]),
    ]
    assert {word.where for term in terms[:2] for word in term.words} == {"view gas"}
    assert not names_view(terms)


def test_a_later_view_changes_an_earlier_one() -> None:
    terms = with_views(typed_terms(["@gas", "@gas"], []), of_view)
    assert [term.key for term in terms] == ["country", "sector", "period"]


def meant(line: str) -> Filters:
    """Return what a line with views asks for."""
    return to_filters(with_views(parse_line(line), of_view), "2024-11-20")


def test_views_can_be_joined_and_excluded() -> None:
    energy = Filters(countries=("RUS",), sectors=("energy",), since="2022-01-01", until="2022-12-31")
    usa, china = Filters(countries=("USA",)), Filters(countries=("CHN",))
    assert meant("@gas").groups == ()
    assert meant("'@gas OR country:usa'") == Filters(groups=((energy, usa),))
    assert meant("'NOT @gas'") == meant("^@gas") == Filters(excluded=(energy,))
    assert meant("'@gas AND country:usa'") == replace(energy, groups=((usa,),))
    assert meant("@both --period 2023") == Filters(
        countries=("USA",), since="2023-01-01", until="2023-12-31", groups=((china,),)
    )
    assert meant("@both --country russia") == Filters(countries=("RUS",), since="2022-01-01", until="2022-12-31")
    with pytest.raises(UsageError, match="no such view"):
        meant("'gas OR (NOT @missing)'")
    with pytest.raises(UsageError, match="the parentheses of the views are too deep"):
        meant("'gas OR (c:usa AND (oil OR (lng AND @deep)))'")
