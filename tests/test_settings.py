"""Settings outside the command line: which of several places wins, and changing one line of a file."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relcli.environment import Environment
from relcli.errors import RelcliError, UsageError
from relcli.output import open_writer
from relcli.output.layout import Layout
from relcli.setting_keys import KEYS, STYLES, checked, from_text, known
from relcli.settings import Settings
from relcli.settings_file import as_toml, parsed, with_key, without_key

FILE = Path("relcli.toml")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A working directory some levels deep, and the user's configuration folder."""
    deep, user = tmp_path / "project" / "a" / "b", tmp_path / "user"
    deep.mkdir(parents=True)
    user.mkdir()
    return deep, user


def settings(folders: tuple[Path, Path], **variables: str) -> Settings:
    """Return the settings in those folders."""
    return Settings(variables, str(folders[0]), folders[1], folders[1].parent)


def test_the_nearest_place_wins(folders: tuple[Path, Path], tmp_path: Path) -> None:
    assert settings(folders).look_up("limit") == (50, "default")
    (folders[1] / "config.toml").write_text("\nlimit = 1\nauthor = 'me'\n")
    assert settings(folders).look_up("limit") == (1, f"{folders[1] / 'config.toml'}:2")
    (tmp_path / "project" / "relcli.toml").write_text("limit = 2\n")
    assert settings(folders).look_up("limit") == (2, f"{tmp_path / 'project' / 'relcli.toml'}:1")
    (folders[0] / "relcli.toml").write_text("limit = 3\n")  # a nearer one: the one farther up is not read
    assert settings(folders).look_up("limit").value == 3
    assert settings(folders, RELCLI_LIMIT="4").look_up("limit") == (4, "RELCLI_LIMIT")
    assert settings(folders, RELCLI_LIMIT="").look_up("limit").value == 3
    assert settings(folders).look_up("author").value == "me"


def test_paths_begin_where_they_are_written(folders: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "project" / "relcli.toml").write_text('db = "data/news.db"\n')
    (folders[1] / "config.toml").write_text('db = "own.db"\nlexicon = "~/words"\n')
    assert settings(folders).look_up("db").value == str(tmp_path / "project" / "data" / "news.db")
    assert settings(folders).look_up("lexicon").value == str(tmp_path / "words")
    assert settings(folders, RELCLI_DB="here.db").look_up("db").value == "here.db"
    (tmp_path / "project" / "relcli.toml").unlink()
    assert settings(folders).look_up("db").value == str(folders[1] / "own.db")


@pytest.mark.parametrize("name", sorted(name for name, key in KEYS.items() if not key.project))
def test_a_project_cannot_set_what_is_for_the_user_to_decide(folders: tuple[Path, Path], name: str) -> None:
    (folders[0] / "relcli.toml").write_text(f"{name} = 'x'\n")
    found = settings(folders)
    assert found.look_up(name).origin == "default"
    assert found.files[0].ignored == (name,)


@pytest.mark.parametrize("path", ["../news.db", "/tmp/news.db", "link/news.db"])
def test_a_project_keeps_its_database_in_its_folder(folders: tuple[Path, Path], path: str) -> None:
    (folders[0] / "link").symlink_to(folders[1])
    (folders[0] / "relcli.toml").write_text(f'db = "{path}"\n')
    with pytest.raises(UsageError, match="is outside the folder"):
        settings(folders).look_up("db")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("limit = 1\nlimt = 2\n", 2, "unknown key 'limt'"),
        ("# x\n\nlimit = true\n", 3, "limit cannot be true"),
        ("limit = -1\n", 1, "limit cannot be -1"),
        ("min_confidence = 1.01\n", 1, "min_confidence cannot be 1.01"),
        ("min_confidence = nan\n", 1, "min_confidence cannot be nan"),
        ("min_confidence = true\n", 1, "min_confidence cannot be true"),
        ("format = 'xls'\n", 1, "format cannot be 'xls'"),
        ("quiet = 'yes'\n", 1, "quiet cannot be 'yes'"),
        ("error-format = 'json'\n", 1, "unknown key 'error-format'"),
        ("limit = 1\nlimit = 2\n", 2, "cannot overwrite a value"),
        ("limit =\n", 1, "invalid value"),
        ("[list]\nlimit = 1\n", 0, "unknown key 'list'"),
    ],
)
def test_an_error_names_its_line(folders: tuple[Path, Path], text: str, line: int, what: str) -> None:
    file = folders[1] / "config.toml"
    file.write_text(text)
    with pytest.raises(UsageError) as caught:
        settings(folders).look_up("db")
    assert caught.value.where == (f"{file}:{line}" if line else str(file))
    assert caught.value.what.startswith(what)
    assert caught.value.hint


