"""The seed documents: their form, their dates, and the table in seeds/README.md that lists them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
DOCUMENTS = sorted(SEEDS.glob("*.txt"))
README = SEEDS / "README.md"

FIRST_LINE = re.compile(r" date (\d{4}-\d{2}-\d{2}) (.*)")
TABLE_ROW = re.compile(
    r"\| \[(?P<name>\S+\.txt)\]\((?P<link>\S+)\) \| (?P<date>\S+) \| (?P<event>[^|]+)"
    r" \| (?P<countries>[^|]+) \| (?P<source>[^|]+) \|"
)
FIRST_YEAR, LAST_YEAR = 1972, 2025
FEWEST_WORDS, MOST_WORDS = 100, 350

each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)


def split_document(path: Path) -> tuple[date, str]:
    """Return the publication date and the body of a seed file, strictly: no form but ours passes."""
    text = path.read_bytes().decode("utf-8")
    first, _, rest = text.partition("\n")
    match = FIRST_LINE.fullmatch(first)
    assert match, f"{path.name}: first line is not ' date YYYY-MM-DD '"
    return date.fromisoformat(match[1]), f"{match[2]}\n{rest}".strip()


def table_rows() -> list[re.Match[str]]:
    """Return the rows of README's table of documents."""
    return list(TABLE_ROW.finditer(README.read_text(encoding="utf-8")))


def test_there_are_enough_documents() -> None:
    assert len(DOCUMENTS) >= 30


@each_document
def test_document_has_the_seed_form(path: Path) -> None:
    published, body = split_document(path)
    assert FIRST_YEAR <= published.year <= LAST_YEAR
    assert path.stem.startswith(f"{published.isoformat()}-")
    assert FEWEST_WORDS <= len(body.split()) <= MOST_WORDS
    assert body.count("\n\n") >= 2, "several paragraphs"


@each_document
def test_document_is_clean_text(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert "\r" not in text
    assert "\t" not in text
    assert "\ufeff" not in text
    assert "  " not in text, "two blanks in a row"
    assert not re.search(r'["“”«»]', text), "nobody is quoted word for word"


@each_document
def test_dateline_day_is_the_day_of_publication(path: Path) -> None:
    published, body = split_document(path)
    months = "Jan Feb March April May June July Aug Sept Oct Nov Dec".split()
    dateline = re.search(r"^[^a-z\n]{3,30}, ([A-Z][a-z]+)\.? (\d+) --", body, re.MULTILINE)
    if dateline is not None:  # datelines of the form "DHAKA:" have no day
        assert (months.index(dateline[1]) + 1, int(dateline[2])) == (published.month, published.day)


def test_readme_lists_every_document_once_and_in_order() -> None:
    assert [row["name"] for row in table_rows()] == [path.name for path in DOCUMENTS]
    assert all(row["link"] == row["name"] for row in table_rows())


def test_readme_dates_are_those_of_the_documents() -> None:
    for row in table_rows():
        published, _ = split_document(SEEDS / row["name"])
        assert row["date"] == published.isoformat(), row["name"]


def test_readme_counts_the_documents() -> None:
    assert f"\n{len(DOCUMENTS)} short news reports" in README.read_text(encoding="utf-8")


def test_readme_names_only_documents_that_exist() -> None:
    stems = {path.stem for path in DOCUMENTS}
    named = re.findall(r"`(\d{4}-\d{2}-\d{2}-[a-z0-9-]+)`", README.read_text(encoding="utf-8"))
    assert named
    assert set(named) <= stems


def test_at_least_thirty_countries_take_part() -> None:
    codes = {code for row in table_rows() for code in row["countries"].split(", ")}
    assert all(re.fullmatch(r"[A-Z]{2,8}", code) for code in codes)
    assert len({code for code in codes if len(code) == 3} - {"WHO", "IMF"}) >= 30


def test_conflict_and_energy_are_among_the_documents() -> None:
    bodies = [split_document(path)[1] for path in DOCUMENTS]
    assert sum("Russia" in body and bool(re.search(r"\b(gas|nuclear power)\b", body)) for body in bodies) >= 4
    for word in ("accused", "rejected", "sanctions", "warned", "seized", "struck", "withdr"):
        assert any(word in body for body in bodies), word
