"""Long answers on a terminal go to a pager, with real processes on pseudo-terminals."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from relcli.cli.pager import lines_taken

from .processes import Workplace

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
LONG = "relcli list -f csv --fields id,evidence"
SMALL = (40, 8)
NOTE = "3 of 6 shown; -n 0 for all"


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """A folder with a database, where pagers mark what they show."""
    place = Workplace(tmp_path_factory.mktemp("pager"))
    place.variables["PAGER"] = "sed 's/^/PAGED: /'"
    return place


def plain(workplace: Workplace, line: str) -> str:
    """Return what a command gives on a small terminal without a pager."""
    return workplace.run(f"{line} --no-pager", SMALL).stdout


@pytest.mark.parametrize(
    "line", [LONG, "relcli timeline", "relcli show 1 2", "relcli documents -f json", "relcli explain news"]
)
def test_what_is_longer_than_the_screen_is_paged_whole(workplace: Workplace, line: str) -> None:
    outcome = workplace.run(line, SMALL)
    assert outcome.code == 0
    assert "PAGED" not in plain(workplace, line)
    assert outcome.stdout.splitlines() == [f"PAGED: {each}" for each in plain(workplace, line).splitlines()]


def test_what_fits_starts_no_pager(workplace: Workplace) -> None:
    assert "PAGED" not in workplace.run("relcli list --fields id", (40, 24)).stdout
    assert "PAGED" not in workplace.run("relcli list -n 2 --fields id", (40, 8)).stdout
    assert "PAGED" in workplace.run("relcli list -n 5 --fields id", (40, 8)).stdout


@pytest.mark.parametrize(
    "line",
    [
        f"{LONG} --no-pager",
        f"{LONG} | cat",
        f"TERM=dumb {LONG}",
        f"TERM= {LONG}",
        f"PAGER= {LONG}",
        f"RELCLI_PAGER=cat {LONG}",
        f"{LONG} -o out.csv; cat out.csv",
        "relcli list --print0",
        "relcli list --help",
    ],
)
def test_never_elsewhere(workplace: Workplace, line: str) -> None:
    outcome = workplace.run(line, SMALL)
    assert outcome.code == 0
    assert outcome.stdout
    assert "PAGED" not in outcome.stdout


def test_relcli_pager_comes_before_pager(workplace: Workplace) -> None:
    assert workplace.run(f"RELCLI_PAGER='sed s/^/MINE:/' {LONG}", SMALL).stdout.startswith("MINE:id,")


def test_notes_come_behind_the_pager(workplace: Workplace) -> None:
    slow = "RELCLI_PAGER=\"sh -c 'sleep 0.3; sed s/^/MINE:/'\""
    listing, note = workplace.run(f"{slow} {LONG} -n 3", SMALL).stdout.split(f"\n\x1b[2m{NOTE}")
    assert all(line.startswith("MINE:") for line in listing.splitlines())
    assert all(line.startswith("  ") for line in note.splitlines()[1:])  # the note is broken where the terminal ends


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("relcli list -n 5", "5 of 6 shown; -n 0 for all, --after 2022-"),
        ("relcli documents -n 4", "4 of 5 shown; -n 0 for all, --after "),
        ("relcli summary --by country -n 5", "5 of "),
        ("relcli timeline -n 4", "4 of 6 shown; -n 0 for all, --after "),
        ("relcli show 1 2 3 -n 2", "2 of 3 shown; -n 0 for all"),
        ("relcli lexicon check -n 9", "9 of 2"),
    ],
)
def test_that_a_list_is_cut_stands_above_it_in_the_pager_and_behind_it(
    workplace: Workplace, line: str, note: str
) -> None:
    outcome = workplace.run(line, (100, 5))
    first, *rest = outcome.stdout.splitlines()
    last = next(each for each in rest if "PAGED" not in each)
    assert first.startswith((f"PAGED: {note}", f"PAGED: \x1b[2m{note}"))
    assert last.startswith(f"\x1b[2m{note}")
    assert (
        first.removeprefix("PAGED: ").removeprefix("\x1b[2m").removesuffix("\x1b[0m")
        == last[len("\x1b[2m") : -len("\x1b[0m")]
    )
    assert f"PAGED: {note}" not in workplace.run(f"{line} -q", (100, 5)).stdout
    assert note in workplace.run(f"{line} | cat >/dev/null", (100, 5)).stdout


def test_nothing_stands_above_what_is_whole_or_fits_or_is_no_list_for_people(workplace: Workplace) -> None:
    for line in ("relcli list -n 0", "relcli list -n 6", f"{LONG} -n 3", "relcli list -f json -n 3"):
        assert " shown" not in "".join(
            each for each in workplace.run(line, SMALL).stdout.splitlines(keepends=True) if "PAGED" in each
        ), line
    unpaged = workplace.run("relcli list -n 2 --fields id", (40, 24)).stdout
    assert unpaged.count("2 of 6 shown") == 1


def test_leaving_the_pager_is_no_error(workplace: Workplace) -> None:
    workplace.run('yes \'{"id": "x", "date": "2024-05-08", "text": "France sued Poland."}\' | head -5000 > long.jsonl')
    for line in (
        f"PAGER=true {LONG}",
        "PAGER='head -3' relcli explain long.jsonl",
        "PAGER=true relcli code long.jsonl -n 0",
    ):
        outcome = workplace.run(line, SMALL)
        assert outcome.code == 0
        assert not [
            each for each in outcome.stdout.splitlines() if "relcli" in each or "shown" in each or "rror" in each
        ]


def test_a_pager_that_cannot_be_started_is_told_and_done_without(workplace: Workplace) -> None:
    outcome = workplace.run(f"PAGER='no-such-pager -x' {LONG}", SMALL)
    assert outcome.code == 0
    shown = plain(workplace, LONG)
    assert outcome.stdout.endswith(f"\n{shown}")
    note = " ".join(outcome.stdout.removesuffix(shown).split())  # it is broken where the terminal ends
    assert note.startswith("pager no-such-pager: No such file or directory")


def test_a_pager_whose_quotation_never_ends_is_told(workplace: Workplace) -> None:
    assert workplace.run(f"PAGER='less \"' {LONG}", SMALL).stdout.startswith('pager less ": No such file')


@pytest.mark.skipif(shutil.which("less") is None, reason="needs less")
def test_less_gets_colours_and_leaves_the_text_there(workplace: Workplace) -> None:
    for variables in ("-u PAGER", "PAGER=less", "PAGER=less LESS=-FX"):
        outcome = workplace.run(f"env {variables} relcli list -n 3; echo done", (80, 5), "q")
        assert "\x1b[1mid" in outcome.stdout, variables
        assert NOTE in outcome.stdout
        assert outcome.stdout.endswith("done\n")
        assert "\x1b[?1049" not in outcome.stdout  # the other screen, which takes the text away


def test_what_was_kept_when_the_command_is_interrupted_is_never_shown(workplace: Workplace) -> None:
    """The second input opens once the events of the first are written, and so kept until there is a screenful."""
    (workplace.folder / "first.txt").write_text("date 2024-05-08\nFrance sued Poland.\n")
    workplace.run("mkfifo second.jsonl")
    line = "exec relcli code first.txt second.jsonl -f jsonl --fields headline"
    apart = "</dev/null >/dev/null 2>&1 &"
    whole = workplace.run(f"(: >second.jsonl) {apart} {line}", (80, 24))
    assert whole.stdout.startswith('{"headline": "France sued Poland"}\n')
    stopped = workplace.run(
        f"(exec 3>second.jsonl; kill -INT $$; while kill -0 $$; do sleep 0.1; done) {apart} {line}", (80, 24)
    )
    assert stopped == ("", "", 130)


@pytest.mark.skipif(shutil.which("less") is None, reason="needs less")
def test_less_gets_links_and_other_pagers_none(workplace: Workplace) -> None:
    address = "https://example.org/wire-2"
    linked = {}
    for pager in ("less", "'sed n'", "cat"):
        outcome = workplace.run(f"FORCE_HYPERLINK=1 PAGER={pager} relcli timeline", (80, 12), "   q")
        assert address in outcome.stdout
        linked[pager] = f";{address}\x1b" in outcome.stdout
    assert linked == {"less": True, "'sed n'": False, "cat": True}


def test_links_take_no_room_on_the_screen() -> None:
    link = "\x1b]8;id=1;https://example.org/long\x1b\\\x1b[2mname\x1b[0m\x1b]8;;\x1b\\"
    assert lines_taken(f"{link} and more\n", 13) == 1
    assert lines_taken(f"{link} and more\n", 12) == 2


def test_an_interrupt_waits_for_the_pager_to_be_left(workplace: Workplace) -> None:
    pager = "PAGER=\"sh -c 'kill -INT \\$PPID; sleep 0.3; cat; echo left'\""
    outcome = workplace.run(f"{pager} {LONG}; echo $?", SMALL)
    assert "left\n" in outcome.stdout
    assert outcome.stdout.splitlines()[-1] in {"0", "130"}
    assert "Traceback" not in outcome.stdout


@pytest.mark.skipif(shutil.which("more") is None, reason="needs more")
def test_more_where_there_is_no_less(workplace: Workplace, tmp_path: Path) -> None:
    more = shutil.which("more")
    (tmp_path / "more").write_text(f'#!/bin/sh\nexec {more} "$@"\n')
    (tmp_path / "more").chmod(0o755)
    relcli = workplace.folder / ".bin"
    outcome = workplace.run(f"env -u PAGER PATH={relcli}:{tmp_path} relcli list -n 5; echo done", (80, 5), "q")
    assert "More" in outcome.stdout
    assert outcome.stdout.endswith("done\n")


def test_a_signal_to_end_does_not_wait_for_the_pager(workplace: Workplace) -> None:
    """The pager sends it itself, and then never ends."""
    (workplace.folder / "sender").write_text("kill -TERM $PPID\nexec sleep 3600\n")
    outcome = workplace.run(f"RELCLI_PAGER='sh sender' {LONG}; echo $?", SMALL)
    assert outcome.stdout == "relcli: terminated\n143\n"
