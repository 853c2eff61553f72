"""Summaries on a terminal: every number is that of the csv beside it, whatever the keys, the filters and the width."""

from __future__ import annotations

import csv
import io
import random
import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from relcli.environment import Environment
from relcli.model import SECTORS
from relcli.output.charts import sparkline
from relcli.store.connection import writing
from relcli.store.write.batches import Batch
from relcli.store.write.documents import import_documents
from tests.store.fakes import NOW, act, coder_for, tell

from .inside import run_in_process
from .processes import Workplace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.store.fakes import Told

    Asked = Callable[..., tuple[list[str], str]]

CODES = ("PAK", "RUS", "CHN", "USA", "EU", "ASEAN", "MUSLIMBROTHERHOOD", "CIV", "")
TYPES = (("CONSULT", 1.0), ("AGREE", 2.5), ("REJECT", -2.0), ("ASSAULT", -9.0), ("REQUEST", None))
SPANS = (
    ("2021-11-03", "2021-11-03", "day"), ("2022-12-30", "2023-01-02", "day"), ("2023-01-01", "2023-12-31", "year"),
    ("2023-04-01", "2023-04-30", "month"), ("2023-06-05", "2023-06-11", "week"), ("2024-02-29", "2024-02-29", "before"),
    ("2024-05-17", "2024-05-17", "day"), ("", "", ""),
)  # fmt: skip
ASCII_BOX = ("-", "─")


