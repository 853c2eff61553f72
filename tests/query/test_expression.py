"""The query expression: it says what options say, and its errors point at their place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.errors import UsageError
from relcli.query.expression import parse
from relcli.query.filters import Filters
from relcli.query.question import to_filters
from relcli.query.terms import ALIASES, KEYS, SUCCESSORS, Term, Word, known_key, replaced

TODAY = "2024-11-20"

MEANINGS = {
    "": Filters(),
    "country:russia": Filters(countries=("RUS",)),
    "c:russia,china COUNTRY:RUS": Filters(countries=("RUS", "CHN")),
    'country:"United States",japan': Filters(countries=("USA", "JPN")),
    "between:russia,china": Filters(between=("RUS", "CHN")),
    "source:eu target:fra mutual:exclude": Filters(source=("EU",), target=("FRA",), mutual="exclude"),
    "s:defense t:consult,aid": Filters(sectors=("defence",), types=("CONSULT", "AID")),
    "mode:visit modality:agreed": Filters(modes=("visit",), modalities=("agreed",)),
    'person:"shehbaz sharif",putin': Filters(persons=("shehbaz sharif", "putin")),
    'person:"Sharif, Shehbaz"': Filters(persons=("Sharif, Shehbaz",)),
    'place:moscow outlet:"The Times"': Filters(places=("moscow",), outlets=("The Times",)),
    "producer:gdelt,relcli": Filters(producers=("gdelt1", "gdelt2", "")),
    "id:7,#9": Filters(ids=(7, 9)),
    "date:2024Q3": Filters(since="2024-07-01", until="2024-09-30"),
    'p:"last month"': Filters(since="2024-10-01", until="2024-10-31"),
    "since:2022 until:2024-02": Filters(since="2022-01-01", until="2024-02-29"),
    "imported_since:2024": Filters(imported_since="2024-01-01"),
    'gas "new pipeline"': Filters(text='gas "new pipeline"'),
    "\N{LEFT DOUBLE QUOTATION MARK}new pipeline\N{RIGHT DOUBLE QUOTATION MARK}": Filters(text='"new pipeline"'),
    'text:gas text:"new pipeline" 10:30': Filters(text='gas "new pipeline" 10:30'),
    '"http://example.org" "a:b"': Filters(text='"http://example.org" "a:b"'),
    "^type:consult": Filters(excluded=(Filters(types=("CONSULT",)),)),
    '^c:usa,jpn ^"gas pipeline" ^date:2023': Filters(
        excluded=(
            Filters(countries=("USA", "JPN")),
            Filters(text='"gas pipeline"'),
            Filters(since="2023-01-01", until="2023-12-31"),
        )
    ),
}

ERRORS = {
    "country:rusia": r"column 9: unknown country 'rusia'; did you mean Russia \(RUS\)\?$",
    "gas country:china,rusia": "column 19: unknown country 'rusia'",
    "contry:russia": "column 1: unknown key 'contry'; did you mean country",
    "gas ^secter:energy": "column 6: unknown key 'secter'; did you mean sector",
    "https://example.org": "column 1: unknown key 'https'.*quotation marks",
    'gas "new pipeline': "column 5: the quotation mark is never closed",
    'person:"a b': "column 8: the quotation mark is never closed",
    "country:": "column 9: a value is missing",
    "country:russia, china": "column 16: a value is missing.*quotation marks",
    'gas ""': "column 5: there is nothing between",
    'person:"a"b': "column 11: a space is missing",
    "gas ^": "column 5: .* excludes nothing",
    "^ gas": "column 1: .* excludes nothing",
    "date:2024 p:2023": "column 13: period is given twice",
    "since:2024 since:2023": "column 18: since is given twice",
    "date:2024 since:2023": "column 17: --period goes with neither",
    "between:russia": "column 9: between needs two parties",
    "between:russia,chna": "column 16: unknown actor 'chna'",
    "sector:enrgy": "column 8: unknown sector 'enrgy'; did you mean energy",
    "mutual:maybe": "column 8: unknown --mutual choice 'maybe'",
    "^mutual:include": "column 9: .* excludes everything",
    "date:someday": "column 6: cannot read the period 'someday'; write 2024",
    "producer:gdlt": "column 10: unknown producer 'gdlt'; did you mean gdelt",
    "id:x": "column 4: 'x' is not the number",
    "^@gas": "column 2: a view cannot be excluded",
    "@a/b": "column 1: '@a/b' is not the name of a view",
    "between:russia,russia": "two different parties",
}


def asked(text: str) -> Filters:
    """Return what an expression asks for."""
    return to_filters(list(parse(text)), TODAY)


@pytest.mark.parametrize(("text", "meaning"), MEANINGS.items())
def test_what_an_expression_asks_for(text: str, meaning: Filters) -> None:
    assert asked(text) == meaning


@pytest.mark.parametrize(("text", "message"), ERRORS.items())
def test_errors_point_at_their_place(text: str, message: str) -> None:
    with pytest.raises(UsageError) as error:
        asked(text)
    assert re.search(f"^{message}" if message.startswith("column") else message, str(error.value))


def test_raw_text_is_taken_as_it_is_but_for_known_keys() -> None:
    terms = list(parse('"gas x"* OR title:lng ^start NEAR(a b, 5) c:russia @view ^t:aid', raw=True))
    text = [term.words[0].text for term in terms if term.key == "text"]
    assert text == ['"gas x"*', "OR", "title:lng", "^start", "NEAR(a", "b,", "5)"]
    assert [(term.key, term.excluded) for term in terms if term.key != "text"] == [
        ("country", False),
        ("@", False),
        ("type", True),
    ]
    wanted = to_filters([term for term in terms if term.key != "@"], TODAY)
    assert wanted.raw_text
    assert wanted.text.startswith('"gas x"* OR title:lng')


def test_options_and_terms_add_up() -> None:
    typed = [Term("country", (Word("china"),)), *parse("country:russia gas"), Term("text", (Word("oil"),))]
    assert to_filters(typed, TODAY) == Filters(countries=("CHN", "RUS"), text="gas oil")
    assert to_filters([*typed, Term(SUCCESSORS, ())], TODAY).countries == ("CHN", "RUS", "SUN")


def test_later_terms_replace_earlier_ones_of_the_same_field() -> None:
    earlier = list(parse("c:russia s:energy date:2024 ^t:consult gas"))
    later = list(parse("since:2022 ^c:usa s:trade"))
    assert to_filters(replaced(earlier, later), TODAY) == Filters(
        countries=("RUS",),
        sectors=("trade",),
        since="2022-01-01",
        text="gas",
        excluded=(Filters(types=("CONSULT",)), Filters(countries=("USA",))),
    )


def test_every_key_and_alias_is_known_in_any_case() -> None:
    assert all(known_key(key.upper()) == key for key in KEYS)
    assert {known_key(alias) for alias in ALIASES} <= set(KEYS)
    assert known_key("nothing") == ""


@given(st.text(max_size=40) | st.text(alphabet='ct:^"@, aé', max_size=20), st.booleans())
def test_no_text_raises_anything_but_a_usage_error(text: str, raw: bool) -> None:
    try:
        terms = list(parse(text, raw=raw))
    except UsageError:
        return
    assert all(word.text.strip() for term in terms for word in term.words)


VALUES = st.text(min_size=1, max_size=8).filter(lambda text: text.strip() and '"' not in text)
TERMS = st.lists(st.tuples(st.sampled_from(["person", "place", "outlet"]), VALUES, st.booleans()), max_size=5)


@given(TERMS)
def test_what_is_written_is_read(written: list[tuple[str, str, bool]]) -> None:
    curly = str.maketrans("\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}", "''")
    written = [(key, value.translate(curly), excluded) for key, value, excluded in written]
    text = " ".join(f'{"^" * excluded}{key}:"{value}"' for key, value, excluded in written)
    assert [(term.key, term.words[0].text, term.excluded) for term in parse(text)] == written


def test_the_page_about_questions_names_every_key_and_its_examples_can_be_asked() -> None:
    page = (Path(__file__).parents[2] / "docs" / "query.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("| `")
    ]
    keys = [row for row in rows if len(row) == 4]
    named = {key for row in keys for cell in row[:2] for key in re.findall(r"`([^`]+)`", cell)}
    assert named == {*KEYS, *ALIASES}
    for row in keys:
        assert asked(row[2].strip("`")) != Filters()
    for line in re.findall(r"^relcli (?:list|timeline|search) .*$", page, re.M):
        for quoted in re.findall(r"'([^']+)'", line):
            assert asked(quoted) != Filters()
