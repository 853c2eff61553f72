"""`relcli merge`: make several events one."""

from relcli.cli.decisions import DecisionOptions, changing
from relcli.cli.declaring import command
from relcli.cli.numbers import Ids, event_numbers
from relcli.cli.options import DatabaseOptions
from relcli.environment import Environment
from relcli.errors import ExitCode


def merge(environment: Environment, ids: Ids, decision: DecisionOptions, database: DatabaseOptions) -> ExitCode:
    """Make several events one that keeps the number of the first; the other numbers lead to it.

    All their reports are its mentions from now on, and later reports of either join it.
    """
    from relcli.store.decide.edits import merge_events

    numbers = event_numbers(ids, environment)
    with changing(environment, database, dry_run=decision.dry_run) as opened:
        event = merge_events(opened.conn, numbers, decision.batch(environment, "merge", ids))
    decision.announce(environment, f"merged into #{event.id}: {event.headline} ({event.mentions} mentions)")
    return ExitCode.DONE


COMMAND = command(
    examples="""
    relcli merge 7 12
    relcli merge 7 12 31 --dry-run
    """
)(merge)
