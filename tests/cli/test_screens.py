"""What a terminal shows of events and documents says what the csv beside it says, at every width."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from relcli.output.terminal import LEFT_TO_RIGHT
from relcli.output.width import cut, width_of

from .processes import Workplace

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTHS = [60, 75, 76, 80, 94, 95, 119, 120, 200]
COLOURS = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")
SIGNS = "●◑◔◌✗↺"
MODALITIES = ("agreed", "pledged", "proposed", "denied", "historical")
MANY = "FRA;DEU;ITA;ESP;POL;NLD;BEL;AUT;SWE;FIN"
LONG = "Fiji invites Samoa to a conference on the protection of reefs, ports and fisheries of the seas"
EVENTS = [
    "2024-03-30,before,FJI,WSM,true,CONSULT,,occurred,,Fiji and Samoa meet",
    "2024-04-02,day,FJI,WSM,false,AID,,pledged,energy;trade,Fiji promises Samoa oil",
    "2024-04-15,week,WSM,FJI,false,REJECT,,occurred,law,Samoa rejects a plan",
    "2024-05-01,month,FJI,TON,false,ASSAULT,,denied,defence;security;multilateral,Fiji has not attacked Tonga",
    f"2024-06-07,day,{MANY},TON,false,SANCTION,,proposed,finance,Ten states want sanctions on Tonga",
    f'2024-07-01,day,FJI,WSM,false,AGREE,,agreed,environment,"{LONG}"',
    "2024-08-09,day,CHN,JPN,false,THREATEN,,occurred,,中国向日本发出警告并要求其立即撤回有关声明以免损害两国关系",
    "2024-09-10,day,EGY,JOR,true,CONSULT,,historical,culture,التقى وزير الخارجية المصري نظيره الأردني في عمان",
    "2024-10-11,year,USA,,false,PROTEST,,occurred,,The United States protests",
]
UNTITLED = "Care for ports and reefs was promised."
DOCUMENTS = [
    {
        "id": "a",
        "date": "2024-03-31",
        "title": "Reefs first",
        "outlet": "Reef Post",
        "text": "The reefs need care.",
    },
    {"id": "untitled", "date": "2024-04-01", "text": UNTITLED},
    {"id": "c", "date": "2024-04-02", "title": "漢字の見出し", "outlet": "東京新聞", "text": "reefs " + "漢字" * 300},
    {"id": "e", "date": "2024-04-05", "title": "All reefs at once", "text": "No other word."},
    {"id": "d", "date": "2024-04-03", "title": "T" * 150, "text": "words " * 40 + "reefs " + "words " * 40},
]


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """A folder with two databases: one of events, one of documents."""
    place = Workplace(tmp_path_factory.mktemp("screens"))
    header = "date,date_precision,source,target,mutual,type,mode,modality,sectors,headline"
    (place.folder / "events.csv").write_text("\n".join([header, *EVENTS, ""]), "utf-8")
    outcome = place.run("relcli import events.csv --db events.db")
    assert outcome.code == 0, outcome.stderr
    lines = "".join(json.dumps(document) + "\n" for document in DOCUMENTS)
    (place.folder / "documents.jsonl").write_text(lines, "utf-8")
    assert place.run("relcli import documents.jsonl --db documents.db").code == 0
    return place


def screen(workplace: Workplace, line: str, width: int, *, color: str = "never") -> list[str]:
    """Return the lines that a terminal of some width shows, without signs that only keep text in its place."""
    outcome = workplace.run(f"relcli {line} --color {color}", (width, 500))
    assert outcome.code == 0, outcome.stdout
    return [text.replace(LEFT_TO_RIGHT, "").rstrip() for text in outcome.stdout.splitlines()]


def rows(workplace: Workplace, line: str) -> list[dict[str, str]]:
    """Return the rows of the csv of a listing."""
    return list(csv.DictReader(io.StringIO(workplace.run(f"relcli {line} -f csv").stdout, newline="")))


def table(lines: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of a table as a terminal shows it, the lines of a cell joined."""
    starts = [match.start() for match in re.finditer(r"\S+", lines[0])]
    names = lines[0].split()
    starts[0] = 0
    found: list[dict[str, str]] = []
    for line in lines[2:]:
        cells = dict(zip(names, _cells(line, starts), strict=True))
        if cells[names[0]]:
            found.append(cells)
        else:
            found[-1] = {name: f"{found[-1][name]} {cells[name]}".strip() for name in names}
    return found


