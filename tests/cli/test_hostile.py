"""What people and their scripts can type by accident or on purpose: an error of one line, never an internal one."""

from __future__ import annotations

import json
import os
import re
import sys
from typing import TYPE_CHECKING

import pytest

from relcli.cli import coders
from relcli.environment import Environment
from tests.coders import shipped_coder

from . import inside, scripted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from relcli.coding import CodedEvent, Document

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="words are bytes only elsewhere")
E9 = "caf\udce9"
HUGE = "9" * 20
LONGEST = "9" * 5000


class Place:
    """A folder with a database, in which command lines are called."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.variables = {"HOME": str(folder / "home"), "RELCLI_DB": "news.db", "USER": "me"}

    def call(self, *words: str, **variables: str) -> inside.Outcome:
        """Run a command line."""
        return inside.call(words, self.folder, {**self.variables, **variables})

    def error(self, *words: str, code: int = 2, variables: Mapping[str, str] | None = None) -> str:
        """Run a command line that fails; return its one line."""
        outcome = self.call(*words, **(variables or {}))
        assert (outcome.code, outcome.stdout) == (code, ""), outcome
        assert outcome.stderr.count("\n") == 1, outcome.stderr
        assert "internal" not in outcome.stderr
        assert "\\udc" not in outcome.stderr
        return outcome.stderr


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A folder with a database of a few events."""
    scripted.build(tmp_path / "news.db")
    return Place(tmp_path)


# ---------------------------------------------------------------- words that are not UTF-8


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--person", E9),
        ("list", "--place", E9),
        ("list", "--outlet", E9),
        ("list", "--text", E9),
        ("list", "-c", E9),
        ("list", "--between", "RUS", E9),
        ("list", E9),
        ("search", f"text:{E9}"),
        ("timeline", "-p", E9),
        ("list", "--sort", E9),
        ("list", "--fields", E9),
        ("list", "-f", E9),
        ("reject", "1", "--why", E9),
        ("edit", "1", f"place={E9}"),
        ("edit", "1", "place=Rome", "--author", E9),
        ("add", "date=2024", "type=consult", "source=RUS", "target=CHN", "--evidence", E9, "--outlet", "x"),
        ("view", "save", "x", "--place", E9),
        ("view", "save", E9, "gas"),
        ("view", "remove", E9),
        ("config", "set", "author", E9),
        ("config", "set", "db", E9),
        ("config", "get", E9),
        ("import", "news.db", "--outlet", E9),
        ("import", "news.db", "--date", E9),
        ("lexicon", "show", E9),
        ("--today", E9, "list"),
        ("schema", E9),
        ("completion", E9),
    ],
)
def test_words_that_are_not_utf8_are_refused(place: Place, words: tuple[str, ...]) -> None:
    before = (place.folder / "news.db").read_bytes()
    assert r"caf\xe9" in place.error(*words)
    assert (place.folder / "news.db").read_bytes() == before
    assert not (place.folder / "home").exists()


@pytest.mark.parametrize("words", [(E9,), ("list", f"--{E9}"), ("list", "-n", E9), ("undo", E9), ("show", E9)])
def test_nor_do_they_pass_as_commands_options_and_numbers(place: Place, words: tuple[str, ...]) -> None:
    assert r"caf\xe9" in place.error(*words)


@pytest.mark.parametrize("name", ["AUTHOR", "FORMAT", "LIMIT", "JOBS", "WIDTH", "COLOR", "PAGER_", "ERROR_FORMAT"])
def test_nor_in_variables(place: Place, name: str) -> None:
    if name == "PAGER_":  # the name of a program may have any bytes
        assert place.call("list", RELCLI_PAGER=E9).code == 0
        return
    assert f"RELCLI_{name}" in place.error("list", variables={f"RELCLI_{name}": E9})


def test_errors_as_json_are_json_all_the_same(place: Place) -> None:
    outcome = place.call("list", "-c", E9, "--error-format", "json")
    assert r"caf\xe9" in json.loads(outcome.stderr)["what"]


