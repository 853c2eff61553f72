"""The user's own tables: what they add and replace, what is wrong in them, and what the coder makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relcli.coder import load_coder
from relcli.coding import Document
from relcli.lexicon import load_lexicon
from relcli.lexicon.forms import CLOSED_TABLES, FORMS
from relcli.lexicon.own import read_all
from relcli.lexicon.tables import DATA, read_table
from tests.coders import shipped_coder

if TYPE_CHECKING:
    from pathlib import Path

ACTORS = "alias\tcode\tkind\trule\tfrom\tto\n"
PERSONS = "name\tcode\toffice\tlevel\tfrom\tto\tsurname\n"
VALUES = "class\tword\tvalue\n"
VERBS = "verb\tobject\ttype\tmode\tmodality\ttarget\tflags\texample\n"


def folder_with(folder: Path, **tables: str) -> tuple[Path, ...]:
    """Write tables into a folder and return it as the folders to read."""
    folder.mkdir(exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.tsv").write_text(text, "utf-8")
    return (folder,)


def problems_in(folders: tuple[Path, ...]) -> list[str]:
    """Return what is wrong with the tables of the folders, the folder's name left out."""
    return [str(problem).replace(f"{folders[-1]}/", "") for problem in load_lexicon(folders).problems]


def test_every_shipped_table_has_a_form_and_its_columns() -> None:
    read_elsewhere = {"sector_synonyms", "type_synonyms"}  # by relcli.query, for what people type
    read_elsewhere |= {"cameo", "foreign_codes", "contexts"}  # by relcli.readers.events, for what other producers write
    read_elsewhere |= {"retellings"}  # by the coder, which was fitted with these points
    read_elsewhere.add("weights")  # by relcli.coder.judging
    assert {path.stem for path in DATA.glob("*.tsv")} - read_elsewhere == set(FORMS)
    assert read_elsewhere == CLOSED_TABLES
    for name, form in FORMS.items():
        assert tuple(read_table(DATA / f"{name}.tsv")[0]) == form.names, name


def test_nothing_is_wrong_with_the_shipped_tables() -> None:
    assert [str(problem) for problem in read_all(()).problems] == []


def test_a_row_is_added_and_a_row_of_the_same_key_is_replaced(tmp_path: Path) -> None:
    shipped = load_lexicon()
    known = next(row for row in shipped.rows("persons") if row["name"] == "Angela Merkel")
    mine = f"{known['name']}\t{known['code']}\t{known['office']}\thead\t{known['from']}\t2006\tMerkel\n"
    folders = folder_with(tmp_path, persons=PERSONS + mine + "Jane Roe\tLKA\tforeign minister\tminister\t2025\t\tRoe\n")
    lexicon = load_lexicon(folders)
    assert lexicon.problems == ()
    assert len(lexicon.rows("persons")) == len(shipped.rows("persons")) + 1
    terms = [row for row in lexicon.rows("persons") if row["name"] == "Angela Merkel"]
    assert [row["to"] for row in terms if row["from"] == known["from"]] == ["2006"]
    assert all(tuple(row) == FORMS["persons"].names for row in lexicon.rows("persons")[:2])


def test_the_version_covers_the_users_tables_and_the_lists_of_the_text_stage(tmp_path: Path) -> None:
    first = load_lexicon(folder_with(tmp_path / "a", actors=ACTORS + "The Blob\t\tstop\n")).version
    second = load_lexicon(folder_with(tmp_path / "b", actors=ACTORS + "The Blobs\t\tstop\n")).version
    same = load_lexicon(folder_with(tmp_path / "c", actors=ACTORS + "The Blob\t\tstop\n")).version
    empty = load_lexicon(folder_with(tmp_path / "d")).version
    assert len({first, second, load_lexicon().version}) == 3
    assert first == same
    assert empty == load_lexicon().version


def test_a_later_folder_takes_precedence_over_an_earlier_one(tmp_path: Path) -> None:
    one = folder_with(tmp_path / "one", sectors="sector\tterm\nenergy\tfrobnication\ntrade\twidgetry\n")
    two = folder_with(tmp_path / "two", sectors="sector\tterm\nhealth\tfrobnication\n")
    rows = load_lexicon((*one, *two)).rows("sectors")[:3]
    found = {row["term"]: row["sector"] for row in rows}
    assert found["frobnication"] == "health"
    assert found["widgetry"] == "trade"


def test_a_term_of_the_users_replaces_all_rows_of_that_term(tmp_path: Path) -> None:
    folders = folder_with(tmp_path, sectors="sector\tterm\nhealth\tairstrike*\n")
    rows = [row for row in load_lexicon(folders).rows("sectors") if row["term"] == "airstrike*"]
    assert [row["sector"] for row in rows] == ["health"]


