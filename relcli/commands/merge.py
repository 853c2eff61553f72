"""`relcli merge`: several events into one."""

from relcli.cli.decisions import DecisionOptions, changing
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, Ids, event_numbers
from relcli.environment import Environment
from relcli.errors import ExitCode
from relcli.store.decide.edits import merge_events


def merge(environment: Environment, ids: Ids, decision: DecisionOptions, database: DatabaseOptions) -> ExitCode:
    """Merge several events into one, which keeps the number of the first; the other numbers lead to it.

    All their reports become its mentions, and later reports of any of them join it.
    """
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