def test_standard_input_that_is_no_text_is_an_error_of_one_line(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Environment.of_process

    def with_input() -> Environment:
        sys.stdin.buffer.write(b"1 caf\xe9 2")
        sys.stdin.buffer.seek(0)
        return made()

    monkeypatch.setattr(Environment, "of_process", with_input)
    assert r"'caf\xe9' is not the number of an event" in place.error("show", "-")


# ---------------------------------------------------------------- names of files that are not UTF-8


@pytest.mark.skipif(sys.platform == "darwin", reason="names are UTF-8 there")
def test_files_may_have_any_name(place: Place) -> None:
    folder = place.folder / f"{E9}.d"
    folder.mkdir()
    (folder / f"{E9}.txt").write_text(" date 2024-05-01 \nGhana's president met Mali's president in Accra.")
    done = place.call("import", f"{E9}.d", "--db", f"{E9}.db")
    assert (done.code, "imported 1 document" in done.stderr) == (0, True), done
    for words in (
        ("documents", "-f", "json"), ("list", "-f", "csv"), ("show", "1"), ("timeline",), ("history", "-f", "csv"),
        ("database", "info"), ("database", "check"), ("code", f"{E9}.d"), ("explain", f"{E9}.d"), ("search", "Ghana"),
        ("list", "-o", f"{E9}.csv"), ("config", "get", "db"), ("config", "list", "-f", "json"),
    ):  # fmt: skip
        outcome = place.call(*words, RELCLI_DB=f"{E9}.db")
        assert outcome.code == 0, (words, outcome)
        assert "\\udc" not in outcome.stdout + outcome.stderr, words
    assert json.loads(place.call("documents", "-f", "json", RELCLI_DB=f"{E9}.db").stdout)[0]["name"] == r"caf\xe9.txt"
    assert (place.folder / f"{E9}.csv").exists()


# ---------------------------------------------------------------- numbers and names that nothing has


NUMBERED = ("show N", "reject N", "merge 1 N", "split 1 N", "split N 1", "edit N place=Rome")
COUNTED = (
    "list -n N",
    "list --text gas -n N",
    "undo N",
    "list --width N",
    "list id:N",
    "list id:1,N",
    "list --after 2024-01-01:N",
    "edit 1 part_of=N",
    "code news.db --jobs N",
    "list -pN",
    "summary -n -N",
    "add date=2024 --evidence x --document N",
    "list -c N",
    "show N.5",
    "edit 1 N",
    "edit 1 N=1",
)


@pytest.mark.parametrize("number", [HUGE, LONGEST, str(2**63)])
def test_no_number_is_too_large_for_an_error(place: Place, number: str) -> None:
    for line in NUMBERED:
        words = [number if word == "N" else word.replace("=N", f"={number}") for word in line.split()]
        assert re.search("no (event|passage) 9", place.error(*words, code=1)), line
    for line in COUNTED:
        error = place.error(*(word.replace("N", number) for word in line.split()))
        assert len(error) < 600, line


def test_a_number_that_could_be_there_is_none(place: Place) -> None:
    assert "no event 9223372036854775807" in place.error("show", str(2**63 - 1), code=1)
    assert place.call("list", "-n", str(2**63 - 2)).code == 0
    assert place.call("list", f"id:{2**63 - 1}").code == 0


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("list", "--fields", ","), "--fields names no column; '--fields help' lists them"),
        (("timeline", "--fields", " , "), "--fields names no column"),
        (("list", "--fields", "id,date,id"), "--fields names 'id' twice; name each column once"),
        (("list", "--sort", ","), "--sort names no column"),
        (("list", "--fields", ""), "--fields is empty"),
        (("list", "--fields="), "--fields is empty"),
        (("list", "-p", ""), "-p is empty"),
        (("list", "--db", ""), "--db is empty"),
        (("--db", "", "list"), "--db is empty"),
        (("list", "-o", ""), "-o is empty"),
        (("list", "-c", ""), "-c is empty"),
        (("list", "--between", "RUS", ""), "--between is empty"),
        (("reject", "1", "--why", ""), "--why is empty"),
        (("config", "--fields", ""), "--fields is empty"),
    ],
)
def test_an_option_without_a_value_says_so(place: Place, words: tuple[str, ...], what: str) -> None:
    assert what in place.error(*words)


