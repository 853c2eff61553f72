"""`relcli timeline`: events as a chronology."""

from collections.abc import Callable, Sequence
from typing import Annotated, NamedTuple

from typer import Option

from relcli.cli.answers import (
    Cut,
    Plan,
    layout_of,
    next_page,
    planned,
    reason_for_nothing,
    write_listing,
    write_page,
)
from relcli.cli.declaration import command
from relcli.cli.options import OUTPUT, DatabaseOptions, FilterOptions, OutputOptions, PagingOptions
from relcli.cli.questions import open_question
from relcli.english import count_noun
from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError, nearest, shortened
from relcli.output import OWN_FORMATS, PUBLISHED_FORMATS
from relcli.output.layout import Layout
from relcli.output.page import Page
from relcli.query.filters import Filters
from relcli.query.paging import Page as Paging
from relcli.reports.chronology import LANES, Chronology, chronology
from relcli.reports.dates import SHOWN
from relcli.reports.record import LISTED
from relcli.reports.timeline import timeline
from relcli.store.read import events as reading


class TimelineOptions(NamedTuple):
    """How the chronology is divided."""

    by: Annotated[
        str,
        Option(
            "--by",
            metavar="UNIT",
            help="Headings by day, week, month, quarter or year (default).",
            show_default=False,
            rich_help_panel=OUTPUT,
        ),
    ] = "year"
    lanes: Annotated[
        str,
        Option(
            "--lanes",
            metavar="KEY",
            help="A chronology for each country, sector or type.",
            show_default=False,
            rich_help_panel=OUTPUT,
        ),
    ] = ""

    def check(self) -> None:
        """Raise UsageError for a division that there is not."""
        for words, value, choices in (("group by", self.by, [*SHOWN]), ("make lanes by", self.lanes, [*LANES])):
            if value and value not in choices:
                raise UsageError(f"cannot {words} '{shortened(value)}'", hint=nearest(value, choices))


def show_timeline(
    environment: Environment,
    filters: FilterOptions,
    division: TimelineOptions,
    output: OutputOptions,
    paging: PagingOptions,
    database: DatabaseOptions,
) -> ExitCode:
    """Lay out events as a chronology, oldest first: meetings with what was done at them, and numbered sources.

    Events without a date come last; those known only to the year or month are in a section of their own. With --lanes
    there is a lane for each country, sector or type, the fullest first, in which the events are in order; an event is
    in each lane that it belongs to. A terminal also shows how many events there are over time (one strip, or one
    for each lane), long silences, and turning points: the first conflict of two parties after cooperation on three
    days or more, and their first contact after a year or more without any. For these, only what occurred or was agreed
    counts.

    With --format md (Markdown with footnotes), html (one page) or timelinejs (data for TimelineJS) the chronology is
    written to be published. With csv, tsv, json or jsonl, and with --fields, events are rows.
    """
    division.check()
    plan = planned(environment, output, LISTED, page=True, laid_out=PUBLISHED_FORMATS)
    if plan is None:
        return ExitCode.DONE
    page = paging.page(plan.sorting, plan.fetch)
    with open_question(environment, filters, database) as (opened, wanted):
        plan = plan._replace(nothing=reason_for_nothing(environment, opened, filters))
        if not (plan.is_page or plan.is_published):
            events = reading.list_page(opened, wanted, page, plan.extras)
            return write_listing(environment, plan, events, lambda: reading.count_events(opened, wanted), page)
        page = page._replace(undated_last=True)
        shown, cut = list(reading.list_titled(opened, wanted, page)), None
        if plan.limit and len(shown) > plan.limit:
            shown = shown[: plan.limit]
            cut = Cut(len(shown), reading.count_events(opened, wanted), next_page(page, shown[-1].event))
        drawn = plan.is_page and layout_of(environment, plan).drawn
        made = _chronology(shown, division, page, wanted, drawn=drawn)
        code = _write(environment, plan, made, division.by, wanted, cut)
        if (repeated := made.repeated) and plan.format not in OWN_FORMATS:  # in which an event stands once
            environment.note(f"{count_noun(repeated, 'event')} of {len(made.events):,} in more than one lane")
        return code


def _chronology(
    shown: Sequence[reading.Titled], division: TimelineOptions, page: Paging, wanted: Filters, *, drawn: bool
) -> Chronology:
    """Return the chronology of events with the titles and the files of their documents; where it is drawn, with the
    words that documents without a title begin with."""
    openings: dict[int, str] = {}
    if drawn:
        from relcli.reports.openings import opening

        openings = {each.event.id: opening(each.opening) for each in shown}
    return chronology(
        [each.event for each in shown],
        {each.event.id: each.title for each in shown},
        openings=openings,
        files={each.event.id: each.path for each in shown},
        by=division.by,
        lanes=division.lanes,
        newest_first=page.downwards,
        dyads=complete_dyads(wanted),
    )


def _write(
    environment: Environment, plan: Plan, made: Chronology, by: str, wanted: Filters, cut: Cut | None
) -> ExitCode:
    """Write the chronology: to be read here, or to be published."""
    if plan.is_published:
        from relcli.cli.publishing import publish  # a page does not need it

        return publish(environment, plan, made, wanted, cut)
    if plan.options.names:
        from relcli.reports.naming import chronology_with_names

        made = chronology_with_names(made)
    return write_page(environment, plan, _page(made, by, layout_of(environment, plan)), cut)


def complete_dyads(wanted: Filters) -> Callable[[tuple[str, str]], bool] | None:
    """Return a test for the pairs of parties all of whose events are listed as far as parties go; None for all pairs.

    Who asks for Iran gets some events of Russia and China, too: where Iran took part.
    """
    groups = [group for group in wanted.groups if any(each.countries or each.between for each in group)]
    if not (wanted.between or wanted.countries or groups):
        return None
    parts = [(wanted,), *groups]
    return lambda found: all(any(_has_all_of(each, found) for each in part) for part in parts)


def _has_all_of(wanted: Filters, pair: tuple[str, str]) -> bool:
    """Do these filters, without those in groups, let all events of a pair through as far as parties go?"""
    if wanted.between and pair != (min(wanted.between), max(wanted.between)):
        return False
    return not wanted.countries or not frozenset(wanted.countries).isdisjoint(pair)


def _page(made: Chronology, by: str, layout: Layout) -> Page:
    """Return the chronology as a page, drawn where it can be."""
    if not layout.drawn:
        return timeline(made, by=by, ascii_only=layout.ascii_only)
    from relcli.reports.timeline_drawn import drawn_timeline  # a pipe does not need it

    return drawn_timeline(made, by, layout)


COMMAND = command(
    examples="""
    relcli timeline --between Pakistan Russia
    relcli timeline --country Iran --period 2024 --by month
    relcli timeline --country Iran --lanes sector
    relcli timeline --sector energy --since 2020 | less
    relcli timeline --between Pakistan Russia -o chronology.md
    relcli timeline --country Iran -f timelinejs -o slides.json
    """,
    legend="events",
)(show_timeline)
