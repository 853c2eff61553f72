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
from relcli.completing.typer_scripts import literal
from relcli.completing.values import CHOICES

from .processes import Workplace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .shells import Shell

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
POWERSHELL = "_RELCLI_COMPLETE=complete_pwsh"
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


@pytest.fixture(scope="module", params=["bash", "zsh"])
def typer_shell(request: pytest.FixtureRequest, workplace: Workplace) -> Iterator[Shell]:
    """A real interactive shell with the script that Typer makes."""
    if shutil.which(request.param) is None:
        pytest.skip(f"{request.param} is not installed")
    pytest.importorskip("pty", reason="needs pseudo-terminals")
    from .shells import Shell

    opened = Shell(request.param, workplace, "relcli --show-completion")
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("relcli tim", "<relcli><timeline>"),
        ("relcli config uns", "<relcli><config><unset>"),
        ("relcli --db news.db lis", "<relcli><--db><news.db><list>"),
        ("relcli list --cou", "<relcli><list><--country>"),
        ("relcli list -c rus", "<relcli><list><-c><Russia>"),
        ("relcli list -c north\\ ma", "<relcli><list><-c><North Macedonia>"),
        ("relcli list -c france,rus", "<relcli><list><-c><france,Russia>"),
        ("relcli list --country=rus", "<relcli><list><--country=Russia>"),
        ("relcli list country:rus", "<relcli><list><country:Russia>"),
        ("relcli list @gu", "<relcli><list><@gulf>"),
        ("relcli show 6", "<relcli><show><6>"),
        ("relcli import eve", "<relcli><import><events.tab>"),
        ("relcli list -c nowhere", "<relcli><list><-c><nowhere>"),
    ],
)
def test_a_tab_completes_under_the_script_of_typer_too(typer_shell: Shell, keys: str, words: str) -> None:
    assert typer_shell.typed(keys) == words


def test_the_script_of_typer_is_installed_where_the_shell_reads_it(workplace: Workplace) -> None:
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    (workplace.folder / "home").mkdir(exist_ok=True)
    outcome = workplace.run("bash -c 'relcli --install-completion; echo $?'")
    assert outcome.stderr == ""
    assert outcome.stdout.startswith("bash completion installed in ")
    assert outcome.stdout.endswith("\n0\n")
    script = workplace.folder / "home" / ".bash_completions" / "relcli.sh"
    assert "_RELCLI_COMPLETE=complete_bash" in script.read_text()


@pytest.mark.parametrize(
    ("variables", "written", "code"),
    [
        ("_RELCLI_COMPLETE=complete_fish _TYPER_COMPLETE_ARGS='relcli list -c rus'", "Russia\tRUS\n", 0),
        ("_RELCLI_COMPLETE=complete_fish _TYPER_COMPLETE_ARGS='relcli view rem'", "remove\tRemove a saved view.\n", 0),
        ("_RELCLI_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=is-args _TYPER_COMPLETE_ARGS='relcli l'", "", 0),
        (
            "_RELCLI_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=is-args _TYPER_COMPLETE_ARGS='relcli import e'",
            "",
            1,
        ),
        (
            "_RELCLI_COMPLETE=complete_zsh _TYPER_COMPLETE_ARGS='relcli list -c chad'",
            "local -a values shown; values=('Chad'); shown=('Chad  -- TCD'); compadd -U -l -d shown -a values\n",
            0,
        ),
        (
            "_RELCLI_COMPLETE=complete_zsh _TYPER_COMPLETE_ARGS='relcli list coun'",
            "local -a values shown; values=('country:'); shown=('country:'); compadd -U -S '' -a values\n",
            0,
        ),
        ("_RELCLI_COMPLETE=complete_zsh _TYPER_COMPLETE_ARGS='relcli import '", "_files\n", 0),
        ("_RELCLI_COMPLETE=complete_zsh _TYPER_COMPLETE_ARGS='relcli list -c nowhere'", "", 0),
        ("_RELCLI_COMPLETE=complete_bash COMP_CWORD=1 COMP_WORDS='relcli\nunse'", "", 0),
        ("_RELCLI_COMPLETE=complete_powershell _TYPER_COMPLETE_ARGS='relcli import'", "", 0),
        (
            f"{POWERSHELL} _TYPER_COMPLETE_ARGS='relcli list -c cot' _TYPER_COMPLETE_WORD_TO_COMPLETE=cot",
            "'Côte d''Ivoire':::CIV\n",
            0,
        ),
        (
            f"{POWERSHELL} _TYPER_COMPLETE_ARGS='relcli view'",
            (
                "save:::Save a question under a name.\nlist:::List the saved views and what they ask.\n"
                "remove:::Remove a saved view.\n"
            ),
            0,
        ),
    ],
)
def test_the_scripts_of_typer_are_answered_by_the_same_completion(
    workplace: Workplace, variables: str, written: str, code: int
) -> None:
    outcome = workplace.run(f"{variables} relcli")
    assert (outcome.stdout, outcome.stderr, outcome.code) == (written, "", code)


def test_other_instructions_are_answered_by_typer(workplace: Workplace) -> None:
    outcome = workplace.run("_RELCLI_COMPLETE=source_bash relcli; _RELCLI_COMPLETE=complete_csh relcli")
    assert "_RELCLI_COMPLETE=complete_bash" in outcome.stdout
    assert (outcome.stderr, outcome.code) == ("Shell csh not supported.\n", 1)


@pytest.mark.parametrize(
    ("line", "suggested"),
    [
        ("relcli --db news.db tim", ["", "timeline"]),
        ("relcli --db=news.db --quiet view rem", ["", "remove"]),
        ("relcli --color al", ["", "always"]),
        ("relcli --db ", ["files"]),
        ("relcli --db missing.db show ", [""]),
        ("relcli --inst", ["", "--install-completion"]),
        ("relcli --db news.db list --sec", ["", "--sector"]),
        ("relcli --db news.db --co", ["", "--color"]),
    ],
)
def test_options_before_the_command_complete_and_count(workplace: Workplace, line: str, suggested: list[str]) -> None:
    assert asked(workplace, line) == suggested


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


def test_a_suggestion_cannot_leave_its_quotation_in_zsh() -> None:
    assert literal("Côte d'Ivoire") == "'Côte d'\\''Ivoire'"
    assert literal("\x1b[31m\n") == "'\\x1b[31m '"


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0\n\r"), min_size=1), min_size=1))
def test_quoted_words_are_read_back(words: list[str]) -> None:
    assert parse_line(" ".join(quoted(word, "") for word in words)).words == words


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\n\r")), st.sampled_from(["'", '"']))
def test_text_in_an_open_quotation_is_read_back(text: str, mark: str) -> None:
    line = parse_line(f"word {mark}{quoted(text, mark)}")
    assert (line.words[-1], line.quotation) == (text, mark)
