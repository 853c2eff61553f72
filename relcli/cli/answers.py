"""How every command writes its answer: which format, which columns, how many rows, to where.

Listings are rows; pages are laid out for reading and become rows only when `--format` asks for it.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from relcli.cli.rows import has_screen, opened_rows
from relcli.errors import ExitCode, UsageError, nearest
from relcli.output import ENDINGS, FORMATS, IDS, OWN_FORMATS, READING_FORMATS, TEMPLATE, page_writer
from relcli.output.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path
    from sqlite3 import Connection
    from typing import TextIO

    from relcli.cli.options import FilterOptions, OutputOptions
    from relcli.environment import Environment
    from relcli.output.fields import Fields
    from relcli.output.page import Page as ReportPage
    from relcli.output.template import Template
    from relcli.query.paging import Page

PAGE_FORMATS = frozenset({"table", "text"})
"""Formats in which a page is a page."""
SPREADSHEET_FORMATS = frozenset({"csv", "tsv"})
"""Formats that people open in spreadsheets."""
KEYS = ("id", "name")
"""What a first column is called that names its row."""
NOTHING = "nothing found"
"""What is said where there are no rows."""
_SPECIAL = "─…↔→≤●◑├█▁"
"""Some of our own signs from each group: where one cannot be written, all are replaced (`output.page`)."""


class Plan(NamedTuple):
    """How an answer is written: the format, the columns in order, the order of rows, at most how many (0 = all)."""

    format: str
    fields: Fields
    columns: tuple[str, ...]
    sorting: tuple[str, ...]
    limit: int
    options: OutputOptions
    nothing: Callable[[], str] = lambda: NOTHING  # why there are no rows
    inputs: tuple[Path | int, ...] = ()  # files, and descriptors, that the answer may not overwrite
    template: Template | None = None  # the form of each row, where one was given
    laid_out: Collection[str] = ()  # formats in which the command writes something else than rows or a page

    @property
    def reading(self) -> bool:
        """Is it for people to read?"""
        return self.format in READING_FORMATS

    @property
    def is_page(self) -> bool:
        """Is a page to be laid out, if the command has one?"""
        return self.format in PAGE_FORMATS and not self.options.fields

    @property
    def is_whole_page(self) -> bool:
        """Is a page to be laid out that has an order and a length of its own?"""
        return self.is_page and not (self.sorting or self.limit)

    @property
    def is_published(self) -> bool:
        """Is it to be written as the command alone does in this format? Columns that were named make rows of it."""
        return self.format in self.laid_out and not self.options.fields

    @property
    def extras(self) -> tuple[str, ...]:
        """The extra fields that are shown, or needed for the order."""
        asked_for = (*self.columns, *(word.removeprefix("-") for word in self.sorting))
        return tuple(name for name in self.fields.extras if name in asked_for)

    @property
    def fetch(self) -> int:
        """How many records to ask for: one more than is shown, to know whether the list was cut."""
        return self.limit + 1 if self.limit else 0


def planned(
    environment: Environment,
    options: OutputOptions,
    fields: Fields,
    *,
    page: bool = False,
    piped: str = "csv",
    laid_out: Collection[str] = (),
) -> Plan | None:
    """Return the plan for these options, or None where they only ask which fields there are; those are then printed.

    `laid_out` are the formats that the command writes in a way of its own, see Plan.is_published.
    """
    if options.output is not None and options.to_file:
        from relcli.output.destination import refuse_harm

        refuse_harm(options.output)
    if options.fields == "help":
        environment.stdout.write("\n".join((*fields.names, *fields.extras)) + "\n")
        return None
    on_terminal = environment.stdout_is_terminal and not options.to_file
    # A page stays a page unless the command line says otherwise.
    set_format = "" if page else environment.setting("format")
    usual = set_format or ("text" if page else "table" if on_terminal else piped)
    name = _format(options, usual, (*FORMATS, *laid_out))
    if options.names:
        _refuse_names(name, fields)
    cut = on_terminal and not page and name in {*PAGE_FORMATS, TEMPLATE}
    limit = _limit(options, int(environment.setting("limit")) if cut else 0)
    plan = Plan(name, fields, (), fields.sorting(options.sort), limit, options, laid_out=laid_out)
    if name == TEMPLATE:
        from relcli.output.template import parsed

        template = parsed(options.template, (*fields.names, *fields.extras))
        return plan._replace(columns=template.fields, template=template)
    columns = (_key(fields),) if name == IDS else fields.chosen(options.fields, reading=plan.reading)
    return plan._replace(columns=columns)


def _limit(options: OutputOptions, usual: int) -> int:
    """Return how many rows are shown at most (0 = all): as asked, else the usual number."""
    if options.limit is None:
        return usual
    if options.limit < 0:
        raise UsageError(f"--limit cannot be {options.limit}", hint="0 means all")
    return options.limit


def sparing(plan: Plan, inputs: Iterable[Path | int]) -> Plan:
    """Return the plan for an answer that may not overwrite the inputs it is made from; UsageError if it would."""
    if plan.options.output is None or not plan.options.to_file:
        return plan
    from relcli.output.destination import refuse_harm

    spared = tuple(inputs)
    refuse_harm(plan.options.output, spared)
    return plan._replace(inputs=spared)


def _format(options: OutputOptions, usual: str, known: Collection[str]) -> str:
    """Return the format: as asked, as the ending of the file says, else the usual one; UsageError for one that is not
    `known` to the command, and where another option does not go with it."""
    name = options.format.lower()
    if name and name not in known:
        if name in OWN_FORMATS:
            hint = f"formats here are {', '.join(known)}"
            raise UsageError(f"only 'relcli {OWN_FORMATS[name]}' writes {name}", hint=hint)
        raise UsageError(f"unknown format '{options.format}'", hint=nearest(name, known, "formats are"))
    if name in OWN_FORMATS and options.fields:
        raise UsageError(f"--fields does not go with {name}", hint="it has no columns")
    others = {"--format": name, "--fields": options.fields}
    if options.print0:
        _refuse("--print0", {**others, "--template": options.template}, "it prints ids and nothing else")
        name = IDS
    elif options.template:
        _refuse("--template", others, "the template says what is shown")
        name = TEMPLATE
    name = name or _format_of_ending(options, usual)
    for option, wanted in (("--bom", options.bom), ("--safe-csv", options.safe_csv)):
        if wanted and name not in SPREADSHEET_FORMATS:
            raise UsageError(f"{option} goes with csv and tsv, not with {_shown(name)}", hint="add -f csv")
    return name


def _refuse(option: str, others: dict[str, str], why: str) -> None:
    """Raise UsageError if one of the options is given that this one does not go with."""
    for other, given in others.items():
        if given:
            raise UsageError(f"{option} does not go with {other}", hint=why)


def _shown(name: str) -> str:
    """Return a format as it was asked for."""
    return {IDS: "--print0", TEMPLATE: "--template"}.get(name, name)


def _refuse_names(name: str, fields: Fields) -> None:
    """Raise UsageError where names cannot be shown: codes are what programs read, and some rows have none."""
    if fields.named is None:
        raise UsageError("--names shows names of countries, and these rows have no codes", hint="leave it out")
    if name not in READING_FORMATS:
        raise UsageError(f"--names is for reading, not for {_shown(name)}", hint="add -f table, text, md or html")


def _format_of_ending(options: OutputOptions, usual: str) -> str:
    """Return the format of the ending of the file; the usual one for a file without ending and for standard output."""
    if options.output is None or not options.to_file or not options.output.suffix:
        return usual
    ending = options.output.suffix.lower()
    if ending not in ENDINGS and not options.output.exists():
        raise UsageError(
            f"no format has the ending '{ending}'", where=str(options.output), hint="name one with --format"
        )
    return ENDINGS.get(ending, usual)


def _key(fields: Fields) -> str:
    """Return the column that identifies a row; UsageError where there is none."""
    if fields.names[0] in KEYS:
        return fields.names[0]
    raise UsageError("--print0 prints ids, and these rows have none", hint="--fields A,B chooses columns")


def layout_of(environment: Environment, plan: Plan) -> Layout:
    """Return what the destination of the answer can show."""
    options = plan.options
    safe = options.safe_csv or (plan.format in SPREADSHEET_FORMATS and bool(environment.setting("safe_csv")))
    layout = Layout(environment.width_choice, header=not options.no_header, byte_order_mark=options.bom, safe=safe)
    if plan.options.to_file:
        return layout
    terminal = environment.stdout_is_terminal
    layout = layout._replace(
        width=environment.width if terminal else environment.width_choice,
        terminal=terminal,
        color=environment.color,
        ascii_only=not environment.can_write(_SPECIAL),
    )
    layout = drawn_layout(environment, layout) if layout.drawn else layout
    if layout.links and not options.no_pager:
        from relcli.cli.pager import passes_links

        layout = layout._replace(links=passes_links(environment))
    return layout


def drawn_layout(environment: Environment, layout: Layout) -> Layout:
    """Return the layout with what only those need to know who draw: colours, links, styles."""
    from relcli.output.capabilities import color_system, shows_links

    variables = environment.variables
    return layout._replace(
        color_system=color_system(variables),
        links=layout.terminal and layout.color and shows_links(variables),
        styles=environment.settings.colors,
    )


def shows_screen(environment: Environment, plan: Plan) -> bool:
    """Are the records shown in the form that terminals have for them, not as the fields of the listing?"""
    return has_screen(plan, layout_of(environment, plan)) and not plan.options.fields


@contextmanager
def destination(environment: Environment, plan: Plan, cut: Callable[[], str] | None = None) -> Iterator[TextIO]:
    """Open where the answer goes: a file, a pager, or standard output. Above an answer for people in a pager stands
    what `cut` returns, if it was cut."""
    if plan.options.output is not None and plan.options.to_file:
        from relcli.output.destination import replaced_file

        with replaced_file(plan.options.output, plan.inputs) as stream:
            yield stream
    elif environment.stdout_is_terminal and not plan.options.no_pager and plan.format != IDS:
        from relcli.cli.pager import paged

        said = cut is not None and plan.reading and not (environment.quiet or environment.errors_as_json)
        with paged(environment, (lambda: _above(environment, cut())) if cut and said else str) as stream:
            yield stream
    else:
        yield environment.stdout


def write_listing(
    environment: Environment,
    plan: Plan,
    records: Iterable[Any],
    count: Callable[[], int] | None = None,
    page: Page | None = None,
) -> ExitCode:
    """Write records as rows; `count` returns how many there are in all where fewer were fetched, and with `page` the
    listing can be continued after its last row."""
    cut, remaining = _foreseen(environment, plan, shown_records(plan, records), count, page)
    shown, last = 0, None
    whole = False
    with destination(environment, plan, cut) as stream:
        take, finish = opened_rows(plan, stream, layout_of(environment, plan))
        for last in islice(remaining, plan.limit) if plan.limit else remaining:
            take(last)
            shown += 1
        finish()
        whole = True
    if not whole:  # the person has left the pager and needs no more
        return ExitCode.DONE
    if plan.limit and next(remaining, None) is not None:
        environment.stdout.flush()
        total = count() if count else shown + 1 + sum(1 for _ in remaining)
        environment.note(Cut(shown, total, next_page(page, last)).line)
    return found(environment, plan, shown)


def shown_records(plan: Plan, records: Iterable[Any]) -> Iterable[Any]:
    """Return the records as they are to be shown: with names in place of codes where these are asked for."""
    return map(plan.fields.named, records) if plan.options.names and plan.fields.named else records


LONGEST_FORESEEN = 1000
"""Rows that are fetched before the first is written, to know whether there are more."""


def _foreseen(
    environment: Environment,
    plan: Plan,
    records: Iterable[Any],
    count: Callable[[], int] | None,
    page: Page | None,
) -> tuple[Callable[[], str] | None, Iterator[Any]]:
    """Return what to say above a list that will be cut, None where it will not or where that cannot be known yet; and
    the records."""
    total = count or (records.__len__ if isinstance(records, list | tuple) else None)
    if not (environment.stdout_is_terminal and total and 0 < plan.limit <= LONGEST_FORESEEN):
        return None, iter(records)
    remaining = iter(records)
    first = list(islice(remaining, plan.fetch))
    known, rows = total, chain(first, remaining)
    if len(first) <= plan.limit:
        return None, rows
    return lambda: Cut(plan.limit, known(), next_page(page, first[plan.limit - 1])).line, rows


def _above(environment: Environment, line: str) -> str:
    """Return a line as it stands above an answer in a pager."""
    return f"\x1b[2m{line}\x1b[0m\n" if environment.color else f"{line}\n"


def next_page(page: Page | None, last: Any) -> str:
    """Return the option that shows the next page, '' where rows are not in order of date."""
    if page is None or not page.by_date or last is None:
        return ""
    from relcli.query.paging import Cursor

    return f"--after {Cursor(last.date, last.id)}"


class Cut(NamedTuple):
    """What is said of a list that was cut: how many rows are shown, of how many, and the option that shows the next."""

    shown: int
    total: int
    following: str = ""

    @property
    def line(self) -> str:
        """How much is shown, and how to get all of it or what follows."""
        following = f", {self.following} for the next" if self.following else ""
        return f"{self.shown:,} of {self.total:,} shown; -n 0 for all{following}"


def write_page(environment: Environment, plan: Plan, page: ReportPage, cut: Cut | None = None) -> ExitCode:
    """Write a page: drawn on a terminal, as plain lines elsewhere. That it was cut is said after it, in a pager
    above it, too."""
    lines, layout = iter(page.lines), layout_of(environment, plan)
    first = next(lines, None)
    with destination(environment, plan, (lambda: cut.line) if cut else None) as stream:
        if first is not None:
            page_writer(layout)(stream, page._replace(lines=chain((first,), lines)), layout)
    code = found(environment, plan, first is not None)
    if cut:
        environment.note(cut.line)
    return code


def write_lines(environment: Environment, plan: Plan, lines: Iterable[str], shown: int) -> ExitCode:
    """Write lines as they come, which show this many records."""
    with destination(environment, plan) as stream:
        for line in lines:
            stream.write(line + "\n")
    return found(environment, plan, shown)


def found(environment: Environment, plan: Plan, shown: int) -> ExitCode:
    """Return the exit code for this many results; say why if there are none."""
    if shown:
        return ExitCode.DONE
    environment.info(plan.nothing())
    return ExitCode.NOTHING_FOUND if plan.options.exit_code else ExitCode.DONE


def reason_for_nothing(
    environment: Environment, opened: Connection, filters: FilterOptions, *, of_documents: bool = False
) -> Callable[[], str]:
    """Return a function that says why nothing was found; it looks into the database only when it is called."""

    def reason() -> str:
        from relcli.cli.questions import as_typed, of_settings
        from relcli.cli.remarks import remarks
        from relcli.query.terms import names_view
        from relcli.store.read.events import counts_at_most_one

        documents, events = counts_at_most_one(opened)
        if not events:
            holds = "documents, but no events" if documents else "no events yet"
            return f"{NOTHING}; the database holds {holds}: `relcli import PATH` adds some"
        asked = as_typed(filters)
        terms = filters.terms()
        said = remarks(terms, nothing_found=True)
        if not (of_documents or names_view(terms)) and of_settings(environment, terms):
            least, origin = environment.setting_with_origin("min_confidence")
            said.append(f"min_confidence is {least:g} ({origin}); --min-confidence 0 lists all")
        return "; ".join([f"{NOTHING} for {asked}" if asked else NOTHING, *said])

    return reason
