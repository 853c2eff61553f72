"""Questions made by chance: expressions, periods and options, of which many are nonsense. What is understood is held to
the oracle of the tests, what is not has to be refused in one line."""

from __future__ import annotations

import random
import sys
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from relcli.errors import UsageError
from relcli.model import MODALITIES, PRODUCERS, SECTORS, TYPES
from relcli.query.expression import parse
from relcli.query.filters import Filters
from relcli.query.paging import Page
from relcli.query.period import parse_period
from relcli.query.question import to_filters
from relcli.query.terms import names_view
from relcli.store.connection import open_copy, writing
from relcli.store.read.events import count_events, list_events, list_page
from relcli.store.write.batches import Batch
from relcli.store.write.documents import import_documents
from tests.store.fakes import coder_for
from tests.store.oracle import matches
from tests.store.test_filters_agree import random_told

from .damage import distorted
from .harness import Case, ViolationError, main
from .inside import Place

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from random import Random

    from sqlite_utils import Database

_EVENTS = 200
_TODAY = "2024-11-15"
_BY_COMMAND = 4
"""Every so many questions are asked on the command line, which takes longer."""
_KEYS = (
    "country", "source", "target", "sector", "type", "mode", "modality", "person", "place", "outlet", "producer", "id",
    "between", "mutual", "period", "since", "until", "imported-since", "min-confidence", "text", "c", "s", "t", "p",
    "date", "confidence", "nonsense", "",
)  # fmt: skip
_VALUES: dict[str, Sequence[str]] = {
    "country": ("russia", "RU", "PAK", "Moscow", "chinese", "EU", "rusia", "u.s.", "Congo", "former ussr", "XXX"),
    "sector": (*SECTORS, "defense", "oil"),
    "type": (*TYPES, "sanctions", "meet", "co"),
    "mode": ("visit", "phone", "sign", "vist"),
    "modality": (*MODALITIES, "real"),
    "person": ("sharif", "Putin", "shehbaz SHARIF", "'; DROP TABLE event; --"),
    "place": ("moscow", "elysee", "york new", "%", "_"),
    "outlet": ("dawn", "jazeera al", "*"),
    "producer": (*PRODUCERS, "hand", "icews"),
    "id": ("1", "17", "0", "-1", "99999999999999999999", "1e3", "1.0", "\u0661"),
    "between": ("russia,china", "PAK,RUS", "russia", "russia,russia", "a,b,c", ","),
    "min-confidence": ("0", "0.7", ">=0.5", "1", "1.5", "-1", "70%", ".", "\u0661"),
    "mutual": ("include", "only", "exclude", "maybe"),
}
_VALUES["confidence"] = _VALUES["min-confidence"]
_PERIODS = (
    "2024", "2024Q1", "2024-02", "2024-02-15", "2024-01..2024-03", "..2024-02", "2024-12..", "last month", "this year",
    "past 3 weeks", "past 99999999999 days", "yesterday", "ytd", "q1", "february", "2024-02-30", "0001", "0000",
    "9999", "9999-12",
    "9999-12-31..", "0001-01-01..", "10000", "2024-W05", "2024-13", "..", "2024..2023", "last 0 days", "today",
    "1 year ago", "-1",
    "last 12 months", "since 2023", "2023 to 2024", "mtd", "next month", "\u0662\u0660\u0662\u0664", "2024Q5",
    "last century",
)  # fmt: skip
_WORDS = (
    "gas",
    '"gas pipeline"',
    "treaty",
    "turkiye",
    '"',
    '"open',
    "^gas",
    "^",
    "^^",
    "@view",
    "@",
    "OR",
    "OR",
    "AND",
    "AND",
    "AND NOT",
    "NOT",
    "(",
    "(",
    ")",
    ")",
    "^(",
    "NEAR(",
    "*",
    "a*",
    ":",
    "::",
)
_OPTIONS = (
    ("--sort", ("date", "-id", "id,-date", ",", "", "nothing", "--", "-")),
    ("--limit", ("0", "1", "-1", "99999999999999999999", "x", "1.5", "")),
    ("--fields", ("id", "all", "help", ",", "", "id,,date", "id,id", "no_such", "ID")),
    ("--format", ("csv", "tsv", "json", "jsonl", "md", "html", "text", "table", "xls", "")),
    ("--after", ("2024-01-15,3", "x", ",", "2024-01-15", "9999-12-31,99999999999999999999")),
    ("--period", _PERIODS),
    ("--since", _PERIODS),
    ("--today", ("2024-02-29", "0001-01-01", "9999-12-31", "tomorrow", "")),
    ("--width", ("0", "1", "79", "-5", "99999999999", "x")),
    ("--country", _VALUES["country"]),
    ("--between", ("russia",)),
    ("--person", ("sharif", "\udce9", "\0")),
    ("--text", ('"', "gas*", "\udcff")),
)
_COMMANDS = (
    ("list",), ("timeline",), ("summary", "--by", "country"), ("summary", "--by", "dyad", "--by", "month"), ("search",),
    ("documents",), ("summary", "--by", "nothing"), ("list", "--raw-query"), ("view", "save", "v"), ("list", "@v"),
    ("list", "--exit-code"),
)  # fmt: skip


