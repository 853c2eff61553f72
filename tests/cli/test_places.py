"""Where answers go: pipes that close, full disks, closed streams, files, terminals of all sorts; in real processes."""

from __future__ import annotations

import io
import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .processes import PATIENCE, Workplace, wait_until

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
WRITING = [
    "list",
    "list -f json",
    "list -f table",
    "list --print0",
    "list --fields help",
    "timeline",
    "show 1 2",
    "documents -f html",
    "search the",
    "summary --by dyad",
    "history",
    "view list",
    "recode --dry-run",
    "code news",
    "explain news",
    "lexicon show Georgia",
    "lexicon check",
    "lexicon path",
    "schema",
    "schema event",
    "list --help",
    "--help",
    "--version",
]
MANY = 100_000
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """A folder with news and a database."""
    place = Workplace(tmp_path_factory.mktemp("places"))
    place.run("relcli view save gas gas")
    return place


@pytest.mark.parametrize("line", WRITING)
def test_a_closed_pipe_ends_quietly_with_0(workplace: Workplace, line: str) -> None:
    script = f"{{ relcli {line} --quiet; echo $? >&2; }}" if "elp" not in line else f"{{ relcli {line}; echo $? >&2; }}"
    if line in {"--version", "schema", "schema event"}:
        script = f"{{ relcli {line}; echo $? >&2; }}"
    outcome = workplace.run(f"{script} | head -1; {script} | true")
    assert outcome.stderr == "0\n0\n"
    assert outcome.stdout.count("\n") <= 1


FULL_OUTPUT = "relcli: standard output: disk full; make room, or write somewhere else"


@FULL
@pytest.mark.parametrize("line", WRITING)
def test_a_full_disk_and_closed_output_are_one_line_and_1(workplace: Workplace, line: str) -> None:
    outcome = workplace.run(f"relcli {line} >/dev/full; echo $? >&2; relcli {line} >&-; echo $? >&2")
    words = [each for each in outcome.stderr.splitlines() if not each.startswith(("it does not exist yet", "codings:"))]
    assert words == [FULL_OUTPUT, "1", "relcli: standard output is closed", "1"]


@FULL
@pytest.mark.parametrize("line", ["list -n 1", "import news", "search unheard-of", "lexicon path"])
def test_words_that_nobody_can_hear_change_nothing(workplace: Workplace, line: str) -> None:
    for lost in ("2>&-", "2>/dev/full", "2>&1 >/dev/null | true"):
        assert workplace.run(f"relcli {line} {lost}").code == 0


@FULL
def test_a_file_is_as_it_was_after_an_error(workplace: Workplace) -> None:
    folder = workplace.folder
    (folder / "kept.csv").write_text("before\n")
    limited = 'ulimit -f 1; yes \'{"id": "x", "date": "2024-05-08", "text": "France sued Poland."}\' | head -200'
    outcome = workplace.run(f"({limited} | relcli code - -f json -o kept.csv)")
    assert outcome.code == 1
    said = (
        "kept.csv: cannot be written (File too large; a quota or the maximum file size may have been reached), "
        "nothing was written; make room and run the same command again"
    )
    assert outcome.stderr == f"relcli: {said}\n"
    assert (folder / "kept.csv").read_text() == "before\n"
    assert not list(folder.glob("*.tmp"))


def test_a_file_that_cannot_be_made_is_named(workplace: Workplace) -> None:
    outcome = workplace.run("relcli list -o no/such/folder.csv; relcli list -o news")
    missing = "no/such/folder.csv: cannot be written (No such file or directory)"
    assert outcome.stderr.splitlines() == [
        f"relcli: {missing}; name a file in an existing folder that you can write to",
        "relcli: news: is a folder; name a file in it",
    ]


def test_output_to_a_file_leaves_its_rights_and_follows_links(workplace: Workplace) -> None:
    workplace.run("touch mine.csv; chmod 600 mine.csv; ln -s mine.csv link.csv; relcli list -o link.csv")
    assert (workplace.folder / "link.csv").is_symlink()
    assert (workplace.folder / "mine.csv").stat().st_mode & 0o777 == 0o600
    assert (workplace.folder / "mine.csv").read_text("utf-8") == workplace.run("relcli list").stdout


