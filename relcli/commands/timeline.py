"""`relcli timeline`: events as a chronology."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from typer import Option

from relcli.cli.answers import (
    Plan,
    layout_of,
    next_page,
    planned,
    reason_for_nothing,
    say_cut,
    write_listing,
    write_page,
)
from relcli.cli.declaration import command
from relcli.cli.legend import EVENT_SIGNS
from relcli.cli.options import OUTPUT, DatabaseOptions, FilterOptions, OutputOptions, PagingOptions
from relcli.cli.questions import open_question
from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError, nearest
from relcli.model import Event
from relcli.output.page import Page
from relcli.reports.dates import SHOWN
from relcli.reports.record import LISTED
from relcli.reports.timeline import timeline
from relcli.store.read import events as reading


class TimelineOptions(NamedTuple):
    """How the chronology is grouped."""

    by: Annotated[
        str,
        Option(
            "--by",
            metavar="UNIT",
            help="Headings by year (default), month or day.",
            show_default=False,
            rich_help_panel=OUTPUT,
        ),
    ] = "year"


def show_timeline(
    environment: Environment,
    filters: FilterOptions,
    output: OutputOptions,
    paging: PagingOptions,
    grouping: TimelineOptions,
    database: DatabaseOptions,
) -> ExitCode:
    """Lay out events as a chronology, oldest first: meetings with what was done at them, and numbered sources.

    With --format csv, tsv, json, jsonl, md or html the events are written as rows.
    """
    if grouping.by not in SHOWN:
        raise UsageError(f"cannot group by '{grouping.by}'", hint=nearest(grouping.by, SHOWN))
    plan = planned(environment, output, LISTED, page=True)
    if plan is None:
        return ExitCode.DONE
    page = paging.page(plan.sorting, plan.fetch)
    with open_question(environment, filters, database) as (opened, wanted):
        plan = plan._replace(nothing=reason_for_nothing(opened, filters))
        events = reading.list_page(opened, wanted, page, plan.extras)
        if not plan.is_page:
            return write_listing(environment, plan, events, lambda: reading.count_events(opened, wanted), page)
        found = list(events)
        shown = found[: plan.limit] if plan.limit else found
        code = write_page(environment, plan, _page(environment, plan, shown, grouping.by))
        if len(found) > len(shown):
            say_cut(environment, len(shown), reading.count_events(opened, wanted), next_page(page, shown[-1]))
        return code


def _page(environment: Environment, plan: Plan, events: Sequence[Event], by: str) -> Page:
    """Return the chronology as a page."""
    return timeline(events, by=by, ascii_only=layout_of(environment, plan).ascii_only)


COMMAND = command(
    examples="""
    relcli timeline --between Pakistan Russia
    relcli timeline --country Iran --period 2024 --by month
    relcli timeline --sector energy --since 2020 | less
    """,
    signs=EVENT_SIGNS,
)(show_timeline)
