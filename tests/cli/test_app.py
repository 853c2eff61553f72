"""The Typer app: under Typer's test runner, with options before the command, and its help on terminals and in pipes."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from relcli import __version__
from relcli.cli.app import BEFORE_THE_COMMAND, app, run
from relcli.cli.command_table import COMMANDS, calls, overview, program_help
from relcli.cli.help import sections
from relcli.environment import Environment
from relcli.errors import UsageError

from . import scripted
from .processes import PROJECT, Workplace

if TYPE_CHECKING:
    from pathlib import Path

needs_shell = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database with a few events, in the working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RELCLI_DB", "none.db")
    scripted.build(tmp_path / "news.db")
    return tmp_path / "news.db"


@pytest.fixture
def runner() -> CliRunner:
    """Typer's test runner."""
    return CliRunner()


def answered(line: str, *, terminal: bool = True, variables: dict[str, str] | None = None) -> str:
    """Return the standard output of a command line, on a terminal unless it is said otherwise."""
    stdout = io.StringIO()
    environment = Environment(
        io.StringIO(),
        stdout,
        io.StringIO(),
        {"TERM": "xterm", "NO_COLOR": "1"} if variables is None else variables,
        stdout_is_terminal=terminal,
    )
    assert run(line.split(), environment) == 0
    return stdout.getvalue()


def test_the_test_runner_gets_output_and_exit_code(database: Path, runner: CliRunner) -> None:
    result = runner.invoke(app, ["list", "-f", "csv", "--db", "news.db", "--fields", "id,type", "-n", "0"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == "id,type"
    assert len(result.stdout.splitlines()) == 7


@pytest.mark.parametrize(
    ("line", "code", "message"),
    [
        ("lst", 2, "relcli: unknown command 'lst'; did you mean list?"),
        ("list --contry FRA", 2, "relcli: unknown option --contry; did you mean --country"),
        ("list -c Rusia", 2, "relcli: unknown country 'Rusia'; did you mean Russia (RUS)?"),
        ("list --limit many", 2, "relcli: --limit needs a number, not 'many'"),
        ("show", 2, "relcli: missing argument 'ID...'; see 'relcli show --help'"),
        ("list", 4, "relcli: no database at none.db"),
        ("show 99 --db news.db", 1, "relcli: no event 99"),
        ("list -c Chad --exit-code --db news.db", 5, "nothing found for --country Chad"),
    ],
)
def test_the_test_runner_gets_errors_as_a_shell_does(
    database: Path, runner: CliRunner, line: str, code: int, message: str
) -> None:
    result = runner.invoke(app, line.split())
    assert result.exit_code == code
    assert result.stderr.startswith(message)
    assert result.stderr.count("\n") == 1


def test_the_test_runner_gets_errors_as_json(database: Path, runner: CliRunner) -> None:
    result = runner.invoke(app, ["--error-format", "json", "list"])
    assert json.loads(result.stderr)["error"] == "database"


def test_the_test_runner_gives_standard_input(database: Path, runner: CliRunner) -> None:
    result = runner.invoke(app, "show - -f csv --fields id --db news.db", input="2 1\n")
    assert result.stdout.split() == ["id", "2", "1"]


def test_an_internal_error_is_reported_and_not_raised(
    database: Path, runner: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relcli.cli.app.run", lambda *_: 1 / 0)
    result = runner.invoke(app, ["list"])
    assert result.exit_code == 1
    assert result.stderr.startswith("relcli: internal error: ZeroDivisionError")


@pytest.mark.parametrize("words", [["--version"], ["-V"]])
def test_the_version_in_every_way(runner: CliRunner, words: list[str]) -> None:
    assert runner.invoke(app, words).stdout == f"relcli {__version__}\n"
    for program in (["-m", "relcli"], ["-c", "from relcli.cli.app import app; app()"]):
        done = subprocess.run(
            [sys.executable, *program, *words], cwd=PROJECT, capture_output=True, text=True, check=True
        )
        assert done.stdout == f"relcli {__version__}\n"


def test_the_app_called_as_a_function_is_the_program(database: Path) -> None:
    for line in ("list --db news.db -f csv", "list -c Rusia", "show 99 --db news.db", "view"):
        outcomes = [
            subprocess.run(
                [sys.executable, *program, *line.split()],
                env={"PYTHONPATH": str(PROJECT), "HOME": str(database.parent), "RELCLI_CONFIG": "/dev/null"},
                capture_output=True,
                check=False,
            )
            for program in (["-m", "relcli"], ["-c", "from relcli.cli.app import app; app()"])
        ]
        first, second = [(done.stdout, done.stderr, done.returncode) for done in outcomes]
        assert first == second


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("--db news.db list", 6),
        ("list --db news.db", 6),
        ("--db none.db list --db news.db", 6),
        ("--db news.db --quiet view list", 0),
        ("view --db news.db list", 0),
        ("--db none.db view --db news.db list", 0),
        ("--db=news.db documents", 5),
        ("--db news.db timeline --quiet", 6),
    ],
)
def test_general_options_stand_before_the_command_or_after_it(
    database: Path, runner: CliRunner, line: str, rows: int
) -> None:
    result = runner.invoke(app, [*line.split(), "-f", "csv"])
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == rows + 1


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        ("--width 30 list -f table --db news.db", 30),
        ("list -f table --width 30 --db news.db", 30),
        ("--width 90 list -f table --width 30 --db news.db", 30),
    ],
)
def test_the_option_after_the_command_wins(database: Path, runner: CliRunner, line: str, columns: int) -> None:
    lines = runner.invoke(app, [*line.split(), "--fields", "id,headline"]).stdout.splitlines()
    assert max(map(len, lines)) == columns


