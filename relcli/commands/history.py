"""`relcli history`: what was done to the database."""

from relcli.cli.answers import planned, write_listing
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, OutputOptions
from relcli.environment import Environment
from relcli.errors import ExitCode
from relcli.output.fields import Fields
from relcli.output.screen import Screen
from relcli.reports.dates import minute
from relcli.store.write.batches import BATCH_FIELDS, list_batches


def _screen() -> Screen:
    from relcli.reports.listing_screens import history_screen  # only terminals have it

    return history_screen()


BATCHES = Fields(
    names=BATCH_FIELDS,
    brief=("id", "started", "author", "events", "undone", "command"),
    reading={"started": lambda batch: minute(batch.started), "undone": lambda batch: minute(batch.undone)},
    screen=_screen,
)


def history(environment: Environment, output: OutputOptions, database: DatabaseOptions) -> ExitCode:
    """List all changes to the database, newest first: what, when, by whom, and whether each was undone."""
    plan = planned(environment, output, BATCHES)
    if plan is None:
        return ExitCode.DONE
    with database.reading(environment) as opened:
        rows = list(list_batches(opened))
    return write_listing(environment, plan, BATCHES.sorted(rows, plan.sorting))


COMMAND = command(
    examples="""
    relcli history
    relcli history --fields id,command,undone -n 5
    """
)(history)
