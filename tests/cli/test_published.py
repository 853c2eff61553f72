"""`relcli timeline -f md|html|timelinejs` in real processes: whole files, the same everywhere, whatever texts hold."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from ..output.test_active import obeyed
from ..reports.test_published import Page, notes
from .processes import Workplace

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
FORMATS = ("md", "html", "timelinejs")
EVIL = (
    "<script>alert(1)</script> [x](javascript:x) | `code` *b* \u202e \x1b[31m \u0627\u062a\u0641\u0627\u0642 # 1. &lt;"
)


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    """A folder with news and a database, one of whose events is undated and one hostile."""
    place = Workplace(tmp_path)
    texts = json.dumps([f"headline={EVIL}", f"place={EVIL}", f"people={EVIL}"])
    script = f"import json, subprocess; subprocess.run(['relcli', 'edit', '6', *json.loads({texts!r})], check=True)"
    (tmp_path / "spoil.py").write_text(script, "utf-8")
    assert place.run("relcli edit 4 date= -q && python3 spoil.py").code == 0
    return place


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_a_pipe_and_a_terminal_get_the_same(name: str, workplace: Workplace) -> None:
    piped = workplace.run(f"relcli timeline -f {name} | cat")
    assert workplace.run(f"relcli timeline -f {name} -o out.{name} && cat out.{name}").stdout == piped.stdout
    colored = workplace.run(f"FORCE_COLOR=1 relcli timeline -f {name} --color always --width 60 | cat")
    assert colored.stdout == piped.stdout
    assert workplace.run(f"PYTHONIOENCODING=ascii relcli timeline -f {name} -o a.{name}; cat a.{name}").stdout == (
        piped.stdout
    )


def test_the_ending_of_a_file_makes_a_chronology(workplace: Workplace) -> None:
    outcome = workplace.run("relcli timeline -o a.md && head -1 a.md && relcli timeline -o a.html && head -1 a.html")
    assert outcome.stdout == "# A chronology\n<!doctype html>\n"


def test_hostile_texts_are_shown_and_never_obeyed(workplace: Workplace) -> None:
    text = workplace.run("relcli timeline -f md").stdout
    assert "&lt;script>" in text
    assert not obeyed(text)
    used, defined = notes(text)
    assert set(used) == set(defined) != set()
    page = Page(workplace.run("relcli timeline -f html").stdout)
    assert "script" not in {tag for tag, _ in page.tags}
    assert any(EVIL[:30] in piece for piece in page.text)
    assert not obeyed("".join(page.text))
    data = json.loads(workplace.run("relcli timeline -f timelinejs").stdout)
    slide = next(slide for slide in data["events"] if slide["unique_id"] == "event-6")
    assert {tag for tag, _ in Page(slide["text"]["headline"]).tags} == set()
    assert {tag for tag, _ in Page(slide["text"]["text"]).tags} == {"p", "b", "blockquote", "small"}


def test_every_event_is_in_every_form(workplace: Workplace) -> None:
    numbers = workplace.run("relcli list --fields id --no-header --sort id -f csv").stdout.split()
    text = workplace.run("relcli timeline -f md").stdout
    assert sorted(re.findall(r"<!-- (\d+) -->", text)) == numbers
    page = Page(workplace.run("relcli timeline -f html").stdout)
    anchors = [anchor.removeprefix("event-") for anchor in page.values("id") if anchor.startswith("event-")]
    assert sorted(anchors) == numbers


def test_what_has_no_date_is_not_in_the_data_of_timelinejs_which_is_said(workplace: Workplace) -> None:
    outcome = workplace.run("relcli timeline -f timelinejs")
    assert outcome.stderr == "1 event without a date left out: TimelineJS needs one\n"
    assert "event-4" not in outcome.stdout
    assert workplace.run("relcli timeline -f timelinejs --quiet").stderr == ""


@pytest.mark.parametrize("name", FORMATS)
def test_an_error_leaves_the_file_as_it_was(name: str, workplace: Workplace) -> None:
    outcome = workplace.run(f"echo mine > a.txt; relcli timeline -c Xyzzy -f {name} -o a.txt; cat a.txt")
    assert outcome.stdout == "mine\n"
    assert outcome.stderr.startswith("relcli: unknown")


@pytest.mark.parametrize("line", ["list", "summary", "documents", "show 1", "search gas", "history"])
def test_other_commands_say_who_writes_timelinejs(line: str, workplace: Workplace) -> None:
    outcome = workplace.run(f"relcli {line} -f timelinejs")
    assert outcome.code == 2
    assert outcome.stderr.startswith("relcli: only 'relcli timeline' writes timelinejs; formats here are table, text")
    assert outcome.stdout == ""
