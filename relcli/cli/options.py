"""The option groups that commands share: which events, which database, how the answer is written, and what every
command takes.

Every option is declared here once. A group is what was typed; `terms`, `path` and `page` make of it what the layers
below take. Questions are asked through `questions.open_question`, which knows the saved views.
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from typer import Argument, Option

from relcli.environment import Environment
from relcli.errors import RelcliError, UsageError, nearest, shortened
from relcli.model import LARGEST_NUMBER
from relcli.setting_keys import COLOR_CHOICES, ERROR_FORMATS, WIDEST

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from sqlite3 import Connection

    from sqlite_utils import Database

    from relcli.query.paging import Page
    from relcli.query.terms import Term
    from relcli.store.locks import Patience

EVENTS = "Which events"
OUTPUT = "Output"
DATABASE = "Database"
GENERAL = "General"
LONGEST_PATIENCE = 1_000_000
"""The most seconds to wait for a lock, even if more are asked for."""
Words = list[str] | None
Ids = Annotated[
    list[str],
    Argument(
        metavar="ID...",
        help="Numbers of events, as 7 8 or 7,8; '-' reads them from a pipe, separated by blanks or NULs.",
        show_default=False,
    ),
]


def whole_number(option: str) -> Callable[[str], int]:
    """Return what reads the value of an option as a number; UsageError for anything else, in the same words under every
    Typer, and for a number that is too large to count anything."""

    def parsed(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise UsageError(f"{option} needs a number, not '{shortened(text)}'") from None
        if abs(number) >= LARGEST_NUMBER:  # SQLite must be able to store the next number, too
            raise UsageError(f"{option} cannot be {shortened(text)}", hint="give a smaller number")
        return number

    return parsed


def event_numbers(ids: list[str], environment: Environment, noun: str = "event") -> list[int]:
    """Return the ids as numbers, each once; '-' means those on standard input."""
    words: list[str] = []
    for word in ids:
        words.extend(_piped(environment) if word == "-" else [*filter(None, word.split(","))] or [word])
    numbers: dict[int, None] = {}
    for word in words:
        digits = word.removeprefix("#")
        if not (digits.isascii() and digits.isdecimal()):
            raise UsageError(f"'{shortened(word)}' is not the number of {'an' if noun == 'event' else 'a'} {noun}")
        if len(digits.lstrip("0")) > len(str(LARGEST_NUMBER)) or int(digits) > LARGEST_NUMBER:
            listing = "list" if noun == "event" else "show ID"
            raise RelcliError(f"no {noun} {shortened(digits)}", hint=f"'relcli {listing}' shows the numbers")
        numbers[int(digits)] = None
    return list(numbers)


def _piped(environment: Environment) -> list[str]:
    """Return the words of standard input, separated by white space or the NULs of `--print0`."""
    if environment.stdin is None:
        raise RelcliError("standard input is closed")
    return environment.stdin.read().replace("\0", " ").split()


def is_day(text: str) -> bool:
    """Is `text` a day of the calendar in ISO form?"""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _which(*names: str, metavar: str | None = None, text: str) -> Any:
    return Option(*names, metavar=metavar, help=text, show_default=False, rich_help_panel=EVENTS)


def _how(*names: str, text: str, metavar: str | None = None, parser: Any = None) -> Any:
    return Option(
        *names, metavar=metavar, help=text, parser=parser, show_default=False, rich_help_panel=OUTPUT, readable=False
    )


def _general(*names: str, text: str, metavar: str | None = None, parser: Any = None) -> Any:
    return Option(*names, metavar=metavar, help=text, parser=parser, show_default=False, rich_help_panel=GENERAL)


class GeneralOptions(NamedTuple):
    """What every command takes, before the command or after it."""

    color: Annotated[str, _general("--color", metavar="WHEN", text="auto (default), always or never.")] = ""
    width: Annotated[
        int, _general("--width", metavar="N", text="Lay out for this many columns.", parser=whole_number("--width"))
    ] = 0
    today: Annotated[str, _general("--today", metavar="DATE", text="The day that 'last month' counts from.")] = ""
    quiet: Annotated[bool, _general("--quiet", "-q", text="Print nothing on standard error but errors.")] = False
    debug: Annotated[bool, _general("--debug", text="Show the period understood, and where errors occur.")] = False
    error_format: Annotated[
        str, _general("--error-format", metavar="NAME", text="text (default), or json: one object per line.")
    ] = ""

    def applied_to(self, environment: Environment) -> Environment:
        """Return the environment with these choices; UsageError for a choice that makes no sense."""
        if self.color not in {"", *COLOR_CHOICES}:
            raise UsageError(f"unknown choice '{self.color}' for --color", hint=nearest(self.color, COLOR_CHOICES))
        if self.error_format not in {"", *ERROR_FORMATS}:
            hint = nearest(self.error_format, ERROR_FORMATS)
            raise UsageError(f"unknown choice '{self.error_format}' for --error-format", hint=hint)
        if not 0 <= self.width <= WIDEST:
            raise UsageError(f"--width cannot be {self.width}", hint=f"give a number from 0 to {WIDEST:,}")
        if self.today and not is_day(self.today):
            raise UsageError(f"--today needs a day such as 2024-03-31, not '{self.today}'")
        chosen = environment.with_choices(
            color=self.color or "auto", width=self.width, today=self.today, quiet=self.quiet, debug=self.debug
        )
        return chosen._replace(error_format_choice=self.error_format)

    def with_settings(self, environment: Environment, *, tolerant: bool = False) -> Environment:
        """Return the environment with what the settings say about these options, and warn of settings that a project
        file may not override; UsageError for settings that make no sense. With `tolerant` a project file that cannot be
        read is only warned of."""
        environment.settings.tolerant = tolerant
        environment.settings.check_variables()
        environment.setting("error_format")  # one that makes no sense is reported at once, not at the first error
        complete = environment._replace(quiet=environment.quiet or bool(environment.setting("quiet")))
        for line in environment.settings.notices:
            complete.info(f"relcli: {line}")
        for file in environment.settings.files:
            for name in file.ignored:
                user = environment.settings.user_path
                complete.info(
                    f"relcli: {file.where(name)}: a project file may not set {name}; ignored, set it in {user}"
                )
        return complete


class FilterOptions(NamedTuple):
    """Which events are asked for, in the words that were typed. Options that can be repeated take comma lists too."""

    query: Annotated[
        Words,
        Argument(metavar="[QUERY]...", help="As 'country:russia ^type:consult gas' or @view.", show_default=False),
    ] = None
    country: Annotated[
        Words, _which("--country", "-c", metavar="NAME", text="Any of these takes part: russia, RU, Moscow ...")
    ] = None
    between: Annotated[
        tuple[str, str] | None, _which("--between", metavar="A B", text="Both take part, on different sides.")
    ] = None
    source: Annotated[Words, _which("--source", metavar="NAME", text="Any of these acts.")] = None
    target: Annotated[Words, _which("--target", metavar="NAME", text="Any of these is acted upon.")] = None
    mutual: Annotated[
        str, _which("--mutual", metavar="HOW", text="Events done by both sides: include (default), only or exclude.")
    ] = ""
    successors: Annotated[
        bool, _which("--successors", text="Include former states: RUS also finds the Soviet Union.")
    ] = False
    sector: Annotated[Words, _which("--sector", "-s", metavar="NAME", text="energy, trade, defence ...")] = None
    type_: Annotated[Words, _which("--type", "-t", metavar="NAME", text="consult, agree, sanction ...")] = None
    mode: Annotated[Words, _which("--mode", metavar="NAME", text="visit, sign, condole ...")] = None
    modality: Annotated[
        Words, _which("--modality", metavar="NAME", text="occurred, agreed, pledged, proposed, denied or historical.")
    ] = None
    person: Annotated[Words, _which("--person", metavar="NAME", text="A person who took part.")] = None
    place: Annotated[Words, _which("--place", metavar="NAME", text="Where it happened.")] = None
    outlet: Annotated[Words, _which("--outlet", metavar="NAME", text="Who published it.")] = None
    producer: Annotated[
        Words, _which("--producer", metavar="NAME", text="Who coded it: relcli, hand, gdelt, icews ...")
    ] = None
    text: Annotated[str, _which("--text", metavar="WORDS", text="All these words are in the sentence.")] = ""
    period: Annotated[
        str, _which("--period", "-p", metavar="PERIOD", text="2024, 2024Q3, 2024-03, 'last month', 2023-05..2024.")
    ] = ""
    since: Annotated[str, _which("--since", metavar="DATE", text="First day, month or year.")] = ""
    until: Annotated[str, _which("--until", metavar="DATE", text="Last day, month or year, inclusive.")] = ""
    imported_since: Annotated[
        str, _which("--imported-since", metavar="DATE", text="Reported by a document imported then or later.")
    ] = ""
    min_confidence: Annotated[
        str, _which("--min-confidence", metavar="N", text="The coder is at least this sure, 0 to 1; 0 = all.")
    ] = ""
    raw_query: Annotated[bool, _which("--raw-query", text="The words of the query are FTS5 syntax.")] = False

    def terms(self) -> list["Term"]:
        """Return what was typed as terms, those of options first.

        UsageError for a query that cannot be read, and for an option without a value: an unset variable of a shell must
        not ask for everything.
        """
        from relcli.query.typed import typed_terms

        given = [*self.given()]
        for name, values in given:
            if values and not any(value.strip(" ,") for value in values):
                raise UsageError(f"--{name} is empty", hint="name one, or leave the option out")
        return typed_terms(self.query or (), given)

    def given(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield the name and the values of each option that was given; a flag has none."""
        for name, value in self._asdict().items():
            if value and name != "query":
                values = () if value is True else (value,) if isinstance(value, str) else tuple(value)
                yield name.strip("_").replace("_", "-"), values


