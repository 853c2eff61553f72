"""`relcli timeline`: events as a chronology."""

from typing import TYPE_CHECKING, Annotated

from typer import Option

from relcli.cli.answers import layout_of, next_page, planned, say_cut, write_listing, write_page
from relcli.cli.declaring import OptionGroup, command
from relcli.cli.nothing import explained
from relcli.cli.options import DatabaseOptions, FilterOptions, OutputOptions, PagingOptions
from relcli.cli.questions import asked
from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError, nearest
from relcli.reports.dates import SHOWN
from relcli.reports.record import LISTED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relcli.cli.answers import Plan
    from relcli.model import Event
    from relcli.output.page import Page


class TimelineOptions(OptionGroup):
    """How the chronology is grouped."""

    by: Annotated[
        str,
        Option(
            "--by",
            metavar="UNIT",
            help="Headings by year (default), month or day.",
            show_default=False,
            rich_help_panel="Output",
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
    """Lay out events as a chronology, oldest first: meetings with what was done at them, sources numbered.

    With --format csv, tsv, json, jsonl, md or html it gives the events as rows.
    """
    if grouping.by not in SHOWN:
        raise UsageError(f"cannot group by '{grouping.by}'", hint=nearest(grouping.by, SHOWN))
    plan = planned(environment, output, LISTED, page=True)
    if plan is None:
        return ExitCode.DONE
    page = paging.page(plan.sorting, plan.fetch)
    with asked(environment, filters, database) as (opened, wanted):
        plan = plan._replace(nothing=explained(opened, filters))
        from relcli.store.read import events as reading

        events = reading.list_page(opened, wanted, page, plan.extras)
        if not plan.is_page:
            return write_listing(environment, plan, events, lambda: reading.count_events(opened, wanted), page)
        found = list(events)
        shown = found[: plan.limit] if plan.limit else found
        code = write_page(environment, plan, _page(environment, plan, shown, grouping.by))
        if len(found) > len(shown):
            say_cut(environment, len(shown), reading.count_events(opened, wanted), next_page(page, shown[-1]))
        return code


def _page(environment: Environment, plan: "Plan", events: "Sequence[Event]", by: str) -> "Page":
    """Return the chronology as a page."""
    from relcli.reports.timeline import timeline

    return timeline(events, by=by, ascii_only=layout_of(environment, plan).ascii_only)


COMMAND = command(
    examples="""
    relcli timeline --between Pakistan Russia
    relcli timeline --country Iran --period 2024 --by month
    relcli timeline --sector energy --since 2020 | less
    """
)(show_timeline)
