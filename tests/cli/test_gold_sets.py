"""The sets that one call of `evaluate` compares: what begins one, where its documents are, what it is called."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from relcli.cli.gold_sets import GoldSet, gold_sets
from relcli.environment import Environment
from relcli.errors import RelcliError, UsageError

GOLD = json.dumps({"file": "a.txt", "events": []}) + "\n"
CODED = json.dumps({"document": "a.txt", "type": "AID"}) + "\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for place in ("", "news/tune/", "news/train/", "press/"):
        Path(place).mkdir(parents=True, exist_ok=True)
        Path(f"{place}gold.jsonl").write_text(GOLD)
    for path in ("one/set.jsonl", "two/set.jsonl", "gold-2.jsonl"):
        Path(path).parent.mkdir(exist_ok=True)
        Path(path).write_text(GOLD)
    for name in ("old", "new", "figure"):
        Path(f"{name}.jsonl").write_text(CODED)
    Path("none.jsonl").write_text("")
    return tmp_path


def sets(words: str, *documents: str, stdin: str = "") -> list[GoldSet]:
    """Return the sets of a command line."""
    environment = Environment(io.StringIO(stdin), io.StringIO(), io.StringIO())
    return gold_sets([*map(Path, words.split())], [*map(Path, documents)], environment)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "pairs"),
    [
        ("gold.jsonl", [("gold.jsonl", None)]),
        ("gold.jsonl old.jsonl", [("gold.jsonl", "old.jsonl")]),
        ("gold.jsonl none.jsonl", [("gold.jsonl", "none.jsonl")]),
        ("press", [("press/gold.jsonl", None)]),
        ("press old.jsonl gold.jsonl", [("press/gold.jsonl", "old.jsonl"), ("gold.jsonl", None)]),
        ("press gold.jsonl new.jsonl", [("press/gold.jsonl", None), ("gold.jsonl", "new.jsonl")]),
        ("gold.jsonl -", [("gold.jsonl", "standard input")]),
    ],
)
def test_an_annotated_file_begins_a_set(words: str, pairs: list[tuple[str, str | None]]) -> None:
    found = sets(words, stdin=CODED)
    assert [(each.gold.name, each.coded and each.coded.name) for each in found] == pairs


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("gold-2.jsonl", ["gold_2"]),
        ("news/tune/gold.jsonl news/train/gold.jsonl press", ["tune", "train", "press"]),
        ("press gold-2.jsonl news/tune", ["press", "gold_2", "tune"]),
        ("one/set.jsonl two/set.jsonl", ["one", "two"]),
        ("one/set.jsonl two/set.jsonl press", ["one_set", "two_set", "press"]),
        ("gold.jsonl old.jsonl gold.jsonl new.jsonl", ["old", "new"]),
        ("gold.jsonl old.jsonl gold.jsonl", ["old", "now"]),
        ("press old.jsonl press figure.jsonl", ["old", "figure_2"]),
    ],
)
def test_sets_are_called_by_what_tells_them_apart(words: str, names: list[str]) -> None:
    assert [each.name for each in sets(words)] == names


def test_a_set_in_the_working_directory_is_called_after_it(folder: Path) -> None:
    inner = folder / "here, \x1b[1m now"
    inner.mkdir()
    (inner / "gold.jsonl").write_text(GOLD)
    environment = Environment(io.StringIO(), io.StringIO(), io.StringIO())
    assert [each.name for each in gold_sets([Path("press"), inner], [], environment)] == ["press", "here_1m_now"]


@pytest.mark.usefixtures("folder")
def test_documents_are_beside_their_set_or_where_they_are_said_to_be() -> None:
    assert [str(each.documents) for each in sets("gold.jsonl press")] == ["documents", "press/documents"]
    assert [str(each.documents) for each in sets("gold.jsonl press", "all")] == ["all", "all"]
    assert [str(each.documents) for each in sets("gold.jsonl press", "a", "b")] == ["a", "b"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "documents", "said"),
    [
        ("gold.jsonl old.jsonl new.jsonl", (), "new.jsonl: has no annotated documents before it"),
        ("gold.jsonl press gold.jsonl", (), "the same set is named twice"),
        ("gold.jsonl - press -", (), "standard input can be read once"),
        ("gold.jsonl press", ("a", "b", "c"), "--documents is given 3 times for 2 sets"),
    ],
)
def test_what_cannot_be_meant_is_refused(words: str, documents: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        sets(words, *documents)


def test_a_pipe_is_read_once(folder: Path) -> None:
    (second,) = sets("gold.jsonl -", stdin=CODED)
    assert second.coded is not None
    assert second.coded.lines == second.coded.lines == [CODED]
    (folder / "latin.jsonl").write_bytes(b"caf\xe9")
    with pytest.raises(RelcliError, match="is not UTF-8"):
        sets("gold.jsonl latin.jsonl")