def _cells(line: str, starts: list[int]) -> list[str]:
    """Return the cells of a line, by the columns of the terminal in which they start.

    The sign of a date or a modality stands before the name of its column.
    """
    ends = [*(start - 2 for start in starts[1:]), 10**6]
    parts = []
    for start, end in zip(starts, ends, strict=True):
        left = cut(line, max(start - 2, 0), "") if start else ""
        part = cut(line, end, "") if width_of(line) > end else line
        parts.append(part[len(left) :].strip())
    return parts


class Shown(NamedTuple):
    """What a reader sees of an event."""

    number: str
    date: str
    parties: str
    type: str
    headline: str
    sectors: tuple[str, ...]


def expected(row: dict[str, str]) -> Shown:
    """Return what is to be seen of an event, by its row of csv."""
    precision, date = row["date_precision"], row["date"]
    length = {"year": 4, "month": 7}.get(precision, 10)
    sign = {"before": "≤", "week": "~"}.get(precision, "")
    arrow = "↔" if row["mutual"] == "true" else "→"
    source, target = (row[side].replace(";", ", ") for side in ("source", "target"))
    modality = f"[{row['modality']}] " if row["modality"] != "occurred" else ""
    parties = f"{source} {arrow} {target}" if target else source
    sectors = tuple(f"#{sector}" for sector in row["sectors"].split(";") if sector)
    headline = f"{modality}{row['headline']}".replace(" ", "")
    return Shown(row["id"], sign + date[:length], parties, row["type"].lower(), headline, sectors)


def shown(cells: dict[str, str]) -> Shown:
    """Return what is seen of an event in a row of a table."""
    words = cells["headline"].split()
    sectors = tuple(word for word in words if word.startswith("#"))
    text = "".join(word for word in words if not word.startswith("#"))
    return Shown(cells["id"], cells["date"], cells["parties"], cells.get("type", "").lstrip("●◑◔◌✗↺ "), text, sectors)


@pytest.mark.parametrize("width", [30, 36, 40, 50])
def test_a_card_has_the_sign_and_the_type_on_one_line(workplace: Workplace, width: int) -> None:
    lines = screen(workplace, "list --db events.db", width)
    for row in rows(workplace, "list --db events.db"):
        assert any(re.search(f"(^|  )[●◑◔◌✗↺] {row['type'].lower()}$", line) for line in lines)
    assert not any(line.endswith(tuple("●◑◔◌✗↺")) for line in lines)


def test_columns_asked_for_have_dates_below_one_another(workplace: Workplace) -> None:
    header, _, *lines = screen(workplace, "list --db events.db --fields id,date", 80)
    begin = header.index("date") + 1
    assert all(line[begin : begin + 4].isdigit() for line in lines[: len(EVENTS)])


@pytest.mark.parametrize("width", [width for width in WIDTHS if width > 75])
def test_a_table_of_events_says_what_the_csv_says(workplace: Workplace, width: int) -> None:
    lines = screen(workplace, "list --db events.db", width)
    assert max(map(width_of, lines)) <= width
    for cells, row in zip(table(lines), rows(workplace, "list --db events.db"), strict=True):
        wanted = expected(row)
        if width < 120:
            wanted = wanted._replace(sectors=())
        if width < 95:  # the sign alone, in a column without a name behind the parties
            assert re.sub(f"[^{SIGNS}]", "", cells["parties"]) == sign_of(row)
            cells["parties"] = " ".join(cells["parties"].replace(sign_of(row), "").split())
            wanted = wanted._replace(type="")
        assert shown(cells) == wanted


def sign_of(row: dict[str, str]) -> str:
    """Return the sign of an event's modality, by its row of csv."""
    return dict(zip(("occurred", *MODALITIES), SIGNS, strict=True))[row["modality"]]


@pytest.mark.parametrize("width", [30, 45, 59, 60, 75])
def test_cards_say_what_the_csv_says(workplace: Workplace, width: int) -> None:
    text = "\n".join(screen(workplace, "list --db events.db", width))
    for card, row in zip(re.split(r"\n(?=#\d)", text), rows(workplace, "list --db events.db"), strict=True):
        wanted = expected(row)
        assert "".join(card.split()) == "".join(
            f"#{wanted.number}{wanted.date}{wanted.parties}{sign_of(row)}{wanted.type}{wanted.headline}".split()
        )
    assert max(map(width_of, text.splitlines())) <= width


def test_columns_give_way_in_their_order(workplace: Workplace) -> None:
    heads = {width: screen(workplace, "list --db events.db", width)[0].split() for width in (76, 94, 95, 119, 120)}
    assert heads[76] == heads[94] == ["id", "date", "parties", "headline"]
    assert heads[95] == heads[119] == heads[120] == ["id", "date", "parties", "type", "headline"]
    assert "#" not in "".join(screen(workplace, "list --db events.db", 119))
    assert "#energy" in "".join(screen(workplace, "list --db events.db", 120))


