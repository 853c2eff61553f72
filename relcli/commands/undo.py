"""`relcli undo`: take back a change of the database."""

from typing import Annotated

from typer import Argument, Option

from relcli.cli.decisions import changing, confirmed
from relcli.cli.declaring import command
from relcli.cli.numbers import counted
from relcli.cli.options import DatabaseOptions
from relcli.environment import Environment
from relcli.errors import ExitCode

Number = Annotated[
    int,
    Argument(
        metavar="[BATCH]",
        help="Number of the change, as 'relcli history' lists it; else the newest.",
        show_default=False,
    ),
]
Yes = Annotated[bool, Option("--yes", "-y", help="Do not ask before documents are taken out.")]
DryRun = Annotated[bool, Option("--dry-run", help="Tell what would happen; write nothing.")]


def undo(
    environment: Environment, database: DatabaseOptions, number: Number = 0, yes: Yes = False, dry_run: DryRun = False
) -> ExitCode:
    """Take back a change: an import, an edit, a merge, a recode ... the newest one unless a number is given.

    Undoing an import takes its documents out with all that came of them; before that you are asked, and in a
    script --yes is needed. Every other change can be made again.
    """
    from relcli.store import connection
    from relcli.store.decide import undo as undoing
    from relcli.store.write.batches import to_undo

    with connection.reading(database.path(environment)) as opened:
        batch = to_undo(opened, number or None)
    what = f"batch {batch.id}: {batch.command} ({batch.started[:16].replace('T', ' ')})"
    if batch.documents and not dry_run:
        question = f"undoing {what} takes out {counted(batch.documents, 'document')}?"
        if not confirmed(environment, question, yes=yes):
            environment.info("nothing was undone")
            return ExitCode.DONE
    with changing(environment, database, dry_run=dry_run) as written:
        undone = undoing.undo(written.conn, batch.id, environment.now)
    line = f"{'would undo' if dry_run else 'undone'}: {what}"
    if undone.documents:
        line += f"; {counted(undone.documents, 'document')} and {counted(undone.mentions, 'mention')} taken out"
    environment.info(line)
    return ExitCode.DONE


COMMAND = command(
    examples="""
    relcli undo
    relcli undo 12 --dry-run
    """
)(undo)
