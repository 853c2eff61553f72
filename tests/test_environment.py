"""The environment: width, colour, paths, and messages."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from relcli.environment import Environment, _cores_of_container
from relcli.escaping import escape_controls, escape_line, is_text, written_out


def fake(*, terminal: bool = False, encoding: str = "utf-8", platform: str = "linux", **variables: str) -> Environment:
    """Return an environment with streams in memory."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    return Environment(
        stdin=io.StringIO(),
        stdout=stream,
        stderr=io.StringIO(),
        variables=variables,
        stdout_is_terminal=terminal,
        platform=platform,
    )


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        (fake(), False),
        (fake(terminal=True), True),
        (fake(terminal=True, NO_COLOR="1"), False),
        (fake(terminal=True, NO_COLOR=""), True),
        (fake(terminal=True, TERM="dumb"), False),
        (fake(FORCE_COLOR="1"), True),
        (fake(FORCE_COLOR="0"), False),
        (fake().with_choices(color="always"), True),
        (fake(terminal=True).with_choices(color="never"), False),
        (fake(NO_COLOR="1").with_choices(color="always"), True),
    ],
)
def test_what_decides_about_colour(environment: Environment, expected: bool) -> None:
    assert environment.color is expected


def test_what_decides_about_width() -> None:
    assert fake().width == 80
    assert fake(COLUMNS="100").width == 100
    assert fake(COLUMNS="nonsense").width == 80
    assert fake(COLUMNS="100").with_choices(width=60).width == 60
    assert fake(COLUMNS="0").width == 80
    assert fake(COLUMNS="100", RELCLI_WIDTH="70").width == 70
    assert fake(COLUMNS="100", RELCLI_WIDTH="0").width == 100
    assert fake(COLUMNS="100", RELCLI_WIDTH="70").with_choices(width=60).width == 60


@pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
def test_the_terminal_has_the_size_that_nothing_else_sets() -> None:
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 33, 120, 0, 0))
    with open(ours, "wb"), open(theirs, "w") as terminal:
        environment = fake(terminal=True)._replace(stdout=terminal)
        assert (environment.width, environment.height) == (120, 33)
        by_variables = environment._replace(variables={"COLUMNS": "100", "LINES": "50"})
        assert (by_variables.width, by_variables.height) == (100, 50)
        nonsense = environment._replace(variables={"COLUMNS": "0", "LINES": "-1"})
        assert (nonsense.width, nonsense.height) == (120, 33)
        assert environment._replace(stdout_is_terminal=False).width == 80
    assert fake(terminal=True).height == 24


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        (fake(HOME="/h"), "/h/.local/share/relcli/relcli.db"),
        (fake(HOME="/h", XDG_DATA_HOME="/x"), "/x/relcli/relcli.db"),
        (fake(HOME="/h", XDG_DATA_HOME="relative"), "/h/.local/share/relcli/relcli.db"),
        (fake(HOME="/h", platform="darwin"), "/h/Library/Application Support/relcli/relcli.db"),
        (fake(USERPROFILE="/h", LOCALAPPDATA="/l", platform="win32"), "/l/relcli/relcli.db"),
        (fake(HOME="/h", RELCLI_DB="mine.db"), "mine.db"),
    ],
)
def test_where_the_database_is(environment: Environment, expected: str) -> None:
    assert environment.database_path == Path(expected)


def test_the_encoding_decides_what_can_be_written() -> None:
    assert fake().can_write("─→")
    assert not fake(encoding="ascii").can_write("─→")


def test_quiet_hides_information_but_not_warnings() -> None:
    environment = fake().with_choices(quiet=True)
    environment.info("a remark")
    environment.warn("an error\x1b[2J")
    assert isinstance(environment.stderr, io.StringIO)
    assert environment.stderr.getvalue() == "an error\\x1b[2J\n"


LONG = "relcli: no event 4711; 'relcli list --between Pakistan Russia' shows the numbers of what was found"


@pytest.mark.parametrize(
    ("columns", "lines"),
    [
        ("200", [LONG]),
        (
            "50",
            [
                "relcli: no event 4711; 'relcli list --between",
                "  Pakistan Russia' shows the numbers of what was",
                "  found",
            ],
        ),
    ],
)
def test_messages_are_broken_at_blanks_on_a_terminal(columns: str, lines: list[str]) -> None:
    terminal = fake(COLUMNS=columns)._replace(stderr_is_terminal=True)
    terminal.warn(LONG)
    assert isinstance(terminal.stderr, io.StringIO)
    assert terminal.stderr.getvalue().splitlines() == lines


@pytest.mark.parametrize(
    ("environment", "written"),
    [
        (fake(terminal=True)._replace(stderr_is_terminal=True), "\x1b[2ma note\x1b[0m\n"),
        (fake(terminal=True, NO_COLOR="1")._replace(stderr_is_terminal=True), "a note\n"),
        (fake(terminal=True), "a note\n"),
        (fake()._replace(stderr_is_terminal=True), "a note\n"),
        (fake(terminal=True)._replace(stderr_is_terminal=True).with_choices(quiet=True), ""),
    ],
)
def test_a_note_is_faint_on_a_coloured_terminal_alone(environment: Environment, written: str) -> None:
    environment.note("a note")
    assert isinstance(environment.stderr, io.StringIO)
    assert environment.stderr.getvalue() == written


def test_a_path_in_a_message_stays_whole() -> None:
    terminal = fake(COLUMNS="30")._replace(stderr_is_terminal=True)
    terminal.warn("relcli: /a-long/path-with/hyphens-in-it/and-no-blanks.jsonl: no such file")
    assert isinstance(terminal.stderr, io.StringIO)
    assert "  /a-long/path-with/hyphens-in-it/and-no-blanks.jsonl:\n" in terminal.stderr.getvalue()