def test_a_single_file_replaces_the_others(folders: tuple[Path, Path], tmp_path: Path) -> None:
    (folders[0] / "relcli.toml").write_text("limit = 3\n")
    alone = tmp_path / "alone.toml"
    alone.write_text("width = 99\n")
    found = settings(folders, RELCLI_CONFIG=str(alone))
    assert (found.look_up("limit").value, found.look_up("width").value) == (50, 99)
    with pytest.raises(FileNotFoundError):
        Settings({"RELCLI_CONFIG": "nowhere.toml"}, str(folders[0])).files


def test_an_environment_made_by_hand_reads_no_files(folders: tuple[Path, Path]) -> None:
    (folders[1] / "relcli").mkdir()
    (folders[1] / "relcli" / "config.toml").write_text("limit = 3\n")
    given = {"XDG_CONFIG_HOME": str(folders[1])}
    by_hand = Environment(io.StringIO(), io.StringIO(), io.StringIO(), given)
    assert by_hand.setting("limit") == 50
    reading = Environment.reading_settings(
        stdin=io.StringIO(), stdout=io.StringIO(), stderr=io.StringIO(), variables=given
    )
    assert reading.setting("limit") == 3


def test_a_setting_for_colour_overrides_no_color() -> None:
    given = {"NO_COLOR": "1", "RELCLI_COLOR": "always"}
    assert Environment(io.StringIO(), io.StringIO(), io.StringIO(), given).color


def test_without_a_file_no_toml_is_read() -> None:
    program = (
        "import sys; from relcli.environment import Environment; Environment.of_process().setting('db');"
        " print(sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "relcli.settings'" in done.stdout
    assert "tomllib" not in done.stdout
    assert "relcli.settings_file" not in done.stdout


def test_keys_may_be_written_with_a_hyphen() -> None:
    assert known("error-format").name == "error_format"


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1).filter(str.strip)
COMMENTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "author": TEXTS,
        "limit": st.integers(0, 10**9),
        "quiet": st.booleans(),
        "pager": st.one_of(TEXTS, st.just(False)),
        "format": st.sampled_from(["csv", "jsonl"]),
    },
)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, dict[str, object]]:
    """Draw the text of a file with comments, and the keys it sets."""
    values = draw(VALUES)
    end = draw(st.sampled_from(["\n", "\r\n"]))
    lines = []
    for name, value in values.items():
        lines += [f"# {comment}" for comment in draw(st.lists(COMMENTS, max_size=2))]
        comment = draw(COMMENTS)
        lines.append(f"{name} = {as_toml(value)}{f'  # {comment}' if comment else ''}")
    return "".join(f"{line}{end}" for line in lines), values


@given(files(), st.sampled_from(["author", "limit", "quiet", "pager", "format", "width", "min_confidence"]), st.data())
def test_setting_a_key_leaves_everything_else_alone(
    file: tuple[str, dict[str, object]], name: str, data: st.DataObject
) -> None:
    text, values = file
    value = data.draw(
        {
            "author": TEXTS,
            "quiet": st.booleans(),
            "pager": TEXTS,
            "format": st.just("md"),
            "min_confidence": st.floats(0, 1),
        }.get(name, st.integers(0, 99))
    )
    after = with_key(text, KEYS[name], value, FILE)
    assert tomllib.loads(after) == {**values, name: value}
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in after.splitlines() if line.startswith("#")] == comments
    without = without_key(after, name, FILE)
    assert tomllib.loads(without) == {key: kept for key, kept in values.items() if key != name}
    if name not in values:
        assert without == text


def test_a_value_over_several_lines_is_left_alone() -> None:
    text = 'author = """a\nb"""\n'
    with pytest.raises(RelcliError, match="cannot be changed line by line"):
        with_key(text, KEYS["author"], "c", FILE)
    with pytest.raises(UsageError, match="invalid value"):
        parsed("limit = ", FILE)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [("quiet", "yes", True), ("quiet", "0", False), ("pager", "false", False), ("pager", "less -F", "less -F"),
     ("min_confidence", "0.7", 0.7), ("min_confidence", ".75", 0.75), ("min_confidence", "1", 1),
     ("limit", "0", 0), ("jobs", "4", "4"), ("jobs", "auto", "auto"), ("color", "never", "never")],
)  # fmt: skip
def test_values_written_as_text(name: str, text: str, value: object) -> None:
    assert from_text(KEYS[name], text) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [("jobs", True), ("limit", "x"), ("min_confidence", "0.7"), ("db", " "), ("pager", True), ("quiet", 1)],
)
def test_invalid_values(name: str, value: object) -> None:
    with pytest.raises(UsageError, match=f"{name} cannot be"):
        checked(KEYS[name], value)


@pytest.mark.parametrize("name", KEYS["format"].choices)
def test_every_format_that_can_be_set_has_a_writer(name: str) -> None:
    stream = io.StringIO()
    writer = open_writer(name, stream, Layout())
    writer.start(["id"])
    writer.row([7])
    writer.finish()
    assert "7" in stream.getvalue()


