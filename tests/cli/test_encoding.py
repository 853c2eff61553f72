"""`--encoding` as people type it: for import, code and explain alike."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from .processes import Workplace

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A workplace with a text in a Cyrillic encoding, some of whose letters are no Windows-1252."""
    made = Workplace(tmp_path)
    text = "date 2024-05-08\nFrance sued Poland on Monday, the daily Дзвон said.\n"
    (tmp_path / "bell.txt").write_bytes(text.encode("koi8-r", "replace"))
    return made


@pytest.mark.parametrize("command", ["code", "explain", "import"])
def test_all_that_read_documents_take_it(workplace: Workplace, command: str) -> None:
    option = " --db new.db" if command == "import" else " -f csv"
    done = workplace.call(f"relcli {command} bell.txt --encoding KOI8-R{option}")
    assert done.code == 0
    text = workplace.call("relcli list --db new.db -f csv").stdout if command == "import" else done.stdout
    assert "Дзв" in text
    refused = workplace.call(f"relcli {command} bell.txt --encoding ascii{option.replace('new', 'other')}")
    assert refused.code == 3
    assert "relcli: bell.txt: is not ascii at byte " in refused.stderr


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("windos-1251", "did you mean windows-1251"),
        ("koi8", "did you mean koi8-r"),
        ("zzz", "for example utf-8, utf-16"),
    ],
)
def test_an_unknown_name_is_a_mistake_of_usage(workplace: Workplace, name: str, hint: str) -> None:
    done = workplace.call(f"relcli import bell.txt --encoding {name} --db new.db")
    assert done.code == 2
    assert done.stderr.startswith(f"relcli: unknown encoding '{name}'; ")
    assert hint in done.stderr
    assert not (workplace.folder / "new.db").exists()


@pytest.mark.parametrize("name", ["bell.txt", "bell.jsonl", "bell.csv"])
@pytest.mark.parametrize("command", ["code", "explain", "import"])
def test_utf_16_without_its_mark_is_refused_as_such(workplace: Workplace, command: str, name: str) -> None:
    text = "id,date\n1,2024-05-08\n" if name.endswith("csv") else '{"date": "2024-05-08", "text": "France met."}\n'
    (workplace.folder / name).write_text(text, encoding="utf-8")
    option = " --db new.db" if command == "import" else ""
    done = workplace.call(f"relcli {command} {name} --encoding utf-16{option}")
    assert done.code == 3
    assert f"relcli: {name}: begins without the byte order mark of utf-16" in done.stderr
    assert "utf-16-le" in done.stderr
    assert "bug" not in done.stderr


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_what_looks_like_utf_16_says_how_to_read_it(workplace: Workplace, encoding: str) -> None:
    text = "date 2024-05-08\nFrance sued Poland on Monday.\n"
    (workplace.folder / "wide.txt").write_bytes(text.encode(encoding))
    refused = workplace.call("relcli code wide.txt")
    assert refused.code == 3
    assert refused.stderr.rstrip().endswith(f"if it is UTF-16, give --encoding {encoding}")
    read = workplace.call(f"relcli code wide.txt --encoding {encoding} -f csv")
    assert read.code == 0
    assert "France sued Poland" in read.stdout


def test_what_cannot_be_told_names_the_option(workplace: Workplace) -> None:
    line = '{"date": "2024-05-08", "text": "\u00fcber"}\n'.encode("cp1252")
    (workplace.folder / "old.jsonl").write_bytes(line)
    for name in ("bell.txt", "old.jsonl"):
        assert workplace.call(f"relcli code {name}").stderr.rstrip().endswith("or name its encoding with --encoding")