def test_messages_are_one_line_in_a_pipe_and_as_json() -> None:
    pipe = fake(COLUMNS="30")
    pipe.warn(LONG)
    assert isinstance(pipe.stderr, io.StringIO)
    assert pipe.stderr.getvalue() == LONG + "\n"
    programs = fake(COLUMNS="30", RELCLI_ERROR_FORMAT="json")._replace(stderr_is_terminal=True)
    programs.warn(LONG)
    assert isinstance(programs.stderr, io.StringIO)
    assert programs.stderr.getvalue().count("\n") == 1


def test_today_can_be_set() -> None:
    environment = fake().with_choices(today="2024-02-29")
    assert environment.today == "2024-02-29"
    assert environment.now.startswith("2024-02-29T")


def test_controls_are_written_out() -> None:
    assert escape_line("a\tb\nc\x1b[1m\x9b\u202e") == "a b c\\x1b[1m\\x9b\\u202e"
    assert escape_controls("a\tb\nc\x07") == "a\tb\nc\\x07"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        (fake(HOME="/h"), "/h/.config/relcli/lexicon"),
        (fake(HOME="/h", XDG_CONFIG_HOME="/x"), "/x/relcli/lexicon"),
        (fake(HOME="/h", platform="darwin"), "/h/Library/Application Support/relcli/lexicon"),
        (fake(USERPROFILE="/h", LOCALAPPDATA="/l", platform="win32"), "/l/relcli/lexicon"),
        (fake(HOME="/h", RELCLI_LEXICON="own"), "own"),
    ],
)
def test_where_the_tables_of_the_user_are(environment: Environment, expected: str) -> None:
    assert environment.lexicon_directory == Path(expected)


def test_a_folder_of_tables_is_read_if_it_exists_or_is_set(tmp_path: Path) -> None:
    usual = tmp_path / ".config" / "relcli" / "lexicon"
    assert fake(HOME=str(tmp_path)).lexicon_folders == ()
    usual.mkdir(parents=True)
    assert fake(HOME=str(tmp_path)).lexicon_folders == (usual,)
    assert fake(RELCLI_LEXICON="nowhere").lexicon_folders == (Path("nowhere"),)


def test_there_is_at_least_one_processor() -> None:
    assert fake().cores >= 1


@pytest.mark.parametrize(
    ("groups", "limits", "cores"),
    [
        ("0::/\n", {}, 0),
        ("0::/\n", {"cpu.max": "max 100000\n"}, 0),
        ("0::/\n", {"cpu.max": "150000 100000\n"}, 2),
        ("0::/jobs/one\n", {"jobs/cpu.max": "300000 100000\n", "jobs/one/cpu.max": "max 100000\n"}, 3),
        ("0::/jobs/one\n", {"jobs/cpu.max": "300000 100000\n", "jobs/one/cpu.max": "50000 100000\n"}, 1),
        ("4:cpu:/a\n", {"cpu/a/cpu.cfs_quota_us": "400000\n", "cpu/a/cpu.cfs_period_us": "100000\n"}, 4),
        ("4:cpu:/a\n", {"cpu/a/cpu.cfs_quota_us": "-1\n", "cpu/a/cpu.cfs_period_us": "100000\n"}, 0),
        ("3:memory:/a\n", {"memory/a/cpu.max": "100000 100000\n"}, 0),
        ("nonsense", {"cpu.max": "few many"}, 0),
    ],
)
def test_a_container_has_fewer_processors(tmp_path: Path, groups: str, limits: dict[str, str], cores: int) -> None:
    (tmp_path / "cgroup").write_text(groups)
    for name, text in limits.items():
        (tmp_path / "fs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "fs" / name).write_text(text)
    assert _cores_of_container(str(tmp_path / "fs"), str(tmp_path / "cgroup")) == cores


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        (fake(), ""),
        (fake(USERNAME="win"), "win"),
        (fake(USER="me", LOGNAME="login", USERNAME="win"), "login"),
        (fake(USER="me", RELCLI_AUTHOR="Desk 3"), "Desk 3"),
        (fake(USER="me", RELCLI_AUTHOR=""), "me"),
        (fake(USER="me", LOGNAME="caf\udce9"), "me"),
        (fake()._replace(account=lambda: "account"), "account"),
        (fake(LOGNAME="caf\udce9")._replace(account=lambda: "account"), "account"),
        (fake(USER="me")._replace(account=lambda: "account"), "me"),
    ],
)
def test_who_the_author_is(environment: Environment, expected: str) -> None:
    assert environment.author == expected


def test_the_system_knows_the_account() -> None:
    pwd = pytest.importorskip("pwd", reason="the system has no list of accounts")
    try:
        name = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        name = ""
    assert Environment.of_process().account() == name


@pytest.mark.parametrize("columns", ["\u00b2", "\u0663", "9" * 20, "9" * 5000, "0", "-1", "x"])
def test_a_size_that_is_none_does_not_count(columns: str) -> None:
    assert fake(COLUMNS=columns).width == 80
    assert fake(LINES=columns).height == 24


def test_bytes_that_are_no_text_are_written_out() -> None:
    assert escape_line("caf\udce9\x1b \ud800") == r"caf\xe9\x1b \ud800"
    assert written_out("caf\udce9\x1b\u00e9") == "caf\\xe9\x1b\u00e9"
    assert is_text("caf\u00e9")
    assert not is_text("caf\udce9")
