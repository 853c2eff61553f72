"""`relcli timeline`: events as a chronology."""

from collections.abc import Sequence
from sqlite3 import Connection
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
from relcli.cli.options import OUTPUT, DatabaseOptions, FilterOptions, OutputOptions, PagingOptions
from relcli.cli.questions import open_question
from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError, nearest
from relcli.model import Event
from relcli.output.page import Page
from relcli.query.filters import Filters
from relcli.query.paging import Page as Paged
from relcli.reports.dates import SHOWN
from relcli.reports.published import FORMATS
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

    With --format md (Markdown with footnotes), html (one page) or timelinejs (data for TimelineJS) it is written to be
    published; with --fields, and with csv, tsv, json or jsonl, the events are rows.
    """
    if grouping.by not in SHOWN:
        raise UsageError(f"cannot group by '{grouping.by}'", hint=nearest(grouping.by, SHOWN))
    plan = planned(environment, output, LISTED, page=True, laid_out=FORMATS)
    if plan is None:
        return ExitCode.DONE
    page = paging.page(plan.sorting, plan.fetch)
    with open_question(environment, filters, database) as (opened, wanted):
        plan = plan._replace(nothing=reason_for_nothing(opened, filters))
        if plan.is_published:
            return _publish(environment, plan, opened, (wanted, page), grouping.by)
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


def _publish(
    environment: Environment, plan: Plan, opened: Connection, asked: tuple[Filters, Paged], by: str
) -> ExitCode:
    """Write the chronology as its format for publishing has it."""
    from relcli.cli.publishing import publish
    from relcli.reports.chronology import chronology

    wanted, page = asked
    found = [*reading.list_titled(opened, wanted, page)]
    shown = found[: plan.limit] if plan.limit else found
    titles = {event.id: title for event, title in shown if title}
    code = publish(environment, plan, chronology([event for event, _ in shown], titles, by=by), wanted)
    if len(found) > len(shown):
        environment.stdout.flush()
        say_cut(environment, len(shown), reading.count_events(opened, wanted), next_page(page, shown[-1][0]))
    return code


COMMAND = command(
    examples="""
    relcli timeline --between Pakistan Russia
    relcli timeline --country Iran --period 2024 --by month
    relcli timeline --sector energy --since 2020 | less
    relcli timeline --between Pakistan Russia -o chronology.md
    relcli timeline --between Pakistan Russia -f timelinejs -o slides.json
    """
)(show_timeline)
