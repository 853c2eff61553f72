"""The table of sector terms: its form, its size, and where the words of everyday reports fall."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

import relcli
from relcli.model import SECTORS

TABLE = Path(relcli.__file__).parent / "lexicon" / "data" / "sectors.tsv"

EXPECTED = [
    ("energy", {"energy"}),
    ("trade", {"trade"}),
    ("economic", {"trade"}),
    ("tariffs", {"trade"}),
    ("investment", {"investment"}),
    ("direct flights", {"connectivity"}),
    ("infrastructure", {"connectivity"}),
    ("violated its airspace", {"defence"}),
    ("closed its airspace", {"connectivity"}),
    ("refugees", {"migration"}),
    ("embassy", set()),
    ("nuclear program", {"energy", "defence"}),
    ("banking sectors", {"finance"}),
    ("debt restructuring", {"finance"}),
    ("loan", {"finance"}),
    ("people-to-people", {"culture"}),
    ("lingual exchanges", {"education"}),
    ("language", {"education"}),
    ("scholarships", {"education"}),
    ("counterterrorism", {"security"}),
    ("counter-terrorism", {"security"}),
    ("ceasefire", {"security"}),
    ("attack", {"security"}),
    ("airstrikes", {"security", "defence"}),
    ("climate", {"environment"}),
    ("humanitarian assistance", {"humanitarian"}),
    ("disaster relief", {"humanitarian"}),
    ("troops", {"defence"}),
    ("missiles", {"defence"}),
    ("nuclear weapons", {"defence"}),
    ("nuclear power", {"energy"}),
    ("civil nuclear", {"energy"}),
    ("visas", {"migration"}),
    ("human rights", {"law"}),
    ("detention", {"law"}),
    ("prisoners", {"law"}),
    ("united nations", {"multilateral"}),
    ("brics membership", {"multilateral"}),
    ("bilateral relations", {"politics"}),
    ("bilateral ties", {"politics"}),
    ("election", {"politics"}),
    ("fisheries", {"agriculture"}),
    ("vaccines", {"health"}),
    ("hospital", {"health"}),
    ("technology", {"science-technology"}),
    ("industry", {"industry"}),
    ("sanctions", set()),
    ("tourism", set()),
    ("hospitality", set()),
    ("courtesy call", set()),
    ("bonds of friendship", {"politics"}),
    ("democratic republic of the congo", set()),
    ("west bank", set()),
    ("think tank", set()),
]


def read_rows() -> list[tuple[str, str]]:
    """Return (sector, term) of every line below the header."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "sector\tterm"
    rows = [tuple(line.split("\t")) for line in lines[1:]]
    assert all(len(row) == 2 for row in rows)
    return [(row[0], row[1]) for row in rows]


def sectors_of(phrase: str) -> set[str]:
    """Match the longest terms first: whole words, the last one as a prefix where the term has a star."""
    plain: dict[str, set[str]] = defaultdict(set)
    for sector, term in read_rows():
        plain[term].add(sector)
    words, found, at = phrase.split(), set(), 0
    while at < len(words):
        for end in range(len(words), at, -1):
            part = " ".join(words[at:end])
            heads = (part[:cut] + "*" for cut in range(len(part) - len(words[end - 1]) + 1, len(part) + 1))
            hits = plain.get(part, set()).union(*(plain.get(head, set()) for head in heads))
            if hits:
                found |= hits
                at = end - 1
                break
        at += 1
    return found


def test_every_sector_is_one_of_the_nineteen() -> None:
    assert {sector for sector, _ in read_rows()} == set(SECTORS)


def test_each_sector_has_enough_terms_and_not_too_many() -> None:
    counts = Counter(sector for sector, _ in read_rows())
    assert {sector: count for sector, count in counts.items() if not 40 <= count <= 150} == {}


def test_rows_are_sorted_and_never_repeated() -> None:
    rows = read_rows()
    assert rows == sorted(set(rows))


def test_terms_are_lower_case_words_with_a_star_only_at_the_end() -> None:
    form = re.compile(r"[\w.\u2019'+-]+( [\w.\u2019'+-]+)*\*?")
    wrong = [term for _, term in read_rows() if not form.fullmatch(term) or term != term.lower()]
    assert wrong == []


def test_a_star_keeps_at_least_four_letters() -> None:
    short = [term for _, term in read_rows() if term.endswith("*") and len(term) < 5]
    assert short == []


def test_only_acts_of_war_and_nuclear_plans_stand_in_two_sectors() -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for sector, term in read_rows():
        places[term].add(sector)
    shared = {term: where for term, where in places.items() if len(where) > 1}
    nuclear = {term: where for term, where in shared.items() if where == {"energy", "defence"}}
    assert all(term.startswith("nuclear ") for term in nuclear), nuclear
    assert all(where == {"security", "defence"} for term, where in shared.items() if term not in nuclear), shared


@pytest.mark.parametrize(("phrase", "sectors"), EXPECTED)
def test_common_words_fall_where_a_reader_expects(phrase: str, sectors: set[str]) -> None:
    assert sectors_of(phrase) == sectors
