"""`relcli list`: events as rows."""

from relcli.commands.declaring import command
from relcli.commands.options import DatabaseOptions, FilterOptions, OutputOptions
from relcli.commands.writing import planned, write_listing
from relcli.environment import Environment
from relcli.errors import ExitCode
from relcli.reports.record import EVENTS


def list_events(
    environment: Environment, filters: FilterOptions, output: OutputOptions, database: DatabaseOptions
) -> ExitCode:
    """List events as rows, newest first: a table on a terminal, csv into a pipe or file.

    All filters given must hold; of the values given for one filter any may. Times match on overlap.
    """
    plan = planned(environment, output, EVENTS)
    if plan is None:
        return ExitCode.DONE
    wanted = filters.to_filters(environment)
    from relcli.store import connection, reading

    with connection.reading(database.path(environment)) as opened:
        events = reading.list_events(opened, wanted, sort=plan.sorting, limit=plan.fetch, newest_first=True)
        return write_listing(environment, plan, events, lambda: reading.count_events(opened, wanted))


COMMAND = command(
    examples="""
    relcli list --country Russia --sector energy --period 2024
    relcli list --between Pakistan Russia -f csv > events.csv
    relcli list --type sanction --modality occurred --fields date,source,target,headline
    """
)(list_events)
