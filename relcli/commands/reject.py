"""`relcli reject`: remove events from every listing."""

from typing import Annotated

from typer import Option

from relcli.cli.decisions import DECISION, DecisionOptions
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, Ids, event_numbers
from relcli.environment import Environment
from relcli.errors import ExitCode
from relcli.store.decide.edits import reject_events

Why = Annotated[
    str,
    Option(
        "--why",
        metavar="TEXT",
        help="The reason; 'relcli show' shows it.",
        show_default=False,
        rich_help_panel=DECISION,
    ),
]
Restore = Annotated[
    bool,
    Option("--restore", help="Bring rejected events back instead.", show_default=False, rich_help_panel=DECISION),
]


def reject(
    environment: Environment,
    ids: Ids,
    decision: DecisionOptions,
    database: DatabaseOptions,
    why: Why = "",
    restore: Restore = False,
) -> ExitCode:
    """Remove events from every listing and count, where the coder misread the sentence.

    They stay rejected when documents are imported or coded again, and so do later reports of the same. 'relcli show'
    still shows them; --restore or undo brings them back.
    """
    numbers = event_numbers(ids, environment)
    with database.writing(environment, dry_run=decision.dry_run) as opened:
        batch = decision.batch(environment, "restore" if restore else "reject", ids)
        changed = reject_events(opened.conn, numbers, batch, why=why, restore=restore)
    for event in changed:
        decision.announce(environment, f"{'brought back' if restore else 'rejected'} #{event.id}: {event.headline}")
    if not changed:
        environment.info(f"nothing to do: {'not rejected' if restore else 'rejected already'}")
    return ExitCode.DONE


COMMAND = command(
    examples="""
    relcli reject 9
    relcli reject 9 12 --why 'a wish, not a visit'
    relcli reject 9 --restore
    """
)(reject)
