"""`relcli summary`: how many events, by country, sector, time and more."""

from collections.abc import Iterator
from sqlite3 import Connection
from typing import Annotated, Any, NamedTuple

from typer import Option

from relcli.cli.answers import Plan, layout_of, planned, reason_for_nothing, write_listing
from relcli.cli.declaration import command
from relcli.cli.legend import COLOURS
from relcli.cli.options import OUTPUT, DatabaseOptions, FilterOptions, OutputOptions
from relcli.cli.questions import open_question
from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError, nearest
from relcli.output.fields import Fields
from relcli.query.filters import Filters
from relcli.store.summary.summaries import SUMMARY_FIELDS, SUMMARY_KEYS, summarise

TIMES = frozenset({"day", "month", "quarter", "year"})
"""Keys that are read in their own order."""


class SummaryOptions(NamedTuple):
    """By what events are counted."""

    by: Annotated[
        list[str] | None,
        Option(
            "--by",
            metavar="KEY",
            help=f"{', '.join(SUMMARY_KEYS)}; repeat it for combinations.",
            show_default=False,
            rich_help_panel=OUTPUT,
        ),
    ] = None

    def keys(self) -> tuple[str, ...]:
        """Return the keys asked for, comma lists split; 'type' where none is given."""
        words = [word.strip().lower() for text in self.by or ["type"] for word in text.split(",")]
        keys = tuple(dict.fromkeys(word for word in words if word))
        for key in keys:
            if key not in SUMMARY_KEYS:
                raise UsageError(f"cannot count by '{key}'", hint=nearest(key, SUMMARY_KEYS))
        return keys


def summary(
    environment: Environment,
    filters: FilterOptions,
    output: OutputOptions,
    grouping: SummaryOptions,
    database: DatabaseOptions,
) -> ExitCode:
    """Count events, occasions and mentions, with first and last date and mean intensity.

    Two --by give a cross table of events to read, and one row per combination in csv, tsv, json and jsonl. Means are
    over occurred and agreed events. An event with several countries or sectors counts for each of them. The largest
    counts come first, but days, months and years stay in order.
    """
    keys = grouping.keys()
    names = tuple(key.replace("-", "_") for key in keys)
    fields = Fields(names=(*names, *SUMMARY_FIELDS), reading={"mean_intensity": _rounded}, keyed=True)
    plan = planned(environment, output, fields)
    if plan is None:
        return ExitCode.DONE
    with open_question(environment, filters, database) as (opened, wanted):
        plan = plan._replace(nothing=reason_for_nothing(opened, filters))
        if len(keys) == 2 and plan.reading and not (output.fields or output.sort or output.template):
            return _cross(environment, plan, opened, wanted, keys)
        records = [dict(zip(fields.names, row, strict=True)) for row in summarise(opened, wanted, keys)]
        if plan.sorting:
            records = fields.sorted(records, plan.sorting)
        elif plan.reading and TIMES.isdisjoint(keys):
            records = fields.sorted(records, ["-events"])
        return write_listing(environment, plan, records)


def _rounded(record: dict[str, Any]) -> float | None:
    mean = record["mean_intensity"]
    return None if mean is None else round(mean, 2)


def _cross(
    environment: Environment, plan: Plan, opened: Connection, wanted: Filters, keys: tuple[str, ...]
) -> ExitCode:
    """Lay out the events of two keys as a table of rows and columns."""
    from relcli.reports.summary import cross_table  # only two keys make one

    width = layout_of(environment, plan).width if plan.format == "table" else 0
    rows, columns = keys

    def counted(by: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        return summarise(opened, wanted, by)

    table = cross_table(
        [(row[0], row[1], row[2]) for row in counted(keys)],
        {row[0]: row[1] for row in counted((rows,))},
        {row[0]: row[1] for row in counted((columns,))},
        corner=rows,
        width=width,
    )
    fields = Fields(names=table.columns, keyed=True)
    records = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    code = write_listing(environment, plan._replace(fields=fields, columns=table.columns), records)
    if table.hidden:
        environment.info(f"{table.hidden} more columns did not fit; -f csv has all")
    if table.overlapping:
        environment.info("an event with several values counts in each of them; 'events' counts it once")
    return code


COMMAND = command(
    examples="""
    relcli summary --by country --period 2024
    relcli summary --by dyad --by month --type consult -f csv > panel.csv
    relcli summary --by country --by sector
    """,
    signs=COLOURS,
)(summary)
