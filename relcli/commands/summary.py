"""`relcli summary`: how many events, by country, sector, time and more."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from typer import Option

from relcli.cli.answers import (
    Cut,
    Plan,
    layout_of,
    planned,
    reason_for_nothing,
    write_listing,
    write_page,
)
from relcli.cli.declaration import command
from relcli.cli.options import OUTPUT, DatabaseOptions, FilterOptions, OutputOptions
from relcli.cli.questions import open_question
from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError, nearest
from relcli.output.fields import Fields
from relcli.store.buckets import TIME_KEYS
from relcli.store.summary.summaries import CODED_KEYS, SUMMARY_FIELDS, SUMMARY_KEYS, summarise

if TYPE_CHECKING:
    from relcli.output.screen import Screen
    from relcli.reports.columns import Look

Counted = Callable[[Sequence[str]], Iterator[tuple[Any, ...]]]
"""Returns the rows of the summary of the chosen events by some keys."""


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
    """Count events, occasions, mentions and documents, with first and last date and mean intensity.

    Events are counted, not reports: 'reports' on a terminal, 'documents' in csv, adds up the documents that report
    them. Means are over occurred and agreed events. An event with several countries, sectors or people counts for each
    of them, in the total once. The largest counts come first, but times stay in order.

    An event counts in the day, week, month, quarter and year in which it begins, as far as that is known: if only the
    year is, under 2024 and not under 2024-01; if only the month is, under 2024-03 and not under a day of it. One that
    begins before --period counts where the period begins, so that nothing outside of it appears.

    On a terminal, one --by gives bars, the events by year and the tone (the mean intensity), two give a table whose
    cells are shaded by their number, three are grouped. csv, tsv, json and jsonl have one row per combination.
    """
    keys = grouping.keys()
    fields = _fields(keys)
    if output.fields:
        fields = fields._replace(screen=_screen)
    plan = planned(environment, output, fields)
    if plan is None:
        return ExitCode.DONE
    with open_question(environment, filters, database) as (opened, wanted):
        plan = plan._replace(nothing=reason_for_nothing(environment, opened, filters))
        if plan.format == "table" and not (output.fields or output.template) and layout_of(environment, plan).drawn:
            draw = _draw_heat_map if len(keys) == 2 and not output.sort else _draw_rows
            return draw(environment, plan, lambda by: summarise(opened, wanted, by), keys)
        if len(keys) == 2 and plan.reading and not (output.fields or output.sort or output.template):
            return _cross(environment, plan, lambda by: summarise(opened, wanted, by), keys)
        records = [dict(zip(fields.names, row, strict=True)) for row in summarise(opened, wanted, keys)]
        return write_listing(environment, plan, _as_planned(plan, records, keys))


def _fields(keys: tuple[str, ...]) -> Fields:
    """Return the columns of a summary by some keys."""
    names = tuple(key.replace("-", "_") for key in keys)
    fields = Fields(names=(*names, *SUMMARY_FIELDS), reading={"mean_intensity": _rounded}, keyed=True)
    if CODED_KEYS.isdisjoint(keys):
        return fields
    return fields._replace(named=lambda record: _labelled(record, keys, names=True))


def _screen() -> "Screen":
    from relcli.reports.summary_cells import summary_screen  # only terminals have it

    return summary_screen()


def _rounded(record: dict[str, Any]) -> float | None:
    mean = record["mean_intensity"]
    return None if mean is None else round(mean, 2)


def _labelled(record: dict[str, Any], keys: tuple[str, ...], *, names: bool = False) -> dict[str, Any]:
    """Return a record for reading: what has no value of a key is called so, and names are in place of codes."""
    from relcli.reports.summary_labels import plain_label

    values = tuple(record.values())[: len(keys)]
    labels = [plain_label(key, value, names=names) for key, value in zip(keys, values, strict=True)]
    return record | dict(zip(record, labels, strict=False))


def _as_planned(plan: Plan, records: list[dict[str, Any]], keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the records in the order asked for; for reading in that of reading and with labels."""
    if plan.sorting:
        records = plan.fields.sorted(records, plan.sorting)
    elif plan.reading:
        records = _in_order_of_reading(plan.fields, records, keys)
    return [_labelled(record, keys) for record in records] if plan.reading else records


