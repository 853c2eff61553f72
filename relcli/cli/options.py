"""The option groups that commands share: which events, which database, and how the answer is written.

Every option is declared here once. A group is what was typed; `terms`, `path` and `page` make of it what
the layers below take. Questions are asked through `asking.asked`, which knows the saved views.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Argument, Option

from relcli.cli.declaring import OptionGroup
from relcli.environment import Environment
from relcli.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relcli.query.paging import Page
    from relcli.query.terms import Term

EVENTS = "Which events"
OUTPUT = "Output"
DATABASE = "Database"


def _which(*names: str, metavar: str, text: str) -> Any:
    return Option(*names, metavar=metavar, help=text, show_default=False, rich_help_panel=EVENTS)


def _how(*names: str, text: str, metavar: str | None = None) -> Any:
    return Option(*names, metavar=metavar, help=text, rich_help_panel=OUTPUT)


Words = list[str] | None


class FilterOptions(OptionGroup):
    """Which events are asked for, in the words that were typed. Options that can be repeated take comma
    lists too."""

    query: Annotated[
        Words,
        Argument(metavar="[QUERY]...", help="As 'country:russia ^type:consult gas' or @view.", show_default=False),
    ] = None
    country: Annotated[
        Words,
        _which("--country", "-c", metavar="NAME", text="Any of these takes part: russia, RU, Moscow ..."),
    ] = None
    between: Annotated[
        tuple[str, str] | None, _which("--between", metavar="A B", text="Both take part, on different sides.")
    ] = None
    source: Annotated[Words, _which("--source", metavar="NAME", text="Any of these acts.")] = None
    target: Annotated[Words, _which("--target", metavar="NAME", text="Any of these is acted upon.")] = None
    mutual: Annotated[
        str,
        _which("--mutual", metavar="HOW", text="Events done by both sides: include (default), only or exclude."),
    ] = ""
    successors: Annotated[
        bool,
        Option(
            "--successors",
            help="With former states: RUS also finds the Soviet Union.",
            rich_help_panel=EVENTS,
        ),
    ] = False
    sector: Annotated[Words, _which("--sector", "-s", metavar="NAME", text="energy, trade, defence ...")] = None
    type_: Annotated[Words, _which("--type", "-t", metavar="NAME", text="consult, agree, sanction ...")] = None
    mode: Annotated[Words, _which("--mode", metavar="NAME", text="visit, sign, condole ...")] = None
    modality: Annotated[
        Words,
        _which("--modality", metavar="NAME", text="occurred, agreed, pledged, proposed, denied or historical."),
    ] = None
    person: Annotated[Words, _which("--person", metavar="NAME", text="A person who took part.")] = None
    place: Annotated[Words, _which("--place", metavar="NAME", text="Where it was.")] = None
    outlet: Annotated[Words, _which("--outlet", metavar="NAME", text="Who published it.")] = None
    producer: Annotated[
        Words, _which("--producer", metavar="NAME", text="Who coded it: relcli, hand, gdelt, icews ...")
    ] = None
    text: Annotated[str, _which("--text", metavar="WORDS", text="All these words are in the sentence.")] = ""
    period: Annotated[
        str,
        _which("--period", "-p", metavar="PERIOD", text="2024, 2024Q3, 2024-03, 'last month', 2023-05..2024."),
    ] = ""
    since: Annotated[str, _which("--since", metavar="DATE", text="First day, month or year.")] = ""
    until: Annotated[str, _which("--until", metavar="DATE", text="Last day, month or year, inclusive.")] = ""
    imported_since: Annotated[
        str, _which("--imported-since", metavar="DATE", text="Reported by a document imported then or later.")
    ] = ""

    raw_query: Annotated[
        bool, Option("--raw-query", help="Words of the text are FTS5 syntax.", rich_help_panel=EVENTS)
    ] = False

    def terms(self) -> "list[Term]":
        """Return what was typed as terms, those of options first; UsageError for a query nobody can read."""
        from relcli.query.typed import typed_terms

        return typed_terms(self.query or (), self.given())

    def given(self) -> "Iterator[tuple[str, tuple[str, ...]]]":
        """Yield the name and the values of each option that was given; a flag has none."""
        for name in FilterOptions.__annotations__:
            value = getattr(self, name)
            if value and name != "query":
                values = () if value is True else (value,) if isinstance(value, str) else tuple(value)
                yield name.strip("_").replace("_", "-"), values


class DatabaseOptions(OptionGroup):
    """Which database."""

    db: Annotated[
        Path | None,
        Option(
            "--db",
            metavar="FILE",
            help="The database; else as 'relcli config' tells.",
            rich_help_panel=DATABASE,
        ),
    ] = None

    def path(self, environment: Environment) -> Path:
        """Return the database's file: `--db`, else what is settled, else the one in the user's data directory."""
        return self.db or environment.database_path


class PagingOptions(OptionGroup):
    """Where a listing in order of date goes on."""

    after: Annotated[str, _how("--after", metavar="PLACE", text="Go on behind this row: what a cut list says.")] = ""

    def page(self, sorting: tuple[str, ...], limit: int, *, newest_first: bool = False) -> "Page":
        """Return which rows to fetch; UsageError where rows are in another order than that of their dates."""
        from relcli.query.paging import Page, parse_cursor

        page = Page(sorting, limit, newest_first, parse_cursor(self.after) if self.after else None)
        if page.after and not page.by_date:
            raise UsageError("--after needs the order of dates", hint="leave --sort out, or --sort date or -date")
        return page


class OutputOptions(OptionGroup):
    """How the answer is written."""

    format: Annotated[
        str,
        _how("--format", "-f", metavar="NAME", text="table, text, csv, tsv, json, jsonl, md or html."),
    ] = ""
    output: Annotated[
        Path | None, _how("--output", "-o", metavar="FILE", text="Write there; its ending tells the format.")
    ] = None
    fields: Annotated[
        str, _how("--fields", metavar="A,B,C", text="These columns; 'help' lists them, 'all' has all.")
    ] = ""
    sort: Annotated[str, _how("--sort", metavar="A,-B", text="By these columns, - for the last first.")] = ""
    limit: Annotated[
        int | None,
        _how("--limit", "-n", metavar="N", text="At most N; 0 = all. On a terminal listings show 50."),
    ] = None
    no_header: Annotated[bool, _how("--no-header", text="Without the header row.")] = False
    print0: Annotated[bool, _how("--print0", text="Only ids, a NUL behind each: for xargs -0.")] = False
    bom: Annotated[bool, _how("--bom", text="csv and tsv begin with a byte order mark: for Excel.")] = False
    safe_csv: Annotated[bool, _how("--safe-csv", text="csv and tsv: ' before what would be a formula.")] = False
    no_pager: Annotated[bool, _how("--no-pager", text="Straight to the terminal, however long it is.")] = False
    exit_code: Annotated[bool, _how("--exit-code", text="End with 5 if nothing was found.")] = False

    @property
    def to_file(self) -> bool:
        """Does the answer go to a file, not to standard output?"""
        return self.output is not None and str(self.output) != "-"
