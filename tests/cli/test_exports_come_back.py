"""Exports through real commands: into another database and back, and through spreadsheets and statistics programs."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from relcli.model import EVENT_FIELDS
from relcli.query.words import unaccented
from relcli.reports.schema import record_schema

from . import inside

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
STORY = """date 2024-03-06
Turkish President Recep Tayyip Erdoğan met Polish President Andrzej Duda in Łódź on Tuesday. “We agreed – at last – to
expand trade,” Erdoğan said. Czech Prime Minister Petr Fiala praised Vietnam’s reforms in Hà Nội on Monday…
"""


class Desk:
    """A folder with a database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def relcli(self, *words: str, code: int = 0, database: str = "a.db") -> str:
        """Run a command; return what it writes, standard error first."""
        variables = {"RELCLI_DB": database, "HOME": str(self.folder)}
        outcome = inside.call(words, self.folder, variables)
        assert outcome.code == code, outcome.stderr
        return outcome.stderr + outcome.stdout

    def export(self, form: str = "csv", *words: str, database: str = "a.db") -> str:
        """Return all events in a format."""
        return self.relcli("list", "-f", form, "--sort", "id", *words, database=database)

    def bring(self, data: str | bytes, name: str = "back.csv", *, code: int = 0, database: str = "a.db") -> str:
        """Import a file of this content; return what is said about it."""
        raw = data.encode() if isinstance(data, str) else data
        (self.folder / name).write_bytes(raw)
        return self.relcli("import", name, code=code, database=database)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with texts, rows of an event file, edits and an event by hand."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    (desk.folder / "story.txt").write_text(STORY, "utf-8")
    desk.relcli("import", "story.txt", *(str(path) for path in sorted((HERE / "news").iterdir())))
    desk.relcli("import", str(HERE / "events.tab"), code=3)
    desk.relcli("edit", "1", "place=Ōsaka", "people=Ann Łukasz;Bo", "people_countries=;POL")
    desk.relcli(
        "add", "date=2024-10-16", "type=consult", "source=Pakistan", "target=Russia", "--evidence", "They met.",
        "--outlet", "APP", "--name", "visit.html",
    )  # fmt: skip
    return (desk.folder / "a.db").read_bytes()


@pytest.fixture
def desk(filled: bytes, tmp_path: Path) -> Desk:
    """A folder with a copy of that database."""
    (tmp_path / "a.db").write_bytes(filled)
    return Desk(tmp_path)


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "jsonl"])
def test_everything_comes_back_in_every_format(desk: Desk, form: str) -> None:
    data = desk.export(form, "--fields", "all")
    count = len(json.loads(desk.export("json")))
    assert f"{count} new events" in desk.bring(data, database="b.db")
    assert f"{count} already known" in desk.bring(data, database="b.db")
    assert comparable(desk.export("json", "--fields", "all", database="b.db")) == comparable(
        desk.export("json", "--fields", "all")
    )
    assert "0 new events" in desk.relcli("import", str(HERE / "events.tab"), code=3, database="b.db")
    assert desk.relcli("database", "check", database="b.db").startswith("sound")


def comparable(data: str) -> dict[str, dict[str, Any]]:
    """Return events by key without what depends on the database; `part_of` as a key."""
    events = json.loads(data)
    key_of = {event["id"]: event["key"] for event in events}
    return {
        event["key"]: {**event, "part_of": key_of.get(event["part_of"]), "id": 0, "database": "", "revision": ""}
        for event in events
    }


def _one_code_page(sign: str) -> str:
    try:
        return sign.encode("cp1252").decode("cp1252")
    except UnicodeEncodeError:
        plain = unaccented(sign)
        return plain if plain.isascii() and plain != sign else "?"


def _as_excel_saves_it(data: str) -> bytes:
    """Return a csv as Excel saves "CSV" in Western Europe: its own line ends, Windows-1252, letters nearest or `?`."""
    return "".join(map(_one_code_page, data.replace("\n", "\r\n"))).encode("cp1252")