def test_colours_come_from_the_user_and_the_project(folders: tuple[Path, Path], tmp_path: Path) -> None:
    own, project = folders[1] / "config.toml", tmp_path / "project" / "relcli.toml"
    own.write_text('limit = 1\n[colors]\nconflict = "magenta"\nfaint = "italic"\n')
    project.write_text('[colors]  # ours\nconflict = "#ff8800"\n')
    assert settings(folders).colors == {"conflict": ("#ff8800", f"{project}:2"), "faint": ("italic", f"{own}:4")}
    assert settings(folders).look_up("limit") == (1, f"{own}:1")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('[colors]\nconflikt = "red"\n', "relcli.toml:2: unknown style 'conflikt'; did you mean"),
        ("limit = 1\n[colors]\nconflict = 3\n", "relcli.toml:3: colors.conflict cannot be 3; for instance"),
        ('[colors]\nconflict = " "\n', "relcli.toml:2: colors.conflict cannot be ' '; for instance"),
        ('colors = "red"\n', "relcli.toml:1: colors cannot be 'red'; it is a table: [colors]"),
        ("[colours]\n", "relcli.toml: unknown key 'colours'; did you mean"),
    ],
)
def test_colours_that_make_no_sense_are_refused_by_line(
    folders: tuple[Path, Path], tmp_path: Path, text: str, error: str
) -> None:
    (tmp_path / "project" / "relcli.toml").write_text(text)
    with pytest.raises(UsageError) as caught:
        settings(folders).look_up("limit")
    assert error in str(caught.value)


def test_a_key_is_set_before_the_table_of_colours() -> None:
    text = 'limit = 1\n[colors]\nconflict = "red"\n'
    assert with_key(text, KEYS["width"], 60, FILE) == 'limit = 1\nwidth = 60\n[colors]\nconflict = "red"\n'


def test_styles_are_named_in_the_documentation() -> None:
    page = (Path(__file__).parents[1] / "docs" / "configuration.md").read_text("utf-8")
    named = dict(re.findall(r"(?m)^\| `([a-z-]+)` \| ([a-z ]+) \| [^|]* \|$", page))
    assert named == {name: look for name, (look, _) in STYLES.items()}


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('db = "a\\u0000b"\n', 1, r"db cannot be 'a\x00b'"),
        ('limit = 1\ndb = "a\\nb"\n', 2, "db cannot be 'a b'"),
        ('author = "\\u001b[31m"\n', 1, r"author cannot be '\x1b[31m'"),
        ('pager = "less\\u0085"\n', 1, r"pager cannot be 'less\x85'"),
        ("db = 5\n", 1, "db cannot be 5"),
        ("db = ['a']\n", 1, "db cannot be ['a']"),
        ("limit = 2024-01-01\n", 1, "limit cannot be "),
        ("limit = inf\n", 1, "limit cannot be inf"),
        ("limit = 99999999999999999999\n", 1, "limit cannot be 99999999999999999999"),
        (f"limit = {'9' * 5000}\n", 1, "a number has too many digits"),
        (f"limit = 0x{'f' * 5000}\n", 1, "limit cannot be such a large number"),
        (f"limit = [0x{'f' * 5000}]\n", 1, "limit cannot be such a large number"),
        ("width = 100001\n", 1, "width cannot be 100001"),
        ("jobs = 12345678901\n", 1, "jobs cannot be 12345678901"),
        ("trust = 'x'\n", 1, "trust cannot be 'x'"),
        ("trust = ['a', 3]\n", 1, "trust cannot be ['a', 3]"),
        (f"limit = 1\nx = {'[' * 5000}\n", 2, "is nested too deeply"),
        (f"x = {'{a=' * 5000}\n", 1, "is nested too deeply"),
        (f"author = '{'x' * 2**20}'\n", 0, "is larger than a megabyte"),
        (f"{'x' * 1000} = 1\n", 1, "unknown key 'xxx"),
    ],
)
def test_a_hostile_file_is_one_short_line(folders: tuple[Path, Path], text: str, line: int, what: str) -> None:
    file = folders[1] / "config.toml"
    file.write_text(text)
    with pytest.raises(UsageError) as caught:
        settings(folders).look_up("db")
    assert caught.value.what.lower().startswith(what.lower())
    assert caught.value.where == (f"{file}:{line}" if line else str(file))
    assert len(str(caught.value)) < 400 + len(str(file))
    assert str(caught.value).isprintable()


def test_bytes_that_are_not_utf8_are_named_with_their_line(folders: tuple[Path, Path]) -> None:
    (folders[1] / "config.toml").write_bytes(b"limit = 1\nauthor = '\xe9'\n")
    with pytest.raises(UsageError, match=r"config\.toml:2: is not UTF-8"):
        settings(folders).look_up("db")


