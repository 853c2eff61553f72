"""`relcli lexicon add`: what is written and where, what follows from what was typed, and what is refused."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from relcli.lexicon.adding import with_row
from relcli.lexicon.forms import FORMS

from .processes import Workplace

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")

ROE = "relcli lexicon add persons name='Jane Roe' country=fiji office='foreign minister' from=2024-03"


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A workplace whose tables are in the folder `own`, which does not exist yet."""
    made = Workplace(tmp_path)
    made.variables["RELCLI_LEXICON"] = str(tmp_path / "own")
    return made


def rows_of(workplace: Workplace, table: str) -> list[dict[str, str]]:
    """Return the rows of one of the user's tables."""
    header, *lines = (workplace.folder / "own" / f"{table}.tsv").read_text("utf-8").splitlines()
    names = header.split("\t")
    return [dict(zip(names, line.split("\t") + [""] * len(names), strict=False)) for line in lines]


def test_an_unknown_minister_is_known_from_then_on(workplace: Workplace) -> None:
    (workplace.folder / "roe.txt").write_text("date 2024-06-03\nRoe met President Vladimir Putin on Monday.\n")
    asked = "relcli code roe.txt -f csv --fields source,target"
    assert "FJI" not in workplace.call(asked).stdout.replace("relcli", "")
    done = workplace.call(ROE)
    assert done.code == 0
    assert done.stdout == f"{workplace.folder}/own/persons.tsv:2\n"
    added, following = done.stderr.splitlines()
    assert added == (
        "added to persons: name=Jane Roe, surname=Roe, code=FJI, office=foreign minister, level=minister,"
        " from=2024-03, source=own"
    )
    assert following.startswith("'relcli recode' ")
    assert "FJI" in workplace.call(asked).stdout
    checked = workplace.call("relcli lexicon check -f csv")
    assert "persons," in checked.stdout
    assert checked.stderr == "nothing is wrong\n"


def test_the_same_row_again_changes_nothing_and_another_of_its_key_is_refused(workplace: Workplace) -> None:
    workplace.call(ROE)
    file = workplace.folder / "own" / "persons.tsv"
    before = file.read_bytes()
    again = workplace.call(ROE)
    assert (again.stdout, again.code) == ("", 0)
    assert again.stderr == f"already in {file}:2; nothing was written\n"
    other = workplace.call(f"{ROE} surname=Row")
    assert other.code == 2
    assert other.stderr == f"relcli: {file}:2: there is such a row already, with surname=Roe; change that line\n"
    assert file.read_bytes() == before


def test_a_dry_run_writes_nothing_not_even_the_folder(workplace: Workplace) -> None:
    tried = workplace.call(f"{ROE} --dry-run")
    assert (tried.stdout, tried.code) == ("", 0)
    assert tried.stderr.startswith("would add to persons: name=Jane Roe, ")
    assert not (workplace.folder / "own").exists()


def test_a_row_in_place_of_one_of_relclis_keeps_what_is_left_out(workplace: Workplace) -> None:
    line = "relcli lexicon add persons name='Sergei Lavrov' country=RU office='foreign minister' from=2004-03-09"
    shipped = workplace.call("relcli lexicon show lavrov -f csv --fields meaning,from").stdout
    assert "Sergei Lavrov,2004-03-09" in shipped
    done = workplace.call(f"{line} to=2030-01-01")
    assert "in place of persons.tsv:" in done.stderr
    (row,) = rows_of(workplace, "persons")
    assert (row["surname"], row["level"], row["to"]) == ("Lavrov", "minister", "2030-01-01")


def test_an_alias_of_another_actor_takes_no_rule_of_the_old_one(workplace: Workplace) -> None:
    refused = workplace.call("relcli lexicon add actors alias=France country=germany kind=name")
    assert refused.code == 2
    assert refused.stderr.startswith("relcli: 'France' means FRA in countries.tsv:")
    assert "; give the row a rule or dates" in refused.stderr
    assert workplace.call("relcli lexicon add actors alias=Kremlin country=france kind=metonym").code == 0
    assert rows_of(workplace, "actors")[0]["code"] == "FRA"


def test_lists_are_given_at_once_or_one_by_one_and_names_become_codes(workplace: Workplace) -> None:
    line = (
        "relcli lexicon add organisations code=ZEDORG name='Zed Group' kind=forum aliases='Group of Zed'"
        " aliases=G-Zed members=france,Berlin"
    )
    assert workplace.call(line).code == 0
    (row,) = rows_of(workplace, "organisations")
    assert row["aliases"] == "Group of Zed;G-Zed"
    assert row["members"] == "FRA;DEU"
    assert workplace.call("relcli lexicon add actors alias='Zed House' code=ZEDORG kind=metonym").code == 0


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("person name=A", "no table 'person'; did you mean persons"),
        ("zzz name=A", "no table 'zzz'; tables are countries, actors"),
        ("cameo code=1", "the table cameo cannot be added to"),
        ("persons nam=A", "persons has no field 'nam'; did you mean name"),
        ("persons Jane", "'Jane' is not a field=value; for example name='...'"),
        ("persons name=A name=B", "name is given twice"),
        ("persons name='A B' country=fiji", "a row of persons needs office, level; for instance office="),
        (
            "persons name='A B' country=fiji office=gardener",
            "a row of persons needs level; for instance level=head|minister",
        ),
        ("persons name='A B' country=atlantis", "unknown actor 'atlantis'; did you mean"),
        ("persons name='A B' country=fiji office=king level=chief", "level: unknown level 'chief'"),
        ("persons name='A B' country=fiji office=king level=head from=spring", "from: 'spring' is not a date"),
        ("persons name='A B' code=FJI office=king level=head from=2024 to=2023", "from 2024 is later than to 2023"),
        ("actors alias='#1' code=FJI kind=name", "a row that begins with # is a comment"),
        ("sectors sector=cooking term=ore", "unknown sector 'cooking'"),
        ("verbs verb=boop type=support target=obj example='Spain kissed Italy. [ESP ITA]'", "coded as nothing"),
    ],
)
def test_a_bad_row_is_refused_in_one_line_and_nothing_is_written(workplace: Workplace, words: str, what: str) -> None:
    done = workplace.call(f"relcli lexicon add {words}")
    assert done.code == 2
    assert done.stdout == ""
    assert what in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (workplace.folder / "own").exists()