def test_the_value_of_an_option_may_look_like_one(place: Place) -> None:
    assert place.call("reject", "1", "--why", "--why").code == 0
    assert place.call("search", "--", "--fields", "").code in {0, 2}


@pytest.mark.parametrize("words", [("list",), ("list", "-n", "3"), ("documents",), ("code", "x"), ("database", "info")])
@pytest.mark.parametrize("name", ["LIMIT", "WIDTH", "JOBS", "FORMAT", "QUIET", "ERROR_FORMAT"])
def test_a_variable_that_makes_no_sense_is_an_error_everywhere(place: Place, name: str, words: tuple[str, ...]) -> None:
    assert f"relcli: RELCLI_{name}: {name.lower()} cannot be 'much'; " in place.error(
        *words, variables={f"RELCLI_{name}": "much"}
    )


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"caf\xe9", "gold.jsonl: is not UTF-8"),
        (b"[" * 5000, "gold.jsonl:1: is not JSON"),
        (b'{"file": "x", "events": 3}', "gold.jsonl:1: is not an annotated document"),
        (b'{"document": "x", "type": "CONSULT", "source": 3}', "gold.jsonl:1: is not a"),
    ],
)
def test_annotations_that_are_none(place: Place, data: bytes, what: str) -> None:
    (place.folder / "gold.jsonl").write_bytes(data)
    (place.folder / "empty.jsonl").write_bytes(b"")
    assert what in place.error("evaluate", "gold.jsonl", "empty.jsonl", code=1)
    if b"events" not in data:
        assert what in place.error("evaluate", "empty.jsonl", "gold.jsonl", code=1)


# ---------------------------------------------------------------- settings files


def test_a_file_that_cannot_be_read_does_not_block_its_own_correction(place: Place) -> None:
    config = place.folder / "home" / ".config" / "relcli" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_bytes(b"limit = 3\nauthor = 'caf\xe9'\n")
    assert "config.toml:2: is not UTF-8" in place.error("list")
    assert place.call("config", "path").stdout == f"{config}\n"
    assert place.call("--version", "--debug").code == 0
    assert place.call("config", "unset", "author").code == 0
    assert config.read_text() == "limit = 3\n"
    assert place.call("config", "get", "limit").stdout == "3\n"


def test_a_broken_project_file_is_only_warned_of_where_the_database_is_named(place: Place) -> None:
    (place.folder / "relcli.toml").write_text("db = 'a'\nlimit = = 1\n")
    assert "relcli.toml:2: " in place.error("list", variables={"RELCLI_DB": ""})
    outcome = place.call("list", "--db", "news.db")
    assert outcome.code == 0
    assert outcome.stdout.count("\n") > 3
    assert "relcli.toml:2: " in outcome.stderr
    assert "this file is ignored" in outcome.stderr
    assert place.call("--db", "news.db", "list").code == 0


