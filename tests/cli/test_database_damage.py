"""Damage as people meet it: `database check`, `database repair`, and all other commands on a damaged file."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from . import inside

NEWS = Path(__file__).parent / "news"

COMMANDS = (
    "list", "list -f jsonl", "list --text minister", "show 1", "timeline", "timeline -f json", "summary", "documents",
    "search minister", "history", "database info", "edit 1 place=Rome", "reject 1", "recode --yes",
    "undo --yes", "list -f csv --fields all",
)  # fmt: skip
DAMAGES = {
    "headline": "update event set headline = cast(x'c328' as text)",
    "parties": "update event set source = cast(x'ff' as text)",
    "mention": "update mention set place = cast(x'ff' as text)",
    "text": "update document set body = cast(x'c3' as text) || body",
    "name": "update document set name = cast(x'ff' as text)",
    "batch": "update batch set started = cast(x'ff' as text)",
    "date": "update mention set date = 'soon'",
    "basis": "update mention set date_basis = 'guessed'",
    "trace": "update mention set trace = '{'",
    "block": "update event_mention set block = 'x'",
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a sound database."""
    folder = tmp_path_factory.mktemp("sound")
    assert call(folder, "import", str(NEWS), "--quiet").code in {0, 3}
    return folder


@pytest.fixture
def folder(sound: Path, tmp_path: Path) -> Path:
    """A folder with a copy of it."""
    shutil.copyfile(sound / "relations.db", tmp_path / "relations.db")
    return tmp_path


def call(folder: Path, *words: str) -> inside.Outcome:
    """Run a command on the folder's database."""
    return inside.call(words, folder, {"RELCLI_DB": "relations.db", "HOME": str(folder)})


def change(folder: Path, statement: str) -> None:
    """Change the database as no program of ours does."""
    with closing(sqlite3.connect(folder / "relations.db", isolation_level=None)) as connection:
        connection.execute(statement)


def test_check_says_sound_and_writes_nothing(folder: Path) -> None:
    before = (folder / "relations.db").read_bytes()
    outcome = call(folder, "database", "check")
    assert (outcome.code, outcome.stdout, outcome.stderr) == (0, "", "sound\n")
    assert (folder / "relations.db").read_bytes() == before


def test_check_names_table_and_row(folder: Path) -> None:
    change(folder, "update document set title = 'another' where id = 1")
    outcome = call(folder, "database", "check")
    assert outcome.code == 4
    assert "relcli: document 1: differs from its checksum" in outcome.stderr
    assert call(folder, "database", "check", "--quick").code == 0


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_no_command_ends_in_an_internal_error(folder: Path, damage: str) -> None:
    change(folder, damage)
    data = (folder / "relations.db").read_bytes()
    for line in COMMANDS:
        (folder / "relations.db").write_bytes(data)
        outcome = call(folder, *line.split())
        assert "internal error" not in outcome.stderr, line
        assert "Traceback" not in outcome.stderr, line
        assert outcome.code in {0, 4}, (line, outcome.stderr)
    assert call(folder, "database", "check").code == 4


def test_repair_saves_what_is_whole_and_names_what_is_not(folder: Path) -> None:
    change(folder, "update document set body = replace(body, 'e', 'f') where id = 1")
    trial = call(folder, "database", "repair", "saved.db", "--dry-run")
    assert trial.code == 4
    assert "relcli: lost: document 1 (" in trial.stderr
    assert not (folder / "saved.db").exists()
    outcome = call(folder, "database", "repair", "saved.db")
    assert outcome.code == 4
    assert "relcli: lost: document 1 (" in outcome.stderr
    assert call(folder, "database", "check", "--db", "saved.db").stderr == "sound\n"
    again = call(folder, "database", "repair", "saved.db")
    assert (again.code, again.stderr) == (1, "relcli: saved.db: already exists; name a new file\n")


def test_repair_of_what_is_only_derived_loses_nothing(folder: Path) -> None:
    before = call(folder, "list", "-f", "jsonl", "--fields", "all").stdout
    change(folder, "update event set headline = cast(x'c328' as text), type = 'AID'")
    outcome = call(folder, "database", "repair", "saved.db")
    assert outcome.code == 0
    assert outcome.stderr.endswith("nothing lost\n")
    assert call(folder, "list", "-f", "jsonl", "--fields", "all", "--db", "saved.db").stdout == before


@pytest.mark.parametrize("words", ["database check", "edit 1 place=Rome", "list", "recode --yes", "undo --yes"])
def test_an_empty_file_is_no_database(tmp_path: Path, words: str) -> None:
    (tmp_path / "relations.db").touch()
    outcome = call(tmp_path, *words.split())
    assert outcome.code == 4
    assert "relations.db: holds nothing yet" in outcome.stderr
    assert (tmp_path / "relations.db").stat().st_size == 0
