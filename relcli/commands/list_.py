"""`relcli list`: events as rows."""

from relcli.cli.answers import planned, write_listing
from relcli.cli.declaring import command
from relcli.cli.nothing import explained
from relcli.cli.options import DatabaseOptions, FilterOptions, OutputOptions, PagingOptions
from relcli.cli.questions import asked
from relcli.environment import Environment
from relcli.errors import ExitCode
from relcli.reports.record import LISTED


def list_events(
    environment: Environment,
    filters: FilterOptions,
    output: OutputOptions,
    paging: PagingOptions,
    database: DatabaseOptions,
) -> ExitCode:
    """List events as rows, newest first: a table on a terminal, csv into a pipe or file.

    All filters given must hold; of the values given for one filter any may. Times match on overlap. QUERY
    says the same in short: 'country:russia,china ^type:consult date:2024 gas' - ^ excludes, bare words are
    words of the sentence.
    """
    plan = planned(environment, output, LISTED)
    if plan is None:
        return ExitCode.DONE
    page = paging.page(plan.sorting, plan.fetch, newest_first=True)
    with asked(environment, filters, database) as (opened, wanted):
        plan = plan._replace(nothing=explained(opened, filters))
        from relcli.store.read import events as reading

        events = reading.list_page(opened, wanted, page, plan.extras)
        return write_listing(environment, plan, events, lambda: reading.count_events(opened, wanted), page)


COMMAND = command(
    examples="""
    relcli list --country Russia --sector energy --period 2024
    relcli list --between Pakistan Russia -f csv > events.csv
    relcli list 'country:russia sector:energy ^type:consult "gas pipeline"'
    relcli list --type sanction --modality occurred --fields date,headline
    """
)(list_events)
