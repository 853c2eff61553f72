"""How long questions take inside the process, beside their budgets.

    python bench/queries.py FILE [FILE ...] [--runs 9] [--only WORDS]

With several databases (100 k, 1 M, 5 M events) the last column is the ratio to the first of them: what a
question costs should follow its answer, not the table. Best and median are of `--runs` runs in one process,
pages in the system's cache; a question that takes longer than SLOW is asked three times only.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from world import NEVER

from relcli.query.filters import Filters
from relcli.store.connection import reading
from relcli.store.read.documents import search_documents
from relcli.store.read.events import count_events, list_events
from relcli.store.summary.rollup_reader import counted
from relcli.store.summary.summaries import summarise

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    Ask = Callable[[sqlite3.Connection], Any]

FIRST_ROWS = 50
RARE = 40
SLOW = 2.0  # seconds
LIST_BUDGET, SUMMARY_BUDGET, COUNTRY_YEAR_BUDGET = 1.0, 5.0, 20.0  # milliseconds; the budgets of the design


class Question(NamedTuple):
    """One thing to ask, and the milliseconds it may take (None: no budget)."""

    name: str
    ask: Ask
    budget: float | None


class Known(NamedTuple):
    """What there is to ask about: countries by how many events they are in, words by how often they occur."""

    common: str
    middling: str
    rare: str
    partner: str  # of the common one, in the second most events with it
    word: str  # the commonest word of all
    rare_word: str  # in about RARE sentences


class Answer(NamedTuple):
    """How many rows, and best and median time in milliseconds."""

    rows: int
    best: float
    median: float


def what_is_known(connection: sqlite3.Connection) -> Known:
    """Return what there is to ask about in a database."""
    codes = _ranked(connection, Filters())
    partners = _ranked(connection, Filters(countries=(codes[0],)))
    connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, mention_search, row)")
    word = connection.execute("SELECT term FROM temp.words ORDER BY doc DESC").fetchone()[0]
    rare = connection.execute(f"SELECT term FROM temp.words ORDER BY abs(doc - {RARE}), term").fetchone()[0]
    return Known(codes[0], codes[len(codes) // 4], codes[-1], partners[2], word, rare)


def _ranked(connection: sqlite3.Connection, filters: Filters) -> list[str]:
    """Return countries, those in most events first."""
    rows: list[Any] = list(summarise(connection, filters, ["country"]))
    return [row[0] for row in sorted(rows, key=lambda row: (-row[1], row[0])) if row[0]]


def questions(known: Known) -> Iterator[Question]:
    """Yield everything that is asked."""
    yield from _lists(known)
    yield from _summaries(known)
    yield from _counts(known)


def _lists(known: Known) -> Iterator[Question]:
    """Yield listings of the newest rows, and the timeline's query."""
    asked = {
        "everything": Filters(),
        "common country": Filters(countries=(known.common,)),
        "middling country": Filters(countries=(known.middling,)),
        "rare country": Filters(countries=(known.rare,)),
        "common country, sector": Filters(countries=(known.common,), sectors=("energy",)),
        "common country, sector it never has": Filters(countries=(NEVER[0],), sectors=(NEVER[1],)),
        "common country, type": Filters(countries=(known.common,), types=("RETREAT",)),
        "common country, modality": Filters(countries=(known.common,), modalities=("denied",)),
        "two countries": Filters(countries=(known.middling, known.common)),
        "common pair": Filters(between=(known.common, known.partner)),
        "rare pair": Filters(between=(known.common, known.rare)),
        "acting country": Filters(source=(known.common,)),
        "type": Filters(types=("PROTEST",)),
        "two types": Filters(types=("PROTEST", "RETREAT")),
        "sector": Filters(sectors=("culture",)),
        "two sectors": Filters(sectors=("culture", "health")),
        "type, sector": Filters(types=("PROTEST",), sectors=("culture",)),
        "month": Filters(since="2010-03-01", until="2010-03-31"),
        "common country, month": Filters(countries=(known.common,), since="2010-03-01", until="2010-03-31"),
        "common country, sector, month": Filters(
            countries=(known.common,), sectors=("energy",), since="2010-03-01", until="2010-03-31"
        ),
        "rare country, year": Filters(countries=(known.rare,), since="2010-01-01", until="2010-12-31"),
        "common word, common country": Filters(countries=(known.common,), text=known.word),
    }
    for name, filters in asked.items():
        yield Question(f"list: {name}", _listing(filters, FIRST_ROWS), LIST_BUDGET)
    yield Question("list: rare word", _listing(Filters(text=known.rare_word), FIRST_ROWS), None)
    pair = Filters(between=(known.common, known.middling))
    yield Question("timeline: pair, all rows", _listing(pair, 0, newest_first=False), None)
    yield Question(
        "search: rare word", lambda connection: search_documents(connection, known.rare_word, Filters(), limit=20), None
    )