def test_quiet_colour_and_today_before_the_command(database: Path, runner: CliRunner) -> None:
    result = runner.invoke(app, "--quiet --today 2022-08-01 --db news.db list -p 'last month' -f csv --fields date")
    assert result.stderr == ""
    assert set(result.stdout.split()) == {"date", "2022-07-18"}
    assert "\x1b[" in runner.invoke(app, "--color always --db news.db list -f table").stdout
    assert runner.invoke(app, "--color sometimes list").stderr.startswith("relcli: unknown choice 'sometimes'")


def test_options_of_a_command_belong_after_it(runner: CliRunner) -> None:
    for line in ("--country FRA list", "-c FRA list", "view --country FRA save x", "-f csv"):
        result = runner.invoke(app, line.split())
        assert result.exit_code == 2
        assert re.search(r"put -\S+ after the command", result.stderr)
    assert "did you mean --color" in runner.invoke(app, ["--colour", "never", "list"]).stderr


@pytest.mark.parametrize(
    ("line", "message"),
    [("history old", "unexpected argument: old"), ("history old new", "unexpected arguments: old new")],
)
def test_an_argument_too_many_is_named(runner: CliRunner, line: str, message: str) -> None:
    result = runner.invoke(app, line.split())
    assert (result.exit_code, result.stderr) == (2, f"relcli: {message}; see 'relcli {line.split()[0]} --help'\n")


@pytest.mark.parametrize("line", ["", "--help", "-h", "help"])
def test_help_of_the_program_comes_from_the_table(runner: CliRunner, line: str) -> None:
    result = runner.invoke(app, line.split())
    assert (result.exit_code, result.stdout) == (0, overview(program_help()))


def test_the_overview_has_every_command_under_a_heading_and_every_option() -> None:
    text = overview(program_help())
    headings = re.findall(r"(?m)^(\w[\w ]*):$", text)
    assert headings == ["Ask", "Correct", "Data", "Set up", "Examples"]
    for name, entry in COMMANDS.items():
        part = text.split(f"\n{entry.heading}:\n")[1].split("\n\n")[0]
        assert f"  {name} " in part
        assert entry.purpose in part
    program = get_command(app)
    declared = [line for lines in sections(program.params).values() for line in lines]
    for names, purpose in declared:
        assert re.search(rf"(?m)^  {re.escape(names)} +", text)
        assert "completion" in names or purpose in text
    assert max(map(len, text.splitlines())) <= 80