def _told(chance: random.Random, number: int) -> list[Told]:
    """Return a document, or two that tell the same, with a few events."""
    acts = []
    for _ in range(chance.randrange(1, 5)):
        kind, intensity = chance.choice(TYPES)
        date, date_end, precision = chance.choice(SPANS)
        fields: dict[str, Any] = {
            "source": tuple(filter(None, [chance.choice(CODES)])),
            "target": tuple(filter(None, [chance.choice(CODES)])),
            "sectors": tuple(chance.sample(SECTORS[:4], chance.choice([0, 1, 1, 2]))),
            "people": tuple(chance.sample(["Imran Khan", "Élysée Ndoye", "Wang Yi"], chance.choice([0, 0, 1, 2]))),
            "modality": chance.choice(["occurred", "agreed", "pledged", "denied"]),
        }
        acts.append(
            act(
                f"They acted {chance.randrange(10**6)}.",
                **{**fields, "type": kind, "intensity": intensity},
                date=date,
                date_end=date_end,
                date_precision=precision,
            )
        )
    told = [tell(f"{number}.txt", "2024-06-01", *acts, outlet=f"Outlet {number % 3}")]
    return [*told, tell(f"{number}b.txt", "2024-06-02", *acts, outlet="Other")] if number % 4 == 0 else told


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with events of all kinds, some in two documents."""
    path = tmp_path_factory.mktemp("summaries") / "news.db"
    chance = random.Random(11)
    told = [each for number in range(500) for each in _told(chance, number)]
    with writing(path) as opened:
        import_documents(opened, [[each.document for each in told]], coder_for(*told), Batch("import", "import", NOW))
    return path


@pytest.fixture
def asked(database: Path) -> Asked:
    """Run `relcli summary` on a terminal of some columns, or in a pipe; return the lines and what is said beside."""

    def ask(*words: str, columns: int = 0, encoding: str = "utf-8") -> tuple[list[str], str]:
        stdout, stderr = io.TextIOWrapper(io.BytesIO(), encoding), io.StringIO()
        variables = {"RELCLI_DB": str(database), "HOME": str(database.parent), "NO_COLOR": "1"}
        variables["COLUMNS"] = str(columns or 80)
        environment = Environment(io.StringIO(), stdout, stderr, variables, stdout_is_terminal=bool(columns))
        assert run_in_process(["summary", *words, "--no-pager"], environment) == 0
        stdout.flush()
        return stdout.buffer.getvalue().decode(encoding).splitlines(), stderr.getvalue()

    return ask


def table_of(lines: list[str]) -> dict[str, dict[str, str]]:
    """Return the numbers of a screen: by the label of each line, by the header above them."""
    header = lines[0]
    edges = {name: header.index(name) + len(name) for name in header.split() if name in NUMBERS}
    found = {}
    for line in lines[2:]:
        if line.startswith(ASCII_BOX):
            continue
        label = line[: edges["events"]].rpartition(" ")[0].rstrip()
        ends = {name: line[:edge].rpartition(" ")[2] for name, edge in edges.items() if line[edge - 1 : edge].strip()}
        found[label] = ends
    return found


NUMBERS = {
    "events": "events",
    "meetings": "occasions",
    "reports": "documents",
    "passages": "mentions",
    "tone": "mean_intensity",
}
"""Headers on the screen, and the columns of csv they show."""


def as_shown(name: str, value: str) -> str:
    """Return how a value of csv is shown."""
    if name == "mean_intensity":
        return f"{float(value):+.2f}" if value else ""
    return f"{int(value):,}"


def code_of(key: str, label: str) -> str:
    """Return the value of a key from its label."""
    if label in {"(none)", "undated"}:
        return ""
    if key == "country":
        return label.split(" ")[0]
    if key == "modality":
        return label.split(" ")[1]
    if key == "type":
        return label.upper()
    if "dyad" in key:
        return re.sub(" [↔→] ", lambda found: {" → ": ">"}.get(found[0], "-" if key == "dyad" else "="), label)
    return label


def rows_of(lines: list[str]) -> list[dict[str, str]]:
    """Return the rows of csv."""
    return list(csv.DictReader(lines))


FILTERS = ["", "-c PAK", "-p 2023", "-c RUS -p 2023..2024", "-s trade --modality occurred", "--since 2023-01-02"]
KEYS = [
    "country",
    "sector",
    "type",
    "dyad",
    "directed-dyad",
    "year",
    "quarter",
    "month",
    "week",
    "day",
    "modality",
    "person",
]


@pytest.mark.parametrize("filters", FILTERS)
@pytest.mark.parametrize("key", KEYS)
def test_numbers_on_a_screen_are_those_of_the_csv(asked: Asked, key: str, filters: str) -> None:
    words = ["--by", key, *filters.split(), "-n", "0"]
    expected = {row[key.replace("-", "_")]: row for row in rows_of(asked(*words, "-f", "csv")[0])}
    (total,) = rows_of(["x," + line for line in asked("--by", "producer", *filters.split(), "-f", "csv")[0]])
    assert expected
    for columns in (60, 80, 120, 200):
        lines, _ = asked(*words, columns=columns)
        assert max(map(len, lines)) <= columns
        shown = table_of(lines)
        below = shown.pop("total")
        assert {code_of(key, label) for label in shown} == set(expected)
        for label, cells in shown.items():
            row = expected[code_of(key, label)]
            assert cells == {name: said for name in cells if (said := as_shown(NUMBERS[name], row[NUMBERS[name]]))}
            assert {"events", "reports"} <= set(cells)
        assert below == {name: as_shown(NUMBERS[name], total[NUMBERS[name]]) for name in below}
        assert "" not in map(lambda label: code_of(key, label), list(shown)[:-1])  # what has no value is last


@pytest.mark.parametrize("keys", [("country", "sector"), ("sector", "country"), ("country", "month"), ("type", "year")])
@pytest.mark.parametrize("filters", ["", "-p 2023", "-s trade"])
def test_numbers_of_a_heat_map_are_those_of_the_csv(asked: Asked, keys: tuple[str, str], filters: str) -> None:
    words = ["--by", keys[0], "--by", keys[1], *filters.split(), "-n", "0"]
    cells: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows_of(asked(*words, "-f", "csv")[0]):
        cells[row[keys[0]]][row[keys[1]]] = int(row["events"])
    by_row, by_column = (
        {row[key]: int(row["events"]) for row in rows_of(asked("--by", key, *filters.split(), "-f", "csv")[0])}
        for key in keys
    )
    by_time = keys[1] in {"month", "year"}
    order = sorted(by_column, key=lambda value: (value == "", 0 if by_time else -by_column[value], value))
    for columns in (60, 80, 160):
        lines, said = asked(*words, columns=columns)
        assert max(map(len, lines)) <= columns
        rule = next(place for place, line in enumerate(lines) if line.startswith(ASCII_BOX))
        left_out = int(said.split(" columns are")[0].split("\n")[-1]) if "columns are summed up" in said else 0
        shown = [line for line in lines[rule + 1 : rule + 3 + len(by_row)] if not line.startswith(ASCII_BOX)]
        assert len(shown) == len(by_row) + 1
        for line in shown:
            numbers = [int(number.replace(",", "")) for number in re.findall(r"(?<=\s)[\d,]+", line)]
            label = line.split("  ")[0]
            if label == "total":
                assert numbers[0] == int(
                    rows_of(asked("--by", "producer", *filters.split(), "-f", "csv")[0])[0]["events"]
                )
                assert sum(numbers[1:]) == sum(by_column.values())
                continue
            held = cells[code_of(keys[0], label)]
            assert numbers[0] == by_row[code_of(keys[0], label)]
            assert sum(numbers[1:]) == sum(held.values())
            if not left_out:
                assert numbers[1:] == [held[value] for value in order if value in held]


def test_three_keys_are_grouped_without_repeating_values(asked: Asked) -> None:
    words = ["--by", "sector,type,modality", "-n", "0"]
    expected = {(row["sector"], row["type"], row["modality"]): int(row["events"]) for row in rows_of(asked(*words)[0])}
    lines, _ = asked(*words, columns=100)
    header = lines[0]
    starts = [header.index(name) for name in ("sector", "type", "modality")]
    found, last = {}, ["", "", ""]
    sectors = []
    for line in lines[2:]:
        if line.startswith((*ASCII_BOX, "total")):
            continue
        cells = [
            line[begin:end].strip()
            for begin, end in zip(starts, [*starts[1:], header.index("events") - 2], strict=True)
        ]
        if cells[0]:
            sectors.append(cells[0])
        first = next(place for place, cell in enumerate(cells) if cell)
        assert all(cells[first:])  # below what is not repeated, everything is written
        last = [*last[:first], *cells[first:]]
        key = tuple(code_of(name, value) for name, value in zip(("sector", "type", "modality"), last, strict=True))
        found[key] = int(line[: header.index("events") + 6].split(" ")[-1])
    assert found == expected
    assert len(sectors) == len(set(sectors))
    assert sectors[-1] == "(none)"


@pytest.mark.parametrize("words", ["--by country", "--by country --by month", "--by dyad,type,sector", "--by person"])
@pytest.mark.parametrize("columns", [50, 80, 120])
def test_ascii_has_the_same_lines(asked: Asked, words: str, columns: int) -> None:
    plain, _ = asked(*words.split(), columns=columns, encoding="ascii")
    drawn, _ = asked(*words.split(), columns=columns)
    assert all(line.isascii() for line in plain)
    assert len(plain) == len(drawn)
    assert max(map(len, plain)) <= columns
    if words in {"--by country", "--by person"}:
        events = [[cells["events"] for cells in table_of(lines).values()] for lines in (plain, drawn)]
        assert events[0] == events[1]


def test_columns_give_way_in_their_order(asked: Asked) -> None:
    headers = [asked("--by", "country", columns=columns)[0][0].split() for columns in range(160, 30, -1)]
    gone = [name for before, after in pairwise(headers) for name in before if name not in after]
    trend = next(name for name in headers[0] if name[0].isdigit())
    order = [name for name in gone if name[0].isalpha()]
    assert order == ["passages", "first", "last", "meetings", "reports", "tone"]
    assert gone.index("last") < [name[0].isdigit() for name in gone].index(True) < gone.index("meetings"), trend


def test_names_in_full(asked: Asked) -> None:
    shown = table_of(asked("--by", "dyad", "--names", columns=120)[0])
    assert "China ↔ Pakistan" in shown
    assert asked("--by", "country", "--names", "-f", "md")[0][2].startswith("| ")
    assert any("| Russia |" in line for line in asked("--by", "country", "--names", "-f", "md")[0])


def test_types_are_in_the_words_of_all_screens(asked: Asked) -> None:
    assert "assault" in table_of(asked("--by", "type", columns=80)[0])
    header = " ".join(asked("--by", "year", "--by", "type", columns=100)[0][:2]).split()
    assert {"agree", "assault", "consult"} <= set(header)
    assert asked("--by", "type")[0][1].startswith("ACCUSE") or "AGREE" in "".join(asked("--by", "type")[0])


@pytest.mark.parametrize("key", ["country", "sector", "person", "dyad", "type"])
def test_the_total_has_the_years_of_all_events(asked: Asked, key: str) -> None:
    lines, _ = asked("--by", key, columns=120)
    header, total = lines[0], lines[-1]
    begin = next(place for place in range(len(header)) if re.match(r"\d{4}–\d\d", header[place:]))
    years = range(int(header[begin : begin + 4]), int(header[begin : begin + 2] + header[begin + 5 : begin + 7]) + 1)
    counts = {row["year"]: int(row["events"]) for row in rows_of(asked("--by", "year", "-f", "csv")[0])}
    assert total[begin : begin + len(years)] == sparkline([counts.get(str(year), 0) for year in years])


def test_a_terminal_too_narrow_for_any_column_has_lines_of_both_keys(asked: Asked) -> None:
    words = ["--by", "country", "--by", "type", "-n", "0"]
    lines, said = asked(*words, columns=38)
    assert "summed up" not in said
    assert max(map(len, lines)) <= 38
    assert lines[0].split()[:3] == ["country", "type", "events"]
    assert len(lines) == 2 + len(rows_of(asked(*words, "-f", "csv")[0])) + 2


def test_columns_asked_for_have_numbers_as_all_screens(asked: Asked) -> None:
    words = ["--by", "type", "--fields", "type,events,documents,mean_intensity"]
    header, _, *lines = asked(*words, columns=80)[0]
    expected = {row["type"].lower(): row for row in rows_of(asked(*words, "-f", "csv")[0])}
    assert {line.split()[0] for line in lines} == set(expected)
    for line in lines:
        name, events, documents, *mean = line.split()
        assert events == as_shown("events", expected[name]["events"])
        assert documents == as_shown("reports", expected[name]["documents"])
        assert mean == list(filter(None, [as_shown("mean_intensity", expected[name]["mean_intensity"])]))
        assert len(line) == len(header) or not mean


def test_what_is_cut_and_what_counts_twice_is_said(asked: Asked) -> None:
    lines, said = asked("--by", "country", "-n", "3", columns=100)
    assert len(lines) == 2 + 3 + 2
    assert said.splitlines() == [
        "3 of 9 shown; -n 0 for all",
        "an event counts for each of its countries; the total counts it once",
    ]
    assert asked("--by", "type", columns=100)[1] == ""


def test_the_order_asked_for_is_kept(asked: Asked) -> None:
    lines, _ = asked("--by", "country", "--sort", "country", columns=100)
    labels = [code_of("country", label) for label in table_of(lines)]
    assert labels == [*sorted(labels[:-1]), "total"]


def test_a_real_terminal_shows_it_too(tmp_path: Path) -> None:
    workplace = Workplace(tmp_path)
    outcome = workplace.run("NO_COLOR=1 relcli summary --by country", (80, 24))
    rows = rows_of(workplace.run("relcli summary --by country").stdout.splitlines())
    shown = table_of([line.rstrip() for line in outcome.stdout.splitlines()[:-1]])
    assert {code_of("country", label): cells["events"] for label, cells in shown.items() if label != "total"} == {
        row["country"]: row["events"] for row in rows
    }