@pytest.mark.parametrize(
    ("table", "text", "what"),
    [
        ("actors", ACTORS + "Bad\tXQX\tname\n", "actors.tsv:2: code: unknown actor code 'XQX'"),
        ("actors", ACTORS + "Bad\t\tname\n", "actors.tsv:2: no code; put one into the column 'code'"),
        ("actors", ACTORS + "Bad\tFRA\tstop\n", "actors.tsv:2: a stop phrase has a code"),
        ("actors", ACTORS + "Bad\tFRA\ttown\n", "actors.tsv:2: kind: unknown kind 'town'"),
        ("actors", ACTORS + "Bad\tFRA\tname\tupper\n", "actors.tsv:2: rule: unknown rule 'upper'; rules are cased"),
        ("actors", ACTORS + "Bad\tFRA\tname\t\t2024\n", "from: '2024' is not a day; write it as 2024-03-31"),
        ("actors", ACTORS + "Bad\tFRA\tname\t\t2024-03-31\t2023-01-01\n", "from 2024-03-31 is later than to"),
        ("actors", ACTORS + "Bad\tFRA\tname\nBad\tDEU\tname\n", "actors.tsv:3: the same alias and from as "),
        ("actors", ACTORS + '"Bad"\tFRA\tname\n', "alias: the cell is in quotation marks; write it without them"),
        ("actors", ACTORS + "a\tb\tc\td\te\tf\tg\n", "actors.tsv:2: 7 cells where the header has 6"),
        ("actors", "Bad\tFRA\tname\n", "actors.tsv:1: there is no column 'Bad'; the first line names"),
        ("persons", PERSONS + "A B\tFRA\tking\thead\t2024-13\n", "persons.tsv:2: from: '2024-13' is not a date"),
        ("persons", PERSONS + "A B\tFRA\tking\tchief\t2024\n", "level: unknown level 'chief'"),
        ("persons", PERSONS + "A B\tFRA\tking\thead\t2024\t2023-12\n", "from 2024 is later than to 2023-12"),
        ("titles", "title\tlevel\tkind\nczar\t\tperson\n", "titles.tsv:2: no level; a person's title has a level"),
        ("sectors", "sector\tterm\nmining\tore\n", "unknown sector 'mining'; it is one of agriculture"),
        ("sectors", "sector\tterm\ntrade\tOre\n", "'Ore' has capitals; write it in lower case"),
        ("words", "class\tword\nhonorifics\tDon\n", "unknown class of words 'honorifics'; did you mean honorific"),
        ("verbs", VERBS + "smooch\t{kiss}\tSUPPORT\t\t\tobj\n", "object: unknown noun class 'kiss'"),
        ("verbs", VERBS + "smooch\tactors\tSUPPORT\t\t\tobj\n", "object: 'actors' is not an object; write actor"),
        ("verbs", VERBS + "smooch\t\tSUPORT\t\t\tobj\n", "type: unknown type 'SUPORT'; did you mean SUPPORT?"),
        ("verbs", VERBS + "smooch\t\tSUPPORT\tvisit\t\tobj\n", "unknown mode 'visit' of SUPPORT"),
        ("verbs", VERBS + "smooch\t\tSUPPORT\t\tdone\tobj\n", "modality: unknown modality 'done'"),
        ("verbs", VERBS + "smooch\t\tSUPPORT\t\t\tobject\n", "target: unknown slot 'object'"),
        ("verbs", VERBS + "smooch\t\tSUPPORT\t\t\t\n", "no target; name the slots in which the other side is found"),
        ("verbs", VERBS + "smooch\t\tSUPPORT\t\t\tobj\tboth\n", "flags: unknown flag 'both'"),
        ("verbs", VERBS + "smooch\t\tSUPPORT\t\t\tobj\t\tA. [FRA XQX]\n", "example: unknown actor code 'XQX'"),
        ("verbs", VERBS + "smooch\t\tSUPPORT\t\t\tobj\t\tNo pair.\n", "the example does not end with its pair"),
        ("verbs", VERBS + "smooch\t\t-\t\t\tobj\n", "a row of type - has a mode, modality, target or flags"),
        ("event_nouns", "noun\ttype\ttarget\nsmooch\tSUPPORT\tof\n", "no source; name the slots in which the doer is"),
        ("organisations", "code\tname\tkind\tmembers\nXYZ\tZed\tforum\tFRA;XQX\n", "unknown country code 'XQX'"),
        ("actor", ACTORS, "actor.tsv: there is no table of this name; did you mean actors.tsv?"),
        ("cameo", "code\n01\n", "cameo.tsv: this table cannot be added to"),
        ("abbreviations", "abbreviation\tkind\nSmt.\tname\n", "kind: unknown kind 'name'"),
        ("furniture", "phrase\tkind\tposition\nsee also\ttail\tend\n", "position: unknown position 'end'"),
        ("word_values", VALUES + "months\tnivose\t12\n", "class: unknown class of word values 'months'; did you mean"),
        ("word_values", VALUES + "month\tnivose\t13\n", "unknown value '13' of month"),
        ("word_values", VALUES + "number\ttwentyish\t20ish\n", "value: '20ish' is not a whole number"),
    ],
)  # fmt: skip
def test_a_bad_line_is_reported_with_file_and_line(tmp_path: Path, table: str, text: str, what: str) -> None:
    problems = problems_in(folder_with(tmp_path, **{table: text}))
    assert len(problems) == 1
    assert what in problems[0]