def test_a_verb_whose_example_is_coded_is_added(workplace: Workplace) -> None:
    line = "relcli lexicon add verbs verb=smooch type=support target=obj example='Spain smooched Italy. [ESP ITA]'"
    assert workplace.call(line).code == 0
    assert rows_of(workplace, "verbs")[0]["type"] == "SUPPORT"


def test_a_link_to_the_table_stays_a_link(workplace: Workplace) -> None:
    (workplace.folder / "own").mkdir()
    (workplace.folder / "kept.tsv").write_text("# mine\nsector\tterm\n")
    os.symlink("../kept.tsv", workplace.folder / "own" / "sectors.tsv")
    assert workplace.call("relcli lexicon add sectors sector=defense term=zeppelins").code == 0
    assert (workplace.folder / "own" / "sectors.tsv").is_symlink()
    assert (workplace.folder / "kept.tsv").read_text() == "# mine\nsector\tterm\ndefence\tzeppelins\n"


def test_a_table_that_cannot_be_read_is_left_alone(workplace: Workplace) -> None:
    (workplace.folder / "own").mkdir()
    file = workplace.folder / "own" / "sectors.tsv"
    for content, what in ((b"sector\tterm\ntrade\tcaf\xe9\n", "is not UTF-8 at byte 22"), (b"x\ty\n", "no column 'x'")):
        file.write_bytes(content)
        done = workplace.call("relcli lexicon add sectors sector=trade term=widgetry")
        assert done.code == 1
        assert f"{file}: " in done.stderr
        assert what in done.stderr
        assert file.read_bytes() == content


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "sector\tterm\ntrade\tores\n"),
        ("# only this\n", "# only this\nsector\tterm\ntrade\tores\n"),
        ("term\tsector\nb\ttrade", "term\tsector\nb\ttrade\nores\ttrade\n"),
        ("term\tsector\r\nb\ttrade\r\n", "term\tsector\r\nb\ttrade\r\nores\ttrade\r\n"),
        ("\ufeffterm\nb\n\n# end\n", "\ufeffterm\tsector\nb\n\n# end\nores\ttrade\n"),
        ("\ufeff# first\nterm\tsector\n", "\ufeff# first\nterm\tsector\nores\ttrade\n"),
    ],
)
def test_the_other_lines_of_the_file_stay_as_they_are(before: str, after: str) -> None:
    changed = with_row(before, "sectors", {"sector": "trade", "term": "ores"}, "sectors.tsv")
    assert changed.text == after
    assert changed.line == len(after.split("\n")) - 1


def test_every_table_can_be_written_as_a_new_file() -> None:
    for name, form in FORMS.items():
        row = {column: f"{place}" for place, column in enumerate(form.names)}
        header, line, _ = with_row("", name, row, "new").text.split("\n")
        assert header.split("\t") == list(form.names)
        assert line.split("\t") == list(row.values())


def test_the_check_names_mistakes_last_and_alone(workplace: Workplace) -> None:
    (workplace.folder / "own").mkdir()
    file = workplace.folder / "own" / "sectors.tsv"
    file.write_text("sector\tterm\nmining\tore\ntrade\tOre\n")
    done = workplace.call("relcli lexicon check -f csv")
    assert done.code == 1
    assert done.stdout.startswith("table,rows,own\n")
    lines = done.stderr.splitlines()
    assert lines[0].startswith("2 mistakes; ")
    assert [line.partition(": ")[0] for line in lines[1:]] == [f"{file}:2", f"{file}:3"]
    quiet = workplace.call("relcli lexicon check -f csv --quiet")
    assert quiet.stderr.splitlines() == lines[1:]
    seen = workplace.run("relcli lexicon check", (500, 60)).stdout.splitlines()
    assert seen[-3:] == lines


def test_the_check_of_nothing_wrong_says_so_and_quietly_says_nothing(workplace: Workplace) -> None:
    workplace.variables.pop("RELCLI_LEXICON")
    assert workplace.call("relcli lexicon check -f csv").stderr == "nothing is wrong\n"
    assert workplace.call("relcli lexicon check -f csv -q").stderr == ""


def test_the_level_follows_from_a_title(workplace: Workplace) -> None:
    done = workplace.call("relcli lexicon add persons name='Jane Roe' country=fiji office='Prime Minister' --dry-run")
    assert done.code == 0
    assert "level=head" in done.stderr