class Queries:
    """Asks what it makes; a case is the pieces of a question, or the words of a command line."""

    name = "queries"

    @cached_property
    def _connection(self) -> sqlite3.Connection:
        database = open_copy("")
        fill(database)
        return database.conn

    @cached_property
    def _place(self) -> Place:
        place = Place()
        with writing(place.database) as database:
            fill(database)
        return place

    def make(self, chance: Random) -> Case:
        """Return an expression of a few terms, a period, or a command line."""
        kind = chance.randrange(_BY_COMMAND + 2)
        if kind == 0:
            words = [
                *chance.choice(_COMMANDS),
                *(option for _ in range(chance.randrange(4)) for option in _option(chance)),
            ]
            words += [_term(chance) for _ in range(chance.randrange(3))]
            return Case(tuple(words), "command")
        if kind == 1:
            period = chance.choice(_PERIODS)
            return Case(distorted(period, chance) if chance.random() < 0.6 else period, "period")
        text = " ".join(_term(chance) for _ in range(chance.randrange(1, 5)))
        return Case(distorted(text, chance) if chance.random() < 0.4 else text, "expression")

    def check(self, case: Case) -> None:
        """Ask it."""
        if case.about == "command":
            # What no shell can hand over stays away; `list` alone is left of a command line that is cut to nothing.
            self._place.call(*(word.replace("\0", "") for word in case.parts or ("list",)))
        elif case.about == "period":
            check_period(case.parts)
        else:
            self._check_expression(case.parts)

    def _check_expression(self, text: str) -> None:
        try:
            terms = list(parse(text))
            if names_view(terms):
                return
            filters = to_filters(terms, _TODAY)
        except UsageError as error:
            check_message(error)
            return
        found = [event.id for event in list_events(self._connection, filters)]
        if len(found) != count_events(self._connection, filters) or len(set(found)) < len(found):
            raise ViolationError("the list and its count differ")
        if is_judged(filters):
            everything = list(list_page(self._connection, Filters(), Page(), ("producer",)))
            single = {event.id for event in everything if event.mentions == 1}
            wanted = {event.id for event in everything if matches(filters, event)} & single
            if wanted != set(found) & single:
                raise ViolationError(f"SQL and oracle differ: {shape(filters)}")


def fill(database: Database) -> None:
    """Put random events into a database, on two days, some of them coded by others."""
    chance = random.Random(16)
    told = [random_told(chance, number) for number in range(_EVENTS)]
    half = _EVENTS // 2
    for part, now in ((told[:half], "2024-11-01T10:00:00"), (told[half:], "2024-11-02T10:00:00")):
        import_documents(database, [[each.document for each in part]], coder_for(*told), Batch("import", "import", now))


def _option(chance: Random) -> tuple[str, ...]:
    name, values = chance.choice(_OPTIONS)
    value = chance.choice(values)
    if chance.random() < 0.2:
        value = distorted(value, chance)
    return (name, value) if name != "--between" else (name, value, chance.choice(_VALUES["country"]))


def _term(chance: Random) -> str:
    if chance.random() < 0.25:
        return chance.choice(_WORDS)
    key = chance.choice(_KEYS)
    known = _VALUES.get(key) or (_PERIODS if key in {"period", "since", "until", "p", "date"} else _VALUES["country"])
    values = [chance.choice(known) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    quoted = [f'"{value}"' if " " in value or chance.random() < 0.1 else value for value in values]
    return f"{chance.choice(('', '', '', '^'))}{key}:{','.join(quoted)}"


def check_period(text: str) -> None:
    """A period is two days in their order, or refused."""
    try:
        since, until = parse_period(text, _TODAY)
    except UsageError as error:
        check_message(error)
        return
    if (since and len(since) != 10) or (until and len(until) != 10) or (since and until and since > until):
        raise ViolationError("a period that is none")


def check_message(error: UsageError) -> None:
    """A refusal says what is wrong."""
    if not str(error).strip():
        raise ViolationError("refused without a word")


def is_judged(filters: Filters) -> bool:
    """Can the oracle judge these filters? It folds letters beyond ASCII otherwise than SQLite does."""
    return all(
        not each.raw_text and all(map(str.isascii, (each.text, *each.persons, *each.places, *each.outlets)))
        for _, each in filters.walked()
    )


def shape(filters: Filters) -> str:
    """Return which fields are asked for, without their values."""
    fields = [
        name for name, value in vars(replace(filters, excluded=(), groups=())).items() if value and value != "include"
    ]
    groups = (" OR ".join(map(shape, group)) for group in filters.groups)
    return " ".join([*fields, *(f"^({shape(each)})" for each in filters.excluded), *(f"({each})" for each in groups)])


if __name__ == "__main__":
    sys.exit(main(Queries))
