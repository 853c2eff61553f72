"""The readers with real files, and the tables of codes compared with lists of facts, which are not in this project."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from relcli.coding import ReportedEvent
from relcli.lexicon.tables import DATA, read_table
from relcli.readers import EventFile, Tally, read
from relcli.readers.events.actor_codes import country_codes, country_named, foreign_codes
from relcli.readers.events.event_codes import cameo_acts, plover_values

if TYPE_CHECKING:
    from collections.abc import Callable

SHARED = Path(os.environ.get("RELCLI_SHARED", Path(__file__).parents[3] / "shared"))
SAMPLES = SHARED / "structured"
FACTS = SHARED / "facts"
needs_samples = pytest.mark.skipif(not SAMPLES.is_dir(), reason=f"needs the sample files in {SAMPLES}")
needs_facts = pytest.mark.skipif(not FACTS.is_dir(), reason=f"needs the lists of facts in {FACTS}")


def sample(name: str) -> tuple[list[ReportedEvent], Tally]:
    """Return the events of a sample file and what became of its rows."""
    found = read(SAMPLES / name)
    file = next(found)
    assert isinstance(file, EventFile)
    events = [row for row in file.rows if isinstance(row, ReportedEvent)]
    assert list(found) == []
    return events, file.tally


@needs_samples
@pytest.mark.parametrize(
    ("name", "read_rows", "kept", "no_type", "no_pair", "mutual"),
    [
        ("gdelt1.events.csv", 300, 44, 72, 184, 13),
        ("gdelt2.export.CSV", 1000, 138, 184, 678, 58),
        ("icews.sample.tab", 1500, 780, 311, 409, 580),
    ],
)
def test_samples(name: str, read_rows: int, kept: int, no_type: int, no_pair: int, mutual: int) -> None:
    events, tally = sample(name)
    assert (tally.read, len(events), tally.rejected, tally.warnings) == (read_rows, kept, 0, {})
    assert tally.skipped == {"no PLOVER type": no_type, "not two different actors": no_pair}
    assert sum(event.mutual for event in events) == mutual
    actors = set(country_codes().values()) | {row["code"] for row in read_table(DATA / "organisations.tsv")}
    assert all({*event.source, *event.target} <= actors for event in events)
    assert all(event.place_country for event in events if event.place)
    assert all(event.headline.isprintable() and 0 < len(event.headline) <= 160 for event in events)


@needs_samples
def test_acts_that_icews_has_in_both_directions_are_mutual() -> None:
    events, _ = sample("icews.sample.tab")
    found = Counter((event.document, event.code, event.source, event.target) for event in events if not event.mutual)
    # The others are in two sentences of one report, once in each direction.
    both = [key for key in found if (key[0], key[1], key[3], key[2]) in found]
    assert len(both) <= 4


@needs_facts
def test_every_cameo_code_has_the_type_in_the_list() -> None:
    with (FACTS / "cameo-codes.csv").open(encoding="utf-8", newline="") as file:
        facts = {row["code"]: row["plover"] for row in csv.DictReader(file)}
    rows = {row["code"]: row["type"] for row in read_table(DATA / "cameo.tsv")}
    assert rows.keys() == facts.keys()
    differing = {code for code, kind in facts.items() if rows[code] != kind}
    assert differing == {"109", "155", "176"}  # these have no type in the list


@needs_facts
def test_every_code_and_name_of_a_country_gives_the_country_in_the_list() -> None:
    with (FACTS / "cameo-countries.tsv").open(encoding="utf-8", newline="") as file:
        facts = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    found: dict[str, Callable[[str], str | None]] = {
        "cameo": country_codes().get,
        "fips": foreign_codes("fips").get,
        "icews": country_named,
    }
    wrong = [
        (row["scheme"], row["code"], row["iso3"], found[row["scheme"]](row["code"]))
        for row in facts
        if row["iso3"] and found[row["scheme"]](row["code"]) != row["iso3"]
    ]
    assert wrong == []
    assert {row["code"] for row in facts if row["scheme"] == "fips"} == set(foreign_codes("fips"))


def test_the_tables_of_codes_are_consistent() -> None:
    rows = read_table(DATA / "cameo.tsv")
    assert len({row["code"] for row in rows}) == len(rows) == 324
    assert {(row["type"], row["mode"]) for row in rows if row["type"]} <= set(plover_values())
    assert {row["sides"] for row in rows} == {"", "mutual", "visit", "host"}
    assert all(row["label"] for row in rows)
    assert {code[:2] for code, act in cameo_acts().items() if act is None} == {"01", "02"}
    known = set(country_codes().values()) | {row["code"] for row in read_table(DATA / "organisations.tsv")}
    foreign = read_table(DATA / "foreign_codes.tsv")
    assert {row["actor"] for row in foreign} <= known
    assert len({(row["scheme"], row["code"]) for row in foreign}) == len(foreign)
