"""All listings take the same options and mean the same by them."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from relcli.cli.command_table import calls
from relcli.environment import Environment
from relcli.errors import UsageError
from relcli.output import FORMATS
from relcli.output.width import width_of
from relcli.reports.schema import fields_of, record_schema, records

from .inside import run_in_process, shared_tables
from .listings import LISTINGS, PAGES, Desk, faults, make_desk

if TYPE_CHECKING:
    from collections.abc import Iterator

every = pytest.mark.parametrize("line", LISTINGS)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A folder with news, their database, and something for every listing; the working directory."""
    with pytest.MonkeyPatch.context() as patch, shared_tables():
        folder = tmp_path_factory.mktemp("desk")
        patch.chdir(folder)
        yield make_desk(folder)


def table(text: str) -> list[list[str]]:
    """Return the rows of a csv, the header first."""
    return list(csv.reader(io.StringIO(text, newline="")))


def key_of(columns: list[str]) -> str:
    """Return the name of the column that names rows, '' if there is none."""
    return columns[0] if columns[0] in {"id", "name"} else ""


@every
def test_the_columns_are_those_of_its_record(line: str, desk: Desk) -> None:
    header = table(desk.call(line, "-f", "csv").stdout)[0]
    always, asked_for = fields_of(LISTINGS[line])
    assert header[-len(always) :] == list(always)
    assert set(header[: -len(always)]) <= set(asked_for)
    listed = desk.call(line, "--fields", "help").stdout.split()
    assert listed[: len(header)] == header
    assert set(listed) <= {*always, *asked_for}


@every
def test_json_is_as_its_schema_says(line: str, desk: Desk) -> None:
    rows = json.loads(desk.call(line, "-f", "json", "--fields", "all").stdout)
    assert len(rows) >= 2 or "--misses" in line
    schema = record_schema(LISTINGS[line])
    assert [fault for row in rows for fault in faults(row, schema)] == []
    assert all(set(row) <= set(schema["properties"]) for row in rows)
    assert [json.loads(each) for each in desk.call(line, "-f", "jsonl", "--fields", "all").stdout.splitlines()] == rows


@every
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_goes_to_standard_output_and_to_a_file_alike(name: str, line: str, desk: Desk) -> None:
    answer = desk.call(line, "-f", name)
    assert answer.code == 0
    assert answer.stdout
    into_file = desk.call(line, "-o", f"out.{name}", "-f", name)
    assert into_file.stdout == ""
    assert (desk.folder / f"out.{name}").read_text("utf-8") == answer.stdout
    assert not list(desk.folder.glob("*.tmp"))


@every
@pytest.mark.parametrize("name", FORMATS)
def test_a_terminal_gets_nothing_to_obey_and_brackets_stay(name: str, line: str, desk: Desk) -> None:
    answer = desk.call(line, "-f", name, "--fields", "all", "--color", "never", "--width", "5000", terminal=True)
    text = answer.stdout.replace("\u200e", "")
    assert not [sign for sign in text if ord(sign) < 0x20 and sign not in "\n\t"]
    assert not [sign for sign in text if 0x7F <= ord(sign) < 0xA0 or sign == "\u202e"]
    if line in {"list", "timeline", "documents", "history", "view list"}:
        assert "[sic] [/update] :smile:" in text


@every
def test_fields_header_and_limit(line: str, desk: Desk) -> None:
    whole = desk.call(line, "-f", "csv").stdout
    header, *rows = table(whole)
    two = [header[1], header[0]]
    assert table(desk.call(line, "-f", "csv", "--fields", ",".join(two)).stdout) == [
        two,
        *([row[1], row[0]] for row in rows),
    ]
    assert table(desk.call(line, "-f", "csv", "--no-header").stdout) == rows
    cut = desk.call(line, "-f", "csv", "-n", "1")
    assert table(cut.stdout) == [header, rows[0]]
    assert len(rows) == 1 or f"1 of {len(rows):,} shown; -n 0 for all" in cut.stderr
    assert desk.call(line, "-f", "csv", "--limit", "1", "--quiet").stderr == ""


@every
def test_an_unknown_field_is_answered_with_those_there_are(line: str, desk: Desk) -> None:
    with pytest.raises(UsageError, match=r"unknown field 'sourrce'; (did you mean|fields are) \w+"):
        desk.call(line, "--fields", "sourrce")
    with pytest.raises(UsageError, match="unknown field 'sourrce'"):
        desk.call(line, "--sort", "-sourrce")


