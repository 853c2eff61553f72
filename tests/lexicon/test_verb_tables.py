"""The tables of acts are well formed: columns, values, classes, examples.

The coder is run on the examples elsewhere.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from relcli.lexicon.tables import DATA, Row, read_table, split_list
from relcli.model import MODALITIES, TYPES

COLUMNS = {
    "verbs": ["verb", "object", "type", "mode", "modality", "target", "flags", "example", "counter"],
    "event_nouns": [
        "noun", "type", "mode", "modality", "source", "target", "flags", "example", "counter",
    ],
    "nouns": ["class", "noun"],
    "irregular": ["lemma", "past", "participle"],
    "reporting": ["phrase"],
}  # fmt: skip
KEYS = {"verbs": ("verb", "object"), "event_nouns": ("noun",)}
FLAGS = {"mutual", "reverse", "reciprocal", "speaker", "passive", "active", "host", "no-pair", "inner"}
PREPOSITIONS = {
    "about", "after", "against", "along", "around", "at", "before", "behind", "between", "by", "for", "from",
    "in", "into", "near", "of", "off", "on", "onto", "opposite", "out", "outside", "over", "past", "through",
    "to", "toward", "towards", "under", "upon", "with",
}  # fmt: skip
SLOTS = {"obj", "that", "any", "pair"} | PREPOSITIONS
SOURCES = {"poss", "by", "from", "of", "between"}
OBJECT = re.compile(r"actor|\{[a-z-]+\}(\|\{[a-z-]+\})*")
EXAMPLE = re.compile(r"[A-Z].*[.?!] \[((?:[A-Z0-9]+ )*[A-Z0-9]+|)\]")
"""The source comes first; more than one target where the act has several ("mediated between A and B")."""


@cache
def table(name: str) -> list[Row]:
    return read_table(DATA / f"{name}.tsv")


@cache
def noun_classes() -> set[str]:
    return {row["class"] for row in table("nouns")}


@cache
def actor_codes() -> set[str]:
    return {row["code"] for name in ("countries", "organisations") for row in table(name)}


def act_rows() -> list[tuple[str, Row]]:
    return [(name, row) for name in ("verbs", "event_nouns") for row in table(name)]


def named(name: str, row: Row) -> str:
    return f"{name}: {' '.join(row[key] for key in KEYS[name])}"


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_are_as_documented(name: str) -> None:
    assert list(table(name)[0]) == COLUMNS[name]


@pytest.mark.parametrize("name", COLUMNS)
def test_rows_are_sorted_and_stripped(name: str) -> None:
    rows = [tuple(row.values()) for row in table(name)]
    assert rows == sorted(set(rows))
    assert all(cell == cell.strip() for row in rows for cell in row)


@pytest.mark.parametrize("name", KEYS)
def test_each_frame_stands_once(name: str) -> None:
    seen: set[tuple[str, ...]] = set()
    for row in table(name):
        voice = {"active", "passive"} & set(split_list(row["flags"]))
        key = (*(row[column] for column in KEYS[name]), *voice)
        assert key not in seen, named(name, row)
        seen.add(key)


def test_types_modes_and_modalities_are_known() -> None:
    modes = {(row["type"], row["mode"]) for row in table("plover")}
    for name, row in act_rows():
        where = named(name, row)
        if row["type"] == "-":
            assert not row["mode"] + row["modality"] + row["target"] + row["flags"], where
        elif row["type"] == "=":
            assert row["modality"] in {"", *MODALITIES}, where
        else:
            assert row["type"] in TYPES, where
            assert (row["type"], row["mode"]) in modes, where
            assert row["modality"] in MODALITIES, where


def test_objects_name_classes_that_have_nouns() -> None:
    for row in table("verbs"):
        if not row["object"]:
            continue
        assert OBJECT.fullmatch(row["object"]), named("verbs", row)
        assert set(re.findall(r"\{(.*?)\}", row["object"])) <= noun_classes(), named("verbs", row)


def test_every_class_is_used_and_has_enough_nouns() -> None:
    used = {name for row in table("verbs") for name in re.findall(r"\{(.*?)\}", row["object"])}
    assert noun_classes() == used
    for name in noun_classes():
        assert sum(row["class"] == name for row in table("nouns")) >= 5, name


def test_slots_and_flags_are_known() -> None:
    for name, row in act_rows():
        where = named(name, row)
        targets = row["target"].split(",") if row["target"] else []
        assert set(targets) <= SLOTS, where
        assert len(targets) == len(set(targets)), where
        assert set(split_list(row["flags"])) <= FLAGS, where
        if name == "event_nouns" and row["type"] != "-":
            assert set(row["source"].split(",")) <= SOURCES, where


def test_an_act_has_a_target() -> None:
    for name, row in act_rows():
        assert (row["type"] in {"-", "="}) == (not row["target"]), named(name, row)


def test_violence_never_takes_its_target_from_the_discourse() -> None:
    for name, row in act_rows():
        if row["type"] in {"ASSAULT", "COERCE", "MOBILIZE", "PROTEST"}:
            assert "pair" not in row["target"].split(","), named(name, row)


def test_every_row_has_an_example_with_the_pair_it_gives() -> None:
    for name, row in act_rows():
        found = EXAMPLE.fullmatch(row["example"])
        assert found, named(name, row)
        codes = set(found[1].split())
        assert codes <= actor_codes(), named(name, row)
        assert len(codes) in ({0} if row["type"] == "-" else {2, 3}), named(name, row)


def test_examples_hold_the_word_they_exemplify() -> None:
    irregular = {form for row in table("irregular") for cell in row.values() for form in split_list(cell)}
    for name, row in act_rows():
        words = re.findall(r"[\w-]+", row["example"].lower())
        head = row[KEYS[name][0]].split()[0]
        stem = head[: max(2, len(head) - 2)]
        near = any(word.startswith(stem) for word in words) or head in {"be", "have"}
        assert near or (head in irregular and set(words) & irregular), named(name, row)


def test_there_are_enough_rows_of_every_type() -> None:
    types = [row["type"] for row in table("verbs")]
    assert len(types) >= 900
    assert len(table("event_nouns")) >= 150
    assert len(noun_classes()) >= 60
    assert min(types.count(name) for name in TYPES) >= 30
    assert types.count("-") >= 50


def test_irregular_verbs_are_single_words() -> None:
    lemmas = [row["lemma"] for row in table("irregular")]
    assert len(lemmas) == len(set(lemmas))
    for row in table("irregular"):
        assert all(re.fullmatch(r"[a-z-]+(;[a-z-]+)*", forms) for forms in row.values()), row


def test_reporting_phrases_are_lower_case() -> None:
    assert all(row["phrase"] == row["phrase"].lower() for row in table("reporting"))
