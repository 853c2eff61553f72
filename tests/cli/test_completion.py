"""Completion in real shells, and the tables it reads."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.completing import build_tables
from relcli.completing.cursor import OPTIONS
from relcli.completing.shells import SHELLS, parse_line, quoted
from relcli.completing.values import CHOICES

from .processes import Workplace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .shells import Shell

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
BREAKS = " \t\n\"'@><=;|&(:"


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """A folder with a database that has two views."""
    place = Workplace(tmp_path_factory.mktemp("completion"))
    assert place.run("relcli view save gas sector:energy && relcli view save gulf -c SAU").code == 0
    return place


@pytest.fixture(scope="module", params=["bash", "zsh"])
def shell(request: pytest.FixtureRequest, workplace: Workplace) -> Iterator[Shell]:
    """A real interactive shell."""
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    pytest.importorskip("pty", reason="needs pseudo-terminals")
    from .shells import Shell

    opened = Shell(request.param, workplace)
    yield opened
    opened.close()


TYPED = [
    ("relcli tim", "<relcli><timeline>"),
    ("relcli config uns", "<relcli><config><unset>"),
    ("relcli list --cou", "<relcli><list><--country>"),
    ("relcli list -c rus", "<relcli><list><-c><Russia>"),
    ("relcli list -c north\\ ma", "<relcli><list><-c><North Macedonia>"),
    ("relcli list -c 'north ma", "<relcli><list><-c><North Macedonia>"),
    ('relcli list -c "north ma', "<relcli><list><-c><North Macedonia>"),
    ("relcli list -c cote", "<relcli><list><-c><Côte d'Ivoire>"),
    ("relcli list -c france,rus", "<relcli><list><-c><france,Russia>"),
    ("relcli list --country=rus", "<relcli><list><--country=Russia>"),
    ("relcli list --country=france,north\\ ma", "<relcli><list><--country=france,North Macedonia>"),
    ("relcli list country:rus", "<relcli><list><country:Russia>"),
    ("relcli list country:france,north-ma", "<relcli><list><country:france,North-Macedonia>"),
    ("relcli list 'sector:trade ^type:cons", "<relcli><list><sector:trade ^type:consult>"),
    ("relcli list 'country:\"north ma", '<relcli><list><country:"North Macedonia">'),
    ("relcli list coun", "<relcli><list><country:>"),
    ("relcli list @gu", "<relcli><list><@gulf>"),
    ("relcli view remove gu", "<relcli><view><remove><gulf>"),
    ("relcli show 6", "<relcli><show><6>"),
    ("relcli list --between france rus", "<relcli><list><--between><france><Russia>"),
    ("relcli list --sort -headl", "<relcli><list><--sort><-headline>"),
    ("relcli list --fields id,headl", "<relcli><list><--fields><id,headline>"),
    ("relcli summary --by sec", "<relcli><summary><--by><sector>"),
    ("relcli list -f jsonl -s ener", "<relcli><list><-f><jsonl><-s><energy>"),
    ("relcli edit 1 modality=pled", "<relcli><edit><1><modality=pledged>"),
    ("relcli import eve", "<relcli><import><events.tab>"),
    ("relcli list --output=eve", "<relcli><list><--output=events.tab>"),
    ("relcli list -c nowhere", "<relcli><list><-c><nowhere>"),
    ("relcli show 77", "<relcli><show><77>"),
]


@pytest.mark.parametrize(("keys", "words"), TYPED, ids=[keys for keys, _ in TYPED])
def test_a_tab_completes_what_is_typed(shell: Shell, keys: str, words: str) -> None:
    assert shell.typed(keys) == words


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("relcli tim", "timeline\tLay out who did what with whom as a chronology."),
        ("relcli list -c rus", "Russia\tRUS"),
        ("relcli list -c north\\ ma", "North Macedonia\tMKD"),
        ("relcli list -c 'north ma", "North Macedonia\tMKD"),
        ("relcli list country:france,rus", "country:france,Russia\tRUS"),
        ("relcli list --country=rus", "--country=Russia\tRUS"),
        ("relcli list @gu", "@gulf"),
        ("relcli show ", "6\t2023-03-13 中国 warns Japan in \\x1b[31mred\\x1b[0m letters and a | bar"),
        ("relcli import eve", "events.tab"),
    ],
)
def test_fish_gets_the_same_suggestions(workplace: Workplace, typed: str, first: str) -> None:
    done = subprocess.run(
        ["fish", "--no-config", "-c", 'relcli completion fish | source; complete -C "$argv[1]"', typed],
        cwd=workplace.folder,
        env=workplace.variables,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines()[0] == first


def asked(workplace: Workplace, line: str, prefix: str = "") -> list[str]:
    """Return the answer to bash for a line, the instruction first."""
    program = 'relcli __complete bash "$LINE" "$BREAKS"'
    workplace.variables |= {"LINE": line, "BREAKS": BREAKS}
    done = workplace.run(f"{prefix}{program}")
    assert (done.stderr, done.code) == ("", 0)
    return done.stdout.splitlines()


def test_without_a_database_there_are_no_numbers_and_no_messages(workplace: Workplace) -> None:
    assert asked(workplace, "relcli show --db missing.db ") == [""]
    assert asked(workplace, "relcli list @", "RELCLI_DB=missing.db ") == [""]
    (workplace.folder / "text.db").write_text("no database")
    assert asked(workplace, "relcli show --db=text.db ") == [""]
    assert not (workplace.folder / "missing.db").exists()


def test_completion_does_not_wait_for_a_locked_database(workplace: Workplace) -> None:
    path = workplace.folder / "locked.db"
    shutil.copy(workplace.folder / "news.db", path)
    with sqlite3.connect(path) as holder:
        holder.execute("PRAGMA journal_mode = DELETE")
        holder.execute("BEGIN EXCLUSIVE")
        assert asked(workplace, "relcli show --db locked.db ") == [""]


def test_completion_ignores_invalid_settings(workplace: Workplace) -> None:
    (workplace.folder / "wrong.toml").write_text("colour = 3\n")
    assert asked(workplace, "relcli show ", "RELCLI_CONFIG=wrong.toml RELCLI_DB= ") == []


def test_the_tables_agree_with_the_declarations() -> None:
    """If this fails: python -m relcli.completing.build_tables"""
    assert OPTIONS.read_text("utf-8") == build_tables.options_table()
    assert CHOICES.read_text("utf-8") == build_tables.choices_table()


@pytest.mark.parametrize("shell_name", SHELLS)
def test_there_is_a_script_for_every_shell(workplace: Workplace, shell_name: str) -> None:
    outcome = workplace.run(f"relcli completion {shell_name}")
    assert (outcome.stderr, outcome.code) == ("", 0)
    if shutil.which(shell_name):
        subprocess.run([shell_name, "-n"], input=outcome.stdout, text=True, check=True)


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\n\r"), min_size=1), min_size=1))
def test_quoted_words_are_read_back(words: list[str]) -> None:
    assert parse_line(" ".join(quoted(word, "") for word in words)).words == words


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\n\r")), st.sampled_from(["'", '"']))
def test_text_in_an_open_quotation_is_read_back(text: str, mark: str) -> None:
    line = parse_line(f"word {mark}{quoted(text, mark)}")
    assert (line.words[-1], line.quotation) == (text, mark)