def _as_question_marks(data: str) -> bytes:
    return data.encode("cp1252", "replace")


def _as_r_writes_it(data: str) -> bytes:
    """Return a csv as R's write_csv writes it: NA for what is empty, TRUE and FALSE."""
    rows = list(csv.reader(io.StringIO(data)))
    words = {"": "NA", "true": "TRUE", "false": "FALSE"}
    return _table([rows[0], *([words.get(cell, cell) for cell in row] for row in rows[1:])])


def _as_pandas_writes_it(data: str) -> bytes:
    """Return a csv as pandas writes it with its index: True and False, whole numbers beside gaps as floats."""
    rows = list(csv.reader(io.StringIO(data)))
    floats = rows[0].index("part_of")
    words = {"true": "True", "false": "False"}
    for row in rows[1:]:
        row[floats] += ".0" if row[floats] else ""
    return _table(
        [["", *rows[0]], *([str(n), *(words.get(cell, cell) for cell in row)] for n, row in enumerate(rows[1:]))]
    )


def _with_semicolons(data: str) -> bytes:
    rows = csv.reader(io.StringIO(data))
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(rows)
    return ("\ufeff" + stream.getvalue().replace("true", "TRUE")).encode()


def _as_unicode_text(data: str) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter="\t").writerows(csv.reader(io.StringIO(data)))
    return stream.getvalue().encode("utf-16")


def _turned_around(data: str) -> bytes:
    rows = list(csv.reader(io.StringIO(data)))
    return _table([[";".join(reversed(cell.split(";"))) if ";" in cell else cell for cell in row] for row in rows])