def test_fields_asked_for_are_the_columns(workplace: Workplace) -> None:
    lines = screen(workplace, "list --db events.db --fields headline,date,source", 80)
    assert lines[0].split() == ["headline", "date", "source"]
    assert not any("…" in line for line in lines)


def test_all_fields_on_a_narrow_terminal_are_a_line_each(workplace: Workplace) -> None:
    names = workplace.run("relcli list --db events.db --fields help").stdout.split()
    lines = screen(workplace, "list --db events.db --fields all -n 1 -q", 60)
    assert [line.split()[0] for line in lines if line and not line.startswith(" ")] == names
    assert max(map(width_of, lines)) <= 60


def test_colour_is_on_sign_and_type_and_not_on_the_words(workplace: Workplace) -> None:
    text = workplace.run("relcli list --db events.db --type aid --color always", (120, 40)).stdout
    assert "\x1b[1;32m◔ aid\x1b[0m " in text
    assert " \x1b[35mpledged: \x1b[0mFiji promises Samoa oil\x1b[2m  #trade #energy\x1b[0m" in text


def test_without_colour_and_in_ascii_all_is_there(workplace: Workplace) -> None:
    line = "PYTHONIOENCODING=ascii NO_COLOR=1 relcli list --db events.db --type aid,consult -c FJI"
    text = workplace.run(line, (120, 40)).stdout
    assert text.isascii()
    assert "<=2024-03-30" in text
    assert "FJI <-> WSM" in text
    assert "+ aid" in text
    assert "[pledged] Fiji promises Samoa oil" in text


def test_a_pipe_has_the_columns_it_had(workplace: Workplace) -> None:
    plain = workplace.run("relcli list --db events.db -f table").stdout
    assert plain.splitlines()[0].split() == ["id", "date", "source", "target", "type", "sectors", "headline"]
    assert "[pledged] Fiji promises Samoa oil" in plain
    coded = workplace.run("relcli code news -f md").stdout
    assert coded.startswith("| number | date | source | target | type | sectors | headline |")


class TestSearch:
    @pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
    def test_titles_and_hits_are_there_at_every_width(self, workplace: Workplace, width: int) -> None:
        lines = screen(workplace, "search reefs --db documents.db", width)
        text = "".join("".join(lines).split()).replace("0events", "")
        assert max(map(width_of, lines)) <= width
        assert text.count("*reefs*") == 5
        for row in rows(workplace, "search reefs --db documents.db"):
            title = "".join((row["title"] or UNTITLED).split())
            assert title[:60] in text.replace("*", "")
            assert row["date"] in text
            assert row["outlet"].replace(" ", "") in text
            assert f"{row['id']}{row['date']}" in text

    def test_hits_are_styled_and_titles_are_bold(self, workplace: Workplace) -> None:
        text = workplace.run("relcli search reefs --db documents.db --color always", (100, 60)).stdout
        assert "\x1b[1mReefs first\x1b[0m\x1b[2m  Reef Post\x1b[0m" in text
        assert "The \x1b[1;36mreefs\x1b[0m need care." in text

    def test_a_pipe_gets_plain_words_and_signs_for_reading(self, workplace: Workplace) -> None:
        assert ",The reefs need care." in workplace.run("relcli search need --db documents.db").stdout
        assert "The reefs *need* care." in workplace.run("relcli search need --db documents.db -f text").stdout

    def test_words_of_a_title_are_marked_in_it(self, workplace: Workplace) -> None:
        lines = screen(workplace, "search once --db documents.db", 80)
        assert lines == [f"4  2024-04-05  {'All reefs at *once*':<53}    0 events"]

    def test_a_passage_is_shown_rather_than_the_title_again(self, workplace: Workplace) -> None:
        lines = screen(workplace, "search reefs --sort name --db documents.db", 80)
        assert lines[0].startswith("1  2024-03-31  Reefs first  Reef Post")
        assert lines[1] == " " * 15 + "The *reefs* need care."
        assert "Reefs first" in workplace.run("relcli search reefs --db documents.db").stdout.splitlines()[1][-20:]


