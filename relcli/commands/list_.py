"""`relcli list`: events as rows."""

from relcli.cli.answers import planned, reason_for_nothing, write_listing
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, FilterOptions, OutputOptions, PagingOptions
from relcli.cli.questions import open_question
from relcli.environment import Environment
from relcli.errors import ExitCode
from relcli.reports.record import LISTED
from relcli.store.read import events as reading


def list_events(
    environment: Environment,
    filters: FilterOptions,
    output: OutputOptions,
    paging: PagingOptions,
    database: DatabaseOptions,
) -> ExitCode:
    """List events as rows, newest first: a table on a terminal, csv in a pipe or file.

    An event is listed if it matches every filter given; of several values for one filter, any may match. Times match if
    they overlap. QUERY says the same in short: 'country:russia,china ^type:consult date:2024 gas'. ^ excludes; AND, OR,
    NOT and parentheses join terms; other words are words of the sentence.
    """
    plan = planned(environment, output, LISTED)
    if plan is None:
        return ExitCode.DONE
    page = paging.page(plan.sorting, plan.fetch, newest_first=True)
    with open_question(environment, filters, database) as (opened, wanted):
        plan = plan._replace(nothing=reason_for_nothing(environment, opened, filters))
        events = reading.list_page(opened, wanted, page, plan.extras)
        return write_listing(environment, plan, events, lambda: reading.count_events(opened, wanted), page)


COMMAND = command(
    examples="""
    relcli list --country Russia --sector energy --period 2024
    relcli list --between Pakistan Russia -f csv > events.csv
    relcli list 'country:russia sector:energy ^type:consult "gas pipeline"'
    relcli list 'country:usa AND country:china'
    relcli list --type sanction --modality occurred --fields date,headline
    relcli list --period 2024 --names --template '{date}  {source}: {headline}'
    """,
    legend="events",
)(list_events)
