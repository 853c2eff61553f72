"""`relcli undo`: take back a change of the database."""

from sqlite3 import Connection
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from relcli.cli.decisions import DECISION, DryRun, confirmed, described, with_passages
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, whole_number
from relcli.english import count_noun
from relcli.environment import Environment
from relcli.errors import ExitCode
from relcli.store.decide import undo as undoing
from relcli.store.decide.removal import later_about
from relcli.store.write.batches import to_undo

if TYPE_CHECKING:
    from relcli.store.write.batches import BatchRow

Number = Annotated[
    int | None,
    Argument(
        metavar="[BATCH]",
        help="Number of the change in 'relcli history'; otherwise the newest.",
        show_default=False,
        parser=whole_number("BATCH"),
    ),
]
Yes = Annotated[
    bool,
    Option("--yes", "-y", help="Do not ask before removing documents.", show_default=False, rich_help_panel=DECISION),
]


def undo(
    environment: Environment,
    database: DatabaseOptions,
    number: Number = None,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> ExitCode:
    """Take back a change: an import, an edit, a merge, a recode ... the newest one unless a number is given.

    Numbers come back as they were. A change that a later one builds on cannot be undone before that one. Undoing
    an import removes its documents and everything that came from them; you are asked first, and a script needs
    --yes. 'relcli redo' makes the change again, until you make another one.
    """
    with database.writing(environment, dry_run=dry_run) as opened:
        batch = to_undo(opened.conn, number)
        what = described(batch)
        if batch.documents and not dry_run and not confirmed(environment, _question(opened.conn, batch), yes=yes):
            environment.info("nothing was undone")
            return ExitCode.DONE
        undone = undoing.undo(opened.conn, batch.id, environment.now)
    line = f"{'would undo' if dry_run else 'undone'}: {what}"
    if undone.documents:
        line += f"; {with_passages(undone.documents, undone.mentions)} removed"
    if undone.void:
        line += f"; {count_noun(len(undone.void), 'later change')} to its events undone too"
    environment.info(line)
    return ExitCode.DONE


def _question(opened: Connection, batch: "BatchRow") -> str:
    """Return what a person is asked before documents are removed."""
    question = f"undoing {described(batch)} removes {count_noun(batch.documents, 'document')}"
    later = len(later_about(opened, batch.id))
    return (
        f"{question} and takes back {count_noun(later, 'later change')} to their events?" if later else f"{question}?"
    )


COMMAND = command(
    examples="""
    relcli undo
    relcli undo 12 --dry-run
    """
)(undo)