class DatabaseOptions(NamedTuple):
    """Which database."""

    db: Annotated[
        Path | None,
        Option(
            "--db",
            metavar="FILE",
            help="The database; otherwise see 'relcli config'.",
            show_default=False,
            rich_help_panel=DATABASE,
            readable=False,  # a file that may not be read is an error of the database, not of usage
        ),
    ] = None
    lock_timeout: Annotated[
        int | None,
        Option(
            "--lock-timeout",
            metavar="SECONDS",
            help="Wait this long for a lock; 0 = no wait (default 30).",
            show_default=False,
            rich_help_panel=DATABASE,
            parser=whole_number("--lock-timeout"),
        ),
    ] = None

    def path(self, environment: Environment) -> Path:
        """Return the database's file: `--db`, else the setting, else the one in the user's data directory."""
        return environment.database_path if self.db is None else self.db

    def patience(self, environment: Environment) -> "Patience":
        """Return how long to wait for a lock, and how to say so. UsageError for an invalid time."""
        from relcli.store.locks import Patience

        seconds = environment.setting("lock_timeout") if self.lock_timeout is None else self.lock_timeout
        if seconds < 0:
            raise UsageError(f"--lock-timeout cannot be {seconds}", hint="0 = do not wait")
        return Patience(min(seconds, LONGEST_PATIENCE), environment.info)

    def reading(self, environment: Environment) -> "AbstractContextManager[Connection]":
        """Open the database for reading in a `with` block."""
        from relcli.store import connection

        return connection.reading(self.path(environment), self.patience(environment))

    def writing(
        self, environment: Environment, *, dry_run: bool = False, create: bool = False, kept: str = "the change is kept"
    ) -> "AbstractContextManager[Database]":
        """Open the database for writing in a `with` block; with `dry_run` a copy of it that is thrown away.

        Only `create` makes a missing one, and only for the default database the folder. `kept` says what stays where
        the block is left early.
        """
        from relcli.store import connection

        path, patience = self.path(environment), self.patience(environment)
        if create and not dry_run:
            self.make_default_folder(environment)
        said = partial(_on_upgrade, environment)
        return connection.writing(path, patience, dry_run=dry_run, create=create, kept=kept, on_upgrade=said)

    def make_default_folder(self, environment: Environment) -> None:
        """Make the folder of the default database; those of others must exist, so that a mistyped path makes none."""
        if self.db is None and environment.setting_with_origin("db").is_default:
            self.path(environment).parent.mkdir(parents=True, exist_ok=True)


