"""`relcli split`: some passages of an event into a new one."""

from typing import Annotated

from typer import Argument

from relcli.cli.decisions import DecisionOptions
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, event_numbers
from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError
from relcli.store.decide.edits import split_event

Event = Annotated[str, Argument(metavar="ID", help="Number of the event.", show_default=False)]
Mentions = Annotated[
    list[str],
    Argument(
        metavar="PASSAGE...",
        help="Numbers of passages (mentions), as 'relcli show ID' lists them.",
        show_default=False,
    ),
]


def split(
    environment: Environment, event: Event, mentions: Mentions, decision: DecisionOptions, database: DatabaseOptions
) -> ExitCode:
    """Move some passages of an event into a new event and print its number.

    The rest keeps the old number. Later imports do not merge the two again.
    """
    numbers = event_numbers([event], environment)
    if len(numbers) != 1:
        raise UsageError("splitting needs one event", hint=f"standard input names {len(numbers) or 'none'}")
    (number,) = numbers
    taken = event_numbers(mentions, environment, noun="passage")
    with database.writing(environment, dry_run=decision.dry_run) as opened:
        left, new = split_event(opened.conn, number, taken, decision.batch(environment, "split", [event, *mentions]))
    environment.stdout.write(f"{new.id}\n")
    decision.announce(
        environment, f"split #{left.id} ({left.mentions} left): #{new.id} {new.headline} ({new.mentions})"
    )
    return ExitCode.DONE


COMMAND = command(
    examples="""
    relcli split 7 41
    relcli split 7 41 57
    """
)(split)
