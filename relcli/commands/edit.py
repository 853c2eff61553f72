"""`relcli edit`: set fields of events."""

from typing import Annotated

from typer import Argument

from relcli.cli.decisions import DecisionOptions
from relcli.cli.declaration import command
from relcli.cli.options import DatabaseOptions, event_numbers
from relcli.environment import Environment
from relcli.errors import ExitCode, UsageError
from relcli.query.assignments import parse_assignments
from relcli.store.decide.edits import edit_events

Words = Annotated[
    list[str],
    Argument(
        metavar="ID... FIELD=VALUE...",
        help="Numbers of events ('-' reads them from a pipe), then the fields to set; an empty value clears a field.",
        show_default=False,
    ),
]


def edit(environment: Environment, words: Words, decision: DecisionOptions, database: DatabaseOptions) -> ExitCode:
    """Set fields of events by hand. An edit survives re-imports and recoding, until it is undone.

    All fields of the record can be set, except those that say where an event was reported: type, mode, modality, date,
    source, target, mutual, sectors, place, people ... A date is a day, a month, a year or FROM..TO. Quad class and
    intensity follow type and mode.
    """
    ids = [word for word in words if "=" not in word]
    assigned = [word for word in words if "=" in word]
    if not ids or not assigned:
        raise UsageError("editing needs events and fields to set", hint="for instance: relcli edit 7 type=request")
    edits = parse_assignments(assigned, environment.today)
    numbers = event_numbers(ids, environment)
    with database.writing(environment, dry_run=decision.dry_run) as opened:
        changed = edit_events(opened.conn, numbers, edits, decision.batch(environment, "edit", words))
    for event in changed:
        decision.announce(environment, f"edited #{event.id}: {', '.join(assigned)}")
    if not changed:
        environment.info("nothing to edit: the fields have these values already")
    return ExitCode.DONE


COMMAND = command(
    examples="""
    relcli edit 7 type=request
    relcli edit 7 9 sectors=energy,trade place=Moscow
    relcli edit 12 date=2024-03 modality=pledged
    """
)(edit)