def _summaries(known: Known) -> Iterator[Question]:
    """Yield summaries, with and without the rollup."""
    for key in ("type", "country", "sector", "month", "year", "modality"):
        yield Question(f"summary: all by {key}", _summary(Filters(), key), SUMMARY_BUDGET)
    yield Question("summary: all by dyad", _summary(Filters(), "dyad"), None)
    year = Filters(countries=(known.common,), since="2015-01-01", until="2015-12-31")
    for key in ("type", "country", "sector", "month"):
        of_country = _summary(year, key)
        yield Question(f"summary: country-year by {key}", of_country, COUNTRY_YEAR_BUDGET)
    both = _summary(year, "type", "month")
    yield Question("summary: country-year by type, month", both, COUNTRY_YEAR_BUDGET)
    odd = Filters(countries=(known.common,), since="2015-02-01", until="2015-11-30")
    yield Question("summary: country, odd period by type", _summary(odd, "type"), None)
    yield Question("summary: sector by country (scan)", _summary(Filters(sectors=("culture",)), "country"), None)
    yield Question("summary: all by country, year", _summary(Filters(), "country", "year"), None)
    yield Question("summary: all by type, month (scan)", _summary(Filters(), "type", "month"), None)


def _counts(known: Known) -> Iterator[Question]:
    """Yield counts, by going through the index and from the rollup."""
    asked = {
        "all": Filters(),
        "common country": Filters(countries=(known.common,)),
        "country-year": Filters(countries=(known.common,), since="2015-01-01", until="2015-12-31"),
    }
    for name, filters in asked.items():
        yield Question(f"count: {name}", _asking(count_events, filters), None)
        yield Question(f"count: {name} (rollup)", _asking(counted, filters), LIST_BUDGET)


def _asking(count: Callable[[sqlite3.Connection, Filters], int | None], filters: Filters) -> Ask:
    return lambda connection: [count(connection, filters)]


def _listing(filters: Filters, limit: int, *, newest_first: bool = True) -> Ask:
    return lambda connection: list_events(connection, filters, limit=limit, newest_first=newest_first)


def _summary(filters: Filters, *by: str) -> Ask:
    return lambda connection: summarise(connection, filters, by)


def asked(connection: sqlite3.Connection, ask: Ask, runs: int) -> Answer:
    """Ask some times and return what it took."""
    times: list[float] = []
    rows = 0
    while len(times) < (min(runs, 3) if times and times[0] > SLOW else runs):
        begun = time.perf_counter()
        rows = len(list(ask(connection)))
        times.append(time.perf_counter() - begun)
    return Answer(rows, min(times) * 1000, statistics.median(times) * 1000)


def line(question: Question, answer: Answer, first: Answer | None) -> str:
    """Return one line of the table."""
    budget = "" if question.budget is None else f"{question.budget:g}"
    verdict = "OVER" if question.budget is not None and answer.best > question.budget else ""
    ratio = "" if first is None else f"{answer.best / first.best:.1f}"
    figures = f"{answer.rows:>9,}{answer.best:>11.2f}{answer.median:>11.2f}"
    return f"{question.name:<44}{figures}{budget:>8} {verdict:<5}{ratio:>6}".rstrip()


def main() -> None:
    """Ask every database everything and print a table for each."""
    parser = argparse.ArgumentParser(description="Measure questions.")
    parser.add_argument("databases", type=Path, nargs="+")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--only", default="", help="questions whose name holds this")
    options = parser.parse_args()
    firsts: dict[str, Answer] = {}
    for path in options.databases:
        with reading(path) as connection:
            known = what_is_known(connection)
            total = counted(connection, Filters()) or 0
            print(f"{path}: {total:,} events, {path.stat().st_size / max(total, 1):,.0f} bytes an event, {known}")
            print(f"{'question':<44}{'rows':>9}{'best ms':>11}{'median':>11}{'budget':>8}{'ratio':>12}")
            for question in questions(known):
                if options.only in question.name:
                    answer = asked(connection, question.ask, options.runs)
                    print(line(question, answer, firsts.get(question.name)), flush=True)
                    firsts.setdefault(question.name, answer)


if __name__ == "__main__":
    main()