def _on_upgrade(environment: Environment, before: int, backup: Path) -> None:
    """Say that a database was upgraded, and where the old one is."""
    from relcli.escaping import written_out
    from relcli.store.migrations import SCHEMA_VERSION

    old = written_out(str(backup))
    environment.info(f"upgraded the database from schema {before} to {SCHEMA_VERSION}; the old one is kept as {old}")


class PagingOptions(NamedTuple):
    """Where a listing in order of date continues."""

    after: Annotated[
        str, _how("--after", metavar="PLACE", text="Start after this row, as the note under a cut list says.")
    ] = ""

    def page(self, sorting: tuple[str, ...], limit: int, *, newest_first: bool = False) -> "Page":
        """Return which rows to fetch; UsageError where rows are not in order of their dates."""
        from relcli.query.paging import Page, parse_cursor

        page = Page(sorting, limit, newest_first, parse_cursor(self.after) if self.after else None)
        if page.after and not page.by_date:
            raise UsageError("--after needs the order of dates", hint="leave --sort out, or --sort date or -date")
        return page


class OutputOptions(NamedTuple):
    """How the answer is written."""

    format: Annotated[
        str, _how("--format", "-f", metavar="NAME", text="table, text, csv, tsv, json, jsonl, md or html.")
    ] = ""
    output: Annotated[
        Path | None, _how("--output", "-o", metavar="FILE", text="Write to this file; its ending sets the format.")
    ] = None
    fields: Annotated[
        str, _how("--fields", metavar="A,B,C", text="Show these columns; 'help' lists them, 'all' shows all.")
    ] = ""
    template: Annotated[
        str,
        _how("--template", metavar="TEXT", text="Print rows like '{date}  {headline}'; fields as for --fields."),
    ] = ""
    sort: Annotated[str, _how("--sort", metavar="A,-B", text="Sort by these columns; - reverses one.")] = ""
    limit: Annotated[
        int | None,
        _how(
            "--limit",
            "-n",
            metavar="N",
            text="At most N rows; 0 = all. Lists on a terminal show 50.",
            parser=whole_number("--limit"),
        ),
    ] = None
    names: Annotated[bool, _how("--names", text="Names of countries in place of codes, in formats for reading.")] = (
        False
    )
    no_header: Annotated[bool, _how("--no-header", text="Leave out the header row.")] = False
    print0: Annotated[bool, _how("--print0", text="Print only ids, each followed by a NUL, for xargs -0.")] = False
    bom: Annotated[bool, _how("--bom", text="Begin csv and tsv with a byte order mark, for Excel.")] = False
    safe_csv: Annotated[bool, _how("--safe-csv", text="Put ' before cells that a spreadsheet takes for formulas.")] = (
        False
    )
    no_pager: Annotated[bool, _how("--no-pager", text="Write straight to the terminal, however long.")] = False
    exit_code: Annotated[bool, _how("--exit-code", text="Exit with 5 if nothing was found.")] = False

    @property
    def to_file(self) -> bool:
        """Does the answer go to a file, not to standard output?"""
        return self.output is not None and str(self.output) != "-"
