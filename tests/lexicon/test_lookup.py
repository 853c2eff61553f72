"""What `relcli lexicon show` finds: every row that a name or word could match, those in force first."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from relcli.lexicon.lookup import COLUMNS, in_force, look_up
from relcli.lexicon.own import read_all

if TYPE_CHECKING:
    from relcli.lexicon.tables import Entry


@cache
def tables() -> dict[str, list[Entry]]:
    return read_all(()).tables


def found(name: str, day: str = "2024-07-01") -> list[dict[str, Any]]:
    """Look a name up with forms good enough for these tests."""
    return look_up(tables(), name, day, lambda lemma: {f"{lemma}s", f"{lemma}ed"}, lambda noun: {f"{noun}s"})


def test_a_state_and_the_row_that_gives_it_a_rule() -> None:
    rows = found("Georgia")
    assert [(row["table"], row["code"]) for row in rows] == [("countries", "GEO"), ("actors", "GEO")]
    assert [row["rule"] for row in rows] == ["", "needs-country-context"]
    assert all(tuple(column for column in COLUMNS if column in row) == COLUMNS for row in rows)


def test_a_surname_means_who_was_in_office_on_the_day() -> None:
    for day, name in (("2016-05-01", "Nawaz Sharif"), ("2024-07-01", "Shehbaz Sharif")):
        holders = [row for row in found("sharif", day) if row["table"] == "persons"]
        now = {row["meaning"] for row in holders if row["in_force"] and row["office"] == "head of government"}
        assert now == {name}
        assert holders[0]["in_force"]
        assert [row["in_force"] for row in holders] == sorted((row["in_force"] for row in holders), reverse=True)


def test_a_capital_a_title_a_noun_and_a_verb() -> None:
    assert ("capital", "USA") in {(row["kind"], row["code"]) for row in found("Washington")}
    assert ("person", "minister") in {(row["kind"], row["level"]) for row in found("foreign minister")}
    assert {row["table"] for row in found("pipelines")} >= {"nouns"}
    assert {row["match"] for row in found("signed")} >= {"sign {deal}"}
    assert {row["match"] for row in found("agree to")} >= {"agree to"}
    assert "agree" not in {row["match"] for row in found("agree to")}
    assert {row["meaning"] for row in found("pharmaceuticals") if row["table"] == "sectors"}


def test_case_blanks_and_the_article_do_not_matter() -> None:
    assert found("  the  KREMLIN ") == found("Kremlin") != []


def test_what_is_nothing_is_nothing() -> None:
    assert found("zzyzx road") == []


def test_months_and_years_hold_to_their_ends() -> None:
    assert in_force({"from": "2024", "to": "2024"}, "2024-12-31")
    assert in_force({"from": "2024-05", "to": ""}, "2024-05-01")
    assert not in_force({"from": "2024-05", "to": ""}, "2024-04-30")
    assert not in_force({"from": "", "to": "2024-05"}, "2024-06-01")


def test_rows_tell_file_and_line() -> None:
    row = next(row for row in found("the Kremlin") if row["table"] == "actors")
    file, _, line = row["where"].partition(":")
    assert file == "actors.tsv"
    entry = next(entry for entry in tables()["actors"] if entry.line == int(line))
    assert entry.row["alias"] == row["match"]