@every
def test_sorting_turns_round(line: str, desk: Desk) -> None:
    first = table(desk.call(line, "-f", "csv").stdout)[0][0]
    up = table(desk.call(line, "-f", "csv", "--sort", first, "--fields", first).stdout)[1:]
    down = table(desk.call(line, "-f", "csv", "--sort", f"-{first}", "--fields", first).stdout)[1:]
    assert down == up[::-1]


@every
def test_a_table_keeps_to_the_width(line: str, desk: Desk) -> None:
    header = table(desk.call(line, "-f", "csv").stdout)[0]
    three = ["-f", "table", "--fields", ",".join(header[:3]), "--color", "never"]
    answer = desk.call(line, *three, "--width", "30", terminal=True)
    assert max(width_of(each) for each in answer.stdout.splitlines()) <= 30


@every
def test_colour_when_it_is_asked_for_and_only_then(line: str, desk: Desk) -> None:
    assert "\x1b[" not in desk.call(line, "-f", "text").stdout
    assert "\x1b[" not in desk.call(line, "--color", "never", terminal=True).stdout
    assert desk.call(line, "-f", "csv", "--color", "always").stdout == desk.call(line, "-f", "csv").stdout
    if "explain" not in line and "misses" not in line:
        assert "\x1b[" in desk.call(line, "-f", "text", "--color", "always").stdout


@every
def test_ids_with_a_nul_behind_each(line: str, desk: Desk) -> None:
    header, *rows = table(desk.call(line, "-f", "csv").stdout)
    if not key_of(header):
        with pytest.raises(UsageError, match="--print0 prints ids, and these rows have none"):
            desk.call(line, "--print0")
        return
    assert desk.call(line, "--print0").stdout == "".join(f"{row[0]}\0" for row in rows)
    for more in (["-f", "csv"], ["--fields", "id"]):
        with pytest.raises(UsageError, match="--print0 does not go with"):
            desk.call(line, "--print0", *more)


@every
def test_byte_order_mark_and_safe_cells_are_for_spreadsheets(line: str, desk: Desk) -> None:
    plain = desk.call(line, "-f", "csv").stdout
    assert desk.call(line, "-f", "csv", "--bom").stdout == "\ufeff" + plain
    assert len(table(desk.call(line, "-f", "tsv", "--safe-csv").stdout)) == len(
        table(desk.call(line, "-f", "tsv").stdout)
    )
    for option in ("--bom", "--safe-csv"):
        with pytest.raises(UsageError, match=f"{option} goes with csv and tsv, not with json"):
            desk.call(line, "-f", "json", option)


@every
def test_the_exit_code_tells_whether_there_was_anything(line: str, desk: Desk) -> None:
    assert desk.call(line, "--exit-code").code == 0


@pytest.mark.parametrize(
    "line",
    ["list -c FRA", "timeline -c FRA", "documents -c FRA", "search unheard-of", "summary -c FRA", "show 99",
     "lexicon show unheard-of", "code news/harbour.txt"],
)  # fmt: skip
def test_nothing_found_is_said_and_may_be_an_exit_code(line: str, desk: Desk) -> None:
    answer = desk.call(line, "-f", "csv", "--exit-code")
    assert answer.code == 5
    assert answer.stdout.count("\n") == 1
    assert answer.stderr.startswith("nothing found")
    assert answer.stderr.count("\n") == 1


@every
def test_the_terminal_gets_a_table_or_a_page_and_the_pipe_rows_or_the_page(line: str, desk: Desk) -> None:
    on_terminal = desk.call(line, terminal=True).stdout
    piped = desk.call(line).stdout
    if line.split()[0] in PAGES or "--misses" in line:
        assert piped == desk.call(line, "-f", "text").stdout
    elif line.startswith("code"):
        assert piped == desk.call(line, "-f", "jsonl").stdout
    else:
        assert piped == desk.call(line, "-f", "csv").stdout
        assert "──" in on_terminal or line.startswith("search")  # documents that were found have no columns


def test_no_listing_is_left_out() -> None:
    """Commands that take --fields are listings, and all of them are here."""
    listings = set()
    for call in calls():
        stdout = io.StringIO()
        run_in_process([*call.split(), "--help"], Environment(io.StringIO(), stdout, io.StringIO()))
        if "--fields" in stdout.getvalue():
            listings.add(call)
    assert "list" in listings
    others = {call for call in listings if not any(f"{line} ".startswith(f"{call} ") for line in LISTINGS)}
    assert others == {"config list", "database info"}  # about the program and its file: they write no record
    assert set(records()) == set(LISTINGS.values())
