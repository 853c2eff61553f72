"""Names people type, turned into codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from relcli.errors import UsageError
from relcli.model import SECTORS, TYPES
from relcli.query import names


@pytest.mark.parametrize("word", ["russia", "Russian", "RU", "RUS", "rus", "Moscow", "russian federation", "  Russia "])
def test_all_names_of_a_country_mean_its_code(word: str) -> None:
    assert names.resolve_actor(word) == "RUS"


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("us", "USA"),
        ("U.S.", "USA"),
        ("uk", "GBR"),
        ("Türkiye", "TUR"),
        ("turkiye", "TUR"),
        ("cote d'ivoire", "CIV"),
        ("the netherlands", "NLD"),
        ("soviet union", "SUN"),
        ("Britons", "GBR"),
        ("Georgia", "GEO"),
        ("nato", "NATO"),
        ("United Nations", "UN"),
        ("eu", "EU"),
    ],
)
def test_short_accented_and_former_names(word: str, code: str) -> None:
    assert names.resolve_actor(word) == code


def test_comma_lists_and_repeats_give_each_code_once() -> None:
    assert names.resolve_actors(["russia, China", "CHN", "eu"]) == ("RUS", "CHN", "EU")


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(UsageError, match=r"unknown actor 'Rusia'; did you mean Russia \(RUS\)"):
        names.resolve_actor("Rusia")


def test_nobody_is_guessed_for_nonsense() -> None:
    with pytest.raises(UsageError, match="unknown actor 'qqqqqqq'; write a name"):
        names.resolve_actor("qqqqqqq")
    with pytest.raises(UsageError):
        names.resolve_actor("")


def test_an_ambiguous_word_asks_for_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [("congolese", "COD", 6), ("congolese", "COG", 6)]
    monkeypatch.setattr(names, "_actor_words", lambda: words)
    with pytest.raises(UsageError, match="COD, COG"):
        names.resolve_actor("Congolese")


def test_a_better_rank_and_the_state_of_today_win(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [("moscow", "SUN", 9), ("moscow", "RUS", 8), ("au", "AUS", 2), ("au", "AU", 0)]
    monkeypatch.setattr(names, "_actor_words", lambda: words)
    assert names.resolve_actor("Moscow") == "RUS"
    assert names.resolve_actor("AU") == "AU"


def test_a_word_for_a_state_of_today_and_for_a_former_one_means_that_of_today(monkeypatch: pytest.MonkeyPatch) -> None:
    header = "code\talpha2\tname\tnames\tadjectives\tdemonyms\tcapitals\tfrom\tto\tsuccessors"
    former = "OLD\t\tOld Freedonia\tFreedonia\tFreedonian\t\tFredville\t1950-01-01\t1990-01-01\tNEW"
    today = "NEW\t\tNew Freedonia\tFreedonia\tFreedonian\t\tFredville\t1990-01-02\t\t"
    for rows in ((former, today), (today, former)):
        text = "\n".join((header, *rows))
        monkeypatch.setattr(names, "_text", lambda name, text=text: text if name == "countries.tsv" else "")
        names._actor_words.cache_clear()
        try:
            found = {word: names.resolve_actor(word) for word in ("Freedonia", "Freedonian", "Fredville", "OLD")}
        finally:
            names._actor_words.cache_clear()
        assert found == {"Freedonia": "NEW", "Freedonian": "NEW", "Fredville": "NEW", "OLD": "OLD"}


def test_successors_bring_in_former_states() -> None:
    assert names.with_predecessors(["RUS"]) == ("RUS", "SUN")
    assert names.with_predecessors(["FRA"]) == ("FRA",)


def test_names_of_codes() -> None:
    assert names.actor_name("RUS") == "Russia"
    assert names.actor_name("ZZZ") == "ZZZ"


@pytest.mark.parametrize(
    ("word", "sector"),
    [
        ("defense", "defence"),
        ("Science", "science-technology"),
        ("tech", "science-technology"),
        ("transport", "connectivity"),
        ("economy", "trade"),
        ("Science-Technology", "science-technology"),
        ("science technology", "science-technology"),
    ],
)
def test_sectors_have_synonyms(word: str, sector: str) -> None:
    assert names.resolve_sector(word) == sector


def test_synonym_tables_are_sound() -> None:
    sectors = list(names._rows("sector_synonyms.tsv"))
    assert {row["meaning"] for row in sectors} <= set(SECTORS)
    assert not {row["word"] for row in sectors} & set(SECTORS)
    words = [row["word"] for row in sectors]
    assert words == sorted(set(words))
    types = list(names._rows("type_synonyms.tsv"))
    assert {name for row in types for name in row["meaning"].split(";")} <= set(TYPES)


def test_types_in_any_case_and_by_their_older_names() -> None:
    assert names.resolve_types(["consult,Support"]) == ("CONSULT", "SUPPORT")
    assert names.resolve_types(["DEMAND", "fight", "disapprove"]) == ("REQUEST", "ASSAULT", "ACCUSE")
    assert names.resolve_type("yield") == ("CONCEDE", "RETREAT")


def test_wrong_words_name_the_nearest() -> None:
    with pytest.raises(UsageError, match="energy"):
        names.resolve_sector("enrgy")
    with pytest.raises(UsageError, match="CONSULT"):
        names.resolve_types(["consul"])
    with pytest.raises(UsageError, match="proposed"):
        names.resolve_modalities(["propose"])
    with pytest.raises(UsageError, match="occurred, agreed, pledged"):
        names.resolve_modality("zzz")


def test_modes_come_from_the_table_of_modes() -> None:
    assert names.resolve_modes(["Phone", "sign"]) == ("phone", "sign")
    with pytest.raises(UsageError, match="phone"):
        names.resolve_mode("phones")


def test_looking_up_a_name_reads_two_small_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """A listing must not pay for the whole lexicon."""
    files: list[Path] = []
    read_text = Path.read_text

    def counted(file: Path, encoding: str = "") -> str:
        files.append(file)
        return read_text(file, encoding=encoding)

    monkeypatch.setattr(Path, "read_text", counted)
    names._text.cache_clear()
    names._actor_words.cache_clear()
    assert names.resolve_actor("Germany") == "DEU"
    assert [file.name for file in files] == ["countries.tsv", "organisations.tsv"]
    assert sum(file.stat().st_size for file in files) < 100_000