@pytest.mark.parametrize("output", ["", "-o out.jsonl"])
def test_an_interrupt_in_a_long_listing_ends_at_once_with_130(workplace: Workplace, output: str) -> None:
    folder = workplace.folder
    document = '{"id": "x", "date": "2024-05-08", "text": "France sued Poland on Monday."}\n'
    (folder / "many.jsonl").write_text(document * MANY)
    (folder / "out.jsonl").write_text("before\n")
    with (folder / "rows").open("w") as rows, workplace.running(f"code many.jsonl {output}", rows) as process:
        grown = (lambda: list(folder.glob("out.jsonl.*.tmp"))) if output else (lambda: (folder / "rows").stat().st_size)
        wait_until(grown, process)
        process.send_signal(signal.SIGINT)
        _, words = process.communicate(timeout=PATIENCE)
    assert (process.returncode, words) == (130, "")
    assert (folder / "rows").read_text().count("\n") < MANY
    assert (folder / "out.jsonl").read_text() == "before\n"
    assert not list(folder.glob("*.tmp"))


FAMILY = "👩\u200d👩\u200d👧 "
EVIL = {
    "id": "e\x1b]0;t\x07",
    "date": "2024-05-08",
    "title": "\x1b[2J عنوان [sic]",
    "outlet": "\x9b31m漢字 [/update]",
    "url": "https://x/\x07",
    "text": f"Kenya thanked Norway {FAMILY}\x1b[31m for its help :smile: on Monday.",
}


@pytest.fixture(scope="module")
def evil(workplace: Workplace) -> Workplace:
    """The same with a database of one document that would like to command the terminal."""
    import json

    (workplace.folder / "evil.jsonl").write_text(json.dumps(EVIL) + "\n{\x1b[31m}\n", "utf-8")
    outcome = workplace.run("relcli import evil.jsonl --db evil.db", (80, 24))
    assert "\x1b[31m" not in outcome.stdout
    assert "imported 1 document, 1 event" in outcome.stdout
    return workplace


@pytest.mark.parametrize(
    "line", ["list", "list -f csv", "list -f json", "documents", "show 1", "timeline", "search help"]
)
@pytest.mark.parametrize("variables", ["", "LC_ALL=C", "PYTHONIOENCODING=ascii", "NO_COLOR=1", "TERM=dumb"])
def test_imported_text_never_commands_the_terminal(evil: Workplace, line: str, variables: str) -> None:
    text = evil.run(f"{variables} relcli {line} --db evil.db --width 2000", (200, 50)).stdout
    plain = text
    for sgr in ("\x1b[1m", "\x1b[2m", "\x1b[32m", "\x1b[1;32m", "\x1b[1;36m", "\x1b[1;4m", "\x1b[31m", "\x1b[0m"):
        assert sgr != "\x1b[31m" or sgr not in text
        plain = plain.replace(sgr, "")
    assert not [sign for sign in plain if (ord(sign) < 0x20 and sign != "\n") or 0x7F <= ord(sign) < 0xA0]
    assert "Kenya" in plain or "KEN" in plain or "[/update]" in plain
    if "ascii" in variables:
        assert text.isascii()
    if variables in {"NO_COLOR=1", "TERM=dumb"}:
        assert plain == text


def test_data_in_a_pipe_is_as_it_was_imported(evil: Workplace) -> None:
    import csv
    import io
    import json

    line = "relcli documents --db evil.db --fields name,title,outlet,url"
    expected = [EVIL["id"], EVIL["title"], EVIL["outlet"], EVIL["url"]]
    assert list(csv.reader(io.StringIO(evil.run(line).stdout, newline="")))[1] == expected
    assert list(json.loads(evil.run(f"{line} -f json").stdout)[0].values()) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("relcli list", True),
        ("NO_COLOR=1 relcli list", False),
        ("NO_COLOR=1 FORCE_COLOR=1 relcli list", False),
        ("TERM=dumb relcli list", False),
        ("TERM=dumb FORCE_COLOR=1 relcli list", True),
        ("relcli list --color never", False),
        ("NO_COLOR=1 relcli list --color always", True),
    ],
)
def test_colour_on_a_terminal(workplace: Workplace, line: str, expected: bool) -> None:
    assert ("\x1b[" in workplace.run(line, (80, 24)).stdout) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("relcli list -f table", False),
        ("FORCE_COLOR=1 relcli list -f table", True),
        ("FORCE_COLOR=0 relcli list -f table", False),
        ("FORCE_COLOR=1 NO_COLOR=1 relcli list -f table", False),
        ("relcli timeline --color always", True),
        ("FORCE_COLOR=1 relcli list -f csv --fields id,date", False),
    ],
)
def test_colour_in_a_pipe(workplace: Workplace, line: str, expected: bool) -> None:
    assert ("\x1b[" in workplace.run(line).stdout) is expected


