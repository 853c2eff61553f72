"""The one door to the word lists: classes and values of the lexicon, and that the user's own rows pass through it."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from relcli.coder import load_coder
from relcli.coding import Document
from relcli.lexicon import load_lexicon
from relcli.lexicon.own import read_all
from relcli.lexicon.tables import DATA, read_table
from relcli.lexicon.words import Words, alternation
from tests.coders import shipped_coder

if TYPE_CHECKING:
    from pathlib import Path

    from relcli.coding import CodedEvent

WORDS = "class\tword\n"
VALUES = "class\tword\tvalue\n"


def codings(body: str, folder: Path, **tables: str) -> tuple[list[CodedEvent], list[CodedEvent]]:
    """Return the events of a body as the shipped tables code it, and with these tables in the user's folder."""
    for name, text in tables.items():
        (folder / f"{name}.tsv").write_text(text, "utf-8")
    assert [str(problem) for problem in read_all((folder,)).problems] == []
    document = Document("a", "2025-05-07", body)
    return shipped_coder().code(document), load_coder((folder,)).code(document)


def test_a_class_and_a_value_of_the_shipped_tables() -> None:
    words = Words(load_lexicon())
    assert "never" in words.of("negation")
    assert words.values("clipped-word")["wo"] == "will"
    assert words.numbers("month")["december"] == 12


def test_a_class_that_does_not_exist_is_an_error() -> None:
    words = Words(load_lexicon())
    with pytest.raises(KeyError):
        words.of("negations")
    with pytest.raises(KeyError):
        words.values("months")


def test_an_alternation_prefers_the_longest_and_takes_words_as_they_are() -> None:
    pattern = re.compile(alternation(["the", "the very same", "a.m."]))
    assert pattern.match("the  very\nsame day").group() == "the  very\nsame"  # type: ignore[union-attr]
    assert pattern.match("aXmX") is None


FAMILIES = {"compass-", "judging-", "matter-", "organisation-", "pronoun-", "region-", "several-"}


def _texts_of_the_code() -> set[str]:
    """Return all texts of the source, those before a value in an f-string with it: "pronoun-" of f"pronoun-{kind}"."""
    trees = (ast.parse(path.read_text("utf-8")) for path in DATA.parent.parent.rglob("*.py"))
    texts = (node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str)}


@pytest.mark.parametrize("table", ["words", "word_values"])
def test_every_class_is_asked_for_by_its_name_or_with_its_family(table: str) -> None:
    texts = _texts_of_the_code()
    families = tuple(text for text in texts if text in FAMILIES)
    classes = {row["class"] for row in read_table(DATA / f"{table}.tsv")}
    assert [name for name in sorted(classes) if name not in texts and not name.startswith(families)] == []


@pytest.mark.parametrize("table", ["words", "word_values"])
def test_no_word_is_in_a_class_twice(table: str) -> None:
    rows = [(row["class"], row["word"]) for row in read_table(DATA / f"{table}.tsv")]
    assert len(set(rows)) == len(rows)


def test_own_day_word_dates_an_event(tmp_path: Path) -> None:
    body = "Fiji and Tonga signed an agreement yestereve."
    before, after = codings(body, tmp_path, word_values=VALUES + "day-word\tyestereve\t-1\n")
    assert [(event.date, event.date_basis) for event in before] == [("2025-05-07", "published")]
    assert [(event.date, event.date_basis) for event in after] == [("2025-05-06", "stated")]


def test_own_word_that_makes_a_date_a_limit(tmp_path: Path) -> None:
    body = "Fiji attacked Tonga pending 5 May."
    before, after = codings(body, tmp_path, words=WORDS + "date-limit\tpending\n")
    assert {event.date_basis for event in before} == {"stated"}
    assert {event.date_basis for event in after} == {"published"}


def test_own_negation_denies_an_act(tmp_path: Path) -> None:
    body = "Fiji nowise attacked Tonga on Monday."
    before, after = codings(body, tmp_path, words=WORDS + "negation\tnowise\n")
    assert [event.modality for event in before] == ["occurred"]
    assert [event.modality for event in after] == ["denied"]


def test_own_abbreviation_does_not_end_a_sentence(tmp_path: Path) -> None:
    body = "Fiji thanked Zwdz. Smith and Tonga."
    codings(body, tmp_path, abbreviations="abbreviation\tkind\nZwdz.\ttitle\n")
    assert len(shipped_coder().reader.read(body).sentences) == 2
    assert len(load_coder((tmp_path,)).reader.read(body).sentences) == 1


def test_own_agency_makes_a_dateline(tmp_path: Path) -> None:
    body = "Zedpress - Fiji thanked Tonga."
    document = shipped_coder().reader.read(body)
    assert document.dateline is None
    codings(body, tmp_path, agencies="name\toutlet\nZedpress\tZedpress\n")
    dateline = load_coder((tmp_path,)).reader.read(body).dateline
    assert dateline is not None
    assert dateline.agency == "Zedpress"


def test_own_furniture_is_not_read(tmp_path: Path) -> None:
    body = "Fiji met Tonga.\nalso on zednews: Fiji attacked Tonga."
    before, after = codings(body, tmp_path, furniture="phrase\tkind\tposition\nalso on zednews\ttail\tstart\n")
    assert "ASSAULT" in {event.type for event in before}
    assert "ASSAULT" not in {event.type for event in after}