def _in_order_of_reading(fields: Fields, records: list[dict[str, Any]], keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the largest first, unless a key is a time, and what has no value of a key last."""
    if TIME_KEYS.isdisjoint(keys):
        records = fields.sorted(records, ["-events"])
    names = fields.names[: len(keys)]
    return sorted(records, key=lambda record: [record[name] == "" for name in names])


def _cross(environment: Environment, plan: Plan, counted: Counted, keys: tuple[str, ...]) -> ExitCode:
    """Lay out the events of two keys as a table of rows and columns, as plain text."""
    from relcli.reports.summary import cross_table  # only two keys make one

    rows, columns = keys
    table = cross_table(
        [(row[0], row[1], row[2]) for row in counted(keys)],
        {row[0]: row[1] for row in counted((rows,))},
        {row[0]: row[1] for row in counted((columns,))},
        keys=(rows, columns),
        names=plan.options.names,
        width=layout_of(environment, plan).width if plan.format == "table" else 0,
    )
    fields = Fields(names=table.columns, keyed=True)
    records = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    code = write_listing(environment, plan._replace(fields=fields, columns=table.columns), records)
    if table.hidden:
        environment.note(f"{table.hidden} more columns did not fit; -f csv has all")
    if table.overlapping:
        environment.note("an event with several values counts in each of them; 'events' counts it once")
    return code


def _draw_rows(environment: Environment, plan: Plan, counted: Counted, keys: tuple[str, ...]) -> ExitCode:
    """Draw a line for each combination of the keys, with bars, and for all events."""
    from relcli.reports.summary_page import Row, grouped, summary_page, with_years

    if plan.sorting:
        records = [dict(zip(plan.fields.names, columns, strict=True)) for columns in counted(keys)]
        rows = [Row.of(tuple(record.values()), len(keys)) for record in plan.fields.sorted(records, plan.sorting)]
    else:
        rows = grouped(keys, [Row.of(columns, len(keys)) for columns in counted(keys)])
    total = next((Row.of(columns, 0) for columns in counted(())), None) if rows else None
    shown = rows[: plan.limit] if plan.limit else rows
    if len(keys) == 1 and keys[0] not in TIME_KEYS and total:
        shown, total = with_years(keys[0], shown, total, counted((keys[0], "year")))
        if not total.by_year:
            total = total._replace(by_year={row[0]: row[1] for row in counted(("year",))})
    cut = Cut(len(shown), len(rows)) if len(shown) < len(rows) else None
    code = write_page(environment, plan, summary_page(keys, shown, total, _look(environment, plan)), cut)
    if total and sum(row.events for row in rows) > total.events:
        _explain_sums(environment, keys)
    return code


def _draw_heat_map(environment: Environment, plan: Plan, counted: Counted, keys: tuple[str, ...]) -> ExitCode:
    """Draw the events of two keys as rows and columns with shades."""
    from relcli.reports.heat_map import Counts, heat_map
    from relcli.reports.summary import ordered

    cells = {(row[0], row[1]): row[2] for row in counted(keys)}
    by_row, by_column = ({row[0]: row[1] for row in counted((key,))} for key in keys)
    total = next((row[0] for row in counted(())), 0) if cells else 0
    counts = Counts(cells, by_row, by_column, total)
    rows = ordered(by_row)
    shown = rows[: plan.limit] if plan.limit else rows
    drawn = heat_map((keys[0], keys[1]), counts, shown, ordered(by_column), _look(environment, plan))
    if shown and drawn.summed_up == len(by_column):  # too narrow for any column: one that sums up all says nothing
        return _draw_rows(environment, plan, counted, keys)
    code = write_page(environment, plan, drawn.page, Cut(len(shown), len(rows)) if len(shown) < len(rows) else None)
    if drawn.summed_up:
        environment.note(f"{drawn.summed_up:,} columns are summed up in one; a wider terminal or -f csv shows them all")
    several = [key for key, held in zip(keys, (by_row, by_column), strict=True) if sum(held.values()) > total]
    if several:
        _explain_sums(environment, several)
    return code


def _look(environment: Environment, plan: Plan) -> "Look":
    from relcli.reports.columns import Look

    layout = layout_of(environment, plan)
    return Look(layout.width, layout.ascii_only, header=layout.header, names=plan.options.names)


def _explain_sums(environment: Environment, keys: Sequence[str]) -> None:
    """Say why the lines or columns of some keys add up to more than the total."""
    from relcli.reports.summary_labels import SEVERAL

    words = [SEVERAL[key] for key in keys if key in SEVERAL]
    named = " and ".join(dict.fromkeys(words)) or "values"
    environment.note(f"an event counts for each of its {named}; the total counts it once")


COMMAND = command(
    examples="""
    relcli summary --by country --period 2024
    relcli summary --by dyad --by month --type consult -f csv > panel.csv
    relcli summary --by country --by sector
    """,
    legend="means",
)(summary)
