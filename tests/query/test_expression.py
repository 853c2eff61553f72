"""The query expression: it says what options say, and its errors point at their place."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.errors import UsageError
from relcli.query.expression import parse
from relcli.query.filters import Filters
from relcli.query.question import to_filters
from relcli.query.terms import ALIASES, KEYS, SUCCESSORS, Term, Word, known_key, replaced, walked

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
    "min-confidence:0.7": Filters(min_confidence=0.7),
    "confidence:>=,55": Filters(min_confidence=0.55),
    "^confidence:0.6": Filters(excluded=(Filters(min_confidence=0.6),)),
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

USA, CHINA = Filters(countries=("USA",)), Filters(countries=("CHN",))
GAS, ENERGY = Filters(text="gas"), Filters(sectors=("energy",))
JOINED = {
    # Both take part; what can be asked in one is.
    "country:usa AND country:china": replace(USA, groups=((CHINA,),)),
    "country:usa AND sector:energy gas AND pipeline": Filters(
        countries=("USA",), sectors=("energy",), text="gas pipeline"
    ),
    "c:usa AND c:china AND c:russia": replace(USA, groups=((CHINA,), (Filters(countries=("RUS",)),))),
    "date:2023 AND date:2024": Filters(
        since="2023-01-01", until="2023-12-31", groups=((Filters(since="2024-01-01", until="2024-12-31"),),)
    ),
    # Either; values of one key add up.
    "sector:energy OR sector:trade": Filters(sectors=("energy", "trade")),
    "id:7 OR id:9 OR id:7": Filters(ids=(7, 9)),
    "gas OR sector:energy": Filters(groups=((GAS, ENERGY),)),
    "(gas OR sector:energy) country:usa": replace(USA, groups=((GAS, ENERGY),)),
    "(country:iran OR country:iraq) AND sector:energy 'gas": Filters(
        countries=("IRN", "IRQ"), sectors=("energy",), text="'gas"
    ),
    # AND is stronger than OR, terms side by side are stronger than both.
    "c:usa AND c:china OR gas": Filters(groups=((replace(USA, groups=((CHINA,),)), GAS),)),
    "gas OR c:usa c:china": Filters(groups=((GAS, Filters(countries=("USA", "CHN"))),)),
    "gas sector:energy OR c:usa": Filters(groups=((replace(ENERGY, text="gas"), USA),)),
    # NOT belongs to the term, or the parentheses, behind it.
    "NOT type:consult": Filters(excluded=(Filters(types=("CONSULT",)),)),
    "NOT gas c:usa": replace(USA, excluded=(GAS,)),
    "c:usa AND NOT c:china": replace(USA, excluded=(CHINA,)),
    "^(gas OR c:usa)": Filters(excluded=(GAS, USA)),
    "NOT (gas AND c:usa)": Filters(excluded=(replace(USA, text="gas"),)),
    "NOT(gas)NOT(c:usa)": Filters(excluded=(GAS, USA)),
    "c:usa NOT NOT c:china": replace(USA, groups=((CHINA,),)),
    "NOT ^c:china": CHINA,
    "NOT NOT NOT gas": Filters(excluded=(GAS,)),
    # In small letters, in quotation marks, or inside a word they are words.
    "gas and oil or not lng": Filters(text="gas and oil or not lng"),
    'gas "AND" text:OR ANDES': Filters(text='gas "AND" OR ANDES'),
    "pipeline(s) OR tank(er)": Filters(groups=((Filters(text="pipeline(s)"), Filters(text="tank(er)")),)),
    '(person:"Sharif (Nawaz)" OR place:Moscow)': Filters(
        groups=((Filters(persons=("Sharif (Nawaz)",)), Filters(places=("Moscow",))),)
    ),
    "country:AND": Filters(countries=("AND",)),
}

ERRORS = {
    "country:rusia": r"column 9: unknown country 'rusia'; did you mean Russia \(RUS\)\?$",
    "gas country:china,rusia": "column 19: unknown country 'rusia'",
    "contry:russia": "column 1: unknown key 'contry'; did you mean country",
    "gas ^secter:energy": "column 6: unknown key 'secter'; did you mean sector",
    "https://example.org": "column 1: unknown key 'https'.*quotation marks",
    'gas "new pipeline': "column 5: the quotation mark is never closed",
    'person:"a b': "column 8: the quotation mark is never closed",
    "country:'united states'": "column 9: values are put into double quotation marks; write country:",
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
    "min-confidence:much": "column 16: 'much' is not a confidence; give a number from 0 to 1",
    "confidence:1.2": "column 12: '1.2' is not a confidence",
    "confidence:70%": "column 12: '70%' is not a confidence",
    "confidence:<0.7": r"column 12: '<0.7' is not a confidence; write \^confidence:0.7 for what is below",
    "gas confidence:≤,5": r"column 16: '≤,5' is not a confidence; write \^confidence:.5",
    "confidence:0.6 confidence:0.7": "column 27: min-confidence is given twice",
    "^confidence:>=0": "column 13: .* excludes everything",
    "^mutual:include": "column 9: .* excludes everything",
    "date:someday": "column 6: cannot read the period 'someday'; write 2024",
    "producer:gdlt": "column 10: unknown producer 'gdlt'; did you mean gdelt",
    "id:x": "column 4: 'x' is not the number",
    "^@g/s": "column 2: '@g/s' is not the name of a view",
    "country:usa AND": 'column 13: AND needs a term after it; write country:usa AND country:china, or "AND" for the',
    "OR gas": "column 1: OR needs a term before it; write sector:energy OR sector:trade",
    "gas AND OR oil": "column 5: AND needs a term after it",
    "gas (AND oil)": "column 6: AND needs a term before it",
    "gas NOT": "column 5: NOT needs a term after it; write NOT type:consult",
    "(gas OR) oil": "column 6: OR needs a term after it",
    "gas AND (oil": "column 9: the parenthesis is never closed; close it with [)], or put words with parentheses into",
    "gas AND (oil OR (lng)": "column 9: the parenthesis is never closed",
    "(country:usa)) gas": "column 14: the parenthesis was never opened",
    "oil)": "column 4: the parenthesis was never opened; open it with [(]",
    "gas ()": "column 5: the pair of parentheses holds nothing",
    "^)": "column 1: .* excludes nothing",
    "country:(usa OR china)": "column 9: parentheses hold whole terms, not values; write country:A,B",
    "text:(gas": "column 6: parentheses hold whole terms, not values; put the value into quotation marks",
    "gas AND country:rusia": "column 17: unknown country 'rusia'",
    "gas OR (date:2024 date:2023)": "column 24: period is given twice",
    f"{'(' * 7}gas{')' * 7}": "column 7: more than 6 parentheses are open",
    "@a/b": "column 1: '@a/b' is not the name of a view",
    "between:russia,russia": "two different parties",
}


def asked(text: str) -> Filters:
    """Return what an expression asks for."""
    return to_filters(list(parse(text)), TODAY)


@pytest.mark.parametrize(("text", "meaning"), [*MEANINGS.items(), *JOINED.items()])
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


def test_options_hold_besides_what_an_expression_joins() -> None:
    typed = [Term("country", (Word("china"),)), *parse("country:russia OR gas")]
    russia = Filters(countries=("RUS",))
    assert to_filters(typed, TODAY) == replace(CHINA, groups=((russia, GAS),))
    former = replace(russia, countries=("RUS", "SUN"))
    assert to_filters([*typed, Term(SUCCESSORS, ())], TODAY) == replace(CHINA, groups=((former, GAS),))


def test_later_terms_replace_what_and_joins_and_leave_a_choice_whole() -> None:
    earlier = list(parse("country:usa AND country:china AND s:energy ^t:aid"))
    assert to_filters(replaced(earlier, parse("c:russia")), TODAY) == Filters(
        countries=("RUS",), sectors=("energy",), excluded=(Filters(types=("AID",)),)
    )
    choice = list(parse("(country:usa OR gas) AND date:2023"))
    assert to_filters(replaced(choice, parse("c:china date:2024")), TODAY) == Filters(
        countries=("CHN",), since="2024-01-01", until="2024-12-31", groups=((USA, GAS),)
    )
    assert to_filters(replaced(choice, parse("gas OR oil")), TODAY).groups == ((USA, GAS), (GAS, Filters(text="oil")))


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


PIECES = st.lists(st.sampled_from(["AND", "OR", "NOT", "(", ")", "^", "c:russia", "gas", " ", "@v", '"a b"']))


@given(
    st.text(max_size=40) | st.text(alphabet='ct:^"@, aé()', max_size=20) | PIECES.map(" ".join) | PIECES.map("".join),
    st.booleans(),
)
def test_no_text_raises_anything_but_a_usage_error(text: str, raw: bool) -> None:
    try:
        terms = list(parse(text, raw=raw))
    except UsageError:
        return
    assert all(term.words and all(word.text.strip() for word in term.words) for term in walked(terms))


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
