"""`relcli redo`: make a change again that was undone."""

from typing import Annotated

from typer import Argument

from relcli.cli.decisions import DryRun, described, with_passages
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, whole_number
from relcli.environment import Environment
from relcli.errors import ExitCode
from relcli.store.decide import undo as undoing

Number = Annotated[
    int | None,
    Argument(
        metavar="[BATCH]",
        help="Number of the change undone last, as a safeguard.",
        show_default=False,
        parser=whole_number("BATCH"),
    ),
]


def redo(
    environment: Environment, database: DatabaseOptions, number: Number = None, dry_run: DryRun = False
) -> ExitCode:
    """Redo the change that was undone last, with all its numbers; then the one undone before it, and so on.

    Documents and decisions that were removed come back. After a new change of any kind, nothing can be redone.
    """
    with database.writing(environment, dry_run=dry_run) as written:
        done = undoing.redo(written.conn, number)
        what = described(done.batch)
    line = f"{'would redo' if dry_run else 'redone'}: {what}"
    if done.documents:
        line += f"; {with_passages(done.documents, done.mentions)} back"
    environment.info(line)
    return ExitCode.DONE


COMMAND = command(
    examples="""
    relcli redo
    relcli redo --dry-run
    """
)(redo)