def test_the_width_is_that_of_the_terminal_or_as_it_is_told(workplace: Workplace) -> None:
    from relcli.output.width import width_of

    def widest(line: str, size: tuple[int, int] | None = (60, 24)) -> int:
        lines = workplace.run(f"NO_COLOR=1 {line}", size).stdout.splitlines()
        return max(width_of(each) for each in lines if "://" not in each)  # addresses stay whole

    assert widest("relcli list") == 60
    assert widest("COLUMNS=70 relcli list") == 70
    assert 45 < widest("COLUMNS=70 relcli list --width 50") <= 50  # cards, whose lines break between words
    assert widest("relcli timeline --width 50") <= 50
    assert widest("relcli list -f table", None) > 80
    assert widest("relcli list -f table --width 72", None) == 72


@pytest.mark.skipif(shutil.which("tmux") is None, reason="needs tmux")
def test_characters_are_as_wide_as_a_terminal_makes_them(tmp_path: Path) -> None:
    """Cells are laid side by side in a real terminal and what it shows is asked of it."""
    from relcli.output import open_writer
    from relcli.output.layout import Layout
    from relcli.output.terminal import LEFT_TO_RIGHT

    texts = [
        "漢字",
        "Cafe\u0301",
        "عنوان",
        "שלום",
        "กำลัง",
        "👩\u200d👩\u200d👧",
        "🇫🇷",
        "\uff21\uff22",
        "ｱｲ",
        "…—↔",
        "각",
        "\u1112\u1161\u11ab",
    ]
    stream = io.StringIO()
    writer = open_writer("table", stream, Layout(width=80, header=False, terminal=True))
    writer.start(("text", "edge"))
    for text in texts:
        writer.row((text, "|"))
    writer.finish()
    laid = stream.getvalue().splitlines()
    (tmp_path / "cells").write_text("".join(f"{line}\n" for line in laid), "utf-8")
    ask = tmp_path / "ask.py"
    ask.write_text(
        "import os, re, sys, tty\n"
        "tty.setraw(0)\n"
        "found = []\n"
        "for line in open('cells', encoding='utf-8'):\n"
        "    os.write(1, b'\\r' + line.rstrip('\\n').encode() + b'\\x1b[6n')\n"
        "    answer = b''\n"
        "    while not answer.endswith(b'R'):\n"
        "        answer += os.read(0, 1)\n"
        "    found.append(re.search(rb';(\\d+)R', answer)[1].decode())\n"
        "open('columns.part', 'w').write(' '.join(found))\n"
        "os.rename('columns.part', 'columns')\n"
    )
    tmux = ["tmux", "-u", "-L", f"relcli-test-{tmp_path.name}", "-f", "/dev/null"]
    command = f"cd '{tmp_path}' && LC_ALL=C.UTF-8 '{sys.executable}' ask.py"
    subprocess.run([*tmux, "new-session", "-d", "-x", "80", "-y", "24", command], check=True)
    wait_until((tmp_path / "columns").exists)
    assert len(laid) == len(texts)
    # The widest text has five columns; two blanks follow, the edge, and then the cursor.
    assert (tmp_path / "columns").read_text().split() == ["9"] * len(texts)
    assert LEFT_TO_RIGHT in laid[2]


@pytest.mark.parametrize("line", ["import - --db new.db", "code -", "explain -"])
def test_closed_standard_input_is_an_error_of_one_line(workplace: Workplace, line: str) -> None:
    outcome = workplace.run(f"relcli {line} <&-")
    assert outcome == ("", "relcli: standard input is closed\n", 1)


@pytest.mark.parametrize("encoding", ["ascii", "iso-8859-1", "utf-8"])
@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_json_is_valid_in_every_encoding(workplace: Workplace, name: str, encoding: str) -> None:
    (workplace.folder / "accents.txt").write_text(
        "date 2024-05-08\nTürkiye thanked Côte d'Ivoire for its help in Muş.\n", "utf-8"
    )
    line = "relcli code accents.txt --fields evidence"
    written = workplace.run(f"PYTHONIOENCODING={encoding} {line} -f {name} | iconv -f {encoding} -t utf-8").stdout
    found = json.loads(written)
    assert (found[0] if name == "json" else found)["evidence"] == "Türkiye thanked Côte d'Ivoire for its help in Muş."
