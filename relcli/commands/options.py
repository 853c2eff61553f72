"""The option groups that commands share: which events, which database, and how the answer is written.

Every option is declared here once. A group is what was typed; `to_filters` and `path` make of it what the
store takes.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from typer import Option

from relcli.commands.declaring import OptionGroup
from relcli.environment import Environment
from relcli.errors import UsageError

if TYPE_CHECKING:
    from relcli.query.filters import Filters

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
    ] = "include"
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

    def to_filters(self, environment: Environment) -> "Filters":
        """Return what was typed with names as codes and periods as days; UsageError for what nobody knows."""
        from relcli.query import names
        from relcli.query.filters import Filters

        since, until, imported = self._days(environment.today)
        return Filters(
            countries=self._actors(self.country),
            between=(names.resolve_actor(self.between[0]), names.resolve_actor(self.between[1]))
            if self.between
            else None,
            source=self._actors(self.source),
            target=self._actors(self.target),
            mutual=self.mutual,
            sectors=names.resolve_sectors(self.sector or ()),
            types=names.resolve_types(self.type_ or ()),
            modes=names.resolve_modes(self.mode or ()),
            modalities=names.resolve_modalities(self.modality or ()),
            persons=tuple(self.person or ()),
            places=tuple(self.place or ()),
            outlets=tuple(self.outlet or ()),
            text=self.text,
            since=since,
            until=until,
            imported_since=imported,
        )

    def _actors(self, words: list[str] | None) -> tuple[str, ...]:
        if not words:
            return ()
        from relcli.query import names

        codes = names.resolve_actors(words)
        return names.with_predecessors(codes) if self.successors else codes

    def _days(self, today: str) -> tuple[str, str, str]:
        """Return the first and last day asked for and the first day of import."""
        if not (self.period or self.since or self.until or self.imported_since):
            return "", "", ""
        from relcli.query import period

        if self.period and (self.since or self.until):
            raise UsageError("--period goes with neither --since nor --until", do="give one or the other")
        first, last = period.parse_period(self.period, today) if self.period else ("", "")
        if self.since:
            first = period.parse_since(self.since, today)
        if self.until:
            last = period.parse_until(self.until, today)
        imported = period.parse_since(self.imported_since, today) if self.imported_since else ""
        return first, last, imported


class DatabaseOptions(OptionGroup):
    """Which database."""

    db: Annotated[
        Path | None,
        Option(
            "--db",
            metavar="FILE",
            help="The database, else RELCLI_DB, else your own.",
            rich_help_panel=DATABASE,
        ),
    ] = None

    def path(self, environment: Environment) -> Path:
        """Return the database's file: `--db`, else RELCLI_DB, else the one in the user's data directory."""
        return self.db or environment.database_path


class OutputOptions(OptionGroup):
    """How the answer is written."""

    format: Annotated[
        str,
        _how("--format", "-f", metavar="NAME", text="table, text, csv, tsv, json, jsonl, md or html."),
    ] = ""
    output: Annotated[
        Path | None, _how("--output", "-o", metavar="FILE", text="Write there; its ending tells the format.")
    ] = None
    fields: Annotated[str, _how("--fields", metavar="A,B,C", text="These columns; 'help' lists them.")] = ""
    sort: Annotated[str, _how("--sort", metavar="A,-B", text="By these columns, - for the last first.")] = ""
    limit: Annotated[
        int | None,
        _how("--limit", "-n", metavar="N", text="At most N; 0 = all. On a terminal listings show 50."),
    ] = None
    no_header: Annotated[bool, _how("--no-header", text="Without the header row.")] = False
    exit_code: Annotated[bool, _how("--exit-code", text="End with 5 if nothing was found.")] = False