def test_the_rest_of_a_table_with_a_bad_line_still_counts(tmp_path: Path) -> None:
    text = "# mine\r\n\ufeff" + ACTORS + "Bad\tXQX\tname\r\n\t\t\t\r\nLake House\tLKA\tmetonym\r\n"
    folders = folder_with(tmp_path, actors=text.replace("\ufeff", ""))
    assert load_lexicon(folders).rows("actors")[0]["alias"] == "Lake House"
    assert len(problems_in(folders)) == 1


def test_a_file_that_is_not_utf8_and_a_missing_folder_are_reported(tmp_path: Path) -> None:
    folders = folder_with(tmp_path)
    (tmp_path / "actors.tsv").write_bytes(b"alias\tcode\tkind\nCaf\xe9\tFRA\tname\n")
    assert problems_in(folders) == ["actors.tsv: is not UTF-8 at byte 20; save it as UTF-8"]
    assert "cannot be read" in str(load_lexicon((tmp_path / "none",)).problems[0])


def test_new_codes_of_the_user_can_be_used_in_other_tables(tmp_path: Path) -> None:
    folders = folder_with(
        tmp_path,
        organisations="code\tname\tkind\nLAKERS\tLake People\tarmed group\n",
        actors=ACTORS + "Men of the Lake\tLAKERS\tname\n",
    )
    assert problems_in(folders) == []


def test_the_check_reports_an_alias_that_means_two_actors(tmp_path: Path) -> None:
    folders = folder_with(tmp_path, actors=ACTORS + "Kremlin\tFRA\tmetonym\nFrance\tDEU\tname\n")
    (problem,) = [str(problem) for problem in read_all(folders).problems]
    assert "'France' means FRA here and DEU in" in problem  # an alias of actors.tsv replaces one, a name stays
    assert "give one of the rows in actors.tsv a rule or dates" in problem


def test_files_are_checked_as_if_they_were_in_the_folder(tmp_path: Path) -> None:
    draft = tmp_path / "draft"
    folder_with(draft, persons=PERSONS + "Jane Roe\tLKA\tforeign minister\tminister\t2025\t\tRoe\n")
    checked = read_all(
        folder_with(tmp_path / "own", persons=PERSONS + "A\tFRA\tking\thead\t1\n"), [draft / "persons.tsv"]
    )
    assert checked.own == {"persons": 1}
    assert len(checked.problems) == 1


def test_the_coder_knows_what_the_user_added(tmp_path: Path) -> None:
    folders = folder_with(
        tmp_path,
        actors=ACTORS + "Lake House\tLKA\tmetonym\nRussian dressing\t\tstop\n",
        verbs=VERBS + "smooch\t\tSUPPORT\t\toccurred\tobj\t\tSpain smooched Italy. [ESP ITA]\n",
        bad="x\n",
    )
    coder = load_coder(folders)
    document = Document("a", "2025-05-05", "The Lake House smooched France on Monday.")
    (event,) = coder.code(document)
    assert (event.source, event.target, event.type) == (("LKA",), ("FRA",), "SUPPORT")
    assert event.lexicon == load_lexicon(folders).version != load_lexicon().version
    assert shipped_coder().code(document) == []


WORDS_OF_THE_USER = [
    ("mark-attribute", "bankrolled", "An Iran-bankrolled group attacked Israel on Monday."),
    ("modality-doubtful", "shall", "Turkey shall attack Syria on Monday."),
    ("factuality-unconfirmed", "disputed", "Disputed reports say that Turkey attacked Syria on Monday."),
    ("noun-factuality-off-verb", "shrugged", "The attack by Turkey on Syria was shrugged off."),
]


@pytest.mark.parametrize(("word_class", "word", "text"), WORDS_OF_THE_USER)
def test_a_word_of_the_users_counts_as_the_shipped_ones_of_its_class(
    tmp_path: Path, word_class: str, word: str, text: str
) -> None:
    folders = folder_with(tmp_path, words=f"class\tword\n{word_class}\t{word}\n")
    document = Document("a", "2025-05-05", text)
    assert problems_in(folders) == []
    assert len(shipped_coder().code(document)) == 1
    assert load_coder(folders).code(document) == []


def test_an_office_of_the_users_may_be_called_by_another_ones_title(tmp_path: Path) -> None:
    persons = PERSONS + "Jane Frobisher\tLKA\tcouncil chair\thead\t2020\t\tFrobisher\n"
    persons += "Ann Frobisher\tFRA\tmayor\thead\t2020\t\tFrobisher\n"
    document = Document("a", "2025-05-05", "President Frobisher visited Germany on Monday.")
    plain = folder_with(tmp_path / "plain", persons=persons)
    called = folder_with(
        tmp_path / "called", persons=persons, offices="office\ttitle_office\ncouncil chair\thead of state\n"
    )
    assert load_coder(plain).code(document) == []
    assert [event.source for event in load_coder(called).code(document)] == [("LKA",)]