def _table(rows: list[list[str]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


@pytest.mark.parametrize(
    "program",
    [
        _as_excel_saves_it, _as_question_marks, _as_r_writes_it, _as_pandas_writes_it, _with_semicolons,
        _as_unicode_text, _turned_around, str.encode,
    ],
)  # fmt: skip
def test_a_program_that_only_saves_the_export_edits_nothing(desk: Desk, program: Callable[[str], bytes]) -> None:
    before = desk.export("json", "--fields", "all")
    history = desk.relcli("history")
    count = len(json.loads(before))
    said = desk.bring(program(desk.export()))
    assert f"imported 0 new events from {count} rows; {count} already known" in said
    assert desk.export("json", "--fields", "all") == before
    assert desk.relcli("history") == history


def test_a_cell_changed_in_a_spreadsheet_is_the_only_edit(desk: Desk) -> None:
    rows = list(csv.reader(io.StringIO(desk.export())))
    place = rows[0].index("place")
    rows[1][place] = "Kraków"
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    assert "1 event edited" in desk.bring(_as_excel_saves_it(stream.getvalue()))
    changed = json.loads(desk.export("json"))
    assert changed[0]["place"] == "Kraków"
    assert json.loads(desk.export("json", "--fields", "people"))[0]["people"] == ["Ann Łukasz", "Bo"]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_a_cell_is_checked_as_edit_checks_it(desk: Desk, form: str) -> None:
    before = desk.export("json")
    first = json.loads(before)[0]
    for field, value in (
        ("date_end", "1950-01-01"), ("source", "Atlantis"), ("target", ";".join(first["source"])), ("mode", "wave"),
        ("modality", ""), ("date_precision", ""), ("type", ""), ("host", "Narnia"), ("intensity", "99.0"),
        ("part_of", "999"), ("part_of", str(first["id"])), ("source", ""), ("headline", "x" * 161),
    ):  # fmt: skip
        refused = desk.relcli("edit", str(first["id"]), f"{field}={value}", code=2)
        record = {**first, field: value.split(";") if isinstance(first[field], list) and value else value}
        if value == "" and isinstance(first[field], list):
            record[field] = []
        data = json.dumps([record]) if form == "json" else _csv_of(record)
        said = desk.bring(data, f"back.{form}", code=3)
        assert f"back.{form}:{1 if form == 'json' else 2}: " in said
        assert refused.removeprefix("relcli: ").split(";")[0].strip() in said
    assert desk.export("json") == before


def _csv_of(record: dict[str, Any]) -> str:
    stream = io.StringIO()
    written = csv.writer(stream)
    written.writerow(record)
    written.writerow([";".join(value) if isinstance(value, list) else value for value in record.values()])
    return stream.getvalue()


def test_an_empty_last_day_is_the_first_one(desk: Desk) -> None:
    first = json.loads(desk.export("json"))[0]
    desk.relcli("edit", str(first["id"]), "date=2024-05-03..2024-05-06")
    desk.relcli("edit", str(first["id"]), "date_end=")
    assert json.loads(desk.export("json"))[0]["date_end"] == "2024-05-03"
    desk.relcli("edit", str(first["id"]), "date=2024-05-03..2024-05-06")
    event = json.loads(desk.export("json"))[0]
    assert "1 event edited" in desk.bring(_csv_of({**event, "date_end": ""}))
    assert json.loads(desk.export("json"))[0]["date_end"] == "2024-05-03"
    assert desk.relcli("database", "check").startswith("sound")


def test_a_day_moved_in_a_spreadsheet_moves_an_event_of_one_day_and_the_beginning_of_a_longer_one(desk: Desk) -> None:
    number = str(json.loads(desk.export("json"))[0]["id"])
    for span, moved, expected in (
        ("2024-05-03", "2024-05-09", "2024-05-09"), ("2024-05-03..2024-05-06", "2024-05-02", "2024-05-06"),
    ):  # fmt: skip
        desk.relcli("edit", number, f"date={span}")
        desk.bring(_csv_of({**json.loads(desk.export("json"))[0], "date": moved}))
        event = json.loads(desk.export("json"))[0]
        assert (event["date"], event["date_end"]) == (moved, expected)


def test_add_refuses_days_in_the_wrong_order(desk: Desk) -> None:
    words = ("add", "date=2024-05-03", "date_end=2024-05-01", "type=aid", "source=Kenya", "target=Uganda")
    said = desk.relcli(*words, "--evidence", "Aid came.", "--name", "x", code=2)
    assert "date_end 2024-05-01 is before date 2024-05-03" in said


def test_what_the_file_cannot_say_is_said_once(desk: Desk) -> None:
    rows = "".join(f"{number},2024-02-0{number},KEN,UGA,AID\n" for number in range(1, 5))
    said = desk.bring(f"id,date,source,target,type\n{rows}")
    assert "4 new events" in said
    assert said.count("4 rows have an id but no key: added as new events. To edit events, import an export that") == 1
    said = desk.bring(desk.export(), database="b.db")
    assert said.count("--fields all") == 1


def test_import_takes_what_the_schema_of_an_event_allows(desk: Desk) -> None:
    properties = record_schema("event")["properties"]
    assert properties.keys() >= set(EVENT_FIELDS)
    base = {"source": ["KEN"], "target": ["UGA"], "date": "2024-02-03", "type": "AID", "mode": ""}
    records = [
        {**base, field: value, "headline": f"{field} {value}"}
        for field, kind in properties.items()
        if field not in base
        for value in kind.get("enum", ())
    ]
    for event in json.loads(desk.export("json", "--fields", "all")):
        for field, value in event.items():
            assert _fits(value, properties[field]), (field, value)
    records += [{**base, "headline": f"type {kind}", "type": kind} for kind in properties["type"]["enum"]]
    said = desk.bring("\n".join(map(json.dumps, records)), "all.jsonl", database="b.db")
    assert f"{len(records)} new events" in said


def _fits(value: object, kind: dict[str, Any]) -> bool:
    if "enum" in kind:
        return value in kind["enum"]
    names = kind["type"] if isinstance(kind["type"], list) else [kind["type"]]
    types: dict[str, Any] = {
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
        "array": list,
        "null": type(None),
    }
    if isinstance(value, list):
        return "array" in names and all(_fits(member, kind["items"]) for member in value)
    return any(isinstance(value, types[name]) for name in names) and (
        "pattern" not in kind or re.search(kind["pattern"], str(value)) is not None
    )