class TestDocuments:
    @pytest.mark.parametrize("width", WIDTHS)
    def test_titles_are_shown_and_how_the_text_begins_where_there_are_none(
        self, workplace: Workplace, width: int
    ) -> None:
        found = table(screen(workplace, "documents --db documents.db", width))
        for cells, row in zip(found, rows(workplace, "documents --db documents.db"), strict=True):
            wanted = row["title"] or UNTITLED + row["name"] * (width < 140)
            assert cells["title"].replace(" ", "") == wanted.replace(" ", "")
            assert (cells["id"], cells["date"], cells["events"]) == (row["id"], row["date"], row["events"])
            assert cells.get("passages", row["mentions"]) == row["mentions"]
            assert cells.get("name", "").replace(" ", "") in {"", row["name"]}

    def test_narrow_terminals_show_cards(self, workplace: Workplace) -> None:
        lines = screen(workplace, "documents --db documents.db", 40)
        assert lines[:4] == ["1  2024-03-31  0 events", "Reefs first", "Reef Post", ""]


class TestTemplates:
    LISTINGS = ("list", "timeline", "summary --by type", "summary --by country --by year", "list --sort -date")

    def test_each_row_is_a_line(self, workplace: Workplace) -> None:
        outcome = workplace.run("relcli list --db events.db --type aid --template '{date}: {headline} ({sectors})'")
        assert outcome.stdout == "2024-04-02: [pledged] Fiji promises Samoa oil (trade, energy)\n"

    @pytest.mark.parametrize("line", LISTINGS)
    def test_every_listing_takes_one(self, workplace: Workplace, line: str) -> None:
        name = rows(workplace, f"{line} --db events.db")[0].keys().__iter__().__next__()
        outcome = workplace.run(f"relcli {line} --db events.db --template '<{{{name}}}>'")
        wanted = [f"<{row[name]}>" for row in rows(workplace, f"{line} --db events.db")]
        assert sorted(outcome.stdout.splitlines()) == sorted(wanted)

    def test_documents_and_search_take_one(self, workplace: Workplace) -> None:
        outcome = workplace.run("relcli documents --db documents.db --template '{id:3} {title}' -n 1 -q")
        assert outcome.stdout == "  1 Reefs first\n"
        outcome = workplace.run("relcli search need --db documents.db --template '{name}: {snippet}'")
        assert outcome.stdout == "a: The reefs *need* care.\n"

    def test_a_file_gets_it_whatever_its_ending(self, workplace: Workplace) -> None:
        outcome = workplace.run("relcli list --db events.db --template '{id}' -o lines.csv && cat lines.csv | wc -l")
        assert outcome.stdout.strip() == str(len(EVENTS))

    @pytest.mark.parametrize(
        ("more", "message"),
        [
            ("-f csv", "--template does not go with --format"),
            ("--fields id", "--template does not go with --fields"),
            ("--print0", "--print0 does not go with --template"),
            ("--bom", "--bom goes with csv and tsv, not with --template"),
        ],
    )
    def test_it_does_not_go_with_other_forms(self, workplace: Workplace, more: str, message: str) -> None:
        outcome = workplace.run(f"relcli list --db events.db --template '{{id}}' {more}")
        assert outcome.code == 2
        assert message in outcome.stderr
        assert outcome.stdout == ""


class TestNames:
    def test_formats_for_reading_have_them(self, workplace: Workplace) -> None:
        line = "list --db events.db --type consult -c FJI --names"
        assert "Fiji ↔ Samoa" in "\n".join(screen(workplace, line, 100))
        assert "Fiji" in workplace.run(f"relcli {line} -f text").stdout
        assert "| Fiji | Samoa |" in workplace.run(f"relcli {line} -f md").stdout
        assert workplace.run(f"relcli {line} --template '{{source}}-{{target}}'").stdout == "Fiji-Samoa\n"

    def test_the_timeline_has_them(self, workplace: Workplace) -> None:
        assert "Fiji → Samoa" in workplace.run("relcli timeline --db events.db --names").stdout
        assert "Fiji → Samoa" in "\n".join(screen(workplace, "timeline --db events.db --names", 100))

    @pytest.mark.parametrize("name", ["csv", "tsv", "json", "jsonl"])
    def test_formats_for_programs_keep_codes_and_say_so(self, workplace: Workplace, name: str) -> None:
        outcome = workplace.run(f"relcli list --db events.db --names -f {name}")
        assert outcome.code == 2
        assert outcome.stderr == f"relcli: --names is for reading, not for {name}; add -f table, text, md or html\n"

    def test_rows_without_codes_have_none(self, workplace: Workplace) -> None:
        outcome = workplace.run("relcli documents --names -f text")
        assert outcome.code == 2
        assert "these rows have no codes" in outcome.stderr

    def test_the_codes_of_the_coder_are_named_too(self, workplace: Workplace) -> None:
        (workplace.folder / "one.txt").write_text("date 2024-05-08\nKenya thanked Norway for its help.\n", "utf-8")
        assert "Kenya → Norway" in "\n".join(screen(workplace, "code one.txt --names", 100))