def test_options_before_the_command_are_options_of_commands() -> None:
    program: Any = get_command(app)
    of_program = {parameter.name: (parameter.opts, parameter.help) for parameter in program.params}
    of_list = {
        parameter.name: (parameter.opts, parameter.help)
        for parameter in import_module("relcli.commands.list_").COMMAND.typer_command("list").params
    }
    for name in BEFORE_THE_COMMAND:
        assert of_program[name] == of_list[name]


@pytest.mark.parametrize("call", calls())
@pytest.mark.parametrize("form", ["{} --help", "{} -h", "help {}"])
def test_each_command_has_its_help_on_a_terminal_and_in_a_pipe(call: str, form: str) -> None:
    line = form.format(call)
    plain = answered(line, terminal=False, variables={})
    assert plain.startswith(f"Usage: relcli {call} ")
    assert plain.split("\nExamples:\n")[1].splitlines()
    for width in (40, 60, 79, 120):
        drawn = answered(f"{line} --width {width}")
        assert "\x1b" not in drawn + plain
        assert re.sub(r" \\\n|\s", "", drawn) == re.sub(r" \\\n|\s", "", plain)
        longest = max(map(len, re.findall(r"'[^']*'|\S+", drawn)))
        assert max(map(len, drawn.splitlines())) <= max(width, longest + len("    "))


@pytest.mark.parametrize("line", ["", "--help", "help", "view", "view --help", "help view", "database"])
def test_help_of_commands_says_on_a_terminal_what_it_says_in_a_pipe(line: str) -> None:
    plain = answered(line, terminal=False, variables={})
    for width in (40, 60, 80, 200):
        drawn = answered(line, variables={"TERM": "xterm", "NO_COLOR": "1", "COLUMNS": str(width)})
        assert drawn.replace(" \\\n", " ").split() == plain.split()
        assert max(map(len, drawn.splitlines())) <= width


def test_names_in_help_stand_in_one_column_and_purposes_in_another() -> None:
    drawn = answered("list --help --width 80").splitlines()
    rows = [re.match(r"  (-\w, |    )(--[\w-]+)( [A-Z,-]+(?: B)?)? +(?=\S)", line) for line in drawn]
    found = [row for row in rows if row]
    assert {"-c, ", "-n, ", "    "} < {row[1] for row in found}
    assert len({row.end() for row in found}) == 1
    assert len(found) > 30


def test_a_long_example_goes_on_after_a_backslash() -> None:
    drawn = answered("list --help --width 50")
    example = "relcli list --between Pakistan Russia -f csv > events.csv"
    assert f"  {example}" not in drawn
    assert example in drawn.replace(" \\\n    ", " ")
    quoted = "'country:russia sector:energy ^type:consult \"gas pipeline\"'"
    assert f"  relcli list \\\n    {quoted}\n" in answered("list --help --width 64")  # no break within quotes


def test_brackets_in_help_are_no_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    from relcli.cli.declaration import Declaration, command
    from relcli.commands import list_

    def list_events(environment: Environment) -> None:
        """Print [bold]all[/bold] of it, a [link].

        And [red]more[/red] \\[so].
        """

    made: Declaration = command(examples="relcli list [id] [/id]")(list_events)
    monkeypatch.setattr(list_, "COMMAND", made)
    drawn = answered("list --help")
    assert "Print [bold]all[/bold] of it, a [link]." in drawn
    assert "And [red]more[/red] \\[so]." in drawn
    assert "relcli list [id] [/id]" in drawn


