"""`relcli split`: make some reports of an event an event of their own."""

from typing import Annotated

from typer import Argument

from relcli.cli.decisions import DecisionOptions, changing
from relcli.cli.declaring import command
from relcli.cli.numbers import event_numbers
from relcli.cli.options import DatabaseOptions
from relcli.environment import Environment
from relcli.errors import ExitCode

Event = Annotated[str, Argument(metavar="ID", help="Number of the event.", show_default=False)]
Mentions = Annotated[
    list[str],
    Argument(metavar="MENTION...", help="Numbers of mentions, as 'relcli show ID' tells them.", show_default=False),
]


def split(
    environment: Environment, event: Event, mentions: Mentions, decision: DecisionOptions, database: DatabaseOptions
) -> ExitCode:
    """Make some mentions of an event an event of their own, and print its number.

    What is left keeps the number; neither will be put together again by a later import.
    """
    from relcli.store.decide.edits import split_event

    (number,) = event_numbers([event], environment)
    taken = event_numbers(mentions, environment, what="mention")
    with changing(environment, database, dry_run=decision.dry_run) as opened:
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