def test_a_project_file_of_another_user_is_ignored_until_it_is_allowed(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(os, "geteuid"):
        pytest.skip("the system knows no owners")
    (place.folder / "relcli.toml").write_text("db = 'theirs.db'\n")
    monkeypatch.setattr(os, "geteuid", lambda: place.folder.stat().st_uid + 1)
    (place.folder / "x.txt").write_text(" date 2024-05-01 \nGhana met Mali.")
    done = place.call("import", "x.txt", RELCLI_DB="")
    assert done.code == 0
    assert f"'relcli config trust {place.folder}' allows it" in done.stderr
    assert not (place.folder / "theirs.db").exists()
    for folder in ((), (".",), ("relcli.toml",)):
        assert place.call("config", "trust", *folder).code == 0
    config = place.folder / "home" / ".config" / "relcli" / "config.toml"
    assert config.read_text() == f'trust = ["{place.folder}"]\n'
    assert "allows it" not in place.call("import", "x.txt", RELCLI_DB="").stderr
    assert (place.folder / "theirs.db").exists()
    assert place.call("config", "unset", "trust").code == 0
    assert "allows it" in place.call("config", "get", "db", RELCLI_DB="").stderr
    assert "no relcli.toml there" in place.error("config", "trust", "home")


# ---------------------------------------------------------------- faults of relcli itself


class Unlucky:
    """The coder, with a fault at one word."""

    def __init__(self) -> None:
        self.name, self.lexicon_version = shipped_coder().name, shipped_coder().lexicon_version

    def code(self, document: Document) -> list[CodedEvent]:
        """Code a document."""
        self._stumble(document)
        return shipped_coder().code(document)

    def analyse(self, document: Document) -> object:
        """Analyse a document."""
        self._stumble(document)
        return shipped_coder().analyse(document)

    def _stumble(self, document: Document) -> None:
        if "unlucky" in document.body:
            raise {"K": KeyError("weeks"), "R": RecursionError("too deep")}[document.body[0]]


@pytest.fixture
def unlucky(place: Place, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A place with three files, at the second of which the coder fails."""
    texts = ("Ghana accused Mali.", "K unlucky: Ghana accused Mali.", "Kenya accused Chad.")
    for name, text in zip("abc", texts, strict=True):
        (place.folder / f"{name}.txt").write_text(f" date 2024-05-01 \n{text}")
    rows = [{"id": f"r{n}", "date": "2024-05-02", "text": text.replace("K u", "R u")} for n, text in enumerate(texts)]
    (place.folder / "d.jsonl").write_text("\n".join(map(json.dumps, rows)))
    monkeypatch.setattr(coders, "load_coder", lambda _: Unlucky())
    monkeypatch.setattr(inside, "shared_tables", _nothing_shared)
    monkeypatch.setattr("relcli.commands.explain.load_user_coder", lambda _: Unlucky())
    return place


def _nothing_shared() -> object:
    from contextlib import nullcontext

    return nullcontext()


FILES = ("a.txt", "b.txt", "c.txt", "d.jsonl")


def test_a_fault_costs_its_document(unlucky: Place) -> None:
    done = unlucky.call("import", *FILES, "--db", "new.db")
    assert done.code == 3
    assert "relcli: b.txt: bug in relcli (KeyError: 'weeks'); please report it; --debug shows where\n" in done.stderr
    assert "relcli: r1: bug in relcli (RecursionError: too deep); please report it" in done.stderr
    assert "imported 4 documents" in done.stderr
    assert "2 rejected" in done.stderr
    listed = json.loads(unlucky.call("documents", "-f", "json", "--db", "new.db").stdout)
    assert {each["name"] for each in listed} == {"a.txt", "c.txt", "r0", "r2"}


@pytest.mark.parametrize("command", ["code", "explain"])
def test_so_it_does_without_a_database(unlucky: Place, command: str) -> None:
    done = unlucky.call(command, *FILES, "-f", "jsonl")
    assert done.code == 3
    assert {json.loads(line)["document"] for line in done.stdout.splitlines()} == {"a.txt", "c.txt", "r0", "r2"}
    assert done.stderr.count("bug in relcli") == 2
    assert "Traceback" not in done.stderr
    assert unlucky.call(command, *FILES, "--debug").stderr.count("Traceback") == 2


def test_recode_keeps_what_was_coded(unlucky: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(coders, "load_coder", lambda _: shipped_coder())
        assert unlucky.call("import", *FILES, "--db", "new.db").code == 0
    before = unlucky.call("list", "-f", "csv", "--db", "new.db").stdout
    done = unlucky.call("recode", "--yes", "--db", "new.db")
    assert done.code == 3
    assert done.stderr.count("bug in relcli") == 2
    assert unlucky.call("list", "-f", "csv", "--db", "new.db").stdout == before


@pytest.mark.parametrize(
    "words", [("show", HUGE), ("undo", LONGEST), ("list", "--person", E9), (E9,), ("config", "set", E9)]
)
def test_completion_of_what_is_nothing_is_nothing(place: Place, words: tuple[str, ...]) -> None:
    outcome = place.call("__complete", "bash", *words)
    assert (outcome.code, outcome.stderr) == (0, "")