@pytest.mark.parametrize(
    ("variables", "option", "colored"),
    [
        ({}, "", True),
        ({"NO_COLOR": "1"}, "", False),
        ({}, "--color never", False),
        ({"RELCLI_COLOR": "never"}, "", False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, "", False),
    ],
)
def test_colour_of_help(variables: dict[str, str], option: str, colored: bool) -> None:
    for line in (f"list --help {option}", f"{option} list --help", f"--help {option}"):
        assert ("\x1b[" in answered(line, variables={"TERM": "xterm", **variables})) is colored


def test_a_dumb_terminal_gets_plain_help() -> None:
    assert answered("list --help", variables={"TERM": "dumb"}) == answered("list --help", terminal=False, variables={})


def test_forced_colour_draws_help_in_a_pipe_too() -> None:
    assert "\x1b[" in answered("list --help", terminal=False, variables={"FORCE_COLOR": "1", "TERM": "xterm"})


@pytest.mark.parametrize("columns", [40, 60, 80, 100])
def test_the_width_of_help(columns: int) -> None:
    for line, variables in ((f"--width {columns} list --help", {}), ("list --help", {"COLUMNS": str(columns)})):
        drawn = answered(line, variables={"TERM": "xterm", "NO_COLOR": "1", **variables})
        assert columns - 12 < max(map(len, drawn.split("\nExamples:")[0].splitlines())) <= columns
        plain = answered(line, terminal=False, variables=variables)
        assert max(map(len, plain.split("\nExamples:")[0].splitlines())) <= columns


def test_help_is_shown_even_if_the_settings_are_wrong() -> None:
    for terminal in (True, False):
        assert "relcli list" in answered("list --help", terminal=terminal, variables={"RELCLI_WIDTH": "wide"})


def test_help_imports_no_other_command_and_in_a_pipe_no_rich() -> None:
    program = (
        "import sys; from relcli.__main__ import run; from relcli.cli.process import exit_code_of;"
        "exit_code_of(sys.argv[1:], run);"
        "names = [name for name in sys.modules if name.startswith(('relcli.commands.', 'rich', 'typer'))];"
        "print(*names, file=sys.stderr)"
    )
    found = {}
    for line in ("--help", "view", "list --help"):
        done = subprocess.run(
            [sys.executable, "-c", program, *line.split()], cwd=PROJECT, capture_output=True, text=True, check=True
        )
        found[line] = done.stderr.split()
    assert found["--help"] == found["view"] == []
    assert "rich" not in found["list --help"]
    assert [name for name in found["list --help"] if name.startswith("relcli")] == ["relcli.commands.list_"]


def test_an_unknown_command_suggests_the_closest(runner: CliRunner) -> None:
    for line, near in (("timelin", "timeline"), ("view sav x", "save"), ("help serach", "search")):
        assert f"did you mean {near}" in runner.invoke(app, line.split()).stderr
    with pytest.raises(UsageError, match=r"commands are list, timeline, .*, completion$"):
        answered("frobnicate")


@needs_shell
def test_a_terminal_of_the_shell_gets_the_drawn_help(tmp_path: Path) -> None:
    workplace = Workplace(tmp_path)
    outcome = workplace.run("relcli list --help", (70, 24))
    assert outcome.code == 0
    plain = re.sub(r"\x1b\[[0-9;]*m", "", outcome.stdout)
    assert plain != outcome.stdout
    assert 60 < max(map(len, plain.splitlines())) <= 70
    assert re.search(r"(?m)^  -c, --country NAME +Any of these takes part:", plain)


@pytest.mark.parametrize("option", ["--country", "--sector", "--type", "--source", "--person"])
@pytest.mark.parametrize("value", ["", " ", ",", ", ,"])
def test_an_option_without_a_value_does_not_ask_for_everything(
    database: Path, runner: CliRunner, option: str, value: str
) -> None:
    outcome = runner.invoke(app, ["list", option, value])
    assert outcome.exit_code == 2
    assert f"{option} is empty" in outcome.output