def test_a_key_is_removed_from_a_file_that_cannot_be_read() -> None:
    text = "limit = 1\nauthor = \"\udce9\nformat = 'csv'\n"
    assert without_key(text, "author", FILE) == "limit = 1\nformat = 'csv'\n"
    with pytest.raises(UsageError, match=r"relcli\.toml:2"):
        without_key(text, "width", FILE)


def test_a_list_of_folders_is_one_line() -> None:
    text = with_key("limit = 1\ntrust = ['/a#b]']  # mine\n", KEYS["trust"], ("/a#b]", "/c"), FILE)
    assert text == 'limit = 1\ntrust = ["/a#b]", "/c"]  # mine\n'
    assert without_key(text, "trust", FILE) == "limit = 1\n"
    assert from_text(KEYS["trust"], os.pathsep.join(["/a", "/b"])) == ("/a", "/b")


@pytest.fixture
def stranger(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's file that belongs to somebody else, as the system says."""
    if not hasattr(os, "geteuid"):
        pytest.skip("the system knows no owners")
    file = folders[0] / "relcli.toml"
    file.write_text("limit = 7\n")
    monkeypatch.setattr(os, "geteuid", lambda: file.stat().st_uid + 1)
    return file


def test_a_file_of_another_user_is_ignored_until_it_is_allowed(folders: tuple[Path, Path], stranger: Path) -> None:
    found = settings(folders)
    assert found.look_up("limit").value == 50
    (line,) = found.notices
    assert line.startswith(f"{stranger}: belongs to another user, so it is ignored; 'relcli config trust ")
    (folders[1] / "config.toml").write_text(f"trust = ['{folders[0]}']\n")
    found = settings(folders)
    assert (found.look_up("limit").value, found.notices) == (7, [])
    (folders[1] / "config.toml").write_text(f"trust = ['{folders[0].parent}']\n")  # a folder, not all in it
    assert settings(folders).look_up("limit").value == 50
    assert settings(folders, RELCLI_TRUST=str(folders[0])).look_up("limit").value == 7


@pytest.mark.parametrize(
    ("mode", "of_file", "value"),
    [(0o777, 0o644, 50), (0o1777, 0o644, 7), (0o755, 0o666, 50), (0o775, 0o644, 7), (0o700, 0o600, 7)],
)
def test_a_file_that_everybody_can_replace_is_ignored(
    folders: tuple[Path, Path], mode: int, of_file: int, value: int
) -> None:
    if not hasattr(os, "geteuid"):
        pytest.skip("the system knows no owners")
    file = folders[0] / "relcli.toml"
    file.write_text("limit = 7\n")
    file.chmod(of_file)
    folders[0].chmod(mode)
    found = settings(folders)
    assert found.look_up("limit").value == value
    assert bool(found.notices) == (value == 50)


def test_who_became_root_trusts_who_typed_it(
    folders: tuple[Path, Path], stranger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = stranger.stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    expected = 7 if owner == 0 else 50
    assert settings(folders).look_up("limit").value == expected
    assert settings(folders, SUDO_UID=str(owner)).look_up("limit").value == 7
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    assert settings(folders, SUDO_UID=str(owner)).look_up("limit").value == 50


def test_a_broken_project_file_does_not_stop_who_needs_nothing_of_it(folders: tuple[Path, Path]) -> None:
    (folders[0] / "relcli.toml").write_text("limit = [\n")
    (folders[1] / "config.toml").write_text("width = 99\n")
    with pytest.raises(UsageError):
        settings(folders).look_up("limit")
    found = settings(folders)
    found.tolerant = True
    assert (found.look_up("limit").value, found.look_up("width").value) == (50, 99)
    assert "this file is ignored" in found.notices[0]


@pytest.mark.parametrize(
    "name", ["limit", "width", "min_confidence", "jobs", "format", "quiet", "color", "error_format", "author"]
)
def test_variables_that_make_no_sense_are_found_whether_needed_or_not(name: str) -> None:
    bad = " " if name == "author" else "neither"
    with pytest.raises(UsageError, match=f"RELCLI_{name.upper()}: {name} cannot be"):
        Settings({f"RELCLI_{name.upper()}": bad}).check_variables()
    Settings({f"RELCLI_{name.upper()}": ""}).check_variables()


def test_a_variable_that_is_not_utf8_is_refused_unless_it_is_a_path() -> None:
    with pytest.raises(UsageError, match=r"RELCLI_AUTHOR: author cannot be 'caf\\xe9'"):
        Settings({"RELCLI_AUTHOR": "caf\udce9"}).check_variables()
    Settings({"RELCLI_DB": "caf\udce9.db"}).check_variables()
