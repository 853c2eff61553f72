"""Form of the actor tables: codes exist, dates parse, rows are sorted, an alias means one thing."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

import relcli
from relcli.model import LEVELS, QUAD_CLASSES, TYPES

DATA = Path(relcli.__file__).parent / "lexicon" / "data"
COLUMNS = {
    "countries.tsv": "code alpha2 name names adjectives demonyms capitals from to successors",
    "actors.tsv": "alias code kind rule from to",
    "organisations.tsv": "code name aliases subbodies members kind",
    "titles.tsv": "title level office kind",
    "plover.tsv": "type mode quad_class intensity",
}
ALIAS_COLUMNS = {
    "countries.tsv": ("name", "names", "adjectives", "demonyms", "capitals"),
    "organisations.tsv": ("name", "aliases", "subbodies"),
}
ACTOR_KINDS = {"city", "capital", "metonym", "institution", "region", "name", "stop"}
PLAIN_RULES = {"", "cased", "needs-country-context"}
WORD_RULES = ("not-before:", "not-after:")


def data_lines(name: str) -> list[str]:
    """Return the lines of a table without its comments; the header is the first."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table by column name."""
    header, *lines = (line.split("\t") for line in data_lines(name))
    return [dict(zip(header, cells, strict=True)) for cells in lines]


def country_codes() -> set[str]:
    return {row["code"] for row in rows("countries.tsv")}


def organisation_codes() -> set[str]:
    return {row["code"] for row in rows("organisations.tsv")}


def listed_aliases(name: str) -> list[tuple[str, str]]:
    """Return (alias, code) of every alias of countries.tsv or organisations.tsv."""
    return [
        (alias, row["code"])
        for row in rows(name)
        for column in ALIAS_COLUMNS[name]
        for alias in row[column].split(";")
        if alias
    ]


@pytest.mark.parametrize("name", COLUMNS)
def test_header_and_width(name: str) -> None:
    header, *lines = data_lines(name)
    assert header.split("\t") == COLUMNS[name].split()
    wrong = [line for line in lines if line.count("\t") != header.count("\t")]
    assert wrong == []


@pytest.mark.parametrize("name", COLUMNS)
def test_sorted_without_repeats(name: str) -> None:
    lines = [line.split("\t") for line in data_lines(name)[1:]]
    assert lines == sorted(lines)
    assert len({tuple(cells) for cells in lines}) == len(lines)


@pytest.mark.parametrize("name", COLUMNS)
def test_cells_are_trimmed_and_lists_have_no_gaps(name: str) -> None:
    cells = [cell for line in data_lines(name)[1:] for cell in line.split("\t")]
    items = [item for cell in cells if cell for item in cell.split(";")]
    assert [item for item in items if not item or item != item.strip() or '"' in item] == []


def test_countries_are_the_249_of_iso_and_six_more() -> None:
    codes = [row["code"] for row in rows("countries.tsv")]
    assert len(codes) == len(set(codes)) == 255
    assert {"XKX", "SUN", "YUG", "DDR", "CSK", "SCG", "TWN", "HKG", "MAC", "PSE", "GRL", "PRI"} <= set(codes)
    alpha2 = [row["alpha2"] for row in rows("countries.tsv") if row["alpha2"]]
    assert len(alpha2) == len(set(alpha2))
    assert all(len(code) == 3 and code.isupper() for code in codes)


def test_former_states_have_dates_and_successors() -> None:
    former = [row for row in rows("countries.tsv") if row["to"]]
    assert {row["code"] for row in former} == {"SUN", "YUG", "DDR", "CSK", "SCG"}
    for row in former:
        assert date.fromisoformat(row["from"]) < date.fromisoformat(row["to"])
        assert set(row["successors"].split(";")) <= country_codes()


def test_dates_of_actors_parse() -> None:
    days = [row[column] for row in rows("actors.tsv") for column in ("from", "to") if row[column]]
    assert all(date.fromisoformat(day) for day in days)


def test_codes_exist_and_are_not_shared() -> None:
    assert not country_codes() & organisation_codes()
    known = country_codes() | organisation_codes()
    unknown = [row for row in rows("actors.tsv") if row["kind"] != "stop" and row["code"] not in known]
    assert unknown == []
    members = {code for row in rows("organisations.tsv") for code in row["members"].split(";") if code}
    assert members <= country_codes()


def test_kinds_and_rules_of_actors() -> None:
    for row in rows("actors.tsv"):
        assert row["kind"] in ACTOR_KINDS, row
        assert (row["code"] == "") == (row["kind"] == "stop"), row
        rule = row["rule"]
        assert rule in PLAIN_RULES or rule.startswith(WORD_RULES), row
        if rule.startswith(WORD_RULES):
            assert all(rule.split(":", 1)[1].split("|")), row


def test_kinds_of_organisations() -> None:
    assert {row["kind"] for row in rows("organisations.tsv")} == {"organisation", "armed group", "forum"}
    assert len(organisation_codes()) == len(rows("organisations.tsv")) >= 150


def test_no_alias_means_two_things() -> None:
    meanings: defaultdict[str, set[str]] = defaultdict(set)
    for name in ALIAS_COLUMNS:
        for alias, code in listed_aliases(name):
            meanings[alias].add(code)
    for row in rows("actors.tsv"):
        if not row["from"] and not row["to"]:  # a dated row goes before an undated one of the same alias
            meanings[row["alias"]].add(row["code"])
    assert {alias: codes for alias, codes in meanings.items() if len(codes) > 1} == {}


def test_an_alias_listed_elsewhere_is_repeated_in_actors_only_for_its_rule_or_date() -> None:
    listed = {alias for name in ALIAS_COLUMNS for alias, _ in listed_aliases(name)}
    idle = [row for row in rows("actors.tsv") if row["alias"] in listed and not row["rule"] and not row["from"]]
    assert idle == []
    keys = [(row["alias"], row["from"], row["to"]) for row in rows("actors.tsv")]
    assert len(keys) == len(set(keys))


def test_titles() -> None:
    titles = rows("titles.tsv")
    assert len({row["title"] for row in titles}) == len(titles) >= 150
    for row in titles:
        assert row["kind"] in {"person", "body"}, row
        assert row["level"] in LEVELS if row["kind"] == "person" else row["level"] in {"", *LEVELS}, row


def test_plover_values() -> None:
    values = {(row["type"], row["mode"]): float(row["intensity"]) for row in rows("plover.tsv")}
    assert {kind for kind, mode in values if not mode} == set(TYPES)
    assert len(values) == len(rows("plover.tsv"))
    assert all(row["quad_class"] in QUAD_CLASSES for row in rows("plover.tsv"))
    assert values["ACCUSE", ""] == -3.0
    assert values["SUPPORT", "sign"] == values["SUPPORT", ""] == 5.0
    for row in rows("plover.tsv"):
        if row["quad_class"] == "material-conflict":
            assert float(row["intensity"]) < 0, row
